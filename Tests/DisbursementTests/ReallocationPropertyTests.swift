import Portfolio
import Testing

@testable import Disbursement

/// What holds of every proposal, over random problems and seeds.
struct ReallocationPropertyTests {
  /// A problem of the size of a commune's.
  private func middling(_ seed: UInt64, _ kind: CapitalSample.Kind, threads: Int = 1) -> CapitalProblem {
    CapitalSample(seed: seed, kind: kind, projects: 16, replications: 80, reach: 10, pools: 3, threads: threads)
      .problem
  }

  private let objectives: [ReallocationObjective] = [
    .mean, .shortfall, .milestones, .probability(rate: Ratio(millionths: 550_000) ?? .one),
  ]

  @Test(arguments: CapitalSample.Kind.allCases) func everyPoolIsConserved(_ kind: CapitalSample.Kind) {
    for seed in UInt64(1)...2 {
      let problem = middling(seed, kind)
      for objective in objectives {
        for limits in [(nil, 1), (3, 1), (nil, 4)] as [(Int?, Int)] {
          let found = problem.search(objective, mostMoves: limits.0, leastSteps: limits.1)
          #expect(found.plan.isFeasible(in: problem), "seed \(seed), \(kind), \(objective)")
          #expect(found.proposed >= found.present, "seed \(seed), \(kind), \(objective)")
          #expect(found.bound >= found.proposed, "seed \(seed), \(kind), \(objective)")
          #expect(found.moves.allSatisfy { $0.steps >= limits.1 }, "seed \(seed), \(kind), \(objective)")
          #expect(found.moves.count <= limits.0 ?? .max, "seed \(seed), \(kind), \(objective)")
        }
      }
    }
  }

  @Test(arguments: CapitalSample.Kind.allCases) func noRandomPlanIsBetterThanTheBound(_ kind: CapitalSample.Kind) {
    for seed in UInt64(1)...3 {
      let problem = middling(seed, kind)
      let found = problem.search(.mean)
      var generator = SplitMix(state: seed)
      for _ in 0..<30 {
        let value = problem.mean(problem.randomPlan(&generator))
        #expect(value <= found.bound + 1e-3, "seed \(seed), \(kind)")
        if kind != .rationed { #expect(value <= found.proposed + 1e-3, "seed \(seed), \(kind)") }
      }
    }
  }

  /// Every allocation that could still give or receive a step has the price of its pool between what it would lose and gain.
  @Test(arguments: [CapitalSample.Kind.separate, .shared]) func chancesAreEqualWithinAStep(
    _ kind: CapitalSample.Kind
  ) throws {
    for seed in UInt64(1)...8 {
      let problem = middling(seed, kind)
      let found = problem.search(.mean)
      let priced = try present(found.priced)
      for (number, allocation) in problem.allocations.enumerated() {
        let old = found.plan.projects[allocation.project]
        func change(_ steps: Int) -> Double {
          priced.worth.change(
            allocation.project, from: old,
            to: CapitalPlan.Shift(assured: old.assured + steps, total: old.total + steps))
        }
        let (room, price) = (problem.room(number, under: found.plan), priced.prices[allocation.pool])
        if room.up > 0 { #expect(change(1) <= price + 1, "seed \(seed), \(kind), allocation \(number)") }
        if room.down > 0 { #expect(-change(-1) >= price - 1, "seed \(seed), \(kind), allocation \(number)") }
      }
    }
  }

  @Test(arguments: CapitalSample.Kind.allCases) func moreFreedomIsNeverWorse(_ kind: CapitalSample.Kind) {
    for seed in UInt64(1)...3 {
      let problem = middling(seed, kind)
      let free = problem.search(.mean)
      let tight = problem.narrowed(around: CapitalPlan(problem), by: 4).search(.mean)
      let locked = problem.locking { $0 % 3 == 0 }.search(.mean)
      let slack = kind == .rationed ? free.bound - free.proposed : 0
      #expect(free.proposed >= tight.proposed - slack - 1e-3, "seed \(seed), \(kind)")
      #expect(free.proposed >= locked.proposed - slack - 1e-3, "seed \(seed), \(kind)")
      var last = free.present
      for most in [0, 1, 2, 3, 5, 8, 13] {
        let found = problem.search(.mean, mostMoves: most)
        #expect(found.proposed >= last - 1e-3, "seed \(seed), \(kind), \(most) moves")
        last = found.proposed
      }
      #expect(free.proposed >= last - slack - 1e-3, "seed \(seed), \(kind)")
    }
  }

  @Test(arguments: CapitalSample.Kind.allCases) func threadsDoNotMatter(_ kind: CapitalSample.Kind) {
    let (one, three) = (middling(5, kind), middling(5, kind, threads: 3))
    for objective in objectives {
      let (first, second) = (one.search(objective, mostMoves: 4), three.search(objective, mostMoves: 4))
      #expect(first.plan == second.plan && first.moves == second.moves, "\(kind), \(objective)")
      #expect(first.bound == second.bound && first.proposed == second.proposed, "\(kind), \(objective)")
    }
  }

  /// Where every project spends all that it can be given, or nothing beyond what it must keep, nobody has a reason to move.
  @Test(arguments: [Int64(0), 1_000_000_000]) func nothingGainedNothingMoved(_ claims: Int64) {
    for seed in UInt64(1)...5 {
      let problem = middling(seed, .shared)
      for project in problem.projects.indices {
        for column in 0..<3 { problem.sample.column(project, column).update(repeating: claims) }
      }
      for objective in objectives {
        let found = problem.search(objective)
        #expect(found.moves.isEmpty && found.plan.isPresent, "seed \(seed), \(objective), \(claims)")
        #expect(found.proposed == found.present, "seed \(seed), \(objective), \(claims)")
      }
    }
  }

  @Test func keyProjectsReceiveFirstAmongEquals() {
    // All projects would spend whatever they get, but for the last, which spends nothing.
    for key in 0..<4 {
      let columns = (0..<5).map { [[Int64](repeating: $0 == 4 ? 0 : 100_000_000, count: 8)] }
      let problem = CapitalProblem(
        unit: 1_000_000,
        allocations: (0..<5).map {
          CapitalProblem.Allocation(
            project: $0, pool: 0, plan: 20_000_000, lower: $0 == 4 ? -7 : 0, upper: 10, isRationed: false)
        },
        projects: (0..<5).map {
          CapitalProblem.Project(
            allocations: $0..<$0 + 1, plan: 20_000_000, assuredPlan: 20_000_000, upper: 10, isKey: $0 == key, cash: nil,
            milestones: [])
        }, poolCount: 1, cash: [], otherPayments: [], sample: ClaimSample(columns), threads: 1)
      #expect(problem.search(.mean).moves == [PlannedMove(giver: 4, receiver: key, steps: 7)])
      #expect(problem.search(.mean, mostMoves: 1).moves == [PlannedMove(giver: 4, receiver: key, steps: 7)])
    }
  }

  @Test func movesAreFewAndLeadToThePlan() {
    for seed in UInt64(1)...10 {
      let problem = middling(seed, .shared)
      var generator = SplitMix(state: seed)
      let plan = problem.randomPlan(&generator)
      let moves = PlannedMoves.of(plan, in: problem)
      #expect(PlannedMoves.plan(moves, in: problem) == plan, "seed \(seed)")
      let changed = plan.shifts.indices.filter { plan.shifts[$0] != 0 }
      let pools = Set(changed.map { problem.allocations[$0].pool })
      #expect(moves.count <= changed.count - pools.count, "seed \(seed)")
      #expect(Set(moves.map(\.giver)).isDisjoint(with: moves.map(\.receiver)), "seed \(seed)")
    }
  }
}

extension CapitalProblem {
  /// Some plan within the bounds, by exchanges.
  fileprivate func randomPlan(_ generator: inout SplitMix) -> CapitalPlan {
    var plan = CapitalPlan(self)
    for _ in 0..<200 {
      let (giver, receiver) = (
        generator.next(below: allocations.count), generator.next(below: allocations.count)
      )
      guard allocations[giver].pool == allocations[receiver].pool,
        allocations[giver].project != allocations[receiver].project
      else { continue }
      let most = min(room(giver, under: plan).down, room(receiver, under: plan).up)
      guard most > 0 else { continue }
      plan.apply(
        PlannedMove(giver: giver, receiver: receiver, steps: 1 + generator.next(below: most)), in: self)
    }
    return plan
  }

  /// The same with some projects locked.
  fileprivate func locking(_ isLocked: (Int) -> Bool) -> CapitalProblem {
    CapitalProblem(
      unit: unit,
      allocations: allocations.map {
        CapitalProblem.Allocation(
          project: $0.project, pool: $0.pool, plan: $0.plan, lower: isLocked($0.project) ? 0 : $0.lower,
          upper: isLocked($0.project) ? 0 : $0.upper, isRationed: $0.isRationed)
      }, projects: projects, poolCount: poolCount, cash: cash, otherPayments: otherPayments, sample: sample,
      threads: threads)
  }
}
