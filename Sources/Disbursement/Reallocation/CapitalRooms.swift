import Portfolio
import Rulebook

/// How far each plan may move under the rules, and why.
struct CapitalRooms: Sendable {
  struct ProjectRoom: Sendable {
    var bounds: CapitalBounds
    /// Of each allocation.
    var floors: [[CapitalBound]]
    /// Of all capital together.
    var ceilings: [CapitalBound]
    /// Why nothing of it may change, where that is so.
    var lock: CapitalBound?

    /// No capital goes to it, not even in the place of what it gives from another source.
    var isClosed: Bool {
      ceilings.contains { if case .arrangementPeriod = $0.reason { true } else { false } }
    }

    /// What an allocation has to keep.
    func floor(_ position: Int) -> Money { floors[position].map(\.amount).max() ?? .zero }

    /// The bounds of an allocation from above: those of the project, less what its other allocations have to keep.
    func ceilings(_ position: Int) -> [CapitalBound] {
      let others = floors.indices.filter { $0 != position }.reduce(Money.zero) { $0 + floor($1) }
      return ceilings.map { CapitalBound(amount: $0.amount - others, reason: $0.reason, rule: $0.rule) }
    }
  }

  let question: ReallocationQuestion
  let projects: [ProjectRoom]

  /// - Parameter paidByWindow: The most that the present plan pays each allocation by the window, by project; empty when the window is the as-of day.
  init(_ question: ReallocationQuestion, paidByWindow: [[Money]]) {
    self.question = question
    let sources = question.sourcesByID
    let rules = Rules(question)
    projects = question.inputs.portfolio.projects.enumerated().map { index, project in
      let builder = RoomBuilder(question: question, rules: rules, sources: sources, project: project)
      return builder.room(paidByWindow: paidByWindow.isEmpty ? nil : paidByWindow[index])
    }
  }

  /// Looked up once.
  fileprivate struct Rules {
    let keyProjects, fullCapital, arrangement, notBelowDisbursed, totalInvestment: Rule?

    init(_ question: ReallocationQuestion) {
      keyProjects = question.rule(RuleName.keyProjects)
      fullCapital = question.rule(RuleName.fullCapital)
      arrangement = question.rule(RuleName.arrangement)
      notBelowDisbursed = question.rule(RuleName.notBelowDisbursed)
      totalInvestment = question.rule(RuleName.totalInvestment)
    }
  }
}

/// The bounds of one project.
private struct RoomBuilder {
  let question: ReallocationQuestion
  let rules: CapitalRooms.Rules
  let sources: [String: FundingSource]
  let project: Project

  private var plan: Money { project.plan }

  func room(paidByWindow: [Money]?) -> CapitalRooms.ProjectRoom {
    let lock = lock
    let groups = [paidToDate, paidByWindow.map(byWindow), fullCapital].compactMap { $0 }
    var floors = project.allocations.indices.map { position in
      groups.map { $0[position] }.sorted { $0.amount > $1.amount }
    }
    var ceilings = self.ceilings.sorted { $0.amount < $1.amount }
    var whole = groups.map(sum).sorted { $0.amount > $1.amount }
    if let lock {
      floors = project.allocations.indices.map { position in
        [CapitalBound(amount: project.allocations[position].plan, reason: lock.reason, rule: lock.rule)]
          + floors[position]
      }
      ceilings.insert(lock, at: 0)
      whole.insert(lock, at: 0)
    }
    return CapitalRooms.ProjectRoom(
      bounds: CapitalBounds(floors: whole, ceilings: ceilings), floors: floors, ceilings: ceilings, lock: lock)
  }

  /// The bound of the project that bounds of its allocations for one reason make together.
  private func sum(_ bounds: [CapitalBound]) -> CapitalBound {
    let amount = bounds.reduce(Money.zero) { $0 + $1.amount }
    var reason = bounds.first?.reason ?? .nothingLeft
    if case .paidToDate = reason {
      reason = .paidToDate(paid: project.paidToDate, advance: amount - project.paidToDate)
    }
    return CapitalBound(amount: amount, reason: reason, rule: bounds.first?.rule)
  }
}

// MARK: Locks

extension RoomBuilder {
  private var lock: CapitalBound? {
    func lock(_ reason: CapitalBound.Reason) -> CapitalBound { CapitalBound(amount: plan, reason: reason, rule: nil) }
    if question.settings.lockedProjects.contains(project.id) { return lock(.lockedByUser) }
    let ends = project.allocations.compactMap { sources[$0.sourceID]?.payUntil }
    if let end = ends.min(), end <= question.window { return lock(.sourceClosed(lastDay: end)) }
    if case .outside(let reason) = question.standing(of: project, sources) { return lock(reason) }
    return nil
  }
}

// MARK: Floors

extension RoomBuilder {
  /// The outstanding advance counts once, against the allocations in their order, each up to its plan. What had been paid before a correction counts,
  /// too: at that time the plan had to cover it.
  private var paidToDate: [CapitalBound] {
    var left = project.outstandingAdvance
    return project.allocations.map { allocation in
      let advance = min(left, allocation.plan - allocation.paidToDate)
      left = left - advance
      return CapitalBound(
        amount: max(allocation.paidToDate + advance, allocation.mostPaid),
        reason: .paidToDate(paid: allocation.paidToDate, advance: advance), rule: rules.notBelowDisbursed)
    }
  }

  private func byWindow(_ paid: [Money]) -> [CapitalBound] {
    zip(project.allocations, paid).map { allocation, paid in
      CapitalBound(
        amount: min(allocation.plan, paid), reason: .paidByWindow(question.window), rule: rules.notBelowDisbursed)
    }
  }

  /// Completed projects and preparation tasks keep what they need, counted against the allocations in the order in which they pay (rule A4).
  private var fullCapital: [CapitalBound]? {
    guard project.group == .completed || project.group.isPreparation else { return nil }
    let need = min(plan, project.absorbable ?? plan, room ?? plan)
    var left = max(.zero, need)
    var kept = [Money](repeating: .zero, count: project.allocations.count)
    let order = project.allocations.indices.sorted {
      (priority($0), $0) < (priority($1), $1)
    }
    for position in order {
      kept[position] = min(left, project.allocations[position].plan)
      left = left - kept[position]
    }
    return kept.map { amount in
      CapitalBound(amount: amount, reason: .fullCapital(project.group, need: need), rule: rules.fullCapital)
    }
  }

  private func priority(_ position: Int) -> Int {
    sources[project.allocations[position].sourceID]?.priority ?? 1
  }
}

// MARK: Ceilings

extension RoomBuilder {
  /// What the total investment leaves for the year; nil when it is not stated.
  private var room: Money? {
    guard let total = project.totalInvestment else { return nil }
    let share = question.inputs.rulebook.cap(.paidOfTotalInvestment, on: question.window).flatMap { Ratio($0) }
    return (share.map { total.shareRoundedDown($0) } ?? total) - project.paidBeforeYear
  }

  private var ceilings: [CapitalBound] {
    var bounds = [need]
    if let room, let total = project.totalInvestment {
      bounds.append(
        CapitalBound(
          amount: max(plan, room), reason: .totalInvestment(total, paidBefore: project.paidBeforeYear),
          rule: rules.totalInvestment))
    }
    if let period { bounds.append(period) }
    return bounds
  }

  /// More than a project can absorb it may not receive (rule A3).
  private var need: CapitalBound {
    let amount = max(plan, project.absorbable ?? plan)
    switch project.group {
    case .completed: return CapitalBound(amount: amount, reason: .settlementValue, rule: nil)
    case .preparationNewStart, .preparationPriority, .preparationOther:
      return CapitalBound(amount: amount, reason: .preparation, rule: rules.fullCapital)
    case .carryOver, .newStart:
      return CapitalBound(
        amount: amount, reason: project.absorbable.map { .absorbable($0) } ?? .absorbableNotStated,
        rule: rules.keyProjects)
    }
  }

  /// Years of capital arrangement that are over; preparation and final account do not count (Law 58/2024/QH15, art. 57).
  private var period: CapitalBound? {
    guard let first = project.firstYear, let size = project.sizeClass, !project.group.isPreparation,
      project.group != .completed
    else { return nil }
    let cap: Rule.Cap =
      switch size {
      case .a: .arrangementYearsA
      case .b: .arrangementYearsB
      case .c: .arrangementYearsC
      }
    let year = question.inputs.portfolio.fiscalYear
    guard let years = question.inputs.rulebook.cap(cap, on: year.firstDay), Double(year.year - first) >= years else {
      return nil
    }
    return CapitalBound(
      amount: plan, reason: .arrangementPeriod(size, firstYear: first, years: Int(years)),
      rule: rules.arrangement ?? question.rule(cap.rawValue))
  }
}

// MARK: The problem

/// What simulation says about the projects of a question.
struct ReallocationEvidence: Sendable {
  /// Columns at ``ReallocationQuestion/columnDays(of:_:)``.
  var sample: ClaimSample
  /// Of each revenue-linked source, by its id.
  var cash: [String: CapitalProblem.Cash] = [:]
  /// Disbursed by the date by projects outside the sample, but for what revenue-linked sources pay them; empty means nothing.
  var otherPayments: [Int64] = []
  /// The most that any replication pays each allocation by the window under the present plan, by project; empty when the window is the as-of day.
  var paidByWindow: [[Money]] = []
  /// Of each project; empty when they were not looked for.
  var obstacles: [LargestObstacle?] = []
}

/// A pool of a question.
struct PoolKey: Hashable, Sendable {
  var source: Int
  /// Empty when capital may move between owners; a project without an owner is its own.
  var owner: String
}

extension CapitalRooms {
  /// The pools in the order of sources, then of owners, and the place of each allocation's.
  var pools: (keys: [PoolKey], ofAllocations: [[Int]]) {
    let portfolio = question.inputs.portfolio
    let places = Dictionary(
      portfolio.sources.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let keys = portfolio.projects.map { project in
      project.allocations.map { PoolKey(source: places[$0.sourceID] ?? 0, owner: owner(project)) }
    }
    let ordered = Set(keys.joined()).sorted { ($0.source, $0.owner) < ($1.source, $1.owner) }
    let numbers = Dictionary(uniqueKeysWithValues: ordered.enumerated().map { ($1, $0) })
    return (ordered, keys.map { $0.map { numbers[$0] ?? 0 } })
  }

  private func owner(_ project: Project) -> String {
    guard question.settings.within == .owner else { return "" }
    return project.owner.isEmpty ? "\u{1}" + project.id : project.owner
  }

  func problem(_ evidence: ReallocationEvidence) -> CapitalProblem {
    let portfolio = question.inputs.portfolio
    let unit = question.settings.roundTo.dong
    let sources = question.sourcesByID
    let rationed = portfolio.sources.filter { $0.isRevenueLinked && evidence.cash[$0.id] != nil }.map(\.id)
    let (keys, poolNumbers) = pools
    var allocations: [CapitalProblem.Allocation] = []
    var projects: [CapitalProblem.Project] = []
    for (index, project) in portfolio.projects.enumerated() {
      let room = self.projects[index]
      let start = allocations.count
      let upper = (room.ceilings.map(\.amount).min() ?? project.plan) - project.plan
      let steps = room.lock == nil ? Int(upper.dong / unit) : 0
      let lowers = project.allocations.indices.map {
        -Int(max(0, (project.allocations[$0].plan - room.floor($0)).dong) / unit)
      }
      for (position, allocation) in project.allocations.enumerated() {
        // What it gives from other sources it may receive from this one.
        let replaced = room.isClosed ? 0 : lowers[position] - lowers.reduce(0, +)
        allocations.append(
          CapitalProblem.Allocation(
            project: index, pool: poolNumbers[index][position], plan: allocation.plan.dong, lower: lowers[position],
            upper: steps + replaced, isRationed: rationed.contains(allocation.sourceID)))
      }
      let assured = project.allocations.filter { !rationed.contains($0.sourceID) }
      projects.append(
        CapitalProblem.Project(
          allocations: start..<allocations.count, plan: project.plan.dong,
          assuredPlan: assured.reduce(Money.zero) { $0 + $1.plan }.dong, upper: steps, isKey: project.isKeyProject,
          cash: project.allocations.lazy.compactMap { rationed.firstIndex(of: $0.sourceID) }.first,
          milestones: milestones(of: project, sources)))
    }
    return CapitalProblem(
      unit: unit, allocations: Self.tightened(allocations, poolCount: keys.count), projects: projects,
      poolCount: keys.count, cash: rationed.compactMap { evidence.cash[$0] }, otherPayments: evidence.otherPayments,
      sample: evidence.sample, threads: question.settings.threads)
  }

  private func milestones(of project: Project, _ sources: [String: FundingSource]) -> [CapitalProblem.Milestone] {
    guard question.settings.objective == .milestones, question.standing(of: project, sources) == .inSample else {
      return []
    }
    return question.milestones(of: project).enumerated().map {
      CapitalProblem.Milestone(column: $0 + 1, share: $1.share)
    }
  }

  /// No allocation can receive more than the others of its pool can give, nor give more than they can receive.
  private static func tightened(
    _ allocations: [CapitalProblem.Allocation], poolCount: Int
  ) -> [CapitalProblem.Allocation] {
    var sums = [(down: Int, up: Int)](repeating: (0, 0), count: poolCount)
    for allocation in allocations {
      sums[allocation.pool].down -= allocation.lower
      sums[allocation.pool].up += allocation.upper
    }
    return allocations.map { allocation in
      let sum = sums[allocation.pool]
      return CapitalProblem.Allocation(
        project: allocation.project, pool: allocation.pool, plan: allocation.plan,
        lower: max(allocation.lower, allocation.upper - sum.up),
        upper: min(allocation.upper, sum.down + allocation.lower), isRationed: allocation.isRationed)
    }
  }
}
