import Disbursement
import Portfolio
import Rulebook

/// Tables of single projects and of owners.
extension PeriodTables {
  func projectName(_ id: String, _ name: String) -> String { name.isEmpty ? id : "\(id) \(name)" }

  private func leftOut(_ count: Int) -> String {
    guard count > 0 else { return "" }
    return say(
      "Còn \(figures.count(count)) dự án nữa trong period-report.json.",
      "\(figures.count(count)) more projects are in period-report.json.")
  }

  // MARK: Late projects

  var late: FormTable {
    let columns: [FormTable.Column] = [
      .init([say("TT", "No.")], kind: .code, width: 5), .init([phrases.project], kind: .text, width: 32),
      .init([phrases.owner], kind: .text, width: 18), .init([say("Kế hoạch", "Plan")], kind: .amount, width: 10),
      .init([say("Đã giải ngân", "Disbursed")], kind: .amount, width: 10),
      .init([say("Tỷ lệ", "Rate")], kind: .share, width: 8),
      .init([say("Thiếu dự kiến đến \(yearEnd)", "Expected missing by \(yearEnd)")], kind: .amount, width: 11),
      .init([say("Phần trong số thiếu", "Share of missing")], kind: .share, width: 9),
      .init([say("Mức", "Level")], kind: .text, width: 13),
    ]
    var lines: [FormTable.Line] = []
    for (title, members) in [
      (say("Đã chậm hoặc khó đạt", "Late or likely to miss"), sentences.slow),
      (say("Có nguy cơ", "At risk"), report.late.filter { !$0.lateness.isSlow }),
    ] where !members.isEmpty {
      lines.append(
        .init(
          .group,
          [
            .empty, .text("\(title) (\(figures.count(members.count)))"), .empty,
            .amount(members.reduce(.zero) { $0 + $1.plan }), .amount(members.reduce(.zero) { $0 + $1.paidToDate }),
          ]))
      for project in members.prefix(max(0, Self.mostProjects - lines.count)) {
        lines.append(.init(.project, cells(of: project, number: "\(lines.count)")))
      }
    }
    renumber(&lines)
    return table(
      say("6. Dự án chậm", "6. Late projects"),
      say("Bảng 6. Dự án chậm, khó đạt hoặc có nguy cơ", "Table 6. Projects late, likely to miss or at risk"), columns,
      lines, notes: [leftOut(report.late.count - lines.count { $0.level == .project })])
  }

  /// Projects from 1 on.
  private func renumber(_ lines: inout [FormTable.Line]) {
    var number = 0
    for index in lines.indices where lines[index].level == .project {
      number += 1
      lines[index].cells[0] = .text("\(number)")
    }
  }

  private func cells(of project: LateProject, number: String) -> [FormTable.Cell] {
    [
      .text(number), .text(projectName(project.id, project.name)), .text(named(project.owner, "")),
      .amount(project.plan), .amount(project.paidToDate), rate(project.paidToDate, of: project.plan),
      rounded(project.expectedShortfall), .share(project.shareOfShortfall),
      .text(phrases.name(ofLateness: project.lateness).capitalizedFirst),
    ]
  }

  /// Why each is late and what it would take.
  var causes: FormTable {
    let columns: [FormTable.Column] = [
      .init([say("TT", "No.")], kind: .code, width: 5), .init([phrases.project], kind: .text, width: 28),
      .init([say("Mốc, thời hạn", "Milestones, deadlines")], kind: .text, width: 30),
      .init([say("Công việc quyết định tiến độ (khả năng)", "Binding activity (chance)")], kind: .text, width: 20),
      .init(
        [say("Rủi ro làm thiếu thêm nhiều nhất, triệu đồng", "Risks that add most, m VND")], kind: .text, width: 26),
      .init(
        [
          say(
            "Mốc không đạt dù đúng tiến độ: vì sao, cần làm gì", "Missed even at the nominal pace: why, what is needed")
        ],
        kind: .text, width: 38),
      .init([say("Thiếu dự kiến", "Expected missing"), say("Tổng", "Total")], kind: .amount, width: 9),
      .init(
        [say("Thiếu dự kiến", "Expected missing"), say("Đủ điều kiện chưa chi", "Payable, not paid")], kind: .amount,
        width: 9),
    ]
    let shown = report.late.prefix(Self.mostProjects)
    let lines = shown.enumerated().map { index, project in
      FormTable.Line(
        .project,
        [
          .text("\(index + 1)"), .text(projectName(project.id, project.name)), .text(sentences.demands(on: project)),
          text(binding(project)), text(risks(of: project)), text(obstacle(of: project)),
          rounded(project.expectedShortfall), rounded(project.expectedUnpaidClaims),
        ])
    }
    return table(
      say("PL2. Nguyên nhân", "A2. Causes"),
      say(
        "Phụ lục II. Dự án chậm: nguyên nhân và việc cần làm", "Appendix II. Late projects: why, and what is needed"),
      columns, lines,
      notes: [
        say(
          "Khả năng: phần các năm mô phỏng mà công việc nằm trên chuỗi quyết định ngày kết thúc thủ tục. Rủi ro làm thiếu thêm: số thiếu trung bình cuối năm của dự án khi có rủi ro trừ khi không có, mọi thứ khác như nhau.",
          "Chance: share of simulated years in which the activity lies on the chain that fixes the end of the procedures. Risks that add: the project's mean missing at the year's end with the risk minus without it, all else equal."
        ),
        say(
          "Mốc không đạt dù đúng tiến độ: mốc phía trước đầu tiên không thể đạt khi mọi thời gian đúng như đã lập; từng việc nêu ra tự nó đủ để đạt mốc đó. Ô trống: các mốc phía trước đạt được nếu đúng tiến độ.",
          "Missed even at the nominal pace: the first milestone ahead that cannot be met with every duration as planned; each of the needed things alone would meet it. Empty: the milestones ahead are met at the nominal pace."
        ), leftOut(report.late.count - shown.count),
      ])
  }

  func text(_ text: String) -> FormTable.Cell { text.isEmpty ? .empty : .text(text) }

  private func binding(_ project: LateProject) -> String {
    guard let activity = project.bindingActivity else { return "" }
    return "\(phrases.name(ofActivity: activity.activity)) (\(figures.probability(activity.probability)))"
  }

  private func risks(of project: LateProject) -> String {
    let million = Figures(inMillions: language)
    return project.drivers.map { driver in
      let error = million.error(driver.meanEffectError)
      return "\(driver.name[language]) \(million.signed(driver.meanEffect)) \(error)".trimmingTrailingSpaces
    }.joined(separator: "; ")
  }

  private var obstacles: ObstacleSentences {
    ObstacleSentences(phrases: phrases, figures: figures, sourceName: sentences.sourceName)
  }

  private func obstacle(of project: LateProject) -> String {
    guard let milestone = project.obstacle else { return "" }
    let date = figures.date(milestone.date)
    let missing = figures.fineMoney(milestone.shortfall)
    return say("Mốc \(date) thiếu \(missing): ", "Short by \(missing) at \(date): ")
      + obstacles.obstacle(of: milestone, in: project.group) + "; "
      + obstacles.remedies(of: milestone, in: project.group) + "."
  }

  // MARK: All projects

  var projects: FormTable {
    let paid = say("Giải ngân", "Disbursed")
    let period = phrases.shortName(of: report.period)
    let year = say("Dự báo đến \(yearEnd)", "Forecast by \(yearEnd)")
    let columns: [FormTable.Column] = [
      .init([say("TT", "No.")], kind: .code, width: 6), .init([phrases.project], kind: .text, width: 36),
      .init([phrases.owner], kind: .text, width: 20), .init([say("Kế hoạch vốn", "Plan")], kind: .amount, width: 12),
      .init([paid, say("Trong \(period)", "In \(period)")], kind: .amount, width: 11),
      .init([paid, say("Lũy kế", "To date")], kind: .amount, width: 12),
      .init([paid, say("Tỷ lệ", "Rate")], kind: .share, width: 8),
      .init([year, say("Trung bình", "Mean")], kind: .amount, width: 9),
      .init([year, "P10"], kind: .amount, width: 9), .init([year, "P90"], kind: .amount, width: 9),
      .init([year, say("Thiếu", "Missing")], kind: .amount, width: 9),
      .init([say("Dự kiến bị hủy", "Expected to lapse")], kind: .amount, width: 9),
      .init([say("Mức", "Level")], kind: .text, width: 11),
    ]
    var lines = [FormTable.Line(.whole, cells(total, report.whole))]
    var number = 0
    for (index, group) in report.groups.enumerated() {
      var cells = self.cells(groupName(group), group)
      cells[0] = .text(phrases.roman(index + 1))
      lines.append(.init(.group, cells))
      for project in report.projects where project.group.rawValue == group.id && number < Self.mostProjects {
        number += 1
        lines.append(.init(.project, self.cells(of: project, number: number)))
      }
    }
    return table(
      say("PL1. Danh mục dự án", "A1. Projects"),
      say("Phụ lục I. Giải ngân và dự báo của từng dự án", "Appendix I. Disbursement and forecast by project"), columns,
      lines, notes: [roundedNote, sentences.monthsUnknown, leftOut(report.projects.count - number)])
  }

  private func cells(_ name: String, _ unit: ReportedUnit) -> [FormTable.Cell] {
    [
      .empty, .text(name), .empty, .amount(unit.plan), amount(unit.paidInPeriod), .amount(unit.paidToDate),
      rate(unit.paidToDate, of: unit.plan), rounded(unit.yearEnd.mean), rounded(unit.yearEnd.p10),
      rounded(unit.yearEnd.p90), rounded(unit.expectedShortfall), rounded(unit.lapse.mean),
    ]
  }

  private func cells(of project: ReportedProject, number: Int) -> [FormTable.Cell] {
    [
      .text("\(number)"), .text(projectName(project.id, project.name)), .text(named(project.owner, "")),
      .amount(project.plan), amount(project.paidInPeriod), .amount(project.paidToDate),
      rate(project.paidToDate, of: project.plan), rounded(project.yearEnd.mean), rounded(project.yearEnd.p10),
      rounded(project.yearEnd.p90), rounded(project.expectedShortfall), rounded(project.lapse),
      project.lateness.map { .text(phrases.name(ofLateness: $0).capitalizedFirst) } ?? .empty,
    ]
  }

  // MARK: Owners

  var owners: FormTable {
    let paid = say("Giải ngân", "Disbursed")
    let period = phrases.shortName(of: report.period)
    let late = say("Số dự án", "Projects")
    let columns: [FormTable.Column] = [
      .init([say("Hạng", "Rank")], kind: .code, width: 6), .init([phrases.owner], kind: .text, width: 28),
      .init([late, say("Tất cả", "All")], kind: .count, width: 7),
      .init([late, say("Chậm, khó đạt", "Late, likely to miss")], kind: .count, width: 8),
      .init([late, say("Có nguy cơ", "At risk")], kind: .count, width: 8),
      .init([say("Kế hoạch vốn", "Plan")], kind: .amount, width: 12),
      .init([paid, say("Trong \(period)", "In \(period)")], kind: .amount, width: 12),
      .init([paid, say("Lũy kế", "To date")], kind: .amount, width: 12),
      .init([paid, say("Tỷ lệ", "Rate")], kind: .share, width: 8),
      .init([say("Dự báo tỷ lệ đến \(yearEnd)", "Rate expected by \(yearEnd)")], kind: .share, width: 9),
      .init([say("Thiếu dự kiến", "Expected missing")], kind: .amount, width: 10),
    ]
    let isStated = report.owners.contains { !$0.responsible.isEmpty }
    let responsible = FormTable.Column(
      [say("Người chịu trách nhiệm", "Who answers")], kind: .text, width: 20)
    func cells(_ rank: FormTable.Cell, _ name: String, _ unit: ReportedUnit, _ atRisk: Int) -> [FormTable.Cell] {
      [
        rank, .text(name), .count(unit.projectCount), .count(unit.lateCount), .count(atRisk), .amount(unit.plan),
        amount(unit.paidInPeriod), .amount(unit.paidToDate), rate(unit.paidToDate, of: unit.plan),
        rate(unit.yearEnd.mean, of: unit.plan), rounded(unit.expectedShortfall),
      ]
    }
    let lines =
      [FormTable.Line(.whole, cells(.empty, total, report.whole, report.late.count - sentences.slow.count))]
      + report.owners.map { owner in
        FormTable.Line(
          .project,
          cells(.text("\(owner.rank)"), named(owner.unit.name, owner.unit.id), owner.unit, owner.atRiskCount)
            + [text(owner.responsible.joined(separator: "; "))])
      }
    return table(
      say("9. Chủ đầu tư", "9. Owners"),
      say("Bảng 9. Kết quả theo chủ đầu tư, xếp theo tỷ lệ giải ngân", "Table 9. Results by owner, by rate disbursed"),
      columns + (isStated ? [responsible] : []), lines)
  }
}
