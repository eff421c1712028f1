/// The projects of one fiscal year with their capital and their state on the as-of day: every invariant holds.
public struct Portfolio: Sendable {
  public let fiscalYear: FiscalYear
  /// The last day whose actuals are known.
  public let asOf: Day
  public let sources: [FundingSource]
  public let projects: [Project]

  public static let largestProjectCount = 5_000_000

  /// Throws all problems at once.
  public init(
    fiscalYear: FiscalYear, asOf: Day, sources: [FundingSource], projects: [Project]
  ) throws(InvalidPortfolio) {
    var audit = PortfolioAudit(fiscalYear: fiscalYear, asOf: asOf)
    audit.examine(sources: sources, projects: projects)
    guard audit.problems.isEmpty else { throw InvalidPortfolio(problems: audit.problems) }
    self.fiscalYear = fiscalYear
    self.asOf = asOf
    self.sources = sources
    self.projects = projects
  }

  public var plan: Money { projects.reduce(.zero) { $0 + $1.plan } }
  public var paidToDate: Money { projects.reduce(.zero) { $0 + $1.paidToDate } }

  /// True when every payment before the as-of day is known by month, so that past checkpoints can be stated.
  public var hasMonthlyActuals: Bool {
    projects.allSatisfy { $0.allocations.allSatisfy { $0.paidByMonth != nil || $0.paidToDate == .zero } }
  }
}

/// Everything that keeps a set of projects from being a portfolio.
public struct InvalidPortfolio: Error, Hashable, Sendable {
  public var problems: [PortfolioProblem]

  public init(problems: [PortfolioProblem]) { self.problems = problems }
}

/// One violated invariant: which object, which field of it, and what is wrong.
public struct PortfolioProblem: Hashable, Sendable {
  public enum Subject: Hashable, Sendable {
    case portfolio
    case source(String)
    case project(String)
    case allocation(project: String, source: String)
    case activity(project: String, name: String)
  }

  public enum Defect: Hashable, Sendable {
    case empty
    case duplicate
    case tooMany(limit: Int)
    case unknownSource(String)
    case noAllocation
    case negative(Money)
    case tooLarge(Money, limit: Money)
    /// An amount above the amount that bounds it, named by its field.
    case exceeds(Money, bound: Money, boundField: Field)
    case outside(Double, lower: Double, upper: Double)
    case notFinite
    case disordered(lower: Double, upper: Double)
    case dateOutside(Day, first: Day, last: Day)
    /// Monthly payments that do not add up to the amount paid to date.
    case unequalSum(Money, expected: Money)
    case monthAfterAsOf(Int)
    case yearOutside(Int, first: Int, last: Int)
    case sharesDoNotAddUp(Double)
  }

  /// The columns of the tables, in the names used there.
  public enum Field: String, Hashable, Sendable {
    case id
    case name
    case asOf = "asOf"
    case sourceID = "source_id"
    case plan
    case paidToDate = "paid_to_date"
    case totalInvestment = "total_investment"
    case paidBeforeYear = "paid_before_year"
    case contractValue = "contract_value"
    case outstandingAdvance = "outstanding_advance"
    case firstYear = "first_year"
    case weight
    case progress
    case constructionDays = "construction_days"
    case absorbable
    case sCurve = "s_curve"
    case sCurve1 = "s_curve_1"
    case sCurve2 = "s_curve_2"
    case activityDate = "date"
    case revenueExpected = "revenue_expected"
    case revenueFactor = "p1"
    case priority
    case inflow
    case payUntil = "pay_until"
    case paid
    case month
  }

  public var subject: Subject
  public var field: Field
  public var defect: Defect

  public init(subject: Subject, field: Field, defect: Defect) {
    self.subject = subject
    self.field = field
    self.defect = defect
  }
}
