/// Why bytes are no table, and in which record.
struct CSVDefect: Error, Hashable {
  enum Kind: Hashable {
    case empty
    case workbook
    case utf16
    case notUTF8
    /// A byte 0, which no text holds.
    case binary
    case unclosedQuote
    case textAfterQuote
    case cellTooLong(limit: Int)
    case recordTooLong(limit: Int)
    case tooManyColumns(limit: Int)
    case tooManyRows(limit: Int)
  }

  var kind: Kind
  /// The line on which the record starts; 1 is the first of the file.
  var row: Int
  /// Position of the cell in its record, from 0; nil when the whole record or file is meant.
  var cell: Int?

  init(_ kind: Kind, row: Int = 1, cell: Int? = nil) {
    self.kind = kind
    self.row = row
    self.cell = cell
  }
}

/// The records of a table of delimited text (RFC 4180), one at a time, over bytes that are never copied.
///
/// Wider than the RFC: lines end with CR LF, LF or CR; the delimiter is the one of comma, semicolon and tab that the first
/// record holds most often; a byte-order mark is skipped; a quotation mark inside a cell that does not begin with one
/// is text. Records whose cells are all empty are skipped. Reading takes time in the length of the record and memory in
/// the number of its cells, whatever the file holds.
struct CSVTable {
  static let largestCell = 100_000
  static let largestRecord = 1_000_000
  static let largestRowCount = 5_000_000
  static let largestColumnCount = 1_000

  /// Where a cell lies in the bytes, without its outer quotation marks.
  struct Cell: Hashable {
    var lower: Int
    var upper: Int
    /// Whether it holds doubled quotation marks.
    var hasEscapes: Bool
  }

  let bytes: [UInt8]
  let delimiter: UInt8
  /// Cells of the record last read.
  private(set) var cells: [Cell] = []
  /// The line on which the record last read starts.
  private(set) var row = 0
  private var position: Int
  private var line = 1
  private var recordCount = 0
  private var highBits: UInt8 = 0

  /// Looks at the beginning of the bytes only; without a delimiter, finds it there.
  init(_ bytes: [UInt8], delimiter: UInt8? = nil) throws(CSVDefect) {
    if let kind = Self.foreignFormat(of: bytes) { throw CSVDefect(kind) }
    self.bytes = bytes
    position = bytes.starts(with: Self.byteOrderMark) ? Self.byteOrderMark.count : 0
    self.delimiter = delimiter ?? Self.delimiter(of: bytes, from: position)
  }

  /// Goes to the next record that is not empty; false at the end.
  mutating func advance() throws(CSVDefect) -> Bool {
    while position < bytes.count {
      try readRecord()
      guard cells.contains(where: { $0.lower < $0.upper }) else { continue }
      recordCount += 1
      guard recordCount <= Self.largestRowCount else {
        throw CSVDefect(.tooManyRows(limit: Self.largestRowCount), row: row)
      }
      return true
    }
    return false
  }

  /// No more than this many records can follow.
  var largestRowCount: Int {
    let lineEnds = bytes.withUnsafeBufferPointer { bytes in
      bytes.reduce(into: 0) { $0 += $1 == Self.lineFeed || $1 == Self.carriageReturn ? 1 : 0 }
    }
    return min(lineEnds + 1, Self.largestRowCount)
  }

  /// The cells of the record last read, without outer spaces; one with doubled quotation marks stays as it is.
  var trimmedCells: [Cell] {
    cells.map { cell in
      guard !cell.hasEscapes, cell.lower < cell.upper,
        TableText.mayBeSpace(first: bytes[cell.lower]) || TableText.mayBeSpace(last: bytes[cell.upper - 1])
      else { return cell }
      let bounds = TableText.trimmed(bytes[cell.lower..<cell.upper])
      return Cell(lower: bounds.startIndex, upper: bounds.endIndex, hasEscapes: false)
    }
  }

  /// The bytes of a cell, with doubled quotation marks made single.
  func contents(_ cell: Cell) -> ArraySlice<UInt8> { Self.contents(cell, of: bytes) }

  /// The bytes of a cell of a table of these bytes, with doubled quotation marks made single.
  static func contents(_ cell: Cell, of bytes: [UInt8]) -> ArraySlice<UInt8> {
    let slice = bytes[cell.lower..<cell.upper]
    guard cell.hasEscapes else { return slice }
    var plain: [UInt8] = []
    var isSecond = false
    for byte in slice {
      isSecond = byte == quote && !isSecond
      if !isSecond { plain.append(byte) }
    }
    return plain[...]
  }
}

extension CSVTable {
  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")
  private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
  static let delimiters = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]

  private static func foreignFormat(of bytes: [UInt8]) -> CSVDefect.Kind? {
    if bytes.isEmpty { return .empty }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return .utf16 }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      return .workbook
    }
    // Text of this alphabet in UTF-16 without a mark has a zero in every other byte.
    if bytes.count >= 2, bytes[0] == 0 || bytes[1] == 0 { return .utf16 }
    return nil
  }

  private static func delimiter(of bytes: [UInt8], from start: Int) -> UInt8 {
    var counts = [0, 0, 0]
    var isQuoted = false
    for byte in bytes[start...].prefix(largestRecord) {
      if byte == quote { isQuoted.toggle() }
      if isQuoted { continue }
      if byte == lineFeed || byte == carriageReturn {
        if counts != [0, 0, 0] { break }
        continue
      }
      if let index = delimiters.firstIndex(of: byte) { counts[index] += 1 }
    }
    let most = counts.indices.max { (counts[$0], $1) < (counts[$1], $0) } ?? 0
    return delimiters[most]
  }

  private mutating func readRecord() throws(CSVDefect) {
    let start = position
    row = line
    highBits = 0
    cells.removeAll(keepingCapacity: true)
    repeat {
      guard cells.count < Self.largestColumnCount else {
        throw CSVDefect(.tooManyColumns(limit: Self.largestColumnCount), row: row)
      }
      if position < bytes.count, bytes[position] == Self.quote {
        try readQuotedCell()
      } else {
        try readPlainCell()
      }
      guard position - start <= Self.largestRecord else {
        throw CSVDefect(.recordTooLong(limit: Self.largestRecord), row: row)
      }
    } while skipDelimiter()
    let end = position
    skipLineEnd()
    if highBits >= 0x80, !bytes[start..<end].isUTF8 { throw notUTF8() }
  }

  private mutating func readPlainCell() throws(CSVDefect) {
    let start = position
    let limit = min(bytes.count, start + Self.largestCell + 1)
    while position < limit {
      let byte = bytes[position]
      if byte == delimiter || byte == Self.lineFeed || byte == Self.carriageReturn { break }
      if byte == 0 { throw CSVDefect(.binary, row: row, cell: cells.count) }
      highBits |= byte
      position += 1
    }
    try append(from: start, to: position, hasEscapes: false)
  }

  private mutating func readQuotedCell() throws(CSVDefect) {
    let start = position + 1
    let limit = min(bytes.count, start + Self.largestCell + 1)
    var hasEscapes = false
    position = start
    while position < limit {
      let byte = bytes[position]
      if byte == Self.quote {
        guard position + 1 < bytes.count, bytes[position + 1] == Self.quote else { break }
        hasEscapes = true
        position += 1
      } else if byte == Self.lineFeed {
        line += 1
      } else if byte == Self.carriageReturn {
        if position + 1 >= bytes.count || bytes[position + 1] != Self.lineFeed { line += 1 }
      } else if byte == 0 {
        throw CSVDefect(.binary, row: row, cell: cells.count)
      }
      highBits |= byte
      position += 1
    }
    try append(from: start, to: min(position, bytes.count), hasEscapes: hasEscapes)
    guard position < bytes.count else { throw CSVDefect(.unclosedQuote, row: row, cell: cells.count - 1) }
    position += 1
    guard
      position == bytes.count || bytes[position] == delimiter || bytes[position] == Self.lineFeed
        || bytes[position] == Self.carriageReturn
    else { throw CSVDefect(.textAfterQuote, row: row, cell: cells.count - 1) }
  }

  private mutating func append(from lower: Int, to upper: Int, hasEscapes: Bool) throws(CSVDefect) {
    guard upper - lower <= Self.largestCell else {
      throw CSVDefect(.cellTooLong(limit: Self.largestCell), row: row, cell: cells.count)
    }
    cells.append(Cell(lower: lower, upper: upper, hasEscapes: hasEscapes))
  }

  private mutating func skipDelimiter() -> Bool {
    guard position < bytes.count, bytes[position] == delimiter else { return false }
    position += 1
    return true
  }

  private mutating func skipLineEnd() {
    guard position < bytes.count else { return }
    let isPair =
      bytes[position] == Self.carriageReturn && position + 1 < bytes.count && bytes[position + 1] == Self.lineFeed
    position += isPair ? 2 : 1
    line += 1
  }

  private func notUTF8() -> CSVDefect {
    let cell = cells.firstIndex { !bytes[$0.lower..<$0.upper].isUTF8 }
    return CSVDefect(.notUTF8, row: row, cell: cell)
  }
}

extension ArraySlice<UInt8> {
  /// Whether the bytes are well-formed UTF-8 (Unicode 15, table 3-7).
  var isUTF8: Bool {
    var index = startIndex
    while index < endIndex {
      let lead = self[index]
      index += 1
      guard lead >= 0x80 else { continue }
      let count: Int
      let second: ClosedRange<UInt8>
      switch lead {
      case 0xC2...0xDF: (count, second) = (1, 0x80...0xBF)
      case 0xE0: (count, second) = (2, 0xA0...0xBF)
      case 0xED: (count, second) = (2, 0x80...0x9F)
      case 0xE1...0xEF: (count, second) = (2, 0x80...0xBF)
      case 0xF0: (count, second) = (3, 0x90...0xBF)
      case 0xF1...0xF3: (count, second) = (3, 0x80...0xBF)
      case 0xF4: (count, second) = (3, 0x80...0x8F)
      default: return false
      }
      guard endIndex - index >= count, second.contains(self[index]) else { return false }
      for offset in 1..<count where self[index + offset] & 0xC0 != 0x80 { return false }
      index += count
    }
    return true
  }
}
