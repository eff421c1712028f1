/// How much to compute for a payment schedule.
public struct ScheduleSettings: Hashable, Sendable {
  /// Replications that judge how surely the plan is kept; 0 leaves that out.
  public var replications: Int
  public var seed: UInt64
  /// Worker threads; results do not depend on it.
  public var threads: Int
  public var sampling: ForecastSettings.Sampling

  public init(
    replications: Int = 10_000, seed: UInt64 = 1, threads: Int = 1,
    sampling: ForecastSettings.Sampling = .independent
  ) {
    self.replications = replications
    self.seed = seed
    self.threads = threads
    self.sampling = sampling
  }
}
