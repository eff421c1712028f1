/// The styles that the cells of a workbook use, numbered in the order of their first use.
struct StyleTable {
  private var numbers: [CellStyle: Int] = [CellStyle(): 0]
  private var styles: [CellStyle] = [CellStyle()]

  /// The most that a spreadsheet program reads.
  private static let limit = 64_000
  /// The first number that is free for formats of one's own.
  private static let firstFormat = 164
  private static let fontSizes = 1...409

  /// Of cells whose style says nothing else.
  let typeface: WorkbookWriter.Typeface

  init(typeface: WorkbookWriter.Typeface) { self.typeface = typeface }

  mutating func number(of style: CellStyle) throws(WorkbookWriterError) -> Int {
    if let number = numbers[style] { return number }
    guard styles.count < Self.limit else { throw .tooManyStyles(limit: Self.limit) }
    styles.append(style)
    numbers[style] = styles.count - 1
    return styles.count - 1
  }

  private struct Font: Hashable {
    var isBold: Bool
    var isItalic: Bool
    var size: Int
  }

  private func font(_ style: CellStyle) -> Font {
    let size = style.fontSize ?? typeface.size
    return Font(
      isBold: style.isBold, isItalic: style.isItalic,
      size: min(max(size, Self.fontSizes.lowerBound), Self.fontSizes.upperBound))
  }

  /// Distinct values in the order of their first use, with their numbers.
  private struct Numbered<Element: Hashable> {
    private(set) var elements: [Element] = []
    private var numbers: [Element: Int] = [:]

    init(_ all: some Sequence<Element>) {
      for element in all where numbers[element] == nil {
        numbers[element] = elements.count
        elements.append(element)
      }
    }

    func number(of element: Element) -> Int { numbers[element] ?? 0 }
  }

  /// The part of styles.
  func markup() -> MarkupBytes {
    let formats = Numbered(styles.compactMap(\.format.code))
    let fonts = Numbered(styles.map(font))
    var xml = MarkupBytes()
    xml.append(
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
      """)
    Self.append(formats: formats.elements, to: &xml)
    append(fonts: fonts.elements, to: &xml)
    xml.append(
      """
      <fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>\
      <fill><patternFill patternType="solid"><fgColor rgb="FFE7E6E6"/><bgColor indexed="64"/></patternFill></fill></fills>\
      <borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/>\
      <right style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders>\
      <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
      """)
    xml.append("<cellXfs count=\"")
    xml.append(styles.count)
    xml.append("\">")
    for style in styles {
      let format = style.format.code.map { Self.firstFormat + formats.number(of: $0) } ?? 0
      Self.append(style, format: format, font: fonts.number(of: self.font(style)), to: &xml)
    }
    xml.append(
      """
      </cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
      """)
    return xml
  }

  private static func append(formats: [String], to xml: inout MarkupBytes) {
    guard !formats.isEmpty else { return }
    xml.append("<numFmts count=\"")
    xml.append(formats.count)
    xml.append("\">")
    for (index, code) in formats.enumerated() {
      xml.append("<numFmt numFmtId=\"")
      xml.append(firstFormat + index)
      xml.append("\" formatCode=\"")
      xml.append(escaped: code)
      xml.append("\"/>")
    }
    xml.append("</numFmts>")
  }

  private func append(fonts: [Font], to xml: inout MarkupBytes) {
    xml.append("<fonts count=\"")
    xml.append(fonts.count)
    xml.append("\">")
    for font in fonts {
      xml.append("<font>")
      if font.isBold { xml.append("<b/>") }
      if font.isItalic { xml.append("<i/>") }
      xml.append("<sz val=\"")
      xml.append(font.size)
      xml.append("\"/><name val=\"")
      xml.append(escaped: typeface.name)
      xml.append("\"/></font>")
    }
    xml.append("</fonts>")
  }

  private static func append(_ style: CellStyle, format: Int, font: Int, to xml: inout MarkupBytes) {
    xml.append("<xf numFmtId=\"")
    xml.append(format)
    xml.append("\" fontId=\"")
    xml.append(font)
    xml.append("\" fillId=\"")
    xml.append(style.isShaded ? 2 : 0)
    xml.append("\" borderId=\"")
    xml.append(style.isFramed ? 1 : 0)
    xml.append("\" xfId=\"0\"")
    if format != 0 { xml.append(" applyNumberFormat=\"1\"") }
    if font != 0 { xml.append(" applyFont=\"1\"") }
    if style.isShaded { xml.append(" applyFill=\"1\"") }
    if style.isFramed { xml.append(" applyBorder=\"1\"") }
    guard style.wrapsText || style.horizontal != .byValue || style.vertical != .bottom else {
      return xml.append("/>")
    }
    xml.append(" applyAlignment=\"1\"><alignment horizontal=\"")
    xml.append(plain: style.horizontal.rawValue)
    xml.append("\" vertical=\"")
    xml.append(plain: style.vertical.rawValue)
    xml.append("\"")
    if style.wrapsText { xml.append(" wrapText=\"1\"") }
    xml.append("/></xf>")
  }
}
