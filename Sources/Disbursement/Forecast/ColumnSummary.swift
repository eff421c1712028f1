import Portfolio
import Rulebook
import Stochastics

/// Memory for summaries, kept by each worker from one column to the next.
final class SummaryScratch {
  fileprivate var quantiles = QuantileScratch()
  fileprivate let shortfalls: UnsafeMutableBufferPointer<Int64>

  init(capacity: Int) { shortfalls = .allocate(capacity: max(1, capacity)) }

  deinit { shortfalls.deallocate() }
}

/// Statistics of one column of amounts, one for each replication.
///
/// Sums are taken in the order of replications, so that they do not depend on threads.
struct ColumnSummary {
  private static let levels = [0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95]

  private let column: UnsafeBufferPointer<Int64>
  private let scratch: SummaryScratch
  private let moments: ColumnMoments
  private let quantiles: [Int64]

  init(_ column: UnsafePointer<Int64>, count: Int, scratch: SummaryScratch) {
    self.column = UnsafeBufferPointer(start: column, count: count)
    self.scratch = scratch
    moments = ColumnMoments(self.column)
    quantiles = OrderStatistics.quantiles(of: self.column, levels: Self.levels, scratch: &scratch.quantiles)
  }

  var mean: Money { Money(rounding: moments.mean) }

  var standardError: Money { Money(rounding: moments.standardError) }

  func pathPoint(on day: Day) -> PathPoint {
    PathPoint(
      date: day, isActual: false, mean: mean, standardError: standardError,
      sd: Money(rounding: moments.variance.squareRoot()), p5: quantile(0), p10: quantile(1), p25: quantile(2),
      p50: quantile(3), p75: quantile(4), p90: quantile(5), p95: quantile(6))
  }

  /// What is missing from an amount: probability of reaching it, mean and worst-tail shortfall.
  func shortfall(below required: Int64) -> ShortfallSummary {
    let shortfalls = UnsafeMutableBufferPointer(rebasing: scratch.shortfalls[0..<column.count])
    for replication in column.indices { shortfalls[replication] = max(0, required - column[replication]) }
    return ShortfallSummary(UnsafeBufferPointer(shortfalls), scratch: scratch)
  }

  /// What is left of a plan, from what has been paid.
  func lapse(of plan: Int64) -> Lapse {
    let plan = Money(dong: plan)
    return Lapse(
      mean: plan - mean, standardError: standardError, p50: plan - quantile(3), p90: plan - quantile(1),
      p95: plan - quantile(0))
  }

  private func quantile(_ position: Int) -> Money { Money(dong: quantiles[position]) }
}

/// Mean and variance of a column in two passes.
private struct ColumnMoments {
  let mean: Double
  let variance: Double
  /// Monte Carlo error of the mean; zero for a single replication, which tells nothing of it.
  let standardError: Double

  init(_ column: UnsafeBufferPointer<Int64>) {
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
    standardError = StandardError.ofMean(variance: variance, count: column.count)
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
    let moments = ColumnMoments(shortfalls)
    let failures = shortfalls.count { $0 > 0 }
    probability = Double(shortfalls.count - failures) / Double(shortfalls.count)
    probabilityError = StandardError.ofProportion(
      successes: shortfalls.count - failures, count: shortfalls.count)
    mean = Money(rounding: moments.mean)
    meanError = Money(rounding: moments.standardError)
    givenFailure =
      failures > 0 ? Money(rounding: moments.mean * Double(shortfalls.count) / Double(failures)) : .zero
    let worst = OrderStatistics.expectedShortfall(
      of: shortfalls, worst: 0.05, tail: .upper, scratch: &scratch.quantiles)
    tail = Money(rounding: worst.mean)
    tailError = Money(rounding: worst.standardError ?? 0)
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

extension Money {
  /// The nearest whole amount to a figure computed in floating point.
  init(rounding amount: Double) { self.init(dong: Int64(amount.rounded())) }
}
