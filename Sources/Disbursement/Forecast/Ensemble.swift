import Dispatch
import Portfolio
import Rulebook
import Stochastics
import Synchronization

/// Sums over projects, one for each replication: exact integers, so that the order of adding does not matter.
final class UnitSums {
  private let futures: Int
  private let padded: Int
  private let units: UnsafeMutablePointer<Int64>
  private let slots: UnsafeMutablePointer<Int64>
  private let unitCells: Int
  private let slotCells: Int

  init(units unitCount: Int, slots slotCount: Int, futures: Int, padded: Int) {
    self.futures = futures
    self.padded = padded
    unitCells = max(1, unitCount * futures * padded)
    slotCells = max(1, slotCount * padded)
    units = .allocate(capacity: unitCells)
    slots = .allocate(capacity: slotCells)
    units.initialize(repeating: 0, count: unitCells)
    slots.initialize(repeating: 0, count: slotCells)
  }

  deinit {
    units.deallocate()
    slots.deallocate()
  }

  func unit(_ unit: Int, future: Int) -> UnsafeMutablePointer<Int64> { units + (unit * futures + future) * padded }
  func slot(_ slot: Int) -> UnsafeMutablePointer<Int64> { slots + slot * padded }

  func add(_ column: UnsafePointer<Int64>, to sum: UnsafeMutablePointer<Int64>) {
    for replication in 0..<padded { sum[replication] &+= column[replication] }
  }

  func add(_ other: UnitSums) {
    for cell in 0..<unitCells { units[cell] &+= other.units[cell] }
    for cell in 0..<slotCells { slots[cell] &+= other.slots[cell] }
  }
}

/// Hands out numbers to workers and reports how many are done.
final class WorkQueue: Sendable {
  private let next = Atomic<Int>(0)
  private let finished = Atomic<Int>(0)
  private let count: Int
  private let report: @Sendable (Int) -> Void

  init(count: Int, report: @escaping @Sendable (Int) -> Void) {
    self.count = count
    self.report = report
  }

  /// Runs `body` once for every number below the count, on the given number of threads, each with its own worker.
  func run<Worker>(threads: Int, makeWorker: () -> Worker, body: @Sendable (Worker, Int) -> Void) -> [Worker] {
    let threads = max(1, min(threads, count))
    // Each worker is used by the one thread of its number.
    nonisolated(unsafe) let workers = (0..<threads).map { _ in makeWorker() }
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      while true {
        let number = next.add(1, ordering: .relaxed).oldValue
        guard number < count else { return }
        body(workers[thread], number)
        report(finished.add(1, ordering: .relaxed).newValue)
      }
    }
    return workers
  }
}

/// All replications of a model: the rationing ratios of its revenue-linked sources, then each project on its own.
struct Ensemble: Sendable {
  let model: SimulationModel
  let directory: UnitDirectory
  let replications: Int
  let threads: Int
  let rations: RationStore?

  var padded: Int { Workspace.padded(replications) }

  init(model: SimulationModel, directory: UnitDirectory, replications: Int, threads: Int) {
    self.model = model
    self.directory = directory
    self.replications = replications
    self.threads = threads
    guard let rationing = CashRationing(model: model), !model.timeline.future.isEmpty else {
      rations = nil
      return
    }
    let padded = Workspace.padded(replications)
    let blocks = (padded + Workspace.block - 1) / Workspace.block
    let store = RationStore(model: model, blocks: blocks)
    let queue = WorkQueue(count: blocks) { _ in }
    _ = queue.run(threads: threads) {
      Kernel(model: model, work: model.makeWorkspace())
    } body: { kernel, number in
      let first = number * Workspace.block
      let block = Block(first: first, count: min(Workspace.block, padded - first), noise: .all)
      rationing.fill(store.table(block: number), kernel: kernel, block: block)
    }
    rations = store
  }

  func makeSums() -> UnitSums {
    UnitSums(
      units: directory.units.count, slots: directory.milestoneSlots.count, futures: model.timeline.future.count,
      padded: padded)
  }

  /// Adds a project's columns to the sums of every unit it belongs to.
  func add(_ project: ProjectModel, _ run: ProjectRun, to sums: UnitSums) {
    let past = model.timeline.past.count
    for future in 0..<model.timeline.future.count {
      for unit in directory.projectUnits[project.index] {
        sums.add(run.paid(at: future), to: sums.unit(unit, future: future))
      }
      for (position, allocation) in project.allocations.enumerated() {
        let unit = directory.sourceUnits[allocation.sourceIndex]
        sums.add(run.paid(at: future, allocation: position), to: sums.unit(unit, future: future))
      }
    }
    for (number, milestone) in directory.milestones.enumerated() where milestone.group == project.group {
      guard let index = model.timeline.index(of: milestone.date), index >= past else { continue }
      for unit in directory.projectUnits[project.index] {
        guard let slot = directory.slot(unit: unit, milestone: number) else { continue }
        sums.add(run.paid(at: index - past), to: sums.slot(slot))
      }
      for (position, allocation) in project.allocations.enumerated() {
        let unit = directory.sourceUnits[allocation.sourceIndex]
        guard let slot = directory.slot(unit: unit, milestone: number) else { continue }
        sums.add(run.paid(at: index - past, allocation: position), to: sums.slot(slot))
      }
    }
  }
}
