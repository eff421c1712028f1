import Disbursement
import Portfolio
import Rulebook
import Stochastics
import Testing

/// Results that are known exactly (published or computed by hand), within four Monte Carlo standard errors.
struct ExactResultsTests {
  private let settings = ForecastSettings(replications: 4_000, seed: 7, threads: 2)

  @Test func delayShift() throws {
    let delay = try Samples.activity("handover", .uniform(min: 0, max: 182.5))
    let portfolio = try Samples.portfolio([
      Samples.project("P1", .carryOver, constructionDays: 365, activities: [delay])
    ])
    let forecast = Forecast.run(try Samples.inputs(portfolio), settings: settings)
    // Day 181 is 30 June, day 273 is 30 September: the exact figures in days instead of months of equal length.
    let rows: [(rule: String, time: Double, share: Double)] = [("G2-0630", 181, 0.3), ("G2-0930", 273, 0.6)]
    for row in rows {
      let milestone = try present(forecast.milestones.first { $0.ruleID == row.rule })
      let latest = row.time - 365 * row.share
      let probability = latest / 182.5
      let worst = row.share - (row.time - 182.5) / 365
      let shortfall = worst * worst * 365 / (2 * 182.5) * 1e9
      #expect(abs(milestone.probability - probability) < 4 * milestone.standardError, "\(row.rule)")
      #expect(
        abs(Double(milestone.expectedShortfall.dong) - shortfall) < 4 * Double(milestone.expectedShortfallError.dong),
        "\(row.rule)")
    }
  }

  @Test(arguments: [1, 2, 10]) func mergeBias(parallel count: Int) throws {
    let activities = try (1...count).map {
      try Samples.activity("step-\($0)", .triangular(min: 20, mode: 30, max: 50))
    }
    // 35 days before 30 June.
    let portfolio = try Samples.portfolio(
      [Samples.project("P1", .newStart, constructionDays: 100, activities: activities)], asOf: "2026-05-26")
    let forecast = Forecast.run(try Samples.inputs(portfolio), settings: settings)
    let deadline = try present(forecast.projects.first?.startDeadline)
    var exact = 1.0
    for _ in 0..<count { exact *= 0.625 }
    #expect(abs(deadline.probability - exact) < 4 * deadline.standardError)
    let criticality = try present(forecast.projects.first).criticality
    let sum = criticality.reduce(0) { $0 + $1.probability }
    #expect(abs(sum - 1) < 0.01, "one of independent parallel activities is critical")
  }

  @Test func driverOnTheWholePortfolio() throws {
    var assumptions = try Samples.ideal()
    assumptions.drivers = [
      RiskDriver(
        id: "storm", name: BilingualText(vi: "bão", en: "storm"), scope: .portfolio, probability: 0.3,
        effect: .stoppageDays, impact: try Samples.distribution(.fixed(73)))
    ]
    let portfolio = try Samples.portfolio([
      Samples.project("P1", .carryOver, constructionDays: 365),
      Samples.project("P2", .carryOver, constructionDays: 365),
    ])
    let forecast = Forecast.run(try Samples.inputs(portfolio, assumptions: assumptions), settings: settings)
    let milestone = try present(forecast.milestones.first { $0.ruleID == "G2-1231" })
    #expect(abs(milestone.probability - 0.7) < 4 * milestone.standardError)
    // 73 days of 365 lost: a fifth of both plans.
    #expect(milestone.shortfallGivenFailure.dong == 400_000_000)
    let driver = try present(forecast.drivers.drivers.first)
    #expect(driver.shareOfShortfall == 1)
    #expect(abs(Double(driver.meanEffect.dong) - 0.3 * 4e8) < 4 * Double(driver.meanEffectError.dong))
    #expect(forecast.drivers.shareWithoutDrivers == 0)
  }

  @Test func lumpsAtApprovals() throws {
    let chain = [
      try Samples.activity("policy-approved", .fixed(59)),
      try Samples.activity("project-approved", .fixed(31), after: ["policy-approved"]),
    ]
    let portfolio = try Samples.portfolio([Samples.project("P1", .preparationNewStart, activities: chain)])
    let forecast = Forecast.run(try Samples.inputs(portfolio), settings: ForecastSettings(replications: 8))
    let path = try present(forecast.projects.first).path
    func paid(_ day: String) throws -> Int64 {
      let wanted = try Samples.day(day)
      return try present(path.first { $0.date == wanted }).p50.dong
    }
    #expect(try paid("2026-01-31") == 0)
    #expect(try paid("2026-02-28") == 300_000_000)
    #expect(try paid("2026-03-31") == 1_000_000_000)
    let deadline = try present(forecast.projects.first?.approvalDeadlines.first)
    #expect(deadline.probability == 1)
    #expect(deadline.p50.description == "2026-03-31")
  }

  @Test func workingDays() throws {
    // 31 December 2025 is a Wednesday: five office days end on Wednesday 7 January.
    let project = try Samples.project(
      "P1", .newStart, constructionDays: 100, activities: [Samples.activity("review", .fixed(5), days: .working)])
    let forecast = Forecast.run(
      try Samples.inputs(Samples.portfolio([project])), settings: ForecastSettings(replications: 4))
    #expect(try present(forecast.projects.first?.networkEnd).p50.description == "2026-01-07")
  }

  @Test func elapsedTimeConditionsWhatRemains() throws {
    // Exponential durations forget: after 50 days a mean of 40 days remains.
    let project = try Samples.project(
      "P1", .newStart, constructionDays: 100,
      activities: [
        Samples.activity("clearance", .exponential(mean: 40), state: .active(since: Samples.day("2026-04-11")))
      ])
    let forecast = Forecast.run(
      try Samples.inputs(Samples.portfolio([project], asOf: "2026-05-31")), settings: settings)
    let deadline = try present(forecast.projects.first?.startDeadline)
    // 1 − exp(−30/40)
    #expect(abs(deadline.probability - 0.527_633_447) < 4 * deadline.standardError)
  }
}

extension ExactResultsTests {
  @Test func aPaymentShowsThatWorkHasBegun() throws {
    var assumptions = try Samples.ideal()
    assumptions.templates = [.newStart: try ActivityNetwork([Samples.activity("tender", .fixed(100))])]
    var paid = try Samples.project("paid", .newStart)
    paid.allocations[0].paidToDate = Money(dong: 250_000_000)
    paid.allocations[0].paidByMonth = [4: Money(dong: 250_000_000)]
    let unpaid = try Samples.project("unpaid", .newStart)
    let forecast = Forecast.run(
      try Samples.inputs(Samples.portfolio([paid, unpaid], asOf: "2026-06-30"), assumptions: assumptions),
      settings: ForecastSettings(replications: 4))
    let begun = try present(forecast.projects[0].startDeadline)
    #expect(begun.level == .met && begun.p50.description == "2026-04-30")
    #expect(forecast.projects[0].networkEnd == nil)
    let waiting = try present(forecast.projects[1].startDeadline)
    #expect(waiting.probability == 0 && waiting.p50.description == "2026-10-08")
  }
}

extension ExactResultsTests {
  @Test func whatIsMissingIsUnacceptedWorkOrUnpaidClaims() throws {
    var assumptions = try Samples.ideal()
    let portfolio = try Samples.portfolio([Samples.project("P1", .carryOver, constructionDays: 730)])
    let settings = ForecastSettings(replications: 8)
    let prompt = Forecast.run(try Samples.inputs(portfolio, assumptions: assumptions), settings: settings)
    #expect(prompt.whole.expectedShortfall.dong == 500_000_000)
    #expect(prompt.whole.expectedUnpaidClaims == .zero)
    assumptions.claims.monthlyRates = [Double](repeating: 0, count: 13)
    let silent = Forecast.run(try Samples.inputs(portfolio, assumptions: assumptions), settings: settings)
    #expect(silent.whole.expectedShortfall.dong == 1_000_000_000)
    #expect(silent.projects.first?.expectedUnpaidClaims.dong == 500_000_000)
    #expect(silent.units[.source]?.first?.expectedUnpaidClaims.dong == 500_000_000)
  }
}
