import Exchange
import Portfolio
import Report
import Rulebook

/// Rules of a rulebook in each of the forms in which they are written out.
struct RegisterPage {
  var rulebook: Rulebook
  var rules: [Rule]

  func table(width: Int, color: ColorMode) -> String {
    RegisterView.render(rulebook, rules: rules, language: Interface.language, width: width, color: color)
  }

  /// Schema `giaingan.rules/1`: keys of the rulebook file, each rule's content under `kind` and plain members.
  func json() -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("schema", "giaingan.rules/1")
      $0.member("id", rulebook.id)
      $0.member("title", rulebook.title)
      $0.member("fiscalYear", rulebook.fiscalYear.year)
      $0.member("firstEffective", rulebook.firstEffective)
      $0.key("rules")
      $0.array(rules) { writer, rule in writer.object { $0.members(of: rule) } }
    }
    return writer.drain()
  }

  func csv(byteOrderMark: ForecastTables.ByteOrderMark) -> [UInt8] {
    var writer = CSVWriter()
    if byteOrderMark == .present { writer.byteOrderMark() }
    writer.row(
      [
        "id", "family", "kind", "group", "activity", "date", "share", "cap", "value", "priority", "effective",
        "expires", "instrument", "article", "status", "source", "text_vi", "text_en",
      ].map { .plain($0) })
    for rule in rules {
      let terms = RuleTerms(rule.content)
      writer.row([
        .text(rule.id), .text(rule.family), .plain(terms.kind), .plain(terms.group?.rawValue ?? ""),
        .text(terms.activity ?? ""), .plain(terms.date?.description ?? ""),
        .plain(terms.share.map { "\($0.value)" } ?? ""),
        .plain(terms.cap?.rawValue ?? ""), .plain(terms.value.map { "\($0)" } ?? ""),
        .text(terms.priority.map(\.rawValue).joined(separator: ";")), .plain(rule.effective.description),
        .plain(rule.expires?.description ?? ""), .text(rule.citation.instrument), .text(rule.citation.article),
        .plain(rule.citation.status.rawValue), .text(rule.citation.source), .text(rule.text.vi), .text(rule.text.en),
      ])
    }
    return writer.drain()
  }
}

/// The content of a rule, flat; `kind` is its key in a rulebook file.
private struct RuleTerms {
  var kind: String
  var group: ProjectGroup?
  var activity: String?
  var date: Day?
  var share: Ratio?
  var cap: Rule.Cap?
  var value: Double?
  var priority: [ProjectGroup] = []

  init(_ content: Rule.Content) {
    switch content {
    case .milestone(let group, let date, let share):
      kind = "milestone"
      (self.group, self.date, self.share) = (group, date, share)
    case .startDeadline(let group, let date):
      kind = "startDeadline"
      (self.group, self.date) = (group, date)
    case .approvalDeadline(let group, let activity, let date):
      kind = "approvalDeadline"
      (self.group, self.activity, self.date) = (group, activity, date)
    case .adjustmentWindow(let date):
      kind = "adjustmentWindow"
      self.date = date
    case .cap(let cap, let value):
      kind = "cap"
      (self.cap, self.value) = (cap, value)
    case .paymentPriority(let groups):
      kind = "paymentPriority"
      priority = groups
    case .calendarDate(let date):
      kind = "date"
      self.date = date
    case .statement: kind = "statement"
    }
  }
}

extension JSONWriter {
  fileprivate mutating func members(of rule: Rule) {
    member("id", rule.id)
    member("family", rule.family)
    let terms = RuleTerms(rule.content)
    member("kind", terms.kind)
    if let group = terms.group { member("group", group.rawValue) }
    if let activity = terms.activity { member("activity", activity) }
    if let date = terms.date { member("date", date) }
    if let share = terms.share { member("share", share.value) }
    if let cap = terms.cap { member("cap", cap.rawValue) }
    if let value = terms.value { member("value", value) }
    if !terms.priority.isEmpty {
      key("priority")
      array(terms.priority) { $0.value($1.rawValue) }
    }
    member("effective", rule.effective)
    if let expires = rule.expires { member("expires", expires) }
    member("text", rule.text)
    key("citation")
    object {
      $0.member("instrument", rule.citation.instrument)
      $0.member("article", rule.citation.article)
      $0.member("status", rule.citation.status.rawValue)
      $0.member("source", rule.citation.source)
    }
  }
}
