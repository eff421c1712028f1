import Foundation
import Stochastics
import Testing

/// Results with a closed form, once from the quantile functions and once by simulation.
@Suite struct ExactResultsTests {
  /// P80 of the latest of n activities of 20, 30, 50 days.
  @Test(arguments: [(1, 39.046), (2, 42.041), (10, 46.361)])
  func mergeBias(activities: Int, p80: Double) throws {
    let distribution = try Distribution(.triangular(min: 20, mode: 30, max: 50))
    #expect(distribution.cumulativeProbability(35) == 0.625)
    let level = root(0.8, activities)
    #expect(abs(distribution.quantile(level) - p80) < 5e-4)
  }

  @Test(arguments: [1, 2, 10], 0..<4 as Range<UInt64>)
  func mergeBiasBySimulation(activities: Int, seed: UInt64) throws {
    let count = 40_000
    let distribution = try Distribution(.triangular(min: 20, mode: 30, max: 50))
    let sampler = DistributionSampler(distribution)
    var latest = [Float](repeating: 0, count: count)
    for activity in 0..<activities {
      let stream = RandomStream(seed: seed, identity: StreamIdentity("activity", "\(activity)"))
      let draws = TestSamples.draw(sampler, TestSamples.uniforms(stream, count: count))
      for (i, draw) in draws.enumerated() { latest[i] = max(latest[i], draw) }
    }
    let exact = (0..<activities).reduce(1.0) { product, _ in product * 0.625 }
    let within = Double(latest.count { $0 <= 35 }) / Double(count)
    let error = (exact * (1 - exact) / Double(count)).squareRoot()
    #expect(abs(within - exact) < 4.5 * error, "seed \(seed)")

    let level = root(0.8, activities)
    let p80 = distribution.quantile(level)
    let slope = (distribution.quantile(root(0.801, activities)) - p80) / 0.001
    let p80Error = slope * (0.8 * 0.2 / Double(count)).squareRoot()
    let drawn = latest.sorted()[OrderStatistics.rank(level: 0.8, count: count)]
    #expect(abs(Double(drawn) - p80) < 4.5 * p80Error, "seed \(seed)")
  }

  /// Two projects share 100 units; each gets until the chances that one more unit is absorbed are equal.
  @Test func budgetSplitForTheMean() throws {
    let absorbable = [try Distribution(.uniform(min: 0, max: 100)), try Distribution(.uniform(min: 0, max: 60))]
    var (low, high) = (0.0, 1.0)
    for _ in 0..<60 {
      let middle = 0.5 * (low + high)
      let given = absorbable.reduce(0) { $0 + $1.quantile(survival: middle) }
      if given > 100 { low = middle } else { high = middle }
    }
    let split = absorbable.map { $0.quantile(survival: high) }
    #expect(abs(split[0] - 62.5) < 1e-9)
    #expect(abs(split[1] - 37.5) < 1e-9)
    #expect(abs(meanDisbursed(absorbable, split) - 68.75) < 1e-6)
    for shift in [-5.0, -0.5, 0.5, 5] {
      #expect(meanDisbursed(absorbable, [split[0] + shift, split[1] - shift]) < 68.75)
    }
  }

  /// E min(X, k) = ∫₀ᵏ P(X > x) dx, summed by the midpoint rule.
  private func meanDisbursed(_ absorbable: [Distribution], _ split: [Double]) -> Double {
    zip(absorbable, split).reduce(0.0) { total, project in
      let step = project.1 / 10_000
      return total
        + (0..<10_000).reduce(0.0) { $0 + project.0.survivalProbability((Double($1) + 0.5) * step) * step }
    }
  }

  /// Linear work over twelve months, its start delayed by up to six: the share done at a date is a shifted uniform.
  @Test(arguments: [(6.0, 0.3, 0.4, 0.09), (9, 0.6, 0.3, 0.1225)])
  func delayShift(month: Double, required: Double, probability: Double, shortfall: Double) throws {
    let delay = try Distribution(.uniform(min: 0, max: 6))
    #expect(abs(delay.cumulativeProbability(month - 12 * required) - probability) < 1e-12)
    let missing = TestSamples.expectation(delay) { max(0, required - (month - $0) / 12) }
    #expect(abs(missing - shortfall) < 1e-6)
  }

  private func root(_ p: Double, _ n: Int) -> Double {
    pow(p, 1 / Double(n))
  }
}
