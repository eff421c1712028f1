import Portfolio

@testable import Disbursement

/// Small problems of moving capital, drawn by seed, and everything about them by counting.
struct CapitalSample {
  enum Kind: CaseIterable {
    /// Every project has capital from one assured source.
    case separate
    /// Some have capital from several.
    case shared
    /// One source pays no more than its cash.
    case rationed
  }

  let problem: CapitalProblem
  private static let unit: Int64 = 1_000_000

  init(
    seed: UInt64, kind: Kind, projects count: Int = 4, replications: Int = 24, reach: Int = 2, pools: Int = 2,
    threads: Int = 1
  ) {
    var generator = SplitMix(state: seed &* 0x9E37_79B9 &+ 17)
    var allocations: [CapitalProblem.Allocation] = []
    var projects: [CapitalProblem.Project] = []
    var columns: [[[Int64]]] = []
    for project in 0..<count {
      let first = generator.next(below: pools)
      let isShared = kind != .separate && pools > 1 && generator.next(below: 3) == 0
      let isLast = { (pool: Int) in kind == .rationed && pool == pools - 1 }
      let used = isShared ? [0, pools - 1] : [first]
      let start = allocations.count
      for pool in used {
        let lower = -generator.next(below: reach + 1)
        allocations.append(
          CapitalProblem.Allocation(
            project: project, pool: pool, plan: Int64(reach + generator.next(below: 4)) * Self.unit + 300_000,
            lower: lower, upper: generator.next(below: reach + 1), isRationed: isLast(pool)))
      }
      let own = start..<allocations.count
      let plan = allocations[own].reduce(Int64(0)) { $0 + $1.plan }
      columns.append(
        (0..<3).map { _ in Self.claims(&generator, around: plan, reach: reach, count: replications) })
      projects.append(
        CapitalProblem.Project(
          allocations: own, plan: plan,
          assuredPlan: allocations[own].reduce(0) { $0 + ($1.isRationed ? 0 : $1.plan) },
          upper: min(generator.next(below: 2 * reach + 1), allocations[own].reduce(0) { $0 + $1.upper }),
          isKey: generator.next(below: 3) == 0, cash: allocations[own].contains { $0.isRationed } ? 0 : nil,
          milestones: [
            CapitalProblem.Milestone(column: 1, share: Ratio(millionths: 400_000) ?? .one),
            CapitalProblem.Milestone(column: 2, share: Ratio(millionths: 950_000) ?? .one),
          ]))
    }
    let rationed = allocations.filter(\.isRationed).reduce(Int64(0)) { $0 + $1.plan }
    let cash = (0..<replications).map { _ in rationed / 4 + Int64(generator.next(below: Int(max(1, rationed)))) }
    problem = CapitalProblem(
      unit: Self.unit, allocations: allocations, projects: projects, poolCount: pools,
      cash: kind == .rationed
        ? [CapitalProblem.Cash(cash: cash, otherClaims: cash.map { $0 / 10 })] : [],
      otherPayments: (0..<replications).map { Int64($0) * 10_000 }, sample: ClaimSample(columns), threads: threads)
  }

  /// Nothing, anything or all of it.
  private static func claims(_ generator: inout SplitMix, around plan: Int64, reach: Int, count: Int) -> [Int64] {
    let most = plan + Int64(generator.next(below: 2 * reach + 1)) * unit
    return (0..<count).map { _ in
      switch generator.next(below: 5) {
      case 0: 0
      case 1: most
      default: Int64(generator.next(below: Int(most)))
      }
    }
  }
}

// MARK: By counting

extension CapitalProblem {
  /// Every plan within the bounds.
  var allPlans: [CapitalPlan] {
    var found: [CapitalPlan] = []
    func extend(_ plan: CapitalPlan, _ number: Int) {
      guard number < allocations.count else {
        if plan.isFeasible(in: self) { found.append(plan) }
        return
      }
      for steps in allocations[number].lower...allocations[number].upper {
        var longer = plan
        longer.move(number, by: steps, in: self)
        extend(longer, number + 1)
      }
    }
    extend(CapitalPlan(self), 0)
    return found
  }

  /// Disbursed in one replication, straight from the rules of payment.
  func disbursed(_ plan: CapitalPlan, _ replication: Int) -> Int64 {
    var total = otherPayments.isEmpty ? 0 : otherPayments[replication]
    var claimed = cash.map { $0.otherClaims[replication] }
    for project in projects.indices {
      let own = projects[project].allocations
      func capital(_ isRationed: Bool) -> Int64 {
        own.filter { allocations[$0].isRationed == isRationed }.reduce(0) {
          $0 + allocations[$1].plan + Int64(plan.shifts[$1]) * unit
        }
      }
      let claims = sample.column(project)[replication]
      let assured = min(claims, capital(false))
      total += assured
      guard let source = projects[project].cash else { continue }
      claimed[source] += min(claims - assured, capital(true))
    }
    for source in cash.indices { total += min(claimed[source], cash[source].cash[replication]) }
    return total
  }

  func totals(_ plan: CapitalPlan) -> [Int64] { (0..<replications).map { disbursed(plan, $0) } }

  func mean(_ plan: CapitalPlan) -> Double {
    totals(plan).reduce(0.0) { $0 + Double($1) } / Double(replications)
  }

  func worst(_ plan: CapitalPlan) -> Double {
    let count = ReallocationSearch.worstCount(of: replications)
    return totals(plan).sorted().prefix(count).reduce(0.0) { $0 + Double($1) } / Double(count)
  }

  func reaching(_ required: Int64, _ plan: CapitalPlan) -> Double {
    Double(totals(plan).count { $0 >= required }) / Double(replications)
  }

  /// Mean number of milestones of single projects that claims let be met.
  func milestones(_ plan: CapitalPlan) -> Double {
    var met = 0
    for (number, project) in projects.enumerated() {
      let capital = Money(dong: project.plan + Int64(plan.projects[number].total) * unit)
      for milestone in project.milestones {
        let required = capital.shareRoundedUp(milestone.share).dong
        met += sample.column(number, milestone.column).count { $0 >= required }
      }
    }
    return Double(met) / Double(replications)
  }

  var plan: Int64 { projects.reduce(0) { $0 + $1.plan } }

  func search(
    _ objective: ReallocationObjective, mostMoves: Int? = nil, leastSteps: Int = 1
  ) -> ReallocationSearch.Outcome {
    ReallocationSearch(
      problem: self, objective: objective, planTotal: plan, mostMoves: mostMoves, leastSteps: leastSteps
    ).run()
  }
}

extension CapitalProblem {
  /// Every plan that so many moves lead to, each of at least so many steps; no allocation both gives and receives.
  func plans(withMoves most: Int, ofAtLeast least: Int) -> Set<CapitalPlan> {
    var reached: Set<CapitalPlan> = [CapitalPlan(self)]
    for _ in 0..<most {
      for plan in reached {
        for giver in allocations.indices where plan.shifts[giver] <= 0 {
          for receiver in allocations.indices
          where plan.shifts[receiver] >= 0 && allocations[giver].pool == allocations[receiver].pool
            && allocations[giver].project != allocations[receiver].project
          {
            var steps = least
            while plan.shifts[giver] - steps >= allocations[giver].lower,
              plan.shifts[receiver] + steps <= allocations[receiver].upper
            {
              var other = plan
              other.apply(PlannedMove(giver: giver, receiver: receiver, steps: steps), in: self)
              reached.insert(other)
              steps += 1
            }
          }
        }
      }
    }
    return reached.filter { $0.isFeasible(in: self) }
  }
}
