/// How much to compute, and what is asked.
///
/// Threads, replications and thresholds do not change what a replication is. A target on a day that is no checkpoint of its own makes it one
/// and so parts a month's claims in two; the seed changes every draw.
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

  public static let largestReplications = 10_000_000
  public static let largestThreads = 256

  public init(
    replications: Int = 10_000, seed: UInt64 = 1, threads: Int = 1, driverReplications: Int? = nil,
    thresholds: WarningThresholds = .standard, targets: [Target] = [], projectPaths: ProjectPaths = .all
  ) {
    self.replications = replications
    self.seed = seed
    self.threads = threads
    self.driverReplications = driverReplications
    self.thresholds = thresholds
    self.targets = targets
    self.projectPaths = projectPaths
  }
}
