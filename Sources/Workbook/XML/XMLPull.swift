/// Reads the XML of a workbook's part from front to back, one event at a time, without building a tree.
///
/// What workbooks never need is refused: document types and with them all entities of one's own, encodings other than
/// UTF-8, deep nesting. Memory is bounded by the depth and the attributes of one element.
struct XMLPull {
  enum Event {
    case start
    case end
    case text
    case finish
  }

  struct Attribute {
    /// The place of the name, with its prefix.
    var name: Range<Int>
    /// The place of the value without its quotes, not decoded.
    var value: Range<Int>
  }

  struct OpenElement {
    var name: Range<Int>
    /// Declarations in scope before the element.
    var bindingCount: Int
  }

  let part: String
  let bytes: [UInt8]
  let limits: Workbook.Limits
  var position: Int
  var elements: [OpenElement] = []
  var attributes: [Attribute] = []
  var bindings: [XMLBinding] = []
  /// Of the last start event, without its prefix.
  var localName = 0..<0
  var namespace = XMLNamespace.none
  /// Of the last text event.
  var textRange = 0..<0
  /// Whether the last text is to be taken as it stands, without references.
  var isLiteral = false
  private var closesAtOnce = false
  private var hasRoot = false

  init(_ content: [UInt8], part: String, limits: Workbook.Limits) throws(WorkbookError) {
    let checked = try XMLBytes(content, part: part)
    bytes = checked.bytes
    position = checked.start
    self.part = part
    self.limits = limits
  }

  /// The next event; comments and processing instructions are passed over.
  mutating func next() throws(WorkbookError) -> Event {
    if closesAtOnce {
      closesAtOnce = false
      closeElement()
      return .end
    }
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else {
        if try readText() { return .text }
        continue
      }
      switch byte(at: position + 1) {
      case UInt8(ascii: "?"): try skip(past: "?>")
      case UInt8(ascii: "!"):
        if try readDeclaration() { return .text }
      case UInt8(ascii: "/"):
        try readEndTag()
        return .end
      default:
        try readStartTag()
        return .start
      }
    }
    guard elements.isEmpty else { throw fault(.missingEndTag) }
    guard hasRoot else { throw fault(.noRoot) }
    return .finish
  }

  /// The byte at an index, or zero, which no part contains, behind the end.
  func byte(at index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

  func error(_ defect: WorkbookError.Defect, at offset: Int? = nil) -> WorkbookError {
    WorkbookError(defect, at: .init(part: part, offset: offset ?? position))
  }

  func fault(_ markup: WorkbookError.Markup) -> WorkbookError { error(.badMarkup(markup)) }

  /// Whether there is text inside an element; outside only white space may stand.
  private mutating func readText() throws(WorkbookError) -> Bool {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
    guard elements.isEmpty else {
      textRange = start..<position
      isLiteral = false
      return true
    }
    guard bytes[start..<position].allSatisfy({ Self.isSpace($0) }) else {
      throw error(.badMarkup(.textOutside), at: start)
    }
    return false
  }

  /// Reads a comment, or a literal section, in which case the result is true.
  private mutating func readDeclaration() throws(WorkbookError) -> Bool {
    if isNext("<!--") {
      position += 4
      try skip(past: "-->")
      return false
    }
    guard isNext("<![CDATA[") else {
      throw isNext("<!DOCTYPE") ? error(.documentType) : fault(.badTag)
    }
    guard !elements.isEmpty else { throw fault(.textOutside) }
    position += 9
    let start = position
    try skip(past: "]]>")
    textRange = start..<(position - 3)
    isLiteral = true
    return true
  }

  private mutating func skip(past end: StaticString) throws(WorkbookError) {
    let start = position
    while position < bytes.count {
      if isNext(end) {
        position += end.utf8CodeUnitCount
        return
      }
      position += 1
    }
    throw error(.badMarkup(.unclosedComment), at: start)
  }

  private func isNext(_ text: StaticString) -> Bool {
    let end = position + text.utf8CodeUnitCount
    return end <= bytes.count && matches(position..<end, text)
  }

  /// Whether these are the bytes of the text.
  func matches(_ range: Range<Int>, _ text: StaticString) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    return text.withUTF8Buffer { expected in
      for (offset, byte) in expected.enumerated() where bytes[range.lowerBound + offset] != byte { return false }
      return true
    }
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0a || byte == 0x09 || byte == 0x0d }

  mutating func openElement(name: Range<Int>, bindingCount: Int, closesAtOnce: Bool) throws(WorkbookError) {
    if elements.isEmpty {
      guard !hasRoot else { throw fault(.secondRoot) }
      hasRoot = true
    }
    guard elements.count < limits.depth else { throw error(.tooDeep(limit: limits.depth)) }
    elements.append(OpenElement(name: name, bindingCount: bindingCount))
    self.closesAtOnce = closesAtOnce
  }

  mutating func closeElement() {
    guard let element = elements.popLast() else { return }
    if bindings.count > element.bindingCount { bindings.removeLast(bindings.count - element.bindingCount) }
  }
}
