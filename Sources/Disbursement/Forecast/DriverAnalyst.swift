import Portfolio
import Rulebook
import Stochastics

/// What each risk driver does, by running the same replications with drivers off.
///
/// Effect: expected shortfall with all drivers minus without this one. Share: Shapley value by one random order of drivers in each
/// replication (Castro, Gómez and Tejada 2009), unbiased, whose parts add up exactly.
struct DriverAnalyst {
  let model: SimulationModel
  let settings: ForecastSettings
  let replications: Int
  let progress: ProgressMeter

  private var driverCount: Int { model.drivers.count }

  /// About half as much work as the forecast itself, and at least 200 replications where that costs little.
  static func replications(_ settings: ForecastSettings, drivers: Int, projects: Int) -> Int {
    guard drivers > 0 else { return 0 }
    let least = max(8, min(200, 1_000_000 / max(1, projects)))
    let wanted = settings.driverReplications ?? max(least, settings.replications / (2 * drivers))
    return max(0, min(wanted, settings.replications))
  }

  static func cost(_ replications: Int, drivers: Int) -> Int { replications * (2 * drivers + 1) }

  func analyse() -> DriverAnalysis {
    guard replications > 0, driverCount > 0, model.timeline.yearEndFuture >= 0 else {
      return DriverAnalysis(
        replications: 0, expectedShortfall: .zero, withoutDrivers: .zero, shareWithoutDrivers: 0, drivers: [])
    }
    let padded = Workspace.padded(replications)
    let rationing = Rationing(model: model)
    let projects =
      settings.driverDetail == .projects ? ProjectMoments(projects: model.projectCount, drivers: driverCount) : nil
    let width = Self.width(claimColumns: rationing?.columns ?? 0, drivers: driverCount, threads: settings.threads)
    let blocks = stride(from: 0, to: padded, by: width).map { first in
      BlockAnalyst(
        model: model, rationing: rationing, block: Block(first: first, count: min(width, padded - first)),
        stated: min(width, replications - first), threads: settings.threads, projects: projects
      ).analyse { progress.add($0) }
    }
    var analysis = summarise(blocks)
    analysis.projects = projects.map { $0.effects(model.drivers) } ?? []
    return analysis
  }

  /// Replications taken together, so that the claims under every set of drivers fit into memory.
  private static func width(claimColumns: Int, drivers: Int, threads: Int) -> Int {
    let bytes = max(1, claimColumns) * (2 * drivers + 1) * (8 * max(1, threads) + 4)
    return max(8, min(Workspace.block, (256 << 20) / bytes / 8 * 8))
  }

  private func summarise(_ blocks: [BlockResult]) -> DriverAnalysis {
    let full = blocks.flatMap(\.full)
    let none = blocks.flatMap(\.none)
    let total = full.reduce(0, +)
    let mean = total / Double(replications)
    let drivers = (0..<driverCount).map { driver -> DriverEffect in
      let effects = blocks.flatMap { $0.effects[driver] }
      let shapley = blocks.flatMap { $0.shapley[driver] }
      let strikes = blocks.reduce(0.0) { $0 + $1.strikes[driver] }
      let units = blocks.reduce(0.0) { $0 + $1.units[driver] }
      return DriverEffect(
        id: model.drivers[driver].id, name: model.drivers[driver].name, scope: model.drivers[driver].scope,
        frequency: units > 0 ? strikes / units : 0, meanEffect: Money(rounding: average(effects)),
        meanEffectError: Money(rounding: error(effects)),
        shareOfShortfall: mean > 0 ? average(shapley) / mean : 0,
        shareOfShortfallError: mean > 0 ? error(shapley) / mean : 0)
    }
    return DriverAnalysis(
      replications: replications, expectedShortfall: Money(rounding: mean),
      withoutDrivers: Money(rounding: average(none)),
      shareWithoutDrivers: mean > 0 ? average(none) / mean : 0, drivers: drivers)
  }

  /// Zero for a single replication, which tells nothing of its error.
  private func error(_ values: [Double]) -> Double {
    values.count > 1 ? SampleMoments(values).standardError : 0
  }

  private func average(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }
}

/// Values of each replication of one block, in dong.
private struct BlockResult {
  var full: [Double]
  var none: [Double]
  /// By driver.
  var effects: [[Double]]
  var shapley: [[Double]]
  /// Units struck and units in all, summed over replications.
  var strikes: [Double]
  var units: [Double]
}

/// Runs the whole portfolio over one block under many sets of drivers.
private struct BlockAnalyst: @unchecked Sendable {
  private let model: SimulationModel
  private let rationing: Rationing?
  private let block: Block
  private let stated: Int
  private let threads: Int
  private let projects: ProjectMoments?
  /// For each driver and replication its place in a random order of drivers.
  private let ranks: [[Int]]
  /// For each set and replication the drivers that are on: growing sets in the random order, then all but one.
  private let masks: [[UInt64]]

  private var drivers: Int { model.drivers.count }
  private var columns: Int { rationing?.columns ?? 0 }

  init(
    model: SimulationModel, rationing: Rationing?, block: Block, stated: Int, threads: Int, projects: ProjectMoments?
  ) {
    self.projects = projects
    self.model = model
    self.rationing = rationing
    self.block = block
    self.stated = stated
    self.threads = threads
    let ranks = Self.drawRanks(model, block)
    self.ranks = ranks
    masks = Self.masks(ranks, lanes: block.count)
  }

  func analyse(progress: @Sendable (Int) -> Void) -> BlockResult {
    let ratios = meetClaims()
    defer { ratios?.deallocate() }
    let missing = shortfalls(ratios, progress)
    let full = missing[drivers]
    let (strikes, units) = countStrikes()
    var result = BlockResult(full: full, none: missing[0], effects: [], shapley: [], strikes: strikes, units: units)
    for driver in 0..<drivers {
      let without = missing[drivers + 1 + driver]
      result.effects.append(full.indices.map { full[$0] - without[$0] })
      result.shapley.append(addition(of: driver, missing))
    }
    return result
  }

  /// What a driver adds in each replication to what is missing with those before it in the random order.
  private func addition(of driver: Int, _ missing: [[Double]]) -> [Double] {
    (0..<stated).map { lane in
      let rank = ranks[driver][lane]
      return missing[rank + 1][lane] - missing[rank][lane]
    }
  }

  /// Growing sets in the random order, from none to all; then all but one.
  private static func masks(_ ranks: [[Int]], lanes: Int) -> [[UInt64]] {
    let drivers = ranks.count
    let everything: UInt64 = drivers == 64 ? .max : (1 << UInt64(drivers)) - 1
    var masks = [[UInt64]]()
    for step in 0...drivers {
      var mask = [UInt64](repeating: 0, count: lanes)
      for driver in 0..<drivers {
        let bit: UInt64 = 1 << UInt64(driver)
        for lane in 0..<lanes where ranks[driver][lane] < step { mask[lane] |= bit }
      }
      masks.append(mask)
    }
    for driver in 0..<drivers {
      let mask: UInt64 = everything & ~(1 << UInt64(driver))
      masks.append([UInt64](repeating: mask, count: lanes))
    }
    return masks
  }

  /// A random order of the drivers for each replication: the place of each.
  private static func drawRanks(_ model: SimulationModel, _ block: Block) -> [[Int]] {
    let drivers = model.drivers.count
    let streams = model.drivers.map {
      RandomStream(seed: model.seed, identity: StreamIdentity("driver-order", parts: [$0.id]))
    }
    var ranks = [[Int]](repeating: [Int](repeating: 0, count: block.count), count: drivers)
    for lane in 0..<block.count {
      let draws = streams.map { $0.uniform(replication: block.first + lane, index: 0) }
      let order = (0..<drivers).sorted { (draws[$0], $0) < (draws[$1], $1) }
      for (rank, driver) in order.enumerated() { ranks[driver][lane] = rank }
    }
    return ranks
  }

  /// The rationing ratios under every set of drivers.
  private func meetClaims() -> UnsafeMutablePointer<Float>? {
    guard let rationing else { return nil }
    let cells = columns * block.count
    let claims = simulate(rationing.members, cells: cells) { worker, project, set in
      rationing.addClaims(
        of: project, worker.kernel.work, to: worker.sums + set * cells, stride: block.count, count: block.count)
    }
    let ratios = UnsafeMutablePointer<Float>.allocate(capacity: masks.count * cells)
    let kernel = Kernel(model: model)
    withExtendedLifetime(claims) {
      for set in masks.indices {
        masks[set].withUnsafeBufferPointer { mask in
          rationing.meet(
            UnsafePointer(claims.sums + set * cells), into: ratios + set * cells, stride: block.count, kernel: kernel,
            block: block, masks: mask.baseAddress)
        }
      }
    }
    return ratios
  }

  /// Plan − disbursed of the whole portfolio at the end of the year under every set of drivers.
  private func shortfalls(_ ratios: UnsafeMutablePointer<Float>?, _ progress: @Sendable (Int) -> Void) -> [[Double]] {
    let cells = columns * block.count
    // Written before the workers start.
    nonisolated(unsafe) let ratios = ratios
    let sums = simulate(Array(0..<model.projectCount), cells: block.count) { worker, project, set in
      if let ratios, let rationing {
        rationing.pay(
          project, worker.kernel.work, ratios: UnsafePointer(ratios + set * cells), stride: block.count,
          count: block.count)
      }
      worker.kernel.addPaid(
        project, at: model.timeline.yearEndFuture, to: worker.sums + set * block.count, block)
      if let projects, set >= drivers { note(project, worker, set, in: projects) }
      if set == 0 { progress(stated * masks.count) }
    }
    let plan = model.inputs.portfolio.projects.reduce(Money.zero) { $0 + $1.plan }.dong
    return withExtendedLifetime(sums) {
      masks.indices.map { set in
        (0..<stated).map { lane in Double(plan - sums.sums[set * block.count + lane]) }
      }
    }
  }

  /// Adds what each replication of a project lacks with all drivers beyond what it lacks without one.
  private func note(_ project: ProjectModel, _ worker: AnalysisWorker, _ set: Int, in projects: ProjectMoments) {
    let paid = set == drivers ? worker.paidWithAll : worker.paidWithout
    paid.update(repeating: 0, count: block.count)
    worker.kernel.addPaid(project, at: model.timeline.yearEndFuture, to: paid, block)
    guard set > drivers else { return }
    for lane in 0..<stated {
      projects.add(
        Double(worker.paidWithout[lane] - worker.paidWithAll[lane]), project: project.index, driver: set - drivers - 1)
    }
  }

  /// Simulates projects under every set of drivers; each is drawn once. The sums of all workers together.
  private func simulate(
    _ numbers: [Int], cells: Int, visit: @Sendable (AnalysisWorker, ProjectModel, Int) -> Void
  ) -> AnalysisWorker {
    let queue = WorkQueue(count: (numbers.count + Chunk.size - 1) / Chunk.size)
    let workers = queue.run(threads: threads) {
      AnalysisWorker(model: model, cells: cells * masks.count)
    } body: { worker, chunk in
      for number in numbers[chunk * Chunk.size..<min(numbers.count, (chunk + 1) * Chunk.size)] {
        let project = worker.compiler.compile(at: number)
        worker.kernel.draw(project, block)
        for set in masks.indices {
          masks[set].withUnsafeBufferPointer { worker.kernel.move(project, block, masks: $0.baseAddress) }
          visit(worker, project, set)
        }
      }
    }
    let total = workers.first ?? AnalysisWorker(model: model, cells: cells * masks.count)
    for worker in workers.dropFirst() { total.add(worker) }
    return total
  }

  private func countStrikes() -> (strikes: [Double], units: [Double]) {
    let worker = simulateStrikes(Array(0..<model.projectCount))
    var (strikes, units) = (worker.strikes, worker.units)
    for driver in model.revenueSources.flatMap(\.drivers) {
      strikes[driver.index] += Double(worker.countStrikes(of: driver, block, stated))
      units[driver.index] += Double(stated)
    }
    return (strikes, units)
  }

  private func simulateStrikes(_ numbers: [Int]) -> AnalysisWorker {
    let worker = AnalysisWorker(model: model, cells: 1)
    for number in numbers {
      let project = worker.compiler.compile(at: number)
      if project.history != nil { worker.kernel.draw(project, block) }
      for (position, driver) in project.drivers.enumerated() {
        let strikes =
          project.history == nil
          ? worker.countStrikes(of: driver, block, stated)
          : worker.countChosen(of: driver, at: position, stated)
        worker.strikes[driver.index] += Double(strikes)
        worker.units[driver.index] += Double(stated)
      }
    }
    return worker
  }
}

/// One worker's columns and sums.
private final class AnalysisWorker {
  let kernel: Kernel
  let compiler: ModelCompiler
  let sums: UnsafeMutablePointer<Int64>
  /// What the project at work is paid in each replication.
  let paidWithAll = UnsafeMutablePointer<Int64>.allocate(capacity: Workspace.block)
  let paidWithout = UnsafeMutablePointer<Int64>.allocate(capacity: Workspace.block)
  var strikes: [Double]
  var units: [Double]
  private let cells: Int

  init(model: SimulationModel, cells: Int) {
    kernel = Kernel(model: model)
    compiler = model.makeCompiler()
    self.cells = cells
    sums = .allocate(capacity: max(1, cells))
    sums.initialize(repeating: 0, count: max(1, cells))
    strikes = [Double](repeating: 0, count: model.drivers.count)
    units = strikes
  }

  deinit {
    sums.deallocate()
    paidWithAll.deallocate()
    paidWithout.deallocate()
  }

  func add(_ other: AnalysisWorker) {
    for cell in 0..<cells { sums[cell] &+= other.sums[cell] }
  }

  /// Strikes among draws chosen by what has been paid.
  func countChosen(of driver: ProjectModel.DriverModel, at position: Int, _ stated: Int) -> Int {
    let column = kernel.work.impact[position]
    return (0..<stated).count { column[$0] != driver.idle }
  }

  func countStrikes(of driver: ProjectModel.DriverModel, _ block: Block, _ stated: Int) -> Int {
    let uniform = kernel.work.uniform
    driver.stream.fillUniforms(uniform, count: block.count, firstReplication: block.first, index: 0)
    var count = 0
    for lane in 0..<stated where uniform[lane] < driver.probability { count += 1 }
    return count
  }
}
