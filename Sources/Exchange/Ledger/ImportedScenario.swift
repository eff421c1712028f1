import Disbursement
import Portfolio
import Rulebook

/// A copy of a scenario with the payments of a ledger; the original is only read.
///
/// Every file is as in the original, byte for byte, but for the cells of `actuals.csv`, of `paid_to_date`, of `outstanding_advance` and the day `asOf`
/// that change. Reports of an earlier import are left out.
public struct ImportedScenario: Sendable {
  /// The files of the copy, without those of the report, in order.
  public let names: [String]
  private let copy: ScenarioCopy
  private let result: LedgerImport

  /// Throws when the copy could not be read as the original is.
  public init(_ result: LedgerImport) throws(InvalidInput) {
    let copy = try ScenarioCopy(of: result.scenario, leavingOut: ImportTable.names)
    let actuals = ScenarioTable.actuals.fileName
    names = copy.names.contains(actuals) || result.payments.isEmpty ? copy.names : (copy.names + [actuals]).sorted()
    self.copy = copy
    self.result = result
  }

  /// Writes all files, reads them back and compares; throws ``InvalidInput`` or ``OutputError``, before anything is in place.
  ///
  /// Returns what other files of the copy no longer agree with: policies whose windows have passed.
  public func write(to output: borrowing AtomicOutput) throws -> [Diagnostic] {
    try copy.write(to: output) { (name, bytes) throws(InvalidInput) in try changed(name, bytes) }
    if names.count > copy.names.count {
      let bytes = try newActuals()
      try output.write(ScenarioTable.actuals.fileName) { (sink) throws(OutputError) in try sink(bytes) }
    }
    let written = try ScenarioReader.read(at: output.stagedFolder)
    try compare(written)
    return outdatedPolicies(of: written)
  }

  private func outdatedPolicies(of written: Scenario) -> [Diagnostic] {
    guard (try? PolicyFile.read(for: result.scenario)) != nil else { return [] }
    do throws(InvalidInput) {
      _ = try PolicyFile.read(for: written)
      return []
    } catch {
      return error.diagnostics.map { diagnostic in
        var warning = diagnostic
        warning.severity = .warning
        return warning
      }
    }
  }

  private func changed(_ name: String, _ bytes: [UInt8]) throws(InvalidInput) -> [UInt8] {
    if name == ScenarioFolder.settingsFile { return try dated(bytes) }
    guard let table = ScenarioCopy.table(named: name) else { return bytes }
    if table == .actuals {
      return try ScenarioCopy.editing(name) { () throws(CSVDefect) in try result.actuals.written(into: bytes) }
    }
    guard result.amounts.concerns(table) else { return bytes }
    return try ScenarioCopy.editing(name) { () throws(CSVDefect) in try result.amounts.written(into: bytes, of: table) }
  }

  private func newActuals() throws(InvalidInput) -> [UInt8] {
    let table: ScenarioTable = copy.names.contains(ScenarioTable.portfolio.fileName) ? .portfolio : .allocations
    let bytes = try copy.bytes(of: table.fileName)
    return try ScenarioCopy.editing(table.fileName) { () throws(CSVDefect) in
      result.actuals.table(
        like: try TableForm(of: table, bytes, fiscalYear: result.scenario.inputs.portfolio.fiscalYear))
    }
  }

  /// The settings with the as-of day of the copy; everything else in them stays.
  private func dated(_ bytes: [UInt8]) throws(InvalidInput) -> [UInt8] {
    guard result.asOf != result.scenario.inputs.portfolio.asOf else { return bytes }
    let file = ScenarioFolder.settingsFile
    let text = String(decoding: bytes, as: UTF8.self)
    let value = YAMLTree.read(text: text, file: file, collector: DiagnosticCollector())?.value("asOf", .optional)
    guard let value, let changed = value.replacing(with: result.asOf.description, in: text) else {
      throw InvalidInput([LedgerPhrases.writtenOtherwise.diagnostic(file: file)])
    }
    return Array(changed.utf8)
  }

  /// Throws unless the copy is what the ledger makes of the scenario: each month, each sum, each advance, the as-of day.
  private func compare(_ written: Scenario) throws(InvalidInput) {
    let copy = written.inputs.portfolio
    let original = result.scenario.inputs.portfolio
    for (expected, written) in zip(result.projects, copy.projects) where expected != written {
      throw InvalidInput([
        LedgerPhrases.writtenOtherwise.diagnostic(file: ScenarioTable.actuals.fileName, found: expected.id)
      ])
    }
    guard written.records.paymentParts == result.parts else {
      throw InvalidInput([LedgerPhrases.writtenOtherwise.diagnostic(file: ScenarioTable.actuals.fileName)])
    }
    guard copy.projects.count == result.projects.count, copy.sources == original.sources, copy.asOf == result.asOf
    else { throw InvalidInput([LedgerPhrases.writtenOtherwise.diagnostic(file: ScenarioFolder.settingsFile)]) }
  }
}

extension LedgerImport {
  /// What the copy records of months that the ledger speaks of.
  var payments: [LedgerPosting.Place: Money] {
    let fiscalYear = scenario.inputs.portfolio.fiscalYear
    let covered = fiscalYear.month(of: posting.days.lowerBound)...fiscalYear.month(of: posting.days.upperBound)
    var payments: [LedgerPosting.Place: Money] = [:]
    for project in projects {
      for allocation in project.allocations {
        for (month, paid) in allocation.paidByMonth ?? [:] where covered.contains(month) {
          payments[LedgerPosting.Place(project: project.id, source: allocation.sourceID, month: month)] = paid
        }
      }
    }
    return payments
  }

  var actuals: ActualsCells {
    let payments = payments
    var stated: [LedgerPosting.Place: PaymentParts] = [:]
    for place in payments.keys { stated[place] = parts[place.allocation]?[place.month] }
    let order = projects.flatMap { project in
      project.allocations.flatMap { allocation in
        (1...13).map { LedgerPosting.Place(project: project.id, source: allocation.sourceID, month: $0) }
      }
    }
    return ActualsCells(
      payments: payments, parts: stated, order: order.filter { payments[$0] != nil }, unit: scenario.unit,
      style: scenario.numberStyle, fiscalYear: scenario.inputs.portfolio.fiscalYear)
  }

  /// Sums paid to date and outstanding advances that are others than before.
  var amounts: AmountCells {
    var paid: [AllocationID: Money] = [:]
    for (before, after) in zip(scenario.inputs.portfolio.projects, projects) {
      for (old, new) in zip(before.allocations, after.allocations) where old.paidToDate != new.paidToDate {
        paid[AllocationID(project: after.id, source: new.sourceID)] = new.paidToDate
      }
    }
    let advances = Dictionary(self.advances.map { ($0.project, $0.after) }) { first, _ in first }
    return AmountCells(
      allocationColumn: .paidToDate, allocations: paid, projectColumn: .outstandingAdvance, projects: advances,
      unit: scenario.unit, style: scenario.numberStyle, fiscalYear: scenario.inputs.portfolio.fiscalYear)
  }
}
