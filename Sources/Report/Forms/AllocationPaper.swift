import Disbursement
import Portfolio
import Rulebook

/// Forms 01.a/PB and 01.b/PB: the plan of the year by project, and the plan after an adjustment, in million dong.
struct AllocationPaper {
  let words: PaperWords
  let isAdjusted: Bool

  private typealias Column = PlanAllocations.Column

  private var form: PaperForm { isAdjusted ? .adjustment : .allocation }
  private var amountColumns: [Column] { isAdjusted ? Column.allCases : Column.ofPlan }

  var table: FormTable {
    let plan = PlanAllocations(
      words.portfolio, records: words.inputs.records, adjusted: isAdjusted ? words.inputs.adjusted : [:])
    let year = words.year.year
    var table = words.table(
      code: form.rawValue, origin: PaperWords.decree,
      name: isAdjusted
        ? BilingualText(vi: "Kế hoạch điều chỉnh", en: "Adjusted plan")
        : BilingualText(vi: "Phân bổ kế hoạch", en: "Plan allocation"),
      title: isAdjusted
        ? "PHÂN BỔ CHI TIẾT KẾ HOẠCH ĐẦU TƯ CÔNG ĐIỀU CHỈNH NĂM \(year)"
        : "PHÂN BỔ CHI TIẾT KẾ HOẠCH ĐẦU TƯ CÔNG NĂM \(year)",
      meaning: isAdjusted
        ? "Allocation of the adjusted public investment plan \(year)"
        : "Allocation of the public investment plan \(year)",
      subtitles: [], unit: .million)
    table.columns = columns
    table.lines = plan.sums.lines.map { line in
      FormTable.Line(
        words.level(of: line.outline.subject),
        texts(of: line.outline) + amountColumns.map { PaperWords.amount(line[$0]) } + [.empty])
    }
    table.notes = [
      isAdjusted ? adjustment(plan) : nil, words.statedOnce(plan.sums), words.missing(plan.sums, of: amountColumns),
      words.origin,
    ].compactMap { $0 }
    return table
  }

  private func texts(of line: PlanOutline.Line) -> [FormTable.Cell] {
    let project = words.project(line.subject)
    let particulars = words.particulars(project)
    let texts = [
      line.number, words.name(of: line.subject), project?.locality, particulars?.accountPlace, project?.owner,
      project?.id,
      particulars?.sectorCode, particulars?.constructionPeriod, particulars?.decision,
    ]
    return texts.map(PaperWords.text)
  }

  private func adjustment(_ plan: PlanAllocations) -> String {
    if words.inputs.adjusted.isEmpty {
      return words.say(
        "Không có phương án điều chỉnh: kế hoạch sau điều chỉnh bằng kế hoạch đã giao. Phương án do lệnh reallocate lập.",
        "There is no adjustment: the plan after it is the plan as it stands. The command reallocate proposes one.")
    }
    let name = words.inputs.adjustedName
    let changed = plan.isAdjusted ? "" : words.say(" Không có kế hoạch nào thay đổi.", " No plan changes.")
    return words.say(
      "Kế hoạch sau điều chỉnh lấy từ kịch bản «\(name)».",
      "The plans after the adjustment are those of the scenario «\(name)».")
      + changed
  }

  private var columns: [FormTable.Column] {
    let year = words.year.year
    // Medium-term plans run from years ending in 1 or 6.
    let first = year - (year - 1) % 5
    let decision = "QĐ đầu tư"
    let plan = "KH đầu tư công năm \(year)"
    func text(_ titles: [String], _ number: String, _ meaning: String, width: Double) -> FormTable.Column {
      words.column(titles, number, meaning, .text, width: width)
    }
    func amount(_ titles: [String], _ number: String, _ meaning: String) -> FormTable.Column {
      words.column(titles, number, meaning, .amount, width: 12)
    }
    let common = [
      words.column(["STT"], "1", "number", .code, width: 6),
      text(["Nội dung"], "2", "group, source, project", width: 32),
      text(["Địa điểm xây dựng"], "3", "place of the works", width: 13),
      text(["Địa điểm mở tài khoản của dự án (chi tiết đến xã)"], "4", "place of the account", width: 14),
      text(["Chủ đầu tư"], "5", "owner", width: 16),
      words.column(["Mã số dự án đầu tư"], "6", "project code", .code, width: 10),
      words.column(["Mã ngành kinh tế (loại, khoản)"], "7", "branch in the budget", .code, width: 9),
      words.column(["Thời gian khởi công và hoàn thành"], "8", "start and end of the works", .code, width: 10),
      text([decision, "Số, ngày, tháng, năm"], "9", "investment decision", width: 16),
      amount([decision, "TMĐT", "Tổng số"], "10", "total investment"),
      amount([decision, "TMĐT", "Phần vốn NSNN"], "11", "of it from the state budget"),
      amount(["KH đầu tư công trung hạn giai đoạn \(first)-\(first + 4)"], "12", "medium-term plan"),
      amount(
        ["Ước lũy kế giải ngân từ khởi công đến hết kế hoạch năm trước"], "13",
        "disbursed from the start to the end of the plan before, estimate"),
      amount([plan, "Tổng số"], "14", "plan of the year"),
      amount([plan, "Trong đó", "Thu hồi vốn đã ứng trước"], "15", "of it, recovery of pre-advanced capital"),
      amount([plan, "Trong đó", "Trả nợ đọng XDCB"], "16", "of it, arrears of construction"),
    ]
    guard isAdjusted else { return common + [text(["Ghi chú"], "17", "note", width: 12)] }
    let after = "KH năm \(year) sau điều chỉnh"
    return common + [
      amount(["Điều chỉnh tăng"], "17", "increase"), amount(["Điều chỉnh giảm"], "18", "decrease"),
      amount([after, "Tổng số"], "19", "plan after"),
      amount([after, "Trong đó", "Thu hồi vốn đã ứng trước"], "20", "of it, recovery of pre-advanced capital"),
      amount([after, "Trong đó", "Trả nợ đọng XDCB"], "21", "of it, arrears of construction"),
      text(["Ghi chú"], "22", "note", width: 12),
    ]
  }
}
