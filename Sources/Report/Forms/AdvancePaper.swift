import Disbursement
import Portfolio
import Rulebook

/// Form 08.a/SDTƯ: advances and their recovery, in million dong.
struct AdvancePaper {
  let words: PaperWords

  private var records: FinanceRecords { words.inputs.records }

  var table: FormTable {
    let survey = AdvanceSurvey(words.portfolio, records: records, rulebook: words.inputs.scenario.rulebook)
    let quarter = (survey.asOf.month - 1) / 3 + 1
    var table = words.table(
      code: PaperForm.advances.rawValue, origin: PaperWords.decree,
      name: BilingualText(vi: "Tạm ứng", en: "Advances"),
      title: "TỔNG HỢP TÌNH HÌNH TẠM ỨNG VÀ THU HỒI TẠM ỨNG",
      meaning: "Advances and their recovery",
      subtitles: [
        words.say(
          "Quý \(Self.roman(quarter)) năm \(survey.asOf.year) (số liệu đến ngày \(words.asOf))",
          "Quarter \(quarter) of \(survey.asOf.year) (as of \(words.asOf))")
      ], unit: .million)
    table.columns = columns
    var numbering = AdvanceNumbering()
    table.lines = survey.lines.map { line in self.line(line, number: numbering.next(line.subject)) }
    table.notes = notes(survey)
    return table
  }

  static func roman(_ quarter: Int) -> String { ["I", "II", "III", "IV"][(quarter - 1) % 4] }

  private func line(_ line: AdvanceSurvey.Line, number: String) -> FormTable.Line {
    func amount(_ cause: AdvanceRecord.Cause) -> FormTable.Cell { PaperWords.amount(line.overdueByCause[cause]) }
    let causes = [amount(.ownerDissolved), amount(.contractorBankrupt), amount(.stopped)]
    func cells(_ name: String, id: String = "", cause: String = "", remedy: String = "") -> [FormTable.Cell] {
      [
        PaperWords.text(number), .text(name), .amount(line.outstanding), PaperWords.text(id),
        PaperWords.amount(line.deposited), PaperWords.amount(line.overdue),
      ] + causes + [PaperWords.text(cause), PaperWords.text(remedy)]
    }
    switch line.subject {
    case .whole: return FormTable.Line(.whole, cells(words.say("TỔNG SỐ", "TOTAL")))
    case .group(let group): return FormTable.Line(.group, cells(words.phrases.name(of: group)))
    case .project(let index):
      let project = words.portfolio.projects[index]
      return FormTable.Line(.project, cells(project.name, id: project.id))
    case .advance(let index):
      let advance = records.advances[index]
      return FormTable.Line(
        .detail, cells(name(of: advance, line), cause: cause(of: advance), remedy: advance.remedy))
    }
  }

  private func name(of advance: AdvanceRecord, _ line: AdvanceSurvey.Line) -> String {
    let kind: String
    switch advance.kind {
    case .contract: kind = words.say("Hợp đồng", "Contract")
    case .other: kind = words.say("Không theo hợp đồng", "Without a contract")
    case .siteClearance: kind = words.say("Giải phóng mặt bằng", "Site clearance")
    }
    let what = advance.contract.isEmpty ? kind : advance.contract
    let dates = [
      advance.paidOn.map { words.say("tạm ứng ", "paid ") + words.figures.date($0) },
      advance.due.map { words.say("thu hồi hết đến ", "due ") + words.figures.date($0) },
      line.firstOverdueDay.map { day in
        let isOverdue = day <= words.portfolio.asOf
        return words.say(isOverdue ? "quá hạn từ " : "sẽ quá hạn từ ", "overdue from ") + words.figures.date(day)
      },
    ].compactMap { $0 }
    return dates.isEmpty ? what : "\(what) (\(dates.joined(separator: "; ")))"
  }

  /// Column 10 takes the cause in words, for the other causes too.
  private func cause(of advance: AdvanceRecord) -> String {
    guard advance.causeNote.isEmpty, advance.cause == .other else { return advance.causeNote }
    return words.say("nguyên nhân khác, chưa ghi cụ thể", "another cause, not specified")
  }

  private func notes(_ survey: AdvanceSurvey) -> [String] {
    var notes = [rules]
    if survey.undecidedCount > 0 {
      let count = words.figures.count(survey.undecidedCount)
      notes.append(
        words.say(
          "\(count) khoản chưa ghi ngày tạm ứng hoặc ngày phải thu hồi hết nên không xác định được quá hạn (cột 6 để trống); số tổng không gồm các khoản này.",
          "Of \(count) advances the day of payment or the due day is not stated, so that it is not known whether they are overdue (column 6 is empty); sums leave them out."
        ))
    }
    if survey.causelessCount > 0 {
      let count = words.figures.count(survey.causelessCount)
      notes.append(
        words.say(
          "\(count) khoản quá hạn chưa ghi nguyên nhân.", "The cause of \(count) overdue advances is not stated."))
    }
    if survey.unlistedCount > 0 {
      let count = words.figures.count(survey.unlistedCount)
      notes.append(
        words.say(
          "\(count) dự án chỉ có tổng dư tạm ứng, chưa kê từng khoản: cột 5 đến 11 để trống.",
          "\(count) projects state only a sum of advances, not each of them: columns 5 to 11 are empty."))
    }
    return notes + [words.origin]
  }

  /// When an advance is overdue, as the rulebook has it.
  private var rules: String {
    let rulebook = words.inputs.scenario.rulebook
    func value(_ cap: Rule.Cap) -> String? {
      rulebook.cap(cap, on: words.portfolio.asOf).map { words.figures.plainNumber($0) }
    }
    let parts = [
      value(.advanceGraceMonthsContract).map {
        words.say(
          "theo hợp đồng: quá \($0) tháng sau ngày phải thu hồi hết theo hợp đồng",
          "under a contract: \($0) months past the day by which the contract has it recovered")
      },
      value(.advanceGraceMonthsOther).map {
        words.say(
          "không theo hợp đồng: quá \($0) tháng từ ngày tạm ứng", "without a contract: \($0) months after payment")
      },
      value(.advanceGraceDaysClearance).map {
        words.say("giải phóng mặt bằng: quá \($0) ngày từ ngày tạm ứng", "site clearance: \($0) days after payment")
      },
    ].compactMap { $0 }
    guard !parts.isEmpty else {
      return words.say(
        "Bộ quy định không nêu khi nào tạm ứng là quá hạn: cột 6 đến 9 để trống.",
        "The rulebook does not say when an advance is overdue: columns 6 to 9 are empty.")
    }
    return words.say("Quá hạn: ", "Overdue: ") + parts.joined(separator: "; ") + "."
  }

  private var columns: [FormTable.Column] {
    let cause = "Nguyên nhân"
    func amount(_ titles: [String], _ number: String, _ meaning: String) -> FormTable.Column {
      words.column(titles, number, meaning, .amount, width: 14)
    }
    return [
      words.column(["STT"], "1", "number", .code, width: 6),
      words.column(["Nội dung"], "2", "group, project, advance", .text, width: 44),
      amount(["Lũy kế số dư tạm ứng chưa thu hồi đến thời điểm báo cáo"], "3", "outstanding on the day of the report"),
      words.column(["Mã dự án"], "4", "project code", .code, width: 10),
      amount(["Số gốc gửi tại NHTM"], "5", "on deposit at commercial banks"),
      amount(["Tổng số dư tạm ứng quá hạn chưa thu hồi"], "6", "overdue"),
      amount([cause, "Ban QLDA/chủ đầu tư giải thể"], "7", "cause: unit or owner dissolved"),
      amount([cause, "Nhà thầu phá sản"], "8", "cause: contractor bankrupt"),
      amount([cause, "Dự án đình hoãn, không thực hiện"], "9", "cause: project stopped"),
      words.column([cause, "Nguyên nhân khác (ghi cụ thể)"], "10", "another cause, in words", .text, width: 26),
      words.column(["Đề xuất hướng xử lý"], "11", "what is proposed", .text, width: 28),
    ]
  }
}

/// Groups I, II, …; projects 1, 2, …; advances of a project a, b, … as a dash.
private struct AdvanceNumbering {
  private var groups = PlanNumbering()
  private var project = 0

  mutating func next(_ subject: AdvanceSurvey.Subject) -> String {
    switch subject {
    case .whole: return ""
    case .group(let group):
      project = 0
      return groups.next(.group(group))
    case .project:
      project += 1
      return "\(project)"
    case .advance: return "-"
    }
  }
}
