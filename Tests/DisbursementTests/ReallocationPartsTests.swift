import Portfolio
import Testing

@testable import Disbursement

/// The pieces of the search against plain counting.
struct ReallocationPartsTests {
  private func claims(_ generator: inout SplitMix, count: Int, below limit: Int) -> [Int64] {
    (0..<count).map { _ in
      generator.next(below: 4) == 0 ? Int64(limit / 2) : Int64(generator.next(below: limit))
    }
  }

  /// Ranges of 2⁴⁰ dong and more are put in order another way.
  @Test(arguments: [3, 90, 400], [1_000_000, 1 << 42]) func spendingCurve(count: Int, limit: Int) {
    for seed in UInt64(1)...3 {
      var generator = SplitMix(state: seed)
      let claims = claims(&generator, count: count, below: limit)
      let weights = claims.map { _ in Double(generator.next(below: 7)) }
      let (lower, upper) = (Int64(limit / 5), Int64(limit * 4 / 5))
      var order = ClaimOrder()
      var curve = claims.withUnsafeBufferPointer { SpendingCurve($0, from: lower, to: upper, &order) }
      for weights in [[], weights] {
        curve.weigh(weights)
        for _ in 0..<20 {
          let old = lower + Int64(generator.next(below: Int(upper - lower)))
          let new = lower + Int64(generator.next(below: Int(upper - lower + 1)))
          var exact = 0.0
          for (place, claims) in claims.enumerated() {
            exact += (weights.isEmpty ? 1 : weights[place]) * Double(min(new, claims) - min(old, claims))
          }
          let change = curve.change(from: old, to: new)
          #expect(abs(change - exact) <= 1e-12 * Double(limit) * Double(count) * 7, "seed \(seed)")
          let above = claims.indices.filter { claims[$0] > old }.reduce(0.0) {
            $0 + (weights.isEmpty ? 1 : weights[$1])
          }
          #expect(curve.slope(above: old) == above, "seed \(seed)")
        }
      }
    }
  }

  @Test(arguments: [0, 1, 5, 16, 33]) func tournament(count: Int) {
    var generator = SplitMix(state: UInt64(count))
    var (tournament, keys) = (Tournament(count: count), [Double](repeating: Tournament.out, count: count))
    for _ in 0..<200 where count > 0 {
      let (entrant, key) = (generator.next(below: count), Double(generator.next(below: 6)))
      keys[entrant] = key == 0 ? Tournament.out : key
      tournament[entrant] = keys[entrant]
      let greatest = keys.max() ?? Tournament.out
      #expect(tournament.best?.entrant == (greatest > Tournament.out ? keys.firstIndex(of: greatest) : nil))
    }
    if count == 0 { #expect(tournament.best == nil) }
  }

  @Test func milestoneStair() {
    for seed in UInt64(1)...5 {
      let problem = CapitalSample(seed: seed, kind: .shared, replications: 40, reach: 9).problem
      for project in problem.projects.indices where problem.isMovable(project) {
        var order = ClaimOrder()
        let stair = MilestoneStair(problem, project, &order)
        var last = (slope: Double.infinity, value: stair.envelope(stair.lower))
        for shift in stair.lower...stair.upper {
          let exact = problem.milestonesMet(by: project, shift)
          #expect(stair.count(shift) == Double(exact), "seed \(seed), project \(project), shift \(shift)")
          let value = stair.envelope(shift)
          #expect(value >= stair.count(shift) - 1e-9, "seed \(seed), project \(project), shift \(shift)")
          if shift > stair.lower {
            #expect(value - last.value <= last.slope + 1e-9, "seed \(seed), project \(project), shift \(shift)")
            last.slope = value - last.value
          }
          last.value = value
        }
      }
    }
  }

  @Test(arguments: CapitalSample.Kind.allCases) func extremesOfEachReplication(_ kind: CapitalSample.Kind) {
    for seed in UInt64(1)...6 {
      let problem = CapitalSample(seed: seed, kind: kind, replications: 12).problem
      let plans = problem.allPlans
      let (most, least) = (BestForEach(problem).totals(), LeastForEach(problem: problem).totals())
      for replication in 0..<problem.replications {
        let paid = plans.map { problem.disbursed($0, replication) }
        let (greatest, smallest) = (paid.max() ?? 0, paid.min() ?? 0)
        #expect(greatest <= most[replication], "seed \(seed), \(kind)")
        #expect(smallest >= least[replication], "seed \(seed), \(kind)")
        // Amounts between steps give at most a step for each project more.
        if kind == .separate {
          #expect(
            most[replication] <= greatest + problem.unit * Int64(problem.projects.count), "seed \(seed), \(kind)")
        }
      }
    }
  }

  @Test(arguments: CapitalSample.Kind.allCases) func totals(_ kind: CapitalSample.Kind) {
    for seed in UInt64(1)...4 {
      let problem = CapitalSample(seed: seed, kind: kind).problem
      var totals = PlanTotals(problem, CapitalPlan(problem))
      for plan in problem.allPlans.prefix(20) {
        totals.change(to: plan)
        #expect(totals.disbursed() == problem.totals(plan), "seed \(seed), \(kind)")
        #expect(PlanTotals(problem, plan).disbursed() == problem.totals(plan), "seed \(seed), \(kind)")
      }
    }
  }

  @Test func worstSums() {
    var generator = SplitMix(state: 3)
    for count in [1, 2, 7, 60, 500] {
      let totals = (0..<count).map { _ in Int64(generator.next(below: 40)) }
      for worst in [1, max(1, count / 20), count] {
        let exact = totals.sorted().prefix(worst).reduce(0.0) { $0 + Double($1) } / Double(worst)
        let objective = TotalObjective.worst(count: worst)
        #expect(abs(objective.value(totals) - exact) < 1e-9)
        let weights = objective.weights(at: totals) ?? []
        let weighed = zip(weights, totals).reduce(0.0) { $0 + $1.0 * Double($1.1) } / Double(count)
        #expect(abs(weighed - exact) < 1e-9)
      }
    }
  }
}

extension CapitalProblem {
  fileprivate func milestonesMet(by project: Int, _ shift: Int) -> Int {
    let capital = Money(dong: projects[project].plan + Int64(shift) * unit)
    // Without capital a project has no milestones.
    guard capital > .zero else { return 0 }
    return projects[project].milestones.reduce(0) { sum, milestone in
      let required = capital.shareRoundedUp(milestone.share).dong
      return sum + sample.column(project, milestone.column).count { $0 >= required }
    }
  }
}
