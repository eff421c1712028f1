/// Collects every violated invariant of a set of sources and projects.
struct PortfolioAudit {
  let fiscalYear: FiscalYear
  let asOf: Day
  private(set) var problems: [PortfolioProblem] = []
  private var subject = PortfolioProblem.Subject.portfolio
  private var planTotal = Money.zero
  private var paidBeforeTotal = Money.zero

  init(fiscalYear: FiscalYear, asOf: Day) {
    self.fiscalYear = fiscalYear
    self.asOf = asOf
  }

  mutating func examine(sources: [FundingSource], projects: [Project]) {
    if asOf < fiscalYear.eve || asOf > fiscalYear.cutOff {
      report(.asOf, .dateOutside(asOf, first: fiscalYear.eve, last: fiscalYear.cutOff))
    }
    if projects.isEmpty { report(.id, .empty) }
    if projects.count > Portfolio.largestProjectCount { report(.id, .tooMany(limit: Portfolio.largestProjectCount)) }
    var known = Set<String>()
    for source in sources {
      subject = .source(source.id)
      if source.id.isEmpty { report(.id, .empty) }
      if !known.insert(source.id).inserted { report(.sourceID, .duplicate) }
      examine(source)
    }
    var identifiers = Set<String>(minimumCapacity: projects.count)
    for project in projects {
      subject = .project(project.id)
      if project.id.isEmpty { report(.id, .empty) }
      if !identifiers.insert(project.id).inserted { report(.id, .duplicate) }
      examine(project, knownSources: known)
    }
    subject = .portfolio
    examine(total: planTotal, .plan)
    examine(total: paidBeforeTotal, .paidBeforeYear)
  }

  private mutating func examine(_ source: FundingSource) {
    if let last = source.payUntil, last < fiscalYear.firstDay || last > fiscalYear.cutOff {
      report(.payUntil, .dateOutside(last, first: fiscalYear.firstDay, last: fiscalYear.cutOff))
    }
    if source.priority < 1 || source.priority > FundingSource.largestPriority {
      report(
        .priority, .outside(Double(source.priority), lower: 1, upper: Double(FundingSource.largestPriority)))
    }
    guard case .revenue(let revenue) = source.kind else { return }
    examine(revenue.expected, .revenueExpected)
    guard let shares = revenue.monthlyShares else { return }
    let sum = shares.reduce(0, +)
    if shares.count != 12 || shares.contains(where: { !($0 >= 0) }) || !(abs(sum - 1) < 1e-6) {
      report(.inflow, .sharesDoNotAddUp(sum))
    }
  }

  private mutating func examine(_ project: Project, knownSources: Set<String>) {
    examineAmounts(of: project)
    if let progress = project.progress { examine(progress, .progress, within: 0...1) }
    if let days = project.constructionDays { examine(days, .constructionDays, within: 1...3_660) }
    if let year = project.firstYear, year < 1990 || year > fiscalYear.year {
      report(.firstYear, .yearOutside(year, first: 1990, last: fiscalYear.year))
    }
    if let weight = project.weight, weight < 1 || weight > Project.largestWeight {
      report(.weight, .outside(Double(weight), lower: 1, upper: Double(Project.largestWeight)))
    }
    if let curve = project.sCurve { examine(curve) }
    examineAllocations(of: project, knownSources: knownSources)
    for activity in project.network?.activities ?? [] {
      subject = .activity(project: project.id, name: activity.name)
      examine(activity)
    }
    subject = .project(project.id)
  }

  private mutating func examineAmounts(of project: Project) {
    examine(project.paidBeforeYear, .paidBeforeYear)
    examine(project.outstandingAdvance, .outstandingAdvance)
    if let value = project.contractValue { examine(value, .contractValue) }
    if let value = project.absorbable { examine(value, .absorbable) }
    let plan = project.allocations.reduce(Money.zero) { $0.saturatingSum($1.plan) }
    let paid = project.allocations.reduce(project.paidBeforeYear) { $0.saturatingSum($1.paidToDate) }
    planTotal = planTotal.saturatingSum(plan)
    paidBeforeTotal = paidBeforeTotal.saturatingSum(project.paidBeforeYear)
    if let total = project.totalInvestment { examine(total, .totalInvestment) }
    // A bound that is itself wrong bounds nothing.
    if let total = project.totalInvestment, total >= .zero {
      if plan > total { report(.plan, .exceeds(plan, bound: total, boundField: .totalInvestment)) }
      if paid > total { report(.paidBeforeYear, .exceeds(paid, bound: total, boundField: .totalInvestment)) }
    }
    if project.outstandingAdvance > paid {
      report(.outstandingAdvance, .exceeds(project.outstandingAdvance, bound: paid, boundField: .paidBeforeYear))
    }
  }

  private mutating func examineAllocations(of project: Project, knownSources: Set<String>) {
    if project.allocations.isEmpty { report(.plan, .noAllocation) }
    // Most projects have one allocation, for which no set need be made.
    var used = Set<String>(minimumCapacity: project.allocations.count > 1 ? project.allocations.count : 0)
    for allocation in project.allocations {
      subject = .allocation(project: project.id, source: allocation.sourceID)
      if !knownSources.contains(allocation.sourceID) { report(.sourceID, .unknownSource(allocation.sourceID)) }
      if project.allocations.count > 1, !used.insert(allocation.sourceID).inserted { report(.sourceID, .duplicate) }
      examine(allocation.plan, .plan)
      examine(allocation.paidToDate, .paidToDate)
      if allocation.paidToDate > allocation.plan, allocation.plan >= .zero {
        report(.paidToDate, .exceeds(allocation.paidToDate, bound: allocation.plan, boundField: .plan))
      }
      examineMonths(of: allocation)
    }
    subject = .project(project.id)
  }

  private mutating func examineMonths(of allocation: Allocation) {
    guard let months = allocation.paidByMonth else { return }
    for month in months.keys.sorted() {
      if !(1...13).contains(month) {
        report(.month, .outside(Double(month), lower: 1, upper: 13))
      } else if Day(firstOfMonth: month, year: fiscalYear.year) > asOf {
        report(.month, .monthAfterAsOf(month))
      }
    }
    let sum = months.values.reduce(Money.zero) { $0.saturatingSum($1) }
    if sum != allocation.paidToDate { report(.paid, .unequalSum(sum, expected: allocation.paidToDate)) }
    var cumulative = Money.zero
    for month in months.keys.sorted() {
      cumulative = cumulative.saturatingSum(months[month] ?? .zero)
      if cumulative < .zero { return report(.paid, .negative(cumulative)) }
      if cumulative > allocation.plan, allocation.plan >= .zero {
        return report(.paid, .exceeds(cumulative, bound: allocation.plan, boundField: .plan))
      }
    }
  }

  private mutating func examine(_ activity: Activity) {
    let earliest = Day(firstOfMonth: 1, year: 1990)
    switch activity.state {
    case .todo: break
    case .active(let day), .done(let day):
      if day > asOf || day < earliest { report(.activityDate, .dateOutside(day, first: earliest, last: asOf)) }
    }
  }

  private mutating func examine(_ curve: SCurve) {
    switch curve {
    case .cubic(let c1, let c2):
      examine(c1, .sCurve1, within: 0...1)
      examine(c2, .sCurve2, within: 0...1)
      if c1 > c2 { report(.sCurve2, .disordered(lower: c1, upper: c2)) }
    case .kumaraswamy(let a, let b):
      examine(a, .sCurve1, within: 0.1...20)
      examine(b, .sCurve2, within: 0.1...20)
    case .monthly(let cumulative):
      if cumulative.isEmpty { return report(.sCurve, .empty) }
      for (earlier, later) in zip([0] + cumulative, cumulative) where !(earlier <= later) {
        return report(.sCurve, .disordered(lower: earlier, upper: later))
      }
      if let last = cumulative.last, abs(last - 1) > 1e-9 { report(.sCurve, .sharesDoNotAddUp(last)) }
    }
  }

  private mutating func examine(_ value: Double, _ field: PortfolioProblem.Field, within range: ClosedRange<Double>) {
    guard value.isFinite else { return report(field, .notFinite) }
    if !range.contains(value) {
      report(field, .outside(value, lower: range.lowerBound, upper: range.upperBound))
    }
  }

  private mutating func examine(_ amount: Money, _ field: PortfolioProblem.Field) {
    if amount < .zero { report(field, .negative(amount)) }
    if amount > .largestInput { report(field, .tooLarge(amount, limit: .largestInput)) }
  }

  private mutating func examine(total: Money, _ field: PortfolioProblem.Field) {
    if total > .largestTotal { report(field, .tooLarge(total, limit: .largestTotal)) }
  }

  private mutating func report(_ field: PortfolioProblem.Field, _ defect: PortfolioProblem.Defect) {
    problems.append(PortfolioProblem(subject: subject, field: field, defect: defect))
  }
}
