import Disbursement
import Foundation
import Portfolio
import Stochastics

/// The random numbers of one replication: the uniform numbers of the engine's own streams, all else in double precision.
struct ReferenceDraws {
  let seed: UInt64
  let replication: Int

  func uniform(_ kind: StaticString, _ parts: [String], index: UInt32 = 0) -> Double {
    let stream = RandomStream(seed: seed, identity: StreamIdentity(kind, parts: parts))
    return Double(stream.uniform(replication: replication, index: index))
  }

  /// Correlated with the systemic factor by a Gaussian copula.
  func uniform(_ kind: StaticString, _ parts: [String], loading: Double) -> Double {
    let own = uniform(kind, parts)
    guard loading != 0 else { return own }
    let common = StandardNormal.quantile(uniform("systemic", []))
    let score = (1 - loading * loading).squareRoot() * StandardNormal.quantile(own) + loading * common
    return StandardNormal.cumulativeProbability(score)
  }

  /// What a driver does to a unit: a factor, days, or 0 for blocked; nil where it does not strike.
  func impact(of driver: RiskDriver, on unit: String, _ edges: KnifeEdges) -> Double? {
    let chance = uniform("driver", [driver.id, driver.scope.rawValue, unit])
    edges.meet(chance, driver.probability, within: KnifeEdges.probability)
    guard chance < driver.probability else { return nil }
    if driver.effect == .blocked { return 0 }
    return driver.impact.quantile(chance / driver.probability)
  }
}

extension Distribution {
  /// What remains of a duration of which some has passed: drawn given that it is longer, or anew when nothing is left beyond.
  func remaining(after elapsed: Double, at uniform: Double) -> Double {
    guard elapsed > 0 else { return quantile(uniform) }
    if case .fixed(let days) = shape { return days >= elapsed ? days - elapsed : days }
    let passed = cumulativeProbability(elapsed)
    guard survivalProbability(elapsed) >= 1e-9 else { return quantile(uniform) }
    return max(0, quantile(passed + uniform * (1 - passed)) - elapsed)
  }
}

extension SCurve {
  /// The value accepted after a share of the work.
  func value(after work: Double) -> Double {
    switch self {
    case .cubic(let c1, let c2):
      let rest = 1 - work
      return 3 * work * rest * rest * c1 + 3 * work * work * rest * c2 + work * work * work
    case .kumaraswamy(let a, let b):
      return 1 - pow(1 - pow(work, a), b)
    case .monthly(let cumulative):
      let position = work * Double(cumulative.count)
      let step = min(Int(position), cumulative.count - 1)
      let before = step == 0 ? 0 : cumulative[step - 1]
      return before + (position - Double(step)) * (cumulative[step] - before)
    }
  }

  /// The least work after which a value is accepted.
  func work(for value: Double) -> Double {
    if value <= 0 { return 0 }
    if value >= 1 { return 1 }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if self.value(after: middle) < value { low = middle } else { high = middle }
    }
    return high
  }
}
