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
  private let normalisation: Double

  init(alpha: Double, beta: Double) {
    self.init(alpha: alpha, beta: beta, normalisation: tgamma(alpha + beta) / (tgamma(alpha) * tgamma(beta)))
  }

  private init(alpha: Double, beta: Double, normalisation: Double) {
    self.alpha = alpha
    self.beta = beta
    self.normalisation = normalisation
  }

  /// The distribution of 1 − X.
  var mirrored: BetaDistribution { BetaDistribution(alpha: beta, beta: alpha, normalisation: normalisation) }

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

  /// Halley's method kept inside a bracket, with bisection when a step leaves it.
  private func lowerQuantile(_ p: Double, below limit: Double) -> Double {
    var (low, high) = (0.0, limit)
    var x = min(limit, pow(p * alpha / normalisation, 1 / alpha))
    for _ in 0..<200 {
      let excess = cumulativeProbability(x) - p
      if excess > 0 { high = x } else { low = x }
      let step = excess / density(x)
      let bend = (alpha - 1) / x - (beta - 1) / (1 - x)
      let next = x - step / (1 - 0.5 * step * bend)
      guard next > low && next < high else {
        if excess == 0 || high - low <= 1e-15 * high { return x }
        x = 0.5 * (low + high)
        continue
      }
      // The error left is about the cube of the last step.
      if abs(next - x) <= 1e-6 * x { return next }
      x = next
    }
    return x
  }
}
