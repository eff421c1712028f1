import Disbursement
import Rulebook
import Testing

@testable import Report

/// A change on the terminal and as a page.
struct ChangePageTests {
  private func samples() throws -> [ForecastChange] {
    let sample = try SampleChange()
    return [try sample.make(), try sample.joined(), try sample.nothing()]
  }

  @Test(arguments: Language.allCases)
  func recorded(_ language: Language) throws {
    for (change, name) in zip(try samples(), ["change", "change-joined", "change-nothing"]) {
      try Golden.check(ChangeReport.render(change, language: language), "report/\(name).\(language.rawValue).html")
      try Golden.check(ChangeView.render(change, language: language), "report/\(name).\(language.rawValue).txt")
    }
  }

  @Test(arguments: Language.allCases)
  func pagesAreWellFormed(_ language: Language) throws {
    for change in try samples() + [SampleChange().hostile()] {
      let html = ChangeReport.render(change, language: language)
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
    let change = try SampleChange().hostile()
    let html = ChangeReport.render(change, language: language)
    #expect(html.contains("&lt;script&gt;") && !html.contains("<script") && !html.contains("\u{1B}"))
    let text = ChangeView.render(change, language: language)
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" } && !text.contains("\u{202E}"))
  }

  @Test(arguments: Language.allCases, [80, 100, 140])
  func linesFit(_ language: Language, _ width: Int) throws {
    for change in try samples() {
      let text = ChangeView.render(change, language: language, width: width)
      for line in text.split(separator: "\n") { #expect(DisplayText.width(line) <= width, "\(line)") }
    }
  }

  /// Every cause, every kind of fact, and both forecasts are named in words of the language.
  @Test(arguments: Language.allCases)
  func everyFactHasWords(_ language: Language) throws {
    let change = try SampleChange().make()
    let sentences = BridgeSentences(
      selection: ChangeSelection(change), phrases: Phrases(language: language),
      figures: Figures(language: language, plan: change.whole.plan.later))
    for item in ChangeFact.Item.allCases where item != .figuresOfFile {
      let text = sentences.text(of: .names(item, ["x"]))
      #expect(text.hasSuffix(" (1): x") && !text.hasPrefix("\(item.rawValue) (") || !item.rawValue.contains("-"))
    }
    #expect(Set(ChangeCause.allCases.map(sentences.name(of:))).count == ChangeCause.allCases.count)
  }

  @Test(arguments: Language.allCases)
  func whatIsAlikeIsSaidToBe(_ language: Language) throws {
    let change = try SampleChange().nothing()
    let word = language == .vi ? "không con số nào khác nhau" : "no figure differs"
    let text = ChangeView.render(change, language: language).replacing("\n", with: "")
    #expect(text.contains(word))
    #expect(ChangeReport.render(change, language: language).contains(word))
  }
}
