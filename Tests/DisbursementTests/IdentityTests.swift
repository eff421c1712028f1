import Disbursement
import Portfolio
import Rulebook
import Stochastics
import Testing

/// The identities of section 10 of the model, each over many seeds.
struct IdentityTests {
  private static let seeds = Array(1...12).map(UInt64.init)
  private static let settings = ForecastSettings(replications: 240, seed: 3, threads: 2, driverReplications: 0)

  @Test(arguments: seeds) func paidNeverExceedsThePlanAndNeverFalls(seed: UInt64) throws {
    let (forecast, portfolio) = try run(seed: seed, projects: 30)
    for (project, stated) in zip(forecast.projects, portfolio.projects) {
      let room = stated.totalInvestment.map { $0 - stated.paidBeforeYear } ?? stated.plan
      for point in project.path {
        #expect(point.p95 <= min(stated.plan, room) && point.p5 >= stated.paidToDate, "seed \(seed) \(project.id)")
      }
      for (earlier, later) in zip(project.path, project.path.dropFirst()) {
        #expect(earlier.p5 <= later.p5 && earlier.p50 <= later.p50 && earlier.p95 <= later.p95, "seed \(seed)")
        #expect(earlier.mean <= later.mean, "seed \(seed) \(project.id)")
      }
    }
    for path in forecast.coherentPaths {
      for (earlier, later) in zip(path.disbursed, path.disbursed.dropFirst()) { #expect(earlier <= later) }
    }
  }

  @Test(arguments: seeds) func partsAddUpToTheWhole(seed: UInt64) throws {
    let (forecast, _) = try run(seed: seed, projects: 24)
    // With one replication every figure is that replication's, so sums of means are sums of amounts.
    let (single, _) = try run(
      seed: seed, projects: 24, settings: ForecastSettings(replications: 1, seed: seed, driverReplications: 0))
    for dimension in Dimension.allCases {
      let units = try present(single.units[dimension])
      for (checkpoint, point) in single.whole.path.enumerated() {
        let sum = units.reduce(Money.zero) { $0 + $1.path[checkpoint].p50 }
        #expect(sum == point.p50, "seed \(seed) \(dimension)")
      }
      #expect(units.reduce(Money.zero) { $0 + $1.plan } == single.whole.plan)
    }
    for milestone in forecast.milestones {
      let sum = milestone.contributions.reduce(Money.zero) { $0 + $1.amount }
      #expect(sum == milestone.expectedShortfall, "seed \(seed) \(milestone.ruleID)")
    }
    #expect(abs(forecast.projects.reduce(0) { $0 + $1.shareOfShortfall } - 1) < 1e-9)
    #expect(abs(forecast.projects.reduce(0) { $0 + $1.shareOfTailShortfall } - 1) < 1e-9)
  }

  @Test(arguments: seeds.prefix(4)) func driverSharesAddUp(seed: UInt64) throws {
    var settings = Self.settings
    settings.driverReplications = 64
    let (forecast, _) = try run(seed: seed, projects: 12, settings: settings)
    let sum = forecast.drivers.drivers.reduce(forecast.drivers.shareWithoutDrivers) { $0 + $1.shareOfShortfall }
    #expect(abs(sum - 1) < 1e-9, "seed \(seed)")
  }

  @Test(arguments: seeds) func withoutNoiseAReplicationIsTheNominalSchedule(seed: UInt64) throws {
    var random = RandomPortfolio(seed: seed)
    let portfolio = try random.portfolio(projects: 24)
    var assumptions = try random.assumptions()
    assumptions.drivers = []
    assumptions.systemic = Assumptions.Systemic(duration: 0, productivity: 0, discipline: 0)
    assumptions.claims.mode = .share
    assumptions.productivity = try fixed(assumptions.productivity)
    assumptions.claims.discipline = try fixed(assumptions.claims.discipline)
    assumptions.revenueFactor = try fixed(assumptions.revenueFactor)
    let still = try Portfolio(
      fiscalYear: portfolio.fiscalYear, asOf: portfolio.asOf,
      sources: portfolio.sources.map { try withoutNoise($0) }, projects: portfolio.projects.map { try withoutNoise($0) }
    )
    let forecast = Forecast.run(try Samples.inputs(still, assumptions: assumptions), settings: Self.settings)
    for project in forecast.projects {
      for (point, nominal) in zip(project.path, project.nominalPath) {
        #expect(point.p5 == nominal && point.p95 == nominal, "seed \(seed) \(project.id) \(point.date)")
      }
    }
  }

  @Test(arguments: seeds) func moreDelayNeverPaysMore(seed: UInt64) throws {
    var random = RandomPortfolio(seed: seed)
    let portfolio = try random.portfolio(projects: 18)
    let assumptions = try random.assumptions()
    var slower = assumptions
    slower.productivity = try Samples.distribution(.lognormal(median: 0.8, p90: 1.2))
    var late = assumptions
    late.drivers =
      assumptions.drivers + [
        RiskDriver(
          id: "late", name: BilingualText(vi: "", en: ""), scope: .project, probability: 1, effect: .durationFactor,
          impact: try Samples.distribution(.uniform(min: 1, max: 2)))
      ]
    let assured = try assuredOnly(portfolio)
    // One replication at a time, so that amounts are compared replication by replication.
    for draw in 1...20 {
      let settings = ForecastSettings(replications: 1, seed: UInt64(draw), driverReplications: 0)
      let base = Forecast.run(try Samples.inputs(assured, assumptions: assumptions), settings: settings)
      for worse in [slower, late] {
        let other = Forecast.run(try Samples.inputs(assured, assumptions: worse), settings: settings)
        for (left, right) in zip(base.projects, other.projects) {
          for (earlier, later) in zip(left.path, right.path) {
            #expect(later.p50 <= earlier.p50, "seed \(seed) draw \(draw) \(left.id) \(earlier.date)")
          }
        }
      }
    }
  }

  @Test(arguments: seeds) func addingAProjectChangesNoOther(seed: UInt64) throws {
    var random = RandomPortfolio(seed: seed)
    let portfolio = try assuredOnly(try random.portfolio(projects: 12))
    let assumptions = try random.assumptions()
    let fewer = try Portfolio(
      fiscalYear: portfolio.fiscalYear, asOf: portfolio.asOf, sources: portfolio.sources,
      projects: Array(portfolio.projects.dropFirst(5)))
    let all = Forecast.run(try Samples.inputs(portfolio, assumptions: assumptions), settings: Self.settings)
    let some = Forecast.run(try Samples.inputs(fewer, assumptions: assumptions), settings: Self.settings)
    for (left, right) in zip(all.projects.dropFirst(5), some.projects) {
      #expect(left.path == right.path && left.milestones == right.milestones, "seed \(seed) \(left.id)")
    }
  }

  @Test(arguments: seeds.prefix(6)) func actualsAreReproduced(seed: UInt64) throws {
    var random = RandomPortfolio(seed: seed, asOf: "2026-06-30")
    let portfolio = try random.portfolio(projects: 18)
    let forecast = Forecast.run(
      try Samples.inputs(portfolio, assumptions: try random.assumptions()), settings: Self.settings)
    let asOf = portfolio.asOf
    for (project, stated) in zip(forecast.projects, portfolio.projects) {
      let point = try present(project.path.first { $0.date == asOf })
      #expect(point.isActual && point.mean == stated.paidToDate && point.sd == .zero)
      for milestone in project.milestones where milestone.date == asOf {
        #expect(milestone.standardError == 0 && (milestone.probability == 0 || milestone.probability == 1))
        #expect((milestone.probability == 1) == (stated.paidToDate >= milestone.required))
      }
    }
  }

  @Test(arguments: seeds.prefix(6)) func aSourceNeverPaysMoreThanItCollects(seed: UInt64) throws {
    var random = RandomPortfolio(seed: seed)
    var portfolio = try random.portfolio(projects: 24)
    let cash = Int64(1_000_000_000)
    portfolio = try Portfolio(
      fiscalYear: portfolio.fiscalYear, asOf: portfolio.asOf,
      sources: portfolio.sources.map { source in
        var source = source
        if source.isRevenueLinked {
          source.kind = .revenue(
            FundingSource.Revenue(expected: Money(dong: cash), factor: try Samples.distribution(.fixed(1))))
        }
        return source
      }, projects: portfolio.projects)
    var assumptions = try random.assumptions()
    assumptions.drivers = assumptions.drivers.filter { $0.effect != .revenueFactor }
    let forecast = Forecast.run(try Samples.inputs(portfolio, assumptions: assumptions), settings: Self.settings)
    let land = try present(forecast.units[.source]?.first { $0.id == "land" })
    #expect(land.plan.dong > cash, "the plan must exceed the cash for this test to say something")
    for point in land.path {
      let month = point.date > portfolio.fiscalYear.lastDay ? 12 : point.date.month
      #expect(point.p95.dong <= cash * Int64(month) / 12 + 30, "seed \(seed) \(point.date)")
    }
    #expect(try present(land.path.last).p50.dong > cash * 8 / 10, "what is collected is used")
  }

  @Test func keyProjectsAreServedFirst() throws {
    var first = try Samples.project("later", .carryOver, plan: 1_000_000_000, source: "land", constructionDays: 30)
    var second = try Samples.project("key", .carryOver, plan: 1_000_000_000, source: "land", constructionDays: 30)
    second.isKeyProject = true
    first.name = "later"
    let revenue = FundingSource.Revenue(
      expected: Money(dong: 1_200_000_000), factor: try Samples.distribution(.fixed(1)))
    let portfolio = try Samples.portfolio(
      [first, second], sources: [FundingSource(id: "land", name: "land", kind: .revenue(revenue))])
    let forecast = Forecast.run(try Samples.inputs(portfolio), settings: ForecastSettings(replications: 4))
    // After six months 600 million has come in, all for the key project; at the end 200 million is left for the other.
    let june = try Samples.day("2026-06-30")
    func paid(_ id: String, _ day: Day) throws -> Int64 {
      try present(forecast.projects.first { $0.id == id }?.path.first { $0.date == day }).p50.dong
    }
    #expect(abs(try paid("key", june) - 600_000_000) < 3_000)
    #expect(try paid("later", june) < 1_000)
    let last = portfolio.fiscalYear.lastDay
    #expect(abs(try paid("key", last) - 1_000_000_000) < 1_000)
    #expect(abs(try paid("later", last) - 200_000_000) < 3_000)
  }

  private func run(
    seed: UInt64, projects: Int, settings: ForecastSettings = IdentityTests.settings
  ) throws -> (Forecast, Portfolio) {
    var random = RandomPortfolio(seed: seed)
    let portfolio = try random.portfolio(projects: projects)
    let inputs = try Samples.inputs(portfolio, assumptions: try random.assumptions())
    return (Forecast.run(inputs, settings: settings), portfolio)
  }

  private func assuredOnly(_ portfolio: Portfolio) throws -> Portfolio {
    try Portfolio(
      fiscalYear: portfolio.fiscalYear, asOf: portfolio.asOf,
      sources: portfolio.sources.map { source in
        var source = source
        source.kind = .transfer
        return source
      }, projects: portfolio.projects)
  }

  private func fixed(_ distribution: Distribution) throws -> Distribution {
    try Samples.distribution(.fixed(distribution.median))
  }

  private func withoutNoise(_ source: FundingSource) throws -> FundingSource {
    guard case .revenue(var revenue) = source.kind else { return source }
    revenue.factor = try revenue.factor.map { try fixed($0) }
    var source = source
    source.kind = .revenue(revenue)
    return source
  }

  private func withoutNoise(_ project: Project) throws -> Project {
    guard let network = project.network else { return project }
    var project = project
    project.network = try ActivityNetwork(
      network.activities.map { activity in
        var activity = activity
        activity.duration = try fixed(activity.duration)
        return activity
      })
    return project
  }
}

extension IdentityTests {
  @Test func aPastMilestoneIsJudgedOnItsDay() throws {
    func project(_ id: String, june: Int64, july: Int64) throws -> Project {
      var project = try Samples.project(id, .carryOver)
      project.allocations[0].paidToDate = Money(dong: june + july)
      project.allocations[0].paidByMonth = [6: Money(dong: june), 7: Money(dong: july)]
      return project
    }
    let portfolio = try Samples.portfolio(
      [
        project("early", june: 300_000_000, july: 0), project("late", june: 299_999_999, july: 500_000_000),
        project("unpaid", june: 0, july: 0),
      ], asOf: "2026-07-31")
    let forecast = Forecast.run(try Samples.inputs(portfolio), settings: ForecastSettings(replications: 4))
    let levels = try forecast.projects.map { try present($0.milestones.first { $0.ruleID == "G2-0630" }) }
    #expect(levels.map(\.level) == [.met, .willMiss, .willMiss])
    #expect(levels.map(\.probability) == [1, 0, 0])
    let group = try present(forecast.milestones.first { $0.ruleID == "G2-0630" })
    #expect(group.level == .willMiss && group.projectsExpectedToMeet == 1)
    #expect(group.expectedDisbursed.dong == 599_999_999)
    #expect(group.contributions.reduce(Money.zero) { $0 + $1.amount } == group.expectedShortfall)
  }
}
