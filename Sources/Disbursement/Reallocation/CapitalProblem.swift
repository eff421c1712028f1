import Portfolio

/// Which capital may move, how far and between whom, and the sample that says what it would be spent on.
///
/// Plans differ from the present one by whole steps of ``unit``; the steps of a pool add up to 0.
struct CapitalProblem: Sendable {
  struct Allocation: Sendable {
    let project: Int
    let pool: Int
    /// Present plan, dong.
    let plan: Int64
    /// The most steps down, not positive, and up, not negative.
    let lower: Int
    let upper: Int
    /// True when its source pays no more than its cash.
    let isRationed: Bool
  }

  struct Milestone: Sendable {
    /// In the sample.
    let column: Int
    let share: Ratio
  }

  struct Project: Sendable {
    let allocations: Range<Int>
    let plan: Int64
    /// The part of the plan from sources with assured cash, which is spent first.
    let assuredPlan: Int64
    /// The most steps up of all allocations together.
    let upper: Int
    let isKey: Bool
    /// Position in ``CapitalProblem/cash`` when an allocation is rationed.
    let cash: Int?
    let milestones: [Milestone]
  }

  /// What a revenue-linked source pays: the smaller of its cash and what is claimed on it.
  struct Cash: Sendable {
    /// Collected by the date that counts, by replication.
    let cash: [Int64]
    /// Claims of projects outside the sample.
    let otherClaims: [Int64]
  }

  let unit: Int64
  let allocations: [Allocation]
  let projects: [Project]
  let poolCount: Int
  let cash: [Cash]
  /// Disbursed by projects outside the sample and not rationed with it, by replication; empty means nothing.
  let otherPayments: [Int64]
  let sample: ClaimSample
  let threads: Int

  var replications: Int { sample.replications }

  /// True when the project's plan can change at all.
  func isMovable(_ project: Int) -> Bool {
    projects[project].allocations.contains { allocations[$0].lower < 0 || allocations[$0].upper > 0 }
  }

  /// The project has capital of both kinds of sources.
  func isMixed(_ project: Int) -> Bool {
    projects[project].cash != nil && projects[project].allocations.contains { !allocations[$0].isRationed }
  }
}

/// How many steps each allocation's plan lies above the present one.
struct CapitalPlan: Hashable, Sendable {
  private(set) var shifts: [Int]
  /// Of each project, of all its capital and of what is assured.
  private(set) var projects: [Shift]

  struct Shift: Hashable, Sendable {
    var assured = 0
    var total = 0
  }

  /// The present plan.
  init(_ problem: CapitalProblem) {
    shifts = [Int](repeating: 0, count: problem.allocations.count)
    projects = [Shift](repeating: Shift(), count: problem.projects.count)
  }

  mutating func move(_ allocation: Int, by steps: Int, in problem: CapitalProblem) {
    let room = problem.allocations[allocation]
    shifts[allocation] += steps
    projects[room.project].total += steps
    if !room.isRationed { projects[room.project].assured += steps }
  }

  var isPresent: Bool { shifts.allSatisfy { $0 == 0 } }

  /// Every bound holds and every pool adds up.
  func isFeasible(in problem: CapitalProblem) -> Bool {
    var sums = [Int](repeating: 0, count: problem.poolCount)
    for (shift, room) in zip(shifts, problem.allocations) {
      guard shift >= room.lower, shift <= room.upper else { return false }
      sums[room.pool] += shift
    }
    return sums.allSatisfy { $0 == 0 } && zip(projects, problem.projects).allSatisfy { $0.total <= $1.upper }
  }
}

extension CapitalProblem {
  /// How far the allocation can still go down and up from a plan.
  func room(_ allocation: Int, under plan: CapitalPlan) -> (down: Int, up: Int) {
    let room = allocations[allocation]
    let left = projects[room.project].upper - plan.projects[room.project].total
    return (plan.shifts[allocation] - room.lower, max(0, min(room.upper - plan.shifts[allocation], left)))
  }

  /// A project's plan in dong: all of it and what is assured.
  func amounts(_ project: Int, _ shift: CapitalPlan.Shift) -> (total: Int64, assured: Int64) {
    let room = projects[project]
    return (room.plan + Int64(shift.total) * unit, room.assuredPlan + Int64(shift.assured) * unit)
  }
}
