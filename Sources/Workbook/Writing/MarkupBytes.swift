/// The markup of a part under construction.
struct MarkupBytes {
  private(set) var bytes: [UInt8] = []

  var count: Int { bytes.count }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  mutating func append(_ markup: StaticString) { markup.withUTF8Buffer { bytes.append(contentsOf: $0) } }

  mutating func append(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

  mutating func append(_ reference: CellReference) { bytes.append(contentsOf: reference.description.utf8) }

  /// Text that contains no sign of markup, such as digits.
  mutating func append(plain text: String) { bytes.append(contentsOf: text.utf8) }

  /// Appends text with its signs of markup as references.
  ///
  /// What XML cannot hold, or would not give back, is written as `_xHHHH_` (ECMA-376 part 1, section 22.9.2.19), and so is the
  /// first sign of what only looks like that.
  mutating func append(escaped text: String) {
    let utf8 = Array(text.utf8)
    for (index, byte) in utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "&"): append("&amp;")
      case UInt8(ascii: "<"): append("&lt;")
      case UInt8(ascii: ">"): append("&gt;")
      case UInt8(ascii: "\""): append("&quot;")
      case 0x09, 0x0a: bytes.append(byte)
      case 0..<0x20: append(controlCharacter: byte)
      case UInt8(ascii: "_") where XStringText.escape(utf8, at: index) != nil: append("_x005F_")
      case 0xbe, 0xbf:
        // U+FFFE and U+FFFF are EF BF BE and EF BF BF.
        bytes.append(byte)
        if bytes.suffix(3).elementsEqual([0xef, 0xbf, byte]) {
          bytes.removeLast(3)
          append(byte == 0xbe ? "_xFFFE_" : "_xFFFF_")
        }
      default: bytes.append(byte)
      }
    }
  }

  private mutating func append(controlCharacter byte: UInt8) {
    let digits = Array("0123456789ABCDEF".utf8)
    append("_x00")
    bytes.append(digits[Int(byte >> 4)])
    bytes.append(digits[Int(byte & 15)])
    append("_")
  }
}
