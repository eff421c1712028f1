public import Disbursement
import Portfolio
public import Rulebook

/// A payment schedule as text for a terminal: the first screen says whether it is feasible, what cannot be met, why, and what to do.
public enum ScheduleView {
  /// The whole view, ending in a line feed.
  ///
  /// No line takes more than `width` columns, at least ``TerminalReport/smallestWidth``.
  public static func render(
    _ schedule: PaymentSchedule, changes: ScheduleChange? = nil, rulebook: Rulebook, language: Language,
    width: Int = 100, color: ColorMode = .none
  ) -> String {
    var page = ScheduleTextPage(
      selection: ScheduleSelection(schedule: schedule, changes: changes, rulebook: rulebook),
      phrases: Phrases(language: language), figures: Figures(language: language, plan: schedule.whole.plan),
      width: max(width, TerminalReport.smallestWidth), color: color)
    page.writeTitle()
    page.writeMilestones()
    page.writeUnmet(limit: 5)
    page.writeMonths()
    page.writeChanges()
    page.writeQuarters()
    page.writeMoreUnmet(after: 5)
    page.writeReading()
    page.writeRunHeader()
    return page.lines.joined(separator: "\n") + "\n"
  }
}

/// The lines of the view while it is written.
struct ScheduleTextPage: TextPage {
  let selection: ScheduleSelection
  let phrases: Phrases
  let figures: Figures
  let width: Int
  let color: ColorMode
  var lines: [String] = []

  init(selection: ScheduleSelection, phrases: Phrases, figures: Figures, width: Int, color: ColorMode) {
    self.selection = selection
    self.phrases = phrases
    self.figures = figures
    self.width = width
    self.color = color
  }

  private var schedule: PaymentSchedule { selection.schedule }
  private var sentences: ScheduleSentences {
    ScheduleSentences(selection: selection, phrases: phrases, figures: figures)
  }
  private func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }

  mutating func writeTitle() {
    heading("\(schedule.run.scenario) · \(sentences.shortTitle)")
    paragraph(
      [
        phrases.dataUntil(figures.date(schedule.run.asOf)),
        phrases.countOfProjects(figures.count(schedule.whole.projectCount)),
        say("kế hoạch vốn ", "plan capital ") + figures.money(schedule.whole.plan),
        say("đã giải ngân ", "disbursed ") + figures.money(schedule.whole.paidToDate),
      ].joined(separator: " · "))
    let isFeasible = selection.unmetAhead.isEmpty && selection.unmet.isEmpty
    paragraph(sentences.feasibility, style: isFeasible ? .good : .bad)
    for text in [sentences.plannedByQuarter, sentences.december, sentences.robustness] where !text.isEmpty {
      paragraph(text)
    }
  }

  mutating func writeMilestones() {
    guard !schedule.milestones.isEmpty else { return paragraph(phrases.noMilestones) }
    heading(say("MỐC CỦA NHÓM (\(figures.unitName))", "MILESTONES OF THE GROUPS (\(figures.unitName))"))
    var table = TextTable(columns: [
      .init(title: phrases.milestone.lowercased()), .init(title: phrases.group.lowercased(), isFlexible: true),
      .init(title: phrases.due.lowercased()), .init(title: phrases.required.lowercased(), alignment: .right),
      .init(title: phrases.planned.lowercased(), alignment: .right),
      .init(title: say("thiếu", "short"), alignment: .right),
      .init(title: say("dự án đạt", "projects in time"), alignment: .right),
      .init(title: say("kết quả", "result")),
    ])
    for milestone in schedule.milestones {
      let share = figures.plainNumber(milestone.requiredShare.value * 100)
      table.rows.append([
        .init(milestone.ruleID), .init(phrases.shortName(of: milestone.group)),
        .init(figures.shortDate(milestone.date)), .init("\(figures.amount(milestone.required)) (\(share)%)"),
        .init(figures.amount(milestone.planned)),
        .init(milestone.isMet ? "–" : figures.amount(milestone.required - milestone.planned)),
        .init("\(figures.count(milestone.projectsMeeting))/\(figures.count(milestone.projectCount))"),
        .init(
          phrases.result(isMet: milestone.isMet, isPast: milestone.date <= selection.asOf),
          milestone.isMet ? .good : .bad),
      ])
    }
    self.table(table)
  }

  mutating func writeUnmet(limit: Int) {
    guard !selection.unmet.isEmpty else { return }
    heading(
      say(
        "MỐC CỦA DỰ ÁN KHÔNG THỂ ĐẠT, VÌ SAO, CẦN LÀM GÌ (\(figures.unitName))",
        "PROJECT MILESTONES THAT CANNOT BE MET, WHY, WHAT TO DO (\(figures.unitName))"))
    paragraph(sentences.causes)
    writeUnmet(selection.unmet.prefix(limit))
    let rest = selection.unmet.count - limit
    if rest > 0 {
      paragraph(
        say("… và \(figures.count(rest)) dự án khác ở phần chi tiết.", "… and \(figures.count(rest)) more below."),
        style: .muted)
    }
  }

  private mutating func writeUnmet(_ entries: some Sequence<UnmetProject>) {
    for entry in entries {
      let name = "\(entry.project.id) \(entry.project.name)"
      paragraph("\(DisplayText.shortened(name, to: width / 2)): \(sentences.shortfalls(of: entry))")
      for text in sentences.explanations(of: entry) { paragraph(text, indent: 4) }
    }
  }

  mutating func writeMonths() {
    guard !selection.months.isEmpty else { return }
    heading(
      say(
        "TỪNG THÁNG (\(figures.unitName); lũy kế đến cuối tháng, trong tháng, khả năng giữ lịch)",
        "MONTH BY MONTH (\(figures.unitName); cumulative, in the month, chance of keeping to it)"))
    var table = TextTable(columns: [
      .init(title: say("đến hết ngày", "by the end of")),
      .init(title: phrases.nominal.lowercased(), alignment: .right),
      .init(title: phrases.planned.lowercased(), alignment: .right),
    ])
    if showsShares { table.columns.append(.init(title: say("% kế hoạch", "% of plan"), alignment: .right)) }
    table.columns += [
      .init(title: say("tháng: danh nghĩa", "month: nominal"), alignment: .right),
      .init(title: phrases.planned.lowercased(), alignment: .right),
    ]
    if selection.isRobustnessJudged {
      table.columns.append(.init(title: say("giữ lịch", "kept"), alignment: .right))
    }
    for (month, day) in selection.months { table.rows.append(monthRow(month, day)) }
    self.table(table)
  }

  /// In narrow tables the amounts need the room.
  private var showsShares: Bool { width >= 95 }

  private func monthRow(_ month: Int, _ day: Day) -> [TextTable.Cell] {
    let path = selection.whole.path
    let (nominal, planned) = (schedule.amount(path.nominal, on: day), schedule.amount(path.planned, on: day))
    let isPast = day <= selection.asOf
    let date = isPast ? "\(figures.shortDate(day)) \(phrases.actual.lowercased())" : figures.date(day)
    var row: [TextTable.Cell] = [.init(date), .init(isPast ? "" : text(nominal)), .init(text(planned))]
    if showsShares { row.append(.init(planned.map { figures.percent($0.rate(of: selection.whole.plan)) } ?? "–")) }
    row += [
      .init(isPast ? "" : text(selection.nominal.months[month - 1])), .init(text(selection.planned.months[month - 1])),
    ]
    guard selection.isRobustnessJudged else { return row }
    let chance = schedule.chance(path, on: day).map {
      "\(figures.probability($0.probability)) \(figures.pointsError($0.standardError, of: $0.probability))"
        .trimmingTrailingSpaces
    }
    row.append(.init(chance ?? ""))
    return row
  }

  private func text(_ amount: Money?) -> String { amount.map(figures.amount) ?? "–" }

  mutating func writeChanges() {
    guard let changes = selection.changes else { return }
    heading(say("THAY ĐỔI SO VỚI LỊCH ĐÃ LƯU", "CHANGES AGAINST THE SAVED SCHEDULE"))
    let sentences = ChangeSentences(changes: changes, phrases: phrases, figures: figures)
    for text in sentences.all { paragraph(text) }
    guard !changes.projects.isEmpty else { return }
    let yearEnd = 3
    var table = TextTable(columns: [
      .init(title: phrases.project.lowercased(), isFlexible: true),
      .init(title: say("vốn trước", "plan then"), alignment: .right),
      .init(title: say("nay", "now"), alignment: .right),
      .init(
        title: say(
          "lịch \(figures.shortDate(changes.days[yearEnd])) trước",
          "planned \(figures.shortDate(changes.days[yearEnd])) then"), alignment: .right),
      .init(title: say("nay", "now"), alignment: .right), .init(title: say("chênh", "change"), alignment: .right),
    ])
    for change in changes.projects.prefix(Self.listedProjects) {
      table.rows.append([
        .init("\(change.id) \(change.name)"), .init(figures.fineAmount(change.planThen)),
        .init(figures.fineAmount(change.planNow)), .init(change.then[yearEnd].map(figures.fineAmount) ?? "–"),
        .init(change.now[yearEnd].map(figures.fineAmount) ?? "–"),
        .init(change.differences[yearEnd].map(figures.fineSigned) ?? "–"),
      ])
    }
    self.table(table)
    writeRemainder(changes.projects.count - Self.listedProjects)
  }

  private static let listedProjects = 10

  private mutating func writeRemainder(_ rest: Int) {
    guard rest > 0 else { return }
    paragraph(
      say(
        "… và \(figures.count(rest)) dự án khác trong tệp kết quả.",
        "… and \(figures.count(rest)) more in the files of results."),
      style: .muted)
  }
}
