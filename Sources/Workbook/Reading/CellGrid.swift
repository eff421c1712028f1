/// Cells gathered in the order of the file, to be put in the order of the sheet.
struct CellGrid {
  struct OpenRow {
    var number: Int
    var isHidden: Bool
    var cells: [Workbook.Cell] = []
  }

  private var rows: [OpenRow] = []
  private var isOrdered = true

  /// Takes the row; one without content leaves no trace.
  mutating func append(_ row: OpenRow) {
    guard !row.cells.isEmpty else { return }
    if let last = rows.last, row.number <= last.number { isOrdered = false }
    rows.append(row)
  }

  /// The rows in order, with those of the same number joined; the error is the place of a second cell at one place.
  consuming func ordered() -> Result<[Workbook.Row], DuplicateCell> {
    if !isOrdered { order() }
    var result: [Workbook.Row] = []
    result.reserveCapacity(rows.count)
    for row in rows {
      var cells = row.cells
      if !Self.isAscending(cells) {
        cells.sort { $0.column < $1.column }
        if let index = cells.indices.dropFirst().first(where: { cells[$0].column == cells[$0 - 1].column }) {
          return .failure(DuplicateCell(reference: cells[index].reference))
        }
      }
      result.append(Workbook.Row(number: row.number, isHidden: row.isHidden, cells: cells))
    }
    return .success(result)
  }

  struct DuplicateCell: Error {
    let reference: CellReference
  }

  private mutating func order() {
    rows.sort { $0.number < $1.number }
    var joined: [OpenRow] = []
    for row in rows {
      if let last = joined.indices.last, joined[last].number == row.number {
        joined[last].cells.append(contentsOf: row.cells)
        joined[last].isHidden = joined[last].isHidden || row.isHidden
      } else {
        joined.append(row)
      }
    }
    rows = joined
  }

  private static func isAscending(_ cells: [Workbook.Cell]) -> Bool {
    cells.indices.dropFirst().allSatisfy { cells[$0 - 1].column < cells[$0].column }
  }
}
