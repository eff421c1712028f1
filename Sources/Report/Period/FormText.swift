/// A form as text: a table where its texts have room, else a list of its lines.
struct FormText {
  private let table: FormTable
  private let texts: [[String]]

  /// A title is broken into lines of at most so many columns.
  private static let widestTitle = 11
  /// A column of names needs at least so many.
  private static let leastText = 18
  private static let gap = 2

  init(_ table: FormTable) {
    self.table = table
    let cells = FormCellText(table)
    texts = table.lines.map { line in
      table.columns.indices.map { DisplayText.harmless(cells.text(of: table.cell($0, of: line), $0)) }
    }
  }

  func write(to page: inout LetterText) {
    if fits(page.width) { page.table(textTable) } else { writeList(to: &page) }
  }

  private func fits(_ width: Int) -> Bool {
    let needed = table.columns.indices.reduce(1) { sum, column in
      let (title, cell) = (titleWidth(column), widestCell(column))
      let wanted = table.columns[column].kind == .text ? min(max(title, cell), Self.leastText) : max(title, cell)
      return sum + wanted + Self.gap
    }
    let longest = table.columns.indices.filter { table.columns[$0].kind == .text }.map(widestCell).max() ?? 0
    return needed <= width && longest <= width
  }

  private func widestCell(_ column: Int) -> Int { texts.map { DisplayText.width($0[column]) }.max() ?? 0 }

  private func titleLines(_ column: Int) -> [String] {
    let words = table.columns[column].titles.joined(separator: " ")
    return DisplayText.wrapped(DisplayText.harmless(words), to: max(Self.widestTitle, widestCell(column)))
  }

  private func titleWidth(_ column: Int) -> Int { titleLines(column).map { DisplayText.width($0) }.max() ?? 0 }

  private var textTable: TextTable {
    let titles = table.columns.indices.map(titleLines)
    let depth = titles.map(\.count).max() ?? 0
    var text = TextTable(
      columns: table.columns.indices.map { column in
        TextTable.Column(
          title: titles[column].first ?? "", alignment: isNumeric(column) ? .right : .left,
          isFlexible: table.columns[column].kind == .text)
      })
    for line in 1..<max(1, depth) {
      text.rows.append(titles.map { line < $0.count ? TextTable.Cell($0[line], .muted) : "" })
    }
    for (line, cells) in zip(table.lines, texts) {
      text.rows.append(cells.map { TextTable.Cell($0, style(of: line)) })
    }
    return text
  }

  private func isNumeric(_ column: Int) -> Bool {
    switch table.columns[column].kind {
    case .amount, .count, .share: true
    case .text, .code, .date: false
    }
  }

  private func style(of line: FormTable.Line) -> TextStyle {
    switch line.level {
    case .whole, .group: .heading
    case .source, .project, .detail: .plain
    }
  }

  /// Of every line its first two texts, then its other cells, each with its column's title.
  private func writeList(to page: inout LetterText) {
    for (line, cells) in zip(table.lines, texts) {
      let head = table.columns.first?.kind == .code ? 2 : 1
      page.paragraph(cells.prefix(head).filter { !$0.isEmpty }.joined(separator: " "), style: style(of: line))
      let rest = zip(table.columns, cells).dropFirst(head).filter { !$0.1.isEmpty }.map { column, text in
        "\(column.titles.joined(separator: ", ")): \(text)"
      }
      if !rest.isEmpty { page.paragraph(rest.joined(separator: " · "), indent: 5) }
    }
  }
}
