public import Disbursement
import Portfolio
import Rulebook

/// A copy of a scenario with the capital moved as a proposal says; the original is only read.
///
/// Every file that lies beside its settings is copied byte for byte, but for the table of allocations, in which only the plans that change
/// are written anew, and the table of projects, where a changed project has to state what it can absorb: unstated, that is its plan, and its
/// work would change with its capital. Folders in the folder are left out.
public struct AdjustedScenario: Sendable {
  /// The files of the copy, in order.
  public var names: [String] { copy.names }
  private let copy: ScenarioCopy
  private let scenario: Scenario
  private let overrides: ScenarioOverrides

  /// Throws when the copy could not be read as the original is; `overrides` are those that the scenario was read with.
  public init(of scenario: Scenario, overrides: ScenarioOverrides = ScenarioOverrides()) throws(InvalidInput) {
    copy = try ScenarioCopy(of: scenario)
    self.scenario = scenario
    self.overrides = overrides
  }

  /// Projects for which the copy states what they can absorb, in order of their ids.
  public func projectsMadeExplicit(by proposal: ReallocationProposal) -> [String] {
    PlanCells(proposal, of: scenario).absorbable.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Writes all files, reads them back and compares; throws ``InvalidInput`` or ``OutputError``, before anything is in place.
  public func write(_ proposal: ReallocationProposal, to output: borrowing AtomicOutput) throws {
    let cells = PlanCells(proposal, of: scenario)
    try copy.write(to: output) { (name, bytes) throws(InvalidInput) in
      guard let table = ScenarioCopy.table(named: name), cells.concerns(table) else { return bytes }
      return try ScenarioCopy.editing(name) { () throws(CSVDefect) in try cells.written(into: bytes, of: table) }
    }
    try compare(at: output.stagedFolder, cells)
  }

  /// Throws unless the copy is the original with the plans of the proposal, every source's total as it was.
  private func compare(at path: String, _ cells: PlanCells) throws(InvalidInput) {
    let copy = try ScenarioReader.read(at: path, overrides: overrides).inputs.portfolio
    let original = scenario.inputs.portfolio
    let totals = (Self.totals(of: original), Self.totals(of: copy))
    for source in original.sources where totals.0[source.id] != totals.1[source.id] {
      throw InvalidInput([ReallocationPhrases.sourceNotConserved.diagnostic(file: table.fileName, found: source.id)])
    }
    for (project, written) in zip(original.projects, copy.projects) where cells.changed(project) != written {
      throw InvalidInput([ReallocationPhrases.writtenOtherwise.diagnostic(file: table.fileName, found: project.id)])
    }
    guard copy.projects.count == original.projects.count, copy.sources == original.sources else {
      throw InvalidInput([ReallocationPhrases.writtenOtherwise.diagnostic(file: table.fileName)])
    }
    // Without what the command line says instead of the files, too.
    if overrides.asOf != nil { _ = try ScenarioReader.read(at: path) }
  }

  /// The table that holds the plans.
  private var table: ScenarioTable {
    scenario.files.contains(ScenarioTable.portfolio.fileName) ? .portfolio : .allocations
  }

  private static func totals(of portfolio: Portfolio) -> [String: Money] {
    var totals: [String: Money] = [:]
    for allocation in portfolio.projects.lazy.flatMap(\.allocations) {
      totals[allocation.sourceID, default: .zero] += allocation.plan
    }
    return totals
  }
}
