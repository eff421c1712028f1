/// Plans payments: least shortfall of milestones, then most paid, then a level load. The decision record PlannedPayments has the argument.
struct PaymentPlanner {
  private let problem: PlanningProblem
  /// For each project its first allocation among those of all projects.
  let starts: [Int]
  /// Planned payments, cumulative: by allocation of all projects, then by slot.
  private(set) var paid: [Int64]
  private var windows: [PaymentWindow] = []

  private var slots: Int { problem.calendar.count }

  init(_ problem: PlanningProblem) {
    self.problem = problem
    var starts = [0]
    for project in problem.projects { starts.append(starts[starts.count - 1] + project.allocations.count) }
    self.starts = starts
    paid = [Int64](repeating: 0, count: starts[starts.count - 1] * problem.calendar.count)
    guard slots > 0 else { return }
    windows = contestedWindows()
    windows += assuredWindows()
    level()
  }

  /// Planned cumulative payments of an allocation by slot.
  func path(project: Int, allocation: Int) -> ArraySlice<Int64> {
    let first = (starts[project] + allocation) * slots
    return paid[first..<first + slots]
  }

  private func contestedWindows() -> [PaymentWindow] {
    let isContested = problem.sources.map { $0.cash != nil }
    var queues = problem.sources.map { CashQueue($0, problem.calendar) }
    for (number, project) in problem.projects.enumerated()
    where project.allocations.contains(where: { isContested[$0.source] }) {
      let laid = LaidRequirements(project, problem.sources).ofContested()
      for (position, allocation) in project.allocations.enumerated() where isContested[allocation.source] {
        queues[allocation.source].add(
          allocation, at: starts[number] + position, isKey: project.isKey, weight: project.weight,
          required: zip(project.requirements, laid[position]).map {
            PlanningProblem.Requirement(slot: $0.slot, amount: $1)
          })
      }
    }
    return queues.indices.filter { isContested[$0] }.flatMap { queues[$0].windows() }
  }

  /// After the windows of contested allocations.
  private func assuredWindows() -> [PaymentWindow] {
    let secured = securedPayments()
    var floors: [PaymentFloor] = []
    for (number, project) in problem.projects.enumerated() {
      let laid = LaidRequirements(project, problem.sources).ofAssured(secured: secured[number])
      for (position, allocation) in project.allocations.enumerated() {
        let source = problem.sources[allocation.source]
        guard source.cash == nil else { continue }
        floors.append(
          PaymentFloor(
            project: number, allocation: position, payable: allocation.payable, lastSlot: source.lastSlot,
            requirements: project.requirements, laid: laid[position], problem.calendar))
      }
    }
    raise(&floors)
    return floors.flatMap {
      $0.windows(payable: problem.projects[$0.project].allocations[$0.allocation].payable, at: starts[$0.project])
    }
  }

  /// For each project what is sure to be paid by each of its requirements' slots, from the windows made so far.
  private func securedPayments() -> [[Int64]] {
    var secured = problem.projects.map { [Int64](repeating: 0, count: $0.requirements.count) }
    let projectOf = projectNumbers()
    for window in windows {
      let project = projectOf[Int(window.allocation)]
      for (number, requirement) in problem.projects[project].requirements.enumerated()
      where window.deadline <= requirement.slot { secured[project][number] += window.amount }
    }
    return secured
  }

  /// Where the projects of a group fall short of a milestone of the group as a whole, assured capital of the others is asked to be paid by then,
  /// that of key projects first.
  private func raise(_ floors: inout [PaymentFloor]) {
    guard !problem.groups.isEmpty else { return }
    let projectOf = projectNumbers()
    for target in problem.groups {
      let slot = target.requirement.slot
      let members = floors.indices.filter { problem.projects[floors[$0].project].group == target.group }
      var missing = target.requirement.amount - members.reduce(0) { $0 + floors[$1].amounts[slot] }
      for window in windows
      where window.deadline <= slot && problem.projects[projectOf[Int(window.allocation)]].group == target.group {
        missing -= window.amount
      }
      for isKey in [true, false] {
        for member in members where missing > 0 && problem.projects[floors[member].project].isKey == isKey {
          let project = problem.projects[floors[member].project]
          missing -= floors[member].raise(
            by: missing, at: slot, payable: project.allocations[floors[member].allocation].payable)
        }
      }
    }
  }

  private func projectNumbers() -> [Int] {
    problem.projects.indices.flatMap { project in
      [Int](repeating: project, count: starts[project + 1] - starts[project])
    }
  }

  private mutating func level() {
    var amounts = [Int64](repeating: 0, count: slots * slots)
    for window in windows { amounts[window.cell(slots)] += window.amount }
    let levelled = LoadLevelling(lengths: problem.calendar.lengths, amounts: amounts)
    var members = [[Int]](repeating: [], count: slots * slots)
    for number in windows.indices { members[windows[number].cell(slots)].append(number) }
    for cell in members.indices where !members[cell].isEmpty {
      var left = members[cell].map { windows[$0].amount }
      for (slot, amount) in levelled.payments(release: cell / slots, deadline: cell % slots).enumerated()
      where amount > 0 {
        var parts = Proportions(total: left.reduce(0, +))
        for (place, number) in members[cell].enumerated() {
          let part = parts.next(left[place], of: amount)
          left[place] -= part
          paid[Int(windows[number].allocation) * slots + slot] += part
        }
      }
    }
    for first in stride(from: 0, to: paid.count, by: slots) {
      for slot in 1..<max(1, slots) { paid[first + slot] += paid[first + slot - 1] }
    }
  }
}

/// Dong of an allocation that are to be paid within the same slots.
struct PaymentWindow {
  /// Among the allocations of all projects.
  var allocation: Int32
  /// The first and the last slot in which they can be paid.
  var release: Int16
  var deadline: Int16
  var amount: Int64

  init(allocation: Int, release: Int, deadline: Int, amount: Int64) {
    self.allocation = Int32(allocation)
    self.release = Int16(release)
    self.deadline = Int16(deadline)
    self.amount = amount
  }

  func cell(_ slots: Int) -> Int { Int(release) * slots + Int(deadline) }
}

/// What must have been paid of an assured allocation by the end of each slot.
struct PaymentFloor {
  let project: Int
  let allocation: Int
  /// Cumulative, never falling, never above what could be paid.
  private(set) var amounts: [Int64]

  init(
    project: Int, allocation: Int, payable: [Int64], lastSlot: Int, requirements: [PlanningProblem.Requirement],
    laid: [Int64], _ calendar: SlotCalendar
  ) {
    self.project = project
    self.allocation = allocation
    amounts = [Int64](repeating: 0, count: payable.count)
    for (requirement, amount) in zip(requirements, laid) { amounts[requirement.slot] = amount }
    for slot in [calendar.novemberEnd, calendar.yearEnd, lastSlot, payable.count - 1] where slot >= 0 {
      amounts[slot] = payable[slot]
    }
    for slot in 1..<max(1, amounts.count) { amounts[slot] = max(amounts[slot], amounts[slot - 1]) }
  }

  /// Asks for more by a slot, as far as it could be paid; returns how much more.
  mutating func raise(by amount: Int64, at slot: Int, payable: [Int64]) -> Int64 {
    let more = min(amount, payable[slot] - amounts[slot])
    guard more > 0 else { return 0 }
    let wanted = amounts[slot] + more
    for later in slot..<amounts.count { amounts[later] = max(amounts[later], wanted) }
    return more
  }

  /// Dong in the order in which they become payable; each is due when the floor reaches it.
  func windows(payable: [Int64], at start: Int) -> [PaymentWindow] {
    var windows: [PaymentWindow] = []
    var (done, release, deadline) = (Int64(0), 0, 0)
    while let last = payable.last, done < last {
      while payable[release] <= done { release += 1 }
      while amounts[deadline] <= done { deadline += 1 }
      let next = min(payable[release], amounts[deadline])
      windows.append(
        PaymentWindow(allocation: start + allocation, release: release, deadline: deadline, amount: next - done))
      done = next
    }
    return windows
  }
}
