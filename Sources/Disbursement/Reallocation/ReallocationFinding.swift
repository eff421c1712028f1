import Portfolio
import Rulebook
import Stochastics

extension ReallocationProposal {
  /// The proposal that answers a question on a sample.
  static func find(_ question: ReallocationQuestion, _ evidence: ReallocationEvidence) -> ReallocationProposal {
    ProposalWriter(question, evidence).proposal()
  }
}

/// Turns what a search found into plans, moves and reasons.
private struct ProposalWriter {
  let question: ReallocationQuestion
  let evidence: ReallocationEvidence
  let rooms: CapitalRooms
  let problem: CapitalProblem
  let pools: [PoolKey]
  let found: ReallocationSearch.Outcome

  private var portfolio: Portfolio { question.inputs.portfolio }
  private var settings: ReallocationSettings { question.settings }

  init(_ question: ReallocationQuestion, _ evidence: ReallocationEvidence) {
    self.question = question
    self.evidence = evidence
    rooms = CapitalRooms(question, paidByWindow: evidence.paidByWindow)
    problem = rooms.problem(evidence)
    pools = rooms.pools.keys
    let (unit, least) = (question.settings.roundTo.dong, question.settings.minMove.dong)
    found = ReallocationSearch(
      problem: problem, objective: question.settings.objective,
      planTotal: question.inputs.portfolio.plan.dong, mostMoves: question.settings.maxMoves,
      leastSteps: max(1, Int(least / unit + (least % unit > 0 ? 1 : 0)))
    ).run()
  }

  func proposal() -> ReallocationProposal {
    let spending = self.spending()
    let verdicts = portfolio.projects.indices.map { verdict(on: $0, spending[$0]) }
    return ReallocationProposal(
      run: header, constraints: constraints, value: value, pools: poolRows,
      allocations: portfolio.projects.indices.flatMap { allocationRows(of: $0) }, projects: verdicts,
      moves: moves(verdicts), information: information, judgement: nil)
  }

  private var header: ReallocationHeader {
    ReallocationHeader(
      engine: Engine.version, scenario: question.inputs.scenarioName, inputDigest: question.inputs.inputDigest,
      rulebook: question.inputs.rulebook.id, rulebookTitle: question.inputs.rulebook.title,
      assumptions: question.inputs.assumptions.name, fiscalYear: portfolio.fiscalYear, asOf: portfolio.asOf,
      settings: settings, window: question.window, date: question.date)
  }

  private var constraints: [ReallocationConstraint] {
    var constraints = [
      ReallocationConstraint(kind: .totalOfSource, rule: question.rule(RuleName.sameSource)),
      ReallocationConstraint(kind: .totalOfPlan, rule: question.rule(RuleName.withinTotal)),
    ]
    if settings.within == .owner {
      constraints.append(ReallocationConstraint(kind: .totalOfOwner, rule: question.rule(RuleName.withinTotal)))
    }
    if let window = question.windowRule, let day = window.content.date {
      constraints.append(ReallocationConstraint(kind: .window(lastDay: day), rule: window))
    }
    if let deadline = ReallocationQuestion.deadline(question.inputs.rulebook), let day = deadline.content.date {
      constraints.append(ReallocationConstraint(kind: .deadline(lastDay: day), rule: deadline))
    }
    constraints.append(ReallocationConstraint(kind: .fromSlowToFast, rule: question.rule(RuleName.review)))
    constraints.append(ReallocationConstraint(kind: .keyProjectsFirst, rule: question.rule(RuleName.keyProjects)))
    return constraints
  }

  private var value: ObjectiveValue {
    func amount(_ number: Double) -> ObjectiveAmount {
      switch settings.objective {
      case .mean, .shortfall: .money(Money(dong: Int64(number.rounded())))
      case .probability: .probability(number)
      case .milestones: .milestones(number)
      }
    }
    return ObjectiveValue(
      objective: settings.objective, present: amount(found.present), proposed: amount(found.proposed),
      bound: amount(found.bound), proof: found.proof)
  }

  private var information: PerfectInformation {
    let best = BestForEach(problem).totals()
    let plan = PlanTotals(problem, found.bestMeanPlan).disbursed()
    var differences = SampleMoments()
    for (best, plan) in zip(best, plan) { differences.add(Double(best - plan)) }
    let without = Money(dong: Int64(found.bestMean.rounded()))
    return PerfectInformation(
      withInformation: without + Money(dong: Int64(differences.mean.rounded())), without: without,
      standardError: Money(dong: differences.count > 1 ? Int64(differences.standardError.rounded()) : 0))
  }
}

// MARK: Plans

extension ProposalWriter {
  private func money(_ steps: Int) -> Money { Money(dong: Int64(steps) * problem.unit) }

  private func shift(_ project: Int) -> Money { money(found.plan.projects[project].total) }

  private func allocationRows(of index: Int) -> [AllocationProposal] {
    let (project, room) = (portfolio.projects[index], rooms.projects[index])
    return project.allocations.enumerated().map { position, allocation in
      let steps = found.plan.shifts[problem.projects[index].allocations.lowerBound + position]
      return AllocationProposal(
        projectID: project.id, sourceID: allocation.sourceID, plan: allocation.plan,
        increase: money(max(0, steps)), decrease: money(max(0, -steps)),
        bounds: CapitalBounds(floors: room.floors[position], ceilings: room.ceilings(position)))
    }
  }

  private var poolRows: [CapitalPool] {
    var plans = [Money](repeating: .zero, count: pools.count)
    var moved = plans
    for (allocation, steps) in zip(problem.allocations, found.plan.shifts) {
      plans[allocation.pool] = plans[allocation.pool] + Money(dong: allocation.plan)
      moved[allocation.pool] = moved[allocation.pool] + money(max(0, steps))
    }
    let levels = waterLevels()
    return pools.indices.map { pool in
      CapitalPool(
        sourceID: portfolio.sources[pools[pool].source].id, owner: owner(of: pool), plan: plans[pool],
        moved: moved[pool], waterLevel: levels[pool])
    }
  }

  private func owner(of pool: Int) -> String? {
    guard settings.within == .owner else { return nil }
    return pools[pool].owner.first == "\u{1}" ? "" : pools[pool].owner
  }

  /// Chances of the next step of the best receiver and of the last step of the cheapest giver of each pool.
  private func waterLevels() -> [CapitalPool.WaterLevel?] {
    guard let priced = found.priced else { return pools.map { _ in nil } }
    var levels = [CapitalPool.WaterLevel?](repeating: nil, count: pools.count)
    for number in problem.allocations.indices {
      let (pool, room) = (problem.allocations[number].pool, problem.room(number, under: found.plan))
      guard room.up > 0 || room.down > 0 else { continue }
      var level = levels[pool] ?? CapitalPool.WaterLevel(next: nil, last: nil)
      if room.up > 0 {
        let chance = stepChance(number, 1, priced)
        level.next = max(level.next ?? chance, chance)
      }
      if room.down > 0 {
        let chance = stepChance(number, -1, priced)
        level.last = min(level.last ?? chance, chance)
      }
      levels[pool] = level
    }
    return levels
  }

  /// The chance, over one step, that it is spent.
  private func stepChance(_ number: Int, _ sign: Int, _ priced: ReallocationSearch.PricedChances) -> Double {
    let allocation = problem.allocations[number]
    let old = found.plan.projects[allocation.project]
    let new = CapitalPlan.Shift(
      assured: old.assured + (allocation.isRationed ? 0 : sign), total: old.total + sign)
    return abs(priced.worth.change(allocation.project, from: old, to: new)) / priced.wholeStep
  }
}

// MARK: Projects

extension ProposalWriter {
  private func spending() -> [(before: Spending, after: Spending)?] {
    let slots = ResultSlots<(before: Spending, after: Spending)>(count: portfolio.projects.count)
    WorkQueue(count: portfolio.projects.count).run(threads: settings.threads) {
      OrderMemory()
    } body: { memory, project in
      guard problem.sample.columnCount(project) > 0 else { return }
      let plan = portfolio.projects[project].plan
      let after = plan + shift(project)
      let before = spending(project, plan: plan)
      slots[project] = (before, after == plan ? before : spending(project, plan: after))
    }
    return portfolio.projects.indices.map { slots[$0] }
  }

  private func spending(_ project: Int, plan: Money) -> Spending {
    let column = problem.sample.column(project)
    var (above, reaching) = (0, 0)
    var missing = 0.0
    for claims in column {
      above += claims > plan.dong ? 1 : 0
      reaching += claims >= plan.dong ? 1 : 0
      missing += Double(max(0, plan.dong - claims))
    }
    let count = Double(column.count)
    return Spending(
      ofNextDong: Double(above) / count, ofLastDong: Double(reaching) / count,
      unspent: Money(dong: Int64((missing / count).rounded())), milestones: milestones(project, plan: plan))
  }

  private func milestones(_ project: Int, plan: Money) -> Double? {
    let own = problem.projects[project].milestones
    guard !own.isEmpty else { return nil }
    guard plan > .zero else { return 0 }
    let met = own.reduce(0) { sum, milestone in
      let required = plan.shareRoundedUp(milestone.share).dong
      return sum + problem.sample.column(project, milestone.column).count { $0 >= required }
    }
    return Double(met) / Double(problem.replications)
  }

  private func verdict(on index: Int, _ spending: (before: Spending, after: Spending)?) -> ProjectVerdict {
    let project = portfolio.projects[index]
    return ProjectVerdict(
      id: project.id, name: project.name, group: project.group, owner: project.owner,
      isKeyProject: project.isKeyProject, plan: project.plan, planAfter: project.plan + shift(index),
      bounds: rooms.projects[index].bounds, before: spending?.before, after: spending?.after,
      outcome: outcome(of: index, spending?.after))
  }

  private func outcome(of index: Int, _ spending: Spending?) -> ProjectVerdict.Outcome {
    let steps = found.plan.projects[index].total
    if steps > 0 { return .receives(money(steps)) }
    if steps < 0 { return .gives(money(-steps)) }
    if problem.projects[index].allocations.contains(where: { found.plan.shifts[$0] != 0 }) { return .swaps }
    return .stays(stay(of: index, spending))
  }

  /// The source decides in which it would most gain by what it may not do; else the one whose level is nearest to its chance.
  private func stay(of index: Int, _ spending: Spending?) -> ProjectVerdict.Stay {
    let room = rooms.projects[index]
    if let lock = room.lock { return .fixed(floor: lock, ceiling: lock) }
    let own = problem.projects[index].allocations
    let plan = portfolio.projects[index].plan
    let (floor, ceiling) = (room.bounds.floors.first, room.bounds.ceilings.first)
    let canGive = floor.map { (plan - $0.amount).dong >= problem.unit } ?? false
    let canReceive = ceiling.map { ($0.amount - plan).dong >= problem.unit } ?? false
    guard let priced = found.priced, let spending, let floor, let ceiling else {
      if let floor, let ceiling, !canGive, !canReceive { return .fixed(floor: floor, ceiling: ceiling) }
      return problem.isMovable(index) ? .noGainFound : .aloneInPool
    }
    func level(_ number: Int) -> Double { priced.prices[problem.allocations[number].pool] / priced.wholeStep }
    let next = chance(index, above: plan.dong, priced) ?? spending.ofNextDong
    let last = chance(index, above: plan.dong - 1, priced) ?? spending.ofLastDong
    let step = 1 / Double(problem.replications)
    if !canReceive, let lowest = own.map(level).min(), next > lowest + step {
      return .refused(by: ceiling, chance: next, level: lowest)
    }
    let kept = own.filter { problem.allocations[$0].lower == 0 }.max { level($0) < level($1) }
    if let kept, last < level(kept) - step {
      let bound = room.floors[kept - own.lowerBound].first ?? floor
      return .protected(by: bound, chance: last, level: level(kept))
    }
    if !canGive, !canReceive { return .fixed(floor: floor, ceiling: ceiling) }
    guard let nearest = own.filter(isMovable).map(level).min(by: { abs($0 - next) < abs($1 - next) }) else {
      return .aloneInPool
    }
    let isLimited = settings.maxMoves != nil || settings.minMove.dong > problem.unit
    let isBetween = next <= nearest + step && last >= nearest - step
    return isLimited && !isBetween
      ? .moveLimits(chance: next, level: nearest) : .balanced(chance: next, level: nearest)
  }

  private func isMovable(_ number: Int) -> Bool {
    problem.allocations[number].lower < 0 || problem.allocations[number].upper > 0
  }

  /// P(claims > limit) under the weights of the objective.
  private func chance(_ index: Int, above limit: Int64, _ priced: ReallocationSearch.PricedChances) -> Double? {
    guard !priced.weights.assured.isEmpty else { return nil }
    let weights = problem.projects[index].cash.map { priced.weights.ofClaims(on: $0) } ?? priced.weights.assured
    var sum = 0.0
    for (claims, weight) in zip(problem.sample.column(index), weights) where claims > limit { sum += weight }
    return sum * Double(problem.unit) / priced.wholeStep
  }
}

// MARK: Moves

extension ProposalWriter {
  private func moves(_ verdicts: [ProjectVerdict]) -> [CapitalMove] {
    let sorted = found.moves.sorted { one, other in
      let pools = (problem.allocations[one.giver].pool, problem.allocations[other.giver].pool)
      return (pools.0, other.steps, one.giver, one.receiver) < (pools.1, one.steps, other.giver, other.receiver)
    }
    return sorted.map { move in
      let pool = problem.allocations[move.giver].pool
      let (giver, receiver) = (problem.allocations[move.giver].project, problem.allocations[move.receiver].project)
      return CapitalMove(
        sourceID: portfolio.sources[pools[pool].source].id, owner: owner(of: pool),
        giverID: portfolio.projects[giver].id, receiverID: portfolio.projects[receiver].id,
        amount: money(move.steps), giver: reason(giving: move.giver, verdicts[giver]),
        receiver: reason(receiving: move.receiver, verdicts[receiver]), rules: rules(verdicts[receiver]))
    }
  }

  private func reason(giving number: Int, _ verdict: ProjectVerdict) -> GiverReason {
    let index = problem.allocations[number].project
    let given = money(-found.plan.shifts[number])
    let use = use(index, from: verdict.planAfter, to: verdict.planAfter + given)
    return GiverReason(
      given: given, receivedElsewhere: elsewhere(number, sign: 1), chanceOfSpendingAny: use.any,
      chanceOfSpendingAll: use.all, expectedUse: use.mean, unspent: verdict.before?.unspent ?? .zero,
      obstacle: evidence.obstacles.isEmpty ? nil : evidence.obstacles[index])
  }

  private func reason(receiving number: Int, _ verdict: ProjectVerdict) -> ReceiverReason {
    let index = problem.allocations[number].project
    let received = money(found.plan.shifts[number])
    let use = use(index, from: verdict.planAfter - received, to: verdict.planAfter)
    return ReceiverReason(
      received: received, givenElsewhere: elsewhere(number, sign: -1), chanceOfSpendingAny: use.any,
      chanceOfSpendingAll: use.all, expectedUse: use.mean, isKeyProject: verdict.isKeyProject)
  }

  /// What the project receives (sign 1) or gives (−1) in its other allocations.
  private func elsewhere(_ number: Int, sign: Int) -> Money {
    let others = problem.projects[problem.allocations[number].project].allocations.filter { $0 != number }
    return money(others.reduce(0) { $0 + max(0, sign * found.plan.shifts[$1]) })
  }

  /// How a project would use the capital between two amounts of its plan.
  private func use(_ index: Int, from lower: Money, to upper: Money) -> (any: Double, all: Double, mean: Money) {
    let column = problem.sample.column(index)
    var (some, all) = (0, 0)
    var spent = 0.0
    for claims in column {
      some += claims > lower.dong ? 1 : 0
      all += claims >= upper.dong ? 1 : 0
      spent += Double(min(max(claims, lower.dong), upper.dong) - lower.dong)
    }
    let count = Double(column.count)
    return (Double(some) / count, Double(all) / count, Money(dong: Int64((spent / count).rounded())))
  }

  private func rules(_ receiver: ProjectVerdict) -> [Rule] {
    var ids = [RuleName.review, RuleName.withinTotal, RuleName.sameSource, RuleName.notBelowDisbursed]
    if receiver.isKeyProject { ids.append(RuleName.keyProjects) }
    return question.inputs.rulebook.rules.filter { ids.contains($0.id) && $0.isInForce(on: question.window) }
  }
}
