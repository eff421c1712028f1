public import Disbursement
import Portfolio
import Rulebook

/// The bridge between two forecasts as a CSV table: one row for each step of each amount and probability.
///
/// Amounts are whole dong, probabilities whole millionths. The effects of the rows with the same scope, id and date add up to later − earlier.
public enum ChangeTable {
  public static let fileName = "change.csv"

  public static func encode(_ change: ForecastChange, byteOrderMark: ForecastTables.ByteOrderMark) -> [UInt8] {
    var text: [UInt8] = []
    write(change, byteOrderMark: byteOrderMark) { text.append(contentsOf: $0) }
    return text
  }

  /// Hands the table on in pieces of about a megabyte.
  public static func write<Failure: Error>(
    _ change: ForecastChange, byteOrderMark: ForecastTables.ByteOrderMark,
    to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let causes = change.steps.map { $0.causes.map(\.rawValue).joined(separator: "+") }
    let units = [("portfolio", change.whole)] + change.groups.map { ("group", $0) }
    let amounts = units.lazy.flatMap { ChangeRow.all($0.0, $0.1, causes) }
    let projects = change.projects.lazy.flatMap { ChangeRow.all("project", $0, causes) }
    let milestones = change.milestones.lazy.flatMap { ChangeRow.all($0, causes) }
    let targets = change.targets.lazy.flatMap { ChangeRow.all($0, causes) }
    var writer = OutputTable.started(columns, byteOrderMark)
    try OutputTable.append(amounts, columns, to: &writer, sink)
    try OutputTable.append(projects, columns, to: &writer, sink)
    try OutputTable.append(milestones, columns, to: &writer, sink)
    try OutputTable.append(targets, columns, to: &writer, sink)
    try sink(writer.drain())
  }

  private static var columns: [OutputColumn<ChangeRow>] {
    [
      OutputColumn("scope") { .plain($0.scope) },
      OutputColumn("id") { .text($0.id) },
      OutputColumn("name") { .text($0.name) },
      OutputColumn("group") { .plain($0.group?.rawValue ?? "") },
      OutputColumn("date") { .day($0.date) },
      OutputColumn("unit") { .plain($0.unit.rawValue) },
      OutputColumn("earlier") { .plain("\($0.earlier)") },
      OutputColumn("later") { .plain("\($0.later)") },
      OutputColumn("step") { .count($0.step) },
      OutputColumn("cause") { .plain($0.cause) },
      OutputColumn("effect") { .plain("\($0.effect)") },
      OutputColumn("standard_error") { row in row.error.map { .plain("\($0)") } ?? .empty },
    ]
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
