import Portfolio

/// A decimal number as written, exact.
struct Numeral {
  private(set) var isNegative = false
  /// Digits before the decimal mark, without leading zeros.
  private var whole: [UInt8] = []
  /// Digits after the decimal mark, without trailing zeros.
  private var fraction: [UInt8] = []

  private static let longest = 60
  private static let point = UInt8(ascii: ".")
  private static let comma = UInt8(ascii: ",")
  private static let zero = UInt8(ascii: "0")

  /// Reads a number of the declared style; throws what it looks like instead.
  init(_ text: ArraySlice<UInt8>, style: NumberStyle) throws(CellDefect) {
    guard text.count <= Self.longest else { throw .notANumber(style) }
    let unsigned = Self.withoutSign(text)
    let marks = Self.marks(of: style)
    guard let parts = Self.parts(of: unsigned.digits, decimal: marks.decimal, thousands: marks.thousands) else {
      throw Self.defect(of: unsigned.digits, style: style)
    }
    isNegative = unsigned.isNegative
    whole = Array(parts.whole.drop { $0 == Self.zero })
    fraction = Array(parts.fraction)
    while fraction.last == Self.zero { fraction.removeLast() }
  }

  var isZero: Bool { whole.isEmpty && fraction.isEmpty }

  /// With a decimal point and nothing else.
  var plainText: String {
    let digits = (whole.isEmpty ? [Self.zero] : whole) + (fraction.isEmpty ? [] : [Self.point] + fraction)
    return (isNegative ? "-" : "") + String(decoding: digits, as: UTF8.self)
  }

  /// The amount that so many units are, to the dong.
  func money(in unit: MoneyUnit) throws(CellDefect) -> Money {
    guard fraction.count <= unit.scale else { throw .notWholeDong(unit) }
    var dong: Int64 = 0
    for digit in whole + fraction + repeatElement(Self.zero, count: unit.scale - fraction.count) {
      // Far below the largest Int64, so that the next digit cannot overflow.
      guard dong <= Money.largestInput.dong else { throw .amountTooLarge(unit) }
      dong = dong * 10 + Int64(digit - Self.zero)
    }
    guard dong <= Money.largestInput.dong else { throw .amountTooLarge(unit) }
    return Money(dong: isNegative ? -dong : dong)
  }

  /// A whole number of units, none below zero.
  static func money(of count: Int64, unit: MoneyUnit) throws(CellDefect) -> Money {
    let factors: [Int64] = [1, 1_000, 1_000_000, 1_000_000_000]
    let (dong, overflow) = count.multipliedReportingOverflow(by: factors[unit.scale / 3])
    guard !overflow, dong <= Money.largestInput.dong else { throw .amountTooLarge(unit) }
    return Money(dong: dong)
  }

  private static func marks(of style: NumberStyle) -> (decimal: UInt8, thousands: UInt8?) {
    switch style {
    case .plain: (point, nil)
    case .vietnamese: (comma, point)
    }
  }

  private static func withoutSign(_ text: ArraySlice<UInt8>) -> (isNegative: Bool, digits: ArraySlice<UInt8>) {
    if text.first == UInt8(ascii: "-") { return (true, text.dropFirst()) }
    // The minus sign proper, U+2212.
    if text.starts(with: [0xE2, 0x88, 0x92]) { return (true, text.dropFirst(3)) }
    if text.first == UInt8(ascii: "+") { return (false, text.dropFirst()) }
    return (false, text)
  }

  /// The digits on both sides of the decimal mark; nil when the text is not of this style.
  private static func parts(
    of text: ArraySlice<UInt8>, decimal: UInt8, thousands: UInt8?
  ) -> (whole: [UInt8], fraction: ArraySlice<UInt8>)? {
    let sides = text.split(separator: decimal, maxSplits: 1, omittingEmptySubsequences: false)
    guard let left = sides.first, let whole = wholeDigits(of: left, thousands: thousands) else { return nil }
    guard sides.count == 2 else { return (whole, []) }
    guard !sides[1].isEmpty, sides[1].allSatisfy(isDigit) else { return nil }
    return (whole, sides[1])
  }

  private static func wholeDigits(of text: ArraySlice<UInt8>, thousands: UInt8?) -> [UInt8]? {
    guard let thousands, text.contains(thousands) else {
      return !text.isEmpty && text.allSatisfy(isDigit) ? Array(text) : nil
    }
    let groups = text.split(separator: thousands, omittingEmptySubsequences: false)
    guard let first = groups.first, (1...3).contains(first.count), first.first != zero,
      groups.dropFirst().allSatisfy({ $0.count == 3 }), groups.allSatisfy({ $0.allSatisfy(isDigit) })
    else { return nil }
    return Array(groups.joined())
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= zero && byte <= UInt8(ascii: "9") }

  private static func defect(of text: ArraySlice<UInt8>, style: NumberStyle) -> CellDefect {
    let word = String(decoding: text, as: UTF8.self).lowercased()
    if ["nan", "inf", "infinity", "∞"].contains(word) || word.first == "#" { return .notFinite }
    if isExponential(text) { return .exponent }
    switch style {
    case .plain:
      if parts(of: text, decimal: point, thousands: comma) != nil, text.count(where: { $0 == comma }) != 1 {
        return .commasBetweenThousands
      }
      return parts(of: text, decimal: comma, thousands: point) == nil ? .notANumber(style) : .vietnameseNumber
    case .vietnamese:
      return parts(of: text, decimal: point, thousands: comma) == nil ? .notANumber(style) : .plainNumber
    }
  }

  private static func isExponential(_ text: ArraySlice<UInt8>) -> Bool {
    let sides = text.split(maxSplits: 1, omittingEmptySubsequences: false) { $0 | 0x20 == UInt8(ascii: "e") }
    guard sides.count == 2, let first = sides[0].first, isDigit(first), !sides[1].isEmpty else { return false }
    return sides[0].allSatisfy { isDigit($0) || $0 == point || $0 == comma }
      && withoutSign(sides[1]).digits.allSatisfy(isDigit)
  }
}
