import Portfolio
import Rulebook

/// Projects, sources and payments as the tables give them, with the rows they come from, before they are a portfolio.
struct PortfolioDraft {
  struct AllocationDraft {
    var sourceID: String
    var plan: Money
    /// Nil when the cell is empty.
    var paidToDate: Money?
    var row: Int
    var paidByMonth: [Int: (paid: Money, row: Int)] = [:]
  }

  struct ProjectDraft {
    /// Without its allocations and network.
    var project: Project
    var row: Int
    var allocations: [AllocationDraft] = []
    var activities: [(activity: Activity, row: Int)] = []
    /// False once any of its rows in any table has an error: what follows from it is then not reported.
    var isSound = true

    /// For a scenario whose as-of day is not known.
    var undated: Project {
      var project = project
      project.allocations = allocations.map {
        Allocation(sourceID: $0.sourceID, plan: $0.plan, paidToDate: $0.paidToDate ?? .zero)
      }
      return project
    }
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

  private(set) var projects: [ProjectDraft] = []
  private var positions: [String: Int] = [:]
  /// Positions within a project's allocations.
  private var allocationPositions: [AllocationKey: Int] = [:]
  private(set) var sources: [SourceDraft] = []
  private var sourcePositions: [String: Int] = [:]
  /// Whether there is a table of sources, so that an unknown one is an error.
  var listsSources = false
  /// Tables with rows that could not be understood at all: what seems missing from them is not reported.
  var incomplete: Set<ScenarioTable> = []
  /// The headers of the tables read, for places in messages.
  var shapes: [ScenarioTable: TableShape] = [:]

  func position(of id: String) -> Int? { positions[id] }

  func sourcePosition(of id: String) -> Int? { sourcePositions[id] }

  var sourceIDs: [String] { sources.map(\.source.id) }

  /// Requires an id that is not there yet.
  mutating func add(_ project: ProjectDraft) {
    positions[project.project.id] = projects.count
    projects.append(project)
  }

  /// Requires an id that is not there yet.
  mutating func add(_ source: SourceDraft) {
    sourcePositions[source.source.id] = sources.count
    sources.append(source)
  }

  /// The position within a project's allocations.
  func allocationPosition(of sourceID: String, project: Int) -> Int? {
    allocationPositions[AllocationKey(project: project, sourceID: sourceID)]
  }

  /// Requires a source that the project has no allocation from.
  mutating func add(_ allocation: AllocationDraft, project: Int) {
    allocationPositions[AllocationKey(project: project, sourceID: allocation.sourceID)] =
      projects[project].allocations.count
    projects[project].allocations.append(allocation)
  }

  mutating func update(_ position: Int, _ change: (inout ProjectDraft) -> Void) {
    change(&projects[position])
  }

  mutating func markUnsound(_ position: Int) { projects[position].isSound = false }

  /// The table that holds a project's own columns.
  var projectTable: ScenarioTable { shapes[.portfolio] == nil ? .projects : .portfolio }

  /// The table that holds allocations.
  var allocationTable: ScenarioTable { shapes[.portfolio] == nil ? .allocations : .portfolio }
}
