import Portfolio

/// The best plan that is found for an objective, and the proof of how good it is.
struct ReallocationSearch: Sendable {
  let problem: CapitalProblem
  let objective: ReallocationObjective
  /// The amount that a rate is of, dong.
  let planTotal: Int64
  let mostMoves: Int?
  /// Steps of the smallest move, at least 1.
  let leastSteps: Int

  struct Outcome: Sendable {
    var plan: CapitalPlan
    var moves: [PlannedMove]
    var present: Double
    var proposed: Double
    var bound: Double
    var proof: ObjectiveValue.Proof
    /// The best plan for the mean, whatever the objective and the limits, and its mean.
    var bestMean: Double
    var bestMeanPlan: CapitalPlan
    /// Under which chances are compared with prices; nil when the objective has none.
    var priced: PricedChances?
  }

  /// Weights of replications, and what a step of capital is worth under them by the bound's plan.
  struct PricedChances: Sendable {
    var weights: ReplicationWeights
    var worth: SpendingWorth
    /// Of each pool, as a chance of being spent.
    var prices: [Double]
    /// Worth of a step that is spent in every replication.
    var wholeStep: Double
  }

  func run() -> Outcome {
    let worth = SpendingWorth(problem)
    let mean = ConcaveSearch(problem: problem, objective: .mean, worth: worth).run()
    switch objective {
    case .mean: return concave(mean, .mean, worth, mean)
    case .shortfall:
      let worst = TotalObjective.worst(count: Self.worstCount(of: problem.replications))
      return concave(
        ConcaveSearch(problem: problem, objective: worst, worth: worth).run(), worst, worth, mean)
    case .probability(let rate): return probability(rate, worth, mean)
    case .milestones: return milestones(mean)
    }
  }

  /// ⌈5 %⌉ of the replications.
  static func worstCount(of replications: Int) -> Int {
    let millionths = Int(ReallocationObjective.worstShare.millionths)
    return max(1, (replications * millionths + 999_999) / 1_000_000)
  }

  private func concave(
    _ found: ConcaveSearch.Outcome, _ objective: TotalObjective, _ worth: SpendingWorth,
    _ mean: ConcaveSearch.Outcome
  ) -> Outcome {
    var plan = found.plan
    let present = objective.value(PlanTotals(problem, CapitalPlan(problem)).disbursed())
    if found.bound - found.value > ConcaveSearch.tolerance * (found.bound - present) {
      var exchanges = ExchangeSearch(problem, objective, from: plan)
      exchanges.trials = 400
      exchanges.run(among: problem.liveliest(under: plan, weighed(worth, found.weights)))
      plan = exchanges.plan
    }
    let chances = priced(worth, found.weights)
    return limited(plan, objective, chances, bound: found.bound, mean) {
      if case .mean = objective, problem.cash.isEmpty { return [] }
      // Few moves stay near the present plan, where other replications may be the worst.
      let totals = PlanTotals(problem, CapitalPlan(problem))
      guard let own = objective.weights(at: totals.disbursed()) else { return [] }
      return [priced(worth, totals.weights(own)), priced(worth, mean.weights)]
    }
  }

  private func probability(_ rate: Ratio, _ worth: SpendingWorth, _ mean: ConcaveSearch.Outcome) -> Outcome {
    let required = Money(dong: planTotal).shareRoundedUp(rate).dong
    let search = ProbabilitySearch(problem: problem, required: required, worth: worth)
    let found = search.run()
    var outcome = limited(
      found.plan, .reaching(required), priced(worth, found.weights), bound: found.bound, mean
    ) {
      [priced(worth, search.weights(near: CapitalPlan(problem))), priced(worth, mean.weights)]
    }
    outcome.proof = found.isBoundByWeights ? .weightsAndPrices : .eachReplication
    outcome.priced = nil
    return outcome
  }

  private func weighed(_ worth: SpendingWorth, _ weights: ReplicationWeights) -> SpendingWorth {
    weights.assured.isEmpty && weights.claimed.isEmpty ? worth : worth.weighed(weights)
  }

  private func priced(_ worth: SpendingWorth, _ weights: ReplicationWeights) -> PricedChances {
    let worth = weighed(worth, weights)
    var flow = CapitalFlow(problem, worth)
    flow.maximise()
    let whole = weights.assured.isEmpty ? Double(problem.replications) : weights.assured.reduce(0, +)
    return PricedChances(
      weights: weights, worth: worth, prices: flow.prices().ofPools, wholeStep: whole * Double(problem.unit))
  }

  /// Keeps to the limits of moves, and to the present plan where nothing better was found.
  private func limited(
    _ plan: CapitalPlan, _ objective: TotalObjective, _ chances: PricedChances, bound: Double,
    _ mean: ConcaveSearch.Outcome, others: () -> [PricedChances] = { [] }
  ) -> Outcome {
    let present = objective.value(PlanTotals(problem, CapitalPlan(problem)).disbursed())
    let start = PlannedMoves.of(plan, in: problem)
    var best: (moves: [PlannedMove], value: Double) = ([], present)
    for chances in keepsLimits(start) ? [chances] : [chances] + others() {
      let search = LimitedMoves(
        problem: problem, worth: SpendingMoves(problem: problem, worth: chances.worth), prices: chances.prices,
        mostMoves: mostMoves, leastSteps: leastSteps)
      for moves in search.run(from: start) {
        let value = objective.value(PlanTotals(problem, PlannedMoves.plan(moves, in: problem)).disbursed())
        if value > best.value + objective.leastGain(problem) { best = (moves, value) }
      }
    }
    return Outcome(
      plan: PlannedMoves.plan(best.moves, in: problem), moves: best.moves, present: present, proposed: best.value,
      bound: max(bound, best.value), proof: chances.weights.assured.isEmpty ? .prices : .weightsAndPrices,
      bestMean: mean.value, bestMeanPlan: mean.plan, priced: chances)
  }

  private func keepsLimits(_ moves: [PlannedMove]) -> Bool {
    moves.count <= mostMoves ?? .max && moves.allSatisfy { $0.steps >= leastSteps }
  }

  private func milestones(_ mean: ConcaveSearch.Outcome) -> Outcome {
    let search = MilestoneSearch(problem)
    let found = search.run()
    var flow = CapitalFlow(problem, search.worth)
    flow.maximise()
    let limits = LimitedMoves(
      problem: problem, worth: MilestoneMoves(problem, search.worth), prices: flow.prices().ofPools,
      mostMoves: mostMoves, leastSteps: leastSteps)
    let present = search.value(CapitalPlan(problem))
    var best: (moves: [PlannedMove], value: Double) = ([], present)
    for moves in limits.run(from: PlannedMoves.of(found.plan, in: problem)) {
      let value = search.value(PlannedMoves.plan(moves, in: problem))
      if value > best.value { best = (moves, value) }
    }
    return Outcome(
      plan: PlannedMoves.plan(best.moves, in: problem), moves: best.moves, present: present, proposed: best.value,
      bound: max(found.bound, best.value), proof: .prices, bestMean: mean.value, bestMeanPlan: mean.plan, priced: nil)
  }
}
