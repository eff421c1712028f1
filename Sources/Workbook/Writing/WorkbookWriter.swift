/// Writes an .xlsx file sheet by sheet and row by row; the same calls give the same bytes.
///
/// Rows are compressed as they come, so that memory holds little more than the finished file.
public struct WorkbookWriter: ~Copyable {
  private struct SheetEntry {
    var name: String
    var layout: SheetLayout
    var rowCount = 0
    var mergedAreas: [CellArea] = []
  }

  private var archive = ZipWriter()
  private var styles: StyleTable
  private var sheets: [SheetEntry] = []
  private var stream = DeflateStream()
  private var pending = MarkupBytes()
  private var rowHeight: RowHeight

  private static let chunkSize = 1 << 16
  private static let mostSheets = 1_000
  /// UTF-16 units.
  private static let longestText = 32_767

  /// A font by its name and size in points; where the reader's machine lacks it, the program takes another.
  public struct Typeface: Sendable, Hashable {
    public var name: String
    public var size: Int

    public init(name: String, size: Int) {
      self.name = name
      self.size = size
    }

    public static let calibri = Typeface(name: "Calibri", size: 11)
    /// The type of official documents in Viet Nam (Decree 30/2020/ND-CP, annex I).
    public static let timesNewRoman = Typeface(name: "Times New Roman", size: 12)
  }

  /// Begins a file whose cells are written in this type unless their style has another size.
  public init(typeface: Typeface = .calibri) {
    styles = StyleTable(typeface: typeface)
    rowHeight = RowHeight(typeface: typeface, layout: SheetLayout())
  }

  /// Ends the sheet before and begins the next; rows go into it until another begins.
  ///
  /// The name is made to fit the rules of spreadsheet programs (31 UTF-16 units, no `: \ / ? * [ ]`, unlike the others); the
  /// result is the name that was given.
  @discardableResult
  public mutating func beginSheet(
    named name: String, layout: SheetLayout = SheetLayout()
  ) throws(WorkbookWriterError) -> String {
    try endSheet()
    guard sheets.count < Self.mostSheets else { throw .tooManySheets(limit: Self.mostSheets) }
    let taken = Set(sheets.map { SheetName.key($0.name) })
    let cleaned = SheetName.cleaned(name, unlike: taken)
    sheets.append(SheetEntry(name: cleaned, layout: layout))
    stream = DeflateStream()
    rowHeight = RowHeight(typeface: styles.typeface, layout: layout)
    pending = SheetMarkup.head(
      layout, lineHeight: RowHeight.line(styles.typeface), isSelected: sheets.count == 1 && !layout.isHidden)
    return cleaned
  }

  /// Writes the next row of the sheet that was begun last, with its cells from the first column.
  ///
  /// - Parameter height: in points; nil is one line, or what wrapped texts are estimated to need in their columns.
  public mutating func append(row cells: [Cell], height: Double? = nil) throws(WorkbookWriterError) {
    guard let last = sheets.indices.last else { throw .noSheet }
    let name = sheets[last].name
    let row = sheets[last].rowCount + 1
    guard row <= CellReference.lastRow else { throw .tooManyRows(sheet: name, limit: CellReference.lastRow) }
    guard cells.count <= CellReference.lastColumn else {
      throw .tooManyColumns(sheet: name, row: row, limit: CellReference.lastColumn)
    }
    sheets[last].rowCount = row
    guard !cells.isEmpty || height != nil else { return }
    pending.append("<row r=\"")
    pending.append(row)
    pending.append("\"")
    if let height, height.isFinite, height > 0 {
      pending.append(" ht=\"")
      pending.append(plain: min(height, RowHeight.highest).description)
      pending.append("\" customHeight=\"1\"")
    } else if let height = rowHeight.estimate(for: cells) {
      pending.append(" ht=\"")
      pending.append(plain: height.description)
      pending.append("\"")
    }
    pending.append(">")
    for (index, cell) in cells.enumerated() {
      try append(cell, at: CellReference(uncheckedRow: row, column: index + 1), sheet: name)
    }
    pending.append("</row>")
    try handOn(ifLargerThan: Self.chunkSize)
  }

  /// Merges cells of the sheet that was begun last; only the value of the first is shown.
  ///
  /// An area of a single cell is no merger and leaves no trace.
  public mutating func merge(_ area: CellArea) throws(WorkbookWriterError) {
    guard let last = sheets.indices.last else { throw .noSheet }
    guard area.first != area.last else { return }
    if let other = sheets[last].mergedAreas.first(where: { $0.overlaps(area) }) {
      throw .overlappingAreas(sheet: sheets[last].name, other, area)
    }
    sheets[last].mergedAreas.append(area)
  }

  /// Ends the last sheet and the file; the bytes are those of the file.
  public consuming func finish() throws(WorkbookWriterError) -> [UInt8] {
    guard !sheets.isEmpty else { throw .noSheet }
    try endSheet()
    let list = SheetList(
      sheets: sheets.map {
        .init(name: $0.name, isHidden: $0.layout.isHidden, repeatedRows: $0.layout.usableRepeatedRows)
      })
    try add(styles.markup(), named: "xl/styles.xml")
    try add(list.workbook(), named: "xl/workbook.xml")
    try add(list.workbookLinks(), named: "xl/_rels/workbook.xml.rels")
    try add(SheetList.packageLinks(), named: "_rels/.rels")
    try add(list.contentTypes(), named: "[Content_Types].xml")
    return try archive.finish()
  }

  private mutating func append(
    _ cell: Cell, at reference: CellReference, sheet: String
  ) throws(WorkbookWriterError) {
    if case .text(let text) = cell.value, text.utf8.count > Self.longestText {
      let length = text.utf16.count
      guard length <= Self.longestText else {
        throw .textTooLong(sheet: sheet, cell: reference, length: length, limit: Self.longestText)
      }
    }
    var style = cell.style
    if case .date(let date) = cell.value, style.format == .general {
      style.format = date.secondsOfDay == 0 ? .date : .dateTime
    }
    RowMarkup.append(cell, at: reference, style: try styles.number(of: style), to: &pending)
  }

  private mutating func endSheet() throws(WorkbookWriterError) {
    guard let sheet = sheets.last else { return }
    try handOn(ifLargerThan: 0)
    pending = SheetMarkup.foot(sheet.layout, mergedAreas: sheet.mergedAreas)
    try handOn(ifLargerThan: 0)
    try archive.append(stream.finish(), named: "xl/worksheets/sheet\(sheets.count).xml")
  }

  private mutating func handOn(ifLargerThan size: Int) throws(WorkbookWriterError) {
    guard pending.count > size else { return }
    try stream.append(pending.bytes)
    pending.removeAll()
  }

  private mutating func add(_ markup: MarkupBytes, named name: String) throws(WorkbookWriterError) {
    var stream = DeflateStream()
    try stream.append(markup.bytes)
    try archive.append(stream.finish(), named: name)
  }
}
