import Portfolio
import Rulebook
import Stochastics

/// Reduces one project's replications to its forecast as they are made.
struct ProjectForecaster {
  let ensemble: Ensemble
  let settings: ForecastSettings
  let nominal: NominalSchedule
  let run: ProjectRun
  let scratch: SummaryScratch

  private var model: SimulationModel { ensemble.model }
  private var timeline: Timeline { ensemble.model.timeline }

  /// Runs a project and states its forecast; shares of the portfolio's shortfall are filled in later.
  func forecast(_ project: ProjectModel) -> ProjectForecast {
    let stated = model.inputs.portfolio.projects[project.index]
    var dates = DateTally(project: project, deadlines: deadlines(for: project))
    var payable = 0.0
    run.run(project) { kernel, block in
      dates.observe(project, kernel, block, replications: run.replications)
      payable += payableAtYearEnd(kernel, block)
    }
    let summaries = timeline.future.indices.map { future in
      summarise(project, future)
    }
    let yearEnd = timeline.yearEndIndex
    let past = timeline.past.count
    let disbursedAtYearEnd =
      yearEnd >= past
      ? summaries[yearEnd - past].point.mean : History(stated).paid(by: timeline.days[yearEnd], timeline)
    return ProjectForecast(
      id: stated.id, name: stated.name, group: stated.group, owner: stated.owner, locality: stated.locality,
      sector: stated.sector, contractor: stated.contractor, sources: stated.allocations.map(\.sourceID),
      isKeyProject: stated.isKeyProject, plan: stated.plan, paidToDate: stated.paidToDate,
      path: pastPoints(of: stated) + summaries.map(\.point),
      nominalPath: nominal.path(of: project.index),
      milestones: pastMilestones(of: project, stated) + summaries.flatMap(\.milestones),
      startDeadline: dates.startDeadline(timeline, settings.thresholds),
      approvalDeadlines: dates.approvalDeadlines(timeline, settings.thresholds),
      networkEnd: dates.networkEnd(timeline, nominal: nominal.networkEnd(of: project.index)),
      lapse: summaries.last?.lapse ?? knownLapse(of: stated),
      expectedShortfall: stated.plan - disbursedAtYearEnd,
      expectedUnpaidClaims: unpaidClaims(of: project, payableShares: payable, disbursed: disbursedAtYearEnd),
      shareOfShortfall: 0, shareOfTailShortfall: 0,
      criticality: dates.criticality(project))
  }

  /// Sum over the block's replications of the payable share of the remaining capital at the end of the year.
  private func payableAtYearEnd(_ kernel: Kernel, _ block: Block) -> Double {
    let future = timeline.yearEndIndex - timeline.past.count
    guard future >= 0, !timeline.future.isEmpty else { return 0 }
    let column = kernel.work.payable + future * Workspace.block
    var sum = 0.0
    for lane in 0..<min(block.count, run.replications - block.first) { sum += clampedShare(column[lane]) }
    return sum
  }

  private func unpaidClaims(of project: ProjectModel, payableShares: Double, disbursed: Money) -> Money {
    let payable = Double(project.paid) + Double(project.remaining) * payableShares / Double(run.replications)
    return max(.zero, Money(rounding: payable) - disbursed)
  }

  private struct CheckpointSummary {
    var point: PathPoint
    var milestones: [MilestoneForecast]
    var lapse: Lapse
  }

  private func summarise(_ project: ProjectModel, _ future: Int) -> CheckpointSummary {
    let summary = ColumnSummary(run.paid(at: future), count: run.replications, scratch: scratch)
    let day = timeline.future[future].day
    let point = summary.pathPoint(on: day)
    let milestones = ensemble.directory.milestones.filter { $0.group == project.group && $0.date == day }
      .map { milestone in
        let required = Money(dong: project.plan).shareRoundedUp(milestone.share)
        let shortfall = summary.shortfall(below: required.dong)
        return MilestoneForecast(
          milestone: milestone, plan: Money(dong: project.plan), required: required,
          paid: Money(dong: project.paid), isMet: project.paid >= required.dong, expected: point.mean,
          shortfall: shortfall,
          thresholds: settings.thresholds, projectCount: 1, projectsExpectedToMeet: shortfall.probability)
      }
    return CheckpointSummary(point: point, milestones: milestones, lapse: summary.lapse(of: project.plan))
  }

  private func pastMilestones(of project: ProjectModel, _ stated: Project) -> [MilestoneForecast] {
    let history = History(stated)
    return ensemble.directory.milestones.filter { $0.group == project.group && $0.date <= timeline.asOf }
      .map { milestone in
        let required = stated.plan.shareRoundedUp(milestone.share)
        let paid = history.paid(by: milestone.date, timeline)
        let shortfall = ShortfallSummary(known: paid.dong, required: required.dong)
        return MilestoneForecast(
          milestone: milestone, plan: stated.plan, required: required, paid: stated.paidToDate,
          isMet: paid >= required, expected: paid, shortfall: shortfall, thresholds: settings.thresholds,
          projectCount: 1, projectsExpectedToMeet: shortfall.probability)
      }
  }

  private func deadlines(for project: ProjectModel) -> [Deadline] {
    model.inputs.rulebook.deadlines.filter { $0.group == project.group }
  }

  private func pastPoints(of project: Project) -> [PathPoint] {
    let history = History(project)
    return timeline.past.map { PathPoint(actual: history.paid(by: $0, timeline), on: $0) }
  }

  private func knownLapse(of project: Project) -> Lapse {
    Lapse(known: project.plan - project.paidToDate)
  }
}

/// What a project had been paid by a past checkpoint.
struct History {
  private let project: Project

  init(_ project: Project) { self.project = project }

  func paid(by day: Day, _ timeline: Timeline) -> Money {
    project.allocations.reduce(.zero) { $0 + Self.paid($1, by: day, timeline) }
  }

  static func paid(_ allocation: Allocation, by day: Day, _ timeline: Timeline) -> Money {
    guard day < timeline.asOf, let months = allocation.paidByMonth else {
      return day < timeline.asOf ? .zero : allocation.paidToDate
    }
    let last = (day.year - timeline.fiscalYear.year) * 12 + day.month
    return months.reduce(.zero) { $1.key <= last ? $0 + $1.value : $0 }
  }
}

extension PathPoint {
  init(actual amount: Money, on day: Day) {
    self.init(
      date: day, isActual: true, mean: amount, standardError: .zero, sd: .zero, p5: amount, p10: amount, p25: amount,
      p50: amount, p75: amount, p90: amount, p95: amount)
  }
}

extension Lapse {
  init(known amount: Money) {
    self.init(mean: amount, standardError: .zero, p50: amount, p90: amount, p95: amount)
  }
}

extension MilestoneForecast {
  init(
    milestone: Milestone, plan: Money, required: Money, paid: Money, isMet: Bool, expected: Money,
    shortfall: ShortfallSummary,
    thresholds: WarningThresholds, projectCount: Int, projectsExpectedToMeet: Double,
    contributions: [Contribution] = []
  ) {
    self.init(
      ruleID: milestone.ruleID, group: milestone.group, date: milestone.date, requiredShare: milestone.share,
      plan: plan, required: required, paidToDate: paid, expectedDisbursed: expected,
      probability: shortfall.probability, standardError: shortfall.probabilityError,
      expectedShortfall: shortfall.mean, expectedShortfallError: shortfall.meanError,
      shortfallGivenFailure: shortfall.givenFailure, tailShortfall: shortfall.tail,
      tailShortfallError: shortfall.tailError,
      level: thresholds.level(probability: shortfall.probability, isMet: isMet),
      projectCount: projectCount, projectsExpectedToMeet: projectsExpectedToMeet, contributions: contributions)
  }
}
