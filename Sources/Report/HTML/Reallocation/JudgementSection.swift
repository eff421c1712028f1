import Disbursement
import Portfolio
import Rulebook

extension ReallocationPage {
  private var differenceTitle: String { say("Thay đổi ± sai số", "Change ± error") }

  var milestoneSection: Section? {
    guard let milestones = selection.judgement?.milestones, !milestones.isEmpty else { return nil }
    var table = HTMLTable(
      caption: say(
        "Xác suất đạt mốc; thay đổi tính bằng điểm %", "Probability of the milestone; changes in percentage points"),
      style: "mid",
      columns: [
        .init(title: phrases.milestone, detail: phrases.group.lowercased()), .init(title: phrases.due),
        .init(title: phrases.required, isNumeric: true), .init(title: say("Trước", "Before"), isNumeric: true),
        .init(title: say("Sau", "After"), isNumeric: true), .init(title: differenceTitle, isNumeric: true),
      ])
    table.rows = milestones.map { milestone in
      [
        "<b>\(milestone.ruleID)</b>\(sub(phrases.shortName(of: milestone.group)))", date(milestone.date),
        "\(figures.plainNumber(milestone.requiredShare.value * 100))%",
        "\(figures.probability(milestone.probability.before))", "\(figures.probability(milestone.probability.after))",
        change(milestone.probability, .probability),
      ]
    }
    return Section(
      id: "milestones", title: say("Mốc của nhóm trước và sau", "Milestones of the groups, before and after"),
      body: table.html
        + note(
          say(
            "Mốc tính trên kế hoạch của nhóm: trước theo kế hoạch hiện tại, sau theo kế hoạch điều chỉnh.",
            "A milestone is a share of the group's plan: before of the present one, after of the adjusted one.")))
  }

  var unitSection: Section? {
    guard let judgement = selection.judgement else { return nil }
    let day = figures.date(selection.run.date)
    var table = HTMLTable(
      caption: say(
        "Kế hoạch vốn và giải ngân trung bình đến \(day), \(figures.unitName)",
        "Plan capital and mean disbursed by \(day), \(figures.unitName)"), style: "mid",
      columns: [
        .init(title: say("Nhóm, nguồn vốn", "Group, source")),
        .init(title: phrases.planCapital, detail: say("trước", "before"), isNumeric: true),
        .init(title: phrases.planCapital, detail: say("sau", "after"), isNumeric: true),
        .init(title: phrases.paid, detail: say("trước", "before"), isNumeric: true),
        .init(title: phrases.paid, detail: say("sau", "after"), isNumeric: true),
        .init(title: differenceTitle, isNumeric: true),
      ])
    for (group, unit) in selection.judgedGroups { table.rows.append(row("\(phrases.name(of: group))", unit)) }
    for unit in judgement.sources { table.rows.append(row("\(selection.sourceName(unit.id))", unit)) }
    table.rows.append(
      ["<b>\(phrases.total)</b>", "\(figures.amount(selection.plan))", "\(figures.amount(selection.plan))"]
        + cells(judgement.whole))
    return Section(
      id: "units", title: say("Nhóm và nguồn vốn trước và sau", "Groups and sources, before and after"),
      body: table.html)
  }

  private func row(_ name: HTML, _ unit: JudgedUnit) -> [HTML] {
    [name, "\(figures.amount(unit.planBefore))", "\(figures.amount(unit.planAfter))"] + cells(unit.disbursed)
  }

  private func cells(_ pair: PairedDifference) -> [HTML] {
    ["\(sentences.text(pair.before, .dong))", "\(sentences.text(pair.after, .dong))", change(pair, .dong)]
  }

  var loserSection: Section? {
    guard let judgement = selection.judgement, !judgement.losers.isEmpty else { return nil }
    let shown = judgement.losers.prefix(ReallocationReport.largestRows)
    var table = HTMLTable(
      caption: say(
        "Số mốc của chính dự án đạt được, tính trung bình; vốn và giải ngân: \(capital.unitName)",
        "Expected number of the project's own milestones met; plan and payments in \(capital.unitName)"),
      style: "mid stay",
      columns: [
        .init(title: phrases.project, detail: phrases.owner.lowercased()),
        .init(title: phrases.planCapital, detail: say("trước → sau", "before → after"), isNumeric: true),
        .init(title: phrases.paid, detail: say("trước → sau", "before → after"), isNumeric: true),
        .init(title: say("Số mốc đạt", "Met"), detail: say("trước → sau", "before → after"), isNumeric: true),
        .init(title: differenceTitle, isNumeric: true),
      ])
    table.rows = shown.map { project in
      let (before, after) = (Money(nearest: project.disbursed.before), Money(nearest: project.disbursed.after))
      return [
        self.project(project.id), "\(capital.amount(project.planBefore)) → \(capital.amount(project.planAfter))",
        "\(capital.amount(before)) → \(capital.amount(after))",
        "\(sentences.text(project.milestones.before, .count)) → \(sentences.text(project.milestones.after, .count))",
        change(project.milestones, .count),
      ]
    }
    let rest = judgement.losers.count - shown.count
    return Section(
      id: "losers",
      title: say("Dự án khó đạt mốc của mình hơn", "Projects whose own milestones get less likely"),
      body: table.html + note(sentences.losersNote)
        + (rest > 0 ? note(phrases.moreInTables(figures.count(rest))) : .empty))
  }
}
