public import Disbursement
import Portfolio
import Rulebook
import Stochastics

/// A set of assumptions as a YAML file: whole, or an overlay on a built-in set.
///
/// ```yaml
/// schema: 1
/// base: vietnam-2026            # or ideal; required in users' files
/// name: What is judged in our commune
/// claims:
///   discipline: {distribution: lognormal, p1: 1, p2: 2}
/// drivers:
///   - {id: storms-floods, probability: 0}
/// provenance:
///   claims.discipline: {basis: measured, source: payment files of 2025}
/// ```
///
/// | Key | Value |
/// |---|---|
/// | `calendar.officeWeekend`, `calendar.siteRestDays` | weekdays off, `[saturday, sunday]` |
/// | `calendar.holidays` | dates on which offices are closed |
/// | `calendar.siteClosures` | list of `{from, to}`, both days included |
/// | `calendar.monthlyWorkability` | 12 shares of a day's output that the weather leaves, January first |
/// | `templates.<group>` | list of `{activity, predecessors, distribution, p1, p2, p3, days, holdsBack}` |
/// | `productivity` | distribution of the speed of work, 1 = as planned |
/// | `sCurve` | `{kind: cubic, c1, c2}`, `{kind: kumaraswamy, a, b}` or `{kind: monthly, cumulative: […]}` |
/// | `claims.monthlyRates` | 13 claim rates, January … December and January after |
/// | `claims.discipline`, `claims.mode`, `claims.waitsForTreasury` | distribution; `lump` or `share`; true or false |
/// | `claims.coverage` | distribution of the share of what is payable that a lump covers, values above 1 meaning all |
/// | `constructionDays.<group>` | calendar days of the year's work of a project that states none; without it, until 31 December |
/// | `advanceShares.<group>` | advance over contract value |
/// | `payableBeforeSettlement` | share payable before the final account is approved |
/// | `acceptedBeforeYear` | share of a carry-over project's value accepted before the year and unpaid when it begins |
/// | `preparationPayments.<activity>` | weight of the payment at that activity |
/// | `systemic` | `{duration, productivity, discipline}`, each 0…0.95 |
/// | `drivers` | list of `{id, name: {vi, en}, scope, probability, effect, appliesTo, distribution, p1, p2, p3}` |
/// | `replaceDrivers` | `true`: the list replaces the base's drivers instead of overlaying them by id |
/// | `revenueFactor`, `revenueMonthlyShares` | distribution of collected over expected; 12 shares adding up to 1 |
/// | `provenance.<key path>` | `{basis, source}`; keys set without an entry get the basis `user` |
///
/// A distribution is `{distribution: <name>, p1, p2, p3}` with the names and parameters of the tables. An overlay replaces
/// key by key; lists, distributions, the S-curve and a group's template are replaced whole, a driver key by key.
public enum AssumptionsFile {
  /// Reads a user's file, which names its base; the file's name is used in diagnostics and as provenance.
  ///
  /// Throws everything that is wrong at once; doubts alone are not reported.
  public static func read(text: String, file: String) throws(InvalidInput) -> Assumptions {
    let collector = DiagnosticCollector()
    let assumptions = read(text: text, file: file, collector: collector)
    guard let assumptions, !collector.hasErrors else { throw InvalidInput(collector.sorted) }
    return assumptions
  }

  /// A set that comes with the program; its text is read once in a run.
  public static func builtIn(_ name: BuiltInAssumptions) throws(InvalidInput) -> Assumptions {
    switch name {
    case .vietnam2026: try vietnam2026.get()
    case .ideal: try ideal.get()
    }
  }

  private static let vietnam2026 = Result { () throws(InvalidInput) in try complete(.vietnam2026) }
  private static let ideal = Result { () throws(InvalidInput) in try complete(.ideal) }

  /// As the public function of this name, with doubts as warnings; nil after reports to the collector.
  static func read(text: String, file: String, collector: DiagnosticCollector) -> Assumptions? {
    guard let top = YAMLTree.read(text: text, file: file, collector: collector) else { return nil }
    guard let name = top.value("base")?.choice(of: BuiltInAssumptions.self), let base = try? builtIn(name) else {
      return nil
    }
    var reader = AssumptionsReader(presence: .optional, draft: base)
    return reader.read(top, defaultName: "\(base.name) + \(file)")
  }

  /// A set with the keys of a text without a base; nil after reports to the collector.
  static func overlay(
    text: String, on base: Assumptions, file: String, collector: DiagnosticCollector
  ) -> Assumptions? {
    guard let top = YAMLTree.read(text: text, file: file, collector: collector) else { return nil }
    var reader = AssumptionsReader(presence: .optional, draft: base)
    return reader.read(top, defaultName: "\(base.name) + \(file)")
  }

  /// Of a file without a base, which states every key.
  private static func complete(_ name: BuiltInAssumptions) throws(InvalidInput) -> Assumptions {
    let collector = DiagnosticCollector()
    let top = YAMLTree.read(text: name.text, file: "\(name.rawValue).yaml", collector: collector)
    var assumptions: Assumptions?
    if let top, let blank = Assumptions.blank {
      var reader = AssumptionsReader(presence: .required, draft: blank)
      assumptions = reader.read(top, defaultName: nil)
    }
    guard let assumptions, !collector.hasErrors else { throw InvalidInput(collector.sorted) }
    return assumptions
  }
}

extension Assumptions {
  /// What a file without a base starts from; every key of it is then required.
  fileprivate static var blank: Assumptions? {
    guard let one = try? Distribution(.fixed(1)) else { return nil }
    return Assumptions(
      name: "",
      calendar: Calendar(
        officeWeekend: [], holidays: [], siteRestDays: [], siteClosures: [], monthlyWorkability: []),
      templates: [:], productivity: one, sCurve: .linear,
      claims: Claims(monthlyRates: [], discipline: one, coverage: one, mode: .share, waitsForTreasury: false),
      constructionDays: [:], advanceShares: [:],
      payableBeforeSettlement: 0, acceptedBeforeYear: 0, preparationPayments: [:],
      systemic: Systemic(duration: 0, productivity: 0, discipline: 0), drivers: [], revenueFactor: one,
      revenueMonthlyShares: [], provenance: [])
  }
}

/// Reads the keys of a file into a draft and keeps the place of each, for what the audit finds and for the provenance.
private struct AssumptionsReader {
  /// Whether keys may be left to the base.
  let presence: Presence
  var draft: Assumptions
  private var places: [String: YAMLValue] = [:]
  /// Key paths set by the file, in its reading order.
  private var settled: [String] = []

  init(presence: Presence, draft: Assumptions) {
    self.presence = presence
    self.draft = draft
  }

  mutating func read(_ top: YAMLMapping, defaultName: String?) -> Assumptions? {
    top.checkSchema(1)
    draft.name = top.string("name", defaultName == nil ? .required : .optional) ?? defaultName ?? ""
    if let part = top.mapping("calendar", presence) { readCalendar(part) }
    if let part = top.mapping("templates", presence) { readTemplates(part) }
    if let value = distribution(in: top, "productivity") { draft.productivity = value }
    readSCurve(top)
    if let part = top.mapping("claims", presence) { readClaims(part) }
    if let part = top.mapping("constructionDays", presence) { readByGroup(part, \.constructionDays) }
    if let part = top.mapping("advanceShares", presence) { readByGroup(part, \.advanceShares) }
    if let value = number(in: top, "payableBeforeSettlement") { draft.payableBeforeSettlement = value }
    if let value = number(in: top, "acceptedBeforeYear") { draft.acceptedBeforeYear = value }
    if let part = top.mapping("preparationPayments", presence) { readPreparationPayments(part) }
    if let part = top.mapping("systemic", presence) { readSystemic(part) }
    readDrivers(top)
    if let value = distribution(in: top, "revenueFactor") { draft.revenueFactor = value }
    if let values = numbers(in: top, "revenueMonthlyShares") { draft.revenueMonthlyShares = values }
    readProvenance(top)
    top.finish()
    reportProblems(at: top)
    return draft
  }

  // MARK: Sections

  private mutating func readCalendar(_ part: YAMLMapping) {
    if let days = weekdays(in: part, "officeWeekend") { draft.calendar.officeWeekend = days }
    if let days = list(in: part, "holidays", { $0.date() }) { draft.calendar.holidays = Set(days) }
    if let days = weekdays(in: part, "siteRestDays") { draft.calendar.siteRestDays = days }
    if let periods = list(in: part, "siteClosures", { $0.period() }) { draft.calendar.siteClosures = periods }
    if let values = numbers(in: part, "monthlyWorkability") { draft.calendar.monthlyWorkability = values }
    part.finish()
  }

  private mutating func readTemplates(_ part: YAMLMapping) {
    for group in ProjectGroup.allCases {
      guard let value = part.value(group.rawValue, .optional) else { continue }
      settle(value)
      guard let items = value.list() else { continue }
      let activities = items.compactMap { $0.mapping() }.compactMap { activity(from: $0) }
      guard activities.count == items.count else { continue }
      do {
        draft.templates[group] = try ActivityNetwork(activities)
      } catch {
        reportNetwork(error, at: value)
      }
    }
    part.finish()
  }

  private func activity(from part: YAMLMapping) -> Activity? {
    let name = part.string("activity")
    let predecessors = part.list("predecessors", .optional)?.compactMap { $0.string() } ?? []
    let duration = part.distribution()
    let days =
      part.value("days", .optional)?.choice(from: [("calendar", Activity.DayKind.calendar), ("working", .working)])
      ?? .calendar
    let holdsBack = part.number("holdsBack", in: 0...1, .optional).flatMap { Ratio($0) } ?? .one
    part.finish()
    guard let name, let duration else { return nil }
    return Activity(name: name, predecessors: predecessors, duration: duration, days: days, holdsBack: holdsBack)
  }

  private mutating func readSCurve(_ top: YAMLMapping) {
    guard let value = top.value("sCurve", presence) else { return }
    settle(value)
    guard let part = value.mapping() else { return }
    defer { part.finish() }
    switch part.value("kind")?.choice(of: SCurveKind.self) {
    case .cubic:
      guard let c1 = part.number("c1", in: anyNumber), let c2 = part.number("c2", in: anyNumber) else { return }
      draft.sCurve = .cubic(c1: c1, c2: c2)
    case .kumaraswamy:
      guard let a = part.number("a", in: anyNumber), let b = part.number("b", in: anyNumber) else { return }
      draft.sCurve = .kumaraswamy(a: a, b: b)
    case .monthly:
      guard let items = part.list("cumulative") else { return }
      draft.sCurve = .monthly(cumulative: items.compactMap { $0.number(in: anyNumber) })
    case nil: return
    }
  }

  private mutating func readClaims(_ part: YAMLMapping) {
    if let values = numbers(in: part, "monthlyRates") { draft.claims.monthlyRates = values }
    if let value = distribution(in: part, "discipline") { draft.claims.discipline = value }
    if let value = distribution(in: part, "coverage") { draft.claims.coverage = value }
    if let value = part.value("mode", presence) {
      settle(value)
      draft.claims.mode = value.choice(from: [("lump", .lump), ("share", .share)]) ?? draft.claims.mode
    }
    if let value = part.value("waitsForTreasury", presence) {
      settle(value)
      draft.claims.waitsForTreasury = value.bool() ?? draft.claims.waitsForTreasury
    }
    part.finish()
  }

  private mutating func readByGroup(
    _ part: YAMLMapping, _ numbers: WritableKeyPath<Assumptions, [ProjectGroup: Double]>
  ) {
    for group in ProjectGroup.allCases {
      if let value = number(in: part, group.rawValue, .optional) { draft[keyPath: numbers][group] = value }
    }
    part.finish()
  }

  private mutating func readPreparationPayments(_ part: YAMLMapping) {
    for (activity, _) in part.allValues() {
      if let weight = number(in: part, activity, .optional) { draft.preparationPayments[activity] = weight }
    }
  }

  private mutating func readSystemic(_ part: YAMLMapping) {
    if let value = number(in: part, "duration") { draft.systemic.duration = value }
    if let value = number(in: part, "productivity") { draft.systemic.productivity = value }
    if let value = number(in: part, "discipline") { draft.systemic.discipline = value }
    part.finish()
  }

  // MARK: Drivers

  private mutating func readDrivers(_ top: YAMLMapping) {
    let replaces = presence == .optional ? top.bool("replaceDrivers", .optional) ?? false : false
    if replaces { draft.drivers = [] }
    guard let value = top.value("drivers", presence) else { return }
    places[value.path] = value
    var seen = Set<String>()
    for part in (value.list() ?? []).compactMap({ $0.mapping() }) {
      guard let id = part.string("id") else { continue }
      guard seen.insert(id).inserted else {
        part.report(
          "id", found: id, problem: BilingualText(vi: "mã rủi ro lặp lại", en: "the driver id is repeated"),
          remedy: BilingualText(vi: "Đặt mã khác hoặc gộp hai mục", en: "Give it another id or merge the two"))
        continue
      }
      readDriver(part, id: id)
    }
  }

  private mutating func readDriver(_ part: YAMLMapping, id: String) {
    let index = draft.drivers.firstIndex { $0.id == id }
    let base = index.map { draft.drivers[$0] }
    let driver = driver(from: part, id: id, base: base)
    part.finish()
    guard let driver else { return }
    note(part, id: id)
    if let index { draft.drivers[index] = driver } else { draft.drivers.append(driver) }
  }

  private func driver(from part: YAMLMapping, id: String, base: RiskDriver?) -> RiskDriver? {
    let presence: Presence = base == nil ? .required : .optional
    let name = part.bilingualText("name", presence) ?? base?.name
    let scope = part.choice("scope", of: RiskDriver.Scope.self, presence) ?? base?.scope
    let probability = part.number("probability", in: anyNumber, presence) ?? base?.probability
    let effect = part.choice("effect", of: RiskDriver.Effect.self, presence) ?? base?.effect
    let appliesTo = part.list("appliesTo", .optional)?.compactMap { $0.string() } ?? base?.appliesTo ?? []
    let isStated = !part.present(of: ["distribution", "p1", "p2", "p3"]).isEmpty
    let isNeeded = effect != .blocked && (base == nil || base?.effect == .blocked)
    let stated = isStated || isNeeded ? part.distribution() : nil
    // A driver that blocks has no impact to draw.
    let impact = stated ?? (isStated || isNeeded ? nil : base?.impact ?? (try? Distribution(.fixed(1))))
    guard let name, let scope, let probability, let effect, let impact else { return nil }
    return RiskDriver(
      id: id, name: name, scope: scope, probability: probability, effect: effect, appliesTo: appliesTo, impact: impact)
  }

  /// Keeps the places of a driver's keys under the paths that the audit and the provenance use.
  private mutating func note(_ part: YAMLMapping, id: String) {
    let path = "drivers.\(id)"
    places[path] = part.value
    for key in ["scope", "appliesTo"] { places["\(path).\(key)"] = part.value(key, .optional) }
    if let probability = part.value("probability", .optional) {
      places["\(path).probability"] = probability
      settled.append("\(path).probability")
    }
    if let impact = part.value("p1", .optional) {
      places["\(path).impact"] = impact
      settled.append("\(path).impact")
    }
  }

  // MARK: Provenance

  private mutating func readProvenance(_ top: YAMLMapping) {
    let part = top.mapping("provenance", presence)
    let stated = (part?.allValues() ?? []).compactMap { key, value in
      value.mapping().flatMap { provenance(key: key, from: $0) }
    }
    for entry in stated { checkKey(of: entry, in: part) }
    guard presence == .optional else { return draft.provenance = stated }
    let file = top.file
    let replaced = settled + stated.map(\.key)
    let kept = draft.provenance.filter { entry in !replaced.contains { isPath(entry.key, within: $0) } }
    let unstated = settled.filter { key in !stated.contains { isPath(key, within: $0.key) } }
    draft.provenance =
      kept + stated + unstated.map { Assumptions.Provenance(key: $0, basis: .user, source: file) }
  }

  private func provenance(key: String, from part: YAMLMapping) -> Assumptions.Provenance? {
    let basis = part.choice("basis", of: Assumptions.Provenance.Basis.self)
    let source = part.string("source")
    part.finish()
    guard let basis, let source else { return nil }
    return Assumptions.Provenance(key: key, basis: basis, source: source)
  }

  private func checkKey(of entry: Assumptions.Provenance, in part: YAMLMapping?) {
    let paths = draft.keyPaths
    let sections = [
      "calendar", "templates", "claims", "constructionDays", "advanceShares", "preparationPayments", "systemic",
      "drivers",
    ]
    let groups = ProjectGroup.allCases.map { "templates.\($0.rawValue)" }
    guard !sections.contains(entry.key), !groups.contains(entry.key),
      !paths.contains(where: { isPath($0, within: entry.key) })
    else { return }
    let near = nearestWord(to: entry.key, in: paths + sections)
    part?.report(
      entry.key, found: entry.key,
      problem: BilingualText(vi: "không có giả định nào ở khóa này", en: "nothing is assumed under this key"),
      remedy: near.map { BilingualText(vi: "Có lẽ là «\($0)»", en: "Perhaps it is «\($0)»") }
        ?? BilingualText(vi: "Ghi đường dẫn như claims.monthlyRates", en: "Write a path such as claims.monthlyRates"))
  }

  private func isPath(_ path: String, within upper: String) -> Bool { path == upper || path.hasPrefix(upper + ".") }

  // MARK: Leaves

  private mutating func settle(_ value: YAMLValue) {
    places[value.path] = value
    settled.append(value.path)
  }

  private mutating func value(in mapping: YAMLMapping, _ key: String, _ presence: Presence?) -> YAMLValue? {
    guard let value = mapping.value(key, presence ?? self.presence) else { return nil }
    settle(value)
    return value
  }

  private mutating func number(in mapping: YAMLMapping, _ key: String, _ presence: Presence? = nil) -> Double? {
    let number = value(in: mapping, key, presence)?.number(in: anyNumber)
    if number == nil { places["\(mapping.path).\(key)"] = nil }
    return number
  }

  private mutating func distribution(in mapping: YAMLMapping, _ key: String) -> Distribution? {
    guard let part = value(in: mapping, key, nil)?.mapping() else { return nil }
    let distribution = part.distribution()
    part.finish()
    return distribution
  }

  /// A list of which every item could be read.
  private mutating func list<Item>(
    in mapping: YAMLMapping, _ key: String, _ item: (YAMLValue) -> Item?
  ) -> [Item]? {
    guard let items = value(in: mapping, key, nil)?.list() else { return nil }
    let read = items.compactMap(item)
    return read.count == items.count ? read : nil
  }

  private mutating func numbers(in mapping: YAMLMapping, _ key: String) -> [Double]? {
    list(in: mapping, key) { $0.number(in: anyNumber) }
  }

  private mutating func weekdays(in mapping: YAMLMapping, _ key: String) -> Set<Int>? {
    list(in: mapping, key) { $0.choice(of: Weekday.self) }.map { Set($0.map(\.number)) }
  }

  // MARK: Problems

  private func reportProblems(at top: YAMLMapping) {
    let hadErrors = top.collector.hasErrors
    for problem in draft.problems {
      guard let place = place(of: problem.key) else {
        if !hadErrors, !problem.isWarning { report(problem, at: top.value) }
        continue
      }
      report(problem, at: place)
    }
  }

  /// The place of the key path or of the nearest one above it that the file sets.
  private func place(of key: String) -> YAMLValue? {
    var path = key[...]
    while !path.isEmpty {
      if let place = places[String(path)] { return place }
      guard let dot = path.lastIndex(of: ".") else { return nil }
      path = path[..<dot]
    }
    return nil
  }

  private func report(_ problem: AssumptionsProblem, at place: YAMLValue) {
    let (text, remedy) = AssumptionsPhrases.words(for: problem.defect)
    place.report(severity: problem.isWarning ? .warning : .error, problem: text, remedy: remedy)
  }

  private func reportNetwork(_ error: ActivityNetworkError, at value: YAMLValue) {
    let (text, remedy) = AssumptionsPhrases.words(for: error)
    value.report(problem: text, remedy: remedy)
  }
}

/// The audit knows the ranges.
private let anyNumber = YAMLSyntax.anyNumber

private enum SCurveKind: String, CaseIterable {
  case cubic, kumaraswamy, monthly
}

private enum Weekday: String, CaseIterable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  /// 1 for Monday … 7 for Sunday.
  var number: Int { (Self.allCases.firstIndex(of: self) ?? 0) + 1 }
}

extension YAMLValue {
  /// `{from, to}`, both days included.
  fileprivate func period() -> ClosedRange<Day>? {
    guard let part = mapping() else { return nil }
    let from = part.date("from")
    let to = part.date("to")
    part.finish()
    guard let from, let to else { return nil }
    guard from <= to else {
      part.report(
        "to", found: to.description,
        problem: BilingualText(vi: "ngày cuối trước ngày đầu \(from)", en: "the last day is before the first, \(from)"),
        remedy: BilingualText(vi: "Đổi hai ngày cho nhau", en: "Swap the two"))
      return nil
    }
    return from...to
  }
}
