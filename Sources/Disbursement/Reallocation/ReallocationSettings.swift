public import Portfolio

/// What is to be made as large, or as little bad, as it can be.
public enum ReallocationObjective: Hashable, Sendable {
  /// Mean disbursed by the date.
  case mean
  /// Probability that the whole portfolio has disbursed this share of its plan by the date.
  case probability(rate: Ratio)
  /// Mean disbursed by the date in the worst 5 % of replications.
  case shortfall
  /// Expected number of milestones of single projects that are met after the window, each judged on the project's own plan.
  case milestones

  public enum Kind: String, CaseIterable, Hashable, Sendable {
    case mean, probability, shortfall, milestones
  }

  public var kind: Kind {
    switch self {
    case .mean: .mean
    case .probability: .probability
    case .shortfall: .shortfall
    case .milestones: .milestones
    }
  }

  /// The part of the replications that ``shortfall`` looks at.
  public static let worstShare = Ratio(millionths: 50_000) ?? .zero
}

/// Across what capital may not move; it never crosses a source.
public enum CapitalBoundary: String, CaseIterable, Hashable, Sendable {
  /// Between any two projects of a source.
  case source
  /// Between projects of one owner within a source.
  case owner
}

/// How capital is to be moved, beside the inputs.
public struct ReallocationSettings: Hashable, Sendable {
  public var objective: ReallocationObjective
  /// The last day whose payments count; nil means the end of the plan year.
  public var date: Day?
  /// The day on which the plan changes; nil means the next adjustment window.
  public var window: Day?
  public var within: CapitalBoundary
  /// The most moves; nil means any number.
  public var maxMoves: Int?
  /// The smallest amount of one move.
  public var minMove: Money
  /// Every change of an allocation is a multiple of this.
  public var roundTo: Money
  /// Projects whose plan stays as it is.
  public var lockedProjects: Set<String>
  /// Replications on which the proposal is chosen, and as many others on which it is judged.
  public var replications: Int
  public var seed: UInt64
  /// Worker threads; results do not depend on it.
  public var threads: Int

  public static let usualRounding = Money(dong: 1_000_000)

  public init(
    objective: ReallocationObjective = .mean, date: Day? = nil, window: Day? = nil, within: CapitalBoundary = .source,
    maxMoves: Int? = nil, minMove: Money = .zero, roundTo: Money = Self.usualRounding,
    lockedProjects: Set<String> = [], replications: Int = 10_000, seed: UInt64 = 1, threads: Int = 1
  ) {
    self.objective = objective
    self.date = date
    self.window = window
    self.within = within
    self.maxMoves = maxMoves
    self.minMove = minMove
    self.roundTo = roundTo
    self.lockedProjects = lockedProjects
    self.replications = replications
    self.seed = seed
    self.threads = threads
  }
}

/// Everything that keeps a question about moving capital from having an answer.
public struct InvalidReallocation: Error, Hashable, Sendable {
  public enum Problem: Hashable, Sendable {
    /// The day is after the last adjustment window; `open` are the windows on or after the as-of day.
    case windowClosed(Day, last: Day, open: [Day])
    /// The day is before the as-of day: what was paid since then is known.
    case windowPast(Day, asOf: Day, open: [Day])
    /// The as-of day is after the last adjustment window, or the book has none (`last` nil).
    case noWindowLeft(asOf: Day, last: Day?)
    /// Payments are to be counted on a day that is not after the window, or is after the cut-off.
    case dateOutside(Day, first: Day, last: Day)
    case unknownProject(String)
    /// A rate of 0 is always reached.
    case rateNotPositive
    case roundingNotPositive(Money)
    case minMoveNegative(Money)
    case maxMovesNegative(Int)
    /// The rulebook asks for no milestone after the window of any project that may be moved.
    case noMilestoneAhead(window: Day)
  }

  public var problems: [Problem]

  public init(problems: [Problem]) { self.problems = problems }
}
