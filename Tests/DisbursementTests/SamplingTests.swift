import Disbursement
import Exchange
import Portfolio
import Rulebook
import Stochastics
import Testing

/// Stratified replications give the same figures with smaller errors, and state those errors.
struct SamplingTests {
  /// Two hundred seeds: the variance of an estimate is known to √(2/199) = 10 %.
  @Test func errorsOfTheWholeAreThoseSeenOverSeeds() throws {
    let count = 3
    let inputs = try inputs(projects: count)
    var means = SampleMoments()
    var chances = SampleMoments()
    var (meanVariance, chanceVariance, independentVariance) = (0.0, 0.0, 0.0)
    var parts = [SampleMoments](repeating: SampleMoments(), count: count)
    var partVariances = [Double](repeating: 0, count: count)
    for seed in 1...200 {
      let forecast = Forecast.run(inputs, settings: try settings(seed: UInt64(seed), .stratified))
      let point = try yearEnd(forecast.whole.path)
      means.add(point.mean.amount)
      meanVariance += point.standardError.amount * point.standardError.amount / 200
      independentVariance += point.sd.amount * point.sd.amount / 1_024 / 200
      let target = try present(forecast.targets.first)
      chances.add(target.probability)
      chanceVariance += target.standardError * target.standardError / 200
      for (number, project) in forecast.projects.enumerated() {
        let point = try yearEnd(project.path)
        parts[number].add(point.mean.amount)
        partVariances[number] += point.standardError.amount * point.standardError.amount / 200
      }
    }
    #expect(abs(meanVariance / means.variance - 1) < 0.4)
    #expect(meanVariance < 0.6 * independentVariance, "the formula of independent replications would not pass")
    #expect(abs(chanceVariance / chances.variance - 1) < 0.4)
    for (moments, stated) in zip(parts, partVariances) where moments.variance > 0 {
      #expect(stated > 0.6 * moments.variance, "errors of single projects are upper bounds")
    }
  }

  @Test func errorsAreSmallerAndFiguresTheSame() throws {
    let inputs = try inputs(projects: 60)
    let before = try yearEnd(Forecast.run(inputs, settings: try settings(seed: 7, replications: 2_048)).whole.path)
    let after = try yearEnd(
      Forecast.run(inputs, settings: try settings(seed: 7, replications: 2_048, .stratified)).whole.path)
    let (wide, narrow) = (before.standardError.amount, after.standardError.amount)
    #expect(narrow < 0.75 * wide)
    #expect(abs(after.mean.amount - before.mean.amount) < 5 * (wide * wide + narrow * narrow).squareRoot())
    #expect(abs(after.sd.amount / before.sd.amount - 1) < 0.15, "the spread of outcomes is no error and stays")
  }

  /// The formula of independent replications, which is an upper bound.
  @Test func fewBatchesKeepTheErrorOfIndependentReplications() throws {
    let forecast = Forecast.run(
      try inputs(projects: 5), settings: try settings(seed: 3, replications: 1_023, .stratified))
    let point = try yearEnd(forecast.whole.path)
    #expect(abs(point.standardError.amount * 1_023.0.squareRoot() / point.sd.amount - 1) < 1e-6)
  }

  @Test func groupTotalsAreThoseOfTheForecast() throws {
    let inputs = try inputs(projects: 20)
    let totals = GroupTotals.simulate(inputs, seed: 4, replications: 1_024, threads: 2, sampling: .stratified)
    let forecast = Forecast.run(inputs, settings: try settings(seed: 4, .stratified))
    #expect(!totals.milestones.isEmpty)
    for milestone in totals.milestones {
      let same = try present(
        forecast.milestones.first { $0.ruleID == milestone.ruleID && $0.group == milestone.group })
      #expect(same.probability == milestone.probability && same.standardError == milestone.standardError)
    }
  }

  private func inputs(projects: Int) throws -> ForecastInputs {
    var broad = BroadPortfolio(seed: 11)
    return ForecastInputs(
      scenarioName: "broad", portfolio: try broad.portfolio(projects: projects),
      rulebook: try RulebookFile.builtIn(.chiLang2026), assumptions: try AssumptionsFile.builtIn(.vietnam2026))
  }

  private func settings(
    seed: UInt64, replications: Int = 1_024, _ sampling: ForecastSettings.Sampling = .independent
  ) throws -> ForecastSettings {
    let target = Target(date: try Samples.year().lastDay, rate: try present(Ratio(0.7)), probability: 0.5)
    return ForecastSettings(
      replications: replications, seed: seed, threads: 2, driverReplications: 0, targets: [target], sampling: sampling)
  }

  private func yearEnd(_ path: [PathPoint]) throws -> PathPoint {
    let lastDay = try Samples.year().lastDay
    return try present(path.first { $0.date == lastDay })
  }
}

extension Money {
  fileprivate var amount: Double { Double(dong) }
}
