import Disbursement
public import Portfolio
import Rulebook

/// What became of every line of a ledger, as a CSV table and as a workbook.
public enum ImportTable {
  private static let name = "import-report"
  public static let fileName = "\(name).csv"
  public static let workbookName = "\(name).xlsx"
  /// Files of the report of an import, which stand beside the tables of the scenario that it wrote.
  public static let names = ["\(name).txt", "\(name).json", fileName, workbookName]

  public static func write<Failure: Error>(
    _ result: LedgerImport, byteOrderMark: ForecastTables.ByteOrderMark, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try table(result).writeCSV(byteOrderMark, to: sink)
  }

  /// The run and every line as one .xlsx file; the same import gives the same bytes. Throws when a workbook cannot hold it.
  public static func encodeWorkbook(_ result: LedgerImport) throws(OutputError) -> [UInt8] {
    let inputs = result.scenario.inputs
    let run = [
      RunFact("engine", .word(Engine.version)), RunFact("scenario", .text(inputs.scenarioName)),
      RunFact("inputDigest", .word(inputs.inputDigest)), RunFact("fiscalYear", .ordinal(result.fiscalYear.year)),
      RunFact("asOf", .day(result.asOf)), RunFact("asOfBefore", .day(result.asOfBefore)),
      RunFact("ledger", .text(result.ledger.file)), RunFact("from", .day(result.posting.days.lowerBound)),
      RunFact("through", .day(result.posting.days.upperBound)),
    ]
    return try OutputWorkbook(workbookName, run: run, tables: [table(result)]).encode()
  }

  private static func table(_ result: LedgerImport) -> OutputTable {
    let reasons = Dictionary(result.unmatched.compactMap { diagnostic in diagnostic.row.map { ($0, diagnostic) } }) {
      first, _ in first
    }
    let rows = zip(result.posting.lines, result.posting.fates).map { line, fate in
      Row(line: line, fate: fate, sums: line.sums(volume: result.posting.volume), reason: reasons[line.row])
    }
    return OutputTable(name, rows, columns)
  }

  private struct Row {
    let line: LedgerLine
    let fate: LedgerFate
    let sums: PaymentSums
    let reason: Diagnostic?

    var place: (project: String, source: String, month: Int)? {
      guard case .imported(let project, let source, let month) = fate else { return nil }
      return (project, source, month)
    }
  }

  private static var columns: [OutputColumn<Row>] { identity + kinds + outcome }

  private static var kinds: [OutputColumn<Row>] {
    PaymentKind.allCases.map { kind in
      .amount(kind.rawValue.replacing("-", with: "_")) { $0.line.amounts[kind] }
    }
  }

  private static var identity: [OutputColumn<Row>] {
    [
      OutputColumn("row", .count) { .ordinal($0.line.row) },
      .day("date") { $0.line.day },
      .id("document") { $0.line.number },
      .id("ledger_project") { $0.line.project },
      .name("ledger_project_name") { $0.line.projectName },
      .name("ledger_source") { $0.line.source },
      .name("ledger_kind") { $0.line.kind },
      OutputColumn("plan_year", .count) { $0.line.planYear.map { .ordinal($0) } ?? .empty },
      OutputColumn("budget_year", .count) { $0.line.budgetYear.map { .ordinal($0) } ?? .empty },
    ]
  }

  private static var outcome: [OutputColumn<Row>] {
    [
      .amount("paid") { $0.sums.paid },
      .amount("advance_paid") { $0.sums.advance },
      .amount("advance_recovered") { $0.sums.recovered },
      .word("fate") { $0.fate.class.rawValue },
      .word("reason") { $0.fate.reason },
      .id("project_id") { $0.place?.project },
      .id("source_id") { $0.place?.source },
      OutputColumn("month_number", .count) { $0.place.map { .ordinal($0.month) } ?? .empty },
      .sentence("reason_vi") { $0.reason?.problem.vi },
      .sentence("reason_en") { $0.reason?.problem.en },
      .sentence("content") { $0.line.content },
    ]
  }
}

extension LedgerFate {
  /// A word for why a line is not imported; empty for one that is.
  public var reason: String {
    switch self {
    case .imported: ""
    case .unmatched(.noCode): "no-code"
    case .unmatched(.unknownCode): "unknown-code"
    case .unmatched(.noKind): "no-kind"
    case .unmatched(.unknownKind): "unknown-kind"
    case .unmatched(.unknownSource): "unknown-source"
    case .unmatched(.sourceNotNamed): "source-not-named"
    case .unmatched(.noAllocation): "no-allocation"
    case .outside(.planYear): "plan-year"
    case .outside(.budgetYear): "budget-year"
    case .outside(.day): "outside-year"
    case .outside(.beforeFirst): "before-first-day"
    case .outside(.afterLast): "after-last-day"
    }
  }
}
