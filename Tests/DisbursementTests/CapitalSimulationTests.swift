@testable import Disbursement
import Portfolio
import Rulebook
import Testing

/// Payments from claims and capital against the forecast's own.
struct CapitalSimulationTests {
  private func simulation(
    _ inputs: ForecastInputs, rules: [(any CapitalRule)?], seed: UInt64, ceilings: [Money] = []
  ) -> CapitalSimulation {
    let claims = ClaimModel(
      inputs, ceilings: ceilings, seed: seed, sampling: .independent, targetDates: [], threads: 1)
    let futures = claims.model.timeline.future.count
    return CapitalSimulation(
      claims: claims, directory: CapitalDirectory(model: claims.model), rules: rules, reported: Array(0..<futures),
      date: max(0, claims.model.timeline.yearEndFuture), window: -1)
  }

  /// With the present plan, projects with revenue-linked and closing sources included, every group is paid what the forecast says.
  @Test(arguments: 1...6 as ClosedRange<UInt64>) func thePresentPlanIsTheForecast(seed: UInt64) throws {
    for asOf in ["2025-12-31", "2026-06-26"] {
      let inputs = try ReferenceTests().variedInputs(seed: seed, asOf: asOf)
      let totals = GroupTotals.simulate(inputs, seed: seed, replications: 300, threads: 1)
      let raised = inputs.portfolio.projects.map { Money(dong: $0.plan.dong * 2) }
      for ceilings in [[], raised] {
        let outcome = simulation(inputs, rules: [nil], seed: seed, ceilings: ceilings).run(.first(300), threads: 2)
        for (group, plan) in totals.plans.enumerated() {
          for checkpoint in totals.checkpoints.indices {
            let expected = totals.amounts(group: group, checkpoint: checkpoint)
            let found = outcome.amounts(rule: 0, unit: 1 + group, at: checkpoint)
            for (replication, amount) in expected.enumerated() {
              #expect(
                abs(Double(amount) - found[replication]) <= 2e-5 * Double(inputs.portfolio.plan.dong),
                "seed \(seed) as of \(asOf) group \(group) \(checkpoint) \(replication): plan \(plan.dong)")
            }
          }
        }
      }
    }
  }

  @Test func threadsDoNotMatter() throws {
    let inputs = try ReferenceTests().variedInputs(seed: 3, asOf: "2026-03-13")
    let entries = CapitalDirectory(model: SimulationModel(inputs: inputs, seed: 3)).entries
    let lower = FixedPlans(window: 4, plans: entries.map { ($0.plan * 0.8).rounded() })
    let runs = [1, 3].map { simulation(inputs, rules: [nil, lower], seed: 3).run(.first(900), threads: $0) }
    for rule in 0...1 {
      for unit in 0..<runs[0].unitCount {
        #expect(
          runs[0].amounts(rule: rule, unit: unit, at: 5).elementsEqual(runs[1].amounts(rule: rule, unit: unit, at: 5)))
      }
      for project in inputs.portfolio.projects.indices {
        let (one, three) = (runs[0].sums(rule: rule, project: project), runs[1].sums(rule: rule, project: project))
        #expect(one.paid == three.paid && one.squaredDifference == three.squaredDifference && one.met == three.met)
      }
    }
  }

  /// Up to the window nothing changes. After it a project of one assured source is paid no more from a smaller plan; where claims wait for cash,
  /// others may be paid more, because a file that its source's plan no longer covers goes to the next source.
  @Test func aPlanChangesFromItsWindowOn() throws {
    var cut = 0
    for seed in 1...6 as ClosedRange<UInt64> {
      let inputs = try ReferenceTests().variedInputs(seed: seed, asOf: "2026-03-13")
      let directory = CapitalDirectory(model: SimulationModel(inputs: inputs, seed: seed))
      let half = FixedPlans(window: 3, plans: directory.entries.map { ($0.plan * 0.5).rounded() })
      let same = FixedPlans(window: 3, plans: directory.entries.map(\.plan))
      let simulation = simulation(inputs, rules: [nil, half, same], seed: seed)
      let outcome = simulation.run(.first(256), threads: 1)
      for checkpoint in 0..<8 {
        let before = outcome.amounts(rule: 0, unit: 0, at: checkpoint)
        let (after, unchanged) = (
          outcome.amounts(rule: 1, unit: 0, at: checkpoint), outcome.amounts(rule: 2, unit: 0, at: checkpoint)
        )
        #expect(before.elementsEqual(unchanged), "seed \(seed)")
        #expect(before.elementsEqual(after) == (checkpoint <= 3), "seed \(seed)")
      }
      for project in 0..<directory.projectCount where directory.isPlain(project, futures: simulation.reported.count) {
        let (before, after) = (outcome.sums(rule: 0, project: project), outcome.sums(rule: 1, project: project))
        #expect(after.paid <= before.paid && after.paid - before.paid == after.difference, "seed \(seed)")
        cut += after.paid < before.paid ? 1 : 0
      }
    }
    #expect(cut > 0)
  }
}
