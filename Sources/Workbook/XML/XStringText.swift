/// Text in which characters that XML cannot hold stand as `_x` and four hexadecimal digits and `_` (ECMA-376 part 1,
/// section 22.9.2.19, `ST_Xstring`).
enum XStringText {
  private static let length = 7

  static func decoded(_ text: String) -> String { decoded(Array(text.utf8)) }

  static func decoded(_ bytes: [UInt8]) -> String {
    guard hasEscape(bytes) else { return String(decoding: bytes, as: UTF8.self) }
    var units: [UInt16] = []
    var index = 0
    var plainStart = 0
    while index < bytes.count {
      guard let unit = escape(bytes, at: index) else {
        index += 1
        continue
      }
      units.append(contentsOf: String(decoding: bytes[plainStart..<index], as: UTF8.self).utf16)
      units.append(unit)
      index += length
      plainStart = index
    }
    units.append(contentsOf: String(decoding: bytes[plainStart...], as: UTF8.self).utf16)
    return String(decoding: units, as: UTF16.self)
  }

  private static func hasEscape(_ bytes: [UInt8]) -> Bool {
    guard bytes.contains(UInt8(ascii: "_")) else { return false }
    return bytes.indices.contains { escape(bytes, at: $0) != nil }
  }

  /// The unit of UTF-16 that the escape at the index stands for; nil when there is none.
  static func escape(_ bytes: [UInt8], at index: Int) -> UInt16? {
    guard index + length <= bytes.count, bytes[index] == UInt8(ascii: "_"), bytes[index + 1] == UInt8(ascii: "x"),
      bytes[index + length - 1] == UInt8(ascii: "_")
    else { return nil }
    var unit: UInt16 = 0
    for byte in bytes[(index + 2)..<(index + length - 1)] {
      guard let digit = hexadecimalDigit(byte) else { return nil }
      unit = unit << 4 | digit
    }
    return unit
  }

  private static func hexadecimalDigit(_ byte: UInt8) -> UInt16? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt16(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt16(byte - UInt8(ascii: "A")) + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt16(byte - UInt8(ascii: "a")) + 10
    default: nil
    }
  }
}
