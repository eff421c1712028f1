import Portfolio
import Rulebook
import Stochastics

/// How often simulated payments reach the planned ones: of every project, the whole, each group and each source, at every checkpoint ahead.
///
/// The replications are those of a forecast with the same seed but for checkpoints that targets add to it.
struct ScheduleKeeping {
  private let model: ScheduleModel
  private let ensemble: Ensemble
  private let progress: ProgressMeter
  private let units: KeepingUnits

  /// Bytes for the sums of units in one pass.
  private static let memory = 384 << 20

  init(
    _ model: ScheduleModel, _ schedule: borrowing PaymentSchedule, settings: ScheduleSettings, progress: ProgressMeter
  ) {
    self.model = model
    self.progress = progress
    units = KeepingUnits(model, schedule)
    ensemble = Ensemble(
      model: model.nominal.model, directory: model.directory, replications: settings.replications,
      threads: settings.threads)
  }

  /// Fills in the chances of a schedule.
  func judge(_ schedule: inout PaymentSchedule) {
    let bytes = 8 * max(1, model.calendar.count) * ensemble.padded * max(1, ensemble.threads)
    let together = max(1, Self.memory / max(1, bytes))
    for first in stride(from: 0, to: units.planned.count, by: together) {
      let batch = first..<min(units.planned.count, first + together)
      pass(batch, &schedule)
    }
  }

  /// Sums up some of the units; the first pass looks at projects too.
  private func pass(_ batch: Range<Int>, _ schedule: inout PaymentSchedule) {
    let count = model.inputs.portfolio.projects.count
    let chances = ResultSlots<[ChanceOfKeeping]>(count: batch.lowerBound == 0 ? count : 0)
    let planned = schedule.projects.map { $0.path.planned.dropFirst(model.pastCount).map(\.dong) }
    let (units, ensemble, futures) = (units, ensemble, model.futures)
    let workers = WorkQueue(count: (count + Chunk.size - 1) / Chunk.size).run(threads: ensemble.threads) {
      KeepingWorker(ensemble, units, batch, futures: futures)
    } body: { worker, chunk in
      let numbers = chunk * Chunk.size..<min(count, (chunk + 1) * Chunk.size)
      let kept = worker.run(numbers, planned: planned)
      guard batch.lowerBound == 0 else { return }
      for (number, successes) in zip(numbers, kept) {
        chances[number] = successes.map { ChanceOfKeeping(successes: $0, count: ensemble.replications) }
      }
      progress.add(numbers.count * ensemble.replications)
    }
    let first = workers.first ?? KeepingWorker(ensemble, units, batch, futures: futures)
    for worker in workers.dropFirst() { first.sums.add(worker.sums, threads: ensemble.threads) }
    for unit in batch { units.keep(judgement(of: unit, batch, first.sums), unit, &schedule) }
    guard batch.lowerBound == 0 else { return }
    for (number, chances) in chances.collect().enumerated() { schedule.projects[number].path.keeping = chances }
  }

  private func judgement(of unit: Int, _ batch: Range<Int>, _ sums: UnitSums) -> [ChanceOfKeeping] {
    let replications = ensemble.replications
    var column = [Int64](repeating: 0, count: replications)
    return units.planned[unit].enumerated().map { slot, planned in
      let place = (unit - batch.lowerBound) * units.planned[unit].count + slot
      column.withUnsafeMutableBufferPointer { sums.read(place, into: $0) }
      let successes = column.count { $0 >= planned }
      return ChanceOfKeeping(
        probability: Double(successes) / Double(replications),
        standardError: ensemble.model.sampling.error(successes: successes, count: replications) {
          column[$0] >= planned
        })
    }
  }
}

extension ChanceOfKeeping {
  fileprivate init(successes: Int, count: Int) {
    self.init(
      probability: Double(successes) / Double(count),
      standardError: StandardError.ofProportion(successes: successes, count: count))
  }
}

/// The whole, then groups, then sources.
private struct KeepingUnits: Sendable {
  /// Planned amounts by unit and checkpoint ahead, dong.
  let planned: [[Int64]]
  private let groups: [ProjectGroup: Int]
  private let firstSource: Int

  init(_ model: ScheduleModel, _ schedule: borrowing PaymentSchedule) {
    let stated = [schedule.whole] + schedule.groups + schedule.sources
    planned = stated.map { $0.path.planned.dropFirst(model.pastCount).map(\.dong) }
    groups = Dictionary(
      uniqueKeysWithValues: schedule.groups.enumerated().compactMap { number, unit in
        ProjectGroup(rawValue: unit.id).map { ($0, number + 1) }
      })
    firstSource = schedule.groups.count + 1
  }

  func homes(of project: borrowing ProjectModel) -> [Int] { [0, groups[project.group] ?? 0] }

  func home(of allocation: ProjectModel.AllocationModel) -> Int { firstSource + allocation.sourceIndex }

  func keep(_ chances: [ChanceOfKeeping], _ unit: Int, _ schedule: inout PaymentSchedule) {
    if unit == 0 {
      schedule.whole.path.keeping = chances
    } else if unit < firstSource {
      schedule.groups[unit - 1].path.keeping = chances
    } else {
      schedule.sources[unit - firstSource].path.keeping = chances
    }
  }
}

/// Simulates projects and adds them to the sums of their units.
private final class KeepingWorker {
  let sums: UnitSums
  private let runner: ProjectRunner
  private let units: KeepingUnits
  private let batch: Range<Int>
  private let futures: [Int]
  private let total = UnsafeMutablePointer<Int64>.allocate(capacity: Workspace.block)
  private let part = UnsafeMutablePointer<Int64>.allocate(capacity: Workspace.block)

  init(_ ensemble: Ensemble, _ units: KeepingUnits, _ batch: Range<Int>, futures: [Int]) {
    runner = ProjectRunner(ensemble)
    sums = UnitSums(columns: batch.count * futures.count, padded: ensemble.padded)
    self.units = units
    self.batch = batch
    self.futures = futures
  }

  deinit {
    total.deallocate()
    part.deallocate()
  }

  /// For each project and checkpoint in how many replications it is paid as much as is planned.
  func run(_ numbers: Range<Int>, planned: [[Int64]]) -> [[Int]] {
    let projects = numbers.map { runner.compile($0).project }
    let targets = projects.map { project in units.homes(of: project).compactMap { target(of: $0) } }
    let parts = projects.map { project in project.allocations.map { target(of: units.home(of: $0)) } }
    var kept = projects.map { _ in [Int](repeating: 0, count: futures.count) }
    runner.run(projects) { position, block in
      let lanes = min(block.count, runner.ensemble.replications - block.first)
      for slot in futures.indices {
        sum(projects[position], parts[position], slot, block)
        let wanted = planned[numbers.lowerBound + position][slot]
        var successes = 0
        for lane in 0..<max(0, lanes) { successes += total[lane] >= wanted ? 1 : 0 }
        kept[position][slot] += successes
        for target in targets[position] { add(total, to: target, slot, block) }
      }
    }
    return kept
  }

  private func target(of unit: Int) -> UnitSums.Target? {
    batch.contains(unit) ? sums.target(from: (unit - batch.lowerBound) * futures.count) : nil
  }

  /// What a project has been paid in each replication; its allocations are added to their sources on the way.
  private func sum(_ project: ProjectModel, _ targets: [UnitSums.Target?], _ slot: Int, _ block: Block) {
    let count = runner.ensemble.model.timeline.future.count
    for lane in 0..<block.count { total[lane] = 0 }
    for (position, allocation) in project.allocations.enumerated() {
      if let stream = allocation.stream {
        let shares = runner.kernel.work.claimed[stream * count + futures[slot]]
        project.amounts(of: allocation).fill(part, shares: shares, count: block.count)
      } else {
        for lane in 0..<block.count { part[lane] = allocation.paid }
      }
      for lane in 0..<block.count { total[lane] &+= part[lane] }
      if let target = targets[position] { add(part, to: target, slot, block) }
    }
  }

  private func add(_ column: UnsafeMutablePointer<Int64>, to target: UnitSums.Target, _ slot: Int, _ block: Block) {
    let sum = target.column(slot, block)
    for lane in 0..<block.count { sum[lane] &+= column[lane] }
  }
}
