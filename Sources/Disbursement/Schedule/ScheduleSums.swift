import Portfolio
import Rulebook

/// Adds projects up to the whole, groups and sources, and states milestones of groups.
struct ScheduleSums {
  private let model: ScheduleModel
  private var whole: ScheduledUnit
  private var groups: [ScheduledUnit]
  private var sources: [ScheduledUnit]

  init(_ model: ScheduleModel, _ projects: [ScheduledProject]) {
    self.model = model
    let portfolio = model.inputs.portfolio
    let present = Set(portfolio.projects.lazy.map(\.group))
    let stated = ProjectGroup.allCases.filter(present.contains)
    whole = Self.unit("", "", model)
    groups = stated.map { Self.unit($0.rawValue, $0.rawValue, model) }
    sources = portfolio.sources.map { Self.unit($0.id, $0.name, model) }
    let groupNumbers = Dictionary(uniqueKeysWithValues: stated.enumerated().map { ($1, $0) })
    let sourceNumbers = Dictionary(
      portfolio.sources.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    for project in projects {
      whole.add(project)
      groups[groupNumbers[project.group] ?? 0].add(project)
      for (position, allocation) in project.allocations.enumerated() {
        let isFirst = project.allocations.firstIndex { $0.sourceID == allocation.sourceID } == position
        sources[sourceNumbers[allocation.sourceID] ?? 0].add(allocation, countsProject: isFirst)
      }
    }
  }

  private static func unit(_ id: String, _ name: String, _ model: ScheduleModel) -> ScheduledUnit {
    ScheduledUnit(
      id: id, name: name, plan: .zero, paidToDate: .zero, projectCount: 0,
      path: ScheduledPath(nominal: model.nothing, planned: model.nothing, payable: model.nothing, keeping: []))
  }

  func schedule(_ header: ScheduleHeader, _ projects: [ScheduledProject]) -> PaymentSchedule {
    PaymentSchedule(
      run: header, checkpoints: model.checkpoints, pastCount: model.pastCount, whole: whole, groups: groups,
      sources: sources, projects: projects, milestones: milestones(projects))
  }

  private func milestones(_ projects: [ScheduledProject]) -> [ScheduledMilestone] {
    model.directory.milestones.compactMap { milestone in
      guard let index = model.checkpoints.firstIndex(of: milestone.date),
        let unit = groups.first(where: { $0.id == milestone.group.rawValue })
      else { return nil }
      let members = projects.filter { $0.group == milestone.group }
      return ScheduledMilestone(
        ruleID: milestone.ruleID, group: milestone.group, date: milestone.date, requiredShare: milestone.share,
        plan: unit.plan, required: unit.plan.shareRoundedUp(milestone.share), planned: unit.path.planned[index],
        projectCount: members.count,
        projectsMeeting: members.count { $0.path.planned[index] >= $0.plan.shareRoundedUp(milestone.share) })
    }
  }
}

extension ScheduledUnit {
  fileprivate mutating func add(_ project: ScheduledProject) {
    plan += project.plan
    paidToDate += project.paidToDate
    projectCount += 1
    path.nominal.add(project.path.nominal)
    path.planned.add(project.path.planned)
    path.payable.add(project.path.payable)
  }

  fileprivate mutating func add(_ allocation: ScheduledAllocation, countsProject: Bool) {
    plan += allocation.plan
    paidToDate += allocation.paidToDate
    projectCount += countsProject ? 1 : 0
    path.nominal.add(allocation.nominal)
    path.planned.add(allocation.planned)
    path.payable.add(allocation.payable)
  }
}
