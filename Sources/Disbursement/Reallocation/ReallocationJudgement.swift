public import Portfolio

/// What a proposal is worth on replications that it was not chosen on, the present plan and the proposed one on common random numbers.
public struct ReallocationJudgement: Hashable, Sendable {
  public var seed: UInt64
  public var replications: Int
  /// Of the objective itself: dong, probability or number of milestones.
  public var objective: PairedDifference
  /// Disbursed at the date, dong.
  public var whole: PairedDifference
  /// In the order of `ProjectGroup`.
  public var groups: [JudgedUnit]
  /// In the order of the portfolio.
  public var sources: [JudgedUnit]
  /// Of the groups as a whole, after the window, in order of date.
  public var milestones: [JudgedMilestone]
  /// Projects whose own milestones change, the largest fall first.
  public var projects: [JudgedProject]

  /// Projects that a milestone of their own gets less likely for.
  public var losers: [JudgedProject] { projects.filter { $0.milestones.difference < 0 } }
  public var winners: [JudgedProject] { projects.filter { $0.milestones.difference > 0 } }
}

/// A figure under two plans and the difference of the pairs.
public struct PairedDifference: Hashable, Sendable {
  public var before: Double
  public var after: Double
  /// Monte Carlo error of ``difference``.
  public var standardError: Double
  public var difference: Double { after - before }
  /// Covers the true difference in 95 of 100 runs.
  public var interval: ClosedRange<Double> {
    let reach = 1.959_963_984_540_054 * standardError
    return difference - reach...difference + reach
  }

  public init(before: Double, after: Double, standardError: Double) {
    self.before = before
    self.after = after
    self.standardError = standardError
  }
}

/// Mean disbursed at the date by a group or source, dong.
public struct JudgedUnit: Hashable, Sendable {
  public var id: String
  public var planBefore: Money
  public var planAfter: Money
  public var disbursed: PairedDifference

  public init(id: String, planBefore: Money, planAfter: Money, disbursed: PairedDifference) {
    self.id = id
    self.planBefore = planBefore
    self.planAfter = planAfter
    self.disbursed = disbursed
  }
}

/// The probability of a group's milestone; before on the present plan, after on the adjusted one.
public struct JudgedMilestone: Hashable, Sendable {
  public var ruleID: String
  public var group: ProjectGroup
  public var date: Day
  public var requiredShare: Ratio
  public var probability: PairedDifference

  public init(ruleID: String, group: ProjectGroup, date: Day, requiredShare: Ratio, probability: PairedDifference) {
    self.ruleID = ruleID
    self.group = group
    self.date = date
    self.requiredShare = requiredShare
    self.probability = probability
  }
}

/// The expected number of a project's own milestones met.
public struct JudgedProject: Hashable, Sendable {
  public var id: String
  public var planBefore: Money
  public var planAfter: Money
  public var milestones: PairedDifference
  /// Mean disbursed at the date, dong.
  public var disbursed: PairedDifference

  public init(
    id: String, planBefore: Money, planAfter: Money, milestones: PairedDifference, disbursed: PairedDifference
  ) {
    self.id = id
    self.planBefore = planBefore
    self.planAfter = planAfter
    self.milestones = milestones
    self.disbursed = disbursed
  }
}

/// What it would be worth to know each replication before moving capital, at the mean objective.
public struct PerfectInformation: Hashable, Sendable {
  /// Mean over replications of the best plan for each, roundings and the cost of moves left aside: dong.
  public var withInformation: Money
  /// Mean of the best single plan.
  public var without: Money
  /// Monte Carlo error of the value.
  public var standardError: Money
  public var value: Money { withInformation - without }

  public init(withInformation: Money, without: Money, standardError: Money) {
    self.withInformation = withInformation
    self.without = without
    self.standardError = standardError
  }
}
