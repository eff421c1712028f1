/// The height that a row needs for its wrapped texts, estimated without the font.
///
/// A file must say the height of such a row: not every program computes it when it opens the file. Programs fit the row anew when
/// its text is edited.
struct RowHeight {
  private let typeface: WorkbookWriter.Typeface
  private let widths: [Double?]

  /// Of a column without a width of its own, in characters.
  private static let usualWidth = 8.43
  /// What the lines of the grid and the space beside them take of a column, in characters.
  private static let padding = 0.8
  private static let lineHeightOfSize = 1.35
  private static let boldFactor = 1.08
  /// The most that a spreadsheet program shows, in points.
  static let highest = 409.0

  init(typeface: WorkbookWriter.Typeface, layout: SheetLayout) {
    self.typeface = typeface
    widths = layout.usableWidths
  }

  /// In points; nil when one line is enough.
  func estimate(for cells: [WorkbookWriter.Cell]) -> Double? {
    var height = 0.0
    for (index, cell) in cells.enumerated() {
      guard cell.style.wrapsText, case .text(let text) = cell.value else { continue }
      let width = (index < widths.count ? widths[index] : nil) ?? Self.usualWidth
      if let needed = Self.wrapped(text, width: width, style: cell.style, typeface: typeface) {
        height = max(height, needed)
      }
    }
    return height > 0 ? min(Self.quarters(height), Self.highest) : nil
  }

  /// Of text in a field of so many characters of the usual size, in points; nil when one line is enough.
  static func wrapped(
    _ text: String, width: Double, style: CellStyle, typeface: WorkbookWriter.Typeface
  ) -> Double? {
    let size = Double(style.fontSize ?? typeface.size)
    let scale = size / Double(max(typeface.size, 1)) * (style.isBold ? boldFactor : 1)
    let lines = lineCount(text, capacity: max(width - padding, 1) / scale)
    return lines > 1 ? Double(lines) * size * lineHeightOfSize : nil
  }

  /// Of a row of one line, in points.
  static func line(_ typeface: WorkbookWriter.Typeface) -> Double {
    quarters(Double(min(max(typeface.size, 1), 200)) * lineHeightOfSize)
  }

  private static func quarters(_ height: Double) -> Double { (height * 4).rounded(.up) / 4 }

  /// Lines of text broken between words, and within words that are longer than a line.
  static func lineCount(_ text: String, capacity: Double) -> Int {
    text.split(separator: "\n", omittingEmptySubsequences: false).reduce(0) { count, paragraph in
      var lines = 1
      var used = 0.0
      for word in paragraph.split(separator: " ") {
        let width = word.unicodeScalars.reduce(0) { $0 + self.width(of: $1) }
        let space = used > 0 ? self.width(of: " ") : 0
        if used > 0, used + space + width > capacity {
          lines += 1
          used = 0
        }
        used += (used > 0 ? space : 0) + width
        while used > capacity {
          lines += 1
          used -= capacity
        }
      }
      return count + lines
    }
  }

  /// In widths of a digit, for common proportional fonts.
  private static func width(of scalar: Unicode.Scalar) -> Double {
    switch scalar {
    case " ", ".", ",", ";", ":", "'", "!", "|", "(", ")", "/", "-", "i", "j", "l", "t", "f", "I": 0.6
    case "m", "w", "M", "W": 1.6
    case "0"..."9": 1
    default: width(ofOther: scalar.properties.generalCategory, code: scalar.value)
    }
  }

  private static func width(ofOther category: Unicode.GeneralCategory, code: UInt32) -> Double {
    switch category {
    case .nonspacingMark, .enclosingMark, .format, .control: 0
    case .uppercaseLetter: 1.35
    default: code < 0x2e80 ? 0.95 : 2
    }
  }
}

extension WorkbookWriter.Typeface {
  /// The estimated height of wrapped text in a field of so many characters' width, such as one of merged cells, in points.
  public func height(of text: String, width: Double, style: CellStyle) -> Double {
    RowHeight.wrapped(text, width: width, style: style, typeface: self) ?? RowHeight.line(self)
  }
}
