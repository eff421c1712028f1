import Portfolio
import Rulebook
import Stochastics
import Testing

@testable import Disbursement

/// Payment schedules small enough to be made by hand. Work is linear in calendar time, files are paid at once.
@Suite struct ScheduleWorkedCaseTests {
  private func schedule(
    _ projects: [Project], asOf: String = "2025-12-31", sources: [FundingSource]? = nil,
    change: (inout Assumptions) -> Void = { _ in }
  ) throws -> PaymentSchedule {
    var assumptions = try Samples.ideal()
    change(&assumptions)
    let inputs = try Samples.inputs(
      Samples.portfolio(projects, asOf: asOf, sources: sources), assumptions: assumptions)
    return PaymentSchedule.plan(inputs, settings: ScheduleSettings(replications: 0))
  }

  /// Millions paid in each month, where amounts are whole millions.
  private func months(_ path: [Money], _ schedule: PaymentSchedule) -> [Int64] {
    var before: Int64 = 0
    return zip(schedule.checkpoints, path).compactMap { day, amount in
      guard day == Day(endOfMonth: day.month, year: day.year) else { return nil }
      defer { before = amount.dong }
      return (amount.dong - before) / 1_000_000
    }
  }

  private func land(_ millions: Int64) -> FundingSource {
    FundingSource(
      id: "land", name: "land", kind: .revenue(FundingSource.Revenue(expected: Money(dong: millions * 1_000_000))))
  }

  private func settled(_ id: String, _ millions: Int64, source: String, key: Bool = false, weight: Int? = nil) throws
    -> Project
  {
    var project = try Samples.project(id, .completed, plan: millions * 1_000_000, source: source)
    project.isKeyProject = key
    project.weight = weight
    return project
  }

  /// The file is approved at the end of March, the milestone asks for all by 30 June: four equal months. What may be paid any time until
  /// the end of November fills the other months.
  @Test func theLoadIsLevelWithinWhatMilestonesAsk() throws {
    let file = try Samples.project(
      "file", .completed, plan: 1_200_000_000, activities: [Samples.activity("approval", .fixed(90))])
    let study = try Samples.project("study", .preparationOther, plan: 700_000_000)
    let schedule = try schedule([file, study])
    #expect(
      months(schedule.whole.path.planned, schedule) == [100, 100, 300, 300, 300, 300] + [100, 100, 100, 100, 100, 0, 0])
    #expect(months(schedule.projects[0].path.planned, schedule) == [0, 0, 300, 300, 300, 300, 0, 0, 0, 0, 0, 0, 0])
    #expect(schedule.milestones.allSatisfy { $0.isMet && $0.projectsMeeting == $0.projectCount })
  }

  /// December has only what is accepted in December: 31 of 365 days.
  @Test func decemberIsNoHeavierThanItMustBe() throws {
    let road = try Samples.project("road", .carryOver, plan: 365_000_000)
    let schedule = try schedule([road])
    let paid = months(schedule.whole.path.planned, schedule)
    #expect(paid[11] == 31 && paid[12] == 0)
    #expect(schedule.milestones.allSatisfy { $0.isMet })
    #expect(abs(schedule.projects[0].path.payable[0].dong - 31_000_000) <= 365)
  }

  /// 100 million come in each month. The key project is paid in full by 30 June, the other one lacks 200 million, which come in July and August
  /// and are paid evenly from July to November.
  @Test func cashGoesToKeyProjectsFirst() throws {
    let schedule = try schedule(
      try [settled("other", 400, source: "land"), settled("key", 400, source: "land", key: true)],
      sources: [land(1_200)])
    let (other, key) = (schedule.projects[0], schedule.projects[1])
    #expect(key.milestones[0].shortfall == .zero && key.milestones[0].obstacle == nil)
    #expect(other.milestones[0].shortfall == Money(dong: 200_000_000))
    #expect(other.milestones[0].obstacle == .cash(source: "land"))
    #expect(other.milestones[0].remedies == [.cash(source: "land", amount: Money(dong: 200_000_000))])
    #expect(
      months(schedule.whole.path.planned, schedule) == [100, 100, 100, 100, 100, 100, 40, 40, 40, 40, 40, 0, 0])
    #expect(schedule.milestones[0].projectsMeeting == 1 && !schedule.milestones[0].isMet)
  }

  /// The same with 400 million more a year: 200 million more by 30 June.
  @Test func theMissingCashMeetsTheMilestone() throws {
    let projects = try [settled("other", 400, source: "land"), settled("key", 400, source: "land", key: true)]
    #expect(try schedule(projects, sources: [land(1_600)]).milestones[0].isMet)
    #expect(try !schedule(projects, sources: [land(1_599)]).milestones[0].isMet)
  }

  @Test func cashGoesToTheGreaterWeight() throws {
    let schedule = try schedule(
      [settled("light", 400, source: "land", weight: 2), settled("heavy", 400, source: "land", weight: 3)],
      sources: [land(1_200)])
    #expect(schedule.projects.map { $0.milestones[0].shortfall.dong } == [200_000_000, 0])
  }

  /// Equal projects share what there is.
  @Test func equalProjectsShareCash() throws {
    let schedule = try schedule(
      [settled("one", 300, source: "land"), settled("two", 600, source: "land")], sources: [land(1_200)])
    #expect(schedule.projects.map { $0.milestones[0].shortfall.dong } == [100_000_000, 200_000_000])
  }

  private func newStart(until end: Double, days: Double = 60) throws -> Project {
    try Samples.project(
      "P", .newStart, plan: 600_000_000, constructionDays: days, activities: [Samples.activity("design", .fixed(end))])
  }

  private func milestone(_ rule: String, _ schedule: PaymentSchedule) throws -> ProjectMilestonePlan {
    try #require(schedule.projects[0].milestones.first { $0.ruleID == rule })
  }

  /// 40 % of 60 days are 24 days: the work must begin by the end of day 249 to be there on 30 September, day 273. From day 260 on it has 13
  /// days and needs 24/13 of the pace.
  @Test func startsTooLate() throws {
    let late = try milestone("G3-0930", schedule([newStart(until: 260)]))
    let nominal = try Samples.day("2026-09-17")
    #expect(late.obstacle == .startsTooLate(nominal: nominal))
    let last = try Samples.day("2026-09-06")
    #expect(late.remedies == [.startBy(last), .pace(1.85)])
    #expect(try milestone("G3-0930", schedule([newStart(until: 249)])).shortfall == .zero)
    #expect(try milestone("G3-0930", schedule([newStart(until: 250)])).shortfall > .zero)
    #expect(try milestone("G3-0930", schedule([newStart(until: 260, days: 60 / 1.85)])).shortfall == .zero)
    #expect(try milestone("G3-0930", schedule([newStart(until: 260, days: 60 / 1.84)])).shortfall > .zero)
  }

  /// 365 of 400 days of work by the end of the year.
  @Test func worksTooSlowly() throws {
    func road(days: Double) throws -> Project {
      try Samples.project("P", .carryOver, plan: 400_000_000, constructionDays: days)
    }
    let slow = try milestone("G2-1231", schedule([road(days: 400)]))
    #expect(slow.planned == Money(dong: 365_000_000))
    #expect(slow.obstacle == .worksTooSlowly && slow.remedies == [.pace(1.1)])
    #expect(try milestone("G2-1231", schedule([road(days: 400 / 1.1)])).shortfall == .zero)
    #expect(try milestone("G2-1231", schedule([road(days: 400 / 1.09)])).shortfall > .zero)
    #expect(try milestone("G2-0930", schedule([road(days: 400)])).shortfall == .zero)
  }

  @Test func tooLittleWork() throws {
    var road = try Samples.project("P", .carryOver, plan: 400_000_000)
    road.absorbable = Money(dong: 220_000_000)
    let little = try milestone("G2-0930", schedule([road]))
    #expect(little.obstacle == .tooLittleWork(value: Money(dong: 220_000_000)) && little.remedies.isEmpty)
    #expect(try milestone("G2-0630", schedule([road])).shortfall > .zero)
    #expect(try milestone("G2-0630", schedule([road])).obstacle == .worksTooSlowly)
  }

  @Test func ceilingOfTheTotalInvestment() throws {
    var file = try Samples.project("P", .completed, plan: 500_000_000)
    file.totalInvestment = Money(dong: 900_000_000)
    file.paidBeforeYear = Money(dong: 600_000_000)
    let capped = try milestone("G1-0630", schedule([file]))
    #expect(capped.planned <= Money(dong: 300_000_000) && capped.planned >= Money(dong: 299_999_000))
    #expect(capped.obstacle == .ceiling(limit: Money(dong: 300_000_000)) && capped.remedies.isEmpty)
  }

  /// The source pays until 31 May, the file is approved on 9 June; approved by 31 May it would be paid.
  @Test func sourceClosed() throws {
    let day = try Samples.day("2026-05-31")
    let file = try Samples.project(
      "P", .completed, plan: 500_000_000, activities: [Samples.activity("approval", .fixed(160))])
    let schedule = try schedule(
      [file], sources: [FundingSource(id: "S", name: "S", kind: .transfer, payUntil: day)])
    let closed = try milestone("G1-0630", schedule)
    #expect(closed.planned == .zero)
    #expect(closed.obstacle == .sourceClosed(source: "S", lastDay: day))
    #expect(closed.remedies == [.startBy(day)])
  }

  /// One of two equal roads does 182 of 500 days by 30 June (36.2 %), the other one all of its work by then; of the group 60 % are asked by
  /// 30 September.
  @Test func aGroupIsHelpedByMembersThatAreAhead() throws {
    let slow = try Samples.project("slow", .carryOver, plan: 500_000_000, constructionDays: 500)
    let fast = try Samples.project("fast", .carryOver, plan: 500_000_000, constructionDays: 150)
    let schedule = try schedule([slow, fast])
    let third = try #require(schedule.milestones.first { $0.ruleID == "G2-0930" })
    #expect(third.isMet && third.projectsMeeting == 1 && third.projectCount == 2)
    // 60 % of a thousand million; of the slow one 273 of 500.
    #expect(third.planned >= Money(dong: 600_000_000))
    #expect(schedule.projects[1].path.planned[8] >= Money(dong: 327_000_000))
    #expect(schedule.projects[0].milestones.map(\.shortfall.dong) == [0, 27_000_000, 135_000_000])
  }

  /// A plan made in June keeps what has been paid by month and plans the rest.
  @Test func fromActuals() throws {
    var road = try Samples.project("P", .carryOver, plan: 600_000_000, constructionDays: 100)
    road.allocations[0].paidToDate = Money(dong: 240_000_000)
    road.allocations[0].paidByMonth = [2: Money(dong: 90_000_000), 5: Money(dong: 150_000_000)]
    let schedule = try schedule([road], asOf: "2026-06-15")
    #expect(schedule.pastCount == 5)
    #expect(schedule.checkpoints[4] == Day(endOfMonth: 5, year: 2026))
    #expect(schedule.whole.path.planned.prefix(5).map { $0.dong / 1_000_000 } == [0, 90, 90, 90, 240])
    #expect(schedule.projects[0].milestones.map(\.shortfall) == [.zero, .zero, .zero])
    #expect(schedule.whole.path.planned.last == Money(dong: 600_000_000))
  }

  @Test func withoutMonthlyActualsThePastIsNotStated() throws {
    var road = try Samples.project("P", .carryOver, plan: 600_000_000, constructionDays: 100)
    road.allocations[0].paidToDate = Money(dong: 240_000_000)
    let schedule = try schedule([road], asOf: "2026-06-15")
    #expect(schedule.pastCount == 0 && schedule.checkpoints.first == Day(endOfMonth: 6, year: 2026))
    #expect(schedule.whole.path.planned[0] > Money(dong: 240_000_000))
  }

  /// Design takes 40 days, the tender 20 after it, construction 60 more. One activity is under way, one done.
  @Test func activities() throws {
    let project = try Samples.project(
      "P", .newStart, constructionDays: 60,
      activities: [
        Samples.activity("policy", .fixed(10), state: .done(on: Samples.day("2025-11-20"))),
        Samples.activity("design", .fixed(40), after: ["policy"], state: .active(since: Samples.day("2025-12-11"))),
        Samples.activity("tender", .fixed(20), after: ["design"]),
      ])
    let schedule = try schedule([project])
    let wanted = try [
      activity("policy", "2025-11-20", "2025-11-20", isDone: true), activity("design", "2025-12-11", "2026-01-20"),
      activity("tender", "2026-01-20", "2026-02-09"),
    ]
    #expect(schedule.projects[0].activities == wanted)
    let construction = try activity("construction", "2026-02-09", "2026-04-10")
    #expect(schedule.projects[0].construction == construction)
  }

  private func activity(
    _ name: String, _ start: String, _ finish: String, isDone: Bool = false
  ) throws -> ScheduledActivity {
    ScheduledActivity(name: name, start: try Samples.day(start), finish: try Samples.day(finish), isDone: isDone)
  }

  /// Construction of 500 days from the as-of day goes on into the next year.
  @Test func constructionMayGoBeyondTheYear() throws {
    let slow = try Samples.project("slow", .carryOver, constructionDays: 500)
    let finish = try Samples.day("2027-05-15")
    #expect(try schedule([slow]).projects[0].construction?.finish == finish)
    #expect(try schedule([settled("file", 5, source: "S")]).projects[0].construction == nil)
  }
}
