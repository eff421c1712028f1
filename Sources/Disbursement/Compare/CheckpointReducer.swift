import Portfolio
import Rulebook
import Stochastics

/// Everything that is stated of the portfolio and its groups at one day, reduced part by part of the replications.
final class CheckpointReducer {
  let place: Int
  private let plan: ComparisonPlan
  private let sampling: ForecastSettings.Sampling
  private let targets: [Target]
  /// By variant, then unit: the whole first, then the groups.
  private var amounts: [[RunningMean]]
  /// By variant but the first, then unit.
  private var differences: [[RunningDifference]]
  private var milestones: [MilestoneTally] = []
  private var targetTallies: [EventTally] = []
  private var ranking: RankingTally?
  /// By variant, then unit; empty where plans do not change in the course of the year.
  private var plans: [[RunningMean]] = []
  /// Of what is not paid in the end, by variant but the first, then unit.
  private var unpaid: [[RunningMean]] = []
  private var unpaidAlone: [[RunningMean]] = []

  private var day: Day { plan.days[place] }
  private var units: Int { plan.groups.count + 1 }

  init(place: Int, _ plan: ComparisonPlan, targets: [Target], isRanked: Bool, sampling: ForecastSettings.Sampling) {
    self.place = place
    self.plan = plan
    self.sampling = sampling
    self.targets = targets.filter { $0.date == plan.days[place] }
    amounts = Array(repeating: Array(repeating: RunningMean(), count: plan.groups.count + 1), count: plan.variants)
    differences = Array(
      repeating: Array(repeating: RunningDifference(), count: plan.groups.count + 1), count: plan.variants - 1)
    for number in plan.milestones.indices where plan.milestones[number].place == place {
      let milestone = plan.milestones[number]
      guard let group = plan.groups.firstIndex(of: milestone.group) else { continue }
      milestones.append(MilestoneTally(number: number, unit: group + 1, variants: milestone.demands.count))
    }
    targetTallies = self.targets.map { target in
      EventTally(
        unit: 0, required: plan.directories.map { Money(dong: $0.units[0].plan).shareRoundedUp(target.rate).dong })
    }
    ranking = isRanked ? RankingTally(plan.variants) : nil
  }

  /// Takes a part of the replications.
  ///
  /// - Parameters:
  ///   - columns: By variant and group the amounts of each replication.
  ///   - plans: By variant and group the plans as they stand on the day; nil where they do not change in the course of the year.
  func add(_ columns: [[[Int64]]], plans: [[[Int64]]]? = nil, count: Int) {
    let values = Self.withWhole(columns, count: count)
    let current = plans.map { Self.withWhole($0, count: count) }
    for unit in 0..<units {
      let amounts = values.map { $0[unit] }
      for variant in amounts.indices {
        for lane in 0..<count { self.amounts[variant][unit].add(Double(amounts[variant][lane])) }
        guard variant > 0 else { continue }
        let base = amounts[plan.base(of: variant)]
        for lane in 0..<count { differences[variant - 1][unit].add(amounts[variant][lane] - base[lane]) }
      }
      for number in milestones.indices where milestones[number].unit == unit {
        milestones[number].add(
          amounts, required: required(milestones[number], current, count: count), plan, count: count)
      }
    }
    if let current { addPlans(current, values, count: count) }
    let whole = values.map { $0[0] }
    for number in targetTallies.indices { targetTallies[number].add(whole, plan, count: count) }
    ranking?.add(whole, count: count)
  }

  /// The sum of the groups before them.
  private static func withWhole(_ columns: [[[Int64]]], count: Int) -> [[[Int64]]] {
    columns.map { groups in
      var sum = [Int64](repeating: 0, count: count)
      for group in groups { for lane in 0..<count { sum[lane] += group[lane] } }
      return [sum] + groups
    }
  }

  /// What a milestone asks for in each replication, by variant; nil where a variant does not have it.
  private func required(_ tally: MilestoneTally, _ plans: [[[Int64]]]?, count: Int) -> [[Int64]?] {
    plan.milestones[tally.number].demands.enumerated().map { variant, demand in
      guard let demand else { return nil }
      guard let plans else { return [Int64](repeating: demand.required, count: count) }
      return plans[variant][tally.unit].map { Money(dong: $0).shareRoundedUp(demand.share).dong }
    }
  }

  private func addPlans(_ current: [[[Int64]]], _ values: [[[Int64]]], count: Int) {
    if plans.isEmpty {
      plans = amounts.map { $0.map { _ in RunningMean() } }
      unpaid = differences.map { $0.map { _ in RunningMean() } }
      unpaidAlone = plans
    }
    for variant in current.indices {
      for unit in 0..<units {
        for lane in 0..<count {
          let left = current[variant][unit][lane] - values[variant][unit][lane]
          plans[variant][unit].add(Double(current[variant][unit][lane]))
          unpaidAlone[variant][unit].add(Double(left))
          guard variant > 0 else { continue }
          unpaid[variant - 1][unit].add(Double(left - (current[0][unit][lane] - values[0][unit][lane])))
        }
      }
    }
  }

  // MARK: Reading

  func estimate(variant: Int, unit: Int) -> AmountEstimate {
    let amount = amounts[variant][unit]
    return AmountEstimate(
      date: day, mean: Money(rounding: amount.mean), standardError: Money(rounding: amount.error(sampling)),
      sd: Money(rounding: amount.variance.squareRoot()))
  }

  func difference(variant: Int, unit: Int) -> AmountDifference {
    differences[variant - 1][unit].state(
      on: day, first: amounts[plan.base(of: variant)][unit], other: amounts[variant][unit], sampling)
  }

  /// The mean plan on the day; nil where plans do not change in the course of the year.
  func plan(variant: Int, unit: Int) -> Money? {
    plans.isEmpty ? nil : Money(rounding: plans[variant][unit].mean)
  }

  /// The difference of what is not paid of plans that change; nil where they do not.
  func lapse(variant: Int, unit: Int) -> PairedMean? {
    guard !unpaid.isEmpty else { return nil }
    let (one, two) = (unpaidAlone[0][unit].error(sampling), unpaidAlone[variant][unit].error(sampling))
    return PairedMean(
      unpaid[variant - 1][unit].mean, error: unpaid[variant - 1][unit].error(sampling),
      unpaired: (one * one + two * two).squareRoot())
  }

  func milestoneEstimates(of variant: Int) -> [MilestoneEstimate] {
    milestones.compactMap { tally in
      let milestone = plan.milestones[tally.number]
      guard let demand = milestone.demands[variant] else { return nil }
      let (meets, shortfall) = (tally.meets[variant], tally.shortfalls[variant])
      return MilestoneEstimate(
        ruleID: milestone.ruleID, group: milestone.group, date: milestone.date, requiredShare: demand.share,
        required: Money(dong: demand.required), probability: meets.mean,
        standardError: meets.probabilityError(sampling), expectedShortfall: Money(rounding: shortfall.mean),
        expectedShortfallError: Money(rounding: shortfall.error(sampling)))
    }
  }

  func milestoneDifferences(of variant: Int) -> [MilestoneDifference] {
    milestones.compactMap { tally in
      let milestone = plan.milestones[tally.number]
      let base = plan.base(of: variant)
      guard milestone.demands[base] != nil, milestone.demands[variant] != nil else { return nil }
      let change = tally.changes[variant - 1]
      let (one, two) = (tally.shortfalls[base].error(sampling), tally.shortfalls[variant].error(sampling))
      return MilestoneDifference(
        ruleID: milestone.ruleID, group: milestone.group, date: milestone.date,
        probability: change.events.state(sampling),
        expectedShortfall: PairedMean(
          change.shortfall.mean, error: change.shortfall.error(sampling),
          unpaired: (one * one + two * two).squareRoot()))
    }
  }

  func targetOutcomes(of variant: Int) -> [TargetOutcome] {
    zip(targets, targetTallies).map { target, tally in
      let meets = tally.meets[variant]
      return TargetOutcome(
        target: target, probability: meets.mean, standardError: meets.probabilityError(sampling),
        isMet: meets.mean >= target.probability)
    }
  }

  func targetDifferences(of variant: Int) -> [TargetDifference] {
    zip(targets, targetTallies).map {
      TargetDifference(target: $0, probability: $1.changes[variant - 1].state(sampling))
    }
  }

  func variantRanking() -> VariantRanking? {
    ranking?.state(on: day, means: amounts.map { $0[0].mean })
  }
}

/// In how many replications a unit reaches an amount.
private struct EventTally {
  let unit: Int
  let required: [Int64]
  private(set) var meets: [RunningMean]
  /// By variant but the first.
  private(set) var changes: [RunningEvents]

  init(unit: Int, required: [Int64]) {
    self.unit = unit
    self.required = required
    meets = Array(repeating: RunningMean(), count: required.count)
    changes = Array(repeating: RunningEvents(), count: required.count - 1)
  }

  mutating func add(_ values: [[Int64]], _ plan: ComparisonPlan, count: Int) {
    for variant in values.indices {
      let base = plan.base(of: variant)
      for lane in 0..<count {
        let isOther = values[variant][lane] >= required[variant]
        meets[variant].add(isOther ? 1 : 0)
        guard variant > 0 else { continue }
        changes[variant - 1].add(first: values[base][lane] >= required[base], other: isOther)
      }
    }
  }
}

/// A milestone of a group, in the variants that have it.
private struct MilestoneTally {
  struct Change {
    var events = RunningEvents()
    var shortfall = RunningMean()
  }

  let number: Int
  let unit: Int
  private(set) var meets: [RunningMean]
  private(set) var shortfalls: [RunningMean]
  /// By variant but the first.
  private(set) var changes: [Change]

  init(number: Int, unit: Int, variants: Int) {
    self.number = number
    self.unit = unit
    meets = Array(repeating: RunningMean(), count: variants)
    shortfalls = meets
    changes = Array(repeating: Change(), count: variants - 1)
  }

  /// - Parameter required: By variant, one for each replication; nil where the variant does not have the milestone.
  mutating func add(_ values: [[Int64]], required: [[Int64]?], _ plan: ComparisonPlan, count: Int) {
    for (variant, wanted) in required.enumerated() {
      guard let wanted else { continue }
      let base = plan.base(of: variant)
      for lane in 0..<count {
        let missing = max(0, wanted[lane] - values[variant][lane])
        meets[variant].add(missing == 0 ? 1 : 0)
        shortfalls[variant].add(Double(missing))
        guard variant > 0, let first = required[base] else { continue }
        let before = max(0, first[lane] - values[base][lane])
        changes[variant - 1].events.add(first: before == 0, other: missing == 0)
        changes[variant - 1].shortfall.add(Double(missing - before))
      }
    }
  }
}

/// Which variant is paid most, and which more than which.
private struct RankingTally {
  private let variants: Int
  private var count = 0
  /// By variant, then variant.
  private var more: [Int]
  private var equal: [Int]
  private var best: [Double]

  init(_ variants: Int) {
    self.variants = variants
    more = [Int](repeating: 0, count: variants * variants)
    equal = more
    best = [Double](repeating: 0, count: variants)
  }

  mutating func add(_ whole: [[Int64]], count lanes: Int) {
    for one in 0..<variants {
      for other in 0..<variants where other != one {
        var (larger, same) = (0, 0)
        for lane in 0..<lanes {
          larger &+= whole[one][lane] > whole[other][lane] ? 1 : 0
          same &+= whole[one][lane] == whole[other][lane] ? 1 : 0
        }
        more[one * variants + other] += larger
        equal[one * variants + other] += same
      }
    }
    for lane in 0..<lanes {
      var (most, sharers) = (whole[0][lane], 0)
      for variant in 1..<variants { most = max(most, whole[variant][lane]) }
      for variant in 0..<variants where whole[variant][lane] == most { sharers += 1 }
      for variant in 0..<variants where whole[variant][lane] == most { best[variant] += 1 / Double(sharers) }
    }
    count += lanes
  }

  func state(on day: Day, means: [Double]) -> VariantRanking {
    let number = Double(max(1, count))
    func matrix(_ cell: (Int) -> Double, diagonal: Double) -> [[Double]] {
      (0..<variants).map { one in
        (0..<variants).map { one == $0 ? diagonal : cell(one * variants + $0) / number }
      }
    }
    return VariantRanking(
      date: day,
      order: means.indices.sorted { (means[$1], $0) < (means[$0], $1) },
      beats: matrix({ Double(more[$0]) + Double(equal[$0]) / 2 }, diagonal: 0.5),
      ties: matrix({ Double(equal[$0]) }, diagonal: 1), best: best.map { $0 / number })
  }
}
