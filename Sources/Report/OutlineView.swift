import Rulebook

/// Small tables of words under headings, for a terminal: what was understood of something, place by place.
public enum OutlineView {
  public struct Section: Sendable {
    public var title: String
    /// Titles of the columns.
    public var columns: [String]
    /// One text for each column.
    public var rows: [[String]]
    /// The column that gives way when a table is too wide, by its position.
    public var flexibleColumn: Int
    /// Said below the rows.
    public var note: String

    public init(title: String, columns: [String], rows: [[String]], flexibleColumn: Int, note: String = "") {
      self.title = title
      self.columns = columns
      self.rows = rows
      self.flexibleColumn = flexibleColumn
      self.note = note
    }
  }

  /// The sections with rows, ending in a line feed; no line takes more than `width` columns, at least ``TerminalReport/smallestWidth``.
  public static func render(
    title: String, lead: String, sections: [Section], width: Int = 100, color: ColorMode = .none
  ) -> String {
    var page = OutlinePage(width: max(width, TerminalReport.smallestWidth), color: color)
    page.heading(title)
    page.paragraph(lead)
    for section in sections where !section.rows.isEmpty { page.write(section) }
    return page.lines.joined(separator: "\n") + "\n"
  }
}

private struct OutlinePage: TextPage {
  let width: Int
  let color: ColorMode
  var lines: [String] = []

  init(width: Int, color: ColorMode) {
    self.width = width
    self.color = color
  }

  mutating func write(_ section: OutlineView.Section) {
    heading(section.title)
    var table = TextTable(
      columns: section.columns.enumerated().map { .init(title: $1, isFlexible: $0 == section.flexibleColumn) })
    table.rows = section.rows.map { row in row.map { TextTable.Cell($0) } }
    self.table(table)
    if !section.note.isEmpty { paragraph(section.note, style: .muted) }
  }
}
