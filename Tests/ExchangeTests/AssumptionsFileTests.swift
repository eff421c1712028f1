import Disbursement
import Portfolio
import Rulebook
import Stochastics
import Testing

@testable import Exchange

private func read(_ overlay: String, base: String = "ideal") throws -> Assumptions {
  try AssumptionsFile.read(text: "schema: 1\nbase: \(base)\n" + overlay, file: "mine.yaml")
}

/// Messages for an overlay whose first line is line 3.
private func messages(_ overlay: String, base: String = "ideal", language: Language = .en) -> [String] {
  let collector = DiagnosticCollector()
  let text = "schema: 1\nbase: \(base)\n" + overlay
  _ = AssumptionsFile.read(text: text, file: "mine.yaml", collector: collector)
  return collector.sorted.map { $0.message(in: language) }
}

private func distribution(_ shape: Distribution.Shape) throws -> Distribution { try Distribution(shape) }

@Suite struct BuiltInAssumptionsTests {
  @Test(arguments: BuiltInAssumptions.allCases)
  func readsWithoutDiagnostics(name: BuiltInAssumptions) throws {
    let set = try AssumptionsFile.builtIn(name)
    #expect(set.name == name.rawValue)
    #expect(set.problems.isEmpty)
  }

  @Test(arguments: BuiltInAssumptions.allCases)
  func everyNumberHasAProvenance(name: BuiltInAssumptions) throws {
    let set = try AssumptionsFile.builtIn(name)
    for key in set.keyPaths { #expect(set.provenance(of: key) != nil, "\(key)") }
    #expect(set.provenance.allSatisfy { $0.basis != .user && !$0.source.isEmpty })
    #expect(Set(set.provenance.map(\.key)).count == set.provenance.count)
  }

  @Test func idealIsWithoutChance() throws {
    let set = try AssumptionsFile.builtIn(.ideal)
    let one = try distribution(.fixed(1))
    #expect(set.productivity == one)
    #expect(set.revenueFactor == one)
    #expect(set.sCurve == .linear)
    #expect(
      set.claims
        == Assumptions.Claims(
          monthlyRates: Array(repeating: 1, count: 13), discipline: one, coverage: one, mode: .share,
          waitsForTreasury: false))
    #expect(set.drivers.isEmpty)
    #expect(set.systemic == Assumptions.Systemic(duration: 0, productivity: 0, discipline: 0))
    #expect(set.advanceShares.isEmpty)
    #expect(set.payableBeforeSettlement == 0)
    #expect(set.acceptedBeforeYear == 0)
    #expect(set.preparationPayments == ["policy-approved": 0.3, "project-approved": 0.7])
    #expect(set.calendar.monthlyWorkability == Array(repeating: 1, count: 12))
    #expect(set.calendar.holidays.isEmpty && set.calendar.siteRestDays.isEmpty && set.calendar.siteClosures.isEmpty)
    #expect(set.calendar.officeWeekend == [6, 7])
    #expect(set.revenueMonthlyShares == Array(repeating: 1.0 / 12, count: 12))
    for group in ProjectGroup.allCases { #expect(set.templates[group]?.activities.isEmpty == true) }
    #expect(set.provenance.allSatisfy { $0.basis == .definition })
  }

  @Test func vietnamHasATemplateForEveryGroupAndKnowsTết() throws {
    let set = try AssumptionsFile.builtIn(.vietnam2026)
    for group in ProjectGroup.allCases { #expect(set.templates[group]?.activities.isEmpty == false) }
    #expect(
      set.templates[.newStart]?.activities.map(\.name).sorted() == [
        "contractor-selection", "design-approval", "site-clearance",
      ])
    #expect(
      set.templates[.completed]?.activities.map(\.name) == [
        "acceptance", "settlement-file", "verification", "approval",
      ])
    #expect(set.templates[.carryOver]?.activities.map(\.holdsBack.value) == [0.25])
    for group in ProjectGroup.allCases where group.isPreparation {
      #expect(set.templates[group]?.activities.last?.name == "project-approved")
    }
    let newYear = try #require(Day(iso: "2026-02-17"))
    #expect(set.calendar.holidays.contains(newYear))
    #expect(set.calendar.siteClosures.contains { $0.contains(newYear) })
    #expect(set.calendar.siteRestDays == [7])
    #expect(set.claims.monthlyRates.max() == set.claims.monthlyRates.last)
  }

  /// The deadlines of the Chi Lăng rulebook are on activities that the templates have, so that they can be answered.
  @Test func vietnamHasTheActivitiesOfTheDeadlines() throws {
    let set = try AssumptionsFile.builtIn(.vietnam2026)
    for deadline in try RulebookFile.builtIn(.chiLang2026).deadlines {
      guard let activity = deadline.activity else { continue }
      #expect(set.templates[deadline.group]?.activities.contains { $0.name == activity } == true, "\(deadline)")
    }
  }

  @Test func vietnamHasDriversOfEveryKind() throws {
    let drivers = try AssumptionsFile.builtIn(.vietnam2026).drivers
    #expect(Set(drivers.map(\.effect)) == Set(RiskDriver.Effect.allCases))
    #expect(drivers.allSatisfy { $0.name.vi != $0.name.en })
  }
}

@Suite struct AssumptionsFileTests {
  @Test func anEmptyOverlayIsItsBase() throws {
    var set = try read("", base: "vietnam-2026")
    #expect(set.name == "vietnam-2026 + mine.yaml")
    set.name = "vietnam-2026"
    let base = try AssumptionsFile.builtIn(.vietnam2026)
    #expect(set == base)
  }

  @Test func replacesKeyByKey() throws {
    let set = try read(
      """
      name: Ours
      calendar:
        siteRestDays: [sunday, monday]
        holidays: [2026-01-01, 02/09/2026]
        siteClosures: [{from: 2026-02-01, to: 2026-02-28}]
      productivity: {distribution: triangular, p1: 0.5, p2: 1, p3: 1.5}
      sCurve: {kind: kumaraswamy, a: 2, b: 3}
      claims: {mode: lump}
      advanceShares: {new-start: 0.1}
      preparationPayments: {project-approved: 1}
      systemic: {duration: 0.2}
      """)
    let base = try AssumptionsFile.builtIn(.ideal)
    #expect(set.name == "Ours")
    #expect(set.calendar.siteRestDays == [1, 7])
    #expect(set.calendar.holidays.map(\.description).sorted() == ["2026-01-01", "2026-09-02"])
    let first = try #require(Day(iso: "2026-02-01"))
    #expect(set.calendar.siteClosures == [first...first + 27])
    #expect(set.calendar.officeWeekend == base.calendar.officeWeekend)
    #expect(set.productivity.shape == .triangular(min: 0.5, mode: 1, max: 1.5))
    #expect(set.sCurve == .kumaraswamy(a: 2, b: 3))
    #expect(set.claims.mode == .lump)
    #expect(set.claims.monthlyRates == base.claims.monthlyRates)
    #expect(set.advanceShares == [.newStart: 0.1])
    #expect(set.preparationPayments == ["policy-approved": 0.3, "project-approved": 1])
    #expect(set.systemic == Assumptions.Systemic(duration: 0.2, productivity: 0, discipline: 0))
    #expect(set.revenueFactor == base.revenueFactor)
  }

  @Test func replacesATemplateWhole() throws {
    let set = try read(
      """
      templates:
        new-start:
          - {activity: b, predecessors: [a], distribution: fixed, p1: 5, days: working}
          - {activity: a, distribution: uniform, p1: 1, p2: 2, holdsBack: 0.5}
        completed: []
      """, base: "vietnam-2026")
    let activities = try #require(set.templates[.newStart]?.activities)
    #expect(activities.map(\.name) == ["a", "b"])
    #expect(activities.map(\.days) == [.calendar, .working])
    #expect(activities.map(\.holdsBack.value) == [0.5, 1])
    #expect(activities.allSatisfy { $0.state == .todo })
    #expect(set.templates[.completed]?.activities.isEmpty == true)
    let base = try AssumptionsFile.builtIn(.vietnam2026)
    #expect(set.templates[.carryOver] == base.templates[.carryOver])
  }

  @Test(arguments: [
    ("{distribution: fixed, p1: 1}", Distribution.Shape.fixed(1)),
    ("{distribution: uniform, p1: 1, p2: 2}", .uniform(min: 1, max: 2)),
    ("{distribution: triangular, p1: 1, p2: 2, p3: 3}", .triangular(min: 1, mode: 2, max: 3)),
    ("{distribution: pert, p1: 1, p2: 2, p3: 3}", .pert(min: 1, mode: 2, max: 3)),
    ("{distribution: lognormal, p1: 1, p2: 2}", .lognormal(median: 1, p90: 2)),
    ("{distribution: normal, p1: 1, p2: 2}", .normal(mean: 1, sd: 2)),
    ("{distribution: exponential, p1: 1}", .exponential(mean: 1)),
    ("{distribution: quantiles, p1: 1, p2: 2, p3: 3}", .quantiles(p10: 1, p50: 2, p90: 3)),
  ])
  func readsDistribution(text: String, shape: Distribution.Shape) throws {
    #expect(try read("productivity: \(text)\n").productivity.shape == shape)
  }

  @Test func overlaysDriversById() throws {
    let base = try AssumptionsFile.builtIn(.vietnam2026)
    let set = try read(
      """
      drivers:
        - {id: storms-floods, probability: 0}
        - {id: blocked-this-year, effect: stoppage-days, distribution: fixed, p1: 10}
        - id: ours
          name: {vi: Của ta, en: Ours}
          scope: project
          probability: 0.5
          effect: blocked
      """, base: "vietnam-2026")
    #expect(set.drivers.map(\.id) == base.drivers.map(\.id) + ["ours"])
    let storm = try #require(set.drivers.first { $0.id == "storms-floods" })
    var expected = try #require(base.drivers.first { $0.id == "storms-floods" })
    expected.probability = 0
    #expect(storm == expected)
    #expect(set.drivers.first { $0.id == "blocked-this-year" }?.impact.shape == .fixed(10))
    #expect(set.drivers.last?.effect == .blocked)
    #expect(try read("drivers: []\n", base: "vietnam-2026").drivers == base.drivers)
  }

  @Test func replacesAllDriversOnDemand() throws {
    #expect(try read("replaceDrivers: true\ndrivers: []\n", base: "vietnam-2026").drivers.isEmpty)
    #expect(try read("replaceDrivers: true\n", base: "vietnam-2026").drivers.isEmpty)
  }

  @Test func keepsBooksOfProvenance() throws {
    let set = try read(
      """
      claims: {discipline: {distribution: fixed, p1: 2}, mode: share}
      drivers:
        - {id: storms-floods, probability: 0.1}
      templates: {new-start: []}
      provenance:
        claims.discipline: {basis: measured, source: files of 2025}
      """, base: "vietnam-2026")
    let base = try AssumptionsFile.builtIn(.vietnam2026)
    typealias Provenance = Assumptions.Provenance
    #expect(
      set.provenance(of: "claims.discipline")
        == Provenance(key: "claims.discipline", basis: .measured, source: "files of 2025"))
    #expect(set.provenance(of: "claims.mode") == Provenance(key: "claims.mode", basis: .user, source: "mine.yaml"))
    #expect(set.provenance(of: "drivers.storms-floods.probability")?.basis == .user)
    #expect(set.provenance(of: "drivers.storms-floods.impact") == base.provenance(of: "drivers.storms-floods.impact"))
    #expect(set.provenance(of: "claims.monthlyRates") == base.provenance(of: "claims.monthlyRates"))
    #expect(!set.provenance.contains { $0.key.hasPrefix("templates.new-start.") })
    #expect(set.keyPaths.allSatisfy { set.provenance(of: $0) != nil })
  }

  @Test func warnsOfActivitiesThatNoTemplateHas() throws {
    let overlay = "drivers:\n  - {id: storms-floods, appliesTo: [construction, site-clearence]}\n"
    #expect(
      messages(overlay, base: "vietnam-2026") == [
        "mine.yaml, row 4, column 36: «drivers[1].appliesTo»: no template has an activity «site-clearence». "
          + "Check the name; only projects that list it themselves are struck."
      ])
    #expect(try read(overlay, base: "vietnam-2026").drivers.count == 9)
  }

  @Test func needsABase() {
    #expect(throws: InvalidInput.self) { try AssumptionsFile.read(text: "schema: 1\n", file: "a.yaml") }
    let collector = DiagnosticCollector()
    _ = AssumptionsFile.read(text: "schema: 1\nbase: vietnam\n", file: "a.yaml", collector: collector)
    #expect(
      collector.sorted.map { $0.message(in: .en) } == [
        "a.yaml, row 2, column 7: «base»: the value is unknown (found «vietnam»). Write one of: vietnam-2026, ideal."
      ])
  }

  @Test(arguments: overlayDefects)
  func saysWhatIsWrongAndWhere(defect: OverlayDefect) {
    #expect(messages(defect.overlay, base: "vietnam-2026") == [defect.message])
    #expect(messages(defect.overlay, base: "vietnam-2026", language: .vi).count == 1)
  }

  @Test func reportsAllProblemsAtOnce() {
    let overlay = """
      sCurve: {kind: cubic, c1: 0.9, c2: 0.1}
      claims: {monthlyRates: [1], discipline: {distribution: uniform, p1: 2, p2: 1}, lag: 3}
      systemic: {duration: 1}
      """
    let rows = messages(overlay).map { String($0.prefix(16)) }
    #expect(rows == [3, 4, 4, 4, 5].map { "mine.yaml, row \($0)" })
  }
}

/// An overlay with one defect and the message that it must give.
struct OverlayDefect: Sendable {
  var overlay: String
  var message: String

  init(_ overlay: String, _ message: String) {
    self.overlay = overlay
    self.message = "mine.yaml, row " + message
  }
}

private let overlayDefects: [OverlayDefect] = [
  OverlayDefect(
    "produktivity: 1\n", "3, column 1: the key is unknown (found «produktivity»). Perhaps it is «productivity»."),
  OverlayDefect(
    "productivity: 1\n",
    "3, column 15: «productivity»: it is of the wrong kind (found «1»). Write keys, each on its line."),
  OverlayDefect(
    "productivity: {distribution: lognormal, p1: 1}\n",
    "3, column 15: «productivity»: the key «p2» is missing. Add «p2»."),
  OverlayDefect(
    "productivity: {distribution: fixed, p1: 1, p2: 2}\n",
    "3, column 44: «productivity»: the key is unknown (found «p2»). Perhaps it is «p1»."),
  OverlayDefect(
    "productivity: {distribution: gamma, p1: 1, p2: 2}\n",
    "3, column 30: «productivity.distribution»: the value is unknown (found «gamma»). Write one of: fixed, uniform, "
      + "triangular, pert, lognormal, normal, exponential, quantiles."),
  OverlayDefect(
    "productivity: {distribution: pert, p1: 3, p2: 2, p3: 4}\n",
    "3, column 43: «productivity.p2»: 2 is smaller than p1, 3. Write the parameters in ascending order."),
  OverlayDefect(
    "productivity: {distribution: fixed, p1: -1}\n",
    "3, column 37: «productivity.p1»: it is negative, -1. Write a number that is not negative."),
  OverlayDefect(
    "productivity: {distribution: lognormal, p1: 0, p2: 1}\n",
    "3, column 41: «productivity.p1»: it must be above 0. Write a positive number."),
  OverlayDefect(
    "productivity: {distribution: fixed, p1: 2e9}\n",
    "3, column 37: «productivity.p1»: the number 2000000000 is too large. Write at most 1000000000."),
  OverlayDefect(
    "productivity: {distribution: fixed, p1: .nan}\n",
    "3, column 41: «productivity.p1»: it is not a finite number (found «.nan»). "
      + "Write a number."),
  OverlayDefect(
    "productivity: {distribution: fixed, p1: 11}\n",
    "3, column 15: «productivity»: the number 11 is out of range. Write numbers from 0 to 10."),
  OverlayDefect(
    "calendar: {siteRestDays: [sunday, mondy]}\n",
    "3, column 35: «calendar.siteRestDays[2]»: the value is unknown (found «mondy»). Perhaps it is «monday»; "
      + "write one of: monday, tuesday, wednesday, thursday, friday, saturday, sunday."),
  OverlayDefect(
    "calendar: {officeWeekend: [monday, tuesday, wednesday, thursday, friday, saturday, sunday]}\n",
    "3, column 27: «calendar.officeWeekend»: every day of the week is off. Leave a day to work."),
  OverlayDefect(
    "calendar: {holidays: [2026-02-30]}\n",
    "3, column 23: «calendar.holidays[1]»: there is no such date (found «2026-02-30»). "
      + "Write a day of the calendar, like 2026-06-30."),
  OverlayDefect(
    "calendar: {siteClosures: [{from: 2026-03-01, to: 2026-02-01}]}\n",
    "3, column 46: «calendar.siteClosures[1].to»: the last day is before the first, 2026-03-01 (found «2026-02-01»). "
      + "Swap the two."),
  OverlayDefect(
    "calendar: {monthlyWorkability: [1, 1]}\n",
    "3, column 32: «calendar.monthlyWorkability»: it has 2 numbers instead of 12. Write 12 numbers."),
  OverlayDefect(
    "calendar: {monthlyWorkability: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.5]}\n",
    "3, column 32: «calendar.monthlyWorkability»: the number 1.5 is out of range. Write numbers from 0 to 1."),
  OverlayDefect(
    "templates: {newstart: []}\n",
    "3, column 13: «templates»: the key is unknown (found «newstart»). Perhaps it is «new-start»."),
  OverlayDefect(
    "templates:\n  new-start:\n    - {activity: a, predecessors: [b], distribution: fixed, p1: 1}\n",
    "5, column 5: «templates.new-start»: «a» waits for «b», which is not in the template. Mend predecessors."),
  OverlayDefect(
    "templates:\n  completed:\n    - {activity: a, predecessors: [a], distribution: fixed, p1: 1}\n",
    "5, column 5: «templates.completed»: the activities wait for one another: a. Mend predecessors."),
  OverlayDefect(
    "templates:\n  completed:\n    - {activity: a, distribution: fixed, p1: 1}\n    - {activity: a, distribution: fixed, p1: 1}\n",
    "5, column 5: «templates.completed»: the activity «a» is repeated. Rename it."),
  OverlayDefect(
    "templates:\n  completed:\n    - {activity: a, distribution: fixed, p1: 1, days: weeks}\n",
    "5, column 55: «templates.completed[1].days»: the value is unknown (found «weeks»). Write one of: calendar, working."
  ),
  OverlayDefect(
    "templates:\n  completed:\n    - {activity: a, distribution: fixed, p1: 40000}\n",
    "5, column 5: «templates.completed»: the number 40000 is out of range. Write numbers from 0 to 36600."),
  OverlayDefect(
    "sCurve: {kind: cubic, c1: 0.7, c2: 0.3}\n",
    "3, column 9: «sCurve»: 0.3 is smaller than the number before it, 0.7. Write the numbers in ascending order."),
  OverlayDefect(
    "sCurve: {kind: monthly, cumulative: [0.5, 0.9]}\n",
    "3, column 9: «sCurve»: the number 0.9 is out of range. Write numbers from 1 to 1."),
  OverlayDefect(
    "claims: {monthlyRates: [1, 1]}\n",
    "3, column 24: «claims.monthlyRates»: it has 2 numbers instead of 13. Write 13 numbers."),
  OverlayDefect(
    "claims: {mode: lumps}\n",
    "3, column 16: «claims.mode»: the value is unknown (found «lumps»). Perhaps it is «lump»; write one of: lump, share."
  ),
  OverlayDefect(
    "claims: {waitsForTreasury: yes}\n",
    "3, column 28: «claims.waitsForTreasury»: it is of the wrong kind (found «yes»). Write true or false."),
  OverlayDefect(
    "advanceShares: {new-start: 30}\n",
    "3, column 28: «advanceShares.new-start»: the number 30 is out of range. Write numbers from 0 to 1."),
  OverlayDefect(
    "payableBeforeSettlement: -0.1\n",
    "3, column 26: «payableBeforeSettlement»: the number -0.1 is out of range. Write numbers from 0 to 1."),
  OverlayDefect(
    "preparationPayments: {project-approved: -1}\n",
    "3, column 41: «preparationPayments.project-approved»: the number -1 is out of range. Write numbers from 0 to 1000."
  ),
  OverlayDefect(
    "systemic: {discipline: 0.96}\n",
    "3, column 24: «systemic.discipline»: the number 0.96 is out of range. Write numbers from 0 to 0.95."),
  OverlayDefect(
    "drivers:\n  - {id: storms-floods, probability: 1.2}\n",
    "4, column 38: «drivers[1].probability»: the number 1.2 is out of range. Write numbers from 0 to 1."),
  OverlayDefect(
    "drivers:\n  - {id: storms-floods, probability: 0}\n  - {id: storms-floods, probability: 0}\n",
    "5, column 6: «drivers[2].id»: the driver id is repeated (found «storms-floods»). "
      + "Give it another id or merge the two."),
  OverlayDefect(
    "drivers:\n  - {id: storms, name: {vi: a, en: b}, scope: project, probability: 0.5, effect: stoppage-days}\n",
    "4, column 5: «drivers[1]»: the key «distribution» is missing. Add «distribution»."),
  OverlayDefect(
    "drivers:\n  - {id: blocked-this-year, effect: stoppage-days}\n",
    "4, column 5: «drivers[1]»: the key «distribution» is missing. Add «distribution»."),
  OverlayDefect(
    "drivers:\n  - {id: land-revenue-shortfall, scope: project}\n",
    "4, column 41: «drivers[1].scope»: the effect revenue-factor does not act by project. "
      + "Write scope: source or portfolio."),
  OverlayDefect(
    "revenueMonthlyShares: [0.5, 0.5, 0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0]\n",
    "3, column 23: «revenueMonthlyShares»: the shares add up to 1.5. Make them add up to 1."),
  OverlayDefect(
    "provenance:\n  claims.monthlyRate: {basis: judged, source: me}\n",
    "4, column 3: «provenance.claims.monthlyRate»: nothing is assumed under this key (found «claims.monthlyRate»). "
      + "Perhaps it is «claims.monthlyRates»."),
  OverlayDefect(
    "provenance:\n  claims: {basis: guess, source: me}\n",
    "4, column 19: «provenance.claims.basis»: the value is unknown (found «guess»). Write one of: measured, law, judged, "
      + "fitted, definition, user."),
]
