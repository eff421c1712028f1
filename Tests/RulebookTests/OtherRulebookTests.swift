import Exchange
import Foundation
import Portfolio
import Rulebook
import Testing

/// Another commune's rules are a file, not code.
@Suite struct OtherRulebookTests {
  private func example() throws -> Rulebook {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    let file = tests.appending(path: "Rulebooks/example-commune-2027.yaml")
    return try RulebookFile.read(text: String(contentsOf: file, encoding: .utf8), file: file.lastPathComponent)
  }

  @Test func hasItsOwnGroupsDatesAndShares() throws {
    let milestones = try example().milestones
    #expect(milestones.map(\.ruleID) == ["X1", "X2", "X3"])
    #expect(milestones.map(\.group) == [.completed, .newStart, .preparationPriority])
    #expect(milestones.map(\.date.description) == ["2027-04-30", "2027-07-31", "2028-01-31"])
    #expect(milestones.map(\.share.value) == [0.8, 0.125, 1])
  }

  @Test func hasItsOwnDeadlinesAndWindows() throws {
    let book = try example()
    #expect(book.deadlines.map(\.group) == [.carryOver, .preparationOther])
    #expect(book.deadlines.map(\.activity) == [nil, "policy-submitted"])
    #expect(book.deadlines.map(\.date.description) == ["2027-03-15", "2027-09-30"])
    #expect(book.adjustmentWindows.map(\.description) == ["2027-08-31"])
    #expect(book.paymentPriority(on: book.fiscalYear.firstDay) == [.newStart, .carryOver])
  }

  @Test func changesACapOnItsDay() throws {
    let book = try example()
    let last = try #require(Day(iso: "2027-05-31"))
    #expect(book.cap(.treasuryPaymentDays, on: last) == 5)
    #expect(book.cap(.treasuryPaymentDays, on: last + 1) == 3)
    #expect(book.cap(.advanceCeiling, on: last) == nil)
    #expect(throws: RulebookError.self) { try book.rules(inForceOn: book.fiscalYear.eve) }
  }
}
