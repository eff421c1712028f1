import Exchange
import Portfolio
import Rulebook
import Testing

/// What the built-in rulebook's citations lead a reader to.
@Suite struct CitationTests {
  private let rules: [Rule]

  init() throws { rules = try RulebookFile.builtIn(.chiLang2026).rules }

  /// An address, or the title of a document; never the name of a file that a reader does not have.
  @Test func sourcesCanBeOpenedOrFound() {
    for source in Set(rules.map(\.citation.source)) where !source.isEmpty {
      if source.hasPrefix("https://") {
        #expect(source.utf8.allSatisfy { (0x21...0x7E).contains($0) }, "\(source)")
      } else {
        #expect(source.hasPrefix("Quyết định của Ủy ban nhân dân xã Chi Lăng "), "\(source)")
      }
    }
  }

  @Test func rulesOfTheDecisionQuoteItAndOthersDoNot() {
    for rule in rules {
      #expect(rule.citation.quote.isEmpty == (rule.citation.status != .communeDecision), "\(rule.id)")
      #expect(rule.citation.quote.count < 400, "\(rule.id)")
    }
  }

  /// Of rules with a number or a day, the quoted words say that number and that day.
  @Test func quotedWordsStateNumbersAndDays() throws {
    var checked = 0
    for rule in rules where rule.citation.status == .communeDecision && rule.content != .statement {
      for words in try Self.words(of: rule.content) {
        #expect(words.contains { rule.citation.quote.contains($0) }, "\(rule.id): \(words)")
      }
      checked += 1
    }
    #expect(checked == 16)
  }

  /// For each thing that the content says, the ways in which the decision writes it.
  private static func words(of content: Rule.Content) throws -> [[String]] {
    switch content {
    case .milestone(_, let date, let share):
      return [["\(share.millionths / 10_000)% kế hoạch vốn"], ["đến hết ngày \(written(date))"]]
    case .startDeadline(_, let date), .approvalDeadline(_, _, let date):
      try #require(date == Day(endOfMonth: date.month, year: date.year))
      let quarter = date.month % 3 == 0 ? ["I", "II", "III", "IV"][date.month / 3 - 1] : "no quarter ends"
      return [["trong tháng \(date.month)/\(date.year)", "trong quý \(quarter)/\(date.year)"]]
    case .adjustmentWindow(let date):
      try #require(date.month % 3 == 0)
      let first = date + 1
      return [["trước ngày \(written(first))", "trước ngày \(first.dayOfMonth) của tháng cuối quý"]]
    default: return [[]]
    }
  }

  private static func written(_ date: Day) -> String { "\(date.dayOfMonth)/\(date.month)/\(date.year)" }
}
