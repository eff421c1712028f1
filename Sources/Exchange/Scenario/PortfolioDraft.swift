import Portfolio
import Rulebook

/// Projects, sources and payments as the tables give them, with the rows they come from, before they are a portfolio.
///
/// What a million projects have each lies in flat arrays, not in an object for each.
struct PortfolioDraft {
  struct AllocationDraft {
    var sourceID: String
    var plan: Money
    /// Nil when the cell is empty.
    var paidToDate: Money?
    var row: Int
  }

  /// What was paid from one allocation in a month, 1 January … 12 December, 13 January of the next year.
  struct PaymentDraft {
    var month: Int
    var paid: Money
    var row: Int
  }

  struct ActivityDraft {
    var activity: Activity
    var row: Int
  }

  struct SourceDraft {
    var source: FundingSource
    var row: Int?
    var isSound = true
  }

  private struct AllocationKey: Hashable {
    var project: Int
    var sourceID: String
  }

  /// Allocations of a project that are looked through one by one; beyond, by ``distantAllocations``.
  private static let walkedCount = 8

  /// Without their allocations; empty once they have been handed over.
  private(set) var projects: [Project] = []
  private var rows: [Int32] = []
  private var soundness: [Bool] = []
  private var positions: [String: Int32] = [:]
  /// By position of the project.
  private(set) var allocations = RowChains<AllocationDraft>()
  private var distantAllocations: [AllocationKey: Int] = [:]
  /// By position of the allocation.
  private(set) var payments = RowChains<PaymentDraft>()
  /// By position of the project.
  private(set) var activities = RowChains<ActivityDraft>()
  private(set) var sources: [SourceDraft] = []
  private var sourcePositions: [String: Int] = [:]
  /// Whether there is a table of sources, so that an unknown one is an error.
  var listsSources = false
  /// Tables with rows that could not be understood at all: what seems missing from them is not reported.
  var incomplete: Set<ScenarioTable> = []
  /// The headers of the tables read, for places in messages.
  var shapes: [ScenarioTable: TableShape] = [:]
  /// Of activities that settings add to those of the table.
  var addedActivities: TableShape?

  func position(of id: String) -> Int? { positions[id].map(Int.init) }

  func sourcePosition(of id: String) -> Int? { sourcePositions[id] }

  var sourceIDs: [String] { sources.map(\.source.id) }

  var projectCount: Int { rows.count }

  func row(ofProject position: Int) -> Int { Int(rows[position]) }

  /// False once any of a project's rows in any table has an error: what follows from it is then not reported.
  func isSound(_ position: Int) -> Bool { soundness[position] }

  mutating func markUnsound(_ position: Int) { soundness[position] = false }

  /// For tables of up to so many rows.
  mutating func reserveProjects(_ count: Int) {
    projects.reserveCapacity(count)
    rows.reserveCapacity(count)
    soundness.reserveCapacity(count)
    positions.reserveCapacity(count)
  }

  /// For a table of up to so many rows.
  mutating func reserveAllocations(_ count: Int) { allocations.reserveCapacity(rows: count, owners: projectCount) }

  /// Requires an id that is not there yet.
  mutating func add(_ project: Project, row: Int, isSound: Bool) {
    positions[project.id] = Int32(rows.count)
    projects.append(project)
    rows.append(Int32(row))
    soundness.append(isSound)
  }

  /// Requires an id that is not there yet.
  mutating func add(_ source: SourceDraft) {
    sourcePositions[source.source.id] = sources.count
    sources.append(source)
  }

  /// The position among all allocations.
  func allocationPosition(of sourceID: String, project: Int) -> Int? {
    for (count, position) in allocations.positions(of: project).enumerated() {
      guard count < Self.walkedCount else {
        return distantAllocations[AllocationKey(project: project, sourceID: sourceID)]
      }
      if allocations.elements[position].sourceID == sourceID { return position }
    }
    return nil
  }

  /// Requires a source that the project has no allocation from.
  mutating func add(_ allocation: AllocationDraft, project: Int) {
    if allocations.positions(of: project).prefix(Self.walkedCount).count(where: { _ in true }) == Self.walkedCount {
      distantAllocations[AllocationKey(project: project, sourceID: allocation.sourceID)] = allocations.elements.count
    }
    allocations.append(allocation, to: project)
  }

  /// Requires a month of which no payment from this allocation is known.
  mutating func add(_ payment: PaymentDraft, allocation: Int) { payments.append(payment, to: allocation) }

  mutating func add(_ activity: ActivityDraft, project: Int) { activities.append(activity, to: project) }

  mutating func connect(_ network: ActivityNetwork, project: Int) { projects[project].network = network }

  /// Hands the projects over with their allocations, brought to the day of a run; nil leaves them undated.
  mutating func takeProjects(_ redating: Redating?) -> [Project] {
    var finished = projects
    projects = []
    let shapes = (allocations: shapes[allocationTable], actuals: shapes[.actuals])
    for position in finished.indices {
      let isSound = soundness[position]
      finished[position].allocations = allocations.positions(of: position).map { index in
        let draft = allocations.elements[index]
        guard let redating else {
          return Allocation(sourceID: draft.sourceID, plan: draft.plan, paidToDate: draft.paidToDate ?? .zero)
        }
        return redating.allocation(
          draft, payments.rows(of: index), isSound: isSound, shapes.allocations, shapes.actuals)
      }
      redating?.redate(&finished[position])
    }
    return finished
  }

  /// The table that holds a project's own columns.
  var projectTable: ScenarioTable { shapes[.portfolio] == nil ? .projects : .portfolio }

  /// The table that holds allocations.
  var allocationTable: ScenarioTable { shapes[.portfolio] == nil ? .allocations : .portfolio }
}
