public import Portfolio
public import Rulebook

/// What a run says about a portfolio: every amount in dong, every probability with its Monte Carlo standard error.
public struct Forecast: Sendable {
  public var run: RunHeader
  /// Ascending; past ones only where payments are known by month.
  public var checkpoints: [Day]
  public var whole: UnitForecast
  /// Units of each dimension in order of their ids; `.whole` is not listed.
  public var units: [Dimension: [UnitForecast]]
  /// One for each milestone of the rulebook that any project falls under: the group as a whole.
  public var milestones: [MilestoneForecast]
  public var projects: ProjectForecasts
  public var drivers: DriverAnalysis
  public var targets: [TargetOutcome]
  /// Whole replications, so that a path through the year is one that can happen.
  public var coherentPaths: [CoherentPath]
  public var notes: [ForecastNote]
}

/// What every result was a function of, beside what its own kind of run adds.
public protocol RunIdentity {
  var engine: String { get }
  var scenario: String { get }
  /// SHA-256 of the input files as `sha256:` and 64 hexadecimal digits.
  var inputDigest: String { get }
  var rulebook: String { get }
  var rulebookTitle: BilingualText { get }
  var assumptions: String { get }
  var fiscalYear: FiscalYear { get }
  var asOf: Day { get }
}

/// What a run was a function of.
public struct RunHeader: RunIdentity, Hashable, Sendable {
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
  public var replications: Int
  /// Replications of the driver analysis.
  public var driverReplications: Int
  /// How the number of replications was found; nil when it was given.
  public var precision: PrecisionSearch?
  public var sampling: ForecastSettings.Sampling

  public init(
    engine: String, scenario: String, inputDigest: String, rulebook: String, rulebookTitle: BilingualText,
    assumptions: String, fiscalYear: FiscalYear, asOf: Day, seed: UInt64, replications: Int, driverReplications: Int,
    precision: PrecisionSearch? = nil, sampling: ForecastSettings.Sampling = .independent
  ) {
    self.engine = engine
    self.scenario = scenario
    self.inputDigest = inputDigest
    self.rulebook = rulebook
    self.rulebookTitle = rulebookTitle
    self.assumptions = assumptions
    self.fiscalYear = fiscalYear
    self.asOf = asOf
    self.seed = seed
    self.replications = replications
    self.driverReplications = driverReplications
    self.precision = precision
    self.sampling = sampling
  }
}

public enum Dimension: String, CaseIterable, Hashable, Sendable {
  case group, source, owner, locality, sector
}

/// Distribution of the cumulative amount disbursed at one checkpoint.
///
/// Quantiles are order statistics (inverse of the empirical distribution function, type 1 of Hyndman and Fan 1996).
public struct PathPoint: Hashable, Sendable {
  public var date: Day
  /// True when the amount is a known payment.
  public var isActual: Bool
  public var mean: Money
  /// Monte Carlo standard error of the mean.
  public var standardError: Money
  public var sd: Money
  public var p5: Money
  public var p10: Money
  public var p25: Money
  public var p50: Money
  public var p75: Money
  public var p90: Money
  public var p95: Money
}

/// Plan capital that will not have been paid by the last day on which it can be.
public struct Lapse: Hashable, Sendable {
  public var mean: Money
  public var standardError: Money
  public var p50: Money
  public var p90: Money
  public var p95: Money
}

/// How near a milestone or deadline is to being kept.
public enum WarningLevel: String, CaseIterable, Hashable, Sendable {
  /// Already reached on the as-of day.
  case met
  /// Probability at least ``WarningThresholds/onTrack``.
  case onTrack = "on-track"
  /// Between the two thresholds.
  case atRisk = "at-risk"
  /// Probability below ``WarningThresholds/atRisk``, or already missed.
  case willMiss = "will-miss"
  /// A deadline that is past and of which nobody states whether it was kept; the probability is inferred.
  case unstated
}

public struct WarningThresholds: Hashable, Sendable {
  public var onTrack: Double
  public var atRisk: Double

  public static let standard = WarningThresholds(onTrack: 0.8, atRisk: 0.3)

  public init(onTrack: Double, atRisk: Double) {
    self.onTrack = onTrack
    self.atRisk = atRisk
  }

  public func level(probability: Double, isMet: Bool) -> WarningLevel {
    if isMet { return .met }
    if probability >= onTrack { return .onTrack }
    return probability >= atRisk ? .atRisk : .willMiss
  }
}

/// A milestone of one project, of a group, or of a group's projects within a unit taken together.
public struct MilestoneForecast: Hashable, Sendable {
  public var ruleID: String
  public var group: ProjectGroup
  public var date: Day
  public var requiredShare: Ratio
  /// Plan of the projects it covers.
  public var plan: Money
  public var required: Money
  /// Disbursed on the as-of day.
  public var paidToDate: Money
  /// Mean disbursed at the date.
  public var expectedDisbursed: Money
  public var probability: Double
  public var standardError: Double
  /// Mean of `max(0, required − disbursed)`.
  public var expectedShortfall: Money
  public var expectedShortfallError: Money
  /// Mean shortfall in the replications that fail; zero when none does.
  public var shortfallGivenFailure: Money
  /// Mean shortfall in the worst 5 % of replications.
  public var tailShortfall: Money
  public var tailShortfallError: Money
  public var level: WarningLevel
  public var projectCount: Int
  /// Mean number of its projects that reach the share on their own plan.
  public var projectsExpectedToMeet: Double
  /// The projects that the expected shortfall comes from, largest first; the amounts of all projects add up to it exactly.
  public var contributions: [Contribution]

  /// One project's part of a sum's expected shortfall: mean of its own (required − disbursed) over the failing replications.
  /// Negative when the project is ahead (Euler allocation; Tasche 1999).
  public struct Contribution: Hashable, Sendable {
    public var projectID: String
    public var amount: Money
  }
}

/// A deadline for starting construction or for an activity.
public struct DeadlineForecast: Hashable, Sendable {
  public var ruleID: String
  /// Nil for the start of construction.
  public var activity: String?
  public var date: Day
  public var probability: Double
  public var standardError: Double
  /// Quantiles of the date on which it happens.
  public var p10: Day
  public var p50: Day
  public var p90: Day
  /// Mean days late, counting on-time as zero.
  public var meanDaysLate: Double
  public var level: WarningLevel

  /// Whether the day on which it was done is known.
  public func isDone(by asOf: Day) -> Bool { p10 == p90 && p90 <= asOf }
}

/// The whole portfolio or a part of it.
public struct UnitForecast: Sendable {
  public var id: String
  public var name: String
  public var plan: Money
  public var paidToDate: Money
  public var projectCount: Int
  public var path: [PathPoint]
  /// The same model without draws, at each checkpoint.
  public var nominalPath: [Money]
  public var milestones: [MilestoneForecast]
  /// What is not paid by the cut-off.
  public var lapse: Lapse
  /// Mean of plan − disbursed at the end of the year, and its share of the whole portfolio's.
  public var expectedShortfall: Money
  /// The part of it that is payable by then and not paid: no file submitted, no cash, or payments blocked. The rest is work not accepted.
  public var expectedUnpaidClaims: Money
  public var shareOfShortfall: Double
}

public struct ProjectForecast: Sendable {
  public var id: String
  public var name: String
  public var group: ProjectGroup
  public var owner: String
  public var locality: String
  public var sector: String
  public var contractor: String
  public var sources: [String]
  public var isKeyProject: Bool
  public var plan: Money
  public var paidToDate: Money
  public var path: [PathPoint]
  public var nominalPath: [Money]
  public var milestones: [MilestoneForecast]
  /// The start of construction; nil for groups without a start deadline.
  public var startDeadline: DeadlineForecast?
  public var approvalDeadlines: [DeadlineForecast]
  /// The end of its network (start of construction, approval of the final account or of the project); nil when it has none left.
  public var networkEnd: DateQuantiles?
  public var lapse: Lapse
  /// Mean of plan − disbursed at the end of the year.
  public var expectedShortfall: Money
  /// The part of it that is payable by then and not paid: no file submitted, no cash, or payments blocked. The rest is work not accepted.
  public var expectedUnpaidClaims: Money
  /// Its part of the whole portfolio's expected shortfall at the end of the year; all projects add up to 1 (or to 0 when nothing is missing).
  public var shareOfShortfall: Double
  /// The same in the worst 5 % of replications of the whole portfolio.
  public var shareOfTailShortfall: Double
  /// For each remaining activity, the share of replications in which it lies on the path that fixes the network's end.
  public var criticality: [ActivityCriticality]
}

public struct DateQuantiles: Hashable, Sendable {
  public var nominal: Day
  public var p10: Day
  public var p50: Day
  public var p90: Day
}

public struct ActivityCriticality: Hashable, Sendable {
  public var activity: String
  public var probability: Double
}

/// What the risk drivers do to the money missing at the end of the year (plan − disbursed on the last day).
public struct DriverAnalysis: Sendable {
  public var replications: Int
  /// Expected shortfall of the portfolio on the replications of this analysis, all drivers on.
  public var expectedShortfall: Money
  /// The same with all drivers off.
  public var withoutDrivers: Money
  /// The part of ``expectedShortfall`` that remains with all drivers off.
  public var shareWithoutDrivers: Double
  public var drivers: [DriverEffect]
  /// The same for single projects, in the order of the portfolio; empty unless ``ForecastSettings/driverDetail`` asks for it.
  public var projects: [[ProjectDriverEffect]] = []
}

/// What a risk driver does to the money that one project lacks at the end of the year.
public struct ProjectDriverEffect: Hashable, Sendable {
  public var driverID: String
  public var name: BilingualText
  /// Expected shortfall with it minus without it, on common random numbers, all other drivers on; over all projects they add up to that of the
  /// portfolio. Negative where others are struck harder and leave cash in a source.
  public var meanEffect: Money
  public var meanEffectError: Money
}

public struct DriverEffect: Sendable {
  public var id: String
  public var name: BilingualText
  public var scope: RiskDriver.Scope
  /// Share of unit-replications in which it strikes.
  public var frequency: Double
  /// Expected shortfall with it minus without it, on common random numbers, all other drivers on.
  public var meanEffect: Money
  public var meanEffectError: Money
  /// Its Shapley value over the expected shortfall; with ``DriverAnalysis/shareWithoutDrivers`` all add up to 1.
  public var shareOfShortfall: Double
  public var shareOfShortfallError: Double
}

/// A demand of the scenario on the whole portfolio.
public struct Target: Hashable, Sendable {
  public var date: Day
  /// At least this share of the plan disbursed by the date …
  public var rate: Ratio
  /// … with at least this probability.
  public var probability: Double

  public init(date: Day, rate: Ratio, probability: Double) {
    self.date = date
    self.rate = rate
    self.probability = probability
  }
}

public struct TargetOutcome: Hashable, Sendable {
  public var target: Target
  public var probability: Double
  public var standardError: Double
  public var isMet: Bool
}

/// One replication of the whole portfolio, chosen by the rank of its amount at the end of the year.
public struct CoherentPath: Hashable, Sendable {
  /// 0.05, 0.5 or 0.95.
  public var rank: Double
  public var replication: Int
  public var disbursed: [Money]
}

/// Something that the reader of a forecast must know.
public enum ForecastNote: Hashable, Sendable {
  /// An activity has lasted longer than its distribution allows: a whole new duration is drawn.
  case overdueActivity(project: String, activity: String)
  /// Milestones before the as-of day are left out because payments are not known by month.
  case pastUnknown
  /// What so many projects do not state of their work until the as-of day is inferred from what has been paid.
  case inferredState(projects: Int)
  /// The plan is more than the total investment leaves: payments stop there.
  case cappedByTotalInvestment(project: String)
  /// The capital-arrangement period is over (rule A4).
  case pastArrangementPeriod(project: String, firstYear: Int, years: Int)
}
