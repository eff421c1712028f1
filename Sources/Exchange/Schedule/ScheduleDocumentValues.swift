import Disbursement
import Portfolio

/// From the document to the schedule: what one member alone cannot say about its soundness is looked at here.
extension ScheduleDocument {
  func schedule() throws -> EarlierSchedule {
    let days = checkpoints.map(\.value)
    guard zip(days, days.dropFirst()).allSatisfy(<) else {
      throw DocumentDefect(path: [.key("checkpoints")], expected: .ascendingDates)
    }
    let groupIDs = ProjectGroup.allCases.map(\.rawValue)
    for id in groups.keys.sorted() where !groupIDs.contains(id) {
      throw DocumentDefect(path: [.key("groups"), .key(id)], expected: .word(groupIDs))
    }
    return EarlierSchedule(
      scenario: run.scenario, inputDigest: run.inputDigest, fiscalYear: run.fiscalYear.value,
      asOf: run.asOf.value, checkpoints: days, whole: try portfolio.part(id: "", days.count, [.key("portfolio")]),
      groups: try parts(groups, "groups", order: groupIDs),
      sources: try parts(sources, "sources", order: sources.keys.sorted()), projects: try projectParts(),
      milestones: milestones.map(\.value))
  }

  private func parts(_ units: [String: Unit], _ name: String, order: [String]) throws -> [EarlierSchedule.Part] {
    try order.compactMap { id in
      try units[id]?.part(id: id, checkpoints.count, [.key(name), .key(id)])
    }
  }

  private func projectParts() throws -> [EarlierSchedule.Part] {
    var known: Set<String> = []
    return try projects.enumerated().map { index, project in
      let path: [DocumentDefect.Step] = [.key("projects"), .index(index)]
      guard known.insert(project.id).inserted else {
        throw DocumentDefect(path: path + [.key("id")], expected: .uniqueID)
      }
      return EarlierSchedule.Part(
        id: project.id, name: project.name, plan: project.plan.value,
        planned: try project.planned.amounts(checkpoints.count, path),
        milestones: project.milestones.map { $0.value(project.group.value) })
    }
  }
}

extension [WrittenMoney] {
  /// One for each checkpoint.
  fileprivate func amounts(_ checkpoints: Int, _ path: [DocumentDefect.Step]) throws -> [Money] {
    guard count == checkpoints else {
      throw DocumentDefect(path: path + [.key("planned")], expected: .count(checkpoints))
    }
    return map(\.value)
  }
}

extension ScheduleDocument.Unit {
  fileprivate func part(
    id: String, _ checkpoints: Int, _ path: [DocumentDefect.Step]
  ) throws -> EarlierSchedule.Part {
    EarlierSchedule.Part(
      id: id, name: name ?? "", plan: plan.value, planned: try planned.amounts(checkpoints, path))
  }
}

extension ScheduleDocument.GroupMilestone {
  fileprivate var value: EarlierSchedule.PlannedMilestone {
    EarlierSchedule.PlannedMilestone(
      ruleID: rule, group: group.value, date: date.value, requiredShare: required.value,
      required: requiredAmount.value, planned: planned.value)
  }
}

extension ScheduleDocument.Milestone {
  fileprivate func value(_ group: ProjectGroup) -> EarlierSchedule.PlannedMilestone {
    EarlierSchedule.PlannedMilestone(
      ruleID: rule, group: group, date: date.value, requiredShare: required.value, required: requiredAmount.value,
      planned: planned.value)
  }
}
