import Disbursement
import Portfolio
import Rulebook

/// New plans, and what projects could absorb before, in the cells of a scenario's tables.
struct PlanCells {
  private struct Place: Hashable {
    var project: String
    var source: String
  }

  /// By project, what it can absorb, where that was the old plan and must be stated now that the plan is another.
  let absorbable: [String: Money]
  private let plans: [Place: Money]
  private let unit: MoneyUnit
  private let style: NumberStyle
  private let fiscalYear: FiscalYear

  init(_ proposal: ReallocationProposal, of scenario: Scenario) {
    unit = scenario.unit
    style = scenario.numberStyle
    fiscalYear = proposal.run.fiscalYear
    let changed = proposal.allocations.filter { $0.planAfter != $0.plan }
    plans = Dictionary(
      changed.map { (Place(project: $0.projectID, source: $0.sourceID), $0.planAfter) }
    ) { first, _ in first }
    let projects = Set(changed.map(\.projectID))
    absorbable = Dictionary(
      scenario.inputs.portfolio.projects.filter { projects.contains($0.id) && $0.absorbable == nil }
        .map { ($0.id, $0.plan) }
    ) { first, _ in first }
  }

  /// What a project of the scenario is after the change.
  func changed(_ project: Project) -> Project {
    var project = project
    project.absorbable = absorbable[project.id] ?? project.absorbable
    for index in project.allocations.indices {
      let place = Place(project: project.id, source: project.allocations[index].sourceID)
      if let plan = plans[place] { project.allocations[index].plan = plan }
    }
    return project
  }

  /// Whether a table holds cells that may change.
  func concerns(_ table: ScenarioTable) -> Bool {
    switch table {
    case .allocations, .portfolio: !plans.isEmpty
    case .projects: !absorbable.isEmpty
    case .sources, .activities, .drivers, .actuals, .particulars, .settlement, .advances: false
    }
  }

  /// The bytes of a table that has been read without errors, changed.
  func written(into bytes: [UInt8], of table: ScenarioTable) throws(CSVDefect) -> [UInt8] {
    var csv = try CSVTable(bytes)
    guard try csv.advance() else { throw CSVDefect(.empty) }
    var edits = CellEdits(csv)
    let names = csv.cells.map { TableText.string(TableText.trimmed(csv.contents($0))) }
    var columns = Columns(TableHeader(names: names, table: table, fiscalYear: fiscalYear, unit: unit), of: table)
    let addsColumn = table != .allocations && !absorbable.isEmpty && columns.absorbable == nil
    if addsColumn {
      columns.absorbable = csv.cells.count
      edits.set(csv.cells.count, of: csv.cells, to: columns.header(isVietnamese: columns.isVietnamese(names)))
    }
    var seen: Set<String> = []
    while try csv.advance() {
      let edit = edit(of: csv, columns, &seen)
      for (position, amount) in edit.sorted(by: { $0.key < $1.key }) {
        edits.set(position, of: csv.cells, to: unit.text(amount, style: style))
      }
      if addsColumn, csv.cells.count == columns.absorbable, edit[csv.cells.count] == nil { edits.extend(csv.cells) }
    }
    return edits.result
  }

  /// The cells of a record that change, by position.
  private func edit(of csv: CSVTable, _ columns: Columns, _ seen: inout Set<String>) -> [Int: Money] {
    func text(_ position: Int?) -> String? {
      guard let position, position < csv.cells.count else { return nil }
      let text = TableText.string(TableText.trimmed(csv.contents(csv.cells[position])))
      return text.isEmpty ? nil : text
    }
    guard let project = text(columns.project) else { return [:] }
    var edit: [Int: Money] = [:]
    if let position = columns.plan, let source = text(columns.source),
      let plan = plans[Place(project: project, source: source)]
    {
      edit[position] = plan
    }
    // A further row of a project says the same as its first, or nothing.
    if let position = columns.absorbable, seen.insert(project).inserted, let value = absorbable[project] {
      edit[position] = value
    }
    return edit
  }
}

/// Where the columns that matter here stand in a record.
private struct Columns {
  var project: Int?
  var source: Int?
  var plan: Int?
  var absorbable: Int?
  private let table: ScenarioTable

  init(_ header: TableHeader, of table: ScenarioTable) {
    func position(_ column: Column) -> Int? { header.positions[column.rawValue] }
    self.table = table
    project = position(table == .allocations ? .projectID : .id)
    source = position(.sourceID)
    plan = position(.plan)
    absorbable = position(.absorbable)
  }

  private func entry(_ column: Column) -> TableColumn? { table.entries.first { $0.column == column }?.reference }

  /// Whether the table's own headers are Vietnamese.
  func isVietnamese(_ names: [String]) -> Bool {
    guard let project, let entry = entry(.id) else { return false }
    return entry.vietnamese.contains { HeaderName($0) == HeaderName(names[project]) }
  }

  /// The header of the column of what a project can absorb.
  func header(isVietnamese: Bool) -> String {
    let entry = entry(.absorbable)
    return (isVietnamese ? entry?.vietnamese.first : entry?.key) ?? "absorbable"
  }
}
