import Disbursement
import Portfolio
import Rulebook
import Testing

/// Proposals from the simulation to the judgement.
struct ReallocationRunTests {
  private func settings(_ objective: ReallocationObjective, threads: Int = 1) -> ReallocationSettings {
    ReallocationSettings(objective: objective, replications: 600, seed: 5, threads: threads)
  }

  private var objectives: [ReallocationObjective] {
    [.mean, .shortfall, .milestones, .probability(rate: Ratio(millionths: 700_000) ?? .one)]
  }

  /// Sources keep their capital, every plan its bounds, and the sample's value is between the present plan's and the bound.
  @Test(arguments: 1...3 as ClosedRange<UInt64>) func constraintsHold(seed: UInt64) throws {
    for objective in objectives {
      let inputs = try ReferenceTests().variedInputs(seed: seed, asOf: "2026-06-10")
      let proposal = try ReallocationProposal.propose(inputs, settings: settings(objective))
      for source in inputs.portfolio.sources {
        let rows = proposal.allocations.filter { $0.sourceID == source.id }
        let (before, after) = (
          rows.reduce(Money.zero) { $0 + $1.plan }, rows.reduce(Money.zero) { $0 + $1.planAfter }
        )
        #expect(before == after, "seed \(seed) \(objective) \(source.id)")
      }
      for row in proposal.allocations {
        for floor in row.bounds.floors where row.decrease > .zero { #expect(row.planAfter >= floor.amount) }
      }
      for project in proposal.projects where project.planAfter > project.plan {
        for ceiling in project.bounds.ceilings { #expect(project.planAfter <= ceiling.amount) }
      }
      #expect(proposal.value.proposed.number >= proposal.value.present.number, "seed \(seed) \(objective)")
      #expect(proposal.value.bound.number >= proposal.value.proposed.number - 1e-9, "seed \(seed) \(objective)")
      let judgement = try #require(proposal.judgement)
      #expect(judgement.replications == 600)
      if proposal.isPresentPlan { #expect(judgement.objective.difference == 0) }
    }
  }

  @Test func threadsDoNotMatter() throws {
    for objective in objectives {
      let inputs = try ReferenceTests().variedInputs(seed: 2, asOf: "2026-06-10")
      let one = try ReallocationProposal.propose(inputs, settings: settings(objective))
      let three = try ReallocationProposal.propose(inputs, settings: settings(objective, threads: 3))
      #expect(one.moves == three.moves && one.judgement == three.judgement && one.value == three.value)
      #expect(one.allocations == three.allocations && one.pools == three.pools)
    }
  }
}
