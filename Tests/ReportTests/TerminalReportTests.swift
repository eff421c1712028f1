import Disbursement
import Foundation
import Portfolio
import Rulebook
import Testing

@testable import Report

struct TerminalReportTests {
  private static let widths = [80, 100, 140]

  @Test(arguments: Language.allCases)
  func recordedPlan(_ language: Language) throws {
    let sample = try Sample(projects: 48)
    try Golden.check(sample.terminal(language), "report/terminal-plan.\(language.rawValue).txt")
  }

  @Test(arguments: Language.allCases)
  func recordedMidYear(_ language: Language) throws {
    let sample = try Sample(projects: 24, at: .midYear)
    try Golden.check(sample.terminal(language), "report/terminal-midyear.\(language.rawValue).txt")
  }

  @Test(arguments: Language.allCases, widths)
  func linesFit(_ language: Language, _ width: Int) throws {
    for moment in [Sample.Moment.plan, .midYear] {
      let sample = try Sample(projects: 30, at: moment, replications: 60).hostile()
      for color in ColorMode.allCases {
        for line in stripped(sample.terminal(language, width: width, color: color)).split(separator: "\n") {
          #expect(DisplayText.width(line) <= width, "\(line)")
        }
      }
    }
  }

  /// Amounts at each date with their range, every milestone with its level, lapse, projects, owners, causes.
  @Test(arguments: Language.allCases)
  func firstScreenAnswers(_ language: Language) throws {
    let sample = try Sample(projects: 48)
    let forecast = sample.forecast
    let screen = sample.terminal(language).split(separator: "\n", omittingEmptySubsequences: false).prefix(40)
      .joined(separator: "\n")
    let figures = Figures(language: language, plan: forecast.whole.plan)
    let selection = Selection(forecast: forecast, rulebook: sample.rulebook)
    let answers = selection.answerPoints
    #expect(answers.count == 4)
    for point in answers {
      #expect(screen.contains(figures.date(point.date)))
      #expect(screen.contains(figures.amount(point.p10)) && screen.contains(figures.amount(point.p90)))
    }
    for milestone in forecast.milestones {
      #expect(screen.contains(milestone.ruleID))
      #expect(screen.contains(Phrases(language: language).name(of: milestone.level)))
    }
    #expect(screen.contains(figures.amount(forecast.whole.lapse.mean)))
    #expect(screen.contains(try Sample.unwrap(selection.projectsByShortfall.first).id))
    #expect(screen.contains(try Sample.unwrap(selection.units(.owner).first).name))
    #expect(screen.contains(try Sample.unwrap(selection.drivers.first).name[language]))
    #expect(screen.contains(Phrases(language: language).shortName(ofActivity: "site-clearance")))
  }

  /// Days of adjustment windows stay in the data and out of the page.
  @Test(arguments: Language.allCases)
  func pathShowsMonthEndsOnly(_ language: Language) throws {
    var sample = try Sample(projects: 12)
    let window = try SampleRulebook.day(2026, 9, 24)
    var extra = try Sample.unwrap(sample.forecast.whole.path.first)
    extra.date = window
    sample.forecast.whole.path.append(extra)
    let figures = Figures(language: language, plan: sample.forecast.whole.plan)
    #expect(!sample.terminal(language).contains(figures.date(window)))
    #expect(!sample.html(language).contains(figures.date(window)))
    for day in sample.forecast.run.fiscalYear.monthEnds {
      #expect(sample.terminal(language).contains(figures.date(day)))
    }
  }

  /// A deadline behind the as-of day says whether the work was done after all.
  @Test(arguments: Language.allCases)
  func lateDeadlinesSayWhetherTheyAreDone(_ language: Language) throws {
    let phrases = Phrases(language: language)
    let (due, asOf) = (try SampleRulebook.day(2026, 3, 31), try SampleRulebook.day(2026, 6, 30))
    let known = try Sample.unwrap(
      Selection(forecast: Sample(projects: 24).forecast, rulebook: SampleRulebook.make()).deadlines.first)
    func words(done: Day, atLatest: Day, _ level: WarningLevel) -> String {
      var deadline = known.deadline
      (deadline.date, deadline.p10, deadline.p50, deadline.p90) = (due, done, done, atLatest)
      deadline.level = level
      return phrases.name(of: deadline, asOf: asOf)
    }
    let (early, late) = (try SampleRulebook.day(2026, 4, 21), try SampleRulebook.day(2026, 9, 1))
    #expect(words(done: early, atLatest: early, .willMiss) == (language == .vi ? "xong muộn" : "done late"))
    #expect(words(done: early, atLatest: late, .willMiss) == (language == .vi ? "đã quá hạn" : "overdue"))
    #expect(words(done: late, atLatest: late, .willMiss) == (language == .vi ? "đã quá hạn" : "overdue"))
    #expect(words(done: due, atLatest: due, .met) == phrases.name(of: .met))
  }

  /// Every milestone is counted once, and what lies behind is not called likely.
  @Test(arguments: Language.allCases)
  func headlineCountsTheMilestones(_ language: Language) throws {
    var sample = try Sample(projects: 24, at: .midYear)
    for index in sample.forecast.milestones.indices { sample.forecast.milestones[index].level = .willMiss }
    let selection = Selection(forecast: sample.forecast, rulebook: sample.rulebook)
    let past = sample.forecast.milestones.count { $0.date <= sample.forecast.run.asOf }
    let future = sample.forecast.milestones.count - past
    let sentences = Sentences(
      selection: selection, phrases: Phrases(language: language),
      figures: Figures(language: language, plan: sample.forecast.whole.plan))
    #expect(past > 0 && future > 0)
    let counts = language == .vi ? "\(past) đã lỡ, \(future) khó đạt." : "\(past) missed, \(future) likely missed."
    #expect(sentences.milestoneCounts.hasSuffix(counts))
  }

  @Test func coloursOnlyRepeatTheWords() throws {
    let sample = try Sample(projects: 24, at: .midYear)
    let colored = sample.terminal(.vi, color: .ansi)
    #expect(colored.contains("\u{1B}[1;31m"))
    #expect(stripped(colored) == sample.terminal(.vi))
  }

  @Test(arguments: Language.allCases)
  func usersTextCannotSteerTheTerminal(_ language: Language) throws {
    let text = try Sample(projects: 12).hostile().terminal(language)
    #expect(text.contains("<script>"))
    #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test(arguments: Language.allCases)
  func bareForecastIsStillTold(_ language: Language) throws {
    let text = try Sample(projects: 1).bare().terminal(language)
    #expect(text.contains(language == .vi ? "không đặt mốc nào" : "sets no milestone"))
  }

  private func stripped(_ text: String) -> String {
    var plain = ""
    var isInside = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1B}" { isInside = true }
      if !isInside { plain.unicodeScalars.append(scalar) }
      if isInside, scalar == "m" { isInside = false }
    }
    return plain
  }
}

struct RegisterViewTests {
  @Test(arguments: Language.allCases)
  func recorded(_ language: Language) throws {
    let rulebook = try SampleRulebook.make()
    let text = RegisterView.render(rulebook, rules: rulebook.rules, language: language)
    try Golden.check(text, "report/register.\(language.rawValue).txt")
  }

  @Test(arguments: Language.allCases, [80, 100])
  func linesFit(_ language: Language, _ width: Int) throws {
    let rulebook = try SampleRulebook.make()
    let text = RegisterView.render(rulebook, rules: rulebook.rules, language: language, width: width)
    for line in text.split(separator: "\n") { #expect(DisplayText.width(line) <= width, "\(line)") }
    for rule in rulebook.rules { #expect(text.contains(rule.id)) }
  }

  @Test func showsOnlyTheRulesHandedIn() throws {
    let rulebook = try SampleRulebook.make()
    let first = try SampleRulebook.day(2025, 10, 1)
    let text = RegisterView.render(rulebook, rules: try rulebook.rules(inForceOn: first), language: .en)
    #expect(text.contains("CAP-advance"))
    #expect(!text.contains("G2-0630"))
  }
}

extension Sample {
  func terminal(_ language: Language, width: Int = 100, color: ColorMode = .none) -> String {
    TerminalReport.render(forecast, rulebook: rulebook, language: language, width: width, color: color)
  }
}
