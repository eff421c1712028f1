import Disbursement
import Rulebook
import Testing

@testable import Report

/// A comparison on the terminal and as a page.
struct ComparisonPageTests {
  @Test(arguments: Language.allCases)
  func recorded(_ language: Language) throws {
    let comparison = try SampleComparison().make()
    try Golden.check(
      ComparisonReport.render(comparison, language: language), "report/comparison.\(language.rawValue).html")
    try Golden.check(
      ComparisonView.render(comparison, language: language), "report/comparison.\(language.rawValue).txt")
    let capital = try SampleComparison().capital()
    try Golden.check(
      ComparisonReport.render(capital, language: language), "report/comparison-capital.\(language.rawValue).html")
    try Golden.check(
      ComparisonView.render(capital, language: language), "report/comparison-capital.\(language.rawValue).txt")
  }

  @Test(arguments: Language.allCases)
  func pagesAreWellFormed(_ language: Language) throws {
    for comparison in try samples() {
      let html = ComparisonReport.render(comparison, language: language)
      let outline = try MarkupOutline(html)
      #expect(outline.language == language.rawValue)
      #expect(Set(outline.ids).count == outline.ids.count)
      #expect(outline.references.subtracting(outline.ids).isEmpty)
      #expect(outline.headings.first == 1 && outline.headings.filter { $0 == 1 }.count == 1)
      for (above, below) in zip(outline.headings, outline.headings.dropFirst()) { #expect(below <= above + 1) }
      #expect(outline.count("caption") == outline.count("table"))
      #expect(outline.headerCellsWithoutScope == 0 && outline.picturesWithoutText == 0)
      #expect(outline.links.allSatisfy { $0.hasPrefix("#") })
      #expect(outline.count("script") + outline.count("img") + outline.count("link") == 0)
      #expect(!html.contains("url(") && !html.contains("@import"))
    }
  }

  @Test(arguments: Language.allCases)
  func usersTextIsHarmless(_ language: Language) throws {
    let comparison = try SampleComparison().hostile()
    let html = ComparisonReport.render(comparison, language: language)
    #expect(html.contains("&lt;script&gt;") && !html.contains("<script") && !html.contains("\u{1B}"))
    let text = ComparisonView.render(comparison, language: language)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" } && !text.contains("\u{202E}"))
  }

  @Test(arguments: Language.allCases, [80, 100, 140])
  func linesFit(_ language: Language, _ width: Int) throws {
    for comparison in try samples() {
      let text = ComparisonView.render(comparison, language: language, width: width)
      for line in text.split(separator: "\n") { #expect(DisplayText.width(line) <= width, "\(line)") }
    }
  }

  @Test(arguments: Language.allCases)
  func variantsThatAreAlikeAreSaidToBe(_ language: Language) throws {
    let comparison = try SampleComparison().alike()
    let words = language == .vi ? "không khác nhau ở bất kỳ lần mô phỏng nào" : "do not differ in any replication"
    #expect(ComparisonView.render(comparison, language: language).contains(words))
    let html = ComparisonReport.render(comparison, language: language)
    #expect(html.contains(words) && !html.contains("id=\"course\""))
  }

  /// The best variant, its amount and how sure that is stand first.
  @Test func theFirstScreenAnswers() throws {
    let text = ComparisonView.render(try SampleComparison().make(), language: .en)
    let screen = text.split(separator: "\n").prefix(20).joined()
    #expect(screen.contains("variant B is expected to disburse most: 49.80 bn VND"))
    #expect(screen.contains("It beats the second, C, in 90% of replications."))
    #expect(screen.contains("RANKING"))
  }

  @Test func coloursOnlyRepeatTheWords() throws {
    let comparison = try SampleComparison().make()
    let colored = ComparisonView.render(comparison, language: .vi, color: .ansi)
    #expect(colored.contains("\u{1B}[32m"))
    var plain = ""
    var isInside = false
    for character in colored {
      if character == "\u{1B}" { isInside = true }
      if !isInside { plain.append(character) }
      if character == "m" { isInside = false }
    }
    #expect(plain == ComparisonView.render(comparison, language: .vi))
  }

  private func samples() throws -> [Comparison] {
    let sample = try SampleComparison()
    return [try sample.make(), try sample.hostile(), try sample.alike(), try sample.capital()]
  }
}
