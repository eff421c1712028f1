import Stochastics
import Testing

@Suite struct DistributionQuantileTests {
  @Test(arguments: TestSamples.shapes)
  func quantileIsMonotoneAndWithinBounds(shape: Distribution.Shape) throws {
    let distribution = try Distribution(shape)
    let values = ([0] + TestSamples.probabilities + [1]).map { distribution.quantile($0) }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(values.allSatisfy { $0 >= 0 && $0 <= distribution.upperBound })
    #expect(values.last == distribution.upperBound)
    #expect(distribution.median == distribution.quantile(0.5))
  }

  @Test(arguments: TestSamples.shapes)
  func quantileIsTheSmallestValueReachingItsProbability(shape: Distribution.Shape) throws {
    let distribution = try Distribution(shape)
    for p in TestSamples.probabilities {
      let x = distribution.quantile(p)
      #expect(distribution.cumulativeProbability(x) >= p - 1e-12, "p = \(p)")
      #expect(distribution.cumulativeProbability(x.nextDown - 1e-12 * x) <= p + 1e-10, "p = \(p)")
    }
  }

  @Test(arguments: TestSamples.shapes)
  func distributionFunctionIsMonotoneAndComplementary(shape: Distribution.Shape) throws {
    let distribution = try Distribution(shape)
    let grid = (-10...1_000).map { Double($0) / 10 }
    let values = grid.map(distribution.cumulativeProbability)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 + 1e-15 })
    for (x, p) in zip(grid, values) {
      #expect(abs(distribution.survivalProbability(x) - (1 - p)) < 1e-14, "x = \(x)")
    }
    #expect(distribution.cumulativeProbability(-1) == 0)
    #expect(distribution.cumulativeProbability(.infinity) == 1)
    #expect(distribution.survivalProbability(.infinity) == 0)
  }

  @Test(arguments: TestSamples.shapes)
  func quantileOfTheUpperTailIsThatOfTheComplement(shape: Distribution.Shape) throws {
    let distribution = try Distribution(shape)
    for p in TestSamples.probabilities {
      let x = distribution.quantile(survival: p)
      #expect(abs(x - distribution.quantile(1 - p)) <= 1e-9 * (1 + x), "p = \(p)")
    }
  }

  @Test(arguments: [
    Distribution.Shape.lognormal(median: 87, p90: 448), .exponential(mean: 30), .normal(mean: 10, sd: 3),
    .quantiles(p10: 10, p50: 20, p90: 45),
  ])
  func farTailsKeepTheirPrecision(shape: Distribution.Shape) throws {
    let distribution = try Distribution(shape)
    for exponent in 1...30 {
      let s = Double(sign: .plus, exponent: -4 * exponent, significand: 1)
      let back = distribution.survivalProbability(distribution.quantile(survival: s))
      #expect(abs(back / s - 1) < 1e-11, "s = \(s)")
    }
  }

  @Test(arguments: TestSamples.shapes)
  func momentsAreThoseOfTheQuantileFunction(shape: Distribution.Shape) throws {
    let distribution = try Distribution(shape)
    let mean = TestSamples.expectation(distribution) { $0 }
    let variance = TestSamples.expectation(distribution) { ($0 - mean) * ($0 - mean) }
    #expect(abs(distribution.mean - mean) <= 1e-6 * (1 + mean))
    #expect(abs(distribution.variance - variance) <= 2e-6 * variance + 1e-12)
  }

  @Test func momentsDoNotCancelFarFromTheCut() throws {
    let distribution = try Distribution(.normal(mean: 1e6, sd: 1e-3))
    #expect(distribution.mean == 1e6)
    #expect(abs(distribution.variance / 1e-6 - 1) < 1e-12)
  }

  @Test func momentsOfExtremesAreNumbersOrInfinite() throws {
    let wide = try Distribution(.lognormal(median: 1e-300, p90: 1e9))
    #expect(wide.mean == .infinity)
    #expect(wide.variance == .infinity)
    let small = try Distribution(.triangular(min: 0, mode: 0, max: 1e-300))
    #expect(small.mean >= 0 && small.variance == 0)
  }

  /// By hand: max(0, N(0, σ)) has the mean σ/√(2π) and the variance σ²(½ − 1/(2π)).
  @Test func normalCutAtItsMiddle() throws {
    let distribution = try Distribution(.normal(mean: 0, sd: 5))
    #expect(abs(distribution.mean - 5 * 0.3989422804014327) < 1e-14)
    #expect(abs(distribution.variance - 25 * (0.5 - 0.15915494309189535)) < 1e-13)
    #expect(distribution.cumulativeProbability(0) == 0.5)
    #expect(distribution.quantile(0.5) == 0)
  }

  @Test func quantilesAreWhatWasElicited() throws {
    let distribution = try Distribution(.quantiles(p10: 10, p50: 20, p90: 45))
    for (p, x) in [(0.1, 10.0), (0.5, 20), (0.9, 45)] {
      #expect(abs(distribution.quantile(p) - x) < 1e-12 * x)
    }
    let lognormal = try Distribution(.lognormal(median: 87, p90: 448))
    #expect(abs(lognormal.quantile(0.9) - 448) < 1e-10)
    #expect(lognormal.median == 87)
  }

  @Test func flatSideOfElicitedQuantilesIsAMass() throws {
    let flatAbove = try Distribution(.quantiles(p10: 10, p50: 20, p90: 20))
    #expect(flatAbove.upperBound == 20)
    #expect(flatAbove.quantile(1) == 20)
    #expect(flatAbove.cumulativeProbability(20.nextDown) < 0.5)
    #expect(flatAbove.cumulativeProbability(20) == 1)
    let flatBelow = try Distribution(.quantiles(p10: 10, p50: 10, p90: 20))
    #expect(flatBelow.quantile(0) == 10)
    #expect(flatBelow.cumulativeProbability(10) == 0.5)
    #expect(flatBelow.cumulativeProbability(10.nextDown) == 0)
  }

  /// PERT with the mode at an end is 1 − (1 − x)⁵ on the unit interval, or x⁵.
  @Test func pertWithTheModeAtAnEndHasAClosedForm() throws {
    let early = try Distribution(.pert(min: 0, mode: 0, max: 10))
    let late = try Distribution(.pert(min: 0, mode: 10, max: 10))
    for step in 1..<100 {
      let x = Double(step) / 100
      let fifth = x * x * x * x * x
      #expect(abs(late.cumulativeProbability(10 * x) - fifth) < 1e-14, "x = \(x)")
      #expect(abs(early.survivalProbability(10 * (1 - x)) - fifth) < 1e-14, "x = \(x)")
      #expect(abs(late.quantile(fifth) - 10 * x) < 1e-13, "x = \(x)")
    }
  }

  /// A symmetric PERT is Beta(3, 3): 10x³ − 15x⁴ + 6x⁵.
  @Test func symmetricPertIsAPolynomial() throws {
    let distribution = try Distribution(.pert(min: 0, mode: 0.5, max: 1))
    for step in 0...100 {
      let x = Double(step) / 100
      let exact = x * x * x * (10 - 15 * x + 6 * x * x)
      #expect(abs(distribution.cumulativeProbability(x) - exact) < 1e-14, "x = \(x)")
    }
  }
}
