import Disbursement
import Portfolio
import Rulebook

/// What a report says of advances.
extension PeriodSentences {
  private var million: Figures { Figures(inMillions: phrases.language) }

  var advances: String {
    let (outstanding, date) = (report.advances.outstanding, figures.date(report.period.lastDay))
    guard outstanding > .zero else {
      return say(
        "Đến hết ngày \(date) không còn dư tạm ứng chưa thu hồi.", "No advance is outstanding on \(date).")
    }
    let overdue = report.advances.overdue
    let whole = million.money(outstanding)
    guard !overdue.isEmpty else {
      return say(
        "Đến hết ngày \(date) dư tạm ứng chưa thu hồi là \(whole); không có khoản nào xác định được là quá hạn.",
        "On \(date), \(whole) of advances is outstanding; none is known to be overdue.")
    }
    let (late, count) = (million.money(report.advances.overdueAmount), figures.count(overdue.count))
    return say(
      "Đến hết ngày \(date) dư tạm ứng chưa thu hồi là \(whole), trong đó quá hạn \(late) (\(count) khoản).",
      "On \(date), \(whole) of advances is outstanding, of which \(late) is overdue (\(count) \(overdue.count == 1 ? "advance" : "advances"))."
    )
  }

  /// What cannot be told; empty when everything can.
  var unknownAdvances: String {
    var parts: [String] = []
    if report.advances.unlisted > .zero {
      let amount = million.money(report.advances.unlisted)
      parts.append(
        say(
          "\(amount) chỉ có số tổng của dự án, chưa kê từng khoản (bảng advances.csv), nên chưa xác định được phần quá hạn.",
          "\(amount) is stated as a sum of projects only and not listed (table advances.csv), so what of it is overdue is not known."
        ))
    }
    if report.advances.undecided > .zero {
      let amount = million.money(report.advances.undecided)
      parts.append(
        say(
          "\(amount) chưa ghi ngày tạm ứng hoặc hạn thu hồi, nên chưa xác định được có quá hạn hay không.",
          "Of \(amount) the day of payment or the due day is not stated, so whether it is overdue is not known."))
    }
    return parts.joined(separator: " ")
  }
}

extension PeriodTables {
  var overdueAdvances: FormTable {
    let late = say("Quá hạn", "Overdue")
    let columns: [FormTable.Column] = [
      .init([say("TT", "No.")], kind: .code, width: 5),
      .init([say("Dự án, hợp đồng", "Project, contract")], kind: .text, width: 34),
      .init([phrases.owner], kind: .text, width: 18),
      .init([say("Số tiền quá hạn", "Amount overdue")], kind: .amount, width: 11),
      .init([late, say("Từ ngày", "From")], kind: .date, width: 11),
      .init([late, say("Số ngày", "Days")], kind: .count, width: 7),
      .init([say("Nguyên nhân", "Cause")], kind: .text, width: 22),
      .init([say("Biện pháp xử lý", "Remedy")], kind: .text, width: 24),
    ]
    let shown = report.advances.overdue.prefix(Self.mostProjects)
    let total = FormTable.Line(
      .whole, [.empty, .text(self.total), .empty, .amount(report.advances.overdueAmount)])
    let lines = shown.enumerated().map { index, advance in
      let project = projectName(advance.record.projectID, advance.projectName)
      let name = [project, advance.record.contract].filter { !$0.isEmpty }.joined(separator: "; ")
      let cells: [FormTable.Cell] = [
        .text("\(index + 1)"), .text(name), .text(named(advance.owner, "")), .amount(advance.record.outstanding),
        .date(advance.firstOverdueDay), .count(advance.days), text(cause(of: advance.record)),
        text(advance.record.remedy),
      ]
      return FormTable.Line(.project, cells)
    }
    let rest = report.advances.overdue.count - shown.count
    return table(
      say("8. Tạm ứng quá hạn", "8. Overdue advances"), say("Bảng 8. Tạm ứng quá hạn", "Table 8. Overdue advances"),
      columns, [total] + lines,
      notes: report.rules.advances.filter { $0.id != $0.family }.map(phrases.citation)
        + [
          rest > 0
            ? say(
              "Còn \(figures.count(rest)) khoản nữa trong period-report.json.",
              "\(figures.count(rest)) more are in period-report.json.") : ""
        ])
  }

  private func cause(of advance: AdvanceRecord) -> String {
    let kind =
      switch advance.cause {
      case .ownerDissolved: say("chủ đầu tư giải thể", "owner dissolved")
      case .contractorBankrupt: say("nhà thầu phá sản, giải thể", "contractor bankrupt")
      case .stopped: say("dự án dừng thực hiện", "project stopped")
      case .other, nil: ""
      }
    return [kind, advance.causeNote].filter { !$0.isEmpty }.joined(separator: ": ").capitalizedFirst
  }
}
