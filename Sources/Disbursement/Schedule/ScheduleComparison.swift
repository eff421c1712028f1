import Portfolio

extension ScheduleChange {
  /// What `later` plans otherwise than `earlier`; both of the same plan year.
  public init(from earlier: EarlierSchedule, to later: PaymentSchedule) {
    let comparison = ScheduleComparison(earlier: earlier, later: later)
    self.init(
      earlierScenario: earlier.scenario, earlierDigest: earlier.inputDigest, earlierAsOf: earlier.asOf,
      days: comparison.days, measuredOn: comparison.measuredOn,
      whole: comparison.change(earlier.whole, later.whole.bearer),
      groups: comparison.changes(earlier.groups, later.groups.map(\.bearer)),
      sources: comparison.changes(earlier.sources, later.sources.map(\.bearer)),
      projects: comparison.projects(), milestones: comparison.groupMilestones(),
      projectMilestones: comparison.projectMilestones())
  }
}

/// A unit or a project of the later schedule.
private struct Bearer {
  var id: String
  var name: String
  var plan: Money
  var paidToDate: Money
  var planned: [Money]
}

extension ScheduledUnit {
  fileprivate var bearer: Bearer {
    Bearer(id: id, name: name, plan: plan, paidToDate: paidToDate, planned: path.planned)
  }
}

extension ScheduledProject {
  fileprivate var bearer: Bearer {
    Bearer(id: id, name: name, plan: plan, paidToDate: paidToDate, planned: path.planned)
  }
}

private struct ScheduleComparison {
  let earlier: EarlierSchedule
  let later: PaymentSchedule
  let days: [Day]
  let measuredOn: Day?
  private let thenProjects: [String: EarlierSchedule.Part]

  init(earlier: EarlierSchedule, later: PaymentSchedule) {
    self.earlier = earlier
    self.later = later
    let year = later.run.fiscalYear
    days = [3, 6, 9, 12].map { Day(endOfMonth: $0, year: year.year) } + [year.cutOff]
    let asOf = later.run.asOf
    measuredOn = earlier.checkpoints.last { $0 > earlier.asOf && $0 <= asOf }
    thenProjects = Dictionary(earlier.projects.map { ($0.id, $0) }) { first, _ in first }
  }

  func change(_ then: EarlierSchedule.Part?, _ now: Bearer?) -> PlannedChange {
    PlannedChange(
      id: now?.id ?? then?.id ?? "", name: now?.name ?? then?.name ?? "",
      presence: then == nil ? .added : now == nil ? .removed : .kept, planThen: then?.plan ?? .zero,
      planNow: now?.plan ?? .zero, then: days.map { day in then.flatMap { earlier.planned($0, on: day) } },
      now: days.map { day in now.flatMap { later.amount($0.planned, on: day) } }, toDate: toDate(then, now))
  }

  private func toDate(_ then: EarlierSchedule.Part?, _ now: Bearer?) -> PlannedChange.PlannedAndPaid? {
    guard let measuredOn, let then, let now, let planned = earlier.planned(then, on: measuredOn) else { return nil }
    let paid = measuredOn == later.run.asOf ? now.paidToDate : later.amount(now.planned, on: measuredOn)
    return paid.map { PlannedChange.PlannedAndPaid(planned: planned, paid: $0) }
  }

  func changes(_ then: [EarlierSchedule.Part], _ now: [Bearer]) -> [PlannedChange] {
    let before = Dictionary(then.map { ($0.id, $0) }) { first, _ in first }
    let after = Set(now.map(\.id))
    return now.map { change(before[$0.id], $0) }
      + then.filter { !after.contains($0.id) }.map { change($0, nil) }
  }

  func projects() -> [PlannedChange] {
    changes(earlier.projects, later.projects.map(\.bearer)).filter(\.isChanged).sorted {
      let (first, second) = (weight(of: $0), weight(of: $1))
      return first == second ? $0.id < $1.id : first > second
    }
  }

  /// How much the amount at the year's end moves; what one schedule does not have counts as nothing.
  private func weight(of change: PlannedChange) -> UInt64 {
    let yearEnd = 3
    return ((change.now[yearEnd] ?? .zero) - (change.then[yearEnd] ?? .zero)).dong.magnitude
  }

  func groupMilestones() -> [MilestoneChange] {
    func key(_ ruleID: String, _ group: ProjectGroup) -> String { "\(group.rawValue) \(ruleID)" }
    let before = Dictionary(earlier.milestones.map { (key($0.ruleID, $0.group), $0) }) { first, _ in first }
    let after = Set(later.milestones.map { key($0.ruleID, $0.group) })
    let now = later.milestones.map { milestone in
      MilestoneChange(
        ruleID: milestone.ruleID, group: milestone.group, date: milestone.date,
        then: before[key(milestone.ruleID, milestone.group)]?.outcome,
        now: MilestoneChange.Outcome(required: milestone.required, planned: milestone.planned))
    }
    return now
      + earlier.milestones.filter { !after.contains(key($0.ruleID, $0.group)) }.map {
        MilestoneChange(ruleID: $0.ruleID, group: $0.group, date: $0.date, then: $0.outcome, now: nil)
      }
  }

  /// In the order of the later schedule's projects.
  func projectMilestones() -> [MilestoneChange] {
    later.projects.flatMap { project -> [MilestoneChange] in
      (thenProjects[project.id]?.milestones ?? []).map { milestone in
        MilestoneChange(
          ruleID: milestone.ruleID, group: project.group, date: milestone.date, projectID: project.id,
          projectName: project.name, then: milestone.outcome, now: outcome(of: project, milestone))
      }.filter { $0.turn != .unchanged }
    }
  }

  /// A milestone that has passed since is judged by what was paid.
  private func outcome(
    of project: ScheduledProject, _ milestone: EarlierSchedule.PlannedMilestone
  ) -> MilestoneChange.Outcome? {
    if let ahead = project.milestones.first(where: { $0.ruleID == milestone.ruleID }) {
      return MilestoneChange.Outcome(required: ahead.required, planned: ahead.planned)
    }
    guard milestone.date <= later.run.asOf, let paid = later.amount(project.path.planned, on: milestone.date) else {
      return nil
    }
    return MilestoneChange.Outcome(
      required: project.plan.shareRoundedUp(milestone.requiredShare), planned: paid)
  }
}

extension EarlierSchedule.PlannedMilestone {
  fileprivate var outcome: MilestoneChange.Outcome { MilestoneChange.Outcome(required: required, planned: planned) }
}
