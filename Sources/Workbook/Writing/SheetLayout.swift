/// What a sheet is besides its cells.
public struct SheetLayout: Sendable, Hashable {
  /// Widths of the columns from the first, in characters; nil keeps the usual width.
  public var columnWidths: [Double?] = []
  /// Rows at the top that stay when scrolling, and columns on the left.
  public var frozenRows = 0
  public var frozenColumns = 0
  /// The rows that every printed page begins with, counted from 1.
  public var repeatedRows: ClosedRange<Int>?
  public var page = Page()
  public var isHidden = false
  public var dropDowns: [DropDown] = []

  public init() {}

  /// A cell whose value is chosen from a list; others may be typed, too.
  public struct DropDown: Sendable, Hashable {
    public var cell: CellReference
    public var choices: [String]

    public init(cell: CellReference, choices: [String]) {
      self.cell = cell
      self.choices = choices
    }
  }

  /// A sheet of paper is A4.
  public struct Page: Sendable, Hashable {
    public var orientation = Orientation.portrait
    public var scaling = Scaling.none
    public var numbering = Numbering.none

    public init() {}
  }

  public enum Orientation: String, Sendable {
    case portrait
    case landscape
  }

  public enum Scaling: Sendable {
    case none
    /// All columns on one page, rows on as many as they need.
    case fitWidth
  }

  public enum Numbering: Sendable {
    case none
    /// The page's number in the middle of the foot.
    case foot
  }
}

extension SheetLayout {
  static let mostWidth = 255.0

  /// Widths as a file can hold them: positive, finite and at most 255.
  var usableWidths: [Double?] {
    columnWidths.prefix(CellReference.lastColumn).map { width in
      width.flatMap { $0.isFinite && $0 > 0 ? min($0, Self.mostWidth) : nil }
    }
  }

  private static let longestChoices = 255

  /// Those that a file can hold: choices without commas, of 255 characters together.
  var usableDropDowns: [DropDown] {
    dropDowns.filter { dropDown in
      !dropDown.choices.isEmpty && dropDown.choices.allSatisfy { !$0.contains(",") }
        && dropDown.choices.joined(separator: ",").utf16.count <= Self.longestChoices
    }
  }

  /// The rows to repeat, cut to those of a sheet; nil when there are none.
  var usableRepeatedRows: ClosedRange<Int>? {
    repeatedRows.map { $0.clamped(to: 1...CellReference.lastRow) }
  }
}
