import Portfolio
import Rulebook
import Stochastics

/// All replications of a model: the rationing ratios of its revenue-linked sources, then each project on its own.
struct Ensemble: Sendable {
  let model: SimulationModel
  let directory: UnitDirectory
  let replications: Int
  let threads: Int
  let deadlines: [ProjectGroup: [Deadline]]
  let rations: RationTable?
  let nominalRations: RationTable?

  var padded: Int { Workspace.padded(replications) }
  var blocks: Int { Block.count(covering: padded) }

  init(model: SimulationModel, directory: UnitDirectory, replications: Int, threads: Int) {
    self.model = model
    self.directory = directory
    self.replications = replications
    self.threads = threads
    deadlines = Dictionary(grouping: model.inputs.rulebook.deadlines, by: \.group)
    let rationing = Rationing(model: model)
    rations = rationing.map { RationTable($0, padded: Workspace.padded(replications), threads: threads) }
    nominalRations = rationing.map { RationTable.nominal($0, threads: threads) }
  }

  /// For the nominal schedule alone, with payments held back by the sources' cash or, without rationing, not.
  init(nominalOf model: SimulationModel, directory: UnitDirectory, threads: Int, rationing: Rationing?) {
    self.model = model
    self.directory = directory
    self.threads = threads
    replications = 0
    deadlines = [:]
    rations = nil
    nominalRations = rationing.map { RationTable.nominal($0, threads: threads) }
  }
}

/// Simulates projects for one worker.
final class ProjectRunner {
  let ensemble: Ensemble
  let kernel: Kernel
  private let compiler: ModelCompiler
  /// Holds the dates of the nominal schedule made last.
  let nominalKernel: Kernel
  private let total = UnsafeMutablePointer<Float>.allocate(capacity: Workspace.block)

  init(_ ensemble: Ensemble) {
    self.ensemble = ensemble
    kernel = Kernel(model: ensemble.model)
    nominalKernel = Kernel(model: ensemble.model)
    compiler = ensemble.model.makeCompiler()
  }

  deinit { total.deallocate() }

  func compile(_ index: Int) -> (project: ProjectModel, notes: [ForecastNote]) {
    let project = compiler.compile(at: index)
    return (project, compiler.notes)
  }

  /// The most that may have been paid of a project by the cut-off.
  func ceiling(_ index: Int) -> Money { compiler.ceiling(of: ensemble.model.inputs.portfolio.projects[index]) }

  /// Simulates projects together; `visit` sees the columns of each block of each.
  ///
  /// Blocks are the outer loop, so that projects of one locality share its draws and sums stay in the cache.
  func run(_ projects: [ProjectModel], visit: (_ position: Int, _ block: Block) -> Void) {
    for number in 0..<ensemble.blocks {
      let block = Block(number: number, of: ensemble.padded)
      for position in projects.indices {
        kernel.simulate(projects[position], block)
        ensemble.rations?.pay(projects[position], kernel.work, block)
        visit(position, block)
      }
    }
  }

  /// Adds what a project has been paid by a future checkpoint, in the block simulated last.
  func add(_ project: borrowing ProjectModel, at future: Int, to sum: UnsafeMutablePointer<Int64>, _ block: Block) {
    kernel.addPaid(project, at: future, to: sum, block)
  }

  /// The cumulative share of a project's remaining capital that has been paid by a future checkpoint, in the block simulated last.
  func paidShare(of project: borrowing ProjectModel, at future: Int, _ block: Block) -> UnsafePointer<Float> {
    paidShare(of: project, at: future, block, kernel.work)
  }

  private func paidShare(
    of project: borrowing ProjectModel, at future: Int, _ block: Block, _ work: Workspace
  ) -> UnsafePointer<Float> {
    let futures = ensemble.model.timeline.future.count
    if project.streams.count == 1 && project.streams[0].isWhole {
      return UnsafePointer(work.claimed[future])
    }
    for lane in 0..<block.count { total[lane] = 0 }
    for number in 0..<project.streams.count {
      let (column, weight) = (work.claimed[number * futures + future], project.weights[number])
      for lane in 0..<block.count { total[lane] += weight * column[lane] }
    }
    let largest = project.largestShare
    for lane in 0..<block.count { total[lane] = smaller(largest, total[lane]) }
    return UnsafePointer(total)
  }

  /// The same model without draws: every duration and rate at its median, drivers off, claims met by their share.
  struct Nominal {
    /// By future checkpoint, dong.
    var paid: [Int64]
    /// The same by allocation.
    var paidByAllocation: [[Int64]]
    /// When the network ends, in days after the as-of day.
    var end: Float
  }

  func nominal(_ project: ProjectModel) -> Nominal { nominal(project, networkEnd: nil, pace: 1) }

  /// The same had the network ended by a time at the latest and had the work gone at a multiple of its pace.
  func nominal(_ project: ProjectModel, networkEnd: Float?, pace: Float) -> Nominal {
    let (futures, work) = (ensemble.model.timeline.future.count, nominalKernel.work)
    nominalKernel.simulateNominal(project, networkEnd: networkEnd, pace: pace)
    ensemble.nominalRations?.pay(project, work, .nominal)
    let total = (0..<futures).map { project.total.amount(paidShare(of: project, at: $0, .nominal, work)[0]) }
    let byAllocation = project.allocations.map { allocation in
      let scale = project.amounts(of: allocation)
      return (0..<futures).map { future in
        allocation.stream.map { scale.amount(work.claimed[$0 * futures + future][0]) } ?? allocation.paid
      }
    }
    return Nominal(paid: total, paidByAllocation: byAllocation, end: work.heldStart[0])
  }
}
