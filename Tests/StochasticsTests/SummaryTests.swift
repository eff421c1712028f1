import Stochastics
import Testing

@Suite struct OrderStatisticsTests {
  private static let levels = [0, 0.05, 0.1, 0.25, 0.5, 0.5, 0.75, 0.9, 0.95, 1]

  @Test(arguments: [
    (0.0, 10, 0), (0.05, 10, 0), (0.1, 10, 0), (0.11, 10, 1), (0.5, 10, 4), (0.5, 11, 5), (0.9, 10, 8), (1.0, 10, 9),
    (0.07, 100, 6), (0.29, 100, 28), (0.57, 100, 56), (0.8, 10_000, 7_999), (0.3, 10_000_000, 2_999_999), (0.99, 1, 0),
  ])
  func rankIsTheInverseOfTheEmpiricalDistribution(level: Double, count: Int, rank: Int) {
    #expect(OrderStatistics.rank(level: level, count: count) == rank)
  }

  @Test func everyPercentileOfEverySizeIsExact() {
    for count in 1...2_000 {
      for percent in 0...100 {
        let exact = max(0, (percent * count + 99) / 100 - 1)
        let rank = OrderStatistics.rank(level: Double(percent) / 100, count: count)
        if rank != exact { Issue.record("\(percent) % of \(count): \(rank) instead of \(exact)") }
      }
    }
  }

  @Test func quantileOfASortedSampleIsOneOfItsValues() {
    let values: [Int64] = [-7, -7, 0, 3, 10]
    #expect(OrderStatistics.quantile(ofSorted: values, level: 0) == -7)
    #expect(OrderStatistics.quantile(ofSorted: values, level: 0.4) == -7)
    #expect(OrderStatistics.quantile(ofSorted: values, level: 0.41) == 0)
    #expect(OrderStatistics.quantile(ofSorted: values, level: 1) == 10)
  }

  private func quantiles(_ values: [Int64], _ levels: [Double], _ scratch: inout QuantileScratch) -> [Int64] {
    values.withUnsafeBufferPointer { OrderStatistics.quantiles(of: $0, levels: levels, scratch: &scratch) }
  }

  /// Samples as they come: smooth, with spikes, over many magnitudes, of few values, over the whole range of the type.
  private func samples(_ seed: UInt64, count: Int) -> [[Int64]] {
    let stream = RandomStream(seed: seed, identity: StreamIdentity("order statistics"))
    let words = (0..<count).map { Int64(stream.uniform(replication: $0, index: 0) * 0x1p24) }
    return [
      words, words.map { $0 % 7 }, words.map { max(0, $0 - 6_000_000) * 1_000_003 }, words.map { 8_000_000 - $0 },
      words.map { Int64(1) << ($0 % 63) * ($0 % 2 == 0 ? 1 : -1) }, words.map { $0 &* 0x1E37_79B9_7F4A_7C15 },
      words.map { $0 % 100 == 0 ? Int64.max - $0 : $0 % 3_000 }, words.map { $0 % 50 == 0 ? .min : .max },
      words.map { _ in -5 }, words.sorted(), words.sorted(by: >),
    ]
  }

  @Test(arguments: 0..<12)
  func quantilesEqualTheSortedReference(seed: UInt64) {
    var scratch = QuantileScratch()
    for count in [1, 2, 3, 10, 127, 1_000, 5_000] {
      for (number, sample) in samples(seed, count: count).enumerated() {
        let sorted = sample.sorted()
        let expected = Self.levels.map { OrderStatistics.quantile(ofSorted: sorted, level: $0) }
        #expect(quantiles(sample, Self.levels, &scratch) == expected, "seed \(seed), sample \(number), \(count) values")
      }
    }
  }

  @Test func quantilesComeInTheOrderOfTheLevels() {
    var scratch = QuantileScratch()
    #expect(
      quantiles((1...100).map { $0 * 1_000_000 }, [0.9, 0.1, 0.5], &scratch) == [90_000_000, 10_000_000, 50_000_000])
    #expect(quantiles([4, 2], [], &scratch) == [])
  }

  @Test func sampleStaysAsItIs() {
    var sample = samples(3, count: 500)[0]
    let before = sample
    let found = sample.withUnsafeMutableBufferPointer { OrderStatistics.quantiles(of: $0, levels: [0.5]) }
    #expect(found == [before.sorted()[249]])
    #expect(sample == before)
  }
}

@Suite struct TailMeanTests {
  private func shortfall(_ values: [Int64], _ fraction: Double, _ tail: Tail) -> TailMean {
    var scratch = QuantileScratch()
    return values.withUnsafeBufferPointer {
      OrderStatistics.expectedShortfall(of: $0, worst: fraction, tail: tail, scratch: &scratch)
    }
  }

  @Test func smallSamplesByHand() {
    let values: [Int64] = [5, 1, 9, 3, 7, 9, 0, 2, 8, 4]
    #expect(shortfall(values, 0.2, .upper).mean == 9)
    #expect(abs(shortfall(values, 0.3, .upper).mean - 8.666666666666666) < 1e-14)
    #expect(shortfall(values, 0.21, .upper).count == 3)
    #expect(shortfall(values, 0.3, .lower).mean == 1)
    #expect(shortfall(values, 1, .lower).mean == 4.8)
    #expect(shortfall(values, 0.01, .upper) == shortfall(values, 0.1, .upper))
    #expect(shortfall(values, 0.1, .upper).standardError == nil)
  }

  /// Of the whole sample it is the ordinary mean with the ordinary error.
  @Test func wholeSampleIsTheOrdinaryMean() throws {
    let values = (0..<1_000).map { Int64(($0 * 7_919) % 1_009) - 300 }
    let moments = SampleMoments(values.map(Double.init))
    for tail in [Tail.lower, .upper] {
      let whole = shortfall(values, 1, tail)
      #expect(abs(whole.mean - moments.mean) < 1e-9)
      #expect(abs(try #require(whole.standardError) / moments.standardError - 1) < 1e-9)
    }
  }

  @Test func extremeValuesDoNotOverflow() {
    let tail = shortfall([.min, .max, .max, .min], 0.5, .upper)
    #expect(tail.mean == Double(Int64.max))
    #expect(shortfall([.min, .max, .max, .min], 1, .upper).mean.magnitude <= 1)
  }

  /// The worst tenth of an exponential lies (1 + log 10) means out; the stated error is what estimates scatter by.
  @Test func errorIsTheScatterOfTheEstimate() throws {
    let sampler = DistributionSampler(try Distribution(.exponential(mean: 1)))
    var (estimates, errors) = (SampleMoments(), SampleMoments())
    for seed in 0..<400 as Range<UInt64> {
      let stream = RandomStream(seed: seed, identity: StreamIdentity("tail"))
      let draws = TestSamples.draw(sampler, TestSamples.uniforms(stream, count: 2_000))
      let tail = shortfall(draws.map { Int64($0 * 1e9) }, 0.1, .upper)
      estimates.add(tail.mean / 1e9)
      errors.add(try #require(tail.standardError) / 1e9)
    }
    let exact = 1 + 2.302585092994046
    let bias = 1.0 / 200
    #expect(abs(estimates.mean - exact) < 5 * estimates.standardError + bias)
    let ratio = errors.mean / estimates.variance.squareRoot()
    #expect(abs(ratio - 1) < 5 / (2.0 * 400).squareRoot())
  }
}

@Suite struct StandardErrorTests {
  @Test func ofMeanAndOfProportion() {
    #expect(StandardError.ofMean(variance: 9, count: 4) == 1.5)
    #expect(StandardError.ofMean(variance: 9, count: 0) == .infinity)
    #expect(abs(StandardError.ofProportion(successes: 20, count: 100) - 0.04) < 1e-15)
  }

  @Test(arguments: [1, 10, 10_000])
  func certaintyIsNeverClaimed(count: Int) {
    let p = 1 / (Double(count) + 2)
    let expected = (p * (1 - p) / Double(count)).squareRoot()
    #expect(abs(StandardError.ofProportion(successes: 0, count: count) / expected - 1) < 1e-12)
    #expect(abs(StandardError.ofProportion(successes: count, count: count) / expected - 1) < 1e-12)
  }

  @Test func momentsEqualTheTwoPassOnes() {
    let values = (0..<500).map { 1e9 + Double(($0 * 263) % 101) }
    let mean = values.reduce(0, +) / 500
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 499
    let moments = SampleMoments(values)
    #expect(abs(moments.mean - mean) < 1e-6)
    #expect(abs(moments.variance / variance - 1) < 1e-9)
    #expect(moments.standardError == (moments.variance / 500).squareRoot())
    #expect(SampleMoments([3]).variance == 0)
    #expect(SampleMoments([3]).standardError == .infinity)
  }
}
