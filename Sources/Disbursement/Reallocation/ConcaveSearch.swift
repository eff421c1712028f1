/// The best plan when the objective is concave in the sums of all payments: the mean under rationing, and the mean of the worst sums.
///
/// A concave objective is the least of weighted sums, so any weights give a bound: the best plan under them, found exactly as a flow. Weights are averaged over
/// answers in turn (Frank and Wolfe's method on the dual; Brown's fictitious play), which brings the bound down; the plans on the way are
/// judged by the objective itself.
struct ConcaveSearch: Sendable {
  let problem: CapitalProblem
  let objective: TotalObjective
  let worth: SpendingWorth
  var mostRounds = 120

  struct Outcome: Sendable {
    var plan: CapitalPlan
    var value: Double
    /// No plan has more.
    var bound: Double
    /// Under which the bound was found.
    var weights: ReplicationWeights
    var rounds: Int
  }

  /// The search ends when the bound is within this share of what could be gained over the present plan.
  static let tolerance = 1e-3

  func run() -> Outcome {
    let present = PlanTotals(problem, CapitalPlan(problem))
    let atPresent = objective.value(present.disbursed())
    var weights = firstWeights(present)
    var totals = present
    var best = Outcome(plan: present.plan, value: atPresent, bound: .infinity, weights: weights, rounds: 0)
    for round in 0..<mostRounds {
      let flow = answer(weights, from: round == 0 ? present.plan : totals.plan)
      totals.change(to: flow.plan)
      let bound =
        (totals.weighed(by: weights) + flow.prices().excess) / Double(problem.replications)
        + objective.constant(weights)
      if bound < best.bound { (best.bound, best.weights) = (bound, weights) }
      let disbursed = totals.disbursed()
      let value = objective.value(disbursed)
      if value > best.value { (best.plan, best.value) = (flow.plan, value) }
      best.rounds = round + 1
      if best.bound - best.value <= Self.tolerance * max(0, best.bound - atPresent) { break }
      guard let own = objective.weights(at: disbursed) else { break }
      weights = Self.average(weights, totals.weights(own), step: 2 / Double(round + 2))
    }
    return best
  }

  /// Of the mean, which no tail exceeds; of the objective itself where that is no bound.
  private func firstWeights(_ present: PlanTotals) -> ReplicationWeights {
    guard case .nearing = objective, let own = objective.weights(at: present.disbursed()) else {
      return ReplicationWeights()
    }
    return present.weights(own)
  }

  private func answer(_ weights: ReplicationWeights, from plan: CapitalPlan) -> CapitalFlow<SpendingWorth> {
    var flow = CapitalFlow(
      problem, weights.assured.isEmpty && weights.claimed.isEmpty ? worth : worth.weighed(weights), from: plan)
    flow.maximise()
    return flow
  }

  private static func average(
    _ old: ReplicationWeights, _ new: ReplicationWeights, step: Double
  ) -> ReplicationWeights {
    func mix(_ old: [Double], _ new: [Double]) -> [Double] {
      old.isEmpty ? new.map { (1 - step) + step * $0 } : zip(old, new).map { $0 + step * ($1 - $0) }
    }
    return ReplicationWeights(
      assured: mix(old.assured, new.assured),
      claimed: new.claimed.indices.map { mix(old.claimed.isEmpty ? old.assured : old.claimed[$0], new.claimed[$0]) })
  }
}
