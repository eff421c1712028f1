import Disbursement
import Portfolio
import Rulebook

/// Tables of a proposal to move capital.
struct ProposalTables {
  let tables: PeriodTables
  let selection: ReallocationSelection
  let sentences: ReallocationSentences

  init(_ tables: PeriodTables, _ proposal: ReallocationProposal, portfolio: Portfolio) {
    self.tables = tables
    selection = ReallocationSelection(proposal, portfolio: portfolio)
    sentences = ReallocationSentences(selection: selection, language: tables.language)
  }

  private func say(_ vi: String, _ en: String) -> String { tables.say(vi, en) }

  /// Projects whose capital changes, with what they have before and after; increases and decreases are equal.
  var changes: FormTable {
    let phrases = tables.phrases
    let columns: [FormTable.Column] = [
      .init([say("TT", "No.")], kind: .code, width: 5), .init([phrases.project], kind: .text, width: 38),
      .init([phrases.owner], kind: .text, width: 22),
      .init([say("Kế hoạch hiện tại", "Present plan")], kind: .amount, width: 13),
      .init([say("Điều chỉnh", "Change"), say("Tăng", "Increase")], kind: .amount, width: 11),
      .init([say("Điều chỉnh", "Change"), say("Giảm", "Decrease")], kind: .amount, width: 11),
      .init([say("Kế hoạch sau điều chỉnh", "Adjusted plan")], kind: .amount, width: 13),
    ]
    let rows = selection.changed.map { verdict in
      (verdict: verdict, increase: change(of: verdict.id, \.increase), decrease: change(of: verdict.id, \.decrease))
    }
    func sum(_ amount: (ProjectVerdict) -> Money) -> Money { rows.reduce(Money.zero) { $0 + amount($1.verdict) } }
    let total = FormTable.Line(
      .whole,
      [
        .empty, .text(tables.total), .empty, .amount(sum(\.plan)),
        .amount(rows.reduce(Money.zero) { $0 + $1.increase }),
        .amount(rows.reduce(Money.zero) { $0 + $1.decrease }), .amount(sum(\.planAfter)),
      ])
    let lines = rows.prefix(PeriodTables.mostProjects).enumerated().map { index, row in
      FormTable.Line(
        .project,
        [
          .text("\(index + 1)"), .text(tables.projectName(row.verdict.id, row.verdict.name)),
          .text(tables.named(row.verdict.owner, "")), .amount(row.verdict.plan), cell(row.increase),
          cell(row.decrease), .amount(row.verdict.planAfter),
        ])
    }
    return tables.table(
      say("7. Điều chỉnh vốn", "7. Adjustment"),
      say(
        "Bảng 7. Kế hoạch vốn đề xuất điều chỉnh theo dự án", "Table 7. Proposed adjustment of plan capital by project"),
      columns, [total] + lines)
  }

  private func cell(_ money: Money) -> FormTable.Cell { money == .zero ? .empty : .amount(money) }

  private func change(of project: String, _ amount: KeyPath<AllocationProposal, Money>) -> Money {
    selection.allocations(of: project).reduce(.zero) { $0 + $1[keyPath: amount] }
  }

  /// Every move with its reason.
  var moves: FormTable {
    let columns: [FormTable.Column] = [
      .init([say("TT", "No.")], kind: .code, width: 5), .init([tables.phrases.source], kind: .text, width: 20),
      .init([say("Dự án nhường", "Gives")], kind: .text, width: 24),
      .init([say("Dự án nhận", "Receives")], kind: .text, width: 24),
      .init([say("Số vốn", "Amount")], kind: .amount, width: 10),
      .init([say("Lý do, căn cứ", "Reason, rules")], kind: .text, width: 72),
    ]
    let moves = selection.proposal.moves
    let shown = moves.prefix(PeriodTables.mostProjects)
    let lines = shown.enumerated().map { index, move in
      FormTable.Line(
        .project,
        [
          .text("\(index + 1)"), .text(selection.sourceName(move.sourceID)), .text(selection.projectName(move.giverID)),
          .text(selection.projectName(move.receiverID)), .amount(move.amount), .text(sentences.reason(of: move)),
        ])
    }
    let total = FormTable.Line(
      .whole, [.empty, .text(tables.total), .empty, .empty, .amount(selection.proposal.moved)])
    return tables.table(
      say("PL3. Điều chuyển vốn", "A3. Moves"),
      say("Phụ lục III. Các lượt điều chuyển vốn đề xuất và lý do", "Appendix III. Proposed moves of capital and why"),
      columns, [total] + lines)
  }
}
