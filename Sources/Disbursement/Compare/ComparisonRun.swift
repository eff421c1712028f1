import Portfolio
import Rulebook
import Stochastics

extension Comparison {
  /// Simulates variants on the same random numbers and states how each differs from the first.
  ///
  /// A pure function of the variants and the settings except their threads. Of the settings, the driver analysis and the paths of projects are
  /// not used; the targets are asked of every variant. `progress` is called from worker threads with the share of the work that is done.
  /// Memory grows with projects and variants, not with replications but for the ratios of revenue-linked sources.
  public static func run(
    _ variants: [ComparisonVariant], settings: ForecastSettings, progress: (@Sendable (Double) -> Void)? = nil
  ) throws(IncomparableVariants) -> Comparison {
    guard variants.count > 1 else { throw .fewerThanTwo }
    let limit = ComparisonVariant.largestCount
    guard variants.count <= limit else { throw .tooMany(limit: limit) }
    let years = variants.map(\.inputs.portfolio.fiscalYear)
    guard years.allSatisfy({ $0 == years[0] }) else { throw .differentYears(years) }
    return ComparisonRun(variants, settings: settings, progress: progress).comparison()
  }
}

extension Comparison {
  /// About how many bytes a run keeps at once, from above.
  public static func estimatedMemory(_ variants: [ComparisonVariant], settings: ForecastSettings) -> Double {
    let ratios = variants.reduce(0.0) { $0 + Forecast.estimatedRatioMemory($1.inputs, settings: settings) }
    let projects = Double(variants.map(\.inputs.portfolio.projects.count).max() ?? 0)
    let ofProject = 8.0 * (8 + 60 + 170) * Double(max(1, variants.count - 1))
    return ratios + Double(settings.openMemory) + 64e6 * Double(settings.threads) + projects * ofProject
  }
}

/// The steps of a comparison: simulate part by part of the replications, reduce each part, state the results.
private struct ComparisonRun {
  let variants: [ComparisonVariant]
  let settings: ForecastSettings
  let plan: ComparisonPlan
  let progress: ProgressMeter

  private var replications: Int { settings.replications }
  private var year: FiscalYear { variants[0].inputs.portfolio.fiscalYear }
  private var rankedOn: Day { plan.days.contains(year.lastDay) ? year.lastDay : year.cutOff }

  init(_ variants: [ComparisonVariant], settings: ForecastSettings, progress: (@Sendable (Double) -> Void)?) {
    var settings = settings
    settings.replications = max(1, min(settings.replications, ForecastSettings.largestReplications))
    self.variants = variants
    self.settings = settings
    plan = ComparisonPlan(variants, settings: settings)
    self.progress = ProgressMeter(
      total: VariantSimulation.work(plan, replications: settings.replications), report: progress)
  }

  func comparison() -> Comparison {
    let tallies = ProjectTallies(plan)
    let reducers = plan.days.indices.map {
      CheckpointReducer(
        place: $0, plan, targets: settings.targets, isRanked: [rankedOn, year.cutOff].contains(plan.days[$0]),
        sampling: settings.sampling)
    }
    VariantSimulation(plan: plan, settings: settings, progress: progress).run(tallies, reducers)
    return ComparisonStatement(
      variants: variants, settings: settings, plan: plan, tallies: tallies, reducers: reducers, rankedOn: rankedOn
    ).comparison()
  }
}
