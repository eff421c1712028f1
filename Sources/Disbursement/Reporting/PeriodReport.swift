public import Portfolio
public import Rulebook

/// What is reported of a month or a quarter: what was paid, where the milestones stand, what is to be expected, what is late and why, what is
/// proposed. Every amount in dong; every figure is one of the run's, or a sum of actuals.
public struct PeriodReport: Sendable {
  public var period: ReportPeriod
  /// Of the forecast; its as-of day is the period's last one.
  public var run: RunHeader
  public var whole: ReportedUnit
  /// In the order of `ProjectGroup`; only groups that have projects.
  public var groups: [ReportedUnit]
  /// In the order of the portfolio; only sources that have allocations.
  public var sources: [ReportedUnit]
  /// Each source within each group, in the order of groups, then of sources.
  public var parts: [ReportedPart]
  /// The best rate first.
  public var owners: [ReportedOwner]
  /// Of the groups as a whole, in order of date.
  public var milestones: [ReportedMilestone]
  /// Start and approval deadlines, in order of date.
  public var deadlines: [ReportedDeadline]
  /// In the order of groups, then of the portfolio.
  public var projects: [ReportedProject]
  /// Those that are late or will be first, then those at risk; each by what is expected to be missing.
  public var late: [LateProject]
  public var drivers: DriverAnalysis
  public var proposals: ReportedProposals
  public var advances: ReportedAdvances
  /// In the order in which they are made.
  public var recommendations: [Recommendation]
  public var rules: ReportRules
  public var notes: [ForecastNote]
}

/// The whole portfolio or a part of it.
public struct ReportedUnit: Sendable {
  public var id: String
  public var name: String
  public var projectCount: Int
  public var plan: Money
  /// Nil when payments are not known by month.
  public var paidInPeriod: Money?
  /// From the beginning of the plan year.
  public var paidToDate: Money
  /// Cumulative on the last day of the year and at the cut-off.
  public var yearEnd: PathPoint
  public var cutOff: PathPoint
  /// Mean of plan − disbursed on the last day of the year.
  public var expectedShortfall: Money
  /// The part of it that is payable by then and not paid.
  public var expectedUnpaidClaims: Money
  public var lapse: Lapse
  /// Of its projects, those that are late or will be.
  public var lateCount: Int
}

/// What the projects of a group have from one source.
public struct ReportedPart: Hashable, Sendable {
  public var group: ProjectGroup
  public var sourceID: String
  public var projectCount: Int
  public var plan: Money
  /// Nil when payments are not known by month.
  public var paidInPeriod: Money?
  public var paidToDate: Money
}

public struct ReportedOwner: Sendable {
  public var unit: ReportedUnit
  /// By paid to date over plan, 1 for the best; equal rates share a rank.
  public var rank: Int
  /// Of its projects, those at risk.
  public var atRiskCount: Int
  /// Who answers for its projects, each once, those of slow projects first; empty where it is not stated.
  public var responsible: [String]
}

/// A milestone of a group as a whole and where it stands at the end of the period.
public struct ReportedMilestone: Sendable {
  public var forecast: MilestoneForecast
  public var standing: Standing

  public enum Standing: Hashable, Sendable {
    /// On its day, or already.
    case met
    /// Missed on its day; `nowMissing` is what of it is not paid to date.
    case missed(by: Money, nowMissing: Money)
    case ahead(WarningLevel)
  }
}

/// A deadline for starting or approving, over the projects of its group.
public struct ReportedDeadline: Hashable, Sendable {
  public var ruleID: String
  /// Nil for the start of construction.
  public var activity: String?
  public var group: ProjectGroup
  public var date: Day
  public var kept = 0
  public var doneLate = 0
  /// Past and not done.
  public var overdue = 0
  /// Past, and nobody states whether it was kept.
  public var unstated = 0
  /// Ahead, with a probability below that of being on track.
  public var endangered = 0
  /// Ahead and on track.
  public var onTrack = 0

  public var projectCount: Int { kept + doneLate + overdue + unstated + endangered + onTrack }
}

public struct ReportedProject: Sendable {
  public var id: String
  public var name: String
  public var group: ProjectGroup
  public var owner: String
  public var plan: Money
  public var paidInPeriod: Money?
  public var paidToDate: Money
  public var yearEnd: PathPoint
  public var cutOff: PathPoint
  public var expectedShortfall: Money
  public var lapse: Money
  /// Nil when it is neither late nor at risk.
  public var lateness: Lateness?
}

/// How a project stands to its own milestones and deadlines.
public enum Lateness: String, CaseIterable, Hashable, Sendable {
  /// A milestone's or deadline's day is past, and what it asked for is still missing.
  case late
  /// One ahead is met with a probability below ``WarningThresholds/atRisk``.
  case willMiss = "will-miss"
  /// One ahead is met with a probability below ``WarningThresholds/onTrack``.
  case atRisk = "at-risk"

  /// Late or bound to be: what the report calls slow.
  public var isSlow: Bool { self != .atRisk }
}

/// A project that is late, will miss or may miss, and why.
public struct LateProject: Sendable {
  public var id: String
  public var name: String
  public var group: ProjectGroup
  public var owner: String
  public var lateness: Lateness
  public var plan: Money
  public var paidToDate: Money
  /// Mean of plan − disbursed on the last day of the year; the part of the whole portfolio's.
  public var expectedShortfall: Money
  public var shareOfShortfall: Double
  public var expectedUnpaidClaims: Money
  public var lapse: Money
  /// Its own milestones that are missed, will be or may be, in order of date.
  public var milestones: [MilestoneForecast]
  /// The same of deadlines.
  public var deadlines: [DeadlineForecast]
  /// The activity that most often fixes the end of its network; nil when none is left.
  public var bindingActivity: ActivityCriticality?
  /// Risk drivers that make the most missing, at most ``largestDriverCount``; those within two errors of nothing are left out.
  public var drivers: [ProjectDriverEffect]
  /// The first of its milestones that cannot be met under nominal durations: what binds, what would meet it. Nil when all can.
  public var obstacle: ProjectMilestonePlan?

  public static let largestDriverCount = 3
}

/// What is proposed of moving capital.
public enum ReportedProposals: Sendable {
  case made(ReallocationProposal)
  /// It was not asked for.
  case leftOut
  /// No proposal can be made any more, or never could.
  case impossible(InvalidReallocation)

  public var proposal: ReallocationProposal? {
    if case .made(let proposal) = self { proposal } else { nil }
  }
}

/// The rules that the report speaks of, in force on the period's last day; those that the rulebook has.
public struct ReportRules: Sendable {
  /// Duty to report (R1), quarterly review (A2), goal and accountability (A5), advances (R2), sources short of revenue (S1), what lapses unless extended.
  public var reporting: [Rule]
  public var review: [Rule]
  public var goal: [Rule]
  public var advances: [Rule]
  public var revenue: [Rule]
  public var lapse: [Rule]

  /// Each once, in this order.
  public var all: [Rule] {
    var known: Set<String> = []
    return (reporting + review + goal + advances + revenue + lapse).filter { known.insert($0.id).inserted }
  }
}

/// What the report asks for, each only where the figures call for it.
public enum Recommendation: Hashable, Sendable {
  /// Move capital at a window.
  case movePlan(amount: Money, moves: Int, window: Day)
  /// Finish the activities that bind slow projects, the one that binds most first.
  case finishActivities([Binding])
  /// Draw up payment files for what is accepted and not paid.
  case claimAcceptedWork(Money)
  /// Recover what is overdue.
  case recoverAdvances(Money, count: Int)
  /// A source lacks cash for milestones of projects; how much, and of which.
  case fundSource(id: String, missing: Money, projects: Int)
  /// Ask for an extension of what lapses, or give it up in time.
  case decideOnLapse(mean: Money, p90: Money, cutOff: Day)
  /// Owners with slow projects below the whole portfolio's rate.
  case answerForDelay(owners: [String])

  public struct Binding: Hashable, Sendable {
    public var activity: String
    public var projects: Int
  }
}
