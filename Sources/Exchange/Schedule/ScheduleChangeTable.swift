public import Disbursement
import Portfolio

/// Changes against an earlier schedule as a CSV table: one row for each thing and day that both schedules speak of.
public enum ScheduleChangeTable {
  private static let name = "schedule-changes"
  public static let fileName = "\(name).csv"

  public static func encode(_ changes: ScheduleChange, byteOrderMark: ForecastTables.ByteOrderMark) -> [UInt8] {
    var text: [UInt8] = []
    write(changes, byteOrderMark: byteOrderMark) { text.append(contentsOf: $0) }
    return text
  }

  /// Hands the table on in pieces of about a megabyte.
  public static func write<Failure: Error>(
    _ changes: ScheduleChange, byteOrderMark: ForecastTables.ByteOrderMark,
    to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try table(changes).writeCSV(byteOrderMark, to: sink)
  }

  static func table(_ changes: ScheduleChange) -> OutputTable {
    let units =
      [("portfolio", changes.whole)] + changes.groups.map { ("group", $0) } + changes.sources.map { ("source", $0) }
    let parts = units.lazy.flatMap { ChangeRow.all($0.0, $0.1, changes) }
    let projects = changes.projects.lazy.flatMap { ChangeRow.all("project", $0, changes) }
    let milestones = (changes.milestones + changes.projectMilestones).lazy.map { ChangeRow($0) }
    let rows = [AnySequence(parts), AnySequence(projects), AnySequence(milestones)].lazy.joined()
    return OutputTable(name, rows, columns)
  }

  private static var columns: [OutputColumn<ChangeRow>] {
    [
      .word("scope") { $0.scope },
      .id("unit_id") { $0.id },
      .name("unit_name") { $0.name },
      .word("presence") { $0.presence },
      .word("kind") { $0.kind.rawValue },
      .id("rule") { $0.rule },
      .day("date") { $0.date },
      .amount("then") { $0.then },
      .amount("now") { $0.now },
      .amount("required_then") { $0.requiredThen },
      .amount("required_now") { $0.requiredNow },
      .word("change") { $0.turn },
    ]
  }
}

private struct ChangeRow {
  enum Kind: String {
    /// Plan capital.
    case plan
    /// Planned cumulative payments.
    case planned
    /// Planned then for a day that has come, and what was paid by it.
    case paid
    case milestone
  }

  var scope: String
  var id: String
  var name: String
  var presence = ""
  var kind: Kind
  var rule = ""
  var date: Day?
  var then: Money?
  var now: Money?
  var requiredThen: Money?
  var requiredNow: Money?
  var turn = ""

  private init(scope: String, _ change: PlannedChange, _ kind: Kind, _ date: Day?, then: Money?, now: Money?) {
    (self.scope, id, name, presence) = (scope, change.id, change.name, change.presence.rawValue)
    (self.kind, self.date, self.then, self.now) = (kind, date, then, now)
  }

  init(_ change: MilestoneChange) {
    scope = change.projectID == nil ? "group" : "project"
    id = change.projectID ?? change.group.rawValue
    name = change.projectName
    kind = .milestone
    (rule, date) = (change.ruleID, change.date)
    (then, requiredThen) = (change.then?.planned, change.then?.required)
    (now, requiredNow) = (change.now?.planned, change.now?.required)
    turn = change.turn.rawValue
  }

  static func all(_ scope: String, _ change: PlannedChange, _ changes: ScheduleChange) -> [ChangeRow] {
    var rows = [ChangeRow(scope: scope, change, .plan, nil, then: change.planThen, now: change.planNow)]
    if let toDate = change.toDate {
      rows.append(
        ChangeRow(scope: scope, change, .paid, changes.measuredOn, then: toDate.planned, now: toDate.paid))
    }
    for (index, day) in changes.days.enumerated() {
      rows.append(
        ChangeRow(scope: scope, change, .planned, day, then: change.then[index], now: change.now[index]))
    }
    return rows
  }
}
