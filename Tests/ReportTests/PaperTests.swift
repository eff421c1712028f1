import Foundation
import Portfolio
import Rulebook
import Testing
import Workbook

@testable import Report

@Suite struct PaperTests {
  private static let names: [PaperForm: String] = [
    .settlement: "01-qtnd", .advances: "08a-sdtu", .allocation: "01a-pb", .adjustment: "01b-pb", .progress: "progress",
  ]

  @Test(arguments: PaperForm.allCases, Language.allCases)
  func pagesStayAsRecorded(form: PaperForm, language: Language) throws {
    let tables = form.tables(try PaperSample.inputs(), language: language)
    let html = tables.map { FormMarkup($0).html.source }.joined()
    try Golden.check(html, "report/form-\(Self.names[form] ?? "").\(language.rawValue).html")
  }

  @Test(arguments: PaperForm.allCases)
  func sheetsStayAsRecorded(form: PaperForm) throws {
    let bytes = try FormTable.workbook(form.tables(try PaperSample.inputs(), language: .vi))
    try Golden.check(SheetText.text(of: bytes), "report/form-\(Self.names[form] ?? "").vi.cells")
  }

  @Test func formsHaveTheirColumns() throws {
    let inputs = try PaperSample.inputs()
    let counts: [PaperForm: Int] = [.settlement: 25, .advances: 11, .allocation: 17, .adjustment: 22]
    for (form, count) in counts {
      let table = try #require(form.tables(inputs, language: .vi).first)
      #expect(table.columns.count == count)
      #expect(table.code == form.rawValue)
      #expect(table.columns.map { $0.number.prefix { $0 != "=" } } == (1...count).map { Substring("\($0)") })
      #expect(table.lines.allSatisfy { $0.cells.count == count })
    }
  }

  @Test(arguments: Language.allCases) func whatIsNoOfficialFormSaysSo(language: Language) throws {
    let tables = PaperForm.progress.tables(try PaperSample.inputs(), language: language)
    #expect(tables.count == 2)
    for table in tables {
      #expect(!table.isOfficial)
      #expect(
        FormMarkup(table).html.source.contains(
          language == .vi ? "không phải mẫu biểu chính thức" : "not an official form"))
      #expect(table.lines.allSatisfy { $0.cells.count == table.columns.count })
    }
    #expect(tables[0].columns.count == 12)
  }

  /// Every amount of every form, heading by heading, in dong.
  @Test(arguments: PaperForm.allCases) func headingsAddUpToTheDong(form: PaperForm) throws {
    for table in form.tables(try PaperSample.inputs(), language: .vi) {
      let isPaired = table.columns.contains { $0.titles == ["KH/TH"] }
      for (start, step) in isPaired ? [(0, 2), (1, 2)] : [(0, 1)] {
        let lines = stride(from: start, to: table.lines.count, by: step).map { table.lines[$0] }
        for column in table.columns.indices where table.columns[column].kind == .amount {
          expectSums(lines, column, "\(form) column \(column + 1)")
        }
      }
    }
  }

  private func expectSums(_ lines: [FormTable.Line], _ column: Int, _ place: String) {
    for (index, line) in lines.enumerated() {
      let below = lines[(index + 1)...].prefix { $0.level.rawValue > line.level.rawValue }
      // A project with advances listed below it is the sum of them; any other has nothing below.
      guard let next = below.first?.level else { continue }
      let parts = below.filter { $0.level == next }.compactMap { part -> Money? in
        guard case .amount(let money) = part.cells[column] else { return nil }
        return money
      }
      guard case .amount(let sum) = line.cells[column] else {
        #expect(parts.isEmpty, "\(place) line \(index)")
        continue
      }
      #expect(sum == parts.reduce(.zero, +), "\(place) line \(index)")
    }
  }

  @Test func advancesAreOverdueByTheirRules() throws {
    let table = try #require(PaperForm.advances.tables(try PaperSample.inputs(), language: .vi).first)
    func line(_ text: String) throws -> FormTable.Line {
      try #require(
        table.lines.first { if case .text(let name) = $0.cells[1] { name.contains(text) } else { false } })
    }
    func million(_ amount: Int64) -> FormTable.Cell { .amount(Money(dong: amount * 1_000_000)) }
    #expect(try line("HĐ 01/2025").cells[5] == million(400))
    #expect(try line("HĐ 01/2025").cells[7] == million(400))
    #expect(try line("Bồi thường đợt 1").cells[5] == million(150))
    #expect(try line("Bồi thường đợt 1").cells[9] == .text("hai hộ chưa nhận tiền"))
    #expect(try line("HĐ 02/2025").cells[5] == million(0))
    #expect(try line("HĐ 03/2025").cells[5] == .empty)
    #expect(try line("Trường học D").cells[2] == million(200))
    #expect(try line("TỔNG SỐ").cells[2] == million(1150))
    #expect(try line("TỔNG SỐ").cells[5] == million(550))
    #expect(table.notes.contains { $0.contains("1 khoản chưa ghi ngày") })
    #expect(table.notes.contains { $0.contains("1 dự án chỉ có tổng dư tạm ứng") })
  }

  @Test(arguments: Language.allCases) func thePageHoldsEveryForm(language: Language) throws {
    let inputs = try PaperSample.inputs()
    let tables = PaperForm.allCases.flatMap { $0.tables(inputs, language: language) }
    let page = PaperPage.render(tables, of: inputs.scenario)
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    #expect(page.contains("lang=\"\(language.rawValue)\""))
    for table in tables { #expect(page.contains("<p class=\"form-title\">\(HTML.escaped(table.title))</p>")) }
    #expect(page.contains("Xã Mẫu 2026 &lt;thử&gt;"))
    #expect(!page.contains("<thử>"))
    #expect(page.contains("size:A4 landscape"))
    let overview = PaperView.render(tables)
    for form in PaperForm.allCases where form != .progress { #expect(overview.contains(form.rawValue)) }
  }
}
