import Portfolio
import Rulebook

extension Forecast {
  /// About how many bytes a run keeps at once, from above: what grows with replications (sums of units that are open during the run, columns of
  /// the projects at work, rationing ratios), and what grows with projects (their results).
  public static func estimatedMemory(_ inputs: ForecastInputs, settings: ForecastSettings) -> Double {
    let portfolio = inputs.portfolio
    let checkpoints = checkpoints(of: inputs, settings: settings)
    let columns = checkpoints + Double(inputs.rulebook.milestones.count)
    let threads = Double(max(1, min(settings.threads, portfolio.projects.count)))
    let replications = Double(settings.replications)
    let bytesOfUnit = 8 * replications * columns * threads
    let always = bytesOfUnit * Double(1 + ProjectGroup.allCases.count)
    let sums = min(bytesOfUnit * units(of: portfolio), max(always, Double(WorkPlan.openMemory)))
    let atWork = threads * max(64e6, replications * (4 * checkpoints + 40))
    let ratios = estimatedRatioMemory(inputs, settings: settings)
    let ofProject = settings.projectPaths == .all ? 12 * 8 * checkpoints + 600 : 800
    return sums + atWork + ratios + Double(portfolio.projects.count) * ofProject
  }

  /// For the rationing ratios of revenue-linked sources.
  static func estimatedRatioMemory(_ inputs: ForecastInputs, settings: ForecastSettings) -> Double {
    let linked = Double(inputs.portfolio.sources.count { $0.isRevenueLinked })
    let columns = linked * checkpoints(of: inputs, settings: settings) * Double(2 * (ProjectGroup.allCases.count + 1))
    return 4 * Double(settings.replications) * columns
  }

  private static func checkpoints(of inputs: ForecastInputs, settings: ForecastSettings) -> Double {
    let dates =
      inputs.rulebook.rules.compactMap(\.content.date).count + inputs.portfolio.sources.count + settings.targets.count
    return Double(min(397, inputs.portfolio.fiscalYear.monthEnds.count + dates))
  }

  private static func units(of portfolio: Portfolio) -> Double {
    Double(
      1 + ProjectGroup.allCases.count + portfolio.sources.count + Set(portfolio.projects.lazy.map(\.owner)).count
        + Set(portfolio.projects.lazy.map(\.locality)).count + Set(portfolio.projects.lazy.map(\.sector)).count)
  }
}
