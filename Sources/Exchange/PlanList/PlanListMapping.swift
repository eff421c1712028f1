import Portfolio
import Rulebook
import Workbook

/// What a user says about a plan list in the mapping file beside it.
///
/// ```yaml
/// schema: 1
/// sheet: Kế hoạch vốn 2026
/// header: 5-6
/// fiscalYear: 2026
/// unit: million
/// columns: {B: id, C: name, F: plan, G: {plan: Ngân sách tỉnh}, K: ignore}
/// headings: {"II. Dự án hoàn thành năm 2026": carry-over}
/// ```
struct PlanListMapping {
  static let unanswered = "?"

  struct Source {
    var kind: SourceKindName?
    var priority: Int?
    /// In the list's unit and number style.
    var revenueExpected: String?
  }

  enum PaidSplit: String, CaseIterable {
    /// In proportion to the plans, where the list states one amount for a project with several sources.
    case byPlan = "by-plan"
  }

  /// What is paid beyond a plan.
  enum PaidAbovePlan: String, CaseIterable {
    /// It was paid from capital carried over, which the plan does not contain: it is left out.
    case carriedOver = "carried-over"
    /// The plan should contain it: the plan is raised to it.
    case raisePlan = "raise-plan"
  }

  var file: String
  var sheet: String?
  var header: ClosedRange<Int>?
  var name: String?
  var fiscalYear: FiscalYear?
  var asOf: Day?
  var unit: MoneyUnit?
  var style: NumberStyle?
  var rulebook: String?
  var assumptions: String?
  var columns: [Int: ListTitles.Meaning] = [:]
  var headings: [HeaderName: PlanListReading.HeadingMeaning] = [:]
  var group: ProjectGroup?
  var skippedRows: Set<Int> = []
  var sources: [HeaderName: Source] = [:]
  var paidSplit: PaidSplit?
  var paidAbovePlan: PaidAbovePlan?
  var units: [Int: MoneyUnit] = [:]
  /// Rows that are projects where that cannot be told; nil until it has been answered.
  var projectRows: Set<Int>?
  /// Rows whose sums are known not to be those of the list's rows.
  var differentSums: Set<Int> = []
  /// Rows whose amounts are right however small or large they are.
  var asWritten: Set<Int> = []

  /// Throws everything that is wrong with the file at once.
  static func read(at path: String) throws(InvalidInput) -> PlanListMapping {
    let log = ScenarioLog()
    let (folder, name) = split(path)
    guard let text = ScenarioFolder(.folder(folder), log: log).text(of: name) else {
      throw InvalidInput(log.diagnostics.map { renamed($0, path) })
    }
    return try read(text: text, file: path)
  }

  static func read(text: String, file: String) throws(InvalidInput) -> PlanListMapping {
    let collector = DiagnosticCollector()
    var mapping = PlanListMapping(file: file)
    if let top = YAMLTree.read(text: text, file: file, collector: collector) { mapping.read(top) }
    try collector.throwIfErrors()
    return mapping
  }

  /// With the answers of a sheet of questions, which go before its own.
  func answered(by sheet: PlanListMapping) -> PlanListMapping {
    var both = self
    both.sheet = sheet.sheet ?? self.sheet
    both.fiscalYear = sheet.fiscalYear ?? fiscalYear
    both.asOf = sheet.asOf ?? asOf
    both.unit = sheet.unit ?? unit
    both.style = sheet.style ?? style
    both.rulebook = sheet.rulebook ?? rulebook
    both.group = sheet.group ?? group
    both.paidSplit = sheet.paidSplit ?? paidSplit
    both.paidAbovePlan = sheet.paidAbovePlan ?? paidAbovePlan
    both.columns.merge(sheet.columns) { $1 }
    both.headings.merge(sheet.headings) { $1 }
    both.units.merge(sheet.units) { $1 }
    both.skippedRows.formUnion(sheet.skippedRows)
    if let rows = sheet.projectRows { both.projectRows = rows.union(projectRows ?? []) }
    both.differentSums.formUnion(sheet.differentSums)
    both.asWritten.formUnion(sheet.asWritten)
    return both
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    return (String(path[..<slash]), String(path[path.index(after: slash)...]))
  }

  private static func renamed(_ diagnostic: Diagnostic, _ path: String) -> Diagnostic {
    var renamed = diagnostic
    renamed.file = path
    return renamed
  }

  private mutating func read(_ top: YAMLMapping) {
    top.checkSchema(1)
    sheet = answered("sheet", in: top)?.string()
    header = top.value("header", .optional).flatMap(Self.rows)
    name = top.string("name", .optional)
    fiscalYear = answered("fiscalYear", in: top)?.integer(in: 2000...2100).flatMap { FiscalYear($0) }
    asOf = answered("asOf", in: top)?.date()
    unit = answered("unit", in: top)?.choice()
    style = answered("numberStyle", in: top)?.choice()
    rulebook = answered("rulebook", in: top)?.string()
    assumptions = top.string("assumptions", .optional)
    group = answered("group", in: top)?.choice()
    paidSplit = answered("splitPaid", in: top)?.choice()
    readColumns(top)
    readHeadings(top)
    paidAbovePlan = answered("paidAbovePlan", in: top)?.choice()
    skippedRows = rowNumbers("skipRows", in: top) ?? []
    projectRows = rowNumbers("projectRows", in: top)
    differentSums = rowNumbers("differentSums", in: top) ?? []
    asWritten = rowNumbers("asWritten", in: top) ?? []
    readUnits(top)
    readSources(top)
    top.finish()
  }

  /// The value of a key that has been answered.
  private func answered(_ key: String, in mapping: YAMLMapping) -> YAMLValue? {
    mapping.value(key, .optional).flatMap { $0.scalar == Self.unanswered ? nil : $0 }
  }

  /// `[8, 9, 12-15]`; nil until it has been answered.
  private func rowNumbers(_ key: String, in top: YAMLMapping) -> Set<Int>? {
    guard let value = answered(key, in: top) else { return nil }
    var rows: Set<Int> = []
    for entry in value.list() ?? [] {
      let parts = (entry.scalar ?? "").split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
      guard (1...2).contains(parts.count), let first = parts.first ?? nil, let last = parts.last ?? nil,
        (1...CellReference.lastRow).contains(first), (first...CellReference.lastRow).contains(last)
      else {
        entry.report(PlanListPhrases.notARow, found: entry.scalar)
        continue
      }
      rows.formUnion(first...last)
    }
    return rows
  }

  private mutating func readUnits(_ top: YAMLMapping) {
    guard let part = top.mapping("units", .optional) else { return }
    for (letters, value) in part.allValues() {
      guard letters.allSatisfy(\.isLetter), let column = CellReference("\(letters)1")?.column else {
        value.report(PlanListPhrases.notAColumn, found: letters)
        continue
      }
      if value.scalar != Self.unanswered, let unit: MoneyUnit = value.choice() { units[column] = unit }
    }
    part.finish()
  }

  /// `5`, `5-6`.
  private static func rows(_ value: YAMLValue) -> ClosedRange<Int>? {
    let parts = (value.scalar ?? "").split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard (1...2).contains(parts.count), let first = parts.first ?? nil, let last = parts.last ?? nil,
      (1...CellReference.lastRow).contains(first), first <= last, last - first < 10
    else {
      value.report(PlanListPhrases.notHeaderRows, found: value.scalar)
      return nil
    }
    return first...last
  }

  private mutating func readColumns(_ top: YAMLMapping) {
    guard let part = top.mapping("columns", .optional) else { return }
    for (letters, value) in part.allValues() {
      guard letters.allSatisfy(\.isLetter), let column = CellReference("\(letters)1")?.column else {
        value.report(PlanListPhrases.notAColumn, found: letters)
        continue
      }
      if let meaning = Self.meaning(value) { columns[column] = meaning }
    }
    part.finish()
  }

  /// Nil for an unanswered one, or after a report.
  private static func meaning(_ value: YAMLValue) -> ListTitles.Meaning? {
    guard let word = value.scalar else {
      guard let part = value.mapping() else { return nil }
      let (plan, paid) = (part.string("plan", .optional), part.string("paid_to_date", .optional))
      part.finish()
      if plan == nil, paid == nil { value.report(PlanListPhrases.notAMeaning, found: nil) }
      return plan.map { .planOf($0) } ?? paid.map { .paidOf($0) }
    }
    switch word {
    case unanswered: return nil
    case "ignore": return .ignored
    case "number": return .number
    default:
      if let entry = TableCatalogue.portfolio.first(where: { $0.reference.key == word }) { return .field(entry.column) }
      value.report(PlanListPhrases.notAMeaning, found: word)
      return nil
    }
  }

  private mutating func readHeadings(_ top: YAMLMapping) {
    guard let part = top.mapping("headings", .optional) else { return }
    for (text, value) in part.allValues() {
      if let meaning = Self.headingMeaning(value) { headings[HeaderName(text)] = meaning }
    }
    part.finish()
  }

  private static func headingMeaning(_ value: YAMLValue) -> PlanListReading.HeadingMeaning? {
    guard let word = value.scalar else {
      guard let part = value.mapping() else { return nil }
      let (source, owner) = (part.string("source", .optional), part.string("owner", .optional))
      part.finish()
      if source == nil, owner == nil { value.report(PlanListPhrases.notAHeadingMeaning, found: nil) }
      return source.map { .source($0) } ?? owner.map { .owner($0) }
    }
    if word == unanswered { return nil }
    if word == "ignore" { return .nothing }
    if let group = ProjectGroup(rawValue: word) { return .group(group) }
    value.report(PlanListPhrases.notAHeadingMeaning, found: word)
    return nil
  }

  private mutating func readSources(_ top: YAMLMapping) {
    guard let part = top.mapping("sources", .optional) else { return }
    for (name, value) in part.allValues() {
      guard let entry = value.mapping() else { continue }
      let kind = entry.value("kind", .optional)?.choice(
        from: [("transfer", SourceKindName.transfer), ("revenue", .revenue)])
      let priority = entry.integer("priority", in: 1...FundingSource.largestPriority, .optional)
      let revenue = entry.string("revenueExpected", .optional)
      entry.finish()
      sources[HeaderName(name)] = Source(kind: kind, priority: priority, revenueExpected: revenue)
    }
    part.finish()
  }
}
