import Portfolio

/// What payments are planned within: what could be paid of each allocation, the cash of sources, and what milestones ask for.
///
/// Amounts are dong beyond what has been paid on the as-of day. A slot is the time between two checkpoints ahead, the first one from the
/// as-of day; payments of a slot are made by the checkpoint that ends it.
struct PlanningProblem: Sendable {
  struct Source: Sendable {
    /// Cumulative cash by the end of each slot, never falling; nil when cash is assured.
    var cash: [Int64]?
    /// The last slot in which it pays; -1 when it pays nothing any more.
    var lastSlot: Int
  }

  struct AllocationDemand: Sendable {
    var source: Int
    /// The place of its source in the order in which the project's sources are drawn on.
    var priority: Int
    /// Cumulative amount that could be paid by the end of each slot, never falling, flat after the source's last slot.
    var payable: [Int64]
  }

  struct ProjectDemand: Sendable {
    var group: Int
    var isKey: Bool
    var weight: Int
    var allocations: [AllocationDemand]
    /// Cumulative amounts that the project's milestones ask for, at most one for each slot, in order.
    var requirements: [Requirement]
  }

  struct Requirement: Hashable, Sendable {
    var slot: Int
    var amount: Int64
  }

  /// A milestone of a group as a whole.
  struct GroupRequirement: Hashable, Sendable {
    var group: Int
    var requirement: Requirement
  }

  var calendar: SlotCalendar
  var sources: [Source]
  var projects: [ProjectDemand]
  /// In order of slot.
  var groups: [GroupRequirement] = []
}

/// The slots of a plan.
struct SlotCalendar: Hashable, Sendable {
  /// Lengths in parts of a month of which every month has as many, whatever its days.
  let lengths: [Int]
  /// The last slots that end by 30 November and by 31 December; -1 when there is none.
  let novemberEnd: Int
  let yearEnd: Int

  /// A multiple of the days of every month.
  static let partsOfMonth = 28 * 29 * 30 * 31 / 2

  var count: Int { lengths.count }

  init(lengths: [Int], novemberEnd: Int, yearEnd: Int) {
    self.lengths = lengths
    self.novemberEnd = novemberEnd
    self.yearEnd = yearEnd
  }

  init(asOf: Day, checkpoints: [Day], year: FiscalYear) {
    lengths = zip([asOf] + checkpoints, checkpoints).map { Self.length(after: $0, through: $1) }
    novemberEnd = checkpoints.lastIndex { $0 <= Day(endOfMonth: 11, year: year.year) } ?? -1
    yearEnd = checkpoints.lastIndex { $0 <= year.lastDay } ?? -1
  }

  private static func length(after start: Day, through end: Day) -> Int {
    var parts = 0
    var cursor = start + 1
    while cursor <= end {
      let last = min(end, Day(endOfMonth: cursor.month, year: cursor.year))
      parts += (last - cursor + 1) * partsOfMonth / Day.length(ofMonth: cursor.month, year: cursor.year)
      cursor = last + 1
    }
    return max(1, parts)
  }

  /// The slot by which what becomes payable in a slot is planned to be paid even when no milestone asks for it: nothing waits for December,
  /// or for the January after it, that need not.
  func usualDeadline(from release: Int) -> Int {
    if release <= novemberEnd { return novemberEnd }
    return release <= yearEnd ? yearEnd : count - 1
  }
}

/// What the milestones of a project ask of each of its allocations.
///
/// Allocations whose sources are short of cash are asked for what assured ones cannot pay; those for what the others will not have paid.
/// Among sources of one kind an amount is laid on them in the order in which they are drawn on, as far as each could be paid by then; equal
/// ones share it in proportion to that. So no more is ever asked of an allocation than could be paid of it.
struct LaidRequirements {
  private let project: PlanningProblem.ProjectDemand
  private let lastSlots: [Int]
  private let assured: [Int]
  private let contested: [Int]

  init(_ project: PlanningProblem.ProjectDemand, _ sources: [PlanningProblem.Source]) {
    self.project = project
    lastSlots = project.allocations.map { sources[$0.source].lastSlot }
    assured = project.allocations.indices.filter { sources[project.allocations[$0].source].cash == nil }
    contested = project.allocations.indices.filter { sources[project.allocations[$0].source].cash != nil }
  }

  /// What is asked of allocations whose sources are short of cash, by allocation and requirement.
  func ofContested() -> [[Int64]] {
    lay { requirement in
      let assuredly = assured.reduce(Int64(0)) { $0 + project.allocations[$1].payable[requirement.slot] }
      return (max(0, requirement.amount - assuredly), contested)
    }
  }

  /// What is asked of assured allocations when so much of the others is sure to be paid by each requirement's slot.
  func ofAssured(secured: [Int64]) -> [[Int64]] {
    var number = -1
    return lay { requirement in
      number += 1
      // What closes before is paid in full by then.
      let closed = assured.filter { lastSlots[$0] < requirement.slot }
      let paid = closed.reduce(secured[number]) { $0 + project.allocations[$1].payable[requirement.slot] }
      return (max(0, requirement.amount - paid), assured.filter { lastSlots[$0] >= requirement.slot })
    }
  }

  private func lay(
    _ parts: (PlanningProblem.Requirement) -> (amount: Int64, allocations: [Int])
  ) -> [[Int64]] {
    var amounts = project.allocations.map { _ in [Int64](repeating: 0, count: project.requirements.count) }
    for (number, requirement) in project.requirements.enumerated() {
      let (amount, positions) = parts(requirement)
      for (position, part) in lay(amount, on: positions, by: requirement.slot) { amounts[position][number] = part }
    }
    return amounts
  }

  private func lay(_ amount: Int64, on positions: [Int], by slot: Int) -> [(position: Int, amount: Int64)] {
    var left = amount
    var parts: [(Int, Int64)] = []
    while left > 0, let priority = next(after: parts, of: positions) {
      let equals = positions.filter { project.allocations[$0].priority == priority }
      let payables = equals.map { project.allocations[$0].payable[slot] }
      var shares = Proportions(total: payables.reduce(0, +))
      let taken = min(left, shares.total)
      for (position, payable) in zip(equals, payables) { parts.append((position, shares.next(payable, of: taken))) }
      left -= taken
    }
    return parts
  }

  /// The lowest priority number above that of the part made last.
  private func next(after parts: [(Int, Int64)], of positions: [Int]) -> Int? {
    let last = parts.last.map { project.allocations[$0.0].priority } ?? Int.min
    return positions.map { project.allocations[$0].priority }.filter { $0 > last }.min()
  }
}

/// Divides an amount in whole dong among parts of a total, in proportion to them and in their order: what the first ones have been given is
/// their exact share rounded down, so that all have been given the whole and none gets more than its part.
struct Proportions {
  let total: Int64
  private var cumulative: Int64 = 0
  private var given: Int64 = 0

  init(total: Int64) { self.total = total }

  /// What the next part gets of an amount that is at most the total.
  mutating func next(_ part: Int64, of amount: Int64) -> Int64 {
    guard part > 0 else { return 0 }
    cumulative += part
    let (high, low) = cumulative.multipliedFullWidth(by: amount)
    let upToHere = total.dividingFullWidth((high, low)).quotient
    defer { given = upToHere }
    return upToHere - given
  }
}
