import Disbursement
import Exchange
import Portfolio
import Rulebook
import Testing

/// The built-in defaults resemble what is published of real disbursement (validation.md, "Shape of real disbursement").
struct DefaultsTests {
  /// Mean national cumulative rate of the plan assigned, plan years 2021–2026, month ends of the year and 31 January, percent.
  private static let national = [2.6, 7.1, 11.2, 16.6, 22.6, 29.6, 35.1, 41.8, 48.3, 53.3, 60.8, 79.7, 93.1]

  @Test func nationalMeanCurve() throws {
    let forecast = try run(projects: 300, seed: 1, replications: 120)
    let plan = forecast.whole.plan
    let ends = try Samples.year().monthEnds
    for (month, end) in ends.enumerated() where month >= 2 {
      let point = try present(forecast.whole.path.first { $0.date == end })
      let difference = 100 * point.mean.rate(of: plan) - Self.national[month]
      let tolerance = month == 12 ? 4.0 : 2.0
      let error = 100 * point.standardError.rate(of: plan)
      #expect(abs(difference) <= tolerance, "\(end): \(difference) points off, Monte Carlo error \(error)")
    }
  }

  /// One replication of many projects, so that every project's rate is an outcome.
  @Test func spreadOfProjectsAtTheYearsEnd() throws {
    let lastDay = try Samples.year().lastDay
    var rates: [Double] = []
    for seed in 1...3 {
      let forecast = try run(projects: 1_200, seed: 2, replications: 1, noise: UInt64(seed))
      rates += try forecast.projects.map { project in
        try present(project.path.first { $0.date == lastDay }).p50.rate(of: project.plan)
      }
    }
    rates.sort()
    let nothing = Double(rates.count { $0 == 0 }) / Double(rates.count)
    let nearlyAll = Double(rates.count { $0 >= 0.99 }) / Double(rates.count)
    #expect((0.02...0.08).contains(nothing), "share that has paid nothing: \(nothing)")
    #expect((0.15...0.45).contains(nearlyAll), "share that has paid at least 99 %: \(nearlyAll)")
    #expect(rates[rates.count / 10] <= 0.45, "P10 \(rates[rates.count / 10])")
  }

  @Test func aCommunesRateDoesNotAverageOut() throws {
    let lastDay = try Samples.year().lastDay
    let forecast = try run(projects: 60, seed: 3, replications: 600)
    let point = try present(forecast.whole.path.first { $0.date == lastDay })
    #expect(100 * point.sd.rate(of: forecast.whole.plan) >= 2)
  }

  private func run(projects: Int, seed: UInt64, replications: Int, noise: UInt64 = 1) throws -> Forecast {
    var broad = BroadPortfolio(seed: seed)
    let inputs = ForecastInputs(
      scenarioName: "broad", portfolio: try broad.portfolio(projects: projects),
      rulebook: try RulebookFile.builtIn(.chiLang2026), assumptions: try AssumptionsFile.builtIn(.vietnam2026))
    let settings = ForecastSettings(replications: replications, seed: noise, threads: 2, driverReplications: 0)
    return Forecast.run(inputs, settings: settings)
  }
}
