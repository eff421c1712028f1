import Testing

@testable import Workbook

@Suite struct ReaderTests {
  @Test(arguments: [
    ("<c r=\"A1\"><v>12.50</v></c>", Workbook.Value.number("12.50")),
    ("<c r=\"A1\" t=\"n\"><v> 7 </v></c>", .number("7")),
    ("<c r=\"A1\" t=\"s\"><v>0</v></c>", .text("không")), ("<c r=\"A1\" t=\"b\"><v>1</v></c>", .boolean(true)),
    ("<c r=\"A1\" t=\"b\"><v>false</v></c>", .boolean(false)), ("<c r=\"A1\" t=\"e\"><v>#N/A</v></c>", .error("#N/A")),
    ("<c r=\"A1\" t=\"str\"><f>A2</f><v> a &amp; b </v></c>", .text(" a & b ")),
    ("<c r=\"A1\" t=\"str\"><f>A2</f><v></v></c>", .text("")),
    ("<c r=\"A1\" t=\"inlineStr\"><is><t>x_x000D_y</t></is></c>", .text("x\ry")),
    (
      "<c r=\"A1\" t=\"inlineStr\"><is><r><rPr><b/></rPr><t>a</t></r><r><t>b</t></r><rPh><t>no</t></rPh></is></c>",
      .text("ab")
    ),
    ("<c r=\"A1\" s=\"1\"><v>46112</v></c>", .day(2026, 3, 31)),
    ("<c r=\"A1\" t=\"d\"><v>2026-03-31</v></c>", .day(2026, 3, 31)),
    ("<c r=\"A1\" s=\"1\"><v>46112.75</v></c>", .day(2026, 3, 31, seconds: 64_800)),
    ("<c r=\"A1\" s=\"1\"><v>60</v></c>", .number("60")), ("<c r=\"A1\" s=\"1\"><v>-5</v></c>", .number("-5")),
    ("<c r=\"A1\" s=\"1\" t=\"s\"><v>1</v></c>", .text("một")), ("<c r=\"A1\"/>", .empty),
    ("<c r=\"A1\"><v/></c>", .empty),
    ("<c r=\"A1\" t=\"s\"/>", .empty), ("<c r=\"A1\" t=\"str\"/>", .empty), ("<c r=\"A1\" t=\"inlineStr\"/>", .empty),
    ("<c><v>3</v></c>", .number("3")), ("<c r=\"A1\"><extLst><ext><v>9</v></ext></extLst><v>4</v></c>", .number("4")),
    ("<c r=\"A1\"><v>1<x>2</x>3</v></c>", .number("13")),
  ])
  func readsValues(cell: String, expected: Workbook.Value) throws {
    #expect(try SampleParts(rows: "<row r=\"1\">\(cell)</row>").sheet()[place("A1")] == expected)
  }

  @Test func countsFrom1904() throws {
    var parts = SampleParts(
      rows: "<row r=\"1\"><c r=\"A1\" s=\"1\"><v>44196</v></c><c r=\"B1\" s=\"1\"><v>0</v></c></row>")
    parts.texts["xl/workbook.xml"] = parts.texts["xl/workbook.xml"]?.split(separator: "<sheets>").joined(
      separator: "<workbookPr date1904=\"1\"/><sheets>")
    let workbook = try parts.read()
    #expect(workbook.dateSystem == .from1904)
    #expect(workbook.sheets[0][place("A1")] == .day(2025, 1, 1))
    #expect(workbook.sheets[0][place("B1")] == .day(1904, 1, 1))
  }

  @Test func formatsOfTheFileComeBeforeBuiltInOnes() throws {
    var parts = SampleParts(
      rows: """
        <row r="1"><c r="A1" s="1"><v>46112</v></c><c r="B1" s="2"><v>46112</v></c><c r="C1" s="3"><v>0.5</v></c>\
        <c r="D1" s="4"><v>0.15</v></c><c r="E1"><v>1</v></c></row>
        """)
    parts.texts["xl/styles.xml"] = SampleParts.styles(["dd/mm/yyyy", "#,##0 &quot;dd&quot;", "hh:mm", "0.0%"])
    let row = try #require(try parts.sheet().row(1))
    #expect(row[column: 1] == .day(2026, 3, 31))
    #expect(row[column: 2] == .number("46112"))
    #expect(row[column: 3] == .number("0.5"))
    #expect(row.cells.map(\.format) == [.date, .number, .time, .percentage, .number])
  }

  @Test func readsAnyOrderAndPlacesWithoutReferences() throws {
    let sheet = try SampleParts(
      rows: """
        <row r="5"><c r="C5"><v>35</v></c><c r="A5"><v>15</v></c></row><row r="2"><c><v>12</v></c><c r="D2"><v>42</v></c>\
        <c><v>52</v></c></row><row><c r="B3"><v>23</v></c></row><row r="5"><c r="B5"><v>25</v></c></row><row r="9"/>
        """
    ).sheet()
    let found = sheet.rows.map { row in row.cells.map { "\($0.reference) \($0.value.numberText ?? "?")" } }
    #expect(found == [["A2 12", "D2 42", "E2 52"], ["B3 23"], ["A5 15", "B5 25", "C5 35"]])
    #expect(sheet.rows.map(\.number) == [2, 3, 5])
    #expect(sheet[place("B5")].numberText == "25")
    #expect(sheet[place("B4")] == .empty)
    #expect(sheet.row(9) == nil)
  }

  @Test func aCellAtTheFarCornerIsOneCell() throws {
    var parts = SampleParts(rows: "<row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>")
    parts.texts["xl/worksheets/sheet1.xml"] = parts.texts["xl/worksheets/sheet1.xml"]?.split(separator: "<sheetData>")
      .joined(separator: "<dimension ref=\"A1:XFD1048576\"/><sheetData>")
    let sheet = try parts.sheet()
    #expect(sheet.rows.count == 1)
    #expect(sheet.rows[0].cells.map(\.reference.description) == ["XFD1048576"])
  }

  @Test func keepsFormulasWithoutValues() throws {
    let sheet = try SampleParts(
      rows:
        "<row r=\"1\"><c r=\"A1\"><f>SUM(B1:B2)</f></c><c r=\"B1\"><f>1+1</f><v>2</v></c><c r=\"C1\"><v>2</v></c></row>"
    ).sheet()
    #expect(sheet.rows[0].cells.map(\.isFormula) == [true, true, false])
    #expect(sheet.rows[0].cells.map(\.value) == [.empty, .number("2"), .number("2")])
  }

  @Test func readsWhatIsHiddenOrMerged() throws {
    let sheet = try SampleParts(
      rows: "</sheetData><cols><col min=\"2\" max=\"3\" hidden=\"1\"/><col min=\"4\" max=\"4\"/></cols><sheetData>"
        + "<row r=\"1\" hidden=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>1</v></c></row>",
      behind: "<mergeCells count=\"2\"><mergeCell ref=\"B3:A4\"/><mergeCell ref=\"A1:C2\"/></mergeCells>"
    ).sheet()
    #expect(sheet.hiddenColumns == [2...3])
    #expect(sheet.rows.map(\.isHidden) == [true, false])
    #expect(sheet.mergedAreas.map(\.description) == ["A1:C2", "A3:B4"])
  }

  @Test func readsSheetsInOrderWithTheirVisibility() throws {
    var parts = SampleParts()
    parts.texts["xl/workbook.xml"] = """
      <workbook xmlns="\(SampleParts.main)" xmlns:q="\(SampleParts.office)"><sheets>\
      <sheet name="B &amp; C" sheetId="7" q:id="r2" state="hidden"/><sheet name="Biểu đồ" sheetId="8" q:id="r3"/>\
      <sheet name="A" sheetId="2" q:id="r1" state="veryHidden"/></sheets></workbook>
      """
    parts.texts["xl/_rels/workbook.xml.rels"] = """
      <Relationships xmlns="\(SampleParts.package)">\
      <Relationship Id="r1" Type="\(SampleParts.office)/worksheet" Target="/xl/worksheets/sheet1.xml"/>\
      <Relationship Id="r2" Type="\(SampleParts.office)/worksheet" Target="./worksheets/../Worksheets/Sheet2.xml"/>\
      <Relationship Id="r3" Type="\(SampleParts.office)/chartsheet" Target="chartsheets/sheet1.xml"/>\
      <Relationship Id="r4" Type="\(SampleParts.office)/externalLink" Target="http://example.org/" TargetMode="External"/>\
      </Relationships>
      """
    parts.texts["xl/worksheets/sheet1.xml"] = SampleParts.worksheet("<row><c><v>1</v></c></row>")
    parts.texts["xl/worksheets/sheet2.xml"] = SampleParts.worksheet("<row><c s=\"999\"><v>2</v></c></row>")
    let workbook = try parts.read()
    #expect(workbook.sheets.map(\.name) == ["B & C", "A"])
    #expect(workbook.sheets.map(\.visibility) == [.hidden, .veryHidden])
    #expect(workbook.otherSheetNames == ["Biểu đồ"])
    #expect(workbook.sheets.map { $0[place("A1")].numberText } == ["2", "1"])
    #expect(workbook.sheet(named: "A")?.visibility == .veryHidden)
  }

  @Test func readsStrictWorkbooks() throws {
    var parts = SampleParts()
    for name in parts.texts.keys {
      parts.texts[name] = parts.texts[name]?.split(separator: SampleParts.main).joined(
        separator: SampleParts.strictMain
      )
      .split(separator: SampleParts.office).joined(separator: SampleParts.strictOffice)
    }
    #expect(try parts.sheet()[place("A1")] == .text("một"))
  }

  @Test func readsPrefixedElements() throws {
    let sheet = try SampleParts(
      "xl/worksheets/sheet1.xml",
      """
      <x:worksheet xmlns:x="\(SampleParts.main)" xmlns:o="urn:other"><o:sheetData/><x:sheetData><o:row r="3"><x:c/></o:row>\
      <x:row r="1"><o:c><x:v>1</x:v></o:c><x:c r="B1" o:t="s"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>
      """
    ).sheet()
    #expect(sheet.rows.count == 1)
    #expect(sheet[place("B1")] == .number("2"))
  }

  @Test func keepsTheFormOfVietnameseText() throws {
    let composed = "Nguy\u{1EC5}n"
    let decomposed = "Nguye\u{0302}\u{0303}n"
    let sheet = try SampleParts(
      rows:
        "<row><c t=\"inlineStr\"><is><t>\(composed)</t></is></c><c t=\"inlineStr\"><is><t>\(decomposed)</t></is></c></row>"
    ).sheet()
    let texts = sheet.rows[0].cells.map(\.value)
    #expect(texts == [.text(composed), .text(composed)])
    let bytes = texts.map { value -> [UInt8] in if case .text(let text) = value { Array(text.utf8) } else { [] } }
    #expect(bytes == [Array(composed.utf8), Array(decomposed.utf8)])
  }

  @Test func needsNeitherStylesNorSharedTexts() throws {
    var parts = SampleParts(rows: "<row><c s=\"3\"><v>1</v></c></row>")
    parts.texts["xl/_rels/workbook.xml.rels"] = """
      <Relationships xmlns="\(SampleParts.package)"><Relationship Id="r1" Type="\(SampleParts.office)/worksheet" \
      Target="worksheets/sheet1.xml"/></Relationships>
      """
    parts.texts["xl/styles.xml"] = nil
    parts.texts["xl/sharedStrings.xml"] = nil
    #expect(try parts.sheet()[place("A1")] == .number("1"))
  }
}
