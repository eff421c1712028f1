import Portfolio
import Rulebook
import Workbook

/// Where in a sheet a ledger stands: its head, its columns, and what the lines above it say.
struct LedgerTable {
  struct Column {
    /// Counted from 1.
    let position: Int
    let title: String
    /// What the title says of its amounts.
    let unit: MoneyUnit?
  }

  let grid: SheetGrid
  let head: SheetHead
  private(set) var columns: [LedgerColumn: Column] = [:]
  /// Titles of columns that are not read.
  private(set) var unread: [String] = []
  /// Two columns whose titles are the same.
  private(set) var repeated: [(column: LedgerColumn, position: Int, title: String)] = []

  private static let searchedRows = 100
  private static let mostHeadRows = 4

  /// Nil where no row looks like the head of a ledger.
  init?(in grid: SheetGrid, titles: LedgerTitles, cells: LedgerCells) {
    guard let head = Self.head(in: grid, titles, cells) else { return nil }
    self.grid = grid
    self.head = head
    place(titles)
  }

  /// The rows whose titles mean the most; of several the fewest, and of these the first: heads are repeated on further pages.
  ///
  /// A row with a day is a line of the ledger, however much of it is text, and no title.
  private static func head(in grid: SheetGrid, _ titles: LedgerTitles, _ cells: LedgerCells) -> SheetHead? {
    var best: (head: SheetHead, known: Int)?
    let rows = grid.rows.prefix(searchedRows)
    let numbers = rows.prefix { row in !row.cells.contains { (try? cells.day($0)) != nil } }.map(\.number)
    for count in 1...mostHeadRows {
      for index in numbers.indices.dropLast(count - 1) where numbers[index + count - 1] == numbers[index] + count - 1 {
        let head = SheetHead(in: grid, rows: numbers[index]...numbers[index + count - 1])
        let known = Set(head.titles.compactMap { titles.meaning(of: $0)?.column }).count
        if known >= 2, known > best?.known ?? 0 { best = (head, known) }
      }
    }
    return best?.head
  }

  private mutating func place(_ titles: LedgerTitles) {
    var ranks: [LedgerColumn: Int] = [:]
    for title in head.titles {
      guard let meaning = titles.meaning(of: title) else {
        unread.append(title.text)
        continue
      }
      let column = Column(
        position: title.column, title: title.text,
        unit: TableHeader.splitUnit(title.own).unit.flatMap { TableWords.unit[$0] })
      guard let other = columns[meaning.column], let rank = ranks[meaning.column] else {
        columns[meaning.column] = column
        ranks[meaning.column] = meaning.rank
        continue
      }
      if rank == meaning.rank { repeated.append((meaning.column, title.column, title.text)) }
      if meaning.rank < rank {
        columns[meaning.column] = column
        ranks[meaning.column] = meaning.rank
      }
      unread.append(meaning.rank < rank ? other.title : title.text)
    }
  }

  /// The column whose days count.
  var date: LedgerColumn? { LedgerColumn.dates.first { columns[$0] != nil } }

  var amounts: [LedgerColumn] { LedgerColumn.amounts.filter { columns[$0] != nil } }

  /// Whether it has what a ledger cannot do without.
  var isUsable: Bool { date != nil && columns[.project] != nil && amounts.contains { $0 != .recovery } }

  /// What is missing, as the names of columns.
  var missing: [LedgerColumn] {
    (date == nil ? [.paymentDate] : []) + (columns[.project] == nil ? [.project] : [])
      + (amounts.contains { $0 != .recovery } ? [] : [.amount])
  }

  /// The cell of a row in a column, or that of the merged cell which reaches into it.
  func cell(_ column: LedgerColumn, of row: SheetGrid.Row) -> SheetGrid.Cell? {
    guard let position = columns[column]?.position else { return nil }
    if let cell = row[position] { return cell }
    guard !column.isAmount,
      let area = grid.mergedAreas.first(where: {
        $0.contains(row.number, position) && $0.first.row > head.rows.upperBound && $0.first.column == position
      })
    else { return nil }
    return grid.rows.first { $0.number == area.first.row }?[position]
  }

  func text(_ column: LedgerColumn, of row: SheetGrid.Row) -> String {
    cell(column, of: row)?.text(style: .plain) ?? ""
  }

  private var linesAbove: [String] {
    grid.rows.prefix { $0.number < head.rows.lowerBound }.flatMap(\.cells).map { $0.text(style: .plain) }
  }

  /// The unit that a line above the head states: `Đơn vị tính: triệu đồng`.
  var statedUnit: MoneyUnit? { linesAbove.lazy.compactMap { ListSettings.unit(in: $0) }.first }

  /// The days that a line above the head states: `Từ ngày 01/01/2026 đến ngày 30/06/2026`, `đến hết ngày 30/6/2026`.
  var statedDays: (first: Day?, last: Day?) {
    for text in linesAbove {
      guard let last = ListSettings.day(in: text) else { continue }
      return (ListSettings.day(after: "từ", in: text), last)
    }
    return (nil, nil)
  }
}
