import Disbursement
import Exchange
import Foundation
import Portfolio
import Rulebook
import Testing

/// `policies.yaml`, as of 30 June under the Chi Lăng rulebook: the windows of 24 September and 14 December are open.
@Suite struct PolicyFileTests {
  private func read(_ text: String) throws -> [CapitalPolicy] {
    try PolicyFile.read(text: text, file: "policies.yaml", for: ScenarioFiles.read().inputs)
  }

  private func messages(_ text: String, in language: Language = .en) throws -> [String] {
    do throws(InvalidInput) {
      _ = try PolicyFile.read(text: text, file: "policies.yaml", for: try scenario().inputs)
      return []
    } catch {
      return error.diagnostics.map { $0.message(in: language) }
    }
  }

  private func scenario() throws(InvalidInput) -> Scenario {
    try ScenarioReader.read(at: ScenarioFiles.good.path(percentEncoded: false))
  }

  private func share(_ value: Double) throws -> Ratio { try #require(Ratio(value)) }

  @Test func readsEveryKey() throws {
    let policies = try read(
      """
      schema: 1
      policies:
        - id: a
          name: {vi: Một, en: One}
          rules:
            - window: 24/09/2026
              takeFrom: {groups: [carry-over], paidBelow: 0.4, share: 0.8, keep: 0.05}
              giveTo: {groups: [new-start, carry-over], keyProjects: only, paidAtLeast: 0.5}
            - window: 2026-12-14
              takeFrom: {paidBelow: 0.25}
      """)
    let (september, december) = (try #require(Day(iso: "2026-09-24")), try #require(Day(iso: "2026-12-14")))
    #expect(
      policies == [
        CapitalPolicy(
          id: "a", name: BilingualText(vi: "Một", en: "One"),
          rules: [
            CapitalMoveRule(
              window: september,
              take: .init(
                groups: [.carryOver], paidBelow: try share(0.4), share: try share(0.8), keep: try share(0.05)),
              give: .init(groups: [.newStart, .carryOver], keyProjects: .only, paidAtLeast: try share(0.5))),
            CapitalMoveRule(window: december, take: .init(paidBelow: try share(0.25)), give: .init()),
          ])
      ])
    #expect(try read("schema: 1\npolicies: []\n").isEmpty)
  }

  @Test func aFolderWithoutTheFileHasNone() throws {
    let path = ScenarioFiles.good.path(percentEncoded: false)
    #expect(try PolicyFile.read(for: ScenarioReader.read(at: path)) == nil)
  }

  @Test func shippedPoliciesCanBePlayed() throws {
    let checkout = ScenarioFiles.malformed.deletingLastPathComponent().deletingLastPathComponent()
    for folder in ["Scenarios/chi-lang-2026", "Scenarios/chi-lang-2026/2026-06-30"] {
      let path = checkout.appending(path: folder).path(percentEncoded: false)
      let scenario = try ScenarioReader.read(at: path)
      #expect(try PolicyFile.read(for: scenario)?.count == 3, "\(folder)")
    }
  }

  @Test(arguments: defects) func saysWhatIsWrongAndWhere(defect: PolicyDefect) throws {
    let text = """
      schema: 1
      policies:
        - id: a
          name: {vi: a, en: a}
          rules:
      \(defect.rules)

      """
    #expect(try messages(text) == ["policies.yaml, row \(defect.message)"])
    #expect(try messages(text, in: .vi).count == 1)
  }

  @Test func reportsAllProblemsAtOnce() throws {
    let found = try messages(
      """
      schema: 2
      policies:
        - {id: a, name: {vi: a, en: a}, rules: []}
        - {id: a, name: {vi: a, en: a}, rules: [{window: 2026-06-24, takeFrom: {paidBelow: 0.2}}]}
        - {id: b, rules: [{window: 2026-09-24, takeFrom: {paidBelow: 2}}]}
      more: 1
      """)
    #expect(
      found == [
        "policies.yaml, row 1, column 9: «schema»: this version of the format cannot be read (found «2»). "
          + "Write schema: 1.",
        "policies.yaml, row 3, column 35: «policies[1].rules»: the policy has no rules. Write at least one.",
        "policies.yaml, row 4, column 6: «policies[2].id»: the policy id is repeated. Give it another id.",
        "policies.yaml, row 4, column 44: «policies[2].rules[1].window»: the day is no adjustment window that is still "
          + "open. Write one of: 2026-09-24, 2026-12-14.",
        "policies.yaml, row 5, column 5: «policies[3]»: the key «name» is missing. Add «name».",
        "policies.yaml, row 5, column 64: «policies[3].rules[1].takeFrom.paidBelow»: the number is out of range (found "
          + "«2»). Write a number from 0 to 1.",
        "policies.yaml, row 6, column 1: the key is unknown (found «more»). Remove it; the keys are: schema, policies.",
      ])
  }
}

/// Rules with one defect and the message that they must give.
struct PolicyDefect: Sendable {
  var rules: String
  var message: String

  init(_ rules: String, _ message: String) {
    self.rules = rules
    self.message = message
  }
}

private let defects: [PolicyDefect] = [
  PolicyDefect(
    "      - {window: 2026-09-25, takeFrom: {paidBelow: 0.4}}",
    "6, column 10: «policies[1].rules[1].window»: the day is no adjustment window that is still open. Write one of: "
      + "2026-09-24, 2026-12-14."),
  PolicyDefect(
    "      - {window: 2026-12-14, takeFrom: {paidBelow: 0.4}}\n      - {window: 2026-09-24, takeFrom: {paidBelow: 0.4}}",
    "7, column 10: «policies[1].rules[2].window»: the window is before that of the rule above, 2026-12-14. "
      + "Put the rules in order of date."),
  PolicyDefect(
    "      - {window: 2026-09-24, takeFrom: {share: 0.4}}",
    "6, column 40: «policies[1].rules[1].takeFrom»: the key «paidBelow» is missing. Add «paidBelow»."),
  PolicyDefect(
    "      - {window: 2026-09-24, takeFrom: {paidBelow: 0}}",
    "6, column 30: «policies[1].rules[1].takeFrom»: the rule takes nothing. Write paidBelow and share above 0."),
  PolicyDefect(
    "      - {window: 2026-09-24, takeFrom: {paidBelow: 0.4, groups: []}}",
    "6, column 30: «policies[1].rules[1].takeFrom»: there are no groups. Name one, or leave groups out."),
  PolicyDefect(
    "      - {window: 2026-09-24, takeFrom: {paidBelow: 0.4, group: [carry-over]}}",
    "6, column 57: «policies[1].rules[1].takeFrom»: the key is unknown (found «group»). Perhaps it is «groups»."),
  PolicyDefect(
    "      - {window: 2026-09-24, takeFrom: {paidBelow: 0.4}, giveTo: {keyProjects: yes}}",
    "6, column 80: «policies[1].rules[1].giveTo.keyProjects»: the value is unknown (found «yes»). Write one of: first, "
      + "only, alike."),
]
