import Portfolio
import Workbook

/// A row below the head, with what tells rows apart.
struct ListLine {
  let row: SheetGrid.Row
  /// As it stands, with a number that the text itself begins with.
  let label: String
  /// Without that number.
  let text: String
  let numbering: ListNumbering
  let id: String
  /// Whether it holds an amount other than zero.
  let hasAmount: Bool
  /// Whether a cell of amounts holds something else, which is reported where it is read.
  let isUnreadable: Bool
  /// Whether that something has digits, so that an amount may be meant.
  let hasUnreadDigits: Bool
  /// Whether cells beside name and amounts describe a project: a code, an owner, a place, a decision.
  let isFull: Bool
  /// What it says as a heading.
  let meaning: PlanListReading.HeadingMeaning
  /// The first row of the merged cell that holds its name; its own where there is none.
  let nameRow: Int

  /// Whether a number of its own stands before it, and not a mark within its text.
  var isNumbered: Bool {
    // A mark within the text says how the row stands to the one above.
    if case .mark = numbering.style { return label == text }
    return numbering.style != .none
  }

  /// A mark within the text stands below one in the column of numbers.
  var rank: Int { isNumbered || numbering.style == .none ? numbering.style.rank : max(8, numbering.style.rank) }

  /// Whether it reads like what divides a project: a source, a work, a type of cost.
  var dividesProject: Bool { isSource || ListHeadings.isPartOfProject(ListWords(text)) }

  var isSource: Bool { if case .source = meaning { true } else { false } }
}

/// Makes lines of rows.
struct ListLineReader {
  let columns: ListColumns
  let amounts: ListAmounts
  let year: FiscalYear?
  let mapping: PlanListMapping?
  let amountColumns: [Int]
  private let nameColumn: Int?
  private let idColumn: Int?
  private let numberColumn: Int?
  private let describing: Set<Int>
  /// By column, merged areas of several rows below the head.
  private let merged: [Int: [CellSpan]]
  private let firstCells: [Int: SheetGrid.Row]

  private struct CellSpan {
    let rows: ClosedRange<Int>
  }

  init(
    _ grid: SheetGrid, head: SheetHead, columns: ListColumns, amounts: ListAmounts, year: FiscalYear?,
    mapping: PlanListMapping?
  ) {
    self.columns = columns
    self.amounts = amounts
    self.year = year
    self.mapping = mapping
    nameColumn = columns.column(of: .name)
    idColumn = columns.column(of: .id)
    numberColumn = columns.numberColumn
    amountColumns = columns.amountColumns
    let told = Set([nameColumn, numberColumn].compactMap { $0 } + amountColumns)
    describing = Set(
      head.titles.filter { !told.contains($0.column) && !ListWords($0.text).hasAny("ghi chú", "lý do") }.map(\.column))
    var merged: [Int: [CellSpan]] = [:]
    for area in grid.mergedAreas where area.first.row > head.rows.upperBound && area.last.row > area.first.row {
      guard !amountColumns.contains(area.first.column) else { continue }
      merged[area.first.column, default: []].append(CellSpan(rows: area.first.row...area.last.row))
    }
    self.merged = merged
    let firsts = Set(merged.values.flatMap { $0 }.map(\.rows.lowerBound))
    firstCells = Dictionary(grid.rows.filter { firsts.contains($0.number) }.map { ($0.number, $0) }) { first, _ in first
    }
  }

  /// The row with the values of merged cells that begin above it.
  func filled(_ row: SheetGrid.Row) -> SheetGrid.Row {
    var added: [SheetGrid.Cell] = []
    for (column, spans) in merged {
      guard row[column]?.value ?? .empty == .empty,
        let span = spans.first(where: { $0.rows.contains(row.number) && $0.rows.lowerBound < row.number }),
        let cell = firstCells[span.rows.lowerBound]?[column]
      else { continue }
      added.append(cell)
    }
    guard !added.isEmpty else { return row }
    let columns = Set(added.map(\.column))
    let cells = (row.cells.filter { !columns.contains($0.column) } + added).sorted { $0.column < $1.column }
    return SheetGrid.Row(number: row.number, cells: cells)
  }

  func line(_ row: SheetGrid.Row, after previous: Character?) -> ListLine {
    let written = numberColumn.map { row.text($0, style: .plain) } ?? ""
    var numbering = ListNumbering(written, after: previous)
    let label = label(of: row, isNumbered: numbering != nil)
    var text = label
    if numbering == nil, let (own, rest) = ListNumbering.split(label, after: previous) {
      (numbering, text) = (own, rest)
    } else if let first = label.first, ListNumbering.isMark(first) {
      text = String(label.drop { ListNumbering.isMark($0) || $0 == " " })
    }
    let id = idColumn.map { row.text($0, style: .plain) } ?? ""
    let contents = amountColumns.map { amounts.content(row, $0) }
    let isFull = mapping?.projectRows?.contains(row.number) == true || !id.isEmpty || describes(row)
    return ListLine(
      row: row, label: label, text: text, numbering: numbering ?? .none, id: id,
      hasAmount: contents.contains { if case .amount(let money, _) = $0 { money != .zero } else { false } },
      isUnreadable: contents.contains { if case .unreadable = $0 { true } else { false } },
      hasUnreadDigits: contents.contains {
        if case .unreadable(let text) = $0 { Self.mayBeAmount(text) } else { false }
      },
      isFull: isFull && TableWords.group[text] == nil,
      meaning: isFull && TableWords.group[text] == nil ? .nothing : meaning(text, label), nameRow: nameRow(of: row))
  }

  /// Digits that are not those of a date.
  private static func mayBeAmount(_ text: String) -> Bool {
    text.contains(where: \.isNumber) && !ListWords(text).hasAny("ngày", "tháng", "trang")
  }

  private func nameRow(of row: SheetGrid.Row) -> Int {
    guard let nameColumn, let span = merged[nameColumn]?.first(where: { $0.rows.contains(row.number) }) else {
      return row.number
    }
    return span.rows.lowerBound
  }

  private func meaning(_ text: String, _ label: String) -> PlanListReading.HeadingMeaning {
    for written in [text, label] {
      if let told = mapping?.headings[HeaderName(written)] { return told }
    }
    return ListHeadings.meaning(of: text, year: year)
  }

  /// The name; where its cell is empty, the first text of the row.
  private func label(of row: SheetGrid.Row, isNumbered: Bool) -> String {
    let name = nameColumn.map { row.text($0, style: .plain) } ?? ""
    if !name.isEmpty { return name }
    if let numberColumn, !isNumbered {
      let number = row.text(numberColumn, style: .plain)
      if !number.isEmpty { return number }
    }
    let first = row.cells.first { cell in
      cell.column != numberColumn && !describing.contains(cell.column) && !amountColumns.contains(cell.column)
        && Self.isText(cell)
    }
    return first?.text(style: .plain) ?? ""
  }

  /// The first text of a row that is no line of the list.
  func anyText(_ row: SheetGrid.Row) -> String {
    let name = nameColumn.map { row.text($0, style: .plain) } ?? ""
    return name.isEmpty ? row.cells.first(where: Self.isText)?.text(style: .plain) ?? "" : name
  }

  private func describes(_ row: SheetGrid.Row) -> Bool {
    row.cells.contains { describing.contains($0.column) && (Self.isText($0) || Self.isDate($0)) }
  }

  /// A text that is no number.
  private static func isText(_ cell: SheetGrid.Cell) -> Bool {
    guard case .text(let text) = cell.value else { return false }
    return text.contains(where: \.isLetter)
  }

  private static func isDate(_ cell: SheetGrid.Cell) -> Bool { if case .date = cell.value { true } else { false } }

  // MARK: Rows that are no lines of the list

  /// Whether the row says again what the head says: a table that goes on upon another page.
  func repeatsHead(_ row: SheetGrid.Row) -> Bool {
    let filled = row.cells.filter { $0.value != .empty }
    // Only a year is a number among titles.
    guard filled.count >= 2, filled.allSatisfy(SheetHead.isTitle) else { return false }
    let same = filled.count { cell in
      let text = HeaderName(cell.text(style: .plain))
      return columns.head.titles.contains { $0.column == cell.column && $0.parts.contains { HeaderName($0) == text } }
    }
    return same * 3 >= filled.count * 2 && same >= 2
  }

  /// Whether the row is the head of another table: its titles mean a name and an amount, elsewhere than the list's do.
  func isOtherHead(_ row: SheetGrid.Row) -> Bool {
    guard row.cells.count >= 3, row.cells.allSatisfy({ $0.value == .empty || !$0.isNumber }) else { return false }
    let titles = ListTitles(year: year)
    let meanings = row.cells.compactMap {
      titles.meaning(of: .init(column: $0.column, parts: [$0.text(style: .plain)]))
    }
    return meanings.contains(.field(.name)) && meanings.contains { $0 == .field(.plan) || $0 == .field(.paidToDate) }
  }

  static func isTotal(_ text: String) -> Bool {
    let name = ListText.unaccented(ListWords(text).bare.text)
    return ["cong", "tong", "tongso", "tongcong"].contains(name)
      || [
        "tongcong", "tongso", "congmuc", "congnhom", "congnguon", "congtrang", "congphan", "tongvon", "tongkehoach",
        "toancong", "chuyentrang", "mangsang", "trangtruocchuyensang", "congchuyen", "congi", "conga", "congb",
        "congdon",
      ].contains { name.hasPrefix($0) } && !name.hasPrefix("congdong")
  }
}
