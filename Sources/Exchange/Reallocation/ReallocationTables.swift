public import Disbursement
import Portfolio
public import Rulebook

/// A proposal as CSV tables (RFC 4180, UTF-8, comma, CRLF): one header row of English keys, amounts in whole dong; texts that a spreadsheet
/// would take for formulas as in ``ForecastTables``.
///
/// The adjusted plan is a table of its own: ``AdjustedPlanTable``.
public enum ReallocationTables {
  public enum Table: String, CaseIterable, Sendable {
    /// One row for each move, with the reason of both sides and the rules that allow it.
    case moves
    /// One row for each figure before and after, on replications that the proposal was not chosen on.
    case judgement
    /// One row for each bound of a project's or an allocation's plan, the one that binds first, with its rule.
    case bounds = "capital-bounds"

    public var fileName: String { "\(rawValue).csv" }
  }

  /// The whole table; `reasons` are the moves' in one sentence each, in the order of the moves.
  public static func encode(
    _ table: Table, of proposal: ReallocationProposal, sources: [String: String], reasons: [BilingualText] = [],
    byteOrderMark: ForecastTables.ByteOrderMark
  ) -> [UInt8] {
    var text: [UInt8] = []
    write(table, of: proposal, sources: sources, reasons: reasons, byteOrderMark: byteOrderMark) {
      text.append(contentsOf: $0)
    }
    return text
  }

  /// Hands the table on in pieces of about a megabyte; `sources` are their names by id.
  public static func write<Failure: Error>(
    _ table: Table, of proposal: ReallocationProposal, sources: [String: String], reasons: [BilingualText] = [],
    byteOrderMark: ForecastTables.ByteOrderMark, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let table = self.table(table, of: proposal, sources: sources, reasons: reasons)
    try table.writeCSV(byteOrderMark, to: sink)
  }

  static func table(
    _ table: Table, of proposal: ReallocationProposal, sources: [String: String], reasons: [BilingualText]
  ) -> OutputTable {
    let names = UnitNames(
      projects: Dictionary(proposal.projects.map { ($0.id, $0.name) }) { first, _ in first }, sources: sources)
    switch table {
    case .moves:
      let rows = proposal.moves.enumerated().lazy.map { index, move in
        MoveRow(
          number: index + 1, move: move, reason: reasons.indices.contains(index) ? reasons[index] : nil)
      }
      return OutputTable(table.rawValue, rows, moveColumns(names))
    case .judgement: return OutputTable(table.rawValue, JudgedRow.all(of: proposal, names), judgedColumns)
    case .bounds: return OutputTable(table.rawValue, BoundRow.all(of: proposal), boundColumns(names))
    }
  }

  private static func moveColumns(_ names: UnitNames) -> [OutputColumn<MoveRow>] {
    [
      .count("move") { $0.number },
      .id("source_id") { $0.move.sourceID },
      .name("source_name") { names.source($0.move.sourceID) },
      .name("owner") { $0.move.owner ?? "" },
      .id("giver_id") { $0.move.giverID },
      .name("giver_name") { names.project($0.move.giverID) },
      .id("receiver_id") { $0.move.receiverID },
      .name("receiver_name") { names.project($0.move.receiverID) },
      .amount("amount") { $0.move.amount },
      .amount("giver_total") { $0.move.giver.given },
      .amount("giver_expected_use") { $0.move.giver.expectedUse },
      .share("giver_chance_any") { $0.move.giver.chanceOfSpendingAny },
      .share("giver_chance_all") { $0.move.giver.chanceOfSpendingAll },
      .amount("giver_unspent") { $0.move.giver.unspent },
      .word("giver_obstacle") { $0.move.giver.obstacle?.kind.key ?? "" },
      .share("giver_obstacle_share") { $0.move.giver.obstacle?.share },
      .day("giver_start_p50") { $0.move.giver.obstacle?.kind.startP50 },
      .amount("receiver_total") { $0.move.receiver.received },
      .amount("receiver_expected_use") { $0.move.receiver.expectedUse },
      .share("receiver_chance_any") { $0.move.receiver.chanceOfSpendingAny },
      .share("receiver_chance_all") { $0.move.receiver.chanceOfSpendingAll },
      .flag("receiver_key_project") { $0.move.receiver.isKeyProject },
      .id("rules") { $0.move.rules.map(\.id).joined(separator: ";") },
      .sentence("reason_vi") { $0.reason?.vi ?? "" },
      .sentence("reason_en") { $0.reason?.en ?? "" },
    ]
  }

  private static var judgedColumns: [OutputColumn<JudgedRow>] {
    [
      .word("scope") { $0.scope.rawValue },
      .id("unit_id") { $0.id },
      .name("unit_name") { $0.name },
      .word("measure") { $0.measure.rawValue },
      .id("rule") { $0.ruleID },
      .day("date") { $0.date },
      .share("required") { $0.required },
      .amount("plan_before") { $0.planBefore },
      .amount("plan_after") { $0.planAfter },
      OutputColumn("before", .amount) { $0.cell($0.figures.before) },
      OutputColumn("after", .amount) { $0.cell($0.figures.after) },
      OutputColumn("difference", .amount) { $0.cell($0.figures.difference) },
      OutputColumn("standard_error", .amount) { $0.cell($0.figures.standardError) },
      OutputColumn("lower", .amount) { $0.cell($0.figures.lower) },
      OutputColumn("upper", .amount) { $0.cell($0.figures.upper) },
    ]
  }

  private static func boundColumns(_ names: UnitNames) -> [OutputColumn<BoundRow>] {
    [
      .word("scope") { $0.source == nil ? "project" : "allocation" },
      .id("project_id") { $0.project },
      .name("project_name") { names.project($0.project) },
      .id("source_id") { $0.source ?? "" },
      .amount("plan") { $0.plan },
      .amount("plan_after") { $0.planAfter },
      .word("side") { $0.side.rawValue },
      .count("order") { $0.order },
      .amount("amount") { $0.terms.amount },
      .word("reason") { $0.terms.kind.rawValue },
      .day("date") { $0.terms.date },
      .amount("paid") { $0.terms.paid },
      .amount("advance") { $0.terms.advance },
      .amount("stated") { $0.terms.stated },
      .id("rule") { $0.terms.rule?.id ?? "" },
      .sentence("instrument") { $0.terms.rule?.citation.instrument ?? "" },
      .name("article") { $0.terms.rule?.citation.article ?? "" },
      .word("status") { $0.terms.rule?.citation.status.rawValue ?? "" },
    ]
  }
}

/// Names by id.
struct UnitNames {
  var projects: [String: String]
  var sources: [String: String]

  func project(_ id: String) -> String { projects[id] ?? "" }
  func source(_ id: String) -> String { sources[id] ?? "" }
}
