/// How a rulebook classes a project in its plan year; the raw value is the one used in files.
public enum ProjectGroup: String, CaseIterable, Hashable, Sendable {
  case completed
  case carryOver = "carry-over"
  case newStart = "new-start"
  case preparationNewStart = "preparation-new-start"
  case preparationPriority = "preparation-priority"
  case preparationOther = "preparation-other"

  public var isPreparation: Bool {
    switch self {
    case .preparationNewStart, .preparationPriority, .preparationOther: true
    case .completed, .carryOver, .newStart: false
    }
  }
}

/// Groups A, B and C of the Law on Public Investment.
public enum SizeClass: String, CaseIterable, Hashable, Sendable {
  case a = "A"
  case b = "B"
  case c = "C"
}

/// Plan capital of one project from one source in the plan year.
public struct Allocation: Hashable, Sendable {
  public var sourceID: String
  public var plan: Money
  /// Disbursed in the plan year up to and including the as-of day.
  public var paidToDate: Money
  /// Disbursed in each month of the plan year, by month number (13 is January of the next year); nil when not recorded.
  public var paidByMonth: [Int: Money]?

  public init(sourceID: String, plan: Money, paidToDate: Money = .zero, paidByMonth: [Int: Money]? = nil) {
    self.sourceID = sourceID
    self.plan = plan
    self.paidToDate = paidToDate
    self.paidByMonth = paidByMonth
  }
}

/// The share of the year's value that is accepted when a share of the year's work is done.
public enum SCurve: Hashable, Sendable {
  /// `3x(1−x)²·c₁ + 3x²(1−x)·c₂ + x³` with 0 ≤ c₁ ≤ c₂ ≤ 1; c₁ = 1/3 and c₂ = 2/3 is the straight line (family of Hudson 1978).
  case cubic(c1: Double, c2: Double)
  /// `1 − (1 − xᵃ)ᵇ` with a, b > 0 (Kumaraswamy 1980).
  case kumaraswamy(a: Double, b: Double)
  /// Cumulative value at equal steps of work, the last one being 1; straight between steps.
  case monthly(cumulative: [Double])

  public static let linear = SCurve.cubic(c1: 1.0 / 3, c2: 2.0 / 3)
}

/// A project with capital in the plan year, and its state on the as-of day.
public struct Project: Hashable, Sendable {
  public var id: String
  public var name: String
  public var group: ProjectGroup
  /// Chủ đầu tư; empty when not stated, as are the next three.
  public var owner: String
  public var locality: String
  public var sector: String
  public var contractor: String
  public var sizeClass: SizeClass?
  public var totalInvestment: Money?
  public var paidBeforeYear: Money
  public var contractValue: Money?
  /// Advances paid and not yet recovered on the as-of day.
  public var outstandingAdvance: Money
  /// First year of capital arrangement.
  public var firstYear: Int?
  public var isKeyProject: Bool
  /// Share of the year's work done on the as-of day, 0…1; nil means as much as has been paid for.
  public var progress: Double?
  /// Planned calendar days of the year's work, from its start or, when under way, from the as-of day.
  public var constructionDays: Double?
  /// Value that could be accepted in the year if capital allowed; nil means the plan.
  public var absorbable: Money?
  public var sCurve: SCurve?
  /// Remaining activities; nil means the group's template.
  public var network: ActivityNetwork?
  public var allocations: [Allocation]

  public init(
    id: String, name: String, group: ProjectGroup, owner: String = "", locality: String = "", sector: String = "",
    contractor: String = "", sizeClass: SizeClass? = nil, totalInvestment: Money? = nil,
    paidBeforeYear: Money = .zero, contractValue: Money? = nil, outstandingAdvance: Money = .zero,
    firstYear: Int? = nil, isKeyProject: Bool = false, progress: Double? = nil, constructionDays: Double? = nil,
    absorbable: Money? = nil, sCurve: SCurve? = nil, network: ActivityNetwork? = nil, allocations: [Allocation]
  ) {
    self.id = id
    self.name = name
    self.group = group
    self.owner = owner
    self.locality = locality
    self.sector = sector
    self.contractor = contractor
    self.sizeClass = sizeClass
    self.totalInvestment = totalInvestment
    self.paidBeforeYear = paidBeforeYear
    self.contractValue = contractValue
    self.outstandingAdvance = outstandingAdvance
    self.firstYear = firstYear
    self.isKeyProject = isKeyProject
    self.progress = progress
    self.constructionDays = constructionDays
    self.absorbable = absorbable
    self.sCurve = sCurve
    self.network = network
    self.allocations = allocations
  }

  public var plan: Money { allocations.reduce(.zero) { $0 + $1.plan } }
  public var paidToDate: Money { allocations.reduce(.zero) { $0 + $1.paidToDate } }
}
