/// CSV text as spreadsheets read it (RFC 4180: comma, CRLF, quotes where needed).
package struct CSVWriter {
  package enum Cell {
    case empty
    /// Text that may come from a user's file: quoted where needed and never taken for a formula.
    case text(String)
    /// A number, a date or a word of the program, without characters that need quotes.
    case plain(String)
  }

  /// Bytes gathered before they are handed on.
  package static let chunkSize = 1 << 20

  private var bytes: [UInt8] = []

  package init() {}

  /// Bytes written and not yet drained.
  package var count: Int { bytes.count }

  /// What has been written since the last call.
  package mutating func drain() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  package mutating func byteOrderMark() { bytes.append(contentsOf: [0xef, 0xbb, 0xbf]) }

  package mutating func row(_ cells: some Sequence<Cell>) {
    var isFirst = true
    for cell in cells {
      if !isFirst { bytes.append(UInt8(ascii: ",")) }
      isFirst = false
      switch cell {
      case .empty: break
      case .text(let text): append(text)
      case .plain(let text): bytes.append(contentsOf: text.utf8)
      }
    }
    bytes.append(contentsOf: [UInt8(ascii: "\r"), UInt8(ascii: "\n")])
  }

  private mutating func append(_ text: String) {
    let guarded = Self.looksLikeFormula(text) ? "'" + text : text
    let quote = UInt8(ascii: "\"")
    guard guarded.utf8.contains(where: Self.needsQuotes) else {
      bytes.append(contentsOf: guarded.utf8)
      return
    }
    bytes.append(quote)
    for byte in guarded.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "\""), UInt8(ascii: "\r"), UInt8(ascii: "\n"): true
    // Read as a separator where the list separator is a semicolon or a tab.
    case UInt8(ascii: ";"), UInt8(ascii: "\t"): true
    default: false
    }
  }

  private static func looksLikeFormula(_ text: String) -> Bool {
    switch text.utf8.first {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): true
    case UInt8(ascii: "\t"), UInt8(ascii: "\r"): true
    default: false
    }
  }
}
