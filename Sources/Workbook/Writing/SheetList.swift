/// The parts that say which sheets there are.
struct SheetList {
  struct Entry {
    var name: String
    var isHidden: Bool
    var repeatedRows: ClosedRange<Int>?
  }

  let sheets: [Entry]

  /// A workbook shows at least one sheet: where all are hidden, the first is shown.
  private var firstVisible: Int { sheets.firstIndex { !$0.isHidden } ?? 0 }

  func workbook() -> MarkupBytes {
    var xml = MarkupBytes()
    xml.append(
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" \
      xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">\
      <bookViews><workbookView activeTab="
      """)
    xml.append(firstVisible)
    xml.append("\"/></bookViews><sheets>")
    for (index, sheet) in sheets.enumerated() {
      xml.append("<sheet name=\"")
      xml.append(escaped: sheet.name)
      xml.append("\" sheetId=\"")
      xml.append(index + 1)
      xml.append("\"")
      if sheet.isHidden, index != firstVisible { xml.append(" state=\"hidden\"") }
      xml.append(" r:id=\"rId")
      xml.append(index + 1)
      xml.append("\"/>")
    }
    xml.append("</sheets>")
    appendNames(to: &xml)
    xml.append("</workbook>")
    return xml
  }

  private func appendNames(to xml: inout MarkupBytes) {
    guard sheets.contains(where: { $0.repeatedRows != nil }) else { return }
    xml.append("<definedNames>")
    for (index, sheet) in sheets.enumerated() {
      guard let rows = sheet.repeatedRows else { continue }
      xml.append("<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"")
      xml.append(index)
      xml.append("\">'")
      xml.append(escaped: sheet.name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''"))
      xml.append("'!$")
      xml.append(rows.lowerBound)
      xml.append(":$")
      xml.append(rows.upperBound)
      xml.append("</definedName>")
    }
    xml.append("</definedNames>")
  }

  func workbookLinks() -> MarkupBytes {
    var xml = MarkupBytes()
    xml.append(
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
      """)
    for index in sheets.indices {
      xml.append("<Relationship Id=\"rId")
      xml.append(index + 1)
      xml.append(
        "\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet"
      )
      xml.append(index + 1)
      xml.append(".xml\"/>")
    }
    xml.append("<Relationship Id=\"rId")
    xml.append(sheets.count + 1)
    xml.append(
      """
      " Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>\
      </Relationships>
      """)
    return xml
  }

  static func packageLinks() -> MarkupBytes {
    var xml = MarkupBytes()
    xml.append(
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" \
      Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>\
      </Relationships>
      """)
    return xml
  }

  func contentTypes() -> MarkupBytes {
    var xml = MarkupBytes()
    xml.append(
      """
      <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
      <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
      <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
      <Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" \
      ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>\
      <Override PartName="/xl/styles.xml" \
      ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>
      """)
    for index in sheets.indices {
      xml.append("<Override PartName=\"/xl/worksheets/sheet")
      xml.append(index + 1)
      xml.append(
        ".xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>")
    }
    xml.append("</Types>")
    return xml
  }
}
