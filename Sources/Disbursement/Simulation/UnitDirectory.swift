import Portfolio
import Rulebook

/// The parts of a portfolio for which sums are kept, and which projects belong to each.
struct UnitDirectory: Sendable {
  struct Unit: Sendable {
    /// Nil for the whole portfolio.
    let dimension: Dimension?
    let id: String
    let name: String
    var plan: Int64 = 0
    var paid: Int64 = 0
    var projectCount = 0
  }

  /// A milestone of a unit: its projects of the milestone's group, taken together.
  struct MilestoneSlot: Sendable {
    let milestone: Int
    var plan: Int64 = 0
    var paid: Int64 = 0
    var projectCount = 0
  }

  /// Milestones of groups that have projects, on days that are checkpoints.
  let milestones: [Milestone]
  /// For each of them where its day stands among the future checkpoints; negative when it is past.
  let milestoneFutures: [Int]
  /// Future checkpoints.
  let futureCount: Int
  private(set) var units: [Unit] = [Unit(dimension: nil, id: "", name: "")]
  /// For each unit its milestones in order.
  private(set) var slots: [[MilestoneSlot]] = []
  /// For each funding source its unit.
  private(set) var sourceUnits: [Int] = []
  /// For each project the units that take its total: one of each dimension but sources.
  private var homes: [Int32] = []
  /// For each allocation, project by project, the unit of its source; and where each project's begin.
  private var allocationUnits: [Int32] = []
  private var allocationStarts: [Int] = [0]

  /// Every project belongs to one unit of each, and to those of its sources.
  static let homeDimensions: [Dimension] = [.group, .owner, .locality, .sector]

  init(model: SimulationModel) {
    let portfolio = model.inputs.portfolio
    let groups = Set(portfolio.projects.lazy.map(\.group))
    milestones = model.inputs.rulebook.milestones.filter { milestone in
      model.timeline.index(of: milestone.date) != nil && groups.contains(milestone.group)
    }
    futureCount = model.timeline.future.count
    milestoneFutures = milestones.map { (model.timeline.index(of: $0.date) ?? 0) - model.timeline.past.count }
    var index: [Dimension: [String: Int]] = [:]
    for dimension in Dimension.allCases {
      for (id, name) in Self.units(of: portfolio, in: dimension) {
        index[dimension, default: [:]][id] = units.count
        units.append(Unit(dimension: dimension, id: id, name: name))
      }
    }
    slots = units.map { _ in [] }
    sourceUnits = portfolio.sources.map { index[.source]?[$0.id] ?? 0 }
    let sources = Dictionary(
      portfolio.sources.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    homes.reserveCapacity(portfolio.projects.count * Self.homeDimensions.count)
    let byGroup = Dictionary(uniqueKeysWithValues: ProjectGroup.allCases.map { ($0, milestones(of: $0)) })
    for (number, project) in portfolio.projects.enumerated() {
      let wanted = byGroup[project.group] ?? []
      for dimension in Self.homeDimensions {
        homes.append(Int32(index[dimension]?[Self.id(of: project, in: dimension)] ?? 0))
      }
      register(wanted, unit: 0, plan: project.plan, paid: project.paidToDate)
      for dimension in Self.homeDimensions.indices {
        register(wanted, unit: home(of: number, dimension), plan: project.plan, paid: project.paidToDate)
      }
      for allocation in project.allocations {
        let unit = sources[allocation.sourceID].map { sourceUnits[$0] } ?? 0
        allocationUnits.append(Int32(unit))
        register(wanted, unit: unit, plan: allocation.plan, paid: allocation.paidToDate)
      }
      allocationStarts.append(allocationUnits.count)
    }
  }

  var projectCount: Int { allocationStarts.count - 1 }

  /// The unit of a project in one of ``homeDimensions``, by its place there.
  func home(of project: Int, _ dimension: Int) -> Int { Int(homes[project * Self.homeDimensions.count + dimension]) }

  /// The unit of an allocation's source.
  func sourceUnit(of project: Int, allocation: Int) -> Int {
    Int(allocationUnits[allocationStarts[project] + allocation])
  }

  /// Calls `body` with every unit that a project belongs to, the whole first; a source of two of its allocations twice.
  @inline(__always)
  func forEachUnit(of project: Int, _ body: (Int) -> Void) {
    body(0)
    for dimension in Self.homeDimensions.indices { body(home(of: project, dimension)) }
    for place in allocationStarts[project]..<allocationStarts[project + 1] { body(Int(allocationUnits[place])) }
  }

  /// Those of a unit's milestones that lie ahead, as places among its ``slots``.
  func futureSlots(of unit: Int) -> [Int] {
    slots[unit].indices.filter { milestoneFutures[slots[unit][$0].milestone] >= 0 }
  }

  /// Milestones of a group, as places in ``milestones``.
  func milestones(of group: ProjectGroup) -> [Int] { milestones.indices.filter { milestones[$0].group == group } }

  /// Where a milestone stands among a unit's; nil when the unit has no project of the milestone's group.
  func slot(unit: Int, milestone: Int) -> Int? { slots[unit].firstIndex { $0.milestone == milestone } }

  private mutating func register(_ wanted: [Int], unit: Int, plan: Money, paid: Money) {
    units[unit].plan += plan.dong
    units[unit].paid += paid.dong
    units[unit].projectCount += 1
    for milestone in wanted {
      let slot = slot(unit: unit, milestone: milestone) ?? insertSlot(unit: unit, milestone: milestone)
      slots[unit][slot].plan += plan.dong
      slots[unit][slot].paid += paid.dong
      slots[unit][slot].projectCount += 1
    }
  }

  private mutating func insertSlot(unit: Int, milestone: Int) -> Int {
    let place = slots[unit].firstIndex { $0.milestone > milestone } ?? slots[unit].count
    slots[unit].insert(MilestoneSlot(milestone: milestone), at: place)
    return place
  }

  private static func units(of portfolio: Portfolio, in dimension: Dimension) -> [(id: String, name: String)] {
    switch dimension {
    case .source: return portfolio.sources.map { ($0.id, $0.name) }
    case .group:
      let groups = Set(portfolio.projects.lazy.map(\.group))
      return ProjectGroup.allCases.filter(groups.contains).map { ($0.rawValue, $0.rawValue) }
    case .owner, .locality, .sector:
      return Set(portfolio.projects.lazy.map { id(of: $0, in: dimension) }).sorted().map { ($0, $0) }
    }
  }

  private static func id(of project: Project, in dimension: Dimension) -> String {
    switch dimension {
    case .group: project.group.rawValue
    case .owner: project.owner
    case .locality: project.locality
    case .sector: project.sector
    case .source: ""
    }
  }
}
