import Disbursement
import Portfolio
import Rulebook
import Testing

@testable import Report

struct ReallocationReportTests {
  private static let cases = Language.allCases

  @Test(arguments: cases)
  func recordedView(_ language: Language) throws {
    let sample = try ReallocationSample(projects: 24)
    try Golden.check(sample.terminal(language), "report/reallocation.\(language.rawValue).txt")
  }

  @Test(arguments: cases)
  func recordedPage(_ language: Language) throws {
    let sample = try ReallocationSample(projects: 12)
    try Golden.check(sample.html(language), "report/reallocation.\(language.rawValue).html")
  }

  /// Between them they give, receive, swap and stay for every reason, and meet every bound.
  @Test(arguments: cases)
  func recordedExplanations(_ language: Language) throws {
    let sample = try ReallocationSample(projects: 24)
    let text = sample.explained(sample.proposal.projects.map(\.id), language)
    try Golden.check(text, "report/reallocation-explained.\(language.rawValue).txt")
  }

  private func samples() throws -> [ReallocationSample] {
    let rate = try Sample.unwrap(Ratio(0.9))
    let sample = try ReallocationSample(projects: 24)
    return [
      sample, try sample.hostile(), sample.unmoved(),
      try ReallocationSample(projects: 9, objective: .probability(rate: rate)),
      try ReallocationSample(projects: 9, objective: .shortfall),
      try ReallocationSample(projects: 300, objective: .milestones),
    ]
  }

  @Test(arguments: cases)
  func wellFormed(_ language: Language) throws {
    for sample in try samples() {
      let outline = try MarkupOutline(sample.html(language))
      #expect(outline.language == language.rawValue)
      #expect(Set(outline.ids).count == outline.ids.count)
      #expect(outline.references.subtracting(outline.ids).isEmpty)
      let levels = outline.headings
      #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
      for (above, below) in zip(levels, levels.dropFirst()) { #expect(below <= above + 1) }
      #expect(outline.count("caption") == outline.count("table") && outline.count("table") > 0)
      #expect(outline.headerCellsWithoutScope == 0)
      #expect(outline.picturesWithoutText == 0)
    }
  }

  @Test(arguments: cases)
  func selfContainedAndEscaped(_ language: Language) throws {
    for sample in try samples() {
      let html = sample.html(language)
      let outline = try MarkupOutline(html)
      #expect(outline.links.allSatisfy { $0.hasPrefix("#") })
      #expect(outline.count("script") + outline.count("img") + outline.count("link") + outline.count("iframe") == 0)
      #expect(!html.contains("url(") && !html.contains("@import") && !html.contains(" src="))
      #expect(!html.contains("<script") && !html.contains("\u{1B}") && !html.contains("\u{202E}"))
    }
  }

  @Test(arguments: cases, [80, 100, 140])
  func linesFit(_ language: Language, _ width: Int) throws {
    for sample in try samples() {
      let all = sample.proposal.projects.map(\.id)
      for text in [sample.terminal(language, width: width), sample.explained(all, language, width: width)] {
        for line in text.split(separator: "\n") {
          #expect(DisplayText.width(line) <= width, "\(line)")
          #expect(!line.contains("\u{1B}") && !line.contains("\u{202E}"))
        }
      }
    }
  }

  /// Every objective says what it counts, what it gains and how far it may be from the best.
  @Test(arguments: [
    (ReallocationObjective.Kind.mean, "+0.61 bn VND", "no plan within the rules is better"),
    (.shortfall, "worst 5% of simulated years", "better by at most 150 m VND"),
    (.probability, "+12.9 points", "better by at most 7.5 points"), (.milestones, "+1.16", "better by at most 0.25"),
  ])
  func objectives(_ kind: ReallocationObjective.Kind, _ gain: String, _ distance: String) throws {
    let objective: ReallocationObjective =
      switch kind {
      case .mean: .mean
      case .probability: .probability(rate: try Sample.unwrap(Ratio(0.9)))
      case .shortfall: .shortfall
      case .milestones: .milestones
      }
    let sample = try ReallocationSample(projects: 5, objective: objective)
    let text = sample.terminal(.en).split(separator: "\n").joined().replacing("  ", with: " ")
    #expect(text.contains(gain), "\(text.prefix(900))")
    #expect(text.contains(distance), "\(text.prefix(900))")
  }

  @Test func reasonsAreOneSentenceEachInBothLanguages() throws {
    let sample = try ReallocationSample(projects: 24)
    let reasons = ReallocationView.reasons(sample.proposal, portfolio: sample.portfolio)
    #expect(reasons.count == sample.proposal.moves.count && !reasons.isEmpty)
    for (move, reason) in zip(sample.proposal.moves, reasons) {
      for text in [reason.vi, reason.en] {
        #expect(text.contains(sample.portfolio.projects[0].name.prefix(10)))
        #expect(text.contains(move.giverID) && text.contains(move.receiverID) && text.hasSuffix("."))
        #expect(!text.dropLast().contains(". "))
      }
      for rule in move.rules { #expect(reason.vi.contains(rule.id) && reason.en.contains(rule.id)) }
    }
  }

  @Test(arguments: cases)
  func largePortfoliosAreCutWithASentence(_ language: Language) throws {
    let html = try ReallocationSample(projects: 900, replications: 10).html(language)
    #expect(html.contains(language == .vi ? "dòng nữa trong các bảng CSV" : "more rows are in the CSV"))
  }
}
