/// One worker's columns of one project over all replications: what every allocation has been paid by each future checkpoint.
final class ProjectRun {
  private let model: SimulationModel
  private let kernel: Kernel
  private let rations: RationStore?
  /// Replications, and the same rounded up to whole Philox blocks.
  let replications: Int
  let padded: Int
  private var amounts: UnsafeMutablePointer<Int64>
  private var capacity: Int
  private let total: UnsafeMutablePointer<Int64>
  private var totalsAreFirstAllocation = true

  init(model: SimulationModel, replications: Int, rations: RationStore?) {
    self.model = model
    self.rations = rations
    self.replications = replications
    padded = Workspace.padded(replications)
    kernel = Kernel(model: model, work: model.makeWorkspace())
    capacity = max(1, model.timeline.future.count) * padded
    amounts = .allocate(capacity: capacity)
    total = .allocate(capacity: capacity)
  }

  deinit {
    amounts.deallocate()
    total.deallocate()
  }

  /// Simulates a project; `observe` sees the columns of dates after each block.
  func run(_ project: ProjectModel, observe: (Kernel, Block) -> Void = { _, _ in }) {
    let futures = model.timeline.future.count
    reserve(project.allocations.count * futures * padded)
    for (position, allocation) in project.allocations.enumerated() {
      (amounts + position * futures * padded).update(repeating: allocation.paid, count: futures * padded)
    }
    var first = 0
    while first < padded {
      let block = Block(first: first, count: min(Workspace.block, padded - first), noise: .all)
      kernel.simulate(project, block)
      for stream in project.streams { pay(stream, of: project, block) }
      observe(kernel, block)
      first += block.count
    }
    totalsAreFirstAllocation = project.allocations.count == 1
    if !totalsAreFirstAllocation { addUp(project.allocations.count) }
  }

  /// The project's total at a future checkpoint, one amount for each replication.
  func paid(at future: Int) -> UnsafeMutablePointer<Int64> {
    (totalsAreFirstAllocation ? amounts : total) + future * padded
  }

  func paid(at future: Int, allocation: Int) -> UnsafeMutablePointer<Int64> {
    amounts + (allocation * model.timeline.future.count + future) * padded
  }

  private func pay(_ stream: ProjectModel.PaymentStream, of project: ProjectModel, _ block: Block) {
    let futures = model.timeline.future.count
    kernel.pay(stream, block) { future in
      guard let source = stream.revenueSource, let rations else { return nil }
      return rations.column(source: source, future: future, rank: project.paymentRank, first: block.first)
    } visit: { future, share in
      for position in stream.allocations {
        let paid = project.allocations[position].paid
        let remaining = Double(project.allocations[position].remaining)
        let column = amounts + (position * futures + future) * padded + block.first
        for lane in 0..<block.count { column[lane] = paid + Int64(remaining * share[lane] + project.rounding) }
      }
    }
  }

  private func addUp(_ allocations: Int) {
    let length = model.timeline.future.count * padded
    for cell in 0..<length { total[cell] = amounts[cell] }
    for position in 1..<max(1, allocations) {
      let column = amounts + position * length
      for cell in 0..<length { total[cell] += column[cell] }
    }
  }

  private func reserve(_ cells: Int) {
    guard cells > capacity else { return }
    amounts.deallocate()
    capacity = cells
    amounts = .allocate(capacity: cells)
  }
}

extension SimulationModel {
  func makeWorkspace() -> Workspace {
    Workspace(
      activities: projects.map(\.activities.count).max() ?? 0, drivers: projects.map(\.drivers.count).max() ?? 0,
      checkpoints: timeline.future.count)
  }
}

/// The rationing ratios of all blocks of a run.
final class RationStore: @unchecked Sendable {
  // Written by one worker for each block before any is read; then only read.
  private let tables: UnsafeMutablePointer<Float>
  private let tableSize: Int
  private let model: SimulationModel

  init(model: SimulationModel, blocks: Int) {
    self.model = model
    tableSize = CashRationing.tableSize(model)
    tables = .allocate(capacity: max(1, tableSize * blocks))
    tables.initialize(repeating: 1, count: max(1, tableSize * blocks))
  }

  deinit { tables.deallocate() }

  func table(block: Int) -> UnsafeMutablePointer<Float> { tables + block * tableSize }

  func column(source: Int, future: Int, rank: Int, first: Int) -> UnsafePointer<Float> {
    let offset = CashRationing.offset(model, source: source, future: future, rank: rank)
    return UnsafePointer(tables + (first / Workspace.block) * tableSize + offset)
  }
}
