import Portfolio
import Rulebook

extension PeriodReport {
  init(
    _ period: ReportPeriod, _ inputs: ForecastInputs, _ records: FinanceRecords, _ forecast: Forecast,
    _ schedule: PaymentSchedule, _ proposals: ReportedProposals
  ) {
    let lateness = LatenessJudge(inputs: inputs, forecast: forecast, schedule: schedule)
    let late = lateness.lateProjects()
    let assembly = ReportAssembly(
      period: period, inputs: inputs, records: records, forecast: forecast,
      lateness: Dictionary(late.map { ($0.id, $0.lateness) }) { first, _ in first })
    self.init(
      period: period, run: forecast.run, whole: assembly.whole, groups: assembly.groups, sources: assembly.sources,
      parts: assembly.parts, owners: assembly.owners, milestones: assembly.milestones, deadlines: assembly.deadlines,
      projects: assembly.projects, late: late, drivers: forecast.drivers, proposals: proposals,
      advances: ReportedAdvances(inputs.portfolio, records: records, rulebook: inputs.rulebook), recommendations: [],
      rules: ReportRules(inputs.rulebook, on: period.lastDay), notes: forecast.notes)
    recommendations = RecommendationWriter(self).recommendations()
  }
}

/// Brings the forecast and the actuals of a period together.
private struct ReportAssembly {
  let period: ReportPeriod
  let inputs: ForecastInputs
  let records: FinanceRecords
  let forecast: Forecast
  let lateness: [String: Lateness]

  private var portfolio: Portfolio { inputs.portfolio }

  var whole: ReportedUnit { unit(forecast.whole, portfolio.projects) { $0.allocations } }

  var groups: [ReportedUnit] {
    ProjectGroup.allCases.compactMap { group in
      guard let unit = forecast.units[.group]?.first(where: { $0.id == group.rawValue }) else { return nil }
      return self.unit(unit, portfolio.projects.filter { $0.group == group }) { $0.allocations }
    }
  }

  var sources: [ReportedUnit] {
    let units = Dictionary((forecast.units[.source] ?? []).map { ($0.id, $0) }) { first, _ in first }
    var members: [String: [Project]] = [:]
    for project in portfolio.projects {
      for id in Set(project.allocations.map(\.sourceID)) { members[id, default: []].append(project) }
    }
    return portfolio.sources.compactMap { source in
      guard let unit = units[source.id], let projects = members[source.id] else { return nil }
      return self.unit(unit, projects) { $0.allocations.filter { $0.sourceID == source.id } }
    }
  }

  var parts: [ReportedPart] {
    ProjectGroup.allCases.flatMap { group in
      let members = portfolio.projects.filter { $0.group == group }
      let allocations = Dictionary(grouping: members.flatMap(\.allocations), by: \.sourceID)
      return portfolio.sources.compactMap { source -> ReportedPart? in
        guard let own = allocations[source.id] else { return nil }
        return ReportedPart(
          group: group, sourceID: source.id,
          projectCount: members.count { $0.allocations.contains { $0.sourceID == source.id } },
          plan: own.reduce(.zero) { $0 + $1.plan }, paidInPeriod: sum(own),
          paidToDate: own.reduce(.zero) { $0 + $1.paidToDate })
      }
    }
  }

  var owners: [ReportedOwner] {
    let members = Dictionary(grouping: portfolio.projects, by: \.owner)
    let units = (forecast.units[.owner] ?? []).map { unit in
      self.unit(unit, members[unit.id] ?? []) { $0.allocations }
    }.sorted { $0.isAhead(of: $1) || (!$1.isAhead(of: $0) && $0.id < $1.id) }
    return units.map { unit in
      ReportedOwner(
        unit: unit, rank: 1 + units.count { $0.isAhead(of: unit) },
        atRiskCount: (members[unit.id] ?? []).count { lateness[$0.id] == .atRisk },
        responsible: responsible(for: members[unit.id] ?? []))
    }
  }

  private func responsible(for projects: [Project]) -> [String] {
    let slow = projects.filter { lateness[$0.id]?.isSlow ?? false }
    var known: Set<String> = [""]
    return (slow + projects).compactMap { records.particulars[$0.id]?.responsible }
      .filter { known.insert($0).inserted }
  }

  private func unit(
    _ unit: UnitForecast, _ members: [Project], _ allocations: (Project) -> [Allocation]
  ) -> ReportedUnit {
    ReportedUnit(
      id: unit.id, name: unit.name, projectCount: members.count, plan: unit.plan,
      paidInPeriod: sum(members.flatMap(allocations)), paidToDate: unit.paidToDate,
      yearEnd: point(unit.path, unit.paidToDate, on: portfolio.fiscalYear.lastDay),
      cutOff: point(unit.path, unit.paidToDate, on: portfolio.fiscalYear.cutOff),
      expectedShortfall: unit.expectedShortfall, expectedUnpaidClaims: unit.expectedUnpaidClaims, lapse: unit.lapse,
      lateCount: members.count { lateness[$0.id]?.isSlow ?? false })
  }

  /// Nil when one of them is not known by month.
  private func sum(_ allocations: [Allocation]) -> Money? {
    var sum = Money.zero
    for allocation in allocations {
      guard let paid = allocation.paid(in: period.months) else { return nil }
      sum += paid
    }
    return sum
  }

  /// What is paid to date where no checkpoint states the day.
  private func point(_ path: [PathPoint], _ paid: Money, on day: Day) -> PathPoint {
    path.first { $0.date == day } ?? PathPoint(actual: paid, on: day)
  }

  var milestones: [ReportedMilestone] {
    forecast.milestones.enumerated()
      .sorted { ($0.element.date, $0.offset) < ($1.element.date, $1.offset) }
      .map { ReportedMilestone(forecast: $0.element, standing: standing(of: $0.element)) }
  }

  private func standing(of milestone: MilestoneForecast) -> ReportedMilestone.Standing {
    guard milestone.date <= portfolio.asOf else {
      return milestone.paidToDate >= milestone.required ? .met : .ahead(milestone.level)
    }
    let missing = milestone.required - milestone.expectedDisbursed
    guard missing > .zero else { return .met }
    return .missed(by: missing, nowMissing: max(.zero, milestone.required - milestone.paidToDate))
  }

  var deadlines: [ReportedDeadline] {
    var deadlines = inputs.rulebook.deadlines.map {
      ReportedDeadline(ruleID: $0.ruleID, activity: $0.activity, group: $0.group, date: $0.date)
    }
    for project in forecast.projects {
      for deadline in [project.startDeadline].compactMap({ $0 }) + project.approvalDeadlines {
        let place = deadlines.firstIndex {
          $0.ruleID == deadline.ruleID && $0.activity == deadline.activity && $0.group == project.group
        }
        if let place { deadlines[place].count(deadline, asOf: portfolio.asOf) }
      }
    }
    return deadlines.filter { $0.projectCount > 0 }
  }

  var projects: [ReportedProject] {
    let all = zip(forecast.projects, portfolio.projects).map { forecast, stated in
      ReportedProject(
        id: stated.id, name: stated.name, group: stated.group, owner: stated.owner, plan: stated.plan,
        paidInPeriod: sum(stated.allocations), paidToDate: stated.paidToDate,
        yearEnd: point(forecast.path, stated.paidToDate, on: portfolio.fiscalYear.lastDay),
        cutOff: point(forecast.path, stated.paidToDate, on: portfolio.fiscalYear.cutOff),
        expectedShortfall: forecast.expectedShortfall, lapse: forecast.lapse.mean, lateness: lateness[stated.id])
    }
    return ProjectGroup.allCases.flatMap { group in all.filter { $0.group == group } }
  }
}

extension Allocation {
  /// Paid in some months of the plan year; nil when payments are not known by month.
  func paid(in months: ClosedRange<Int>) -> Money? {
    guard let paidByMonth else { return paidToDate == .zero ? .zero : nil }
    return months.reduce(Money.zero) { $0 + (paidByMonth[$1] ?? .zero) }
  }
}

extension ReportedUnit {
  /// By paid to date over plan, exactly; without a plan, nothing is late.
  fileprivate func isAhead(of other: ReportedUnit) -> Bool {
    guard plan > .zero else { return other.plan > .zero && other.paidToDate < other.plan }
    guard other.plan > .zero else { return paidToDate > plan }
    let own = paidToDate.dong.multipliedFullWidth(by: other.plan.dong)
    let others = other.paidToDate.dong.multipliedFullWidth(by: plan.dong)
    return (own.high, own.low) > (others.high, others.low)
  }
}

extension ReportedDeadline {
  fileprivate mutating func count(_ deadline: DeadlineForecast, asOf: Day) {
    switch (deadline.level, deadline.date <= asOf) {
    case (.met, _): kept += 1
    case (.unstated, _): unstated += 1
    case (_, true): if deadline.isDone(by: asOf) { doneLate += 1 } else { overdue += 1 }
    case (.onTrack, false): onTrack += 1
    case (.atRisk, false), (.willMiss, false): endangered += 1
    }
  }
}

extension ReportRules {
  init(_ rulebook: Rulebook, on day: Day) {
    let rules = rulebook.rules.filter { $0.isInForce(on: day) }
    func named(_ ids: String...) -> [Rule] { rules.filter { ids.contains($0.id) } }
    reporting = rules.filter { $0.family == "R1" }
    review = named(RuleName.review)
    goal = named("A5")
    advances = rules.filter { $0.family == "R2" }
    revenue = named("S1")
    lapse = named("payment-cut-off", "extension", "extension-cases")
  }
}
