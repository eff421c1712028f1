public import Portfolio
public import Rulebook

/// When the capital of a year is planned to be paid, beside what the nominal model would pay: every amount in dong, cumulative at the
/// checkpoints.
///
/// The planned payments of a project never exceed what will have been accepted under nominal durations, those of a source never its cash. Subject
/// to that the milestones of the projects are met, or as little as possible is missing; then as much as possible is paid by the last day;
/// then the load is level. The decision record PlannedPayments says why this is exact.
public struct PaymentSchedule: Sendable {
  public var run: ScheduleHeader
  /// Month ends, the cut-off and the days of milestones, ascending; past ones where payments are known by month.
  public var checkpoints: [Day]
  /// How many of the checkpoints are past.
  public var pastCount: Int
  public var whole: ScheduledUnit
  /// In the order of `ProjectGroup`; only groups that have projects.
  public var groups: [ScheduledUnit]
  /// In the order of the portfolio.
  public var sources: [ScheduledUnit]
  public var projects: [ScheduledProject]
  /// Milestones of the groups as a whole, in order of date.
  public var milestones: [ScheduledMilestone]
}

/// What a schedule was a function of.
public struct ScheduleHeader: RunIdentity, Hashable, Sendable {
  public var engine: String
  public var scenario: String
  /// SHA-256 of the input files as `sha256:` and 64 hexadecimal digits.
  public var inputDigest: String
  public var rulebook: String
  public var rulebookTitle: BilingualText
  public var assumptions: String
  public var fiscalYear: FiscalYear
  public var asOf: Day
  public var seed: UInt64
  /// Replications of the judgement of robustness; 0 when it was left out.
  public var replications: Int
}

/// Cumulative payments of a part of the portfolio, one for each checkpoint.
public struct ScheduledPath: Hashable, Sendable {
  /// The model without draws: claims at their median rates.
  public var nominal: [Money]
  /// Known payments, then planned ones.
  public var planned: [Money]
  /// What could be paid at the most: work accepted and advances due under nominal durations, before any source is short of cash.
  public var payable: [Money]
  /// For each checkpoint ahead the chance that at least the planned amount has been paid; empty when robustness was not judged.
  public var keeping: [ChanceOfKeeping]
}

/// How often the simulated payments reach the planned ones.
public struct ChanceOfKeeping: Hashable, Sendable {
  public var probability: Double
  /// Monte Carlo error of the probability.
  public var standardError: Double
}

/// The whole portfolio, a group or a source.
public struct ScheduledUnit: Sendable {
  public var id: String
  public var name: String
  public var plan: Money
  public var paidToDate: Money
  public var projectCount: Int
  public var path: ScheduledPath
}

public struct ScheduledProject: Sendable {
  public var id: String
  public var name: String
  public var group: ProjectGroup
  public var owner: String
  public var isKeyProject: Bool
  public var plan: Money
  public var paidToDate: Money
  public var path: ScheduledPath
  /// In the order of the project's allocations.
  public var allocations: [ScheduledAllocation]
  /// Under nominal durations, in the order of the network; empty when nothing of it is left or known.
  public var activities: [ScheduledActivity]
  /// Construction under nominal durations; nil for groups without it. Starts on or before the as-of day when it is under way.
  public var construction: ScheduledActivity?
  /// The milestones of its group that lie ahead, applied to its own plan.
  public var milestones: [ProjectMilestonePlan]
}

public struct ScheduledAllocation: Sendable {
  public var sourceID: String
  public var plan: Money
  public var paidToDate: Money
  /// Cumulative, one for each checkpoint.
  public var nominal: [Money]
  public var planned: [Money]
  public var payable: [Money]
}

/// An activity under nominal durations.
public struct ScheduledActivity: Hashable, Sendable {
  public var name: String
  /// The day on which its predecessors have all ended, or on which it actually began.
  public var start: Day
  public var finish: Day
  public var isDone: Bool
}

/// A milestone of a group as a whole under the planned payments.
public struct ScheduledMilestone: Hashable, Sendable {
  public var ruleID: String
  public var group: ProjectGroup
  public var date: Day
  public var requiredShare: Ratio
  public var plan: Money
  public var required: Money
  /// Planned cumulative payments of the group by the date; known ones when it is past.
  public var planned: Money
  public var projectCount: Int
  /// How many of its projects reach the share on their own plan.
  public var projectsMeeting: Int
  public var isMet: Bool { planned >= required }
}

/// A milestone of one project's own plan under the planned payments.
public struct ProjectMilestonePlan: Hashable, Sendable {
  public var ruleID: String
  public var date: Day
  public var requiredShare: Ratio
  public var required: Money
  public var planned: Money
  /// What keeps the milestone from being met, the one that binds first; nil when it is met.
  public var obstacle: Obstacle?
  /// Each of these changes alone, the smallest of its kind, would meet it; empty when it is met or nothing of these kinds can.
  public var remedies: [Remedy]
  public var shortfall: Money { max(.zero, required - planned) }

  /// Which constraint binds.
  public enum Obstacle: Hashable, Sendable {
    /// Work begins, or the file is approved, too late for the money to be due.
    case startsTooLate(nominal: Day)
    /// Even had it begun at once, the work would be too slow.
    case worksTooSlowly
    /// All that can become payable in the year, accepted work less recovery of advances, is less than required.
    case tooLittleWork(value: Money)
    /// The total investment or another ceiling leaves less room than required.
    case ceiling(limit: Money)
    /// The source has not enough cash by then for all that is due.
    case cash(source: String)
    /// The source pays nothing more after this day.
    case sourceClosed(source: String, lastDay: Day)
  }

  public enum Remedy: Hashable, Sendable {
    /// Construction starts, or the last approval comes, by this day at the latest.
    case startBy(Day)
    /// Work goes at this multiple of the nominal pace (above 1).
    case pace(Double)
    /// The source has this much more cash by the milestone's day.
    case cash(source: String, amount: Money)
  }
}
