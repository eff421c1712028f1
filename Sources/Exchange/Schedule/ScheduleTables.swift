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
    _ table: Table, of schedule: PaymentSchedule, byteOrderMark: ForecastTables.ByteOrderMark,
    to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try self.table(table, of: schedule).writeCSV(byteOrderMark, to: sink)
  }

  static func table(_ table: Table, of schedule: PaymentSchedule) -> OutputTable {
    switch table {
    case .schedule:
      let rows = schedule.projects.lazy.flatMap { AllocationRow.all(of: $0, in: schedule) }
      return OutputTable(table.rawValue, rows, allocationColumns(schedule))
    case .paths: return OutputTable(table.rawValue, PathRow.all(of: schedule), pathColumns)
    case .milestones: return OutputTable(table.rawValue, MilestoneRow.all(of: schedule), milestoneColumns)
    case .activities:
      let rows = schedule.projects.lazy.flatMap { project in
        (project.activities + [project.construction].compactMap { $0 }).map { (project, $0) }
      }
      return OutputTable(table.rawValue, rows, activityColumns)
    }
  }

  private static func allocationColumns(_ schedule: PaymentSchedule) -> [OutputColumn<AllocationRow>] {
    let names = Dictionary(schedule.sources.map { ($0.id, $0.name) }) { first, _ in first }
    return [
      .id("project_id") { $0.project.id },
      .name("project_name") { $0.project.name },
      .word("group") { $0.project.group.rawValue },
      .name("owner") { $0.project.owner },
      .flag("key_project") { $0.project.isKeyProject },
      .id("source_id") { $0.allocation.sourceID },
      .name("source_name") { names[$0.allocation.sourceID] ?? "" },
      .amount("plan") { $0.allocation.plan },
      .amount("paid_to_date") { $0.allocation.paidToDate },
      .day("date") { $0.point.day },
      .flag("actual") { $0.point.isActual },
      .amount("nominal") { $0.allocation.nominal[$0.point.index] },
      .amount("planned") { $0.allocation.planned[$0.point.index] },
      .amount("payable") { $0.allocation.payable[$0.point.index] },
      .share("project_chance") { $0.point.chance?.probability },
      .fineShare("project_chance_error") { $0.point.chance?.standardError },
    ]
  }

  private static var pathColumns: [OutputColumn<PathRow>] {
    [
      .word("scope") { $0.scope },
      .id("unit_id") { $0.id },
      .name("unit_name") { $0.name },
      .day("date") { $0.point.day },
      .flag("actual") { $0.point.isActual },
      .amount("nominal") { $0.path.nominal[$0.point.index] },
      .amount("planned") { $0.path.planned[$0.point.index] },
      .amount("payable") { $0.path.payable[$0.point.index] },
      .share("chance") { $0.point.chance?.probability },
      .fineShare("chance_error") { $0.point.chance?.standardError },
    ]
  }

  private static var milestoneColumns: [OutputColumn<MilestoneRow>] {
    [
      .word("scope") { $0.scope },
      .id("unit_id") { $0.id },
      .name("unit_name") { $0.name },
      .id("rule") { $0.ruleID },
      .word("group") { $0.group.rawValue },
      .day("date") { $0.date },
      .share("required") { $0.requiredShare },
      .amount("required_amount") { $0.required },
      .amount("planned") { $0.planned },
      .amount("shortfall") { max(.zero, $0.required - $0.planned) },
      .flag("met") { $0.planned >= $0.required },
      .count("project_count") { $0.projects?.all },
      .count("projects_meeting") { $0.projects?.meeting },
      .word("obstacle") { $0.obstacle?.kind.rawValue ?? "" },
      .day("obstacle_date") { $0.obstacle?.date },
      .amount("obstacle_amount") { $0.obstacle?.amount },
      .id("obstacle_source") { $0.obstacle?.source ?? "" },
      .day("start_by") { $0.remedy(.startBy)?.date },
      .number("pace", places: 2) { $0.remedy(.pace)?.factor },
      .id("cash_source") { $0.remedy(.cash)?.source ?? "" },
      .amount("cash_amount") { $0.remedy(.cash)?.amount },
    ]
  }

  private static var activityColumns: [OutputColumn<(ScheduledProject, ScheduledActivity)>] {
    [
      .id("project_id") { $0.0.id },
      .name("project_name") { $0.0.name },
      .word("group") { $0.0.group.rawValue },
      .id("activity") { $0.1.name },
      .day("start") { $0.1.start },
      .day("finish") { $0.1.finish },
      .flag("done") { $0.1.isDone },
    ]
  }
}
