import Disbursement
import Exchange
import Portfolio
import Report
import Rulebook

/// Rules of a rulebook in each of the forms in which they are written out.
struct RegisterPage {
  var rulebook: Rulebook
  var rules: [Rule]
  /// The day that the rules are chosen by; nil for all.
  var inForceOn: Day?

  static let workbookName = "rules.xlsx"

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

  func csv(byteOrderMark: ForecastTables.ByteOrderMark) -> [UInt8] { register.csv(byteOrderMark) }

  func workbook() throws(OutputError) -> [UInt8] {
    try OutputWorkbook(Self.workbookName, run: facts, tables: [register]).encode()
  }

  private var facts: [RunFact] {
    let facts = [
      RunFact("engine", .word(Engine.version)),
      RunFact("rulebook", .text(rulebook.id)),
      RunFact("rulebookTitle.vi", .text(rulebook.title.vi)),
      RunFact("rulebookTitle.en", .text(rulebook.title.en)),
      RunFact("fiscalYear", .ordinal(rulebook.fiscalYear.year)),
      RunFact("firstEffective", .day(rulebook.firstEffective)),
    ]
    return facts + (inForceOn.map { [RunFact("inForceOn", .day($0))] } ?? [])
  }

  private var register: OutputTable {
    OutputTable(
      "rules", rules.lazy.map { (rule: $0, terms: RuleTerms($0.content)) },
      [
        .id("id") { $0.rule.id },
        .id("family") { $0.rule.family },
        .word("kind") { $0.terms.kind },
        .word("group") { $0.terms.group?.rawValue },
        .id("activity") { $0.terms.activity },
        .day("date") { $0.terms.date },
        .share("share") { $0.terms.share?.value },
        .word("cap") { $0.terms.cap?.rawValue },
        .number("value") { $0.terms.value },
        .id("priority") { $0.terms.priority.map(\.rawValue).joined(separator: ";") },
        .day("effective") { $0.rule.effective },
        .day("expires") { $0.rule.expires },
        .sentence("instrument") { $0.rule.citation.instrument },
        .name("article") { $0.rule.citation.article },
        .word("status") { $0.rule.citation.status.rawValue },
        .sentence("source") { $0.rule.citation.source },
        .sentence("quote") { $0.rule.citation.quote },
        .sentence("text_vi") { $0.rule.text.vi },
        .sentence("text_en") { $0.rule.text.en },
      ])
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
    member("citation", rule.citation)
  }
}
