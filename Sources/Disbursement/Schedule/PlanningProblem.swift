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

/// What the milestones of a project ask of each of its allocations: as much as its assured sources can pay of them, the rest of the others.
///
/// Among sources of one kind the amount is laid on them in the order in which they are drawn on, as far as each could be paid by then; equal
/// ones share it in proportion to that. So no more is ever asked of an allocation than could be paid of it.
struct LaidRequirements {
  /// By allocation, then by requirement.
  private(set) var amounts: [[Int64]]

  init(_ project: PlanningProblem.ProjectDemand, _ sources: [PlanningProblem.Source]) {
    amounts = project.allocations.map { _ in [Int64](repeating: 0, count: project.requirements.count) }
    let positions = project.allocations.indices
    let assured = positions.filter { sources[project.allocations[$0].source].cash == nil }
    let contested = positions.filter { sources[project.allocations[$0].source].cash != nil }
    for (number, requirement) in project.requirements.enumerated() {
      // What closes before the milestone is paid in full by then.
      let closed = assured.filter { sources[project.allocations[$0].source].lastSlot < requirement.slot }
      let open = assured.filter { sources[project.allocations[$0].source].lastSlot >= requirement.slot }
      var left = requirement.amount
      for position in closed {
        amounts[position][number] = project.allocations[position].payable[requirement.slot]
        left = max(0, left - amounts[position][number])
      }
      left = lay(left, on: open, project, number)
      _ = lay(left, on: contested, project, number)
    }
  }

  /// What could not be laid on the allocations.
  private mutating func lay(
    _ amount: Int64, on positions: [Int], _ project: PlanningProblem.ProjectDemand, _ number: Int
  ) -> Int64 {
    guard positions.count != 1 || amount == 0 else {
      let payable = project.allocations[positions[0]].payable[project.requirements[number].slot]
      amounts[positions[0]][number] = min(amount, payable)
      return amount - min(amount, payable)
    }
    var left = amount
    for priority in Set(positions.map { project.allocations[$0].priority }).sorted() where left > 0 {
      let equals = positions.filter { project.allocations[$0].priority == priority }
      let payables = equals.map { project.allocations[$0].payable[project.requirements[number].slot] }
      var parts = Proportions(total: payables.reduce(0, +))
      let taken = min(left, parts.total)
      for (position, payable) in zip(equals, payables) {
        amounts[position][number] = parts.next(payable, of: taken)
      }
      left -= taken
    }
    return left
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
