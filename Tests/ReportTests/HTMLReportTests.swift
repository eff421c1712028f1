import Rulebook
import Testing

@testable import Report

struct HTMLReportTests {
  private static let cases = Language.allCases

  @Test(arguments: cases)
  func recorded(_ language: Language) throws {
    let sample = try Sample(projects: 12, at: .midYear)
    try Golden.check(sample.html(language), "report/midyear.\(language.rawValue).html")
  }

  @Test(arguments: cases)
  func wellFormed(_ language: Language) throws {
    for sample in try samples() {
      let outline = try MarkupOutline(sample.html(language))
      #expect(outline.language == language.rawValue)
      #expect(Set(outline.ids).count == outline.ids.count)
      #expect(outline.references.subtracting(outline.ids).isEmpty)
    }
  }

  @Test(arguments: cases)
  func headingsDescendStepByStep(_ language: Language) throws {
    for sample in try samples() {
      let levels = try MarkupOutline(sample.html(language)).headings
      #expect(levels.first == 1)
      #expect(levels.filter { $0 == 1 }.count == 1)
      for (above, below) in zip(levels, levels.dropFirst()) { #expect(below <= above + 1) }
    }
  }

  @Test(arguments: cases)
  func tablesAndPicturesSpeakForThemselves(_ language: Language) throws {
    for sample in try samples() {
      let outline = try MarkupOutline(sample.html(language))
      #expect(outline.count("caption") == outline.count("table"))
      #expect(outline.count("table") > 0)
      #expect(outline.headerCellsWithoutScope == 0)
      #expect(outline.picturesWithoutText == 0)
    }
  }

  /// Nothing is fetched: links lead only to the sources of the rules.
  @Test(arguments: cases)
  func selfContained(_ language: Language) throws {
    for sample in try samples() {
      let html = sample.html(language)
      let outline = try MarkupOutline(html)
      let sources = Set(sample.rulebook.rules.map { HTML.escaped($0.citation.source) })
      for link in outline.links where !link.hasPrefix("#") { #expect(sources.contains(link)) }
      #expect(outline.count("script") + outline.count("img") + outline.count("link") + outline.count("iframe") == 0)
      #expect(!html.contains("url(") && !html.contains("@import") && !html.contains(" src="))
    }
  }

  @Test(arguments: cases)
  func usersTextIsEscaped(_ language: Language) throws {
    let html = try Sample(projects: 12).hostile().html(language)
    #expect(html.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;"))
    #expect(!html.contains("<script") && !html.contains("\u{1B}") && !html.contains("\u{202E}"))
  }

  @Test(arguments: cases)
  func linksOnlyToWebAddresses(_ language: Language) throws {
    var sample = try Sample(projects: 2)
    var rule = try Sample.unwrap(sample.rulebook.rules.first)
    rule.citation.source = "javascript:alert(1)"
    sample.rulebook = try Rulebook(
      id: "x", title: rule.text, fiscalYear: sample.rulebook.fiscalYear, rules: [rule])
    #expect(!sample.html(language).contains("javascript:"))
  }

  /// The words of the document below its place, escaped as all that users write.
  @Test(arguments: cases)
  func rulesAreQuoted(_ language: Language) throws {
    var sample = try Sample(projects: 2)
    var rules = sample.rulebook.rules
    for index in rules.indices { rules[index].citation.quote = "" }
    func quotes(_ rules: [Rule]) throws -> Int {
      sample.rulebook = try Rulebook(
        id: "x", title: sample.rulebook.title, fiscalYear: sample.rulebook.fiscalYear, rules: rules)
      return sample.html(language).split(separator: "“a &lt;b&gt;”").count - 1
    }
    #expect(try quotes(rules) == 0)
    rules[0].citation.quote = "a <b>"
    #expect(try quotes(rules) == 1)
  }

  @Test(arguments: cases)
  func largePortfoliosAreCutWithASentence(_ language: Language) throws {
    let count = HTMLReport.largestHeatMapRows + 12
    let sample = try Sample(projects: count, replications: 20)
    let html = sample.html(language)
    #expect(try MarkupOutline(html).count("article") == HTMLReport.largestProjectSections)
    let left = count - HTMLReport.largestProjectSections
    #expect(html.contains(language == .vi ? "\(left) dự án còn lại có trong" : "the other \(left) are in the CSV"))
    #expect(html.contains(language == .vi ? "Còn 12 dòng nữa" : "12 more rows"))
  }

  @Test(arguments: cases)
  func sameForecastSamePage(_ language: Language) throws {
    let sample = try Sample(projects: 12)
    #expect(sample.html(language) == sample.html(language))
  }

  private func samples() throws -> [Sample] {
    let plan = try Sample(projects: 24, replications: 60)
    return [
      plan, try Sample(projects: 24, at: .midYear, replications: 60), plan.hostile(), try plan.bare(), try plan.empty(),
    ]
  }
}

extension Sample {
  func html(_ language: Language) -> String {
    HTMLReport.render(forecast: forecast, rulebook: rulebook, assumptions: assumptions, language: language)
  }
}
