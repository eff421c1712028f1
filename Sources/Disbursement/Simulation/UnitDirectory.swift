import Portfolio
import Rulebook

/// The parts of a portfolio for which sums are kept, and which projects belong to each.
struct UnitDirectory: Sendable {
  struct Unit: Sendable {
    /// Nil for the whole portfolio.
    let dimension: Dimension?
    let id: String
    let name: String
  }

  /// A milestone of a unit: its projects of the milestone's group, taken together.
  struct MilestoneSlot: Sendable {
    let unit: Int
    let milestone: Int
    var plan: Int64 = 0
    var paid: Int64 = 0
    var projectCount = 0
  }

  let milestones: [Milestone]
  private(set) var units: [Unit] = [Unit(dimension: nil, id: "", name: "")]
  private(set) var plans: [Int64] = [0]
  private(set) var paids: [Int64] = [0]
  private(set) var projectCounts: [Int] = [0]
  private(set) var milestoneSlots: [MilestoneSlot] = []
  /// For each project the units that take its total; for each funding source its unit.
  private(set) var projectUnits: [[Int]] = []
  private(set) var sourceUnits: [Int] = []
  private var slotIndex: [Key: Int] = [:]

  private struct Key: Hashable {
    let unit: Int
    let milestone: Int
  }

  init(model: SimulationModel) {
    let portfolio = model.inputs.portfolio
    milestones = model.inputs.rulebook.milestones.filter { milestone in
      model.timeline.index(of: milestone.date) != nil
        && portfolio.projects.contains { $0.group == milestone.group }
    }
    var index: [Dimension: [String: Int]] = [:]
    for dimension in Dimension.allCases {
      let ids = Self.unitIDs(of: portfolio, in: dimension)
      for id in ids {
        index[dimension, default: [:]][id] = units.count
        units.append(Unit(dimension: dimension, id: id, name: Self.name(of: id, in: dimension, portfolio)))
        plans.append(0)
        paids.append(0)
        projectCounts.append(0)
      }
    }
    sourceUnits = portfolio.sources.map { index[.source]?[$0.id] ?? 0 }
    projectUnits = portfolio.projects.map { project in
      [0]
        + Dimension.allCases.compactMap { dimension in
          dimension == .source ? nil : index[dimension]?[Self.id(of: project, in: dimension)]
        }
    }
    for position in portfolio.projects.indices { register(portfolio.projects[position], model.projects[position]) }
  }

  /// Where a unit's milestone is kept; nil when the unit has no project of the milestone's group.
  func slot(unit: Int, milestone: Int) -> Int? { slotIndex[Key(unit: unit, milestone: milestone)] }

  private mutating func register(_ project: Project, _ model: ProjectModel) {
    for unit in projectUnits[model.index] {
      plans[unit] += model.plan
      paids[unit] += model.paid
      projectCounts[unit] += 1
      register(project.group, unit: unit, plan: model.plan, paid: model.paid)
    }
    for allocation in model.allocations {
      let unit = sourceUnits[allocation.sourceIndex]
      plans[unit] += allocation.plan
      paids[unit] += allocation.paid
      projectCounts[unit] += 1
      register(project.group, unit: unit, plan: allocation.plan, paid: allocation.paid)
    }
  }

  private mutating func register(_ group: ProjectGroup, unit: Int, plan: Int64, paid: Int64) {
    for (position, milestone) in milestones.enumerated() where milestone.group == group {
      let key = Key(unit: unit, milestone: position)
      if slotIndex[key] == nil {
        slotIndex[key] = milestoneSlots.count
        milestoneSlots.append(MilestoneSlot(unit: unit, milestone: position))
      }
      guard let slot = slotIndex[key] else { continue }
      milestoneSlots[slot].plan += plan
      milestoneSlots[slot].paid += paid
      milestoneSlots[slot].projectCount += 1
    }
  }

  private static func unitIDs(of portfolio: Portfolio, in dimension: Dimension) -> [String] {
    switch dimension {
    case .source: portfolio.sources.map(\.id)
    case .group:
      ProjectGroup.allCases.filter { group in portfolio.projects.contains { $0.group == group } }.map(\.rawValue)
    case .owner, .locality, .sector: Set(portfolio.projects.map { id(of: $0, in: dimension) }).sorted()
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

  private static func name(of id: String, in dimension: Dimension, _ portfolio: Portfolio) -> String {
    guard dimension == .source else { return id }
    return portfolio.sources.first { $0.id == id }?.name ?? id
  }
}
