/// The head of a form as a grid in which neighbours with equal leading titles share a cell.
struct FormHead {
  struct Cell: Hashable {
    var title: String
    /// Counted from 0.
    var row: Int
    var column: Int
    var rowCount: Int
    var columnCount: Int
    /// Over several columns, even where a cell holds only one of them.
    var isGroup: Bool
  }

  let rowCount: Int
  /// By row, then by column.
  let cells: [Cell]

  init(_ columns: [FormTable.Column]) {
    let titles = columns.map { $0.titles.isEmpty ? [""] : $0.titles }
    let depth = titles.map(\.count).max() ?? 0
    var cells: [Cell] = []
    for row in 0..<depth {
      var column = 0
      while column < titles.count {
        let own = titles[column]
        guard row < own.count else {
          column += 1
          continue
        }
        let isGroup = row + 1 < own.count
        var end = column + 1
        while isGroup, end < titles.count, titles[end].count > row + 1, titles[end][...row] == own[...row] { end += 1 }
        cells.append(
          Cell(
            title: own[row], row: row, column: column, rowCount: isGroup ? 1 : depth - row, columnCount: end - column,
            isGroup: isGroup))
        column = end
      }
    }
    rowCount = depth
    self.cells = cells
  }

  func cells(ofRow row: Int) -> [Cell] { cells.filter { $0.row == row } }
}
