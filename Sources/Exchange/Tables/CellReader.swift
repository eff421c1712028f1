public import Portfolio
public import Rulebook

/// The unit in which a scenario's tables state money.
public enum MoneyUnit: String, CaseIterable, Hashable, Sendable {
  case dong
  case thousand
  case million
  case billion

  /// Decimal digits of the unit in dong: 6 for million.
  var scale: Int {
    switch self {
    case .dong: 0
    case .thousand: 3
    case .million: 6
    case .billion: 9
    }
  }

  public var name: BilingualText { PhraseText.unitName(self) }

  /// The amount that a text of this style states in this unit; nil for anything else, also below zero.
  public func amount(written text: String, style: NumberStyle) -> Money? {
    do throws(CellDefect) {
      return try CellReader(unit: self, style: style).amount(Array(text.utf8)[...], sign: .notNegative)
    } catch {
      return nil
    }
  }

  /// The digits of an amount without its sign on both sides of the decimal mark, exact; none after it for a whole number of units.
  func digits(of money: Money) -> (whole: String, fraction: String) {
    let digits = String(money.dong.magnitude)
    let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
    var fraction = padded.suffix(scale)
    while fraction.last == "0" { fraction.removeLast() }
    return (String(padded.dropLast(scale)), String(fraction))
  }

  /// The amount as a cell of a table of this style states it, exact, with nothing between thousands.
  func text(_ money: Money, style: NumberStyle) -> String {
    let (whole, fraction) = digits(of: money)
    let mark =
      switch style {
      case .plain: "."
      case .vietnamese: ","
      }
    return (money < .zero ? "-" : "") + whole + (fraction.isEmpty ? "" : mark + fraction)
  }
}

/// How a scenario's tables write numbers.
public enum NumberStyle: String, CaseIterable, Hashable, Sendable {
  /// 1234567.89: a decimal point, nothing between thousands.
  case plain
  /// 1.234.567,89: a decimal comma, full stops between thousands or nothing.
  case vietnamese
}

/// Why the text of a cell is not what its column holds.
enum CellDefect: Error, Hashable {
  case empty
  case notANumber(NumberStyle)
  /// NaN, infinity, or an error value of a spreadsheet such as #N/A.
  case notFinite
  /// 1e5, 1.2E+10.
  case exponent
  /// Written the Vietnamese way where the plain way is declared.
  case vietnameseNumber
  /// 1,234,567.89 where the plain way is declared.
  case commasBetweenThousands
  /// Written the plain way where the Vietnamese way is declared.
  case plainNumber
  case notWholeDong(MoneyUnit)
  case amountTooLarge(MoneyUnit)
  case negativeAmount
  case negativeNumber
  case numberTooLarge
  case shareOutside
  case notWholeNumber
  case wholeNumberOutside(ClosedRange<Int>)
  case notADate
  case noSuchDate
  case notAMonth
  case unknownWord([TableWord])
  /// A, B or C where completed, carry-over … are expected.
  case sizeClassAsGroup
  case identifierTooLong(limit: Int)
}

/// Turns the bytes of a cell, already without outer spaces and not empty, into values.
///
/// Money never passes through floating point.
struct CellReader {
  static let longestIdentifier = 200
  private static let longestNumber = 60
  private static let largestNumber = 1e15

  /// Nil when the scenario does not say: amounts are then read as zero.
  var unit: MoneyUnit?
  /// Nil when the scenario does not say in a usable way: amounts are then read as zero, other numbers not at all.
  var style: NumberStyle?

  /// What many rows say, over all tables read with this reader and its copies.
  let pool = TextPool()

  init(unit: MoneyUnit?, style: NumberStyle?) {
    self.unit = unit
    self.style = style
  }

  func text(_ cell: ArraySlice<UInt8>) -> String { TableText.string(cell) }

  func repeatedText(_ cell: ArraySlice<UInt8>) -> String { TableText.isPlain(cell) ? pool.text(cell) : text(cell) }

  func identifier(_ cell: ArraySlice<UInt8>) throws(CellDefect) -> String { try bounded(text(cell), cell) }

  func repeatedIdentifier(_ cell: ArraySlice<UInt8>) throws(CellDefect) -> String {
    try bounded(repeatedText(cell), cell)
  }

  private func bounded(_ text: String, _ cell: ArraySlice<UInt8>) throws(CellDefect) -> String {
    // Counting characters takes long, and there are never more of them than bytes.
    guard cell.count <= Self.longestIdentifier || text.count <= Self.longestIdentifier else {
      throw .identifierTooLong(limit: Self.longestIdentifier)
    }
    return text
  }

  func names(_ cell: ArraySlice<UInt8>) -> [String] {
    cell.split(separator: UInt8(ascii: ";")).compactMap { part in
      let name = TableText.trimmed(part)
      return name.isEmpty ? nil : TableText.string(name)
    }
  }

  func word<Value>(_ cell: ArraySlice<UInt8>, of list: WordList<Value>) throws(CellDefect) -> Value {
    guard let value = list[TableText.string(cell)] else { throw .unknownWord(list.words) }
    return value
  }

  func group(_ cell: ArraySlice<UInt8>) throws(CellDefect) -> ProjectGroup {
    let text = TableText.string(cell)
    if let group = TableWords.group[text] { return group }
    throw TableWords.sizeClass[text] == nil ? .unknownWord(TableWords.group.words) : .sizeClassAsGroup
  }

  func amount(_ cell: ArraySlice<UInt8>, sign: TableColumn.Sign) throws(CellDefect) -> Money {
    guard let style else { return .zero }
    if let unit, let count = TableText.digits(cell), count <= Money.largestInput.dong {
      return try Numeral.money(of: Int64(count), unit: unit)
    }
    let numeral = try Numeral(cell, style: style)
    if numeral.isNegative, sign == .notNegative, !numeral.isZero { throw .negativeAmount }
    guard let unit else { return .zero }
    return try numeral.money(in: unit)
  }

  /// A finite number of at least zero.
  func number(_ cell: ArraySlice<UInt8>) throws(CellDefect) -> Double {
    // Below 2⁵³, so that the number is exact.
    if let count = TableText.digits(cell), Double(count) <= Self.largestNumber { return Double(count) }
    let numeral = try Numeral(cell, style: style ?? .plain)
    guard !numeral.isNegative || numeral.isZero else { throw .negativeNumber }
    guard let value = Double(numeral.plainText), value <= Self.largestNumber else { throw .numberTooLarge }
    return value
  }

  /// 0…1, also written 0 %…100 %.
  func share(_ cell: ArraySlice<UInt8>) throws(CellDefect) -> Double {
    let isPercent = cell.last == UInt8(ascii: "%")
    let numeral = try Numeral(isPercent ? TableText.trimmed(cell.dropLast()) : cell, style: style ?? .plain)
    // The exponent keeps the value correctly rounded: 33.3 % is the double nearest to 0.333.
    guard let value = Double(numeral.plainText + (isPercent ? "e-2" : "")), value <= 1,
      !numeral.isNegative || value == 0
    else { throw .shareOutside }
    return value
  }

  func wholeNumber(_ cell: ArraySlice<UInt8>, in range: ClosedRange<Int>) throws(CellDefect) -> Int {
    guard cell.count <= Self.longestNumber, let value = TableText.digits(cell, signed: true) else {
      throw .notWholeNumber
    }
    guard range.contains(value) else { throw .wholeNumberOutside(range) }
    return value
  }

  /// 2026-06-30 or 30/06/2026.
  func date(_ cell: ArraySlice<UInt8>) throws(CellDefect) -> Day {
    let isSlashed = cell.contains(UInt8(ascii: "/"))
    let parts = cell.split(
      separator: UInt8(ascii: isSlashed ? "/" : "-"), maxSplits: 3, omittingEmptySubsequences: false)
    guard parts.count == 3 else { throw .notADate }
    let (yearPart, dayPart) = isSlashed ? (parts[2], parts[0]) : (parts[0], parts[2])
    guard yearPart.count == 4, isSlashed || (parts[1].count == 2 && dayPart.count == 2), parts[1].count <= 2,
      dayPart.count <= 2, let year = TableText.digits(yearPart), let month = TableText.digits(parts[1]),
      let dayOfMonth = TableText.digits(dayPart)
    else { throw .notADate }
    guard let day = Day(year: year, month: month, day: dayOfMonth) else { throw .noSuchDate }
    return day
  }

  /// 2026-03 or 03/2026.
  func month(_ cell: ArraySlice<UInt8>) throws(CellDefect) -> (year: Int, month: Int) {
    let isSlashed = cell.contains(UInt8(ascii: "/"))
    let parts = cell.split(
      separator: UInt8(ascii: isSlashed ? "/" : "-"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw .notAMonth }
    let (yearPart, monthPart) = isSlashed ? (parts[1], parts[0]) : (parts[0], parts[1])
    guard yearPart.count == 4, (1...2).contains(monthPart.count), let year = TableText.digits(yearPart),
      let month = TableText.digits(monthPart), (1...12).contains(month)
    else { throw .notAMonth }
    return (year, month)
  }
}

/// Text of tables, byte by byte.
enum TableText {
  /// Without spaces, no-break spaces and invisible marks at both ends.
  static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    while let count = leadingSpace(of: rest) { rest = rest.dropFirst(count) }
    while let count = trailingSpace(of: rest) { rest = rest.dropLast(count) }
    return rest
  }

  /// Composed (NFC), with control characters and line breaks made spaces.
  static func string(_ bytes: ArraySlice<UInt8>) -> String {
    if isPlain(bytes) { return String(decoding: bytes, as: UTF8.self) }
    var text = String(decoding: bytes, as: UTF8.self)
    // Combining marks U+0300…U+036F, and nothing else of this alphabet, begin with these bytes.
    if bytes.contains(where: { $0 == 0xCC || $0 == 0xCD }) { text = HeaderName.composed(text) }
    guard bytes.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
    return text.split { $0.isNewline || $0.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F } }
      .joined(separator: " ")
  }

  /// Whether UTF-8 stands for itself: without control characters and certainly composed.
  static func isPlain(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0xCC && $0 != 0xCD }
  }

  /// The number that digits spell; nil for anything else or above 18 digits.
  static func digits(_ bytes: ArraySlice<UInt8>, signed: Bool = false) -> Int? {
    let isNegative = signed && bytes.first == UInt8(ascii: "-")
    let digits = isNegative ? bytes.dropFirst() : bytes
    guard (1...18).contains(digits.count) else { return nil }
    var value = 0
    for byte in digits {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return isNegative ? -value : value
  }

  private static let spaces: [[UInt8]] = [
    [0x20], [0x09], [0x0A], [0x0D], [0xC2, 0xA0], [0xE2, 0x80, 0x8B], [0xE2, 0x80, 0xAF], [0xEF, 0xBB, 0xBF],
  ]

  /// Whether one of ``spaces`` begins with this byte.
  static func mayBeSpace(first byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, 0xC2, 0xE2, 0xEF: true
    default: false
    }
  }

  /// Whether one of ``spaces`` ends with this byte.
  static func mayBeSpace(last byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x8B, 0xAF, 0xBF: true
    default: false
    }
  }

  private static func leadingSpace(of bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first, mayBeSpace(first: first) else { return nil }
    return spaces.first { bytes.starts(with: $0) }?.count
  }

  private static func trailingSpace(of bytes: ArraySlice<UInt8>) -> Int? {
    guard let last = bytes.last, mayBeSpace(last: last) else { return nil }
    return spaces.first { bytes.suffix($0.count).elementsEqual($0) }?.count
  }
}
