import Foundation
import Testing

@testable import Workbook

/// Workbooks by openpyxl and LibreOffice, which `Tests/Workbooks/workbooks.py fixtures` renews.
@Suite struct OfficeFileTests {
  static let names = [
    "plan", "kinds", "from-1904", "sheets", "stream", "libreoffice-list", "libreoffice-plan", "libreoffice-kinds",
    "libreoffice-sheets",
  ]

  private func file(_ name: String) -> URL { OtherPrograms.folder.appending(path: name) }

  private func expectSame(_ found: [String: PrintedValue], _ expected: [String: PrintedValue], _ name: String) {
    #expect(!expected.isEmpty)
    #expect(Set(found.keys).symmetricDifference(expected.keys) == [], "\(name)")
    for (place, value) in expected { #expect(found[place] == value, "\(name) \(place)") }
  }

  @Test(arguments: names)
  func readsWhatOpenpyxlReads(name: String) throws {
    let printed = try String(contentsOf: file("\(name).cells"), encoding: .utf8)
    let workbook = try Workbook.read(file("\(name).xlsx"))
    expectSame(PrintedValue.values(of: workbook), try PrintedValue.values(printed: printed), name)
  }

  @Test(.enabled(if: OtherPrograms.python != nil, OtherPrograms.openpyxlIsMissing))
  func readsWhatThisOpenpyxlWrites() throws {
    try OtherPrograms.inNewFolder { folder in
      _ = try OtherPrograms.script("make", folder.path)
      for name in Self.names.prefix(5) {
        let made = folder.appending(path: "\(name).xlsx")
        let printed = try PrintedValue.values(printed: OtherPrograms.script("dump", made.path))
        expectSame(PrintedValue.values(of: try Workbook.read(made)), printed, name)
      }
    }
  }

  @Test(arguments: ["plan", "libreoffice-plan"])
  func readsTheShapeOfAPlan(name: String) throws {
    let workbook = try Workbook.read(file("\(name).xlsx"))
    #expect(workbook.sheets.map(\.visibility) == [.visible, .hidden])
    let sheet = try #require(workbook.sheet(named: "Kế hoạch vốn 2026"))
    #expect(
      Set(sheet.mergedAreas.map(\.description)) == [
        "A1:L1", "A2:L2", "A3:L3", "A5:A6", "B5:B6", "C5:C6", "D5:E5", "F5:H5", "I5:I6", "J5:J6", "K5:K6", "L5:L6",
      ])
    #expect(sheet.mergedAreas.first?.description == "A1:L1")
    #expect(sheet.hiddenColumns == [4...4])
    #expect(sheet.rows.filter(\.isHidden).map(\.number) == [7])
    #expect(
      sheet.rows.flatMap(\.cells).filter(\.isFormula).map(\.reference.description) == ["F8", "F12", "F18", "F23"])
    #expect(sheet[place("C11")] == .text("Đường bê tông thôn Nà Cáy số 3"))
    #expect(sheet.row(9)?.cell(column: 10)?.format == .percentage)
    #expect(sheet[place("F8")] == (name == "plan" ? .empty : .number("6792.471")))
  }

  @Test func readsTheOrderOfSheets() throws {
    for name in ["sheets", "libreoffice-sheets"] {
      let workbook = try Workbook.read(file("\(name).xlsx"))
      #expect(workbook.sheets.map(\.name).contains("Một & hai"))
      #expect(workbook.sheets.last?.rows.isEmpty == true)
      #expect((workbook.sheets.map(\.name) + workbook.otherSheetNames).count == 4)
    }
    #expect(try Workbook.read(file("sheets.xlsx")).otherSheetNames == ["Biểu đồ"])
    #expect(try Workbook.read(file("from-1904.xlsx")).dateSystem == .from1904)
  }

  /// A workbook of our own with every kind of value, and what every reader must find in it.
  private func ownWorkbook() throws -> [UInt8] {
    var layout = SheetLayout()
    layout.columnWidths = [12, 40]
    layout.frozenRows = 2
    layout.repeatedRows = 1...2
    layout.page.orientation = .landscape
    layout.page.scaling = .fitWidth
    var writer = WorkbookWriter()
    try writer.beginSheet(named: "Biểu 01/QTNĐ: quyết toán", layout: layout)
    try writer.append(row: [.text("Mã dự án", style: .header), .empty, .text("Kế hoạch", style: .header)])
    try writer.append(row: [])
    try writer.merge(try #require(CellArea("A1:B1")))
    for row in 1...50 { try writer.append(row: try cells(row)) }
    var random = TestRandom(state: 7)
    try writer.beginSheet(named: "Ngẫu nhiên")
    for _ in 0..<50 { try writer.append(row: (0..<20).map { _ in WorkbookWriter.Cell(random.plainValue()) }) }
    return try writer.finish()
  }

  private func cells(_ row: Int) throws -> [WorkbookWriter.Cell] {
    let date = try #require(Workbook.DateTime(year: 2026, month: 1 + row % 12, day: 1 + row % 28))
    let time = try #require(Workbook.DateTime(year: 2026, month: 12, day: 31, secondsOfDay: row * 1000))
    return [
      .text("CT-\(row)"), .text("=SUM(A1:A\(row))"),
      WorkbookWriter.Cell(.whole(row * 1_234_567_891), style: CellStyle(.whole)),
      WorkbookWriter.Cell(.decimal(units: row * 12_345, fractionDigits: 3), style: CellStyle(.decimal(places: 3))),
      WorkbookWriter.Cell(.number(Double(row) / 7), style: CellStyle(.percentage(places: 1))),
      WorkbookWriter.Cell(.date(date)), WorkbookWriter.Cell(.date(time)), WorkbookWriter.Cell(.boolean(row % 2 == 0)),
      .text("  <hai> & \"đầu\"\n dòng \(row) ", style: .header), .text("00\(row)", style: CellStyle(.text)),
      .text("Nguye\u{0302}\u{0303}n 😀"), .empty, .text("cuối"),
    ]
  }

  @Test(.enabled(if: OtherPrograms.python != nil, OtherPrograms.openpyxlIsMissing))
  func openpyxlReadsOwnWorkbooks() throws {
    let bytes = try ownWorkbook()
    try OtherPrograms.inNewFolder { folder in
      let written = folder.appending(path: "own.xlsx")
      try Data(bytes).write(to: written)
      let printed = try PrintedValue.values(printed: OtherPrograms.script("dump", written.path))
      expectSame(PrintedValue.values(of: try Workbook.read(bytes: bytes)), printed, "own")
      let layout = try OtherPrograms.script("layout", written.path)
      for expected in [
        "\"title\": \"Biểu 01-QTNĐ- quyết toán\"", "\"frozen\": \"A3\"", "\"merged\": [\"A1:B1\"]", "\"A\": 12.0",
        "\"B\": 40.0", "\"orientation\": \"landscape\"", "\"fit\": true", "$1:$2", "\"bold\": true", "\"wrap\": true",
        "\"0.0%\"", "\"#,##0\"", "\"#,##0.000\"", "\"dd/mm/yyyy\"", "\"@\"",
      ] { #expect(layout.contains(expected), "\(expected) in \(layout)") }
    }
  }

  @Test(.enabled(if: OtherPrograms.office != nil, OtherPrograms.libreOfficeIsMissing))
  func libreOfficeKeepsOwnWorkbooks() throws {
    let bytes = try ownWorkbook()
    try OtherPrograms.inNewFolder { folder in
      let written = folder.appending(path: "own.xlsx")
      try Data(bytes).write(to: written)
      _ = try OtherPrograms.script("convert", written.path, "ods", folder.path)
      let back = folder.appending(path: "back")
      _ = try OtherPrograms.script("convert", folder.appending(path: "own.ods").path, "xlsx", back.path)
      let found = try Workbook.read(back.appending(path: "own.xlsx"))
      let own = try Workbook.read(bytes: bytes)
      expectSame(PrintedValue.values(of: found), PrintedValue.values(of: own), "through LibreOffice")
      #expect(found.sheets.map(\.mergedAreas) == own.sheets.map(\.mergedAreas))
    }
  }
}

extension TestRandom {
  /// A value that every program keeps: without control characters and escapes.
  mutating func plainValue() -> WorkbookWriter.Value {
    while true {
      let (value, _) = value()
      guard case .text(let text) = value else { return value }
      if !text.contains("_x") && !text.contains("\u{B}") { return value }
    }
  }
}
