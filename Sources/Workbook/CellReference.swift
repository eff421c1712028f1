/// The place of a cell in its sheet, such as B7.
public struct CellReference: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The number of rows that a sheet can have.
  public static let lastRow = 1_048_576
  /// The number of columns that a sheet can have; the last is XFD.
  public static let lastColumn = 16_384

  /// Counted from 1.
  public let row: Int
  /// Counted from 1: A is 1.
  public let column: Int

  /// Nil outside A1 … XFD1048576.
  public init?(row: Int, column: Int) {
    guard (1...Self.lastRow).contains(row), (1...Self.lastColumn).contains(column) else { return nil }
    self.init(uncheckedRow: row, column: column)
  }

  init(uncheckedRow row: Int, column: Int) {
    self.row = row
    self.column = column
  }

  /// Reads text such as `B7` or `$B$7`; nil when it is none, or outside the sheet.
  public init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    self.init(bytes[...])
  }

  init?(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    var column = 0
    var row = 0
    if rest.first == UInt8(ascii: "$") { rest.removeFirst() }
    while let byte = rest.first, let letter = Self.letterNumber(byte) {
      column = column * 26 + letter
      guard column <= Self.lastColumn else { return nil }
      rest.removeFirst()
    }
    if rest.first == UInt8(ascii: "$") { rest.removeFirst() }
    guard let first = rest.first, first != UInt8(ascii: "0") else { return nil }
    for byte in rest {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      row = row * 10 + Int(byte - UInt8(ascii: "0"))
      guard row <= Self.lastRow else { return nil }
    }
    self.init(row: row, column: column)
  }

  private static func letterNumber(_ byte: UInt8) -> Int? {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): Int(byte - UInt8(ascii: "A")) + 1
    case UInt8(ascii: "a")...UInt8(ascii: "z"): Int(byte - UInt8(ascii: "a")) + 1
    default: nil
    }
  }

  /// The letters of this column; empty when the number is not that of a column.
  public static func letters(ofColumn column: Int) -> String {
    guard (1...lastColumn).contains(column) else { return "" }
    var letters: [UInt8] = []
    var rest = column
    while rest > 0 {
      letters.append(UInt8(ascii: "A") + UInt8((rest - 1) % 26))
      rest = (rest - 1) / 26
    }
    return String(decoding: letters.reversed(), as: UTF8.self)
  }

  public var description: String { "\(Self.letters(ofColumn: column))\(row)" }

  /// Row by row, and from left to right.
  public static func < (left: Self, right: Self) -> Bool { (left.row, left.column) < (right.row, right.column) }
}

/// A rectangle of cells, such as A1:C2.
public struct CellArea: Sendable, Hashable, CustomStringConvertible {
  /// The upper left cell.
  public let first: CellReference
  /// The lower right cell.
  public let last: CellReference

  /// The smallest rectangle with both cells.
  public init(_ one: CellReference, _ other: CellReference) {
    first = CellReference(uncheckedRow: min(one.row, other.row), column: min(one.column, other.column))
    last = CellReference(uncheckedRow: max(one.row, other.row), column: max(one.column, other.column))
  }

  /// Reads text such as `A1:C2` or `B7`; nil when it is none.
  public init?(_ text: some StringProtocol) {
    let corners = text.split(separator: ":", omittingEmptySubsequences: false)
    guard (1...2).contains(corners.count), let one = corners.first.flatMap({ CellReference($0) }),
      let other = corners.last.flatMap({ CellReference($0) })
    else { return nil }
    self.init(one, other)
  }

  public func contains(_ cell: CellReference) -> Bool {
    (first.row...last.row).contains(cell.row) && (first.column...last.column).contains(cell.column)
  }

  func overlaps(_ other: CellArea) -> Bool {
    first.row <= other.last.row && other.first.row <= last.row && first.column <= other.last.column
      && other.first.column <= last.column
  }

  public var description: String { first == last ? "\(first)" : "\(first):\(last)" }
}
