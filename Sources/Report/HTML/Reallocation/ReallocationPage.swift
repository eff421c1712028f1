public import Disbursement
public import Portfolio
public import Rulebook

/// A proposal to move capital as one self-contained page: no script, no network, made for the screen and for A4.
public enum ReallocationReport {
  /// Moves with their reasons, projects on the chart, and projects that stay: of each at most so many rows.
  public static let largestRows = 200
  /// Projects in the table of the adjusted plan; beyond, only those that change.
  public static let largestPlanLines = 600

  /// The whole document, from `<!DOCTYPE html>` on; users' texts are escaped. `portfolio` is that of the proposal.
  public static func render(_ proposal: ReallocationProposal, portfolio: Portfolio, language: Language) -> String {
    let selection = ReallocationSelection(proposal, portfolio: portfolio)
    return ReallocationPage(sentences: ReallocationSentences(selection: selection, language: language)).document.source
  }
}

/// The parts of the page; each section stands in its own file.
struct ReallocationPage: PageParts {
  typealias Section = HTMLPage.Section

  let sentences: ReallocationSentences

  var selection: ReallocationSelection { sentences.selection }
  var proposal: ReallocationProposal { selection.proposal }
  var phrases: Phrases { sentences.phrases }
  var figures: Figures { sentences.figures }
  var capital: Figures { sentences.capital }

  var document: HTML {
    let run = selection.run
    let frame = PageFrame(
      phrases: phrases, title: sentences.title, scenario: run.scenario, asOf: figures.date(run.asOf),
      engine: sentences.engine, inputDigest: run.inputDigest, style: ReallocationStyle.css,
      opening: """
        <p class="lead">\(sentences.proposed) \(sentences.gain)</p>
        \(cards)
        \(answers)
        """,
      sections: [
        moveSection, chartSection, milestoneSection, unitSection, loserSection, planSection, stayingSection,
        constraintSection, readingSection, runSection,
      ].compactMap { $0 })
    return frame.document
  }

  private var cards: HTML {
    "<ul class=\"cards\">\n\([gainCard, movedCard, milestoneCard, gapCard].compactMap { $0 }.joined("\n"))\n</ul>"
  }

  private var gainCard: HTML? {
    guard let pair = selection.judgement?.whole else { return nil }
    let error = figures.error(Money(nearest: pair.standardError))
    let (before, after) = (sentences.text(pair.before, .dong), sentences.text(pair.after, .dong))
    return card(
      value: figures.fineSigned(Money(nearest: pair.difference)), unit: figures.unitName,
      label: say(
        "giải ngân trung bình đến \(figures.date(selection.run.date)) \(error)",
        "mean disbursed by \(figures.date(selection.run.date)) \(error)"
      ).trimmingTrailingSpaces,
      detail: say("từ \(before) thành \(after)", "from \(before) to \(after)"), style: "")
  }

  private var movedCard: HTML? {
    let share = figures.percent(proposal.moved.rate(of: selection.plan))
    return card(
      value: capital.amount(proposal.moved), unit: capital.unitName,
      label: say("được điều chuyển, \(share) kế hoạch vốn", "changes hands, \(share) of plan capital"),
      detail: say(
        "\(figures.count(proposal.moves.count)) lượt, \(figures.count(selection.changed.count)) dự án",
        "\(figures.count(proposal.moves.count)) moves, \(figures.count(selection.changed.count)) projects"), style: "")
  }

  private var milestoneCard: HTML? {
    guard let judgement = selection.judgement else { return nil }
    return card(
      value: "\(figures.count(judgement.winners.count)) / \(figures.count(judgement.losers.count))", unit: "",
      label: say("dự án dễ / khó đạt mốc của mình hơn", "projects more / less likely to meet their own milestones"),
      detail: say("tính trên kế hoạch vốn của chính dự án", "each on its own plan"),
      style: judgement.losers.isEmpty ? "" : "alert")
  }

  private var gapCard: HTML? {
    return card(
      value: sentences.isBest ? "0" : sentences.gap, unit: "",
      label: say("cách phương án tốt nhất có thể, nhiều nhất", "from the best plan possible, at most"),
      detail: say("trên mẫu đã chọn, có chứng minh", "on the sample it was chosen on, proved"), style: "")
  }

  private var answers: HTML {
    answerList(
      [
        (say("Đánh giá thế nào", "How it was judged"), sentences.samples),
        (say("Còn tốt hơn được không", "Could it be better"), sentences.distance),
        (say("Ai chịu thiệt", "Who loses"), sentences.losers),
        (say("Thông tin đáng giá bao nhiêu", "What information is worth"), sentences.information),
      ].filter { !$0.1.isEmpty }.map { (question: $0.0, answer: $0.1) })
  }

  private var readingSection: Section {
    readingSection(say("Cách đọc", "How to read this"), sentences.reading)
  }

  private var runSection: Section {
    runSection(
      sentences.runHeader,
      note: say(
        "Cùng số liệu, quy định, thiết lập, mầm ngẫu nhiên, số lần mô phỏng và bộ tính thì cho đúng kết quả này.",
        "The same data, rulebook, settings, seed, replications and engine give exactly this result."))
  }

  func identity(of verdict: ProjectVerdict) -> String {
    let owner = verdict.owner.isEmpty ? phrases.notStated : verdict.owner
    return [verdict.id, owner, verdict.isKeyProject ? phrases.keyProject : ""].filter { !$0.isEmpty }
      .joined(separator: " · ")
  }

  func project(_ id: String) -> HTML {
    guard let verdict = selection.verdict(id) else { return "\(id)" }
    return "\(verdict.name)\(sub(identity(of: verdict)))"
  }

  func change(_ pair: PairedDifference, _ measure: ReallocationSentences.Measure) -> HTML {
    let style = pair.interval.lowerBound > 0 ? "up" : pair.interval.upperBound < 0 ? "down" : ""
    return "<span class=\"\(style)\">\(sentences.difference(pair, measure))</span>"
  }
}
