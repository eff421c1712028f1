import Portfolio
import Rulebook

/// Derives what a report asks for from its own figures.
struct RecommendationWriter {
  let report: PeriodReport

  init(_ report: PeriodReport) { self.report = report }

  private var slow: [LateProject] { report.late.filter(\.lateness.isSlow) }

  func recommendations() -> [Recommendation] {
    ([finishActivities, claimAcceptedWork, recoverAdvances, answerForDelay, movePlan] + fundSources + [decideOnLapse])
      .compactMap { $0 }
  }

  private var movePlan: Recommendation? {
    guard let proposal = report.proposals.proposal, !proposal.isPresentPlan else { return nil }
    return .movePlan(amount: proposal.moved, moves: proposal.moves.count, window: proposal.run.window)
  }

  private var finishActivities: Recommendation? {
    var counts: [String: Int] = [:]
    for activity in slow.compactMap(\.bindingActivity?.activity) { counts[activity, default: 0] += 1 }
    let bindings = counts.map { Recommendation.Binding(activity: $0.key, projects: $0.value) }
      .sorted { ($1.projects, $0.activity) < ($0.projects, $1.activity) }
    return bindings.isEmpty ? nil : .finishActivities(bindings)
  }

  private var claimAcceptedWork: Recommendation? {
    let unpaid = report.whole.expectedUnpaidClaims
    return unpaid > .zero ? .claimAcceptedWork(unpaid) : nil
  }

  private var recoverAdvances: Recommendation? {
    let overdue = report.advances.overdue
    return overdue.isEmpty ? nil : .recoverAdvances(report.advances.overdueAmount, count: overdue.count)
  }

  private var fundSources: [Recommendation] {
    report.sources.compactMap { source in
      var (missing, projects) = (Money.zero, 0)
      for project in report.late {
        guard let milestone = project.obstacle, case .cash(source.id) = milestone.obstacle else { continue }
        missing += milestone.shortfall
        projects += 1
      }
      return projects == 0 ? nil : .fundSource(id: source.id, missing: missing, projects: projects)
    }
  }

  private var decideOnLapse: Recommendation? {
    let lapse = report.whole.lapse
    return lapse.mean > .zero
      ? .decideOnLapse(mean: lapse.mean, p90: lapse.p90, cutOff: report.run.fiscalYear.cutOff) : nil
  }

  private var answerForDelay: Recommendation? {
    let rate = report.whole.paidToDate.rate(of: report.whole.plan)
    let owners = report.owners.filter { $0.unit.lateCount > 0 && $0.unit.paidToDate.rate(of: $0.unit.plan) < rate }
    return owners.isEmpty ? nil : .answerForDelay(owners: owners.map(\.unit.id))
  }
}
