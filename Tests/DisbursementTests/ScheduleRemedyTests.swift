import Portfolio
import Rulebook
import Testing

@testable import Disbursement

/// Remedies on random portfolios, each one applied to the project's nominal model: it meets the milestone, and a smaller one does not.
@Suite struct ScheduleRemedyTests {
  @Test(arguments: ScheduleTests.cases) func remediesAreTheSmallestThatMeetTheMilestone(
    seed: UInt64, asOf: String
  ) throws {
    let inputs = try ScheduleTests.inputs(seed: seed, asOf: asOf, projects: 60)
    let model = ScheduleModel(inputs, settings: ScheduleSettings(replications: 0))
    let runner = ProjectRunner(model.payable)
    let schedule = ScheduleTests.schedule(inputs)
    for (number, project) in schedule.projects.enumerated() {
      #expect(project.milestones.allSatisfy { ($0.shortfall > .zero) == ($0.obstacle != nil) }, "seed \(seed)")
      // Cash is another matter.
      guard project.allocations.allSatisfy({ $0.sourceID != "land" }) else { continue }
      let compiled = runner.compile(number).project
      for milestone in project.milestones {
        let future = try #require(model.timeline.future.firstIndex { $0.day == milestone.date })
        func meets(end: Int?, hundredths: Int = 100) -> Bool {
          let paths = runner.nominal(compiled, networkEnd: end.map { Float($0) }, pace: Float(hundredths) / 100)
          return paths.paidByAllocation.reduce(0) { $0 + $1[future] } >= milestone.required.dong
        }
        #expect(meets(end: nil) == (milestone.obstacle == nil), "seed \(seed), \(project.id)")
        for remedy in milestone.remedies {
          switch remedy {
          case .startBy(let day):
            let end = day - inputs.portfolio.asOf
            #expect(end >= 0 && meets(end: end) && !meets(end: end + 1), "seed \(seed), \(project.id)")
          case .pace(let pace):
            let hundredths = Int((pace * 100).rounded())
            #expect(hundredths > 100 && hundredths <= 1_000, "seed \(seed), \(project.id)")
            #expect(meets(end: nil, hundredths: hundredths), "seed \(seed), \(project.id)")
            #expect(!meets(end: nil, hundredths: hundredths - 1), "seed \(seed), \(project.id)")
          case .cash: Issue.record("cash of an assured source, seed \(seed), \(project.id)")
          }
        }
        if case .startsTooLate = milestone.obstacle, meets(end: 0) {
          #expect(milestone.remedies.contains { if case .startBy = $0 { true } else { false } }, "seed \(seed)")
        }
        if case .worksTooSlowly = milestone.obstacle { #expect(!meets(end: 0) || project.construction != nil) }
      }
    }
  }

  /// What is called a lack of cash is one: the work would be there.
  @Test(arguments: ScheduleTests.cases) func cashBindsOnlyWhereWorkDoesNot(seed: UInt64, asOf: String) throws {
    let schedule = ScheduleTests.schedule(try ScheduleTests.inputs(seed: seed, asOf: asOf, projects: 60))
    for project in schedule.projects {
      for milestone in project.milestones where milestone.shortfall > .zero {
        let index = try #require(schedule.checkpoints.firstIndex(of: milestone.date))
        let isPayable = project.path.payable[index] >= milestone.required
        if case .cash(let source) = milestone.obstacle {
          #expect(isPayable && project.allocations.contains { $0.sourceID == source }, "seed \(seed), \(project.id)")
        } else {
          #expect(!isPayable, "seed \(seed), \(project.id)")
        }
      }
    }
  }

  /// Every kind of obstacle and remedy comes up.
  @Test func allKindsOccur() throws {
    var obstacles = Set<String>()
    var remedies = Set<String>()
    for (seed, asOf) in ScheduleTests.cases {
      let schedule = ScheduleTests.schedule(try ScheduleTests.inputs(seed: seed, asOf: asOf, projects: 60))
      for milestone in schedule.projects.flatMap(\.milestones) {
        if let obstacle = milestone.obstacle { obstacles.insert(String("\(obstacle)".prefix { $0 != "(" })) }
        for remedy in milestone.remedies { remedies.insert(String("\(remedy)".prefix { $0 != "(" })) }
      }
    }
    #expect(obstacles.isSuperset(of: ["startsTooLate", "worksTooSlowly", "ceiling", "cash"]))
    #expect(remedies == ["startBy", "pace", "cash"])
  }
}
