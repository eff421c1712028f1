import Disbursement
import Portfolio
import Rulebook

extension TerminalPage {
  private static let listedRows = 20

  mutating func writeDetails() {
    writeTextFan()
    writeAllMilestones()
    writeDeadlines()
    writeCriticalActivities()
    for dimension in Dimension.allCases { writeUnits(dimension) }
    writeNotes()
    writeReading()
    writeRunHeader()
  }

  private mutating func writeTextFan() {
    guard !forecast.whole.path.isEmpty, forecast.whole.plan > .zero else { return }
    heading(
      phrases.say(
        "GIẢI NGÂN LŨY KẾ (\(figures.unitName); % kế hoạch)  ──●── P10, P50, P90  ■ thực tế  ┃ quy định",
        "CUMULATIVE PATH (\(figures.unitName); % of plan)  ──●── P10, P50, P90  ■ actual  ┃ required"))
    let fan = TextFan(
      plan: forecast.whole.plan, steps: selection.requiredSteps(of: ProjectGroup.allCases), width: width - 38)
    let head = ["P10", "P50", "P90"].map { DisplayText.padded($0, to: 7, alignment: .right) }.joined(separator: " ")
    plainLine(color.paint(String(repeating: " ", count: 13) + head + "  " + fan.scale, .muted))
    for point in selection.monthEnds {
      let amounts = [point.p10, point.p50, point.p90].map(figures.amount)
      let cells = (point.isActual ? ["", amounts[1], ""] : amounts).map {
        DisplayText.padded($0, to: 7, alignment: .right)
      }
      let label = DisplayText.padded(figures.date(point.date), to: 12, alignment: .left)
      plainLine(" \(label)\(cells.joined(separator: " "))  \(fan.row(for: point))")
    }
    writeLapse()
  }

  private mutating func writeAllMilestones() {
    guard forecast.milestones.count > 8 else { return }
    heading(phrases.say("TẤT CẢ CÁC MỐC", "ALL MILESTONES"))
    table(milestoneTable(selection.milestones))
  }

  private mutating func writeDeadlines() {
    let all = selection.deadlines
    guard !all.isEmpty else { return }
    let open = all.filter { $0.deadline.level != .met }
    heading(
      phrases.say("KHỞI CÔNG VÀ PHÊ DUYỆT (khó nhất trước)", "START AND APPROVAL DEADLINES (least likely first)"))
    let met = all.count - open.count
    if met > 0 {
      paragraph(
        phrases.say(
          "\(met) trong \(all.count) thời hạn đã đạt; còn lại:", "\(met) of \(all.count) deadlines are met; the others:"
        ))
    }
    guard !open.isEmpty else { return }
    var table = TextTable(columns: [
      .init(title: phrases.project.lowercased(), isFlexible: true),
      .init(title: phrases.say("việc", "what"), isFlexible: true),
      .init(title: phrases.due.lowercased()),
      .init(title: phrases.shortProbability, alignment: .right), .init(title: "P10"), .init(title: "P50"),
      .init(title: "P90"), .init(title: phrases.level.lowercased()),
    ])
    for entry in open.prefix(Self.listedRows) {
      let deadline = entry.deadline
      let days = [deadline.p10, deadline.p50, deadline.p90].map(dayMonth)
      let isDone = deadline.isDone(by: selection.asOf)
      table.rows.append(
        [
          .init("\(entry.project.id) \(entry.project.name)"), .init(phrases.shortName(ofDeadline: deadline.activity)),
          .init(figures.shortDate(deadline.date)), .init(probability(deadline.probability, deadline.standardError)),
        ] + (isDone ? ["", days[1], ""] : days).map { TextTable.Cell($0) } + [
          TextTable.Cell(phrases.name(of: deadline, asOf: selection.asOf), style(of: deadline.level))
        ])
    }
    self.table(table)
    writeRemainder(open.count - Self.listedRows)
  }

  /// The year is said only where it is another one.
  private func dayMonth(_ day: Day) -> String {
    day.year == selection.fiscalYear.year ? figures.shortDate(day) : figures.date(day)
  }

  private mutating func writeUnits(_ dimension: Dimension) {
    let units = selection.units(dimension)
    guard !units.isEmpty else { return }
    heading(phrases.say("THEO ", "BY ") + phrases.name(of: dimension).uppercased() + " (\(figures.unitName))")
    var table = TextTable(columns: [
      .init(title: "", isFlexible: true), .init(title: phrases.say("dự án", "projects"), alignment: .right),
      .init(title: phrases.plan.lowercased(), alignment: .right),
      .init(title: "P10 \(figures.shortDate(selection.fiscalYear.lastDay))", alignment: .right),
      .init(title: "P50", alignment: .right), .init(title: "P90", alignment: .right),
      .init(title: phrases.say("thiếu", "missing"), alignment: .right),
      .init(title: phrases.share.lowercased(), alignment: .right),
      .init(title: phrases.say("bị hủy", "lapse"), alignment: .right),
    ])
    for unit in units.prefix(Self.listedRows) {
      let point = selection.point(of: unit.path, on: selection.fiscalYear.lastDay)
      let quantiles = [point?.p10, point?.p50, point?.p90].map { $0.map(figures.amount) ?? "–" }
      table.rows.append(
        [
          .init(name(of: unit, in: dimension)), .init(figures.count(unit.projectCount)),
          .init(figures.amount(unit.plan)),
        ]
          + quantiles.map { TextTable.Cell($0) } + [
            .init(figures.amount(unit.expectedShortfall)), .init(figures.percent(unit.shareOfShortfall)),
            .init(figures.amount(unit.lapse.mean)),
          ])
    }
    self.table(table)
    writeRemainder(units.count - Self.listedRows)
  }

  private func name(of unit: UnitForecast, in dimension: Dimension) -> String {
    if dimension == .group, let group = ProjectGroup(rawValue: unit.id) { return phrases.name(of: group) }
    return unit.name.isEmpty ? phrases.notStated : unit.name
  }

  private mutating func writeCriticalActivities() {
    let activities = selection.criticalActivities.prefix(Self.listedRows)
    guard !activities.isEmpty else { return }
    heading(phrases.say("CÔNG VIỆC GĂNG (số dự án)", "CRITICAL ACTIVITIES (projects)"))
    paragraph(
      activities.map { "\(phrases.name(ofActivity: $0.activity)) (\(figures.count($0.projects)))" }
        .joined(separator: " · "))
  }

  mutating func writeTargets() {
    for outcome in forecast.targets {
      let words = Sentences(selection: selection, phrases: phrases, figures: figures).text(of: outcome)
      paragraph("\(phrases.say("Mục tiêu", "Target")) – \(words)", style: outcome.isMet ? .good : .bad)
    }
  }

  private mutating func writeNotes() {
    guard !forecast.notes.isEmpty else { return }
    heading(phrases.say("LƯU Ý", "NOTES"))
    let names = selection.projectNames
    for note in forecast.notes.prefix(Self.listedRows) {
      paragraph(phrases.text(of: note, figures: figures, names: names))
    }
    writeRemainder(forecast.notes.count - Self.listedRows)
  }

  private mutating func writeRemainder(_ count: Int) {
    if count > 0 { paragraph(phrases.moreInTables(figures.count(count)), style: .muted) }
  }

  private mutating func writeReading() {
    heading(phrases.say("CÁCH ĐỌC", "HOW TO READ THIS"))
    for (term, meaning) in Sentences(selection: selection, phrases: phrases, figures: figures).shortReading {
      paragraph("\(term): \(meaning)")
    }
  }

  private mutating func writeRunHeader() {
    heading(phrases.say("LẦN CHẠY", "RUN"))
    let run = Sentences(selection: selection, phrases: phrases, figures: figures).runHeader
    let widest = run.map { DisplayText.width($0.term) }.max() ?? 0
    for (term, value) in run {
      let label = DisplayText.padded(term, to: widest, alignment: .left)
      let text = DisplayText.wrapped(DisplayText.harmless(value), to: width - widest - 3)
      for (index, line) in text.enumerated() {
        plainLine(" \(index == 0 ? label : String(repeating: " ", count: widest))  \(line)")
      }
    }
  }
}

/// One row of characters per checkpoint: the range, the median and what the rules ask, from nothing to the whole plan.
private struct TextFan {
  let plan: Money
  let steps: [RequiredStep]
  let width: Int

  var scale: String {
    let marks = ["0", "25", "50", "75", "100%"]
    var cells = Array(repeating: Character(" "), count: width)
    for (index, mark) in marks.enumerated() {
      let position = (width - 1) * index / (marks.count - 1)
      let start = min(position, width - mark.count)
      for (offset, character) in mark.enumerated() { cells[start + offset] = character }
    }
    return String(cells).trimmingTrailingSpaces
  }

  func row(for point: PathPoint) -> String {
    var cells = Array(repeating: Character("·"), count: width)
    if !point.isActual {
      for index in position(point.p10)...max(position(point.p10), position(point.p90)) { cells[index] = "─" }
    }
    if let required = steps.last(where: { $0.date <= point.date }) { cells[position(required.amount)] = "┃" }
    cells[position(point.p50)] = point.isActual ? "■" : "●"
    return String(cells)
  }

  private func position(_ amount: Money) -> Int {
    let share = min(1, max(0, amount.rate(of: plan)))
    return Int((share * Double(width - 1)).rounded())
  }
}
