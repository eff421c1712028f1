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
    byteOrderMark mark: ForecastTables.ByteOrderMark, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    let names = UnitNames(
      projects: Dictionary(proposal.projects.map { ($0.id, $0.name) }) { first, _ in first }, sources: sources)
    switch table {
    case .moves:
      let rows = proposal.moves.enumerated().lazy.map { index, move in
        MoveRow(
          number: index + 1, move: move, reason: reasons.indices.contains(index) ? reasons[index] : nil)
      }
      try OutputTable.write(rows, moveColumns(names), mark, sink)
    case .judgement: try OutputTable.write(JudgedRow.all(of: proposal, names), judgedColumns, mark, sink)
    case .bounds: try OutputTable.write(BoundRow.all(of: proposal), boundColumns(names), mark, sink)
    }
  }

  private static func moveColumns(_ names: UnitNames) -> [OutputColumn<MoveRow>] {
    [
      OutputColumn("move") { .count($0.number) },
      OutputColumn("source_id") { .text($0.move.sourceID) },
      OutputColumn("source_name") { .text(names.source($0.move.sourceID)) },
      OutputColumn("owner") { .text($0.move.owner ?? "") },
      OutputColumn("giver_id") { .text($0.move.giverID) },
      OutputColumn("giver_name") { .text(names.project($0.move.giverID)) },
      OutputColumn("receiver_id") { .text($0.move.receiverID) },
      OutputColumn("receiver_name") { .text(names.project($0.move.receiverID)) },
      OutputColumn("amount") { .amount($0.move.amount) },
      OutputColumn("giver_total") { .amount($0.move.giver.given) },
      OutputColumn("giver_expected_use") { .amount($0.move.giver.expectedUse) },
      OutputColumn("giver_chance_any") { .share($0.move.giver.chanceOfSpendingAny) },
      OutputColumn("giver_chance_all") { .share($0.move.giver.chanceOfSpendingAll) },
      OutputColumn("giver_unspent") { .amount($0.move.giver.unspent) },
      OutputColumn("giver_obstacle") { .plain($0.move.giver.obstacle?.kind.key ?? "") },
      OutputColumn("giver_obstacle_share") { .share($0.move.giver.obstacle?.share) },
      OutputColumn("giver_start_p50") { .day($0.move.giver.obstacle?.kind.startP50) },
      OutputColumn("receiver_total") { .amount($0.move.receiver.received) },
      OutputColumn("receiver_expected_use") { .amount($0.move.receiver.expectedUse) },
      OutputColumn("receiver_chance_any") { .share($0.move.receiver.chanceOfSpendingAny) },
      OutputColumn("receiver_chance_all") { .share($0.move.receiver.chanceOfSpendingAll) },
      OutputColumn("receiver_key_project") { .flag($0.move.receiver.isKeyProject) },
      OutputColumn("rules") { .text($0.move.rules.map(\.id).joined(separator: ";")) },
      OutputColumn("reason_vi") { .text($0.reason?.vi ?? "") },
      OutputColumn("reason_en") { .text($0.reason?.en ?? "") },
    ]
  }

  private static var judgedColumns: [OutputColumn<JudgedRow>] {
    [
      OutputColumn("scope") { .plain($0.scope.rawValue) },
      OutputColumn("unit_id") { .text($0.id) },
      OutputColumn("unit_name") { .text($0.name) },
      OutputColumn("measure") { .plain($0.measure.rawValue) },
      OutputColumn("rule") { .text($0.ruleID) },
      OutputColumn("date") { .day($0.date) },
      OutputColumn("required") { .share($0.required) },
      OutputColumn("plan_before") { .amount($0.planBefore) },
      OutputColumn("plan_after") { .amount($0.planAfter) },
      OutputColumn("before") { $0.cell($0.figures.before) },
      OutputColumn("after") { $0.cell($0.figures.after) },
      OutputColumn("difference") { $0.cell($0.figures.difference) },
      OutputColumn("standard_error") { $0.cell($0.figures.standardError) },
      OutputColumn("lower") { $0.cell($0.figures.lower) },
      OutputColumn("upper") { $0.cell($0.figures.upper) },
    ]
  }

  private static func boundColumns(_ names: UnitNames) -> [OutputColumn<BoundRow>] {
    [
      OutputColumn("scope") { .plain($0.source == nil ? "project" : "allocation") },
      OutputColumn("project_id") { .text($0.project) },
      OutputColumn("project_name") { .text(names.project($0.project)) },
      OutputColumn("source_id") { .text($0.source ?? "") },
      OutputColumn("plan") { .amount($0.plan) },
      OutputColumn("plan_after") { .amount($0.planAfter) },
      OutputColumn("side") { .plain($0.side.rawValue) },
      OutputColumn("order") { .count($0.order) },
      OutputColumn("amount") { .amount($0.terms.amount) },
      OutputColumn("reason") { .plain($0.terms.kind.rawValue) },
      OutputColumn("date") { .day($0.terms.date) },
      OutputColumn("paid") { .amount($0.terms.paid) },
      OutputColumn("advance") { .amount($0.terms.advance) },
      OutputColumn("stated") { .amount($0.terms.stated) },
      OutputColumn("rule") { .text($0.terms.rule?.id ?? "") },
      OutputColumn("instrument") { .text($0.terms.rule?.citation.instrument ?? "") },
      OutputColumn("article") { .text($0.terms.rule?.citation.article ?? "") },
      OutputColumn("status") { .plain($0.terms.rule?.citation.status.rawValue ?? "") },
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
