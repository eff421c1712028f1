#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The normal distribution of mean 0 and deviation 1, in double precision.
public enum StandardNormal {
  /// The quantile of 0.9, which turns a 90th percentile into a deviation.
  public static let z90 = 1.2815515655446004

  /// φ(z).
  public static func density(_ z: Double) -> Double {
    exp(-0.5 * z * z) * 0.3989422804014327
  }

  /// Φ(z), with a small relative error in the lower tail too.
  public static func cumulativeProbability(_ z: Double) -> Double {
    0.5 * erfc(-z * 0.7071067811865476)
  }

  /// Φ⁻¹(p); −∞ at 0 and ∞ at 1.
  ///
  /// Acklam's rational approximation (2003) and one step of Halley's method, which brings it to double precision.
  ///
  /// - Precondition: `p` is in 0…1.
  public static func quantile(_ p: Double) -> Double {
    precondition(p >= 0 && p <= 1, "a probability is between 0 and 1")
    if p > 0.5 { return -lowerQuantile(1 - p) }
    return lowerQuantile(p)
  }

  private static func lowerQuantile(_ p: Double) -> Double {
    guard p > 0 else { return -.infinity }
    guard p < 0.5 else { return 0 }
    let start = p < 0.02425 ? tailQuantile(p) : centralQuantile(p)
    let error = (cumulativeProbability(start) - p) / density(start)
    guard error.isFinite else { return start }
    return start - error / (1 + 0.5 * start * error)
  }

  private static func tailQuantile(_ p: Double) -> Double {
    let q = (-2 * log(p)).squareRoot()
    let numerator = polynomial(
      q,
      [
        -7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838, -2.549732539343734, 4.374664141464968,
        2.938163982698783,
      ])
    let denominator = polynomial(
      q, [7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996, 3.754408661907416, 1])
    return numerator / denominator
  }

  private static func centralQuantile(_ p: Double) -> Double {
    let q = p - 0.5
    let r = q * q
    let numerator = polynomial(
      r,
      [
        -3.969683028665376e+01, 2.209460984245205e+02, -2.759285104469687e+02, 1.383577518672690e+02,
        -3.066479806614716e+01, 2.506628277459239,
      ])
    let denominator = polynomial(
      r,
      [
        -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02, 6.680131188771972e+01,
        -1.328068155288572e+01, 1,
      ])
    return numerator * q / denominator
  }

  /// Highest power first.
  private static func polynomial(_ x: Double, _ coefficients: [Double]) -> Double {
    coefficients.reduce(0) { $0 * x + $1 }
  }
}
