public import Disbursement
public import Portfolio

/// A scenario as read: everything that a forecast is a function of, and what is doubtful about it.
public struct Scenario: Sendable {
  public var name: String
  public var inputs: ForecastInputs
  /// What official papers state beside them; no result depends on it.
  public var records: FinanceRecords
  public var replications: Int
  public var seed: UInt64
  public var targets: [Target]
  /// Of every amount in the tables.
  public var unit: MoneyUnit
  public var numberStyle: NumberStyle
  /// Where its files lie.
  public var store: ScenarioStore
  /// Every file that was read, by its path from the folder or, where it was named so, from the root.
  public var files: [String]
  /// In order of file and row; none of them keeps the scenario from being run.
  public var warnings: [Diagnostic]
}

/// What the command line says in place of the scenario file; nil leaves the file's word.
public struct ScenarioOverrides: Hashable, Sendable {
  /// Dates the scenario anew.
  ///
  /// Payments recorded by month after this day are left out, and the amount paid to date follows from those that remain.
  /// Dated back, progress is taken from what had been paid and outstanding advances are at most that.
  public var asOf: Day?
  public var replications: Int?
  public var seed: UInt64?
  /// In place of what the tables and the assumptions say; the scenario's digest stays that of its files.
  public var settings: [ScenarioSetting]

  public init(
    asOf: Day? = nil, replications: Int? = nil, seed: UInt64? = nil, settings: [ScenarioSetting] = []
  ) {
    self.asOf = asOf
    self.replications = replications
    self.seed = seed
    self.settings = settings
  }
}
