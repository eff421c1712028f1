import Portfolio
import Rulebook
import Stochastics

/// The version of the engine, printed with every result: results may change when it does.
public enum Engine {
  public static let version = "0.5.0"
}

extension Forecast {
  /// Simulates a portfolio and states what is to be expected of it.
  ///
  /// A pure function of the inputs and the settings except ``ForecastSettings/threads``. `progress` is called from worker threads
  /// with the share of the work that is done.
  public static func run(
    _ inputs: ForecastInputs, settings: ForecastSettings, progress: (@Sendable (Double) -> Void)? = nil
  ) -> Forecast {
    ForecastRun(inputs: inputs, settings: settings, progress: progress).forecast()
  }
}

/// The steps of a forecast: simulate and reduce, attribute what is missing, analyse drivers.
private struct ForecastRun {
  let inputs: ForecastInputs
  let settings: ForecastSettings
  let model: SimulationModel
  let directory: UnitDirectory
  let driverReplications: Int
  let progress: ProgressMeter

  private var timeline: Timeline { model.timeline }
  private var replications: Int { settings.replications }

  init(inputs: ForecastInputs, settings: ForecastSettings, progress: (@Sendable (Double) -> Void)?) {
    var settings = settings
    settings.replications = max(1, min(settings.replications, ForecastSettings.largestReplications))
    self.inputs = inputs
    self.settings = settings
    model = SimulationModel(
      inputs: inputs, seed: settings.seed, targetDates: settings.targets.map(\.date), sampling: settings.sampling)
    directory = UnitDirectory(model: model)
    driverReplications = DriverAnalyst.replications(
      settings, drivers: model.drivers.count, projects: model.projectCount)
    let driverCost = DriverAnalyst.cost(driverReplications, drivers: model.drivers.count) * model.projectCount
    self.progress = ProgressMeter(
      total: 2 * settings.replications * model.projectCount + driverCost, report: progress)
  }

  func forecast() -> Forecast {
    let ensemble = Ensemble(
      model: model, directory: directory, replications: replications, threads: settings.threads)
    let main = simulate(ensemble)
    let units = UnitForecaster(
      ensemble: ensemble, settings: settings, summaries: main.summaries, facts: main.facts)
    let scratch = SummaryScratch(capacity: replications, sampling: settings.sampling)
    let order = main.whole.order(scratch)
    let parts = Attribution(ensemble: ensemble, whole: main.whole, order: order, scratch: scratch)
      .run(progress: progress)
    main.projects.setShares(tailShortfalls: parts.tailShortfalls)
    var whole = units.forecast(of: 0)
    parts.fill(&whole.milestones, inputs.portfolio)
    return Forecast(
      run: header, checkpoints: timeline.days, whole: whole, units: units.byDimension(whole: whole),
      milestones: whole.milestones, projects: ProjectForecasts(main.projects),
      drivers: DriverAnalyst(model: model, settings: settings, replications: driverReplications, progress: progress)
        .analyse(),
      targets: main.whole.targets(settings.targets, scratch),
      coherentPaths: main.whole.coherentPaths(order: order, scratch), notes: main.notes + model.notes)
  }

  private var header: RunHeader {
    RunHeader(
      engine: Engine.version, scenario: inputs.scenarioName, inputDigest: inputs.inputDigest,
      rulebook: inputs.rulebook.id, rulebookTitle: inputs.rulebook.title, assumptions: inputs.assumptions.name,
      fiscalYear: inputs.portfolio.fiscalYear, asOf: inputs.portfolio.asOf, seed: settings.seed,
      replications: replications, driverReplications: driverReplications, sampling: settings.sampling)
  }

  private struct MainPass {
    var projects: CompactForecasts
    var notes: [ForecastNote]
    /// One for each unit.
    var summaries: [UnitSummary]
    var facts: UnitFacts
    var whole: WholePortfolio
  }

  private func simulate(_ ensemble: Ensemble) -> MainPass {
    let plan = WorkPlan(
      directory, futures: timeline.future.count, padded: ensemble.padded, threads: settings.threads,
      memory: settings.openMemory)
    let projects = CompactForecasts(ensemble, settings: settings)
    let notes = ResultSlots<[ForecastNote]>(count: model.projectCount)
    let summaries = ResultSlots<UnitSummary>(count: directory.units.count)
    let batches = plan.batches.count
    let workers = WorkQueue(count: batches + plan.revisits.count).run(threads: settings.threads) {
      ForecastWorker(ensemble, plan: plan, settings: settings)
    } body: { worker, number in
      let isRevisit = number >= batches
      let batch = isRevisit ? plan.revisits[number - batches] : plan.batches[number]
      let closed = worker.run(batch, isRevisit: isRevisit) { index, forecast, remarks in
        projects.keep(forecast, at: index, worker.writer)
        if !remarks.isEmpty { notes[index] = remarks }
        progress.add(replications)
      }
      for summary in closed { summaries[summary.unit] = summary }
    }
    let first = workers.first ?? ForecastWorker(ensemble, plan: plan, settings: settings)
    for worker in workers.dropFirst() {
      first.openSums.add(worker.openSums, threads: settings.threads)
      first.facts.add(worker.facts)
    }
    projects.adopt(workers.map(\.writer))
    summariseOpenUnits(ensemble, plan, first.openSums, summaries)
    var column = 0
    if case .open(let first) = plan.places[0] { column = first }
    return MainPass(
      projects: projects, notes: notes.collect().flatMap { $0 }, summaries: summaries.collect(),
      facts: first.facts,
      whole: WholePortfolio(ensemble: ensemble, sums: first.openSums, column: column, facts: first.facts))
  }

  private func summariseOpenUnits(
    _ ensemble: Ensemble, _ plan: WorkPlan, _ sums: UnitSums, _ summaries: ResultSlots<UnitSummary>
  ) {
    // Only read from here on.
    nonisolated(unsafe) let sums = sums
    WorkQueue(count: plan.places.count).run(threads: settings.threads) {
      SummaryScratch(capacity: replications, sampling: settings.sampling)
    } body: { scratch, unit in
      guard case .open(let column) = plan.places[unit] else { return }
      summaries[unit] = UnitSummary(unit, from: column, in: sums, ensemble, scratch)
    }
  }
}
