/// Steps of capital that go from one allocation to another of its pool.
struct PlannedMove: Hashable, Sendable {
  var giver: Int
  var receiver: Int
  var steps: Int
}

/// A change of plan as moves, few of them and always the same ones.
///
/// In each pool equal amounts are matched first; then the largest giver gives to the largest receiver, and so on, which takes at most one move
/// less than there are givers and receivers. (The fewest of all would be a partition problem.)
enum PlannedMoves {
  static func of(_ plan: CapitalPlan, in problem: CapitalProblem) -> [PlannedMove] {
    let changed = problem.allocations.indices.filter { plan.shifts[$0] != 0 }
    let pools = Dictionary(grouping: changed) { problem.allocations[$0].pool }
    return pools.keys.sorted().flatMap { pool in moves(of: pools[pool] ?? [], plan, in: problem) }
  }

  private static func moves(
    of allocations: [Int], _ plan: CapitalPlan, in problem: CapitalProblem
  ) -> [PlannedMove] {
    var giving = allocations.filter { plan.shifts[$0] < 0 }.map { (allocation: $0, left: -plan.shifts[$0]) }
    var receiving = allocations.filter { plan.shifts[$0] > 0 }.map { (allocation: $0, left: plan.shifts[$0]) }
    var moves: [PlannedMove] = []
    for giver in giving.indices {
      guard let receiver = receiving.firstIndex(where: { $0.left == giving[giver].left }) else { continue }
      moves.append(
        PlannedMove(
          giver: giving[giver].allocation, receiver: receiving[receiver].allocation, steps: giving[giver].left))
      giving[giver].left = 0
      receiving.remove(at: receiver)
    }
    giving.removeAll { $0.left == 0 }
    giving.sort { ($1.left, $0.allocation) < ($0.left, $1.allocation) }
    receiving.sort { ($1.left, $0.allocation) < ($0.left, $1.allocation) }
    var (giver, receiver) = (0, 0)
    while giver < giving.count, receiver < receiving.count {
      let steps = min(giving[giver].left, receiving[receiver].left)
      moves.append(
        PlannedMove(giver: giving[giver].allocation, receiver: receiving[receiver].allocation, steps: steps))
      giving[giver].left -= steps
      receiving[receiver].left -= steps
      if giving[giver].left == 0 { giver += 1 }
      if receiving[receiver].left == 0 { receiver += 1 }
    }
    return moves.sorted { ($1.steps, $0.giver, $0.receiver) < ($0.steps, $1.giver, $1.receiver) }
  }

  /// The plan that moves lead to.
  static func plan(_ moves: [PlannedMove], in problem: CapitalProblem) -> CapitalPlan {
    var plan = CapitalPlan(problem)
    for move in moves { plan.apply(move, in: problem) }
    return plan
  }
}

extension CapitalPlan {
  mutating func apply(_ move: PlannedMove, in problem: CapitalProblem) {
    self.move(move.giver, by: -move.steps, in: problem)
    self.move(move.receiver, by: move.steps, in: problem)
  }

  mutating func takeBack(_ move: PlannedMove, in problem: CapitalProblem) {
    self.move(move.receiver, by: -move.steps, in: problem)
    self.move(move.giver, by: move.steps, in: problem)
  }
}

/// What a limited number of moves can gain, pair by pair.
protocol MoveWorth {
  var leastGain: Double { get }
  /// The most that a number of steps from one allocation to another gains, and that number; nil when nothing does.
  func bestExchange(
    _ giver: Int, _ receiver: Int, _ plan: CapitalPlan, within range: ClosedRange<Int>
  ) -> (steps: Int, gain: Double)?
  /// Not less than what an allocation gains by any number of steps (negative when it gives) at a price for each.
  func bestAnswer(_ allocation: Int, _ plan: CapitalPlan, sign: Int, price: Double, atMost: Int) -> Double
}

/// The moves that gain most when they are limited in number or in size.
///
/// The best pair of allocations is added again and again, and after each the amounts of all moves are chosen anew one at a time; then single moves are
/// replaced while that gains. Pairs are left out only when their two answers to the price of the pool cannot sum up to more.
struct LimitedMoves<Worth: MoveWorth> {
  let problem: CapitalProblem
  let worth: Worth
  /// Of a step in each pool.
  let prices: [Double]
  /// Nil means any number.
  let mostMoves: Int?
  /// Steps of the smallest move, at least 1.
  let leastSteps: Int

  private static var sweeps: Int { 20 }
  private static var mostReplacements: Int { 8 }

  private struct State {
    var moves: [PlannedMove] = []
    var plan: CapitalPlan
  }

  /// Sets of moves that keep to the limits; `start` are moves without a limit.
  ///
  /// A higher number of moves looks at all that a lower one does, so that it never finds less.
  func run(from start: [PlannedMove]) -> [[PlannedMove]] {
    if start.count <= mostMoves ?? .max, start.allSatisfy({ $0.steps >= leastSteps }) { return [start] }
    guard let mostMoves else { return [cut(start, to: .max)] }
    var found: [[PlannedMove]] = []
    var state = State(plan: CapitalPlan(problem))
    while state.moves.count < mostMoves, add(to: &state) {
      settle(&state)
      found.append(state.moves)
      guard state.moves.count <= Self.mostReplacements else { continue }
      var replaced = state
      replace(&replaced)
      found.append(replaced.moves)
    }
    var count = 1
    while count <= mostMoves {
      state = State(moves: cut(start, to: count), plan: CapitalPlan(problem))
      state.plan = PlannedMoves.plan(state.moves, in: problem)
      found.append(state.moves)
      while state.moves.count < min(mostMoves, 2 * count - 1), add(to: &state) {
        settle(&state)
        found.append(state.moves)
      }
      count *= 2
    }
    return found
  }

  /// The largest of the moves, their amounts chosen anew, and others as long as they gain.
  private func cut(_ start: [PlannedMove], to most: Int) -> [PlannedMove] {
    let kept = start.filter { $0.steps >= leastSteps }
      .sorted { ($1.steps, $0.giver, $0.receiver) < ($0.steps, $1.giver, $1.receiver) }
      .prefix(most)
    var state = State(moves: Array(kept), plan: PlannedMoves.plan(Array(kept), in: problem))
    // Without some of the moves a project may receive more from one source than it gives to another.
    while !state.plan.isFeasible(in: problem), let last = state.moves.popLast() {
      state.plan.takeBack(last, in: problem)
    }
    settle(&state)
    while state.moves.count < most, add(to: &state) { settle(&state) }
    return state.moves
  }

  private func add(to state: inout State) -> Bool {
    guard let move = bestMove(beside: state.moves, state.plan) else { return false }
    state.moves.append(move)
    state.plan.apply(move, in: problem)
    return true
  }

  /// Amounts one at a time, each the best beside the others; moves that gain nothing are left out.
  private func settle(_ state: inout State) {
    for _ in 0..<Self.sweeps {
      var hasChanged = false
      for place in state.moves.indices {
        let old = state.moves[place]
        state.plan.takeBack(old, in: problem)
        var new = old
        new.steps = exchange(old.giver, old.receiver, state.plan)?.steps ?? 0
        state.plan.apply(new, in: problem)
        if !keepsCeilings(state.plan, new) {
          // Its giver receives from another source what no longer leaves it here.
          state.plan.takeBack(new, in: problem)
          state.plan.apply(old, in: problem)
          continue
        }
        state.moves[place] = new
        if new.steps != old.steps { hasChanged = true }
      }
      if !hasChanged { break }
    }
    state.moves.removeAll { $0.steps == 0 }
  }

  private func keepsCeilings(_ plan: CapitalPlan, _ move: PlannedMove) -> Bool {
    [move.giver, move.receiver].map { problem.allocations[$0].project }.allSatisfy {
      plan.projects[$0].total <= problem.projects[$0].upper
    }
  }

  private func replace(_ state: inout State) {
    for _ in 0..<3 {
      var hasChanged = false
      for old in state.moves {
        guard let place = state.moves.firstIndex(of: old) else { continue }
        var other = state
        other.moves.remove(at: place)
        other.plan.takeBack(old, in: problem)
        let kept = exchange(old.giver, old.receiver, other.plan)?.gain ?? 0
        guard let better = bestMove(beside: other.moves, other.plan, above: kept) else { continue }
        other.moves.append(better)
        other.plan.apply(better, in: problem)
        guard other.plan.isFeasible(in: problem) else { continue }
        settle(&other)
        state = other
        hasChanged = true
      }
      if !hasChanged { break }
    }
  }

  private func exchange(_ giver: Int, _ receiver: Int, _ plan: CapitalPlan) -> (steps: Int, gain: Double)? {
    guard problem.allocations[giver].project != problem.allocations[receiver].project else { return nil }
    let most = min(problem.room(giver, under: plan).down, problem.room(receiver, under: plan).up)
    guard most >= leastSteps else { return nil }
    return worth.bestExchange(giver, receiver, plan, within: leastSteps...most)
  }

  private func bestMove(
    beside moves: [PlannedMove], _ plan: CapitalPlan, above least: Double = 0
  ) -> PlannedMove? {
    var best: PlannedMove?
    var gain = max(least, 0) + worth.leastGain
    let pairs = Set(moves.map { PlannedMove(giver: $0.giver, receiver: $0.receiver, steps: 0) })
    let (giving, receiving) = (Set(moves.map(\.giver)), Set(moves.map(\.receiver)))
    let members = Dictionary(grouping: problem.allocations.indices) { problem.allocations[$0].pool }
    for pool in members.keys.sorted() {
      let givers = answers(members[pool] ?? [], except: receiving, plan, sign: -1)
      let receivers = answers(members[pool] ?? [], except: giving, plan, sign: 1)
      for giver in givers {
        for receiver in receivers {
          guard giver.answer + receiver.answer > gain else { break }
          let pair = PlannedMove(giver: giver.allocation, receiver: receiver.allocation, steps: 0)
          guard !pairs.contains(pair), let found = exchange(pair.giver, pair.receiver, plan), found.gain > gain
          else { continue }
          gain = found.gain
          best = PlannedMove(giver: pair.giver, receiver: pair.receiver, steps: found.steps)
        }
      }
    }
    return best
  }

  /// The most promising first, key projects first among equals.
  private func answers(
    _ members: [Int], except others: Set<Int>, _ plan: CapitalPlan, sign: Int
  ) -> [(allocation: Int, answer: Double)] {
    members.compactMap { allocation -> (allocation: Int, answer: Double)? in
      guard !others.contains(allocation) else { return nil }
      let room = problem.room(allocation, under: plan)
      let most = sign > 0 ? room.up : room.down
      guard most >= leastSteps else { return nil }
      let price = prices[problem.allocations[allocation].pool]
      return (allocation, worth.bestAnswer(allocation, plan, sign: sign, price: price, atMost: most))
    }
    .sorted { one, other in
      if one.answer != other.answer { return one.answer > other.answer }
      let keys = [one, other].map { problem.projects[problem.allocations[$0.allocation].project].isKey }
      return keys[0] != keys[1] ? keys[0] == (sign > 0) : one.allocation < other.allocation
    }
  }
}

/// Moves between projects whose worth is concave.
struct SpendingMoves: MoveWorth {
  let problem: CapitalProblem
  let worth: SpendingWorth

  var leastGain: Double { worth.leastGain }

  private func shift(_ allocation: Int, _ plan: CapitalPlan, by steps: Int) -> CapitalPlan.Shift {
    let room = problem.allocations[allocation]
    let old = plan.projects[room.project]
    return CapitalPlan.Shift(assured: old.assured + (room.isRationed ? 0 : steps), total: old.total + steps)
  }

  private func change(_ allocation: Int, _ plan: CapitalPlan, from old: Int, to new: Int) -> Double {
    worth.change(
      problem.allocations[allocation].project, from: shift(allocation, plan, by: old),
      to: shift(allocation, plan, by: new))
  }

  func bestExchange(
    _ giver: Int, _ receiver: Int, _ plan: CapitalPlan, within range: ClosedRange<Int>
  ) -> (steps: Int, gain: Double)? {
    let steps = Self.last(in: range) { steps in
      change(giver, plan, from: -steps + 1, to: -steps) + change(receiver, plan, from: steps - 1, to: steps)
        > leastGain
    }
    let gain = change(giver, plan, from: 0, to: -steps) + change(receiver, plan, from: 0, to: steps)
    return gain > leastGain ? (steps, gain) : nil
  }

  func bestAnswer(_ allocation: Int, _ plan: CapitalPlan, sign: Int, price: Double, atMost: Int) -> Double {
    let steps = Self.last(in: 1...max(1, atMost)) { steps in
      change(allocation, plan, from: sign * (steps - 1), to: sign * steps) - Double(sign) * price > 0
    }
    return max(0, change(allocation, plan, from: 0, to: sign * steps) - Double(sign * steps) * price)
  }

  /// The last number of a range of which something holds that holds up to some number; the first one when it holds of none.
  private static func last(in range: ClosedRange<Int>, where holds: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound + 1)
    while low + 1 < high {
      let middle = low + (high - low) / 2
      if holds(middle) { low = middle } else { high = middle }
    }
    return low
  }
}

/// Moves between projects whose milestones are counted.
struct MilestoneMoves: MoveWorth {
  let problem: CapitalProblem
  let worth: MilestoneWorth
  private static let mostStops = 24

  var leastGain: Double { worth.leastGain }

  init(_ problem: CapitalProblem, _ worth: MilestoneWorth) {
    self.problem = problem
    self.worth = worth
  }

  func bestExchange(
    _ giver: Int, _ receiver: Int, _ plan: CapitalPlan, within range: ClosedRange<Int>
  ) -> (steps: Int, gain: Double)? {
    let (from, to) = (problem.allocations[giver].project, problem.allocations[receiver].project)
    guard let left = worth.stairs[from], let right = worth.stairs[to] else { return nil }
    let (start, end) = (plan.projects[from].total, plan.projects[to].total)
    let before = left.count(start) + right.count(end)
    var best = (steps: 0, gain: leastGain)
    func look(_ steps: Int) {
      guard range.contains(steps) else { return }
      let gain = left.count(start - steps) + right.count(end + steps) - before
      if gain > best.gain { best = (steps, gain) }
    }
    look(range.lowerBound)
    look(range.upperBound)
    left.visitStops(near: start, most: Self.mostStops) { look(start - $0) }
    right.visitStops(near: end, most: Self.mostStops) { look($0 - end) }
    return best.steps > 0 ? best : nil
  }

  func bestAnswer(_ allocation: Int, _ plan: CapitalPlan, sign: Int, price: Double, atMost: Int) -> Double {
    let project = problem.allocations[allocation].project
    guard let stair = worth.stairs[project] else { return 0 }
    let start = plan.projects[project].total
    let ends = stair.corners.map(\.shift) + [start + sign * atMost, start]
    let reach = sign > 0 ? start...start + atMost : start - atMost...start
    return ends.filter(reach.contains).map {
      stair.envelope($0) - stair.count(start) - Double($0 - start) * price
    }.max() ?? 0
  }
}
