import Disbursement
import Portfolio
import Rulebook
import Stochastics
import Testing

/// Cases that a second reading of the rules of motion found, each worked out by hand.
struct WorkedCaseTests {
  private func run(
    _ portfolio: Portfolio, _ assumptions: Assumptions? = nil, _ rulebook: Rulebook? = nil,
    settings: ForecastSettings = ForecastSettings(replications: 8)
  ) throws -> Forecast {
    Forecast.run(try Samples.inputs(portfolio, assumptions: assumptions, rulebook: rulebook), settings: settings)
  }
  private func paid(_ f: Forecast, _ id: String, _ day: String) throws -> Int64 {
    let wanted = try Samples.day(day)
    return try present(f.projects.first { $0.id == id }?.path.first { $0.date == wanted }).p50.dong
  }
  private func driver(_ effect: RiskDriver.Effect, on a: [String], _ impact: Distribution.Shape, p: Double = 1) throws
    -> RiskDriver
  {
    RiskDriver(
      id: "d", name: BilingualText(vi: "d", en: "d"), scope: .portfolio, probability: p, effect: effect, appliesTo: a,
      impact: try Samples.distribution(impact))
  }
  private func rules(_ extra: [Rule]) throws -> Rulebook {
    try Rulebook(id: "t", title: BilingualText(vi: "", en: ""), fiscalYear: Samples.year(), rules: extra)
  }

  @Test func treasury() throws {
    // Approved on Saturday 27 June: two working days later is Tuesday 30 June.
    let p = try Samples.project("P", .completed, activities: [Samples.activity("approval", .fixed(178))])
    var a = try Samples.ideal(); a.claims.waitsForTreasury = true
    let f = try run(Samples.portfolio([p]), a)
    #expect(try present(f.projects[0].networkEnd).p50.description == "2026-06-27")
    #expect(try paid(f, "P", "2026-06-30") == 1_000_000_000)
  }
  @Test func treasuryAtTheAsOfDay() throws {
    // As of Friday 26 June; approved on Sunday 28 June.
    let p = try Samples.project("P", .completed, activities: [Samples.activity("approval", .fixed(2))])
    var a = try Samples.ideal(); a.claims.waitsForTreasury = true
    let f = try run(Samples.portfolio([p], asOf: "2026-06-26"), a)
    #expect(try paid(f, "P", "2026-06-30") == 1_000_000_000)
  }
  @Test func constructionStoppageLeavesSettlementAlone() throws {
    let p = try Samples.project("P", .completed, activities: [Samples.activity("approval", .fixed(150))])
    let q = try Samples.project(
      "Q", .preparationNewStart, activities: [Samples.activity("project-approved", .fixed(150))])
    var a = try Samples.ideal(); a.drivers = [try driver(.stoppageDays, on: ["construction"], .fixed(60))]
    let f = try run(Samples.portfolio([p, q]), a)
    #expect(try paid(f, "P", "2026-06-30") == 1_000_000_000)
    #expect(try paid(f, "Q", "2026-06-30") == 1_000_000_000)
  }
  @Test func stoppageDelaysApprovalsAndTheirDeadlines() throws {
    let q = try Samples.project(
      "Q", .preparationNewStart, activities: [Samples.activity("project-approved", .fixed(80))])
    var a = try Samples.ideal(); a.drivers = [try driver(.stoppageDays, on: [], .fixed(60))]
    let f = try run(Samples.portfolio([q]), a)
    #expect(try paid(f, "Q", "2026-03-31") == 0)
    #expect(f.projects[0].approvalDeadlines[0].probability == 0)
    #expect(try present(f.projects[0].networkEnd).p50.description == "2026-05-20")
  }
  @Test func paidAheadOfProgress() throws {
    var p = try Samples.project("P", .carryOver, constructionDays: 365)
    p.allocations[0].paidToDate = Money(dong: 500_000_000)
    p.progress = 0.2
    let f = try run(Samples.portfolio([p], asOf: "2026-06-30"))
    // 92 of 365 days do 0.8 · 92/365 = 0.2 more of the work: 0.4 accepted, 0.5 paid.
    #expect(try paid(f, "P", "2026-09-30") == 500_000_000)
  }
  @Test func approvedAndPaidOnce() throws {
    var p = try Samples.project(
      "P", .preparationNewStart,
      activities: [
        Samples.activity("policy-approved", .fixed(10), state: .done(on: Samples.day("2026-02-01"))),
        Samples.activity("project-approved", .fixed(100), after: ["policy-approved"]),
      ])
    p.allocations[0].paidToDate = Money(dong: 300_000_000)
    let f = try run(Samples.portfolio([p], asOf: "2026-03-31"))
    #expect(try paid(f, "P", "2026-06-30") == 300_000_000)
  }
  @Test func pastMilestoneCounts() throws {
    var p = try Samples.project("P", .completed)
    p.allocations[0].paidToDate = p.plan
    let f = try run(Samples.portfolio([p], asOf: "2026-06-30"))
    let m = try present(f.milestones.first { $0.ruleID == "G1-0630" })
    #expect(m.probability == 1 && m.level == .met)
    #expect(m.projectsExpectedToMeet == 1)
    #expect(f.projects[0].milestones.count == 1)
  }
  @Test func roundingKeepsTheTotalInvestment() throws {
    var p = try Samples.project("P", .carryOver, plan: 1_001)
    p.allocations.append(Allocation(sourceID: "T", plan: Money(dong: 1_001)))
    p.totalInvestment = Money(dong: 2_002)
    p.paidBeforeYear = Money(dong: 1_001)
    let sources = ["S", "T"].map { FundingSource(id: $0, name: $0, kind: .transfer) }
    let f = try run(Samples.portfolio([p], sources: sources))
    #expect(try paid(f, "P", "2027-01-31") <= 1_001)
  }
  @Test func noAdvanceAfterTheYear() throws {
    let p = try Samples.project("P", .newStart, constructionDays: 300, activities: [])
    var a = try Samples.ideal(); a.advanceShares = [.newStart: 0.3]
    for asOf in ["2026-12-31", "2027-01-10"] {
      let f = try run(Samples.portfolio([p], asOf: asOf), a)
      #expect(try paid(f, "P", "2027-01-31") == 0, "\(asOf)")
    }
  }
  @Test func versionsOfOneRule() throws {
    var first = try Samples.assumption(
      "M", .milestone(group: .carryOver, date: Samples.day("2026-06-30"), share: present(Ratio(0.3))))
    first.expires = try Samples.day("2026-06-30")
    var second = try Samples.assumption(
      "M", .milestone(group: .carryOver, date: Samples.day("2026-12-31"), share: .one))
    second.effective = try Samples.day("2026-07-01")
    // A is late for June and complete in December; B keeps June and misses December.
    let a = try Samples.project(
      "A", .carryOver, constructionDays: 100, activities: [Samples.activity("wait", .fixed(200))])
    let b = try Samples.project("B", .carryOver, constructionDays: 500)
    let f = try run(Samples.portfolio([a, b]), nil, rules([first, second]))
    let december = try present(f.milestones.last)
    #expect(december.contributions.first { $0.projectID == "A" }?.amount == .zero)
    let june = try present(f.milestones.first)
    #expect(june.contributions.first { $0.projectID == "A" }?.amount.dong == 300_000_000)
  }
  @Test func capOfThePlan() throws {
    let p = try Samples.project("P", .carryOver, constructionDays: 100)
    let book = try rules([Samples.assumption("cap", .cap(.paidOfPlan, value: 0.9))])
    let f = try run(Samples.portfolio([p]), nil, book)
    #expect(try paid(f, "P", "2026-12-31") <= 900_000_000)
  }
  @Test func pastMilestoneInsideAMonth() throws {
    let book = try rules([
      Samples.assumption("M", .milestone(group: .carryOver, date: Samples.day("2026-06-15"), share: .one))
    ])
    var p = try Samples.project("P", .carryOver, constructionDays: 100)
    p.allocations[0].paidToDate = Money(dong: 5); p.allocations[0].paidByMonth = [3: Money(dong: 5)]
    let f = try run(Samples.portfolio([p], asOf: "2026-06-30"), nil, book)
    #expect(!f.milestones.isEmpty || f.notes.contains(.pastUnknown))
  }
  @Test func trap() throws {
    let p = try Samples.project(
      "P", .newStart,
      activities: [
        Samples.activity("a", .lognormal(median: 1e-30, p90: 1e9), state: .active(since: Samples.day("2020-01-01")))
      ])
    let f = try run(Samples.portfolio([p]))
    #expect(f.projects.count == 1)
  }
}
