public import Stochastics

/// Where plan capital comes from.
public struct FundingSource: Hashable, Sendable {
  public enum Kind: Hashable, Sendable {
    /// Cash is assured.
    case transfer
    /// Cash comes in as revenue is collected in the year.
    case revenue(Revenue)
  }

  /// Revenue expected for this portfolio's projects, and how it may turn out.
  public struct Revenue: Hashable, Sendable {
    public var expected: Money
    /// Collected over expected, 1 = as expected; nil means the assumptions' default.
    public var factor: Distribution?
    /// Share collected in each of the twelve months, adding up to 1; nil means the assumptions' default.
    public var monthlyShares: [Double]?

    public init(expected: Money, factor: Distribution? = nil, monthlyShares: [Double]? = nil) {
      self.expected = expected
      self.factor = factor
      self.monthlyShares = monthlyShares
    }
  }

  public var id: String
  public var name: String
  public var kind: Kind
  /// A project's payments draw on its sources of the lowest number first; equal numbers share by what is left of the plan.
  public var priority: Int
  /// Last day of payment; nil means the fiscal year's cut-off.
  public var payUntil: Day?

  public init(id: String, name: String, kind: Kind, priority: Int = 1, payUntil: Day? = nil) {
    self.id = id
    self.name = name
    self.kind = kind
    self.priority = priority
    self.payUntil = payUntil
  }

  public static let largestPriority = 1_000

  public var isRevenueLinked: Bool {
    if case .revenue = kind { true } else { false }
  }
}
