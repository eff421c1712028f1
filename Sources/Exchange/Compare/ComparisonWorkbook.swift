public import Disbursement
import Portfolio

/// A comparison as one .xlsx workbook: its run, the variants, a sheet for each of ``ComparisonTables``, and what the columns mean.
public enum ComparisonWorkbook {
  public static let fileName = "compare.xlsx"

  /// The file; the same comparison gives the same bytes. Throws when a workbook cannot hold it.
  public static func encode(_ comparison: Comparison) throws(OutputError) -> [UInt8] {
    let variants = OutputTable("variants", comparison.variants, variantColumns)
    let tables = ComparisonTables.Table.allCases.map { ComparisonTables.table($0, of: comparison) }
    return try OutputWorkbook(fileName, run: facts(comparison.run), tables: [variants] + tables).encode()
  }

  private static func facts(_ run: ComparisonHeader) -> [RunFact] {
    var facts = [
      RunFact("engine", .word(run.engine)), RunFact("fiscalYear", .ordinal(run.fiscalYear.year)),
      .seed(run.seed), .replications(run.replications),
    ]
    if run.sampling != .independent { facts.append(RunFact("sampling", .word(run.sampling.rawValue))) }
    return facts
  }

  /// What each variant was a function of.
  private static var variantColumns: [OutputColumn<VariantEstimate>] {
    [
      .name("variant") { $0.name },
      .sentence("changes") { $0.changes.joined(separator: ", ") },
      .name("scenario") { $0.scenario },
      .id("input_digest") { $0.inputDigest },
      .id("rulebook") { $0.rulebook },
      .name("assumptions") { $0.assumptions },
      .day("as_of") { $0.asOf },
    ]
  }
}
