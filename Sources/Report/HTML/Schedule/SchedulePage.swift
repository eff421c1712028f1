public import Disbursement
import Portfolio
public import Rulebook

/// A payment schedule as one self-contained page: no script, no network, made for the screen and for A4.
public enum ScheduleReport {
  /// Projects on the chart of activities and payments; those with the largest plans are chosen.
  public static let largestChartRows = 60
  /// Lines of projects in the table of the quarterly plan.
  public static let largestPlanLines = 600
  /// Projects with milestones that are not met.
  public static let largestUnmetRows = 200

  /// The whole document, from `<!DOCTYPE html>` on; users' texts are escaped.
  public static func render(
    _ schedule: PaymentSchedule, changes: ScheduleChange? = nil, rulebook: Rulebook, language: Language
  ) -> String {
    let page = SchedulePage(
      selection: ScheduleSelection(schedule: schedule, changes: changes, rulebook: rulebook),
      phrases: Phrases(language: language), figures: Figures(language: language, plan: schedule.whole.plan))
    return page.document.source
  }
}

/// The parts of the page; each section stands in its own file.
struct SchedulePage: PageParts {
  typealias Section = HTMLPage.Section

  let selection: ScheduleSelection
  let phrases: Phrases
  let figures: Figures

  var schedule: PaymentSchedule { selection.schedule }
  var sentences: ScheduleSentences { ScheduleSentences(selection: selection, phrases: phrases, figures: figures) }

  var document: HTML {
    let run = schedule.run
    let lead = [sentences.feasibility, sentences.plannedByQuarter].filter { !$0.isEmpty }.joined(separator: " ")
    let frame = PageFrame(
      phrases: phrases, title: sentences.title, scenario: run.scenario, asOf: figures.date(run.asOf),
      engine: sentences.engine, inputDigest: run.inputDigest, style: ScheduleStyle.css,
      opening: """
        <p class="lead">\(lead)</p>
        \(cards)
        \(answers)
        """,
      sections: [
        readingSection, monthSection, milestoneSection, unmetSection, chartSection, planSection, robustnessSection,
        changeSection, runSection,
      ].compactMap { $0 })
    return frame.document
  }

  private var cards: HTML {
    "<ul class=\"cards\">\n\(([yearEndCard, decemberCard, chanceCard].compactMap { $0 } + [milestoneCard]).joined("\n"))\n</ul>"
  }

  private var yearEndCard: HTML? {
    let day = selection.fiscalYear.lastDay
    guard let amount = schedule.amount(selection.whole.path.planned, on: day) else { return nil }
    let nominal = schedule.amount(selection.whole.path.nominal, on: day)
    let share = phrases.ofPlan(figures.percent(amount.rate(of: selection.whole.plan)))
    let detail = nominal.map {
      say("\(share); danh nghĩa \(figures.amount($0))", "\(share); nominal \(figures.amount($0))")
    }
    return card(
      value: figures.amount(amount), unit: figures.unitName,
      label: say("theo lịch đến \(figures.date(day))", "planned by \(figures.date(day))"), detail: detail ?? share,
      style: "")
  }

  private var decemberCard: HTML? {
    guard selection.fiscalYear.lastDay > selection.asOf, let share = selection.planned.decemberShare,
      let nominal = selection.nominal.decemberShare
    else { return nil }
    return card(
      value: figures.percent(share, places: 0), unit: "",
      label: say("số giải ngân trong năm dồn vào tháng 12", "of the year's payments fall in December"),
      detail: say(
        "danh nghĩa: \(figures.percent(nominal, places: 0))", "nominal: \(figures.percent(nominal, places: 0))"),
      style: "")
  }

  private var chanceCard: HTML? {
    guard let chance = schedule.chance(selection.whole.path, on: selection.fiscalYear.lastDay) else { return nil }
    let error = figures.pointsError(chance.standardError, of: chance.probability)
    return card(
      value: figures.probability(chance.probability), unit: error,
      label: say("khả năng giữ lịch đến hết năm", "chance of keeping it to the year's end"),
      detail: say("nếu rủi ro xảy ra và làm như mọi năm", "with risks at work and claims as usual"),
      style: chance.probability < 0.5 ? "alert" : "")
  }

  private var milestoneCard: HTML {
    let counts = selection.projectMilestoneCounts
    let unmet = selection.unmetAhead.count
    let all = schedule.milestones.count { $0.date > selection.asOf }
    return card(
      value: "\(figures.count(unmet))/\(figures.count(all))", unit: "",
      label: say("mốc của nhóm phía trước không thể đạt", "group milestones ahead cannot be met"),
      detail: say(
        "mốc của từng dự án: \(figures.count(counts.unmet))/\(figures.count(counts.all))",
        "of single projects: \(figures.count(counts.unmet))/\(figures.count(counts.all))"),
      style: unmet + counts.unmet > 0 ? "alert" : "")
  }

  private var answers: HTML {
    answerList(
      [
        (say("Mốc không thể đạt", "What cannot be met"), sentences.unmetGroups),
        (say("Vì sao", "Why"), sentences.causes),
        (say("Cần làm gì", "What to do"), sentences.actions),
        (say("Tháng 12", "December"), sentences.december),
        (say("Khả năng giữ lịch", "Robustness"), sentences.robustness),
      ].filter { !$0.1.isEmpty }.map { (question: $0.0, answer: $0.1) })
  }

  var readingSection: Section {
    readingSection(say("Cách đọc", "How to read this"), sentences.reading)
  }

  var runSection: Section {
    runSection(sentences.runHeader, note: repeatable)
  }
}
