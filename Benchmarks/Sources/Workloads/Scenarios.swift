import Disbursement
import Exchange
import Foundation
import Portfolio
import Rulebook

extension Workload {
  static let portfolios = [
    Workload("kernel: 500 projects × 1,000 replications") { folder in
      let inputs = try constructed(500, in: folder).inputs
      return {
        GroupTotals.simulate(inputs, seed: 1, replications: 1_000, threads: 1).milestones.reduce(0) {
          $0 + $1.probability
        }
      }
    },
    Workload("reading: 10,000 projects") { folder in
      try write(10_000, in: folder)
      return { Double(try ScenarioReader.read(at: folder.path()).inputs.portfolio.projects.count) }
    },
  ]

  static let forecasts = [
    Workload("forecast: 500 projects × 1,000 replications") { folder in
      let inputs = try constructed(500, in: folder).inputs
      return { forecast(inputs, replications: 1_000).milestones.reduce(0) { $0 + $1.probability } }
    },
    Workload("forecast: chi-lang-2026 × 2,000 replications") { _ in
      let inputs = try ScenarioReader.read(at: shipped).inputs
      return { forecast(inputs, replications: 2_000).milestones.reduce(0) { $0 + $1.probability } }
    },
    Workload("JSON: forecast of 500 projects") { folder in
      let forecast = forecast(try constructed(500, in: folder).inputs, replications: 100)
      return {
        var size = 0
        ForecastJSON.write(forecast) { size += $0.count }
        return Double(size)
      }
    },
  ]

  private static let shipped = URL(filePath: #filePath).appending(path: "../../../../Scenarios/chi-lang-2026")
    .standardizedFileURL.path()

  private static func forecast(_ inputs: ForecastInputs, replications: Int) -> Forecast {
    Forecast.run(inputs, settings: ForecastSettings(replications: replications, seed: 1, threads: 1))
  }

  private static func constructed(_ projects: Int, in folder: URL) throws -> Scenario {
    try write(projects, in: folder)
    return try ScenarioReader.read(at: folder.path())
  }

  /// Writes a constructed scenario; nothing in it is a real place, project or office.
  private static func write(_ projects: Int, in folder: URL) throws {
    guard let scenario = GeneratedScenario(projectCount: projects, seed: 1, fiscalYear: 2026, sources: .all) else {
      throw CocoaError(.featureUnsupported)
    }
    for file in GeneratedScenario.File.allCases {
      var bytes = Data()
      scenario.write(file, language: .en, to: { bytes.append(contentsOf: $0) })
      try bytes.write(to: folder.appending(path: file.rawValue))
    }
  }
}
