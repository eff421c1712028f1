/// Reads one worksheet; what is not of cells, merged areas or hidden columns is passed over.
struct SheetReader {
  private(set) var context: SheetContext
  private var xml: XMLPull
  private let sheetName: String
  private var grid = CellGrid()
  private var mergedAreas: [CellArea] = []
  private var hiddenColumns: [ClosedRange<Int>] = []
  private var lastRow = 0
  /// The bytes of the value of the cell that is read, kept from cell to cell for their memory.
  private var content: [UInt8] = []

  init(xml: XMLPull, sheetName: String, context: SheetContext) {
    self.xml = xml
    self.sheetName = sheetName
    self.context = context
  }

  mutating func read(name: String, visibility: Workbook.Sheet.Visibility) throws(WorkbookError) -> Workbook.Sheet {
    do { try readParts() } catch {
      var place = error.place
      place.sheet = sheetName
      throw WorkbookError(error.defect, at: place)
    }
    switch grid.ordered() {
    case .failure(let duplicate):
      throw WorkbookError(
        .duplicateCell, at: .init(part: xml.part, sheet: sheetName, cell: duplicate.reference))
    case .success(let rows):
      return Workbook.Sheet(
        name: name, visibility: visibility, rows: rows,
        mergedAreas: mergedAreas.sorted { $0.first < $1.first }, hiddenColumns: hiddenColumns)
    }
  }

  private mutating func readParts() throws(WorkbookError) {
    try xml.enterRoot("worksheet", in: .main)
    while try xml.nextChild() {
      if xml.isElement("sheetData") {
        try readRows()
      } else if xml.isElement("mergeCells") {
        try readMergedAreas()
      } else if xml.isElement("cols") {
        try readColumns()
      } else {
        try xml.skip()
      }
    }
    try xml.finish()
  }

  private mutating func readColumns() throws(WorkbookError) {
    while try xml.nextChild() {
      if xml.isElement("col"), xml.flag("hidden") {
        let first = try columnNumber("min")
        let last = try columnNumber("max")
        guard first <= last else { throw xml.error(.badReference("\(first):\(last)")) }
        try checkAreas(hiddenColumns.count)
        hiddenColumns.append(first...last)
      }
      try xml.skip()
    }
  }

  private func columnNumber(_ attribute: StaticString) throws(WorkbookError) -> Int {
    let text = try xml.required(attribute)
    guard let place = xml.attribute(attribute), let number = xml.wholeNumber(place),
      (1...CellReference.lastColumn).contains(number)
    else { throw xml.error(.badReference(WorkbookError.excerpt(text))) }
    return number
  }

  private mutating func readMergedAreas() throws(WorkbookError) {
    while try xml.nextChild() {
      if xml.isElement("mergeCell") {
        let text = try xml.required("ref")
        guard let area = CellArea(text) else { throw xml.error(.badReference(WorkbookError.excerpt(text))) }
        try checkAreas(mergedAreas.count)
        mergedAreas.append(area)
      }
      try xml.skip()
    }
  }

  private func checkAreas(_ count: Int) throws(WorkbookError) {
    guard count < xml.limits.areas else { throw xml.error(.tooManyAreas(limit: xml.limits.areas)) }
  }

  private mutating func readRows() throws(WorkbookError) {
    while try xml.nextChild() {
      if xml.isElement("row") { try readRow() } else { try xml.skip() }
    }
  }

  private mutating func readRow() throws(WorkbookError) {
    let number = try rowNumber()
    lastRow = number
    var row = CellGrid.OpenRow(number: number, isHidden: xml.flag("hidden"))
    var lastColumn = 0
    while try xml.nextChild() {
      guard xml.isElement("c") else {
        try xml.skip()
        continue
      }
      let reference = try CellHead.reference(xml, row: number, columnBefore: lastColumn)
      lastColumn = reference.column
      do { try readCell(at: reference, into: &row.cells) } catch {
        var place = error.place
        place.cell = reference
        throw WorkbookError(error.defect, at: place)
      }
    }
    grid.append(row)
  }

  /// A row without a number is the one after the last.
  private func rowNumber() throws(WorkbookError) -> Int {
    guard let place = xml.attribute("r") else {
      guard lastRow < CellReference.lastRow else { throw xml.error(.badRowNumber("\(lastRow + 1)")) }
      return lastRow + 1
    }
    guard let number = xml.wholeNumber(place), (1...CellReference.lastRow).contains(number) else {
      throw xml.error(.badRowNumber(WorkbookError.excerpt(xml.bytes[place])))
    }
    return number
  }

  private mutating func readCell(
    at reference: CellReference, into cells: inout [Workbook.Cell]
  ) throws(WorkbookError) {
    let head = try CellHead(xml, reference: reference, formats: context.formats)
    var isFormula = false
    var hasContent = false
    content.removeAll(keepingCapacity: true)
    while try xml.nextChild() {
      if xml.isElement("v"), !hasContent {
        hasContent = true
        try xml.readText(into: &content)
      } else if xml.isElement("is"), head.type == .inlineText, !hasContent {
        hasContent = true
        try RichText.read(&xml, into: &content)
      } else {
        isFormula = isFormula || xml.isElement("f")
        try xml.skip()
      }
    }
    let value = hasContent ? try head.value(content, context: context, xml: xml) : .empty
    guard value != .empty || isFormula else { return }
    guard context.cellAllowance > 0 else { throw xml.error(.tooManyCells(limit: xml.limits.cells)) }
    context.cellAllowance -= 1
    cells.append(Workbook.Cell(value, at: reference, format: head.format, isFormula: isFormula))
  }
}
