import Portfolio
import Rulebook

/// What differs between the inputs of two forecasts, by cause.
struct ChangeFacts {
  private let earlier: ForecastEnd
  private let later: ForecastEnd
  private let projects: ProjectFacts

  init(_ earlier: ForecastEnd, _ later: ForecastEnd) {
    self.earlier = earlier
    self.later = later
    projects = ProjectFacts(earlier.inputs.portfolio, later.inputs.portfolio)
  }

  func facts(of cause: ChangeCause) -> [ChangeFact] {
    switch cause {
    case .engine: engine
    case .draws: Self.draws(earlier, later)
    case .rulebook: rulebook
    case .assumptions: assumptions
    case .plan: sources + projects.plan
    case .payments: projects.payments
    case .progress: projects.progress
    }
  }

  private var engine: [ChangeFact] {
    let (one, two) = (earlier.stated.run.engine, later.stated.run.engine)
    return one == Engine.version && two == Engine.version
      ? [] : [.text(.engineOfFile, earlier: one, later: two)]
  }

  /// What makes other draws, or parts the months at other days.
  static func draws(_ earlier: ForecastEnd, _ later: ForecastEnd) -> [ChangeFact] {
    let (one, two) = (earlier.stated.run, later.stated.run)
    var facts: [ChangeFact] = []
    if one.seed != two.seed { facts.append(.text(.seed, earlier: "\(one.seed)", later: "\(two.seed)")) }
    if one.replications != two.replications {
      facts.append(.count(.replications, earlier: one.replications, later: two.replications))
    }
    if one.sampling != two.sampling {
      facts.append(.text(.sampling, earlier: one.sampling.rawValue, later: two.sampling.rawValue))
    }
    let days = [earlier, later].map { Set($0.targets.map(\.date)) }
    if days[0] != days[1] {
      facts.append(.names(.targetDays, days[0].symmetricDifference(days[1]).sorted().map(\.description)))
    }
    return facts
  }

  private var rulebook: [ChangeFact] {
    let (one, two) = (earlier.inputs.rulebook, later.inputs.rulebook)
    guard one != two else { return [] }
    var facts: [ChangeFact] = []
    if one.id != two.id { facts.append(.text(.rulebook, earlier: one.id, later: two.id)) }
    let difference = KeyedDifference(one.rules, two.rules, key: { "\($0.id) \($0.effective)" }, name: \.id)
    facts += difference.facts(added: .rulesAdded, removed: .rulesRemoved, changed: .rulesChanged)
    // Only the title or the order of the rules.
    return facts.isEmpty ? [.text(.rulebook, earlier: one.id, later: two.id)] : facts
  }

  private var assumptions: [ChangeFact] {
    let (one, two) = (earlier.inputs.assumptions, later.inputs.assumptions)
    guard one != two else { return [] }
    let keys = AssumptionKeys.differing(one, two)
    let names = ChangeFact.text(.assumptions, earlier: one.name, later: two.name)
    return (one.name != two.name || keys.isEmpty ? [names] : []) + (keys.isEmpty ? [] : [.names(.keysChanged, keys)])
  }

  private var sources: [ChangeFact] {
    KeyedDifference(earlier.inputs.portfolio.sources, later.inputs.portfolio.sources, key: \.id, name: \.id)
      .facts(added: .sourcesAdded, removed: .sourcesRemoved, changed: .sourcesChanged)
  }
}

/// Elements of two lists by key: those that only one has, and those that differ.
private struct KeyedDifference {
  private(set) var added: [String] = []
  private(set) var removed: [String] = []
  private(set) var changed: [String] = []

  init<Element: Equatable>(
    _ earlier: [Element], _ later: [Element], key: (Element) -> String, name: (Element) -> String
  ) {
    let ones = Dictionary(earlier.map { (key($0), $0) }) { first, _ in first }
    let twos = Dictionary(later.map { (key($0), $0) }) { first, _ in first }
    for element in later {
      guard let one = ones[key(element)] else {
        added.append(name(element))
        continue
      }
      if one != element { changed.append(name(element)) }
    }
    removed = earlier.filter { twos[key($0)] == nil }.map(name)
  }

  func facts(
    added addition: ChangeFact.Item, removed removal: ChangeFact.Item, changed change: ChangeFact.Item
  ) -> [ChangeFact] {
    [(addition, added), (removal, removed), (change, changed)].filter { !$0.1.isEmpty }.map { .names($0.0, $0.1) }
  }
}

/// What differs between the projects of two portfolios.
private struct ProjectFacts {
  private let earlier: Portfolio
  private let later: Portfolio
  /// Projects that both have, in the order of the later portfolio.
  private let pairs: [(one: Project, two: Project)]
  private let added: [Project]
  private let removed: [Project]

  init(_ earlier: Portfolio, _ later: Portfolio) {
    self.earlier = earlier
    self.later = later
    let ones = Dictionary(earlier.projects.map { ($0.id, $0) }) { first, _ in first }
    let twos = Set(later.projects.map(\.id))
    pairs = later.projects.compactMap { two in ones[two.id].map { ($0, two) } }.filter { $0.one != $0.two }
    added = later.projects.filter { ones[$0.id] == nil }
    removed = earlier.projects.filter { !twos.contains($0.id) }
  }

  /// Projects that differ, and new ones of which something is more than that they are new.
  private func names(
    _ item: ChangeFact.Item, ofAdded isMore: (Project) -> Bool = { _ in false },
    where differ: (Project, Project) -> Bool
  ) -> [ChangeFact] {
    let names = pairs.filter { differ($0.one, $0.two) }.map(\.two.id) + added.filter(isMore).map(\.id)
    return names.isEmpty ? [] : [.names(item, names)]
  }

  private func amounts(_ item: ChangeFact.Item, _ amount: (Project) -> Money) -> [ChangeFact] {
    let amounts = pairs.compactMap { one, two in
      let (before, after) = (amount(one), amount(two))
      return before == after ? nil : ChangeFact.Amount(id: two.id, earlier: before, later: after)
    }
    return amounts.isEmpty ? [] : [.amounts(item, amounts)]
  }

  private func total(_ item: ChangeFact.Item, _ amount: (Project) -> Money) -> [ChangeFact] {
    let sums = [earlier, later].map { $0.projects.reduce(Money.zero) { $0 + amount($1) } }
    return sums[0] == sums[1] ? [] : [.amount(item, earlier: sums[0], later: sums[1])]
  }

  var plan: [ChangeFact] {
    var facts = total(.plan) { $0.plan }
    if earlier.projects.count != later.projects.count {
      facts.append(.count(.projectCount, earlier: earlier.projects.count, later: later.projects.count))
    }
    if !added.isEmpty { facts.append(.names(.projectsAdded, added.map(\.id))) }
    if !removed.isEmpty { facts.append(.names(.projectsRemoved, removed.map(\.id))) }
    facts += amounts(.planChanged) { $0.plan }
    facts += names(.allocationsChanged) { $0.plan == $1.plan && $0.plans != $1.plans }
    facts += names(.groupChanged) { $0.group != $1.group }
    facts += names(.totalInvestmentChanged) { $0.totalInvestment != $1.totalInvestment }
    return facts + names(.identityChanged) { $0.identity != $1.identity }
  }

  /// Payments of projects that are gone went with the plan.
  var payments: [ChangeFact] {
    let days: [ChangeFact] =
      earlier.asOf == later.asOf ? [] : [.day(.asOf, earlier: earlier.asOf, later: later.asOf)]
    let paid = names(.paymentsChanged, ofAdded: { $0.paidToDate != .zero }) { $0.payments != $1.payments }
    let advances = names(.advancesChanged, ofAdded: { $0.outstandingAdvance > $0.paidBeforeYear }) {
      $0.outstandingAdvance != $1.outstandingAdvance
    }
    return days + (paid.isEmpty ? [] : total(.paidToDate) { $0.paidToDate }) + paid
      + (advances.isEmpty ? [] : total(.outstandingAdvance) { $0.outstandingAdvance }) + advances
      + names(.paidBeforeYearChanged) { $0.paidBeforeYear != $1.paidBeforeYear }
  }

  var progress: [ChangeFact] {
    let activities =
      pairs.map { ActivityFacts($0.one, $0.two) } + added.map { ActivityFacts(new: $0, since: earlier.asOf) }
    func list(_ item: ChangeFact.Item, _ part: (ActivityFacts) -> [ChangeFact.Activity]) -> [ChangeFact] {
      let all = activities.flatMap(part)
      return all.isEmpty ? [] : [.activities(item, all)]
    }
    return list(.activitiesDone, \.done) + list(.activitiesStarted, \.started) + list(.activitiesChanged, \.changed)
      + names(.progressChanged, ofAdded: { $0.progress != nil }) { $0.progress != $1.progress }
      + names(.constructionDaysChanged) { $0.constructionDays != $1.constructionDays }
      + names(.absorbableChanged) { $0.absorbable != $1.absorbable }
      + names(.contractChanged) { $0.contractValue != $1.contractValue }
      + names(.sCurveChanged) { $0.sCurve != $1.sCurve }
  }
}

extension Project {
  fileprivate var plans: [String: Money] {
    Dictionary(allocations.map { ($0.sourceID, $0.plan) }) { first, _ in first }
  }

  /// What has been paid of each source.
  fileprivate var payments: [String: Allocation] {
    Dictionary(
      allocations.map {
        ($0.sourceID, Allocation(sourceID: "", plan: .zero, paidToDate: $0.paidToDate, paidByMonth: $0.paidByMonth))
      }
    ) { first, _ in first }
  }

  fileprivate var identity: [String] {
    [
      name, owner, locality, sector, contractor, sizeClass?.rawValue ?? "", isKeyProject ? "key" : "",
      firstYear.map { "\($0)" } ?? "", weight.map { "\($0)" } ?? "",
    ]
  }
}

/// What differs between a project's activities then and now.
private struct ActivityFacts {
  private(set) var done: [ChangeFact.Activity] = []
  private(set) var started: [ChangeFact.Activity] = []
  private(set) var changed: [ChangeFact.Activity] = []

  init(_ earlier: Project, _ later: Project) {
    guard earlier.network != later.network else { return }
    let ones = Dictionary((earlier.network?.activities ?? []).map { ($0.name, $0) }) { first, _ in first }
    let twos = Set((later.network?.activities ?? []).map(\.name))
    for activity in later.network?.activities ?? [] where ones[activity.name] != activity {
      add(activity, ones[activity.name]?.state, project: later.id)
    }
    for activity in earlier.network?.activities ?? [] where !twos.contains(activity.name) {
      changed.append(ChangeFact.Activity(project: later.id, activity: activity.name, date: nil))
    }
  }

  init(new project: Project, since day: Day) {
    for activity in project.network?.activities ?? [] {
      switch activity.state {
      case .active(let date), .done(let date): if date > day { add(activity, .todo, project: project.id) }
      case .todo: break
      }
    }
  }

  private mutating func add(_ activity: Activity, _ before: Activity.State?, project: String) {
    func entry(_ date: Day?) -> ChangeFact.Activity {
      ChangeFact.Activity(project: project, activity: activity.name, date: date)
    }
    guard before != activity.state else { return changed.append(entry(nil)) }
    switch activity.state {
    case .done(let date): done.append(entry(date))
    case .active(let date): started.append(entry(date))
    case .todo: changed.append(entry(nil))
    }
  }
}
