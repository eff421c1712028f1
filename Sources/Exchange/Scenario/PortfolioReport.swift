import Portfolio
import Rulebook

/// Tells a user in which row of which table a violated invariant lies.
struct PortfolioReport {
  let draft: PortfolioDraft
  let asOf: Day
  let log: ScenarioLog
  /// Whether the plan year and the as-of day are the user's and not stand-ins.
  let isDated: Bool

  func report(_ problems: [PortfolioProblem]) {
    for problem in problems where isOwn(problem) { report(problem) }
  }

  private func report(_ problem: PortfolioProblem) {
    switch problem.subject {
    case .portfolio:
      let table = problem.field == .plan ? draft.allocationTable : draft.projectTable
      let column = problem.defect == .empty ? nil : draft.shapes[table]?.column(keyed: problem.field.rawValue)
      draft.shapes[table]?.report(problem.defect, row: nil, column: column, field: problem.field, asOf: asOf)
    case .source(let id): reportSource(problem, id)
    case .project(let id): reportProject(problem, id)
    case .allocation(let id, let sourceID): reportAllocation(problem, id, sourceID)
    case .activity(let id, let name): reportActivity(problem, id, name)
    }
  }

  /// False for what only follows from something reported already.
  private func isOwn(_ problem: PortfolioProblem) -> Bool {
    switch problem.defect {
    case .dateOutside, .yearOutside, .monthAfterAsOf: if !isDated { return false }
    case .unknownSource: if !draft.listsSources || draft.incomplete.contains(.sources) { return false }
    case .noAllocation: if draft.incomplete.contains(draft.allocationTable) { return false }
    case .empty: if problem.subject == .portfolio, draft.incomplete.contains(draft.projectTable) { return false }
    default: break
    }
    switch problem.subject {
    case .portfolio: return problem.field != .asOf
    case .source(let id): return draft.sourcePosition(of: id).map { draft.sources[$0].isSound } ?? false
    case .project(let id), .allocation(let id, _), .activity(let id, _):
      return draft.position(of: id).map { draft.isSound($0) } ?? false
    }
  }

  private func reportSource(_ problem: PortfolioProblem, _ id: String) {
    guard let shape = draft.shapes[.sources], let position = draft.sourcePosition(of: id) else { return }
    let column = problem.field == .inflow ? Column.inflowM1 : shape.column(keyed: problem.field.rawValue)
    shape.report(
      problem.defect, row: draft.sources[position].row, column: column, field: problem.field, asOf: asOf)
  }

  private func reportProject(_ problem: PortfolioProblem, _ id: String) {
    guard let shape = draft.shapes[draft.projectTable], let position = draft.position(of: id) else { return }
    var column = shape.column(keyed: problem.field.rawValue)
    if case .exceeds(_, _, .totalInvestment) = problem.defect { column = .totalInvestment }
    if problem.defect == .noAllocation { column = .id }
    shape.report(
      problem.defect, row: draft.row(ofProject: position), column: column,
      found: problem.defect == .noAllocation ? id : nil, field: problem.field, asOf: asOf)
  }

  private func reportAllocation(_ problem: PortfolioProblem, _ id: String, _ sourceID: String) {
    guard let position = draft.position(of: id),
      let index = draft.allocationPosition(of: sourceID, project: position)
    else { return }
    let allocation = draft.allocations.elements[index]
    if problem.field == .paid || problem.field == .month, let row = draft.payments.rows(of: index).map(\.row).min() {
      draft.shapes[.actuals]?.report(problem.defect, row: row, column: .paid, field: problem.field, asOf: asOf)
      return
    }
    guard let shape = draft.shapes[draft.allocationTable] else { return }
    let column = shape.column(keyed: problem.field.rawValue)
    guard case .unknownSource = problem.defect else {
      return shape.report(problem.defect, row: allocation.row, column: column, field: problem.field, asOf: asOf)
    }
    let known = draft.sourceIDs
    let nearest = known.count <= 100 ? nearestWord(to: sourceID, in: known) : nil
    shape.report(RowPhrases.unknownSource(nearest: nearest), row: allocation.row, column: column, found: sourceID)
  }

  private func reportActivity(_ problem: PortfolioProblem, _ id: String, _ name: String) {
    guard let position = draft.position(of: id) else { return }
    let row = draft.activities.rows(of: position).first { $0.activity.name == name }?.row
    let shape = row.map { $0 >= TableRow.firstAdded } ?? false ? draft.addedActivities : draft.shapes[.activities]
    shape?.report(problem.defect, row: row, column: .date, field: problem.field, asOf: asOf)
  }
}

extension TableShape {
  func column(keyed key: String) -> Column? {
    table.entries.first { $0.reference.key == key }?.column
  }

  /// Says what is wrong with readable values, in the scenario's unit.
  func report(
    _ defect: PortfolioProblem.Defect, row: Int?, column: Column?, found: String? = nil,
    field: PortfolioProblem.Field = .paidToDate, asOf: Day
  ) {
    report(
      PortfolioPhrases.phrase(of: defect, field: field, in: unit, asOf: asOf), row: row, column: column, found: found)
  }
}
