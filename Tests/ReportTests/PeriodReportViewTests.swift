import Disbursement
import Portfolio
import Rulebook
import Testing

@testable import Report

@Suite struct PeriodReportViewTests {
  private static let cases = Language.allCases

  @Test(arguments: cases)
  func recordedQuarter(_ language: Language) throws {
    let view = try PeriodSample().view()
    try Golden.check(view.html(language), "report/period-quarter.\(language.rawValue).html")
    try Golden.check(view.text(language), "report/period-quarter.\(language.rawValue).txt")
    let cells = try SheetText.text(of: view.workbook(language))
    try Golden.check(cells, "report/period-quarter.\(language.rawValue).cells")
  }

  @Test(arguments: cases)
  func recordedMonth(_ language: Language) throws {
    let view = try PeriodSample("2026-06", proposals: .leftOut).view(to: language == .vi ? "UBND tỉnh" : nil)
    try Golden.check(view.html(language), "report/period-month.\(language.rawValue).html")
    try Golden.check(view.text(language), "report/period-month.\(language.rawValue).txt")
    let cells = try SheetText.text(of: view.workbook(language))
    try Golden.check(cells, "report/period-month.\(language.rawValue).cells")
  }

  @Test(arguments: cases)
  func wellFormedSelfContainedAndEscaped(_ language: Language) throws {
    let sample = try PeriodSample()
    for (sample, issuer) in [(sample, "UBND xã Mẫu"), (try sample.hostile(), Sample.hostileText)] {
      let html = sample.view(issuer: issuer).html(language)
      let outline = try MarkupOutline(html)
      #expect(outline.language == language.rawValue)
      let levels = outline.headings
      #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
      for (above, below) in zip(levels, levels.dropFirst()) { #expect(below <= above + 1) }
      #expect(outline.count("caption") == outline.count("table") && outline.count("table") >= 9)
      #expect(outline.headerCellsWithoutScope == 0)
      #expect(outline.links.isEmpty)
      #expect(outline.count("script") + outline.count("img") + outline.count("link") + outline.count("iframe") == 0)
      #expect(!html.contains("url(") && !html.contains("@import") && !html.contains(" src="))
      #expect(!html.contains("<script") && !html.contains("\u{1B}") && !html.contains("\u{202E}"))
    }
  }

  @Test(arguments: cases, [80, 100, 140])
  func linesFit(_ language: Language, _ width: Int) throws {
    let sample = try PeriodSample()
    for sample in [sample, try sample.hostile()] {
      let text = sample.view().text(language, width: width)
      for line in text.split(separator: "\n") { #expect(DisplayText.width(line) <= width, "\(line)") }
      #expect(text.hasSuffix("\n") && !text.contains("\u{1B}"))
    }
  }

  /// Of every line the amounts, by column.
  private func amounts(_ line: FormTable.Line) -> [Int: Int64] {
    var found: [Int: Int64] = [:]
    for (column, cell) in line.cells.enumerated() {
      if case .amount(let money) = cell { found[column] = money.dong }
    }
    return found
  }

  private func sum(_ lines: some Sequence<FormTable.Line>, _ columns: [Int]) -> [Int64] {
    columns.map { column in lines.reduce(0) { $0 + (amounts($1)[column] ?? 0) } }
  }

  @Test(arguments: cases)
  func subtotalsAddUpToTheDong(_ language: Language) throws {
    let sample = try PeriodSample()
    let tables = sample.tables(language)
    for (table, columns) in [(tables.byGroup, [3, 4, 5]), (tables.projects, [3, 4, 5])] {
      let whole = sum(table.lines.filter { $0.level == .whole }, columns)
      #expect(whole.allSatisfy { $0 > 0 })
      #expect(sum(table.lines.filter { $0.level == .group }, columns) == whole)
      var members: [FormTable.Line] = []
      for line in table.lines.reversed() {
        switch line.level {
        case .project: members.append(line)
        case .group:
          #expect(sum(members, columns) == sum([line], columns))
          members = []
        default: break
        }
      }
    }
    for (table, columns) in [(tables.bySource, [3, 4, 5]), (tables.owners, [5, 6, 7])] {
      let whole = sum(table.lines.filter { $0.level == .whole }, columns)
      #expect(sum(table.lines.filter { $0.level == .project }, columns) == whole)
    }
    let proposal = try Sample.unwrap(sample.report.proposals.proposal)
    let changes = ProposalTables(tables, proposal, portfolio: sample.portfolio)
    let lines = changes.changes.lines.filter { $0.level == .project }
    let totals = sum(changes.changes.lines.filter { $0.level == .whole }, [3, 4, 5, 6])
    #expect(sum(lines, [3, 4, 5, 6]) == totals && totals[1] == totals[2] && totals[0] == totals[3] && totals[1] > 0)
    for line in lines {
      let row = amounts(line)
      #expect((row[3] ?? 0) + (row[4] ?? 0) - (row[5] ?? 0) == row[6])
    }
    #expect(sum(changes.moves.lines.filter { $0.level == .project }, [4]) == [proposal.moved.dong])
  }

  @Test func unknownMonthsAreLeftEmptyWithANote() throws {
    let sample = try PeriodSample.withoutMonths()
    let table = sample.tables(.en).byGroup
    #expect(table.lines[0].cells[4] == .empty)
    #expect(table.notes.contains { $0.contains("actuals.csv") })
    let text = sample.view().text(.en)
    #expect(!text.contains("In Q2,"))
    #expect(!(try PeriodSample(proposals: .leftOut).tables(.en).byGroup.notes.contains { $0.contains("actuals.csv") }))
  }

  @Test func everyFigureCanBeTraced() throws {
    let sample = try PeriodSample(proposals: .leftOut)
    for language in Language.allCases {
      for text in [sample.view().html(language), sample.view().text(language, width: 140)] {
        #expect(text.contains(sample.report.run.inputDigest) && text.contains("2026-Q2"))
        #expect(text.contains("giaingan \(sample.report.run.engine)") && text.contains("chi-lang-2026"))
      }
    }
  }

  @Test func whatIsNotProposedIsSaid() throws {
    var sample = try PeriodSample(proposals: .leftOut)
    #expect(sample.view().text(.vi).contains("không lập đề xuất điều chỉnh"))
    let asOf = sample.report.period.lastDay
    sample.report.proposals = .impossible(InvalidReallocation(problems: [.noWindowLeft(asOf: asOf, last: asOf)]))
    #expect(sample.view().text(.vi).contains("Kỳ điều chỉnh cuối cùng của năm (30/06/2026) đã qua"))
    sample.report.proposals = .impossible(InvalidReallocation(problems: [.noWindowLeft(asOf: asOf, last: nil)]))
    #expect(sample.view().text(.en).contains("no window that still applies"))
  }

  @Test func recommendationsFollowFromTheFigures() throws {
    let sample = try PeriodSample()
    let texts = sample.view(to: "Sở X").recommendations
    #expect(texts.count == sample.report.recommendations.count && texts.count >= 4)
    #expect(texts.contains { $0.vi.contains("Đề nghị Sở X") && $0.en.contains("Sở X") })
    #expect(texts.allSatisfy { !$0.vi.isEmpty && !$0.en.isEmpty && $0.vi != $0.en })
    let quiet = try PeriodSample(proposals: .leftOut).report.recommendations
    #expect(!quiet.contains { if case .movePlan = $0 { true } else { false } })
  }
}
