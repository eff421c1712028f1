public import Disbursement

/// A forecast as one .xlsx workbook: its run, a sheet for each of ``ForecastTables``, and what the columns mean.
public enum ForecastWorkbook {
  public static let fileName = "forecast.xlsx"

  /// The file; the same forecast gives the same bytes. Throws when a workbook cannot hold it.
  public static func encode(_ forecast: Forecast) throws(OutputError) -> [UInt8] {
    try OutputWorkbook(
      fileName, run: facts(forecast.run),
      tables: ForecastTables.Table.allCases.map { ForecastTables.table($0, of: forecast) }
    ).encode()
  }

  private static func facts(_ run: RunHeader) -> [RunFact] {
    var facts = RunFact.identity(of: run)
    facts.append(.seed(run.seed))
    facts.append(.replications(run.replications))
    facts.append(RunFact("driverReplications", .count(run.driverReplications)))
    if run.sampling != .independent { facts.append(RunFact("sampling", .word(run.sampling.rawValue))) }
    guard let precision = run.precision else { return facts }
    facts.append(RunFact("precision.untilError", .fineShare(precision.limit)))
    facts.append(RunFact("precision.reached", .flag(precision.isReached)))
    facts.append(RunFact("precision.largestError", .fineShare(precision.largestError)))
    return facts
  }
}
