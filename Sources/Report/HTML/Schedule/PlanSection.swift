import Disbursement
import Portfolio

extension SchedulePage {
  /// The plan in the layout in which a commune submits it.
  var planSection: Section? {
    guard !schedule.projects.isEmpty else { return nil }
    let plan = QuarterlyPlan(schedule)
    let millions = Figures(inMillions: phrases.language)
    let statesBefore = selection.planned.before > .zero
    var table = HTMLTable(
      caption: say(
        "Đơn vị: \(millions.unitName), làm tròn từng số nên tổng có thể lệch ở hàng cuối; số đúng đến đồng ở \(quarterlyPlanFile)",
        "Amounts in \(millions.unitName), each rounded by itself, so that sums may differ in the last digit; exact to the dong in \(quarterlyPlanFile)"
      ), style: "plan", columns: planColumns)
    var numbering = PlanNumbering()
    var projectLines = 0
    for line in plan.lines {
      let number = numbering.next(line.subject)
      if case .project = line.subject {
        projectLines += 1
        guard projectLines <= ScheduleReport.largestPlanLines else { continue }
      }
      table.rows.append(planRow(line, number: number, millions))
      table.rowStyles.append(style(of: line.subject))
    }
    let rest = projectLines - ScheduleReport.largestPlanLines
    return Section(
      id: "plan", title: say("Biểu kế hoạch giải ngân theo tháng, quý", "The plan by month and quarter"),
      pageBreak: .landscape,
      body: [
        statesBefore ? note(beforeNote) : .empty, table.html,
        rest > 0 ? note(phrases.moreInTables(figures.count(rest))) : .empty,
      ].joined())
  }

  private var quarterlyPlanFile: String { "quarterly-plan.csv" }

  private var beforeNote: String {
    let day = figures.date(selection.asOf)
    return say(
      "Số đã giải ngân đến \(day) không có theo tháng: các tháng trước để trống, tổng cộng gồm cả số đó.",
      "Payments until \(day) are not known by month: the months before are empty, the total includes them.")
  }

  private var planColumns: [HTMLTable.Column] {
    let months = (1...13).map {
      HTMLTable.Column(title: figures.monthName($0, of: selection.fiscalYear), isNumeric: true)
    }
    let quarters = ["I", "II", "III", "IV"].enumerated().map {
      HTMLTable.Column(title: say("Quý \($1)", "Q\($0 + 1)"), isNumeric: true)
    }
    return [
      .init(title: say("STT", "No.")), .init(title: say("Nhóm, nguồn vốn, dự án", "Group, source, project")),
      .init(title: phrases.planCapital, isNumeric: true),
      .init(title: phrases.paid, detail: figures.shortDate(selection.asOf), isNumeric: true),
    ] + months + quarters + [
      .init(title: say("Cộng", "Total"), isNumeric: true), .init(title: say("Ghi chú", "Note")),
    ]
  }

  private func style(of subject: QuarterlyPlan.Subject) -> String {
    switch subject {
    case .whole: "l0"
    case .group: "l1"
    case .source: "l2"
    case .project: ""
    }
  }

  private func planRow(_ line: QuarterlyPlan.Line, number: String, _ millions: Figures) -> [HTML] {
    func amount(_ money: Money?) -> HTML { "\(money.map { $0 == .zero ? "–" : millions.amount($0) } ?? "")" }
    let ends = selection.fiscalYear.monthEnds
    let months = line.payments.months.enumerated().map { month, money -> HTML in
      ends[month] <= selection.asOf ? "<span class=\"past\">\(amount(money))</span>" : amount(money)
    }
    return ["\(number)", name(of: line), amount(line.plan), amount(line.paidToDate)] + months
      + line.payments.quarters.map { "<b>\(amount($0))</b>" as HTML }
      + ["<b>\(amount(line.payments.total))</b>", remark(of: line)]
  }

  private func name(of line: QuarterlyPlan.Line) -> HTML {
    switch line.subject {
    case .whole: return "\(say("TỔNG SỐ", "TOTAL"))"
    case .group(let group): return "\(phrases.name(of: group))"
    case .source(let id): return "\(selection.sourceName(id))"
    case .project(let index):
      let project = schedule.projects[index]
      return "\(project.name)\(sub(identity(of: project)))"
    }
  }

  /// The days of milestones that are not met.
  private func remark(of line: QuarterlyPlan.Line) -> HTML {
    guard case .project(let index) = line.subject else { return .empty }
    let days = schedule.projects[index].milestones.filter { $0.shortfall > .zero }.map { figures.shortDate($0.date) }
    guard !days.isEmpty else { return .empty }
    return "<span class=\"down\">\(say("không đạt ", "misses "))\(days.joined(separator: ", "))</span>"
  }
}
