import Portfolio
import Rulebook
import Stochastics
import Synchronization

/// The version of the engine, printed with every result: results may change when it does.
public enum Engine {
  public static let version = "0.1.0"
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
  let nominal: NominalSchedule
  let driverReplications: Int
  let progress: ProgressMeter

  private var timeline: Timeline { model.timeline }
  private var replications: Int { settings.replications }

  init(inputs: ForecastInputs, settings: ForecastSettings, progress: (@Sendable (Double) -> Void)?) {
    var settings = settings
    settings.replications = max(1, min(settings.replications, ForecastSettings.largestReplications))
    self.inputs = inputs
    self.settings = settings
    model = SimulationModel(inputs: inputs, seed: settings.seed, targetDates: settings.targets.map(\.date))
    directory = UnitDirectory(model: model)
    nominal = NominalSchedule(model: model)
    driverReplications = DriverAnalyst.replications(settings, drivers: model.drivers.count)
    let driverCost = DriverAnalyst.cost(driverReplications, drivers: model.drivers.count) * model.projects.count
    self.progress = ProgressMeter(
      total: 2 * settings.replications * model.projects.count + driverCost, report: progress)
  }

  func forecast() -> Forecast {
    let ensemble = Ensemble(
      model: model, directory: directory, replications: replications, threads: settings.threads)
    var (projects, sums) = simulate(ensemble)
    let units = UnitForecaster(
      ensemble: ensemble, sums: sums, settings: settings, nominal: nominal, projects: projects)
    var milestones = units.milestones(of: 0)
    let attribution = Attribution(ensemble: ensemble, sums: sums)
    let parts = attribution.run(threads: settings.threads, progress: progress, cost: replications)
    parts.fill(&milestones)
    fillShares(&projects, parts)
    var whole = units.forecast(of: 0)
    whole.milestones = milestones
    return Forecast(
      run: header, checkpoints: timeline.days, whole: whole, units: units.byDimension(whole: whole),
      milestones: milestones, projects: projects,
      drivers: DriverAnalyst(model: model, settings: settings, replications: driverReplications, progress: progress)
        .analyse(),
      targets: units.targets(settings.targets), coherentPaths: units.coherentPaths(), notes: model.notes)
  }

  private var header: RunHeader {
    RunHeader(
      engine: Engine.version, scenario: inputs.scenarioName, inputDigest: inputs.inputDigest,
      rulebook: inputs.rulebook.id, rulebookTitle: inputs.rulebook.title, assumptions: inputs.assumptions.name,
      fiscalYear: inputs.portfolio.fiscalYear, asOf: inputs.portfolio.asOf, seed: settings.seed,
      replications: replications, driverReplications: driverReplications)
  }

  private func simulate(_ ensemble: Ensemble) -> ([ProjectForecast], UnitSums) {
    let results = ResultSlots<ProjectForecast>(count: model.projects.count)
    let meter = progress
    let cost = replications
    let queue = WorkQueue(count: model.projects.count) { _ in meter.add(cost) }
    let workers = queue.run(threads: settings.threads) {
      (
        forecaster: ProjectForecaster(
          ensemble: ensemble, settings: settings, nominal: nominal,
          run: ProjectRun(model: model, replications: replications, rations: ensemble.rations),
          scratch: SummaryScratch(capacity: replications)), sums: ensemble.makeSums()
      )
    } body: { worker, index in
      results[index] = worker.forecaster.forecast(model.projects[index])
      ensemble.add(model.projects[index], worker.forecaster.run, to: worker.sums)
    }
    let sums = workers.first?.sums ?? ensemble.makeSums()
    for worker in workers.dropFirst() { sums.add(worker.sums) }
    return (results.collect(), sums)
  }

  private func fillShares(_ projects: inout [ProjectForecast], _ parts: Attribution.Parts) {
    let missing = projects.reduce(0.0) { $0 + Double($1.expectedShortfall.dong) }
    let tail = parts.tailShortfalls.reduce(0, +)
    for index in projects.indices {
      projects[index].shareOfShortfall = missing > 0 ? Double(projects[index].expectedShortfall.dong) / missing : 0
      projects[index].shareOfTailShortfall = tail > 0 ? parts.tailShortfalls[index] / tail : 0
    }
  }
}

/// Adds up work done by all threads and reports the share of it.
final class ProgressMeter: Sendable {
  private let done = Atomic<Int>(0)
  private let total: Int
  private let report: (@Sendable (Double) -> Void)?

  init(total: Int, report: (@Sendable (Double) -> Void)?) {
    self.total = max(1, total)
    self.report = report
  }

  func add(_ work: Int) {
    let now = done.add(work, ordering: .relaxed).newValue
    report?(min(1, Double(now) / Double(total)))
  }
}

/// Results written by several workers, each slot by one of them.
final class ResultSlots<Result>: @unchecked Sendable {
  // Every slot is written by exactly one worker before all are joined, and read only afterwards.
  private let slots: UnsafeMutablePointer<Result?>
  private let count: Int

  init(count: Int) {
    self.count = count
    slots = .allocate(capacity: max(1, count))
    slots.initialize(repeating: nil, count: max(1, count))
  }

  deinit {
    slots.deinitialize(count: max(1, count))
    slots.deallocate()
  }

  subscript(index: Int) -> Result? {
    get { slots[index] }
    set { slots[index] = newValue }
  }

  func collect() -> [Result] { (0..<count).compactMap { slots[$0] } }
}
