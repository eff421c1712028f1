public import Portfolio
public import Rulebook

/// New plan capital for every allocation, why, and what it is worth.
public struct ReallocationProposal: Sendable {
  public var run: ReallocationHeader
  public var constraints: [ReallocationConstraint]
  /// On the replications that the proposal was chosen on.
  public var value: ObjectiveValue
  /// Of each source, or each owner within a source, that has capital to move; in the order of sources, then of owners.
  public var pools: [CapitalPool]
  /// Every allocation, in the order of the portfolio.
  public var allocations: [AllocationProposal]
  /// Every project, in the order of the portfolio.
  public var projects: [ProjectVerdict]
  /// In the order of sources, then the largest first.
  public var moves: [CapitalMove]
  /// At the mean disbursed, on the replications that the proposal was chosen on.
  public var information: PerfectInformation
  /// On other replications; nil until it was judged.
  public var judgement: ReallocationJudgement?

  /// Nothing would be gained by moving anything.
  public var isPresentPlan: Bool { moves.isEmpty }
  /// Capital that changes hands.
  public var moved: Money { moves.reduce(.zero) { $0 + $1.amount } }

  public func verdict(on projectID: String) -> ProjectVerdict? { projects.first { $0.id == projectID } }
}

/// What a proposal was a function of.
public struct ReallocationHeader: RunIdentity, Hashable, Sendable {
  public var engine: String
  public var scenario: String
  /// SHA-256 of the input files as `sha256:` and 64 hexadecimal digits.
  public var inputDigest: String
  public var rulebook: String
  public var rulebookTitle: BilingualText
  public var assumptions: String
  public var fiscalYear: FiscalYear
  public var asOf: Day
  public var settings: ReallocationSettings
  /// The day on which the plan changes.
  public var window: Day
  /// The last day whose payments count.
  public var date: Day
}

/// An amount of what an objective counts: dong, a probability, or a number of milestones.
public enum ObjectiveAmount: Hashable, Sendable {
  case money(Money)
  case probability(Double)
  case milestones(Double)

  public var number: Double {
    switch self {
    case .money(let money): Double(money.dong)
    case .probability(let number), .milestones(let number): number
    }
  }
}

/// The objective on the sample that the proposal was chosen on.
public struct ObjectiveValue: Hashable, Sendable {
  public var objective: ReallocationObjective
  public var present: ObjectiveAmount
  public var proposed: ObjectiveAmount
  /// No plan within the constraints exceeds this on this sample.
  public var bound: ObjectiveAmount
  /// How the bound was proved.
  public var proof: Proof

  public enum Proof: String, Hashable, Sendable {
    /// Prices of capital at which no allocation would want another plan.
    case prices
    /// Weights on the replications, and prices under these weights.
    case weightsAndPrices = "weights-and-prices"
    /// The best plan for each replication alone.
    case eachReplication = "each-replication"
  }

  /// How far the proposal may be from the best plan, at most; 0 means that it is the best.
  public var gap: Double { max(0, bound.number - proposed.number) }
  public var gain: Double { proposed.number - present.number }
}

/// Allocations between which capital may move.
public struct CapitalPool: Hashable, Sendable {
  public var sourceID: String
  /// Nil when capital may move between owners.
  public var owner: String?
  /// The same before and after.
  public var plan: Money
  public var moved: Money
  /// At which the chance of spending one more dong stands under the proposal: allocations free to move both ways have it within a rounding step. Nil when
  /// nothing is free to move.
  public var waterLevel: WaterLevel?

  /// Chances of spending the next step of capital: what the best receiver would gain and what the cheapest giver would lose with it.
  public struct WaterLevel: Hashable, Sendable {
    /// The highest chance among allocations that could still receive; nil when none can.
    public var next: Double?
    /// The lowest chance among allocations that could still give; nil when none can.
    public var last: Double?
  }
}

/// What a project would do with its capital by the date, leaving aside that a revenue-linked source may be short of cash.
public struct Spending: Hashable, Sendable {
  /// P(claims > plan): the chance of spending one dong more than the plan.
  public var ofNextDong: Double
  /// P(claims ≥ plan): the chance of spending the last dong of the plan.
  public var ofLastDong: Double
  /// Mean of plan − spent.
  public var unspent: Money
  /// Expected number of its own milestones ahead that are met; nil unless the objective counts them.
  public var milestones: Double?
}

/// One row of the adjusted plan (columns 14 and 17–19 of form 01.b/PB, in dong).
public struct AllocationProposal: Hashable, Sendable {
  public var projectID: String
  public var sourceID: String
  public var plan: Money
  public var increase: Money
  public var decrease: Money
  public var planAfter: Money { plan + increase - decrease }
  /// Ceilings are the project's, less what its other allocations have to keep.
  public var bounds: CapitalBounds
}

/// What becomes of a project, and why: for the renderers of `--explain`.
public struct ProjectVerdict: Hashable, Sendable {
  public var id: String
  public var name: String
  public var group: ProjectGroup
  public var owner: String
  public var isKeyProject: Bool
  public var plan: Money
  public var planAfter: Money
  /// Of all its capital together; the present plan is always inside.
  public var bounds: CapitalBounds
  /// Under the present plan and the proposed one, by the date that counts; nil when the project's claims were not looked at.
  public var before: Spending?
  public var after: Spending?
  public var outcome: Outcome

  public enum Outcome: Hashable, Sendable {
    case gives(Money)
    case receives(Money)
    /// As much comes from one source as goes to another.
    case swaps
    case stays(Stay)
  }

  /// Why a project's capital stays.
  public enum Stay: Hashable, Sendable {
    /// The bounds leave no room either way.
    case fixed(floor: CapitalBound, ceiling: CapitalBound)
    /// It would spend more than those that receive, but may not have it.
    case refused(by: CapitalBound, chance: Double, level: Double)
    /// It would miss its capital less than those that give, but may not give it.
    case protected(by: CapitalBound, chance: Double, level: Double)
    /// Its chance is between what givers lose and receivers gain: no step is worth it.
    case balanced(chance: Double, level: Double)
    /// Nothing else in its pool can move.
    case aloneInPool
    /// It would give or receive, if another move or a smaller one were allowed.
    case moveLimits(chance: Double, level: Double)
    /// No change of it was found that raises the objective.
    case noGainFound
  }
}

/// Capital that goes from one project to another within a source.
public struct CapitalMove: Hashable, Sendable {
  public var sourceID: String
  /// Nil when capital may move between owners.
  public var owner: String?
  public var giverID: String
  public var receiverID: String
  public var amount: Money
  public var giver: GiverReason
  public var receiver: ReceiverReason
  /// Which make it lawful, in the rulebook's order.
  public var rules: [Rule]
}

/// Why a project can do without what it gives.
public struct GiverReason: Hashable, Sendable {
  /// In all its moves of the source together.
  public var given: Money
  /// What it receives from other sources at the same time, in place of what it gives.
  public var receivedElsewhere = Money.zero
  /// P(claims > plan after): the chance that it would have spent any of what it gives, beside its new plan.
  public var chanceOfSpendingAny: Double
  /// P(claims ≥ plan after + given): the chance that it would have spent all of it.
  public var chanceOfSpendingAll: Double
  /// Mean of what it would have spent of it.
  public var expectedUse: Money
  /// Mean of plan − spent at the date under the present plan.
  public var unspent: Money
  public var obstacle: LargestObstacle?
}

/// What most keeps a project from spending, from the simulation.
public struct LargestObstacle: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Work not accepted in time; the day is the median start of construction when it has not started.
    case work(startP50: Day?)
    /// Accepted, but no file handed in.
    case claims
    /// Claimed, but no cash in the source.
    case cash
  }

  public var kind: Kind
  /// Of the mean unspent capital.
  public var share: Double

  public init(kind: Kind, share: Double) {
    self.kind = kind
    self.share = share
  }
}

/// Why a project can use what it receives.
public struct ReceiverReason: Hashable, Sendable {
  /// In all its moves of the source together.
  public var received: Money
  /// What it gives from other sources at the same time; what it receives takes the place of that.
  public var givenElsewhere = Money.zero
  /// P(claims > plan after − received): the chance that it spends any of what it receives.
  public var chanceOfSpendingAny: Double
  /// P(claims ≥ plan after): the chance that it spends all of it.
  public var chanceOfSpendingAll: Double
  /// Mean of what it spends of it.
  public var expectedUse: Money
  public var isKeyProject: Bool
}
