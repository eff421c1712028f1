/// Exchanges between two allocations at a time, kept when the objective itself rises.
struct ExchangeSearch {
  let problem: CapitalProblem
  let objective: TotalObjective
  /// Looks no further after so many exchanges were tried.
  var trials = 2_000

  private var totals: PlanTotals
  private(set) var value: Double
  var plan: CapitalPlan { totals.plan }

  init(_ problem: CapitalProblem, _ objective: TotalObjective, from plan: CapitalPlan) {
    self.problem = problem
    self.objective = objective
    totals = PlanTotals(problem, plan)
    value = objective.value(totals.disbursed())
  }

  /// Tries exchanges between allocations that are listed, with steps of falling powers of two, until none helps.
  mutating func run(among allocations: [Int]) {
    let pools = Dictionary(grouping: allocations) { problem.allocations[$0].pool }
    let widest = allocations.map { problem.allocations[$0].upper - problem.allocations[$0].lower }.max() ?? 0
    var step = 1
    while step * 2 <= widest { step *= 2 }
    var left = trials
    while step > 0, left > 0 {
      var hasImproved = false
      for pool in pools.keys.sorted() {
        let members = pools[pool] ?? []
        for giver in members {
          for receiver in members where left > 0 && isOpen(giver, receiver, step) {
            left -= 1
            if accept(giver, receiver, step) { hasImproved = true }
          }
        }
      }
      if !hasImproved { step /= 2 }
    }
  }

  private func isOpen(_ giver: Int, _ receiver: Int, _ step: Int) -> Bool {
    guard problem.allocations[giver].project != problem.allocations[receiver].project else { return false }
    return problem.room(giver, under: plan).down >= step && problem.room(receiver, under: plan).up >= step
  }

  private mutating func accept(_ giver: Int, _ receiver: Int, _ step: Int) -> Bool {
    let old = totals
    var new = plan
    new.move(giver, by: -step, in: problem)
    new.move(receiver, by: step, in: problem)
    totals.change(to: new)
    let changed = objective.value(totals.disbursed())
    guard changed > value + objective.leastGain(problem) else {
      totals = old
      return false
    }
    value = changed
    return true
  }
}

extension TotalObjective {
  /// Less is no gain.
  func leastGain(_ problem: CapitalProblem) -> Double {
    switch self {
    case .mean, .worst: 1e-9 * Double(problem.unit)
    case .reaching: 0
    case .nearing: 1e-12
    }
  }
}
