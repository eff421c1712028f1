import Disbursement
import Portfolio
import Rulebook
import Testing

@testable import Report

struct ScheduleReportTests {
  private static let cases = Language.allCases

  @Test(arguments: cases)
  func recordedPlan(_ language: Language) throws {
    let sample = try ScheduleSample(projects: 24)
    try Golden.check(sample.terminal(language), "report/schedule-plan.\(language.rawValue).txt")
  }

  @Test(arguments: cases)
  func recordedMidYear(_ language: Language) throws {
    let sample = try ScheduleSample(projects: 24, at: .midYear).changed()
    try Golden.check(sample.terminal(language), "report/schedule-midyear.\(language.rawValue).txt")
  }

  @Test(arguments: cases)
  func recordedPage(_ language: Language) throws {
    let sample = try ScheduleSample(projects: 12, at: .midYear).changed()
    try Golden.check(sample.html(language), "report/schedule-midyear.\(language.rawValue).html")
  }

  @Test(arguments: cases)
  func wellFormed(_ language: Language) throws {
    for sample in try samples() {
      let outline = try MarkupOutline(sample.html(language))
      #expect(outline.language == language.rawValue)
      #expect(Set(outline.ids).count == outline.ids.count)
      #expect(outline.references.subtracting(outline.ids).isEmpty)
      let levels = outline.headings
      #expect(levels.first == 1 && levels.count { $0 == 1 } == 1)
      for (above, below) in zip(levels, levels.dropFirst()) { #expect(below <= above + 1) }
      #expect(outline.count("caption") == outline.count("table") && outline.count("table") > 0)
      #expect(outline.headerCellsWithoutScope == 0)
      #expect(outline.picturesWithoutText == 0)
    }
  }

  @Test(arguments: cases)
  func selfContainedAndEscaped(_ language: Language) throws {
    for sample in try samples() {
      let html = sample.html(language)
      let outline = try MarkupOutline(html)
      #expect(outline.links.allSatisfy { $0.hasPrefix("#") })
      #expect(outline.count("script") + outline.count("img") + outline.count("link") + outline.count("iframe") == 0)
      #expect(!html.contains("url(") && !html.contains("@import") && !html.contains(" src="))
      #expect(!html.contains("<script") && !html.contains("\u{1B}") && !html.contains("\u{202E}"))
    }
  }

  @Test(arguments: cases, [80, 100, 140])
  func linesFit(_ language: Language, _ width: Int) throws {
    for sample in try samples() {
      let text = sample.terminal(language, width: width)
      for line in text.split(separator: "\n") { #expect(DisplayText.width(line) <= width, "\(line)") }
      #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    }
  }

  /// The table of months keeps its last column at every width.
  @Test(arguments: cases, [80, 100, 140])
  func monthsKeepTheirChances(_ language: Language, _ width: Int) throws {
    for sample in [try ScheduleSample(projects: 24), try ScheduleSample(projects: 24, at: .midYear)] {
      let lines = sample.terminal(language, width: width).split(separator: "\n")
      let date = language == .vi ? " 31/12/2026 " : " 31 Dec 2026 "
      let row = try #require(lines.first { $0.hasPrefix(date) })
      #expect(row.contains("%") && row.hasSuffix("±1\(language == .vi ? "," : ".")0"), "\(row)")
    }
  }

  /// Whether it is feasible, every milestone of a group, the worst projects with why and what to do.
  @Test(arguments: cases)
  func firstScreenAnswers(_ language: Language) throws {
    let sample = try ScheduleSample(projects: 24)
    let screen = sample.terminal(language).split(separator: "\n", omittingEmptySubsequences: false).prefix(40)
      .joined(separator: "\n")
    let selection = ScheduleSelection(schedule: sample.schedule, changes: nil, rulebook: sample.rulebook)
    #expect(screen.contains(language == .vi ? "Không khả thi trọn vẹn" : "Not fully feasible"))
    #expect(!selection.unmetAhead.isEmpty && selection.unmet.count > 5)
    for milestone in sample.schedule.milestones { #expect(screen.contains(milestone.ruleID)) }
    for entry in selection.unmet.prefix(5) { #expect(screen.contains(entry.project.id)) }
    #expect(screen.contains(language == .vi ? "cần " : "needed: "))
  }

  @Test(arguments: cases)
  func feasibleSchedulesSaySo(_ language: Language) throws {
    let sample = try ScheduleSample(projects: 12).feasible()
    let word = language == .vi ? "Khả thi: lịch này đạt mọi mốc" : "Feasible: this schedule meets every milestone"
    #expect(sample.terminal(language).contains(word))
    #expect(sample.html(language).contains(word))
    #expect(try !MarkupOutline(sample.html(language)).ids.contains("unmet"))
  }

  /// Every obstacle and remedy has its sentence, none is left out.
  @Test(arguments: cases)
  func everyObstacleIsSaid(_ language: Language) throws {
    let sample = try ScheduleSample(projects: 60)
    let phrases = Phrases(language: language)
    let html = sample.html(language)
    for kind in [
      ObstacleKind.startsTooLate, .worksTooSlowly, .tooLittleWork, .ceiling, .cash, .sourceClosed,
    ] {
      #expect(html.lowercased().contains(phrases.name(of: kind).lowercased()), "\(kind)")
    }
  }

  /// A pace is rounded up: what is written down is enough.
  @Test func paceIsRoundedUp() throws {
    let sample = try ScheduleSample(projects: 24)
    let text = sample.html(.en)
    #expect(text.contains("work at 1.24 times the nominal pace"))
    #expect(!text.contains("1.23 times"))
  }

  @Test(arguments: cases)
  func leftOutProjectsAreNamed(_ language: Language) throws {
    let count = ScheduleReport.largestChartRows + 5
    let sample = try ScheduleSample(projects: count)
    let html = sample.html(language)
    let pictures = html.ranges(of: "id=\"year-").count / 2
    #expect(pictures == ScheduleReport.largestChartRows)
    let note = try #require(html.firstRange(of: language == .vi ? "Không vẽ 5 dự án: " : "Left out are 5: "))
    let sentence = html[note.upperBound...].prefix { $0 != "<" }
    let largest = ScheduleSelection(schedule: sample.schedule, changes: nil, rulebook: sample.rulebook)
      .largestProjects(ScheduleReport.largestChartRows)
    for project in sample.schedule.projects {
      #expect(sentence.contains("\(project.id) ") == !largest.contains { $0.id == project.id })
    }
  }

  /// Lines of projects beyond the limit are left to the CSV table, with a sentence; headings stay.
  @Test(arguments: cases)
  func longPlansAreCutWithASentence(_ language: Language) throws {
    let sample = try ScheduleSample(projects: 400)
    let lines = sample.schedule.projects.reduce(0) { $0 + $1.allocations.count }
    let left = lines - ScheduleReport.largestPlanLines
    #expect(left > 0)
    #expect(sample.html(language).contains(language == .vi ? "Còn \(left) dòng nữa" : "\(left) more rows"))
  }

  /// Months of which nothing is known stay empty, and the page says why.
  @Test(arguments: cases)
  func paymentsInOneSumAreToldApart(_ language: Language) throws {
    let sample = try ScheduleSample(projects: 12, at: .midYearInOneSum)
    #expect(sample.html(language).contains(language == .vi ? "không có theo tháng" : "not known by month"))
    let text = sample.terminal(language)
    #expect(!text.contains(language == .vi ? "31/03/2026" : "31 Mar 2026"))
  }

  @Test(arguments: cases)
  func changesAreShown(_ language: Language) throws {
    let sample = try ScheduleSample(projects: 24, at: .midYear).changed()
    let changes = try #require(sample.changes)
    let html = sample.html(language)
    #expect(try MarkupOutline(html).ids.contains("changes"))
    #expect(
      changes.projects.contains { $0.presence == .added } && changes.projects.contains { $0.presence == .removed })
    for id in changes.projects.filter({ $0.presence != .kept }).map(\.id) { #expect(html.contains(id)) }
    #expect(sample.terminal(language).contains(language == .vi ? "THAY ĐỔI SO VỚI" : "CHANGES AGAINST"))
  }

  private func samples() throws -> [ScheduleSample] {
    let plan = try ScheduleSample(projects: 24)
    return [
      plan, plan.hostile(), plan.free(), plan.feasible(), try ScheduleSample(projects: 24, replications: 0),
      try ScheduleSample(projects: 24, at: .midYear).changed(),
      try ScheduleSample(projects: 9, at: .midYear).changed().hostile(),
      try ScheduleSample(projects: 7, at: .midYearInOneSum), try ScheduleSample(projects: 1),
    ]
  }
}
