import Disbursement
import Portfolio
import Rulebook
import Stochastics

/// Makes random portfolios use what they leave alone: states of activities, templates, curves, caps, more sources and drivers.
struct ReferenceVariation {
  private var generator: SplitMix

  init(seed: UInt64) { generator = SplitMix(state: seed ^ 0xA5A5) }

  mutating func inputs(_ portfolio: Portfolio, _ assumptions: Assumptions, _ rulebook: Rulebook) throws
    -> ForecastInputs
  {
    let sources = try varied(portfolio.sources)
    let varied = try Portfolio(
      fiscalYear: portfolio.fiscalYear, asOf: portfolio.asOf, sources: sources,
      projects: portfolio.projects.map { try self.varied($0, asOf: portfolio.asOf) })
    return try Samples.inputs(varied, assumptions: self.varied(assumptions), rulebook: rulebook)
  }

  private mutating func oneIn(_ count: Int) -> Bool { generator.next(below: count) == 0 }

  /// A second revenue-linked source, and one that pays side by side with the province's.
  private mutating func varied(_ sources: [FundingSource]) throws -> [FundingSource] {
    let revenue = FundingSource.Revenue(
      expected: Money(dong: 3_000_000_000),
      monthlyShares: [0.02, 0.02, 0.06, 0.05, 0.05, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.2])
    return sources + [
      FundingSource(id: "lottery", name: "lottery", kind: .revenue(revenue), priority: 1 + generator.next(below: 2)),
      FundingSource(id: "target", name: "target", kind: .transfer, payUntil: try Samples.day("2027-01-20")),
    ]
  }

  private mutating func varied(_ project: Project, asOf: Day) throws -> Project {
    var project = project
    let extra = Money(dong: Int64(1 + generator.next(below: 800)) * 1_000_000)
    if oneIn(2) { project.allocations.append(Allocation(sourceID: oneIn(2) ? "lottery" : "target", plan: extra)) }
    let plan = project.plan
    project.totalInvestment =
      oneIn(3) ? nil : Money(dong: plan.dong + plan.dong / Int64(20 + generator.next(below: 40)))
    if oneIn(3) { project.contractValue = nil }
    if oneIn(3) { project.absorbable = Money(dong: plan.dong / 10 * Int64(8 + generator.next(below: 6))) }
    if oneIn(3) { project.constructionDays = nil }
    if oneIn(3) { project.contractor = "contractor-\(generator.next(below: 2))" }
    if oneIn(4) { project.sCurve = .monthly(cumulative: [0.05, 0.2, 0.45, 0.8, 1]) }
    if oneIn(4) { project.sCurve = nil }
    if oneIn(4) { project.locality = "" }
    vary(progressOf: &project)
    try vary(networkOf: &project, asOf: asOf)
    return project
  }

  /// Never less than what has been paid for.
  private mutating func vary(progressOf project: inout Project) {
    guard oneIn(3) else { return }
    let paid = project.paidToDate.rate(of: project.plan)
    project.progress = min(1, 0.5 + paid + Double(generator.next(below: 50)) / 100)
    if project.group == .newStart { project.outstandingAdvance = Money(dong: project.paidToDate.dong / 2) }
  }

  private mutating func vary(networkOf project: inout Project, asOf: Day) throws {
    guard var activities = project.network?.activities else { return }
    if project.group == .newStart, oneIn(5) {
      project.network = nil
      return
    }
    for index in activities.indices where index == 0 || oneIn(6) {
      // Of an approval that is done its payment is taken to have been made.
      if oneIn(3), !project.group.isPreparation {
        activities[index].state = .done(on: asOf + -generator.next(below: 40))
      } else if oneIn(2) {
        activities[index].state = .active(since: asOf + -generator.next(below: 60))
      }
    }
    project.network = try ActivityNetwork(activities)
  }

  private mutating func varied(_ assumptions: Assumptions) throws -> Assumptions {
    var assumptions = assumptions
    assumptions.calendar.holidays = [
      try Samples.day("2026-02-17"), try Samples.day("2026-04-30"), try Samples.day("2026-09-02"),
    ]
    assumptions.calendar.siteClosures = [try Samples.day("2026-02-10")...Samples.day("2026-02-28")]
    assumptions.templates[.newStart] = try ActivityNetwork([
      Samples.activity("design", .uniform(min: 10, max: 60), days: .working),
      Samples.activity("clearance", .lognormal(median: 60, p90: 150)),
    ])
    assumptions.constructionDays = [.carryOver: 260]
    assumptions.advanceShares = [.newStart: 0.4]
    if oneIn(2) { assumptions.claims.mode = .share }
    if oneIn(2) { assumptions.revenueFactor = try Samples.distribution(.uniform(min: 0.4, max: 1.1)) }
    assumptions.drivers += try drivers()
    return assumptions
  }

  private func drivers() throws -> [RiskDriver] {
    func driver(
      _ id: String, _ scope: RiskDriver.Scope, _ effect: RiskDriver.Effect, on activities: [String],
      _ impact: Distribution.Shape
    ) throws -> RiskDriver {
      RiskDriver(
        id: id, name: BilingualText(vi: id, en: id), scope: scope, probability: 0.35, effect: effect,
        appliesTo: activities, impact: try Samples.distribution(impact))
    }
    return [
      try driver("dispute", .sector, .stoppageDays, on: ["clearance", "file"], .lognormal(median: 10, p90: 30)),
      try driver("ground", .contractor, .durationFactor, on: ["construction"], .quantiles(p10: 1, p50: 1.2, p90: 2)),
      try driver("price", .source, .productivityFactor, on: ["construction", "design"], .normal(mean: 0.8, sd: 0.1)),
      try driver("market", .portfolio, .revenueFactor, on: [], .triangular(min: 0.5, mode: 0.8, max: 1)),
    ]
  }
}
