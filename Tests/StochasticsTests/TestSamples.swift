import Stochastics

/// Distributions of every shape, with the degenerate ones and those with a kink or a mass at zero.
enum TestSamples {
  static let shapes: [Distribution.Shape] = [
    .fixed(0), .fixed(5.5),
    .uniform(min: 0, max: 6), .uniform(min: 5, max: 5),
    .triangular(min: 20, mode: 30, max: 50), .triangular(min: 0, mode: 0, max: 10),
    .triangular(min: 0, mode: 10, max: 10), .triangular(min: 3, mode: 3, max: 3),
    .pert(min: 20, mode: 30, max: 50), .pert(min: 0, mode: 0, max: 10), .pert(min: 1, mode: 10, max: 10),
    .pert(min: 5, mode: 6, max: 90), .pert(min: 2, mode: 2, max: 2),
    .lognormal(median: 87, p90: 448), .lognormal(median: 1, p90: 1.2), .lognormal(median: 10, p90: 10),
    .normal(mean: 10, sd: 3), .normal(mean: 1, sd: 2), .normal(mean: 0, sd: 5), .normal(mean: 7, sd: 0),
    .exponential(mean: 30),
    .quantiles(p10: 10, p50: 20, p90: 45), .quantiles(p10: 1, p50: 20, p90: 30), .quantiles(p10: 0, p50: 0, p90: 10),
    .quantiles(p10: 5, p50: 5, p90: 5), .quantiles(p10: 10, p50: 10, p90: 20), .quantiles(p10: 10, p50: 20, p90: 20),
  ]

  /// Probabilities spread over the middle and far into both tails.
  static let probabilities: [Double] = {
    let low = [1e-7, 1e-4].flatMap { unit in (1...9).map { Double($0) * unit } }
    let middle = (1..<400).map { Double($0) / 400 }
    return low + middle + low.reversed().map { 1 - $0 }
  }()

  /// ∫ f(x(p)) dp, over the normal score of p, where every quantile function here is smooth but for kinks.
  static func expectation(_ distribution: Distribution, _ f: (Double) -> Double) -> Double {
    let step = 1.0 / 1024
    return (0..<(20 * 1024)).reduce(0.0) { sum, index in
      let z = -10 + (Double(index) + 0.5) * step
      let x =
        z < 0
        ? distribution.quantile(StandardNormal.cumulativeProbability(z))
        : distribution.quantile(survival: StandardNormal.cumulativeProbability(-z))
      return sum + f(x) * StandardNormal.density(z) * step
    }
  }

  /// What a sampler makes of uniform numbers.
  static func draw(_ sampler: DistributionSampler, _ uniforms: [Float]) -> [Float] {
    var out = [Float](repeating: -1, count: uniforms.count)
    out.withUnsafeMutableBufferPointer { out in
      uniforms.withUnsafeBufferPointer { uniforms in
        guard let target = out.baseAddress, let source = uniforms.baseAddress else { return }
        sampler.fill(target, uniforms: source, count: uniforms.count)
      }
    }
    return out
  }

  /// The uniform numbers of the first replications of a stream.
  static func uniforms(_ stream: RandomStream, count: Int, first: Int = 0, index: UInt32 = 0) -> [Float] {
    var out = [Float](repeating: -1, count: count)
    out.withUnsafeMutableBufferPointer { out in
      guard let target = out.baseAddress else { return }
      stream.fillUniforms(target, count: count, firstReplication: first, index: index)
    }
    return out
  }
}
