public import Portfolio
public import Rulebook

/// Rules by which capital is moved in the course of the year, each on what is known by its window.
public struct CapitalPolicy: Hashable, Sendable {
  public var id: String
  public var name: BilingualText
  /// In the order in which they are applied: windows never descend.
  public var rules: [CapitalMoveRule]

  /// Policies that are compared at once.
  public static let largestCount = 16
  public static let largestRuleCount = 32

  public init(id: String, name: BilingualText, rules: [CapitalMoveRule]) {
    self.id = id
    self.name = name
    self.rules = rules
  }
}

/// At a window, take from projects that have been paid little of their plan and give to others of the same source.
public struct CapitalMoveRule: Hashable, Sendable {
  /// Who gives, and how much.
  public struct Taking: Hashable, Sendable {
    public var groups: Set<ProjectGroup>
    /// Projects give that have been paid less than this share of their plan as it then stands …
    public var paidBelow: Ratio
    /// … this share of what has not been paid …
    public var share: Ratio
    /// … but keep at least this share of the plan, and never less than the rules leave them.
    public var keep: Ratio

    /// Groups whose capital depends on how work goes; completed projects and preparation tasks get their full capital (rule A4).
    public static let usualGroups: Set<ProjectGroup> = [.carryOver, .newStart]

    public init(
      groups: Set<ProjectGroup> = Self.usualGroups, paidBelow: Ratio, share: Ratio = .one, keep: Ratio = .zero
    ) {
      self.groups = groups
      self.paidBelow = paidBelow
      self.share = share
      self.keep = keep
    }
  }

  /// Who receives: projects that can absorb more, in proportion to how much more.
  public struct Giving: Hashable, Sendable {
    public enum KeyProjects: String, CaseIterable, Hashable, Sendable {
      /// Others receive what key projects cannot absorb.
      case first
      case only
      /// Like all others.
      case alike
    }

    public var groups: Set<ProjectGroup>
    public var keyProjects: KeyProjects
    /// Projects receive that have been paid at least this share of their plan.
    public var paidAtLeast: Ratio

    public init(
      groups: Set<ProjectGroup> = Set(ProjectGroup.allCases), keyProjects: KeyProjects = .first,
      paidAtLeast: Ratio = .zero
    ) {
      self.groups = groups
      self.keyProjects = keyProjects
      self.paidAtLeast = paidAtLeast
    }
  }

  /// The day after whose payments the plans change; an adjustment window of the rulebook.
  public var window: Day
  public var take: Taking
  public var give: Giving

  public init(window: Day, take: Taking, give: Giving) {
    self.window = window
    self.take = take
    self.give = give
  }
}

/// What is wrong with policies: which one, which of its rules (from 0), and why.
public struct PolicyProblem: Hashable, Sendable {
  public enum Defect: Hashable, Sendable {
    case duplicate
    case noRules
    case tooMany(limit: Int)
    /// The day is no window of the rulebook that lies on or after the as-of day and not after the last one.
    case noOpenWindow(Day, open: [Day])
    case windowsDescend(Day, before: Day)
    case noGroups
    /// A share of 0 takes nothing.
    case takesNothing
  }

  public var policy: Int
  public var rule: Int?
  public var defect: Defect

  public init(policy: Int, rule: Int?, defect: Defect) {
    self.policy = policy
    self.rule = rule
    self.defect = defect
  }
}

extension CapitalPolicy {
  /// Everything that keeps policies from being played on a portfolio under its rulebook.
  public static func problems(of policies: [CapitalPolicy], _ inputs: ForecastInputs) -> [PolicyProblem] {
    var problems: [PolicyProblem] = []
    if policies.count > largestCount {
      problems.append(PolicyProblem(policy: largestCount, rule: nil, defect: .tooMany(limit: largestCount)))
    }
    let open = ReallocationQuestion.openWindows(inputs.rulebook, from: inputs.portfolio.asOf)
    var ids: Set<String> = []
    for (number, policy) in policies.enumerated() {
      func report(_ defect: PolicyProblem.Defect, rule: Int? = nil) {
        problems.append(PolicyProblem(policy: number, rule: rule, defect: defect))
      }
      if !ids.insert(policy.id).inserted { report(.duplicate) }
      if policy.rules.isEmpty { report(.noRules) }
      if policy.rules.count > largestRuleCount { report(.tooMany(limit: largestRuleCount)) }
      for (index, rule) in policy.rules.enumerated() {
        if !open.contains(rule.window) { report(.noOpenWindow(rule.window, open: open), rule: index) }
        if index > 0, rule.window < policy.rules[index - 1].window {
          report(.windowsDescend(rule.window, before: policy.rules[index - 1].window), rule: index)
        }
        if rule.take.groups.isEmpty || rule.give.groups.isEmpty { report(.noGroups, rule: index) }
        if rule.take.share == .zero || rule.take.paidBelow == .zero { report(.takesNothing, rule: index) }
      }
    }
    return problems
  }
}
