public import Portfolio
public import Rulebook

/// The most or the least that a plan may become, why, and which rule says so.
public struct CapitalBound: Hashable, Sendable {
  public enum Reason: Hashable, Sendable {
    // Why a plan may not be cut below the amount.
    /// Paid to date, with the advance that is still to be recovered.
    case paidToDate(paid: Money, advance: Money)
    /// The most that the simulation pays under the present plan by the window, which lies after the as-of day.
    case paidByWindow(Day)
    /// Full capital for a completed project or preparation task: only what it can never use is free.
    case fullCapital(ProjectGroup, need: Money)
    /// A plan is not negative.
    case nothingLeft

    // Why a plan may not rise above the amount.
    case totalInvestment(Money, paidBefore: Money)
    /// What the project states that it can absorb in the year.
    case absorbable(Money)
    /// It states nothing that it could absorb beyond its plan.
    case absorbableNotStated
    /// Past its years of capital arrangement.
    case arrangementPeriod(SizeClass, firstYear: Int, years: Int)
    /// A completed project needs no more than its settlement value.
    case settlementValue
    /// A preparation task needs no more than its own plan or what it states.
    case preparation

    // Why a plan may not change at all.
    case lockedByUser
    /// The source pays nothing more after a day before the date that counts: all its capital, or only a part of the project's.
    case sourceClosed(lastDay: Day)
    /// Capital of a revenue-linked source and other capital of one project are paid in an order that lets no optimum be proved.
    case mixedSources
  }

  /// A plan total of the project, or the plan of the allocation: where the bound is listed says which.
  public var amount: Money
  public var reason: Reason
  /// In the version in force on the window's day; nil when the rulebook has no rule for it.
  public var rule: Rule?

  public init(amount: Money, reason: Reason, rule: Rule?) {
    self.amount = amount
    self.reason = reason
    self.rule = rule
  }
}

/// Between what amounts a plan may lie; both bounds include the present plan.
public struct CapitalBounds: Hashable, Sendable {
  /// The bound that binds first, then the others.
  public var floors: [CapitalBound]
  public var ceilings: [CapitalBound]

  public init(floors: [CapitalBound], ceilings: [CapitalBound]) {
    self.floors = floors
    self.ceilings = ceilings
  }
}

/// A rule that holds for the proposal as a whole.
public struct ReallocationConstraint: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// The total of each source stays.
    case totalOfSource
    /// The total that the People's Council decided stays.
    case totalOfPlan
    /// The total of each owner within a source stays.
    case totalOfOwner
    /// Proposals are taken until the day.
    case window(lastDay: Day)
    /// Capital is moved until the day.
    case deadline(lastDay: Day)
    /// Among equals key projects receive first.
    case keyProjectsFirst
    /// Slow projects give, those that can absorb receive.
    case fromSlowToFast
  }

  public var kind: Kind
  public var rule: Rule?

  public init(kind: Kind, rule: Rule?) {
    self.kind = kind
    self.rule = rule
  }
}
