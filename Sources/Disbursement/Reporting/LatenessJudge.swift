import Portfolio
import Rulebook

/// Tells which projects are late, will miss or may miss, and gathers why.
struct LatenessJudge {
  let inputs: ForecastInputs
  let forecast: Forecast
  let schedule: PaymentSchedule

  private var asOf: Day { inputs.portfolio.asOf }

  /// The late and those that will miss first; then by what is expected to be missing, equal ones in order of their ids.
  func lateProjects() -> [LateProject] {
    forecast.projects.indices.compactMap { lateProject(at: $0) }.sorted { first, second in
      if first.lateness.isSlow != second.lateness.isSlow { return first.lateness.isSlow }
      if first.expectedShortfall != second.expectedShortfall {
        return first.expectedShortfall > second.expectedShortfall
      }
      return first.id < second.id
    }
  }

  private func lateProject(at index: Int) -> LateProject? {
    let project = forecast.projects[index]
    let milestones = project.milestones.filter { lateness(of: $0) != nil }
    let deadlines = ([project.startDeadline].compactMap { $0 } + project.approvalDeadlines)
      .filter { lateness(of: $0) != nil }
    let all = milestones.compactMap(lateness) + deadlines.compactMap(lateness)
    guard let worst = Lateness.allCases.first(where: all.contains) else { return nil }
    return LateProject(
      id: project.id, name: project.name, group: project.group, owner: project.owner, lateness: worst,
      plan: project.plan, paidToDate: project.paidToDate, expectedShortfall: project.expectedShortfall,
      shareOfShortfall: project.shareOfShortfall, expectedUnpaidClaims: project.expectedUnpaidClaims,
      lapse: project.lapse.mean, milestones: milestones, deadlines: deadlines.sorted { $0.date < $1.date },
      bindingActivity: project.criticality.first { entry in
        entry.probability > 0 && !project.criticality.contains { $0.probability > entry.probability }
      }, drivers: drivers(of: index),
      obstacle: schedule.projects[index].milestones.first { $0.shortfall > .zero })
  }

  /// Nil when it is met, kept up with, or on track.
  private func lateness(of milestone: MilestoneForecast) -> Lateness? {
    guard milestone.paidToDate < milestone.required else { return nil }
    return milestone.date <= asOf ? .late : Lateness(ahead: milestone.level)
  }

  private func lateness(of deadline: DeadlineForecast) -> Lateness? {
    guard deadline.level != .met, deadline.level != .unstated, !deadline.isDone(by: asOf) else { return nil }
    return deadline.date <= asOf ? .late : Lateness(ahead: deadline.level)
  }

  private func drivers(of index: Int) -> [ProjectDriverEffect] {
    guard forecast.drivers.projects.indices.contains(index) else { return [] }
    let clear = forecast.drivers.projects[index].filter {
      $0.meanEffect > .zero && $0.meanEffect.dong / 2 >= $0.meanEffectError.dong
    }
    return Array(clear.prefix(LateProject.largestDriverCount))
  }
}

extension Lateness {
  fileprivate init?(ahead level: WarningLevel) {
    switch level {
    case .met, .onTrack, .unstated: return nil
    case .atRisk: self = .atRisk
    case .willMiss: self = .willMiss
    }
  }
}
