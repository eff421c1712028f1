import Disbursement
import Portfolio

extension SchedulePage {
  var monthSection: Section {
    let chart = MonthChart(selection: selection, phrases: phrases, figures: figures)
    return Section(
      id: "months", title: say("Từng tháng", "Month by month"),
      body: """
        <figure><div class="chart" role="region" tabindex="0" aria-label="\(chart.title)">\(chart.svg)</div>
        \(legend)</figure>
        \(monthTable)
        """)
  }

  private var legend: HTML {
    func key(_ mark: HTML, _ text: String) -> HTML {
      "<li><svg viewBox=\"0 0 27 12\" aria-hidden=\"true\">\(mark)</svg>\(text)</li>"
    }
    func box(_ style: String) -> HTML { "<rect class=\"\(style)\" y=\"1\" width=\"27\" height=\"10\"/>" }
    func stroke(_ style: String) -> HTML { "<path class=\"\(style)\" d=\"M0 6L27 6\"/>" }
    var keys = [
      key(stroke("med"), say("theo lịch, lũy kế", "planned, cumulative")),
      key(stroke("nom"), say("danh nghĩa, lũy kế", "nominal, cumulative")),
      key(box("cap"), say("chi được tối đa theo khối lượng", "payable at most by work accepted")),
      key(stroke("req"), say("quy định yêu cầu (cộng các nhóm)", "required by the rules (all groups)")),
      key(box("bp"), say("theo lịch, trong tháng", "planned, in the month")),
      key(box("bn"), say("danh nghĩa, trong tháng", "nominal, in the month")),
    ]
    if selection.isPastKnown { keys.append(key(stroke("act"), phrases.actual.lowercased())) }
    return "<ul class=\"legend\">\(keys.joined())</ul>"
  }

  private var monthTable: HTML {
    var table = HTMLTable(
      caption: say(
        "Lũy kế đến hết ngày và trong tháng, \(figures.unitName)",
        "By the end of the day and in the month, \(figures.unitName)"), style: "mid",
      columns: [
        .init(title: phrases.date), .init(title: phrases.nominal, isNumeric: true),
        .init(title: phrases.planned, isNumeric: true), .init(title: say("% kế hoạch", "% of plan"), isNumeric: true),
        .init(title: phrases.payable, isNumeric: true),
        .init(title: phrases.nominal, detail: phrases.inMonth, isNumeric: true),
        .init(title: phrases.planned, detail: phrases.inMonth, isNumeric: true),
      ])
    if selection.isRobustnessJudged {
      table.columns.append(.init(title: phrases.chance, detail: say("± sai số", "± error"), isNumeric: true))
    }
    table.rows = selection.months.map(monthRow)
    return table.html
  }

  private func monthRow(_ month: Int, _ day: Day) -> [HTML] {
    let path = selection.whole.path
    let isPast = day <= selection.asOf
    func amount(_ money: Money?) -> HTML { "\(money.map(figures.amount) ?? "–")" }
    let planned = schedule.amount(path.planned, on: day)
    let chance = schedule.chance(path, on: day).map { chance -> HTML in
      "\(figures.probability(chance.probability))\(error(figures.pointsError(chance.standardError, of: chance.probability)))"
    }
    return [
      isPast ? "\(date(day))\(error(phrases.actual.lowercased()))" : date(day),
      isPast ? "" : amount(schedule.amount(path.nominal, on: day)), amount(planned),
      "\(planned.map { figures.percent($0.rate(of: selection.whole.plan)) } ?? "–")",
      isPast ? "" : amount(schedule.amount(path.payable, on: day)),
      isPast ? "" : amount(selection.nominal.months[month - 1]), amount(selection.planned.months[month - 1]),
      chance ?? "",
    ]
  }

  var milestoneSection: Section? {
    guard !schedule.milestones.isEmpty else { return nil }
    var table = HTMLTable(
      caption: say("Các mốc của nhóm theo lịch, \(figures.unitName)", "Milestones of the groups, \(figures.unitName)"),
      style: "wide roomy",
      columns: [
        .init(title: phrases.milestone), .init(title: phrases.due), .init(title: say("Kết quả", "Result")),
        .init(title: phrases.required, isNumeric: true), .init(title: phrases.planned, isNumeric: true),
        .init(title: phrases.shortfall, isNumeric: true),
        .init(title: say("Dự án tự đạt", "Projects in time"), isNumeric: true),
      ])
    table.rows = schedule.milestones.map(milestoneRow)
    return Section(id: "milestones", title: say("Mốc của nhóm", "Milestones of the groups"), body: table.html)
  }

  private func milestoneRow(_ milestone: ScheduledMilestone) -> [HTML] {
    let citation = selection.citation(of: milestone.ruleID)
    let share = figures.plainNumber(milestone.requiredShare.value * 100) + "%"
    let name = phrases.shortName(of: milestone.group)
    let result = phrases.result(isMet: milestone.isMet, isPast: milestone.date <= selection.asOf)
    return [
      "<b>\(milestone.ruleID)</b>\(sub([name, citation].filter { !$0.isEmpty }.joined(separator: " · ")))",
      date(milestone.date), mark(result, isMet: milestone.isMet), "\(figures.amount(milestone.required))\(sub(share))",
      "\(figures.amount(milestone.planned))\(sub(figures.percent(milestone.planned.rate(of: milestone.plan))))",
      "\(milestone.isMet ? "–" : figures.amount(milestone.required - milestone.planned))",
      "\(figures.count(milestone.projectsMeeting))\(sub("/ \(figures.count(milestone.projectCount))"))",
    ]
  }

  func mark(_ text: String, isMet: Bool) -> HTML {
    let (mark, style) = isMet ? ("✓", "met") : ("■", "will-miss")
    return "<span class=\"lv lv-\(style)\"><span aria-hidden=\"true\">\(mark) </span>\(text)</span>"
  }

  var unmetSection: Section? {
    guard !selection.unmet.isEmpty else { return nil }
    let shown = selection.unmet.prefix(ScheduleReport.largestUnmetRows)
    var table = HTMLTable(
      caption: say(
        "Dự án thiếu nhiều nhất đứng trước; số tiền tính bằng \(figures.unitName)",
        "The largest shortfall comes first; amounts in \(figures.unitName)"), style: "wide unmet",
      columns: [
        .init(title: phrases.project, detail: phrases.owner.lowercased()),
        .init(title: phrases.milestone),
        .init(title: phrases.shortfall, detail: phrases.required.lowercased(), isNumeric: true),
        .init(title: say("Vướng mắc", "Obstacle")), .init(title: say("Việc cần làm", "What is needed")),
      ])
    for entry in shown {
      let rows = unmetRows(entry)
      table.rows += rows
      table.rowStyles += rows.indices.map { $0 == 0 ? "first" : "" }
    }
    let rest = selection.unmet.count - shown.count
    return Section(
      id: "unmet", title: say("Mốc của dự án không thể đạt", "Project milestones that cannot be met"),
      body: [
        "<p>\(sentences.causes)</p>", table.html,
        rest > 0 ? note(phrases.moreInTables(figures.count(rest))) : .empty,
      ].joined())
  }

  /// The project's name stands in the first of its rows.
  private func unmetRows(_ entry: UnmetProject) -> [[HTML]] {
    let project = entry.project
    return entry.milestones.enumerated().map { index, milestone in
      [
        index == 0 ? "\(project.name)\(sub(identity(of: project)))" : sub(project.id),
        "<span class=\"d\">\(figures.shortDate(milestone.date))</span>",
        "\(figures.fineAmount(milestone.shortfall))\(sub("/ \(figures.fineAmount(milestone.required))"))",
        "\(sentences.obstacle(of: milestone, of: project).capitalizedFirst)",
        "\(sentences.remedies(of: milestone, of: project).capitalizedFirst)",
      ]
    }
  }

  func identity(of project: ScheduledProject) -> String {
    let owner = project.owner.isEmpty ? phrases.notStated : project.owner
    return [project.id, owner, project.isKeyProject ? phrases.keyProject : ""].filter { !$0.isEmpty }
      .joined(separator: " · ")
  }
}
