import Portfolio
import Rulebook

/// New amounts of allocations and of projects in the cells of a scenario's tables; every other byte stays.
struct AmountCells {
  /// The column of allocations that changes; where a table has none, or the cell is empty, it stays so.
  let allocationColumn: Column
  let allocations: [AllocationID: Money]
  /// The column of projects that changes; it is added where a table has none.
  let projectColumn: Column
  let projects: [String: Money]
  let unit: MoneyUnit
  let style: NumberStyle
  let fiscalYear: FiscalYear

  /// Whether a table holds cells that may change.
  func concerns(_ table: ScenarioTable) -> Bool {
    switch table {
    case .allocations: !allocations.isEmpty
    case .portfolio: !allocations.isEmpty || !projects.isEmpty
    case .projects: !projects.isEmpty
    case .sources, .activities, .drivers, .actuals, .particulars, .settlement, .advances: false
    }
  }

  /// The bytes of a table that has been read without errors, changed.
  func written(into bytes: [UInt8], of table: ScenarioTable) throws(CSVDefect) -> [UInt8] {
    var csv = try CSVTable(bytes)
    guard try csv.advance() else { throw CSVDefect(.empty) }
    var edits = CellEdits(csv)
    let names = csv.cells.map { TableText.string(TableText.trimmed(csv.contents($0))) }
    let header = TableHeader(names: names, table: table, fiscalYear: fiscalYear, unit: unit)
    var places = Places(header, allocationColumn, projectColumn, of: table)
    let addsColumn = table != .allocations && !projects.isEmpty && places.ofProject == nil
    if addsColumn {
      places.ofProject = csv.cells.count
      edits.set(csv.cells.count, of: csv.cells, to: header.name(of: projectColumn))
    }
    var seen: Set<String> = []
    while try csv.advance() {
      let edit = edit(of: csv, places, &seen)
      edits.set(edit.mapValues { unit.text($0, style: style) }, of: csv.cells)
      if addsColumn, csv.cells.count == places.ofProject, edit[csv.cells.count] == nil { edits.extend(csv.cells) }
    }
    return edits.result
  }

  /// The cells of a record that change, by position.
  private func edit(of csv: CSVTable, _ places: Places, _ seen: inout Set<String>) -> [Int: Money] {
    guard let project = csv.text(at: places.project) else { return [:] }
    var edit: [Int: Money] = [:]
    if let position = places.ofAllocation, csv.text(at: position) != nil, let source = csv.text(at: places.source),
      let amount = allocations[AllocationID(project: project, source: source)]
    {
      edit[position] = amount
    }
    // A further row of a project says the same as its first, or nothing.
    if let position = places.ofProject, seen.insert(project).inserted, let amount = projects[project] {
      edit[position] = amount
    }
    return edit
  }

  /// Where the columns that matter here stand in a record.
  private struct Places {
    let project: Int?
    let source: Int?
    let ofAllocation: Int?
    var ofProject: Int?

    init(_ header: TableHeader, _ allocationColumn: Column, _ projectColumn: Column, of table: ScenarioTable) {
      project = header.positions[(table == .allocations ? Column.projectID : .id).rawValue]
      source = header.positions[Column.sourceID.rawValue]
      ofAllocation = header.positions[allocationColumn.rawValue]
      ofProject = header.positions[projectColumn.rawValue]
    }
  }
}

extension CSVTable {
  /// The text of a cell of the record last read; nil when it is empty or beyond the end.
  func text(at position: Int?) -> String? {
    guard let position, cells.indices.contains(position) else { return nil }
    let text = TableText.string(TableText.trimmed(contents(cells[position])))
    return text.isEmpty ? nil : text
  }
}
