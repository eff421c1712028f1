/// Which side of a sample is the bad one.
public enum Tail: Hashable, Sendable {
  case lower
  case upper
}

/// Quantiles of samples as order statistics: the inverse of the empirical distribution function (type 1 of Hyndman and
/// Fan 1996, DOI 10.1080/00031305.1996.10473566). A quantile is always a value of the sample, never between two.
public enum OrderStatistics {
  /// The place, counted from 0 in ascending order, of the quantile of a level: ⌈level · count⌉ − 1, at least 0.
  ///
  /// A product that is a whole number but for rounding counts as whole: the 7th percentile of 100 values is the 7th.
  ///
  /// - Precondition: `level` is in 0…1 and `count` is positive.
  public static func rank(level: Double, count: Int) -> Int {
    precondition(level >= 0 && level <= 1, "a level is between 0 and 1")
    precondition(count > 0, "an empty sample has no quantile")
    return max(0, wholeUp(level * Double(count)) - 1)
  }

  /// Rounded up, after taking off the two roundings of a decimal share times a count.
  static func wholeUp(_ product: Double) -> Int {
    Int((product * (1 - 4e-16)).rounded(.up))
  }

  /// The quantile of a sample in ascending order.
  ///
  /// - Precondition: `level` is in 0…1 and the sample is not empty.
  public static func quantile(ofSorted values: [Int64], level: Double) -> Int64 {
    values[rank(level: level, count: values.count)]
  }

  /// Several quantiles of a sample in any order, in the order of the levels; the sample stays as it is.
  ///
  /// Linear in the size of the sample, whatever its values.
  ///
  /// - Precondition: the levels are in 0…1 and the sample is not empty.
  public static func quantiles(
    of values: UnsafeBufferPointer<Int64>, levels: [Double], scratch: inout QuantileScratch
  ) -> [Int64] {
    let wanted = levels.map { rank(level: $0, count: values.count) }
    let ascending = wanted.indices.sorted { wanted[$0] < wanted[$1] }
    let found = scratch.select(ascending.map { wanted[$0] }, from: values)
    var result = [Int64](repeating: 0, count: levels.count)
    for (place, value) in zip(ascending, found) { result[place] = value }
    return result
  }

  /// Several quantiles of a sample in any order, in the order of the levels; the sample stays as it is.
  ///
  /// - Precondition: the levels are in 0…1 and the sample is not empty.
  public static func quantiles(
    of values: UnsafeMutableBufferPointer<Int64>, levels: [Double], scratch: inout QuantileScratch
  ) -> [Int64] {
    quantiles(of: UnsafeBufferPointer(values), levels: levels, scratch: &scratch)
  }

  /// Several quantiles of one sample; for many samples, keep a ``QuantileScratch``.
  ///
  /// - Precondition: the levels are in 0…1 and the sample is not empty.
  public static func quantiles(of values: UnsafeMutableBufferPointer<Int64>, levels: [Double]) -> [Int64] {
    var scratch = QuantileScratch()
    return quantiles(of: UnsafeBufferPointer(values), levels: levels, scratch: &scratch)
  }
}

/// The mean of the worst part of a sample.
public struct TailMean: Hashable, Sendable {
  public let mean: Double

  /// Monte Carlo error of the mean; nil when a single value makes the tail, which tells nothing of it.
  ///
  /// √((s² + (1 − α)(mean − quantile)²) / k) with α = k/n, s² the variance within the tail and the quantile at its edge
  /// (Manistre and Hancock 2005, DOI 10.1080/10920277.2005.10596207): the edge is estimated too.
  public let standardError: Double?

  /// The number k of values in the tail.
  public let count: Int
}

extension OrderStatistics {
  /// The mean of the ⌈fraction · n⌉ largest (or smallest) values, known as expected shortfall or CVaR of that fraction.
  ///
  /// The sign is that of the values: for money missing as positive numbers take the upper tail.
  ///
  /// - Precondition: `fraction` is above 0 and at most 1, and the sample is not empty.
  public static func expectedShortfall(
    of values: UnsafeBufferPointer<Int64>, worst fraction: Double, tail: Tail, scratch: inout QuantileScratch
  ) -> TailMean {
    precondition(fraction > 0 && fraction <= 1, "a tail is more than nothing and at most the whole sample")
    precondition(!values.isEmpty, "an empty sample has no tail")
    let count = max(1, wholeUp(fraction * Double(values.count)))
    let rank = tail == .upper ? values.count - count : count - 1
    let edge = scratch.select([rank], from: values)[0]
    var (sum, squares) = (0.0, 0.0)
    for value in values where tail == .upper ? value > edge : value < edge {
      let beyond = Double(value) - Double(edge)
      sum += beyond
      squares += beyond * beyond
    }
    return TailMean(
      mean: Double(edge) + sum / Double(count),
      standardError: TailMean.standardError(sum: sum, squares: squares, count: count, of: values.count),
      count: count)
  }
}

extension TailMean {
  /// Monte Carlo error of a tail's mean from the sums of what its values, and of the squares of what they, lie beyond the edge.
  ///
  /// - Parameters:
  ///   - count: Values in the tail, of which the edge is one.
  ///   - total: Values in the sample.
  public static func standardError(sum: Double, squares: Double, count: Int, of total: Int) -> Double? {
    guard count > 1 else { return nil }
    let tail = Double(count)
    let beyond = sum / tail
    let within = max(0, squares / tail - beyond * beyond) * tail / (tail - 1)
    return ((within + (1 - tail / Double(total)) * beyond * beyond) / tail).squareRoot()
  }
}

/// Monte Carlo errors: how far an estimate lies from what endless replication would give, not from the truth.
public enum StandardError {
  /// Of the mean of `count` independent draws with this variance; ∞ for no draws.
  public static func ofMean(variance: Double, count: Int) -> Double {
    count > 0 ? (variance / Double(count)).squareRoot() : .infinity
  }

  /// Of the share of draws in which something happened.
  ///
  /// √(p(1 − p)/n), but when it happened never or always, p is taken as (k + 1)/(n + 2) (Laplace's rule of succession),
  /// for the error only: no finite sample shows a probability to be exactly 0 or 1.
  ///
  /// - Precondition: 0 ≤ `successes` ≤ `count` and `count` is positive.
  public static func ofProportion(successes: Int, count: Int) -> Double {
    precondition(count > 0 && successes >= 0 && successes <= count, "a proportion is a part of a whole")
    let mixed = successes > 0 && successes < count
    let p = mixed ? Double(successes) / Double(count) : (Double(successes) + 1) / (Double(count) + 2)
    return (p * (1 - p) / Double(count)).squareRoot()
  }
}

extension StandardError {
  /// Fewer batches than this tell too little of their variance.
  public static let fewestBatches = 16

  /// Of the mean of stratified replications, from the means of their batches, which are independent.
  ///
  /// Replications after the last whole batch are taken to be as good as the others.
  ///
  /// - Parameter value: What is averaged, for each of `count` replications of a run from its first on.
  /// - Returns: Nil with fewer than ``fewestBatches`` whole batches, and where all of them have the same mean.
  public static func ofStratifiedMean(count: Int, _ value: (Int) -> Double) -> Double? {
    let batches = count / RandomStream.strata
    guard batches >= fewestBatches else { return nil }
    var means = SampleMoments()
    for batch in 0..<batches {
      var sum = 0.0
      for replication in batch * RandomStream.strata..<(batch + 1) * RandomStream.strata { sum += value(replication) }
      means.add(sum / Double(RandomStream.strata))
    }
    guard means.variance > 0 else { return nil }
    return (means.variance * Double(RandomStream.strata) / Double(count)).squareRoot()
  }
}

/// Mean and variance of numbers that come one by one, by Welford's method (1962).
public struct SampleMoments: Hashable, Sendable {
  public private(set) var count = 0
  public private(set) var mean = 0.0
  private var squares = 0.0

  public init() {}

  public init(_ values: some Sequence<Double>) {
    for value in values { add(value) }
  }

  public mutating func add(_ value: Double) {
    count += 1
    let deviation = value - mean
    mean += deviation / Double(count)
    squares += deviation * (value - mean)
  }

  /// With the divisor n − 1; 0 for fewer than two numbers.
  public var variance: Double { count > 1 ? squares / Double(count - 1) : 0 }

  /// Monte Carlo error of the mean; ∞ for fewer than two numbers.
  public var standardError: Double {
    count > 1 ? StandardError.ofMean(variance: variance, count: count) : .infinity
  }
}
