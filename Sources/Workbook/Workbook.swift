/// What a workbook holds: sheets, rows and cells with their values, and nothing of formulas, charts or looks.
///
/// Sheets are sparse: only rows and cells with content take memory, wherever in the sheet they stand.
public struct Workbook: Sendable, Equatable {
  /// The worksheets in the order of their tabs, hidden ones included.
  public let sheets: [Sheet]

  /// Names of the tabs that are no worksheets, such as charts; they are not read.
  public let otherSheetNames: [String]

  public let dateSystem: DateSystem

  /// The day from which a workbook counts its serial days.
  public enum DateSystem: Sendable {
    /// Serial 1 is 1 January 1900, and serial 60 a 29 February 1900 that never was.
    case from1900
    /// Serial 0 is 1 January 1904.
    case from1904
  }

  /// The worksheet whose name is this one, or canonically equivalent to it.
  public func sheet(named name: String) -> Sheet? { sheets.first { $0.name == name } }
}

extension Workbook {
  /// One sheet of texts, such as delimited text holds; cells beyond what a sheet can have are left out.
  public init(sheetNamed name: String, texts rows: [(number: Int, cells: [(column: Int, text: String)])]) {
    let rows = rows.map { row in
      Row(
        number: row.number, isHidden: false,
        cells: row.cells.compactMap { cell in
          CellReference(row: row.number, column: cell.column).map {
            Cell(.text(cell.text), at: $0, format: .text, isFormula: false)
          }
        })
    }
    let sheet = Sheet(name: name, visibility: .visible, rows: rows, mergedAreas: [], hiddenColumns: [])
    self.init(sheets: [sheet], otherSheetNames: [], dateSystem: .from1900)
  }

  public var withoutFirstSheet: Workbook {
    Workbook(sheets: Array(sheets.dropFirst()), otherSheetNames: otherSheetNames, dateSystem: dateSystem)
  }

  public struct Sheet: Sendable, Equatable {
    public let name: String
    public let visibility: Visibility
    /// Rows with content, by ascending number.
    public let rows: [Row]
    /// Merged cells, by their first row and column; the value stands in the first cell.
    public let mergedAreas: [CellArea]
    /// Numbers of hidden columns, counted from 1.
    public let hiddenColumns: [ClosedRange<Int>]

    public enum Visibility: Sendable {
      case visible
      case hidden
      /// Hidden so that only a program can show it.
      case veryHidden
    }

    /// The row with this number, counted from 1; nil when it has no content.
    public func row(_ number: Int) -> Row? {
      guard let index = index(ofSorted: rows, where: { $0.number < number }), rows[index].number == number else {
        return nil
      }
      return rows[index]
    }

    /// The cell's value; empty where the sheet has no content.
    public subscript(reference: CellReference) -> Value { row(reference.row)?[column: reference.column] ?? .empty }
  }

  public struct Row: Sendable, Equatable {
    /// Counted from 1.
    public let number: Int
    public let isHidden: Bool
    /// Cells with a value or a formula, by ascending column.
    public let cells: [Cell]

    /// The cell in this column, counted from 1; nil when it has no content.
    public func cell(column: Int) -> Cell? {
      guard let index = index(ofSorted: cells, where: { $0.column < column }), cells[index].column == column else {
        return nil
      }
      return cells[index]
    }

    /// The value in this column, counted from 1; empty where there is no content.
    public subscript(column column: Int) -> Value { cell(column: column)?.value ?? .empty }
  }

  public struct Cell: Sendable, Equatable {
    public let value: Value
    private let storedRow: UInt32
    private let storedColumn: UInt16
    /// What the cell's number format makes of a number.
    public let format: NumberKind
    /// Whether a formula gave the value; the value is the one that was last computed, empty when none ever was.
    public let isFormula: Bool

    init(_ value: Value, at reference: CellReference, format: NumberKind, isFormula: Bool) {
      self.value = value
      storedRow = UInt32(clamping: reference.row)
      storedColumn = UInt16(clamping: reference.column)
      self.format = format
      self.isFormula = isFormula
    }

    /// Counted from 1.
    public var column: Int { Int(storedColumn) }
    public var reference: CellReference { CellReference(uncheckedRow: Int(storedRow), column: column) }
  }

  public enum Value: Sendable, Equatable {
    case empty
    /// Text with the runs of rich text joined and without phonetic guides.
    case text(String)
    /// A number; a percentage is a share, so that 15% is 0.15.
    case number(Number)
    /// A number in a cell whose format shows a day, with or without a time.
    case date(DateTime)
    case boolean(Bool)
    /// An error value such as `#N/A`.
    case error(String)
  }

  /// What a number format shows.
  public enum NumberKind: UInt8, Sendable {
    case number
    case percentage
    /// A day, with or without a time of day.
    case date
    /// A time of day or a duration, without a day.
    case time
    /// A number that is shown as it was typed.
    case text
  }
}

/// The first index of a sorted array for which the predicate does not hold; nil when it holds for all.
private func index<Element>(ofSorted elements: [Element], where isBefore: (Element) -> Bool) -> Int? {
  var low = 0
  var high = elements.count
  while low < high {
    let middle = low + (high - low) / 2
    if isBefore(elements[middle]) { low = middle + 1 } else { high = middle }
  }
  return low < elements.count ? low : nil
}
