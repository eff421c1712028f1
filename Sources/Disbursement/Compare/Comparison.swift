public import Portfolio

/// What changes when something is changed: scenarios or variants of one, simulated on the same random numbers.
///
/// Differences are a variant's amount minus the first variant's, replication by replication, in dong.
public struct Comparison: Sendable {
  public var run: ComparisonHeader
  /// The first is the one that the others are compared with.
  public var variants: [VariantEstimate]
  /// Checkpoints that all variants have and that lie after the as-of day of at least one, ascending.
  public var checkpoints: [Day]
  /// Those of them at which single projects are compared.
  public var projectCheckpoints: [Day]
  /// The day by which variants are ranked first: the end of the year, or the cut-off when the year is over.
  public var rankedOn: Day
  /// By what the whole portfolio has been paid on ``rankedOn`` and at the cut-off.
  public var rankings: [VariantRanking]
  /// The first variant with each other, in their order.
  public var pairs: [VariantComparison]
  public var notes: [ComparisonNote]
}

/// One of the things compared: a scenario, or a scenario of which something is changed.
public struct ComparisonVariant: Sendable {
  public var name: String
  public var inputs: ForecastInputs
  /// What is changed, as the user wrote it.
  public var changes: [String]
  /// How capital is moved in the course of the year.
  var capital = CapitalCourse.kept

  public static let largestCount = 26

  public init(name: String, inputs: ForecastInputs, changes: [String] = []) {
    self.name = name
    self.inputs = inputs
    self.changes = changes
  }
}

/// What becomes of the plan in the course of the year.
public enum CapitalCourse: Hashable, Sendable {
  /// Nobody moves any capital.
  case kept
  /// Moved by rules, in each replication on what is known by then.
  case policy(CapitalPolicy)
  /// Moved once, at the window, as the mean-optimal proposal made on the as-of day says.
  case optimum(window: Day, moved: Money)
}

/// Why variants cannot be compared.
public enum IncomparableVariants: Error, Hashable, Sendable {
  case fewerThanTwo
  case tooMany(limit: Int)
  case differentYears([FiscalYear])
}

/// What a comparison was a function of, beside its variants.
public struct ComparisonHeader: Hashable, Sendable {
  public var engine: String
  public var fiscalYear: FiscalYear
  public var seed: UInt64
  public var replications: Int
  public var sampling: ForecastSettings.Sampling
}

/// What is to be expected of one variant by itself.
public struct VariantEstimate: Sendable {
  public var name: String
  public var changes: [String]
  /// Nil unless the comparison is one of ways to move capital.
  public var capital: CapitalCourse? = nil
  /// Capital that changes hands until the year is over; nil unless the comparison is one of ways to move capital.
  public var moved: AmountEstimate? = nil
  public var scenario: String
  /// Of the files, before anything is changed.
  public var inputDigest: String
  public var rulebook: String
  public var assumptions: String
  public var asOf: Day
  public var whole: UnitEstimate
  /// In the order of `ProjectGroup`; only groups that have projects.
  public var groups: [UnitEstimate]
  /// Milestones of the groups as a whole on days that are compared.
  public var milestones: [MilestoneEstimate]
  public var targets: [TargetOutcome]
}

/// The whole portfolio or a group of it.
public struct UnitEstimate: Sendable {
  /// Empty for the whole, else the group.
  public var id: String
  /// In the end, where it changes in the course of the year: its mean.
  public var plan: Money
  public var paidToDate: Money
  public var projectCount: Int
  /// One for each of the comparison's checkpoints.
  public var path: [AmountEstimate]
  /// Mean of what is not paid by the cut-off; its error is that of the last amount.
  public var lapse: Money
}

public struct AmountEstimate: Hashable, Sendable {
  public var date: Day
  public var mean: Money
  /// Monte Carlo standard error of the mean.
  public var standardError: Money
  public var sd: Money
}

public struct MilestoneEstimate: Hashable, Sendable {
  public var ruleID: String
  public var group: ProjectGroup
  public var date: Day
  public var requiredShare: Ratio
  public var required: Money
  public var probability: Double
  public var standardError: Double
  /// Mean of `max(0, required − disbursed)`.
  public var expectedShortfall: Money
  public var expectedShortfallError: Money
}

/// Variants in the order of what the whole portfolio has been paid by a day.
public struct VariantRanking: Sendable {
  public var date: Day
  /// Places in ``Comparison/variants``, the largest mean first; equal ones in their order.
  public var order: [Int]
  /// `beats[a][b]`: the share of replications in which a is paid more than b, ties counted half to each; 0.5 for a itself.
  public var beats: [[Double]]
  /// `ties[a][b]`: the share of replications in which both are paid the same; 1 for a itself.
  public var ties: [[Double]]
  /// For each variant the share of replications in which none is paid more, ties divided between the best.
  public var best: [Double]
}

/// One variant against the first.
public struct VariantComparison: Sendable {
  /// Place in ``Comparison/variants``.
  public var variant: Int
  public var whole: UnitDifference
  /// Groups that either has, in the order of `ProjectGroup`.
  public var groups: [UnitDifference]
  /// Milestones that both have.
  public var milestones: [MilestoneDifference]
  public var targets: [TargetDifference]
  /// Projects that both have, the largest difference on ``Comparison/rankedOn`` first.
  public var projects: [ProjectDifference]
  public var onlyInFirst: [UnmatchedProject]
  public var onlyInVariant: [UnmatchedProject]
}

/// A mean difference with its Monte Carlo error; zero for a single replication, which tells nothing of it.
public struct PairedMean: Hashable, Sendable {
  public var mean: Money
  public var standardError: Money
  /// Ends of the interval that holds the true mean difference in 95 of 100 comparisons like this one (mean ± 1.96 errors).
  public var low: Money
  public var high: Money
  /// What the error would be, had each variant random numbers of its own; nil where it is not stated.
  public var unpairedError: Money?

  public init(mean: Money, standardError: Money, low: Money, high: Money, unpairedError: Money? = nil) {
    self.mean = mean
    self.standardError = standardError
    self.low = low
    self.high = high
    self.unpairedError = unpairedError
  }

  /// True when the interval does not contain zero.
  public var isClear: Bool { low > .zero || high < .zero }
}

/// How two amounts disbursed by one day differ.
public struct AmountDifference: Hashable, Sendable {
  public var date: Day
  /// Mean of the first variant, and of the other.
  public var first: Money
  public var other: Money
  public var difference: PairedMean
  /// Share of replications in which the other is paid more, ties counted half.
  public var probabilityOfMore: Double
  public var probabilityError: Double
  /// Share of replications in which both are paid the same.
  public var ties: Double
}

/// The whole portfolio or a group of it in two variants.
public struct UnitDifference: Sendable {
  public var id: String
  public var plan: Money
  /// One for each of the comparison's checkpoints.
  public var path: [AmountDifference]
  /// Of what is not paid by the cut-off: more plan that is not paid lapses, too.
  public var lapse: PairedMean
}

/// A probability in two variants.
public struct PairedProbability: Hashable, Sendable {
  public var first: Double
  public var other: Double
  public var difference: Double
  /// Monte Carlo error of the difference.
  public var standardError: Double
  public var low: Double
  public var high: Double
  public var unpairedError: Double
}

public struct MilestoneDifference: Hashable, Sendable {
  public var ruleID: String
  public var group: ProjectGroup
  public var date: Day
  public var probability: PairedProbability
  public var expectedShortfall: PairedMean
}

public struct TargetDifference: Hashable, Sendable {
  public var target: Target
  public var probability: PairedProbability
}

/// One project in two variants.
public struct ProjectDifference: Sendable {
  public var id: String
  public var name: String
  /// Its group in the first variant.
  public var group: ProjectGroup
  /// Plan of the first variant, and what the other has more.
  public var plan: Money
  public var planDifference: Money
  /// One for each of the comparison's checkpoints of projects.
  public var path: [AmountDifference]
  /// Milestones of its group on its own plan that both variants have.
  public var milestones: [ProjectMilestoneDifference]
}

public struct ProjectMilestoneDifference: Hashable, Sendable {
  public var ruleID: String
  public var date: Day
  public var probability: PairedProbability
}

/// A project that only one of two variants has.
public struct UnmatchedProject: Hashable, Sendable {
  public var id: String
  public var name: String
  public var group: ProjectGroup
  public var plan: Money
  /// Mean disbursed at the comparison's checkpoints of projects.
  public var means: [Money]
}

/// Something that the reader of a comparison must know.
public enum ComparisonNote: Hashable, Sendable {
  /// What has become known in between is part of the difference.
  case differentAsOf(first: Day, other: Day, variant: Int)
  /// Milestones that only one of them has are not compared.
  case differentRulebook(variant: Int)
  /// Nothing is different in any replication.
  case noDifference(variant: Int)
}
