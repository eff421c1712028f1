public import Portfolio

/// The annual settlement of a plan year in the columns of form 01/QTNĐ (Circular 91/2025/TT-BTC), each line the sum of those below.
///
/// Amounts that are neither stated nor follow from what is stated stay unknown. Recoveries of advances clear the oldest advances first.
public struct AnnualSettlement: Sendable {
  /// The columns of amounts; the raw value is the number that the form gives them.
  public enum Column: Int, AmountColumn {
    case totalInvestment = 5
    case paidBefore, advanceBefore, advanceReturned, oldAdvanceSettled
    case carriedPlan, carriedPaid, carriedPaidVolume, carriedPaidAdvance, carriedAgain, carriedCancelled
    case plan, paid, paidVolume, paidAdvance, extended, cancelled
    case returned, settledVolume, advanceAfter, paidAfter
  }

  public let sums: OutlineSums<Column>
  /// Known up to this day; before the cut-off the settlement is provisional.
  public let asOf: Day
  public let fiscalYear: FiscalYear

  public var isProvisional: Bool { asOf < fiscalYear.cutOff }

  public init(_ portfolio: Portfolio, records: FinanceRecords) {
    let outline = PlanOutline(portfolio)
    sums = OutlineSums(outline, parts: Self.amounts(of: outline, portfolio, records))
    asOf = portfolio.asOf
    fiscalYear = portfolio.fiscalYear
  }

  private static func amounts(
    of outline: PlanOutline, _ portfolio: Portfolio, _ records: FinanceRecords
  ) -> [[StatedAmount]] {
    let investments = outline.onFirstLines { portfolio.projects[$0].totalInvestment }
    let paidBefore = outline.divided({ portfolio.projects[$0].paidBeforeYear }) {
      records.settlements[portfolio.id(of: $0)]?.paidBefore
    }
    // On the eve of the year what is outstanding is what was outstanding at the end of the year before.
    let isEve = portfolio.asOf == portfolio.fiscalYear.eve
    let advanceBefore = outline.divided({ isEve ? portfolio.projects[$0].outstandingAdvance : nil }) {
      records.settlements[portfolio.id(of: $0)]?.advanceBefore
    }
    return outline.parts.indices.map { index in
      let part = outline.parts[index]
      let allocation = portfolio.projects[part.project].allocations[part.allocation]
      let key = portfolio.id(of: part)
      var figures = SettlementFigures(
        allocation, records.settlements[key] ?? SettlementRecord(),
        parts: PaymentSplit(allocation, records.paymentParts[key], isRecorded: !records.paymentParts.isEmpty))
      figures[.totalInvestment] = investments[index]
      figures[.paidBefore] = paidBefore[index]
      figures[.advanceBefore] = advanceBefore[index]
      figures.derive()
      return figures.amounts
    }
  }
}

/// What of an allocation's payments of the year was advance, and what was recovered; nil where it is not known of every payment.
public struct PaymentSplit: Hashable, Sendable {
  public var advanced: Money?
  public var recovered: Money?

  /// `isRecorded` tells whether any payment of the scenario is split, so that no rows mean no payments.
  public init(_ allocation: Allocation, _ parts: [Int: PaymentParts]?, isRecorded: Bool) {
    let months = allocation.paidByMonth ?? [:]
    let isComplete =
      allocation.paidByMonth == nil
      ? allocation.paidToDate == .zero && isRecorded
      : months.allSatisfy { $0.value == .zero || parts?[$0.key] != nil }
    guard isComplete else { return }
    advanced = (parts ?? [:]).values.reduce(.zero) { $0 + $1.advance }
    recovered = (parts ?? [:]).values.reduce(.zero) { $0 + $1.recovered }
  }
}

/// The amounts of one line of the settlement while they are worked out.
struct SettlementFigures {
  private(set) var amounts = [StatedAmount](repeating: .unknown, count: AnnualSettlement.Column.allCases.count)
  private let split: PaymentSplit

  subscript(column: AnnualSettlement.Column) -> StatedAmount {
    get { amounts[column.rawValue - firstNumber(AnnualSettlement.Column.self)] }
    set { amounts[column.rawValue - firstNumber(AnnualSettlement.Column.self)] = newValue }
  }

  /// What is stated; the first three columns are set by the caller.
  init(_ allocation: Allocation, _ record: SettlementRecord, parts split: PaymentSplit) {
    self.split = split
    self[.advanceReturned] = StatedAmount(record.advanceReturned)
    self[.oldAdvanceSettled] = StatedAmount(record.oldAdvanceSettled)
    self[.carriedPlan] = StatedAmount(record.carriedPlan)
    // Of nothing carried nothing is paid or carried on.
    let ofNothing: Money? = record.carriedPlan == .zero ? .zero : nil
    self[.carriedPaidVolume] = StatedAmount(record.carriedPaidVolume ?? ofNothing)
    self[.carriedPaidAdvance] = StatedAmount(record.carriedPaidAdvance ?? ofNothing)
    self[.carriedAgain] = StatedAmount(record.carriedAgain ?? ofNothing)
    self[.plan] = .known(allocation.plan)
    self[.paid] = .known(allocation.paidToDate)
    self[.paidVolume] = StatedAmount(record.paidVolume)
    self[.paidAdvance] = StatedAmount(record.paidAdvance)
    self[.extended] = StatedAmount(record.extended)
    self[.returned] = StatedAmount(record.returned)
  }

  /// Works out what follows from what is there.
  mutating func derive() {
    deriveAdvances()
    set(.carriedPaid, [.carriedPaidVolume, .carriedPaidAdvance])
    set(.carriedCancelled, [.carriedPlan], less: [.carriedPaid, .carriedAgain])
    set(.cancelled, [.plan], less: [.paid, .extended])
    set(.settledVolume, [.oldAdvanceSettled, .carriedPaidVolume, .paidVolume])
    set(
      .advanceAfter, [.advanceBefore, .carriedPaidAdvance, .paidAdvance], less: [.advanceReturned, .oldAdvanceSettled])
    set(.paidAfter, [.paidBefore, .carriedPaid, .paid], less: [.advanceReturned, .returned])
  }

  /// Columns 9, 18 and 19, where they are not stated: recoveries clear the advances of earlier years first, then those of the year.
  private mutating func deriveAdvances() {
    if self[.oldAdvanceSettled] == .unknown { self[.oldAdvanceSettled] = StatedAmount(oldAdvancesCleared) }
    if self[.paidAdvance] == .unknown {
      if self[.paidVolume] != .unknown {
        set(.paidAdvance, [.paid], less: [.paidVolume])
      } else {
        self[.paidAdvance] = StatedAmount(advancesOfYear)
      }
    }
    if self[.paidVolume] == .unknown { set(.paidVolume, [.paid], less: [.paidAdvance]) }
  }

  private var oldAdvancesCleared: Money? {
    guard let recovered = split.recovered else { return nil }
    if recovered <= .zero { return .zero }
    guard let before = self[.advanceBefore].summand, let returned = self[.advanceReturned].summand else { return nil }
    return min(recovered, max(.zero, before - returned))
  }

  /// What the year advanced and has not recovered.
  private var advancesOfYear: Money? {
    guard let advanced = split.advanced, let recovered = split.recovered, let old = self[.oldAdvanceSettled].summand
    else { return nil }
    return advanced - (recovered - old)
  }

  private mutating func set(
    _ column: AnnualSettlement.Column, _ added: [AnnualSettlement.Column], less taken: [AnnualSettlement.Column] = []
  ) {
    var sum = Money.zero
    for column in added {
      guard let amount = self[column].summand else { return }
      sum += amount
    }
    for column in taken {
      guard let amount = self[column].summand else { return }
      sum -= amount
    }
    self[column] = .known(sum)
  }
}
