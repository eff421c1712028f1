#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Distribution {
  /// The smallest x with P(X ≤ x) ≥ p, non-decreasing in p; ∞ at p = 1 when the distribution has no upper bound.
  ///
  /// - Precondition: `p` is in 0…1.
  public func quantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability is between 0 and 1")
    if let onlyValue { return onlyValue }
    switch shape {
    case .fixed(let value):
      return value
    case .uniform(let min, let max):
      return min + p * (max - min)
    case .triangular(let min, let mode, let max):
      let split = (mode - min) / (max - min)
      if p < split { return min + (max - min) * (p * split).squareRoot() }
      return max - (max - min) * ((1 - p) * (1 - split)).squareRoot()
    case .pert(let min, _, let max):
      return min + (max - min) * standardBeta.quantile(p)
    case .lognormal(let median, _):
      return median * exp(logDeviation * StandardNormal.quantile(p))
    case .normal, .quantiles:
      return Swift.max(0, twoPieceNormal.quantile(p))
    case .exponential(let mean):
      return -mean * log1p(-p)
    }
  }

  /// The quantile of 1 − s, precise for small s where 1 − s has come to 1.
  ///
  /// - Precondition: `s` is in 0…1.
  public func quantile(survival s: Double) -> Double {
    precondition(s >= 0 && s <= 1, "a probability is between 0 and 1")
    if let onlyValue { return onlyValue }
    switch shape {
    case .fixed, .uniform:
      return quantile(1 - s)
    case .triangular(let min, let mode, let max):
      let split = (max - mode) / (max - min)
      return s < split ? max - (max - min) * (s * split).squareRoot() : quantile(1 - s)
    case .pert(let min, _, let max):
      return max - (max - min) * standardBeta.mirrored.quantile(s)
    case .lognormal(let median, _):
      return median * exp(-logDeviation * StandardNormal.quantile(s))
    case .normal, .quantiles:
      return Swift.max(0, twoPieceNormal.value(atScore: -StandardNormal.quantile(s)))
    case .exponential(let mean):
      return -mean * log(s)
    }
  }

  /// P(X ≤ x).
  public func cumulativeProbability(_ x: Double) -> Double {
    if let onlyValue { return x < onlyValue ? 0 : 1 }
    guard x >= 0 else { return 0 }
    switch shape {
    case .fixed(let value):
      return x < value ? 0 : 1
    case .uniform(let min, let max):
      return Swift.min(1, Swift.max(0, (x - min) / (max - min)))
    case .triangular(let min, let mode, let max):
      guard x > min else { return 0 }
      guard x < max else { return 1 }
      if x < mode { return (x - min) / (max - min) * ((x - min) / (mode - min)) }
      return 1 - (max - x) / (max - min) * ((max - x) / (max - mode))
    case .pert(let min, _, let max):
      return standardBeta.cumulativeProbability((x - min) / (max - min))
    case .lognormal(let median, _):
      return StandardNormal.cumulativeProbability((log(x) - log(median)) / logDeviation)
    case .normal, .quantiles:
      return StandardNormal.cumulativeProbability(twoPieceNormal.score(x))
    case .exponential(let mean):
      return -expm1(-x / mean)
    }
  }

  /// P(X > x), which keeps its precision far out where ``cumulativeProbability(_:)`` has come to 1.
  public func survivalProbability(_ x: Double) -> Double {
    if let onlyValue { return x < onlyValue ? 1 : 0 }
    guard x >= 0 else { return 1 }
    switch shape {
    case .fixed, .uniform:
      return 1 - cumulativeProbability(x)
    case .triangular(let min, let mode, let max):
      guard x >= mode, x < max else { return 1 - cumulativeProbability(x) }
      return (max - x) / (max - min) * ((max - x) / (max - mode))
    case .pert(let min, _, let max):
      return standardBeta.mirrored.cumulativeProbability((max - x) / (max - min))
    case .lognormal(let median, _):
      return StandardNormal.cumulativeProbability((log(median) - log(x)) / logDeviation)
    case .normal, .quantiles:
      return StandardNormal.cumulativeProbability(-twoPieceNormal.score(x))
    case .exponential(let mean):
      return exp(-x / mean)
    }
  }

  /// Of the distribution as cut at zero; ∞ when too large for a number.
  public var mean: Double {
    if let onlyValue { return onlyValue }
    switch shape {
    case .fixed(let value): return value
    case .uniform(let min, let max): return 0.5 * (min + max)
    case .triangular(let min, let mode, let max): return (min + mode + max) / 3
    case .pert(let min, let mode, let max): return (min + 4 * mode + max) / 6
    case .lognormal(let median, _): return exp(log(median) + 0.5 * logDeviation * logDeviation)
    case .normal, .quantiles: return twoPieceNormal.momentsCutAtZero.mean
    case .exponential(let mean): return mean
    }
  }

  /// Of the distribution as cut at zero; ∞ when too large for a number.
  public var variance: Double {
    if onlyValue != nil { return 0 }
    switch shape {
    case .fixed: return 0
    case .uniform(let min, let max): return (max - min) * (max - min) / 12
    case .triangular(let min, let mode, let max):
      let (width, rise) = (max - min, mode - min)
      return (width * (width - rise) + rise * rise) / 18
    case .pert(let min, _, let max):
      let share = standardBeta.alpha / 6
      return (max - min) * (max - min) * share * (1 - share) / 7
    case .lognormal: return mean * mean * expm1(logDeviation * logDeviation)
    case .normal, .quantiles: return twoPieceNormal.momentsCutAtZero.variance
    case .exponential(let mean): return mean * mean
    }
  }

  public var median: Double { quantile(0.5) }

  /// The smallest number that is never exceeded; ∞ when there is none.
  public var upperBound: Double {
    if let onlyValue { return onlyValue }
    switch shape {
    case .fixed(let value): return value
    case .uniform(_, let max), .triangular(_, _, let max), .pert(_, _, let max): return max
    case .lognormal, .exponential: return .infinity
    case .normal, .quantiles: return twoPieceNormal.upperSlope > 0 ? .infinity : twoPieceNormal.median
    }
  }

  /// The value when there is no other, however the distribution was written down.
  var onlyValue: Double? {
    switch shape {
    case .fixed(let value): value
    case .uniform(let min, let max): min == max ? min : nil
    case .triangular(let min, _, let max), .pert(let min, _, let max): min == max ? min : nil
    case .lognormal(let median, let p90): median == p90 ? median : nil
    case .normal(let mean, let sd): sd == 0 ? mean : nil
    case .exponential: nil
    case .quantiles(let p10, _, let p90): p10 == p90 ? p10 : nil
    }
  }

  /// The deviation of the logarithm of a lognormal; 0 for other shapes.
  var logDeviation: Double {
    guard case .lognormal(let median, let p90) = shape else { return 0 }
    return (log(p90) - log(median)) / StandardNormal.z90
  }

  /// PERT on the unit interval.
  var standardBeta: BetaDistribution {
    guard case .pert(let min, let mode, let max) = shape, min < max else { return BetaDistribution(alpha: 1, beta: 1) }
    let share = (mode - min) / (max - min)
    return BetaDistribution(alpha: 1 + 4 * share, beta: 5 - 4 * share)
  }

  /// `normal` and `quantiles` before the cut at zero.
  var twoPieceNormal: TwoPieceNormal {
    switch shape {
    case .normal(let mean, let sd):
      return TwoPieceNormal(median: mean, lowerSlope: sd, upperSlope: sd)
    case .quantiles(let p10, let p50, let p90):
      return TwoPieceNormal(
        median: p50, lowerSlope: (p50 - p10) / StandardNormal.z90, upperSlope: (p90 - p50) / StandardNormal.z90)
    default:
      return TwoPieceNormal(median: 0, lowerSlope: 0, upperSlope: 0)
    }
  }
}

/// A variable that is linear in a normal score on each side of its median, which is not negative.
struct TwoPieceNormal: Hashable, Sendable {
  let median: Double
  let lowerSlope: Double
  let upperSlope: Double

  func quantile(_ p: Double) -> Double {
    value(atScore: StandardNormal.quantile(p))
  }

  /// A flat side keeps the median even at an infinite score.
  func value(atScore z: Double) -> Double {
    let slope = z < 0 ? lowerSlope : upperSlope
    return slope > 0 ? median + slope * z : median
  }

  /// The largest score at which the value is at most `x`.
  func score(_ x: Double) -> Double {
    if x < median { return lowerSlope > 0 ? (x - median) / lowerSlope : -.infinity }
    return upperSlope > 0 ? (x - median) / upperSlope : .infinity
  }

  /// Mean and variance of max(0, X), from moments about the median so that nothing cancels.
  var momentsCutAtZero: (mean: Double, variance: Double) {
    let peak = StandardNormal.density(0)
    var first = upperSlope * peak
    var second = 0.5 * upperSlope * upperSlope
    if lowerSlope > 0 {
      let cut = -median / lowerSlope
      let below = StandardNormal.cumulativeProbability(cut)
      let density = StandardNormal.density(cut)
      let tilt = density > 0 ? cut * density : 0
      first += lowerSlope * (density - peak) - median * below
      second += lowerSlope * lowerSlope * (0.5 - below + tilt) + median * median * below
    }
    return (median + first, max(0, second - first * first))
  }
}
