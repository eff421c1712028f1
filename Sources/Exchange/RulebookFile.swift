import Portfolio
public import Rulebook

/// A rulebook as a YAML file: dated, cited data, no code.
///
/// ```yaml
/// schema: 1
/// id: chi-lang-2026
/// title: {vi: …, en: …}
/// fiscalYear: 2026
/// rules:
///   - id: G2-0630                 # several entries may share an id: versions, never two in force on one day
///     family: G2                  # the rule of which this is a part; default: the id
///     effective: 2026-01-01       # first day in force
///     expires: 2026-12-31         # last day in force; default: no end
///     text: {vi: …, en: …}
///     citation: {instrument: …, article: …, status: commune-decision, source: …, quote: …}
///     milestone: {group: carry-over, date: 2026-06-30, share: 0.3}
/// ```
///
/// `status` is `enacted`, `commune-decision`, `inference` or `assumption`. `source` says where a reader finds the text (an
/// address or a full title), `quote` repeats the words that the rule rests on; both may be left out. Each rule has exactly one
/// content:
///
/// | Key | Value |
/// |---|---|
/// | `milestone` | `{group, date, share}`: at least this share of the group's plan disbursed by the end of the date |
/// | `startDeadline` | `{group, date}`: construction started by the end of the date |
/// | `approvalDeadline` | `{group, activity, date}`: the activity done by the end of the date |
/// | `adjustmentWindow` | `{date}`: last day on which proposals to move capital are in time |
/// | `cap` | `{name, value}`: names are the raw values of `Rule.Cap`, such as `advance-ceiling` |
/// | `paymentPriority` | list of groups, first served first |
/// | `date` | a date of the yearly calendar, named by the rule's id |
/// | `statement` | `true`: said for the reader, nothing is computed from it |
///
/// Dates of contents lie between 1 January of the fiscal year and 31 January after it.
public enum RulebookFile {
  /// Reads a rulebook; the file's name is used in diagnostics only. Throws everything that is wrong at once.
  public static func read(text: String, file: String) throws(InvalidInput) -> Rulebook {
    let collector = DiagnosticCollector()
    let rulebook = read(text: text, file: file, collector: collector)
    guard let rulebook, !collector.hasErrors else { throw InvalidInput(collector.sorted) }
    return rulebook
  }

  /// A rulebook that comes with the program; its text is read once in a run.
  public static func builtIn(_ name: BuiltInRulebook) throws(InvalidInput) -> Rulebook {
    switch name {
    case .chiLang2026: try chiLang2026.get()
    }
  }

  private static let chiLang2026 = Result { () throws(InvalidInput) in
    try read(text: BuiltInRulebook.chiLang2026.text, file: "\(BuiltInRulebook.chiLang2026.rawValue).yaml")
  }

  /// Nil after reports to the collector.
  static func read(text: String, file: String, collector: DiagnosticCollector) -> Rulebook? {
    guard let top = YAMLTree.read(text: text, file: file, collector: collector) else { return nil }
    top.checkSchema(1)
    let id = top.string("id")
    let title = top.bilingualText("title")
    let year = top.integer("fiscalYear", in: 2000...2100)
    let mappings = top.mappings("rules")
    top.finish()
    let entries = (mappings ?? []).map { RulebookEntry(mapping: $0, rule: rule(from: $0)) }
    guard let id, let title, let year, let fiscalYear = FiscalYear(year), mappings != nil else { return nil }
    let rules = entries.compactMap(\.rule)
    do {
      let rulebook = try Rulebook(id: id, title: title, fiscalYear: fiscalYear, rules: rules)
      return rules.count == entries.count ? rulebook : nil
    } catch {
      let shown = rules.isEmpty && !entries.isEmpty ? [] : error.problems
      for problem in shown { report(problem, entries: entries, top: top) }
      return nil
    }
  }

  private static func rule(from mapping: YAMLMapping) -> Rule? {
    let id = mapping.string("id")
    let family = mapping.string("family", .optional)
    let effective = mapping.date("effective")
    let expires = mapping.date("expires", .optional)
    let text = mapping.bilingualText("text")
    let citation = mapping.mapping("citation").flatMap(citation(from:))
    let content = RuleContentReader(mapping: mapping).content()
    mapping.finish()
    guard let id, let effective, let text, let citation, let content else { return nil }
    return Rule(
      id: id, family: family ?? id, text: text, citation: citation, effective: effective, expires: expires,
      content: content)
  }

  private static func citation(from mapping: YAMLMapping) -> Citation? {
    let instrument = mapping.string("instrument")
    let article = mapping.string("article", .optional)
    let status = mapping.choice("status", of: Citation.Status.self)
    let source = mapping.string("source", .optional)
    let quote = mapping.string("quote", .optional)
    mapping.finish()
    guard let instrument, let status else { return nil }
    return Citation(
      instrument: instrument, article: article ?? "", status: status, source: source ?? "", quote: quote ?? "")
  }
}

/// A rule of the file with its place; the rule is nil when it could not be read.
private struct RulebookEntry {
  let mapping: YAMLMapping
  let rule: Rule?
}

/// Reads the one content key of a rule.
private struct RuleContentReader {
  let mapping: YAMLMapping

  private static let keys = [
    "milestone", "startDeadline", "approvalDeadline", "adjustmentWindow", "cap", "paymentPriority", "date", "statement",
  ]

  func content() -> Rule.Content? {
    let present = mapping.present(of: Self.keys)
    guard let key = present.first else {
      let list = Self.keys.joined(separator: ", ")
      mapping.value.report(
        problem: BilingualText(vi: "quy định không có nội dung", en: "the rule has no content"),
        remedy: BilingualText(vi: "Thêm một trong: \(list)", en: "Add one of: \(list)"))
      return nil
    }
    if let second = present.dropFirst().first {
      mapping.report(
        second, found: second,
        problem: BilingualText(vi: "quy định có hơn một nội dung", en: "the rule has more than one content"),
        remedy: BilingualText(
          vi: "Tách thành các quy định riêng; giữ lại «\(key)»", en: "Make it a rule of its own; «\(key)» stays here"))
      return nil
    }
    return content(of: key)
  }

  private func content(of key: String) -> Rule.Content? {
    switch key {
    case "paymentPriority": paymentPriority()
    case "date": mapping.date(key).map { .calendarDate($0) }
    case "statement": statement()
    default: mapping.mapping(key).flatMap { content(of: key, in: $0) }
    }
  }

  private func content(of key: String, in part: YAMLMapping) -> Rule.Content? {
    defer { part.finish() }
    switch key {
    case "milestone": return milestone(part)
    case "startDeadline": return startDeadline(part)
    case "approvalDeadline": return approvalDeadline(part)
    case "adjustmentWindow": return part.date("date").map { .adjustmentWindow(date: $0) }
    default: return cap(part)
    }
  }

  private func milestone(_ part: YAMLMapping) -> Rule.Content? {
    let group = part.choice("group", of: ProjectGroup.self)
    let date = part.date("date")
    let share = part.number("share", in: 0...1).flatMap { Ratio($0) }
    guard let group, let date, let share else { return nil }
    return .milestone(group: group, date: date, share: share)
  }

  private func startDeadline(_ part: YAMLMapping) -> Rule.Content? {
    let group = part.choice("group", of: ProjectGroup.self)
    let date = part.date("date")
    guard let group, let date else { return nil }
    return .startDeadline(group: group, date: date)
  }

  private func approvalDeadline(_ part: YAMLMapping) -> Rule.Content? {
    let group = part.choice("group", of: ProjectGroup.self)
    let activity = part.string("activity")
    let date = part.date("date")
    guard let group, let activity, let date else { return nil }
    return .approvalDeadline(group: group, activity: activity, date: date)
  }

  private func cap(_ part: YAMLMapping) -> Rule.Content? {
    let name = part.choice("name", of: Rule.Cap.self)
    let value = part.number("value", in: 0...1_000_000)
    guard let name, let value else { return nil }
    return .cap(name, value: value)
  }

  private func paymentPriority() -> Rule.Content? {
    guard let list = mapping.list("paymentPriority") else { return nil }
    let groups = list.compactMap { $0.choice(of: ProjectGroup.self) }
    return groups.count == list.count ? .paymentPriority(groups) : nil
  }

  private func statement() -> Rule.Content? {
    guard let flag = mapping.bool("statement") else { return nil }
    if flag { return .statement }
    mapping.report(
      "statement", found: "false",
      problem: BilingualText(vi: "giá trị chỉ có thể là true", en: "it can only be true"),
      remedy: BilingualText(
        vi: "Ghi statement: true hoặc nội dung khác", en: "Write statement: true or another content"))
    return nil
  }
}

// MARK: Problems of the whole book, at their rules

extension RulebookFile {
  private static func report(
    _ problem: InvalidRulebook.Problem, entries: [RulebookEntry], top: YAMLMapping
  ) {
    let versions = entries.filter { $0.rule?.id == problem.ruleID }
    let entry = versions.first { isMeant(problem.defect, rule: $0.rule) } ?? versions.last
    let (text, remedy) = words(for: problem.defect)
    guard let entry else {
      top.report("rules", problem: text, remedy: remedy)
      return
    }
    entry.mapping.report(key(for: problem.defect, in: entry.rule), found: problem.ruleID, problem: text, remedy: remedy)
  }

  /// Whether this version of a rule is the one with the defect.
  private static func isMeant(_ defect: InvalidRulebook.Problem.Defect, rule: Rule?) -> Bool {
    guard let rule else { return false }
    switch defect {
    case .overlappingVersions(let first), .sameQuestion(_, let first): return rule.effective == first
    case .expiresBeforeEffective: return rule.expires.map { $0 < rule.effective } ?? false
    case .dateOutsideYear(let day, _, _): return rule.content.date == day
    case .capOutside(let value, _, _):
      if case .cap(_, value) = rule.content { return true }
      return false
    case .noRules, .decreasingShare, .repeatedGroup: return false
    }
  }

  /// The key of the rule to point at.
  private static func key(for defect: InvalidRulebook.Problem.Defect, in rule: Rule?) -> String {
    switch defect {
    case .noRules: return "id"
    case .overlappingVersions: return "effective"
    case .expiresBeforeEffective: return "expires"
    case .decreasingShare: return "milestone"
    case .repeatedGroup: return "paymentPriority"
    case .capOutside: return "cap"
    case .sameQuestion:
      if case .cap = rule?.content { return "cap" }
      return "paymentPriority"
    case .dateOutsideYear:
      switch rule?.content {
      case .milestone: return "milestone"
      case .startDeadline: return "startDeadline"
      case .approvalDeadline: return "approvalDeadline"
      case .adjustmentWindow: return "adjustmentWindow"
      default: return "date"
      }
    }
  }

  private static func words(
    for defect: InvalidRulebook.Problem.Defect
  ) -> (problem: BilingualText, remedy: BilingualText) {
    switch defect {
    case .noRules:
      (
        BilingualText(vi: "không có quy định nào", en: "there are no rules"),
        BilingualText(vi: "Ghi ít nhất một quy định", en: "Write at least one rule")
      )
    case .overlappingVersions(let first):
      (
        BilingualText(
          vi: "hai phiên bản của quy định cùng hiệu lực từ \(first)",
          en: "two versions of the rule are in force from \(first)"),
        BilingualText(
          vi: "Ghi expires cho phiên bản trước, sớm hơn ngày hiệu lực của phiên bản sau",
          en: "Give the earlier version an expires before the later one takes effect")
      )
    case .sameQuestion(let other, let first):
      (
        BilingualText(
          vi: "cùng hiệu lực với quy định «\(other)» về cùng một nội dung từ \(first)",
          en: "the rule «\(other)» says the same thing and both are in force from \(first)"),
        BilingualText(
          vi: "Giữ một quy định hoặc ghi expires cho quy định trước",
          en: "Keep one of them or give the earlier one an expires")
      )
    case .expiresBeforeEffective:
      (
        BilingualText(vi: "hết hiệu lực trước khi có hiệu lực", en: "it expires before it takes effect"),
        BilingualText(vi: "Ghi expires không sớm hơn effective", en: "Write expires on or after effective")
      )
    case .dateOutsideYear(let day, let first, let last):
      (
        BilingualText(
          vi: "ngày \(day) nằm ngoài năm kế hoạch", en: "the date \(day) lies outside the plan year"),
        BilingualText(vi: "Ghi ngày từ \(first) đến \(last)", en: "Write a date from \(first) to \(last)")
      )
    case .capOutside(let value, let lower, let upper):
      (
        BilingualText(
          vi: "giới hạn \(YAMLSyntax.text(value)) không hợp lý", en: "a cap of \(YAMLSyntax.text(value)) makes no sense"
        ),
        BilingualText(
          vi: "Ghi value từ \(YAMLSyntax.text(lower)) đến \(YAMLSyntax.text(upper))",
          en: "Write a value from \(YAMLSyntax.text(lower)) to \(YAMLSyntax.text(upper))")
      )
    case .decreasingShare(let group):
      (
        BilingualText(
          vi: "tỷ lệ của nhóm \(group.rawValue) thấp hơn mốc trước đó",
          en: "the share of group \(group.rawValue) is lower than at the milestone before"),
        BilingualText(
          vi: "Tỷ lệ lũy kế không được giảm: sửa ngày hoặc tỷ lệ",
          en: "Cumulative shares never fall: mend the date or the share")
      )
    case .repeatedGroup(let group):
      (
        BilingualText(vi: "nhóm \(group.rawValue) lặp lại", en: "the group \(group.rawValue) is repeated"),
        BilingualText(vi: "Ghi mỗi nhóm một lần", en: "Write each group once")
      )
    }
  }
}
