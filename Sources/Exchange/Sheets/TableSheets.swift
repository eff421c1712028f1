import Portfolio
import Rulebook
import Workbook

/// A workbook whose sheets are the tables of a scenario, and one its settings.
struct TableSheets {
  let workbook: Workbook
  let file: String
  private let settings: Workbook.Sheet
  private let tables: [(table: ScenarioTable, sheet: Workbook.Sheet)]
  /// Sheets that are no table, with content.
  private let others: [Workbook.Sheet]

  /// Nil for a workbook without a sheet of settings.
  init?(_ workbook: Workbook, file: String) {
    guard let settings = workbook.sheets.first(where: { SettingsSheet.isNamed($0.name) }) else { return nil }
    var tables: [(table: ScenarioTable, sheet: Workbook.Sheet)] = []
    var others: [Workbook.Sheet] = []
    for sheet in workbook.sheets where sheet.name != settings.name && !sheet.rows.isEmpty {
      if let table = ScenarioTable(sheetNamed: sheet.name), !tables.contains(where: { $0.table == table }) {
        tables.append((table, sheet))
      } else {
        others.append(sheet)
      }
    }
    self.workbook = workbook
    self.file = file
    self.settings = settings
    self.tables = tables
    self.others = others
  }

  /// The tables as files of a scenario folder, with the places of what they hold.
  func reading() -> WorkbookReading {
    var places = SheetPlaces(file: file)
    var files: [String: [UInt8]] = [:]
    var findings: [Diagnostic] = []
    let settings = SettingsSheet(SheetGrid(settings, of: file))
    files[ScenarioFolder.settingsFile] = settings.bytes
    places.tables[ScenarioFolder.settingsFile] = settings.places
    places.settingsName = "«\(settings.places.sheet)»"
    var outline: [WorkbookReading.SheetTable] = []
    for (table, sheet) in tables {
      let rows = SheetRows(
        SheetGrid(sheet, of: file), table: table, year: settings.fiscalYear,
        text: SheetCellText(
          style: settings.style ?? .plain, unit: settings.unit, dateSystem: workbook.dateSystem))
      files[table.fileName] = rows.bytes
      places.tables[table.fileName] = rows.places
      findings += rows.findings
      outline.append(.init(table: table, sheet: sheet.name, rowCount: rows.rowCount))
    }
    findings += others.map(unused)
    return WorkbookReading(
      file: file, form: .tables(outline), files: files, places: places, findings: findings,
      references: settings.references, workbook: nil)
  }

  private func unused(_ sheet: Workbook.Sheet) -> Diagnostic {
    let near = nearestWord(to: sheet.name, in: ScenarioTable.allCases.flatMap(\.sheetNames))
    var diagnostic = SheetPhrases.unusedSheet(nearest: near).diagnostic(severity: .warning, file: file)
    diagnostic.sheet = sheet.name
    return diagnostic
  }
}

/// The rows of a sheet whose first row with content is the header of a table.
private struct SheetRows {
  let bytes: [UInt8]
  let places: SheetPlaces.Table
  let findings: [Diagnostic]
  /// Below the header.
  let rowCount: Int

  init(_ grid: SheetGrid, table: ScenarioTable, year: FiscalYear?, text: SheetCellText) {
    var lines = DelimitedLines()
    var places = SheetPlaces.Table(sheet: grid.sheet ?? "")
    let names = Self.header(grid)
    for (index, name) in names.enumerated() where places.columns[name] == nil { places.columns[name] = index + 1 }
    let contents = Self.contents(names, table: table, year: year, unit: text.unit)
    var rounding = RoundedAmounts()
    var findings: [Diagnostic] = []
    for (index, row) in grid.rows.enumerated() {
      lines.skip(to: row.number)
      var cells = index == 0 ? names : Array(repeating: "", count: names.count)
      if index > 0 {
        for cell in row.cells {
          guard cell.column <= names.count else {
            if findings.count < ScenarioLog.largestCount {
              findings.append(
                grid.diagnostic(
                  SheetPhrases.beyondHeader, row: row.number, column: cell.column, found: cell.text(style: text.style)))
            }
            break
          }
          let (written, isRounded) = text.text(of: cell, as: contents[cell.column - 1])
          cells[cell.column - 1] = written
          if isRounded { rounding.note(row: row.number, column: cell.column, title: names[cell.column - 1]) }
        }
      }
      lines.append(cells)
    }
    bytes = lines.bytes
    rowCount = max(0, grid.rows.count - 1)
    self.findings = findings + rounding.diagnostics(in: grid)
    self.places = places
  }

  private static func header(_ grid: SheetGrid) -> [String] {
    guard let first = grid.rows.first, let last = first.cells.last?.column else { return [] }
    var names = Array(repeating: "", count: last)
    for cell in first.cells { names[cell.column - 1] = cell.text(style: .plain) }
    return names
  }

  /// What each column holds; nil for those that the table does not have.
  private static func contents(
    _ names: [String], table: ScenarioTable, year: FiscalYear?, unit: MoneyUnit?
  ) -> [TableColumn.Content?] {
    let header = TableHeader(names: names, table: table, fiscalYear: year, unit: unit)
    var contents = [TableColumn.Content?](repeating: nil, count: names.count)
    for entry in table.entries {
      if let position = header.positions[entry.column.rawValue] { contents[position] = entry.reference.content }
    }
    return contents
  }
}

/// Amounts that formulas computed beyond whole dong, counted by column.
struct RoundedAmounts {
  private var columns: [Int: (count: Int, row: Int, title: String)] = [:]

  mutating func note(row: Int, column: Int, title: String) {
    columns[column, default: (0, row, title)].count += 1
  }

  func diagnostics(in grid: SheetGrid) -> [Diagnostic] {
    columns.sorted { $0.key < $1.key }.map { column, entry in
      grid.diagnostic(
        SheetPhrases.rounded(entry.count), severity: .warning, row: entry.row, column: column, title: entry.title)
    }
  }
}

extension ScenarioTable {
  /// Names that its sheet in a workbook may have.
  public var sheetNames: [String] {
    switch self {
    case .projects: ["projects", "Dự án", "Danh sách dự án"]
    case .allocations: ["allocations", "Phân bổ", "Phân bổ vốn"]
    case .portfolio: ["portfolio", "Danh mục", "Danh mục dự án"]
    case .sources: ["sources", "Nguồn vốn"]
    case .activities: ["activities", "Công việc"]
    case .drivers: ["drivers", "Rủi ro"]
    case .actuals: ["actuals", "Giải ngân", "Giải ngân theo tháng"]
    case .particulars: ["particulars", "Thông tin dự án"]
    case .settlement: ["settlement", "Quyết toán", "Quyết toán niên độ"]
    case .advances: ["advances", "Tạm ứng"]
    }
  }

  init?(sheetNamed name: String) {
    let written = HeaderName(name)
    guard let table = Self.allCases.first(where: { $0.sheetNames.contains { HeaderName($0) == written } }) else {
      return nil
    }
    self = table
  }
}
