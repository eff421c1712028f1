/// A table of results, from which a CSV file and a sheet of a workbook are made.
package struct OutputTable {
  package struct Head: Hashable, Sendable {
    package var key: String
    package var kind: OutputKind
  }

  /// Of the file without its extension, and of the sheet.
  package let name: String
  package let heads: [Head]
  /// Made one at a time, as long as each of the columns.
  package let rows: AnySequence<[OutputCell]>

  package init<Rows: Sequence>(_ name: String, _ rows: Rows, _ columns: [OutputColumn<Rows.Element>]) {
    self.name = name
    heads = columns.map { Head(key: $0.key, kind: $0.kind) }
    self.rows = AnySequence(rows.lazy.map { row in columns.map { $0.cell(row) } })
  }

  /// The whole table as CSV.
  package func csv(_ mark: ForecastTables.ByteOrderMark) -> [UInt8] {
    var text: [UInt8] = []
    writeCSV(mark) { text.append(contentsOf: $0) }
    return text
  }

  /// The header and all rows as CSV, handed on in pieces of about a megabyte.
  package func writeCSV<Failure: Error>(
    _ mark: ForecastTables.ByteOrderMark, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var writer = CSVWriter()
    if mark == .present { writer.byteOrderMark() }
    writer.row(heads.lazy.map { .text($0.key) })
    for row in rows {
      writer.row(row.lazy.map { CSVWriter.Cell($0) })
      if writer.count >= CSVWriter.chunkSize { try sink(writer.drain()) }
    }
    try sink(writer.drain())
  }
}
