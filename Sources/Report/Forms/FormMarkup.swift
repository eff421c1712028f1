import Portfolio
import Rulebook

/// A form on a page.
struct FormMarkup {
  private let table: FormTable
  private let texts: FormCellText

  init(_ table: FormTable) {
    self.table = table
    texts = FormCellText(table)
  }

  /// The whole paper: code, heading, title, table, notes, signatures.
  var html: HTML {
    """
    <div class="paper \(density)">
    \(origin)\(heading)<p class="form-title">\(table.title)</p>
    \(subtitles)\(grid)\(legend)\(notes)\(signatures)</div>

    """
  }

  /// The more columns, the smaller the print.
  private var density: HTML {
    switch table.columns.count {
    case ...9: "few"
    case ...14: "some"
    case ...18: "many"
    default: "most"
    }
  }

  private func say(_ vi: String, _ en: String) -> String { Phrases(language: table.language).say(vi, en) }

  private var origin: HTML {
    let code: HTML = table.code.isEmpty ? "" : "<b>\(say("Mẫu số", "Form")) \(table.code)</b> "
    guard !table.code.isEmpty || !table.origin.isEmpty else { return "" }
    return "<p class=\"origin\">\(code)<i>\(table.origin)</i></p>\n"
  }

  private var heading: HTML {
    guard let heading = table.heading else { return "" }
    func block(_ lines: [String], boldFrom first: Int) -> HTML {
      lines.enumerated().map { index, line -> HTML in
        index >= first ? "<b>\(line)</b>" : "\(line)"
      }.joined("<br>")
    }
    return """
      <div class="heading"><p>\(block(heading.issuer, boldFrom: heading.issuer.count - 1))</p>\
      <p>\(block(heading.motto, boldFrom: 0))</p></div>

      """
  }

  private var subtitles: HTML {
    let lines = table.subtitles.map { "<p class=\"subtitle\">\($0)</p>\n" as HTML }.joined()
    guard table.columns.contains(where: { $0.kind == .amount }) else { return lines }
    let unit = table.unit.name[table.language]
    return "\(lines)<p class=\"unit\">\(say("Đơn vị tính", "Unit")): \(unit)</p>\n"
  }

  private var grid: HTML {
    let weight = table.columns.reduce(0) { $0 + max($1.width, 1) }
    let columns = table.columns.map { column -> HTML in
      "<col style=\"width:\(max(column.width, 1) * 100 / weight)%\">"
    }.joined()
    return """
      <div class="scroll" role="region" tabindex="0" aria-label="\(table.title)">
      <table style="min-width:\(weight * 0.46)rem"><caption class="hidden">\(table.title)</caption>
      <colgroup>\(columns)</colgroup>
      <thead>
      \(head)</thead>
      <tbody>
      \(table.lines.map(row).joined("\n"))
      </tbody></table></div>

      """
  }

  private var head: HTML {
    let head = FormHead(table.columns)
    let rows = (0..<head.rowCount).map { row -> HTML in
      let cells = head.cells(ofRow: row).map { cell -> HTML in
        let rows: HTML = cell.rowCount > 1 ? " rowspan=\"\(cell.rowCount)\"" : ""
        let columns: HTML = cell.columnCount > 1 ? " colspan=\"\(cell.columnCount)\"" : ""
        return "<th scope=\"\(cell.isGroup ? "colgroup" : "col")\"\(rows)\(columns)>\(cell.title)</th>"
      }
      return "<tr>\(cells.joined())</tr>\n"
    }.joined()
    guard table.columns.contains(where: { !$0.number.isEmpty }) else { return rows }
    let numbers = table.columns.map { "<td>\(number($0.number))</td>" as HTML }.joined()
    return "\(rows)<tr class=\"numbers\">\(numbers)</tr>\n"
  }

  /// `24=7-8-9+13+19` may be broken after its signs.
  private func number(_ text: String) -> HTML {
    var markup = HTML.empty
    for character in text {
      markup += "\(String(character))"
      if "=+-".contains(character) { markup += "<wbr>" }
    }
    return markup
  }

  private func row(_ line: FormTable.Line) -> HTML {
    let cells = table.columns.indices.map { column -> HTML in
      let cell = table.cell(column, of: line)
      return "<td\(attribute(of: cell, in: table.columns[column].kind))>\(texts.text(of: cell, column))</td>"
    }
    return "<tr class=\"l\(line.level.rawValue)\">\(cells.joined())</tr>"
  }

  private func attribute(of cell: FormTable.Cell, in kind: FormTable.Kind) -> HTML {
    switch cell {
    case .amount, .count, .share: " class=\"n\""
    case .date: " class=\"d\""
    case .text where kind == .code: " class=\"c\""
    case .text, .empty: ""
    }
  }

  private var legend: HTML {
    let entries = table.columns.filter { !$0.meaning.isEmpty }
    guard !entries.isEmpty else { return "" }
    let list = entries.map { column -> HTML in
      "<span><b>\(column.number.prefix { $0 != "=" }.description)</b> \(column.meaning)</span>"
    }
    return "<p class=\"form-legend\">\(list.joined(" "))</p>\n"
  }

  private var notes: HTML {
    guard !table.notes.isEmpty else { return "" }
    let items = table.notes.map { "<li>\($0)</li>" as HTML }.joined("\n")
    return "<p class=\"notes-head\">\(say("Ghi chú", "Notes")):</p>\n<ul class=\"notes\">\n\(items)\n</ul>\n"
  }

  private var signatures: HTML {
    guard !table.signatures.isEmpty else { return "" }
    let blocks = table.signatures.map { signature -> HTML in
      let dateline: HTML = signature.dateline.isEmpty ? "" : "\(signature.dateline)"
      return "<p><i>\(dateline)</i><br><b>\(signature.role)</b><br><i>\(signature.hint)</i></p>"
    }
    return "<div class=\"signatures\">\(blocks.joined())</div>\n"
  }
}
