import Portfolio
import Rulebook
import Testing
import Workbook

@testable import Report

@Suite struct FormTableTests {
  /// A form with all kinds of columns and lines; the titles have one to three levels.
  private func sample(_ language: Language) -> FormTable {
    func amount(_ dong: Int64) -> FormTable.Cell { .amount(Money(dong: dong)) }
    return FormTable(
      language: language, code: "01/M", origin: "Thông tư mẫu & <thử>", name: "Mẫu thử",
      heading: .administrative(language: language), title: "BẢNG THỬ", subtitles: ["Quý II/2026"], unit: .million,
      columns: [
        .init(["STT"], number: "1", meaning: "No.", kind: .code, width: 6),
        .init(["Nội dung"], number: "2", meaning: "Item", kind: .text, width: 30),
        .init(["Kế hoạch", "Tổng số"], number: "3", kind: .amount, width: 14),
        .init(["Kế hoạch", "Trong đó", "Thu hồi"], number: "4", kind: .amount, width: 12),
        .init(["Kế hoạch", "Trong đó", "Trả nợ"], number: "5=3-4", kind: .amount, width: 12),
        .init(["Số dự án"], number: "6", kind: .count, width: 8), .init(["Tỷ lệ"], number: "7", kind: .share, width: 8),
        .init(["Ngày"], number: "8", kind: .date, width: 11),
      ],
      lines: [
        .init(.whole, [.empty, .text("TỔNG SỐ"), amount(1_183_462_000), amount(-400_000), .empty, .count(1200)]),
        .init(.group, [.text("I"), .text("Chuyển tiếp"), amount(4_000_000_000), amount(0), amount(1)]),
        .init(.source, [.text("1"), .text("Nguồn <A>"), .empty, .empty, .empty, .empty, .share(0.309)]),
        .init(
          .project,
          [
            .text("1.1"), .text("Dự án \"B\""), amount(12_345_678), .empty, .empty, .count(1), .share(1),
            .date(Day(ordinal: 20_634)), .text("thừa"),
          ]),
        .init(.detail, [.empty, .text("hợp đồng")]),
      ],
      notes: ["Số liệu đến ngày 30/6/2026", "Ô trống: chưa có số liệu"], signatures: FormTable.Signature.usual(language)
    )
  }

  @Test(arguments: Language.allCases)
  func markupStaysAsRecorded(language: Language) throws {
    try Golden.check(FormMarkup(sample(language)).html.source, "report/form-table.\(language.rawValue).html")
  }

  @Test(arguments: Language.allCases)
  func sheetStaysAsRecorded(language: Language) throws {
    let bytes = try FormTable.workbook([sample(language)])
    try Golden.check(SheetText.text(of: bytes), "report/form-table.\(language.rawValue).cells")
  }

  @Test func headsOverEqualTitlesAreOne() {
    let head = FormHead(sample(.vi).columns)
    #expect(head.rowCount == 3)
    let plan = head.cells.first { $0.title == "Kế hoạch" }
    #expect(plan == FormHead.Cell(title: "Kế hoạch", row: 0, column: 2, rowCount: 1, columnCount: 3, isGroup: true))
    let whole = head.cells.first { $0.title == "Tổng số" }
    #expect(whole == FormHead.Cell(title: "Tổng số", row: 1, column: 2, rowCount: 2, columnCount: 1, isGroup: false))
    // Every place of the grid belongs to exactly one cell.
    var places: [[Int]] = []
    for cell in head.cells {
      for row in cell.row..<(cell.row + cell.rowCount) {
        for column in cell.column..<(cell.column + cell.columnCount) { places.append([row, column]) }
      }
    }
    #expect(places.count == 3 * 8)
    #expect(Set(places).count == places.count)
  }

  @Test func equalTitlesOfColumnsThemselvesAreNotMerged() {
    let head = FormHead([
      .init(["Số tiền"], kind: .amount, width: 8), .init(["Số tiền"], kind: .amount, width: 8),
      .init(["A", "x"], kind: .amount, width: 8), .init(["B"], kind: .amount, width: 8),
      .init(["A", "x"], kind: .amount, width: 8),
    ])
    #expect(head.cells.filter { $0.row == 0 }.map(\.columnCount) == [1, 1, 1, 1, 1])
  }

  @Test func columnsShowAsFewDecimalsAsAreExact() {
    #expect(sample(.vi).decimals == [0, 0, 6, 1, 6, 0, 0, 0])
  }

  @Test func amountsInSheetsAreExact() throws {
    let book = try Workbook.read(bytes: FormTable.workbook([sample(.en)]))
    let sheet = try #require(book.sheets.first)
    #expect(sheet.name == "01-M")
    let numbers = sheet.rows.compactMap { row -> String? in
      guard case .number(let number) = row[column: 3] else { return nil }
      return number.text
    }
    #expect(numbers == ["1183.462000", "4000.000000", "12.345678"])
  }
}
