import Portfolio

/// A column of a table that is written: its header and what it takes from a row.
struct OutputColumn<Row> {
  var name: String
  var cell: (Row) -> CSVWriter.Cell

  init(_ name: String, _ cell: @escaping (Row) -> CSVWriter.Cell) {
    self.name = name
    self.cell = cell
  }
}

/// Tables of columns, handed on in pieces of about a megabyte.
enum OutputTable {
  /// The header and all rows.
  static func write<Rows: Sequence, Failure: Error>(
    _ rows: Rows, _ columns: [OutputColumn<Rows.Element>], _ mark: ForecastTables.ByteOrderMark,
    _ sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    var writer = started(columns, mark)
    try append(rows, columns, to: &writer, sink)
    try sink(writer.drain())
  }

  /// A writer that has written the header.
  static func started<Row>(_ columns: [OutputColumn<Row>], _ mark: ForecastTables.ByteOrderMark) -> CSVWriter {
    var writer = CSVWriter()
    if mark == .present { writer.byteOrderMark() }
    writer.row(columns.lazy.map { .text($0.name) })
    return writer
  }

  static func append<Rows: Sequence, Failure: Error>(
    _ rows: Rows, _ columns: [OutputColumn<Rows.Element>], to writer: inout CSVWriter,
    _ sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    for row in rows {
      writer.row(columns.lazy.map { $0.cell(row) })
      if writer.count >= CSVWriter.chunkSize { try sink(writer.drain()) }
    }
  }
}

extension CSVWriter.Cell {
  static func amount(_ money: Money) -> Self { .plain("\(money.dong)") }
  static func amount(_ money: Money?) -> Self { money.map { amount($0) } ?? .empty }
  static func count(_ number: Int) -> Self { .plain("\(number)") }
  static func share(_ value: Double) -> Self { value.isFinite ? .plain("\(value)") : .empty }
  static func share(_ value: Double?) -> Self { value.map { share($0) } ?? .empty }
  static func day(_ day: Day?) -> Self { day.map { .plain($0.description) } ?? .empty }
  static func flag(_ flag: Bool) -> Self { .plain(flag ? "yes" : "no") }
}
