import Disbursement
import Portfolio
import Rulebook

extension ChangePage {
  /// The chart and the table of the steps.
  var stepSection: Section? {
    guard let point = selection.point(change.whole) else { return nil }
    let chart = WaterfallChart(sentences: sentences, point: point)
    let figure: HTML =
      change.isNothing
      ? ""
      : """
      <figure><div class="chart" role="region" tabindex="0" aria-label="\(chart.title)">\(chart.svg)</div>
      <figcaption>\(say(
        "\(figures.unitName); vạch đen là ± hai sai số chuẩn.", "\(figures.unitName); the black lines are ± two standard errors."
      ) + chart.remark)</figcaption></figure>
      """
    let remarks = change.steps.map(sentences.joined).filter { !$0.isEmpty }.map { note($0) }.joined()
    return Section(
      id: "steps", title: say("Từng bước, bằng tiền", "Step by step, in money"), body: figure + stepTable + remarks)
  }

  private var stepTable: HTML {
    var table = HTMLTable(
      caption: say(
        "Giải ngân lũy kế trung bình, \(figures.unitName)", "Mean cumulative disbursement, \(figures.unitName)"),
      style: "mid named",
      columns: [.init(title: say("Bước", "Step"))]
        + change.days.map { .init(title: say("Đến ", "By ") + figures.date($0), isNumeric: true) })
    let points = change.whole.days
    func add(_ name: String, _ style: String, _ cell: (AmountBridge.Point) -> HTML) {
      table.rows.append(["\(name)"] + points.map(cell))
      table.rowStyles.append(style)
    }
    add(sentences.forecast(change.earlier, isLater: false), "end") { "\(figures.amount($0.amounts.earlier))" }
    for step in selection.steps {
      add(sentences.name(of: change.steps[step]), "") { effect($0.effects[step]) }
    }
    add(sentences.forecast(change.later, isLater: true), "end") { "\(figures.amount($0.amounts.later))" }
    add(say("Thay đổi", "Change"), "sum") { signed($0.amounts.change) }
    if selection.hasTwoKnown { add(sentences.nameOfKnown, "") { signed(change.known($0)) } }
    return table.html
  }

  private func effect(_ effect: AmountBridge.Effect) -> HTML {
    "\(signed(effect.amount))\(error(effect.standardError.map(figures.error) ?? ""))"
  }

  private func signed(_ amount: Money) -> HTML {
    let text = figures.signed(amount)
    return amount == .zero ? "\(text)" : "<span class=\"\(amount > .zero ? "up" : "down")\">\(text)</span>"
  }

  private func points(_ millionths: Int64) -> HTML {
    let text = sentences.points(millionths)
    return millionths == 0 ? "\(text)" : "<span class=\"\(millionths > 0 ? "up" : "down")\">\(text)</span>"
  }

  /// Earlier, one column for each step, later.
  private func columns(_ first: [HTMLTable.Column]) -> [HTMLTable.Column] {
    first + [.init(title: say("Trước", "Earlier"), isNumeric: true)]
      + selection.steps.map { .init(title: sentences.name(of: change.steps[$0]), isNumeric: true) }
      + [.init(title: say("Sau", "Later"), isNumeric: true), .init(title: say("Thay đổi", "Change"), isNumeric: true)]
  }

  private func cells(_ bridge: AmountBridge) -> [HTML] {
    guard let point = selection.point(bridge) else { return [] }
    return ["\(figures.amount(point.amounts.earlier))"] + selection.steps.map { effect(point.effects[$0]) }
      + ["\(figures.amount(point.amounts.later))", signed(point.amounts.change)]
  }

  var groupSection: Section? {
    guard !selection.groups.isEmpty else { return nil }
    let day = figures.date(selection.day)
    var table = HTMLTable(
      caption: say(
        "Giải ngân trung bình đến \(day), \(figures.unitName)", "Mean disbursed by \(day), \(figures.unitName)"),
      style: "wide fine", columns: columns([.init(title: phrases.group)]))
    for group in selection.groups {
      let name = group.group.map { phrases.name(of: $0) } ?? group.id
      let plan = group.plan.change == .zero ? "" : say("kế hoạch ", "plan ") + figures.fineSigned(group.plan.change)
      table.rows.append(["\(name)\(sub(plan))"] + cells(group))
      table.rowStyles.append("")
    }
    table.rows.append(["\(phrases.total)"] + cells(change.whole))
    table.rowStyles.append("sum")
    return Section(id: "groups", title: say("Theo nhóm dự án", "By project group"), body: table.html)
  }

  var chanceSection: Section? {
    guard !change.milestones.isEmpty || !change.targets.isEmpty || !sentences.unmatched.isEmpty else { return nil }
    var table = HTMLTable(
      caption: say(
        "Xác suất; từng bước tính bằng điểm phần trăm", "Probabilities; steps in percentage points"),
      style: "wide fine",
      columns: columns([.init(title: phrases.milestone, detail: phrases.group.lowercased()), .init(title: phrases.due)])
    )
    table.rows = change.targets.map { target in
      let share = figures.plainNumber(target.target.rate.value * 100) + "%"
      return row(
        "\(say("Mục tiêu", "Target"))\(sub(say("≥ \(share) kế hoạch", "≥ \(share) of plan")))", target.target.date,
        target.chance)
    }
    table.rows += change.milestones.map { milestone in
      let required =
        milestone.requiredEarlier == milestone.requiredLater
        ? ""
        : " · " + say("yêu cầu ", "required ")
          + "\(figures.percent(milestone.requiredEarlier.value)) → \(figures.percent(milestone.requiredLater.value))"
      return row(
        "<b>\(milestone.ruleID)</b>\(sub(phrases.shortName(of: milestone.group) + required))", milestone.date,
        milestone.chance)
    }
    let remarks = (sentences.unmatched + [sentences.uncomputed]).filter { !$0.isEmpty }.map { note($0) }.joined()
    return Section(
      id: "chances", title: say("Từng bước, bằng xác suất đạt mốc", "Step by step, in the chance of milestones"),
      body: (table.rows.isEmpty ? .empty : table.html) + remarks)
  }

  private func row(_ name: HTML, _ day: Day, _ chance: ChanceBridge) -> [HTML] {
    let effects = selection.steps.map { step -> HTML in
      let effect = chance.effects[step]
      return "\(points(effect.millionths))\(error(effect.standardError.map { figures.pointsError($0) } ?? ""))"
    }
    return [name, date(day), "\(sentences.probability(chance.earlier))"] + effects
      + ["\(sentences.probability(chance.later))", points(chance.change)]
  }

  var projectSection: Section? {
    let (shown, others, otherCount) = selection.projectRows
    guard !shown.isEmpty else { return nil }
    let day = figures.date(selection.day)
    var table = HTMLTable(
      caption: say(
        "Giải ngân trung bình đến \(day), \(figures.unitName)", "Mean disbursed by \(day), \(figures.unitName)"),
      style: "wide fine", columns: columns([.init(title: phrases.project)]))
    for project in shown {
      let parts = [
        project.id, project.group.map { phrases.shortName(of: $0) } ?? "", presence(project),
        project.plan.change == .zero ? "" : say("kế hoạch ", "plan ") + figures.fineSigned(project.plan.change),
      ].filter { !$0.isEmpty }
      table.rows.append(["\(project.name)\(sub(parts.joined(separator: " · ")))"] + cells(project))
      table.rowStyles.append("")
    }
    let rest = say("trong đó \(figures.count(otherCount)) dự án có đổi", "\(figures.count(otherCount)) of them change")
    table.rows.append(["\(say("Các dự án khác", "All other projects"))\(sub(rest))"] + cells(others))
    table.rows.append(["\(phrases.total)"] + cells(change.whole))
    table.rowStyles += ["", "sum"]
    return Section(
      id: "projects", title: say("Dự án đổi nhiều nhất", "Projects that change most"),
      body: table.html
        + note(
          say(
            "Mọi dự án có thay đổi, tối đa \(figures.count(ForecastChange.largestProjectCount)), có trong change.csv và change.json.",
            "All projects that change, up to \(figures.count(ForecastChange.largestProjectCount)), are in change.csv and change.json."
          )))
  }

  private func presence(_ project: AmountBridge) -> String {
    switch project.presence {
    case .both: ""
    case .onlyEarlier: say("đã bỏ", "removed")
    case .onlyLater: say("mới", "new")
    }
  }

  var factSection: Section? {
    let steps = change.steps.filter(\.isChange)
    guard !steps.isEmpty else { return nil }
    let lists = steps.map { step -> HTML in
      let facts = step.facts.map { "<li>\(sentences.text(of: $0))</li>" as HTML }.joined("\n")
      return "<h3>\(sentences.name(of: step))</h3>\n<ul class=\"facts\">\n\(facts)\n</ul>\n"
    }
    return Section(id: "facts", title: say("Điều gì đã khác", "What is different"), body: lists.joined())
  }
}
