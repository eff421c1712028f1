/// Whether a text view marks its words with ANSI colours; the words say everything by themselves.
public enum ColorMode: String, CaseIterable, Hashable, Sendable {
  case none
  case ansi
}

/// What a piece of terminal text is, which decides its colour.
enum TextStyle {
  case plain
  case heading
  case muted
  case good
  case doubtful
  case bad

  /// The SGR parameters of the style.
  fileprivate var code: String? {
    switch self {
    case .plain: nil
    case .heading: "1"
    case .muted: "2"
    case .good: "32"
    case .doubtful: "33"
    case .bad: "1;31"
    }
  }
}

extension ColorMode {
  func paint(_ text: String, _ style: TextStyle) -> String {
    guard self == .ansi, let code = style.code, !text.isEmpty else { return text }
    return "\u{1B}[\(code)m\(text)\u{1B}[0m"
  }
}

/// Columns of text, as wide as their cells; one column gives way when the whole is too wide.
struct TextTable {
  struct Column {
    var title: String
    var alignment: Alignment = .left
    /// Gives way when the table is too wide.
    var isFlexible = false
  }

  struct Cell: ExpressibleByStringInterpolation {
    var text: String
    var style = TextStyle.plain

    init(stringLiteral text: String) { self.text = text }

    init(_ text: String, _ style: TextStyle = .plain) {
      self.text = DisplayText.harmless(text)
      self.style = style
    }
  }

  var columns: [Column]
  var rows: [[Cell]] = []
  var indent = 1

  private static let gap = 2

  func lines(width: Int, color: ColorMode) -> [String] {
    let widths = columnWidths(within: width)
    let head = columns.map { Cell($0.title, .muted) }
    return ([head] + rows).map { line($0, widths: widths, width: width, color: color) }
  }

  private func columnWidths(within width: Int) -> [Int] {
    var widths = columns.indices.map { index in
      rows.reduce(DisplayText.width(columns[index].title)) { widest, row in
        index < row.count ? max(widest, DisplayText.width(row[index].text)) : widest
      }
    }
    var excess = indent + widths.reduce(0, +) + Self.gap * max(0, columns.count - 1) - width
    let flexible = columns.indices.filter { columns[$0].isFlexible }
    while excess > 0, let widest = flexible.max(by: { widths[$0] < widths[$1] }), widths[widest] > 8 {
      widths[widest] -= 1
      excess -= 1
    }
    return widths
  }

  private func line(_ row: [Cell], widths: [Int], width: Int, color: ColorMode) -> String {
    var text = String(repeating: " ", count: indent)
    var used = indent
    for (index, cell) in row.enumerated() where index < widths.count {
      let gap = index == 0 ? 0 : Self.gap
      let available = min(widths[index], width - used - gap)
      guard available > 0 else { break }
      let shown = DisplayText.shortened(cell.text, to: available)
      let isLast = index == row.count - 1 && columns[index].alignment == .left
      let padded = isLast ? shown : DisplayText.padded(shown, to: available, alignment: columns[index].alignment)
      text += String(repeating: " ", count: gap) + color.paint(padded, cell.style)
      used += gap + available
    }
    return text.trimmingTrailingSpaces
  }
}

extension String {
  var trimmingTrailingSpaces: String {
    var trimmed = Substring(self)
    while trimmed.last == " " { trimmed.removeLast() }
    return String(trimmed)
  }
}
