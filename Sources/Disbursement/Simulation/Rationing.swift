import Portfolio
import Stochastics

/// How far the cash of revenue-linked sources meets what projects claim from them.
///
/// What is claimed does not depend on cash, so the claims of all projects on a source need only be added up: at each checkpoint they are met
/// from what has been collected and not yet paid, in the order of payment ranks, pro rata within a rank; the rest waits. The
/// result is one ratio for each source, rank, checkpoint and replication, by which every project is then paid on its own:
/// P(c) = P(c−1) + ratio(c) · (Q(c) − P(c−1)) with Q the cumulative claims. Ratios being the same for all of a rank, the
/// payments of its projects add up to what the source pays.
struct Rationing: Sendable {
  /// A source and a payment rank; ranks of a source are in order.
  struct Row: Sendable {
    let source: Int
    let rank: Int
  }

  let model: SimulationModel
  let rows: [Row]
  /// Projects that claim from a revenue-linked source.
  let members: [Int]
  private let rowIndices: [Int]

  var futures: Int { model.timeline.future.count }
  /// Columns of a table: one for each row and checkpoint.
  var columns: Int { rows.count * futures }

  /// Nil when no source depends on revenue, or nothing is left to pay from one.
  init?(model: SimulationModel) {
    guard !model.revenueSources.isEmpty, !model.timeline.future.isEmpty else { return nil }
    self.model = model
    let linked = Dictionary(
      uniqueKeysWithValues: model.revenueSources.enumerated().map {
        (model.inputs.portfolio.sources[$1.sourceIndex].id, $0)
      })
    let compiler = model.makeCompiler()
    var isUsed = [Bool](repeating: false, count: model.revenueSources.count * model.paymentRanks)
    var members: [Int] = []
    for (index, project) in model.inputs.portfolio.projects.enumerated() {
      var isMember = false
      for allocation in project.allocations where allocation.plan > allocation.paidToDate {
        guard let source = linked[allocation.sourceID] else { continue }
        isUsed[source * model.paymentRanks + compiler.paymentRank(of: project)] = true
        isMember = true
      }
      if isMember { members.append(index) }
    }
    guard !members.isEmpty else { return nil }
    self.members = members
    var rows: [Row] = []
    var indices = [Int](repeating: -1, count: isUsed.count)
    for position in isUsed.indices where isUsed[position] {
      indices[position] = rows.count
      rows.append(Row(source: position / model.paymentRanks, rank: position % model.paymentRanks))
    }
    self.rows = rows
    rowIndices = indices
  }

  /// Adds what a project claims from revenue-linked sources, in dong; columns are `stride` apart.
  func addClaims(
    of project: borrowing ProjectModel, _ work: Workspace, to sums: UnsafeMutablePointer<Int64>, stride: Int, count: Int
  ) {
    for number in 0..<project.streams.count {
      guard let row = row(of: project.streams[number], project) else { continue }
      let scale = AmountScale(paid: 0, remaining: Int64(project.streams[number].capital), roundsDown: false)
      for future in 0..<futures {
        scale.add(
          work.claimed[number * futures + future], to: sums + (row * futures + future) * stride, count: count)
      }
    }
  }

  /// Turns what a project has claimed from revenue-linked sources into what it has been paid.
  func pay(
    _ project: borrowing ProjectModel, _ work: Workspace, ratios: UnsafePointer<Float>, stride: Int, count: Int
  ) {
    for number in 0..<project.streams.count {
      guard let row = row(of: project.streams[number], project) else { continue }
      let lastFuture = project.streams[number].lastFuture
      for future in 0..<futures {
        let column = work.claimed[number * futures + future]
        let ratio = ratios + (row * futures + future) * stride
        if future == 0 {
          for lane in 0..<count { column[lane] *= ratio[lane] }
          continue
        }
        let before = work.claimed[number * futures + future - 1]
        if future > lastFuture {
          for lane in 0..<count { column[lane] = before[lane] }
        } else {
          for lane in 0..<count {
            let waiting = positive(column[lane] - before[lane])
            column[lane] = ratio[lane] >= 1 ? larger(column[lane], before[lane]) : before[lane] + ratio[lane] * waiting
          }
        }
      }
    }
  }

  private func row(of stream: ProjectModel.PaymentStream, _ project: borrowing ProjectModel) -> Int? {
    guard let source = stream.revenueSource else { return nil }
    let row = rowIndices[source * model.paymentRanks + project.paymentRank]
    return row < 0 ? nil : row
  }
}

// MARK: Meeting claims

extension Rationing {
  /// The ratios of a block from its claims.
  func meet(
    _ sums: UnsafePointer<Int64>, into ratios: UnsafeMutablePointer<Float>, stride: Int, kernel: Kernel, block: Block,
    masks: UnsafePointer<UInt64>? = nil
  ) {
    var first = 0
    while first < rows.count {
      let source = rows[first].source
      let end = rows[first...].firstIndex { $0.source != source } ?? rows.count
      let factor = kernel.drawRevenue(model.revenueSources[source], block, masks)
      meet(
        sums, into: ratios, rows: first..<end, of: model.revenueSources[source], factor: factor, stride: stride,
        lanes: block.count)
      first = end
    }
  }

  private func meet(
    _ sums: UnsafePointer<Int64>, into ratios: UnsafeMutablePointer<Float>, rows: Range<Int>,
    of source: SimulationModel.RevenueSource, factor: [Float], stride: Int, lanes: Int
  ) {
    var paid = [Double](repeating: 0, count: rows.count * lanes)
    for future in 0..<futures {
      let (collected, isOver) = (source.expected * source.collectedShare[future], future > source.lastFuture)
      for lane in 0..<lanes {
        var cash = collected * Double(factor[lane]) - source.paid
        for position in 0..<rows.count { cash -= paid[position * lanes + lane] }
        for row in rows {
          let position = (row - rows.lowerBound) * lanes + lane
          let cell = (row * futures + future) * stride + lane
          let waiting = max(0, Double(sums[cell]) - paid[position])
          let share = waiting > max(0, cash) ? max(0, cash) / waiting : 1
          let ratio: Float = isOver ? 0 : Float(share)
          ratios[cell] = ratio
          let met = Double(ratio) * waiting
          paid[position] += met
          cash -= met
        }
      }
    }
  }
}

extension Kernel {
  /// The factors by which a source's revenue turns out; bit d of a replication's mask is 0 where driver d is switched off.
  func drawRevenue(
    _ source: SimulationModel.RevenueSource, _ block: Block, _ masks: UnsafePointer<UInt64>? = nil
  ) -> [Float] {
    let (factor, struck) = (work.pace, work.begin)
    if block.isNominal {
      for lane in 0..<block.count { factor[lane] = source.sampler.median }
    } else {
      source.stream.fillUniforms(factor, count: block.count, firstReplication: block.first, index: 0)
      source.sampler.fill(factor, uniforms: factor, count: block.count)
    }
    for driver in source.drivers {
      strike(driver, block, into: struck)
      let bit = UInt64(1) << UInt64(driver.index)
      for lane in 0..<block.count {
        let isOff = masks.map { $0[lane] & bit == 0 } ?? false
        factor[lane] *= isOff ? 1 : struck[lane]
      }
    }
    return Array(UnsafeBufferPointer(start: factor, count: block.count))
  }
}

/// The ratios of all replications of a run; only read once it is made.
final class RationTable: @unchecked Sendable {
  let rationing: Rationing
  private let ratios: UnsafeMutablePointer<Float>
  private let padded: Int

  /// Most memory for adding up claims, bytes: replications are taken in parts that stay below it.
  private static let largestSums = 192 << 20

  /// The ratios of the nominal schedule.
  static func nominal(_ rationing: Rationing, threads: Int) -> RationTable {
    RationTable(rationing, padded: Block.nominal.count, threads: threads) { _ in .nominal }
  }

  convenience init(_ rationing: Rationing, padded: Int, threads: Int) {
    self.init(rationing, padded: padded, threads: threads) { Block(number: $0, of: padded) }
  }

  private init(_ rationing: Rationing, padded: Int, threads: Int, block: @escaping @Sendable (Int) -> Block) {
    self.rationing = rationing
    self.padded = padded
    ratios = .allocate(capacity: rationing.columns * padded)
    let blocks = Block.count(covering: padded)
    let cells = rationing.columns * Workspace.block
    let together = max(1, min(blocks, Self.largestSums / (8 * cells * max(1, threads))))
    var first = 0
    while first < blocks {
      fill(blocks: first..<min(blocks, first + together), threads: threads, block)
      first += together
    }
  }

  deinit { ratios.deallocate() }

  func column(first: Int) -> UnsafePointer<Float> { UnsafePointer(ratios + first) }

  func pay(_ project: borrowing ProjectModel, _ work: Workspace, _ block: Block) {
    rationing.pay(project, work, ratios: column(first: block.first), stride: padded, count: block.count)
  }

  private func fill(blocks: Range<Int>, threads: Int, _ block: @escaping @Sendable (Int) -> Block) {
    let rationing = rationing
    let cells = rationing.columns * Workspace.block
    let queue = WorkQueue(count: (rationing.members.count + Chunk.size - 1) / Chunk.size)
    let workers = queue.run(threads: threads) {
      ClaimSums(model: rationing.model, cells: cells * blocks.count)
    } body: { worker, chunk in
      let members = rationing.members[chunk * Chunk.size..<min(rationing.members.count, (chunk + 1) * Chunk.size)]
      let projects = members.map { worker.compiler.compile(at: $0) }
      for number in blocks {
        let block = block(number)
        for project in projects {
          worker.kernel.simulate(project, block)
          rationing.addClaims(
            of: project, worker.kernel.work, to: worker.sums + (number - blocks.lowerBound) * cells,
            stride: Workspace.block, count: block.count)
        }
      }
    }
    guard let total = workers.first else { return }
    for other in workers.dropFirst() { total.add(other) }
    withExtendedLifetime(total) { meet(total.sums, blocks: blocks, threads: threads, block) }
  }

  private func meet(
    _ sums: UnsafeMutablePointer<Int64>, blocks: Range<Int>, threads: Int, _ block: @escaping @Sendable (Int) -> Block
  ) {
    let rationing = rationing
    let cells = rationing.columns * Workspace.block
    let shared = RationParts(sums: sums, ratios: ratios, stride: padded)
    let workers = WorkQueue(count: blocks.count).run(threads: threads) {
      (kernel: Kernel(model: rationing.model), part: UnsafeMutablePointer<Float>.allocate(capacity: cells))
    } body: { worker, number in
      let block = block(blocks.lowerBound + number)
      rationing.meet(
        UnsafePointer(shared.sums + number * cells), into: worker.part, stride: Workspace.block, kernel: worker.kernel,
        block: block)
      for column in 0..<rationing.columns {
        for lane in 0..<block.count {
          shared.ratios[column * shared.stride + block.first + lane] = worker.part[column * Workspace.block + lane]
        }
      }
    }
    for worker in workers { worker.part.deallocate() }
  }
}

/// Where the workers of one step read claims and write ratios, each for blocks of its own.
private struct RationParts: @unchecked Sendable {
  let sums: UnsafeMutablePointer<Int64>
  let ratios: UnsafeMutablePointer<Float>
  let stride: Int
}

/// One worker's sums of claims.
private final class ClaimSums {
  let kernel: Kernel
  let compiler: ModelCompiler
  let sums: UnsafeMutablePointer<Int64>
  private let cells: Int

  init(model: SimulationModel, cells: Int) {
    kernel = Kernel(model: model)
    compiler = model.makeCompiler()
    self.cells = cells
    sums = .allocate(capacity: cells)
    sums.initialize(repeating: 0, count: cells)
  }

  deinit { sums.deallocate() }

  func add(_ other: ClaimSums) {
    for cell in 0..<cells { sums[cell] &+= other.sums[cell] }
  }
}
