/// A univariate distribution, valid by construction.
///
/// The shapes are those of the tables that users fill in. Durations are drawn from them, so every shape lives on [0, ∞):
/// ``Shape/normal(mean:sd:)`` and ``Shape/quantiles(p10:p50:p90:)`` are cut at zero (the mass below becomes zero itself).
public struct Distribution: Hashable, Sendable {
  public enum Shape: Hashable, Sendable {
    case fixed(Double)
    case uniform(min: Double, max: Double)
    case triangular(min: Double, mode: Double, max: Double)
    /// Beta-PERT with the usual weight of 4 on the mode (Malcolm et al. 1959).
    case pert(min: Double, mode: Double, max: Double)
    /// Given by its median and its 90th percentile.
    case lognormal(median: Double, p90: Double)
    /// Cut at zero: `max(0, normal)`; the mean and the deviation are those before the cut.
    case normal(mean: Double, sd: Double)
    case exponential(mean: Double)
    /// Elicited percentiles: linear in the normal score on each side of the median, cut at zero.
    case quantiles(p10: Double, p50: Double, p90: Double)
  }

  public let shape: Shape

  public init(_ shape: Shape) throws(DistributionError) {
    if let error = DistributionError(in: shape) { throw error }
    self.shape = shape
  }
}

/// Why parameters make no distribution.
public enum DistributionError: Error, Hashable, Sendable {
  case notFinite(parameter: Int)
  case negative(parameter: Int, value: Double)
  case notPositive(parameter: Int, value: Double)
  /// A parameter that is smaller than the one before it.
  case disordered(parameter: Int, value: Double, previous: Double)
  /// Larger than any duration or factor that makes sense (1e9).
  case tooLarge(parameter: Int, value: Double)

  static let largest = 1e9

  /// Nil when the shape is valid.
  init?(in shape: Distribution.Shape) {
    let parameters = shape.parameters
    for (index, value) in parameters.enumerated() {
      if !value.isFinite {
        self = .notFinite(parameter: index + 1)
        return
      }
      if value < 0 {
        self = .negative(parameter: index + 1, value: value)
        return
      }
      if value > Self.largest {
        self = .tooLarge(parameter: index + 1, value: value)
        return
      }
    }
    switch shape {
    case .lognormal(let median, _) where median <= 0:
      self = .notPositive(parameter: 1, value: median)
      return
    case .exponential(let mean) where mean <= 0:
      self = .notPositive(parameter: 1, value: mean)
      return
    case .normal, .fixed, .exponential: return nil
    default: break
    }
    for index in parameters.indices.dropFirst() where parameters[index] < parameters[index - 1] {
      self = .disordered(parameter: index + 1, value: parameters[index], previous: parameters[index - 1])
      return
    }
    return nil
  }
}

extension Distribution.Shape {
  /// In the order of the columns p1, p2, p3.
  public var parameters: [Double] {
    switch self {
    case .fixed(let value): [value]
    case .uniform(let min, let max): [min, max]
    case .triangular(let min, let mode, let max), .pert(let min, let mode, let max): [min, mode, max]
    case .lognormal(let median, let p90): [median, p90]
    case .normal(let mean, let sd): [mean, sd]
    case .exponential(let mean): [mean]
    case .quantiles(let p10, let p50, let p90): [p10, p50, p90]
    }
  }
}
