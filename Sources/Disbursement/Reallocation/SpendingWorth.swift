/// Weights of replications: of a dong of assured cash, and of a dong claimed on each rationed source.
struct ReplicationWeights: Sendable {
  /// By replication, not negative; empty means 1 each.
  var assured: [Double] = []
  /// By source and replication, between 0 and ``assured``; empty means as ``assured``.
  var claimed: [[Double]] = []

  func ofClaims(on source: Int) -> [Double] { claimed.isEmpty ? assured : claimed[source] }
}

/// Σ w·(paid by the date that counts) over replications and projects: the worth of a plan as far as it does not hang on the sum of all.
struct SpendingWorth: PlanWorth, Sendable {
  private static let leastShare = 1e-9

  private let unit: Int64
  private let replications: Int
  private(set) var leastGain: Double
  /// Of all capital of each project; nil where it cannot change.
  private var totals: [SpendingCurve?]
  /// Of assured capital of projects with both kinds.
  private let assuredParts: [Int: SpendingCurve]
  /// The same where a dong of it weighs more than a dong claimed.
  private var assured: [Int: SpendingCurve] = [:]
  private let cash: [Int?]
  private let plans: [(total: Int64, assured: Int64)]
  private let threads: Int

  init(_ problem: CapitalProblem) {
    unit = problem.unit
    replications = problem.replications
    leastGain = Self.leastShare * Double(problem.replications) * Double(problem.unit)
    cash = problem.projects.map(\.cash)
    plans = problem.projects.map { ($0.plan, $0.assuredPlan) }
    threads = problem.threads
    let slots = ResultSlots<SpendingCurve>(count: problem.projects.count)
    WorkQueue(count: problem.projects.count).run(threads: threads) {
      OrderMemory()
    } body: { memory, project in
      guard problem.isMovable(project) else { return }
      slots[project] = Self.curve(problem, project, problem.projects[project].allocations.map { $0 }, &memory.order)
    }
    totals = problem.projects.indices.map { slots[$0] }
    var order = ClaimOrder()
    var parts: [Int: SpendingCurve] = [:]
    for project in problem.projects.indices where problem.isMovable(project) && problem.isMixed(project) {
      let own = problem.projects[project].allocations.filter { !problem.allocations[$0].isRationed }
      parts[project] = Self.curve(problem, project, own, &order)
    }
    assuredParts = parts
  }

  private static func curve(
    _ problem: CapitalProblem, _ project: Int, _ allocations: [Int], _ order: inout ClaimOrder
  ) -> SpendingCurve {
    let room = problem.projects[project]
    let isWhole = allocations.count == room.allocations.count
    let plan = isWhole ? room.plan : room.assuredPlan
    let lower = allocations.reduce(0) { $0 + problem.allocations[$1].lower }
    let raised = allocations.reduce(0) { $0 + problem.allocations[$1].upper }
    let upper = isWhole ? min(raised, room.upper) : raised
    return SpendingCurve(
      UnsafeBufferPointer(problem.sample.column(project)), from: plan + Int64(lower) * problem.unit,
      to: plan + Int64(upper) * problem.unit, &order)
  }

  /// The same with other weights.
  func weighed(_ weights: ReplicationWeights) -> SpendingWorth {
    var worth = self
    let whole = weights.assured.isEmpty ? Double(replications) : weights.assured.reduce(0, +)
    worth.leastGain = Self.leastShare * whole * Double(unit)
    let slots = ResultSlots<SpendingCurve>(count: totals.count)
    WorkQueue(count: totals.count).run(threads: threads) {
      0
    } body: { [totals, cash] _, project in
      guard var curve = totals[project] else { return }
      curve.weigh(cash[project].map { weights.ofClaims(on: $0) } ?? weights.assured)
      slots[project] = curve
    }
    worth.totals = totals.indices.map { slots[$0] }
    worth.assured = weights.claimed.isEmpty ? [:] : assuredParts
    for project in worth.assured.keys {
      guard let source = cash[project] else { continue }
      let claimed = weights.claimed[source]
      worth.assured[project]?.weigh(
        weights.assured.isEmpty ? claimed.map { 1 - $0 } : zip(weights.assured, claimed).map { $0 - $1 })
    }
    return worth
  }

  /// min(all capital, claims) at the weight of claims, and what of it is assured at the rest of the weight of assured cash.
  @inline(__always)
  func change(_ project: Int, from old: CapitalPlan.Shift, to new: CapitalPlan.Shift) -> Double {
    let plan = plans[project]
    let change =
      totals[project]?.change(from: plan.total + Int64(old.total) * unit, to: plan.total + Int64(new.total) * unit) ?? 0
    guard old.assured != new.assured, !assured.isEmpty, let curve = assured[project] else { return change }
    return change
      + curve.change(from: plan.assured + Int64(old.assured) * unit, to: plan.assured + Int64(new.assured) * unit)
  }
}

/// Memory of one worker for putting claims in order.
final class OrderMemory {
  var order = ClaimOrder()
}
