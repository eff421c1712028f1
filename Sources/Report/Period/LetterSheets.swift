import Rulebook
import Workbook

/// An administrative report as a workbook: its text on the first sheet, every table on one of its own.
struct LetterSheets {
  private static let columns: [Double?] = [26, 92]
  private let letter: Letter

  init(_ letter: Letter) { self.letter = letter }

  func workbook() throws(WorkbookWriterError) -> [UInt8] {
    var writer = WorkbookWriter(typeface: FormSheet.typeface)
    try writeText(to: &writer)
    for table in letter.tables { try table.write(to: &writer) }
    return try writer.finish()
  }

  private func writeText(to writer: inout WorkbookWriter) throws(WorkbookWriterError) {
    var layout = SheetLayout()
    layout.columnWidths = Self.columns
    layout.page.scaling = .fitWidth
    layout.page.numbering = .foot
    try writer.beginSheet(named: Phrases(language: letter.language).say("Báo cáo", "Report"), layout: layout)
    let opening = letter.opening
    try append(opening.issuer, opening.motto.joined(separator: " – "), .strong, to: &writer)
    try append(opening.number, opening.dateline, .plain, to: &writer)
    try append("", opening.kind, .strong, to: &writer)
    try append("", opening.subject, .strong, to: &writer)
    try append("", opening.addressee, .plain, to: &writer)
    for text in letter.introduction { try append("", text, .plain, to: &writer) }
    for section in letter.sections {
      try append("", section.title, .strong, to: &writer)
      for block in section.blocks { try append(block, to: &writer) }
    }
    try append("", letter.closing.sentence, .plain, to: &writer)
    try append("", letter.rulesTitle, .strong, to: &writer)
    for rule in letter.rules { try append("", rule, .plain, to: &writer) }
    try append("", letter.runTitle, .strong, to: &writer)
    for entry in letter.run { try append(entry.term, entry.value, .plain, to: &writer) }
    try append("", letter.runNote, .plain, to: &writer)
  }

  private enum Weight {
    case plain
    case strong
  }

  private func append(
    _ first: String, _ second: String, _ weight: Weight, to writer: inout WorkbookWriter
  ) throws(WorkbookWriterError) {
    var style = CellStyle()
    style.isBold = weight == .strong
    style.wrapsText = true
    style.vertical = .top
    let head: WorkbookWriter.Cell = first.isEmpty ? .empty : .text(first, style: style)
    try writer.append(row: [head, .text(second, style: style)])
  }

  private func append(_ block: Letter.Block, to writer: inout WorkbookWriter) throws(WorkbookWriterError) {
    switch block {
    case .paragraph(let text): try append("", text, .plain, to: &writer)
    case .list(let items):
      for (index, item) in items.enumerated() { try append("", "\(index + 1). \(item)", .plain, to: &writer) }
    case .table(let table): try append("", "→ \(table.title)", .plain, to: &writer)
    }
  }
}
