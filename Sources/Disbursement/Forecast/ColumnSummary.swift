import Portfolio
import Rulebook
import Stochastics

/// Memory for summaries, kept by each worker from one column to the next.
final class SummaryScratch {
  fileprivate var quantiles = QuantileScratch()
  fileprivate let shareQuantiles = ColumnQuantiles()
  /// A column of amounts, one for each replication.
  let amounts: UnsafeMutableBufferPointer<Int64>
  fileprivate let shortfalls: UnsafeMutableBufferPointer<Int64>
  fileprivate let sampling: ForecastSettings.Sampling

  init(capacity: Int, sampling: ForecastSettings.Sampling) {
    self.sampling = sampling
    amounts = .allocate(capacity: max(1, capacity))
    shortfalls = .allocate(capacity: max(1, capacity))
  }

  deinit {
    amounts.deallocate()
    shortfalls.deallocate()
  }
}

private let levels = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95]

/// A distribution of the amount disbursed by one checkpoint.
struct AmountSummary {
  let mean: Money
  let standardError: Money
  let sd: Money
  /// At 5, 10, 25, 50, 75, 90 and 95 %.
  let quantiles: [Money]

  func pathPoint(on day: Day) -> PathPoint {
    PathPoint(
      date: day, isActual: false, mean: mean, standardError: standardError, sd: sd, p5: quantiles[0],
      p10: quantiles[1], p25: quantiles[2], p50: quantiles[3], p75: quantiles[4], p90: quantiles[5], p95: quantiles[6])
  }

  /// What is left of a plan, from what has been paid.
  func lapse(of plan: Int64) -> Lapse {
    let plan = Money(dong: plan)
    return Lapse(
      mean: plan - mean, standardError: standardError, p50: plan - quantiles[3], p90: plan - quantiles[1],
      p95: plan - quantiles[0])
  }
}

/// Statistics of one column of amounts, one for each replication.
///
/// Sums are taken in the order of replications, so that they do not depend on threads.
struct ColumnSummary {
  private let column: UnsafeBufferPointer<Int64>
  private let scratch: SummaryScratch
  let amount: AmountSummary

  init(_ column: UnsafeMutableBufferPointer<Int64>, scratch: SummaryScratch) {
    self.column = UnsafeBufferPointer(column)
    self.scratch = scratch
    let moments = ColumnMoments(self.column, scratch.sampling)
    amount = AmountSummary(
      mean: Money(rounding: moments.mean), standardError: Money(rounding: moments.standardError),
      sd: Money(rounding: moments.variance.squareRoot()),
      quantiles: OrderStatistics.quantiles(of: self.column, levels: levels, scratch: &scratch.quantiles)
        .map { Money(dong: $0) })
  }

  /// What is missing from an amount: probability of reaching it, mean and worst-tail shortfall.
  func shortfall(below required: Int64) -> ShortfallSummary {
    let shortfalls = UnsafeMutableBufferPointer(rebasing: scratch.shortfalls[0..<column.count])
    for replication in column.indices { shortfalls[replication] = max(0, required - column[replication]) }
    return ShortfallSummary(UnsafeBufferPointer(shortfalls), scratch: scratch)
  }
}

/// Mean and variance of a column in two passes.
private struct ColumnMoments {
  let mean: Double
  let variance: Double
  /// Monte Carlo error of the mean; zero for a single replication, which tells nothing of it.
  let standardError: Double

  init(_ column: UnsafeBufferPointer<Int64>, _ sampling: ForecastSettings.Sampling) {
    var sum = 0.0
    for amount in column { sum += Double(amount) }
    let mean = sum / Double(column.count)
    var squares = 0.0
    for amount in column {
      let deviation = Double(amount) - mean
      squares += deviation * deviation
    }
    self.mean = mean
    variance = column.count > 1 ? squares / Double(column.count - 1) : 0
    let independent = StandardError.ofMean(variance: variance, count: column.count)
    switch sampling {
    case .independent: standardError = independent
    case .stratified:
      standardError =
        StandardError.ofStratifiedMean(count: column.count) { Double(column[$0]) - mean } ?? independent
    }
  }
}

/// Statistics of one column of shares of a project's remaining capital, in millionths; results are in dong.
struct ShareSummary {
  private let sample: ColumnSample
  private let project: ProjectModel
  private let fifthPercentile: Float
  /// Of one millionth, dong.
  private let unit: Double
  let amount: AmountSummary

  init(_ column: UnsafeBufferPointer<Float>, of project: ProjectModel, scratch: SummaryScratch) {
    self.project = project
    sample = ColumnSample(column)
    let unit = Double(project.remaining) / 1e6
    self.unit = unit
    let (mean, variance) = sample.moments
    let ranks = levels.map { OrderStatistics.rank(level: $0, count: column.count) }
    let shares = scratch.shareQuantiles.select(ranks, from: column)
    let scale = project.total
    amount = AmountSummary(
      mean: Money(rounding: Double(project.paid) + unit * mean),
      standardError: Money(rounding: unit * StandardError.ofMean(variance: variance, count: column.count)),
      sd: Money(rounding: unit * variance.squareRoot()),
      quantiles: shares.map { Money(dong: scale.amount(millionths: $0)) })
    fifthPercentile = shares[0]
  }

  /// What is missing from an amount: probability of reaching it, mean and worst-tail shortfall.
  func shortfall(below required: Int64) -> ShortfallSummary {
    guard required > project.paid else { return ShortfallSummary(known: required, required: required) }
    guard project.remaining > 0 else { return ShortfallSummary(known: project.paid, required: required) }
    // The least whole number of millionths that reaches the amount to the nearest dong.
    let limit = (Double(required - project.paid) - 0.5) / unit
    let missing = Missing(sample.below(Float(limit.rounded(.up))), from: Double(required - project.paid), limit, unit)
    let count = Double(sample.count)
    let mean = missing.sum / count
    let variance = count > 1 ? max(0, missing.squares / count - mean * mean) * count / (count - 1) : 0
    let tail = tail(missing, from: Double(required - project.paid), limit)
    return ShortfallSummary(
      failures: missing.count, count: sample.count,
      probabilityError: StandardError.ofProportion(successes: sample.count - missing.count, count: sample.count),
      mean: mean,
      meanError: StandardError.ofMean(variance: variance, count: sample.count), tail: tail.mean, tailError: tail.error)
  }

  /// The mean of the worst 5 %.
  private func tail(_ missing: Missing, from required: Double, _ limit: Double) -> (mean: Double, error: Double) {
    let count = OrderStatistics.rank(level: 0.05, count: sample.count) + 1
    var (edge, beyond) = (0.0, missing)
    if Double(fifthPercentile) < limit.rounded(.up) {
      edge = required - unit * Double(fifthPercentile)
      beyond = Missing(sample.below(fifthPercentile), from: 0, 0, unit)
    }
    let error = TailMean.standardError(sum: beyond.sum, squares: beyond.squares, count: count, of: sample.count)
    return (edge + beyond.sum / Double(count), error ?? 0)
  }

  /// How many values lie below a limit, and the first two power sums of what they lack, dong.
  private struct Missing {
    let count: Int
    let sum: Double
    let squares: Double

    /// From distances to a whole number of millionths above `limit`.
    init(_ below: (count: Int, sum: Double, squares: Double), from required: Double, _ limit: Double, _ unit: Double) {
      let number = Double(below.count)
      let rest = required - unit * Double(Float(limit.rounded(.up)))
      count = below.count
      sum = unit * below.sum + number * rest
      squares = unit * unit * below.squares + 2 * rest * unit * below.sum + number * rest * rest
    }
  }
}

/// Shortfalls below a required amount over all replications.
struct ShortfallSummary {
  let probability: Double
  let probabilityError: Double
  let mean: Money
  let meanError: Money
  let givenFailure: Money
  let tail: Money
  let tailError: Money

  /// From one shortfall, zero where the amount is reached, for each replication.
  init(_ shortfalls: UnsafeBufferPointer<Int64>, scratch: SummaryScratch) {
    let moments = ColumnMoments(shortfalls, scratch.sampling)
    let worst = OrderStatistics.expectedShortfall(
      of: shortfalls, worst: 0.05, tail: .upper, scratch: &scratch.quantiles)
    let failures = shortfalls.count { $0 > 0 }
    self.init(
      failures: failures, count: shortfalls.count,
      probabilityError: scratch.sampling.error(successes: shortfalls.count - failures, count: shortfalls.count) {
        shortfalls[$0] <= 0
      }, mean: moments.mean, meanError: moments.standardError, tail: worst.mean, tailError: worst.standardError ?? 0)
  }

  /// Means over all replications, dong.
  init(
    failures: Int, count: Int, probabilityError: Double, mean: Double, meanError: Double, tail: Double,
    tailError: Double
  ) {
    probability = Double(count - failures) / Double(count)
    self.probabilityError = probabilityError
    self.mean = Money(rounding: mean)
    self.meanError = Money(rounding: meanError)
    givenFailure = failures > 0 ? Money(rounding: mean * Double(count) / Double(failures)) : .zero
    self.tail = Money(rounding: tail)
    self.tailError = Money(rounding: tailError)
  }

  /// A shortfall that is known.
  init(known paid: Int64, required: Int64) {
    let missing = Money(dong: max(0, required - paid))
    probability = missing == .zero ? 1 : 0
    probabilityError = 0
    mean = missing
    meanError = .zero
    givenFailure = missing
    tail = missing
    tailError = .zero
  }
}

extension ForecastSettings.Sampling {
  /// Monte Carlo error of the share of replications in which something happened.
  func error(successes: Int, count: Int, _ happened: (Int) -> Bool) -> Double {
    let independent = StandardError.ofProportion(successes: successes, count: count)
    switch self {
    case .independent: return independent
    case .stratified: return StandardError.ofStratifiedMean(count: count) { happened($0) ? 1 : 0 } ?? independent
    }
  }
}

extension Money {
  /// The nearest whole amount to a figure computed in floating point.
  init(rounding amount: Double) { self.init(dong: Int64(amount.rounded())) }
}
