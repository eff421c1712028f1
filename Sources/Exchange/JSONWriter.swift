package import Portfolio
package import Rulebook

/// JSON text (RFC 8259), written in order into a buffer of bytes.
///
/// The encoders of Foundation hold the whole document as objects before the first byte is written and order keys in
/// their own way; results have a stated order of keys and may be hundreds of megabytes long. The outer two levels are
/// broken into lines, one element a line, so that line-based tools can show and compare them.
package struct JSONWriter {
  package enum Container {
    case object
    case array

    fileprivate var brackets: (opening: UInt8, closing: UInt8) {
      switch self {
      case .object: (UInt8(ascii: "{"), UInt8(ascii: "}"))
      case .array: (UInt8(ascii: "["), UInt8(ascii: "]"))
      }
    }
  }

  private static let brokenDepth = 2
  private static let hexDigits = Array("0123456789abcdef".utf8)

  private var bytes: [UInt8] = []
  private var depth = 0
  private var isFirst = true
  private var followsKey = false

  package init() {}

  /// Bytes written and not yet drained.
  package var count: Int { bytes.count }

  /// Bytes gathered before they are handed on.
  private static let chunkSize = 1 << 20

  /// Drains into the sink what has been written, once it is about a megabyte.
  mutating func handOn<Failure: Error>(to sink: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
    if count >= Self.chunkSize { try sink(drain()) }
  }

  /// What has been written since the last call.
  package mutating func drain() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  package mutating func open(_ container: Container) {
    separate()
    bytes.append(container.brackets.opening)
    depth += 1
    isFirst = true
  }

  package mutating func close(_ container: Container) {
    depth -= 1
    if !isFirst && depth < Self.brokenDepth { breakLine() }
    bytes.append(container.brackets.closing)
    isFirst = false
    if depth == 0 { bytes.append(UInt8(ascii: "\n")) }
  }

  /// The name of the member whose value is written next.
  package mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    if depth <= Self.brokenDepth { bytes.append(UInt8(ascii: " ")) }
    followsKey = true
  }

  package mutating func value(_ text: String) {
    separate()
    quote(text)
  }

  package mutating func value(_ number: some FixedWidthInteger) {
    separate()
    append(number)
  }

  /// The shortest text that reads back as the same number; what JSON has no number for is written as null.
  package mutating func value(_ number: Double) {
    separate()
    let text = number == 0 ? "0.0" : number.isFinite ? number.description : "null"
    bytes.append(contentsOf: text.utf8)
  }

  package mutating func value(_ flag: Bool) {
    separate()
    bytes.append(contentsOf: (flag ? "true" : "false").utf8)
  }

  package mutating func value(_ day: Day) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: day.description.utf8)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Whole dong.
  package mutating func value(_ amount: Money) { value(amount.dong) }

  package mutating func null() {
    separate()
    bytes.append(contentsOf: "null".utf8)
  }

  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    isFirst = false
    if depth > 0 && depth <= Self.brokenDepth { breakLine() }
  }

  private mutating func breakLine() {
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
  }

  private mutating func append(_ number: some FixedWidthInteger) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    var rest = UInt64(number.magnitude)
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(contentsOf: [UInt8(ascii: "\\"), byte])
      case UInt8(ascii: "\n"): bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "n")])
      case UInt8(ascii: "\t"): bytes.append(contentsOf: [UInt8(ascii: "\\"), UInt8(ascii: "t")])
      case 0..<0x20, 0x7f:
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(contentsOf: [Self.hexDigits[Int(byte >> 4)], Self.hexDigits[Int(byte & 15)]])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension JSONWriter {
  package mutating func object<Failure: Error>(
    _ members: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    open(.object)
    try members(&self)
    close(.object)
  }

  package mutating func array<Element, Failure: Error>(
    _ elements: some Sequence<Element>, each write: (inout JSONWriter, Element) throws(Failure) -> Void
  ) throws(Failure) {
    open(.array)
    for element in elements { try write(&self, element) }
    close(.array)
  }

  package mutating func member(_ name: String, _ text: String) {
    key(name)
    value(text)
  }

  package mutating func member(_ name: String, _ number: some FixedWidthInteger) {
    key(name)
    value(number)
  }

  package mutating func member(_ name: String, _ number: Double) {
    key(name)
    value(number)
  }

  package mutating func member(_ name: String, _ flag: Bool) {
    key(name)
    value(flag)
  }

  package mutating func member(_ name: String, _ day: Day) {
    key(name)
    value(day)
  }

  package mutating func member(_ name: String, _ amount: Money) {
    key(name)
    value(amount)
  }

  /// An object with both languages.
  package mutating func member(_ name: String, _ text: BilingualText) {
    key(name)
    object {
      $0.member("vi", text.vi)
      $0.member("en", text.en)
    }
  }

  /// Where a rule is written and what it says there.
  package mutating func member(_ name: String, _ citation: Citation) {
    key(name)
    object {
      $0.member("instrument", citation.instrument)
      $0.member("article", citation.article)
      $0.member("status", citation.status.rawValue)
      $0.member("source", citation.source)
      $0.member("quote", citation.quote)
    }
  }
}
