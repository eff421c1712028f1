extension Workbook {
  /// Reads the bytes of an .xlsx or .xlsm file, transitional or strict, or of an OpenDocument spreadsheet (.ods).
  ///
  /// The first defect ends the reading. Whatever the bytes are, time and memory stay within what the limits allow.
  public static func read(bytes: [UInt8], limits: Limits = Limits()) throws(WorkbookError) -> Workbook {
    let package = try Package(bytes: bytes, limits: limits)
    if OpenDocumentReader.isContained(in: package) {
      var reader = try OpenDocumentReader(package)
      return try reader.read()
    }
    var reader = WorkbookReader(package: package)
    return try reader.read()
  }
}

/// Reads the list of sheets and then sheet by sheet.
struct WorkbookReader {
  private struct SheetEntry {
    var name: String
    var visibility: Workbook.Sheet.Visibility
    var relationship: String
  }

  private var package: Package
  private var entries: [SheetEntry] = []
  private var dateSystem = Workbook.DateSystem.from1900

  init(package: Package) { self.package = package }

  mutating func read() throws(WorkbookError) -> Workbook {
    let packageLinks = try Relationships(of: "", in: &package)
    guard let main = try packageLinks.part(ofKind: "officeDocument") else {
      throw WorkbookError(.missingRelationship("officeDocument"), at: .init(part: Relationships.listName(of: "")))
    }
    guard !main.hasSuffix(".bin") else { throw WorkbookError(.binaryWorkbook, at: .init(part: main)) }
    try readSheetList(part: main)
    let links = try Relationships(of: main, in: &package)
    return try readSheets(
      links: links,
      context: SheetContext(
        texts: try texts(links: links), formats: try formats(links: links), dateSystem: dateSystem,
        cellAllowance: package.limits.cells))
  }

  private mutating func texts(links: Relationships) throws(WorkbookError) -> [String] {
    guard let part = try links.part(ofKind: "sharedStrings") else { return [] }
    return try SharedTexts(xml: package.parser(of: part)).texts
  }

  private mutating func formats(links: Relationships) throws(WorkbookError) -> CellFormats {
    guard let part = try links.part(ofKind: "styles") else { return CellFormats() }
    return try CellFormats(xml: package.parser(of: part))
  }

  private mutating func readSheetList(part: String) throws(WorkbookError) {
    var xml = try package.parser(of: part)
    try xml.enterRoot("workbook", in: .main)
    while try xml.nextChild() {
      if xml.isElement("workbookPr"), xml.flag("date1904") { dateSystem = .from1904 }
      if xml.isElement("sheets") { try readEntries(&xml) } else { try xml.skip() }
    }
    try xml.finish()
    guard !entries.isEmpty else { throw WorkbookError(.noSheet, at: .init(part: part)) }
  }

  private mutating func readEntries(_ xml: inout XMLPull) throws(WorkbookError) {
    var names: Set<String> = []
    while try xml.nextChild() {
      guard xml.isElement("sheet") else {
        try xml.skip()
        continue
      }
      guard entries.count < package.limits.sheets else {
        throw xml.error(.tooManySheets(limit: package.limits.sheets))
      }
      let name = XStringText.decoded(try xml.required("name"))
      guard let id = try xml.attribute("id", in: .officeRelationships) else {
        throw xml.error(.missingAttribute(element: "sheet", attribute: "r:id"))
      }
      guard names.insert(name).inserted else {
        throw WorkbookError(.duplicateSheetName, at: .init(part: xml.part, sheet: WorkbookError.excerpt(name)))
      }
      entries.append(
        SheetEntry(name: name, visibility: Self.visibility(xml), relationship: try xml.string(id)))
      try xml.skip()
    }
  }

  private static func visibility(_ xml: XMLPull) -> Workbook.Sheet.Visibility {
    guard let state = xml.attribute("state") else { return .visible }
    if xml.matches(state, "hidden") { return .hidden }
    return xml.matches(state, "veryHidden") ? .veryHidden : .visible
  }

  private mutating func readSheets(links: Relationships, context: SheetContext) throws(WorkbookError) -> Workbook {
    var context = context
    var sheets: [Workbook.Sheet] = []
    var others: [String] = []
    var parts: Set<[UInt8]> = []
    for entry in entries {
      let sheetName = WorkbookError.excerpt(entry.name)
      guard let link = links.relationship(id: entry.relationship) else {
        throw WorkbookError(
          .missingRelationship(WorkbookError.excerpt(entry.relationship)), at: .init(sheet: sheetName))
      }
      guard link.kind == "worksheet" else {
        others.append(entry.name)
        continue
      }
      let part = try links.part(of: link)
      guard parts.insert(ZipPartName.key(part)).inserted else {
        throw WorkbookError(.partUsedTwice, at: .init(part: WorkbookError.excerpt(part), sheet: sheetName))
      }
      var reader = SheetReader(xml: try parser(of: part, sheet: sheetName), sheetName: sheetName, context: context)
      sheets.append(try reader.read(name: entry.name, visibility: entry.visibility))
      context.cellAllowance = reader.context.cellAllowance
    }
    return Workbook(sheets: sheets, otherSheetNames: others, dateSystem: dateSystem)
  }

  private mutating func parser(of part: String, sheet: String) throws(WorkbookError) -> XMLPull {
    do { return try package.parser(of: part) } catch {
      var place = error.place
      place.sheet = sheet
      throw WorkbookError(error.defect, at: place)
    }
  }
}
