import Exchange
import Portfolio
import Rulebook
import Testing

@Suite struct OverdueAdvancesTests {
  private static let book = try? NamedRulebook("chi-lang-2026").rulebook

  private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

  /// Kind, day of payment, due day, and the last day that is not overdue.
  @Test(arguments: [
    (AdvanceRecord.Kind.contract, "2025-03-01", "2025-12-31", "2026-03-31"),
    (.contract, "2025-03-01", "2025-11-30", "2026-02-28"), (.other, "2025-12-10", "2026-12-31", "2026-06-10"),
    (.other, "2025-08-31", "2025-09-01", "2026-02-28"), (.siteClearance, "2026-05-15", "2026-12-31", "2026-06-14"),
  ])
  func theDayAfterTheGraceIsOverdue(kind: AdvanceRecord.Kind, paid: String, due: String, last: String) throws {
    let advance = AdvanceRecord(
      projectID: "A", kind: kind, outstanding: Money(dong: 1), paidOn: try day(paid), due: try day(due))
    let book = try #require(Self.book)
    #expect(book.firstOverdueDay(of: advance, on: try day("2026-06-30")) == (try day(last)) + 1)
  }

  @Test func nothingIsSaidWithoutTheDayThatDecides() throws {
    let book = try #require(Self.book)
    let today = try day("2026-06-30")
    var advance = AdvanceRecord(
      projectID: "A", kind: .contract, outstanding: Money(dong: 1), paidOn: try day("2025-01-01"))
    #expect(book.firstOverdueDay(of: advance, on: today) == nil)
    advance.due = try day("2025-06-30")
    #expect(book.firstOverdueDay(of: advance, on: today) == (try day("2025-10-01")))
    // Before the decree is in force the book says nothing.
    #expect(book.firstOverdueDay(of: advance, on: try day("2025-09-25")) == nil)
    for kind in [AdvanceRecord.Kind.other, .siteClearance] {
      advance.kind = kind
      advance.paidOn = nil
      #expect(book.firstOverdueDay(of: advance, on: today) == nil)
    }
  }
}
