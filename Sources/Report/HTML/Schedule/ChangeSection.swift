import Disbursement
import Portfolio

extension SchedulePage {
  /// What differs from an earlier schedule.
  var changeSection: Section? {
    guard let changes = selection.changes else { return nil }
    let text = ChangeSentences(changes: changes, phrases: phrases, figures: figures)
    return Section(
      id: "changes", title: say("Thay đổi so với lịch đã lưu", "Changes against the saved schedule"),
      body: [
        text.all.map { "<p>\($0)</p>" as HTML }.joined(), unitTable(changes), milestoneTable(changes),
        projectTable(changes), provenance(changes),
      ].joined())
  }

  private func provenance(_ changes: ScheduleChange) -> HTML {
    note(
      say("Mã băm số liệu vào của lịch đã lưu: ", "Input digest of the saved schedule: ")
        + (changes.earlierDigest.isEmpty ? "–" : changes.earlierDigest))
  }

  private func unitTable(_ changes: ScheduleChange) -> HTML {
    var columns: [HTMLTable.Column] = [
      .init(title: say("Phần của danh mục", "Part of the portfolio")),
      .init(title: phrases.planCapital, detail: say("trước → nay", "then → now"), isNumeric: true),
    ]
    if let day = changes.measuredOn {
      columns.append(
        .init(
          title: say("Đã chi / lịch cũ", "Paid / planned then"), detail: figures.shortDate(day), isNumeric: true))
    }
    columns += changes.days.map {
      .init(title: figures.shortDate($0), detail: say("nay (chênh)", "now (change)"), isNumeric: true)
    }
    var table = HTMLTable(
      caption: say("Lũy kế theo lịch, \(figures.unitName)", "Planned cumulative payments, \(figures.unitName)"),
      style: "wide", columns: columns)
    table.rows.append(row(phrases.total, changes.whole, changes, figures.amount, figures.signed))
    for group in changes.groups {
      let name = ProjectGroup(rawValue: group.id).map(phrases.name(of:)) ?? group.id
      table.rows.append(row(name, group, changes, figures.amount, figures.signed))
    }
    return table.html
  }

  private func row(
    _ name: String, _ change: PlannedChange, _ changes: ScheduleChange, _ amount: (Money) -> String,
    _ signed: (Money) -> String
  ) -> [HTML] {
    let plan =
      change.planThen == change.planNow
      ? amount(change.planNow) : "\(amount(change.planThen)) → \(amount(change.planNow))"
    var cells: [HTML] = ["\(name)\(sub(presence(change)))", "\(plan)"]
    if changes.measuredOn != nil {
      cells.append("\(change.toDate.map { "\(amount($0.paid)) / \(amount($0.planned))" } ?? "–")")
    }
    return cells
      + zip(change.now, change.differences).map { now, difference in
        "\(now.map(amount) ?? "–")\(self.difference(difference, signed))"
      }
  }

  private func presence(_ change: PlannedChange) -> String {
    switch change.presence {
    case .kept: ""
    case .added: say("mới thêm", "added")
    case .removed: say("đã bỏ", "removed")
    }
  }

  private func difference(_ amount: Money?, _ signed: (Money) -> String) -> HTML {
    guard let amount, amount != .zero else { return .empty }
    return "<span class=\"sub \(amount < .zero ? "down" : "up")\">\(signed(amount))</span>"
  }

  private func milestoneTable(_ changes: ScheduleChange) -> HTML {
    let turned = changes.milestones + changes.projectMilestones.prefix(Self.changedMilestones)
    guard !turned.isEmpty else { return .empty }
    var table = HTMLTable(
      caption: say(
        "Mốc của nhóm, và mốc của dự án đã đổi kết quả, \(figures.unitName)",
        "Milestones of groups, and those of projects that turned, \(figures.unitName)"), style: "mid",
      columns: [
        .init(title: phrases.milestone), .init(title: phrases.due), .init(title: say("Trước", "Then")),
        .init(title: say("Nay", "Now")),
      ])
    table.rows = turned.map { change in
      let name =
        change.projectID.map { "\($0) \(change.projectName)" } ?? phrases.name(of: change.group)
      return [
        "\(name)\(sub(change.ruleID))", date(change.date), outcome(change.then), outcome(change.now),
      ]
    }
    let rest = changes.projectMilestones.count - Self.changedMilestones
    return table.html + (rest > 0 ? note(phrases.moreInTables(figures.count(rest))) : .empty)
  }

  private func outcome(_ outcome: MilestoneChange.Outcome?) -> HTML {
    guard let outcome else { return "–" }
    let text = outcome.isMet ? say("đạt", "met") : say("không đạt", "missed")
    let amounts = "\(figures.fineAmount(outcome.planned)) / \(figures.fineAmount(outcome.required))"
    return mark(text, isMet: outcome.isMet) + sub(amounts)
  }

  private func projectTable(_ changes: ScheduleChange) -> HTML {
    let shown = changes.projects.prefix(Self.changedProjects)
    guard !shown.isEmpty else { return .empty }
    var columns: [HTMLTable.Column] = [
      .init(title: phrases.project),
      .init(title: phrases.planCapital, detail: say("trước → nay", "then → now"), isNumeric: true),
    ]
    if let day = changes.measuredOn {
      columns.append(
        .init(
          title: say("Đã chi / lịch cũ", "Paid / planned then"), detail: figures.shortDate(day), isNumeric: true))
    }
    columns += changes.days.map {
      .init(title: figures.shortDate($0), detail: say("nay (chênh)", "now (change)"), isNumeric: true)
    }
    var table = HTMLTable(
      caption: say(
        "Dự án đổi nhiều nhất đến cuối năm, \(figures.unitName)",
        "Projects that change most by the year's end, \(figures.unitName)"), style: "wide fine named",
      columns: columns)
    table.rows = shown.map { row("\($0.id) \($0.name)", $0, changes, figures.fineAmount, figures.fineSigned) }
    let rest = changes.projects.count - shown.count
    return table.html + (rest > 0 ? note(phrases.moreInTables(figures.count(rest))) : .empty)
  }

  private static let changedMilestones = 60
  private static let changedProjects = 25
}
