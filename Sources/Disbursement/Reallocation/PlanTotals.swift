/// What the whole portfolio has disbursed under a plan by the date that counts, replication by replication.
struct PlanTotals: Sendable {
  private static let block = 2_048

  let problem: CapitalProblem
  private(set) var plan: CapitalPlan
  /// Payments that no cash limits.
  private(set) var assured: [Int64]
  /// Claims on each rationed source.
  private(set) var claims: [[Int64]]

  init(_ problem: CapitalProblem, _ plan: CapitalPlan) {
    self.problem = problem
    self.plan = plan
    let count = problem.replications
    let blocks = (count + Self.block - 1) / Self.block
    let slots = ResultSlots<PlanTotals.Block>(count: blocks)
    WorkQueue(count: blocks).run(threads: problem.threads) {
      0
    } body: { _, number in
      let range = number * Self.block..<min(count, (number + 1) * Self.block)
      slots[number] = Block(problem, plan, range)
    }
    let parts = slots.collect()
    assured = parts.flatMap(\.assured)
    claims = problem.cash.indices.map { source in parts.flatMap { $0.claims[source] } }
  }

  private struct Block: Sendable {
    var assured: [Int64]
    var claims: [[Int64]]

    init(_ problem: CapitalProblem, _ plan: CapitalPlan, _ range: Range<Int>) {
      assured =
        problem.otherPayments.isEmpty
        ? [Int64](repeating: 0, count: range.count) : Array(problem.otherPayments[range])
      claims = problem.cash.map { Array($0.otherClaims[range]) }
      for project in problem.projects.indices where problem.sample.columnCount(project) > 0 {
        let amounts = problem.amounts(project, plan.projects[project])
        let column = UnsafeMutableBufferPointer(rebasing: problem.sample.column(project)[range])
        PlanTotals.add(column, amounts, problem.projects[project].cash, sign: 1, &assured, &claims)
      }
    }
  }

  private static func add(
    _ column: UnsafeMutableBufferPointer<Int64>, _ amounts: (total: Int64, assured: Int64), _ cash: Int?, sign: Int64,
    _ assured: inout [Int64], _ claims: inout [[Int64]]
  ) {
    guard let cash else { return add(column, upTo: amounts.total, sign: sign, &assured) }
    add(column, upTo: amounts.total, sign: sign, &claims[cash])
    guard amounts.assured > 0 else { return }
    add(column, upTo: amounts.assured, sign: -sign, &claims[cash])
    add(column, upTo: amounts.assured, sign: sign, &assured)
  }

  private static func add(
    _ column: UnsafeMutableBufferPointer<Int64>, upTo limit: Int64, sign: Int64, _ sums: inout [Int64]
  ) {
    sums.withUnsafeMutableBufferPointer { sums in
      for lane in sums.indices {
        let paid = column[lane] < limit ? column[lane] : limit
        sums[lane] &+= sign &* paid
      }
    }
  }

  /// Takes over another plan, project by project where it differs.
  mutating func change(to new: CapitalPlan) {
    for project in problem.projects.indices where new.projects[project] != plan.projects[project] {
      let column = problem.sample.column(project)
      let cash = problem.projects[project].cash
      Self.add(column, problem.amounts(project, plan.projects[project]), cash, sign: -1, &assured, &claims)
      Self.add(column, problem.amounts(project, new.projects[project]), cash, sign: 1, &assured, &claims)
    }
    plan = new
  }

  /// Disbursed by all, by replication.
  func disbursed() -> [Int64] {
    var totals = assured
    for (source, claims) in claims.enumerated() {
      problem.cash[source].cash.withUnsafeBufferPointer { cash in
        for lane in totals.indices { totals[lane] += cash[lane] < claims[lane] ? cash[lane] : claims[lane] }
      }
    }
    return totals
  }

  /// True when a source has less cash than claims somewhere.
  var isRationed: Bool {
    claims.indices.contains { source in zip(problem.cash[source].cash, claims[source]).contains { $0 < $1 } }
  }

  /// Weights of claims where a replication's dong has a weight: nothing where cash is short.
  func weights(_ assured: [Double]) -> ReplicationWeights {
    ReplicationWeights(
      assured: assured,
      claimed: claims.indices.map { source in
        let cash = problem.cash[source].cash
        return assured.indices.map { cash[$0] < claims[source][$0] ? 0 : assured[$0] }
      })
  }

  /// Σ w·disbursed, a dong of cash that is short weighing what it does to all.
  func weighed(by weights: ReplicationWeights) -> Double {
    var sum = 0.0
    for lane in assured.indices {
      let weight = weights.assured.isEmpty ? 1 : weights.assured[lane]
      sum += weight * Double(assured[lane])
      for source in claims.indices {
        let claimed = weights.claimed.isEmpty ? weight : weights.claimed[source][lane]
        sum += claimed * Double(claims[source][lane]) + (weight - claimed) * Double(problem.cash[source].cash[lane])
      }
    }
    return sum
  }
}

/// What is asked of the sum of all payments.
enum TotalObjective: Sendable {
  case mean
  /// Mean of this many smallest sums.
  case worst(count: Int)
  /// Share of the sums that reach the amount.
  case reaching(Int64)
  /// What is never less than that share, and concave: of each sum how far it has come to the amount from the least that it can be.
  case nearing(Int64, from: [Int64?])

  func value(_ totals: [Int64]) -> Double {
    switch self {
    case .mean: return totals.reduce(0.0) { $0 + Double($1) } / Double(totals.count)
    case .worst(let count):
      let edge = Self.edge(totals, count)
      var sum = 0.0
      for total in totals where total < edge { sum += Double(edge - total) }
      return Double(edge) - sum / Double(count)
    case .reaching(let required):
      var number = 0
      for total in totals where total >= required { number += 1 }
      return Double(number) / Double(totals.count)
    case .nearing(let required, let least):
      var sum = 0.0
      for (total, least) in zip(totals, least) {
        guard let least else { continue }
        sum += total >= required ? 1 : Double(total - least) / Double(required - least)
      }
      return sum / Double(totals.count)
    }
  }

  /// The part of the bound by weights that does not hang on the plan.
  func constant(_ weights: ReplicationWeights) -> Double {
    guard case .nearing(let required, let least) = self, !weights.assured.isEmpty else { return 0 }
    var sum = 0.0
    for (weight, least) in zip(weights.assured, least) where least != nil { sum += 1 - weight * Double(required) }
    return sum / Double(weights.assured.count)
  }

  /// The greatest of the smallest sums.
  static func edge(_ totals: [Int64], _ count: Int) -> Int64 {
    var keys = totals
    var (low, high, rank) = (0, keys.count, count - 1)
    // Hoare's selection with the middle as pivot.
    while high - low > 1 {
      let pivot = keys[low + (high - low) / 2]
      var (left, right) = (low, high - 1)
      while left <= right {
        while keys[left] < pivot { left += 1 }
        while keys[right] > pivot { right -= 1 }
        if left <= right {
          keys.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if rank <= right {
        high = right + 1
      } else if rank >= left {
        low = left
      } else {
        return keys[rank]
      }
    }
    rank = min(rank, keys.count - 1)
    return keys[rank]
  }

  /// Weights under which the weighted sum over replications, with the ``constant(_:)``, is their number times the value at these sums, and never
  /// less than that at others.
  ///
  /// Nil when the objective is not concave.
  func weights(at totals: [Int64]) -> [Double]? {
    switch self {
    case .mean: return [Double](repeating: 1, count: totals.count)
    case .reaching: return nil
    case .nearing(let required, let least):
      return zip(totals, least).map { total, least in
        least.map { total < required ? 1 / Double(required - $0) : 0 } ?? 0
      }
    case .worst(let count):
      let edge = Self.edge(totals, count)
      let below = totals.count { $0 < edge }
      let atEdge = totals.count { $0 == edge }
      let whole = Double(totals.count) / Double(count)
      // Sums at the edge share what is left of the tail.
      let part = whole * Double(count - below) / Double(max(1, atEdge))
      return totals.map { $0 < edge ? whole : ($0 == edge ? part : 0) }
    }
  }
}
