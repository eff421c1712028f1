import Disbursement
import Portfolio
import Rulebook

extension HTMLPage {
  var heatMapSection: Section? {
    let chosen = selection.projectsByShortfall.prefix(HTMLReport.largestHeatMapRows)
    let tables = ProjectGroup.allCases.compactMap { group in heatMap(group, chosen.filter { $0.group == group }) }
    guard !tables.isEmpty else { return nil }
    let rest = forecast.projects.count - chosen.count
    return Section(
      id: "heat-map", title: say("Bản đồ rủi ro từng dự án", "Risk map of the projects"), pageBreak: .newPage,
      body: [
        note(
          say(
            "Mỗi ô là xác suất dự án tự mình đạt mốc trên kế hoạch của chính nó; dự án thiếu nhiều nhất đứng trước. Kế hoạch và số thiếu tính bằng \(figures.unitName).",
            "Each cell is the probability that the project meets the milestone on its own plan; the largest shortfall comes first. Plan and missing in \(figures.unitName)."
          )), heatKey, tables.joined(), rest > 0 ? note(phrases.moreInTables(figures.count(rest))) : .empty,
      ].joined())
  }

  private var heatKey: HTML {
    let keys = [
      ("h0", "< 5%"), ("h1", "5–30%"), ("h2", "30–55%"), ("h3", "55–80%"), ("h4", "80–95%"), ("h5", "≥ 95%"),
      ("h6", "✓ " + phrases.name(of: .met)),
    ].map { style, text -> HTML in "<li><span class=\"key \(style)\">\(text)</span></li>" }
    return "<ul class=\"legend\">\(keys.joined())</ul>"
  }

  private struct HeatColumn: Hashable {
    var ruleID: String
    var activity: String?
    var isDeadline: Bool
    var date: Day
    var title: String
  }

  private func heatMap(_ group: ProjectGroup, _ projects: [ProjectForecast]) -> HTML? {
    var columns: [HeatColumn] = []
    for project in projects {
      for column in heatColumns(of: project) where !columns.contains(column) { columns.append(column) }
    }
    guard !columns.isEmpty else { return nil }
    columns.sort { ($0.date, $0.ruleID) < ($1.date, $1.ruleID) }
    var table = HTMLTable(
      caption: "\(phrases.name(of: group)), \(figures.unitName)", captionStyle: .hidden, style: "mid heat",
      columns: [
        .init(title: phrases.project, detail: phrases.owner.lowercased()), .init(title: phrases.plan, isNumeric: true),
        .init(
          title: say("Thiếu", "Missing"), detail: figures.shortDate(selection.fiscalYear.lastDay), isNumeric: true),
      ] + columns.map { .init(title: $0.title, detail: figures.shortDate($0.date), isShaded: true) }
    )
    table.rows = projects.map { project in
      [
        "\(project.name)\(sub(identity(of: project)))", "\(figures.fineAmount(project.plan))",
        "\(figures.fineAmount(project.expectedShortfall))",
      ] + columns.map { heatCell(project, $0) }
    }
    return "<h3>\(phrases.name(of: group))</h3>" + table.html
  }

  private func identity(of project: ProjectForecast) -> String {
    let owner = project.owner.isEmpty ? phrases.notStated : project.owner
    return [project.id, owner, project.isKeyProject ? phrases.keyProject : ""].filter { !$0.isEmpty }
      .joined(separator: " · ")
  }

  private func heatColumns(of project: ProjectForecast) -> [HeatColumn] {
    let milestones = project.milestones.map {
      HeatColumn(
        ruleID: $0.ruleID, activity: nil, isDeadline: false, date: $0.date,
        title: "≥ \(figures.plainNumber($0.requiredShare.value * 100))%")
    }
    let deadlines = ([project.startDeadline].compactMap { $0 } + project.approvalDeadlines).map {
      HeatColumn(
        ruleID: $0.ruleID, activity: $0.activity, isDeadline: true, date: $0.date,
        title: phrases.name(ofDeadline: $0.activity))
    }
    return milestones + deadlines
  }

  private func heatCell(_ project: ProjectForecast, _ column: HeatColumn) -> HTML {
    let found: (Double, WarningLevel, String)? =
      if column.isDeadline {
        ([project.startDeadline].compactMap { $0 } + project.approvalDeadlines)
          .first { $0.ruleID == column.ruleID && $0.activity == column.activity }
          .map { ($0.probability, $0.level, phrases.name(of: $0, asOf: selection.asOf)) }
      } else {
        project.milestones.first { $0.ruleID == column.ruleID }
          .map { ($0.probability, $0.level, phrases.name(of: $0.level, due: $0.date, asOf: selection.asOf)) }
      }
    guard let (probability, level, name) = found else { return "–" }
    if level == .met { return "<span class=\"h6\">✓ \(phrases.name(of: .met))</span>" }
    if level == .willMiss, column.date <= selection.asOf {
      return "<span class=\"h0\">\(name)</span>"
    }
    let steps = [0.05, 0.3, 0.55, 0.8, 0.95]
    let shade = steps.filter { probability >= $0 }.count
    return "<span class=\"h\(shade)\">\(figures.probability(probability))</span>"
  }

  var shortfallSection: Section {
    let year = figures.date(selection.fiscalYear.lastDay)
    let lead = say(
      "Đến \(year) dự kiến còn thiếu \(figures.money(forecast.whole.expectedShortfall)) so với toàn bộ kế hoạch. Trong phần này, thiếu là so với kế hoạch chứ không phải so với mốc.",
      "By \(year), \(figures.money(forecast.whole.expectedShortfall)) of the whole plan is expected to be missing. In this part, missing is against the plan, not against a milestone."
    )
    return Section(
      id: "who", title: say("Thiếu ở đâu", "Where the money is missing"),
      body: [
        "<p>\(lead) \(sentences.shortfallParts)</p>", projectBars,
        Dimension.allCases.filter { $0 != .group }.map(unitTable).joined(),
      ].joined())
  }

  private var projectBars: HTML {
    let shown = selection.projectsByShortfall.filter { $0.expectedShortfall > .zero }.prefix(20)
    guard let most = shown.map({ max($0.shareOfShortfall, $0.shareOfTailShortfall) }).max(), most > 0 else {
      return .empty
    }
    var table = HTMLTable(
      caption: say(
        "Các dự án thiếu nhiều nhất; thanh đậm: trung bình, thanh nhạt: 5% năm xấu nhất",
        "Projects missing most; dark bar: mean, light bar: worst 5% of years"), style: "wide named",
      columns: [
        .init(title: phrases.project, detail: phrases.owner.lowercased()), .init(title: phrases.group),
        .init(title: say("Thiếu, \(figures.unitName)", "Missing, \(figures.unitName)"), isNumeric: true),
        .init(title: phrases.share, isNumeric: true), .init(title: say("5% xấu nhất", "Worst 5%"), isNumeric: true),
        .init(title: say("So sánh", "Comparison")),
        .init(title: say("Việc găng nhất", "Most often critical")),
      ])
    table.rows = shown.map { project in
      let critical = selection.mostCritical(project).map {
        "\(phrases.name(ofActivity: $0.activity)) (\(figures.probability($0.probability)))"
      }
      let bars =
        ProgressBar(value: project.shareOfShortfall / most, style: .share).html
        + ProgressBar(value: project.shareOfTailShortfall / most, style: .share, fill: "#94bfe0").html
      return [
        "\(project.name)\(sub(identity(of: project)))", "\(phrases.shortName(of: project.group))",
        "\(figures.fineAmount(project.expectedShortfall))", "\(figures.percent(project.shareOfShortfall))",
        "\(figures.percent(project.shareOfTailShortfall))", "<div class=\"two\">\(bars)</div>", "\(critical ?? "–")",
      ]
    }
    return table.html
  }

  private func unitTable(_ dimension: Dimension) -> HTML {
    let units = selection.units(dimension)
    guard !units.isEmpty else { return .empty }
    let most = max(units.map(\.shareOfShortfall).max() ?? 0, 1e-9)
    let day = figures.shortDate(selection.fiscalYear.lastDay)
    var table = HTMLTable(
      caption: phrases.unitNote(figures.unitName), style: "mid",
      columns: [.init(title: phrases.name(of: dimension))]
        + [
          phrases.projects.capitalizedFirst, phrases.plan, "P10 \(day)", "P50", "P90", say("Thiếu dự kiến", "Missing"),
          phrases.share,
        ].map { .init(title: $0, isNumeric: true) } + [.init(title: say("So sánh", "Comparison"))])
    table.rows = units.prefix(Self.unitRows).map { unit in
      let point = selection.point(of: unit.path, on: selection.fiscalYear.lastDay)
      let quantiles = [point?.p10, point?.p50, point?.p90].map { "\($0.map(figures.amount) ?? "–")" as HTML }
      return [
        "\(name(of: unit, in: dimension))", "\(figures.count(unit.projectCount))", "\(figures.amount(unit.plan))",
      ] + quantiles + [
        "\(figures.amount(unit.expectedShortfall))", "\(figures.percent(unit.shareOfShortfall))",
        ProgressBar(value: unit.shareOfShortfall / most, style: .share).html,
      ]
    }
    let rest = units.count - Self.unitRows
    return "<h3>\(say("Theo", "By")) \(phrases.name(of: dimension).lowercased())</h3>" + table.html
      + (rest > 0 ? note(phrases.moreInTables(figures.count(rest))) : .empty)
  }

  private static let unitRows = 40

  var driverSection: Section? {
    let activities = criticalTable
    guard !forecast.drivers.drivers.isEmpty || !activities.source.isEmpty else { return nil }
    return Section(
      id: "why", title: say("Vì sao thiếu", "Why it is missing"),
      body: [nominalNote, driverTable, activities].joined())
  }

  /// What the plan itself would reach, so that the causes are read against it.
  private var nominalNote: HTML {
    guard let nominal = selection.nominalYearEnd else { return .empty }
    let day = figures.date(selection.fiscalYear.lastDay)
    let share = figures.percent(nominal.rate(of: forecast.whole.plan))
    let text = say(
      "Nếu mọi việc đúng tiến độ đã lập và không nguyên nhân nào xảy ra, đến \(day) giải ngân \(figures.money(nominal)), bằng \(share) kế hoạch (đường danh nghĩa).",
      "With everything on its planned schedule and no cause striking, \(figures.money(nominal)) is disbursed by \(day), \(share) of plan (the nominal path)."
    )
    return "<p>\(text)</p>"
  }

  private var driverTable: HTML {
    guard forecast.run.driverReplications > 0, !forecast.drivers.drivers.isEmpty else {
      return note(
        say(
          "Lần chạy này không phân tích tác động của các nguyên nhân.",
          "This run did not analyse the effects of the causes."))
    }
    let analysis = forecast.drivers
    let most = max(selection.drivers.map(\.shareOfShortfall).max() ?? 0, 1e-9)
    var table = HTMLTable(
      caption: say(
        "Tác động lên số thiếu cuối năm, \(figures.unitName); thanh là phần trong số thiếu, vạch là ±2 sai số",
        "Effect on what is missing at the end of the year, \(figures.unitName); the bar is the share, the line ±2 errors"
      ),
      style: "wide",
      columns: [
        .init(title: say("Nguyên nhân", "Cause")), .init(title: say("Phạm vi chung", "Shared within")),
        .init(title: say("Tần suất", "Frequency"), isNumeric: true),
        .init(title: say("Làm thiếu thêm ±", "Adds to missing ±"), isNumeric: true),
        .init(title: say("Phần trong số thiếu ±", "Share of missing ±"), isNumeric: true),
        .init(title: say("So sánh", "Comparison")),
      ])
    table.rows = selection.drivers.map { driver in
      [
        "\(driver.name[phrases.language])\(sub(driver.id))", "\(phrases.name(of: driver.scope))",
        "\(figures.percent(driver.frequency))", amount(driver.meanEffect, driver.meanEffectError),
        "\(figures.percent(driver.shareOfShortfall))\(error(figures.pointsError(driver.shareOfShortfallError)))",
        ProgressBar(
          value: driver.shareOfShortfall / most, error: driver.shareOfShortfallError / most, style: .share,
          fill: "#d98038"
        ).html,
      ]
    }
    table.rows.append([
      "\(phrases.restOfCauses.capitalizedFirst)", "–", "–",
      "\(figures.amount(analysis.withoutDrivers))", "\(figures.percent(analysis.shareWithoutDrivers))", "",
    ])
    return table.html
      + note(
        say(
          "Phần còn lại vẫn thiếu khi không nguyên nhân nào nêu tên xảy ra: thời gian thực hiện bình thường, lịch, nhịp lập hồ sơ thanh toán, số thu của nguồn vốn và nhân tố chung. Thanh chỉ so các nguyên nhân nêu tên với nhau.",
          "The rest is missing even when no named cause strikes: ordinary durations, the calendar, the rhythm of payment files, the revenue of the sources and the common factor. The bars compare only the named causes with each other."
        ))
  }

  private var criticalTable: HTML {
    let activities = selection.criticalActivities
    guard !activities.isEmpty else { return .empty }
    let most = Double(activities.first?.projects ?? 1)
    var table = HTMLTable(
      caption: say(
        "Số dự án mà công việc đó thường quyết định ngày kết thúc thủ tục",
        "Projects in which the activity most often fixes the end of the procedures"), style: "",
      columns: [
        .init(title: phrases.activity), .init(title: phrases.projects.capitalizedFirst, isNumeric: true),
        .init(title: say("So sánh", "Comparison")),
      ])
    table.rows = activities.prefix(Self.unitRows).map { activity, projects in
      [
        "\(phrases.name(ofActivity: activity))", "\(figures.count(projects))",
        ProgressBar(value: Double(projects) / most, style: .share, fill: "#4f6d86").html,
      ]
    }
    return "<h3>\(say("Công việc găng", "Critical activities"))</h3>" + table.html
  }

  var lapseSection: Section {
    Section(
      id: "lapse", title: say("Vốn bị hủy khi hết hạn thanh toán", "What lapses at the cut-off"),
      body: [
        note(
          say(
            "Bị hủy dự toán nếu cấp có thẩm quyền không cho kéo dài. Nhóm và nguồn vốn là hai cách chia cùng một số.",
            "Lapses unless the competent authority extends it. Groups and sources are two divisions of the same amount."
          )),
        lapseTable(.group), lapseTable(.source),
      ].joined())
  }

  private func lapseTable(_ dimension: Dimension) -> HTML {
    let day = figures.date(selection.fiscalYear.cutOff)
    var table = HTMLTable(
      caption: say("Không thanh toán được đến \(day), \(figures.unitName)", "Not paid by \(day), \(figures.unitName)"),
      style: "mid",
      columns: [.init(title: phrases.name(of: dimension))]
        + [phrases.plan, say("Trung bình ±", "Mean ±"), say("So với kế hoạch", "Of plan"), "P50", "P90", "P95"].map {
          .init(title: $0, isNumeric: true)
        })
    table.rows.append(row(phrases.total, forecast.whole.plan, forecast.whole.lapse))
    for unit in selection.units(dimension).prefix(Self.unitRows) {
      table.rows.append(row(name(of: unit, in: dimension), unit.plan, unit.lapse))
    }
    return table.html
  }

  private func row(_ name: String, _ plan: Money, _ lapse: Lapse) -> [HTML] {
    [
      "\(name)", "\(figures.amount(plan))", amount(lapse.mean, lapse.standardError),
      "\(figures.percent(lapse.mean.rate(of: plan)))", "\(figures.amount(lapse.p50))", "\(figures.amount(lapse.p90))",
      "\(figures.amount(lapse.p95))",
    ]
  }
}
