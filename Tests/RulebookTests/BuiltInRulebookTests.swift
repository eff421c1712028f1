import Exchange
import Portfolio
@testable import Rulebook
import Testing

private func day(_ iso: String) throws -> Day { try #require(Day(iso: iso)) }

private func chiLang() throws -> Rulebook { try RulebookFile.builtIn(.chiLang2026) }

@Suite struct BuiltInRulebookTests {
  @Test func isNamedAsItsFileSays() throws {
    for name in BuiltInRulebook.allCases {
      #expect(try RulebookFile.builtIn(name).id == name.rawValue)
    }
    #expect(try chiLang().fiscalYear == FiscalYear(2026))
  }

  @Test(arguments: [
    "G1", "G2", "G3", "G4a", "G4b", "G4c", "A1", "A2", "A3", "A4", "A5", "R1", "R2", "P1", "S1", "S2",
  ])
  func holdsEveryRuleOfTheRegister(family: String) throws {
    let rules = try chiLang().rules.filter { $0.family == family }
    #expect(!rules.isEmpty)
    #expect(rules.contains { $0.citation.status == .communeDecision })
  }

  @Test func speaksBothLanguagesAndCitesEveryRule() throws {
    for rule in try chiLang().rules {
      #expect(rule.text.vi != rule.text.en)
      #expect(rule.text.vi.hasSuffix(".") && rule.text.en.hasSuffix("."), "\(rule.id)")
      #expect(!rule.citation.article.isEmpty, "\(rule.id)")
      #expect(rule.citation.status != .assumption, "\(rule.id)")
      #expect(!rule.citation.source.isEmpty || rule.citation.status == .inference, "\(rule.id)")
    }
  }

  @Test func saysWhatIsInferred() throws {
    let inferred = Set(try chiLang().rules.filter { $0.citation.status == .inference }.map(\.id))
    #expect(
      inferred == [
        "S1-priority", "advance-ceiling", "reallocation-same-source", "reallocation-not-below-disbursed",
      ])
  }

  @Test(arguments: [
    ("G1-0630", "G1", ProjectGroup.completed, "2026-06-30", 1_000_000),
    ("G2-0630", "G2", .carryOver, "2026-06-30", 300_000),
    ("G2-0930", "G2", .carryOver, "2026-09-30", 600_000),
    ("G2-1231", "G2", .carryOver, "2026-12-31", 1_000_000),
    ("G3-0930", "G3", .newStart, "2026-09-30", 400_000),
    ("G3-1231", "G3", .newStart, "2026-12-31", 950_000),
  ])
  func statesMilestone(id: String, family: String, group: ProjectGroup, date: String, millionths: Int64) throws {
    let book = try chiLang()
    let milestone = try #require(book.milestones.first { $0.ruleID == id })
    #expect(milestone.group == group)
    #expect(milestone.date == (try day(date)))
    #expect(milestone.share.millionths == millionths)
    #expect(book.rules.first { $0.id == id }?.family == family)
  }

  /// One dong below the share, at it, and above it, for a plan that the share does not divide.
  @Test(arguments: [
    ("G1-0630", 1_000_003, 1_000_003), ("G2-0630", 1_000_003, 300_001), ("G2-0930", 1_000_003, 600_002),
    ("G2-1231", 1_000_003, 1_000_003), ("G3-0930", 1_000_003, 400_002), ("G3-1231", 1_000_003, 950_003),
  ])
  func asksForTheLeastAmountThatReachesTheShare(id: String, plan: Int64, required: Int64) throws {
    let milestone = try #require(try chiLang().milestones.first { $0.ruleID == id })
    let amount = Money(dong: plan).shareRoundedUp(milestone.share)
    #expect(amount == Money(dong: required))
    let whole = Double(plan)
    #expect(Double(required - 1) / whole < milestone.share.value)
    #expect(Double(required) / whole >= milestone.share.value)
    #expect(Double(required + 1) / whole > milestone.share.value)
  }

  @Test func milestonesAreInOrderOfDateAndNoOthersExist() throws {
    #expect(
      try chiLang().milestones.map(\.ruleID)
        == ["G1-0630", "G2-0630", "G2-0930", "G3-0930", "G2-1231", "G3-1231"])
  }

  @Test(arguments: [
    ("G3-start", ProjectGroup.newStart, nil, "2026-06-30"),
    ("G4a-project-approved", .preparationNewStart, "project-approved", "2026-03-31"),
    ("G4b-policy-submitted", .preparationPriority, "policy-submitted", "2026-03-31"),
    ("G4b-project-approved", .preparationPriority, "project-approved", "2026-06-30"),
    ("G4c-policy-submitted", .preparationOther, "policy-submitted", "2026-06-30"),
    ("G4c-project-submitted", .preparationOther, "project-submitted", "2026-10-31"),
  ])
  func statesDeadline(id: String, group: ProjectGroup, activity: String?, date: String) throws {
    let deadlines = try chiLang().deadlines
    #expect(deadlines.count == 6)
    let deadline = try #require(deadlines.first { $0.ruleID == id })
    #expect(deadline == Deadline(ruleID: id, group: group, activity: activity, date: try day(date)))
    // Done on the day is in time, a day later is not.
    #expect(try day(date) <= deadline.date)
    #expect(try day(date) + 1 > deadline.date)
  }

  @Test func takesProposalsBeforeTheTwentyFifthAndBeforeTheFifteenthOfDecember() throws {
    let windows = try chiLang().adjustmentWindows
    #expect(windows.map(\.description) == ["2026-03-24", "2026-06-24", "2026-09-24", "2026-12-14"])
    for (window, late) in zip(windows, ["2026-03-25", "2026-06-25", "2026-09-25", "2026-12-15"]) {
      #expect(window < (try day(late)))
      #expect(window + 1 == (try day(late)))
    }
  }

  @Test(arguments: [
    // The day before the decree, its first day, the last day of the inferred version, the first of the enacted one.
    (Rule.Cap.advanceCeiling, "2025-09-25", nil), (.advanceCeiling, "2025-09-26", 0.3),
    (.advanceCeiling, "2026-06-30", 0.3), (.advanceCeiling, "2026-07-01", 0.3),
    (.advanceRecoveredBy, "2025-09-25", nil), (.advanceRecoveredBy, "2025-09-26", 0.8),
    (.treasuryPaymentDays, "2025-09-25", nil), (.treasuryPaymentDays, "2025-09-26", 2),
    (.treasuryAdvanceDays, "2025-09-25", nil), (.treasuryAdvanceDays, "2025-09-26", 1),
    (.arrangementYearsA, "2024-12-31", nil), (.arrangementYearsA, "2025-01-01", 6),
    (.arrangementYearsB, "2024-12-31", nil), (.arrangementYearsB, "2025-01-01", 4),
    (.arrangementYearsC, "2024-12-31", nil), (.arrangementYearsC, "2025-01-01", 3),
    (.paidOfPlan, "2025-09-25", nil), (.paidOfPlan, "2025-09-26", 1),
    (.paidOfTotalInvestment, "2025-09-25", nil), (.paidOfTotalInvestment, "2025-09-26", 1),
  ])
  func statesCap(cap: Rule.Cap, date: String, value: Double?) throws {
    #expect(try chiLang().cap(cap, on: day(date)) == value)
  }

  @Test func setsEveryCapOnEveryDayOfThePlanYear() throws {
    let book = try chiLang()
    for cap in Rule.Cap.allCases {
      for date in [book.fiscalYear.eve, book.fiscalYear.firstDay, book.fiscalYear.lastDay, book.fiscalYear.cutOff] {
        #expect(book.cap(cap, on: date) != nil, "\(cap) \(date)")
      }
    }
  }

  @Test(arguments: [
    ("2025-09-25", [], []),
    ("2025-09-26", ["Nghị định 254/2025/NĐ-CP"], [Citation.Status.inference]),
    ("2026-06-30", ["Nghị định 254/2025/NĐ-CP"], [.inference]),
    ("2026-07-01", ["Nghị định 193/2026/NĐ-CP"], [.enacted]),
  ])
  func readsTheLawAsItStoodOnTheDay(date: String, accounts: [String], advance: [Citation.Status]) throws {
    let rules = try chiLang().rules(inForceOn: day(date))
    let verify = rules.filter { $0.id == "final-account-verify" }.map(\.citation.instrument)
    let approve = rules.filter { $0.id == "final-account-approve" }.map(\.citation.instrument)
    #expect(verify == accounts)
    #expect(approve == accounts)
    #expect(rules.filter { $0.id == "advance-ceiling" }.map(\.citation.status) == advance)
  }

  @Test func refusesDatesBeforeTheFirstRule() throws {
    let book = try chiLang()
    let first = try day("2025-01-01")
    #expect(book.firstEffective == first)
    #expect(throws: RulebookError.beforeFirstEffective(first + -1, first: first)) {
      try book.rules(inForceOn: first + -1)
    }
    #expect(try !book.rules(inForceOn: first).isEmpty)
  }

  @Test func communeRulesTakeEffectWithThePlanYear() throws {
    let book = try chiLang()
    let eve = try book.rules(inForceOn: day("2025-12-31"))
    #expect(!eve.contains { $0.citation.status == .communeDecision })
    let first = try book.rules(inForceOn: day("2026-01-01"))
    #expect(first.filter { $0.citation.status == .communeDecision }.count == 29)
  }

  @Test func paysCompletedProjectsFirst() throws {
    let book = try chiLang()
    let order = book.paymentPriority(on: try day("2026-06-30"))
    #expect(Set(order) == Set(ProjectGroup.allCases))
    #expect(order.first == .completed)
    #expect(order.last == .newStart)
    #expect(book.paymentPriority(on: try day("2024-12-31")).isEmpty)
  }

  @Test(arguments: [
    ("payment-cut-off", "2027-01-31"), ("acceptance-by", "2026-12-31"), ("last-advances", "2026-12-31"),
    ("last-clearance-advances", "2027-01-31"), ("reallocation-deadline", "2026-12-14"),
  ])
  func namesDate(id: String, date: String) throws {
    let rule = try #require(try chiLang().rules.first { $0.id == id })
    #expect(rule.content == .calendarDate(try day(date)))
    #expect(rule.citation.status == .enacted)
  }
}
