import Disbursement
import Portfolio
import Rulebook

/// The tables of a period report in one language; each is laid out on pages, sheets and terminals alike.
///
/// Plans and payments are exact; what is simulated is rounded to the unit.
struct PeriodTables {
  let report: PeriodReport
  let sentences: PeriodSentences

  /// Rows of single projects; the JSON has all of them.
  static let mostProjects = 5_000
  static let unit = FormTable.Unit.million

  var phrases: Phrases { sentences.phrases }
  var language: Language { sentences.phrases.language }
  var figures: Figures { sentences.figures }
  func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }

  var lastDay: String { figures.date(report.period.lastDay) }
  var yearEnd: String { figures.date(report.run.fiscalYear.lastDay) }

  func table(
    _ name: String, _ title: String, _ columns: [FormTable.Column], _ lines: [FormTable.Line], notes: [String] = []
  ) -> FormTable {
    FormTable(
      language: language, name: name, title: title, unit: Self.unit, columns: columns, lines: lines,
      notes: notes.filter { !$0.isEmpty })
  }

  // MARK: Cells

  func amount(_ money: Money?) -> FormTable.Cell { money.map { .amount($0) } ?? .empty }

  /// To the nearest million dong, as nobody knows the rest.
  func rounded(_ money: Money) -> FormTable.Cell {
    let half: Int64 = money < .zero ? -500_000 : 500_000
    return .amount(Money(dong: (money.dong + half) / 1_000_000 * 1_000_000))
  }

  func rate(_ part: Money, of whole: Money) -> FormTable.Cell {
    whole == .zero ? .empty : .share(part.rate(of: whole))
  }

  func named(_ name: String, _ id: String) -> String {
    name.isEmpty ? (id.isEmpty ? phrases.notStated : id) : name
  }

  var roundedNote: String {
    say(
      "Số dự báo làm tròn đến triệu đồng. P10, P90: một phần mười khả năng thấp hơn, một phần mười khả năng cao hơn; không cộng dồn được.",
      "Forecasts are rounded to the million dong. P10, P90: one chance in ten of less, one in ten of more; they do not add up."
    )
  }

  var total: String { say("TỔNG SỐ", "TOTAL") }

  // MARK: Disbursed

  private func paidColumns(_ name: String, _ width: Double) -> [FormTable.Column] {
    let paid = say("Giải ngân", "Disbursed")
    return [
      .init([say("TT", "No.")], kind: .code, width: 6), .init([name], kind: .text, width: width),
      .init([say("Số dự án", "Projects")], kind: .count, width: 8),
      .init([say("Kế hoạch vốn năm", "Plan of the year")], kind: .amount, width: 14),
      .init(
        [paid, say("Trong \(phrases.shortName(of: report.period))", "In \(phrases.shortName(of: report.period))")],
        kind: .amount, width: 13),
      .init([paid, say("Lũy kế đến \(lastDay)", "To \(lastDay)")], kind: .amount, width: 13),
      .init([paid, say("Tỷ lệ", "Rate")], kind: .share, width: 8),
    ]
  }

  private func paidCells(
    _ number: String, _ name: String, _ count: Int, _ plan: Money, _ inPeriod: Money?, _ paid: Money
  ) -> [FormTable.Cell] {
    [
      number.isEmpty ? .empty : .text(number), .text(name), .count(count), .amount(plan), amount(inPeriod),
      .amount(paid), rate(paid, of: plan),
    ]
  }

  private func paidCells(_ number: String, _ name: String, _ unit: ReportedUnit) -> [FormTable.Cell] {
    paidCells(number, name, unit.projectCount, unit.plan, unit.paidInPeriod, unit.paidToDate)
  }

  func groupName(_ unit: ReportedUnit) -> String {
    ProjectGroup(rawValue: unit.id).map(phrases.name(of:)) ?? unit.id
  }

  /// By group, and within each by source.
  var byGroup: FormTable {
    var lines = [FormTable.Line(.whole, paidCells("", total, report.whole))]
    for (index, group) in report.groups.enumerated() {
      lines.append(.init(.group, paidCells(phrases.roman(index + 1), groupName(group), group)))
      for (number, part) in report.parts.filter({ $0.group.rawValue == group.id }).enumerated() {
        lines.append(
          .init(
            .project,
            paidCells(
              "\(number + 1)", sentences.sourceName(part.sourceID), part.projectCount, part.plan, part.paidInPeriod,
              part.paidToDate)))
      }
    }
    return table(
      say("1. Nhóm và nguồn", "1. Groups and sources"),
      say("Bảng 1. Giải ngân theo nhóm dự án và nguồn vốn", "Table 1. Disbursed by group and source"),
      paidColumns(say("Nhóm dự án, nguồn vốn", "Group, source"), 38), lines,
      notes: [
        say(
          "Một dự án có nhiều nguồn vốn được đếm ở từng nguồn.", "A project with several sources is counted in each."),
        sentences.monthsUnknown,
      ])
  }

  var bySource: FormTable {
    let lines =
      [FormTable.Line(.whole, paidCells("", total, report.whole))]
      + report.sources.enumerated().map { index, source in
        .init(.project, paidCells("\(index + 1)", named(source.name, source.id), source))
      }
    return table(
      say("2. Nguồn vốn", "2. Sources"),
      say("Bảng 2. Giải ngân theo nguồn vốn", "Table 2. Disbursed by source"), paidColumns(phrases.source, 38), lines)
  }

  // MARK: Milestones and deadlines

  var milestones: FormTable {
    let chance = say("Xác suất đạt", "Probability")
    let columns: [FormTable.Column] = [
      .init([phrases.group], kind: .text, width: 22), .init([say("Quy định", "Rule")], kind: .code, width: 9),
      .init([phrases.due], kind: .date, width: 11),
      .init([phrases.required, say("Tỷ lệ", "Share")], kind: .share, width: 8),
      .init([phrases.required, say("Số tiền", "Amount")], kind: .amount, width: 11),
      .init([say("Đã hoặc dự kiến giải ngân", "Disbursed or expected")], kind: .amount, width: 11),
      .init([say("Thiếu", "Short")], kind: .amount, width: 10),
      .init([chance, "%"], kind: .share, width: 8),
      .init([chance, say("± điểm %", "± points")], kind: .code, width: 7),
      .init([say("Đánh giá", "Standing")], kind: .text, width: 16),
    ]
    let due = report.milestones.filter { $0.forecast.date <= report.period.lastDay }
    let ahead = report.milestones.filter { $0.forecast.date > report.period.lastDay }
    var lines: [FormTable.Line] = []
    for (title, members) in [
      (say("Đã đến hạn", "Fallen due"), due), (say("Phía trước", "Ahead"), ahead),
    ] where !members.isEmpty {
      lines.append(.init(.group, [.text(title)]))
      lines += members.map { .init(.project, cells(of: $0)) }
    }
    return table(
      say("3. Các mốc", "3. Milestones"),
      say("Bảng 3. Các mốc giải ngân theo nhóm dự án", "Table 3. Milestones of the groups"), columns, lines,
      notes: [
        say(
          "Mốc đã đến hạn: số đã giải ngân đến ngày của mốc. Mốc phía trước: số giải ngân trung bình và số thiếu trung bình theo mô phỏng, làm tròn đến triệu đồng; sai số ± chỉ do số lần mô phỏng có hạn.",
          "Fallen due: disbursed by the milestone's day. Ahead: mean disbursed and mean shortfall of the simulation, rounded to the million dong; the error ± is that of simulating finitely often only."
        )
      ])
  }

  private func cells(of milestone: ReportedMilestone) -> [FormTable.Cell] {
    let forecast = milestone.forecast
    let isAhead = forecast.date > report.period.lastDay
    let error = figures.pointsError(forecast.standardError, of: forecast.probability)
    return [
      .text(phrases.name(of: forecast.group)), .text(forecast.ruleID), .date(forecast.date),
      .share(forecast.requiredShare.value), rounded(forecast.required), rounded(forecast.expectedDisbursed),
      rounded(forecast.expectedShortfall), isAhead ? .share(forecast.probability) : .empty,
      isAhead && !error.isEmpty ? .text(error) : .empty, .text(text(of: milestone.standing).capitalizedFirst),
    ]
  }

  private func text(of standing: ReportedMilestone.Standing) -> String {
    switch standing {
    case .met: say("đạt", "met")
    case .missed(_, .zero): say("không đạt, nay đã bù đủ", "missed, since made up for")
    case .missed: say("không đạt", "missed")
    case .ahead(let level): phrases.name(of: level)
    }
  }

  var deadlines: FormTable {
    let columns: [FormTable.Column] = [
      .init([phrases.group], kind: .text, width: 26), .init([say("Việc", "What")], kind: .text, width: 24),
      .init([say("Quy định", "Rule")], kind: .code, width: 17), .init([phrases.due], kind: .date, width: 11),
      .init([say("Số dự án", "Projects")], kind: .count, width: 8),
      .init([say("Đạt", "Kept")], kind: .count, width: 7),
      .init([say("Xong muộn", "Done late")], kind: .count, width: 7),
      .init([say("Quá hạn", "Overdue")], kind: .count, width: 7),
      .init([say("Chưa nêu", "Not stated")], kind: .count, width: 8),
      .init([say("Có nguy cơ", "At risk")], kind: .count, width: 8),
      .init([say("Đúng tiến độ", "On track")], kind: .count, width: 8),
    ]
    let lines = report.deadlines.map { deadline in
      FormTable.Line(
        .project,
        [
          .text(phrases.name(of: deadline.group)), .text(phrases.name(ofDeadline: deadline.activity)),
          .text(deadline.ruleID), .date(deadline.date), .count(deadline.projectCount), .count(deadline.kept),
          .count(deadline.doneLate), .count(deadline.overdue), .count(deadline.unstated),
          .count(deadline.endangered), .count(deadline.onTrack),
        ])
    }
    return table(
      say("4. Thời hạn", "4. Deadlines"),
      say(
        "Bảng 4. Thời hạn khởi công và phê duyệt (số dự án)", "Table 4. Deadlines of starting and approving (projects)"),
      columns, lines)
  }

  // MARK: Forecast

  var forecast: FormTable {
    let (year, cutOff) = (
      say("Đến \(yearEnd)", "By \(yearEnd)"),
      say(
        "Đến \(figures.date(report.run.fiscalYear.cutOff))", "By \(figures.date(report.run.fiscalYear.cutOff))")
    )
    let lapse = say("Dự kiến bị hủy", "Expected to lapse")
    func path(_ head: String) -> [FormTable.Column] {
      [
        .init([head, say("Trung bình", "Mean")], kind: .amount, width: 9),
        .init([head, "P10"], kind: .amount, width: 9),
        .init([head, "P90"], kind: .amount, width: 9), .init([head, say("Tỷ lệ", "Rate")], kind: .share, width: 8),
      ]
    }
    let columns: [FormTable.Column] =
      [
        .init([say("Nhóm, nguồn vốn", "Group, source")], kind: .text, width: 30),
        .init([say("Kế hoạch", "Plan")], kind: .amount, width: 10),
      ] + path(year) + path(cutOff)
      + [
        .init([lapse, say("Trung bình", "Mean")], kind: .amount, width: 9),
        .init([lapse, "P90"], kind: .amount, width: 9),
      ]
    var lines = [FormTable.Line(.whole, cells(total, report.whole))]
    lines.append(.init(.group, [.text(say("Theo nhóm dự án", "By group"))]))
    lines += report.groups.map { .init(.project, cells(groupName($0), $0)) }
    lines.append(.init(.group, [.text(say("Theo nguồn vốn", "By source"))]))
    lines += report.sources.map { .init(.project, cells(named($0.name, $0.id), $0)) }
    return table(
      say("5. Dự báo", "5. Forecast"),
      say("Bảng 5. Dự báo giải ngân đến hết năm", "Table 5. Forecast to the end of the year"), columns, lines,
      notes: [roundedNote])
  }

  private func cells(_ name: String, _ unit: ReportedUnit) -> [FormTable.Cell] {
    func path(_ point: PathPoint) -> [FormTable.Cell] {
      [rounded(point.mean), rounded(point.p10), rounded(point.p90), rate(point.mean, of: unit.plan)]
    }
    return [.text(name), rounded(unit.plan)] + path(unit.yearEnd) + path(unit.cutOff)
      + [rounded(unit.lapse.mean), rounded(unit.lapse.p90)]
  }
}
