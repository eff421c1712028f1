public import Disbursement
import Portfolio
import Rulebook

/// A schedule as CSV tables (RFC 4180, UTF-8, comma, CRLF): one header row of English keys, amounts in whole dong; texts that a spreadsheet
/// would take for formulas as in ``ForecastTables``.
///
/// The quarterly plan is a table of its own: ``QuarterlyPlanTable``.
public enum ScheduleTables {
  public enum Table: String, CaseIterable, Sendable {
    /// One row for each project, source and checkpoint; the chance is the project's.
    case schedule
    /// One row for each checkpoint of the portfolio, of each group, source and project.
    case paths = "schedule-paths"
    /// One row for each milestone of a group and of a project, with what keeps it from being met and what would meet it.
    case milestones = "schedule-milestones"
    /// One row for each activity of a project and its construction, under nominal durations.
    case activities = "schedule-activities"

    public var fileName: String { "\(rawValue).csv" }
  }

  /// The whole table.
  public static func encode(
    _ table: Table, of schedule: PaymentSchedule, byteOrderMark: ForecastTables.ByteOrderMark
  ) -> [UInt8] {
    var text: [UInt8] = []
    write(table, of: schedule, byteOrderMark: byteOrderMark) { text.append(contentsOf: $0) }
    return text
  }

  /// Hands the table on in pieces of about a megabyte.
  public static func write<Failure: Error>(
    _ table: Table, of schedule: PaymentSchedule, byteOrderMark mark: ForecastTables.ByteOrderMark,
    to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    switch table {
    case .schedule:
      let rows = schedule.projects.lazy.flatMap { AllocationRow.all(of: $0, in: schedule) }
      try OutputTable.write(rows, allocationColumns(schedule), mark, sink)
    case .paths: try OutputTable.write(PathRow.all(of: schedule), pathColumns, mark, sink)
    case .milestones: try OutputTable.write(MilestoneRow.all(of: schedule), milestoneColumns, mark, sink)
    case .activities:
      let rows = schedule.projects.lazy.flatMap { project in
        (project.activities + [project.construction].compactMap { $0 }).map { (project, $0) }
      }
      try OutputTable.write(rows, activityColumns, mark, sink)
    }
  }

  private static func allocationColumns(_ schedule: PaymentSchedule) -> [OutputColumn<AllocationRow>] {
    let names = Dictionary(schedule.sources.map { ($0.id, $0.name) }) { first, _ in first }
    return [
      OutputColumn("project_id") { .text($0.project.id) },
      OutputColumn("project_name") { .text($0.project.name) },
      OutputColumn("group") { .plain($0.project.group.rawValue) },
      OutputColumn("owner") { .text($0.project.owner) },
      OutputColumn("key_project") { .flag($0.project.isKeyProject) },
      OutputColumn("source_id") { .text($0.allocation.sourceID) },
      OutputColumn("source_name") { .text(names[$0.allocation.sourceID] ?? "") },
      OutputColumn("plan") { .amount($0.allocation.plan) },
      OutputColumn("paid_to_date") { .amount($0.allocation.paidToDate) },
      OutputColumn("date") { .day($0.point.day) },
      OutputColumn("actual") { .flag($0.point.isActual) },
      OutputColumn("nominal") { .amount($0.allocation.nominal[$0.point.index]) },
      OutputColumn("planned") { .amount($0.allocation.planned[$0.point.index]) },
      OutputColumn("payable") { .amount($0.allocation.payable[$0.point.index]) },
      OutputColumn("project_chance") { .share($0.point.chance?.probability) },
      OutputColumn("project_chance_error") { .share($0.point.chance?.standardError) },
    ]
  }

  private static var pathColumns: [OutputColumn<PathRow>] {
    [
      OutputColumn("scope") { .plain($0.scope) },
      OutputColumn("unit_id") { .text($0.id) },
      OutputColumn("unit_name") { .text($0.name) },
      OutputColumn("date") { .day($0.point.day) },
      OutputColumn("actual") { .flag($0.point.isActual) },
      OutputColumn("nominal") { .amount($0.path.nominal[$0.point.index]) },
      OutputColumn("planned") { .amount($0.path.planned[$0.point.index]) },
      OutputColumn("payable") { .amount($0.path.payable[$0.point.index]) },
      OutputColumn("chance") { .share($0.point.chance?.probability) },
      OutputColumn("chance_error") { .share($0.point.chance?.standardError) },
    ]
  }

  private static var milestoneColumns: [OutputColumn<MilestoneRow>] {
    [
      OutputColumn("scope") { .plain($0.scope) },
      OutputColumn("unit_id") { .text($0.id) },
      OutputColumn("unit_name") { .text($0.name) },
      OutputColumn("rule") { .text($0.ruleID) },
      OutputColumn("group") { .plain($0.group.rawValue) },
      OutputColumn("date") { .day($0.date) },
      OutputColumn("required") { .share($0.requiredShare) },
      OutputColumn("required_amount") { .amount($0.required) },
      OutputColumn("planned") { .amount($0.planned) },
      OutputColumn("shortfall") { .amount(max(.zero, $0.required - $0.planned)) },
      OutputColumn("met") { .flag($0.planned >= $0.required) },
      OutputColumn("project_count") { $0.projects.map { .count($0.all) } ?? .empty },
      OutputColumn("projects_meeting") { $0.projects.map { .count($0.meeting) } ?? .empty },
      OutputColumn("obstacle") { .plain($0.obstacle?.kind.rawValue ?? "") },
      OutputColumn("obstacle_date") { .day($0.obstacle?.date) },
      OutputColumn("obstacle_amount") { .amount($0.obstacle?.amount) },
      OutputColumn("obstacle_source") { .text($0.obstacle?.source ?? "") },
      OutputColumn("start_by") { .day($0.remedy(.startBy)?.date) },
      OutputColumn("pace") { .share($0.remedy(.pace)?.factor) },
      OutputColumn("cash_source") { .text($0.remedy(.cash)?.source ?? "") },
      OutputColumn("cash_amount") { .amount($0.remedy(.cash)?.amount) },
    ]
  }

  private static var activityColumns: [OutputColumn<(ScheduledProject, ScheduledActivity)>] {
    [
      OutputColumn("project_id") { .text($0.0.id) },
      OutputColumn("project_name") { .text($0.0.name) },
      OutputColumn("group") { .plain($0.0.group.rawValue) },
      OutputColumn("activity") { .text($0.1.name) },
      OutputColumn("start") { .day($0.1.start) },
      OutputColumn("finish") { .day($0.1.finish) },
      OutputColumn("done") { .flag($0.1.isDone) },
    ]
  }
}
