/// What a plan is worth, project by project.
protocol PlanWorth {
  /// What is gained when the plan of one project goes from one shift to another.
  func change(_ project: Int, from old: CapitalPlan.Shift, to new: CapitalPlan.Shift) -> Double
  /// Less than this counts as nothing: a billionth of a step spent in every replication.
  var leastGain: Double { get }
}

/// The best plan when the worth of each project is concave in its plan and depends on no other project.
///
/// Capital flows from pools through projects: a convex-cost flow, in which a plan is optimal if and only if no cycle of single steps gains. Cycles
/// are taken with steps of falling powers of two (Minoux 1986, DOI 10.1016/0377-2217(86)90065-2; Ahuja, Magnanti and Orlin 1993, ch. 14):
/// a project gives to its pool, projects with capital in two pools pass it on, and another receives.
struct CapitalFlow<Worth: PlanWorth> {
  let problem: CapitalProblem
  let worth: Worth
  private(set) var plan: CapitalPlan
  private let parts: [PoolPart]
  /// Where an allocation stands in its pool.
  private let seats: [Seat]

  init(_ problem: CapitalProblem, _ worth: Worth, from plan: CapitalPlan? = nil) {
    self.problem = problem
    self.worth = worth
    self.plan = plan ?? CapitalPlan(problem)
    let layout = PoolLayout(problem)
    parts = layout.parts.map { layout.part($0) }
    var seats = [Seat](repeating: Seat(), count: problem.allocations.count)
    for part in parts {
      for (pool, members) in part.pools.enumerated() {
        for (seat, allocation) in members.receivers.enumerated() {
          seats[allocation].pool = pool
          seats[allocation].receiving = seat
        }
        for (seat, allocation) in members.givers.enumerated() { seats[allocation].giving = seat }
      }
    }
    self.seats = seats
  }

  /// The best plan.
  static func best(_ problem: CapitalProblem, _ worth: Worth, from plan: CapitalPlan? = nil) -> CapitalPlan {
    var flow = CapitalFlow(problem, worth, from: plan)
    flow.maximise()
    return flow.plan
  }

  mutating func maximise() {
    for part in parts.indices where parts[part].widest > 0 {
      var step = 1
      while step * 2 <= parts[part].widest { step *= 2 }
      while step > 0 {
        improve(part, step: step)
        step /= 2
      }
    }
    for part in parts.indices { settleTies(part) }
  }
}

// MARK: Cycles that gain

extension CapitalFlow {
  /// Keys of everything that could happen next with one size of step.
  fileprivate struct Board {
    var receiving: [Tournament]
    var giving: [Tournament]
    var passing: [Tournament]
  }

  /// Allocations to change, one step each.
  private struct Cycle {
    var raised: [Int] = []
    var cut: [Int] = []
  }

  private mutating func improve(_ number: Int, step: Int) {
    let part = parts[number]
    var board = Board(
      receiving: part.pools.map { Tournament(count: $0.receivers.count) },
      giving: part.pools.map { Tournament(count: $0.givers.count) },
      passing: part.passages.map { Tournament(count: $0.pairs.count) })
    for members in part.pools {
      for allocation in members.receivers { enter(allocation, step, &board) }
    }
    for passage in part.passages.indices {
      for pair in part.passages[passage].pairs.indices { enter(passage, pair, part, step, &board) }
    }
    while let cycle = bestCycle(part, board) {
      let gain = part.passages.isEmpty ? nil : gain(of: cycle, step)
      if let gain, gain <= worth.leastGain {
        // One project at two places of the cycle gains less than the sum: leave its places out until something else has changed.
        withdraw(cycle, part, &board)
        continue
      }
      apply(cycle, step)
      let projects = Set((cycle.raised + cycle.cut).map { problem.allocations[$0].project })
      for project in projects.sorted() {
        for allocation in problem.projects[project].allocations where isSeated(allocation) {
          enter(allocation, step, &board)
        }
      }
      for passage in part.passages.indices {
        for (pair, allocations) in part.passages[passage].pairs.enumerated()
        where projects.contains(problem.allocations[allocations.raised].project) {
          enter(passage, pair, part, step, &board)
        }
      }
    }
  }

  private func isSeated(_ allocation: Int) -> Bool {
    problem.allocations[allocation].lower < 0 || problem.allocations[allocation].upper > 0
  }

  private func enter(_ allocation: Int, _ step: Int, _ board: inout Board) {
    let (seat, room) = (seats[allocation], problem.room(allocation, under: plan))
    board.receiving[seat.pool][seat.receiving] = room.up >= step ? gain(allocation, by: step) : Tournament.out
    board.giving[seat.pool][seat.giving] = room.down >= step ? gain(allocation, by: -step) : Tournament.out
  }

  private func enter(_ passage: Int, _ pair: Int, _ part: PoolPart, _ step: Int, _ board: inout Board) {
    let (raised, cut) = part.passages[passage].pairs[pair]
    let isOpen =
      plan.shifts[raised] + step <= problem.allocations[raised].upper
      && plan.shifts[cut] - step >= problem.allocations[cut].lower
    board.passing[passage][pair] = isOpen ? gain(raised: raised, cut: cut, step) : Tournament.out
  }

  private func gain(_ allocation: Int, by steps: Int) -> Double {
    let project = problem.allocations[allocation].project
    let old = plan.projects[project]
    return worth.change(project, from: old, to: shifted(old, allocation, by: steps))
  }

  private func gain(raised: Int, cut: Int, _ step: Int) -> Double {
    let project = problem.allocations[raised].project
    let old = plan.projects[project]
    let new = shifted(shifted(old, raised, by: step), cut, by: -step)
    return old == new ? 0 : worth.change(project, from: old, to: new)
  }

  private func shifted(_ shift: CapitalPlan.Shift, _ allocation: Int, by steps: Int) -> CapitalPlan.Shift {
    CapitalPlan.Shift(
      assured: shift.assured + (problem.allocations[allocation].isRationed ? 0 : steps), total: shift.total + steps)
  }

  /// What a cycle gains in truth.
  private func gain(of cycle: Cycle, _ step: Int) -> Double {
    var changed: [Int: CapitalPlan.Shift] = [:]
    for (allocation, steps) in cycle.raised.map({ ($0, step) }) + cycle.cut.map({ ($0, -step) }) {
      let project = problem.allocations[allocation].project
      changed[project] = shifted(changed[project] ?? plan.projects[project], allocation, by: steps)
    }
    return changed.keys.sorted().reduce(0) { sum, project in
      sum + worth.change(project, from: plan.projects[project], to: changed[project] ?? plan.projects[project])
    }
  }

  private mutating func apply(_ cycle: Cycle, _ step: Int) {
    for allocation in cycle.cut { plan.move(allocation, by: -step, in: problem) }
    for allocation in cycle.raised { plan.move(allocation, by: step, in: problem) }
  }

  private func withdraw(_ cycle: Cycle, _ part: PoolPart, _ board: inout Board) {
    let projects = (cycle.raised + cycle.cut).map { problem.allocations[$0].project }
    let repeated = Set(projects.filter { project in projects.count { $0 == project } > 1 })
    for allocation in cycle.raised + cycle.cut
    where repeated.isEmpty || repeated.contains(problem.allocations[allocation].project) {
      let seat = seats[allocation]
      board.receiving[seat.pool][seat.receiving] = Tournament.out
      board.giving[seat.pool][seat.giving] = Tournament.out
    }
    for passage in part.passages.indices {
      for (pair, allocations) in part.passages[passage].pairs.enumerated()
      where repeated.contains(problem.allocations[allocations.raised].project) {
        board.passing[passage][pair] = Tournament.out
      }
    }
  }
}

// MARK: The best cycle

extension CapitalFlow {
  /// How a unit of capital came to a pool.
  private enum Arrival {
    case given(allocation: Int)
    case passed(from: Int, raised: Int, cut: Int)
  }

  private func bestCycle(_ part: PoolPart, _ board: Board) -> Cycle? {
    guard !part.passages.isEmpty else { return bestExchange(part.pools[0], board) }
    var worths = board.giving.map { $0.best?.key ?? Tournament.out }
    var arrivals = part.pools.indices.map { pool in
      board.giving[pool].best.map { Arrival.given(allocation: part.pools[pool].givers[$0.entrant]) }
    }
    if let cycle = relax(part, board, &worths, &arrivals) { return cycle }
    let ends = part.pools.indices.compactMap { pool -> (pool: Int, worth: Double)? in
      guard let receiver = board.receiving[pool].best, worths[pool] > Tournament.out else { return nil }
      return (pool, worths[pool] + receiver.key)
    }
    if let end = ends.max(by: { $0.worth < $1.worth }), end.worth > worth.leastGain,
      let receiver = board.receiving[end.pool].best
    {
      var cycle = Cycle(raised: [part.pools[end.pool].receivers[receiver.entrant]])
      trace(from: end.pool, arrivals, into: &cycle)
      return cycle
    }
    guard part.hasMixedProjects else { return nil }
    // Projects may change places without any of them giving or receiving.
    worths = part.pools.map { _ in 0 }
    arrivals = part.pools.map { _ in nil }
    return relax(part, board, &worths, &arrivals)
  }

  private func bestExchange(_ members: PoolMembers, _ board: Board) -> Cycle? {
    guard let giver = board.giving[0].best, let receiver = board.receiving[0].best,
      giver.key + receiver.key > worth.leastGain
    else { return nil }
    let (cut, raised) = (members.givers[giver.entrant], members.receivers[receiver.entrant])
    // By concavity the best of both gains nothing when they are one project.
    return problem.allocations[cut].project == problem.allocations[raised].project
      ? nil : Cycle(raised: [raised], cut: [cut])
  }

  /// Longest ways by Bellman and Ford; a cycle among pools that gains is returned at once.
  private func relax(
    _ part: PoolPart, _ board: Board, _ worths: inout [Double], _ arrivals: inout [Arrival?]
  ) -> Cycle? {
    let best = board.passing.map(\.best)
    for round in 0...part.pools.count {
      var hasChanged = false
      for (passage, way) in part.passages.enumerated() {
        guard let pair = best[passage], worths[way.from] > Tournament.out,
          worths[way.from] + pair.key > worths[way.to] + worth.leastGain
        else { continue }
        worths[way.to] = worths[way.from] + pair.key
        let allocations = way.pairs[pair.entrant]
        arrivals[way.to] = .passed(from: way.from, raised: allocations.raised, cut: allocations.cut)
        hasChanged = true
        if round == part.pools.count { return loop(through: way.to, arrivals) }
      }
      if !hasChanged { break }
    }
    return nil
  }

  private func trace(from end: Int, _ arrivals: [Arrival?], into cycle: inout Cycle) {
    var pool = end
    for _ in arrivals {
      switch arrivals[pool] {
      case .given(let allocation):
        cycle.cut.append(allocation)
        return
      case .passed(let from, let raised, let cut):
        cycle.raised.append(raised)
        cycle.cut.append(cut)
        pool = from
      case nil: return
      }
    }
  }

  /// The cycle among pools that ways from a pool that still improves lead back to.
  private func loop(through start: Int, _ arrivals: [Arrival?]) -> Cycle? {
    var pool = start
    for _ in arrivals {
      guard case .passed(let from, _, _) = arrivals[pool] else { return nil }
      pool = from
    }
    var cycle = Cycle()
    let first = pool
    repeat {
      guard case .passed(let from, let raised, let cut) = arrivals[pool] else { return nil }
      cycle.raised.append(raised)
      cycle.cut.append(cut)
      pool = from
    } while pool != first
    return cycle
  }
}

// MARK: Ties

extension CapitalFlow {
  /// Among plans of equal worth the one that moves least, and gives most of what is received to key projects (rule A3).
  private mutating func settleTies(_ number: Int) {
    for members in parts[number].pools {
      let receivers = members.receivers.filter { plan.shifts[$0] > 0 }
      for receiver in receivers.reversed() {
        for giver in members.givers where plan.shifts[receiver] > 0 && plan.shifts[giver] < 0 {
          let most = min(plan.shifts[receiver], -plan.shifts[giver], problem.room(giver, under: plan).up)
          exchange(from: receiver, to: giver, most: most)
        }
      }
      let keys = members.receivers.filter { problem.projects[problem.allocations[$0].project].isKey }
      for receiver in receivers.reversed() where !keys.contains(receiver) {
        for key in keys where plan.shifts[receiver] > 0 && plan.shifts[key] >= 0 {
          exchange(from: receiver, to: key, most: min(plan.shifts[receiver], problem.room(key, under: plan).up))
        }
      }
    }
  }

  /// As much as costs nothing; worth being concave, whatever is less than the most costs nothing either.
  private mutating func exchange(from giver: Int, to receiver: Int, most: Int) {
    guard most > 0, problem.allocations[giver].project != problem.allocations[receiver].project else { return }
    func costsNothing(_ steps: Int) -> Bool {
      gain(giver, by: -steps) + gain(receiver, by: steps) >= -worth.leastGain
    }
    guard costsNothing(1) else { return }
    var (low, high) = (1, most + 1)
    while low + 1 < high {
      let middle = (low + high) / 2
      if costsNothing(middle) { low = middle } else { high = middle }
    }
    apply(Cycle(raised: [receiver], cut: [giver]), low)
  }
}

// MARK: Prices

/// A proof that no plan is worth much more.
struct CapitalPrices: Sendable {
  /// Worth of one more step in each pool.
  var ofPools: [Double]
  /// What a plan could be worth beyond the one that was priced.
  var excess: Double
}

extension CapitalFlow {
  /// Prices of a step in each pool, and how much the best answers of all projects to these prices are worth more than the plan.
  ///
  /// The Lagrangian bound: shifts of a pool add up to 0, so no plan is worth more than ``plan`` by more than the excess. It is 0 but for rounding
  /// where the plan is optimal.
  func prices() -> CapitalPrices {
    var prices = [Double](repeating: 0, count: problem.poolCount)
    for part in parts {
      let found = stepPrices(of: part)
      for (members, price) in zip(part.pools, found) {
        guard let any = members.receivers.first else { continue }
        prices[problem.allocations[any].pool] = price
      }
    }
    let excess = problem.projects.indices.filter { problem.isMovable($0) }.reduce(0.0) {
      $0 + bestAnswer(of: $1, to: prices)
    }
    return CapitalPrices(ofPools: prices, excess: excess)
  }

  /// A step is worth what the best way to a receiver gains with it.
  private func stepPrices(of part: PoolPart) -> [Double] {
    func best(_ allocations: [Int], _ steps: Int) -> Double? {
      allocations.compactMap { allocation in
        let room = problem.room(allocation, under: plan)
        return (steps > 0 ? room.up : room.down) > 0 ? gain(allocation, by: steps) : nil
      }.max()
    }
    var prices = part.pools.map { best($0.receivers, 1) ?? Tournament.out }
    let ways = part.passages.compactMap { passage -> (from: Int, to: Int, gain: Double)? in
      passage.pairs.compactMap { pair -> Double? in
        guard plan.shifts[pair.raised] < problem.allocations[pair.raised].upper,
          plan.shifts[pair.cut] > problem.allocations[pair.cut].lower
        else { return nil }
        return gain(raised: pair.raised, cut: pair.cut, 1)
      }.max().map { (passage.from, passage.to, $0) }
    }
    for _ in part.pools {
      for way in ways where prices[way.to] > Tournament.out {
        prices[way.from] = max(prices[way.from], prices[way.to] + way.gain)
      }
    }
    // From where no way leads to a receiver, a step is worth as little as it takes for nobody to give or pass one on to there.
    let closed = prices.indices.filter { prices[$0] == Tournament.out }
    for pool in closed { prices[pool] = best(part.pools[pool].givers, -1).map { -$0 } ?? .infinity }
    for _ in closed {
      for way in ways where closed.contains(way.to) {
        prices[way.to] = min(prices[way.to], prices[way.from] - way.gain)
      }
    }
    return prices.map { $0.isFinite ? $0 : 0 }
  }

  /// What a project could gain beyond its plan if steps were bought and sold at the prices.
  private func bestAnswer(of project: Int, to prices: [Double]) -> Double {
    let allocations = Array(problem.projects[project].allocations)
    let old = plan.projects[project]
    var answer = plan
    var cost = 0.0
    func net(_ changes: [(allocation: Int, steps: Int)]) -> Double {
      var new = answer.projects[project]
      var cost = 0.0
      for change in changes {
        new = shifted(new, change.allocation, by: change.steps)
        cost += Double(change.steps) * prices[problem.allocations[change.allocation].pool]
      }
      return worth.change(project, from: answer.projects[project], to: new) - cost
    }
    func isOpen(_ changes: [(allocation: Int, steps: Int)]) -> Bool {
      let total = changes.reduce(answer.projects[project].total) { $0 + $1.steps }
      return total <= problem.projects[project].upper
        && changes.allSatisfy { change in
          let shift = answer.shifts[change.allocation] + change.steps
          return shift >= problem.allocations[change.allocation].lower
            && shift <= problem.allocations[change.allocation].upper
        }
    }
    var step = 1
    let widest = allocations.map { problem.allocations[$0].upper - problem.allocations[$0].lower }.max() ?? 0
    while step * 2 <= widest { step *= 2 }
    while step > 0 {
      var options = allocations.flatMap { [[($0, step)], [($0, -step)]] }
      for raised in allocations {
        for cut in allocations where cut != raised { options.append([(raised, step), (cut, -step)]) }
      }
      let open = options.filter(isOpen)
      guard let best = open.max(by: { net($0) < net($1) }), net(best) > worth.leastGain else {
        step /= 2
        continue
      }
      for change in best {
        answer.move(change.0, by: change.1, in: problem)
        cost += Double(change.1) * prices[problem.allocations[change.0].pool]
      }
    }
    return max(0, worth.change(project, from: old, to: answer.projects[project]) - cost)
  }
}

// MARK: Pools

private struct Seat {
  var pool = 0
  var receiving = 0
  var giving = 0
}

/// Pools between which projects pass capital on.
private struct PoolPart {
  var pools: [PoolMembers]
  /// Ways from one pool to another.
  var passages: [Passage]
  var hasMixedProjects: Bool
  var widest: Int
}

/// Movable allocations of a pool in the order in which equals receive, and in which they give.
private struct PoolMembers {
  var receivers: [Int]
  var givers: [Int]
}

/// A pair of pools with the projects that have capital in both.
private struct Passage {
  var from: Int
  var to: Int
  var pairs: [(raised: Int, cut: Int)]
}

/// Which pools projects connect.
struct PoolLayout {
  let problem: CapitalProblem
  /// Pools that belong together.
  let parts: [[Int]]
  private let movable: [[Int]]

  init(_ problem: CapitalProblem) {
    self.problem = problem
    var movable = [[Int]](repeating: [], count: problem.poolCount)
    for (number, allocation) in problem.allocations.enumerated() where allocation.lower < 0 || allocation.upper > 0 {
      movable[allocation.pool].append(number)
    }
    self.movable = movable
    var roots = Array(0..<problem.poolCount)
    func root(_ pool: Int) -> Int {
      var pool = pool
      while roots[pool] != pool { pool = roots[pool] }
      return pool
    }
    for project in problem.projects {
      let pools = Self.pools(of: project, problem).map { problem.allocations[$0].pool }
      for (first, second) in zip(pools, pools.dropFirst()) {
        let (a, b) = (root(first), root(second))
        roots[max(a, b)] = min(a, b)
      }
    }
    let grouped = Dictionary(grouping: 0..<problem.poolCount) { root($0) }
    parts = grouped.keys.sorted().map { (grouped[$0] ?? []).sorted() }
  }

  /// Pools in which the project can move capital, in the order of its allocations.
  func movablePools(of project: Int) -> [Int] {
    Self.pools(of: problem.projects[project], problem).map { problem.allocations[$0].pool }
  }

  private static func pools(of project: CapitalProblem.Project, _ problem: CapitalProblem) -> [Int] {
    project.allocations.filter { problem.allocations[$0].lower < 0 || problem.allocations[$0].upper > 0 }
  }

  fileprivate func part(_ pools: [Int]) -> PoolPart {
    let local = Dictionary(uniqueKeysWithValues: pools.enumerated().map { ($1, $0) })
    var passages: [[Int]: [(raised: Int, cut: Int)]] = [:]
    var hasMixedProjects = false
    let projects = Set(pools.flatMap { movable[$0].map { problem.allocations[$0].project } }).sorted()
    for project in projects {
      let own = Self.pools(of: problem.projects[project], problem)
      guard own.count > 1 else { continue }
      if problem.isMixed(project) { hasMixedProjects = true }
      for raised in own {
        for cut in own {
          let (from, to) = (problem.allocations[raised].pool, problem.allocations[cut].pool)
          guard from != to, let start = local[from], let end = local[to] else { continue }
          passages[[start, end], default: []].append((raised, cut))
        }
      }
    }
    let members = pools.flatMap { movable[$0] }
    return PoolPart(
      pools: pools.map { poolMembers(of: $0) },
      passages: passages.keys.sorted { ($0[0], $0[1]) < ($1[0], $1[1]) }.map {
        Passage(from: $0[0], to: $0[1], pairs: passages[$0] ?? [])
      },
      hasMixedProjects: hasMixedProjects,
      widest: members.map { problem.allocations[$0].upper - problem.allocations[$0].lower }.max() ?? 0)
  }

  /// Key projects receive first and give last.
  private func poolMembers(of pool: Int) -> PoolMembers {
    func isKey(_ allocation: Int) -> Bool { problem.projects[problem.allocations[allocation].project].isKey }
    let keys = movable[pool].filter(isKey)
    let others = movable[pool].filter { !isKey($0) }
    return PoolMembers(receivers: keys + others, givers: (keys + others).reversed())
  }
}
