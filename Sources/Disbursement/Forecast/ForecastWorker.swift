import Portfolio
import Rulebook
import Stochastics

/// One worker of the main pass: simulates batches of projects, states their forecasts, and adds them to the sums of units.
final class ForecastWorker {
  /// Made by the thread that uses it.
  private(set) lazy var openSums = UnitSums(columns: plan.openColumns, padded: ensemble.padded)
  let facts: UnitFacts
  let writer = RowWriter()
  private let ensemble: Ensemble
  private let plan: WorkPlan
  private let runner: ProjectRunner
  private let forecaster: ProjectForecaster
  private let scratch: SummaryScratch
  private let amounts = UnsafeMutablePointer<Int64>.allocate(capacity: Workspace.block)
  private let part = UnsafeMutablePointer<Int64>.allocate(capacity: Workspace.block)
  /// Shares paid in millionths: by project of the chunk, future checkpoint and replication.
  private let shares: UnsafeMutablePointer<Float>
  private let chunkSize: Int
  /// For each group the future checkpoints of which projects state something.
  private let needed: [ProjectGroup: [Int]]

  private var futures: Int { ensemble.model.timeline.future.count }

  /// Bytes for the columns of a chunk.
  private static let chunkMemory = 32 << 20

  init(_ ensemble: Ensemble, plan: WorkPlan, settings: ForecastSettings) {
    self.ensemble = ensemble
    self.plan = plan
    runner = ProjectRunner(ensemble)
    scratch = SummaryScratch(capacity: ensemble.replications, sampling: ensemble.model.sampling)
    forecaster = ProjectForecaster(ensemble: ensemble, settings: settings, scratch: scratch)
    let forecaster = forecaster
    needed = Dictionary(
      uniqueKeysWithValues: ProjectGroup.allCases.map { ($0, forecaster.neededFutures(of: $0).sorted()) })
    facts = UnitFacts(ensemble)
    let columns = ensemble.model.timeline.future.count * ensemble.padded
    chunkSize = max(1, min(Chunk.size, Self.chunkMemory / (4 * max(1, columns))))
    shares = .allocate(capacity: max(1, chunkSize * columns))
  }

  deinit {
    amounts.deallocate()
    part.deallocate()
    shares.deallocate()
  }

  /// Simulates a batch; states its projects' forecasts and, in the order of the batch, those of the units that are open in it only.
  func run(
    _ batch: WorkPlan.Batch, isRevisit: Bool, state: (Int, ProjectForecast, [ForecastNote]) -> Void
  ) -> [UnitSummary] {
    let sums = UnitSums(columns: batch.columns, padded: batch.columns == 0 ? 0 : ensemble.padded)
    for first in stride(from: 0, to: batch.projects.count, by: chunkSize) {
      let numbers = batch.projects[first..<min(batch.projects.count, first + chunkSize)]
      let compiled = numbers.map { runner.compile($0) }
      let projects = compiled.map(\.project)
      let targets = projects.map { project in
        ProjectTargets(project, ensemble.directory) { unit in
          isRevisit ? (unit == batch.units.first ? sums.target(from: 0) : nil) : target(of: unit, batch: sums)
        }
      }
      guard !isRevisit else {
        runner.run(projects) { position, block in add(projects[position], to: targets[position], block) }
        continue
      }
      var tallies = projects.map { ProjectTally($0, ensemble) }
      runner.run(projects) { position, block in
        tallies[position].observe(
          projects[position], runner.kernel, block, replications: ensemble.replications)
        keepShares(of: projects[position], at: position, block)
        add(projects[position], to: targets[position], block)
      }
      for (position, project) in projects.enumerated() {
        let nominal = runner.nominal(project)
        let forecast = forecaster.forecast(project, tallies[position], nominal: nominal) { future in
          UnsafeBufferPointer(start: column(position, future), count: ensemble.replications)
        }
        let unpaid = tallies[position].unpaidClaims(of: project, replications: ensemble.replications)
        facts.add(project, forecast, unpaid: unpaid, nominal: nominal, ensemble)
        state(project.index, forecast, compiled[position].notes)
      }
    }
    var columns = 0
    return batch.units.map { unit in
      defer { columns += futures + ensemble.directory.futureSlots(of: unit).count }
      return UnitSummary(unit, from: columns, in: sums, ensemble, scratch)
    }
  }

  private func target(of unit: Int, batch sums: UnitSums) -> UnitSums.Target? {
    switch plan.places[unit] {
    case .open(let column): openSums.target(from: column)
    case .batch(let column): sums.target(from: column)
    case .later: nil
    }
  }

  private func column(_ position: Int, _ future: Int) -> UnsafeMutablePointer<Float> {
    shares + (position * futures + future) * ensemble.padded
  }

  private func keepShares(of project: ProjectModel, at position: Int, _ block: Block) {
    for future in needed[project.group] ?? [] {
      project.total.fillMillionths(
        column(position, future) + block.first, shares: runner.paidShare(of: project, at: future, block),
        count: block.count)
    }
  }

  /// Adds a project's amounts to the sums of its units; what its allocations are paid adds up to what it is paid.
  private func add(_ project: ProjectModel, to targets: ProjectTargets, _ block: Block) {
    for future in 0..<futures {
      for (position, allocation) in project.allocations.enumerated() {
        let column = position == 0 ? amounts : part
        if let stream = allocation.stream {
          project.amounts(of: allocation).fill(
            column, shares: runner.kernel.work.claimed[stream * futures + future], count: block.count)
        } else {
          for lane in 0..<block.count { column[lane] = allocation.paid }
        }
        add(column, to: targets.allocations[position], future, block)
        if position > 0 {
          for lane in 0..<block.count { amounts[lane] &+= part[lane] }
        }
      }
      add(amounts, to: targets.total, future, block)
    }
  }

  private func add(
    _ column: UnsafeMutablePointer<Int64>, to targets: [ProjectTargets.Place], _ future: Int, _ block: Block
  ) {
    for place in targets {
      let sum = place.target.column(future, block)
      for lane in 0..<block.count { sum[lane] &+= column[lane] }
      for milestone in place.milestones where milestone.future == future {
        let sum = place.target.column(milestone.column, block)
        for lane in 0..<block.count { sum[lane] &+= column[lane] }
      }
    }
  }
}

/// The sums that take a project's amounts.
private struct ProjectTargets {
  struct Place {
    let target: UnitSums.Target
    /// Columns of the unit's milestones that the project's group has, with their checkpoints.
    let milestones: [(future: Int, column: Int)]
  }

  var total: [Place] = []
  var allocations: [[Place]]

  init(_ project: ProjectModel, _ directory: UnitDirectory, _ target: (Int) -> UnitSums.Target?) {
    let futures = directory.futureCount
    func place(_ unit: Int) -> [Place] {
      guard let target = target(unit) else { return [] }
      let milestones = directory.futureSlots(of: unit).enumerated().compactMap { place, slot -> (Int, Int)? in
        let milestone = directory.slots[unit][slot].milestone
        guard directory.milestones[milestone].group == project.group else { return nil }
        return (directory.milestoneFutures[milestone], futures + place)
      }
      return [Place(target: target, milestones: milestones)]
    }
    total = place(0)
    for dimension in UnitDirectory.homeDimensions.indices {
      total += place(directory.home(of: project.index, dimension))
    }
    allocations = project.allocations.indices.map { place(directory.sourceUnit(of: project.index, allocation: $0)) }
  }
}

/// What the replications tell of a unit.
struct UnitSummary {
  let unit: Int
  /// One for each future checkpoint.
  let amounts: [AmountSummary]
  /// One for each of the unit's milestones ahead, in their order.
  let milestones: [(expected: Money, shortfall: ShortfallSummary)]

  /// From the unit's columns, of which the first is `column`.
  init(_ unit: Int, from column: Int, in sums: UnitSums, _ ensemble: Ensemble, _ scratch: SummaryScratch) {
    self.unit = unit
    let directory = ensemble.directory
    let futures = ensemble.model.timeline.future.count
    let values = UnsafeMutableBufferPointer(rebasing: scratch.amounts[0..<ensemble.replications])
    amounts = (0..<futures).map { future in
      sums.read(column + future, into: values)
      return ColumnSummary(values, scratch: scratch).amount
    }
    milestones = directory.futureSlots(of: unit).enumerated().map { place, slot in
      let facts = directory.slots[unit][slot]
      let required = Money(dong: facts.plan).shareRoundedUp(directory.milestones[facts.milestone].share)
      sums.read(column + futures + place, into: values)
      let summary = ColumnSummary(values, scratch: scratch)
      return (summary.amount.mean, summary.shortfall(below: required.dong))
    }
  }
}
