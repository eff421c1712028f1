public import Portfolio

/// What a schedule plans otherwise than an earlier one of the same plan year, and how payments went against the earlier one.
public struct ScheduleChange: Sendable {
  public var earlierScenario: String
  /// SHA-256 of the earlier schedule's input files.
  public var earlierDigest: String
  public var earlierAsOf: Day
  /// Ends of the quarters and the cut-off: the days of every ``PlannedChange``.
  public var days: [Day]
  /// The day on which payments are held against the earlier schedule; nil when that says nothing about the time before the as-of day.
  public var measuredOn: Day?
  public var whole: PlannedChange
  /// Groups and sources in the order of the later schedule, then those only in the earlier one.
  public var groups: [PlannedChange]
  public var sources: [PlannedChange]
  /// Projects of which anything differs: largest change at the year's end first, equal ones in order of their ids.
  public var projects: [PlannedChange]
  /// Every milestone of a group.
  public var milestones: [MilestoneChange]
  /// Milestones of projects that were met and are not, or the other way round.
  public var projectMilestones: [MilestoneChange]
}

/// One part of the portfolio in both schedules.
public struct PlannedChange: Hashable, Sendable {
  public enum Presence: String, Hashable, Sendable {
    case kept
    case added
    case removed
  }

  public var id: String
  public var name: String
  public var presence: Presence
  /// Zero where a schedule does not have it.
  public var planThen: Money
  public var planNow: Money
  /// Planned cumulative payments on each of the days; nil where a schedule does not say.
  public var then: [Money?]
  public var now: [Money?]
  /// Planned for ``ScheduleChange/measuredOn`` by the earlier schedule, and paid; nil when either is not known.
  public var toDate: PlannedAndPaid?

  public struct PlannedAndPaid: Hashable, Sendable {
    public var planned: Money
    public var paid: Money
  }

  /// Later less earlier, on each of the days.
  public var differences: [Money?] {
    zip(then, now).map { then, now in then.flatMap { then in now.map { $0 - then } } }
  }

  var isChanged: Bool {
    presence != .kept || planThen != planNow || differences.contains { $0 != nil && $0 != .zero }
      || toDate.map { $0.planned != $0.paid } == true
  }
}

/// A milestone in both schedules.
public struct MilestoneChange: Hashable, Sendable {
  public var ruleID: String
  public var group: ProjectGroup
  public var date: Day
  /// Nil for the group as a whole.
  public var projectID: String?
  public var projectName = ""
  public var then: Outcome?
  /// Nil also when the milestone is past and what was paid by its day is not known.
  public var now: Outcome?

  public struct Outcome: Hashable, Sendable {
    public var required: Money
    public var planned: Money
    public var isMet: Bool { planned >= required }
  }

  public enum Turn: String, Hashable, Sendable {
    case unchanged
    case nowMet = "now-met"
    case nowMissed = "now-missed"
  }

  public var turn: Turn {
    guard let then, let now, then.isMet != now.isMet else { return .unchanged }
    return now.isMet ? .nowMet : .nowMissed
  }
}
