import Portfolio

/// In how many replications a project meets its own milestones, as a function of its plan: a stair that falls as the plan rises, since a milestone is
/// a share of the plan. Without any plan it has no milestones.
struct MilestoneStair: Sendable {
  /// The steps to which the plan may still rise before one replication less meets a milestone, ascending, inside the range only.
  private let edges: [Int]
  /// Met at the upper end of the range.
  private let atLast: Int
  let lower: Int
  let upper: Int
  /// True when the lower end of the range leaves the project without capital.
  private let isEmptyAtFirst: Bool
  /// Corners of the least concave function above the stair, ascending.
  let corners: [(shift: Int, count: Double)]

  init(_ problem: CapitalProblem, _ project: Int, _ order: inout ClaimOrder) {
    let room = problem.projects[project]
    lower = room.allocations.reduce(0) { $0 + problem.allocations[$1].lower }
    upper = min(room.upper, room.allocations.reduce(0) { $0 + problem.allocations[$1].upper })
    var edges: [Int] = []
    var atLast = 0
    for milestone in room.milestones {
      for claims in problem.sample.column(project, milestone.column) {
        let edge = Self.edge(claims, milestone.share, room.plan, problem.unit)
        if edge >= upper { atLast += 1 } else if edge >= lower { edges.append(edge) }
      }
    }
    edges = order.sort(edges, from: lower, to: upper)
    self.edges = edges
    self.atLast = atLast
    isEmptyAtFirst = room.plan + Int64(lower) * problem.unit <= 0
    corners = Self.corners(edges, atLast: atLast, lower, upper, isEmptyAtFirst: isEmptyAtFirst)
  }

  /// The most steps at which the claims are the share of the plan.
  private static func edge(_ claims: Int64, _ share: Ratio, _ plan: Int64, _ unit: Int64) -> Int {
    guard share > .zero else { return .max }
    // Rounding the required amount up changes nothing, claims being whole.
    let (high, low) = claims.multipliedFullWidth(by: 1_000_000)
    // No plan is as much as the largest 64-bit number.
    guard high < share.millionths / 2 else { return .max }
    let most = share.millionths.dividingFullWidth((high, low)).quotient
    let beyond = most - plan
    return Int(beyond >= 0 ? beyond / unit : -((-beyond + unit - 1) / unit))
  }

  func count(_ shift: Int) -> Double { isEmptyAtFirst && shift <= lower ? 0 : countOfCapital(shift) }

  private func countOfCapital(_ shift: Int) -> Double {
    var (low, high) = (0, edges.count)
    while low < high {
      let middle = (low + high) / 2
      if edges[middle] < shift { low = middle + 1 } else { high = middle }
    }
    return Double(edges.count - low + atLast)
  }

  /// The least concave function above.
  func envelope(_ shift: Int) -> Double {
    guard let first = corners.first, shift > first.shift else { return corners.first?.count ?? 0 }
    var (low, high) = (0, corners.count - 1)
    while low + 1 < high {
      let middle = (low + high) / 2
      if corners[middle].shift <= shift { low = middle } else { high = middle }
    }
    let (left, right) = (corners[low], corners[high])
    guard right.shift > left.shift else { return left.count }
    return left.count + (right.count - left.count) * Double(shift - left.shift) / Double(right.shift - left.shift)
  }

  private static func corners(
    _ edges: [Int], atLast: Int, _ lower: Int, _ upper: Int, isEmptyAtFirst: Bool
  ) -> [(shift: Int, count: Double)] {
    var points: [(shift: Int, count: Double)] = [(lower, isEmptyAtFirst ? 0 : Double(edges.count + atLast))]
    if isEmptyAtFirst && lower < upper { points.append((lower + 1, Double(edges.count { $0 > lower } + atLast))) }
    for (place, edge) in edges.enumerated()
    where (place + 1 == edges.count || edges[place + 1] > edge) && (!isEmptyAtFirst || edge > lower) {
      let first = edges.firstIndex(of: edge, below: place)
      points.append((edge, Double(edges.count - first + atLast)))
    }
    points.append((upper, Double(atLast)))
    var hull: [(shift: Int, count: Double)] = []
    for point in points {
      if let last = hull.last, last.shift == point.shift { continue }
      while hull.count > 1 {
        let (a, b) = (hull[hull.count - 2], hull[hull.count - 1])
        let turn =
          (b.count - a.count) * Double(point.shift - b.shift) - (point.count - b.count) * Double(b.shift - a.shift)
        if turn > 0 { break }
        hull.removeLast()
      }
      hull.append(point)
    }
    return hull
  }

  /// Passes on the corners, and where the stair steps down next to a shift: where an exchange may end.
  func visitStops(near shift: Int, most: Int, _ visit: (Int) -> Void) {
    for corner in corners { visit(corner.shift) }
    let place = edges.count + atLast - Int(countOfCapital(shift))
    for edge in edges[max(0, place - most)..<min(edges.count, place + most)] { visit(edge) }
  }
}

extension [Int] {
  /// The first place of a value that stands at a place of the ascending list.
  fileprivate func firstIndex(of value: Int, below place: Int) -> Int {
    var (low, high) = (0, place)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// Replications × milestones met under a plan; concave where the envelope is taken.
struct MilestoneWorth: PlanWorth, Sendable {
  /// Nil where the plan cannot change.
  let stairs: [MilestoneStair?]
  let leastGain = 1e-7

  init(_ problem: CapitalProblem) {
    let slots = ResultSlots<MilestoneStair>(count: problem.projects.count)
    WorkQueue(count: problem.projects.count).run(threads: problem.threads) {
      OrderMemory()
    } body: { memory, project in
      if problem.isMovable(project) { slots[project] = MilestoneStair(problem, project, &memory.order) }
    }
    stairs = problem.projects.indices.map { slots[$0] }
  }

  func change(_ project: Int, from old: CapitalPlan.Shift, to new: CapitalPlan.Shift) -> Double {
    guard let stair = stairs[project] else { return 0 }
    return stair.envelope(new.total) - stair.envelope(old.total)
  }

  func count(_ project: Int, _ shift: Int) -> Double { stairs[project]?.count(shift) ?? 0 }
}

/// The plan under which most milestones of single projects are expected to be met.
///
/// Each project's number of milestones is a stair in its own plan, concave or not. The least concave functions above the stairs give the
/// Lagrangian bound, exactly by ``CapitalFlow``; its plan leaves a project or so of each pool between two corners, which exchanges then bring to an edge.
struct MilestoneSearch: Sendable {
  let problem: CapitalProblem
  let worth: MilestoneWorth

  struct Outcome: Sendable {
    var plan: CapitalPlan
    /// Mean number of milestones met by all projects, also by those whose plan cannot change.
    var value: Double
    var bound: Double
  }

  private static let mostExchanges = 60
  /// Among so many allocations all pairs are looked at.
  private static let few = 24

  init(_ problem: CapitalProblem) {
    self.problem = problem
    worth = MilestoneWorth(problem)
  }

  func run() -> Outcome {
    let present = CapitalPlan(problem)
    var flow = CapitalFlow(problem, worth)
    flow.maximise()
    let relaxed = sum(flow.plan) { $0.envelope($1) } + flow.prices().excess
    let movable = problem.projects.indices.filter { worth.stairs[$0] != nil }
    let starts = (movable.count > Self.few ? [flow.plan] : [flow.plan, present]).map { improve($0) }
    let best = starts.max { sum($0) { $0.count($1) } < sum($1) { $0.count($1) } } ?? present
    let plan = sum(best) { $0.count($1) } > sum(present) { $0.count($1) } ? withoutIdleMoves(best) : present
    let count = Double(problem.replications)
    let value = (sum(plan) { $0.count($1) } + fixed) / count
    return Outcome(plan: plan, value: value, bound: max(value, (relaxed + fixed) / count))
  }

  func value(_ plan: CapitalPlan) -> Double {
    (sum(plan) { $0.count($1) } + fixed) / Double(problem.replications)
  }

  private func sum(_ plan: CapitalPlan, _ count: (MilestoneStair, Int) -> Double) -> Double {
    worth.stairs.indices.reduce(0.0) { sum, project in
      sum + (worth.stairs[project].map { count($0, plan.projects[project].total) } ?? 0)
    }
  }

  /// Met by projects whose plan cannot change.
  private var fixed: Double {
    var order = ClaimOrder()
    return problem.projects.indices.filter { worth.stairs[$0] == nil && problem.sample.columnCount($0) > 0 }
      .reduce(0.0) { $0 + MilestoneStair(problem, $1, &order).count(0) }
  }
}

// MARK: Exchanges

extension MilestoneSearch {
  /// The best exchange again and again: among all allocations when they are few, else between those off their corners and all others.
  private func improve(_ start: CapitalPlan) -> CapitalPlan {
    var plan = start
    let movable = problem.allocations.indices.filter {
      problem.allocations[$0].lower < 0 || problem.allocations[$0].upper > 0
    }
    let pools = Dictionary(grouping: movable) { problem.allocations[$0].pool }
    let moves = MilestoneMoves(problem, worth)
    for _ in 0..<Self.mostExchanges {
      var best: PlannedMove?
      var gain = worth.leastGain
      for pool in pools.keys.sorted() {
        let members = pools[pool] ?? []
        let few = members.count <= Self.few ? members : loose(members, plan)
        for one in few {
          for other in members where other != one {
            for (giver, receiver) in [(one, other), (other, one)] {
              guard let found = exchange(giver, receiver, plan, moves), found.gain > gain else { continue }
              gain = found.gain
              best = PlannedMove(giver: giver, receiver: receiver, steps: found.steps)
            }
          }
        }
      }
      guard let best else { break }
      plan.apply(best, in: problem)
    }
    return plan
  }

  /// Allocations of projects that meet fewer milestones than the envelope says, the most off first.
  private func loose(_ members: [Int], _ plan: CapitalPlan) -> [Int] {
    let off = members.compactMap { allocation -> (allocation: Int, by: Double)? in
      let project = problem.allocations[allocation].project
      guard let stair = worth.stairs[project] else { return nil }
      let shift = plan.projects[project].total
      let by = stair.envelope(shift) - stair.count(shift)
      return by > 1e-6 ? (allocation, by) : nil
    }
    return off.sorted { ($1.by, $0.allocation) < ($0.by, $1.allocation) }.prefix(4).map(\.allocation)
  }

  private func exchange(
    _ giver: Int, _ receiver: Int, _ plan: CapitalPlan, _ moves: MilestoneMoves
  ) -> (steps: Int, gain: Double)? {
    guard problem.allocations[giver].project != problem.allocations[receiver].project else { return nil }
    let most = min(problem.room(giver, under: plan).down, problem.room(receiver, under: plan).up)
    return most > 0 ? moves.bestExchange(giver, receiver, plan, within: 1...most) : nil
  }

  /// Takes back what was moved without need.
  private func withoutIdleMoves(_ start: CapitalPlan) -> CapitalPlan {
    var plan = start
    let moved = problem.allocations.indices.filter { plan.shifts[$0] != 0 }
    for receiver in moved where plan.shifts[receiver] > 0 {
      for giver in moved
      where plan.shifts[giver] < 0 && problem.allocations[giver].pool == problem.allocations[receiver].pool {
        var steps = min(plan.shifts[receiver], -plan.shifts[giver], problem.room(giver, under: plan).up)
        while steps > 0 {
          var returned = plan
          returned.move(receiver, by: -steps, in: problem)
          returned.move(giver, by: steps, in: problem)
          let projects = [receiver, giver].map { problem.allocations[$0].project }
          func met(_ plan: CapitalPlan) -> Double {
            projects.reduce(0) { $0 + worth.count($1, plan.projects[$1].total) }
          }
          if met(returned) >= met(plan) {
            plan = returned
            break
          }
          steps /= 2
        }
      }
    }
    return plan
  }
}
