public import Disbursement
import Portfolio
public import Rulebook

/// A forecast as one self-contained page: no script, no network, made for the screen and for A4.
public enum HTMLReport {
  /// Projects that get a section of their own; those with the largest expected shortfall come first.
  public static let largestProjectSections = 200
  /// Rows of the heat map, chosen likewise.
  public static let largestHeatMapRows = 300

  /// The whole document, from `<!DOCTYPE html>` on; users' texts are escaped.
  public static func render(
    forecast: Forecast, rulebook: Rulebook, assumptions: Assumptions, language: Language
  ) -> String {
    let page = HTMLPage(
      selection: Selection(forecast: forecast, rulebook: rulebook), assumptions: assumptions,
      phrases: Phrases(language: language), figures: Figures(language: language, plan: forecast.whole.plan))
    return page.document.source
  }
}

/// The parts of the page; each section stands in its own file.
struct HTMLPage: PageParts {
  let selection: Selection
  let assumptions: Assumptions
  let phrases: Phrases
  let figures: Figures

  var forecast: Forecast { selection.forecast }
  var sentences: Sentences { Sentences(selection: selection, phrases: phrases, figures: figures) }

  struct Section {
    enum Break: String {
      case flowing = ""
      case newPage = "page"
      /// A sheet of its own, printed sideways.
      case landscape = "page landscape"
    }

    var id: String
    var title: String
    var pageBreak = Break.flowing
    var body: HTML

    var html: HTML {
      """
      <section id="\(id)" class="\(pageBreak.rawValue)" aria-labelledby="\(id)-h">
      <h2 id="\(id)-h">\(title)</h2>
      \(body)
      </section>

      """
    }
  }

  var document: HTML {
    let run = forecast.run
    let frame = PageFrame(
      phrases: phrases,
      title: say("Dự báo giải ngân năm \(run.fiscalYear.year)", "Disbursement forecast \(run.fiscalYear.year)"),
      scenario: run.scenario, asOf: figures.date(run.asOf), engine: sentences.engine, inputDigest: run.inputDigest,
      opening: """
        <p class="lead">\(sentences.expectation) \(sentences.milestoneCounts)</p>
        \(cards)
        \(targets)
        \(answers)
        """, sections: sections)
    return frame.document
  }

  private var sections: [Section] {
    [
      milestoneSection, overview, groupSection, deadlineSection, heatMapSection, shortfallSection, driverSection,
      lapseSection, projectSection, noteSection, readingSection, runSection, assumptionSection, ruleSection,
    ].compactMap { $0 }
  }

  /// The four questions of a reader, each answered in a line.
  private var answers: HTML {
    answerList([
      (say("Mốc", "Milestones"), sentences.milestoneList),
      (say("Số tiền thiếu", "Money missing"), sentences.missing),
      (
        say("Dự án thiếu nhiều nhất, \(figures.unitName)", "Projects missing most, \(figures.unitName)"),
        sentences.largestProjects
      ),
      (say("Nguyên nhân, phần trong số thiếu", "Causes, share of what is missing"), sentences.largestCauses),
    ])
  }

  private var cards: HTML {
    let points = [selection.yearEnd, selection.cutOff].compactMap { $0 }
    let amounts = points.map { point -> HTML in
      let share = figures.percent(point.mean.rate(of: forecast.whole.plan))
      let interval = phrases.interval80(figures.amount(point.p10), figures.amount(point.p90))
      let label =
        point.date == selection.fiscalYear.cutOff
        ? say("đến hạn thanh toán \(figures.date(point.date))", "by the cut-off, \(figures.date(point.date))")
        : say("đến hết ngày \(figures.date(point.date))", "by \(figures.date(point.date))")
      return card(
        value: figures.amount(point.mean), unit: figures.unitName, label: label,
        detail: "\(phrases.ofPlan(share)); \(interval)", style: "")
    }
    return "<ul class=\"cards\">\n\((amounts + [lapseCard, milestoneCard]).joined("\n"))\n</ul>"
  }

  private var lapseCard: HTML {
    let lapse = forecast.whole.lapse
    let share = figures.percent(lapse.mean.rate(of: forecast.whole.plan))
    return card(
      value: figures.amount(lapse.mean), unit: figures.unitName,
      label: say("dự kiến bị hủy dự toán", "expected to lapse"),
      detail: "\(phrases.ofPlan(share)); P90 \(figures.amount(lapse.p90))", style: "alert")
  }

  private var milestoneCard: HTML {
    let late = selection.deadlineRules.reduce(0) { $0 + $1.endangeredCount }
    let all = selection.deadlineRules.reduce(0) { $0 + $1.projectCount }
    let detail =
      all == 0
      ? ""
      : say(
        "\(late)/\(all) thời hạn khởi công, phê duyệt cũng vậy", "so are \(late)/\(all) start and approval deadlines")
    return card(
      value: "\(selection.endangeredMilestones.count)/\(forecast.milestones.count)", unit: "",
      label: say("mốc theo nhóm đã lỡ, khó đạt hoặc có nguy cơ", "group milestones missed, likely missed or at risk"),
      detail: detail,
      style: "alert")
  }
}

extension HTMLPage {
  func level(_ level: WarningLevel, due: Day) -> HTML {
    mark(level, phrases.name(of: level, due: due, asOf: selection.asOf))
  }

  func level(of deadline: DeadlineForecast) -> HTML {
    mark(deadline.level, phrases.name(of: deadline, asOf: selection.asOf))
  }

  private func mark(_ level: WarningLevel, _ name: String) -> HTML {
    let mark =
      switch level {
      case .met: "✓"
      case .onTrack: "●"
      case .atRisk: "▲"
      case .willMiss: "■"
      case .unstated: "?"
      }
    return "<span class=\"lv lv-\(level.rawValue)\"><span aria-hidden=\"true\">\(mark) </span>\(name)</span>"
  }

  /// A bar for the eye and the number for everybody.
  func probability(_ value: Double, _ error: Double) -> HTML {
    let bar = ProgressBar(value: value, error: error, style: .probability).html
    return
      "<span class=\"p\">\(bar)\(figures.probability(value))\(self.error(figures.pointsError(error, of: value)))</span>"
  }

  func amount(_ amount: Money, _ error: Money) -> HTML {
    "\(figures.amount(amount))\(self.error(figures.error(error)))"
  }

  func name(of unit: UnitForecast, in dimension: Dimension) -> String {
    if dimension == .group, let group = ProjectGroup(rawValue: unit.id) { return phrases.name(of: group) }
    return unit.name.isEmpty ? phrases.notStated : unit.name
  }

  /// The year is said only where it is another one.
  func dayMonth(_ day: Day) -> HTML { "<span class=\"d\">\(dayText(day))</span>" }

  func dayText(_ day: Day) -> String {
    day.year == selection.fiscalYear.year ? figures.shortDate(day) : figures.date(day)
  }
}

/// A share as a bar with its error; decoration beside its number.
struct ProgressBar {
  enum Style: String {
    case probability = "pb"
    case share = "bar"
  }

  var value: Double
  var error = 0.0
  var style: Style
  var fill = "#1d6ba5"

  var html: HTML {
    let length = min(100, max(0, value * 100))
    let low = min(100, max(0, (value - 2 * error) * 100))
    let high = min(100, max(0, (value + 2 * error) * 100))
    let ground: HTML = style == .probability ? "<rect width=\"100\" height=\"10\" fill=\"#dfe5ea\"/>" : ""
    let whisker: HTML =
      high - low < 0.1
      ? ""
      : """
      <path d="M\(low) 5L\(high) 5" stroke="#17232e" stroke-width="1.6" vector-effect="non-scaling-stroke"/>
      """
    return """
      <svg class="\(style.rawValue)" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">\(ground)\
      <rect width="\(length)" height="10" fill="\(fill)"/>\(whisker)</svg>
      """
  }
}
