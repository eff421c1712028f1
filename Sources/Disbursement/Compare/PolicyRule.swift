import Portfolio
import Rulebook

/// Moves capital within a replication by the rules of a policy, on what has been paid by then and nothing else.
///
/// In every replication the plans of each source keep their sum to the dong, no plan falls below what has been paid with the outstanding advance of the
/// as-of day or below what rule A4 leaves, and none rises above what the project may receive: the bounds of a proposal to move capital
/// (``CapitalRooms``), with what has been paid by the window in this replication in place of what is known on the as-of day.
struct PolicyRule: CapitalRule {
  private struct Step: Sendable {
    /// The last future checkpoint before the plans change; −1 on the as-of day.
    let future: Int
    let rule: CapitalMoveRule
    let bounds: EntryBounds
  }

  private let steps: [Step]

  /// Requires a policy without ``CapitalPolicy/problems(of:_:)``.
  init(_ policy: CapitalPolicy, _ timeline: Timeline, bounds: [Day: EntryBounds]) {
    steps = policy.rules.compactMap { rule in
      bounds[rule.window].map { own in
        Step(future: timeline.future.lastIndex { $0.day <= rule.window } ?? -1, rule: rule, bounds: own)
      }
    }
  }

  func move(_ columns: CapitalColumns, after future: Int) {
    for step in steps where step.future == future {
      var mover = LaneMover(columns.directory, step.bounds, step.rule, projects: columns.projects)
      for lane in 0..<columns.lanes { mover.move(columns, lane) }
    }
  }
}

/// New plans from a window on, as a proposal made today says; where a replication has paid more by then than the proposal leaves, the others of the source
/// receive that much less.
struct PlannedCapitalRule: CapitalRule {
  let window: Int
  /// One for each entry of the directory, whole dong.
  let plans: [Double]

  func move(_ columns: CapitalColumns, after future: Int) {
    guard future == window else { return }
    let entries = columns.directory.entries
    let sources = (entries.map(\.source).max() ?? -1) + 1
    var missing = [Double](repeating: 0, count: sources)
    for lane in 0..<columns.lanes {
      for (index, entry) in entries.enumerated() {
        let least = min(columns.plan(index)[lane], columns.paid(index)[lane].rounded(.up))
        columns.plan(index)[lane] = max(plans[index], least)
        missing[entry.source] += max(0, least - plans[index])
      }
      for (index, entry) in entries.enumerated() where missing[entry.source] > 0 && plans[index] > entry.plan {
        let less = min(missing[entry.source], plans[index] - entry.plan)
        columns.plan(index)[lane] -= less
        missing[entry.source] -= less
      }
      for source in missing.indices { missing[source] = 0 }
    }
  }
}

/// Between what amounts plans may lie at a window, as far as that is the same in every replication.
struct EntryBounds: Sendable {
  /// By entry: not below this.
  let floors: [Double]
  /// By entry: the outstanding advance of the as-of day laid on it, which is kept beyond what has been paid.
  let advances: [Double]
  /// By project: all its plans together not above this.
  let ceilings: [Double]
  /// By project: nothing of it may change.
  let isLocked: [Bool]

  init(_ inputs: ForecastInputs, window: Day, _ directory: CapitalDirectory) throws(InvalidReallocation) {
    let rooms = CapitalRooms(try ReallocationQuestion(inputs, ReallocationSettings(window: window)), paidByWindow: [])
    let projects = inputs.portfolio.projects
    func binding(_ bounds: [CapitalBound]) -> [Money] {
      bounds.filter { Self.isBinding($0.reason, window) }.map(\.amount)
    }
    floors = zip(projects, rooms.projects).flatMap { project, room in
      project.allocations.indices.map { position in
        Double((binding(room.floors[position]).max() ?? project.allocations[position].plan).dong)
      }
    }
    advances = projects.flatMap { project -> [Double] in
      var left = project.outstandingAdvance
      return project.allocations.map { allocation in
        let advance = min(left, max(.zero, allocation.plan - allocation.paidToDate))
        left = left - advance
        return Double(advance.dong)
      }
    }
    ceilings = zip(projects, rooms.projects).map { project, room in
      Double((binding(room.ceilings).min() ?? project.plan).dong)
    }
    isLocked = rooms.projects.map { room in room.lock.map { Self.isBinding($0.reason, window) } ?? false }
  }

  /// What only keeps an optimum from being proved does not keep a policy from moving capital.
  private static func isBinding(_ reason: CapitalBound.Reason, _ window: Day) -> Bool {
    switch reason {
    case .mixedSources: false
    case .sourceClosed(let lastDay): lastDay <= window
    default: true
    }
  }
}

/// Moves capital in one replication after the other.
private struct LaneMover {
  private let directory: CapitalDirectory
  private let bounds: EntryBounds
  private let rule: CapitalMoveRule
  /// Of each source the entries, in the order of the portfolio.
  private let entriesOfSource: [[Int]]
  private let mayGive: [Bool]
  private let mayReceive: [Bool]
  private let isKey: [Bool]
  // Of the replication at work.
  private var gives: [Bool]
  private var receives: [Bool]
  /// By project: what it may still receive.
  private var rooms: [Double]
  private var amounts: [Double] = []

  init(_ directory: CapitalDirectory, _ bounds: EntryBounds, _ rule: CapitalMoveRule, projects: [Project]) {
    self.directory = directory
    self.bounds = bounds
    self.rule = rule
    var entries = [[Int]](repeating: [], count: (directory.entries.map(\.source).max() ?? -1) + 1)
    for (index, entry) in directory.entries.enumerated() { entries[entry.source].append(index) }
    entriesOfSource = entries
    mayGive = projects.indices.map { !bounds.isLocked[$0] && rule.take.groups.contains(projects[$0].group) }
    mayReceive = projects.indices.map { index in
      !bounds.isLocked[index] && rule.give.groups.contains(projects[index].group)
        && (rule.give.keyProjects != .only || projects[index].isKeyProject)
    }
    isKey = projects.map(\.isKeyProject)
    gives = mayGive
    receives = mayReceive
    rooms = bounds.ceilings
  }

  mutating func move(_ columns: CapitalColumns, _ lane: Int) {
    classify(columns, lane)
    for entries in entriesOfSource { move(within: entries, columns, lane) }
  }

  /// Who gives and who receives, by the share of its whole plan that each project has been paid.
  private mutating func classify(_ columns: CapitalColumns, _ lane: Int) {
    for project in 0..<directory.projectCount {
      var (plan, paid) = (0.0, 0.0)
      for entry in directory.entries(of: project) {
        plan += columns.plan(entry)[lane]
        paid += columns.paid(entry)[lane]
      }
      let share = plan > 0 ? paid / plan : 1
      gives[project] = mayGive[project] && share < rule.take.paidBelow.value
      receives[project] = mayReceive[project] && !gives[project] && share >= rule.give.paidAtLeast.value
      rooms[project] = receives[project] ? max(0, bounds.ceilings[project] - plan) : 0
    }
  }

  /// As much as both sides allow.
  private mutating func move(within entries: [Int], _ columns: CapitalColumns, _ lane: Int) {
    amounts = entries.map { surplus(of: $0, columns, lane) }
    let available = amounts.reduce(0, +)
    let room = entries.reduce(0.0) { sum, entry in
      receives[directory.entries[entry].project] ? sum + rooms[directory.entries[entry].project] : sum
    }
    let total = min(available, room)
    guard total >= 1 else { return }
    share(total, over: amounts)
    for (entry, amount) in zip(entries, amounts) { columns.plan(entry)[lane] -= amount }
    var left = total
    for isFirst in rule.give.keyProjects == .first ? [true, false] : [true] {
      left -= give(left, to: entries, isFirst: isFirst, columns, lane)
    }
  }

  /// What an allocation gives at the most, whole dong.
  private func surplus(of entry: Int, _ columns: CapitalColumns, _ lane: Int) -> Double {
    let project = directory.entries[entry].project
    guard gives[project] else { return 0 }
    let (plan, paid) = (columns.plan(entry)[lane], columns.paid(entry)[lane].rounded(.up))
    let kept = (plan * rule.take.keep.value).rounded(.up)
    let floor = max(bounds.floors[entry], min(plan, paid + bounds.advances[entry]), kept)
    return max(0, min(plan - floor, ((plan - paid) * rule.take.share.value).rounded(.down)))
  }

  /// Gives to those of a rank in proportion to what they may receive; what has been given.
  private mutating func give(
    _ amount: Double, to entries: [Int], isFirst: Bool, _ columns: CapitalColumns, _ lane: Int
  ) -> Double {
    let ranks = rule.give.keyProjects == .first
    amounts = entries.map { entry in
      let project = directory.entries[entry].project
      return !ranks || isKey[project] == isFirst ? rooms[project] : 0
    }
    let total = min(amount, amounts.reduce(0, +))
    guard total >= 1 else { return 0 }
    share(total, over: amounts)
    for (entry, part) in zip(entries, amounts) where part > 0 {
      columns.plan(entry)[lane] += part
      rooms[directory.entries[entry].project] -= part
    }
    return total
  }

  /// Makes ``amounts`` parts of a total in proportion to what each allows, in whole dong that add up to it; the dong that rounding leaves go to the
  /// first that have room.
  private mutating func share(_ total: Double, over limits: [Double]) {
    let whole = limits.reduce(0, +)
    guard whole > total else { return }
    var left = total
    for index in limits.indices {
      amounts[index] = min(limits[index], left, (total / whole * limits[index]).rounded(.down))
      left -= amounts[index]
    }
    for index in limits.indices where left > 0 {
      let more = min(left, limits[index] - amounts[index])
      amounts[index] += more
      left -= more
    }
  }
}

extension CapitalColumns {
  fileprivate var projects: [Project] { claims.model.inputs.portfolio.projects }
}
