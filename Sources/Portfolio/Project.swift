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

  /// The largest cumulative payment at any month's end, before corrections took some of it back.
  public var mostPaid: Money {
    guard let paidByMonth else { return paidToDate }
    var (sum, most) = (Money.zero, paidToDate)
    for month in paidByMonth.keys.sorted() {
      sum += paidByMonth[month] ?? .zero
      most = max(most, sum)
    }
    return most
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
///
/// What is optional is stored as a plain number with a bit that says whether it is stated: a portfolio may hold millions of
/// projects.
public struct Project: Hashable, Sendable {
  private struct Stated: OptionSet, Hashable {
    var rawValue: UInt8

    static let totalInvestment = Stated(rawValue: 1)
    static let contractValue = Stated(rawValue: 2)
    static let absorbable = Stated(rawValue: 4)
    static let firstYear = Stated(rawValue: 8)
    static let progress = Stated(rawValue: 16)
    static let constructionDays = Stated(rawValue: 32)
    static let weight = Stated(rawValue: 64)
  }

  public var id: String
  public var name: String
  /// Chủ đầu tư; empty when not stated, as are the next three.
  public var owner: String
  public var locality: String
  public var sector: String
  public var contractor: String
  public var allocations: [Allocation]
  public var paidBeforeYear: Money
  /// Advances paid and not yet recovered on the as-of day.
  public var outstandingAdvance: Money
  // Zero where not stated, so that equal projects are equal in every byte.
  private var totalInvestmentIfStated = Money.zero
  private var contractValueIfStated = Money.zero
  private var absorbableIfStated = Money.zero
  private var firstYearIfStated = 0
  private var progressIfStated = 0.0
  private var constructionDaysIfStated = 0.0
  /// Remaining activities; nil means the group's template.
  public var network: ActivityNetwork?
  public var sCurve: SCurve?
  public var group: ProjectGroup
  public var sizeClass: SizeClass?
  public var isKeyProject: Bool
  private var weightIfStated: Int16 = 0
  private var stated: Stated = []

  public init(
    id: String, name: String, group: ProjectGroup, owner: String = "", locality: String = "", sector: String = "",
    contractor: String = "", sizeClass: SizeClass? = nil, totalInvestment: Money? = nil,
    paidBeforeYear: Money = .zero, contractValue: Money? = nil, outstandingAdvance: Money = .zero,
    firstYear: Int? = nil, isKeyProject: Bool = false, weight: Int? = nil, progress: Double? = nil,
    constructionDays: Double? = nil,
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
    self.paidBeforeYear = paidBeforeYear
    self.outstandingAdvance = outstandingAdvance
    self.isKeyProject = isKeyProject
    self.sCurve = sCurve
    self.network = network
    self.allocations = allocations
    self.totalInvestment = totalInvestment
    self.contractValue = contractValue
    self.absorbable = absorbable
    self.firstYear = firstYear
    self.progress = progress
    self.constructionDays = constructionDays
    self.weight = weight
  }

  private mutating func mark(_ field: Stated, isStated: Bool) {
    if isStated { stated.insert(field) } else { stated.remove(field) }
  }
}

extension Project {
  /// Tổng mức đầu tư; nil means no limit.
  public var totalInvestment: Money? {
    get { stated.contains(.totalInvestment) ? totalInvestmentIfStated : nil }
    set {
      totalInvestmentIfStated = newValue ?? .zero
      mark(.totalInvestment, isStated: newValue != nil)
    }
  }

  /// Nil when not known.
  public var contractValue: Money? {
    get { stated.contains(.contractValue) ? contractValueIfStated : nil }
    set {
      contractValueIfStated = newValue ?? .zero
      mark(.contractValue, isStated: newValue != nil)
    }
  }

  /// Value that could be accepted in the year if capital allowed; nil means the plan.
  public var absorbable: Money? {
    get { stated.contains(.absorbable) ? absorbableIfStated : nil }
    set {
      absorbableIfStated = newValue ?? .zero
      mark(.absorbable, isStated: newValue != nil)
    }
  }

  /// First year of capital arrangement.
  public var firstYear: Int? {
    get { stated.contains(.firstYear) ? firstYearIfStated : nil }
    set {
      firstYearIfStated = newValue ?? 0
      mark(.firstYear, isStated: newValue != nil)
    }
  }

  /// Share of the year's work done on the as-of day, 0…1; nil means not known.
  public var progress: Double? {
    get { stated.contains(.progress) ? progressIfStated : nil }
    set {
      progressIfStated = newValue ?? 0
      mark(.progress, isStated: newValue != nil)
    }
  }

  /// Planned calendar days of the year's work, from its start or, when under way, from the as-of day.
  public var constructionDays: Double? {
    get { stated.contains(.constructionDays) ? constructionDaysIfStated : nil }
    set {
      constructionDaysIfStated = newValue ?? 0
      mark(.constructionDays, isStated: newValue != nil)
    }
  }

  /// How much a dong missing at a milestone counts among key projects, or among the others, when payments are planned; nil means 1.
  ///
  /// Values beyond 16 bits are kept as the nearest ones, which no portfolio takes either.
  public var weight: Int? {
    get { stated.contains(.weight) ? Int(weightIfStated) : nil }
    set {
      weightIfStated = Int16(clamping: newValue ?? 0)
      mark(.weight, isStated: newValue != nil)
    }
  }

  public static let largestWeight = 100

  public var plan: Money { allocations.reduce(.zero) { $0 + $1.plan } }
  public var paidToDate: Money { allocations.reduce(.zero) { $0 + $1.paidToDate } }
}
