/// What is to be paid from one source with limited cash, and in which slots each dong of it is.
///
/// A dong is told by the slot in which it becomes payable and the milestones for which it counts; dong of projects of equal weight for which these are the
/// same are one class.
struct CashQueue {
  private struct Kind: Hashable {
    var isKey: Bool
    var weight: Int
    var release: Int
    /// Slots of the milestones that the dong counts for, ascending.
    var milestones: [Int]
  }

  private struct Member {
    var kind: Int
    var allocation: Int
    var amount: Int64
  }

  private let calendar: SlotCalendar
  private let lastSlot: Int
  private let income: [Int64]
  private var numbers: [Kind: Int] = [:]
  private var kinds: [Kind] = []
  private var members: [Member] = []

  init(_ source: PlanningProblem.Source, _ calendar: SlotCalendar) {
    self.calendar = calendar
    lastSlot = source.lastSlot
    var before: Int64 = 0
    income = (source.cash ?? []).enumerated().map { slot, cash in
      guard slot <= source.lastSlot else { return 0 }
      defer { before = max(before, cash) }
      return max(0, cash - before)
    }
  }

  /// Adds what could be paid of an allocation; `required` by its milestones, never more than could be paid by then.
  mutating func add(
    _ allocation: PlanningProblem.AllocationDemand, at index: Int, isKey: Bool, weight: Int,
    required: [PlanningProblem.Requirement]
  ) {
    var done: Int64 = 0
    for release in allocation.payable.indices where allocation.payable[release] > done {
      let ahead = required.filter { $0.slot >= release }
      let ends = ahead.map(\.amount).filter { $0 > done && $0 < allocation.payable[release] }
      for end in Set(ends).sorted() + [allocation.payable[release]] {
        let milestones = ahead.filter { $0.amount >= end }.map(\.slot)
        let kind = Kind(isKey: isKey, weight: weight, release: release, milestones: milestones)
        members.append(Member(kind: number(of: kind), allocation: index, amount: end - done))
        done = end
      }
    }
  }

  private mutating func number(of kind: Kind) -> Int {
    if let known = numbers[kind] { return known }
    numbers[kind] = kinds.count
    kinds.append(kind)
    return kinds.count - 1
  }

  /// The slots in which each dong that is paid at all can be paid, so that all of them together keep within the cash and none is later than
  /// the least shortfall allows.
  func windows() -> [PaymentWindow] {
    let order = kinds.indices.sorted { isBefore(kinds[$0], kinds[$1]) }
    var amounts = [Int64](repeating: 0, count: kinds.count)
    for member in members { amounts[member.kind] += member.amount }
    let assignment = CashAssignment(
      classes: order.map { CashAssignment.Class(amount: amounts[$0], costs: incomeCosts(of: kinds[$0])) },
      income: income)
    var byDeadline = [[Int64]](repeating: [], count: kinds.count)
    for (place, kind) in order.enumerated() { byDeadline[kind] = due(assignment.flow[place], kinds[kind]) }
    return release(divide(byDeadline))
  }

  private func isBefore(_ one: Kind, _ other: Kind) -> Bool {
    if one.isKey != other.isKey { return one.isKey }
    if one.weight != other.weight { return one.weight > other.weight }
    if one.release != other.release { return one.release < other.release }
    return one.milestones.lexicographicallyPrecedes(other.milestones)
  }
}

// MARK: Least shortfall

extension CashQueue {
  /// Cost of a dong by the slot in which it is paid, and at the end that of one that is never paid.
  private func costs(of kind: Kind) -> [Int128] {
    let count = calendar.count
    return (0...count).map { slot in
      let late = kind.weight * kind.milestones.count { $0 < slot }
      return Cost(
        late: late, isKey: kind.isKey, isUnpaid: slot == count, isAfterYear: slot > calendar.yearEnd,
        isAfterNovember: slot > calendar.novemberEnd
      ).packed
    }
  }

  /// The same by the slot whose income pays it.
  private func incomeCosts(of kind: Kind) -> [Int128] {
    let costs = costs(of: kind)
    return costs.indices.map { costs[max($0, kind.release)] }
  }

  /// Levels of what is to be least, the first one weighing more than all that follow together.
  private struct Cost {
    var late: Int
    var isKey: Bool
    var isUnpaid: Bool
    var isAfterYear: Bool
    var isAfterNovember: Bool

    var packed: Int128 {
      (Int128(late) << (isKey ? 80 : 48)) + (isUnpaid ? 1 << 32 : 0) + (isAfterYear ? 1 << 16 : 0)
        + (isAfterNovember ? 1 : 0)
    }
  }

  /// Amounts of a class by the last slot in which they can be paid at the same cost; what is never paid is left out.
  private func due(_ flow: [Int64], _ kind: Kind) -> [Int64] {
    let costs = costs(of: kind)
    var amounts = [Int64](repeating: 0, count: calendar.count)
    for slot in income.indices where flow[slot] > 0 {
      let earliest = max(slot, kind.release)
      var deadline = earliest
      while deadline < lastSlot, costs[deadline + 1] == costs[earliest] { deadline += 1 }
      amounts[deadline] += flow[slot]
    }
    return amounts
  }

  /// Each member's part of what its class has been given by each deadline, as windows from the slot in which it is payable.
  private func divide(_ byDeadline: [[Int64]]) -> [PaymentWindow] {
    var windows: [PaymentWindow] = []
    let byKind = Dictionary(grouping: members.indices) { members[$0].kind }
    for kind in kinds.indices {
      let own = byKind[kind] ?? []
      var left = own.map { members[$0].amount }
      for (deadline, amount) in byDeadline[kind].enumerated() where amount > 0 {
        var parts = Proportions(total: left.reduce(0, +))
        for (place, member) in own.enumerated() {
          let part = parts.next(left[place], of: amount)
          guard part > 0 else { continue }
          left[place] -= part
          windows.append(
            PaymentWindow(
              allocation: members[member].allocation, release: kinds[kind].release, deadline: deadline, amount: part))
        }
      }
    }
    return windows
  }
}

// MARK: When the cash is there

extension CashQueue {
  /// Gives each window income of its own and lets it begin when that is there.
  ///
  /// The earliest deadline chooses first; it takes the latest income that has come in when it becomes payable, or else the next one. All find
  /// income in time if that is possible at all, since nothing chosen before has a later deadline.
  private func release(_ windows: [PaymentWindow]) -> [PaymentWindow] {
    let count = calendar.count
    var members = [[Int]](repeating: [], count: count * count)
    for number in windows.indices { members[windows[number].cell(count)].append(number) }
    var income = income
    var released: [PaymentWindow] = []
    for deadline in 0..<count {
      for release in 0...deadline {
        let own = members[release * count + deadline]
        var left = own.map { windows[$0].amount }
        var waiting = left.reduce(0, +)
        for slot in Array((0...release).reversed()) + Array(release + 1..<max(release + 1, deadline + 1)) {
          let amount = min(waiting, income[slot])
          guard amount > 0 else { continue }
          income[slot] -= amount
          waiting -= amount
          var parts = Proportions(total: left.reduce(0, +))
          for (place, number) in own.enumerated() {
            let part = parts.next(left[place], of: amount)
            guard part > 0 else { continue }
            left[place] -= part
            released.append(
              PaymentWindow(
                allocation: Int(windows[number].allocation), release: max(slot, release), deadline: deadline,
                amount: part))
          }
        }
      }
    }
    return released
  }
}
