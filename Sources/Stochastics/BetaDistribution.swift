#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The beta distribution on [0, 1] for shapes between 1 and 5, which is what PERT needs.
struct BetaDistribution: Hashable, Sendable {
  let alpha: Double
  let beta: Double

  /// The distribution of 1 − X.
  var mirrored: BetaDistribution { BetaDistribution(alpha: beta, beta: alpha) }

  private var normalisation: Double { tgamma(alpha + beta) / (tgamma(alpha) * tgamma(beta)) }

  func density(_ x: Double) -> Double {
    normalisation * pow(x, alpha - 1) * pow(1 - x, beta - 1)
  }

  /// The regularised incomplete beta function, by the continued fraction of DLMF 8.17.22 in Lentz's way.
  func cumulativeProbability(_ x: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < 1 else { return 1 }
    if x < (alpha + 1) / (alpha + beta + 2) { return lowerTail(x) }
    return 1 - mirrored.lowerTail(1 - x)
  }

  private func lowerTail(_ x: Double) -> Double {
    let front = normalisation * pow(x, alpha) * pow(1 - x, beta) / alpha
    let tiny = 1e-300
    var c = 1.0
    var d = 1 / nonZero(1 - (alpha + beta) * x / (alpha + 1), tiny)
    var fraction = d
    for m in 1...300 {
      let m = Double(m)
      let even = m * (beta - m) * x / ((alpha + 2 * m - 1) * (alpha + 2 * m))
      d = 1 / nonZero(1 + even * d, tiny)
      c = nonZero(1 + even / c, tiny)
      fraction *= d * c
      let odd = -(alpha + m) * (alpha + beta + m) * x / ((alpha + 2 * m) * (alpha + 2 * m + 1))
      d = 1 / nonZero(1 + odd * d, tiny)
      c = nonZero(1 + odd / c, tiny)
      fraction *= d * c
      if abs(d * c - 1) < 1e-16 { break }
    }
    return front * fraction
  }

  private func nonZero(_ value: Double, _ tiny: Double) -> Double {
    abs(value) < tiny ? tiny : value
  }

  /// Solved from the nearer end, so that both tails keep their precision.
  func quantile(_ p: Double) -> Double {
    guard p > 0 else { return 0 }
    guard p < 1 else { return 1 }
    let middle = alpha / (alpha + beta)
    if p <= cumulativeProbability(middle) { return lowerQuantile(p, below: middle) }
    return 1 - mirrored.lowerQuantile(1 - p, below: 1 - middle)
  }

  /// Newton's method kept inside a bracket, with bisection when a step leaves it.
  private func lowerQuantile(_ p: Double, below limit: Double) -> Double {
    var (low, high) = (0.0, limit)
    var x = min(limit, pow(p * alpha / normalisation, 1 / alpha))
    for _ in 0..<200 {
      let excess = cumulativeProbability(x) - p
      if excess > 0 { high = x } else { low = x }
      var next = x - excess / density(x)
      if !(next > low && next < high) { next = 0.5 * (low + high) }
      if abs(next - x) <= 1e-15 * x { return next }
      x = next
    }
    return x
  }
}
