public import Disbursement
public import Rulebook

/// A schedule as one .xlsx workbook: its run, a sheet for the quarterly plan and each of ``ScheduleTables``, and what the columns mean.
public enum ScheduleWorkbook {
  public static let fileName = "schedule.xlsx"

  /// The file, the quarterly plan in one language; the same schedule gives the same bytes. Throws when a workbook cannot hold it.
  public static func encode(
    _ schedule: PaymentSchedule, changes: ScheduleChange?, language: Language
  ) throws(OutputError) -> [UInt8] {
    let plan = QuarterlyPlanTable.table(QuarterlyPlan(schedule), of: schedule, language: language)
    let tables = ScheduleTables.Table.allCases.map { ScheduleTables.table($0, of: schedule) }
    let changes = changes.map { [ScheduleChangeTable.table($0)] } ?? []
    return try OutputWorkbook(fileName, run: facts(schedule.run), tables: [plan] + tables + changes).encode()
  }

  private static func facts(_ run: ScheduleHeader) -> [RunFact] {
    RunFact.identity(of: run) + [.seed(run.seed), .replications(run.replications)]
  }
}
