/// What the number format of each style of cell shows.
struct CellFormats {
  /// Nil without a part of styles, where every style is the plain one.
  private var kinds: [Workbook.NumberKind]?

  init() {}

  init(xml: XMLPull) throws(WorkbookError) {
    var xml = xml
    var codes: [Int: Workbook.NumberKind] = [:]
    var ids: [Int] = []
    try xml.enterRoot("styleSheet", in: .main)
    while try xml.nextChild() {
      if xml.isElement("numFmts") {
        try Self.readCodes(&xml, into: &codes)
      } else if xml.isElement("cellXfs") {
        try Self.readStyles(&xml, into: &ids)
      } else {
        try xml.skip()
      }
    }
    try xml.finish()
    kinds = ids.map { codes[$0] ?? NumberFormatCode.builtIn($0) }
  }

  private static func readCodes(
    _ xml: inout XMLPull, into codes: inout [Int: Workbook.NumberKind]
  ) throws(WorkbookError) {
    while try xml.nextChild() {
      if xml.isElement("numFmt") {
        guard codes.count < xml.limits.formats else { throw xml.error(.tooManyFormats(limit: xml.limits.formats)) }
        codes[try formatID(xml)] = NumberFormatCode.kind(of: try xml.required("formatCode"))
      }
      try xml.skip()
    }
  }

  private static func readStyles(_ xml: inout XMLPull, into ids: inout [Int]) throws(WorkbookError) {
    while try xml.nextChild() {
      if xml.isElement("xf") {
        guard ids.count < xml.limits.formats else { throw xml.error(.tooManyFormats(limit: xml.limits.formats)) }
        ids.append(xml.attribute("numFmtId") == nil ? 0 : try formatID(xml))
      }
      try xml.skip()
    }
  }

  private static func formatID(_ xml: XMLPull) throws(WorkbookError) -> Int {
    let text = try xml.required("numFmtId")
    guard let place = xml.attribute("numFmtId"), let id = xml.wholeNumber(place) else {
      throw xml.error(.badNumber(WorkbookError.excerpt(text)))
    }
    return id
  }

  /// Nil when there is no such style.
  func kind(ofStyle index: Int) -> Workbook.NumberKind? {
    guard let kinds else { return .number }
    return kinds.indices.contains(index) ? kinds[index] : nil
  }
}
