import Disbursement
import Foundation
import Portfolio
import Rulebook
import Testing

@testable import Exchange
@testable import Workbook

/// The same list in other forms of file, and the questions about one as a sheet.
@Suite struct PlanListFormsTests {
  /// Of lists that have nothing that a form of file cannot hold.
  @Test(arguments: 0..<40) func openDocumentAndDelimitedTextGiveTheSame(seed: UInt64) throws {
    var random = ListRandom(seed: seed)
    var habits = ListHabits(&random)
    (habits.defect, habits.merged, habits.hasTwoRowHead, habits.amounts) = (.none, .none, false, .numbers)
    if habits.sources == .columns || habits.sources == .mergedColumn { habits.sources = .headings }
    let workbook = try HabitualList(KnownPortfolio(&random, sources: habits.sources), habits, random).workbook()
    let plain = try Self.result(workbook)
    #expect(try Self.result(WorkbookFile.decode(Self.openDocument(workbook), file: "list.ods")) == plain)
    let delimited = try WorkbookFile.lists(delimited: Self.delimited(workbook), file: "list.csv")
    let read = try delimited.map(Self.result)
    #expect(read.contains(plain), "\(read)")
  }

  /// Projects with their amounts, or what is asked.
  private static func result(_ workbook: Workbook) throws -> [String] {
    let reading = PlanList(workbook, file: "list", mapping: nil, mappingPath: "list.mapping.yaml").reading()
    do throws(InvalidInput) {
      let portfolio = try ScenarioReader.read(reading).inputs.portfolio
      return portfolio.projects.map { "\($0.name) \($0.group) \($0.plan.dong) \($0.paidToDate.dong)" }
    } catch {
      guard case .planList(let list) = reading.form, !list.questions.isEmpty else { return ["not read"] }
      return ["asked"]
    }
  }

  private static func delimited(_ workbook: Workbook) -> [UInt8] {
    var text = "\u{FEFF}"
    let rows = workbook.sheets[0].rows
    let width = rows.flatMap(\.cells).map(\.column).max() ?? 1
    var next = 1
    for row in SheetGrid(workbook.sheets[0], of: "").rows {
      while next < row.number { (text, next) = (text + String(repeating: ";", count: width - 1) + "\n", next + 1) }
      text += (1...width).map { row.text($0, style: .vietnamese) }.joined(separator: ";") + "\n"
      next += 1
    }
    return Array(text.utf8)
  }

  private static func openDocument(_ workbook: Workbook) throws -> [UInt8] {
    var xml = """
      <?xml version="1.0" encoding="UTF-8"?><office:document-content \
      xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
      xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" \
      xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
      """
    for sheet in workbook.sheets {
      xml += "<table:table table:name=\"\(sheet.name)\">"
      var next = 1
      for row in sheet.rows {
        if next < row.number { xml += "<table:table-row table:number-rows-repeated=\"\(row.number - next)\"/>" }
        next = row.number + 1
        xml += "<table:table-row>"
        var column = 1
        for cell in row.cells {
          if column < cell.column {
            xml += "<table:table-cell table:number-columns-repeated=\"\(cell.column - column)\"/>"
          }
          column = cell.column + 1
          switch cell.value {
          case .number(let number):
            xml += "<table:table-cell office:value-type=\"float\" office:value=\"\(number.value)\"/>"
          case .text(let text):
            xml += "<table:table-cell office:value-type=\"string\"><text:p>\(text)</text:p></table:table-cell>"
          default: xml += "<table:table-cell/>"
          }
        }
        xml += "</table:table-row>"
      }
      xml += "</table:table>"
    }
    xml += "</office:spreadsheet></office:body></office:document-content>"
    var stream = DeflateStream()
    try stream.append(Array(xml.utf8))
    var writer = ZipWriter()
    try writer.append(stream.finish(), named: "content.xml")
    return try writer.finish()
  }

  @Test func textFromBeforeUnicode() {
    #expect(
      LegacyEncoding.tcvn3.converted("KÕ HO¹CH VèN §ÇU T¦ n¨m 2026 - Tr\u{AD}êng TiÓu häc")
        == "KẾ HOẠCH VỐN ĐẦU TƯ năm 2026 - Trường Tiểu học")
    #expect(
      LegacyEncoding.vni.converted("Keá hoaïch voán naêm 2026, döï aùn ñöôøng") == "Kế hoạch vốn năm 2026, dự án đường")
    #expect(LegacyEncoding.of(["KÕ HO¹CH VèN", "§¬n vÞ"]) == .tcvn3)
    #expect(LegacyEncoding.of(["Keá hoaïch voán", "döï aùn ñöôøng"]) == .vni)
    #expect(LegacyEncoding.of(["Kế hoạch vốn", "Đơn vị"]) == nil)
    #expect(LegacyEncoding.of(["Ke hoach von", "Café"]) == nil)
  }

  private static let amounts: [(text: String, dong: Int64?)] = [
    ("1.234,5", 1_234_500_000), ("1 730", 1_730_000_000), ("1\u{A0}234\u{202F}567", 1_234_567_000_000),
    ("1.730 tr", 1_730_000_000),
    ("5,1 tỷ", 5_100_000_000), ("(12)", -12_000_000), ("-", nil), ("  ", nil), ("250 đồng", 250), ("12 345 6", nil),
  ]

  @Test(arguments: amounts) func amountsAsTheyAreTyped(_ amount: (text: String, dong: Int64?)) {
    let amounts = ListAmounts(unit: .million, style: .vietnamese, units: [:], dateSystem: .from1900)
    let cell = SheetGrid.Cell(column: 1, value: .text(amount.text), isFormula: false)
    let content = amounts.content(SheetGrid.Row(number: 1, cells: [cell]), 1)
    if let dong = amount.dong {
      #expect(content == .amount(Money(dong: dong), isRounded: false))
    } else if case .amount = content {
      Issue.record("\(amount.text): \(content)")
    }
  }

  private static let dates: [(text: String, day: String?)] = [
    ("(Số liệu đến ngày 30/6/2026)", "2026-06-30"), ("BẢNG THEO DÕI NĂM 2026 (đến 17/08/2026)", "2026-08-17"),
    ("Ước thực hiện đến 31/12/2026; số liệu KBNN đến hết ngày 30/6", "2026-06-30"),
    ("đến ngày 5 tháng 7 năm 2026", "2026-07-05"), ("Dự kiến giải ngân đến 31/01/2027", nil),
    ("hết quý II", "2026-06-30"), ("6 tháng đầu năm 2026", "2026-06-30"), ("THÁNG 8 NĂM 2026", "2026-08-31"),
    ("Chi Lăng, ngày 5 tháng 7 năm 2026", nil), ("6 tháng đầu năm 2025", nil),
  ]

  @Test(arguments: dates) func daysInTitles(_ date: (text: String, day: String?)) {
    let year = FiscalYear(2026)
    let found = ListDates.days(in: date.text, year) + ListDates.periodEnds(in: date.text, year)
    #expect(found.first.map { "\($0)" } == date.day, "\(date.text)")
  }

  @Test func questionsAreAnsweredInASheet() throws {
    try ScenarioFiles.withFolder { folder in
      let list = folder.appending(path: "list.xlsx")
      try FileManager.default.copyItem(
        atPath: OfficeWorkbooks.path("ambiguous"), toPath: list.path(percentEncoded: false))
      let reading = try WorkbookReading.read(at: list.path(percentEncoded: false))
      let bytes = try #require(try ListQuestionSheet.encode(reading, language: .vi))
      let questions = try WorkbookFile.decode(bytes, file: "list.hoi.xlsx")
      let sheet = questions.sheets[0]
      #expect(sheet.name == "Câu hỏi" && questions.sheets.count == 2)
      let keys = sheet.rows.dropFirst(3).map { $0[column: 4] }
      #expect(
        keys
          == ["columns.D", "columns.E", "columns.F", "headings.Dự án dự kiến hoàn thành năm 2026", "unit", "asOf"].map {
            .text($0)
          })
      let answers = ["không đọc", "kế hoạch vốn năm", "không đọc", "Dự án chuyển tiếp", "triệu đồng", "30/06/2026"]
      let answered = folder.appending(path: "list.hoi.xlsx")
      try Data(Self.answered(questions, answers)).write(to: answered)
      let portfolio = try ScenarioReader.read(at: answered.path(percentEncoded: false)).inputs.portfolio
      #expect(portfolio.projects.map(\.plan.dong) == [1_200_000_000, 1_800_000_000])
      #expect(portfolio.projects.map(\.group) == [.carryOver, .newStart])
      #expect(portfolio.asOf == Day(year: 2026, month: 6, day: 30))
    }
  }

  /// The workbook with answers in the place of those proposed.
  private static func answered(_ workbook: Workbook, _ answers: [String]) throws -> [UInt8] {
    var writer = WorkbookWriter()
    for (index, sheet) in workbook.sheets.enumerated() {
      try writer.beginSheet(named: sheet.name)
      var next = 1
      for row in SheetGrid(sheet, of: "").rows {
        while next < row.number { (_, next) = (try writer.append(row: []), next + 1) }
        var cells = (1...8).map { column -> WorkbookWriter.Cell in
          if case .number(let number) = row[column]?.value { return WorkbookWriter.Cell(.number(number.value)) }
          return .text(row.text(column, style: .plain))
        }
        if index == 0, row.number >= 4 { cells[1] = .text(answers[row.number - 4]) }
        try writer.append(row: cells)
        next += 1
      }
    }
    return try writer.finish()
  }
}
