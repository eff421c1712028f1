public import Disbursement
import Portfolio
import Rulebook

/// Policies for moving capital in the course of the year, beside the tables of a scenario.
///
/// ```yaml
/// schema: 1
/// policies:
///   - id: slow-to-key
///     name: {vi: Dự án chậm nhường vốn cho dự án trọng điểm, en: Slow projects give to key projects}
///     rules:
///       - window: 2026-09-24
///         takeFrom: {groups: [carry-over, new-start], paidBelow: 0.4, share: 0.8, keep: 0.05}
///         giveTo: {groups: [carry-over, new-start], keyProjects: first, paidAtLeast: 0.5}
/// ```
///
/// | Key | Value | Default |
/// |---|---|---|
/// | `window` | an adjustment window of the rulebook, on or after the as-of day | |
/// | `takeFrom.groups` | groups whose projects give | carry-over, new-start |
/// | `takeFrom.paidBelow` | projects give that have been paid less than this share of their plan | |
/// | `takeFrom.share` | share of what has not been paid that they give | 1 |
/// | `takeFrom.keep` | share of the plan that they keep at least | 0 |
/// | `giveTo.groups` | groups whose projects receive | all |
/// | `giveTo.keyProjects` | `first`, `only` or `alike` | `first` |
/// | `giveTo.paidAtLeast` | projects receive that have been paid at least this share of their plan | 0 |
public enum PolicyFile {
  public static let name = "policies.yaml"

  /// The policies beside a scenario's tables; nil without the file. Throws everything that is wrong with it at once.
  public static func read(for scenario: Scenario) throws(InvalidInput) -> [CapitalPolicy]? {
    let log = ScenarioLog()
    let files = ScenarioFolder(scenario.store, log: log)
    guard files.has(name) else { return nil }
    guard let text = files.text(of: name) else { throw InvalidInput(log.diagnostics) }
    return try read(text: text, file: name, for: scenario.inputs)
  }

  /// The policies of a text.
  public static func read(
    text: String, file: String, for inputs: ForecastInputs
  ) throws(InvalidInput) -> [CapitalPolicy] {
    let collector = DiagnosticCollector()
    var reader = PolicyReader()
    if let top = YAMLTree.read(text: text, file: file, collector: collector) { reader.read(top) }
    reader.report(CapitalPolicy.problems(of: reader.policies, inputs))
    try collector.throwIfErrors()
    return reader.policies
  }
}

/// Reads the keys of a file and keeps the place of each policy and rule for what the audit finds.
private struct PolicyReader {
  private(set) var policies: [CapitalPolicy] = []
  private var places: [(policy: YAMLMapping, rules: [YAMLMapping])] = []

  mutating func read(_ top: YAMLMapping) {
    top.checkSchema(1)
    for part in top.mappings("policies") ?? [] {
      let id = part.string("id")
      let name = part.bilingualText("name")
      let items = part.mappings("rules") ?? []
      let rules = items.map { ($0, Self.rule($0)) }
      part.finish()
      guard let id, let name else { continue }
      let sound = rules.compactMap { place, rule in rule.map { (place, $0) } }
      guard sound.count == items.count else { continue }
      policies.append(CapitalPolicy(id: id, name: name, rules: sound.map(\.1)))
      places.append((part, sound.map(\.0)))
    }
    top.finish()
  }

  private static func rule(_ part: YAMLMapping) -> CapitalMoveRule? {
    let window = part.date("window")
    let take = part.mapping("takeFrom").flatMap(taking)
    let give = part.has("giveTo") ? part.mapping("giveTo").flatMap(giving) : CapitalMoveRule.Giving()
    part.finish()
    guard let window, let take, let give else { return nil }
    return CapitalMoveRule(window: window, take: take, give: give)
  }

  private static func taking(_ part: YAMLMapping) -> CapitalMoveRule.Taking? {
    let groups = groups(in: part) ?? CapitalMoveRule.Taking.usualGroups
    let paidBelow = share("paidBelow", in: part, .required)
    let share = share("share", in: part) ?? .one
    let keep = self.share("keep", in: part) ?? .zero
    part.finish()
    return paidBelow.map { CapitalMoveRule.Taking(groups: groups, paidBelow: $0, share: share, keep: keep) }
  }

  private static func giving(_ part: YAMLMapping) -> CapitalMoveRule.Giving {
    let groups = groups(in: part) ?? Set(ProjectGroup.allCases)
    let keyProjects = part.choice("keyProjects", of: CapitalMoveRule.Giving.KeyProjects.self, .optional) ?? .first
    let paidAtLeast = share("paidAtLeast", in: part) ?? .zero
    part.finish()
    return CapitalMoveRule.Giving(groups: groups, keyProjects: keyProjects, paidAtLeast: paidAtLeast)
  }

  private static func groups(in part: YAMLMapping) -> Set<ProjectGroup>? {
    part.list("groups", .optional).map { Set($0.compactMap { $0.choice(of: ProjectGroup.self) }) }
  }

  private static func share(_ key: String, in part: YAMLMapping, _ presence: Presence = .optional) -> Ratio? {
    part.number(key, in: 0...1, presence).flatMap { Ratio($0) }
  }

  func report(_ problems: [PolicyProblem]) {
    for problem in problems where places.indices.contains(problem.policy) {
      let place = places[problem.policy]
      let part = problem.rule.map { place.rules[$0] } ?? place.policy
      let (key, phrase) = PolicyPhrases.phrase(of: problem.defect)
      part.report(key, problem: phrase.problem, remedy: phrase.remedy)
    }
  }
}
