import Exchange
import Rulebook
import Testing

private let head = """
  schema: 1
  id: test
  title: {vi: Thử, en: Test}
  fiscalYear: 2026
  rules:

  """

/// A rule on lines 6…10, its content on line 10.
private func book(_ content: String, id: String = "A", effective: String = "2026-01-01") -> String {
  head + """
      - id: \(id)
        effective: \(effective)
        text: {vi: Một, en: One}
        citation: {instrument: Test, article: 1, status: assumption}
        \(content)

    """
}

private func messages(_ text: String, language: Language = .en) -> [String] {
  do throws(InvalidInput) {
    _ = try RulebookFile.read(text: text, file: "r.yaml")
    return []
  } catch {
    return error.diagnostics.map { $0.message(in: language) }
  }
}

private let emptyBook = head + "  []\n"

private func twice(
  _ first: String, _ second: String, secondID: String = "B", effective: String = "2026-01-01"
) -> String {
  book(first) + book(second, id: secondID, effective: effective).replacing(head, with: "")
}

/// A text with one defect and the beginning of the message that it must give.
struct Defect: Sendable {
  var text: String
  var message: String

  init(_ text: String, _ message: String) {
    self.text = text
    self.message = message
  }
}

private let defects: [Defect] = [
  Defect("id: test\n", "r.yaml, row 1, column 1: the key «schema» is missing. Add «schema»."),
  Defect(
    book("statement: true").replacing("schema: 1", with: "schema: 2"),
    "r.yaml, row 1, column 9: «schema»: this version of the format cannot be read (found «2»). Write schema: 1."
  ),
  Defect(
    book("statement: true").replacing("fiscalYear: 2026", with: "fiscalYear: 1926"),
    "r.yaml, row 4, column 13: «fiscalYear»: the number is out of range (found «1926»). Write a whole number "
      + "from 2000 to 2100."
  ),
  Defect(
    book("statement: true").replacing("status: assumption", with: "status: rumour"),
    "r.yaml, row 9, column 54: «rules[1].citation.status»: the value is unknown (found «rumour»). Write one "
      + "of: enacted, commune-decision, inference, assumption."
  ),
  Defect(
    book("statement: true").replacing("status: assumption", with: "status: assumption, quote: ' '"),
    "r.yaml, row 9, column 73: «rules[1].citation.quote»: it is empty. Write something here."
  ),
  Defect(
    book("statement: true").replacing("status: assumption", with: "status: assumption, quote: [30, 40]"),
    "r.yaml, row 9, column 73: «rules[1].citation.quote»: it is of the wrong kind (found «[…]»). Write text."
  ),
  Defect(
    book("statement: true").replacing("effective:", with: "efective:"),
    "r.yaml, row 6, column 5: «rules[1]»: the key «effective» is missing. Add «effective»; perhaps it is «efective»."
  ),
  Defect(
    emptyBook, "r.yaml, row 5, column 1: «rules»: there are no rules. Write at least one rule."
  ),
  Defect(
    book("expires: 2026-12-31"),
    "r.yaml, row 6, column 5: «rules[1]»: the rule has no content. Add one of: milestone, startDeadline, "
      + "approvalDeadline, adjustmentWindow, cap, paymentPriority, date, statement."
  ),
  Defect(
    book("statement: true\n    date: 2026-01-01"),
    "r.yaml, row 11, column 5: «rules[1].date»: the rule has more than one content (found «date»)."
  ),
  Defect(
    book("statement: false"),
    "r.yaml, row 10, column 5: «rules[1].statement»: it can only be true (found «false»). Write statement: "
      + "true or another content."
  ),
  Defect(
    book("milestone: {group: completed, date: 2026-02-30, share: 1}"),
    "r.yaml, row 10, column 41: «rules[1].milestone.date»: there is no such date (found «2026-02-30»). Write "
      + "a day of the calendar, like 2026-06-30."
  ),
  Defect(
    book("milestone: {group: completed, date: 2026-06-30, share: 1.01}"),
    "r.yaml, row 10, column 60: «rules[1].milestone.share»: the number is out of range (found «1.01»). Write "
      + "a number from 0 to 1."
  ),
  Defect(
    book("milestone: {group: complete, date: 2026-06-30, share: 1}"),
    "r.yaml, row 10, column 24: «rules[1].milestone.group»: the value is unknown (found «complete»). Perhaps "
      + "it is «completed»; write one of: completed, carry-over, new-start, preparation-new-start, preparation-priority, preparation-other."
  ),
  Defect(
    book("milestone: {group: completed, date: 2026-06-30, share: 1, note: x}"),
    "r.yaml, row 10, column 63: «rules[1].milestone»: the key is unknown (found «note»). Remove it; the keys "
      + "are: group, date, share."
  ),
  Defect(
    book("milestone: {group: completed, date: 2027-02-01, share: 1}"),
    "r.yaml, row 10, column 5: «rules[1].milestone»: the date 2027-02-01 lies outside the plan year (found "
      + "«A»). Write a date from 2026-01-01 to 2027-01-31."
  ),
  Defect(
    book("cap: {name: advance-ceiling, value: 1.2}"),
    "r.yaml, row 10, column 5: «rules[1].cap»: a cap of 1.2 makes no sense (found «A»). Write a value from 0 to 1."
  ),
  Defect(
    book("paymentPriority: [completed, completed]"),
    "r.yaml, row 10, column 5: «rules[1].paymentPriority»: the group completed is repeated (found «A»). Write "
      + "each group once."
  ),
  Defect(
    book("expires: 2025-12-31\n    statement: true"),
    "r.yaml, row 10, column 5: «rules[1].expires»: it expires before it takes effect (found «A»). Write "
      + "expires on or after effective."
  ),
  Defect(
    twice("statement: true", "statement: true", secondID: "A", effective: "2026-07-01"),
    "r.yaml, row 12, column 5: «rules[2].effective»: two versions of the rule are in force from 2026-07-01 "
      + "(found «A»). Give the earlier version an expires before the later one takes effect."
  ),
  Defect(
    twice("cap: {name: paid-of-plan, value: 1}", "cap: {name: paid-of-plan, value: 0.9}"),
    "r.yaml, row 15, column 5: «rules[2].cap»: the rule «A» says the same thing and both are in force from "
      + "2026-01-01 (found «B»). Keep one of them or give the earlier one an expires."
  ),
  Defect(
    twice(
      "milestone: {group: completed, date: 2026-06-30, share: 0.5}",
      "milestone: {group: completed, date: 2026-09-30, share: 0.4}"),
    "r.yaml, row 15, column 5: «rules[2].milestone»: the share of group completed is lower than at the "
      + "milestone before (found «B»). Cumulative shares never fall: mend the date or the share."
  ),
]

@Suite struct RulebookFileTests {
  @Test func readsAllBuiltIns() {
    for name in BuiltInRulebook.allCases { #expect(messages(name.text).isEmpty) }
  }

  @Test func readsEveryContent() throws {
    let contents = [
      "milestone: {group: completed, date: 2026-06-30, share: 1}",
      "startDeadline: {group: new-start, date: 2026-06-30}",
      "approvalDeadline: {group: preparation-other, activity: x, date: 2026-06-30}",
      "adjustmentWindow: {date: 2026-06-24}", "cap: {name: paid-of-plan, value: 1}", "paymentPriority: [completed]",
      "date: 2026-12-31", "statement: true",
    ]
    for content in contents { #expect(messages(book(content)).isEmpty) }
  }

  @Test func familyIsTheIdByDefault() throws {
    #expect(try RulebookFile.read(text: book("statement: true"), file: "r.yaml").rules.map(\.family) == ["A"])
    let named = book("statement: true").replacing("effective:", with: "family: F\n    effective:")
    #expect(try RulebookFile.read(text: named, file: "r.yaml").rules.map(\.family) == ["F"])
  }

  @Test func quotesTheInstrumentWhereTheFileDoes() throws {
    let plain = book("statement: true")
    #expect(try RulebookFile.read(text: plain, file: "r.yaml").rules.map(\.citation.quote) == [""])
    let quoting = plain.replacing(
      "status: assumption", with: "status: assumption, source: S, quote: \"tối thiểu 30%: … [chuyển tiếp]\"")
    let citation = try #require(RulebookFile.read(text: quoting, file: "r.yaml").rules.first?.citation)
    #expect(citation.quote == "tối thiểu 30%: … [chuyển tiếp]" && citation.source == "S")
  }

  @Test(arguments: defects)
  func saysWhatIsWrongAndWhere(defect: Defect) {
    let found = messages(defect.text)
    #expect(found.first?.hasPrefix(defect.message) == true, "\(found)")
  }

  @Test func reportsTheDefectsOfAllRules() {
    let text =
      book("milestone: {group: who, date: 2026-02-30, share: 2}")
      + book("nothing: 1", id: "B").replacing(head, with: "")
    #expect(messages(text).count == 5)
    #expect(messages(text, language: .vi).allSatisfy { $0.hasPrefix("r.yaml, dòng ") })
  }
}
