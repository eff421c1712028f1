public import Portfolio
import Rulebook

/// A question about moving capital that has an answer: its dates are open and its projects known.
public struct ReallocationQuestion: Sendable {
  public let inputs: ForecastInputs
  public let settings: ReallocationSettings
  /// The day on which the plan changes.
  public let window: Day
  /// The last day whose payments count.
  public let date: Day

  /// Throws all problems at once.
  public init(_ inputs: ForecastInputs, _ settings: ReallocationSettings) throws(InvalidReallocation) {
    let (portfolio, rulebook) = (inputs.portfolio, inputs.rulebook)
    var problems = Self.problems(of: settings, portfolio)
    let windows = Self.openWindows(rulebook, from: portfolio.asOf)
    let last = Self.lastDay(rulebook)
    var window = settings.window ?? windows.first ?? portfolio.asOf
    switch (settings.window, last) {
    case (let asked?, let last?) where asked > last && !windows.isEmpty:
      problems.append(.windowClosed(asked, last: last, open: windows))
    case (let asked?, _) where asked < portfolio.asOf && !windows.isEmpty:
      problems.append(.windowPast(asked, asOf: portfolio.asOf, open: windows))
    default:
      if windows.isEmpty { problems.append(.noWindowLeft(asOf: portfolio.asOf, last: last)) }
    }
    if !problems.isEmpty { window = max(window, portfolio.asOf) }
    let date = settings.date ?? portfolio.fiscalYear.lastDay
    if date <= window || date > portfolio.fiscalYear.cutOff {
      problems.append(.dateOutside(date, first: window + 1, last: portfolio.fiscalYear.cutOff))
    }
    self.inputs = inputs
    self.settings = settings
    self.window = window
    self.date = date
    if problems.isEmpty, settings.objective == .milestones,
      !portfolio.projects.contains(where: { !milestones(of: $0).isEmpty })
    {
      problems.append(.noMilestoneAhead(window: window))
    }
    guard problems.isEmpty else { throw InvalidReallocation(problems: problems) }
  }

  private static func problems(
    of settings: ReallocationSettings, _ portfolio: Portfolio
  ) -> [InvalidReallocation.Problem] {
    var problems: [InvalidReallocation.Problem] = []
    let known = Set(portfolio.projects.map(\.id))
    for id in settings.lockedProjects.sorted() where !known.contains(id) { problems.append(.unknownProject(id)) }
    if case .probability(.zero) = settings.objective { problems.append(.rateNotPositive) }
    if settings.roundTo <= .zero { problems.append(.roundingNotPositive(settings.roundTo)) }
    if settings.minMove < .zero { problems.append(.minMoveNegative(settings.minMove)) }
    if let most = settings.maxMoves, most < 0 { problems.append(.maxMovesNegative(most)) }
    return problems
  }

  /// Adjustment windows that have not passed, none of them after the deadline.
  static func openWindows(_ rulebook: Rulebook, from asOf: Day) -> [Day] {
    guard let last = lastDay(rulebook) else { return [] }
    return rulebook.adjustmentWindows.filter { $0 >= asOf && $0 <= last }
  }

  /// The last adjustment window, or the legal deadline where that comes before it; nil when the book has no window.
  private static func lastDay(_ rulebook: Rulebook) -> Day? {
    guard let last = rulebook.adjustmentWindows.last else { return nil }
    guard let deadline = deadline(rulebook)?.content.date, deadline < last else { return last }
    return rulebook.adjustmentWindows.last { $0 <= deadline }
  }

  static func deadline(_ rulebook: Rulebook) -> Rule? {
    rulebook.rules.first { $0.id == RuleName.deadline && $0.content.date.map($0.isInForce) ?? false }
  }
}

/// Ids of the rules of a rulebook that bind the moving of capital; a book without one of them has no citation for it.
enum RuleName {
  static let review = "A2"
  static let keyProjects = "A3"
  static let fullCapital = "A4"
  static let arrangement = "A4-arrangement"
  static let withinTotal = "reallocation-within-total"
  static let deadline = "reallocation-deadline"
  static let sameSource = "reallocation-same-source"
  static let notBelowDisbursed = "reallocation-not-below-disbursed"
  static let totalInvestment = Rule.Cap.paidOfTotalInvestment.rawValue
}

extension ReallocationQuestion {
  /// In the version in force on the window's day.
  func rule(_ id: String) -> Rule? { inputs.rulebook.rules.first { $0.id == id && $0.isInForce(on: window) } }

  /// The adjustment window under which a proposal of the day falls.
  var windowRule: Rule? {
    inputs.rulebook.rules.filter { rule in
      guard case .adjustmentWindow(let day) = rule.content else { return false }
      return day >= window && rule.isInForce(on: day)
    }.min { ($0.content.date ?? window) < ($1.content.date ?? window) }
  }

  /// Milestones of a project's own that lie after the window.
  func milestones(of project: Project) -> [Milestone] {
    inputs.rulebook.milestones.filter { $0.group == project.group && $0.date > window }
  }
}

// MARK: What the sample must say

extension ReallocationQuestion {
  /// How a project's capital is paid, as far as that decides whether an optimum can be proved.
  enum Standing: Hashable, Sendable {
    /// Paid min(plan, claims) by the date, at the cash of at most one source, which comes last.
    case inSample
    /// Its capital is locked and its payments are given from outside.
    case outside(CapitalBound.Reason)
  }

  /// The last day on or before another on which the source pays.
  func lastPayment(_ source: FundingSource?, by day: Day) -> Day { min(day, source?.payUntil ?? day) }

  func standing(of project: Project, _ sources: [String: FundingSource]) -> Standing {
    let own = project.allocations.map { sources[$0.sourceID] }
    let days = Set(own.map { lastPayment($0, by: date) })
    if days.count > 1, let first = days.min() { return .outside(.sourceClosed(lastDay: first)) }
    let rationed = own.filter { $0?.isRevenueLinked ?? false }.compactMap { $0?.priority }
    let assured = own.filter { !($0?.isRevenueLinked ?? false) }.map { $0?.priority ?? 1 }
    guard let last = rationed.first else { return .inSample }
    let comesLast = rationed.count == 1 && assured.allSatisfy { $0 < last }
    return comesLast ? .inSample : .outside(.mixedSources)
  }

  var sourcesByID: [String: FundingSource] {
    Dictionary(inputs.portfolio.sources.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The days at which a project's claims are sampled: the date that counts, then, when the objective counts milestones, those of ``milestones(of:)``; none
  /// for a project outside the sample.
  func columnDays(of project: Project, _ sources: [String: FundingSource]) -> [Day] {
    guard standing(of: project, sources) == .inSample else { return [] }
    let own = project.allocations.map { sources[$0.sourceID] }
    func last(_ day: Day) -> Day { own.map { lastPayment($0, by: day) }.max() ?? day }
    guard settings.objective == .milestones else { return [last(date)] }
    return [last(date)] + milestones(of: project).map { last($0.date) }
  }
}
