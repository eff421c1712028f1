public import Disbursement
import Portfolio
public import Rulebook

/// The bridge between two forecasts as one self-contained page: no script, no network, made for the screen and for A4.
public enum ChangeReport {
  /// The whole document, from `<!DOCTYPE html>` on; users' texts are escaped.
  public static func render(_ change: ForecastChange, language: Language) -> String {
    let page = ChangePage(
      sentences: BridgeSentences(
        selection: ChangeSelection(change), phrases: Phrases(language: language),
        figures: Figures(language: language, plan: change.whole.plan.later)))
    return page.document.source
  }
}

/// The parts of the page.
struct ChangePage: PageParts {
  typealias Section = HTMLPage.Section

  let sentences: BridgeSentences

  var selection: ChangeSelection { sentences.selection }
  var change: ForecastChange { selection.change }
  var phrases: Phrases { sentences.phrases }
  var figures: Figures { sentences.figures }

  var document: HTML {
    PageFrame(
      phrases: phrases, title: sentences.title, scenario: change.later.scenario, asOf: figures.date(change.later.asOf),
      engine: sentences.engine, inputDigest: change.later.inputDigest, style: ChangeStyle.css,
      opening: "<p class=\"lead\">\(sentences.verdict)</p>\(cards)\(answers)",
      sections: [stepSection, groupSection, chanceSection, projectSection, factSection].compactMap { $0 }
        + [readingSection(say("Cách đọc trang này", "How to read this page"), sentences.reading), runSection]
    ).document
  }

  private var cards: HTML {
    guard !change.isNothing, let point = selection.point(change.whole) else { return .empty }
    let day = figures.date(point.date)
    let share = { (amount: Money, plan: Money) in phrases.ofPlan(figures.percent(amount.rate(of: plan))) }
    let (one, two) = (point.amounts.earlier, point.amounts.later)
    var cards = [
      card(
        value: figures.amount(one), unit: figures.unitName,
        label: say("dự báo trước, đến \(day)", "earlier forecast, by \(day)"),
        detail: share(one, change.whole.plan.earlier) + " · " + phrases.dataUntil(figures.date(change.earlier.asOf)),
        style: ""),
      card(
        value: figures.amount(two), unit: figures.unitName,
        label: say("dự báo sau, đến \(day)", "later forecast, by \(day)"),
        detail: share(two, change.whole.plan.later) + " · " + phrases.dataUntil(figures.date(change.later.asOf)),
        style: ""),
      card(
        value: figures.signed(point.amounts.change), unit: figures.unitName, label: say("thay đổi", "change"),
        detail: planDetail, style: point.amounts.change < .zero ? "alert" : ""),
    ]
    if selection.hasTwoKnown {
      let known = change.known(point)
      let steps = selection.steps.filter { change.steps[$0].isKnown }
      cards.append(
        card(
          value: figures.signed(known), unit: figures.unitName, label: sentences.nameOfKnown,
          detail: steps.map { figures.signed(point.effects[$0].amount) }.joined(separator: say(" và ", " and ")),
          style: known < .zero ? "alert" : ""))
    } else if let largest = selection.largest.first {
      cards.append(
        card(
          value: figures.signed(largest.effect.amount), unit: figures.unitName,
          label: say("tác động lớn nhất: ", "largest effect: ") + sentences.name(of: change.steps[largest.step]),
          detail: largest.effect.standardError.map(figures.error) ?? "",
          style: largest.effect.amount < .zero ? "alert" : ""))
    }
    return "<ul class=\"cards\">\n\(cards.joined("\n"))\n</ul>"
  }

  private var planDetail: String {
    let plan = change.whole.plan
    return plan.change == .zero
      ? say("kế hoạch không đổi", "plan unchanged")
      : say("kế hoạch ", "plan ") + figures.signed(plan.change)
  }

  private var answers: HTML {
    let rows = [
      (say("Đã diễn ra", "What happened"), sentences.known), (say("Từng bước", "Single steps"), sentences.causes),
      (say("Xác suất", "Chances"), sentences.chances), (say("Không đổi", "Unchanged"), sentences.unchanged),
    ].filter { !$0.1.isEmpty }
    return rows.isEmpty || change.isNothing ? .empty : answerList(rows.map { (question: $0.0, answer: $0.1) })
  }

  private var runSection: Section {
    runSection(
      [
        (sentences.forecast(change.earlier, isLater: false), sentences.run(change.earlier)),
        (say("Mã băm số liệu trước", "Digest of the earlier inputs"), change.earlier.inputDigest),
        (sentences.forecast(change.later, isLater: true), sentences.run(change.later)),
        (say("Mã băm số liệu sau", "Digest of the later inputs"), change.later.inputDigest),
        (say("Bộ tính của các bước", "Engine of the steps"), change.engine),
      ], note: sentences.order + " " + repeatable)
  }
}

/// Rules of style that only this page needs.
enum ChangeStyle {
  static let css: HTML = """

    svg .wt{fill:#4d5b68}svg .wu{fill:#1d6ba5}svg .wd{fill:#c4642e}
    svg .we{stroke:#17232e;stroke-width:1.6}
    .up{color:var(--good)}.down{color:var(--bad)}
    tr.sum th,tr.sum td{font-weight:700;border-top:1.5px solid var(--soft)}
    tr.end th,tr.end td{background:var(--wash)}
    .facts{margin:.3rem 0 1rem;padding-left:1.2rem;max-width:60rem}
    .facts li{margin:.15rem 0;overflow-wrap:anywhere}
    """
}
