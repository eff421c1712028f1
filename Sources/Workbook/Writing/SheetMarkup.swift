/// The markup of a sheet before and behind its rows.
enum SheetMarkup {
  static func head(_ layout: SheetLayout, lineHeight: Double, isSelected: Bool) -> MarkupBytes {
    var xml = MarkupBytes()
    xml.append(
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
      """)
    if layout.page.scaling == .fitWidth { xml.append("<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>") }
    xml.append("<sheetViews><sheetView workbookViewId=\"0\"")
    if isSelected { xml.append(" tabSelected=\"1\"") }
    xml.append(">")
    appendPane(layout, to: &xml)
    xml.append("</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"")
    xml.append(plain: lineHeight.description)
    xml.append("\"/>")
    appendColumns(layout, to: &xml)
    xml.append("<sheetData>")
    return xml
  }

  private static func appendPane(_ layout: SheetLayout, to xml: inout MarkupBytes) {
    let rows = min(max(layout.frozenRows, 0), CellReference.lastRow - 1)
    let columns = min(max(layout.frozenColumns, 0), CellReference.lastColumn - 1)
    guard rows > 0 || columns > 0, let corner = CellReference(row: rows + 1, column: columns + 1) else { return }
    xml.append("<pane")
    if columns > 0 {
      xml.append(" xSplit=\"")
      xml.append(columns)
      xml.append("\"")
    }
    if rows > 0 {
      xml.append(" ySplit=\"")
      xml.append(rows)
      xml.append("\"")
    }
    let pane = rows == 0 ? "topRight" : columns == 0 ? "bottomLeft" : "bottomRight"
    xml.append(" topLeftCell=\"")
    xml.append(corner)
    xml.append("\" activePane=\"")
    xml.append(plain: pane)
    xml.append("\" state=\"frozen\"/><selection pane=\"")
    xml.append(plain: pane)
    xml.append("\"/>")
  }

  private static func appendColumns(_ layout: SheetLayout, to xml: inout MarkupBytes) {
    let widths = layout.usableWidths
    guard widths.contains(where: { $0 != nil }) else { return }
    xml.append("<cols>")
    for (index, width) in widths.enumerated() {
      guard let width else { continue }
      xml.append("<col min=\"")
      xml.append(index + 1)
      xml.append("\" max=\"")
      xml.append(index + 1)
      xml.append("\" width=\"")
      xml.append(plain: width.description)
      xml.append("\" customWidth=\"1\"/>")
    }
    xml.append("</cols>")
  }

  private static func append(_ dropDowns: [SheetLayout.DropDown], to xml: inout MarkupBytes) {
    guard !dropDowns.isEmpty else { return }
    xml.append("<dataValidations count=\"")
    xml.append(dropDowns.count)
    xml.append("\">")
    for dropDown in dropDowns {
      xml.append("<dataValidation type=\"list\" allowBlank=\"1\" showInputMessage=\"1\" sqref=\"")
      xml.append(plain: dropDown.cell.description)
      xml.append("\"><formula1>\"")
      xml.append(escaped: dropDown.choices.map { $0.replacing("\"", with: "\"\"") }.joined(separator: ","))
      xml.append("\"</formula1></dataValidation>")
    }
    xml.append("</dataValidations>")
  }

  static func foot(_ layout: SheetLayout, mergedAreas: [CellArea]) -> MarkupBytes {
    var xml = MarkupBytes()
    xml.append("</sheetData>")
    if !mergedAreas.isEmpty {
      xml.append("<mergeCells count=\"")
      xml.append(mergedAreas.count)
      xml.append("\">")
      for area in mergedAreas {
        xml.append("<mergeCell ref=\"")
        xml.append(plain: area.description)
        xml.append("\"/>")
      }
      xml.append("</mergeCells>")
    }
    append(layout.usableDropDowns, to: &xml)
    xml.append("<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.6\" bottom=\"0.6\" header=\"0.3\" footer=\"0.3\"/>")
    xml.append("<pageSetup paperSize=\"9\"")
    if layout.page.scaling == .fitWidth { xml.append(" fitToHeight=\"0\"") }
    xml.append(" orientation=\"")
    xml.append(plain: layout.page.orientation.rawValue)
    xml.append("\"/>")
    if layout.page.numbering == .foot {
      xml.append("<headerFooter><oddFooter>&amp;C&amp;P / &amp;N</oddFooter></headerFooter>")
    }
    xml.append("</worksheet>")
    return xml
  }
}

/// The markup of rows.
enum RowMarkup {
  /// A cell that shows nothing but its style, when it is not the plain one, leaves its style only.
  static func append(_ cell: WorkbookWriter.Cell, at reference: CellReference, style: Int, to xml: inout MarkupBytes) {
    let isNothing = isEmpty(cell.value)
    guard !isNothing || style != 0 else { return }
    xml.append("<c r=\"")
    xml.append(reference)
    xml.append("\"")
    if style != 0 {
      xml.append(" s=\"")
      xml.append(style)
      xml.append("\"")
    }
    if isNothing { return xml.append("/>") }
    append(cell.value, to: &xml)
    xml.append("</c>")
  }

  private static func isEmpty(_ value: WorkbookWriter.Value) -> Bool {
    switch value {
    case .empty: true
    case .number(let number): !number.isFinite
    default: false
    }
  }

  private static func append(_ value: WorkbookWriter.Value, to xml: inout MarkupBytes) {
    switch value {
    case .empty: break
    case .text(let text):
      xml.append(" t=\"inlineStr\"><is><t xml:space=\"preserve\">")
      xml.append(escaped: text)
      xml.append("</t></is>")
    case .whole(let number): append(number: String(number), to: &xml)
    case .decimal(let units, let digits): append(number: decimalText(units, fractionDigits: digits), to: &xml)
    case .number(let number): append(number: number == 0 ? "0" : plainText(number), to: &xml)
    case .date(let date): append(number: plainText(date.serial(in: .from1900)), to: &xml)
    case .boolean(let flag):
      xml.append(flag ? " t=\"b\"><v>1</v>" : " t=\"b\"><v>0</v>")
    }
  }

  private static func append(number: String, to xml: inout MarkupBytes) {
    xml.append("><v>")
    xml.append(plain: number)
    xml.append("</v>")
  }

  /// Without the `.0` of whole numbers.
  private static func plainText(_ number: Double) -> String {
    let text = number.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  private static func decimalText(_ units: Int, fractionDigits: Int) -> String {
    let places = min(max(fractionDigits, 0), 18)
    guard places > 0 else { return String(units) }
    var digits = String(units.magnitude)
    let missing = places + 1 - digits.count
    if missing > 0 { digits = String(repeating: "0", count: missing) + digits }
    return (units < 0 ? "-" : "") + digits.dropLast(places) + "." + digits.suffix(places)
  }
}
