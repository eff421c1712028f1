import Portfolio
import Testing

@testable import Disbursement

@Suite struct ScheduleChangeTests {
  private func schedule(seed: UInt64 = 3, asOf: String = "2025-12-31") throws -> PaymentSchedule {
    ScheduleTests.schedule(try ScheduleTests.inputs(seed: seed, asOf: asOf))
  }

  @Test(arguments: ScheduleTests.cases) func nothingDiffersFromItself(seed: UInt64, asOf: String) throws {
    let schedule = try schedule(seed: seed, asOf: asOf)
    let changes = ScheduleChange(from: EarlierSchedule(schedule), to: schedule)
    #expect(changes.projects.isEmpty && changes.projectMilestones.isEmpty, "seed \(seed)")
    #expect(changes.milestones.count == schedule.milestones.count)
    #expect(changes.milestones.allSatisfy { $0.turn == .unchanged })
    for change in [changes.whole] + changes.groups + changes.sources {
      #expect(change.presence == .kept && change.planThen == change.planNow && change.then == change.now)
    }
    #expect(changes.measuredOn == nil && changes.whole.toDate == nil)
  }

  @Test func addedRemovedAndChangedProjects() throws {
    let later = try schedule()
    var earlier = later
    earlier.projects.remove(at: 0)
    var gone = later.projects[1]
    gone.id = "gone"
    earlier.projects.append(gone)
    earlier.projects[1].plan = earlier.projects[1].plan + Money(dong: 7)
    let changes = ScheduleChange(from: EarlierSchedule(earlier), to: later)
    func found(_ id: String) throws -> PlannedChange { try #require(changes.projects.first { $0.id == id }) }
    #expect(changes.projects.count == 3)
    let added = try found(later.projects[0].id)
    #expect(added.presence == .added && added.planThen == .zero && added.then.allSatisfy { $0 == nil })
    let removed = try found("gone")
    #expect(removed.presence == .removed && removed.planNow == .zero && removed.now.allSatisfy { $0 == nil })
    let changed = try found(later.projects[2].id)
    #expect(changed.presence == .kept && changed.planThen - changed.planNow == Money(dong: 7))
  }

  /// The largest change at the year's end comes first.
  @Test func projectsStandInOrderOfTheirChange() throws {
    let changes = ScheduleChange(from: EarlierSchedule(try schedule(seed: 3)), to: try schedule(seed: 4))
    let sizes = changes.projects.map { ($0.now[3] ?? .zero) - ($0.then[3] ?? .zero) }.map { $0.dong.magnitude }
    #expect(sizes.count > 10 && sizes == sizes.sorted(by: >))
  }

  /// On the as-of day what was paid is held against what had been planned for it.
  @Test func paymentsAreHeldAgainstTheEarlierPlan() throws {
    let earlier = try schedule()
    let later = try schedule(asOf: "2026-06-30")
    let changes = ScheduleChange(from: EarlierSchedule(earlier), to: later)
    #expect(changes.measuredOn == Day(iso: "2026-06-30"))
    let toDate = try #require(changes.whole.toDate)
    #expect(toDate.paid == later.whole.paidToDate)
    #expect(toDate.planned == earlier.amount(earlier.whole.path.planned, on: try #require(changes.measuredOn)))
    let parts = changes.groups.compactMap(\.toDate)
    #expect(parts.reduce(.zero) { $0 + $1.paid } == toDate.paid)
  }

  /// A milestone that has passed is judged by payments; what turned is told, what did not is not.
  @Test func milestonesThatTurnAreTold() throws {
    let earlier = try schedule()
    let later = try schedule(asOf: "2026-06-30")
    let changes = ScheduleChange(from: EarlierSchedule(earlier), to: later)
    #expect(changes.projectMilestones.allSatisfy { $0.turn != .unchanged })
    let now = Dictionary(uniqueKeysWithValues: later.projects.map { ($0.id, $0) })
    let june = try #require(Day(iso: "2026-06-30"))
    for project in earlier.projects {
      for milestone in project.milestones where milestone.date == june {
        let paid = try #require(now[project.id]).paidToDate
        let required = try #require(now[project.id]).plan.shareRoundedUp(milestone.requiredShare)
        let told = changes.projectMilestones.first { $0.projectID == project.id && $0.ruleID == milestone.ruleID }
        #expect((told != nil) == ((milestone.planned >= milestone.required) != (paid >= required)))
      }
    }
  }

  /// A turn is a turn of the result, not of the amounts.
  @Test func turns() throws {
    func outcome(_ planned: Int64) -> MilestoneChange.Outcome {
      MilestoneChange.Outcome(required: Money(dong: 10), planned: Money(dong: planned))
    }
    func turn(_ then: MilestoneChange.Outcome?, _ now: MilestoneChange.Outcome?) throws -> MilestoneChange.Turn {
      let day = try #require(Day(iso: "2026-06-30"))
      return MilestoneChange(ruleID: "x", group: .newStart, date: day, then: then, now: now).turn
    }
    #expect(try turn(outcome(10), outcome(9)) == .nowMissed)
    #expect(try turn(outcome(9), outcome(10)) == .nowMet)
    #expect(try turn(outcome(1), outcome(9)) == .unchanged)
    #expect(try turn(nil, outcome(9)) == .unchanged)
    #expect(try turn(outcome(9), nil) == .unchanged)
  }
}
