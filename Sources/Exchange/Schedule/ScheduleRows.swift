import Disbursement
import Portfolio
import Rulebook

/// A checkpoint as a row states it.
struct SchedulePoint {
  var index: Int
  var day: Day
  var isActual: Bool
  var chance: ChanceOfKeeping?

  static func all(of path: ScheduledPath, in schedule: PaymentSchedule) -> [SchedulePoint] {
    schedule.checkpoints.enumerated().map { index, day in
      let ahead = index - schedule.pastCount
      let chance = path.keeping.indices.contains(ahead) ? path.keeping[ahead] : nil
      return SchedulePoint(index: index, day: day, isActual: ahead < 0, chance: chance)
    }
  }
}

struct AllocationRow {
  var project: ScheduledProject
  var allocation: ScheduledAllocation
  var point: SchedulePoint

  static func all(of project: ScheduledProject, in schedule: PaymentSchedule) -> [AllocationRow] {
    let points = SchedulePoint.all(of: project.path, in: schedule)
    return project.allocations.flatMap { allocation in
      points.map { AllocationRow(project: project, allocation: allocation, point: $0) }
    }
  }
}

struct PathRow {
  var scope: String
  var id: String
  var name: String
  var path: ScheduledPath
  var point: SchedulePoint

  /// Those of one project at a time.
  static func all(of schedule: PaymentSchedule) -> some Sequence<PathRow> {
    let units =
      [("portfolio", schedule.whole)] + schedule.groups.map { ("group", $0) } + schedule.sources.map { ("source", $0) }
    let bearers = units.map { PathBearer(scope: $0.0, id: $0.1.id, name: $0.1.name, path: $0.1.path) }
    let projects = schedule.projects.lazy.map { PathBearer(scope: "project", id: $0.id, name: $0.name, path: $0.path) }
    return [AnySequence(bearers), AnySequence(projects)].lazy.joined().flatMap { bearer in
      SchedulePoint.all(of: bearer.path, in: schedule).map {
        PathRow(scope: bearer.scope, id: bearer.id, name: bearer.name, path: bearer.path, point: $0)
      }
    }
  }
}

private struct PathBearer {
  var scope: String
  var id: String
  var name: String
  var path: ScheduledPath
}

struct MilestoneRow {
  var scope: String
  var id: String
  var name: String
  var ruleID: String
  var group: ProjectGroup
  var date: Day
  var requiredShare: Double
  var required: Money
  var planned: Money
  var projects: (all: Int, meeting: Int)?
  var obstacle: ObstacleTerms?
  var remedies: [RemedyTerms]

  /// The smallest change of one kind; nil when none of the kind would do.
  func remedy(_ kind: RemedyTerms.Kind) -> RemedyTerms? { remedies.first { $0.kind == kind } }

  /// Those of the groups, then those of one project at a time.
  static func all(of schedule: PaymentSchedule) -> some Sequence<MilestoneRow> {
    let groups = schedule.milestones.map { MilestoneRow($0) }
    let projects = schedule.projects.lazy.flatMap { project in project.milestones.map { MilestoneRow(project, $0) } }
    return [AnySequence(groups), AnySequence(projects)].lazy.joined()
  }

  private init(_ milestone: ScheduledMilestone) {
    (scope, id, name) = ("group", milestone.group.rawValue, milestone.group.title.vi)
    (ruleID, group, date) = (milestone.ruleID, milestone.group, milestone.date)
    (requiredShare, required, planned) = (milestone.requiredShare.value, milestone.required, milestone.planned)
    projects = (milestone.projectCount, milestone.projectsMeeting)
    remedies = []
  }

  private init(_ project: ScheduledProject, _ milestone: ProjectMilestonePlan) {
    (scope, id, name) = ("project", project.id, project.name)
    (ruleID, group, date) = (milestone.ruleID, project.group, milestone.date)
    (requiredShare, required, planned) = (milestone.requiredShare.value, milestone.required, milestone.planned)
    obstacle = milestone.obstacle.map { ObstacleTerms($0) }
    remedies = milestone.remedies.map { RemedyTerms($0) }
  }
}
