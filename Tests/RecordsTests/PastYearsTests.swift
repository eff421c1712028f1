import Disbursement
import Exchange
import Foundation
import Portfolio
import Testing

/// Forecasts of past years of real public works against what really happened.
@Suite struct PastYearsTests {
  private static let replications = 1_000
  private static let years = 2021...2025
  /// A wide bound that a broken model fails; 0.8 would be a calibrated one.
  private static let leastCoverage = 0.5

  @Test(
    .enabled(
      if: RecordTable.location != nil,
      "The real records are absent: neither ../shared/data/peru_ssi_train.csv beside the checkout nor GIAINGAN_RECORDS")
  )
  func compareForecastsWithWhatHappened() throws {
    let table = try RecordTable(Array(Data(contentsOf: #require(RecordTable.location))))
    let comparisons = try Self.years.map { try compare(PastYear($0, of: table)) }
    try publish(ComparisonTable(years: comparisons, replications: Self.replications).text)
    for comparison in comparisons { expectSense(of: comparison) }
    #expect(comparisons.flatMap(\.projects).share(where: \.isInside) >= Self.leastCoverage)
  }

  private func compare(_ past: PastYear) throws -> YearComparison {
    let scenario = try PastYearScenario(past: past, replications: Self.replications).read()
    #expect(scenario.warnings.isEmpty, "\(past.year)")
    let settings = ForecastSettings(
      replications: scenario.replications, seed: scenario.seed,
      threads: ProcessInfo.processInfo.activeProcessorCount, driverReplications: 0, targets: scenario.targets)
    let comparison = YearComparison(past, forecast: Forecast.run(scenario.inputs, settings: settings))
    return try #require(comparison, "\(past.year)")
  }

  private func expectSense(of comparison: YearComparison) {
    let year = comparison.past.year
    #expect(!comparison.projects.isEmpty, "\(year)")
    expectBounds(comparison.whole, paid: comparison.paidByJune, budget: comparison.budget, "\(year)")
    for (record, project) in zip(comparison.past.projects, comparison.projects) {
      let place = "\(year), \(record.code)"
      #expect(project.budget.dong == record.budget, "\(place)")
      #expect(project.paidByJune.dong == record.cumulative[PastYear.knownMonths - 1], "\(place)")
      expectBounds(project.forecast, paid: project.paidByJune, budget: project.budget, place)
    }
  }

  private func expectBounds(_ point: PathPoint, paid: Money, budget: Money, _ place: String) {
    let amounts = [point.p5, point.p10, point.p25, point.p50, point.p75, point.p90, point.p95, point.mean]
    #expect(amounts.allSatisfy { paid <= $0 && $0 <= budget }, "\(place)")
  }

  private func publish(_ text: String) throws {
    print(text)
    guard let path = ProcessInfo.processInfo.environment["GIAINGAN_RECORDS_TABLE"], !path.isEmpty else { return }
    try text.write(toFile: path, atomically: true, encoding: .utf8)
  }
}
