/// Reads the cells of an OpenDocument spreadsheet (ISO/IEC 26300): their values, and nothing of formulas and looks.
struct OpenDocumentReader {
  private static let content = "content.xml"
  private static let manifest = "META-INF/manifest.xml"
  /// Rows and columns that are repeated more often than this hold nothing but looks.
  private static let mostRepeated = 1_000

  private var xml: XMLPull
  private var cellAllowance: Int
  private var hiddenStyles: Set<String> = []
  private var sheets: [Workbook.Sheet] = []

  // Of the sheet that is being read
  private var rows: [Workbook.Row] = []
  private var areas: [CellArea] = []
  private var nextRow = 1

  static func isContained(in package: Package) -> Bool {
    package.contains(content) && !package.contains("[Content_Types].xml")
  }

  init(_ package: Package) throws(WorkbookError) {
    var package = package
    if package.contains(Self.manifest) {
      let bytes = try package.content(of: Self.manifest)
      guard !String(decoding: bytes, as: UTF8.self).contains("encryption-data") else {
        throw WorkbookError(.encryptedPart, at: .init(part: Self.content))
      }
    }
    xml = try package.parser(of: Self.content)
    cellAllowance = package.limits.cells
  }

  mutating func read() throws(WorkbookError) -> Workbook {
    try xml.enterRoot("document-content", in: .openOffice)
    while try xml.nextChild() {
      if xml.isElement("automatic-styles", in: .openOffice) {
        try readStyles()
      } else if xml.isElement("body", in: .openOffice) {
        try readBody()
      } else {
        try xml.skip()
      }
    }
    try xml.finish()
    guard !sheets.isEmpty else { throw WorkbookError(.noSheet, at: .init(part: Self.content)) }
    return Workbook(sheets: sheets, otherSheetNames: [], dateSystem: .from1900)
  }

  /// Names of the styles that hide a sheet.
  private mutating func readStyles() throws(WorkbookError) {
    while try xml.nextChild() {
      guard xml.isElement("style", in: .openStyle) else {
        try xml.skip()
        continue
      }
      let name = try text("name", .openStyle)
      while try xml.nextChild() {
        if xml.isElement("table-properties", in: .openStyle), try text("display", .openTable) == "false", let name,
          hiddenStyles.count < xml.limits.formats
        {
          hiddenStyles.insert(name)
        }
        try xml.skip()
      }
    }
  }

  private mutating func readBody() throws(WorkbookError) {
    while try xml.nextChild() {
      guard xml.isElement("spreadsheet", in: .openOffice) else {
        try xml.skip()
        continue
      }
      while try xml.nextChild() {
        if xml.isElement("table", in: .openTable) { try readSheet() } else { try xml.skip() }
      }
    }
  }

  private mutating func readSheet() throws(WorkbookError) {
    guard sheets.count < xml.limits.sheets else { throw xml.error(.tooManySheets(limit: xml.limits.sheets)) }
    let name = try text("name", .openTable) ?? ""
    let isHidden = try text("style-name", .openTable).map(hiddenStyles.contains) ?? false
    (rows, areas, nextRow) = ([], [], 1)
    try readRows()
    guard !sheets.contains(where: { $0.name == name }) else {
      throw WorkbookError(.duplicateSheetName, at: .init(part: xml.part, sheet: WorkbookError.excerpt(name)))
    }
    sheets.append(
      Workbook.Sheet(
        name: name, visibility: isHidden ? .hidden : .visible, rows: rows, mergedAreas: areas, hiddenColumns: []))
  }

  /// The rows of the open element, of groups of rows too.
  private mutating func readRows() throws(WorkbookError) {
    while try xml.nextChild() {
      if xml.isElement("table-row", in: .openTable) {
        try readRow()
      } else if xml.isElement("table-header-rows", in: .openTable) || xml.isElement("table-rows", in: .openTable)
        || xml.isElement("table-row-group", in: .openTable)
      {
        try readRows()
      } else {
        try xml.skip()
      }
    }
  }

  private mutating func readRow() throws(WorkbookError) {
    let count = try repetition("number-rows-repeated")
    let isHidden = try text("visibility", .openTable).map { $0 != "visible" } ?? false
    var cells: [(column: Int, content: Content)] = []
    var column = 1
    while try xml.nextChild() {
      guard xml.isElement("table-cell", in: .openTable) || xml.isElement("covered-table-cell", in: .openTable) else {
        try xml.skip()
        continue
      }
      let isCovered = xml.isElement("covered-table-cell", in: .openTable)
      let width = try repetition("number-columns-repeated")
      let content = try readCell(at: column)
      if content.isFilled, !isCovered {
        for offset in 0..<min(width, Self.mostRepeated) { cells.append((column + offset, content)) }
      }
      column = min(column + width, CellReference.lastColumn + 1)
    }
    if !cells.isEmpty {
      for offset in 0..<min(count, Self.mostRepeated) { try append(cells, row: nextRow + offset, isHidden: isHidden) }
    }
    nextRow = min(nextRow + count, CellReference.lastRow + 1)
  }

  private mutating func append(
    _ contents: [(column: Int, content: Content)], row: Int, isHidden: Bool
  ) throws(WorkbookError) {
    var cells: [Workbook.Cell] = []
    for (column, content) in contents {
      guard let reference = CellReference(row: row, column: column) else {
        throw xml.error(.badReference("R\(row)C\(column)"))
      }
      guard cellAllowance > 0 else { throw xml.error(.tooManyCells(limit: xml.limits.cells)) }
      cellAllowance -= 1
      cells.append(
        Workbook.Cell(content.value, at: reference, format: content.format, isFormula: content.isFormula))
    }
    rows.append(Workbook.Row(number: row, isHidden: isHidden, cells: cells))
  }

  private struct Content {
    var value = Workbook.Value.empty
    var format = Workbook.NumberKind.number
    var isFormula = false

    var isFilled: Bool { isFormula || value != .empty }
  }

  private mutating func readCell(at column: Int) throws(WorkbookError) -> Content {
    var content = Content()
    content.isFormula = try xml.attribute("formula", in: .openTable) != nil
    let type = try text("value-type", .openOffice) ?? ""
    try noteArea(at: column)
    switch type {
    case "float", "currency", "percentage":
      content.value = try number()
      if type == "percentage" { content.format = .percentage }
    case "date":
      content.value = try date()
      content.format = .date
    case "boolean": content.value = .boolean(try text("boolean-value", .openOffice) == "true")
    default: break
    }
    let stated = try text("string-value", .openOffice)
    let written = try readParagraphs()
    if type == "string" || type == "time" || type.isEmpty {
      let shown = stated ?? written
      if !shown.isEmpty { content.value = .text(shown) }
    }
    return content
  }

  private func number() throws(WorkbookError) -> Workbook.Value {
    guard let place = try xml.attribute("value", in: .openOffice) else { return .empty }
    guard let number = Workbook.Number(xml.bytes[place]) else {
      throw xml.error(.badNumber(WorkbookError.excerpt(xml.bytes[place])))
    }
    return .number(number)
  }

  private func date() throws(WorkbookError) -> Workbook.Value {
    guard let place = try xml.attribute("date-value", in: .openOffice) else { return .empty }
    guard let date = Workbook.DateTime(iso: xml.bytes[place]) else {
      throw xml.error(.badDate(WorkbookError.excerpt(xml.bytes[place])))
    }
    return .date(date)
  }

  /// Notes the area of a cell that is merged with others.
  private mutating func noteArea(at column: Int) throws(WorkbookError) {
    let width = try repetition("number-columns-spanned")
    let height = try repetition("number-rows-spanned")
    guard width > 1 || height > 1, let first = CellReference(row: nextRow, column: column),
      let last = CellReference(
        row: min(nextRow + height - 1, CellReference.lastRow), column: min(column + width - 1, CellReference.lastColumn)
      )
    else { return }
    guard areas.count < xml.limits.areas else { throw xml.error(.tooManyAreas(limit: xml.limits.areas)) }
    areas.append(CellArea(first, last))
  }

  private func text(_ name: StaticString, _ namespace: XMLNamespace) throws(WorkbookError) -> String? {
    guard let place = try xml.attribute(name, in: namespace) else { return nil }
    return try xml.string(place)
  }

  private func repetition(_ name: StaticString) throws(WorkbookError) -> Int {
    guard let place = try xml.attribute(name, in: .openTable) else { return 1 }
    return max(1, xml.wholeNumber(place) ?? 1)
  }

  /// The paragraphs of the open cell, one in a line, and nothing of its comments.
  private mutating func readParagraphs() throws(WorkbookError) -> String {
    var content: [UInt8] = []
    var isFirst = true
    while try xml.nextChild() {
      guard xml.isElement("p", in: .openText) else {
        try xml.skip()
        continue
      }
      if !isFirst { content.append(UInt8(ascii: "\n")) }
      isFirst = false
      try readParagraph(into: &content)
    }
    return String(decoding: content, as: UTF8.self)
  }

  private mutating func readParagraph(into content: inout [UInt8]) throws(WorkbookError) {
    var depth = 1
    while depth > 0 {
      switch try xml.next() {
      case .start:
        if xml.isElement("s", in: .openText) || xml.isElement("tab", in: .openText)
          || xml.isElement("line-break", in: .openText)
        {
          content.append(UInt8(ascii: " "))
        }
        depth += 1
      case .text:
        try xml.appendText(to: &content)
        guard content.count <= xml.limits.textBytes else { throw xml.error(.textTooLong(limit: xml.limits.textBytes)) }
      case .end: depth -= 1
      case .finish: return
      }
    }
  }
}
