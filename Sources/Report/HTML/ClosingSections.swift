import Disbursement
import Portfolio
import Rulebook
import Stochastics

extension HTMLPage {
  var projectSection: Section {
    let paid = selection.projectsByShortfall.filter { $0.plan > .zero && $0.paidToDate >= $0.plan }
    let unpaid = selection.projectsByShortfall.filter { $0.plan <= .zero || $0.paidToDate < $0.plan }
    let chosen = unpaid.prefix(HTMLReport.largestProjectSections)
    var body = HTML.empty
    let left = unpaid.count - chosen.count
    if !paid.isEmpty {
      let names = paid.prefix(HTMLReport.largestProjectSections).map { "\($0.id) \($0.name)" }.joined(separator: "; ")
      body += note(say("Đã giải ngân hết kế hoạch: \(names).", "The whole plan is disbursed: \(names)."))
    }
    if left > 0 {
      body += note(
        say(
          "Trình bày \(figures.count(chosen.count)) dự án góp nhiều nhất vào số thiếu; \(figures.count(left)) dự án còn lại có trong các bảng CSV kèm theo.",
          "The \(figures.count(chosen.count)) projects that contribute most to the shortfall are shown; the other \(figures.count(left)) are in the CSV tables that come with this page."
        ))
    }
    var number = 0
    for group in ProjectGroup.allCases {
      let members = chosen.filter { $0.group == group }
      guard !members.isEmpty else { continue }
      let cards = members.map { project -> HTML in
        number += 1
        return card(project, number: number)
      }
      body += "<h3>\(phrases.name(of: group))</h3>\n<div class=\"projects\">\n\(cards.joined("\n"))\n</div>\n"
    }
    return Section(id: "projects", title: say("Từng dự án", "Project by project"), body: body)
  }

  private func card(_ project: ProjectForecast, number: Int) -> HTML {
    let chart = FanChart(
      id: "fan-project-\(number)",
      title: say("Giải ngân lũy kế: \(project.name)", "Cumulative disbursement: \(project.name)"),
      summary: summary(of: project), size: .project, plan: project.plan, paidToDate: project.paidToDate,
      path: project.path, steps: selection.requiredSteps(of: project), fiscalYear: selection.fiscalYear,
      asOf: selection.asOf, phrases: phrases, figures: figures)
    let style = isEndangered(project) ? "card alarm" : "card"
    return """
      <article class="\(style)"><h4>\(project.name)</h4>
      <p class="note">\(details(of: project))</p>
      <p>\(summary(of: project))</p>
      \(chart.svg)
      \(facts(of: project))</article>
      """
  }

  private func isEndangered(_ project: ProjectForecast) -> Bool {
    let levels =
      project.milestones.map(\.level) + project.approvalDeadlines.map(\.level)
      + [project.startDeadline?.level].compactMap { $0 }
    return levels.contains(.atRisk) || levels.contains(.willMiss)
  }

  private func details(of project: ProjectForecast) -> String {
    let parts = [
      project.id, project.owner, project.locality, project.contractor,
      project.sources.map(selection.sourceName).joined(separator: ", "),
      project.isKeyProject ? phrases.keyProject : "",
    ]
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private func summary(of project: ProjectForecast) -> String {
    let share = figures.percent(project.shareOfShortfall)
    return say(
      "Kế hoạch \(figures.fineMoney(project.plan)), đã giải ngân \(figures.fineAmount(project.paidToDate)); thiếu dự kiến \(figures.fineAmount(project.expectedShortfall)) (\(share) của danh mục), bị hủy \(figures.fineAmount(project.lapse.mean)).",
      "Plan \(figures.fineMoney(project.plan)), disbursed \(figures.fineAmount(project.paidToDate)); expected missing \(figures.fineAmount(project.expectedShortfall)) (\(share) of the portfolio's), lapsing \(figures.fineAmount(project.lapse.mean))."
    )
  }

  private func facts(of project: ProjectForecast) -> HTML {
    var items = project.milestones.map { milestone -> HTML in
      let share = figures.plainNumber(milestone.requiredShare.value * 100) + "%"
      return """
        <li>\(figures.shortDate(milestone.date)), ≥\(share): \(figures.probability(milestone.probability)) – \
        \(level(milestone.level, due: milestone.date))</li>
        """
    }
    for deadline in [project.startDeadline].compactMap({ $0 }) + project.approvalDeadlines {
      items.append(
        """
        <li>\(phrases.name(ofDeadline: deadline.activity)) \(say("đến", "by")) \(figures.shortDate(deadline.date)): \
        \(figures.probability(deadline.probability)) – \(level(of: deadline))</li>
        """)
    }
    if let end = project.networkEnd, end.p10 == end.p90 {
      items.append("<li>\(phrases.networkEnd(of: project.group)): \(dayMonth(end.p50))</li>")
    } else if let end = project.networkEnd {
      items.append(
        """
        <li>\(phrases.networkEnd(of: project.group)): P10 \(dayMonth(end.p10)), P50 \(dayMonth(end.p50)), \
        P90 \(dayMonth(end.p90)) (\(phrases.nominal.lowercased()) \(dayMonth(end.nominal)))</li>
        """)
    }
    let critical = project.criticality.map {
      "\(phrases.name(ofActivity: $0.activity)) \(figures.probability($0.probability))"
    }
    if !critical.isEmpty {
      items.append("<li>\(say("Việc găng", "Critical")): \(critical.joined(separator: ", "))</li>")
    }
    return items.isEmpty ? .empty : "<ul>\(items.joined())</ul>"
  }

  var noteSection: Section? {
    guard !forecast.notes.isEmpty else { return nil }
    let shown = forecast.notes.prefix(HTMLReport.largestProjectSections)
    let names = selection.projectNames
    let items = shown.map { "<li>\(phrases.text(of: $0, figures: figures, names: names))</li>" as HTML }
    let rest = forecast.notes.count - shown.count
    return Section(
      id: "notes", title: say("Lưu ý về số liệu", "Notes on the data"),
      body: "<ul>\(items.joined("\n"))</ul>" + (rest > 0 ? note(phrases.moreInTables(figures.count(rest))) : .empty))
  }

  var readingSection: Section {
    readingSection(say("Cách đọc báo cáo này", "How to read this report"), sentences.reading)
  }

  var assumptionSection: Section {
    Section(
      id: "assumptions", title: say("Giả định và nguồn gốc", "Assumptions and where they come from"),
      body: [
        note(
          say("Bộ giả định \(assumptions.name).", "Assumption set \(assumptions.name).")), valueTable, monthTable,
        driverCatalogue, provenanceTable,
      ].joined())
  }

  private var provenanceTable: HTML {
    guard !assumptions.provenance.isEmpty else { return .empty }
    var table = HTMLTable(
      caption: say("Nguồn gốc của từng con số", "Provenance of each number"), style: "mid fine",
      columns: [
        .init(title: say("Giả định", "Assumption")), .init(title: say("Căn cứ", "Basis")),
        .init(title: say("Nguồn", "Source")),
      ])
    table.rows = assumptions.provenance.map {
      ["<code>\($0.key)</code>", "\(phrases.name(of: $0.basis))", "<span class=\"src\">\($0.source)</span>"]
    }
    return table.html
  }

  private var valueTable: HTML {
    var table = HTMLTable(
      caption: say("Phân phối và hệ số", "Distributions and factors"), style: "",
      columns: [.init(title: say("Đại lượng", "Quantity")), .init(title: say("Giá trị", "Value"))])
    let loadings = assumptions.systemic
    table.rows = [
      (
        say("Năng suất thi công so với kế hoạch", "Productivity of construction against plan"),
        phrases.text(of: assumptions.productivity, figures: figures)
      ),
      (
        say("Mức kịp thời của hồ sơ thanh toán", "Discipline of payment files"),
        phrases.text(of: assumptions.claims.discipline, figures: figures)
      ),
      (
        say("Số thu so với dự kiến (nguồn không ghi riêng)", "Revenue against expectation (where none is stated)"),
        phrases.text(of: assumptions.revenueFactor, figures: figures)
      ),
      (
        say("Thanh toán được trước quyết toán", "Payable before the final account"),
        figures.percent(assumptions.payableBeforeSettlement, places: 0)
      ),
      (
        say("Nhân tố chung: thời gian, năng suất, hồ sơ", "Common factor: durations, productivity, files"),
        [loadings.duration, loadings.productivity, loadings.discipline].map(figures.plainNumber).joined(separator: "; ")
      ),
    ].map { ["\($0.0)", "\($0.1)"] }
    return table.html
  }

  private var monthTable: HTML {
    var table = HTMLTable(
      caption: say(
        "Theo tháng: tỷ lệ đề nghị thanh toán (\(phrases.name(of: assumptions.claims.mode))) và phần ngày làm việc được ngoài công trường",
        "By month: claim rate (\(phrases.name(of: assumptions.claims.mode))) and share of a site day that can be worked"
      ),
      style: "wide",
      columns: [.init(title: say("Tháng", "Month"))]
        + (1...13).map { .init(title: figures.monthName($0, of: selection.fiscalYear), isNumeric: true) })
    func row(_ name: String, _ values: [Double]) -> [HTML] {
      ["\(name)"]
        + (0..<13).map { $0 < values.count ? "\(figures.percent(values[$0], places: 0))" : "–" }
    }
    table.rows = [
      row(say("Đề nghị thanh toán", "Claims"), assumptions.claims.monthlyRates),
      row(say("Làm việc được", "Workable"), assumptions.calendar.monthlyWorkability),
    ]
    return table.html
  }

  private var driverCatalogue: HTML {
    guard !assumptions.drivers.isEmpty else { return .empty }
    var table = HTMLTable(
      caption: say("Danh mục nguyên nhân rủi ro", "Catalogue of risk drivers"), style: "wide fine",
      columns: [
        .init(title: say("Nguyên nhân", "Cause")), .init(title: say("Phạm vi chung", "Shared within")),
        .init(title: say("Xác suất", "Probability"), isNumeric: true), .init(title: say("Tác động", "Effect")),
        .init(title: say("Lên công việc", "On")), .init(title: say("Mức", "Impact")),
      ])
    table.rows = assumptions.drivers.map { driver in
      let activities = driver.appliesTo.map(phrases.name(ofActivity:)).joined(separator: ", ")
      let impact = driver.effect == .blocked ? "–" : phrases.text(of: driver.impact, figures: figures)
      return [
        "\(driver.name[phrases.language])\(sub(driver.id))", "\(phrases.name(of: driver.scope))",
        "\(figures.percent(driver.probability, places: 0))", "\(phrases.name(of: driver.effect))",
        "\(activities.isEmpty ? say("mọi việc", "all") : activities)", "\(impact)",
      ]
    }
    return table.html
  }

  var ruleSection: Section {
    var table = HTMLTable(
      caption: selection.rulebook.title[phrases.language], style: "wide fine rules",
      columns: [
        .init(title: say("Mã", "Id")), .init(title: say("Quy định", "Rule")),
        .init(title: say("Số và ngày", "Number and date")),
        .init(title: say("Văn bản, tính chất, hiệu lực", "Instrument, status, validity")),
      ])
    table.rows = selection.rulebook.rules.map { rule in
      let place = [rule.citation.instrument, rule.citation.article].filter { !$0.isEmpty }.joined(separator: ", ")
      return [
        "<b>\(rule.id)</b>", "\(rule.text[phrases.language])", "\(phrases.text(of: rule.content, figures: figures))",
        """
        \(cited(rule, as: place.isEmpty ? "–" : place))\
        \(sub("\(phrases.name(of: rule.citation.status)); \(phrases.validity(of: rule, figures: figures))"))\
        \(quoted(rule.citation))
        """,
      ]
    }
    return Section(
      id: "rules", title: say("Quy định áp dụng", "Rules applied"), pageBreak: .newPage, body: table.html)
  }

  private func quoted(_ citation: Citation) -> HTML { citation.quote.isEmpty ? "" : sub("“\(citation.quote)”") }

  /// A link only where the source is a web address.
  private func cited(_ rule: Rule, as place: String) -> HTML {
    let source = rule.citation.source
    guard source.hasPrefix("https://") || source.hasPrefix("http://") else { return "\(place)" }
    return "<a href=\"\(source)\" rel=\"noreferrer\">\(place)</a>"
  }

  var runSection: Section {
    runSection(sentences.runHeader, note: repeatable)
  }
}
