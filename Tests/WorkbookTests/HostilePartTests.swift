import Testing

@testable import Workbook

/// Workbooks in sound archives with one defect each, with the error and place that each must give.
@Suite struct HostilePartTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let expected: WorkbookError.Defect
    let cell: String?
    let parts: SampleParts

    init(_ name: String, _ expected: WorkbookError.Defect, _ parts: SampleParts, cell: String? = nil) {
      testDescription = name
      self.expected = expected
      self.parts = parts
      self.cell = cell
    }

    /// A defect of a row.
    static func rows(_ name: String, _ expected: WorkbookError.Defect, _ rows: String, cell: String? = nil) -> Case {
      Case(name, expected, SampleParts(rows: rows), cell: cell)
    }
  }

  private static let workbook = "xl/workbook.xml"
  private static let links = "xl/_rels/workbook.xml.rels"
  private static let sheet = "xl/worksheets/sheet1.xml"

  private static func linkList(_ inner: String) -> String {
    "<Relationships xmlns=\"\(SampleParts.package)\">\(inner)</Relationships>"
  }

  private static func link(_ target: String, mode: String = "Internal", id: String = "r1") -> String {
    "<Relationship Id=\"\(id)\" Type=\"\(SampleParts.office)/worksheet\" Target=\"\(target)\" TargetMode=\"\(mode)\"/>"
  }

  private static func list(_ sheets: String) -> String {
    """
    <workbook xmlns="\(SampleParts.main)" xmlns:r="\(SampleParts.office)"><sheets>\(sheets)</sheets></workbook>
    """
  }

  private static let billionLaughs =
    "<!DOCTYPE worksheet [<!ENTITY a \"ha\">"
    + "bcdefghij".map { "<!ENTITY \($0) \"" + String(repeating: "&a;", count: 10) + "\">" }.joined()
    + "]><worksheet>&j;</worksheet>"

  static let packages: [Case] = [
    Case("no relationships", .missingPart, SampleParts("_rels/.rels", nil)),
    Case("no workbook part", .missingPart, SampleParts(workbook, nil)),
    Case("no relationships of the workbook", .missingPart, SampleParts(links, nil)),
    Case("no sheet part", .missingPart, SampleParts(sheet, nil)),
    Case("no styles part", .missingPart, SampleParts("xl/styles.xml", nil)),
    Case("no part of shared texts", .missingPart, SampleParts("xl/sharedStrings.xml", nil)),
    Case("no main relationship", .missingRelationship("officeDocument"), SampleParts("_rels/.rels", linkList(""))),
    Case("no relationship of a sheet", .missingRelationship("r1"), SampleParts(links, linkList(""))),
    Case(
      "a sheet elsewhere", .externalTarget("http://example.org/s.xml"),
      SampleParts(links, linkList(link("http://example.org/s.xml", mode: "External")))),
    Case(
      "a target that climbs", .badTarget("../../etc/passwd"), SampleParts(links, linkList(link("../../etc/passwd")))),
    Case(
      "a target with a scheme", .badTarget("file:///etc/passwd"),
      SampleParts(links, linkList(link("file:///etc/passwd")))),
    Case("an empty target", .missingPart, SampleParts(links, linkList(link("")))),
    Case(
      "a relationship twice", .badMarkup(.repeatedAttribute),
      SampleParts(links, linkList(link("worksheets/sheet1.xml") + link("worksheets/sheet1.xml")))),
    Case(
      "two sheets of one part", .partUsedTwice,
      SampleParts(
        workbook, list("<sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"B\" sheetId=\"2\" r:id=\"r1\"/>"))),
    Case(
      "two sheets of one name", .duplicateSheetName,
      SampleParts(
        workbook, list("<sheet name=\"A\" sheetId=\"1\" r:id=\"r1\"/><sheet name=\"A\" sheetId=\"2\" r:id=\"r2\"/>"))),
    Case("no sheet", .noSheet, SampleParts(workbook, list(""))),
    Case(
      "a sheet without a name", .missingAttribute(element: "sheet", attribute: "name"),
      SampleParts(workbook, list("<sheet sheetId=\"1\" r:id=\"r1\"/>"))),
    Case(
      "a sheet without a relationship", .missingAttribute(element: "sheet", attribute: "r:id"),
      SampleParts(workbook, list("<sheet name=\"A\" sheetId=\"1\" id=\"r1\"/>"))),
    Case(
      "too many sheets", .tooManySheets(limit: 1000),
      SampleParts(workbook, list((0...1000).map { "<sheet name=\"\($0)\" r:id=\"r1\"/>" }.joined()))),
    Case(
      "a binary workbook", .binaryWorkbook,
      SampleParts(
        "_rels/.rels",
        linkList("<Relationship Id=\"a\" Type=\"\(SampleParts.office)/officeDocument\" Target=\"xl/workbook.bin\"/>"))),
    Case("another root", .otherRoot(found: "html", expected: "workbook"), SampleParts(workbook, "<html/>")),
    Case(
      "a root of no namespace", .otherRoot(found: "worksheet", expected: "worksheet"),
      SampleParts(sheet, "<worksheet/>")),
  ]

  static let parts: [Case] = [
    Case(
      "an external entity", .documentType,
      SampleParts(sheet, "<!DOCTYPE w [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><worksheet>&x;</worksheet>")),
    Case("a billion laughs", .documentType, SampleParts(sheet, billionLaughs)),
    Case(
      "an entity of no declaration", .unknownEntity("x"),
      SampleParts("xl/sharedStrings.xml", "<sst xmlns=\"\(SampleParts.main)\"><si><t>&x;</t></si></sst>")),
    Case("deep nesting", .tooDeep(limit: 64), .init(rows: String(repeating: "<row>", count: 1_000_000))),
    Case("an open element", .badMarkup(.otherEndTag), .init(rows: "<row>")),
    Case("a part in UTF-16", .otherEncoding("UTF-16"), SampleParts(sheet, "<\u{0}w\u{0}")),
    Case("an empty part", .badMarkup(.noRoot), SampleParts(sheet, "")),
    Case(
      "many merged areas", .tooManyAreas(limit: 100_000),
      .init(
        rows: "",
        behind: "<mergeCells>" + String(repeating: "<mergeCell ref=\"A1:XFD1048576\"/>", count: 100_001)
          + "</mergeCells>")),
    Case(
      "a merged area outside", .badReference("A1:A1048577"),
      .init(rows: "", behind: "<mergeCells><mergeCell ref=\"A1:A1048577\"/></mergeCells>")),
    Case(
      "a hidden column outside", .badReference("16385"),
      .init(rows: "", behind: "<cols><col min=\"1\" max=\"16385\" hidden=\"1\"/></cols>")),
    Case(
      "hidden columns backwards", .badReference("3:2"),
      .init(rows: "", behind: "<cols><col min=\"3\" max=\"2\" hidden=\"1\"/></cols>")),
    Case(
      "a format of no number", .badNumber("x"),
      SampleParts(
        "xl/styles.xml",
        "<styleSheet xmlns=\"\(SampleParts.main)\"><cellXfs><xf numFmtId=\"x\"/></cellXfs></styleSheet>")),
  ]

  static let cells: [Case] = [
    .rows("a row of no number", .badRowNumber("x"), "<row r=\"x\"/>"),
    .rows("row 0", .badRowNumber("0"), "<row r=\"0\"/>"),
    .rows("a row beyond the last", .badRowNumber("1048577"), "<row r=\"1048577\"/>"),
    .rows("a row behind the last", .badRowNumber("1048577"), "<row r=\"1048576\"/><row/>"),
    .rows("a row of a huge number", .badRowNumber("99999999999999999999"), "<row r=\"99999999999999999999\"/>"),
    .rows("a cell beyond the last column", .badReference("XFE1"), "<row r=\"1\"><c r=\"XFE1\"/></row>"),
    .rows("a cell behind the last column", .badReference("R1C16385"), "<row r=\"1\"><c r=\"XFD1\"/><c/></row>"),
    .rows("a cell of no reference", .badReference("7"), "<row r=\"1\"><c r=\"7\"/></row>"),
    .rows("a cell of another row", .cellInOtherRow(row: 1), "<row r=\"1\"><c r=\"A2\"/></row>", cell: "A2"),
    .rows(
      "a cell twice", .duplicateCell,
      "<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"A1\"><v>1</v></c><c r=\"B1\"><v>2</v></c></row>", cell: "B1"),
    .rows(
      "a cell twice in two rows", .duplicateCell,
      "<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"/><row r=\"2\"><c><v>1</v></c></row>", cell: "A2"),
    .rows("a bad number", .badNumber("12,5"), "<row><c/><c><v>12,5</v></c></row>", cell: "B1"),
    .rows("a number without end", .badNumber("1e999"), "<row><c><v>1e999</v></c></row>", cell: "A1"),
    .rows("no number at all", .badNumber("NaN"), "<row><c><v>NaN</v></c></row>", cell: "A1"),
    .rows("a bad truth", .badBoolean("2"), "<row><c t=\"b\"><v>2</v></c></row>", cell: "A1"),
    .rows("a bad date", .badDate("2026-02-30"), "<row><c t=\"d\"><v>2026-02-30</v></c></row>", cell: "A1"),
    .rows("a shared text that is none", .badSharedString("2"), "<row><c t=\"s\"><v>2</v></c></row>", cell: "A1"),
    .rows("a shared text before the first", .badSharedString("-1"), "<row><c t=\"s\"><v>-1</v></c></row>", cell: "A1"),
    .rows(
      "a shared text of a huge number", .badSharedString("99999999999999999999"),
      "<row><c t=\"s\"><v>99999999999999999999</v></c></row>", cell: "A1"),
    .rows("a style that is none", .badStyle("2"), "<row><c s=\"2\"/></row>", cell: "A1"),
    .rows("a style of no number", .badStyle("-1"), "<row><c s=\"-1\"/></row>", cell: "A1"),
    .rows("an unknown type", .unknownCellType("x"), "<row><c t=\"x\"/></row>", cell: "A1"),
    .rows(
      "a long text", .textTooLong(limit: 1 << 18),
      "<row><c t=\"str\"><v>" + String(repeating: "a", count: 300_000) + "</v></c></row>", cell: "A1"),
    .rows(
      "a long text in runs", .textTooLong(limit: 1 << 18),
      "<row><c t=\"inlineStr\"><is>" + String(repeating: "<r><t>abcdefgh</t></r>", count: 40_000) + "</is></c></row>",
      cell: "A1"),
  ]

  @Test(arguments: packages + parts + cells)
  func refuses(_ hostile: Case) {
    let bytes = hostile.parts.bytes
    let time = threadSeconds {
      #expect { try Workbook.read(bytes: bytes) } throws: { error in
        guard let error = error as? WorkbookError else { return false }
        #expect(error.defect == hostile.expected)
        #expect(error.place.cell?.description == hostile.cell)
        #expect(hostile.cell == nil || error.place.sheet == "Một")
        return true
      }
    }
    #expect(time < 10)
  }

  @Test func countsCellsOfAllSheets() throws {
    var limits = Workbook.Limits()
    limits.cells = 3
    let rows = { (count: Int) in "<row>" + String(repeating: "<c><v>1</v></c>", count: count) + "</row>" }
    #expect(try SampleParts(rows: rows(3)).read(limits: limits).sheets[0].rows[0].cells.count == 3)
    #expect { try SampleParts(rows: rows(4)).read(limits: limits) } throws: { error in
      (error as? WorkbookError)?.defect == .tooManyCells(limit: 3)
        && (error as? WorkbookError)?.place.cell?.description == "D1"
    }
  }

  /// Texts of a message are short and printable whatever the file says.
  @Test func cutsForeignTexts() {
    let long = WorkbookError.excerpt(String(repeating: "đ", count: 1000))
    #expect(long == String(repeating: "đ", count: 80) + "…")
    #expect(WorkbookError.excerpt("a\u{202E}b\u{0}c\u{1B}[31m") == "a\u{FFFD}b\u{FFFD}c\u{FFFD}[31m")
    #expect(WorkbookError.excerpt([0xff, 0x41]) == "\u{FFFD}A")
    #expect(WorkbookError.excerpt(String(repeating: "a", count: 80)) == String(repeating: "a", count: 80))
  }
}
