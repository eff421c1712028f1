import Portfolio
import Rulebook
import Testing

private let start = Day(firstOfMonth: 1, year: 2026)

private func rule(
  _ id: String, _ content: Rule.Content, effective: Day = start, expires: Day? = nil
) -> Rule {
  Rule(
    id: id, family: id, text: BilingualText(vi: id, en: id),
    citation: Citation(instrument: "Test", article: "1", status: .assumption), effective: effective, expires: expires,
    content: content)
}

private func problems(of rules: [Rule]) throws -> [InvalidRulebook.Problem] {
  let year = try #require(FiscalYear(2026))
  do {
    _ = try Rulebook(id: "test", title: BilingualText(vi: "t", en: "t"), fiscalYear: year, rules: rules)
    return []
  } catch {
    return error.problems
  }
}

private func share(_ value: Double) throws -> Ratio { try #require(Ratio(value)) }

@Suite struct RulebookAuditTests {
  @Test func refusesAnEmptyBook() throws {
    #expect(try problems(of: []).map(\.defect) == [.noRules])
  }

  /// The earlier version expires this many days after the later one takes effect.
  @Test(arguments: [(-2, false), (-1, false), (0, true), (1, true)])
  func versionsMayNotOverlap(expiry: Int, overlaps: Bool) throws {
    let later = try #require(Day(iso: "2026-07-01"))
    let found = try problems(of: [
      rule("C", .cap(.advanceCeiling, value: 0.3), expires: later + expiry),
      rule("C", .cap(.advanceCeiling, value: 0.2), effective: later),
    ])
    #expect(found.map(\.defect) == (overlaps ? [.overlappingVersions(first: later)] : []))
  }

  @Test func oneQuestionHasOneAnswerADay() throws {
    let later = try #require(Day(iso: "2026-07-01"))
    let first = rule("C1", .cap(.advanceCeiling, value: 0.3))
    let second = rule("C2", .cap(.advanceCeiling, value: 0.2), effective: later)
    #expect(
      try problems(of: [second, first])
        == [InvalidRulebook.Problem(ruleID: "C2", defect: .sameQuestion(as: "C1", first: later))])
    let expiring = rule("C1", .cap(.advanceCeiling, value: 0.3), expires: later + -1)
    #expect(try problems(of: [second, expiring]).isEmpty)
    let other = rule("C3", .cap(.advanceRecoveredBy, value: 0.8))
    #expect(try problems(of: [first, other]).isEmpty)
    let priorities = [rule("P1", .paymentPriority([.completed])), rule("P2", .paymentPriority([.newStart]))]
    #expect(try problems(of: priorities).map(\.defect) == [.sameQuestion(as: "P1", first: start)])
  }

  @Test(arguments: [("2025-12-31", false), ("2026-01-01", true), ("2027-01-31", true), ("2027-02-01", false)])
  func datesLieBetweenNewYearAndTheCutOff(date: String, isAccepted: Bool) throws {
    let day = try #require(Day(iso: date))
    let contents: [Rule.Content] = [
      .milestone(group: .completed, date: day, share: .one), .startDeadline(group: .newStart, date: day),
      .approvalDeadline(group: .preparationOther, activity: "x", date: day), .adjustmentWindow(date: day),
      .calendarDate(day),
    ]
    for content in contents {
      #expect(try problems(of: [rule("D", content)]).isEmpty == isAccepted)
    }
  }

  @Test(arguments: [
    (Rule.Cap.advanceCeiling, -0.001, false), (.advanceCeiling, 0, true), (.advanceCeiling, 1, true),
    (.advanceCeiling, 1.001, false), (.treasuryPaymentDays, 60, true), (.treasuryPaymentDays, 61, false),
    (.arrangementYearsC, 0, false), (.arrangementYearsC, 1, true), (.arrangementYearsC, 20, true),
    (.arrangementYearsC, 21, false), (.paidOfPlan, .nan, false), (.paidOfPlan, .infinity, false),
  ])
  func capsLieInTheirRange(cap: Rule.Cap, value: Double, isAccepted: Bool) throws {
    #expect(try problems(of: [rule("C", .cap(cap, value: value))]).isEmpty == isAccepted)
  }

  @Test func expiryComesAfterEffect() throws {
    #expect(try problems(of: [rule("E", .statement, expires: start)]).isEmpty)
    #expect(try problems(of: [rule("E", .statement, expires: start + -1)]).map(\.defect) == [.expiresBeforeEffective])
  }

  @Test(arguments: [(0.299999, 1), (0.3, 0), (0.300001, 0)])
  func cumulativeSharesDoNotFall(later: Double, count: Int) throws {
    let june = try #require(Day(iso: "2026-06-30"))
    let rules = [
      rule("M2", .milestone(group: .carryOver, date: june + 92, share: try share(later))),
      rule("M1", .milestone(group: .carryOver, date: june, share: try share(0.3))),
      rule("N", .milestone(group: .newStart, date: june + 92, share: .zero)),
    ]
    #expect(try problems(of: rules).count == count)
  }

  @Test func sharesOfRulesNotInForceOnTheirDateDoNotCount() throws {
    let june = try #require(Day(iso: "2026-06-30"))
    let rules = [
      rule("M1", .milestone(group: .carryOver, date: june, share: .one), expires: june + -1),
      rule("M2", .milestone(group: .carryOver, date: june + 92, share: .zero)),
    ]
    #expect(try problems(of: rules).isEmpty)
  }

  @Test func aGroupIsPaidOnce() throws {
    let found = try problems(of: [rule("P", .paymentPriority([.completed, .newStart, .completed]))])
    #expect(found.map(\.defect) == [.repeatedGroup(.completed)])
  }

  @Test func reportsAllProblemsAtOnce() throws {
    let found = try problems(of: [
      rule("A", .cap(.advanceCeiling, value: 2), expires: start + -1), rule("B", .calendarDate(start + -1)),
    ])
    #expect(found.map(\.ruleID) == ["A", "A", "B"])
  }
}

@Suite struct RulebookQuestionsTests {
  private func book(_ rules: [Rule]) throws -> Rulebook {
    let year = try #require(FiscalYear(2026))
    return try Rulebook(id: "test", title: BilingualText(vi: "t", en: "t"), fiscalYear: year, rules: rules)
  }

  /// A milestone counts when its rule is in force on the milestone's own date.
  @Test(arguments: [(-1, false), (0, true), (1, true)])
  func milestoneNeedsItsRuleInForceOnItsDate(expiry: Int, counts: Bool) throws {
    let june = try #require(Day(iso: "2026-06-30"))
    let rules = [
      rule("M", .milestone(group: .completed, date: june, share: .one), expires: june + expiry),
      rule("S", .startDeadline(group: .newStart, date: june), expires: june + expiry),
      rule("W", .adjustmentWindow(date: june), expires: june + expiry),
    ]
    #expect(try book(rules).milestones.isEmpty != counts)
    #expect(try book(rules).deadlines.isEmpty != counts)
    #expect(try book(rules).adjustmentWindows.isEmpty != counts)
  }

  @Test func windowsAreAscendingAndDistinct() throws {
    let rules = [
      rule("W2", .adjustmentWindow(date: start + 20)), rule("W1", .adjustmentWindow(date: start + 10)),
      rule("W3", .adjustmentWindow(date: start + 20)),
    ]
    #expect(try book(rules).adjustmentWindows == [start + 10, start + 20])
  }

  @Test func versionsOfAMilestoneReplaceOneAnother() throws {
    let june = try #require(Day(iso: "2026-06-30"))
    let rules = [
      rule("M", .milestone(group: .completed, date: june, share: .one), expires: start + 30),
      rule("M", .milestone(group: .completed, date: june, share: try share(0.5)), effective: start + 31),
    ]
    #expect(try book(rules).milestones.map(\.share.value) == [0.5])
  }
}
