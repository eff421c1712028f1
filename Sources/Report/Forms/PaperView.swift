import Rulebook

/// What papers were filled, for a terminal: each with its size and its notes.
public enum PaperView {
  /// The whole view, ending in a line feed; all tables are in one language, that of the first.
  public static func render(_ tables: [FormTable], width: Int = 100, color: ColorMode = .none) -> String {
    var page = PaperOverview(
      phrases: Phrases(language: tables.first?.language ?? .en), width: max(width, TerminalReport.smallestWidth),
      color: color)
    page.write(tables)
    return page.lines.joined(separator: "\n") + "\n"
  }
}

private struct PaperOverview: TextPage {
  let phrases: Phrases
  let width: Int
  let color: ColorMode
  var lines: [String] = []

  mutating func write(_ tables: [FormTable]) {
    heading(phrases.say("CÁC BIỂU ĐÃ LẬP", "FORMS"))
    var list = TextTable(columns: [
      .init(title: phrases.say("biểu", "form")), .init(title: phrases.say("tên", "name"), isFlexible: true),
      .init(title: phrases.say("cột", "columns"), alignment: .right),
      .init(title: phrases.say("dòng", "lines"), alignment: .right), .init(title: phrases.say("đơn vị", "unit")),
    ])
    for table in tables {
      list.rows.append([
        .init(table.isOfficial ? table.code : "–"), .init(table.title), .init("\(table.columns.count)"),
        .init("\(table.lines.count)"), .init(table.unit.name[phrases.language]),
      ])
    }
    self.table(list)
    for table in tables {
      heading(table.isOfficial ? table.code : table.name)
      if !table.isOfficial, !table.origin.isEmpty { paragraph(table.origin + ".", style: .doubtful) }
      for note in table.notes { paragraph("– " + note) }
    }
  }
}
