import Portfolio
import Rulebook
import Testing

@testable import Disbursement

/// How surely a plan is kept, against the replications themselves.
@Suite struct ScheduleKeepingTests {
  /// Groups, and the whole as their sum, by counting the replications of the same seed.
  @Test(arguments: [(UInt64(1), "2025-12-31"), (2, "2025-12-31"), (3, "2026-06-30"), (4, "2026-04-17")])
  func chancesAreThoseOfTheReplications(seed: UInt64, asOf: String) throws {
    let inputs = try ScheduleTests.inputs(seed: seed, asOf: asOf)
    let schedule = PaymentSchedule.plan(
      inputs, settings: ScheduleSettings(replications: 600, seed: seed, threads: 2))
    let totals = GroupTotals.simulate(inputs, seed: seed, replications: 600, threads: 2)
    for slot in 0..<schedule.checkpoints.count - schedule.pastCount {
      let index = schedule.pastCount + slot
      let checkpoint = try #require(totals.checkpoints.firstIndex(of: schedule.checkpoints[index]))
      var whole = [Int64](repeating: 0, count: 600)
      for (number, group) in schedule.groups.enumerated() {
        let amounts = totals.amounts(group: number, checkpoint: checkpoint)
        let successes = amounts.count { $0 >= group.path.planned[index].dong }
        #expect(group.path.keeping[slot].probability == Double(successes) / 600, "seed \(seed)")
        for replication in whole.indices { whole[replication] += amounts[replication] }
      }
      let successes = whole.count { $0 >= schedule.whole.path.planned[index].dong }
      #expect(schedule.whole.path.keeping[slot].probability == Double(successes) / 600, "seed \(seed)")
    }
  }

  /// Of a portfolio of one project from one source all parts have the same chances.
  @Test(arguments: 1...6) func onePartIsTheWhole(seed: UInt64) throws {
    let inputs = try ScheduleTests.inputs(seed: seed, asOf: "2025-12-31", projects: 12)
    let project = try #require(inputs.portfolio.projects.first { $0.allocations.count == 1 })
    let portfolio = try Samples.portfolio([project], sources: inputs.portfolio.sources)
    var own = inputs
    own.portfolio = portfolio
    let schedule = PaymentSchedule.plan(own, settings: ScheduleSettings(replications: 500, threads: 2))
    let source = try #require(schedule.sources.first { $0.projectCount == 1 })
    #expect(!schedule.whole.path.keeping.isEmpty)
    for path in [schedule.groups[0].path, source.path, schedule.projects[0].path] {
      #expect(path.keeping == schedule.whole.path.keeping, "seed \(seed)")
    }
  }

  @Test func threadsDoNotMatterAndNoReplicationsLeaveItOut() throws {
    let inputs = try ScheduleTests.inputs(seed: 5, asOf: "2026-06-30")
    func text(_ threads: Int) -> String {
      "\(PaymentSchedule.plan(inputs, settings: ScheduleSettings(replications: 300, threads: threads)))"
    }
    #expect(text(1) == text(7))
    #expect(ScheduleTests.schedule(inputs).whole.path.keeping.isEmpty)
  }

  /// With nothing uncertain and files paid at once the plan is surely kept.
  @Test func aCertainPlanIsKept() throws {
    let road = try Samples.project("road", .carryOver, plan: 365_000_000)
    let schedule = PaymentSchedule.plan(
      try Samples.inputs(Samples.portfolio([road])), settings: ScheduleSettings(replications: 100))
    #expect(schedule.whole.path.keeping.count == schedule.checkpoints.count)
    #expect(schedule.whole.path.keeping.allSatisfy { $0.probability == 1 })
  }
}
