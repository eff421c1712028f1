import Portfolio
import Testing

@testable import Disbursement

/// What is found on small problems against every plan there is.
struct ReallocationSearchTests {
  private let seeds = UInt64(1)...12

  @Test(arguments: CapitalSample.Kind.allCases) func meanAgainstEveryPlan(_ kind: CapitalSample.Kind) {
    for seed in seeds {
      let problem = CapitalSample(seed: seed, kind: kind).problem
      let found = problem.search(.mean)
      let best = problem.allPlans.map(problem.mean).max() ?? 0
      check(found, against: best, problem, problem.mean, "seed \(seed), \(kind)")
      guard kind != .rationed else { continue }
      #expect(abs(found.proposed - best) < 1e-3, "seed \(seed), \(kind)")
      #expect(found.bound - found.proposed < 1e-2, "seed \(seed), \(kind)")
      #expect(found.proof == .prices)
    }
  }

  @Test(arguments: CapitalSample.Kind.allCases) func shortfallAgainstEveryPlan(_ kind: CapitalSample.Kind) {
    var tally = Tally()
    for seed in seeds {
      let problem = CapitalSample(seed: seed, kind: kind, replications: 60).problem
      let best = problem.allPlans.map(problem.worst).max() ?? 0
      let found = problem.search(.shortfall)
      check(found, against: best, problem, problem.worst, "seed \(seed), \(kind)")
      tally.add(found, best)
    }
    #expect(tally.lost <= 0.02 * tally.gained, "\(kind)")
  }

  @Test(arguments: CapitalSample.Kind.allCases) func probabilityAgainstEveryPlan(_ kind: CapitalSample.Kind) throws {
    var tally = Tally()
    for seed in seeds {
      let problem = CapitalSample(seed: seed, kind: kind).problem
      let rate = try present(Ratio(millionths: 450_000 + Int64(seed % 4) * 60_000))
      let required = Money(dong: problem.plan).shareRoundedUp(rate).dong
      let best = problem.allPlans.map { problem.reaching(required, $0) }.max() ?? 0
      let found = problem.search(.probability(rate: rate))
      check(found, against: best, problem, { problem.reaching(required, $0) }, "seed \(seed), \(kind)")
      tally.add(found, best)
    }
    #expect(tally.lost <= 0.1 * tally.gained, "\(kind)")
  }

  @Test(arguments: CapitalSample.Kind.allCases) func milestonesAgainstEveryPlan(_ kind: CapitalSample.Kind) {
    var tally = Tally()
    for seed in seeds {
      let problem = CapitalSample(seed: seed, kind: kind).problem
      let best = problem.allPlans.map(problem.milestones).max() ?? 0
      let found = problem.search(.milestones)
      check(found, against: best, problem, problem.milestones, "seed \(seed), \(kind)")
      tally.add(found, best)
    }
    #expect(tally.lost <= 0.05 * tally.gained, "\(kind)")
  }

  @Test(arguments: CapitalSample.Kind.allCases, [1, 2]) func limitsAgainstEveryPlan(
    _ kind: CapitalSample.Kind, least: Int
  ) {
    var tallies = [Tally](repeating: Tally(), count: 3)
    for seed in UInt64(1)...5 {
      let problem = CapitalSample(seed: seed, kind: kind, projects: 5).problem
      for most in 0...2 {
        let plans = problem.plans(withMoves: most, ofAtLeast: least)
        let comment: Comment = "seed \(seed), \(kind), \(most) moves of \(least)"
        let objectives: [(ReallocationObjective, (CapitalPlan) -> Double)] = [
          (.mean, problem.mean), (.shortfall, problem.worst), (.milestones, problem.milestones),
        ]
        for (number, (objective, value)) in objectives.enumerated() {
          let found = problem.search(objective, mostMoves: most, leastSteps: least)
          let best = plans.map(value).max() ?? 0
          check(found, against: best, problem, value, comment)
          #expect(found.moves.count <= most, comment)
          #expect(found.moves.allSatisfy { $0.steps >= least }, comment)
          tallies[number].add(found, best)
          if objective == .mean, kind == .separate { #expect(abs(found.proposed - best) < 1e-3, comment) }
        }
      }
    }
    for tally in tallies { #expect(tally.lost <= 0.15 * tally.gained, "\(kind), \(least)") }
  }

  /// How far what was found stays behind the best.
  private struct Tally {
    var lost = 0.0
    var gained = 0.0

    mutating func add(_ found: ReallocationSearch.Outcome, _ best: Double) {
      lost += best - found.proposed
      gained += best - found.present
    }
  }

  private func check(
    _ found: ReallocationSearch.Outcome, against best: Double, _ problem: CapitalProblem,
    _ value: (CapitalPlan) -> Double, _ comment: Comment
  ) {
    let slack = 1e-9 * max(1, abs(best))
    #expect(found.plan.isFeasible(in: problem), comment)
    #expect(abs(found.proposed - value(found.plan)) <= slack, comment)
    #expect(abs(found.present - value(CapitalPlan(problem))) <= slack, comment)
    #expect(found.proposed >= found.present, comment)
    #expect(found.proposed <= best + slack, comment)
    #expect(PlannedMoves.plan(found.moves, in: problem) == found.plan, comment)
    #expect(found.bound >= best - slack, comment)
  }
}
