import Disbursement
import Exchange
import Foundation
import Portfolio
import Rulebook
import Testing

@Suite struct ScenarioReaderTests {
  @Test func goodScenarioHasNoWarnings() throws {
    let scenario = try ScenarioFiles.read()
    #expect(scenario.warnings.map { $0.message(in: .en) } == [])
    #expect(scenario.inputs.portfolio.plan == Money(dong: 9_520_000_000))
  }
}
