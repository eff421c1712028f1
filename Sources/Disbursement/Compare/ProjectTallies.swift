import Portfolio
import Stochastics

/// What is added up of each project over the replications, slot by slot.
///
/// Each slot is written by the one worker that is at it, or each worker has tallies of its own that are added at the end.
final class ProjectTallies: @unchecked Sendable {
  /// Of one project, variant and day: whole numbers, so that the order of adding does not matter.
  struct Difference {
    private var sum: Int128 = 0
    private var squares: Int128 = 0
    private var count = 0
    private(set) var more = 0
    private(set) var ties = 0

    mutating func add(
      _ first: UnsafePointer<Int64>, _ other: UnsafePointer<Int64>, count lanes: Int
    ) {
      var (part, square, larger, equal) = (Int64(0), 0.0, 0, 0)
      for lane in 0..<lanes {
        let difference = other[lane] &- first[lane]
        larger &+= difference > 0 ? 1 : 0
        equal &+= difference == 0 ? 1 : 0
        part &+= difference
        square += Double(difference) * Double(difference)
      }
      sum &+= Int128(part)
      squares = Self.sum(squares, Int128(square))
      more += larger
      ties += equal
      count += lanes
    }

    mutating func add(_ more: Difference) {
      sum &+= more.sum
      squares = Self.sum(squares, more.squares)
      count += more.count
      self.more += more.more
      ties += more.ties
    }

    /// No amount that a portfolio may hold makes a trap.
    private static func sum(_ one: Int128, _ other: Int128) -> Int128 {
      let (sum, isTooLarge) = one.addingReportingOverflow(other)
      return isTooLarge ? .max : sum
    }

    var mean: PairedMean {
      let number = Double(max(1, count))
      let mean = Double(sum) / number
      let variance = count > 1 ? max(0, Double(squares) / number - mean * mean) * number / (number - 1) : 0
      return PairedMean(
        mean, error: StandardError.ofMean(variance: variance, count: max(1, count)), unpaired: nil)
    }
  }

  /// In how many replications one project meets a milestone.
  struct Meeting {
    private var first = 0
    private var other = 0
    private var both = 0
    private var count = 0

    mutating func add(first isFirst: Bool, other isOther: Bool) {
      first &+= isFirst ? 1 : 0
      other &+= isOther ? 1 : 0
      both &+= isFirst && isOther ? 1 : 0
      count &+= 1
    }

    mutating func add(
      _ one: UnsafePointer<Int64>, _ two: UnsafePointer<Int64>, required: (Int64, Int64), count lanes: Int
    ) {
      for lane in 0..<lanes { add(first: one[lane] >= required.0, other: two[lane] >= required.1) }
    }

    mutating func add(_ more: Meeting) {
      first += more.first
      other += more.other
      both += more.both
      count += more.count
    }

    var probability: PairedProbability {
      let number = Double(max(1, count))
      let (one, two) = (Double(first) / number, Double(other) / number)
      let difference = Double(other - first) / number
      let changed = Double(first + other - 2 * both) / number
      let variance = count > 1 ? max(0, changed - difference * difference) * number / (number - 1) : 0
      return PairedProbability(
        first: one, other: two, difference: difference, error: (variance / number).squareRoot(),
        errors: (
          StandardError.ofProportion(successes: first, count: max(1, count)),
          StandardError.ofProportion(successes: other, count: max(1, count))
        ))
    }
  }

  /// Of one project, variant and day: the millionths of what was left to pay that a forecast states the project's mean by, and what they are shares of.
  private struct Shares {
    var sum = ColumnSum()
    var paid: Int64 = 0
    var remaining: Int64 = 0
  }

  private let plan: ComparisonPlan
  private let keys: Int
  /// By slot, variant and day of projects; nil unless means are wanted as forecasts state them.
  private let shares: UnsafeMutablePointer<Shares>?
  /// Sums of amounts: by slot, variant and day of projects.
  private let sums: UnsafeMutablePointer<Int128>
  /// Sums of plans in the end, by slot and variant; only of variants that move capital.
  private let plans: UnsafeMutablePointer<Int128>
  /// By slot, variant but the first, and day of projects.
  private let differences: UnsafeMutablePointer<Difference>
  /// By slot and variant but the first, then as many places as the group with most milestones has.
  private let meetings: UnsafeMutablePointer<Meeting>
  private let meetingPlaces: Int

  var keepsShares: Bool { shares != nil }

  init(_ plan: ComparisonPlan) {
    self.plan = plan
    let count = plan.slots.count * plan.variants * plan.projectPlaces.count
    shares = plan.pairing == .withTheOneBefore ? Self.filled(Shares(), count: count) : nil
    keys = plan.projectPlaces.count
    let pairs = plan.slots.count * (plan.variants - 1)
    meetingPlaces =
      plan.groups.map { group in
        plan.milestones.count { $0.group == group && plan.projectPlaceOf[$0.place] >= 0 }
      }.max() ?? 0
    sums = Self.filled(0, count: plan.slots.count * plan.variants * keys)
    plans = Self.filled(0, count: plan.slots.count * plan.variants)
    differences = Self.filled(Difference(), count: pairs * keys)
    meetings = Self.filled(Meeting(), count: pairs * meetingPlaces)
  }

  deinit {
    shares?.deallocate()
    sums.deallocate()
    plans.deallocate()
    differences.deallocate()
    meetings.deallocate()
  }

  private static func filled<Value>(_ value: Value, count: Int) -> UnsafeMutablePointer<Value> {
    let values = UnsafeMutablePointer<Value>.allocate(capacity: max(1, count))
    values.initialize(repeating: value, count: max(1, count))
    return values
  }

  func add(_ amounts: UnsafePointer<Int64>, slot: Int, variant: Int, key: Int, count lanes: Int) {
    var sum: Int64 = 0
    for lane in 0..<lanes { sum &+= amounts[lane] }
    sums[(slot * plan.variants + variant) * keys + key] += Int128(sum)
  }

  /// Millionths of what was left to pay, in the order of replications.
  func add(
    _ column: UnsafePointer<Float>, of project: borrowing ProjectModel, slot: Int, variant: Int, key: Int,
    count lanes: Int
  ) {
    guard let shares else { return }
    let place = (slot * plan.variants + variant) * keys + key
    shares[place].sum.add(UnsafeBufferPointer(start: column, count: lanes))
    shares[place].paid = project.paid
    shares[place].remaining = project.remaining
  }

  /// The plans of some replications, together.
  func addPlans(_ sum: Int64, slot: Int, variant: Int) { plans[slot * plan.variants + variant] += Int128(sum) }

  /// Whether a milestone is met in a replication of the first variant and of another.
  func meet(_ milestone: ComparedMilestone, slot: Int, variant: Int, first: Bool, other: Bool) {
    meetings[(slot * (plan.variants - 1) + variant - 1) * meetingPlaces + milestone.place]
      .add(first: first, other: other)
  }

  /// Takes what another worker has added up.
  func add(_ other: ProjectTallies) {
    let pairs = plan.slots.count * (plan.variants - 1)
    for index in 0..<plan.slots.count * plan.variants * keys { sums[index] += other.sums[index] }
    for index in 0..<plan.slots.count * plan.variants { plans[index] += other.plans[index] }
    for index in 0..<pairs * keys { differences[index].add(other.differences[index]) }
    for index in 0..<pairs * meetingPlaces { meetings[index].add(other.meetings[index]) }
  }

  /// The same replications of two variants that are compared.
  func compare(
    _ first: UnsafePointer<Int64>, _ other: UnsafePointer<Int64>, slot: Int, variant: Int, key: Int,
    milestones: [ComparedMilestone], count lanes: Int
  ) {
    let pair = slot * (plan.variants - 1) + variant - 1
    differences[pair * keys + key].add(first, other, count: lanes)
    for milestone in milestones where milestone.key == key {
      meetings[pair * meetingPlaces + milestone.place].add(first, other, required: milestone.required, count: lanes)
    }
  }

  /// A milestone of a project in two variants that are compared.
  struct ComparedMilestone {
    /// Place in the plan's list.
    let number: Int
    /// Place among the project's.
    let place: Int
    let key: Int
    let required: (Int64, Int64)
  }

  /// Empty where projects are not compared on the milestones' days.
  func milestones(ofSlot slot: Int, variant: Int) -> [ComparedMilestone] {
    let base = plan.base(of: variant)
    guard meetingPlaces > 0, let first = plan.project(slot, of: base), let other = plan.project(slot, of: variant)
    else {
      return []
    }
    var compared: [ComparedMilestone] = []
    for number in plan.milestones(ofSlot: slot, variant: variant) {
      let milestone = plan.milestones[number]
      let key = plan.projectPlaceOf[milestone.place]
      guard key >= 0, let one = milestone.demands[base], let two = milestone.demands[variant] else { continue }
      compared.append(
        ComparedMilestone(
          number: number, place: compared.count, key: key,
          required: (
            first.plan.shareRoundedUp(one.share).dong, other.plan.shareRoundedUp(two.share).dong
          )))
    }
    return compared
  }

  // MARK: Reading, once all workers are joined

  /// The mean as a forecast states it: from millionths of what was left to pay on the as-of day.
  func statedMean(slot: Int, variant: Int, key: Int, replications: Int) -> Money {
    let place = (slot * plan.variants + variant) * keys + key
    guard let shares, shares[place].sum.count > 0 else {
      return mean(slot: slot, variant: variant, key: key, replications: replications)
    }
    let (paid, unit) = (Double(shares[place].paid), Double(shares[place].remaining) / 1e6)
    return Money(rounding: paid + unit * shares[place].sum.mean)
  }

  func mean(slot: Int, variant: Int, key: Int, replications: Int) -> Money {
    Money(rounding: Double(sums[(slot * plan.variants + variant) * keys + key]) / Double(replications))
  }

  func plan(slot: Int, variant: Int, replications: Int) -> Money {
    Money(rounding: Double(plans[slot * plan.variants + variant]) / Double(replications))
  }

  func difference(slot: Int, variant: Int, key: Int, replications: Int) -> AmountDifference {
    let difference = differences[(slot * (plan.variants - 1) + variant - 1) * keys + key]
    return AmountDifference(
      date: plan.days[plan.projectPlaces[key]],
      first: mean(slot: slot, variant: plan.base(of: variant), key: key, replications: replications),
      other: mean(slot: slot, variant: variant, key: key, replications: replications), difference: difference.mean,
      more: difference.more, ties: difference.ties, count: replications)
  }

  func meeting(slot: Int, variant: Int, _ milestone: ComparedMilestone) -> PairedProbability {
    meetings[(slot * (plan.variants - 1) + variant - 1) * meetingPlaces + milestone.place].probability
  }
}
