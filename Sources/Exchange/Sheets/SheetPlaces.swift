import Rulebook
import Workbook

/// Where the lines of tables that were made from the sheets of a workbook stand in it.
struct SheetPlaces: Sendable {
  /// One table, by its file name in a scenario folder.
  struct Table: Sendable {
    var sheet: String
    /// Columns of the sheet by the header that the table gives them.
    var columns: [String: Int] = [:]
    /// The title of a column as it stands in the sheet, where the table has another header.
    var titles: [String: String] = [:]
    /// Rows of the sheet by line of the table; without an entry the line is the row.
    var rows: [Int: Int] = [:]
    /// Columns of single lines that are others than those of the whole table.
    var exceptions: [Int: [String: Int]] = [:]
    /// The column of everything in the table; nil where it has several.
    var onlyColumn: Int?
  }

  let file: String
  var tables: [String: Table] = [:]
  /// What takes the place of `scenario.yaml`, as users know it.
  var settingsName = ""

  /// What is said about a table's line and column, said about the workbook's sheet and cell.
  func placed(_ diagnostic: Diagnostic) -> Diagnostic {
    var placed = diagnostic
    placed.problem = renamed(placed.problem)
    placed.remedy = renamed(placed.remedy)
    guard let table = tables[diagnostic.file] else {
      if diagnostic.file == ScenarioFolder.settingsFile { placed.file = settingsName }
      return placed
    }
    placed.file = file
    placed.sheet = table.sheet
    placed.row = diagnostic.row.map { table.rows[$0] ?? $0 }
    if table.onlyColumn != nil { placed.column = nil }
    guard let line = diagnostic.row, let row = placed.row else { return placed }
    let header = diagnostic.column ?? ""
    let column = table.exceptions[line]?[header] ?? table.columns[header] ?? table.onlyColumn
    placed.cell = column.flatMap { CellReference(row: row, column: $0) }?.description
    if let title = table.titles[header] { placed.column = title }
    return placed
  }

  /// Speaks of sheets where the text speaks of files.
  private func renamed(_ text: BilingualText) -> BilingualText {
    func renamed(_ text: String) -> String {
      var text = text.replacing(ScenarioFolder.settingsFile, with: settingsName)
      for (name, table) in tables where text.contains(name) { text = text.replacing(name, with: "«\(table.sheet)»") }
      return text
    }
    return BilingualText(vi: renamed(text.vi), en: renamed(text.en))
  }
}
