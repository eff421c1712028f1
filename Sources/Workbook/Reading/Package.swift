/// The parts of an archive and the relationships between them (ECMA-376 part 2).
struct Package {
  private let archive: ZipArchive
  let limits: Workbook.Limits
  /// What may still be decompressed: a part that is read twice counts twice.
  private var allowance: Int

  init(bytes: [UInt8], limits: Workbook.Limits) throws(WorkbookError) {
    archive = try ZipArchive(bytes: bytes, limits: limits)
    self.limits = limits
    allowance = limits.contentBytes
  }

  func contains(_ part: String) -> Bool { archive.contains(part) }

  mutating func content(of part: String) throws(WorkbookError) -> [UInt8] {
    let size = archive.size(of: part) ?? 0
    guard size <= allowance else {
      throw WorkbookError(
        .contentTooLarge(bytes: limits.contentBytes - allowance + size, limit: limits.contentBytes),
        at: .init(part: WorkbookError.excerpt(part)))
    }
    allowance -= size
    return try archive.content(of: part)
  }

  mutating func parser(of part: String) throws(WorkbookError) -> XMLPull {
    try XMLPull(content(of: part), part: WorkbookError.excerpt(part), limits: limits)
  }
}

struct Relationship {
  /// The last segment of the type's address, which transitional and strict workbooks have in common.
  var kind: String
  var target: String
  var isExternal: Bool
}

/// The relationships of one part, or of the package when the part's name is empty.
struct Relationships {
  private let source: String
  private var byID: [String: Relationship] = [:]
  private var order: [String] = []

  static func listName(of part: String) -> String {
    let segments = part.split(separator: "/", omittingEmptySubsequences: false)
    let name = segments.last ?? ""
    return (segments.dropLast() + ["_rels", name + ".rels"]).joined(separator: "/")
  }

  init(of part: String, in package: inout Package) throws(WorkbookError) {
    source = part
    var xml = try package.parser(of: Self.listName(of: part))
    try xml.enterRoot("Relationships", in: .packageRelationships)
    while try xml.nextChild() {
      if xml.namespace == .packageRelationships, xml.matches(xml.localName, "Relationship") { try add(from: xml) }
      try xml.skip()
    }
    try xml.finish()
  }

  private mutating func add(from xml: XMLPull) throws(WorkbookError) {
    let id = try xml.required("Id")
    let isExternal = xml.attribute("TargetMode").map { xml.matches($0, "External") } ?? false
    let relationship = Relationship(
      kind: try Self.kind(ofType: xml.required("Type")), target: try xml.required("Target"), isExternal: isExternal)
    guard byID.updateValue(relationship, forKey: id) == nil else { throw xml.fault(.repeatedAttribute) }
    order.append(id)
  }

  private static func kind(ofType type: String) -> String {
    let roots = [
      "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
      "http://purl.oclc.org/ooxml/officeDocument/relationships/",
    ]
    for root in roots where type.hasPrefix(root) { return String(type.dropFirst(root.count)) }
    return type
  }

  func relationship(id: String) -> Relationship? { byID[id] }

  /// The target of the first relationship of the kind; nil when there is none.
  func part(ofKind kind: String) throws(WorkbookError) -> String? {
    for id in order {
      if let relationship = byID[id], relationship.kind == kind { return try part(of: relationship) }
    }
    return nil
  }

  /// The name of the part that a relationship leads to.
  func part(of relationship: Relationship) throws(WorkbookError) -> String {
    let target = relationship.target
    let place = WorkbookError.Place(part: Self.listName(of: source))
    guard !relationship.isExternal else {
      throw WorkbookError(.externalTarget(WorkbookError.excerpt(target)), at: place)
    }
    var path = target.hasPrefix("/") ? [] : source.split(separator: "/").dropLast().map { $0 }
    for segment in target.split(separator: "/") where segment != "." {
      guard segment == ".." else {
        path.append(segment)
        continue
      }
      guard path.popLast() != nil else { throw WorkbookError(.badTarget(WorkbookError.excerpt(target)), at: place) }
    }
    guard !path.isEmpty, !target.contains("\\"), !target.contains(":") else {
      throw WorkbookError(.badTarget(WorkbookError.excerpt(target)), at: place)
    }
    return path.joined(separator: "/")
  }
}
