public import Disbursement
public import Portfolio

extension ScheduleJSON {
  /// Reads an earlier schedule of the same plan year.
  ///
  /// Every amount read is bounded and every list as long as it must be, so that the result can be computed with like any other.
  public static func read(at path: String, fiscalYear: FiscalYear) throws(InvalidInput) -> EarlierSchedule {
    let schedule = try ScheduleDocument.read(at: path) { try $0.schedule() }
    guard schedule.fiscalYear == fiscalYear else {
      throw InvalidInput([
        SchedulePhrases.otherYear(fiscalYear).diagnostic(file: path, found: "\(schedule.fiscalYear.year)")
      ])
    }
    return schedule
  }

  /// `file` names the document in errors.
  public static func decode(_ document: [UInt8], file: String) throws(InvalidInput) -> EarlierSchedule {
    try ScheduleDocument.decode(document, file: file) { try $0.schedule() }
  }
}
