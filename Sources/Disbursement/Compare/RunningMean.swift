import Portfolio
import Stochastics

/// Mean and Monte Carlo error of numbers that come in the order of replications, without keeping them.
///
/// Squares are of distances to the first number, so that numbers that are all alike have no error at all.
struct RunningMean {
  private(set) var count = 0
  private var first = 0.0
  private var sum = 0.0
  private var distances = 0.0
  private var squares = 0.0
  private var batch = 0.0
  private var batches = SampleMoments()

  mutating func add(_ value: Double) {
    if count == 0 { first = value }
    count += 1
    sum += value
    let distance = value - first
    distances += distance
    squares += distance * distance
    batch += distance
    guard count % RandomStream.strata == 0 else { return }
    batches.add(batch / Double(RandomStream.strata))
    batch = 0
  }

  var mean: Double { count > 0 ? sum / Double(count) : 0 }

  /// With the divisor n − 1.
  var variance: Double {
    guard count > 1 else { return 0 }
    return max(0, squares - distances * distances / Double(count)) / Double(count - 1)
  }

  /// Zero for a single number.
  func error(_ sampling: ForecastSettings.Sampling) -> Double {
    guard count > 0 else { return 0 }
    let independent = StandardError.ofMean(variance: variance, count: count)
    guard sampling == .stratified, batches.count >= StandardError.fewestBatches, batches.variance > 0 else {
      return independent
    }
    return (batches.variance * Double(RandomStream.strata) / Double(count)).squareRoot()
  }
}

/// How a difference between two amounts is distributed, from its replications in order.
struct RunningDifference {
  private(set) var difference = RunningMean()
  private var more = 0
  private var equal = 0

  mutating func add(_ difference: Int64) {
    self.difference.add(Double(difference))
    if difference > 0 { more += 1 } else if difference == 0 { equal += 1 }
  }

  func state(
    on day: Day, first: RunningMean, other: RunningMean, _ sampling: ForecastSettings.Sampling
  ) -> AmountDifference {
    let (one, two) = (first.error(sampling), other.error(sampling))
    return AmountDifference(
      date: day, first: Money(rounding: first.mean), other: Money(rounding: other.mean),
      difference: PairedMean(
        difference.mean, error: difference.error(sampling), unpaired: (one * one + two * two).squareRoot()),
      more: more, ties: equal, count: difference.count)
  }
}

/// How often something happens in two variants, from the replications in order.
struct RunningEvents {
  private(set) var first = RunningMean()
  private(set) var other = RunningMean()
  private var difference = RunningMean()

  mutating func add(first isFirst: Bool, other isOther: Bool) {
    first.add(isFirst ? 1 : 0)
    other.add(isOther ? 1 : 0)
    difference.add((isOther ? 1 : 0) - (isFirst ? 1 : 0))
  }

  func state(_ sampling: ForecastSettings.Sampling) -> PairedProbability {
    PairedProbability(
      first: first.mean, other: other.mean, difference: difference.mean, error: difference.error(sampling),
      errors: (first.probabilityError(sampling), other.probabilityError(sampling)))
  }
}

extension RunningMean {
  /// Of numbers that are 0 or 1: the error of how often they are 1.
  func probabilityError(_ sampling: ForecastSettings.Sampling) -> Double {
    guard count > 0 else { return 0 }
    let successes = Int(sum.rounded())
    let independent = StandardError.ofProportion(successes: successes, count: count)
    guard sampling == .stratified, successes > 0, successes < count else { return independent }
    return error(sampling)
  }
}

extension PairedMean {
  /// The 97.5th percentile of the standard normal distribution.
  fileprivate static let normal = 1.959_963_984_540_054

  init(_ mean: Double, error: Double, unpaired: Double?) {
    self.mean = Money(rounding: mean)
    standardError = Money(rounding: error)
    low = Money(rounding: mean - Self.normal * error)
    high = Money(rounding: mean + Self.normal * error)
    unpairedError = unpaired.map { Money(rounding: $0) }
  }
}

extension PairedProbability {
  init(first: Double, other: Double, difference: Double, error: Double, errors: (Double, Double)) {
    self.first = first
    self.other = other
    self.difference = difference
    standardError = error
    low = max(-1, difference - PairedMean.normal * error)
    high = min(1, difference + PairedMean.normal * error)
    unpairedError = (errors.0 * errors.0 + errors.1 * errors.1).squareRoot()
  }
}

extension AmountDifference {
  /// From how many of `count` replications paid the other more, and how many the same.
  init(date: Day, first: Money, other: Money, difference: PairedMean, more: Int, ties: Int, count: Int) {
    let number = Double(max(1, count))
    let probability = (Double(more) + Double(ties) / 2) / number
    // A tie counts one half, and its square one quarter.
    let square = (Double(more) + Double(ties) / 4) / number
    self.init(
      date: date, first: first, other: other, difference: difference, probabilityOfMore: probability,
      probabilityError: (max(0, square - probability * probability) / number).squareRoot(), ties: Double(ties) / number)
  }
}
