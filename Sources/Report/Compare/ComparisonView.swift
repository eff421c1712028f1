public import Disbursement
import Portfolio
public import Rulebook

/// A comparison as text for a terminal: the first screen says which variant disburses most and how sure that is.
public enum ComparisonView {
  /// The whole view, ending in a line feed.
  ///
  /// No line takes more than `width` columns, at least ``TerminalReport/smallestWidth``.
  public static func render(
    _ comparison: Comparison, language: Language, width: Int = 100, color: ColorMode = .none
  ) -> String {
    var page = ComparisonTextPage(
      selection: ComparisonSelection(comparison: comparison), phrases: Phrases(language: language),
      figures: Figures(language: language, plan: comparison.variants[0].whole.plan),
      width: max(width, TerminalReport.smallestWidth), color: color)
    page.writeTitle()
    page.writeRanking()
    for pair in comparison.pairs { page.write(pair) }
    page.writeReading()
    return page.lines.joined(separator: "\n") + "\n"
  }
}

/// The lines of the view while it is written.
private struct ComparisonTextPage: TextPage {
  let selection: ComparisonSelection
  let phrases: Phrases
  let figures: Figures
  let width: Int
  let color: ColorMode
  var lines: [String] = []

  private static let projectRows = 10
  /// Of other variants in the table of ranking.
  private static let mostColumns = 6

  init(selection: ComparisonSelection, phrases: Phrases, figures: Figures, width: Int, color: ColorMode) {
    self.selection = selection
    self.phrases = phrases
    self.figures = figures
    self.width = width
    self.color = color
  }

  private var comparison: Comparison { selection.comparison }
  private var sentences: ComparisonSentences {
    ComparisonSentences(selection: selection, phrases: phrases, figures: figures)
  }
  private func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }

  mutating func writeTitle() {
    heading(sentences.title.uppercased())
    paragraph(sentences.run)
    for (number, variant) in comparison.variants.enumerated() {
      let parts = [
        sentences.name(of: variant), selection.changes(variant),
        variant.asOf == selection.first.asOf && number > 0 ? "" : phrases.dataUntil(figures.date(variant.asOf)),
        selection.isAboutCapital && number > 0 ? "" : say("kế hoạch ", "plan ") + figures.money(variant.whole.plan),
      ]
      paragraph("\(selection.letter(number))  " + parts.filter { !$0.isEmpty }.joined(separator: " · "))
      if number > 0 { for text in sentences.capital(of: variant) { paragraph(text, indent: 4, style: .muted) } }
    }
    paragraph(sentences.verdict)
    for note in comparison.notes { paragraph(sentences.text(of: note), style: .doubtful) }
  }

  mutating func writeRanking() {
    guard let ranking = selection.ranking else { return }
    let day = figures.date(ranking.date)
    heading(
      say(
        "XẾP HẠNG (giải ngân đến \(day), \(figures.unitName); cột A, B…: xác suất hơn phương án đó)",
        "RANKING (disbursed by \(day), \(figures.unitName); columns A, B …: chance of beating it)"))
    let others = comparison.variants.count <= Self.mostColumns ? Array(comparison.variants.indices) : [0]
    var table = TextTable(
      columns: [
        .init(title: ""), .init(title: say("phương án", "variant"), isFlexible: true),
        .init(
          title: selection.isAboutCapital ? say("điều chuyển", "moved") : phrases.plan.lowercased(), alignment: .right),
        .init(title: phrases.mean.lowercased(), alignment: .right),
        .init(title: say("so kế hoạch", "of plan"), alignment: .right),
        .init(title: say("không chi được", "unpaid"), alignment: .right),
        .init(title: say("tốt nhất", "best"), alignment: .right),
      ] + others.map { .init(title: selection.letter($0), alignment: .right) })
    for variant in ranking.order {
      let estimate = comparison.variants[variant]
      let amount = selection.amount(estimate.whole, on: ranking.date)
      let chances = others.map { other in
        other == variant ? "–" : figures.percent(ranking.beats[variant][other], places: 0)
      }
      table.rows.append(
        ([
          selection.letter(variant), sentences.name(of: estimate),
          estimate.moved.map { figures.fineAmount($0.mean) } ?? figures.amount(estimate.whole.plan),
          amount.map { "\(figures.fineAmount($0.mean)) \(figures.fineError($0.standardError))" } ?? "–",
          amount.map { figures.percent($0.mean.rate(of: estimate.whole.plan)) } ?? "–",
          figures.fineAmount(estimate.whole.lapse), figures.percent(ranking.best[variant], places: 0),
        ] + chances).map { TextTable.Cell($0.trimmingTrailingSpaces) })
    }
    self.table(table)
  }

  mutating func write(_ pair: VariantComparison) {
    let letter = selection.letter(pair.variant)
    heading(
      say("\(letter) SO VỚI A: ", "\(letter) AGAINST A: ") + sentences.name(of: comparison.variants[pair.variant]))
    paragraph(sentences.summary(of: pair))
    let unpaired = sentences.unpaired(of: pair)
    if !unpaired.isEmpty { paragraph(unpaired) }
    table(amounts(selection.shown(pair.whole.path).map { (figures.date($0.date), $0) }, pair, say("đến ngày", "by")))
    paragraph(sentences.lapse(of: pair))
    let groups = pair.groups.compactMap { group -> (String, AmountDifference)? in
      guard let kind = ProjectGroup(rawValue: group.id) else { return nil }
      return selection.difference(group.path, on: selection.rankedOn).map { (phrases.name(of: kind), $0) }
    }
    let day = figures.date(selection.rankedOn)
    table(amounts(groups, pair, say("nhóm, đến \(day)", "group, by \(day)")))
    writeMilestones(pair)
    writeProjects(pair)
  }

  private func amounts(
    _ rows: [(name: String, amount: AmountDifference)], _ pair: VariantComparison, _ title: String
  ) -> TextTable {
    var table = TextTable(columns: [
      .init(title: title, isFlexible: true), .init(title: "A", alignment: .right),
      .init(title: selection.letter(pair.variant), alignment: .right),
      .init(title: say("chênh lệch ±", "difference ±"), alignment: .right),
      .init(title: say("khoảng 95%", "95% interval"), alignment: .right),
      .init(title: say("XS hơn", "chance of more"), alignment: .right),
      .init(title: say("như nhau", "same"), alignment: .right),
    ])
    for (name, amount) in rows {
      let style: TextStyle =
        !amount.difference.isClear || !figures.isShown(amount.difference.mean)
        ? .plain : amount.difference.mean > .zero ? .good : .bad
      table.rows.append([
        .init(name), .init(figures.fineAmount(amount.first)), .init(figures.fineAmount(amount.other)),
        .init(figures.difference(amount.difference), style), .init(figures.interval(amount.difference)),
        .init(figures.percent(amount.probabilityOfMore, places: 0)),
        .init(figures.percent(amount.ties, places: 0)),
      ])
    }
    return table
  }

  private mutating func writeMilestones(_ pair: VariantComparison) {
    var rows: [(String, String, Day, PairedProbability)] = pair.targets.map { target in
      let share = figures.plainNumber(target.target.rate.value * 100) + "%"
      return (
        say("mục tiêu", "target"), say("≥ \(share) kế hoạch", "≥ \(share) of plan"), target.target.date,
        target.probability
      )
    }
    rows += pair.milestones.map { ($0.ruleID, phrases.shortName(of: $0.group), $0.date, $0.probability) }
    guard !rows.isEmpty else { return }
    var table = TextTable(columns: [
      .init(title: phrases.milestone.lowercased()), .init(title: phrases.group.lowercased(), isFlexible: true),
      .init(title: phrases.due.lowercased()), .init(title: say("XS đạt A", "chance A"), alignment: .right),
      .init(title: selection.letter(pair.variant), alignment: .right),
      .init(title: say("chênh lệch, điểm %", "difference, points"), alignment: .right),
      .init(title: say("khoảng 95%", "95% interval"), alignment: .right),
    ])
    for (rule, name, day, probability) in rows {
      table.rows.append([
        .init(rule), .init(name), .init(figures.shortDate(day)), .init(figures.probability(probability.first)),
        .init(figures.probability(probability.other)), .init(figures.points(probability)),
        .init("\(figures.points(probability.low)) … \(figures.points(probability.high))"),
      ])
    }
    self.table(table)
  }

  private mutating func writeProjects(_ pair: VariantComparison) {
    let changed = selection.changedProjects(pair)
    let rows = changed.prefix(Self.projectRows).compactMap { project in
      selection.difference(project.path, on: selection.rankedOn).map { ("\(project.id) \(project.name)", $0) }
    }
    guard !rows.isEmpty else { return writeUnmatched(pair) }
    let day = figures.date(selection.rankedOn)
    table(amounts(rows, pair, say("dự án đổi nhiều nhất, đến \(day)", "projects changed most, by \(day)")))
    let rest = changed.count - rows.count
    if rest > 0 {
      paragraph(
        say("Còn \(figures.count(rest)) dự án nữa có thay đổi.", "\(figures.count(rest)) more projects change."))
    }
    writeUnmatched(pair)
  }

  private mutating func writeUnmatched(_ pair: VariantComparison) {
    if !pair.onlyInFirst.isEmpty { paragraph(sentences.unmatched(pair.onlyInFirst, in: "A")) }
    if !pair.onlyInVariant.isEmpty {
      paragraph(sentences.unmatched(pair.onlyInVariant, in: selection.letter(pair.variant)))
    }
  }

  mutating func writeReading() {
    heading(say("CÁCH ĐỌC", "HOW TO READ THIS"))
    for (term, meaning) in sentences.reading { paragraph("\(term): \(meaning)", style: .muted) }
    lines.append("")
    paragraph("\(sentences.engine) · \(selection.first.inputDigest)", style: .muted)
  }
}
