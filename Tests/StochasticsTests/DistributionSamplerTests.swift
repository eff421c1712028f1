import Stochastics
import Testing

@Suite struct DistributionSamplerTests {
  /// The smallest and largest that a stream gives, and the middle.
  private let uniforms: [Float] = {
    let low = (0..<64).map { (Float($0) + 0.5) * 0x1p-23 }
    let middle = (0..<1_000).map { (Float($0) + 0.5) / 1_000 }
    return low + middle + low.reversed().map { 1 - $0 }
  }()

  @Test(arguments: TestSamples.shapes)
  func drawsTheQuantileFunction(shape: Distribution.Shape) throws {
    let distribution = try Distribution(shape)
    try expectQuantiles(of: distribution, elapsed: 0)
  }

  @Test(arguments: TestSamples.shapes, [0.01, 0.5, 4.999, 8, 21, 44, 89, 400])
  func drawsWhatRemains(shape: Distribution.Shape, elapsed: Double) throws {
    let distribution = try Distribution(shape)
    let sampler = DistributionSampler(distribution, elapsed: elapsed)
    #expect(sampler.isExhausted == (distribution.survivalProbability(elapsed.nextDown) < 1e-9))
    try expectQuantiles(of: distribution, elapsed: sampler.isExhausted ? 0 : elapsed)
  }

  /// The value is near the exact one, or the probability at which it is exact is near the uniform number.
  private func expectQuantiles(of distribution: Distribution, elapsed: Double) throws {
    let draws = TestSamples.draw(DistributionSampler(distribution, elapsed: elapsed), uniforms)
    let survival = elapsed > 0 ? distribution.survivalProbability(elapsed) : 1
    for (u, draw) in zip(uniforms, draws) {
      let u = Double(u)
      let exact = max(0, distribution.quantile(survival: survival * (1 - u)) - elapsed)
      let total = Double(draw) + elapsed
      let shift = abs(distribution.survivalProbability(total) / survival - (1 - u))
      let tolerance = 1e-5 * (exact + elapsed + 1e-3)
      #expect(abs(Double(draw) - exact) < tolerance || shift < 2e-5, "u = \(u), exact \(exact), drawn \(draw)")
    }
  }

  @Test(arguments: TestSamples.shapes, [0, 3.0, 25])
  func drawsAreMonotoneUpToRounding(shape: Distribution.Shape, elapsed: Double) throws {
    let draws = TestSamples.draw(DistributionSampler(try Distribution(shape), elapsed: elapsed), uniforms)
    for i in draws.indices.dropFirst() {
      let slack = 2e-6 * (draws[i] + Float(elapsed))
      #expect(draws[i] >= draws[i - 1] - slack, "u = \(uniforms[i])")
    }
    #expect(draws.allSatisfy { $0 >= 0 && $0.isFinite })
  }

  @Test(arguments: TestSamples.shapes, [0, 3.0, 25])
  func medianIsThatOfTheDraws(shape: Distribution.Shape, elapsed: Double) throws {
    let sampler = DistributionSampler(try Distribution(shape), elapsed: elapsed)
    let drawn = TestSamples.draw(sampler, [0.5])[0]
    #expect(abs(sampler.median - drawn) <= 1e-5 * (drawn + Float(elapsed)) + 1e-3)
  }

  @Test(arguments: TestSamples.shapes)
  func fixedMeansFixed(shape: Distribution.Shape) throws {
    let distribution = try Distribution(shape)
    let sampler = DistributionSampler(distribution)
    #expect(sampler.isFixed == (distribution.variance == 0))
    #expect(!sampler.isExhausted)
  }

  @Test(arguments: 0...10, [1, 0.5, 1e-3, 1e-6, 1e-8])
  func pertTableStaysWithinItsBound(mode: Int, survival: Double) throws {
    let distribution = try Distribution(.pert(min: 0, mode: Double(mode), max: 10))
    let elapsed = distribution.quantile(survival: survival)
    let draws = TestSamples.draw(DistributionSampler(distribution, elapsed: elapsed), uniforms)
    for (u, draw) in zip(uniforms, draws) {
      let share = distribution.survivalProbability(Double(draw) + elapsed) / survival
      let rounding = distribution.survivalProbability(Double(draw) * (1 - 2e-7) + elapsed) / survival - share
      #expect(abs(share - (1 - Double(u))) < 3e-5 + rounding, "u = \(u)")
    }
  }

  @Test func fillsInPlace() throws {
    for shape in TestSamples.shapes {
      let sampler = DistributionSampler(try Distribution(shape), elapsed: 2)
      var column = uniforms
      column.withUnsafeMutableBufferPointer { column in
        guard let base = column.baseAddress else { return }
        sampler.fill(base, uniforms: UnsafePointer(base), count: column.count)
      }
      #expect(column == TestSamples.draw(sampler, uniforms))
    }
  }

  @Test func fixedRemainderIsTheDifference() throws {
    let five = try Distribution(.fixed(5))
    #expect(TestSamples.draw(DistributionSampler(five, elapsed: 3), [0.2, 0.9]) == [2, 2])
    let reached = DistributionSampler(five, elapsed: 5)
    #expect(!reached.isExhausted)
    #expect(TestSamples.draw(reached, [0.5]) == [0])
    let passed = DistributionSampler(five, elapsed: 5.01)
    #expect(passed.isExhausted)
    #expect(TestSamples.draw(passed, [0.5]) == [5])
  }

  @Test func exhaustedBoundedOnesStartAfresh() throws {
    for shape in [
      Distribution.Shape.uniform(min: 1, max: 4), .triangular(min: 1, mode: 2, max: 4), .pert(min: 1, mode: 2, max: 4),
    ] {
      let distribution = try Distribution(shape)
      let fresh = TestSamples.draw(DistributionSampler(distribution), uniforms)
      #expect(!DistributionSampler(distribution, elapsed: 3.9).isExhausted)
      let exhausted = DistributionSampler(distribution, elapsed: 4)
      #expect(exhausted.isExhausted)
      #expect(TestSamples.draw(exhausted, uniforms) == fresh)
    }
  }

  @Test func exponentialForgets() throws {
    let distribution = try Distribution(.exponential(mean: 30))
    let fresh = TestSamples.draw(DistributionSampler(distribution), uniforms)
    #expect(TestSamples.draw(DistributionSampler(distribution, elapsed: 100), uniforms) == fresh)
  }

  @Test func negativeOrMeaninglessElapsedTimeIsNone() throws {
    let distribution = try Distribution(.normal(mean: 1, sd: 2))
    let fresh = TestSamples.draw(DistributionSampler(distribution), uniforms)
    for elapsed in [-3, .nan] {
      #expect(TestSamples.draw(DistributionSampler(distribution, elapsed: elapsed), uniforms) == fresh)
    }
  }

  @Test func deepTailIsStillResolved() throws {
    let distribution = try Distribution(.lognormal(median: 87, p90: 448))
    let elapsed = distribution.quantile(survival: 1e-8)
    let draws = TestSamples.draw(DistributionSampler(distribution, elapsed: elapsed), uniforms)
    #expect(Set(draws).count > 1_050)
    try expectQuantiles(of: distribution, elapsed: elapsed)
  }

  @Test func extremeParametersGiveFiniteDraws() throws {
    for shape in [
      Distribution.Shape.lognormal(median: 1e-300, p90: 1e9), .normal(mean: 0, sd: 1e9), .exponential(mean: 1e-300),
      .pert(min: 0, mode: 1e-300, max: 1e9), .triangular(min: 1e9.nextDown, mode: 1e9, max: 1e9),
      .uniform(min: 0, max: 1e-300), .quantiles(p10: 0, p50: 1e-300, p90: 1e9),
    ] {
      for elapsed in [0, 1e-5, 1e8] {
        let draws = TestSamples.draw(DistributionSampler(try Distribution(shape), elapsed: elapsed), uniforms)
        #expect(draws.allSatisfy { $0 >= 0 && $0.isFinite }, "\(shape), elapsed \(elapsed)")
      }
    }
  }

  /// Mean and variance of 20,000 draws within five of their standard errors, which come from the sample's moments.
  @Test(arguments: 0..<6)
  func sampleMomentsAgree(seed: UInt64) throws {
    let count = 20_000
    for (number, shape) in TestSamples.shapes.enumerated() {
      let distribution = try Distribution(shape)
      guard distribution.variance > 0 else { continue }
      let stream = RandomStream(seed: seed, identity: StreamIdentity("sample", "\(number)"))
      let draws = TestSamples.draw(DistributionSampler(distribution), TestSamples.uniforms(stream, count: count))
      let sample = SampleMoments(draws.map(Double.init))
      #expect(abs(sample.mean - distribution.mean) < 5 * sample.standardError, "seed \(seed), \(shape)")
      let squares = SampleMoments(draws.map { (Double($0) - distribution.mean) * (Double($0) - distribution.mean) })
      #expect(abs(squares.mean - distribution.variance) < 5 * squares.standardError, "seed \(seed), \(shape)")
    }
  }

  /// What remains after five days, against the same draws kept only when they are longer.
  @Test(arguments: 0..<4)
  func remaindersAgreeWithRejection(seed: UInt64) throws {
    let elapsed = 5.0
    for (number, shape) in TestSamples.shapes.enumerated() {
      let distribution = try Distribution(shape)
      let sampler = DistributionSampler(distribution, elapsed: elapsed)
      guard !sampler.isExhausted, !sampler.isFixed else { continue }
      let stream = RandomStream(seed: seed, identity: StreamIdentity("remaining", "\(number)"))
      let remaining = TestSamples.draw(sampler, TestSamples.uniforms(stream, count: 20_000))
      let whole = TestSamples.draw(
        DistributionSampler(distribution), TestSamples.uniforms(stream, count: 40_000, index: 1))
      let direct = SampleMoments(remaining.map(Double.init))
      let kept = SampleMoments(whole.map { Double($0) - elapsed }.filter { $0 > 0 })
      let error = (direct.standardError * direct.standardError + kept.standardError * kept.standardError).squareRoot()
      #expect(abs(direct.mean - kept.mean) <= 5 * error + 1e-6, "seed \(seed), \(shape)")
    }
  }
}
