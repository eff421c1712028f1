public import Portfolio
import Rulebook

/// What became of every line of a ledger, as a CSV table.
public enum ImportTable {
  public static let fileName = "import-report.csv"
  /// Files of the report of an import, which stand beside the tables of the scenario that it wrote.
  public static let names = ["import-report.txt", "import-report.json", fileName]

  public static func write<Failure: Error>(
    _ result: LedgerImport, byteOrderMark: ForecastTables.ByteOrderMark, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let reasons = Dictionary(result.unmatched.compactMap { diagnostic in diagnostic.row.map { ($0, diagnostic) } }) {
      first, _ in first
    }
    let rows = zip(result.posting.lines, result.posting.fates).map { line, fate in
      Row(line: line, fate: fate, sums: line.sums(volume: result.posting.volume), reason: reasons[line.row])
    }
    try OutputTable.write(rows, columns, byteOrderMark, sink)
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

  private static var columns: [OutputColumn<Row>] {
    [
      OutputColumn("row") { .count($0.line.row) },
      OutputColumn("date") { .day($0.line.day) },
      OutputColumn("document") { .text($0.line.number) },
      OutputColumn("ledger_project") { .text($0.line.project) },
      OutputColumn("ledger_project_name") { .text($0.line.projectName) },
      OutputColumn("ledger_source") { .text($0.line.source) },
      OutputColumn("ledger_kind") { .text($0.line.kind) },
      OutputColumn("plan_year") { $0.line.planYear.map { .count($0) } ?? .empty },
      OutputColumn("budget_year") { $0.line.budgetYear.map { .count($0) } ?? .empty },
    ]
      + PaymentKind.allCases.map { kind in
        OutputColumn(kind.rawValue) { .amount($0.line.amounts[kind]) }
      } + [
        OutputColumn("paid") { .amount($0.sums.paid) },
        OutputColumn("advance_paid") { .amount($0.sums.advance) },
        OutputColumn("advance_recovered") { .amount($0.sums.recovered) },
        OutputColumn("fate") { .plain($0.fate.class.rawValue) },
        OutputColumn("reason") { .plain($0.fate.reason) },
        OutputColumn("project_id") { $0.place.map { .text($0.project) } ?? .empty },
        OutputColumn("source_id") { $0.place.map { .text($0.source) } ?? .empty },
        OutputColumn("month_number") { $0.place.map { .count($0.month) } ?? .empty },
        OutputColumn("reason_vi") { .text($0.reason?.problem.vi ?? "") },
        OutputColumn("reason_en") { .text($0.reason?.problem.en ?? "") },
        OutputColumn("content") { .text($0.line.content) },
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
