import Portfolio
import Stochastics

/// What may change capital in the course of a replication.
protocol CapitalRule: Sendable {
  /// Called before the first checkpoint (`future` is −1) and after the payments of each; may change plans, never what is known only later.
  func move(_ columns: CapitalColumns, after future: Int)
}

/// New plans from a day on; never below what has been paid by then.
struct FixedPlans: CapitalRule {
  /// The last future checkpoint that is paid under the old plans; −1 when there is none.
  let window: Int
  /// One for each entry of the ``CapitalDirectory``, dong.
  let plans: [Double]

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
/// goes, in the order of payment ranks, pro rata within one (see ``Rationing``).
final class CapitalColumns {
  typealias Column = UnsafeMutablePointer<Double>

  let claims: ClaimModel
  let directory: CapitalDirectory
  let kernel: Kernel
  /// Replications in a block, at most.
  let capacity: Int
  /// Replications in the block at work.
  private(set) var lanes = 0
  private let plans: Column
  private let claimed: Column
  private let paidAmounts: Column
  /// Millionths of each project's capital at its ceiling by project and checkpoint.
  private let shares: UnsafeMutablePointer<Float>
  private var revenueFactors: [[Float]] = []
  private let plain: [Bool]
  private let scales: [AmountScale]
  /// By revenue-linked source, rank and replication: what waits, then the share of it that is met.
  private var waiting: [Double]
  private var spent: [Double]

  var futures: Int { claims.model.timeline.future.count }
  private var ranks: Int { claims.model.paymentRanks }

  init(_ claims: ClaimModel, _ directory: CapitalDirectory, capacity: Int) {
    self.claims = claims
    self.directory = directory
    self.capacity = capacity
    kernel = Kernel(model: claims.model)
    let entries = max(1, directory.entries.count)
    plans = .allocate(capacity: entries * capacity)
    claimed = .allocate(capacity: entries * capacity)
    paidAmounts = .allocate(capacity: entries * capacity)
    let futures = claims.model.timeline.future.count
    shares = .allocate(capacity: max(1, claims.projects.count * futures * capacity))
    plain = (0..<directory.projectCount).map { directory.isPlain($0, futures: futures) }
    scales = claims.projects.map(\.total)
    let sources = claims.model.revenueSources.count
    waiting = [Double](repeating: 0, count: sources * claims.model.paymentRanks * capacity)
    spent = [Double](repeating: 0, count: sources * capacity)
  }

  deinit {
    plans.deallocate()
    claimed.deallocate()
    paidAmounts.deallocate()
    shares.deallocate()
  }

  /// Bytes for each replication of a block.
  static func memory(_ claims: ClaimModel, _ directory: CapitalDirectory) -> Int {
    24 * directory.entries.count + 4 * claims.projects.count * claims.model.timeline.future.count
  }

  /// Plan of an allocation in each replication of the block, dong.
  func plan(_ entry: Int) -> Column { plans + entry * capacity }

  /// Paid by the checkpoint reached, what was paid to date included.
  func paid(_ entry: Int) -> Column { paidAmounts + entry * capacity }

  /// A project's claims by a checkpoint, dong, what was paid to date included.
  @inline(__always)
  func claim(_ project: Int, at future: Int, _ lane: Int) -> Double {
    Double(scales[project].amount(millionths: shares[(project * futures + future) * capacity + lane]))
  }

  /// Draws a block: what the projects claim, and the revenue of the sources.
  func draw(_ block: Block) {
    lanes = block.count
    for (index, project) in claims.projects.enumerated() {
      let first = shares + index * futures * capacity
      guard !project.streams.isEmpty else {
        first.update(repeating: 0, count: futures * capacity)
        continue
      }
      kernel.simulate(project, block)
      for future in 0..<futures {
        scales[index].fillMillionths(
          first + future * capacity, shares: kernel.work.claimed[future], count: block.count)
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
    for index in spent.indices { spent[index] = 0 }
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
    for index in waiting.indices { waiting[index] = 0 }
    for project in 0..<directory.projectCount {
      if plain[project] {
        payPlain(project, at: future)
      } else {
        fill(project, at: future)
      }
    }
    guard !claims.model.revenueSources.isEmpty else { return }
    ration(at: future)
    for (index, entry) in directory.entries.enumerated() where future <= entry.lastFuture {
      guard let source = entry.revenue else { continue }
      let (paid, claimed) = (paid(index), claimed + index * capacity)
      let first = (source * ranks + directory.ranks[entry.project]) * capacity
      for lane in 0..<lanes { paid[lane] += waiting[first + lane] * max(0, claimed[lane] - paid[lane]) }
    }
  }

  private func payPlain(_ project: Int, at future: Int) {
    let entry = directory.starts[project]
    let (plan, paid) = (plan(entry), paid(entry))
    for lane in 0..<lanes { paid[lane] = max(paid[lane], min(plan[lane], claim(project, at: future, lane))) }
  }

  /// Lays what the project has claimed on its allocations in order; those with assured cash are paid at once.
  private func fill(_ project: Int, at future: Int) {
    let own = directory.entries(of: project)
    for lane in 0..<lanes {
      var left = claim(project, at: future, lane)
      for entry in own {
        let place = entry * capacity + lane
        claimed[place] = max(paidAmounts[place], min(claimed[place], plans[place]))
        left -= claimed[place]
      }
      for level in directory.levels[project] where left > 0 {
        let room = directory.order[level].reduce(0.0) { sum, entry in
          sum + max(0, plans[entry * capacity + lane] - claimed[entry * capacity + lane])
        }
        guard room > 0 else { continue }
        let share = min(1, left / room)
        for entry in directory.order[level] {
          let place = entry * capacity + lane
          claimed[place] += share * max(0, plans[place] - claimed[place])
        }
        left -= min(left, room)
      }
      for entry in own where future <= directory.entries[entry].lastFuture {
        let place = entry * capacity + lane
        if let source = directory.entries[entry].revenue {
          let row = source * ranks + directory.ranks[project]
          waiting[row * capacity + lane] += claimed[place] - paidAmounts[place]
        } else {
          paidAmounts[place] = max(paidAmounts[place], claimed[place])
        }
      }
    }
  }

  /// Turns what waits into the share of it that the cash meets.
  private func ration(at future: Int) {
    for (number, source) in claims.model.revenueSources.enumerated() {
      let (collected, isOver) = (source.expected * source.collectedShare[future], future > source.lastFuture)
      for lane in 0..<lanes {
        var cash = collected * Double(revenueFactors[number][lane]) - source.paid - spent[number * capacity + lane]
        for rank in 0..<ranks {
          let place = (number * ranks + rank) * capacity + lane
          let wanted = waiting[place]
          let share = isOver ? 0 : wanted > max(0, cash) ? max(0, cash) / wanted : 1
          waiting[place] = share
          cash -= share * wanted
          spent[number * capacity + lane] += share * wanted
        }
      }
    }
  }
}
