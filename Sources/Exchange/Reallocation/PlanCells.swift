import Disbursement
import Portfolio
import Rulebook

/// New plans, and what projects could absorb before, in the cells of a scenario's tables.
struct PlanCells {
  /// By project, what it can absorb, where that was the old plan and must be stated now that the plan is another.
  let absorbable: [String: Money]
  private let plans: [AllocationID: Money]
  private let unit: MoneyUnit
  private let style: NumberStyle
  private let fiscalYear: FiscalYear

  init(_ proposal: ReallocationProposal, of scenario: Scenario) {
    unit = scenario.unit
    style = scenario.numberStyle
    fiscalYear = proposal.run.fiscalYear
    let changed = proposal.allocations.filter { $0.planAfter != $0.plan }
    plans = Dictionary(
      changed.map { (AllocationID(project: $0.projectID, source: $0.sourceID), $0.planAfter) }
    ) { first, _ in first }
    let projects = Set(changed.map(\.projectID))
    absorbable = Dictionary(
      scenario.inputs.portfolio.projects.filter { projects.contains($0.id) && $0.absorbable == nil }
        .map { ($0.id, $0.plan) }
    ) { first, _ in first }
  }

  /// What a project of the scenario is after the change.
  func changed(_ project: Project) -> Project {
    var project = project
    project.absorbable = absorbable[project.id] ?? project.absorbable
    for index in project.allocations.indices {
      let place = AllocationID(project: project.id, source: project.allocations[index].sourceID)
      if let plan = plans[place] { project.allocations[index].plan = plan }
    }
    return project
  }

  /// Whether a table holds cells that may change.
  func concerns(_ table: ScenarioTable) -> Bool { cells.concerns(table) }

  /// The bytes of a table that has been read without errors, changed.
  func written(into bytes: [UInt8], of table: ScenarioTable) throws(CSVDefect) -> [UInt8] {
    try cells.written(into: bytes, of: table)
  }

  private var cells: AmountCells {
    AmountCells(
      allocationColumn: .plan, allocations: plans, projectColumn: .absorbable, projects: absorbable, unit: unit,
      style: style, fiscalYear: fiscalYear)
  }
}
