import Disbursement
import Portfolio
import Rulebook
import Stochastics

/// Puts single keys of an assumptions file over a set.
///
/// What is set in part (a month's rate, a parameter of a distribution, an activity of a template) is written out whole with that part changed, and read
/// as a file that overlays the set: with its keys, its ranges and its messages.
struct AssumptionsOverlay {
  private let base: Assumptions
  private let log: ScenarioLog

  init(_ base: Assumptions, log: ScenarioLog) {
    self.base = base
    self.log = log
  }

  /// The set with the keys changed; nil after a report.
  func changed(by settings: [ScenarioSetting]) -> Assumptions? {
    var draft = OverlayDraft(base, log: log)
    for setting in settings { draft.take(setting) }
    let lines = draft.lines()
    let collector = DiagnosticCollector()
    let text = lines.map { $0.text + "\n" }.joined()
    let changed = AssumptionsFile.overlay(text: text, on: base, file: "--set", collector: collector)
    for diagnostic in collector.sorted { report(diagnostic, lines) }
    return draft.isSound && !collector.hasErrors ? changed : nil
  }

  /// In place of a line of the file the settings that wrote it.
  private func report(_ diagnostic: Diagnostic, _ lines: [OverlayLine]) {
    let settings = diagnostic.row.flatMap { lines.indices.contains($0 - 1) ? lines[$0 - 1].settings : nil } ?? []
    // A doubt about what the scenario says itself is not the settings'.
    let isOwn = settings.contains { $0.key.hasSuffix(".appliesTo") || $0.key.hasPrefix("templates.") }
    guard diagnostic.severity == .error || isOwn else { return }
    var told = diagnostic
    told.file = settings.isEmpty ? diagnostic.file : settings.map(\.place).joined(separator: "; ")
    told.row = nil
    told.column = nil
    log.report(told)
  }
}

private struct OverlayLine {
  var text: String
  var settings: [ScenarioSetting] = []
}

/// A file in the making: for each key what of it is set.
private struct OverlayDraft {
  /// A key of which the whole or parts are set.
  private struct Unit {
    /// The section, or nil at the top.
    let section: String?
    let key: String
    var whole: String?
    var parts: [(key: String, value: String)] = []
    var settings: [ScenarioSetting] = []
  }

  private let base: Assumptions
  private let log: ScenarioLog
  private var units: [Unit] = []
  private(set) var isSound = true

  init(_ base: Assumptions, log: ScenarioLog) {
    self.base = base
    self.log = log
  }

  // MARK: Keys

  private static let sections = [
    "calendar": ["officeWeekend", "holidays", "siteRestDays", "siteClosures", "monthlyWorkability"],
    "claims": ["monthlyRates", "discipline", "coverage", "mode", "waitsForTreasury"],
    "systemic": ["duration", "productivity", "discipline"],
    "constructionDays": ProjectGroup.allCases.map(\.rawValue),
    "advanceShares": ProjectGroup.allCases.map(\.rawValue),
  ]
  private static let single = [
    "productivity", "sCurve", "payableBeforeSettlement", "acceptedBeforeYear", "revenueFactor", "revenueMonthlyShares",
  ]
  private static let driverKeys = [
    "name", "scope", "probability", "effect", "appliesTo", "distribution", "p1", "p2", "p3",
  ]
  private static let activityKeys = ["duration", "predecessors", "distribution", "p1", "p2", "p3", "days", "holdsBack"]

  mutating func take(_ setting: ScenarioSetting) {
    guard isValue(setting) else { return }
    let parts = setting.key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let rest = parts.dropFirst().joined(separator: ".")
    switch parts[0] {
    case "driver" where parts.count == 1, "drivers" where parts.count == 1:
      report(setting, SettingPhrases.incomplete("driver"))
    case "driver", "drivers": takeDriver(setting, rest)
    case "templates" where parts.count > 1: takeTemplate(setting, Array(parts.dropFirst()))
    case "preparationPayments" where parts.count > 1: takePayment(setting, activity: rest)
    case let section where Self.sections[section]?.contains(parts.count > 1 ? parts[1] : "") == true:
      put(setting, section: section, key: parts[1], part: parts.count > 2 ? Array(parts.dropFirst(2)) : [])
    case let key where Self.single.contains(key):
      put(setting, section: nil, key: key, part: Array(parts.dropFirst()))
    default: report(setting, SettingPhrases.unknownKey(nearest: nearestWord(to: setting.key, in: knownKeys)))
    }
  }

  private var knownKeys: [String] {
    base.keyPaths + Self.single + base.drivers.map { "driver.\($0.id)" }
      + base.drivers.map { "driver.\($0.id).probability" }
      + Self.sections.flatMap { section, keys in keys.map { "\(section).\($0)" } }.sorted()
      + ["project", "activity", "plan", "source", "driver", "assumptions"]
  }

  /// Whether the text is one value of the file's format, so that it cannot break the lines around it.
  private mutating func isValue(_ setting: ScenarioSetting) -> Bool {
    let collector = DiagnosticCollector()
    let text = "value: " + setting.value.replacing("\n", with: " ")
    if YAMLTree.read(text: text, file: setting.place, collector: collector)?.value("value") != nil { return true }
    isSound = false
    for var diagnostic in collector.sorted {
      diagnostic.row = nil
      diagnostic.column = nil
      log.report(diagnostic)
    }
    return false
  }

  private mutating func report(_ setting: ScenarioSetting, _ phrase: Phrase, found: String? = nil) {
    isSound = false
    setting.report(phrase, found: found, to: log)
  }

  private mutating func takeDriver(_ setting: ScenarioSetting, _ rest: String) {
    let ids = base.drivers.map(\.id)
    if ids.contains(rest) {
      guard setting.value == "off" else { return report(setting, SettingPhrases.onlyOff, found: setting.value) }
      return put(setting, section: "drivers", key: rest, part: ["probability"], value: "0")
    }
    let dot = rest.lastIndex(of: ".")
    let id = dot.map { String(rest[..<$0]) } ?? rest
    guard ids.contains(id), let dot else {
      return report(setting, SettingPhrases.unknown(SettingPhrases.driver, among: ids, id), found: id)
    }
    let key = String(rest[rest.index(after: dot)...])
    guard Self.driverKeys.contains(key) else {
      return report(setting, SettingPhrases.parameters(Self.driverKeys), found: key)
    }
    put(setting, section: "drivers", key: id, part: [key])
  }

  private mutating func takeTemplate(_ setting: ScenarioSetting, _ parts: [String]) {
    let groups = ProjectGroup.allCases.map(\.rawValue)
    guard let group = ProjectGroup(rawValue: parts[0]) else {
      return report(setting, SettingPhrases.unknown(SettingPhrases.group, among: groups, parts[0]), found: parts[0])
    }
    guard parts.count > 1 else { return put(setting, section: "templates", key: parts[0], part: []) }
    let names = base.templates[group]?.activities.map(\.name) ?? []
    let activity = parts[1..<max(2, parts.count - 1)].joined(separator: ".")
    guard parts.count > 2, names.contains(activity) else {
      return report(setting, SettingPhrases.unknown(SettingPhrases.activity, among: names, activity), found: activity)
    }
    guard Self.activityKeys.contains(parts[parts.count - 1]) else {
      return report(setting, SettingPhrases.parameters(Self.activityKeys), found: parts[parts.count - 1])
    }
    put(setting, section: "templates", key: parts[0], part: [activity, parts[parts.count - 1]])
  }

  private mutating func takePayment(_ setting: ScenarioSetting, activity: String) {
    let names = Set(base.templates.values.flatMap { $0.activities.map(\.name) } + base.preparationPayments.keys)
    guard names.contains(activity) else {
      return report(
        setting, SettingPhrases.unknown(SettingPhrases.activity, among: names.sorted(), activity), found: activity)
    }
    put(setting, section: "preparationPayments", key: activity, part: [])
  }

  private mutating func put(
    _ setting: ScenarioSetting, section: String?, key: String, part: [String], value: String? = nil
  ) {
    let place = units.firstIndex { $0.section == section && $0.key == key } ?? units.count
    if place == units.count { units.append(Unit(section: section, key: key)) }
    units[place].settings.append(setting)
    let text = (value ?? setting.value).replacing("\n", with: " ")
    if part.isEmpty {
      units[place].whole = text
    } else {
      let key = part.joined(separator: "\u{0}")
      if units[place].parts.contains(where: { $0.key == key }) { report(setting, SettingPhrases.repeated) }
      units[place].parts.append((key, text))
    }
    if units[place].whole != nil, !units[place].parts.isEmpty { report(setting, SettingPhrases.partly) }
  }

  // MARK: Lines

  /// One line for each key that is set.
  mutating func lines() -> [OverlayLine] {
    var lines = [OverlayLine(text: "schema: 1")]
    for unit in units where unit.section == nil {
      lines.append(OverlayLine(text: "\(unit.key): \(value(of: unit))", settings: unit.settings))
    }
    for section in Set(units.compactMap(\.section)).sorted() {
      lines.append(OverlayLine(text: "\(section):"))
      for unit in units where unit.section == section {
        let text = section == "drivers" ? "- \(value(of: unit))" : "\(Self.quoted(unit.key)): \(value(of: unit))"
        lines.append(OverlayLine(text: "  \(text)", settings: unit.settings))
      }
    }
    return lines
  }

  private mutating func value(of unit: Unit) -> String {
    if let whole = unit.whole { return whole }
    switch (unit.section, unit.key) {
    case ("drivers", _): return driver(unit)
    case ("templates", _): return template(unit)
    case ("claims", "monthlyRates"): return list(unit, base.claims.monthlyRates)
    case ("calendar", "monthlyWorkability"): return list(unit, base.calendar.monthlyWorkability)
    case (nil, "revenueMonthlyShares"): return list(unit, base.revenueMonthlyShares)
    case ("claims", "discipline"): return distribution(unit, base.claims.discipline)
    case ("claims", "coverage"): return distribution(unit, base.claims.coverage)
    case (nil, "productivity"): return distribution(unit, base.productivity)
    case (nil, "revenueFactor"): return distribution(unit, base.revenueFactor)
    case (nil, "sCurve"): return mapping(unit, base.sCurve.keys, naming: "kind", known: ["kind", "c1", "c2", "a", "b"])
    default:
      for setting in unit.settings {
        report(setting, SettingPhrases.unknownKey(nearest: nearestWord(to: setting.key, in: knownKeys)))
      }
      return "~"
    }
  }

  private mutating func list(_ unit: Unit, _ numbers: [Double]) -> String {
    var texts = numbers.map { YAMLSyntax.text($0) }
    for (part, setting) in zip(unit.parts, unit.settings) {
      guard let place = Int(part.key), texts.indices.contains(place - 1) else {
        report(setting, SettingPhrases.indexOutside(texts.count), found: part.key)
        continue
      }
      texts[place - 1] = part.value
    }
    return "[\(texts.joined(separator: ", "))]"
  }

  private mutating func distribution(_ unit: Unit, _ distribution: Distribution) -> String {
    mapping(unit, distribution.keys, naming: "distribution", known: ["distribution", "p1", "p2", "p3"])
  }

  /// The keys of a distribution or a curve with some of them changed; a new name needs new parameters.
  private mutating func mapping(
    _ unit: Unit, _ keys: [(key: String, value: String)], naming name: String, known: [String]
  ) -> String {
    for (part, setting) in zip(unit.parts, unit.settings) where !known.contains(part.key) {
      report(setting, SettingPhrases.parameters(known), found: part.key)
    }
    let parts = unit.parts.filter { known.contains($0.key) }
    return Self.flow(Self.overlaid(keys, with: parts, naming: name))
  }

  private static func overlaid(
    _ keys: [(key: String, value: String)], with parts: [(key: String, value: String)], naming name: String
  ) -> [(key: String, value: String)] {
    var merged = parts.contains { $0.key == name } ? [] : keys
    for part in parts {
      merged.removeAll { $0.key == part.key }
      merged.append(part)
    }
    return merged
  }

  private mutating func driver(_ unit: Unit) -> String {
    let parameters = ["distribution", "p1", "p2", "p3"]
    let stated = unit.parts.filter { parameters.contains($0.key) }
    let other = unit.parts.filter { !parameters.contains($0.key) }
    var keys = [(key: "id", value: Self.quoted(unit.key))] + other
    if let driver = base.drivers.first(where: { $0.id == unit.key }), !stated.isEmpty {
      keys += Self.overlaid(driver.impact.keys, with: stated, naming: "distribution")
    }
    return Self.flow(keys)
  }

  private func template(_ unit: Unit) -> String {
    let activities = ProjectGroup(rawValue: unit.key).flatMap { base.templates[$0] }?.activities ?? []
    let items = activities.map { activity -> String in
      let parts = unit.parts.compactMap { part -> (key: String, value: String)? in
        let names = part.key.split(separator: "\u{0}", omittingEmptySubsequences: false)
        return names.count == 2 && names[0] == activity.name ? (String(names[1]), part.value) : nil
      }
      return Self.flow(Self.keys(of: activity, with: parts))
    }
    return "[\(items.joined(separator: ", "))]"
  }

  private static func keys(
    of activity: Activity, with parts: [(key: String, value: String)]
  ) -> [(key: String, value: String)] {
    let parameters = ["distribution", "p1", "p2", "p3"]
    var stated = parts.filter { parameters.contains($0.key) }
    if let days = parts.first(where: { $0.key == "duration" }) {
      stated = [("distribution", "fixed"), ("p1", days.value)]
    }
    let keys = [
      (key: "activity", value: quoted(activity.name)),
      (key: "predecessors", value: "[\(activity.predecessors.map(quoted).joined(separator: ", "))]"),
      (key: "days", value: activity.days == .working ? "working" : "calendar"),
      (key: "holdsBack", value: YAMLSyntax.text(activity.holdsBack.value)),
    ]
    let other = parts.filter { !parameters.contains($0.key) && $0.key != "duration" }
    return overlaid(keys, with: other, naming: "")
      + overlaid(activity.duration.keys, with: stated, naming: "distribution")
  }

  private static func flow(_ keys: [(key: String, value: String)]) -> String {
    "{" + keys.map { "\($0.key): \($0.value)" }.joined(separator: ", ") + "}"
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}

extension Distribution {
  /// As in a file.
  fileprivate var keys: [(key: String, value: String)] {
    let name: DistributionName =
      switch shape {
      case .fixed: .fixed
      case .uniform: .uniform
      case .triangular: .triangular
      case .pert: .pert
      case .lognormal: .lognormal
      case .normal: .normal
      case .exponential: .exponential
      case .quantiles: .quantiles
      }
    let parameters = shape.parameters.enumerated().map { (key: "p\($0 + 1)", value: YAMLSyntax.text($1)) }
    return [(key: "distribution", value: name.rawValue)] + parameters
  }
}

extension SCurve {
  /// As in a file.
  fileprivate var keys: [(key: String, value: String)] {
    switch self {
    case .cubic(let c1, let c2): [("kind", "cubic"), ("c1", YAMLSyntax.text(c1)), ("c2", YAMLSyntax.text(c2))]
    case .kumaraswamy(let a, let b):
      [("kind", "kumaraswamy"), ("a", YAMLSyntax.text(a)), ("b", YAMLSyntax.text(b))]
    case .monthly(let cumulative):
      [
        ("kind", "monthly"),
        ("cumulative", "[\(cumulative.map { YAMLSyntax.text($0) }.joined(separator: ", "))]"),
      ]
    }
  }
}
