import Portfolio
import Stochastics

/// What may change capital in the course of a replication.
protocol CapitalRule: Sendable {
  /// The future checkpoints after which it may change plans; nil may be any.
  var windows: [Int]? { get }
  /// Called before the first checkpoint (`future` is −1) and after the payments of each; may change plans, never what is known only later.
  func move(_ columns: CapitalColumns, after future: Int)
}

extension CapitalRule {
  var windows: [Int]? { nil }
}

/// New plans from a day on; never below what has been paid by then.
struct FixedPlans: CapitalRule {
  /// The last future checkpoint that is paid under the old plans; −1 when there is none.
  let window: Int
  /// One for each entry of the ``CapitalDirectory``, dong.
  let plans: [Double]

  var windows: [Int]? { [window] }

  func move(_ columns: CapitalColumns, after future: Int) {
    guard future == window else { return }
    for entry in plans.indices where plans[entry] != columns.directory.entries[entry].plan {
      let (plan, paid) = (columns.plan(entry), columns.paid(entry))
      for lane in 0..<columns.lanes { plan[lane] = max(plans[entry], paid[lane]) }
    }
  }
}

/// Plans, claims and payments of every allocation over one block of replications, moved from checkpoint to checkpoint.
///
/// Claims of a project fill its allocations in order; each is paid what it has been claimed, those of revenue-linked sources as far as the cash
/// goes, in the order of payment ranks, pro rata within one (see ``Rationing``). Projects of assured sources are looked at only where something is
/// asked or may change: between such checkpoints their payments follow from the later claims.
final class CapitalColumns {
  typealias Column = UnsafeMutablePointer<Double>

  let claims: ClaimModel
  let directory: CapitalDirectory
  let kernel: Kernel
  /// Replications in a block, at most.
  let capacity: Int
  /// Replications in the block at work.
  private(set) var lanes = 0
  /// Checkpoints at which all projects are looked at.
  private let stops: [Bool]
  private let plans: Column
  private let claimed: Column
  private let paidAmounts: Column
  /// Shares of each project's capital at its ceiling by project and checkpoint.
  private let shares: UnsafeMutablePointer<Float>
  private var revenueFactors: [[Float]] = []
  private let kinds: [Kind]
  private let scales: [AmountScale]
  /// By revenue-linked source, rank and replication: what waits, then the share of it that is met.
  private let waiting: Column
  /// By revenue-linked source and replication.
  private let spent: Column
  private let amounts: UnsafeMutablePointer<Int64>
  private let left: Column
  private let room: Column

  private enum Kind {
    /// One assured allocation, paid to the end.
    case plain
    /// Several, all assured.
    case assured
    case rationed
  }

  var futures: Int { claims.model.timeline.future.count }
  private var ranks: Int { claims.model.paymentRanks }
  private var sources: Int { claims.model.revenueSources.count }

  /// - Parameter asked: The future checkpoints at which payments are asked for, and after which rules may change plans; nil is all.
  init(_ claims: ClaimModel, _ directory: CapitalDirectory, capacity: Int, asked: [Int]? = nil) {
    self.claims = claims
    self.directory = directory
    self.capacity = capacity
    kernel = Kernel(model: claims.model)
    let (entries, futures) = (max(1, directory.entries.count), claims.model.timeline.future.count)
    plans = .allocate(capacity: entries * capacity)
    claimed = .allocate(capacity: entries * capacity)
    paidAmounts = .allocate(capacity: entries * capacity)
    shares = .allocate(capacity: max(1, claims.projects.count * futures * capacity))
    let needed = asked.map { Set($0 + directory.entries.map(\.lastFuture)) }
    stops = (0..<futures).map { needed?.contains($0) ?? true }
    kinds = (0..<directory.projectCount).map { project in
      if directory.isPlain(project, futures: futures) { return .plain }
      return directory.entries(of: project).contains { directory.entries[$0].revenue != nil } ? .rationed : .assured
    }
    scales = claims.projects.map(\.total)
    let sources = max(1, claims.model.revenueSources.count)
    waiting = .allocate(capacity: sources * claims.model.paymentRanks * capacity)
    spent = .allocate(capacity: sources * capacity)
    amounts = .allocate(capacity: capacity)
    left = .allocate(capacity: capacity)
    room = .allocate(capacity: capacity)
  }

  deinit {
    for column in [plans, claimed, paidAmounts, waiting, spent, left, room] { column.deallocate() }
    shares.deallocate()
    amounts.deallocate()
  }

  /// Bytes for each replication of a block.
  static func memory(_ claims: ClaimModel, _ directory: CapitalDirectory) -> Int {
    24 * directory.entries.count + 4 * claims.projects.count * claims.model.timeline.future.count
  }

  /// Plan of an allocation in each replication of the block, dong.
  func plan(_ entry: Int) -> Column { plans + entry * capacity }

  /// Paid by the checkpoint reached, what was paid to date included.
  func paid(_ entry: Int) -> Column { paidAmounts + entry * capacity }

  private func share(_ project: Int, _ future: Int) -> UnsafeMutablePointer<Float> {
    shares + (project * futures + future) * capacity
  }

  /// Draws a block: what the projects claim, and the revenue of the sources.
  func draw(_ block: Block) {
    lanes = block.count
    for (index, project) in claims.projects.enumerated() {
      guard !project.streams.isEmpty else {
        share(index, 0).update(repeating: 0, count: futures * capacity)
        continue
      }
      kernel.simulate(project, block)
      for future in 0..<futures where stops[future] || kinds[index] == .rationed {
        share(index, future).update(from: kernel.work.claimed[future], count: block.count)
      }
    }
    revenueFactors = claims.model.revenueSources.map { kernel.drawRevenue($0, block) }
  }

  /// Plays the block that was drawn under a rule; `visit` sees the state after each checkpoint's payments.
  func play(_ rule: (any CapitalRule)?, visit: (_ future: Int) -> Void) {
    for (index, entry) in directory.entries.enumerated() {
      plan(index).update(repeating: entry.plan, count: lanes)
      paid(index).update(repeating: entry.paid, count: lanes)
      (claimed + index * capacity).update(repeating: entry.paid, count: lanes)
    }
    spent.update(repeating: 0, count: max(1, sources) * capacity)
    rule?.move(self, after: -1)
    for future in 0..<futures {
      pay(at: future)
      visit(future)
      rule?.move(self, after: future)
    }
  }
}

// MARK: Payments

extension CapitalColumns {
  private func pay(at future: Int) {
    waiting.update(repeating: 0, count: max(1, sources) * ranks * capacity)
    for project in kinds.indices {
      switch kinds[project] {
      case .plain: if stops[future] { payPlain(project, at: future) }
      case .assured: if stops[future] { fill(project, at: future) }
      case .rationed: fill(project, at: future)
      }
    }
    guard sources > 0 else { return }
    ration(at: future)
    for (index, entry) in directory.entries.enumerated() where future <= entry.lastFuture {
      guard let source = entry.revenue else { continue }
      let (paid, claimed) = (paid(index), claimed + index * capacity)
      let met = waiting + (source * ranks + directory.ranks[entry.project]) * capacity
      for lane in 0..<lanes { paid[lane] += met[lane] * max(0, claimed[lane] - paid[lane]) }
    }
  }

  private func payPlain(_ project: Int, at future: Int) {
    let (plan, paid, amounts) = (plan(directory.starts[project]), paid(directory.starts[project]), amounts)
    scales[project].fill(amounts, shares: share(project, future), count: lanes)
    for lane in 0..<lanes {
      let covered = min(plan[lane], Double(amounts[lane]))
      paid[lane] = max(paid[lane], covered)
    }
  }

  /// Lays what the project has claimed on its allocations in order; those with assured cash are paid at once.
  private func fill(_ project: Int, at future: Int) {
    let (own, left, room, lanes) = (directory.entries(of: project), left, room, lanes)
    scales[project].fill(amounts, shares: share(project, future), count: lanes)
    for lane in 0..<lanes { left[lane] = Double(amounts[lane]) }
    for entry in own {
      let (claimed, plan, paid) = (claimed + entry * capacity, plan(entry), paid(entry))
      for lane in 0..<lanes {
        claimed[lane] = max(paid[lane], min(claimed[lane], plan[lane]))
        left[lane] -= claimed[lane]
      }
    }
    for level in directory.levels[project] {
      room.update(repeating: 0, count: lanes)
      for place in level {
        let (claimed, plan) = (claimed + directory.order[place] * capacity, plan(directory.order[place]))
        for lane in 0..<lanes { room[lane] += max(0, plan[lane] - claimed[lane]) }
      }
      // The part of the room that is filled, then what is left for the next level.
      for lane in 0..<lanes {
        let taken = max(0, min(left[lane], room[lane]))
        left[lane] -= taken
        room[lane] = taken > 0 ? taken / room[lane] : 0
      }
      for place in level {
        let (claimed, plan) = (claimed + directory.order[place] * capacity, plan(directory.order[place]))
        for lane in 0..<lanes { claimed[lane] += room[lane] * max(0, plan[lane] - claimed[lane]) }
      }
    }
    for entry in own where future <= directory.entries[entry].lastFuture { settle(entry, project) }
  }

  /// Pays an allocation what it has been claimed, or lets it wait for cash.
  private func settle(_ entry: Int, _ project: Int) {
    let (claimed, paid) = (claimed + entry * capacity, paid(entry))
    guard let source = directory.entries[entry].revenue else {
      for lane in 0..<lanes { paid[lane] = max(paid[lane], claimed[lane]) }
      return
    }
    let waiting = waiting + (source * ranks + directory.ranks[project]) * capacity
    for lane in 0..<lanes { waiting[lane] += claimed[lane] - paid[lane] }
  }

  /// Turns what waits into the share of it that the cash meets.
  private func ration(at future: Int) {
    for (number, source) in claims.model.revenueSources.enumerated() {
      let (collected, isOver) = (source.expected * source.collectedShare[future], future > source.lastFuture)
      let (factors, spent) = (revenueFactors[number], spent + number * capacity)
      for lane in 0..<lanes {
        var cash = collected * Double(factors[lane]) - source.paid - spent[lane]
        for rank in 0..<ranks {
          let waits = waiting + ((number * ranks + rank) * capacity + lane)
          let wanted = waits.pointee
          let share = isOver ? 0 : wanted > max(0, cash) ? max(0, cash) / wanted : 1
          waits.pointee = share
          cash -= share * wanted
          spent[lane] += share * wanted
        }
      }
    }
  }
}
