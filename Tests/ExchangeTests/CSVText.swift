import Testing

/// An independent reader of RFC 4180, enough for what the program writes.
enum CSVText {
  static func rows(_ bytes: [UInt8]) throws -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var previous: UInt8?
    for byte in bytes {
      defer { previous = byte }
      switch (byte, isQuoted) {
      case (UInt8(ascii: "\""), _):
        // The second of two quotes, which stand for one.
        if !isQuoted, previous == byte { cell.append(byte) }
        isQuoted.toggle()
      case (UInt8(ascii: ","), false):
        row.append(String(decoding: cell, as: UTF8.self))
        cell = []
      case (UInt8(ascii: "\n"), false):
        row.append(String(decoding: cell.dropLast(), as: UTF8.self))
        rows.append(row)
        (row, cell) = ([], [])
      default: cell.append(byte)
      }
    }
    return rows
  }

  /// Rows by the names of their columns.
  static func table(_ bytes: [UInt8]) throws -> [[String: String]] {
    let all = try rows(bytes)
    let header = try #require(all.first)
    for row in all { try #require(row.count == header.count) }
    return all.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
  }
}
