import Rulebook

/// An administrative report as plain text.
struct LetterText: TextPage {
  let width: Int
  let color: ColorMode
  var lines: [String] = []

  init(width: Int, color: ColorMode) {
    self.width = width
    self.color = color
  }

  mutating func write(_ letter: Letter) {
    write(letter.opening)
    for text in letter.introduction { paragraph(text) }
    for section in letter.sections {
      heading(section.title)
      for block in section.blocks { write(block) }
    }
    lines.append("")
    paragraph(letter.closing.sentence)
    for table in letter.appendices { write(table) }
    heading(letter.rulesTitle)
    for rule in letter.rules { paragraph(rule, style: .muted) }
    heading(letter.runTitle)
    for entry in letter.run { paragraph("\(entry.term): \(entry.value)", style: .muted) }
    paragraph(letter.runNote, style: .muted)
  }

  private mutating func write(_ opening: Letter.Opening) {
    heading("\(opening.issuer) · \(opening.kind)")
    paragraph(opening.subject)
    paragraph(opening.addressee)
    lines.append("")
  }

  private mutating func write(_ block: Letter.Block) {
    switch block {
    case .paragraph(let text): paragraph(text)
    case .list(let items):
      for (index, item) in items.enumerated() { paragraph("\(index + 1). \(item)") }
    case .table(let table): write(table)
    }
  }

  private mutating func write(_ table: FormTable) {
    lines.append("")
    let hasAmounts = table.columns.contains { $0.kind == .amount }
    paragraph(table.title + (hasAmounts ? " (\(table.unit.name[table.language]))" : ""), style: .heading)
    FormText(table).write(to: &self)
    for note in table.notes { paragraph(note, style: .muted) }
  }
}
