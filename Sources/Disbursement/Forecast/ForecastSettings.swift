import Stochastics

/// How much to compute, and what is asked.
///
/// Threads, replications and thresholds do not change what a replication is. A target on a day that is no checkpoint of its own makes it one
/// and so parts a month's claims in two; the seed and the sampling change every draw.
public struct ForecastSettings: Hashable, Sendable {
  public var replications: Int
  public var seed: UInt64
  /// Worker threads; results do not depend on it.
  public var threads: Int
  /// Replications of the driver analysis; nil chooses by cost, 0 turns it off.
  public var driverReplications: Int?
  public var thresholds: WarningThresholds
  public var targets: [Target]
  /// At which checkpoints the paths of single projects are stated.
  public var projectPaths: ProjectPaths
  /// Bytes for the sums of units that are open during the whole run; results do not depend on it.
  var openMemory = WorkPlan.openMemory

  public enum ProjectPaths: String, CaseIterable, Hashable, Sendable {
    /// At every checkpoint.
    case all
    /// On the as-of day, at the end of the year and at the cut-off: for portfolios of very many projects.
    case yearEnd = "year-end"
  }

  /// Whether the driver analysis tells single projects apart; no other result depends on it.
  public var driverDetail = DriverDetail.portfolio

  public enum DriverDetail: Hashable, Sendable {
    case portfolio
    /// 24 bytes for each project and driver more.
    case projects
  }

  public var sampling: Sampling

  /// How the draws of different replications lie to each other.
  public enum Sampling: String, CaseIterable, Hashable, Sendable {
    case independent
    /// In batches of 64 that spread every draw evenly, so that the same number of replications gives smaller errors.
    ///
    /// Errors of the whole and of its units (means, shares, targets) are then those of the batches. Errors of single projects, of
    /// means of tails and of drivers stay those of independent replications, which are upper bounds but for 1 %. The decision record VarianceReduction
    /// has the figures.
    case stratified

    var draws: RandomStream.Sampling {
      switch self {
      case .independent: .independent
      case .stratified: .stratified
      }
    }
  }

  public static let largestReplications = 10_000_000
  public static let largestThreads = 256

  public init(
    replications: Int = 10_000, seed: UInt64 = 1, threads: Int = 1, driverReplications: Int? = nil,
    thresholds: WarningThresholds = .standard, targets: [Target] = [], projectPaths: ProjectPaths = .all,
    sampling: Sampling = .independent
  ) {
    self.replications = replications
    self.seed = seed
    self.threads = threads
    self.driverReplications = driverReplications
    self.thresholds = thresholds
    self.targets = targets
    self.projectPaths = projectPaths
    self.sampling = sampling
  }
}
