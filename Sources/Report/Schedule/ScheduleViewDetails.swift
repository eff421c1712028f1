import Disbursement
import Portfolio

extension ScheduleTextPage {
  private static let largestProjects = 12
  private static let listedUnmet = 40

  private func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }
  private var sentences: ScheduleSentences {
    ScheduleSentences(selection: selection, phrases: phrases, figures: figures)
  }

  /// The largest projects, what is planned in each quarter.
  mutating func writeQuarters() {
    let projects = selection.largestProjects(Self.largestProjects)
    guard !projects.isEmpty else { return }
    heading(
      say(
        "DỰ ÁN LỚN NHẤT THEO QUÝ (chi trong quý theo lịch, \(figures.unitName))",
        "LARGEST PROJECTS BY QUARTER (planned in the quarter, \(figures.unitName))"))
    let isKnown = selection.planned.before == .zero
    var table = TextTable(
      columns: [
        .init(title: phrases.project.lowercased(), isFlexible: true),
        .init(title: phrases.planCapital.lowercased(), alignment: .right),
      ])
    if !isKnown { table.columns.append(.init(title: phrases.paid.lowercased(), alignment: .right)) }
    table.columns += ["I", "II", "III", "IV"].enumerated().map {
      .init(title: say("quý \($1)", "Q\($0 + 1)"), alignment: .right)
    }
    table.columns += [
      .init(title: figures.monthName(13, of: selection.fiscalYear), alignment: .right),
      .init(title: say("cộng", "total"), alignment: .right),
    ]
    for project in projects {
      let periods = selection.calendar.periods(of: project.path.planned, paidToDate: project.paidToDate)
      let known = isKnown ? [] : [periods.before]
      let amounts = periods.quarters + [periods.months[12], periods.total]
      table.rows.append(
        [.init("\(project.id) \(project.name)"), .init(figures.fineAmount(project.plan))]
          + (known + amounts).map { amount in TextTable.Cell(amount.map(figures.fineAmount) ?? "–") })
    }
    self.table(table)
  }

  /// What the first screen leaves out.
  mutating func writeMoreUnmet(after shown: Int) {
    let rest = selection.unmet.dropFirst(shown)
    guard !rest.isEmpty else { return }
    heading(
      say(
        "CÁC DỰ ÁN KHÁC KHÔNG ĐẠT MỐC (\(figures.unitName))",
        "OTHER PROJECTS THAT MISS MILESTONES (\(figures.unitName))"))
    for entry in rest.prefix(Self.listedUnmet) {
      let name = DisplayText.shortened("\(entry.project.id) \(entry.project.name)", to: width / 2)
      paragraph(
        "\(name): \(sentences.shortfalls(of: entry)). \(sentences.explanations(of: entry).joined(separator: " "))")
    }
    let left = rest.count - Self.listedUnmet
    if left > 0 {
      paragraph(
        say(
          "… và \(figures.count(left)) dự án khác trong schedule-milestones.csv.",
          "… and \(figures.count(left)) more in schedule-milestones.csv."),
        style: .muted)
    }
  }

  mutating func writeReading() {
    heading(say("CÁCH ĐỌC", "HOW TO READ THIS"))
    for (term, meaning) in sentences.reading { paragraph("\(term): \(meaning)") }
  }

  mutating func writeRunHeader() {
    heading(say("THÔNG TIN LẦN CHẠY", "RUN"))
    for (term, value) in sentences.runHeader { paragraph("\(term): \(value)") }
  }
}

extension Phrases {
  /// Whether a milestone is met by a schedule, or was by payments.
  func result(isMet: Bool, isPast: Bool) -> String {
    switch (isMet, isPast) {
    case (true, true): say("đã đạt", "was met")
    case (true, false): say("đạt", "met")
    case (false, true): say("đã lỡ mốc", "was missed")
    case (false, false): say("không thể đạt", "cannot be met")
    }
  }
}
