/// Walking through elements: what a reader of a part does with the events.
extension XMLPull {
  /// Reads up to and including the start of the root, which must be this element.
  mutating func enterRoot(_ name: StaticString, in expected: XMLNamespace) throws(WorkbookError) {
    // Nothing but an end of the part or a start tag can come first.
    guard try next() == .start, namespace == expected, matches(localName, name) else {
      let found = elements.last.map { WorkbookError.excerpt(bytes[$0.name]) } ?? ""
      throw error(.otherRoot(found: found, expected: "\(name)"))
    }
  }

  /// Reads past text up to the start of the next child of the open element, or past the element's own end, when the
  /// result is false. Each child must be read to its end before the next call.
  mutating func nextChild() throws(WorkbookError) -> Bool {
    while true {
      switch try next() {
      case .start: return true
      case .end, .finish: return false
      case .text: continue
      }
    }
  }

  /// Whether the element that was last started is this one of SpreadsheetML.
  func isElement(_ name: StaticString) -> Bool { namespace == .main && matches(localName, name) }

  func isElement(_ name: StaticString, in expected: XMLNamespace) -> Bool {
    namespace == expected && matches(localName, name)
  }

  /// Reads past the end of the open element.
  mutating func skip() throws(WorkbookError) {
    let depth = elements.count
    while elements.count >= depth {
      if try next() == .finish { return }
    }
  }

  /// Appends the text of the open element without that of its children, and reads past its end.
  mutating func readText(into output: inout [UInt8]) throws(WorkbookError) {
    while true {
      switch try next() {
      case .start: try skip()
      case .text:
        try appendText(to: &output)
        guard output.count <= limits.textBytes else { throw error(.textTooLong(limit: limits.textBytes)) }
      case .end, .finish: return
      }
    }
  }

  /// Reads what follows the root's end.
  mutating func finish() throws(WorkbookError) { while try next() != .finish {} }

  /// The place of the value of the attribute without a prefix; nil when the element that was last started has none.
  func attribute(_ name: StaticString) -> Range<Int>? {
    for attribute in attributes where matches(attribute.name, name) { return attribute.value }
    return nil
  }

  /// The place of the value of an attribute in this namespace.
  func attribute(_ name: StaticString, in namespace: XMLNamespace) throws(WorkbookError) -> Range<Int>? {
    for attribute in attributes {
      let (prefix, local) = try split(attribute.name)
      if !prefix.isEmpty, matches(local, name), self.namespace(ofPrefix: prefix) == namespace { return attribute.value }
    }
    return nil
  }

  /// The decoded value of an attribute that must be there.
  func required(_ name: StaticString) throws(WorkbookError) -> String {
    guard let value = attribute(name) else {
      throw error(.missingAttribute(element: WorkbookError.excerpt(bytes[localName]), attribute: "\(name)"))
    }
    return try string(value)
  }

  /// Whether the attribute is there and true (XML Schema `boolean`).
  func flag(_ name: StaticString) -> Bool {
    guard let value = attribute(name) else { return false }
    return matches(value, "1") || matches(value, "true")
  }

  /// A whole number from zero of at most nine digits; nil when the value is none.
  func wholeNumber(_ range: Range<Int>) -> Int? {
    guard (1...9).contains(range.count) else { return nil }
    var number = 0
    for byte in bytes[range] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }
}
