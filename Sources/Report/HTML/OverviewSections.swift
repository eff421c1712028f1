import Disbursement
import Portfolio
import Rulebook

extension HTMLPage {
  var overview: Section {
    let chart = FanChart(
      id: "fan-whole",
      title: say("Giải ngân lũy kế của toàn danh mục", "Cumulative disbursement of the whole portfolio"),
      summary: summary(of: forecast.whole), size: .whole, plan: forecast.whole.plan,
      paidToDate: forecast.whole.paidToDate, path: forecast.whole.path, nominal: forecast.whole.nominalPath,
      steps: selection.requiredSteps(of: ProjectGroup.allCases), coherent: forecast.coherentPaths,
      fiscalYear: selection.fiscalYear, asOf: selection.asOf, phrases: phrases, figures: figures)
    return Section(
      id: "overview", title: say("Giải ngân lũy kế cả năm", "Cumulative disbursement over the year"),
      body: """
        <figure><div class="chart" role="region" tabindex="0" aria-label="\(chart.title)">\(chart.svg)</div>
        \(legend)
        <figcaption>\(say(
          "Tỷ lệ so với kế hoạch \(figures.money(forecast.whole.plan)); số nhỏ dưới tỷ lệ tính bằng \(figures.unitName).",
          "Share of the plan of \(figures.money(forecast.whole.plan)); the small figure below each share is in \(figures.unitName)."
        ))</figcaption></figure>
        """)
  }

  private func summary(of unit: UnitForecast) -> String {
    let point = selection.point(of: unit.path, on: selection.fiscalYear.lastDay) ?? unit.path.last
    guard let point else { return unit.name }
    let (low, middle, high) = (figures.amount(point.p10), figures.amount(point.p50), figures.amount(point.p90))
    return say(
      "Đến \(figures.date(point.date)): P10 \(low), trung vị \(middle), P90 \(high) \(figures.unitName), kế hoạch \(figures.amount(unit.plan)).",
      "By \(figures.date(point.date)): P10 \(low), median \(middle), P90 \(high) \(figures.unitName), plan \(figures.amount(unit.plan))."
    )
  }

  private var legend: HTML {
    func key(_ mark: HTML, _ text: String) -> HTML {
      "<li><svg viewBox=\"0 0 27 12\" aria-hidden=\"true\">\(mark)</svg>\(text)</li>"
    }
    func band(_ style: String) -> HTML { "<rect class=\"\(style)\" y=\"1\" width=\"27\" height=\"10\"/>" }
    func stroke(_ style: String) -> HTML { "<path class=\"\(style)\" d=\"M0 6L27 6\"/>" }
    var keys = [
      key(band("b1"), "P5–P95"), key(band("b2"), "P10–P90"), key(band("b3"), "P25–P75"),
      key(stroke("med"), phrases.median.lowercased()),
      key(stroke("req"), say("quy định yêu cầu (cộng các nhóm)", "required by the rules (all groups)")),
      key(stroke("nom"), say("danh nghĩa, không rủi ro", "nominal, without risk")),
    ]
    if !forecast.coherentPaths.isEmpty {
      keys.append(key(stroke("coh"), say("ba năm mô phỏng trọn vẹn", "three whole simulated years")))
    }
    if forecast.whole.path.contains(where: \.isActual) {
      keys.append(key(stroke("act"), say("thực tế", "actual")))
    }
    return "<ul class=\"legend\">\(keys.joined())</ul>"
  }

  private var pathTable: HTML {
    let steps = selection.requiredSteps(of: ProjectGroup.allCases)
    var table = HTMLTable(
      caption: say(
        "Giải ngân lũy kế đến hết ngày, \(figures.unitName)", "Disbursed by the end of the day, \(figures.unitName)"),
      style: "wide",
      columns: [.init(title: phrases.date)]
        + [
          "P5", "P10", "P25", "P50", "P75", "P90", "P95", phrases.mean, say("TB / kế hoạch", "Mean / plan"),
          phrases.required,
        ].map { .init(title: $0, isNumeric: true) })
    for point in selection.monthEnds {
      let required = steps.last { $0.date <= point.date }
      let quantiles = [point.p5, point.p10, point.p25, point.p50, point.p75, point.p90, point.p95]
      let label: HTML =
        point.isActual
        ? "\(date(point.date))\(error(phrases.actual.lowercased()))" : date(point.date)
      table.rows.append(
        [label] + quantiles.map { point.isActual ? "" : "\(figures.amount($0))" } + [
          "\(figures.amount(point.mean))", "\(figures.percent(point.mean.rate(of: forecast.whole.plan)))",
          "\(required.map { figures.amount($0.amount) } ?? "–")",
        ])
    }
    return table.html
  }

  var targets: HTML {
    guard !forecast.targets.isEmpty else { return .empty }
    let items = forecast.targets.map { "<li>\(sentences.text(of: $0))</li>" as HTML }.joined()
    return "<ul class=\"targets\" aria-label=\"\(say("Mục tiêu đặt ra", "Targets set"))\">\(items)</ul>"
  }

  var milestoneSection: Section? {
    guard !forecast.milestones.isEmpty else { return nil }
    return Section(
      id: "milestones", title: say("Các mốc giải ngân theo nhóm", "Disbursement milestones by group"),
      body: milestoneTable)
  }

  var groupSection: Section {
    Section(
      id: "groups", title: say("Từng nhóm so với mốc của mình", "Each group against its own milestones"),
      body: [groupCharts, pathTable].joined())
  }

  private var milestoneTable: HTML {
    var table = HTMLTable(
      caption: phrases.unitNote(figures.unitName), style: "wide roomy",
      columns: [
        .init(title: phrases.milestone, detail: phrases.group.lowercased()), .init(title: phrases.due),
        .init(title: say("Xác suất đạt ± sai số", "Probability ± error")), .init(title: phrases.level),
        .init(title: phrases.required, isNumeric: true), .init(title: phrases.expected, isNumeric: true),
        .init(title: say("Thiếu dự kiến ±", "Expected missing ±"), isNumeric: true),
        .init(title: say("Khi không đạt; 5% xấu nhất", "When missed; worst 5%"), isNumeric: true),
        .init(title: say("Số dự án đạt", "Projects meeting"), isNumeric: true),
      ])
    for milestone in selection.milestones { table.rows.append(row(milestone)) }
    return table.html
  }

  private func row(_ milestone: MilestoneForecast) -> [HTML] {
    let citation = selection.rule(milestone.ruleID)?.citation.article ?? ""
    let share = figures.plainNumber(milestone.requiredShare.value * 100) + "%"
    let rate = figures.percent(milestone.expectedDisbursed.rate(of: milestone.plan))
    let group = phrases.shortName(of: milestone.group)
    return [
      "<b>\(milestone.ruleID)</b>\(sub([group, citation].filter { !$0.isEmpty }.joined(separator: " · ")))",
      date(milestone.date), probability(milestone.probability, milestone.standardError),
      level(milestone.level, due: milestone.date), "\(figures.amount(milestone.required))\(sub(share))",
      "\(figures.amount(milestone.expectedDisbursed))\(sub(rate))",
      amount(milestone.expectedShortfall, milestone.expectedShortfallError),
      "\(figures.amount(milestone.shortfallGivenFailure))\(sub(figures.amount(milestone.tailShortfall)))",
      "\(figures.number(milestone.projectsExpectedToMeet, places: 1))\(sub("/ \(figures.count(milestone.projectCount))"))",
    ]
  }

  private var groupCharts: HTML {
    let charts = selection.groups.map { group, unit -> HTML in
      let chart = FanChart(
        id: "fan-group-\(group.rawValue)", title: phrases.name(of: group), summary: summary(of: unit), size: .group,
        plan: unit.plan, paidToDate: unit.paidToDate, path: unit.path, steps: selection.requiredSteps(of: [group]),
        fiscalYear: selection.fiscalYear, asOf: selection.asOf, phrases: phrases, figures: figures)
      let caption = say(
        "\(figures.count(unit.projectCount)) dự án, kế hoạch \(figures.money(unit.plan))",
        "\(figures.count(unit.projectCount)) projects, plan \(figures.money(unit.plan))")
      return "<figure><h3>\(phrases.name(of: group))</h3><figcaption>\(caption)</figcaption>\(chart.svg)</figure>"
    }
    return """
      \(note(say(
        "Vạch đứt và hình thoi là yêu cầu của quy định; dải màu như biểu đồ trên; nhãn bên phải là tỷ lệ đến hạn thanh toán.",
        "Dashes and diamonds are what the rules require; bands as above; the labels on the right are shares at the cut-off."
      )))
      <div class="multiples">\(charts.joined("\n"))</div>
      """
  }

  var deadlineSection: Section? {
    let all = selection.deadlines
    guard !all.isEmpty else { return nil }
    let open = all.filter { $0.deadline.level != .met }
    let shown = open.prefix(HTMLReport.largestProjectSections)
    var table = HTMLTable(
      caption: say(
        "Dự án chưa đạt, khó nhất trước; P10, P50, P90 là ngày hoàn thành",
        "Projects that have not met theirs, least likely first; P10, P50, P90 are days of completion"),
      style: "wide named tasks",
      columns: [
        .init(title: phrases.project, detail: phrases.owner.lowercased()),
        .init(title: say("Việc phải xong", "What is due"), detail: phrases.due.lowercased()),
        .init(title: say("Xác suất kịp ± sai số", "Probability in time ± error")), .init(title: phrases.level),
        .init(title: "P10", isNumeric: true), .init(title: "P50", isNumeric: true),
        .init(title: "P90", isNumeric: true),
        .init(title: say("Trễ TB (ngày)", "Mean days late"), isNumeric: true),
      ])
    for entry in shown { table.rows.append(row(entry)) }
    let rest = open.count - shown.count
    return Section(
      id: "deadlines", title: say("Thời hạn khởi công và phê duyệt", "Start and approval deadlines"),
      body: [
        deadlineSummary, open.isEmpty ? .empty : table.html,
        rest > 0 ? note(phrases.moreInTables(figures.count(rest))) : .empty, metDeadlines,
      ].joined())
  }

  /// What was done in time needs only its day.
  private var metDeadlines: HTML {
    let met = selection.deadlines.filter { $0.deadline.level == .met }.prefix(HTMLReport.largestProjectSections)
    let items = selection.deadlineRules.compactMap { rule -> HTML? in
      let done = met.filter {
        $0.deadline.ruleID == rule.ruleID && $0.deadline.activity == rule.activity && $0.project.group == rule.group
      }.map { "\($0.project.id) (\(dayText($0.deadline.p50)))" }
      guard !done.isEmpty else { return nil }
      let name = phrases.name(ofDeadline: rule.activity)
      let due = say("hạn \(figures.shortDate(rule.date))", "due \(figures.shortDate(rule.date))")
      return "<li><b>\(name)</b> (\(phrases.shortName(of: rule.group)), \(due)): \(done.joined(separator: ", "))</li>"
    }
    guard !items.isEmpty else { return .empty }
    return "<h3>\(say("Đã xong đúng hạn (ngày xong)", "Done in time (day done)"))</h3><ul>\(items.joined("\n"))</ul>"
  }

  private func row(_ entry: ProjectDeadline) -> [HTML] {
    let deadline = entry.deadline
    let owner = entry.project.owner.isEmpty ? phrases.notStated : entry.project.owner
    let isDone = deadline.isDone(by: selection.asOf)
    return [
      "\(entry.project.name)\(sub("\(entry.project.id) · \(owner)"))",
      "\(phrases.shortName(ofDeadline: deadline.activity))\(sub(figures.shortDate(deadline.date)))",
      probability(deadline.probability, deadline.standardError), level(of: deadline),
      isDone ? "" : dayMonth(deadline.p10), dayMonth(deadline.p50), isDone ? "" : dayMonth(deadline.p90),
      "\(figures.number(deadline.meanDaysLate, places: 0))",
    ]
  }

  private var deadlineSummary: HTML {
    var table = HTMLTable(
      caption: say("Số dự án theo mức, từng thời hạn", "Projects by level, for each deadline"), style: "mid",
      columns: [
        .init(title: say("Quy định", "Rule")), .init(title: phrases.group),
        .init(title: say("Việc phải xong", "What is due")),
        .init(title: phrases.due),
      ]
        + WarningLevel.allCases.map {
          let name = $0 == .willMiss ? say("khó đạt, đã lỡ", "missed or likely to be") : phrases.name(of: $0)
          return .init(title: name.capitalizedFirst, isNumeric: true)
        })
    for rule in selection.deadlineRules {
      table.rows.append(
        [
          "<b>\(rule.ruleID)</b>", "\(phrases.shortName(of: rule.group))", "\(phrases.name(ofDeadline: rule.activity))",
          date(rule.date),
        ] + WarningLevel.allCases.map { "\(figures.count(rule.levels[$0] ?? 0))" })
    }
    return table.html
  }
}

extension String {
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
