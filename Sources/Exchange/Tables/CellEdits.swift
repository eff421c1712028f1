/// Changes to the cells of a table of delimited text; every other byte stays as it was.
struct CellEdits {
  private static let quote = UInt8(ascii: "\"")

  private struct Edit {
    var range: Range<Int>
    var bytes: [UInt8]
  }

  private let bytes: [UInt8]
  private let delimiter: UInt8
  private var edits: [Edit] = []

  init(_ table: CSVTable) {
    bytes = table.bytes
    delimiter = table.delimiter
  }

  /// Gives a cell of a record another content; a record that ends before it is made longer.
  ///
  /// Requires records in the order of the table, each cell once and in order, and one at most beyond a record's end.
  mutating func set(_ position: Int, of record: [CSVTable.Cell], to text: String) {
    guard position < record.count else {
      let missing = [UInt8](repeating: delimiter, count: position - record.count + 1)
      return insert(missing + field(text), at: end(of: record))
    }
    let cell = record[position]
    edits.append(Edit(range: cell.lower..<cell.upper, bytes: isQuoted(cell) ? Array(text.utf8) : field(text)))
  }

  /// Gives several cells of a record other contents, by position; a record that ends before the last of them is made longer.
  ///
  /// Requires records in the order of the table.
  mutating func set(_ texts: [Int: String], of record: [CSVTable.Cell]) {
    let positions = texts.keys.sorted()
    for position in positions where position < record.count {
      set(position, of: record, to: texts[position] ?? "")
    }
    guard let last = positions.last, last >= record.count else { return }
    insert((record.count...last).flatMap { [delimiter] + field(texts[$0] ?? "") }, at: end(of: record))
  }

  /// Makes a record longer by one empty cell.
  mutating func extend(_ record: [CSVTable.Cell]) { insert([delimiter], at: end(of: record)) }

  /// The whole text with the changes made.
  var result: [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count + edits.count * 16)
    var position = 0
    for edit in edits {
      text += bytes[position..<edit.range.lowerBound]
      text += edit.bytes
      position = edit.range.upperBound
    }
    return text + bytes[position...]
  }

  private mutating func insert(_ text: [UInt8], at place: Int) {
    edits.append(Edit(range: place..<place, bytes: text))
  }

  private func end(of record: [CSVTable.Cell]) -> Int {
    guard let last = record.last else { return 0 }
    return last.upper + (isQuoted(last) ? 1 : 0)
  }

  private func isQuoted(_ cell: CSVTable.Cell) -> Bool {
    cell.lower > 0 && bytes[cell.lower - 1] == Self.quote
  }

  private func field(_ text: String) -> [UInt8] { Self.field(text, delimiter: delimiter) }

  /// The text of a cell, with quotation marks where it needs them.
  static func field(_ text: String, delimiter: UInt8) -> [UInt8] {
    let plain = Array(text.utf8)
    let needsQuotes = plain.contains { $0 == delimiter || $0 == quote || $0 == 0x0A || $0 == 0x0D }
    guard needsQuotes else { return plain }
    return [quote] + plain.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote]
  }
}
