/// A plan under which the sum of all payments reaches an amount as often as can be found, and how often any plan could reach it.
///
/// The share of replications that reach an amount is not concave in the plan. Candidates are the best plans for the mean, for several tails, and
/// those of the concave relaxation; from the best one, weights on the replications near the amount are followed within a shrinking
/// range (gradient ascent on a smoothed share). Two bounds hold: the replications in which the best plan for that replication reaches the amount, and
/// the relaxation.
struct ProbabilitySearch: Sendable {
  let problem: CapitalProblem
  let required: Int64
  let worth: SpendingWorth

  struct Outcome: Sendable {
    var plan: CapitalPlan
    var value: Double
    var bound: Double
    /// The relaxation gave the bound.
    var isBoundByWeights: Bool
    /// Near the amount, under which the plan was found last.
    var weights: ReplicationWeights
  }

  private static let tails = [0.5, 0.2, 0.05]
  private static let softenings = [1.0, 0.5, 0.25, 0.1]
  private static let relaxationRounds = 25

  private var objective: TotalObjective { .reaching(required) }

  func run() -> Outcome {
    let present = CapitalPlan(problem)
    let most = BestForEach(problem).totals()
    let relaxed = relax(most)
    let everyOne = Double(most.count { $0 >= required }) / Double(most.count)
    var candidates = [present, CapitalFlow.best(problem, worth), relaxed.plan]
    for tail in Self.tails {
      let count = max(1, Int((tail * Double(problem.replications)).rounded(.up)))
      candidates.append(
        ConcaveSearch(problem: problem, objective: .worst(count: count), worth: worth, mostRounds: 10).run().plan)
    }
    var best = (plan: present, value: objective.value(PlanTotals(problem, present).disbursed()))
    for candidate in candidates {
      let value = objective.value(PlanTotals(problem, candidate).disbursed())
      if value > best.value { best = (candidate, value) }
    }
    let bound = min(everyOne, relaxed.bound)
    var weights = weights(near: best.plan)
    if best.value < bound { climb(from: &best, &weights, bound) }
    if best.value < bound {
      var exchanges = ExchangeSearch(problem, objective, from: best.plan)
      exchanges.run(among: problem.liveliest(under: best.plan, worth.weighed(weights)))
      if exchanges.value > best.value { best = (exchanges.plan, exchanges.value) }
    }
    return Outcome(
      plan: best.plan, value: best.value, bound: max(best.value, bound), isBoundByWeights: relaxed.bound < everyOne,
      weights: weights)
  }

  /// The least concave function above the share, from the least sum that any plan leads to in a replication.
  private func relax(_ most: [Int64]) -> ConcaveSearch.Outcome {
    let least = LeastForEach(problem: problem).totals()
    let from = zip(least, most).map { least, most -> Int64? in
      // Reached by every plan or by none.
      if least >= required { return required - 1 }
      return most < required ? nil : least
    }
    return ConcaveSearch(
      problem: problem, objective: .nearing(required, from: from), worth: worth, mostRounds: Self.relaxationRounds
    ).run()
  }

  /// Of replications whose sum lies near the amount under a plan.
  func weights(near plan: CapitalPlan) -> ReplicationWeights {
    smooth(PlanTotals(problem, plan), width: spread(of: plan))
  }

  private func spread(of plan: CapitalPlan) -> Double {
    let totals = PlanTotals(problem, plan).disbursed().map { Double($0) }
    let mean = totals.reduce(0, +) / Double(totals.count)
    let variance = totals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(totals.count)
    return max(Double(problem.unit), variance.squareRoot())
  }

  /// Weights 1 − u², with u the distance from the amount in units of the width, nothing beyond it.
  private func smooth(_ totals: PlanTotals, width: Double) -> ReplicationWeights {
    var weights = totals.disbursed().map { total -> Double in
      let u = Double(total - required) / width
      return abs(u) < 1 ? 1 - u * u : 0
    }
    let sum = weights.reduce(0, +)
    guard sum > 0 else { return totals.weights([Double](repeating: 1, count: weights.count)) }
    let scale = Double(weights.count) / sum
    for lane in weights.indices { weights[lane] *= scale }
    return totals.weights(weights)
  }

  private func climb(
    from best: inout (plan: CapitalPlan, value: Double), _ weights: inout ReplicationWeights, _ bound: Double
  ) {
    let spread = spread(of: best.plan)
    let widest = problem.allocations.map { $0.upper - $0.lower }.max() ?? 0
    for softening in Self.softenings {
      var reach = max(1, widest / 4)
      while reach > 0, best.value < bound {
        let near = smooth(PlanTotals(problem, best.plan), width: softening * spread)
        let narrowed = problem.narrowed(around: best.plan, by: reach)
        let plan = CapitalFlow.best(narrowed, worth.weighed(near), from: best.plan)
        let value = objective.value(PlanTotals(problem, plan).disbursed())
        if value > best.value {
          best = (plan, value)
          weights = near
        } else {
          reach /= 4
        }
      }
    }
  }
}

extension CapitalProblem {
  /// The same with every allocation within some steps of a plan.
  func narrowed(around plan: CapitalPlan, by reach: Int) -> CapitalProblem {
    let narrow = zip(allocations, plan.shifts).map { allocation, shift in
      Allocation(
        project: allocation.project, pool: allocation.pool, plan: allocation.plan,
        lower: max(allocation.lower, shift - reach), upper: min(allocation.upper, shift + reach),
        isRationed: allocation.isRationed)
    }
    return CapitalProblem(
      unit: unit, allocations: narrow, projects: projects, poolCount: poolCount, cash: cash,
      otherPayments: otherPayments, sample: sample, threads: threads)
  }

  /// The allocations of each pool that would gain most by receiving, and that would lose least by giving.
  func liveliest<Worth: PlanWorth>(under plan: CapitalPlan, _ worth: Worth, count: Int = 8) -> [Int] {
    var chosen: Set<Int> = []
    let movable = allocations.indices.filter { allocations[$0].lower < 0 || allocations[$0].upper > 0 }
    let pools = Dictionary(grouping: movable) { allocations[$0].pool }
    for pool in pools.keys.sorted() {
      let members = pools[pool] ?? []
      for direction in [1, -1] {
        let gains = members.compactMap { number -> (number: Int, gain: Double)? in
          let room = room(number, under: plan)
          guard (direction > 0 ? room.up : room.down) > 0 else { return nil }
          let project = allocations[number].project
          let old = plan.projects[project]
          let new = CapitalPlan.Shift(
            assured: old.assured + (allocations[number].isRationed ? 0 : direction), total: old.total + direction)
          return (number, worth.change(project, from: old, to: new))
        }
        chosen.formUnion(gains.sorted { ($1.gain, $0.number) < ($0.gain, $1.number) }.prefix(count).map(\.number))
      }
    }
    return chosen.sorted()
  }
}

/// An amount that the sum of all payments does not stay below in a replication, whatever the plan.
struct LeastForEach: Sendable {
  let problem: CapitalProblem

  /// The greater of what the floors alone pay and of what is paid when every project holds all it can without use.
  func totals() -> [Int64] {
    let floors = problem.allocations.map { $0.plan + Int64($0.lower) * problem.unit }
    var atFloors = problem.otherPayments.isEmpty ? zeros : problem.otherPayments
    // Paid is capital less what is held without use, pool by pool; a project holds no more than its ceiling less its claims.
    var capital: Int64 = 0
    var idle = zeros
    for (number, project) in problem.projects.enumerated() where problem.sample.columnCount(number) > 0 {
      // What cash leaves of claims on rationed sources is not counted.
      let assured = project.allocations.filter { !problem.allocations[$0].isRationed }
      let floor = assured.reduce(0) { $0 + floors[$1] }
      let raised = assured.reduce(project.assuredPlan) { $0 + Int64(problem.allocations[$1].upper) * problem.unit }
      capital += project.assuredPlan
      let column = problem.sample.column(number)
      for lane in column.indices {
        atFloors[lane] += min(column[lane], floor)
        idle[lane] += max(0, raised - column[lane])
      }
    }
    return atFloors.indices.map { lane in
      let others = problem.otherPayments.isEmpty ? 0 : problem.otherPayments[lane]
      return max(atFloors[lane], others + capital - idle[lane])
    }
  }

  private var zeros: [Int64] { [Int64](repeating: 0, count: problem.replications) }
}
