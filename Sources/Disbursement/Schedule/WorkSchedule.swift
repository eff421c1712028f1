import Portfolio

/// When a project's activities and its construction begin and end under nominal durations.
struct WorkSchedule: Sendable {
  var activities: [ScheduledActivity] = []
  var construction: ScheduledActivity?
  /// When the network ends, in days after the as-of day.
  var networkEnd: Float = 0

  /// Reads the dates that a kernel has just found for the nominal block.
  init(_ project: borrowing ProjectModel, _ stated: Project, _ kernel: Kernel) {
    let work = kernel.work
    let asOf = kernel.model.timeline.asOf
    networkEnd = work.heldStart[0]
    let started = Dictionary(
      (stated.network?.activities ?? []).compactMap { activity -> (String, Day)? in
        guard case .active(let since) = activity.state else { return nil }
        return (activity.name, since)
      }, uniquingKeysWith: { first, _ in first })
    for position in 0..<project.activities.count {
      let activity = project.activities[position]
      let ready = activity.predecessors.map { work.finish[$0][0] }.max()
      let finish = asOf.day(at: work.finish[position][0])
      var start =
        started[activity.name] ?? asOf.day(at: ready ?? (activity.doneAt == nil ? 0 : finish.time(after: asOf)))
      if activity.doneAt == nil && started[activity.name] == nil { start = max(start, asOf) }
      activities.append(
        ScheduledActivity(
          name: activity.name, start: min(start, finish), finish: finish, isDone: activity.doneAt != nil))
    }
    if case .construction(let site) = project.payout {
      construction = Self.construction(site, startedAt: project.startedAt, kernel)
    }
  }

  private static func construction(
    _ site: ProjectModel.Construction, startedAt: Float?, _ kernel: Kernel
  ) -> ScheduledActivity {
    let (work, calendar, asOf) = (kernel.work, kernel.model.calendar, kernel.model.timeline.asOf)
    let start = asOf.day(at: startedAt ?? work.start[0])
    guard site.undone > 0 else {
      return ScheduledActivity(name: RiskDriver.construction, start: start, finish: max(start, asOf), isDone: true)
    }
    let begin = site.heldShare > 0 ? max(work.start[0], work.heldStart[0]) : work.start[0]
    let pace = work.speed[0] * site.perWorkload
    let wanted = calendar.siteDays(at: begin) + (pace > 0 ? 1 / pace : .infinity)
    let days = calendar.day(completing: wanted)
    return ScheduledActivity(
      name: RiskDriver.construction, start: start, finish: max(start, asOf + days), isDone: false)
  }
}

extension Day {
  /// The day within which a time in days after this one falls.
  func day(at time: Float) -> Day {
    let bounded = max(-1e6, min(1e6, time))
    return self + Int(bounded.rounded(.up))
  }

  fileprivate func time(after day: Day) -> Float { Float(self - day) }
}
