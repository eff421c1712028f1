public import Portfolio

extension Rulebook {
  static func problems(of rules: [Rule], fiscalYear: FiscalYear) -> [InvalidRulebook.Problem] {
    guard !rules.isEmpty else { return [InvalidRulebook.Problem(ruleID: "", defect: .noRules)] }
    return rules.flatMap { problems(of: $0, fiscalYear: fiscalYear) } + overlaps(in: rules)
      + rivals(in: rules) + decreases(in: rules)
  }

  private static func problems(of rule: Rule, fiscalYear: FiscalYear) -> [InvalidRulebook.Problem] {
    var defects: [InvalidRulebook.Problem.Defect] = []
    if let expires = rule.expires, expires < rule.effective { defects.append(.expiresBeforeEffective) }
    if let date = rule.content.date, date < fiscalYear.firstDay || date > fiscalYear.cutOff {
      defects.append(.dateOutsideYear(date, first: fiscalYear.firstDay, last: fiscalYear.cutOff))
    }
    switch rule.content {
    case .cap(let cap, let value) where !(cap.range.contains(value)):
      defects.append(.capOutside(value, lower: cap.range.lowerBound, upper: cap.range.upperBound))
    case .paymentPriority(let groups):
      var seen = Set<ProjectGroup>()
      for group in groups where !seen.insert(group).inserted { defects.append(.repeatedGroup(group)) }
    default: break
    }
    return defects.map { InvalidRulebook.Problem(ruleID: rule.id, defect: $0) }
  }

  private static func overlaps(in rules: [Rule]) -> [InvalidRulebook.Problem] {
    Dictionary(grouping: rules, by: \.id).sorted { $0.key < $1.key }.flatMap { id, versions in
      let ordered = versions.sorted { $0.effective < $1.effective }
      return zip(ordered, ordered.dropFirst()).compactMap { earlier, later -> InvalidRulebook.Problem? in
        guard earlier.isInForce(on: later.effective) else { return nil }
        return InvalidRulebook.Problem(ruleID: id, defect: .overlappingVersions(first: later.effective))
      }
    }
  }

  /// Rules of different ids that answer the same question on the same day.
  private static func rivals(in rules: [Rule]) -> [InvalidRulebook.Problem] {
    Dictionary(grouping: rules.filter { $0.content.question != nil }) { $0.content.question }.values.flatMap {
      answers in
      let ordered = answers.sorted { ($0.effective, $0.id) < ($1.effective, $1.id) }
      return zip(ordered, ordered.dropFirst()).compactMap { earlier, later -> InvalidRulebook.Problem? in
        guard earlier.id != later.id, earlier.isInForce(on: later.effective) else { return nil }
        return InvalidRulebook.Problem(ruleID: later.id, defect: .sameQuestion(as: earlier.id, first: later.effective))
      }
    }.sorted { $0.ruleID < $1.ruleID }
  }

  private static func decreases(in rules: [Rule]) -> [InvalidRulebook.Problem] {
    ProjectGroup.allCases.flatMap { group in
      let steps = rules.compactMap { rule -> (id: String, date: Day, share: Ratio)? in
        guard case .milestone(group, let date, let share) = rule.content, rule.isInForce(on: date) else { return nil }
        return (rule.id, date, share)
      }.sorted { $0.date < $1.date }
      return zip(steps, steps.dropFirst()).compactMap { earlier, later -> InvalidRulebook.Problem? in
        guard later.share < earlier.share else { return nil }
        return InvalidRulebook.Problem(ruleID: later.id, defect: .decreasingShare(group: group))
      }
    }
  }
}

extension Rule.Content {
  /// What only one rule may answer at a time; nil for contents of which there may be several.
  fileprivate var question: String? {
    switch self {
    case .cap(let cap, _): cap.rawValue
    case .paymentPriority: "payment-priority"
    case .milestone, .startDeadline, .approvalDeadline, .adjustmentWindow, .calendarDate, .statement: nil
    }
  }

  /// The date in the plan year that the content names; nil when it names none.
  public var date: Day? {
    switch self {
    case .milestone(_, let date, _), .startDeadline(_, let date), .approvalDeadline(_, _, let date),
      .adjustmentWindow(let date), .calendarDate(let date):
      date
    case .cap, .paymentPriority, .statement: nil
    }
  }
}

extension Rule.Cap {
  /// The values that make sense for this cap.
  public var range: ClosedRange<Double> {
    switch self {
    case .advanceCeiling, .advanceRecoveredBy, .paidOfPlan, .paidOfTotalInvestment: 0...1
    case .treasuryPaymentDays, .treasuryAdvanceDays: 0...60
    case .advanceGraceMonthsContract, .advanceGraceMonthsOther: 0...60
    case .advanceGraceDaysClearance: 0...1_000
    case .arrangementYearsA, .arrangementYearsB, .arrangementYearsC: 1...20
    }
  }
}
