import Portfolio
import Rulebook
public import Workbook

extension FormTable {
  /// Adds the table to a workbook as a sheet of its own: head and numbers repeated on every printed page, amounts exact in the unit.
  public func write(to writer: inout WorkbookWriter) throws(WorkbookWriterError) {
    try FormSheet(self).write(to: &writer)
  }

  /// A workbook of forms, a sheet for each, in the type of official papers.
  public static func workbook(_ tables: [FormTable]) throws(WorkbookWriterError) -> [UInt8] {
    var writer = WorkbookWriter(typeface: FormSheet.typeface)
    for table in tables { try table.write(to: &writer) }
    return try writer.finish()
  }
}

/// A form as a sheet: what stands above the table, its head, its lines, and what stands below.
struct FormSheet {
  static let typeface = WorkbookWriter.Typeface.timesNewRoman
  private static let titleSize = 14

  private let table: FormTable
  private let head: FormHead
  private let decimals: [Int]
  private let phrases: Phrases
  private let widths: [Double]

  init(_ table: FormTable) {
    self.table = table
    head = FormHead(table.columns)
    decimals = table.decimals
    phrases = Phrases(language: table.language)
    widths = table.columns.indices.map { [decimals] in Self.width($0, of: table, places: decimals[$0]) }
  }

  /// Room for the longest amount and for the words of a head; of other columns what the form says.
  private static func width(_ column: Int, of table: FormTable, places: Int) -> Double {
    guard table.columns[column].kind == .amount else { return table.columns[column].width }
    let figures = Figures(language: .en, unit: table.unit.money, places: table.unit.digits)
    let longest = table.lines.reduce(0) { longest, line in
      guard case .amount(let money) = table.cell(column, of: line) else { return longest }
      return max(longest, figures.amount(money, places: places).count)
    }
    return max(Double(longest) * 1.05 + 1.2, narrowest)
  }

  private static let narrowest = 9.5

  private var columnCount: Int { max(table.columns.count, 2) }
  private var width: Double { width(0..<table.columns.count) }
  private var hasNumbers: Bool { table.columns.contains { !$0.number.isEmpty } }

  private func width(_ columns: Range<Int>) -> Double { columns.reduce(0) { $0 + widths[$1] } }

  func write(to writer: inout WorkbookWriter) throws(WorkbookWriterError) {
    let top = opening
    let headRows = head.rowCount + (hasNumbers ? 1 : 0)
    var layout = SheetLayout()
    layout.columnWidths = widths
    layout.frozenRows = top.count + headRows
    layout.frozenColumns = table.columns.count > 6 ? 2 : 0
    if headRows > 0 { layout.repeatedRows = (top.count + 1)...(top.count + headRows) }
    layout.page.orientation = .landscape
    layout.page.scaling = .fitWidth
    layout.page.numbering = .foot
    try writer.beginSheet(named: table.code.isEmpty ? table.name : table.code, layout: layout)
    var row = 0
    try append(top, at: &row, to: &writer)
    try appendHead(at: &row, to: &writer)
    for line in table.lines {
      try writer.append(row: table.columns.indices.map { cell($0, of: line) })
      row += 1
    }
    try append(closing, at: &row, to: &writer)
  }

  // MARK: What stands above and below the table

  /// A row of texts, each over several columns.
  private struct Band {
    struct Part {
      var text: String
      var columns: Range<Int>
      var style: CellStyle
    }

    var parts: [Part] = []
  }

  private func append(_ bands: [Band], at row: inout Int, to writer: inout WorkbookWriter) throws(WorkbookWriterError) {
    for band in bands {
      row += 1
      var cells = [WorkbookWriter.Cell](repeating: .empty, count: columnCount)
      var height: Double?
      for part in band.parts {
        cells[part.columns.lowerBound] = .text(Self.fitting(part.text), style: part.style)
        guard part.style.wrapsText else { continue }
        let inside = part.columns.clamped(to: 0..<table.columns.count)
        height = max(height ?? 0, Self.typeface.height(of: part.text, width: width(inside), style: part.style))
      }
      try writer.append(row: cells, height: height)
      for part in band.parts { try merge(row...row, part.columns, in: &writer) }
    }
  }

  private func merge(
    _ rows: ClosedRange<Int>, _ columns: Range<Int>, in writer: inout WorkbookWriter
  ) throws(WorkbookWriterError) {
    guard let first = CellReference(row: rows.lowerBound, column: columns.lowerBound + 1),
      let last = CellReference(row: rows.upperBound, column: columns.upperBound)
    else { return }
    try writer.merge(CellArea(first, last))
  }

  private func style(
    _ horizontal: CellStyle.Horizontal, isBold: Bool = false, isItalic: Bool = false, size: Int? = nil,
    wrapsText: Bool = false
  ) -> CellStyle {
    var style = CellStyle()
    style.horizontal = horizontal
    style.vertical = .center
    style.isBold = isBold
    style.isItalic = isItalic
    style.fontSize = size
    style.wrapsText = wrapsText
    return style
  }

  private func band(_ text: String, _ style: CellStyle) -> Band {
    Band(parts: [.init(text: text, columns: 0..<columnCount, style: style)])
  }

  /// Where the right half of a row begins: at the middle of the width, which columns of different widths do not share evenly.
  private var middle: Int {
    let half = width / 2
    let first = table.columns.indices.first { width(0..<($0 + 1)) > half } ?? columnCount / 2
    return min(max(first, 1), columnCount - 1)
  }

  private var opening: [Band] {
    var bands: [Band] = []
    if let code = [table.code.isEmpty ? "" : "\(phrases.say("Mẫu số", "Form")) \(table.code)", table.origin]
      .filter({ !$0.isEmpty }).joinedUnlessEmpty(" – ")
    {
      bands.append(band(code, style(.right, isBold: table.isOfficial, isItalic: !table.isOfficial)))
    }
    if let heading = table.heading { bands += self.bands(of: heading) + [Band()] }
    bands.append(band(table.title, style(.center, isBold: true, size: Self.titleSize, wrapsText: true)))
    bands += table.subtitles.map { band($0, style(.center, isItalic: true, wrapsText: true)) }
    if table.columns.contains(where: { $0.kind == .amount }) {
      let unit = "\(phrases.say("Đơn vị tính", "Unit")): \(table.unit.name[table.language])"
      bands.append(band(unit, style(.right, isItalic: true)))
    } else {
      bands.append(Band())
    }
    return bands
  }

  private func bands(of heading: FormTable.Heading) -> [Band] {
    (0..<max(heading.issuer.count, heading.motto.count)).map { index in
      var parts: [Band.Part] = []
      if index < heading.issuer.count {
        let isLast = index == heading.issuer.count - 1
        parts.append(.init(text: heading.issuer[index], columns: 0..<middle, style: style(.center, isBold: isLast)))
      }
      if index < heading.motto.count {
        parts.append(
          .init(text: heading.motto[index], columns: middle..<columnCount, style: style(.center, isBold: true)))
      }
      return Band(parts: parts)
    }
  }

  private var closing: [Band] {
    var bands: [Band] = []
    let legend = table.columns.filter { !$0.meaning.isEmpty }
      .map { "\($0.number.prefix { $0 != "=" }) \($0.meaning)" }.joinedUnlessEmpty("; ")
    if let legend { bands.append(band(legend, style(.left, isItalic: true, size: 10, wrapsText: true))) }
    if !table.notes.isEmpty {
      bands.append(band("\(phrases.say("Ghi chú", "Notes")):", style(.left, isBold: true, isItalic: true, size: 11)))
      bands += table.notes.map { band("- \($0)", style(.left, size: 11, wrapsText: true)) }
    }
    guard !table.signatures.isEmpty else { return bands }
    bands.append(Band())
    if table.signatures.contains(where: { !$0.dateline.isEmpty }) {
      bands.append(signatures(\.dateline, style(.center, isItalic: true)))
    }
    bands.append(signatures(\.role, style(.center, isBold: true)))
    bands.append(signatures(\.hint, style(.center, isItalic: true)))
    return bands
  }

  private func signatures(_ text: KeyPath<FormTable.Signature, String>, _ style: CellStyle) -> Band {
    let count = min(table.signatures.count, columnCount)
    let bounds = count == 2 ? [0, middle, columnCount] : (0...count).map { columnCount * $0 / count }
    return Band(
      parts: (0..<count).map {
        .init(text: table.signatures[$0][keyPath: text], columns: bounds[$0]..<bounds[$0 + 1], style: style)
      })
  }

  // MARK: The table

  private func appendHead(at row: inout Int, to writer: inout WorkbookWriter) throws(WorkbookWriterError) {
    let heights = headHeights
    for number in 0..<head.rowCount {
      row += 1
      var cells = [WorkbookWriter.Cell](
        repeating: WorkbookWriter.Cell(.empty, style: .header), count: table.columns.count)
      for cell in head.cells(ofRow: number) { cells[cell.column] = .text(cell.title, style: .header) }
      try writer.append(row: cells, height: heights[number])
      for cell in head.cells(ofRow: number) {
        try merge(row...(row + cell.rowCount - 1), cell.column..<(cell.column + cell.columnCount), in: &writer)
      }
    }
    guard hasNumbers else { return }
    row += 1
    var style = CellStyle.header
    (style.isBold, style.isItalic, style.isShaded, style.fontSize) = (false, true, false, 10)
    try writer.append(row: table.columns.map { .text($0.number, style: style) })
  }

  /// Of the rows of the head, in points: what each cell needs, the last row taking what is missing to cells over several rows.
  private var headHeights: [Double] {
    var heights = [Double](repeating: 0, count: head.rowCount)
    func needed(_ cell: FormHead.Cell) -> Double {
      Self.typeface.height(
        of: cell.title, width: width(cell.column..<(cell.column + cell.columnCount)), style: .header)
    }
    for cell in head.cells where cell.rowCount == 1 { heights[cell.row] = max(heights[cell.row], needed(cell)) }
    for cell in head.cells where cell.rowCount > 1 {
      let given = heights[cell.row..<(cell.row + cell.rowCount)].reduce(0, +)
      heights[cell.row + cell.rowCount - 1] += max(0, needed(cell) - given)
    }
    return heights.map { max($0, Self.typeface.height(of: "", width: 10, style: .header)) }
  }

  private func cell(_ column: Int, of line: FormTable.Line) -> WorkbookWriter.Cell {
    let cell = table.cell(column, of: line)
    var style = CellStyle(format(of: cell, column))
    style.isFramed = true
    style.vertical = .center
    style.isBold = line.level.rawValue <= FormTable.Level.source.rawValue
    style.isItalic = line.level == .source || line.level == .detail
    style.isShaded = line.level == .whole
    switch table.columns[column].kind {
    case .text: style.wrapsText = true
    case .code, .date: style.horizontal = .center
    case .amount, .count, .share: break
    }
    if table.columns[column].kind == .code { style.wrapsText = true }
    return WorkbookWriter.Cell(value(of: cell), style: style)
  }

  private func format(of cell: FormTable.Cell, _ column: Int) -> NumberFormat {
    switch cell {
    case .empty, .text: .general
    case .amount: .decimal(places: decimals[column])
    case .count: .whole
    case .share: .percentage(places: 1)
    case .date: .date
    }
  }

  private func value(of cell: FormTable.Cell) -> WorkbookWriter.Value {
    switch cell {
    case .empty: .empty
    case .text(let text): .text(Self.fitting(text))
    case .amount(let money): .decimal(units: Int(money.dong), fractionDigits: table.unit.digits)
    case .count(let number): .whole(number)
    case .share(let share): .number(share)
    case .date(let day):
      Workbook.DateTime(year: day.year, month: day.month, day: day.dayOfMonth).map { .date($0) }
        ?? .text(day.description)
    }
  }
}

extension FormSheet {
  /// UTF-16 units that a cell of a sheet takes.
  private static let longestText = 32_767

  /// Text as a cell takes it: what is too long ends in an ellipsis.
  private static func fitting(_ text: String) -> String {
    guard text.utf16.count > longestText else { return text }
    var (kept, count) = ("", 0)
    for character in text {
      count += character.utf16.count
      guard count < longestText else { break }
      kept.append(character)
    }
    return kept + "…"
  }
}

extension [String] {
  fileprivate func joinedUnlessEmpty(_ separator: String) -> String? { isEmpty ? nil : joined(separator: separator) }
}
