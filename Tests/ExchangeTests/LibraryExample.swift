// page: begin
import Disbursement
import Exchange
import Portfolio
import Rulebook

/// Reads a scenario, forecasts it, and says of each milestone of a group how likely it is to be met and how much would be missing.
func milestones(ofScenarioAt folder: String) throws -> [String] {
  let scenario = try ScenarioReader.read(at: folder)
  let settings = ForecastSettings(replications: 2_000, seed: scenario.seed, threads: 2)
  let forecast = Forecast.run(scenario.inputs, settings: settings)
  return forecast.milestones.map { milestone in
    let chance = Int((milestone.probability * 100).rounded())
    return "\(milestone.ruleID), \(milestone.group.title.en), \(milestone.date): \(chance) %, "
      + "\(milestone.expectedShortfall.dong) dong missing"
  }
}
// page: end
