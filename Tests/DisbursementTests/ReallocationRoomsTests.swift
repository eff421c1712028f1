import Exchange
import Portfolio
import Rulebook
import Testing

@testable import Disbursement

/// Which dates are open, and the bounds of plans with the rules that make them, under the Chi Lăng rulebook.
struct ReallocationRoomsTests {
  private let sources = [
    FundingSource(id: "S", name: "S", kind: .transfer),
    FundingSource(id: "T", name: "T", kind: .transfer, priority: 2),
    FundingSource(id: "L", name: "L", kind: .revenue(FundingSource.Revenue(expected: Money(dong: 1))), priority: 3),
    FundingSource(id: "M", name: "M", kind: .revenue(FundingSource.Revenue(expected: Money(dong: 1))), priority: 1),
    FundingSource(id: "C", name: "C", kind: .transfer, payUntil: Day(iso: "2026-11-30")),
    FundingSource(id: "E", name: "E", kind: .transfer, payUntil: Day(iso: "2026-06-24")),
  ]

  private func question(
    _ projects: [Project], _ settings: ReallocationSettings = ReallocationSettings(), asOf: String = "2026-06-20"
  ) throws -> ReallocationQuestion {
    let inputs = try Samples.inputs(
      Samples.portfolio(projects, asOf: asOf, sources: sources), rulebook: NamedRulebook("chi-lang-2026").rulebook)
    return try ReallocationQuestion(inputs, settings)
  }

  private func project(
    _ group: ProjectGroup = .carryOver, plan: [(String, Int64)] = [("S", 1_000)], paid: [Int64] = [0],
    advance: Int64 = 0, absorbable: Int64? = nil, total: Int64? = nil, paidBefore: Int64 = 0, size: SizeClass? = nil,
    first: Int? = nil
  ) -> Project {
    Project(
      id: "P", name: "P", group: group, sizeClass: size, totalInvestment: total.map { Money(dong: $0) },
      paidBeforeYear: Money(dong: paidBefore), outstandingAdvance: Money(dong: advance), firstYear: first,
      absorbable: absorbable.map { Money(dong: $0) },
      allocations: zip(plan, paid + [Int64](repeating: 0, count: plan.count)).map {
        Allocation(sourceID: $0.0, plan: Money(dong: $0.1), paidToDate: Money(dong: $1))
      })
  }

  private func room(_ project: Project, _ settings: ReallocationSettings = ReallocationSettings()) throws
    -> CapitalRooms.ProjectRoom
  {
    try present(CapitalRooms(question([project], settings), paidByWindow: []).projects.first)
  }

  @Test func floorIsPaidAndAdvanceCountedOnce() throws {
    let one = try room(project(paid: [300], advance: 100))
    let bound = try present(one.bounds.floors.first)
    #expect(bound.amount.dong == 400)
    #expect(bound.reason == .paidToDate(paid: Money(dong: 300), advance: Money(dong: 100)))
    #expect(bound.rule?.id == "reallocation-not-below-disbursed" && bound.rule?.citation.status == .inference)
    let two = try room(project(plan: [("S", 500), ("T", 500)], paid: [450, 100], advance: 100))
    #expect(two.floors.map { $0.first?.amount.dong } == [500, 150])
    #expect(two.bounds.floors.first?.amount.dong == 650)
    // An advance of earlier years may be more than the plan.
    let old = try room(project(plan: [("S", 100)], advance: 900, paidBefore: 900))
    #expect(old.bounds.floors.first?.amount.dong == 100)
  }

  @Test func floorIsWhatIsPaidByTheWindow() throws {
    let settings = ReallocationSettings(window: try Samples.day("2026-09-24"))
    let question = try question([project(paid: [300])], settings)
    let rooms = CapitalRooms(question, paidByWindow: [[Money(dong: 700)]])
    let floors = try present(rooms.projects.first).bounds.floors
    #expect(floors.map(\.amount.dong) == [700, 300])
    #expect(try floors.first?.reason == .paidByWindow(Samples.day("2026-09-24")))
  }

  @Test func ceilingIsWhatCanBeAbsorbedAndWhatTotalInvestmentLeaves() throws {
    let unstated = try present(room(project()).bounds.ceilings.first)
    #expect(unstated.amount.dong == 1_000 && unstated.reason == .absorbableNotStated && unstated.rule?.id == "A3")
    let stated = try present(room(project(absorbable: 1_500)).bounds.ceilings.first)
    #expect(stated.amount.dong == 1_500 && stated.reason == .absorbable(Money(dong: 1_500)))
    let total = try room(project(absorbable: 5_000, total: 2_000, paidBefore: 800)).bounds.ceilings
    #expect(total.map(\.amount.dong) == [1_200, 5_000])
    #expect(total.first?.reason == .totalInvestment(Money(dong: 2_000), paidBefore: Money(dong: 800)))
    #expect(total.first?.rule?.id == "paid-of-total-investment")
    // The present plan is always within the bounds.
    let over = try room(project(absorbable: 400, total: 1_500, paidBefore: 900)).bounds.ceilings
    #expect(over.map(\.amount.dong) == [1_000, 1_000])
  }

  @Test(
    arguments: [
      (SizeClass.a, 2021, false), (.a, 2020, true), (.b, 2023, false), (.b, 2022, true), (.c, 2024, false),
      (.c, 2023, true),
    ])
  func nobodyReceivesPastTheArrangementPeriod(_ size: SizeClass, first: Int, isOver: Bool) throws {
    let room = try room(project(absorbable: 1_500, size: size, first: first))
    let bound = room.ceilings.first { if case .arrangementPeriod = $0.reason { true } else { false } }
    #expect((bound != nil) == isOver)
    #expect(room.ceilings.map(\.amount.dong).min() == (isOver ? 1_000 : 1_500))
    if isOver { #expect(bound?.rule?.id == "A4-arrangement") }
  }

  @Test(arguments: [ProjectGroup.completed, .preparationNewStart, .preparationPriority, .preparationOther])
  func fullCapitalIsKept(_ group: ProjectGroup) throws {
    let whole = try self.room(project(group, paid: [100]))
    #expect(whole.bounds.floors.first?.amount.dong == 1_000)
    #expect(whole.bounds.floors.first?.reason == .fullCapital(group, need: Money(dong: 1_000)))
    #expect(whole.bounds.floors.first?.rule?.id == "A4")
    #expect(whole.ceilings.map(\.amount.dong).min() == 1_000)
    #expect(try self.room(project(group, paid: [100], absorbable: 700)).bounds.floors.first?.amount.dong == 700)
    let room = try room(project(group, paid: [100], total: 1_000, paidBefore: 400))
    #expect(room.bounds.floors.first?.amount.dong == 600)
    #expect(try self.room(project(group, absorbable: 1_200)).ceilings.map(\.amount.dong).min() == 1_200)
    // What is kept is counted against the source that pays first.
    let two = try self.room(project(group, plan: [("T", 500), ("S", 500)], absorbable: 700))
    #expect(two.floors.map { $0.map(\.amount.dong).max() } == [200, 500])
  }

  @Test func locksHoldBothWays() throws {
    let settings = ReallocationSettings(roundTo: Money(dong: 1), lockedProjects: ["P"])
    let room = try room(project(absorbable: 2_000), settings)
    #expect(room.lock?.reason == .lockedByUser && room.lock?.amount.dong == 1_000 && room.lock?.rule == nil)
    let closed = try self.room(project(plan: [("E", 1_000)], absorbable: 2_000))
    #expect(try closed.lock?.reason == .sourceClosed(lastDay: Samples.day("2026-06-24")))
  }

  @Test func standings() throws {
    let question = try question([project()])
    func standing(_ ids: [String]) -> ReallocationQuestion.Standing {
      question.standing(of: project(plan: ids.map { ($0, 10) }), question.sourcesByID)
    }
    #expect(standing(["S"]) == .inSample)
    #expect(standing(["S", "T"]) == .inSample)
    #expect(standing(["L"]) == .inSample)
    #expect(standing(["T", "L"]) == .inSample)
    #expect(standing(["M", "T"]) == .outside(.mixedSources))
    #expect(standing(["S", "M"]) == .outside(.mixedSources))
    #expect(standing(["M", "L"]) == .outside(.mixedSources))
    #expect(standing(["C"]) == .inSample)
    #expect(try standing(["C", "S"]) == .outside(.sourceClosed(lastDay: Samples.day("2026-11-30"))))
    let days = question.columnDays(of: project(plan: [("C", 10)]), question.sourcesByID)
    #expect(try days == [Samples.day("2026-11-30")])
  }

  @Test func poolsAndSteps() throws {
    var (one, two, three) = (project(plan: [("S", 10_500)], absorbable: 14_000), project(), project())
    (one.id, one.owner) = ("A", "x")
    (two.id, two.owner, two.allocations[0].plan) = ("B", "x", Money(dong: 2_700))
    (three.id, three.owner, three.allocations[0].plan) = ("C", "", Money(dong: 9_000))
    let evidence = ReallocationEvidence(sample: ClaimSample([[[0]], [[0]], [[0]]]))
    var settings = ReallocationSettings(roundTo: Money(dong: 1_000))
    let whole = try CapitalRooms(question([one, two, three], settings), paidByWindow: []).problem(evidence)
    #expect(whole.poolCount == 1)
    // Nobody but the first can receive, and the others cannot give more than that.
    #expect(whole.allocations.map(\.lower) == [0, -2, -3] && whole.allocations.map(\.upper) == [3, 0, 0])
    settings.within = .owner
    let owners = try CapitalRooms(question([one, two, three], settings), paidByWindow: []).problem(evidence)
    #expect(owners.poolCount == 2)
    #expect(owners.allocations.map(\.lower) == [0, -2, 0] && owners.allocations.map(\.upper) == [2, 0, 0])
  }
}

/// Which windows and dates are open.
struct ReallocationQuestionTests {
  private func question(
    asOf: String, window: String? = nil, date: String? = nil, _ edit: (inout ReallocationSettings) -> Void = { _ in }
  ) throws -> ReallocationQuestion {
    let inputs = try Samples.inputs(
      Samples.portfolio([Samples.project("P", .carryOver)], asOf: asOf),
      rulebook: NamedRulebook("chi-lang-2026").rulebook)
    var settings = ReallocationSettings(
      date: try date.map { try Samples.day($0) }, window: try window.map { try Samples.day($0) })
    edit(&settings)
    return try ReallocationQuestion(inputs, settings)
  }

  private func problems(
    asOf: String, window: String? = nil, date: String? = nil, _ edit: (inout ReallocationSettings) -> Void = { _ in }
  ) throws -> [InvalidReallocation.Problem] {
    do {
      _ = try question(asOf: asOf, window: window, date: date, edit)
      return []
    } catch let error as InvalidReallocation {
      return error.problems
    }
  }

  @Test(
    arguments: [
      ("2025-12-31", "2026-03-24"), ("2026-03-24", "2026-03-24"), ("2026-03-25", "2026-06-24"),
      ("2026-09-24", "2026-09-24"), ("2026-09-25", "2026-12-14"), ("2026-12-14", "2026-12-14"),
    ])
  func theNextWindowIsMeant(asOf: String, window: String) throws {
    let question = try question(asOf: asOf)
    #expect(try question.window == Samples.day(window))
    #expect(try question.date == Samples.day("2026-12-31"))
  }

  @Test func anyDayUntilTheLastWindow() throws {
    #expect(try question(asOf: "2026-06-30", window: "2026-09-25").windowRule?.id == "A2-last")
    #expect(try question(asOf: "2026-06-30", window: "2026-09-24").windowRule?.id == "A2-Q3")
    #expect(try question(asOf: "2026-06-30", window: "2026-06-30").window == Samples.day("2026-06-30"))
    let (third, last) = (try Samples.day("2026-09-24"), try Samples.day("2026-12-14"))
    #expect(
      try problems(asOf: "2026-06-30", window: "2026-12-15")
        == [.windowClosed(try Samples.day("2026-12-15"), last: last, open: [third, last])])
    #expect(
      try problems(asOf: "2026-06-30", window: "2026-06-29")
        == [.windowPast(try Samples.day("2026-06-29"), asOf: try Samples.day("2026-06-30"), open: [third, last])])
    #expect(
      try problems(asOf: "2026-12-15") == [.noWindowLeft(asOf: try Samples.day("2026-12-15"), last: last)])
  }

  @Test func datesLieAfterTheWindow() throws {
    func outside(_ day: String) throws -> [InvalidReallocation.Problem] {
      [
        .dateOutside(
          try Samples.day(day), first: try Samples.day("2026-09-25"), last: try Samples.day("2027-01-31"))
      ]
    }
    #expect(try problems(asOf: "2026-06-30", date: "2026-09-24") == outside("2026-09-24"))
    #expect(try problems(asOf: "2026-06-30", date: "2026-09-25") == [])
    #expect(try problems(asOf: "2026-06-30", date: "2027-01-31") == [])
    #expect(try problems(asOf: "2026-06-30", date: "2027-02-01") == outside("2027-02-01"))
  }

  @Test func allProblemsAreNamed() throws {
    let found = try problems(asOf: "2026-06-30") {
      $0.objective = .probability(rate: .zero)
      $0.roundTo = .zero
      $0.minMove = Money(dong: -1)
      $0.maxMoves = -1
      $0.lockedProjects = ["P", "Q"]
    }
    #expect(
      found == [
        .unknownProject("Q"), .rateNotPositive, .roundingNotPositive(.zero), .minMoveNegative(Money(dong: -1)),
        .maxMovesNegative(-1),
      ])
  }

  @Test func milestonesMustLieAhead() throws {
    #expect(try problems(asOf: "2026-06-30") { $0.objective = .milestones } == [])
    let inputs = try Samples.inputs(
      Samples.portfolio([Samples.project("P", .completed)], asOf: "2026-06-30"),
      rulebook: NamedRulebook("chi-lang-2026").rulebook)
    #expect(throws: InvalidReallocation(problems: [.noMilestoneAhead(window: try Samples.day("2026-09-24"))])) {
      try ReallocationQuestion(inputs, ReallocationSettings(objective: .milestones))
    }
  }
}
