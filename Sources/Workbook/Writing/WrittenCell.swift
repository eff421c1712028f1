extension WorkbookWriter {
  /// What is written into a cell. There are no formulas: text that begins with `=` stays text.
  public enum Value: Sendable, Hashable {
    case empty
    case text(String)
    case whole(Int)
    /// Units over ten to the power of the number of fraction digits (0 to 18): 123456 with 2 is 1234.56, exactly.
    case decimal(units: Int, fractionDigits: Int)
    /// The shortest text that reads back as the same number; what is not finite is left empty.
    case number(Double)
    case date(Workbook.DateTime)
    case boolean(Bool)
  }

  public struct Cell: Sendable, Hashable {
    public var value: Value
    public var style: CellStyle

    /// A value; a date gets a format that shows it unless the style has one.
    public init(_ value: Value, style: CellStyle = CellStyle()) {
      self.value = value
      self.style = style
    }

    public static func text(_ text: String, style: CellStyle = CellStyle()) -> Cell { Cell(.text(text), style: style) }

    public static let empty = Cell(.empty)
  }
}

/// How a cell looks.
public struct CellStyle: Sendable, Hashable {
  public var format: NumberFormat
  public var isBold = false
  public var isItalic = false
  /// In points; nil is the workbook's usual size.
  public var fontSize: Int?
  public var wrapsText = false
  public var horizontal = Horizontal.byValue
  public var vertical = Vertical.bottom
  /// A thin line on all four sides.
  public var isFramed = false
  /// A light grey ground.
  public var isShaded = false

  public init(_ format: NumberFormat = .general) { self.format = format }

  public enum Horizontal: String, Sendable {
    /// Text on the left, numbers on the right.
    case byValue = "general"
    case left
    case center
    case right
  }

  public enum Vertical: String, Sendable {
    case top
    case center
    case bottom
  }

  /// The usual head of a column: bold, wrapped, centred, framed and shaded.
  public static let header: CellStyle = {
    var style = CellStyle()
    style.isBold = true
    style.wrapsText = true
    style.horizontal = .center
    style.vertical = .center
    style.isFramed = true
    style.isShaded = true
    return style
  }()
}

/// How a number is shown; separators are those of the reader's language.
public enum NumberFormat: Sendable, Hashable {
  case general
  /// With separators between thousands.
  case whole
  /// With separators between thousands and this many decimals.
  case decimal(places: Int)
  /// A share as a percentage.
  case percentage(places: Int)
  /// `dd/mm/yyyy`
  case date
  /// `dd/mm/yyyy hh:mm`
  case dateTime
  /// Typed digits stay text.
  case text

  private static let mostPlaces = 15

  /// The number format code; nil for the general format.
  var code: String? {
    switch self {
    case .general: nil
    case .whole: "#,##0"
    case .decimal(let places): "#,##0" + Self.fraction(places)
    case .percentage(let places): "0" + Self.fraction(places) + "%"
    case .date: "dd/mm/yyyy"
    case .dateTime: "dd/mm/yyyy\\ hh:mm"
    case .text: "@"
    }
  }

  private static func fraction(_ places: Int) -> String {
    let count = min(max(places, 0), mostPlaces)
    return count == 0 ? "" : "." + String(repeating: "0", count: count)
  }
}
