import Disbursement
import Portfolio
import Rulebook
import Yams

/// What `scenario.yaml` says; nil where it does not say it in a usable way, which has then been reported.
struct ScenarioSettings {
  static let defaultAssumptions = "vietnam-2026"
  static let defaultReplications = 10_000
  static let defaultSeed: UInt64 = 1

  var name: String?
  var fiscalYear: FiscalYear?
  var asOf: Day?
  var rulebook: Reference?
  var assumptions: Reference?
  var unit: MoneyUnit?
  var style: NumberStyle?
  var declaresStyle = false
  var replications = defaultReplications
  var seed = defaultSeed
  var targets: [Target] = []

  /// The name of a built-in set or the path of a file, and where it is written.
  struct Reference {
    var name: String
    var value: YAMLValue?
    /// What names it in place of the file.
    var setting: ScenarioSetting?

    func report(_ phrase: Phrase, to log: ScenarioLog) {
      if let setting { return setting.report(phrase, found: name, to: log) }
      log.report(
        phrase.diagnostic(
          file: ScenarioFolder.settingsFile, row: value?.line, column: value?.node.mark.map { String($0.column) },
          found: name))
    }
  }

  init(_ top: YAMLMapping) {
    top.checkSchema(1)
    name = top.string("name")
    fiscalYear = top.integer("fiscalYear", in: 2000...2100).flatMap { FiscalYear($0) }
    asOf = top.value("asOf").flatMap { Self.asOf($0, in: fiscalYear) }
    rulebook = Self.reference("rulebook", .required, in: top)
    unit = top.choice("unit")
    declaresStyle = top.has("numberStyle")
    style = declaresStyle ? top.choice("numberStyle") : .plain
    readSimulation(top)
    assumptions =
      top.has("assumptions")
      ? Self.reference("assumptions", .required, in: top) : Reference(name: Self.defaultAssumptions, value: nil)
    targets = (top.mappings("targets", .optional) ?? []).compactMap { Self.target($0, in: fiscalYear) }
    top.finish()
  }

  private static func reference(_ key: String, _ presence: Presence, in top: YAMLMapping) -> Reference? {
    guard let value = top.value(key, presence), let name = value.string() else { return nil }
    return Reference(name: name, value: value)
  }

  private static func asOf(_ value: YAMLValue, in year: FiscalYear?) -> Day? {
    guard let day = value.date() else { return nil }
    guard let year, day < year.eve || day > year.cutOff else { return day }
    value.report(ScenarioPhrases.asOfOutside(year), found: value.scalar)
    return nil
  }

  private mutating func readSimulation(_ top: YAMLMapping) {
    guard let simulation = top.mapping("simulation", .optional) else { return }
    replications =
      simulation.integer("replications", in: 1...ForecastSettings.largestReplications, .optional)
      ?? Self.defaultReplications
    seed = simulation.value("seed", .optional).flatMap(Self.seed) ?? Self.defaultSeed
    simulation.finish()
  }

  private static func seed(_ value: YAMLValue) -> UInt64? {
    if let text = value.scalar, text.utf8.allSatisfy({ (48...57).contains($0) }), let seed = UInt64(text) {
      return seed
    }
    value.report(ScenarioPhrases.wholeNumber(from: 0, to: String(UInt64.max)), found: value.scalar)
    return nil
  }

  private static func target(_ mapping: YAMLMapping, in year: FiscalYear?) -> Target? {
    let date = mapping.value("date").flatMap { value -> Day? in
      guard let day = value.date() else { return nil }
      guard let year, day < year.firstDay || day > year.cutOff else { return day }
      value.report(ScenarioPhrases.targetOutside(year), found: value.scalar)
      return nil
    }
    let rate = mapping.number("rate", in: 0...1).flatMap { Ratio($0) }
    let probability = mapping.number("probability", in: 0...1)
    mapping.finish()
    guard let date, let rate, let probability else { return nil }
    return Target(date: date, rate: rate, probability: probability)
  }
}

extension YAMLValue {
  func report(_ phrase: Phrase, found: String?) {
    report(found: found, problem: phrase.problem, remedy: phrase.remedy)
  }
}
