public import Disbursement
import Portfolio
public import Rulebook

/// The bridge between two forecasts as text for a terminal: the first screen says what changed the forecast most.
public enum ChangeView {
  /// The whole view, ending in a line feed.
  ///
  /// No line takes more than `width` columns, at least ``TerminalReport/smallestWidth``.
  public static func render(
    _ change: ForecastChange, language: Language, width: Int = 100, color: ColorMode = .none
  ) -> String {
    var page = ChangeTextPage(
      sentences: BridgeSentences(
        selection: ChangeSelection(change), phrases: Phrases(language: language),
        figures: Figures(language: language, plan: change.whole.plan.later)),
      width: max(width, TerminalReport.smallestWidth), color: color)
    page.writeTitle()
    page.writeSteps()
    page.writeGroups()
    page.writeChances()
    page.writeProjects()
    page.writeFacts()
    page.writeReading()
    return page.lines.joined(separator: "\n") + "\n"
  }
}

/// The lines of the view while it is written.
private struct ChangeTextPage: TextPage {
  let sentences: BridgeSentences
  let width: Int
  let color: ColorMode
  var lines: [String] = []

  init(sentences: BridgeSentences, width: Int, color: ColorMode) {
    self.sentences = sentences
    self.width = width
    self.color = color
  }

  private var selection: ChangeSelection { sentences.selection }
  private var change: ForecastChange { selection.change }
  private var phrases: Phrases { sentences.phrases }
  private var figures: Figures { sentences.figures }
  private func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }

  mutating func writeTitle() {
    heading(sentences.title.uppercased())
    paragraph(sentences.forecast(change.earlier, isLater: false) + ": " + sentences.run(change.earlier), style: .muted)
    paragraph(sentences.forecast(change.later, isLater: true) + ": " + sentences.run(change.later), style: .muted)
    for text in [sentences.verdict, sentences.known, sentences.causes, sentences.chances] where !text.isEmpty {
      paragraph(text)
    }
  }

  mutating func writeSteps() {
    guard !change.days.isEmpty else { return }
    heading(
      say(
        "TỪNG BƯỚC (giải ngân lũy kế trung bình, \(figures.unitName))",
        "STEP BY STEP (mean disbursed, \(figures.unitName))"))
    var table = TextTable(
      columns: [.init(title: "", isFlexible: true)]
        + change.days.map { .init(title: say("đến ", "by ") + figures.date($0), alignment: .right) })
    let points = change.whole.days
    table.rows.append(
      [.init(sentences.forecast(change.earlier, isLater: false))]
        + points.map { .init(figures.amount($0.amounts.earlier)) })
    for step in selection.steps {
      table.rows.append(
        [.init("  " + sentences.name(of: change.steps[step]))]
          + points.map { .init(sentences.signed($0.effects[step]), style($0.effects[step].amount)) })
    }
    table.rows.append(
      [.init(sentences.forecast(change.later, isLater: true))] + points.map { .init(figures.amount($0.amounts.later)) })
    table.rows.append(
      [.init(say("Thay đổi", "Change"))]
        + points.map { .init(figures.signed($0.amounts.change), style($0.amounts.change)) })
    if selection.hasTwoKnown {
      table.rows.append(
        [.init("  " + sentences.nameOfKnown)] + points.map { .init(figures.signed(change.known($0))) })
    }
    self.table(table)
    for text in change.steps.map(sentences.joined) + [sentences.unchanged] where !text.isEmpty {
      paragraph(text, style: .muted)
    }
  }

  private func style(_ amount: Money) -> TextStyle {
    amount == .zero ? .plain : amount > .zero ? .good : .bad
  }

  /// Earlier, one column for each step, later.
  private func columns(_ first: [TextTable.Column]) -> [TextTable.Column] {
    first + [.init(title: say("trước", "earlier"), alignment: .right)]
      + selection.steps.map { .init(title: sentences.shortName(of: change.steps[$0]), alignment: .right) }
      + [.init(title: say("sau", "later"), alignment: .right)]
  }

  private func cells(_ bridge: AmountBridge) -> [TextTable.Cell] {
    guard let point = selection.point(bridge) else { return [] }
    return [.init(figures.amount(point.amounts.earlier))]
      + selection.steps.map { .init(figures.signed(point.effects[$0].amount), style(point.effects[$0].amount)) }
      + [.init(figures.amount(point.amounts.later))]
  }

  mutating func writeGroups() {
    guard !selection.groups.isEmpty else { return }
    let day = figures.date(selection.day)
    heading(say("THEO NHÓM (đến \(day), \(figures.unitName))", "BY GROUP (by \(day), \(figures.unitName))"))
    var table = TextTable(columns: columns([.init(title: "", isFlexible: true)]))
    for group in selection.groups {
      let name = group.group.map { phrases.shortName(of: $0) } ?? group.id
      table.rows.append([.init(name)] + cells(group))
    }
    self.table(table)
  }

  mutating func writeChances() {
    let rows =
      change.targets.map { target in
        (
          say("mục tiêu", "target"),
          say(
            "≥ \(figures.plainNumber(target.target.rate.value * 100))% kế hoạch",
            "≥ \(figures.plainNumber(target.target.rate.value * 100))% of plan"), target.target.date, target.chance
        )
      } + change.milestones.map { ($0.ruleID, phrases.shortName(of: $0.group), $0.date, $0.chance) }
    guard !rows.isEmpty || !sentences.unmatched.isEmpty else { return }
    heading(say("XÁC SUẤT ĐẠT (các bước tính bằng điểm %)", "CHANCES (steps in percentage points)"))
    var table = TextTable(
      columns: columns([
        .init(title: phrases.milestone.lowercased()), .init(title: "", isFlexible: true),
        .init(title: phrases.due.lowercased()),
      ]))
    for (rule, name, date, chance) in rows {
      let effects = selection.steps.map { step -> TextTable.Cell in
        let effect = chance.effects[step].millionths
        return .init(sentences.points(effect), effect == 0 ? .plain : effect > 0 ? .good : .bad)
      }
      table.rows.append(
        [.init(rule), .init(name), .init(figures.shortDate(date)), .init(sentences.probability(chance.earlier))]
          + effects + [.init(sentences.probability(chance.later))])
    }
    if !rows.isEmpty { self.table(table) }
    for text in sentences.unmatched + [sentences.uncomputed] where !text.isEmpty { paragraph(text) }
  }

  mutating func writeProjects() {
    let (shown, others, otherCount) = selection.projectRows
    guard !shown.isEmpty else { return }
    let day = figures.date(selection.day)
    heading(
      say(
        "DỰ ÁN ĐỔI NHIỀU NHẤT (đến \(day), \(figures.unitName))",
        "PROJECTS CHANGED MOST (by \(day), \(figures.unitName))"))
    var table = TextTable(columns: columns([.init(title: ""), .init(title: "", isFlexible: true)]))
    for project in shown { table.rows.append([.init(project.id), .init(project.name)] + cells(project)) }
    let rest = say(
      "các dự án khác (\(figures.count(otherCount)) có đổi)", "all others (\(figures.count(otherCount)) change)")
    table.rows.append([.init(""), .init(rest)] + cells(others))
    self.table(table)
  }

  mutating func writeFacts() {
    let steps = change.steps.filter(\.isChange)
    guard !steps.isEmpty else { return }
    heading(say("ĐIỀU GÌ ĐÃ KHÁC", "WHAT IS DIFFERENT"))
    for step in steps {
      paragraph(sentences.name(of: step))
      for fact in step.facts { paragraph("– " + sentences.text(of: fact), indent: 3, style: .muted) }
    }
  }

  mutating func writeReading() {
    heading(say("CÁCH ĐỌC", "HOW TO READ THIS"))
    for (term, meaning) in sentences.reading { paragraph("\(term): \(meaning)", style: .muted) }
    lines.append("")
    paragraph(sentences.engine, style: .muted)
    paragraph("\(change.earlier.inputDigest)", style: .muted)
    paragraph("\(change.later.inputDigest)", style: .muted)
  }
}
