public import Portfolio

/// Something that differs between two forecasts, so that a step of the bridge can be traced to it.
public enum ChangeFact: Hashable, Sendable {
  /// A word or a number.
  case text(Item, earlier: String, later: String)
  case day(Item, earlier: Day, later: Day)
  case amount(Item, earlier: Money, later: Money)
  case count(Item, earlier: Int, later: Int)
  /// Codes of projects, sources or rules, or keys of assumptions.
  case names(Item, [String])
  /// Amounts of projects.
  case amounts(Item, [Amount])
  case activities(Item, [Activity])

  public struct Amount: Hashable, Sendable {
    public var id: String
    public var earlier: Money
    public var later: Money
  }

  public struct Activity: Hashable, Sendable {
    public var project: String
    public var activity: String
    /// When it was done or begun; nil for another change.
    public var date: Day?
  }

  public enum Item: String, CaseIterable, Hashable, Sendable {
    // Engine
    case engineOfFile = "engine"
    case figuresOfFile = "figures"
    // Draws
    case seed, replications, sampling
    case targetDays = "target-days"
    // Rulebook
    case rulebook
    case rulesAdded = "rules-added"
    case rulesRemoved = "rules-removed"
    case rulesChanged = "rules-changed"
    // Assumptions
    case assumptions
    case keysChanged = "keys-changed"
    // Plan
    case plan
    case projectCount = "project-count"
    case projectsAdded = "projects-added"
    case projectsRemoved = "projects-removed"
    case planChanged = "plan-changed"
    case allocationsChanged = "allocations-changed"
    case groupChanged = "group-changed"
    case totalInvestmentChanged = "total-investment-changed"
    case identityChanged = "identity-changed"
    case sourcesAdded = "sources-added"
    case sourcesRemoved = "sources-removed"
    case sourcesChanged = "sources-changed"
    // Payments
    case asOf = "as-of"
    case paidToDate = "paid-to-date"
    case paymentsChanged = "payments-changed"
    case outstandingAdvance = "outstanding-advance"
    case advancesChanged = "advances-changed"
    case paidBeforeYearChanged = "paid-before-year-changed"
    // Progress
    case activitiesDone = "activities-done"
    case activitiesStarted = "activities-started"
    case activitiesChanged = "activities-changed"
    case progressChanged = "progress-changed"
    case constructionDaysChanged = "construction-days-changed"
    case absorbableChanged = "absorbable-changed"
    case contractChanged = "contract-changed"
    case sCurveChanged = "s-curve-changed"
  }

  public var item: Item {
    switch self {
    case .text(let item, _, _), .day(let item, _, _), .amount(let item, _, _), .count(let item, _, _),
      .names(let item, _),
      .amounts(let item, _), .activities(let item, _):
      item
    }
  }
}
