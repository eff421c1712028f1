public import Portfolio

/// A milestone in force: at least `share` of the group's plan disbursed by the end of `date`.
public struct Milestone: Hashable, Sendable {
  public var ruleID: String
  public var group: ProjectGroup
  public var date: Day
  public var share: Ratio
}

/// A deadline in force for the start of construction (`activity` nil) or for an activity.
public struct Deadline: Hashable, Sendable {
  public var ruleID: String
  public var group: ProjectGroup
  public var activity: String?
  public var date: Day
}

/// Each question is answered by the version in force on the day that the rule speaks of.
extension Rulebook {
  /// In order of date, then of the book.
  public var milestones: [Milestone] {
    dated { rule in
      guard case .milestone(let group, let date, let share) = rule.content, rule.isInForce(on: date) else { return nil }
      return Milestone(ruleID: rule.id, group: group, date: date, share: share)
    }
  }

  /// In order of date, then of the book.
  public var deadlines: [Deadline] {
    dated { rule in
      switch rule.content {
      case .startDeadline(let group, let date) where rule.isInForce(on: date):
        Deadline(ruleID: rule.id, group: group, activity: nil, date: date)
      case .approvalDeadline(let group, let activity, let date) where rule.isInForce(on: date):
        Deadline(ruleID: rule.id, group: group, activity: activity, date: date)
      default: nil
      }
    }
  }

  /// Dates until which proposals to move capital are taken, ascending.
  public var adjustmentWindows: [Day] {
    Set(
      rules.compactMap { rule -> Day? in
        guard case .adjustmentWindow(let date) = rule.content, rule.isInForce(on: date) else { return nil }
        return date
      }
    ).sorted()
  }

  /// The cap in force on a day; nil when the book has none.
  public func cap(_ wanted: Rule.Cap, on day: Day) -> Double? {
    for rule in rules where rule.isInForce(on: day) {
      if case .cap(wanted, let value) = rule.content { return value }
    }
    return nil
  }

  /// Groups in the order in which claims on a source short of cash are met; empty when the book sets none.
  public func paymentPriority(on day: Day) -> [ProjectGroup] {
    for rule in rules where rule.isInForce(on: day) {
      if case .paymentPriority(let groups) = rule.content { return groups }
    }
    return []
  }

  private func dated<Answer>(_ answer: (Rule) -> Answer?) -> [Answer] {
    rules.enumerated()
      .sorted {
        ($0.element.content.date?.ordinal ?? 0, $0.offset) < ($1.element.content.date?.ordinal ?? 0, $1.offset)
      }
      .compactMap { answer($0.element) }
  }
}
