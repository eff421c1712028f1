import Rulebook
import Workbook

/// Tables of results as an .xlsx workbook: what run they come from, a sheet for each table, and what the columns mean.
package struct OutputWorkbook {
  /// Of the file, for messages.
  private let name: String
  private let run: [RunFact]
  private let tables: [OutputTable]
  private let rowLimit: Int

  /// Rows below the header of a sheet.
  package static let largestRowCount = CellReference.lastRow - 1
  private static let runSheet = "run"
  private static let columnSheet = "columns"

  /// - Parameter rowLimit: rows below the header after which a table goes on in a further sheet.
  package init(_ name: String, run: [RunFact], tables: [OutputTable], rowLimit: Int = largestRowCount) {
    self.name = name
    self.run = run
    self.tables = tables
    self.rowLimit = max(1, min(rowLimit, Self.largestRowCount))
  }

  /// The file; the same tables give the same bytes.
  package func encode() throws(OutputError) -> [UInt8] {
    do throws(WorkbookWriterError) {
      var writer = WorkbookWriter()
      for table in [runTable] + tables + [columnTable] { try append(table, to: &writer) }
      return try writer.finish()
    } catch {
      throw OutputError(name, .workbook(error))
    }
  }

  /// The table as a sheet, or as several with the same header where it has more rows than one holds.
  private func append(_ table: OutputTable, to writer: inout WorkbookWriter) throws(WorkbookWriterError) {
    let sheet = OutputSheet(table: table)
    var rest = table.rows.makeIterator()
    let sample = Self.take(OutputSheet.sampleSize, from: &rest)
    let layout = sheet.layout(sample: sample)
    var (part, room) = (1, rowLimit)
    try writer.beginSheet(named: table.name, layout: layout)
    try writer.append(row: sheet.header)
    for row in [AnySequence(sample), AnySequence(IteratorSequence(rest))].joined() {
      if room == 0 {
        (part, room) = (part + 1, rowLimit)
        try writer.beginSheet(named: "\(table.name) (\(part))", layout: layout)
        try writer.append(row: sheet.header)
      }
      try writer.append(row: sheet.cells(of: row))
      room -= 1
    }
  }

  private static func take(
    _ count: Int, from rows: inout AnySequence<[OutputCell]>.Iterator
  ) -> [[OutputCell]] {
    var taken: [[OutputCell]] = []
    while taken.count < count, let row = rows.next() { taken.append(row) }
    return taken
  }

  private var runTable: OutputTable {
    OutputTable(Self.runSheet, run, [.id("key") { $0.key }, OutputColumn("value", .fact) { $0.value }])
  }

  private var columnTable: OutputTable {
    let keys =
      run.map { (Self.runSheet, $0.key) } + tables.flatMap { table in table.heads.map { (table.name, $0.key) } }
    let rows = keys.compactMap { table, key in
      ColumnMeaning.text(of: key, in: table).map { (sheet: table, key: key, meaning: $0) }
    }
    return OutputTable(
      Self.columnSheet, rows,
      [
        .id("sheet") { $0.sheet }, .id("column") { $0.key }, .sentence("vi") { $0.meaning.vi },
        .sentence("en") { $0.meaning.en },
      ])
  }
}
