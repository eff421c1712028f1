import Portfolio
public import Rulebook

/// A rulebook as a register: what each rule says, where it is written, and since when.
public enum RegisterView {
  /// The rules handed in, in their order, ending in a line feed.
  ///
  /// `rules` is usually a rulebook's `rules(inForceOn:)` or all of its rules. No line takes more than `width` columns,
  /// at least ``TerminalReport/smallestWidth``.
  public static func render(
    _ rulebook: Rulebook, rules: [Rule], language: Language, width: Int = 100, color: ColorMode = .none
  ) -> String {
    let width = max(width, TerminalReport.smallestWidth)
    let phrases = Phrases(language: language)
    let figures = Figures(language: language, plan: .zero)
    var lines = [color.paint(DisplayText.shortened(title(of: rulebook, language), to: width), .heading)]
    lines.append(
      " " + phrases.say("Năm kế hoạch \(rulebook.fiscalYear.year)", "Plan year \(rulebook.fiscalYear.year)") + " · "
        + phrases.say("\(rules.count) quy định", "\(rules.count) rules"))
    let label = min(16, rules.map { DisplayText.width($0.id) }.max() ?? 0)
    for rule in rules {
      lines.append("")
      lines.append(
        contentsOf: entry(rule, label: label, width: width, color: color, phrases: phrases, figures: figures))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func title(of rulebook: Rulebook, _ language: Language) -> String {
    DisplayText.harmless("\(rulebook.id) — \(rulebook.title[language])")
  }

  private static func entry(
    _ rule: Rule, label: Int, width: Int, color: ColorMode, phrases: Phrases, figures: Figures
  ) -> [String] {
    let margin = String(repeating: " ", count: label + 3)
    let id = DisplayText.padded(
      DisplayText.shortened(DisplayText.harmless(rule.id), to: label), to: label, alignment: .left)
    func block(_ text: String, _ style: TextStyle = .plain) -> [String] {
      DisplayText.wrapped(DisplayText.harmless(text), to: width - label - 3).map { margin + color.paint($0, style) }
    }
    var lines = block(rule.text[phrases.language])
    if let first = lines.first {
      lines[0] = " \(color.paint(id, .heading))  \(first.dropFirst(label + 3))"
    }
    if rule.content != .statement { lines += block("→ " + phrases.text(of: rule.content, figures: figures)) }
    lines += block(Self.source(of: rule, phrases: phrases, figures: figures), .muted)
    if !rule.citation.quote.isEmpty { lines += block("“\(rule.citation.quote)”", .muted) }
    return lines
  }

  private static func source(of rule: Rule, phrases: Phrases, figures: Figures) -> String {
    let place = [rule.citation.instrument, rule.citation.article].filter { !$0.isEmpty }.joined(separator: ", ")
    return "\(place.isEmpty ? "–" : place) · \(phrases.name(of: rule.citation.status)) · "
      + phrases.validity(of: rule, figures: figures)
  }
}

extension Phrases {
  func validity(of rule: Rule, figures: Figures) -> String {
    let from = say("hiệu lực từ \(figures.date(rule.effective))", "in force from \(figures.date(rule.effective))")
    guard let expires = rule.expires else { return from }
    return from + say(" đến \(figures.date(expires))", " until \(figures.date(expires))")
  }
}
