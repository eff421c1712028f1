import Portfolio
import Rulebook
import Stochastics

/// What replications tell of one project beside its payments: dates, criticality, claims.
struct ProjectTally {
  var dates: DateTally
  /// Sums over replications of the shares of each stream's capital that are payable, and paid, at the end of the year.
  private(set) var payable: [Double]
  private(set) var paid: [Double]

  init(_ project: ProjectModel, _ ensemble: Ensemble) {
    dates = DateTally(project: project, deadlines: ensemble.deadlines[project.group] ?? [])
    payable = [Double](repeating: 0, count: project.streams.count)
    paid = payable
  }

  mutating func observe(_ project: ProjectModel, _ kernel: Kernel, _ block: Block, replications: Int) {
    dates.observe(project, kernel, block, replications: replications)
    let timeline = kernel.model.timeline
    guard timeline.yearEndFuture >= 0 else { return }
    let payableThen = kernel.work.payableThen
    for (number, stream) in project.streams.enumerated() {
      let column = kernel.work.claimed[number * timeline.future.count + timeline.yearEndFuture]
      var (due, met): (Float, Float) = (0, 0)
      for lane in 0..<min(block.count, replications - block.first) {
        due += clampedShare((payableThen[lane] - stream.lower) * stream.perWidth)
        met += column[lane]
      }
      payable[number] += Double(due)
      paid[number] += Double(met)
    }
  }

  /// What is payable and not paid of each allocation at the end of the year, the mean over the replications.
  func unpaidClaims(of project: ProjectModel, replications: Int) -> [Money] {
    project.allocations.map { allocation in
      guard let stream = allocation.stream else { return .zero }
      let share = max(0, payable[stream] - paid[stream]) / Double(replications)
      return Money(rounding: Double(allocation.remaining) * share)
    }
  }
}

/// States the forecast of one project from its columns of shares.
struct ProjectForecaster {
  let ensemble: Ensemble
  let settings: ForecastSettings
  let scratch: SummaryScratch

  private var model: SimulationModel { ensemble.model }
  private var timeline: Timeline { ensemble.model.timeline }

  /// Shares of the portfolio's shortfall are filled in later. `shares` gives the column of a future checkpoint.
  func forecast(
    _ project: ProjectModel, _ tally: ProjectTally, nominal: ProjectRunner.Nominal,
    shares: (_ future: Int) -> UnsafeBufferPointer<Float>
  ) -> ProjectForecast {
    let stated = model.inputs.portfolio.projects[project.index]
    let needed = neededFutures(of: project.group)
    let summaries = timeline.future.indices.map { future in
      needed.contains(future) ? ShareSummary(shares(future), of: project, scratch: scratch) : nil
    }
    let yearEnd = timeline.yearEndFuture
    let atYearEnd =
      (yearEnd >= 0 ? summaries[yearEnd]?.amount.mean : nil)
      ?? History(stated).paid(by: timeline.days[timeline.yearEndIndex], timeline)
    return ProjectForecast(
      id: stated.id, name: stated.name, group: stated.group, owner: stated.owner, locality: stated.locality,
      sector: stated.sector, contractor: stated.contractor, sources: stated.allocations.map(\.sourceID),
      isKeyProject: stated.isKeyProject, plan: stated.plan, paidToDate: stated.paidToDate,
      path: path(of: stated, summaries), nominalPath: nominalPath(of: stated, nominal),
      milestones: milestones(of: project, stated, summaries),
      startDeadline: tally.dates.startDeadline(timeline, settings.thresholds),
      approvalDeadlines: tally.dates.approvalDeadlines(timeline, settings.thresholds),
      networkEnd: tally.dates.networkEnd(timeline, nominal: nominal.end),
      lapse: summaries.last??.amount.lapse(of: project.plan) ?? Lapse(known: stated.plan - stated.paidToDate),
      expectedShortfall: stated.plan - atYearEnd,
      expectedUnpaidClaims: tally.unpaidClaims(of: project, replications: ensemble.replications).reduce(.zero, +),
      shareOfShortfall: 0, shareOfTailShortfall: 0, criticality: tally.dates.criticality(project))
  }

  /// Places in the timeline that the paths of projects state.
  private var statedCheckpoints: [Int] { settings.projectPaths.checkpoints(timeline) }

  /// Future checkpoints of which something is stated: in the path, of a milestone, or of the year as a whole.
  func neededFutures(of group: ProjectGroup) -> Set<Int> {
    let past = timeline.past.count
    let milestones = ensemble.directory.milestones(of: group).map { ensemble.directory.milestoneFutures[$0] }
    return Set(statedCheckpoints.map { $0 - past } + milestones + [timeline.yearEndFuture, timeline.future.count - 1])
      .filter { $0 >= 0 }
  }

  private func path(of stated: Project, _ summaries: [ShareSummary?]) -> [PathPoint] {
    let past = timeline.past.count
    return statedCheckpoints.compactMap { index in
      guard index >= past else {
        return PathPoint(actual: History(stated).paid(by: timeline.past[index], timeline), on: timeline.past[index])
      }
      return summaries[index - past]?.amount.pathPoint(on: timeline.future[index - past].day)
    }
  }

  private func nominalPath(of stated: Project, _ nominal: ProjectRunner.Nominal) -> [Money] {
    let past = timeline.past.count
    return statedCheckpoints.map { index in
      guard index >= past else { return History(stated).paid(by: timeline.past[index], timeline) }
      return Money(dong: nominal.paid[index - past])
    }
  }

  private func milestones(
    of project: ProjectModel, _ stated: Project, _ summaries: [ShareSummary?]
  ) -> [MilestoneForecast] {
    let directory = ensemble.directory
    return directory.milestones(of: project.group).map { number in
      let milestone = directory.milestones[number]
      let required = stated.plan.shareRoundedUp(milestone.share)
      let future = directory.milestoneFutures[number]
      let expected: Money
      let shortfall: ShortfallSummary
      let isMet: Bool
      if future >= 0, let summary = summaries[future] {
        expected = summary.amount.mean
        shortfall = summary.shortfall(below: required.dong)
        isMet = stated.paidToDate >= required
      } else {
        expected = History(stated).paid(by: milestone.date, timeline)
        shortfall = ShortfallSummary(known: expected.dong, required: required.dong)
        isMet = expected >= required
      }
      return MilestoneForecast(
        milestone: milestone, plan: stated.plan, required: required, paid: stated.paidToDate, isMet: isMet,
        expected: expected, shortfall: shortfall, thresholds: settings.thresholds, projectCount: 1,
        projectsExpectedToMeet: shortfall.probability)
    }
  }
}

extension ForecastSettings.ProjectPaths {
  /// Places in the timeline that the paths of projects state.
  func checkpoints(_ timeline: Timeline) -> [Int] {
    let all = Array(timeline.days.indices)
    guard self == .yearEnd else { return all }
    return Set([timeline.past.count - 1, timeline.yearEndIndex, all.count - 1]).filter(all.contains).sorted()
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
