import Portfolio
import Rulebook
import Stochastics

/// States forecasts of sums over projects.
struct UnitForecaster {
  let ensemble: Ensemble
  let sums: UnitSums
  let settings: ForecastSettings
  let nominal: NominalSchedule
  let projects: [ProjectForecast]

  private let scratch: SummaryScratch
  private let meetingCounts: [Int: Double]
  private let unpaidClaims: [Money]
  private let pastPaid: [[Money]]
  private let nominalPaths: [[Money]]

  private var model: SimulationModel { ensemble.model }
  private var timeline: Timeline { ensemble.model.timeline }
  private var directory: UnitDirectory { ensemble.directory }
  private var past: Int { timeline.past.count }

  init(
    ensemble: Ensemble, sums: UnitSums, settings: ForecastSettings, nominal: NominalSchedule,
    projects: [ProjectForecast]
  ) {
    self.ensemble = ensemble
    self.sums = sums
    self.settings = settings
    self.nominal = nominal
    self.projects = projects
    scratch = SummaryScratch(capacity: ensemble.replications)
    let (past, paths) = Self.knownSums(ensemble, nominal)
    pastPaid = past
    nominalPaths = paths
    unpaidClaims = Self.unpaidClaims(ensemble, projects)
    meetingCounts = Self.meetingCounts(ensemble.directory, ensemble.model, projects)
  }

  func byDimension(whole: UnitForecast) -> [Dimension: [UnitForecast]] {
    var result: [Dimension: [UnitForecast]] = [:]
    for (index, unit) in directory.units.enumerated() {
      guard let dimension = unit.dimension else { continue }
      var forecast = forecast(of: index)
      let total = Double(whole.expectedShortfall.dong)
      forecast.shareOfShortfall = total > 0 ? Double(forecast.expectedShortfall.dong) / total : 0
      result[dimension, default: []].append(forecast)
    }
    return result
  }

  func forecast(of unit: Int) -> UnitForecast {
    let summaries = timeline.future.indices.map { future in
      let summary = ColumnSummary(sums.unit(unit, future: future), count: ensemble.replications, scratch: scratch)
      return (
        point: summary.pathPoint(on: timeline.future[future].day), lapse: summary.lapse(of: directory.plans[unit])
      )
    }
    let plan = Money(dong: directory.plans[unit])
    let points = pastPaid[unit].enumerated().map { PathPoint(actual: $1, on: timeline.past[$0]) }
    let path = points + summaries.map(\.point)
    let atYearEnd = path.indices.contains(timeline.yearEndIndex) ? path[timeline.yearEndIndex].mean : .zero
    return UnitForecast(
      id: directory.units[unit].id, name: directory.units[unit].name, plan: plan,
      paidToDate: Money(dong: directory.paids[unit]), projectCount: directory.projectCounts[unit], path: path,
      nominalPath: nominalPaths[unit], milestones: milestones(of: unit),
      lapse: summaries.last?.lapse ?? Lapse(known: plan - Money(dong: directory.paids[unit])),
      expectedShortfall: plan - atYearEnd, expectedUnpaidClaims: unpaidClaims[unit],
      shareOfShortfall: unit == 0 && plan > atYearEnd ? 1 : 0)
  }

  /// Without contributions, in order of date.
  func milestones(of unit: Int) -> [MilestoneForecast] {
    directory.milestones.indices.compactMap { number in
      guard let slot = directory.slot(unit: unit, milestone: number),
        let index = timeline.index(of: directory.milestones[number].date)
      else { return nil }
      let milestone = directory.milestones[number]
      let facts = directory.milestoneSlots[slot]
      let required = Money(dong: facts.plan).shareRoundedUp(milestone.share)
      let expected: Money
      let shortfall: ShortfallSummary
      let isMet: Bool
      if index < past {
        expected = Self.pastPaid(of: unit, group: milestone.group, at: timeline.past[index], ensemble)
        shortfall = ShortfallSummary(known: expected.dong, required: required.dong)
        isMet = expected >= required
      } else {
        isMet = facts.paid >= required.dong
        let summary = ColumnSummary(sums.slot(slot), count: ensemble.replications, scratch: scratch)
        expected = summary.mean
        shortfall = summary.shortfall(below: required.dong)
      }
      return MilestoneForecast(
        milestone: milestone, plan: Money(dong: facts.plan), required: required, paid: Money(dong: facts.paid),
        isMet: isMet, expected: expected, shortfall: shortfall, thresholds: settings.thresholds,
        projectCount: facts.projectCount,
        projectsExpectedToMeet: meetingCounts[slot] ?? 0)
    }
  }

  func targets(_ targets: [Target]) -> [TargetOutcome] {
    targets.compactMap { target in
      guard let index = timeline.index(of: target.date) else { return nil }
      let required = Money(dong: directory.plans[0]).shareRoundedUp(target.rate)
      let shortfall: ShortfallSummary
      if index < past {
        shortfall = ShortfallSummary(known: pastPaid[0][index].dong, required: required.dong)
      } else {
        shortfall = ColumnSummary(sums.unit(0, future: index - past), count: ensemble.replications, scratch: scratch)
          .shortfall(below: required.dong)
      }
      return TargetOutcome(
        target: target, probability: shortfall.probability, standardError: shortfall.probabilityError,
        isMet: shortfall.probability >= target.probability)
    }
  }

  func coherentPaths() -> [CoherentPath] {
    guard timeline.yearEndIndex >= past, !timeline.future.isEmpty else { return [] }
    let final = sums.unit(0, future: timeline.yearEndIndex - past)
    let order = (0..<ensemble.replications).sorted { (final[$0], $0) < (final[$1], $1) }
    return [0.05, 0.5, 0.95].map { rank in
      let replication = order[OrderStatistics.rank(level: rank, count: ensemble.replications)]
      let ahead = timeline.future.indices.map { Money(dong: sums.unit(0, future: $0)[replication]) }
      return CoherentPath(rank: rank, replication: replication, disbursed: pastPaid[0] + ahead)
    }
  }

  /// Sums over projects of what is known and of the nominal schedule, for each unit and checkpoint.
  private static func knownSums(_ ensemble: Ensemble, _ nominal: NominalSchedule) -> ([[Money]], [[Money]]) {
    let model = ensemble.model
    let timeline = model.timeline
    let directory = ensemble.directory
    var past = [[Money]](
      repeating: [Money](repeating: .zero, count: timeline.past.count), count: directory.units.count)
    var paths = [[Money]](
      repeating: [Money](repeating: .zero, count: timeline.days.count), count: directory.units.count)
    for (index, project) in model.inputs.portfolio.projects.enumerated() {
      let path = nominal.path(of: index)
      for unit in directory.projectUnits[index] {
        for checkpoint in path.indices { paths[unit][checkpoint] += path[checkpoint] }
        for checkpoint in timeline.past.indices { past[unit][checkpoint] += path[checkpoint] }
      }
      for (position, allocation) in project.allocations.enumerated() {
        let unit = directory.sourceUnits[model.projects[index].allocations[position].sourceIndex]
        for (checkpoint, day) in timeline.past.enumerated() {
          past[unit][checkpoint] += History.paid(allocation, by: day, timeline)
        }
      }
    }
    for source in model.inputs.portfolio.sources.indices {
      paths[directory.sourceUnits[source]] = nominal.path(ofSource: source)
    }
    return (past, paths)
  }

  private static func pastPaid(of unit: Int, group: ProjectGroup, at day: Day, _ ensemble: Ensemble) -> Money {
    let model = ensemble.model
    let directory = ensemble.directory
    return model.projects.reduce(Money.zero) { sum, project in
      guard project.group == group else { return sum }
      let stated = model.inputs.portfolio.projects[project.index]
      if directory.projectUnits[project.index].contains(unit) {
        return sum + History(stated).paid(by: day, model.timeline)
      }
      return project.allocations.indices.reduce(sum) { sum, position in
        guard directory.sourceUnits[project.allocations[position].sourceIndex] == unit else { return sum }
        return sum + History.paid(stated.allocations[position], by: day, model.timeline)
      }
    }
  }

  /// Sums over projects, for each unit; a source takes each project's part by its share of the plan.
  private static func unpaidClaims(_ ensemble: Ensemble, _ projects: [ProjectForecast]) -> [Money] {
    var sums = [Money](repeating: .zero, count: ensemble.directory.units.count)
    for (index, project) in projects.enumerated() {
      for unit in ensemble.directory.projectUnits[index] { sums[unit] += project.expectedUnpaidClaims }
      for allocation in ensemble.model.projects[index].allocations {
        let share = project.plan == .zero ? 0 : Double(allocation.plan) / Double(project.plan.dong)
        sums[ensemble.directory.sourceUnits[allocation.sourceIndex]] +=
          Money(rounding: Double(project.expectedUnpaidClaims.dong) * share)
      }
    }
    return sums
  }

  /// For each slot the expected number of its projects that meet the milestone on their own plan.
  private static func meetingCounts(
    _ directory: UnitDirectory, _ model: SimulationModel, _ projects: [ProjectForecast]
  ) -> [Int: Double] {
    var counts: [Int: Double] = [:]
    for (number, milestone) in directory.milestones.enumerated() {
      for (index, project) in projects.enumerated() where project.group == milestone.group {
        let probability =
          project.milestones.first {
            $0.ruleID == milestone.ruleID && $0.date == milestone.date
          }?.probability ?? 0
        var units = Set(directory.projectUnits[index])
        for allocation in model.projects[index].allocations {
          units.insert(directory.sourceUnits[allocation.sourceIndex])
        }
        for unit in units {
          guard let slot = directory.slot(unit: unit, milestone: number) else { continue }
          counts[slot, default: 0] += probability
        }
      }
    }
    return counts
  }
}
