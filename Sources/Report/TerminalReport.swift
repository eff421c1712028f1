public import Disbursement
import Portfolio
public import Rulebook

/// A forecast as text for a terminal: the first screen answers, what follows explains.
public enum TerminalReport {
  /// Narrowest width at which the tables keep their columns; less is taken as this.
  public static let smallestWidth = 80

  /// The whole view, ending in a line feed.
  ///
  /// No line takes more than `width` columns, at least ``smallestWidth``. Control characters in users' texts become
  /// spaces. Colours, where asked for, repeat what the words say.
  public static func render(
    _ forecast: Forecast, rulebook: Rulebook, language: Language, width: Int = 100, color: ColorMode = .none
  ) -> String {
    var page = TerminalPage(
      selection: Selection(forecast: forecast, rulebook: rulebook), phrases: Phrases(language: language),
      figures: Figures(language: language, plan: forecast.whole.plan), width: max(width, smallestWidth), color: color)
    page.writeAnswers()
    page.writeDetails()
    return page.lines.joined(separator: "\n") + "\n"
  }
}

/// The lines of a terminal view while it is written.
struct TerminalPage: TextPage {
  let selection: Selection
  let phrases: Phrases
  let figures: Figures
  let width: Int
  let color: ColorMode
  var lines: [String] = []

  init(selection: Selection, phrases: Phrases, figures: Figures, width: Int, color: ColorMode) {
    self.selection = selection
    self.phrases = phrases
    self.figures = figures
    self.width = width
    self.color = color
  }

  var forecast: Forecast { selection.forecast }

  mutating func plainLine(_ text: String) { lines.append(text.trimmingTrailingSpaces) }

  func levelCell(_ level: WarningLevel, due: Day) -> TextTable.Cell {
    TextTable.Cell(phrases.name(of: level, due: due, asOf: selection.asOf), style(of: level))
  }

  func style(of level: WarningLevel) -> TextStyle {
    switch level {
    case .met, .onTrack: .good
    case .atRisk: .doubtful
    case .willMiss: .bad
    case .unstated: .doubtful
    }
  }

  func probability(_ probability: Double, _ error: Double) -> String {
    "\(figures.probability(probability)) \(figures.pointsError(error, of: probability))".trimmingTrailingSpaces
  }

  func withError(_ amount: Money, _ error: Money) -> String {
    let points = figures.error(error)
    return points.isEmpty ? figures.amount(amount) : "\(figures.amount(amount)) \(points)"
  }
}

extension TerminalPage {
  private static let answerMilestones = 8
  private static let answerProjects = 5
  private static let answerDrivers = 3

  mutating func writeAnswers() {
    writeTitle()
    writePath()
    writeMilestones(limit: Self.answerMilestones)
    writeCauses()
  }

  private mutating func writeTitle() {
    let run = forecast.run
    heading(
      "\(run.scenario) · "
        + phrases.say("DỰ BÁO GIẢI NGÂN NĂM \(run.fiscalYear.year)", "DISBURSEMENT FORECAST \(run.fiscalYear.year)"))
    paragraph(
      [
        phrases.dataUntil(figures.date(run.asOf)),
        phrases.countOfProjects(figures.count(forecast.whole.projectCount)),
        phrases.say("kế hoạch ", "plan ") + figures.money(forecast.whole.plan),
        phrases.say("đã giải ngân ", "disbursed ") + figures.money(forecast.whole.paidToDate),
      ].joined(separator: " · "))
    paragraph(Sentences(selection: selection, phrases: phrases, figures: figures).terminalVerdict)
    writeTargets()
  }

  private mutating func writePath() {
    heading(
      phrases.say(
        "SẼ GIẢI NGÂN BAO NHIÊU (lũy kế, \(figures.unitName))",
        "HOW MUCH WILL BE DISBURSED (cumulative, \(figures.unitName))"))
    let steps = selection.requiredSteps(of: ProjectGroup.allCases)
    var table = TextTable(columns: [
      .init(title: phrases.say("đến hết ngày", "by the end of")), .init(title: "P10", alignment: .right),
      .init(title: "P50", alignment: .right), .init(title: "P90", alignment: .right),
      .init(title: phrases.say("trung bình", "mean"), alignment: .right),
      .init(title: phrases.say("P10–P90 so với kế hoạch", "P10–P90 of plan"), alignment: .right),
      .init(title: phrases.say("quy định yêu cầu", "rules require"), alignment: .right),
    ])
    for point in selection.answerPoints {
      let required = steps.last { $0.date <= point.date }
      let amounts = [point.p10, point.p50, point.p90, point.mean].map(figures.amount)
      let shown = point.isActual ? ["", phrases.actual.lowercased(), "", amounts[3]] : amounts
      table.rows.append(
        ([figures.date(point.date)] + shown + [
          range(of: point), required.map { figures.amount($0.amount) } ?? "–",
        ]).map { TextTable.Cell($0) })
    }
    self.table(table)
  }

  private func range(of point: PathPoint) -> String {
    let low = figures.percent(point.p10.rate(of: forecast.whole.plan))
    return point.isActual ? low : "\(low)–\(figures.percent(point.p90.rate(of: forecast.whole.plan)))"
  }

  private mutating func writeMilestones(limit: Int) {
    guard !forecast.milestones.isEmpty || !selection.deadlines.isEmpty else { return }
    heading(
      phrases.say(
        "CÁC MỐC CÓ ĐẠT KHÔNG (xác suất ± sai số, điểm %; số tiền: \(figures.unitName))",
        "HOW LIKELY IS EACH MILESTONE (probability ± error in points; amounts in \(figures.unitName))"))
    let urgent =
      selection.endangeredMilestones + selection.milestones.filter { $0.level == .onTrack || $0.level == .met }
    let chosen = Set(urgent.prefix(limit).map(\.ruleID))
    if !forecast.milestones.isEmpty {
      table(milestoneTable(selection.milestones.filter { chosen.contains($0.ruleID) }))
    }
    if forecast.milestones.count > limit {
      paragraph(
        phrases.say(
          "… và \(forecast.milestones.count - limit) mốc khác ở phần chi tiết.",
          "… and \(forecast.milestones.count - limit) more in the details below."), style: .muted)
    }
    let rules = selection.deadlineRules
    deadlineLine(
      phrases.say("Đã lỡ hạn (số dự án)", "Deadlines missed (projects)"), rules.filter(\.isPast), \.endangeredCount)
    deadlineLine(
      phrases.say(
        "Hạn đã qua, không nêu đã xong hay chưa (số dự án)", "Deadlines past, not stated whether kept (projects)"),
      rules, \.unstatedCount)
    deadlineLine(
      phrases.say("Có nguy cơ lỡ hạn (số dự án)", "Deadlines in danger (projects)"), rules.filter { !$0.isPast },
      \.endangeredCount)
  }

  /// Each thing that is due once, with its dates behind it.
  private mutating func deadlineLine(_ title: String, _ all: [DeadlineRule], _ count: (DeadlineRule) -> Int) {
    let rules = all.filter { count($0) > 0 }
    var names: [String] = []
    for rule in rules where !names.contains(phrases.shortName(ofDeadline: rule.activity)) {
      names.append(phrases.shortName(ofDeadline: rule.activity))
    }
    let parts = names.map { name in
      let counts = rules.filter { phrases.shortName(ofDeadline: $0.activity) == name }.map {
        "\(count($0))/\($0.projectCount) (\(figures.shortDate($0.date)))"
      }
      return "\(name) \(counts.joined(separator: ", "))"
    }
    listLine(title, parts, lines: 2)
  }

  func milestoneTable(_ milestones: [MilestoneForecast]) -> TextTable {
    var table = TextTable(columns: [
      .init(title: phrases.milestone.lowercased()), .init(title: phrases.group.lowercased(), isFlexible: true),
      .init(title: phrases.due.lowercased()), .init(title: phrases.required.lowercased(), alignment: .right),
      .init(title: phrases.expected.lowercased(), alignment: .right),
      .init(title: phrases.shortProbability, alignment: .right),
      .init(title: phrases.say("thiếu", "missing"), alignment: .right),
      .init(title: phrases.say("DA không đạt", "short"), alignment: .right),
      .init(title: phrases.level.lowercased()),
    ])
    for milestone in milestones {
      let missing = Double(milestone.projectCount) - milestone.projectsExpectedToMeet
      table.rows.append([
        .init(milestone.ruleID), .init(phrases.shortName(of: milestone.group)),
        .init(figures.shortDate(milestone.date)),
        .init("\(figures.amount(milestone.required)) (\(figures.plainNumber(milestone.requiredShare.value * 100))%)"),
        .init(figures.amount(milestone.expectedDisbursed)),
        .init(probability(milestone.probability, milestone.standardError)),
        .init(withError(milestone.expectedShortfall, milestone.expectedShortfallError)),
        .init("\(figures.number(missing, places: 1))/\(figures.count(milestone.projectCount))"),
        levelCell(milestone.level, due: milestone.date),
      ])
    }
    return table
  }

  private mutating func writeCauses() {
    let year = figures.date(selection.fiscalYear.lastDay)
    heading(
      phrases.say(
        "AI VÀ NGUYÊN NHÂN NÀO (số thiếu dự kiến đến \(year): \(figures.money(forecast.whole.expectedShortfall)))",
        "WHO AND WHAT CAUSES IT (expected missing by \(year): \(figures.money(forecast.whole.expectedShortfall)))"))
    paragraph(Sentences(selection: selection, phrases: phrases, figures: figures).shortfallParts)
    table(projectTable(selection.projectsByShortfall.prefix(Self.answerProjects)))
    for dimension in [Dimension.source, .owner] {
      let units = selection.units(dimension).filter { $0.expectedShortfall > .zero }.prefix(4).map {
        "\($0.name.isEmpty ? phrases.notStated : $0.name) \(figures.percent($0.shareOfShortfall, places: 0))"
      }
      listLine(phrases.name(of: dimension), units)
    }
    writeDriverLines()
  }

  func projectTable(_ projects: some Sequence<ProjectForecast>) -> TextTable {
    var table = TextTable(columns: [
      .init(title: phrases.project.lowercased(), isFlexible: true),
      .init(title: phrases.say("kế hoạch", "plan"), alignment: .right),
      .init(title: phrases.say("thiếu", "missing"), alignment: .right),
      .init(title: phrases.say("phần", "share"), alignment: .right),
      .init(title: phrases.say("5% xấu", "worst 5%"), alignment: .right),
      .init(title: phrases.say("việc găng", "critical"), isFlexible: true),
    ])
    if showsOwners { table.columns.insert(.init(title: phrases.owner.lowercased(), isFlexible: true), at: 1) }
    for project in projects {
      let critical = selection.mostCritical(project).map { phrases.shortName(ofActivity: $0.activity) }
      var row: [TextTable.Cell] = [
        .init("\(project.id) \(project.name)"), .init(figures.fineAmount(project.plan)),
        .init(figures.fineAmount(project.expectedShortfall)), .init(figures.percent(project.shareOfShortfall)),
        .init(figures.percent(project.shareOfTailShortfall)), .init(critical ?? "–"),
      ]
      if showsOwners { row.insert(.init(project.owner), at: 1) }
      table.rows.append(row)
    }
    return table
  }

  /// In narrow tables the project's name needs the room.
  private var showsOwners: Bool { width >= 130 }

  private mutating func writeDriverLines() {
    guard forecast.run.driverReplications > 0, !forecast.drivers.drivers.isEmpty else { return }
    table(driverTable(selection.drivers.prefix(Self.answerDrivers)))
  }

  func driverTable(_ drivers: some Sequence<DriverEffect>) -> TextTable {
    var table = TextTable(columns: [
      .init(title: phrases.say("nguyên nhân", "cause"), isFlexible: true),
      .init(title: phrases.say("phạm vi", "scope")),
      .init(title: phrases.say("tần suất", "frequency"), alignment: .right),
      .init(title: phrases.say("làm thiếu thêm", "adds to missing"), alignment: .right),
      .init(title: phrases.say("phần trong số thiếu", "share of missing"), alignment: .right),
    ])
    for driver in drivers {
      table.rows.append([
        .init(driver.name[phrases.language]), .init(phrases.name(of: driver.scope)),
        .init(figures.percent(driver.frequency)), .init(withError(driver.meanEffect, driver.meanEffectError)),
        .init("\(figures.percent(driver.shareOfShortfall)) \(figures.pointsError(driver.shareOfShortfallError))"),
      ])
    }
    table.rows.append([
      .init(phrases.restOfCauses, .muted), .init(""),
      .init(""), .init(figures.amount(forecast.drivers.withoutDrivers)),
      .init(figures.percent(forecast.drivers.shareWithoutDrivers)),
    ])
    return table
  }

  mutating func writeLapse() {
    let lapse = forecast.whole.lapse
    let share = figures.percent(lapse.mean.rate(of: forecast.whole.plan))
    let mean = "\(withError(lapse.mean, lapse.standardError)) \(figures.unitName)"
    let (p50, p90) = (figures.amount(lapse.p50), figures.amount(lapse.p90))
    paragraph(
      phrases.say(
        "Hết hạn, bị hủy nếu không được kéo dài: \(mean) (\(share) kế hoạch); P50 \(p50), P90 \(p90).",
        "Lapsing at the cut-off unless extended: \(mean) (\(share) of plan); P50 \(p50), P90 \(p90)."))
  }

  /// As many whole parts as fit the lines.
  private mutating func listLine(_ term: String, _ parts: [String], lines: Int = 1) {
    guard !parts.isEmpty else { return }
    var shown: [String] = []
    for part in parts.map(DisplayText.harmless) {
      let longer = "\(term): \((shown + [part]).joined(separator: " · "))"
      if !shown.isEmpty, DisplayText.wrapped(longer, to: width - 3).count > lines { break }
      shown.append(part)
    }
    let rest = shown.count < parts.count ? " …" : ""
    let text = "\(term): \(shown.joined(separator: " · "))\(rest)"
    for line in DisplayText.wrapped(text, to: width - 1) { plainLine(" " + line) }
  }
}
