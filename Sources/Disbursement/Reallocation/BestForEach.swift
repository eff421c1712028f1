/// The most that could be disbursed in each replication if it were known: the best plan for it alone, in any amounts within the bounds.
///
/// Plans start from the floors; what is left of each pool then flows to what projects can still use. By the theorem of Ford and Fulkerson the most that
/// flows is the least cut: over sets of pools, what is left of those outside, and what projects can take from those inside. Where more than
/// ``mostPools`` hang together, only some cuts are looked at, and the amount may be too high; so it may where cash is short for projects that
/// also have assured capital.
struct BestForEach: Sendable {
  static let mostPools = 6
  private static let block = 1_024
  /// More than all plans, dong: what projects could use has no limit together.
  private static let plenty: Int64 = 1 << 60

  let problem: CapitalProblem
  private let projects: [Room]
  /// Capital of each pool beyond all floors.
  private let rests: [Int64]
  private let parts: [Part]
  /// The source whose cash limits a pool.
  private let cashOfPool: [Int?]

  private struct Part: Sendable {
    var pools: [Int]
    /// Projects with capital in several of the pools, and how much each pool could give them.
    var shared: [(project: Int, caps: [Int64])]
  }

  /// Between what a project's plan can lie.
  private struct Room: Sendable {
    var floor: Int64
    var rationedFloor: Int64 = 0
    var ceiling: Int64
    /// Assured capital may take the place of what a rationed floor cannot pay.
    var replacesRationedFloor = false
    /// The only pool in which it can move; nil when there are several or none.
    var pool: Int?

    init(_ problem: CapitalProblem, _ project: Int, _ pools: [Int]) {
      let room = problem.projects[project]
      (floor, ceiling) = (0, 0)
      for number in room.allocations {
        let allocation = problem.allocations[number]
        let least = allocation.plan + Int64(allocation.lower) * problem.unit
        floor += least
        if allocation.isRationed { rationedFloor += least }
        ceiling += allocation.plan + Int64(allocation.upper) * problem.unit
      }
      ceiling = min(ceiling, room.plan + Int64(room.upper) * problem.unit)
      pool = pools.count == 1 ? pools[0] : nil
      guard problem.isMixed(project) else { return }
      if room.allocations.contains(where: { problem.allocations[$0].isRationed && BestForEach.isMovable(problem, $0) })
      {
        // Counted as capital that the rationed pool has left.
        floor -= rationedFloor
        rationedFloor = 0
      } else {
        replacesRationedFloor = true
      }
    }

    /// What it could use beyond its floor.
    @inline(__always)
    func want(_ claims: Int64) -> Int64 {
      max(0, min(claims, ceiling) - (replacesRationedFloor ? min(claims, floor - rationedFloor) : floor))
    }
  }

  init(_ problem: CapitalProblem) {
    self.problem = problem
    var rests = [Int64](repeating: 0, count: problem.poolCount)
    var cashOfPool = [Int?](repeating: nil, count: problem.poolCount)
    for (number, allocation) in problem.allocations.enumerated() {
      rests[allocation.pool] += Self.capacity(problem, number) - Int64(allocation.upper) * problem.unit
      if allocation.isRationed { cashOfPool[allocation.pool] = problem.projects[allocation.project].cash }
    }
    self.rests = rests
    self.cashOfPool = cashOfPool
    let layout = PoolLayout(problem)
    let pools = problem.projects.indices.map { layout.movablePools(of: $0) }
    projects = problem.projects.indices.map { Room(problem, $0, pools[$0]) }
    var partOfPool = [Int](repeating: 0, count: problem.poolCount)
    for (number, members) in layout.parts.enumerated() {
      for pool in members { partOfPool[pool] = number }
    }
    var parts = layout.parts.map { Part(pools: $0, shared: []) }
    for project in pools.indices where pools[project].count > 1 {
      let number = partOfPool[pools[project][0]]
      parts[number].shared.append((project, Self.caps(problem, project, parts[number].pools)))
    }
    self.parts = parts
  }

  private static func caps(_ problem: CapitalProblem, _ project: Int, _ pools: [Int]) -> [Int64] {
    pools.map { pool in
      problem.projects[project].allocations.reduce(0) { sum, number in
        sum + (problem.allocations[number].pool == pool ? capacity(problem, number) : 0)
      }
    }
  }

  private static func isMovable(_ problem: CapitalProblem, _ allocation: Int) -> Bool {
    problem.allocations[allocation].lower < 0 || problem.allocations[allocation].upper > 0
  }

  /// How much the allocation could take beyond what counts as its floor.
  private static func capacity(_ problem: CapitalProblem, _ number: Int) -> Int64 {
    let allocation = problem.allocations[number]
    let isFree = allocation.isRationed && problem.isMixed(allocation.project) && isMovable(problem, number)
    return Int64(allocation.upper) * problem.unit
      + (isFree ? allocation.plan : -Int64(allocation.lower) * problem.unit)
  }

  /// By replication, dong.
  func totals() -> [Int64] {
    let blocks = (problem.replications + Self.block - 1) / Self.block
    let slots = ResultSlots<[Int64]>(count: blocks)
    WorkQueue(count: blocks).run(threads: problem.threads) {
      0
    } body: { _, number in
      slots[number] = totals(number * Self.block..<min(problem.replications, (number + 1) * Self.block))
    }
    return slots.collect().flatMap { $0 }
  }

  private func totals(_ lanes: Range<Int>) -> [Int64] {
    var sums = Sums(problem, lanes)
    for project in problem.projects.indices where problem.sample.columnCount(project) > 0 {
      let column = UnsafeMutableBufferPointer(rebasing: problem.sample.column(project)[lanes])
      addFloors(of: project, column, &sums)
      guard let pool = projects[project].pool else { continue }
      let range = projects[project]
      for lane in column.indices {
        sums.wanted[pool][lane] = min(Self.plenty, sums.wanted[pool][lane] + range.want(column[lane]))
      }
    }
    return (0..<lanes.count).map { total(lane: $0, replication: lanes.lowerBound + $0, sums) }
  }

  /// By lane of a block.
  private struct Sums {
    /// Paid of the floors, assured; by source what is claimed of them.
    var assured: [Int64]
    var claims: [[Int64]]
    /// By pool, what projects of this pool alone could use beyond their floors.
    var wanted: [[Int64]]

    init(_ problem: CapitalProblem, _ range: Range<Int>) {
      assured =
        problem.otherPayments.isEmpty
        ? [Int64](repeating: 0, count: range.count) : Array(problem.otherPayments[range])
      claims = problem.cash.map { Array($0.otherClaims[range]) }
      wanted = [[Int64]](repeating: [Int64](repeating: 0, count: range.count), count: problem.poolCount)
    }
  }

  private func addFloors(of project: Int, _ column: UnsafeMutableBufferPointer<Int64>, _ sums: inout Sums) {
    let range = projects[project]
    guard let source = problem.projects[project].cash else {
      for lane in column.indices { sums.assured[lane] += min(column[lane], range.floor) }
      return
    }
    for lane in column.indices {
      let assured = min(column[lane], range.floor - range.rationedFloor)
      sums.assured[lane] += assured
      sums.claims[source][lane] += min(column[lane], range.floor) - assured
    }
  }

  private func total(lane: Int, replication: Int, _ sums: Sums) -> Int64 {
    var total = sums.assured[lane]
    var cashLeft: [Int64] = []
    for source in problem.cash.indices {
      let (cash, claims) = (problem.cash[source].cash[replication], sums.claims[source][lane])
      total += min(cash, claims)
      cashLeft.append(max(0, cash - claims))
    }
    for part in parts {
      let left = part.pools.map { pool in
        cashOfPool[pool].map { min(rests[pool], cashLeft[$0]) } ?? rests[pool]
      }
      let wanted = part.pools.map { sums.wanted[$0][lane] }
      let shared = part.shared.map { shared in
        (want: projects[shared.project].want(problem.sample.column(shared.project)[replication]), caps: shared.caps)
      }
      total += leastCut(left, wanted, shared)
    }
    return total
  }

  private func leastCut(_ rests: [Int64], _ wanted: [Int64], _ shared: [(want: Int64, caps: [Int64])]) -> Int64 {
    func cut(_ isInside: (Int) -> Bool) -> Int64 {
      var sum: Int64 = 0
      for pool in rests.indices { sum += isInside(pool) ? min(wanted[pool], rests[pool]) : rests[pool] }
      for project in shared {
        let reachable = rests.indices.reduce(Int64(0)) { $0 + (isInside($1) ? project.caps[$1] : 0) }
        sum = min(Self.plenty, sum + min(project.want, reachable))
      }
      return sum
    }
    guard rests.count <= Self.mostPools else {
      return min(cut { _ in true }, cut { _ in false })
    }
    return (0..<1 << rests.count).reduce(Int64.max) { least, set in min(least, cut { pool in set >> pool & 1 == 1 }) }
  }
}
