import Disbursement
import Portfolio
import Rulebook
import Stochastics
import Testing

/// Inputs at the edge of what is accepted: nothing traps, and every result stays within what can be.
struct EdgeCaseTests {
  @Test(arguments: [-3, 0, 1, 2, 3, 5, 255, 257]) func anyNumberOfReplications(count: Int) throws {
    var random = RandomPortfolio(seed: 1)
    let inputs = try Samples.inputs(random.portfolio(projects: 6), assumptions: random.assumptions())
    let forecast = try run(inputs, ForecastSettings(replications: count))
    #expect(forecast.run.replications == max(1, count))
    #expect(forecast.coherentPaths.allSatisfy { $0.replication < max(1, count) })
    if count <= 1 { #expect(forecast.whole.path.allSatisfy { $0.sd == .zero && $0.p5 == $0.p95 }) }
  }

  @Test(arguments: [Int64(0), 1_000]) func nothingLeftToPay(plan: Int64) throws {
    let projects = try ProjectGroup.allCases.map { group in
      var project = try Samples.project(group.rawValue, group, plan: plan)
      project.allocations[0].paidToDate = Money(dong: plan)
      return project
    }
    let forecast = try run(Samples.inputs(Samples.portfolio(projects, asOf: "2026-05-31")))
    #expect(forecast.whole.path.allSatisfy { $0.p5.dong == 6 * plan && $0.p95.dong == 6 * plan })
    #expect(forecast.whole.lapse.mean == .zero && forecast.whole.expectedShortfall == .zero)
    #expect(forecast.milestones.allSatisfy { $0.probability == 1 && $0.expectedShortfall == .zero })
  }

  @Test(arguments: ["2026-12-30", "2026-12-31", "2027-01-15", "2027-01-30", "2027-01-31"], [false, true])
  func theEndOfTheYear(asOf: String, hasMonths: Bool) throws {
    var random = RandomPortfolio(seed: 3, asOf: asOf)
    let drawn = try random.portfolio(projects: 12)
    let portfolio = try Portfolio(
      fiscalYear: drawn.fiscalYear, asOf: drawn.asOf, sources: drawn.sources,
      projects: drawn.projects.map { project in
        var project = project
        for index in project.allocations.indices where hasMonths {
          project.allocations[index].paidByMonth = [4: project.allocations[index].paidToDate]
        }
        return project
      })
    let target = Target(date: portfolio.fiscalYear.lastDay, rate: .one, probability: 0.5)
    let forecast = try run(
      Samples.inputs(portfolio, assumptions: random.assumptions()),
      ForecastSettings(replications: 8, driverReplications: 4, targets: [target]))
    #expect(forecast.whole.path.contains { $0.isActual } == (hasMonths || asOf.hasSuffix("31")))
    #expect(forecast.whole.path.contains { !$0.isActual } == (asOf != "2027-01-31"))
    #expect(try present(forecast.whole.path.last).date == portfolio.fiscalYear.cutOff)
    if asOf == "2027-01-31" { #expect(forecast.whole.lapse.mean == portfolio.plan - portfolio.paidToDate) }
  }

  @Test func everyActivityDone() throws {
    let done = Activity.State.done(on: try Samples.day("2026-03-02"))
    let projects = try ProjectGroup.allCases.map {
      try Samples.project(
        $0.rawValue, $0, constructionDays: 60,
        activities: [Samples.activity("project-approved", .fixed(9), state: done)])
    }
    let forecast = try run(Samples.inputs(Samples.portfolio(projects, asOf: "2026-03-31")))
    for project in forecast.projects {
      #expect(project.networkEnd == nil && project.criticality.isEmpty, "\(project.id)")
      #expect(try paid(project, "2026-06-30") == project.plan, "\(project.id)")
    }
    #expect(forecast.projects.compactMap(\.startDeadline).allSatisfy { $0.level == .met })
    #expect(forecast.projects.flatMap(\.approvalDeadlines).allSatisfy { $0.level == .met })
  }

  @Test(arguments: [
    Distribution.Shape.fixed(1e9), .lognormal(median: 1e9, p90: 1e9), .lognormal(median: 1e-30, p90: 1e9),
    .uniform(min: 1e8, max: 1e9), .pert(min: 0, mode: 1e9, max: 1e9), .quantiles(p10: 0, p50: 1, p90: 1e9),
    .normal(mean: 0, sd: 1e9), .exponential(mean: 1e9),
  ]) func hugeDurations(shape: Distribution.Shape) throws {
    var projects: [Project] = []
    for group in ProjectGroup.allCases {
      for state in [Activity.State.todo, .active(since: try Samples.day("1990-01-01"))] {
        let activities = [
          try Samples.activity("policy-approved", shape, state: state),
          try Samples.activity("project-approved", shape, after: ["policy-approved"], days: .working),
        ]
        projects.append(try Samples.project("P\(projects.count)", group, activities: activities))
      }
    }
    var assumptions = try certain(drivers: [.durationFactor], impact: .fixed(100))
    assumptions.constructionDays = [.newStart: 3_660]
    let forecast = try run(Samples.inputs(Samples.portfolio(projects), assumptions: assumptions))
    if case .fixed = shape { #expect(try present(forecast.whole.path.last).p95 == .zero) }
  }

  @Test func nothingTakesTime() throws {
    let steps = [
      try Samples.activity("policy-approved", .fixed(0), days: .working),
      try Samples.activity("project-approved", .fixed(0), after: ["policy-approved"]),
    ]
    let projects = try ProjectGroup.allCases.map {
      try Samples.project($0.rawValue, $0, constructionDays: 1, activities: steps)
    }
    let drivers: [RiskDriver.Effect] = [.durationFactor, .stoppageDays]
    let forecast = try run(
      Samples.inputs(Samples.portfolio(projects), assumptions: certain(drivers: drivers, impact: .fixed(0))))
    #expect(forecast.projects.allSatisfy { $0.networkEnd?.p90 == forecast.run.asOf })
    #expect(try present(forecast.whole.path.first).p5 == forecast.whole.plan)
  }

  @Test func nobodyWorksOrClaims() throws {
    let zero = try Samples.distribution(.fixed(0))
    let plain = try Samples.ideal()
    var (idle, silent, empty, closed) = (plain, plain, plain, plain)
    idle.productivity = zero
    silent.claims.discipline = zero
    silent.claims.mode = .lump
    empty.claims.coverage = zero
    empty.claims.mode = .lump
    closed.calendar.monthlyWorkability = [Double](repeating: 0, count: 12)
    closed.calendar.siteClosures = [try Samples.day("2025-01-01")...Samples.day("2050-01-01")]
    for assumptions in [idle, silent, empty, closed] {
      let portfolio = try Samples.portfolio([Samples.project("P", .carryOver, constructionDays: 30)])
      let forecast = try run(Samples.inputs(portfolio, assumptions: assumptions))
      #expect(forecast.whole.path.allSatisfy { $0.p95 == .zero })
    }
  }

  @Test func officesClosedForYears() throws {
    var assumptions = try Samples.ideal()
    let first = try Samples.day("2026-01-01")
    assumptions.calendar.holidays = Set((0..<3_660).map { first + $0 })
    assumptions.claims.waitsForTreasury = true
    let review = try Samples.activity("review", .fixed(3), days: .working)
    let portfolio = try Samples.portfolio([Samples.project("P", .completed, activities: [review])])
    let forecast = try run(Samples.inputs(portfolio, assumptions: assumptions))
    #expect(forecast.whole.path.allSatisfy { $0.p95 == .zero })
  }

  @Test func aRulebookThatAsksNothing() throws {
    let rule = try Samples.assumption("note", .statement)
    let rulebook = try Rulebook(
      id: "quiet", title: BilingualText(vi: "", en: ""), fiscalYear: Samples.year(), rules: [rule])
    var random = RandomPortfolio(seed: 2)
    let forecast = try run(
      Samples.inputs(random.portfolio(projects: 12), assumptions: random.assumptions(), rulebook: rulebook))
    #expect(forecast.milestones.isEmpty && forecast.projects.allSatisfy { $0.startDeadline == nil })
    #expect(forecast.checkpoints.count == 13)
  }

  @Test func asManyDriversAsThereMayBe() throws {
    let effects: [RiskDriver.Effect] = [.durationFactor, .stoppageDays, .productivityFactor, .blocked]
    var assumptions = try certain(drivers: (0..<RiskDriver.largestCount).map { effects[$0 % 4] }, impact: .fixed(1.01))
    for index in assumptions.drivers.indices { assumptions.drivers[index].probability = index % 4 == 3 ? 0.01 : 0.5 }
    assumptions.drivers[0].probability = 0
    assumptions.drivers[63].probability = 1
    let portfolio = try Samples.portfolio([Samples.project("P", .newStart, constructionDays: 200)])
    let forecast = try run(
      Samples.inputs(portfolio, assumptions: assumptions), ForecastSettings(replications: 10, driverReplications: 10))
    let drivers = forecast.drivers
    #expect(drivers.drivers.count == 64 && drivers.drivers[0].frequency == 0 && drivers.drivers[63].frequency == 1)
    #expect(forecast.whole.path.allSatisfy { $0.p95 == .zero }, "the last driver blocks everything")
    #expect(abs(drivers.drivers.reduce(drivers.shareWithoutDrivers) { $0 + $1.shareOfShortfall } - 1) < 1e-9)
  }

  @Test func theLargestAmounts() throws {
    let largest = Money.largestInput.dong
    let projects = try (0..<100).map { index in
      try Samples.project(
        "P\(index)", ProjectGroup.allCases[index % 6], plan: largest, source: index % 2 == 0 ? "S" : "land",
        constructionDays: Double(50 + 5 * index))
    }
    let revenue = FundingSource.Revenue(
      expected: .largestInput, factor: try Samples.distribution(.lognormal(median: 1, p90: 1e9)))
    let sources = [
      FundingSource(id: "S", name: "S", kind: .transfer),
      FundingSource(id: "land", name: "land", kind: .revenue(revenue), priority: FundingSource.largestPriority),
    ]
    let forecast = try run(
      Samples.inputs(Samples.portfolio(projects, sources: sources)), ForecastSettings(replications: 5))
    #expect(forecast.whole.plan == .largestTotal)
    let last = try present(forecast.whole.path.last)
    #expect(last.p95 > .largestTotal.half && last.p95 <= .largestTotal)
  }

  @Test func sourcesThatPayNothing() throws {
    let never = FundingSource.Revenue(expected: .zero, factor: try Samples.distribution(.fixed(10)))
    let sources = [
      FundingSource(id: "over", name: "", kind: .transfer, payUntil: try Samples.day("2026-05-31")),
      FundingSource(id: "poor", name: "", kind: .revenue(never)),
      FundingSource(id: "unused", name: "", kind: .transfer),
    ]
    let projects = try ["over", "poor"].map {
      try Samples.project($0, .carryOver, source: $0, constructionDays: 30)
    }
    let forecast = try run(Samples.inputs(Samples.portfolio(projects, asOf: "2026-05-31", sources: sources)))
    #expect(forecast.whole.path.allSatisfy { $0.p95 == .zero })
    let unused = try present(forecast.units[.source]?.first { $0.id == "unused" })
    #expect(unused.plan == .zero && unused.projectCount == 0 && unused.lapse.mean == .zero)
  }

  @Test func oddSettings() throws {
    var random = RandomPortfolio(seed: 8)
    let inputs = try Samples.inputs(random.portfolio(projects: 6), assumptions: random.assumptions())
    let usual = try run(inputs, ForecastSettings(replications: 6, driverReplications: 6))
    for (threads, driverReplications) in [(0, 7), (-5, 6), (1_000, .max)] {
      let settings = ForecastSettings(replications: 6, threads: threads, driverReplications: driverReplications)
      let forecast = try run(inputs, settings)
      #expect(forecast.whole.path == usual.whole.path)
      #expect(forecast.drivers.expectedShortfall == usual.drivers.expectedShortfall)
    }
    #expect(try run(inputs, ForecastSettings(replications: 6, driverReplications: -1)).drivers.drivers.isEmpty)
    let targets = try ["1999-01-01", "2026-06-30", "2026-06-30", "2150-01-01"].map {
      Target(date: try Samples.day($0), rate: .zero, probability: 1)
    }
    let asked = try run(inputs, ForecastSettings(replications: 6, driverReplications: 6, targets: targets))
    #expect(asked.targets.count == 2 && asked.targets.allSatisfy { $0.isMet && $0.probability == 1 })
    #expect(asked.whole.path == usual.whole.path)
  }

  @Test(arguments: [
    SCurve.kumaraswamy(a: 0.1, b: 20), .kumaraswamy(a: 20, b: 0.1), .monthly(cumulative: [1]),
    .monthly(cumulative: [0, 0, 1]), .cubic(c1: 0, c2: 0), .cubic(c1: 1, c2: 1),
  ])
  func steepCurves(curve: SCurve) throws {
    var project = try Samples.project("P", .carryOver, constructionDays: 100)
    project.sCurve = curve
    project.allocations[0].paidToDate = Money(dong: 123_456_789)
    let forecast = try run(Samples.inputs(Samples.portfolio([project], asOf: "2026-06-30")))
    #expect(try present(forecast.whole.path.last).p50 == forecast.whole.plan)
  }

  @Test func advancesAreNeverMoreThanThePlan() throws {
    var project = try Samples.project("P", .newStart, constructionDays: 3_660)
    project.contractValue = .largestInput
    var assumptions = try Samples.ideal()
    assumptions.advanceShares = [.newStart: 1]
    let forecast = try run(Samples.inputs(Samples.portfolio([project]), assumptions: assumptions))
    #expect(try present(forecast.whole.path.first).p50 == forecast.whole.plan)
  }
}

// MARK: What must hold of every forecast

extension EdgeCaseTests {
  private func run(
    _ inputs: ForecastInputs, _ settings: ForecastSettings = ForecastSettings(replications: 8, driverReplications: 4)
  ) throws -> Forecast {
    let forecast = Forecast.run(inputs, settings: settings)
    for (project, stated) in zip(forecast.projects, inputs.portfolio.projects) {
      check(project.path, from: stated.paidToDate, to: stated.plan, project.id)
      for probability in project.criticality.map(\.probability) + project.milestones.map(\.probability) {
        #expect(probability >= 0 && probability <= 1, "\(project.id)")
      }
      for deadline in project.approvalDeadlines + [project.startDeadline].compactMap({ $0 }) {
        #expect(deadline.probability >= 0 && deadline.probability <= 1, "\(project.id)")
        #expect(deadline.p10 <= deadline.p50 && deadline.p50 <= deadline.p90, "\(project.id)")
        #expect(deadline.meanDaysLate >= 0 && deadline.meanDaysLate.isFinite, "\(project.id)")
      }
    }
    check(forecast.whole.path, from: inputs.portfolio.paidToDate, to: inputs.portfolio.plan, "whole")
    for milestone in forecast.milestones {
      #expect(milestone.expectedShortfall >= .zero && milestone.tailShortfall >= milestone.expectedShortfall)
      #expect(milestone.contributions.reduce(.zero) { $0 + $1.amount } == milestone.expectedShortfall)
    }
    for driver in forecast.drivers.drivers {
      #expect(driver.frequency >= 0 && driver.frequency <= 1 && driver.shareOfShortfall.isFinite)
    }
    return forecast
  }

  private func check(_ path: [PathPoint], from paid: Money, to plan: Money, _ name: String) {
    for point in path {
      #expect(point.p5 <= point.p50 && point.p50 <= point.p95 && point.p95 <= plan, "\(name) \(point.date)")
      #expect(point.isActual || point.p5 >= paid, "\(name) \(point.date)")
    }
    for (earlier, later) in zip(path, path.dropFirst()) {
      #expect(earlier.p5 <= later.p5 && earlier.p95 <= later.p95, "\(name) \(later.date)")
    }
  }

  private func paid(_ project: ProjectForecast, _ day: String) throws -> Money {
    let day = try Samples.day(day)
    return try present(project.path.first { $0.date == day }).p50
  }

  /// The ideal with one driver on everything for each effect, certain to strike.
  private func certain(drivers effects: [RiskDriver.Effect], impact: Distribution.Shape) throws -> Assumptions {
    var assumptions = try Samples.ideal()
    assumptions.drivers = try effects.enumerated().map { index, effect in
      RiskDriver(
        id: "driver-\(index)", name: BilingualText(vi: "", en: ""), scope: .project, probability: 1, effect: effect,
        impact: try Samples.distribution(impact))
    }
    return assumptions
  }
}

extension Money {
  fileprivate var half: Money { Money(dong: dong / 2) }
}
