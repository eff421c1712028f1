import Disbursement
import Portfolio
import Testing

/// The same bytes for any number of threads.
struct DeterminismTests {
  @Test func threadsDoNotMatter() throws {
    var random = RandomPortfolio(seed: 5)
    let portfolio = try random.portfolio(projects: 30)
    let inputs = try Samples.inputs(portfolio, assumptions: try random.assumptions())
    let one = description(of: inputs, threads: 1)
    for threads in [2, 3, 8] { #expect(description(of: inputs, threads: threads) == one, "\(threads) threads") }
    #expect(description(of: inputs, threads: 1, seed: 2) != one, "another seed gives another result")
  }

  @Test func threadsDoNotMatterToStratifiedReplications() throws {
    var random = RandomPortfolio(seed: 6)
    let portfolio = try random.portfolio(projects: 20)
    let inputs = try Samples.inputs(portfolio, assumptions: try random.assumptions())
    let one = description(of: inputs, threads: 1, replications: 1_100, sampling: .stratified)
    for threads in [2, 5] {
      let same = description(of: inputs, threads: threads, replications: 1_100, sampling: .stratified)
      #expect(same == one, "\(threads) threads")
    }
    #expect(description(of: inputs, threads: 1, replications: 1_100) != one)
  }

  /// Every stored number of a forecast as text; the textual form of a floating-point number tells all of its bits.
  private func description(
    of inputs: ForecastInputs, threads: Int, seed: UInt64 = 1, replications: Int = 600,
    sampling: ForecastSettings.Sampling = .independent
  ) -> String {
    let settings = ForecastSettings(
      replications: replications, seed: seed, threads: threads, driverReplications: 150, sampling: sampling)
    let forecast = Forecast.run(inputs, settings: settings)
    var text = ""
    dump(forecast.whole, to: &text)
    dump(forecast.milestones, to: &text)
    dump(Array(forecast.projects), to: &text)
    dump(forecast.drivers, to: &text)
    dump(forecast.coherentPaths, to: &text)
    for dimension in Dimension.allCases { dump(forecast.units[dimension], to: &text) }
    return text
  }
}
