public import Portfolio

/// What has been paid in each month and quarter of a plan year beside what is planned, in the order of official tables.
public struct PaymentProgress: Sendable {
  /// Columns of amounts of the monthly report; the raw value is the number that they have there.
  public enum Column: Int, AmountColumn {
    case totalInvestment = 3
    /// Plan capital of all years before; no scenario states it.
    case arrangedBefore
    case paidBefore, carriedPlan, plan
    /// Work done whether paid or not; no scenario states it.
    case workDone
    case carriedPaid, paid, paidInAll
  }

  /// What one line is paid in each month.
  public struct Months: Hashable, Sendable {
    /// Known in sum only.
    public var unassigned: Money?
    /// The twelve months of the plan year, then January of the next; nil where nothing is known or planned.
    public var months: [Money?]
    /// Of the whole year, with what was paid before a plan was made.
    public var total: Money?

    /// The sum of a quarter's months, counted from 0; nil where none is known.
    public func quarter(_ quarter: Int) -> Money? {
      let known = months.dropFirst(quarter * 3).prefix(3).compactMap { $0 }
      return known.isEmpty ? nil : known.reduce(.zero, +)
    }
  }

  public struct Line: Sendable {
    public var outline: PlanOutline.Line
    public var plan: Money
    public var paid: Months
    public var planned: Months
  }

  public let sums: OutlineSums<Column>
  public let lines: [Line]
  public let asOf: Day
  public let fiscalYear: FiscalYear
  /// The day on which the payments were planned.
  public let plannedOn: Day
  /// Lines of projects for which nothing is planned in the schedule, as when it lists other projects.
  public let unplannedCount: Int

  /// `schedule` may be of an earlier day, such as the one that was made at the start of the year.
  public init(_ portfolio: Portfolio, records: FinanceRecords, schedule: PaymentSchedule) {
    let outline = PlanOutline(portfolio)
    sums = OutlineSums(outline, parts: Self.amounts(of: outline, portfolio, records))
    let planned = Self.planned(schedule)
    var plans: [Money] = []
    var paid: [Months] = []
    var plannedParts: [Months] = []
    var unplanned = 0
    for part in outline.parts {
      let allocation = portfolio.projects[part.project].allocations[part.allocation]
      plans.append(allocation.plan)
      paid.append(Months(allocation, fiscalYear: portfolio.fiscalYear, asOf: portfolio.asOf))
      if planned[portfolio.id(of: part)] == nil { unplanned += 1 }
      plannedParts.append(planned[portfolio.id(of: part)] ?? Months())
    }
    lines = outline.lines.map { line in
      Line(
        outline: line, plan: plans[line.parts].reduce(.zero, +), paid: Months(sumOf: paid[line.parts]),
        planned: Months(sumOf: plannedParts[line.parts]))
    }
    asOf = portfolio.asOf
    fiscalYear = portfolio.fiscalYear
    plannedOn = schedule.run.asOf
    unplannedCount = unplanned
  }

  private static func amounts(
    of outline: PlanOutline, _ portfolio: Portfolio, _ records: FinanceRecords
  ) -> [[StatedAmount]] {
    let investments = outline.onFirstLines { portfolio.projects[$0].totalInvestment }
    let paidBefore = outline.divided({ portfolio.projects[$0].paidBeforeYear }) {
      records.settlements[portfolio.id(of: $0)]?.paidBefore
    }
    return outline.parts.indices.map { index in
      let part = outline.parts[index]
      let allocation = portfolio.projects[part.project].allocations[part.allocation]
      let record = records.settlements[portfolio.id(of: part)] ?? SettlementRecord()
      let carriedPaid = record.carriedPaid
      return [
        investments[index], .unknown, paidBefore[index], StatedAmount(record.carriedPlan), .known(allocation.plan),
        .unknown,
        StatedAmount(carriedPaid), .known(allocation.paidToDate),
        .known(allocation.paidToDate + (carriedPaid ?? .zero)),
      ]
    }
  }

  private static func planned(_ schedule: PaymentSchedule) -> [AllocationID: Months] {
    let calendar = PaymentCalendar(schedule)
    let ends = schedule.run.fiscalYear.monthEnds
    var planned: [AllocationID: Months] = [:]
    for project in schedule.projects {
      for allocation in project.allocations {
        let periods = calendar.periods(of: allocation.planned, paidToDate: allocation.paidToDate)
        var months = Months()
        for (index, end) in ends.enumerated() where end > schedule.run.asOf {
          months.months[index] = periods.months[index]
        }
        months.total = periods.total
        planned[AllocationID(project: project.id, source: allocation.sourceID)] = months
      }
    }
    return planned
  }
}

extension SettlementRecord {
  /// Column 11 of form 01/QTNĐ; nil when a part of it is not known.
  public var carriedPaid: Money? {
    if carriedPlan == .zero { return .zero }
    guard let carriedPaidVolume, let carriedPaidAdvance else { return nil }
    return carriedPaidVolume + carriedPaidAdvance
  }
}

extension PaymentProgress.Months {
  private static let count = 13

  fileprivate init() { self.init(months: Array(repeating: nil, count: Self.count)) }

  /// What has been paid, by month where that is recorded.
  fileprivate init(_ allocation: Allocation, fiscalYear: FiscalYear, asOf: Day) {
    self.init()
    total = allocation.paidToDate
    guard allocation.paidByMonth != nil || allocation.paidToDate == .zero else {
      unassigned = allocation.paidToDate
      return
    }
    for index in 0..<Self.count where Day(firstOfMonth: index + 1, year: fiscalYear.year) <= asOf {
      months[index] = allocation.paidByMonth?[index + 1] ?? .zero
    }
  }

  fileprivate init(sumOf parts: some Sequence<Self>) {
    self.init()
    for part in parts {
      unassigned = Self.sum(unassigned, part.unassigned)
      total = Self.sum(total, part.total)
      for index in months.indices { months[index] = Self.sum(months[index], part.months[index]) }
    }
  }

  private static func sum(_ one: Money?, _ other: Money?) -> Money? {
    guard let one, let other else { return one ?? other }
    return one + other
  }
}
