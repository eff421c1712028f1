import Disbursement
import Exchange
import Foundation
import Portfolio
import Rulebook
import Testing

@Suite struct PlanListTests {
  @Test func headColumnsHeadingsAndRows() throws {
    let list = try OfficeWorkbooks.list("usual")
    #expect(list.sheet == "Biểu 01")
    #expect(list.headRows == 5...6)
    #expect(list.questions.isEmpty)
    #expect(
      list.columns.map(\.meaning) == [
        .number, .field("name"), .field("id"), .field("locality"), .field("owner"), .ignored,
        .field("total_investment"), .field("plan"), .field("paid_to_date"), .ignored,
      ])
    #expect(list.columns[6].title == "Quyết định đầu tư / TMĐT")
    #expect(list.headings.map(\.row) == [9, 10, 13, 16, 17, 19, 22])
    #expect(list.headings.map(\.projectCount) == [4, 2, 2, 4, 1, 2, 1])
    #expect(list.headings[0].meaning == .source("Nguồn ngân sách tỉnh"))
    #expect(list.headings[6].meaning == .group(.preparationPriority))
    #expect(list.skipped.map(\.row) == [7, 8, 25, 26])
    #expect(list.skipped.map(\.reason) == [.columnNumbers, .total, .note, .note])
    let asOf = list.settings.first { $0.key == "asOf" }
    #expect(asOf?.value == "2026-06-30" && asOf?.origin == .cell("A3"))
    let unit = list.settings.first { $0.key == "unit" }
    #expect(unit?.value == "million" && unit?.origin == .cell("I4"))
  }

  @Test func amountsAreExact() throws {
    let scenario = try ScenarioReader.read(at: OfficeWorkbooks.path("usual"))
    let projects = Dictionary(scenario.inputs.portfolio.projects.map { ($0.id, $0) }) { first, _ in first }
    #expect(scenario.inputs.portfolio.plan == Money(dong: 21_316_150_000))
    #expect(projects["CT-01"]?.paidToDate == Money(dong: 1_312_125_000))
    #expect(projects["KM-02"]?.paidToDate == Money(dong: 210_333_333))
    #expect(projects["HT-02"]?.totalInvestment == Money(dong: 1_250_750_000))
    #expect(projects["CT-03"]?.group == .carryOver)
    #expect(projects["CT-03"]?.allocations.map(\.sourceID) == ["Thu tiền sử dụng đất"])
    #expect(scenario.inputs.portfolio.asOf == Day(iso: "2026-06-30"))
  }

  /// Columns in another order, further columns, groups and sources in columns instead of headings, letters decomposed; and a file that
  /// LibreOffice has written: the same projects.
  @Test(arguments: ["reordered", "libreoffice-usual"]) func otherLayoutsGiveTheSameProjects(name: String) throws {
    let usual = try ScenarioReader.read(at: OfficeWorkbooks.path("usual")).inputs.portfolio
    let other = try ScenarioReader.read(at: OfficeWorkbooks.path(name)).inputs.portfolio
    #expect(other.projects == usual.projects)
    #expect(other.sources == usual.sources)
    #expect(other.asOf == usual.asOf)
  }

  @Test func revenueIsAskedOnlyWhereItSeemsToMatter() throws {
    let messages = try OfficeWorkbooks.messages("usual", in: .en)
    #expect(
      messages == [
        "usual.xlsx: this source seems to depend on revenue but is taken as assured (found «Thu tiền sử dụng đất»). "
          + "If it does, write its kind: revenue and revenueExpected under the key sources of the mapping file."
      ])
    let mapping = """
      schema: 1
      sources:
        Thu tiền sử dụng đất: {kind: revenue, revenueExpected: "12.000,5", priority: 2}
      """
    try OfficeWorkbooks.withMapping(mapping) { path in
      let scenario = try ScenarioReader.read(at: OfficeWorkbooks.path("usual"), mapping: path)
      #expect(scenario.warnings.isEmpty)
      let source = try #require(scenario.inputs.portfolio.sources.last)
      #expect(source.kind == .revenue(.init(expected: Money(dong: 12_000_500_000))))
      #expect(source.priority == 2)
    }
  }

  @Test func headWithoutMergedCellsAndPartsBelowProjects() throws {
    let list = try OfficeWorkbooks.list("unmerged")
    #expect(list.headRows == 4...5)
    #expect(list.skipped.map(\.reason) == [.noPlan, .total])
    let portfolio = try ScenarioReader.read(at: OfficeWorkbooks.path("unmerged")).inputs.portfolio
    #expect(portfolio.projects.map(\.id) == ["I-1", "I-2", "II-1"])
    #expect(portfolio.projects[0].allocations.map(\.sourceID) == ["Ngân sách tỉnh", "Ngân sách xã"])
    #expect(portfolio.projects[0].allocations.map(\.plan.dong) == [1_500_000_000, 500_000_000])
    #expect(portfolio.plan == Money(dong: 3_700_000_000))
    #expect(
      try OfficeWorkbooks.messages("unmerged", in: .en) == [
        "unmerged.xlsx, sheet «KH 2026», cell D14, column Kế hoạch / Tổng số: the projects that this row sums (3) add up to "
          + "3,700,000,000 dong (found «3700000001»). Look for rows that are missing, counted twice or skipped."
      ])
  }

  @Test func whatIsNotClearIsAsked() throws {
    let list = try OfficeWorkbooks.list("ambiguous", mapping: "/nowhere/list.mapping.yaml")
    #expect(
      list.questions == [
        .column(letters: "D", title: "Kế hoạch năm 2026", candidates: ["plan", "ignore"]),
        .column(letters: "E", title: "Kế hoạch năm 2026 sau điều chỉnh", candidates: ["plan", "ignore"]),
        .column(letters: "F", title: "Vốn khác", candidates: ["plan", "paid_to_date", "ignore"]),
        .heading(row: 4, text: "Dự án dự kiến hoàn thành năm 2026"), .setting(key: "unit"), .setting(key: "asOf"),
      ])
    let messages = try OfficeWorkbooks.messages("ambiguous", in: .vi, mapping: "/nowhere/list.mapping.yaml")
    #expect(messages.count == 6)
    #expect(messages[0].hasPrefix("lỗi: ") == false)
    #expect(
      messages[3].hasPrefix("ambiguous.xlsx, trang «Điều chỉnh», dòng 4: chưa rõ tiêu đề này là nhóm dự án nào"),
      "\(messages[3])")
  }

  /// The file that is written has a question mark for every question, and answers in their place are understood.
  @Test func answersInTheMappingFile() throws {
    let list = try OfficeWorkbooks.list("ambiguous", mapping: "/nowhere/list.mapping.yaml")
    for language in Language.allCases {
      let text = PlanListMappingText.text(for: list, language: language)
      #expect(text.components(separatedBy: ": \"?\"").count == 7, "\(text)")
      let answered =
        text.replacing("unit: \"?\"", with: "unit: million").replacing("asOf: \"?\"", with: "asOf: 2026-06-30")
        .replacing("D: \"?\"", with: "D: ignore").replacing("E: \"?\"", with: "E: plan")
        .replacing("F: \"?\"", with: "F: ignore").replacing("2026\": \"?\"", with: "2026\": carry-over")
      try OfficeWorkbooks.withMapping(answered) { path in
        let scenario = try ScenarioReader.read(at: OfficeWorkbooks.path("ambiguous"), mapping: path)
        let portfolio = scenario.inputs.portfolio
        #expect(portfolio.projects.map(\.plan.dong) == [1_200_000_000, 1_800_000_000])
        #expect(portfolio.projects.map(\.group) == [.carryOver, .newStart])
        #expect(portfolio.paidToDate == Money(dong: 300_000_000))
      }
    }
  }

  @Test func onePaymentFromSeveralSources() throws {
    let path = OfficeWorkbooks.folder.deletingLastPathComponent().appending(path: "plan.xlsx").path(
      percentEncoded: false)
    guard case .planList(let list) = try WorkbookReading.read(at: path).form else {
      Issue.record("no plan list")
      return
    }
    #expect(list.questions == [.setting(key: "asOf"), .paidSplit(count: 12, cell: "I9")])
    try OfficeWorkbooks.withMapping("schema: 1\nasOf: 2026-06-30\nsplitPaid: by-plan\n") { mapping in
      let project = try #require(
        ScenarioReader.read(at: path, mapping: mapping).inputs.portfolio.projects.first { $0.id == "CT-01" })
      // 111.25 million in proportion to 1,308.625 and 523.457 million.
      #expect(project.paidToDate == Money(dong: 111_250_000))
      #expect(project.allocations.map(\.paidToDate.dong) == [79_463_983, 31_786_017])
    }
  }

  @Test func everyCellThatCannotBeRead() throws {
    #expect(
      try OfficeWorkbooks.messages("defective", in: .en).map { $0.replacing("defective.xlsx, sheet «Lỗi», ", with: "") }
        == [
          "cell D5, column Nhóm dự án: the value is not one of the list (found «đang làm»). Write one of: completed, carry-over, new-start, preparation-new-start, preparation-priority, preparation-other.",
          "cell B7, column Mã dự án: this project code is already in row 3 (found «A»). Merge the two rows or correct the code.",
          "cell G10, column Tổng mức đầu tư: this is not a number (found «khoảng 5 tỷ»). Write it like 1234567.89, without separators.",
          "cell E4, column Kế hoạch vốn: the amount is negative (found «-5»). Write an amount of at least zero.",
          "cell F6, column Đã giải ngân: the amount paid to date (200 million dong) is more than the plan (100 million dong). Correct one of the two.",
          "cell E9, column Kế hoạch vốn: the value is not a finite number (found «#DIV/0!»). Write a number, or mend the formula behind it.",
        ])
    let vietnamese = try OfficeWorkbooks.messages("defective", in: .vi)
    #expect(vietnamese.count == 6)
    #expect(
      vietnamese[3]
        == "defective.xlsx, trang «Lỗi», ô E4, cột Kế hoạch vốn: số tiền âm (gặp «-5»). Ghi số không âm.",
      "\(vietnamese[3])")
  }
}

@Suite struct PlanListMappingTests {
  private static let defects: [(text: String, line: Int, found: String?)] = [
    ("schema: 1\nheader: five\n", 2, "five"), ("schema: 1\nheader: 9-5\n", 2, "9-5"),
    ("schema: 1\ncolumns: {A1: plan}\n", 2, "A1"), ("schema: 1\ncolumns: {B: plans}\n", 2, "plans"),
    ("schema: 1\ncolumns: {B: {source: X}}\n", 2, "source"),
    ("schema: 1\nheadings: {Nhóm I: carryover}\n", 2, "carryover"),
    ("schema: 1\nunit: trieu\n", 2, "trieu"), ("schema: 1\nsplitPaid: evenly\n", 2, "evenly"),
    ("schema: 1\nskipRows: [0]\n", 2, "0"), ("schema: 1\nfiscalyear: 2026\n", 2, "fiscalyear"),
    ("schema: 1\nsources: {NSX: {kind: cash}}\n", 2, "cash"),
  ]

  @Test(arguments: defects) func saysWhatIsWrongAndWhere(_ defect: (text: String, line: Int, found: String?)) throws {
    try OfficeWorkbooks.withMapping(defect.text) { path in
      do throws(InvalidInput) {
        _ = try WorkbookReading.read(at: OfficeWorkbooks.path("usual"), mapping: path)
        Issue.record("accepted: \(defect.text)")
      } catch {
        #expect(
          error.diagnostics.contains { $0.row == defect.line && $0.found == defect.found }, "\(error.diagnostics)")
        #expect(error.diagnostics.allSatisfy { $0.file == path })
      }
    }
  }

  @Test func sheetThatIsNotThere() throws {
    try OfficeWorkbooks.withMapping("schema: 1\nsheet: Biểu 2\n") { path in
      do throws(InvalidInput) {
        _ = try ScenarioReader.read(at: OfficeWorkbooks.path("usual"), mapping: path)
        Issue.record("accepted")
      } catch {
        #expect(
          error.diagnostics.first?.message(in: .en).hasSuffix("(found «Biểu 2»). Write one of: «Biểu 01».") == true)
      }
    }
  }

  @Test func headRowsAndColumnsAsTold() throws {
    let mapping = "schema: 1\nheader: 3\ncolumns: {G: ignore, H: plan}\nskipRows: [11]\nfiscalYear: 2026\n"
    try OfficeWorkbooks.withMapping(mapping) { path in
      let list = try OfficeWorkbooks.list("reordered", mapping: path)
      #expect(list.headRows == 3...3)
      #expect(list.columns.first { $0.letters == "G" }?.meaning == .ignored)
      #expect(list.columns.first { $0.letters == "H" }?.meaning == .field("plan"))
      #expect(list.projectCount == 7)
      #expect(list.skipped.map(\.reason) == [.asTold])
    }
  }
}
