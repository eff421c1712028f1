public import Portfolio
public import Rulebook
public import Stochastics

/// Everything uncertain or judged that a simulation uses beyond the projects and the rules.
public struct Assumptions: Hashable, Sendable {
  public struct Calendar: Hashable, Sendable {
    /// Days off of offices, 1 Monday … 7 Sunday.
    public var officeWeekend: Set<Int>
    /// Public holidays on which offices are closed.
    public var holidays: Set<Day>
    /// Weekly days off on site, 1 Monday … 7 Sunday.
    public var siteRestDays: Set<Int>
    /// Periods in which sites stand still.
    public var siteClosures: [ClosedRange<Day>]
    /// Share of a working day's output that the weather leaves, January … December, each 0…1.
    public var monthlyWorkability: [Double]

    public init(
      officeWeekend: Set<Int>, holidays: Set<Day>, siteRestDays: Set<Int>, siteClosures: [ClosedRange<Day>],
      monthlyWorkability: [Double]
    ) {
      self.officeWeekend = officeWeekend
      self.holidays = holidays
      self.siteRestDays = siteRestDays
      self.siteClosures = siteClosures
      self.monthlyWorkability = monthlyWorkability
    }
  }

  public struct Claims: Hashable, Sendable {
    /// How a claim rate turns into payments.
    public enum Mode: String, Hashable, Sendable {
      /// The rate is the probability that a claim is made in the month; it covers a drawn share of what is payable.
      case lump
      /// The rate is the share of what is payable that is claimed in the month.
      case share
    }

    /// Claim rate of January … December of the year and January after it, each 0…1.
    public var monthlyRates: [Double]
    /// File discipline η, 1 = as the rates say: the rate becomes 1 − (1 − rate)^η.
    public var discipline: Distribution
    /// Share of what is payable that a lump covers, values above 1 meaning all of it.
    public var coverage: Distribution
    public var mode: Mode
    /// Whether payments wait for the working days of treasury control that the rulebook states.
    public var waitsForTreasury: Bool

    public init(
      monthlyRates: [Double], discipline: Distribution, coverage: Distribution, mode: Mode, waitsForTreasury: Bool
    ) {
      self.monthlyRates = monthlyRates
      self.discipline = discipline
      self.coverage = coverage
      self.mode = mode
      self.waitsForTreasury = waitsForTreasury
    }
  }

  /// Loadings on the one systemic factor (Gaussian): the correlation of two draws is the square.
  public struct Systemic: Hashable, Sendable {
    public var duration: Double
    public var productivity: Double
    public var discipline: Double

    public init(duration: Double, productivity: Double, discipline: Double) {
      self.duration = duration
      self.productivity = productivity
      self.discipline = discipline
    }
  }

  /// Where a number comes from.
  public struct Provenance: Hashable, Sendable {
    public enum Basis: String, CaseIterable, Hashable, Sendable {
      case measured
      case law
      case judged
      /// Chosen so that the whole model resembles measured figures.
      case fitted
      /// True by definition of the set.
      case definition
      /// Set by the user's own file.
      case user
    }

    /// The key path in the file, such as `claims.monthlyRates`.
    public var key: String
    public var basis: Basis
    public var source: String

    public init(key: String, basis: Basis, source: String) {
      self.key = key
      self.basis = basis
      self.source = source
    }
  }

  public var name: String
  public var calendar: Calendar
  /// Remaining activities of a project of the group that lists none of its own; all are still to do.
  public var templates: [ProjectGroup: ActivityNetwork]
  /// Speed of work, 1 = as planned.
  public var productivity: Distribution
  public var sCurve: SCurve
  public var claims: Claims
  /// Planned calendar days of the whole year's work of a project that states none; groups not listed work until 31 December.
  public var constructionDays: [ProjectGroup: Double]
  /// Advance at the start of construction as a share of the contract value; groups not listed get none.
  public var advanceShares: [ProjectGroup: Double]
  /// Share of a completed project's remaining plan that is payable before its final account is approved.
  public var payableBeforeSettlement: Double
  /// Share of a carry-over project's value of the year that was accepted before the year and is not yet paid when it begins.
  public var acceptedBeforeYear: Double
  /// Weights of the activities at which a preparation project is paid; those of a project's own activities are scaled to 1.
  public var preparationPayments: [String: Double]
  public var systemic: Systemic
  public var drivers: [RiskDriver]
  /// Collected over expected revenue of a source that states none.
  public var revenueFactor: Distribution
  /// Share of revenue collected in each of the twelve months, adding up to 1.
  public var revenueMonthlyShares: [Double]
  public var provenance: [Provenance]

  public init(
    name: String, calendar: Calendar, templates: [ProjectGroup: ActivityNetwork], productivity: Distribution,
    sCurve: SCurve, claims: Claims, constructionDays: [ProjectGroup: Double],
    advanceShares: [ProjectGroup: Double], payableBeforeSettlement: Double,
    acceptedBeforeYear: Double,
    preparationPayments: [String: Double], systemic: Systemic, drivers: [RiskDriver], revenueFactor: Distribution,
    revenueMonthlyShares: [Double], provenance: [Provenance]
  ) {
    self.name = name
    self.calendar = calendar
    self.templates = templates
    self.productivity = productivity
    self.sCurve = sCurve
    self.claims = claims
    self.constructionDays = constructionDays
    self.advanceShares = advanceShares
    self.payableBeforeSettlement = payableBeforeSettlement
    self.acceptedBeforeYear = acceptedBeforeYear
    self.preparationPayments = preparationPayments
    self.systemic = systemic
    self.drivers = drivers
    self.revenueFactor = revenueFactor
    self.revenueMonthlyShares = revenueMonthlyShares
    self.provenance = provenance
  }
}

/// A cause of delay that strikes every project of a unit at once (risk-driver method, Hulett 2009).
public struct RiskDriver: Hashable, Sendable {
  /// The units within which one draw is shared.
  public enum Scope: String, CaseIterable, Hashable, Sendable {
    case portfolio, locality, owner, contractor, sector, source, project
  }

  public enum Effect: String, CaseIterable, Hashable, Sendable {
    /// Multiplies durations.
    case durationFactor = "duration-factor"
    /// Days of effective working time lost, or days added to the activities named.
    case stoppageDays = "stoppage-days"
    /// Multiplies the speed of construction.
    case productivityFactor = "productivity-factor"
    /// Nothing more is paid in the year.
    case blocked
    /// Multiplies the revenue collected.
    case revenueFactor = "revenue-factor"
  }

  /// The name that stands for construction in ``appliesTo``.
  public static let construction = "construction"

  public var id: String
  public var name: BilingualText
  public var scope: Scope
  /// Probability that it strikes a unit in the year, 0…1.
  public var probability: Double
  public var effect: Effect
  /// Names of activities, and `construction`; empty means all.
  public var appliesTo: [String]
  public var impact: Distribution

  public static let largestCount = 64

  public init(
    id: String, name: BilingualText, scope: Scope, probability: Double, effect: Effect, appliesTo: [String] = [],
    impact: Distribution
  ) {
    self.id = id
    self.name = name
    self.scope = scope
    self.probability = probability
    self.effect = effect
    self.appliesTo = appliesTo
    self.impact = impact
  }
}
