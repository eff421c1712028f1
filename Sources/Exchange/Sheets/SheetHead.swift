import Workbook

/// The head of a table in a sheet: titles in one row, or in several with merged cells.
struct SheetHead {
  struct Title {
    /// Counted from 1.
    let column: Int
    /// From the topmost title down to the column's own; what stands twice in a row stands once.
    let parts: [String]

    /// The lowest title.
    var own: String { parts.last ?? "" }
    /// All titles, from the top: `Kế hoạch vốn năm 2026 / Tổng số`.
    var text: String { parts.joined(separator: " / ") }
  }

  /// Numbers of the rows with titles.
  let rows: ClosedRange<Int>
  /// By ascending column.
  let titles: [Title]
  /// The row below that numbers the columns, if there is one.
  let numberRow: Int?

  /// Rows from the top in which a head is looked for.
  private static let searchedRows = 100
  private static let mostRows = 4
  /// Columns and merged cells beyond these numbers are not looked at, so that no file makes the search long.
  private static let mostColumns = 300
  private static let mostAreas = 1_000
  /// A table of fewer columns that are known is none.
  private static let fewestKnown = 2

  /// The head whose titles mean the most different things; nil where no row means at least two.
  ///
  /// Of several, the first, without what stands above its titles: a line over the whole table, such as the number of a decision, is not
  /// part of it, and a head that is repeated on another page is none of its own.
  ///
  /// `meaning` names what a title means; nil when it is not known.
  static func find(in grid: SheetGrid, meaning: (Title) -> String?) -> SheetHead? {
    var best: (head: SheetHead, known: Int)?
    // A row with amounts is no head, whatever texts stand beside them.
    for index in grid.rows.indices.prefix(searchedRows)
    where grid.rows[index].cells.allSatisfy({ $0.value == .empty || isTitle($0) }) {
      let head = SheetHead(in: grid, from: index)
      let known = Set(head.titles.compactMap(meaning)).count
      let isSame = head.rows.upperBound == best?.head.rows.upperBound
      if known >= fewestKnown, known > best?.known ?? 0 || isSame && known == best?.known { best = (head, known) }
    }
    return best?.head
  }

  /// The head of these rows.
  init(in grid: SheetGrid, rows: ClosedRange<Int>) {
    self.rows = rows
    let titles = Self.titles(in: grid, rows: rows)
    self.titles = titles
    numberRow = grid.rows.first { $0.number > rows.upperBound }
      .flatMap { Self.numbersColumns($0, titles.count) ? $0.number : nil }
  }

  private init(in grid: SheetGrid, from index: Int) {
    let first = grid.rows[index].number
    self.init(in: grid, rows: first...Self.lastRow(in: grid, from: index))
  }

  /// The number of the last row of a head that begins with this one.
  private static func lastRow(in grid: SheetGrid, from index: Int) -> Int {
    var last = index
    while last - index + 1 < mostRows, grid.rows.indices.contains(last + 1),
      grid.rows[last + 1].number == grid.rows[last].number + 1,
      goesOn(from: grid.rows[index].number, grid.rows[last], to: grid.rows[last + 1], in: grid)
    {
      last += 1
    }
    return grid.rows[last].number
  }

  /// Whether the next row holds titles below those of a head: merged cells reach into it, or it divides what stands above.
  private static func goesOn(from first: Int, _ row: SheetGrid.Row, to next: SheetGrid.Row, in grid: SheetGrid) -> Bool
  {
    let filled = next.cells.filter { $0.value != .empty }
    guard !filled.isEmpty, filled.allSatisfy(isTitle), !numbersColumns(next, filled.count) else { return false }
    let areas = grid.mergedAreas.lazy.filter { $0.first.row >= first && $0.first.row <= next.number }.prefix(mostAreas)
    // A merged title of several columns is divided below; one of several rows lets the others be divided beside it.
    let isDivided = areas.contains { area in
      area.last.row == row.number && area.first.column < area.last.column
        && filled.contains { (area.first.column...area.last.column).contains($0.column) }
    }
    if isDivided || areas.contains(where: { $0.first.row <= row.number && $0.last.row >= next.number }) { return true }
    // Without merged cells: titles stand where the row above, somewhere to the right of its own first title, has none.
    guard let start = row.cells.first?.column, filled.count >= 2 else { return false }
    return filled.contains { cell in
      cell.column > start && row[cell.column] == nil && !areas.contains { $0.contains(row.number, cell.column) }
    }
      && filled.contains { row[$0.column] != nil }
  }

  /// Text, or a year, that can be a title.
  static func isTitle(_ cell: SheetGrid.Cell) -> Bool {
    switch cell.value {
    case .text: true
    case .number(let number): (1990...2100).contains(number.value)
    default: false
    }
  }

  private static func titles(in grid: SheetGrid, rows: ClosedRange<Int>) -> [Title] {
    let heads = grid.rows.filter { rows.contains($0.number) }
    let areas = Array(grid.mergedAreas.lazy.filter { rows.contains($0.first.row) }.prefix(mostAreas))
    var filled = Set(heads.flatMap(\.cells).map(\.column))
    for area in areas { filled.formUnion(area.first.column...min(area.last.column, area.first.column + mostColumns)) }
    return filled.sorted().prefix(mostColumns).compactMap { column in
      var parts: [String] = []
      for head in heads {
        let text = title(in: head, column, heads: heads, areas: areas)
        if !text.isEmpty, parts.last != text { parts.append(text) }
      }
      return parts.isEmpty ? nil : Title(column: column, parts: parts)
    }
  }

  /// The title over a column in one row: its own, that of the merged cell it belongs to, or what it stands under to the left.
  private static func title(
    in row: SheetGrid.Row, _ column: Int, heads: [SheetGrid.Row], areas: [CellArea]
  ) -> String {
    let own = row.text(column, style: .plain)
    guard own.isEmpty else { return own }
    if let area = areas.first(where: { $0.contains(row.number, column) }) {
      let first = heads.first { $0.number == area.first.row }
      return first?.text(area.first.column, style: .plain) ?? ""
    }
    // Where cells are not merged, a title reaches over the untitled columns to its right that are divided below.
    guard let below = heads.first(where: { $0.number > row.number }), !below.text(column, style: .plain).isEmpty,
      let left = row.cells.last(where: { $0.column < column }),
      !areas.contains(where: { $0.contains(row.number, left.column) }),
      !below.text(left.column, style: .plain).isEmpty
    else { return "" }
    return left.text(style: .plain)
  }

  /// Whether a row numbers the columns: `(1)`, `2`, `5=6+7`, `A`, in at least half of them.
  static func numbersColumns(_ row: SheetGrid.Row, _ columnCount: Int) -> Bool {
    let texts = row.cells.map { $0.text(style: .plain) }.filter { !$0.isEmpty }
    return texts.count >= 3 && texts.count * 2 >= columnCount && texts.allSatisfy(isColumnNumber)
  }

  private static func isColumnNumber(_ text: String) -> Bool {
    let allowed = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"):
        true
      default: "()[]=+-*/:, .%".utf8.contains(byte)
      }
    }
    let letters = text.filter(\.isLetter)
    return allowed && letters.count <= 2 && text.count <= 24
  }
}

extension CellArea {
  func contains(_ row: Int, _ column: Int) -> Bool {
    (first.row...last.row).contains(row) && (first.column...last.column).contains(column)
  }
}
