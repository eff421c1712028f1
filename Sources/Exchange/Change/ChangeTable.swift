public import Disbursement
import Portfolio
import Rulebook

/// The bridge between two forecasts as a CSV table: one row for each step of each amount and probability.
///
/// Amounts are whole dong, probabilities whole millionths. The effects of the rows with the same scope, id and date add up to later − earlier.
public enum ChangeTable {
  public static let fileName = "change.csv"

  public static func encode(_ change: ForecastChange, byteOrderMark: ForecastTables.ByteOrderMark) -> [UInt8] {
    table(change).csv(byteOrderMark)
  }

  /// Hands the table on in pieces of about a megabyte.
  public static func write<Failure: Error>(
    _ change: ForecastChange, byteOrderMark: ForecastTables.ByteOrderMark,
    to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try table(change).writeCSV(byteOrderMark, to: sink)
  }

  static func table(_ change: ForecastChange) -> OutputTable {
    let causes = change.steps.map { $0.causes.map(\.rawValue).joined(separator: "+") }
    let units = [("portfolio", change.whole)] + change.groups.map { ("group", $0) }
    let rows =
      units.flatMap { ChangeRow.all($0.0, $0.1, causes) }
      + change.projects.flatMap { ChangeRow.all("project", $0, causes) }
      + change.milestones.flatMap { ChangeRow.all($0, causes) } + change.targets.flatMap { ChangeRow.all($0, causes) }
    return OutputTable("change", rows, columns)
  }

  private static var columns: [OutputColumn<ChangeRow>] {
    [
      .word("scope") { $0.scope },
      .id("id") { $0.id },
      .name("name") { $0.name },
      .word("group") { $0.group?.rawValue },
      .day("date") { $0.date },
      .word("unit") { $0.unit.rawValue },
      whole("earlier") { $0.earlier },
      whole("later") { $0.later },
      .count("step") { $0.step },
      .word("cause") { $0.cause },
      whole("effect") { $0.effect },
      whole("standard_error") { $0.error },
    ]
  }

  /// A whole number of the row's unit.
  private static func whole(_ key: String, _ value: @escaping (ChangeRow) -> Int64?) -> OutputColumn<ChangeRow> {
    OutputColumn(key, .amount) { .count(value($0).map { Int($0) }) }
  }
}

/// The bridge between two forecasts as one .xlsx workbook: both runs, a sheet of its steps, and what the columns mean.
public enum ChangeWorkbook {
  public static let fileName = "change.xlsx"

  /// The file; the same change gives the same bytes. Throws when a workbook cannot hold it.
  public static func encode(_ change: ForecastChange) throws(OutputError) -> [UInt8] {
    let facts =
      [RunFact("engine", .word(change.engine))] + facts("earlier", change.earlier) + facts("later", change.later)
    return try OutputWorkbook(fileName, run: facts, tables: [ChangeTable.table(change)]).encode()
  }

  private static func facts(_ end: String, _ run: RunHeader) -> [RunFact] {
    (RunFact.identity(of: run) + [.seed(run.seed), .replications(run.replications)]).map { fact in
      RunFact("\(end).\(fact.key)", fact.value)
    }
  }
}

private struct ChangeRow {
  enum Unit: String {
    case dong
    /// Of a probability.
    case millionths
  }

  var scope: String
  var id: String
  var name = ""
  var group: ProjectGroup?
  var date: Day
  var unit: Unit
  var earlier: Int64
  var later: Int64
  var step = 0
  var cause = ""
  var effect: Int64 = 0
  /// In the row's unit, to the nearest whole one.
  var error: Int64?

  /// One row for each day and step.
  static func all(_ scope: String, _ bridge: AmountBridge, _ causes: [String]) -> [ChangeRow] {
    bridge.days.flatMap { day in
      ChangeRow(
        scope: scope, id: bridge.id, name: bridge.name, group: bridge.group, date: day.date, unit: .dong,
        earlier: day.amounts.earlier.dong, later: day.amounts.later.dong
      ).steps(causes, day.effects.map { ($0.amount.dong, $0.standardError?.dong) })
    }
  }

  static func all(_ milestone: MilestoneBridge, _ causes: [String]) -> [ChangeRow] {
    ChangeRow(
      scope: "milestone", id: milestone.ruleID, group: milestone.group, date: milestone.date, unit: .millionths,
      earlier: milestone.chance.earlier, later: milestone.chance.later
    ).steps(causes, milestone.chance.rounded)
  }

  static func all(_ target: TargetBridge, _ causes: [String]) -> [ChangeRow] {
    ChangeRow(
      scope: "target", id: "\(target.target.rate.value)", date: target.target.date, unit: .millionths,
      earlier: target.chance.earlier, later: target.chance.later
    ).steps(causes, target.chance.rounded)
  }

  private func steps(_ causes: [String], _ effects: [(effect: Int64, error: Int64?)]) -> [ChangeRow] {
    zip(causes, effects).enumerated().map { number, step in
      var row = self
      (row.step, row.cause) = (number + 1, step.0)
      (row.effect, row.error) = step.1
      return row
    }
  }
}

extension ChanceBridge {
  fileprivate var rounded: [(effect: Int64, error: Int64?)] {
    effects.map { effect in
      (effect.millionths, effect.standardError.map { Int64(($0 * 1e6).rounded()) })
    }
  }
}
