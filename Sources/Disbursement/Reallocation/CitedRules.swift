public import Rulebook

extension ReallocationProposal {
  /// Every rule that a constraint, a bound or a move names, once, in order of their ids.
  public var citedRules: [Rule] {
    var rules: [String: Rule] = [:]
    func cite(_ rule: Rule?) {
      guard let rule, rules[rule.id] == nil else { return }
      rules[rule.id] = rule
    }
    for constraint in constraints { cite(constraint.rule) }
    for bounds in allocations.lazy.map(\.bounds) + projects.lazy.map(\.bounds) {
      for bound in bounds.floors + bounds.ceilings { cite(bound.rule) }
    }
    for move in moves { move.rules.forEach(cite) }
    return rules.values.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
  }
}
