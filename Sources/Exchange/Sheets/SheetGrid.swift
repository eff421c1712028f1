import Workbook

/// The cells of a sheet, or of a table of delimited text, wherever in it a table begins.
struct SheetGrid {
  struct Cell {
    /// Counted from 1.
    let column: Int
    let value: Workbook.Value
    /// Whether a formula gave the value.
    let isFormula: Bool
  }

  struct Row {
    /// Counted from 1.
    let number: Int
    /// Those with a value or a formula, by ascending column.
    let cells: [Cell]

    subscript(column: Int) -> Cell? {
      // Rows of a list have a few dozen cells.
      cells.first { $0.column == column }
    }

    /// Empty where there is no such cell.
    func text(_ column: Int, style: NumberStyle) -> String { self[column]?.text(style: style) ?? "" }
  }

  /// As users know it, for places in messages.
  let file: String
  /// Nil for delimited text, which has no sheets.
  let sheet: String?
  /// Rows with content, by ascending number.
  let rows: [Row]
  let mergedAreas: [CellArea]
  /// Numbers of the rows that the sheet does not show.
  private(set) var hiddenRows: Set<Int> = []

  init(file: String, sheet: String?, rows: [Row], mergedAreas: [CellArea]) {
    self.file = file
    self.sheet = sheet
    self.rows = rows
    self.mergedAreas = mergedAreas
  }

  /// `encoding` is that of texts from before Unicode, which are converted.
  init(_ sheet: Workbook.Sheet, of file: String, encoding: LegacyEncoding? = nil) {
    self.file = file
    // Delimited text has a sheet without a name.
    self.sheet = sheet.name.isEmpty ? nil : sheet.name
    rows = sheet.rows.map { row in
      Row(
        number: row.number,
        cells: row.cells.map { cell in
          var value = cell.value
          if let encoding, let text = cell.text { value = .text(encoding.converted(text)) }
          return Cell(column: cell.column, value: value, isFormula: cell.isFormula)
        })
    }
    mergedAreas = sheet.mergedAreas
    hiddenRows = Set(sheet.rows.lazy.filter(\.isHidden).map(\.number))
  }

  /// Delimited text: every filled cell holds text; throws where the bytes are no such table.
  ///
  /// Without a delimiter, it is the one that the table itself shows.
  init(delimited bytes: [UInt8], file: String, delimiter: UInt8? = nil) throws(CSVDefect) {
    var csv = try CSVTable(bytes, delimiter: delimiter)
    var rows: [Row] = []
    while try csv.advance() {
      let cells = csv.cells.enumerated().compactMap { index, cell -> Cell? in
        let text = TableText.string(TableText.trimmed(csv.contents(cell)))
        return text.isEmpty ? nil : Cell(column: index + 1, value: .text(text), isFormula: false)
      }
      rows.append(Row(number: csv.row, cells: cells))
    }
    self.file = file
    sheet = nil
    self.rows = rows
    mergedAreas = []
  }

  /// Such as `F7`; nil outside of a sheet.
  static func reference(row: Int, column: Int) -> String? { CellReference(row: row, column: column)?.description }

  /// The place of a cell with what is said about it.
  func diagnostic(
    _ phrase: Phrase, severity: Diagnostic.Severity = .error, row: Int? = nil, column: Int? = nil,
    title: String? = nil, found: String? = nil
  ) -> Diagnostic {
    var diagnostic = phrase.diagnostic(severity: severity, file: file, row: row, column: title, found: found)
    diagnostic.sheet = sheet
    if sheet != nil, let row, let column { diagnostic.cell = Self.reference(row: row, column: column) }
    return diagnostic
  }
}

extension Workbook.Cell {
  /// The text of a cell that holds one.
  var text: String? { if case .text(let text) = value { text } else { nil } }

  var isNumber: Bool { if case .number = value { true } else { false } }
}

extension SheetGrid.Cell {
  /// What stands in place of the value of a formula that has never been computed.
  static let uncomputed = "#FORMULA"

  /// The value as a table of delimited text in this style would state it, with one space for line breaks; dates as `2026-06-30`.
  ///
  /// Numbers are as a spreadsheet program shows them in a wide cell, exact to 15 digits and without anything between thousands.
  func text(style: NumberStyle) -> String {
    switch value {
    case .empty: isFormula ? Self.uncomputed : ""
    case .text(let text): TableText.string(TableText.trimmed(Array(text.utf8)[...]))
    case .number(let number):
      switch style {
      case .plain: number.shownText
      case .vietnamese: number.shownText.replacing(".", with: ",")
      }
    case .date(let date): Self.written(date)
    case .boolean(let flag): flag ? "true" : "false"
    case .error(let text): text
    }
  }

  var isNumber: Bool {
    if case .number = value { true } else { false }
  }

  private static func written(_ date: Workbook.DateTime) -> String {
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(date.year)-\(padded(date.month))-\(padded(date.day))"
  }
}
