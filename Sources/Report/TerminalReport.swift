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
    let style: TextStyle =
      switch level {
      case .met, .onTrack: .good
      case .atRisk: .doubtful
      case .willMiss: .bad
      }
    return TextTable.Cell(phrases.name(of: level, due: due, asOf: selection.asOf), style)
  }

  func probability(_ probability: Double, _ error: Double) -> String {
    let points = figures.pointsError(error)
    return points.isEmpty ? figures.probability(probability) : "\(figures.probability(probability)) \(points)"
  }

  func withError(_ amount: Money, _ error: Money) -> String {
    let points = figures.error(error)
    return points.isEmpty ? figures.amount(amount) : "\(figures.amount(amount)) \(points)"
  }
}

extension TerminalPage {
  private static let answerMilestones = 8
  private static let answerProjects = 5
  private static let answerDrivers = 4

  mutating func writeAnswers() {
    writeTitle()
    writePath()
    writeLapse()
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
        "MỐC NÀO KHÓ ĐẠT (xác suất ± sai số, điểm %)", "WHICH MILESTONES WILL BE MISSED (probability ± error, points)"))
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
    let late = selection.deadlineRules.filter { $0.endangeredCount > 0 }
    guard !late.isEmpty else { return }
    let text = late.map {
      "\(phrases.name(ofDeadline: $0.activity)) \(figures.shortDate($0.date)) \($0.endangeredCount)/\($0.projectCount)"
    }.joined(separator: "; ")
    let title = phrases.say("Khởi công, phê duyệt có nguy cơ chậm (số dự án)", "Starts, approvals in danger (projects)")
    for line in DisplayText.wrapped(DisplayText.harmless("\(title): \(text)"), to: width - 1).prefix(2) {
      plainLine(" " + line)
    }
  }

  func milestoneTable(_ milestones: [MilestoneForecast]) -> TextTable {
    var table = TextTable(columns: [
      .init(title: phrases.milestone.lowercased()), .init(title: phrases.group.lowercased(), isFlexible: true),
      .init(title: phrases.due.lowercased()), .init(title: phrases.required.lowercased(), alignment: .right),
      .init(title: phrases.expected.lowercased(), alignment: .right),
      .init(title: phrases.shortProbability, alignment: .right),
      .init(title: phrases.say("thiếu", "missing"), alignment: .right),
      .init(title: phrases.say("DA chậm", "late"), alignment: .right),
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
    table(projectTable(selection.projectsByShortfall.prefix(Self.answerProjects)))
    let owners = selection.units(.owner).prefix(4).map {
      "\($0.name.isEmpty ? phrases.notStated : $0.name) \(figures.percent($0.shareOfShortfall, places: 0))"
    }
    listLine(phrases.owner, owners)
    writeDriverLines()
    let activities = selection.criticalActivities.prefix(3).map {
      "\(phrases.name(ofActivity: $0.activity)) (\(phrases.countOfProjects(figures.count($0.projects))))"
    }
    listLine(phrases.say("Công việc găng", "Critical activities"), activities)
  }

  func projectTable(_ projects: some Sequence<ProjectForecast>) -> TextTable {
    var table = TextTable(columns: [
      .init(title: phrases.project.lowercased(), isFlexible: true),
      .init(title: phrases.owner.lowercased(), isFlexible: true),
      .init(title: phrases.say("kế hoạch", "plan"), alignment: .right),
      .init(title: phrases.say("thiếu", "missing"), alignment: .right),
      .init(title: phrases.share.lowercased(), alignment: .right),
      .init(title: phrases.say("khi xấu", "worst 5%"), alignment: .right),
      .init(title: phrases.say("việc găng", "critical"), isFlexible: true),
    ])
    for project in projects {
      let critical = selection.mostCritical(project).map { phrases.name(ofActivity: $0.activity) }
      table.rows.append([
        .init("\(project.id) \(project.name)"), .init(project.owner),
        .init(figures.fineAmount(project.plan)), .init(figures.fineAmount(project.expectedShortfall)),
        .init(figures.percent(project.shareOfShortfall)), .init(figures.percent(project.shareOfTailShortfall)),
        .init(critical ?? "–"),
      ])
    }
    return table
  }

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
      .init(phrases.say("không do các nguyên nhân nêu tên", "without any of the named causes"), .muted), .init(""),
      .init(""), .init(figures.amount(forecast.drivers.withoutDrivers)),
      .init(figures.percent(forecast.drivers.shareWithoutDrivers)),
    ])
    return table
  }

  private mutating func writeLapse() {
    let lapse = forecast.whole.lapse
    let share = figures.percent(lapse.mean.rate(of: forecast.whole.plan))
    let mean = "\(withError(lapse.mean, lapse.standardError)) \(figures.unitName)"
    let (p50, p90) = (figures.amount(lapse.p50), figures.amount(lapse.p90))
    paragraph(
      phrases.say(
        "Hết hạn, bị hủy nếu không được kéo dài: \(mean) (\(share) kế hoạch); P50 \(p50), P90 \(p90).",
        "Lapsing at the cut-off unless extended: \(mean) (\(share) of plan); P50 \(p50), P90 \(p90)."))
  }

  /// As many of the parts as fit one line.
  private mutating func listLine(_ term: String, _ parts: [String]) {
    var line = term + ":"
    for (index, part) in parts.enumerated() {
      let longer = line + (index == 0 ? " " : " · ") + DisplayText.harmless(part)
      if index > 0, DisplayText.width(longer) > width - 1 { break }
      line = longer
    }
    if !parts.isEmpty { plainLine(" " + DisplayText.shortened(line, to: width - 1)) }
  }
}
