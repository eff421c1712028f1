public import Portfolio
import Rulebook

/// Why there is no bridge between two forecasts.
public enum IncomparableForecasts: Error, Hashable, Sendable {
  case differentYears(earlier: FiscalYear, later: FiscalYear)
}

extension ForecastChange {
  /// Takes the steps from one forecast to a later one and says what each of them changes.
  ///
  /// A pure function of both ends. Every step is simulated with the later forecast's draws and checkpoints of its own, as a forecast of the
  /// same inputs is; where the draws differ, the earlier inputs are simulated with the earlier ones, too. `progress` is called from worker
  /// threads with the share of the work that is done.
  public static func run(
    from earlier: ForecastEnd, to later: ForecastEnd, threads: Int, progress: (@Sendable (Double) -> Void)? = nil
  ) throws(IncomparableForecasts) -> ForecastChange {
    let years = (earlier.inputs.portfolio.fiscalYear, later.inputs.portfolio.fiscalYear)
    guard years.0 == years.1 else { throw .differentYears(earlier: years.0, later: years.1) }
    return ChangeRun(from: earlier, to: later, threads: threads).change(progress: progress)
  }

  /// About how many bytes a run keeps at once, from above.
  public static func estimatedMemory(from earlier: ForecastEnd, to later: ForecastEnd, threads: Int) -> Double {
    let variants = ChangeChain(from: earlier.inputs, to: later.inputs).variants
    let projects = Double(max(earlier.inputs.portfolio.projects.count, later.inputs.portfolio.projects.count))
    // Each portfolio between the ends has projects of its own.
    let portfolios = projects * Double(MemoryLayout<Project>.stride + 300) * Double(variants.count)
    let settings = [earlier, later].map { $0.settings(threads: threads) }
    let most = settings.max { $0.replications < $1.replications } ?? ForecastSettings()
    return Comparison.estimatedMemory(variants, settings: most) + portfolios
  }
}

/// The steps between two forecasts, simulated.
private struct ChangeRun {
  let earlier: ForecastEnd
  let later: ForecastEnd
  let chain: ChangeChain
  /// The earlier inputs on the earlier draws; nil where both forecasts have the same draws.
  let before: ChainSimulation?
  let main: ChainSimulation

  init(from earlier: ForecastEnd, to later: ForecastEnd, threads: Int) {
    self.earlier = earlier
    self.later = later
    chain = ChangeChain(from: earlier.inputs, to: later.inputs)
    let days = Self.days(earlier, later)
    let hasOtherDraws = !ChangeFacts.draws(earlier, later).isEmpty
    before =
      hasOtherDraws
      ? ChainSimulation([chain.variants[0]], settings: earlier.settings(threads: threads), days: days) : nil
    main = ChainSimulation(chain.variants, settings: later.settings(threads: threads), days: days)
  }

  private static func days(_ earlier: ForecastEnd, _ later: ForecastEnd) -> Set<Day> {
    Set(StatedForecast.days(of: later.inputs.portfolio.fiscalYear))
      .union(earlier.stated.milestones.map(\.date)).union(earlier.targets.map(\.date))
  }

  func change(progress: (@Sendable (Double) -> Void)?) -> ForecastChange {
    let meter = ProgressMeter(total: main.work + (before?.work ?? 0), report: progress)
    before?.run(meter)
    main.run(meter)
    let amounts = AmountBridges(self.ends, earlier: earlier.stated, later: later.stated)
    let chances = ChanceBridges(self.ends, earlier: earlier.stated, later: later.stated)
    let (projects, count) = amounts.projects(atMost: ForecastChange.largestProjectCount)
    var change = ForecastChange(
      earlier: earlier.stated.run, later: later.stated.run, engine: Engine.version, steps: steps, days: amounts.days,
      whole: amounts.whole, groups: amounts.groups, projects: projects, changedProjectCount: count,
      milestones: chances.milestones, targets: chances.targets, onlyEarlier: chances.onlyEarlier,
      onlyLater: chances.onlyLater)
    change.steps[0].facts += engineFigures(amounts, chances)
    return change
  }

  private var ends: ChangeEffects { ChangeEffects(chain: chain, before: before, main: main) }

  private var steps: [ChangeStep] {
    let facts = ChangeFacts(earlier, later)
    let causes: [ChangeChain.Link] = [
      .init(causes: [.engine], variant: 0, obstacle: nil), .init(causes: [.draws], variant: 0, obstacle: nil),
    ]
    return (causes + chain.links).map { link in
      ChangeStep(causes: link.causes, facts: link.causes.flatMap { facts.facts(of: $0) }, obstacle: link.obstacle)
    }
  }

  /// Which of the files states other figures than this program computes from its inputs.
  private func engineFigures(_ amounts: AmountBridges, _ chances: ChanceBridges) -> [ChangeFact] {
    let names = [
      amounts.differsEarlier || chances.differsEarlier ? "earlier" : nil,
      amounts.differsLater || chances.differsLater ? "later" : nil,
    ].compactMap { $0 }
    return names.isEmpty ? [] : [.names(.figuresOfFile, names)]
  }
}

/// Variants of a chain on the same random numbers, each compared with the one before.
final class ChainSimulation {
  let plan: ComparisonPlan
  let settings: ForecastSettings
  let tallies: ProjectTallies
  let reducers: [CheckpointReducer]

  init(_ variants: [ComparisonVariant], settings: ForecastSettings, days: Set<Day>) {
    let plan = ComparisonPlan(chain: variants, settings: settings, days: days)
    self.plan = plan
    self.settings = settings
    tallies = ProjectTallies(plan)
    reducers = plan.days.indices.map {
      CheckpointReducer(
        place: $0, plan, targets: settings.targets, isRanked: false, sampling: settings.sampling)
    }
  }

  var work: Int { VariantSimulation.work(plan, replications: settings.replications) }
  var last: Int { plan.variants - 1 }

  func run(_ meter: ProgressMeter) {
    VariantSimulation(plan: plan, settings: settings, progress: meter).run(tallies, reducers)
  }

  private func reducer(_ day: Day) -> CheckpointReducer? {
    plan.days.firstIndex(of: day).map { reducers[$0] }
  }

  /// The place of the whole or of a group among the units; nil for a group that no variant has.
  private func unit(_ id: String) -> Int? {
    id.isEmpty ? 0 : plan.groups.firstIndex { $0.rawValue == id }.map { $0 + 1 }
  }

  func estimate(_ id: String, on day: Day, variant: Int) -> AmountEstimate? {
    unit(id).flatMap { reducer(day)?.estimate(variant: variant, unit: $0) }
  }

  /// Error of what a variant has more than the one before.
  func pairedError(_ id: String, on day: Day, variant: Int) -> Money? {
    unit(id).flatMap { reducer(day)?.difference(variant: variant, unit: $0).difference.standardError }
  }

  private func key(of day: Day) -> Int? { plan.projectPlaces.firstIndex { plan.days[$0] == day } }

  /// Zero where the variant does not have the project.
  func mean(ofSlot slot: Int, on day: Day, variant: Int) -> Money {
    guard slot < plan.slots.count, plan.slots.index(slot, of: variant) >= 0, let key = key(of: day) else {
      return .zero
    }
    return tallies.statedMean(slot: slot, variant: variant, key: key, replications: settings.replications)
  }

  /// Nil unless both the variant and the one before have the project.
  func pairedError(ofSlot slot: Int, on day: Day, variant: Int) -> Money? {
    guard plan.slots.index(slot, of: variant) >= 0, plan.slots.index(slot, of: variant - 1) >= 0,
      let key = key(of: day)
    else { return nil }
    return tallies.difference(slot: slot, variant: variant, key: key, replications: settings.replications)
      .difference.standardError
  }

  func milestones(of variant: Int) -> [MilestoneEstimate] { reducers.flatMap { $0.milestoneEstimates(of: variant) } }
  func milestoneDifferences(of variant: Int) -> [MilestoneDifference] {
    reducers.flatMap { $0.milestoneDifferences(of: variant) }
  }
  func targets(of variant: Int) -> [TargetOutcome] { reducers.flatMap { $0.targetOutcomes(of: variant) } }
  func targetDifferences(of variant: Int) -> [TargetDifference] {
    reducers.flatMap { $0.targetDifferences(of: variant) }
  }
}
