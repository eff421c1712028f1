import Portfolio
import Rulebook

/// Brings what the tables say about payments to the as-of day of the run.
struct Redating {
  let fiscalYear: FiscalYear
  /// The day on which the tables were drawn up.
  let stated: Day
  /// The day that the run is dated.
  let asOf: Day

  /// Where the option that dates a run anew is named in messages.
  static let option = "--as-of"

  private var isEarlier: Bool { asOf < stated }

  /// Takes back what a project with its allocations of the run's day says of a later day.
  func redate(_ project: inout Project) {
    guard isEarlier else { return }
    project.progress = nil
    project.outstandingAdvance = min(project.outstandingAdvance, project.paidBeforeYear + project.paidToDate)
  }

  /// What a user should know about a run that is not dated as its data are.
  func warnings(_ projects: [Project]) -> Phrase? {
    if asOf > stated { return ScenarioPhrases.dataOlder(than: asOf, stated: stated) }
    let isAffected = isEarlier && projects.contains { $0.progress != nil || $0.outstandingAdvance != .zero }
    return isAffected ? ScenarioPhrases.dataYounger(than: asOf, stated: stated) : nil
  }

  /// An allocation as of the run's day; what cannot be known is reported, unless its project has been reported already.
  func allocation(
    _ draft: PortfolioDraft.AllocationDraft, _ payments: [PortfolioDraft.PaymentDraft], isSound: Bool,
    _ allocations: TableShape?, _ actuals: TableShape?
  ) -> Allocation {
    var allocation = Allocation(sourceID: draft.sourceID, plan: draft.plan)
    let paid = draft.paidToDate ?? .zero
    if isSound, paid != .zero, stated == fiscalYear.eve {
      allocations?.report(ScenarioPhrases.paidBeforeYear(stated), row: draft.row, column: .paidToDate)
    }
    guard !payments.isEmpty else {
      allocation.paidToDate = isEarlier && asOf == fiscalYear.eve ? .zero : paid
      if isSound, isEarlier, allocation.paidToDate != .zero {
        allocations?.report(
          ScenarioPhrases.paidUnknown(on: asOf, stated: stated), row: draft.row, column: .paidToDate)
      }
      return allocation
    }
    if isSound { check(draft, payments, allocations, actuals) }
    let known = payments.filter { firstDay(of: $0.month) <= asOf }
    allocation.paidByMonth = Dictionary(known.map { ($0.month, $0.paid) }) { first, _ in first }
    // Thirteen months of at most the largest input each stay far inside 64 bits.
    allocation.paidToDate = known.reduce(.zero) { $0 + $1.paid }
    return allocation
  }

  private func check(
    _ draft: PortfolioDraft.AllocationDraft, _ payments: [PortfolioDraft.PaymentDraft], _ allocations: TableShape?,
    _ actuals: TableShape?
  ) {
    let sum = payments.filter { firstDay(of: $0.month) <= stated }.reduce(Money.zero) { $0 + $1.paid }
    if let expected = draft.paidToDate, sum != expected {
      let problem = PortfolioProblem.Defect.unequalSum(sum, expected: expected)
      allocations?.report(problem, row: draft.row, column: .paidToDate, asOf: asOf)
    }
    guard isEarlier, asOf != Day(endOfMonth: asOf.month, year: asOf.year) else { return }
    let month = (asOf.year - fiscalYear.year) * 12 + asOf.month
    if let partial = payments.first(where: { $0.month == month }), partial.paid != .zero {
      actuals?.report(ScenarioPhrases.partialMonth(on: asOf), row: partial.row, column: .month)
    }
  }

  private func firstDay(of month: Int) -> Day { Day(firstOfMonth: month, year: fiscalYear.year) }
}
