public import Portfolio
public import Rulebook

/// What a forecast is a function of, beside its settings.
public struct ForecastInputs: Sendable {
  public var scenarioName: String
  /// SHA-256 of the input files as `sha256:` and 64 hexadecimal digits; empty for a portfolio made in memory.
  public var inputDigest: String
  public var portfolio: Portfolio
  public var rulebook: Rulebook
  public var assumptions: Assumptions

  public init(
    scenarioName: String, inputDigest: String = "", portfolio: Portfolio, rulebook: Rulebook, assumptions: Assumptions
  ) {
    self.scenarioName = scenarioName
    self.inputDigest = inputDigest
    self.portfolio = portfolio
    self.rulebook = rulebook
    self.assumptions = assumptions
  }
}
