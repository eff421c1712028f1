import Portfolio

/// Portfolios between an earlier and a later one, in which some causes are already the later one's.
struct PortfolioSteps {
  let earlier: Portfolio
  let later: Portfolio

  /// What the portfolios hold once a cause is replaced; `later` is that once the last one is.
  private func parts(after cause: ChangeCause) -> (asOf: Day, projects: [Project]) {
    let known = Dictionary(earlier.projects.map { ($0.id, $0) }) { first, _ in first }
    return switch cause {
    case .payments: (later.asOf, later.projects.map { paid($0, known[$0.id]) })
    default: (earlier.asOf, later.projects.map { planned($0, known[$0.id]) })
    }
  }

  /// The portfolio once a cause is replaced, with those before it; throws what is wrong with it where there can be none.
  func portfolio(after cause: ChangeCause) throws(InvalidPortfolio) -> Portfolio {
    if cause == .progress { return later }
    let parts = parts(after: cause)
    return try Portfolio(
      fiscalYear: later.fiscalYear, asOf: parts.asOf, sources: later.sources, projects: parts.projects)
  }

  /// What the later plan says of a project, with the payments and the work of the earlier one.
  private func planned(_ later: Project, _ earlier: Project?) -> Project {
    guard var project = earlier else { return unbegun(later) }
    project.name = later.name
    project.group = later.group
    project.owner = later.owner
    project.locality = later.locality
    project.sector = later.sector
    project.contractor = later.contractor
    project.sizeClass = later.sizeClass
    project.isKeyProject = later.isKeyProject
    project.firstYear = later.firstYear
    project.weight = later.weight
    project.totalInvestment = later.totalInvestment
    let paid = Dictionary(project.allocations.map { ($0.sourceID, $0) }) { first, _ in first }
    project.allocations = later.allocations.map { allocation in
      let earlier = paid[allocation.sourceID]
      return Allocation(
        sourceID: allocation.sourceID, plan: allocation.plan, paidToDate: earlier?.paidToDate ?? .zero,
        paidByMonth: earlier?.paidByMonth)
    }
    return project
  }

  /// A project of the later plan as it stood on the earlier as-of day: nothing paid in the year, and done only what was done by then.
  private func unbegun(_ later: Project) -> Project {
    var project = later
    project.allocations = later.allocations.map { Allocation(sourceID: $0.sourceID, plan: $0.plan) }
    project.outstandingAdvance = min(later.outstandingAdvance, later.paidBeforeYear)
    project.progress = nil
    project.network = later.network.flatMap { network in
      try? ActivityNetwork(network.activities.map { known($0, on: earlier.asOf) })
    }
    return project
  }

  private func known(_ activity: Activity, on day: Day) -> Activity {
    var activity = activity
    switch activity.state {
    case .active(let date), .done(let date): if date > day { activity.state = .todo }
    case .todo: break
    }
    return activity
  }

  /// The later plan and payments of a project, with the work of the earlier one.
  private func paid(_ later: Project, _ earlier: Project?) -> Project {
    var project = planned(later, earlier)
    project.allocations = later.allocations
    project.paidBeforeYear = later.paidBeforeYear
    project.outstandingAdvance = later.outstandingAdvance
    return project
  }
}
