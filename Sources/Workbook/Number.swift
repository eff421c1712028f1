extension Workbook {
  /// A number as the file writes it, and the nearest that a `Double` can hold.
  public struct Number: Sendable, Equatable {
    /// Decimal text as it stands in the file, such as `1234.5599999999999` or `1.5E-3`.
    public let text: String
    public let value: Double

    /// Nil when the text is no decimal number (XML Schema `double` without INF and NaN), too long or out of range.
    public init?(_ text: some StringProtocol) { self.init(Array(text.utf8)[...]) }

    private static let longest = 320

    init?(_ bytes: ArraySlice<UInt8>) {
      guard bytes.count <= Self.longest, let parts = DecimalParts(bytes) else { return nil }
      let text = String(decoding: bytes, as: UTF8.self)
      guard let value = parts.exactValue ?? Double(text), value.isFinite, value != 0 || parts.isZero else { return nil }
      self.text = text
      self.value = value
    }

    /// The number as a spreadsheet program shows it in a wide cell: at most 15 significant digits, rounded half away from
    /// zero, without an exponent.
    ///
    /// Programs write the 17 digits that tell one binary number from its neighbours; what was typed as 1234.56 may stand in
    /// the file as 1234.5599999999999, and this gives 1234.56 again.
    public var shownText: String {
      DecimalParts(Array(text.utf8)[...])?.roundedText(significantDigits: 15) ?? text
    }
  }
}

/// Sign, digits and exponent of decimal text.
struct DecimalParts {
  private var isNegative = false
  /// Significant digits, 0 to 9 each, without leading zeros.
  private var digits: [UInt8] = []
  /// The power of ten of the last digit.
  private var exponent = 0

  init?(_ bytes: ArraySlice<UInt8>) {
    var rest = bytes
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest.removeFirst()
    }
    let whole = takeDigits(from: &rest)
    var fraction = 0
    if rest.first == UInt8(ascii: ".") {
      rest.removeFirst()
      fraction = takeDigits(from: &rest)
    }
    guard whole + fraction > 0 else { return nil }
    exponent = -fraction
    if let letter = rest.first, letter == UInt8(ascii: "E") || letter == UInt8(ascii: "e") {
      rest.removeFirst()
      guard let power = Self.exponent(&rest) else { return nil }
      exponent += power
    }
    guard rest.isEmpty else { return nil }
  }

  var isZero: Bool { digits.isEmpty }

  /// Appends significant digits; the result counts the leading zeros too.
  private mutating func takeDigits(from rest: inout ArraySlice<UInt8>) -> Int {
    var count = 0
    while let byte = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
      let digit = byte - UInt8(ascii: "0")
      if digit > 0 || !digits.isEmpty { digits.append(digit) }
      count += 1
      rest.removeFirst()
    }
    return count
  }

  /// An exponent of at most four digits; more would be no number of ours.
  private static func exponent(_ rest: inout ArraySlice<UInt8>) -> Int? {
    var isNegative = false
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest.removeFirst()
    }
    guard (1...4).contains(rest.count) else { return nil }
    var power = 0
    while let byte = rest.popFirst() {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      power = power * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return isNegative ? -power : power
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  /// The value where two exact numbers and one rounding give it (Clinger 1990, DOI 10.1145/93542.93557); nil elsewhere.
  var exactValue: Double? {
    guard digits.count <= 15, (-22...22).contains(exponent) else { return nil }
    let whole = Double(digits.reduce(0) { $0 * 10 + Int($1) })
    let size = exponent < 0 ? whole / Self.powers[-exponent] : whole * Self.powers[exponent]
    return isNegative ? -size : size
  }

  func roundedText(significantDigits: Int) -> String {
    var kept = digits
    var power = exponent
    if kept.count > significantDigits {
      let isUp = kept[significantDigits] >= 5
      power += kept.count - significantDigits
      kept.removeLast(kept.count - significantDigits)
      if isUp { power += Self.increment(&kept) }
    }
    while kept.last == 0 {
      kept.removeLast()
      power += 1
    }
    guard !kept.isEmpty else { return "0" }
    return (isNegative ? "-" : "") + Self.plainText(kept, power: power)
  }

  /// Adds one to the last digit; the result is 1 when a digit was gained and the last zero dropped for it, else 0.
  private static func increment(_ digits: inout [UInt8]) -> Int {
    for index in digits.indices.reversed() {
      if digits[index] < 9 {
        digits[index] += 1
        return 0
      }
      digits[index] = 0
    }
    digits.insert(1, at: 0)
    digits.removeLast()
    return 1
  }

  private static func plainText(_ digits: [UInt8], power: Int) -> String {
    var text = digits.map { $0 + UInt8(ascii: "0") }
    if power >= 0 {
      text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: power))
    } else {
      let missing = -power + 1 - text.count
      if missing > 0 { text.insert(contentsOf: repeatElement(UInt8(ascii: "0"), count: missing), at: 0) }
      text.insert(UInt8(ascii: "."), at: text.count + power)
    }
    return String(decoding: text, as: UTF8.self)
  }
}
