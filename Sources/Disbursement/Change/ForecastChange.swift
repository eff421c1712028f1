public import Portfolio

/// The bridge from one forecast to a later one of the same plan year: what each cause makes of the difference.
///
/// From the earlier forecast on, one cause after the other is replaced by the later forecast's and the result computed anew on the same
/// random numbers; what a step changes is the effect of its cause. The effects of ``steps`` add up to the whole difference, in dong and in
/// millionths of a probability, exactly. They depend on the order of the steps, which is that of ``ChangeCause``.
public struct ForecastChange: Sendable {
  public var earlier: RunHeader
  public var later: RunHeader
  /// The program that took the steps.
  public var engine: String
  public var steps: [ChangeStep]
  /// The year's end and the cut-off, or those of them at which both forecasts state amounts.
  public var days: [Day]
  public var whole: AmountBridge
  /// Groups that either has, in the order of `ProjectGroup`.
  public var groups: [AmountBridge]
  /// Projects of which anything changes, the largest change first; at most ``largestProjectCount``.
  public var projects: [AmountBridge]
  /// All projects of which anything changes.
  public var changedProjectCount: Int
  /// Milestones of groups that both forecasts state, by date.
  public var milestones: [MilestoneBridge]
  /// Targets of the same day and rate that both have.
  public var targets: [TargetBridge]
  public var onlyEarlier: UnmatchedChances
  public var onlyLater: UnmatchedChances

  public static let largestProjectCount = 1_000

  /// True when no input differs and no figure does.
  public var isNothing: Bool {
    steps.allSatisfy { !$0.isChange } && ([whole] + groups).allSatisfy { $0.isNothing } && changedProjectCount == 0
      && milestones.allSatisfy { $0.chance.isNothing } && targets.allSatisfy { $0.chance.isNothing }
  }
}

/// One or more causes that are replaced together.
public struct ChangeStep: Hashable, Sendable {
  /// Several where what lies between them would be no portfolio.
  public var causes: [ChangeCause]
  /// What differs in the inputs or the files; empty where nothing does.
  public var facts: [ChangeFact]
  /// The first thing that is wrong with the portfolio between the causes; nil unless there are several.
  public var obstacle: PortfolioProblem?

  /// Whether the two forecasts differ in any of the causes.
  public var isChange: Bool { !facts.isEmpty }

  /// Whether it has to do with what becomes known as time passes.
  public var isKnown: Bool { !ChangeCause.known.isDisjoint(with: causes) }
}

/// Mean disbursed of the whole, a group or a project in both forecasts, and what lies between them.
public struct AmountBridge: Hashable, Sendable {
  public enum Presence: String, Hashable, Sendable {
    case both
    /// The later forecast no longer has it.
    case onlyEarlier = "only-earlier"
    /// It is new.
    case onlyLater = "only-later"
  }

  /// Empty for the whole.
  public var id: String
  /// A project's; empty for others.
  public var name: String
  /// A project's group, the later one where it changed.
  public var group: ProjectGroup?
  public var presence: Presence
  public var plan: Pair
  public var paidToDate: Pair
  /// One for each of ``ForecastChange/days``.
  public var days: [Point]

  public struct Pair: Hashable, Sendable {
    public var earlier: Money
    public var later: Money

    public var change: Money { later - earlier }

    public init(earlier: Money, later: Money) {
      self.earlier = earlier
      self.later = later
    }
  }

  /// The amounts by one day.
  public struct Point: Hashable, Sendable {
    public var date: Day
    public var amounts: Pair
    /// One for each step, adding up to the difference of the amounts.
    public var effects: [Effect]
  }

  public struct Effect: Hashable, Sendable {
    public var amount: Money
    /// Monte Carlo error of the paired difference; nil where there is none to state: nothing was simulated anew, or other random numbers are the cause.
    public var standardError: Money?
  }

  public var isNothing: Bool {
    plan.change == .zero && paidToDate.change == .zero
      && days.allSatisfy { $0.amounts.change == .zero && $0.effects.allSatisfy { $0.amount == .zero } }
  }
}

/// The probability of something in both forecasts, in millionths.
public struct ChanceBridge: Hashable, Sendable {
  public var earlier: Int64
  public var later: Int64
  /// One for each step, adding up to the difference.
  public var effects: [Effect]
  /// False where this program does not find it in what it computes anew; all of the difference is then the engine's.
  public var isComputed: Bool

  public struct Effect: Hashable, Sendable {
    public var millionths: Int64
    /// Monte Carlo error of the paired difference, as a probability; nil where there is none to state.
    public var standardError: Double?
  }

  public var change: Int64 { later - earlier }
  public var isNothing: Bool { change == 0 && effects.allSatisfy { $0.millionths == 0 } }
}

public struct MilestoneBridge: Hashable, Sendable {
  public var ruleID: String
  public var group: ProjectGroup
  public var date: Day
  public var requiredEarlier: Ratio
  public var requiredLater: Ratio
  public var chance: ChanceBridge
}

public struct TargetBridge: Hashable, Sendable {
  /// The later forecast's.
  public var target: Target
  public var chance: ChanceBridge
}

/// What only one of two forecasts states.
public struct UnmatchedChances: Hashable, Sendable {
  public var milestones: [StatedForecast.Milestone]
  public var targets: [StatedForecast.TargetChance]

  public var isEmpty: Bool { milestones.isEmpty && targets.isEmpty }
}

extension ForecastChange {
  /// All projects beyond the first ones of ``projects``: what the whole has beside them, so that a table of both adds up to it.
  public func others(beyond shown: Int) -> AmountBridge {
    let projects = projects.prefix(shown)
    func rest(_ amount: (AmountBridge) -> Money) -> Money {
      let sum = projects.reduce(Int128(amount(whole).dong)) { $0 - Int128(amount($1).dong) }
      return Money(dong: Int64(clamping: sum))
    }
    func rest(_ pair: (AmountBridge) -> AmountBridge.Pair) -> AmountBridge.Pair {
      .init(earlier: rest { pair($0).earlier }, later: rest { pair($0).later })
    }
    return AmountBridge(
      id: "", name: "", group: nil, presence: .both, plan: rest(\.plan), paidToDate: rest(\.paidToDate),
      days: whole.days.enumerated().map { index, day in
        AmountBridge.Point(
          date: day.date, amounts: rest { $0.days[index].amounts },
          effects: day.effects.indices.map { step in
            .init(amount: rest { $0.days[index].effects[step].amount }, standardError: nil)
          })
      })
  }

  /// What the steps of the payments and of the progress do together by a day: what has become known of the time between the forecasts.
  public func known(_ point: AmountBridge.Point) -> Money {
    zip(steps, point.effects).filter { $0.0.isKnown }.reduce(.zero) { $0 + $1.1.amount }
  }
}
