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

  /// The project with its allocations as of the run's day; what cannot be known is reported.
  func project(_ draft: PortfolioDraft.ProjectDraft, allocations: TableShape?, actuals: TableShape?) -> Project {
    var project = draft.project
    project.allocations = draft.allocations.map { allocation($0, of: draft, allocations, actuals) }
    if isEarlier {
      project.progress = nil
      project.outstandingAdvance = min(project.outstandingAdvance, project.paidBeforeYear + project.paidToDate)
    }
    return project
  }

  /// What a user should know about a run that is not dated as its data are.
  func warnings(_ projects: [PortfolioDraft.ProjectDraft]) -> Phrase? {
    if asOf > stated { return ScenarioPhrases.dataOlder(than: asOf, stated: stated) }
    let isAffected = projects.contains { $0.project.progress != nil || $0.project.outstandingAdvance != .zero }
    return isEarlier && isAffected ? ScenarioPhrases.dataYounger(than: asOf, stated: stated) : nil
  }

  private func allocation(
    _ draft: PortfolioDraft.AllocationDraft, of project: PortfolioDraft.ProjectDraft, _ allocations: TableShape?,
    _ actuals: TableShape?
  ) -> Allocation {
    var allocation = Allocation(sourceID: draft.sourceID, plan: draft.plan)
    let paid = draft.paidToDate ?? .zero
    if project.isSound, paid != .zero, stated == fiscalYear.eve {
      allocations?.report(ScenarioPhrases.paidBeforeYear(stated), row: draft.row, column: .paidToDate)
    }
    guard !draft.paidByMonth.isEmpty else {
      allocation.paidToDate = isEarlier && asOf == fiscalYear.eve ? .zero : paid
      if project.isSound, isEarlier, allocation.paidToDate != .zero {
        allocations?.report(
          ScenarioPhrases.paidUnknown(on: asOf, stated: stated), row: draft.row, column: .paidToDate)
      }
      return allocation
    }
    if project.isSound { check(draft, allocations, actuals) }
    let known = draft.paidByMonth.filter { firstDay(of: $0.key) <= asOf }
    allocation.paidByMonth = known.mapValues(\.paid)
    // Thirteen months of at most the largest input each stay far inside 64 bits.
    allocation.paidToDate = known.values.reduce(.zero) { $0 + $1.paid }
    return allocation
  }

  private func check(
    _ draft: PortfolioDraft.AllocationDraft, _ allocations: TableShape?, _ actuals: TableShape?
  ) {
    let sum = draft.paidByMonth.filter { firstDay(of: $0.key) <= stated }.values.reduce(Money.zero) { $0 + $1.paid }
    if let expected = draft.paidToDate, sum != expected {
      let problem = PortfolioProblem.Defect.unequalSum(sum, expected: expected)
      allocations?.report(problem, row: draft.row, column: .paidToDate, asOf: asOf)
    }
    guard isEarlier, asOf != Day(endOfMonth: asOf.month, year: asOf.year) else { return }
    let month = (asOf.year - fiscalYear.year) * 12 + asOf.month
    if let partial = draft.paidByMonth[month], partial.paid != .zero {
      actuals?.report(ScenarioPhrases.partialMonth(on: asOf), row: partial.row, column: .month)
    }
  }

  private func firstDay(of month: Int) -> Day { Day(firstOfMonth: month, year: fiscalYear.year) }
}
