import Testing

@testable import Workbook

@Suite struct WriterTests {
  private func written(_ cells: [WorkbookWriter.Cell]) throws -> Workbook.Sheet {
    var writer = WorkbookWriter()
    try writer.beginSheet(named: "S")
    try writer.append(row: cells)
    return try Workbook.read(bytes: writer.finish()).sheets[0]
  }

  private func part(_ name: String, of bytes: [UInt8]) throws -> String {
    String(decoding: try ZipArchive(bytes: bytes, limits: Workbook.Limits()).content(of: name), as: UTF8.self)
  }

  @Test(arguments: [
    (WorkbookWriter.Value.whole(0), Workbook.Value.number("0")), (.whole(.min), .number("-9223372036854775808")),
    (.whole(134_300_000_000), .number("134300000000")),
    (.decimal(units: 123_456, fractionDigits: 2), .number("1234.56")),
    (.decimal(units: -5, fractionDigits: 3), .number("-0.005")), (.decimal(units: 7, fractionDigits: 0), .number("7")),
    (.decimal(units: .min, fractionDigits: 18), .number("-9.223372036854775808")), (.number(0.1), .number("0.1")),
    (.number(-2), .number("-2")), (.number(1e300), .number("1e+300")), (.number(-0.0), .number("0")),
    (.number(.nan), .empty), (.number(.infinity), .empty), (.boolean(true), .boolean(true)),
    (.boolean(false), .boolean(false)), (.empty, .empty), (.text(""), .text("")), (.text("=1+1"), .text("=1+1")),
    (.text("  hai  đầu "), .text("  hai  đầu ")), (.text("a\tb\nc\rd\r\ne"), .text("a\tb\nc\rd\r\ne")),
    (.text("<&>\"']]>"), .text("<&>\"']]>")), (.text("\u{0}\u{1}\u{1F}\u{7F}"), .text("\u{0}\u{1}\u{1F}\u{7F}")),
    (.text("_x000D_ _x_ _xD83D_"), .text("_x000D_ _x_ _xD83D_")), (.text("_x005F_x0041_"), .text("_x005F_x0041_")),
    (.text("\u{FFFE}\u{FFFF}\u{FFFD}\u{FEFF}"), .text("\u{FFFE}\u{FFFF}\u{FFFD}\u{FEFF}")),
    (.text("😀 ệ e\u{0302}\u{0323}"), .text("😀 ệ e\u{0302}\u{0323}")),
  ])
  func valuesComeBack(value: WorkbookWriter.Value, expected: Workbook.Value) throws {
    let found = try written([WorkbookWriter.Cell(value)])[place("A1")]
    if case .text(let text) = found, case .text(let sent) = value {
      #expect(Array(text.utf16) == Array(sent.utf16))
    } else if case .number(let number) = found, case .number(let sent) = expected {
      #expect(number.value == sent.value)
      #expect(number.text == sent.text)
    } else {
      #expect(found == expected)
    }
  }

  @Test func datesComeBack() throws {
    for (year, month, day, seconds) in [
      (1900, 1, 1, 0), (1900, 2, 28, 0), (1900, 3, 1, 0), (2026, 6, 30, 0), (2026, 6, 30, 86_399), (9999, 12, 31, 1),
    ] {
      let date = try #require(Workbook.DateTime(year: year, month: month, day: day, secondsOfDay: seconds))
      let sheet = try written([WorkbookWriter.Cell(.date(date))])
      #expect(sheet[place("A1")] == .date(date))
    }
  }

  /// Constructed sheets, wide and long, with gaps and all kinds of values.
  @Test func sheetsComeBack() throws {
    for seed in UInt64(1)...30 {
      var random = TestRandom(state: seed)
      var writer = WorkbookWriter()
      var sent: [String: [CellReference: Workbook.Value]] = [:]
      for _ in 0...random.below(4) {
        let name = try writer.beginSheet(named: "Trang")
        sent[name] = try append(rows: random.below(60), to: &writer, &random)
      }
      let workbook = try Workbook.read(bytes: writer.finish())
      #expect(workbook.sheets.count == sent.count, "seed \(seed)")
      for sheet in workbook.sheets {
        let cells = sheet.rows.flatMap { $0.cells.map { ($0.reference, $0.value) } }
        #expect(Dictionary(uniqueKeysWithValues: cells) == sent[sheet.name], "seed \(seed)")
      }
    }
  }

  private func append(
    rows: Int, to writer: inout WorkbookWriter, _ random: inout TestRandom
  ) throws -> [CellReference: Workbook.Value] {
    var sent: [CellReference: Workbook.Value] = [:]
    for row in 1..<(rows + 1) {
      var cells: [WorkbookWriter.Cell] = []
      for column in 1..<(random.below(40) + 1) {
        let (value, expected) = random.value()
        var style = CellStyle(random.below(2) == 0 ? .general : .decimal(places: random.below(4)))
        style.isBold = random.below(2) == 0
        if case .date = value { style.format = .general }
        cells.append(WorkbookWriter.Cell(value, style: style))
        if expected != .empty { sent[try #require(CellReference(row: row, column: column))] = expected }
      }
      try writer.append(row: cells)
    }
    return sent
  }

  @Test func sameCallsGiveSameBytes() throws {
    let files = try (0..<2).map { _ in
      var writer = WorkbookWriter()
      try writer.beginSheet(named: "A")
      for row in 0..<2_000 {
        try writer.append(row: [.text("dòng \(row)"), WorkbookWriter.Cell(.whole(row), style: CellStyle(.whole))])
      }
      return try writer.finish()
    }
    #expect(files[0] == files[1])
  }

  @Test func writesLayout() throws {
    var layout = SheetLayout()
    layout.columnWidths = [12, nil, 40.5, .nan, -1, 1000]
    layout.frozenRows = 2
    layout.frozenColumns = 1
    layout.repeatedRows = 1...2
    layout.page.orientation = .landscape
    layout.page.scaling = .fitWidth
    layout.page.numbering = .foot
    var writer = WorkbookWriter(typeface: .timesNewRoman)
    try writer.beginSheet(named: "Tháng 1's <&>", layout: layout)
    try writer.append(row: [.text("Mã", style: .header), .empty], height: 30)
    try writer.merge(try #require(CellArea("A1:B1")))
    try writer.merge(try #require(CellArea("A2")))
    let bytes = try writer.finish()
    let sheet = try part("xl/worksheets/sheet1.xml", of: bytes)
    for expected in [
      "<pageSetUpPr fitToPage=\"1\"/>",
      "<pane xSplit=\"1\" ySplit=\"2\" topLeftCell=\"B3\" activePane=\"bottomRight\" state=\"frozen\"/>",
      "<col min=\"1\" max=\"1\" width=\"12.0\" customWidth=\"1\"/><col min=\"3\" max=\"3\" width=\"40.5\" customWidth=\"1\"/><col min=\"6\" max=\"6\" width=\"255.0\" customWidth=\"1\"/></cols>",
      "<row r=\"1\" ht=\"30.0\" customHeight=\"1\">", "<mergeCells count=\"1\"><mergeCell ref=\"A1:B1\"/></mergeCells>",
      "<pageSetup paperSize=\"9\" fitToHeight=\"0\" orientation=\"landscape\"/>",
      "<oddFooter>&amp;C&amp;P / &amp;N</oddFooter>",
    ] { #expect(sheet.contains(expected), "\(expected)") }
    let list = try part("xl/workbook.xml", of: bytes)
    #expect(
      list.contains(
        "<definedName name=\"_xlnm.Print_Titles\" localSheetId=\"0\">'Tháng 1''s &lt;&amp;&gt;'!$1:$2</definedName>"))
    let styles = try part("xl/styles.xml", of: bytes)
    #expect(styles.contains("<font><b/><sz val=\"12\"/><name val=\"Times New Roman\"/></font>"))
    #expect(try Workbook.read(bytes: bytes).sheets[0].mergedAreas.map(\.description) == ["A1:B1"])
  }

  @Test(arguments: [
    ("", 10.0, 1), ("a", 10, 1), ("a\nb", 10, 2), ("aaaa bbbb", 10, 1), ("aaaa bbbb cccc", 10, 2), ("\n\n", 10, 3),
    (String(repeating: "a", count: 100), 10, 10), ("Nguye\u{0302}\u{0303}n", 7, 1), ("a", 0.5, 2),
  ])
  func estimatesLines(text: String, capacity: Double, lines: Int) {
    #expect(RowHeight.lineCount(text, capacity: capacity) == lines)
  }

  @Test func givesWrappedTextsTheirHeight() throws {
    var layout = SheetLayout()
    layout.columnWidths = [10, 40]
    var wrapped = CellStyle()
    wrapped.wrapsText = true
    let text = "Cải tạo, nâng cấp đường liên thôn"
    var writer = WorkbookWriter()
    try writer.beginSheet(named: "A", layout: layout)
    try writer.append(row: [.text(text)])
    try writer.append(row: [.text("ngắn", style: wrapped), .text(text, style: wrapped)])
    try writer.append(row: [.text(text, style: wrapped)])
    try writer.append(row: [.text(text, style: wrapped)], height: 20)
    let sheet = try part("xl/worksheets/sheet1.xml", of: writer.finish())
    for expected in [
      "<row r=\"1\">", "<row r=\"2\">", "<row r=\"3\" ht=\"59.5\">", "<row r=\"4\" ht=\"20.0\" customHeight=\"1\">",
    ] {
      #expect(sheet.contains(expected), "\(expected)")
    }
  }

  @Test(arguments: [
    ("Kế hoạch", "Kế hoạch"), ("a:b\\c/d?e*f[g]h", "a-b-c-d-e-f(g)h"), ("'Quý'", "Quý"), ("", "Sheet"),
    (" \t ", "Sheet"),
    ("History", "History (2)"), (String(repeating: "x", count: 40), String(repeating: "x", count: 31)),
    (String(repeating: "😀", count: 20), String(repeating: "😀", count: 15)), ("a\u{0}b", "a b"),
    (String(repeating: "a", count: 30) + "e\u{0302}", String(repeating: "a", count: 30)),
  ])
  func cleansSheetNames(name: String, expected: String) throws {
    #expect(SheetName.cleaned(name, unlike: []) == expected)
    var writer = WorkbookWriter()
    #expect(try writer.beginSheet(named: name) == expected)
    #expect(try Workbook.read(bytes: writer.finish()).sheets.map(\.name) == [expected])
  }

  @Test func makesSheetNamesUnique() throws {
    var writer = WorkbookWriter()
    let long = String(repeating: "Đ", count: 31)
    let names = try [long, long, long.lowercased(), "A", "a"].map { try writer.beginSheet(named: $0) }
    let cut = String(repeating: "Đ", count: 27)
    #expect(names == [long, cut + " (2)", cut.lowercased() + " (3)", "A", "a (2)"])
  }

  @Test func showsOneSheetWhereAllAreHidden() throws {
    var layout = SheetLayout()
    layout.isHidden = true
    var writer = WorkbookWriter()
    try writer.beginSheet(named: "A", layout: layout)
    try writer.beginSheet(named: "B", layout: layout)
    #expect(try Workbook.read(bytes: writer.finish()).sheets.map(\.visibility) == [.visible, .hidden])
  }

  @Test func refusesWhatDoesNotFit() throws {
    #expect(throws: WorkbookWriterError.noSheet) {
      let writer = WorkbookWriter()
      _ = try writer.finish()
    }
    var writer = WorkbookWriter()
    #expect(throws: WorkbookWriterError.noSheet) { try writer.append(row: []) }
    try writer.beginSheet(named: "A")
    #expect(throws: WorkbookWriterError.tooManyColumns(sheet: "A", row: 1, limit: 16_384)) {
      try writer.append(row: [WorkbookWriter.Cell](repeating: .empty, count: 16_385))
    }
    let long = String(repeating: "ệ", count: 32_768)
    #expect(throws: WorkbookWriterError.textTooLong(sheet: "A", cell: place("A1"), length: 32_768, limit: 32_767)) {
      try writer.append(row: [.text(long)])
    }
    let one = try #require(CellArea("A1:B2"))
    let other = try #require(CellArea("B2:C3"))
    try writer.merge(one)
    #expect(throws: WorkbookWriterError.overlappingAreas(sheet: "A", one, other)) { try writer.merge(other) }
  }

  @Test func refusesRowsBeyondTheLast() throws {
    var writer = WorkbookWriter()
    try writer.beginSheet(named: "A")
    for _ in 0..<CellReference.lastRow { try writer.append(row: []) }
    #expect(throws: WorkbookWriterError.tooManyRows(sheet: "A", limit: CellReference.lastRow)) {
      try writer.append(row: [])
    }
  }
}
