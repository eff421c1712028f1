/// Namespaces that a reader of workbooks tells apart, in their transitional and strict forms.
enum XMLNamespace {
  case none
  /// SpreadsheetML.
  case main
  /// Relationship ids within parts.
  case officeRelationships
  /// The files that list relationships.
  case packageRelationships
  /// OpenDocument: the frame, tables, text and styles.
  case openOffice
  case openTable
  case openText
  case openStyle
  case other

  init(_ address: [UInt8]) {
    switch String(decoding: address, as: UTF8.self) {
    case "": self = .none
    case "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main":
      self = .main
    case "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
      "http://purl.oclc.org/ooxml/officeDocument/relationships":
      self = .officeRelationships
    case "http://schemas.openxmlformats.org/package/2006/relationships": self = .packageRelationships
    case "urn:oasis:names:tc:opendocument:xmlns:office:1.0": self = .openOffice
    case "urn:oasis:names:tc:opendocument:xmlns:table:1.0": self = .openTable
    case "urn:oasis:names:tc:opendocument:xmlns:text:1.0": self = .openText
    case "urn:oasis:names:tc:opendocument:xmlns:style:1.0": self = .openStyle
    default: self = .other
    }
  }
}

/// A namespace declaration in scope.
struct XMLBinding {
  /// Empty for the default namespace.
  var prefix: Range<Int>
  var namespace: XMLNamespace
}

extension XMLPull {
  mutating func readEndTag() throws(WorkbookError) {
    let start = position
    position += 2
    let name = readName()
    skipSpaces()
    guard byte(at: position) == UInt8(ascii: ">") else { throw error(.badMarkup(.badTag), at: start) }
    guard let open = elements.last, open.name.count == name.count,
      bytes[open.name].elementsEqual(bytes[name])
    else { throw error(.badMarkup(.otherEndTag), at: start) }
    position += 1
    closeElement()
  }

  mutating func readStartTag() throws(WorkbookError) {
    let start = position
    position += 1
    let name = readName()
    guard !name.isEmpty else { throw error(.badMarkup(.badTag), at: start) }
    let bindingCount = bindings.count
    attributes.removeAll(keepingCapacity: true)
    while true {
      let isSeparated = skipSpaces()
      switch byte(at: position) {
      case UInt8(ascii: ">"):
        position += 1
        return try open(name, bindingCount: bindingCount, closesAtOnce: false, start: start)
      case UInt8(ascii: "/"):
        guard byte(at: position + 1) == UInt8(ascii: ">") else { throw error(.badMarkup(.badTag), at: start) }
        position += 2
        return try open(name, bindingCount: bindingCount, closesAtOnce: true, start: start)
      default:
        guard isSeparated, position < bytes.count else { throw error(.badMarkup(.badTag), at: start) }
        try readAttribute()
      }
    }
  }

  private mutating func open(
    _ name: Range<Int>, bindingCount: Int, closesAtOnce: Bool, start: Int
  ) throws(WorkbookError) {
    let (prefix, local) = try split(name)
    guard let found = namespace(ofPrefix: prefix) else { throw error(.badMarkup(.unboundPrefix), at: start) }
    namespace = found
    localName = local
    try openElement(name: name, bindingCount: bindingCount, closesAtOnce: closesAtOnce)
  }

  private mutating func readAttribute() throws(WorkbookError) {
    let start = position
    let name = readName()
    skipSpaces()
    guard !name.isEmpty, byte(at: position) == UInt8(ascii: "=") else {
      throw error(.badMarkup(.badAttribute), at: start)
    }
    position += 1
    skipSpaces()
    let quote = byte(at: position)
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw error(.badMarkup(.badAttribute), at: start)
    }
    position += 1
    let valueStart = position
    while position < bytes.count, bytes[position] != quote, bytes[position] != UInt8(ascii: "<") { position += 1 }
    guard byte(at: position) == quote else { throw error(.badMarkup(.badAttribute), at: start) }
    let attribute = Attribute(name: name, value: valueStart..<position)
    position += 1
    try append(attribute, start: start)
  }

  private mutating func append(_ attribute: Attribute, start: Int) throws(WorkbookError) {
    guard attributes.count < limits.attributes else {
      throw error(.tooManyAttributes(limit: limits.attributes), at: start)
    }
    for other in attributes
    where other.name.count == attribute.name.count && bytes[other.name].elementsEqual(bytes[attribute.name]) {
      throw error(.badMarkup(.repeatedAttribute), at: start)
    }
    attributes.append(attribute)
    let (prefix, local) = try split(attribute.name)
    if matches(prefix, "xmlns") {
      try bind(local, to: attribute.value)
    } else if prefix.isEmpty, matches(local, "xmlns") {
      try bind(prefix, to: attribute.value)
    }
  }

  private mutating func bind(_ prefix: Range<Int>, to address: Range<Int>) throws(WorkbookError) {
    guard bindings.count < limits.namespaces else { throw error(.tooManyNamespaces(limit: limits.namespaces)) }
    var decoded: [UInt8] = []
    try appendDecoded(address, to: &decoded)
    bindings.append(XMLBinding(prefix: prefix, namespace: XMLNamespace(decoded)))
  }

  /// The namespace in scope; nil when the prefix is not declared.
  func namespace(ofPrefix prefix: Range<Int>) -> XMLNamespace? {
    for binding in bindings.reversed()
    where binding.prefix.count == prefix.count && bytes[binding.prefix].elementsEqual(bytes[prefix]) {
      return binding.namespace
    }
    if prefix.isEmpty { return XMLNamespace.none }
    return matches(prefix, "xml") ? .other : nil
  }

  /// Prefix, empty when there is none, and local part of a name.
  func split(_ name: Range<Int>) throws(WorkbookError) -> (prefix: Range<Int>, local: Range<Int>) {
    guard let colon = bytes[name].firstIndex(of: UInt8(ascii: ":")) else {
      return (name.lowerBound..<name.lowerBound, name)
    }
    let local = (colon + 1)..<name.upperBound
    guard colon > name.lowerBound, !local.isEmpty, !bytes[local].contains(UInt8(ascii: ":")) else {
      throw error(.badMarkup(.badTag), at: name.lowerBound)
    }
    return (name.lowerBound..<colon, local)
  }

  /// What stands before the next space or sign of markup, which may be nothing.
  private mutating func readName() -> Range<Int> {
    let start = position
    while position < bytes.count, !Self.endsName(bytes[position]) { position += 1 }
    return start..<position
  }

  private static func endsName(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x20, 0x0a, 0x09, 0x0d, UInt8(ascii: ">"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: "<"),
      UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "&"):
      true
    default: false
    }
  }

  @discardableResult
  private mutating func skipSpaces() -> Bool {
    let start = position
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
    return position > start
  }
}
