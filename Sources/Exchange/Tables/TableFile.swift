import Portfolio
import Rulebook

/// What the cells of a table are read with.
struct TableContext {
  var reader: CellReader
  /// Nil when the scenario does not say.
  var fiscalYear: FiscalYear?
  /// Whether the scenario declares its number style, so that nothing about it is doubtful.
  var declaresStyle: Bool
  var log: ScenarioLog
  /// Cells set in place of the file's; nil when none are.
  var settings: TableSettings? = nil
  /// Added to row numbers where the rows are not of a file.
  var firstRow = 0
}

/// A table whose header has been understood, read row by row.
struct TableFile {
  let shape: TableShape
  private var csv: CSVTable
  private var hasWarnedOfUnnamed = false
  /// False when the table could not be read to its end.
  private(set) var isComplete = true

  /// Nil, after a report, when the bytes are no table or a required column is missing.
  init?(bytes: [UInt8], file: String, table: ScenarioTable, context: TableContext) {
    var csv: CSVTable
    do throws(CSVDefect) {
      csv = try CSVTable(bytes)
      guard try csv.advance() else { throw CSVDefect(.empty) }
    } catch {
      let row = error.kind == .empty ? nil : error.row
      context.log.report(TablePhrases.phrase(of: error.kind).diagnostic(file: file, row: row))
      return nil
    }
    let names = csv.cells.map { TableText.string(TableText.trimmed(csv.contents($0))) }
    let header = TableHeader(names: names, table: table, fiscalYear: context.fiscalYear, unit: context.reader.unit)
    for finding in header.findings {
      context.log.report(
        finding.phrase.diagnostic(
          severity: finding.severity, file: file, row: csv.row, column: finding.column, found: finding.found))
    }
    guard header.isUsable else { return nil }
    self.csv = csv
    shape = TableShape(table: table, file: file, header: header, context: context)
  }

  /// The next row that holds anything; nil at the end or where the file cannot be read further.
  mutating func nextRow() -> TableRow? {
    do throws(CSVDefect) {
      while try csv.advance() {
        var row = TableRow(shape: shape, csv: csv)
        guard row.isFilled else { continue }
        row.takeSettings()
        warnOfUnnamed(row)
        row.checkLength()
        return row
      }
      shape.reportDoubtfulStyle()
    } catch {
      isComplete = false
      let column = error.cell.flatMap { shape.headers.indices.contains($0) ? shape.headers[$0] : nil }
      shape.log.report(
        TablePhrases.phrase(of: error.kind).diagnostic(file: shape.file, row: error.row, column: column))
    }
    return nil
  }

  /// Whether its rows are of no file.
  var isAdded: Bool { shape.firstRow >= TableRow.firstAdded }

  /// No more than this many rows can follow.
  var largestRowCount: Int { csv.largestRowCount }

  private mutating func warnOfUnnamed(_ row: TableRow) {
    guard !hasWarnedOfUnnamed, !shape.unnamed.isEmpty,
      let (position, cell) = shape.unnamed.lazy.compactMap({ at in row.cell(at: at).map { (at, $0) } }).first
    else { return }
    hasWarnedOfUnnamed = true
    shape.log.report(
      TablePhrases.unnamedColumn(position + 1).diagnostic(
        severity: .warning, file: shape.file, row: csv.row, found: TableText.string(cell)))
  }
}

/// What the header of a table says, shared by its rows.
final class TableShape {
  let table: ScenarioTable
  let file: String
  /// Header names as they stand in the file.
  let headers: [String]
  fileprivate let unnamed: [Int]
  /// The position of each column in a record, by raw value.
  private let positions: [Int?]
  private let context: TableContext
  /// The first amount with one full stop and three digits after it, while there is none with another number of digits.
  private var doubtful: (row: Int, column: Column, text: String)?
  private var hasOtherDecimals = false
  /// Cells that are set in place of the file's, by row and raw value of the column.
  private var given: [Int: [Int: TableSettings.Given]] = [:]

  fileprivate init(table: ScenarioTable, file: String, header: TableHeader, context: TableContext) {
    self.table = table
    self.file = file
    self.context = context
    headers = header.names
    positions = header.positions
    unnamed = header.unnamed
  }

  var log: ScenarioLog { context.log }
  /// Of amounts in messages.
  var unit: MoneyUnit { context.reader.unit ?? .dong }
  fileprivate var reader: CellReader { context.reader }

  /// The header of a column as the user wrote it, or its key when the table has no such column.
  func header(of column: Column) -> String {
    if let position = positions[column.rawValue] { return headers[position] }
    return table.entries.first { $0.column == column }?.reference.key ?? ""
  }

  func has(_ column: Column) -> Bool { positions[column.rawValue] != nil }

  func report(_ phrase: Phrase, row: Int?, column: Column? = nil, found: String? = nil) {
    guard let row, let given = given[row] else {
      let isOfFile = row.map { $0 < TableRow.firstAdded } ?? true
      log.report(
        phrase.diagnostic(
          file: file, row: isOfFile ? row : nil, column: column.map { header(of: $0) }, found: found))
      return
    }
    if let column, let own = given[column.rawValue] {
      let text = String(decoding: own.cell, as: UTF8.self)
      own.setting.report(phrase, found: found ?? (text.isEmpty ? nil : text), to: log)
    } else {
      // What is wrong with another cell of the row follows from what has been set.
      let places = Set(given.values.map(\.setting.place)).sorted().joined(separator: "; ")
      log.report(phrase.diagnostic(file: places, column: column.map { header(of: $0) }, found: found))
    }
  }

  fileprivate var settings: TableSettings? { context.settings }
  fileprivate var firstRow: Int { context.firstRow }

  fileprivate func note(_ given: [Int: TableSettings.Given], row: Int) { self.given[row] = given }

  fileprivate func position(of column: Column) -> Int? { positions[column.rawValue] }

  /// Whether a required column lies beyond the end of a short record.
  fileprivate func isRequiredColumn(beyond count: Int) -> Bool {
    table.entries.contains { entry in
      guard entry.reference.isRequired, let position = positions[entry.column.rawValue] else { return false }
      return position >= count
    }
  }

  /// Notes amounts that a plain and a Vietnamese reader would take for different numbers, such as 1.234.
  fileprivate func watch(_ cell: ArraySlice<UInt8>, row: Int, column: Column) {
    guard !context.declaresStyle, !hasOtherDecimals, let point = cell.lastIndex(of: UInt8(ascii: ".")) else { return }
    let whole = cell[..<point]
    guard TableText.digits(whole) != nil, TableText.digits(cell[point...].dropFirst()) != nil else { return }
    if cell.endIndex - point == 4, (1...3).contains(whole.count), whole.first != UInt8(ascii: "0") {
      if doubtful == nil { doubtful = (row, column, TableText.string(cell)) }
    } else {
      hasOtherDecimals = true
    }
  }

  fileprivate func reportDoubtfulStyle() {
    guard let doubtful, !hasOtherDecimals else { return }
    log.report(
      CellPhrases.doubtfulStyle.diagnostic(
        severity: .warning, file: file, row: doubtful.row, column: header(of: doubtful.column), found: doubtful.text))
  }
}

/// One row of a table; what cannot be read is reported and read as nothing.
struct TableRow {
  let shape: TableShape
  /// The line of the file on which it starts.
  let number: Int
  private let bytes: [UInt8]
  /// Without outer spaces.
  private let cells: [CSVTable.Cell]
  /// False once anything in the row has been reported as an error.
  private(set) var isSound = true
  /// By raw value of the column, cells that are set in place of the record's.
  private var given: [Int: TableSettings.Given]?

  /// Rows from here on are of no file.
  static let firstAdded = 1 << 40

  /// The record that the table read last.
  fileprivate init(shape: TableShape, csv: CSVTable) {
    self.shape = shape
    number = csv.row + shape.firstRow
    bytes = csv.bytes
    cells = csv.trimmedCells
  }

  fileprivate mutating func takeSettings() {
    guard let settings = shape.settings, let cells = settings.cells(of: self) else { return }
    given = cells
    shape.note(cells, row: number)
  }

  /// Whether any cell holds more than spaces.
  fileprivate var isFilled: Bool { cells.contains { $0.lower < $0.upper } }

  /// A row may end early where only optional cells are missing; one that is too long has shifted cells.
  fileprivate mutating func checkLength() {
    let columnCount = shape.headers.count
    if cells.count > columnCount {
      report(TablePhrases.tooManyCells(cells.count, expected: columnCount))
    } else if cells.count < columnCount, shape.isRequiredColumn(beyond: cells.count) {
      report(TablePhrases.tooFewCells(cells.count, expected: columnCount))
    }
  }

  private func cell(_ column: Column) -> ArraySlice<UInt8>? {
    if let given = given?[column.rawValue] { return given.cell.isEmpty ? nil : given.cell }
    return shape.position(of: column).flatMap { cell(at: $0) }
  }

  /// The bytes of a cell by its position in the record; nil when it is empty or beyond the end.
  fileprivate func cell(at position: Int) -> ArraySlice<UInt8>? {
    guard isFilled(at: position) else { return nil }
    let contents = CSVTable.contents(cells[position], of: bytes)
    return cells[position].hasEscapes ? TableText.trimmed(contents) : contents
  }

  func isBlank(_ column: Column) -> Bool {
    if let given = given?[column.rawValue] { return given.cell.isEmpty }
    return !(shape.position(of: column).map { isFilled(at: $0) } ?? false)
  }

  /// The code that a cell holds; empty without one.
  func code(_ column: Column) -> String { cell(column).map { TableText.string($0) } ?? "" }

  /// Whether a cell, by its position in the record, holds more than spaces; a quotation mark is more.
  private func isFilled(at position: Int) -> Bool {
    position < cells.count && cells[position].lower < cells[position].upper
  }

  /// The text of a cell for a message.
  func found(_ column: Column) -> String? { cell(column).map { String(decoding: $0.prefix(400), as: UTF8.self) } }

  /// Reports something about the row, or about one of its cells.
  mutating func report(_ phrase: Phrase, _ column: Column? = nil) {
    isSound = false
    shape.report(phrase, row: number, column: column, found: column.flatMap { found($0) })
  }

  /// The value of a cell; nil when it is empty or, after a report, cannot be read.
  mutating func value<Value>(
    _ column: Column, _ read: (CellReader, ArraySlice<UInt8>) throws(CellDefect) -> Value
  ) -> Value? {
    guard let cell = cell(column) else { return nil }
    do throws(CellDefect) {
      return try read(shape.reader, cell)
    } catch {
      report(CellPhrases.phrase(of: error), column)
      return nil
    }
  }

  /// The value of a cell that must not be empty.
  mutating func required<Value>(
    _ column: Column, _ read: (CellReader, ArraySlice<UInt8>) throws(CellDefect) -> Value
  ) -> Value? {
    checkFilled(column)
    return value(column, read)
  }

  private mutating func checkFilled(_ column: Column) {
    // A short row has been reported as a whole.
    guard isBlank(column), let position = shape.position(of: column), position < cells.count else { return }
    report(CellPhrases.phrase(of: .empty), column)
  }

  mutating func text(_ column: Column) -> String { value(column) { $0.text($1) } ?? "" }

  /// A text that many rows share.
  mutating func repeatedText(_ column: Column) -> String { value(column) { $0.repeatedText($1) } ?? "" }

  mutating func amount(_ column: Column, sign: TableColumn.Sign = .notNegative) -> Money? {
    if let cell = cell(column) { shape.watch(cell, row: number, column: column) }
    return value(column) { (reader, cell) throws(CellDefect) in try reader.amount(cell, sign: sign) }
  }

  mutating func requiredAmount(_ column: Column, sign: TableColumn.Sign = .notNegative) -> Money? {
    checkFilled(column)
    return amount(column, sign: sign)
  }

  /// Nil, too, when the scenario's number style is not known.
  mutating func share(_ column: Column) -> Double? {
    guard shape.reader.style != nil else { return nil }
    return value(column) { (reader, cell) throws(CellDefect) in try reader.share(cell) }
  }

  /// Nil, too, when the scenario's number style is not known.
  mutating func number(_ column: Column) -> Double? {
    guard shape.reader.style != nil else { return nil }
    return value(column) { (reader, cell) throws(CellDefect) in try reader.number(cell) }
  }

  mutating func requiredShare(_ column: Column) -> Double? {
    checkFilled(column)
    return share(column)
  }

  mutating func date(_ column: Column) -> Day? {
    value(column) { (reader, cell) throws(CellDefect) in try reader.date(cell) }
  }

  mutating func names(_ column: Column) -> [String] { value(column) { $0.names($1) } ?? [] }

  mutating func word<Value>(_ column: Column, of list: WordList<Value>) -> Value? {
    value(column) { (reader, cell) throws(CellDefect) in try reader.word(cell, of: list) }
  }

  mutating func requiredWord<Value>(_ column: Column, of list: WordList<Value>) -> Value? {
    required(column) { (reader, cell) throws(CellDefect) in try reader.word(cell, of: list) }
  }

  mutating func identifier(_ column: Column) -> String? {
    required(column) { (reader, cell) throws(CellDefect) in try reader.identifier(cell) }
  }

  /// An identifier that many rows share.
  mutating func repeatedIdentifier(_ column: Column) -> String? {
    required(column) { (reader, cell) throws(CellDefect) in try reader.repeatedIdentifier(cell) }
  }

  mutating func requiredText(_ column: Column) -> String? { required(column) { $0.text($1) } }
}
