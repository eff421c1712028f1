import Stochastics

/// How far the cash of revenue-linked sources meets what projects claim from them.
///
/// At each checkpoint the claims on a source are met from what it has collected and not yet paid, in the order of payment ranks,
/// pro rata within a rank; the rest waits. The result is one ratio for each source, checkpoint, rank and replication, so that every
/// project can afterwards be simulated on its own.
struct CashRationing {
  private struct Member {
    let project: Int
    let stream: ProjectModel.PaymentStream
    let source: Int
    let rank: Int
    let capital: Double
  }

  private let model: SimulationModel
  /// In order of rank.
  private let members: [Member]
  private let memberProjects: [Int]

  init?(model: SimulationModel) {
    guard !model.revenueSources.isEmpty else { return nil }
    self.model = model
    let listed = model.projects.flatMap { project in
      project.streams.compactMap { stream -> Member? in
        guard let source = stream.revenueSource else { return nil }
        let capital = stream.allocations.reduce(0.0) { $0 + Double(project.allocations[$1].remaining) }
        return Member(
          project: project.index, stream: stream, source: source, rank: project.paymentRank, capital: capital)
      }
    }
    members = listed.enumerated().sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.map(\.element)
    memberProjects = Set(members.map(\.project)).sorted()
  }

  /// Values in the table of one block.
  static func tableSize(_ model: SimulationModel) -> Int {
    model.revenueSources.count * model.timeline.future.count * model.paymentRanks * Workspace.block
  }

  /// Where the column of a source, checkpoint and rank begins in a block's table.
  static func offset(_ model: SimulationModel, source: Int, future: Int, rank: Int) -> Int {
    ((source * model.timeline.future.count + future) * model.paymentRanks + rank) * Workspace.block
  }

  /// Fills the ratios of one block; memory is bounded by narrowing the block when many projects share the sources.
  func fill(_ table: UnsafeMutablePointer<Float>, kernel: Kernel, block: Block) {
    let checkpoints = model.timeline.future.count
    let affordable = 8_000_000 / max(1, members.count * checkpoints)
    let width = max(4, min(Workspace.block, affordable / 4 * 4))
    let scratch = RationScratch(
      members: members.count, checkpoints: checkpoints, sources: model.revenueSources.count, width: width)
    var lane = 0
    while lane < block.count {
      let tile = block.tile(from: lane, width: width)
      fillTile(table + lane, kernel: kernel, tile: tile, scratch: scratch)
      lane += tile.count
    }
  }

  private func fillTile(_ table: UnsafeMutablePointer<Float>, kernel: Kernel, tile: Block, scratch: RationScratch) {
    drawRevenue(into: scratch, kernel: kernel, tile: tile)
    collectDemands(into: scratch, kernel: kernel, tile: tile)
    let checkpoints = model.timeline.future.count
    for future in 0..<checkpoints {
      for source in model.revenueSources.indices {
        let collected = model.revenueSources[source].collectedShare[future]
        let expected = model.revenueSources[source].expected
        let already = model.revenueSources[source].paid
        let cash = scratch.cash + source * Workspace.block
        let factor = scratch.factor + source * Workspace.block
        let spent = scratch.spent + source * Workspace.block
        for lane in 0..<tile.count {
          cash[lane] = positive(expected * Double(factor[lane]) * collected - already - spent[lane])
        }
      }
      meetDemands(at: future, table, scratch, tile)
    }
  }

  private func drawRevenue(into scratch: RationScratch, kernel: Kernel, tile: Block) {
    for (position, source) in model.revenueSources.enumerated() {
      let factor = scratch.factor + position * Workspace.block
      if case .none = tile.noise {
        for lane in 0..<tile.count { scratch.uniform[lane] = 0.5 }
      } else {
        source.stream.fillUniforms(scratch.uniform, count: tile.count, firstReplication: tile.first, index: 0)
      }
      source.sampler.fill(factor, uniforms: scratch.uniform, count: tile.count)
      for driver in source.drivers {
        kernel.strike(driver, tile, into: scratch.impact)
        for lane in 0..<tile.count { factor[lane] *= scratch.impact[lane] }
      }
      let spent = scratch.spent + position * Workspace.block
      for lane in 0..<tile.count { spent[lane] = 0 }
    }
  }

  private func collectDemands(into scratch: RationScratch, kernel: Kernel, tile: Block) {
    let checkpoints = model.timeline.future.count
    var positions: [Int: [Int]] = [:]
    for (position, member) in members.enumerated() { positions[member.project, default: []].append(position) }
    for project in memberProjects {
      kernel.simulate(model.projects[project], tile)
      for position in positions[project] ?? [] {
        for future in 0..<checkpoints {
          let from = future * Workspace.block
          let to = scratch.row(member: position, future: future)
          for lane in 0..<tile.count {
            scratch.payable[to + lane] = kernel.work.payable[from + lane]
            scratch.advance[to + lane] = kernel.work.advance[from + lane]
            scratch.claim[to + lane] = kernel.work.claim[from + lane]
          }
        }
        let paid = scratch.paid + position * scratch.width
        for lane in 0..<tile.count { paid[lane] = 0 }
      }
    }
  }

  private func meetDemands(
    at future: Int, _ table: UnsafeMutablePointer<Float>, _ scratch: RationScratch, _ tile: Block
  ) {
    var first = 0
    while first < members.count {
      let rank = members[first].rank
      let end = members[first...].firstIndex { $0.rank != rank } ?? members.count
      for source in model.revenueSources.indices {
        let demand = scratch.demand + source * Workspace.block
        for lane in 0..<tile.count { demand[lane] = 0 }
      }
      for position in first..<end { addDemand(of: position, at: future, scratch, tile) }
      for source in model.revenueSources.indices {
        let ratio = table + Self.offset(model, source: source, future: future, rank: rank)
        let demand = scratch.demand + source * Workspace.block
        let cash = scratch.cash + source * Workspace.block
        let spent = scratch.spent + source * Workspace.block
        for lane in 0..<tile.count {
          // Kept a little below the cash, so that rounding to single precision never pays more than there is.
          let share = demand[lane] <= cash[lane] ? 1 : cash[lane] / demand[lane] * 0.999_999_8
          ratio[lane] = Float(share)
          let met = Double(ratio[lane]) * demand[lane]
          spent[lane] += met
          cash[lane] = positive(cash[lane] - met)
        }
      }
      for position in first..<end { pay(position, at: future, table, scratch, tile) }
      first = end
    }
  }

  private func addDemand(of position: Int, at future: Int, _ scratch: RationScratch, _ tile: Block) {
    let member = members[position]
    guard future <= member.stream.lastFuture else { return }
    let demand = Demand(of: member.stream)
    let sum = scratch.demand + member.source * Workspace.block
    let paid = scratch.paid + position * scratch.width
    let row = scratch.row(member: position, future: future)
    for lane in 0..<tile.count {
      sum[lane] +=
        member.capital
        * demand.wanted(
          payable: scratch.payable[row + lane], advance: scratch.advance[row + lane],
          claim: Double(scratch.claim[row + lane]), paid: paid[lane])
    }
  }

  private func pay(
    _ position: Int, at future: Int, _ table: UnsafeMutablePointer<Float>, _ scratch: RationScratch, _ tile: Block
  ) {
    let member = members[position]
    guard future <= member.stream.lastFuture else { return }
    let demand = Demand(of: member.stream)
    let ratio = table + Self.offset(model, source: member.source, future: future, rank: member.rank)
    let paid = scratch.paid + position * scratch.width
    let row = scratch.row(member: position, future: future)
    for lane in 0..<tile.count {
      let wanted = demand.wanted(
        payable: scratch.payable[row + lane], advance: scratch.advance[row + lane],
        claim: Double(scratch.claim[row + lane]), paid: paid[lane])
      paid[lane] = smaller(1, paid[lane] + Double(ratio[lane]) * wanted)
    }
  }
}

extension Block {
  /// The part of the block from a lane on.
  func tile(from lane: Int, width: Int) -> Block {
    let noise: Noise
    switch self.noise {
    case .none, .all: noise = self.noise
    case .drivers(let masks): noise = .drivers(masks + lane)
    }
    return Block(first: first + lane, count: min(width, count - lane), noise: noise)
  }
}

/// Columns of all members of revenue-linked sources over one tile.
private final class RationScratch {
  let payable: UnsafeMutablePointer<Double>
  let advance: UnsafeMutablePointer<Double>
  let claim: UnsafeMutablePointer<Float>
  let paid: UnsafeMutablePointer<Double>
  let cash: UnsafeMutablePointer<Double>
  let spent: UnsafeMutablePointer<Double>
  let demand: UnsafeMutablePointer<Double>
  let factor: UnsafeMutablePointer<Float>
  let uniform: UnsafeMutablePointer<Float>
  let impact: UnsafeMutablePointer<Float>
  let width: Int
  private let checkpoints: Int

  init(members: Int, checkpoints: Int, sources: Int, width: Int) {
    self.checkpoints = checkpoints
    self.width = width
    let rows = max(1, members * checkpoints) * width
    payable = .allocate(capacity: rows)
    advance = .allocate(capacity: rows)
    claim = .allocate(capacity: rows)
    paid = .allocate(capacity: max(1, members) * width)
    cash = .allocate(capacity: sources * Workspace.block)
    spent = .allocate(capacity: sources * Workspace.block)
    demand = .allocate(capacity: sources * Workspace.block)
    factor = .allocate(capacity: sources * Workspace.block)
    uniform = .allocate(capacity: Workspace.block)
    impact = .allocate(capacity: Workspace.block)
  }

  deinit {
    for pointer in [payable, advance, paid, cash, spent, demand] { pointer.deallocate() }
    for pointer in [claim, factor, uniform, impact] { pointer.deallocate() }
  }

  func row(member: Int, future: Int) -> Int { (member * checkpoints + future) * width }
}
