/// Lines of a view for a terminal while it is written, none wider than the page.
protocol TextPage {
  var width: Int { get }
  var color: ColorMode { get }
  var lines: [String] { get set }
}

extension TextPage {
  mutating func heading(_ text: String) {
    if !lines.isEmpty { lines.append("") }
    lines.append(color.paint(DisplayText.shortened(DisplayText.harmless(text), to: width), .heading))
  }

  mutating func paragraph(_ text: String, indent: Int = 1, style: TextStyle = .plain) {
    let margin = String(repeating: " ", count: indent)
    for line in DisplayText.wrapped(DisplayText.harmless(text), to: width - indent) {
      lines.append(margin + color.paint(line, style))
    }
  }

  mutating func table(_ table: TextTable) {
    lines.append(contentsOf: table.lines(width: width, color: color))
  }
}
