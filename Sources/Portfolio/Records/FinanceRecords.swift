/// What official papers state of projects beside what a forecast is made from; no result of a simulation depends on it.
///
/// Everything is optional: what is not stated stays empty on the papers.
public struct FinanceRecords: Hashable, Sendable {
  /// By the project's id.
  public var particulars: [String: ProjectParticulars] = [:]
  public var settlements: [AllocationID: SettlementRecord] = [:]
  /// In the order of the table.
  public var advances: [AdvanceRecord] = []
  /// By month number, 13 for January of the next year; only months of which something is stated.
  public var paymentParts: [AllocationID: [Int: PaymentParts]] = [:]

  public init() {}
}

extension FinanceRecords {
  public var isEmpty: Bool { self == FinanceRecords() }

  /// Whether any amount is of the day on which the tables were drawn up.
  public var hasAmountsOfYear: Bool { !advances.isEmpty || settlements.values.contains { $0 != $0.atStartOfYear } }

  /// What was known on an earlier day of the year: amounts that grow in the year are left out, as are advances, of which it is not known how
  /// much had been recovered.
  public func known(on day: Day, of year: FiscalYear) -> FinanceRecords {
    var known = self
    known.advances = []
    known.settlements = settlements.mapValues(\.atStartOfYear)
    known.paymentParts = paymentParts.mapValues { months in
      months.filter { Day(firstOfMonth: $0.key, year: year.year) <= day }
    }.filter { !$0.value.isEmpty }
    return known
  }
}

/// Capital of one project from one source.
public struct AllocationID: Hashable, Sendable {
  public var project: String
  public var source: String

  public init(project: String, source: String) {
    self.project = project
    self.source = source
  }
}

/// What papers say of a project besides amounts of the year; texts are empty where not stated.
public struct ProjectParticulars: Hashable, Sendable {
  /// Where the project's account is kept (địa điểm mở tài khoản).
  public var accountPlace = ""
  /// Mã ngành kinh tế (loại, khoản).
  public var sectorCode = ""
  /// Thời gian khởi công – hoàn thành.
  public var constructionPeriod = ""
  /// Number and date of the investment decision.
  public var decision = ""
  /// The part of the total investment from the state budget.
  public var stateBudgetInvestment: Money?
  /// Capital of the medium-term public investment plan.
  public var mediumTermPlan: Money?
  /// Who answers for the project: name and office.
  public var responsible = ""

  public init() {}
}

/// What of one month's payment is advance, and what of earlier advances was recovered.
public struct PaymentParts: Hashable, Sendable {
  /// Of the amount paid in the month; below zero for a correction.
  public var advance: Money
  /// Against accepted volume; does not change what is disbursed. Below zero for a correction.
  public var recovered: Money

  public init(advance: Money, recovered: Money) {
    self.advance = advance
    self.recovered = recovered
  }
}
