/// Cells that a user sets in place of those of a table's file, found by the codes in their row.
final class TableSettings {
  /// A cell with what has set it.
  struct Given {
    let cell: ArraySlice<UInt8>
    let setting: ScenarioSetting
  }

  /// What one setting puts into a row.
  final class Entry {
    let setting: ScenarioSetting
    /// Codes that the row may have: more than one list where a dot may part them or belong to them.
    let codes: [[String]]
    fileprivate let cells: [(column: Column, cell: ArraySlice<UInt8>)]
    /// True once a row has taken it.
    fileprivate(set) var isUsed = false

    init(_ setting: ScenarioSetting, codes: [[String]], cells: [(Column, String)]) {
      self.setting = setting
      self.codes = codes
      self.cells = cells.map { ($0, TableText.trimmed(Array($1.utf8)[...])) }
    }
  }

  /// Entries of rows that are told apart by the same columns.
  private struct Index {
    let columns: [Column]
    var entries: [[String]: [Entry]] = [:]
  }

  private var indices: [Index] = []

  var isEmpty: Bool { indices.isEmpty }

  func add(_ entry: Entry, by columns: [Column]) {
    let place = indices.firstIndex { $0.columns == columns } ?? indices.count
    if place == indices.count { indices.append(Index(columns: columns)) }
    for codes in entry.codes where codes.count == columns.count {
      indices[place].entries[codes, default: []].append(entry)
    }
  }

  /// By raw value of the column; nil for most rows.
  func cells(of row: TableRow) -> [Int: Given]? {
    var given: [Int: Given] = [:]
    for index in indices {
      let codes = index.columns.map { row.code($0) }
      for entry in index.entries[codes] ?? [] {
        entry.isUsed = true
        for (column, cell) in entry.cells {
          given[column.rawValue] = Given(cell: cell, setting: entry.setting)
        }
      }
    }
    return given.isEmpty ? nil : given
  }
}
