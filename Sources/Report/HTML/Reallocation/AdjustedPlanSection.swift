import Disbursement
import Portfolio
import Rulebook

extension ReallocationPage {
  /// The adjusted plan in the layout of form 01.b/PB, without the columns that a scenario cannot fill.
  var planSection: Section? {
    guard !proposal.allocations.isEmpty else { return nil }
    let plan = AdjustedPlan(proposal, sources: selection.sources.map(\.id))
    let showsAll = proposal.allocations.count <= ReallocationReport.largestPlanLines
    var table = HTMLTable(
      caption: say(
        "Đơn vị: \(capital.unitName), làm tròn từng số; số đúng đến đồng, đủ các cột của biểu 01.b/PB ở adjusted-plan.csv",
        "Amounts in \(capital.unitName), each rounded by itself; exact and with all columns of form 01.b/PB in adjusted-plan.csv"
      ), style: "plan form",
      columns: [
        .init(title: say("STT", "No.")), .init(title: say("Nội dung", "Group, source, project")),
        .init(title: say("KH đầu tư công năm", "Plan of the year"), isNumeric: true),
        .init(title: say("Điều chỉnh tăng", "Increase"), isNumeric: true),
        .init(title: say("Điều chỉnh giảm", "Decrease"), isNumeric: true),
        .init(title: say("KH sau điều chỉnh", "Plan after"), isNumeric: true),
        .init(title: say("Ghi chú", "Note")),
      ])
    var numbering = PlanNumbering()
    var (left, source) = (0, "")
    for line in plan.lines {
      let number = numbering.next(line.subject)
      if case .source(let id) = line.subject { source = id }
      if case .project = line.subject, !showsAll, !line.isChanged {
        left += 1
        continue
      }
      table.rows.append(row(line, number: number, source: source))
      table.rowStyles.append(style(of: line.subject))
    }
    return Section(
      id: "plan", title: say("Kế hoạch vốn điều chỉnh (biểu 01.b/PB)", "The adjusted plan (form 01.b/PB)"),
      pageBreak: .newPage, body: table.html + (left > 0 ? note(phrases.moreInTables(figures.count(left))) : .empty))
  }

  private func style(of subject: QuarterlyPlan.Subject) -> String {
    switch subject {
    case .whole: "l0"
    case .group: "l1"
    case .source: "l2"
    case .project: ""
    }
  }

  private func row(_ line: AdjustedPlan.Line, number: String, source: String) -> [HTML] {
    func change(_ money: Money, _ style: String) -> HTML {
      money == .zero ? "–" : "<span class=\"\(style)\">\(capital.amount(money))</span>"
    }
    return [
      "\(number)", name(of: line), "\(capital.amount(line.plan))", change(line.increase, "up"),
      change(line.decrease, "down"), "<b>\(capital.amount(line.planAfter))</b>", remark(of: line, source),
    ]
  }

  private func name(of line: AdjustedPlan.Line) -> HTML {
    switch line.subject {
    case .whole: "\(say("TỔNG SỐ", "TOTAL"))"
    case .group(let group): "\(phrases.name(of: group))"
    case .source(let id): "\(selection.sourceName(id))"
    case .project(let index): "\(proposal.projects[index].name)\(sub(identity(of: proposal.projects[index])))"
    }
  }

  /// From whom and to whom the capital goes.
  private func remark(of line: AdjustedPlan.Line, _ source: String) -> HTML {
    guard case .project(let index) = line.subject, line.isChanged else { return .empty }
    let id = proposal.projects[index].id
    let parts = selection.moves(of: id).filter { $0.sourceID == source }.map { move in
      move.giverID == id
        ? say("sang \(move.receiverID): ", "to \(move.receiverID): ") + capital.amount(move.amount)
        : say("từ \(move.giverID): ", "from \(move.giverID): ") + capital.amount(move.amount)
    }
    return "\(parts.joined(separator: "; "))"
  }
}

extension ReallocationPage {
  var stayingSection: Section? {
    let staying = selection.staying
    guard !staying.isEmpty else { return nil }
    let shown = staying.prefix(ReallocationReport.largestRows)
    var table = HTMLTable(
      caption: say("Kế hoạch vốn: \(capital.unitName)", "Plan capital in \(capital.unitName)"), style: "mid fine stay",
      columns: [
        .init(title: phrases.project, detail: phrases.owner.lowercased()),
        .init(title: phrases.planCapital, isNumeric: true), .init(title: say("Vì sao giữ nguyên", "Why it stays")),
      ])
    table.rows = shown.map { verdict, stay in
      [
        "\(verdict.name)\(sub(identity(of: verdict)))", "\(capital.amount(verdict.plan))", "\(sentences.stay(stay))",
      ]
    }
    let rest = staying.count - shown.count
    return Section(
      id: "staying", title: say("Dự án giữ nguyên và lý do", "Projects that stay, and why"),
      body: table.html + (rest > 0 ? note(phrases.moreInTables(figures.count(rest))) : .empty))
  }

  var constraintSection: Section? {
    guard !proposal.constraints.isEmpty else { return nil }
    var table = HTMLTable(
      caption: say(
        "Ràng buộc chung, rồi các quy định đặt giới hạn cho từng dự án",
        "What holds for the proposal as a whole, then the rules that bound single projects"),
      style: "mid fine rules",
      columns: [
        .init(title: say("Căn cứ", "Rule")), .init(title: say("Ràng buộc", "Constraint")),
        .init(title: say("Văn bản, tính chất", "Instrument, status")),
      ])
    let stated = Set(proposal.constraints.compactMap(\.rule?.id))
    let constraints = proposal.constraints.map { constraint -> [HTML] in
      let text = sentences.text(of: constraint.kind)
      guard let rule = constraint.rule else {
        return [
          "–", "\(text)", "\(say("bộ quy định không nêu; mô hình đặt ra", "not in the rulebook; set by the model"))",
        ]
      }
      return [
        "<b>\(rule.id)</b>", "\(text)\(sub(rule.text[phrases.language]))",
        "\(place(of: rule))\(sub(phrases.name(of: rule.citation.status)))",
      ]
    }
    let others = proposal.citedRules.filter { !stated.contains($0.id) }.map { rule -> [HTML] in
      [
        "<b>\(rule.id)</b>", "\(rule.text[phrases.language])",
        "\(place(of: rule))\(sub(phrases.name(of: rule.citation.status)))",
      ]
    }
    table.rows = constraints + others
    return Section(
      id: "constraints", title: say("Ràng buộc và căn cứ", "Constraints and where they are written"), body: table.html)
  }

  private func place(of rule: Rule) -> String {
    let place = [rule.citation.instrument, rule.citation.article].filter { !$0.isEmpty }.joined(separator: ", ")
    return place.isEmpty ? "–" : place
  }
}
