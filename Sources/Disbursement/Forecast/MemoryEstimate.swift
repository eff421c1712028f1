import Portfolio
import Rulebook

extension Forecast {
  /// About how many bytes a run keeps at once, from above: sums by unit and replication for each thread, and the rationing ratios.
  public static func estimatedMemory(_ inputs: ForecastInputs, settings: ForecastSettings) -> Double {
    let portfolio = inputs.portfolio
    let dates =
      inputs.rulebook.rules.compactMap(\.content.date).count + portfolio.sources.count + settings.targets.count
    let checkpoints = Double(min(397, portfolio.fiscalYear.monthEnds.count + dates))
    let units = Double(
      1 + ProjectGroup.allCases.count + portfolio.sources.count + Set(portfolio.projects.map(\.owner)).count
        + Set(portfolio.projects.map(\.locality)).count + Set(portfolio.projects.map(\.sector)).count)
    let milestones = Double(inputs.rulebook.milestones.count)
    let allocations = Double(portfolio.projects.map(\.allocations.count).max() ?? 0)
    let linked = Double(portfolio.sources.count { $0.isRevenueLinked })
    let cells = units * (checkpoints + milestones) + (allocations + 2) * checkpoints
    let ratios = linked * checkpoints * Double(2 * (ProjectGroup.allCases.count + 1))
    let threads = Double(max(1, min(settings.threads, portfolio.projects.count)))
    return Double(settings.replications) * (8 * cells * threads + 4 * ratios)
  }
}
