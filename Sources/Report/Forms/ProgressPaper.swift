import Disbursement
import Portfolio
import Rulebook

/// Payments by month and quarter, in million dong: two tables that are no official form and say so.
struct ProgressPaper {
  let words: PaperWords
  private let progress: PaymentProgress
  /// The scenario whose payments were planned.
  private let schedule: String

  private typealias Column = PaymentProgress.Column

  init(words: PaperWords, schedule: PaymentSchedule) {
    self.words = words
    self.schedule = schedule.run.scenario
    progress = PaymentProgress(words.portfolio, records: words.inputs.records, schedule: schedule)
  }

  // MARK: The year so far

  var summary: FormTable {
    var table = words.table(
      code: "", origin: PaperWords.composite, name: BilingualText(vi: "BC-tháng", en: "Monthly report"),
      title: words.say(
        "TIẾN ĐỘ THỰC HIỆN VÀ GIẢI NGÂN KẾ HOẠCH ĐẦU TƯ CÔNG NĂM \(words.year.year)",
        "PROGRESS AND DISBURSEMENT OF THE PUBLIC INVESTMENT PLAN \(words.year.year)"), meaning: "",
      subtitles: [words.say("(lũy kế đến ngày \(words.asOf))", "(cumulative to \(words.asOf))")], unit: .million)
    table.columns = summaryColumns
    table.lines = progress.sums.lines.map { line in
      let plan = (line[.plan] ?? .zero) + (line[.carriedPlan] ?? .zero)
      let rate = line[.paidInAll].map { FormTable.Cell.share($0.rate(of: plan)) } ?? .empty
      return FormTable.Line(
        words.level(of: line.outline.subject),
        [PaperWords.text(line.outline.number), .text(words.name(of: line.outline.subject))]
          + Column.allCases.map { PaperWords.amount(line[$0]) } + [plan == .zero ? .empty : rate])
    }
    let carried = words.say(
      "Cột 11 = 9 + 10, cột 12 = 11 / (6 + 7); nơi chưa có số vốn kéo dài thì chỉ tính kế hoạch năm.",
      "Column 11 = 9 + 10, column 12 = 11 / (6 + 7); where carried-over capital is not known, of the year's plan alone."
    )
    table.notes = [
      carried, words.statedOnce(progress.sums), words.missing(progress.sums, of: Column.allCases), words.origin,
    ].compactMap { $0 }
    return table
  }

  private var summaryColumns: [FormTable.Column] {
    let year = words.year.year
    func amount(_ vi: String, _ en: String, _ number: String) -> FormTable.Column {
      FormTable.Column([words.say(vi, en)], number: number, kind: .amount, width: 13)
    }
    return [
      FormTable.Column([words.say("STT", "No.")], number: "1", kind: .code, width: 6),
      FormTable.Column([words.say("Tên dự án", "Group, source, project")], number: "2", kind: .text, width: 40),
      amount("TMĐT", "Total investment", "3"),
      amount("Lũy kế bố trí KHV từ khởi công đến hết năm trước", "Plan capital of all years before", "4"),
      amount("Lũy kế giải ngân từ khởi công đến 31/01/\(year)", "Disbursed from the start to 31 Jan \(year)", "5"),
      amount("KH năm trước kéo dài", "Plan carried over", "6"), amount("KH năm \(year)", "Plan \(year)", "7"),
      amount("Khối lượng thực hiện", "Work done", "8"), amount("Giải ngân KH kéo dài", "Paid of the carried plan", "9"),
      amount("Giải ngân KH năm (từ 01/01)", "Paid of the year's plan (from 1 Jan)", "10"),
      amount("Lũy kế giải ngân từ đầu năm", "Disbursed since the start of the year", "11"),
      FormTable.Column([words.say("Tỷ lệ %", "Rate")], number: "12", kind: .share, width: 9),
    ]
  }

  // MARK: Month by month

  private var hasUnassigned: Bool { progress.lines.contains { $0.paid.unassigned != nil } }

  var months: FormTable {
    let plannedOn = words.figures.date(progress.plannedOn)
    var table = words.table(
      code: "", origin: PaperWords.composite, name: BilingualText(vi: "Theo tháng, quý", en: "Months and quarters"),
      title: words.say(
        "KẾ HOẠCH VÀ THỰC HIỆN GIẢI NGÂN THEO THÁNG, QUÝ NĂM \(words.year.year)",
        "PLANNED AND ACTUAL PAYMENTS BY MONTH AND QUARTER \(words.year.year)"), meaning: "",
      subtitles: [
        words.say(
          "(KH: lịch giải ngân lập ngày \(plannedOn); TH: đã giải ngân đến \(words.asOf))",
          "(plan: as scheduled on \(plannedOn); actual: paid until \(words.asOf))")
      ], unit: .million)
    table.mostDecimals = 1
    table.columns = monthColumns
    table.lines = progress.lines.flatMap { line -> [FormTable.Line] in
      let level = words.level(of: line.outline.subject)
      let (plan, actual) = (words.say("KH", "plan"), words.say("TH", "actual"))
      return [
        FormTable.Line(
          level,
          [
            PaperWords.text(line.outline.number), .text(words.name(of: line.outline.subject)), .amount(line.plan),
            .text(plan),
          ] + cells(line.planned, of: line.plan)),
        FormTable.Line(level, [.empty, .empty, .empty, .text(actual)] + cells(line.paid, of: line.plan)),
      ]
    }
    table.notes = monthNotes
    return table
  }

  private func cells(_ months: PaymentProgress.Months, of plan: Money) -> [FormTable.Cell] {
    let year = (0..<4).flatMap { quarter in
      months.months.dropFirst(quarter * 3).prefix(3).map(PaperWords.amount) + [
        PaperWords.amount(months.quarter(quarter))
      ]
    }
    let rate: FormTable.Cell =
      if let total = months.total, plan != .zero { .share(total.rate(of: plan)) } else { .empty }
    return year + [PaperWords.amount(months.months.last ?? nil)]
      + (hasUnassigned ? [PaperWords.amount(months.unassigned)] : []) + [PaperWords.amount(months.total), rate]
  }

  private var monthColumns: [FormTable.Column] {
    let year = words.year.year
    func amount(_ titles: [String]) -> FormTable.Column { FormTable.Column(titles, kind: .amount, width: 11) }
    let quarters = (0..<4).flatMap { quarter -> [FormTable.Column] in
      let name = words.say("Quý \(AdvancePaper.roman(quarter + 1))", "Quarter \(quarter + 1)")
      return (1...3).map { month in amount([name, words.figures.monthName(quarter * 3 + month)]) }
        + [amount([name, words.say("Cả quý", "Total")])]
    }
    return [
      FormTable.Column([words.say("STT", "No.")], kind: .code, width: 6),
      FormTable.Column([words.say("Nội dung", "Group, source, project")], kind: .text, width: 32),
      FormTable.Column([words.say("KH vốn năm \(year)", "Plan capital \(year)")], kind: .amount, width: 12),
      FormTable.Column([words.say("KH/TH", "Row")], kind: .code, width: 7),
    ] + quarters + [amount([words.figures.monthName(13, of: words.year)])]
      + (hasUnassigned ? [amount([words.say("Chưa tách tháng", "Not by month")])] : []) + [
        FormTable.Column([words.say("Cả năm", "Year")], kind: .amount, width: 12),
        FormTable.Column([words.say("Tỷ lệ/KH vốn", "Share of plan")], kind: .share, width: 9),
      ]
  }

  private var monthNotes: [String] {
    var notes = [
      words.say(
        "KH: số dự kiến giải ngân từng tháng sau ngày lập lịch; cả năm gồm cả số đã giải ngân trước ngày đó. TH: số đã giải ngân; tháng sau \(words.asOf) để trống. Lịch của kịch bản «\(schedule)».",
        "Plan: payments planned month by month after the day of the schedule; the year includes what had been paid by then. Actual: what has been paid; months after \(words.asOf) are empty. Schedule of the scenario «\(schedule)»."
      ),
      words.say(
        "Trên trang, từng số làm tròn đến 0,1 triệu đồng; trong trang tính, số đúng đến đồng.",
        "On the page each amount is rounded to 0.1 million dong; in the sheet amounts are exact to the dong."),
    ]
    if progress.unplannedCount > 0 {
      let count = words.figures.count(progress.unplannedCount)
      notes.append(
        words.say(
          "\(count) dòng không có trong lịch giải ngân: ô KH để trống, số tổng không gồm các dòng này.",
          "\(count) lines are not in the schedule: their planned cells are empty and sums leave them out."))
    }
    return notes + [words.origin]
  }
}
