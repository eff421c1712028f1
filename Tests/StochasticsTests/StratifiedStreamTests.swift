import Stochastics
import Testing

@Suite struct StratifiedStreamTests {
  private static let strata = RandomStream.strata

  private func stream(_ name: String = "rain", seed: UInt64 = 2026) -> RandomStream {
    RandomStream(seed: seed, identity: StreamIdentity("driver", name), sampling: .stratified)
  }

  @Test(arguments: [(0, 4), (0, 0), (8, 36), (60, 8), (4_096, 256), (9_999_744, 256), (12, 1_000)], [0, UInt32.max])
  func columnEqualsSingleNumbers(range: (first: Int, count: Int), index: UInt32) {
    let column = TestSamples.uniforms(stream(), count: range.count, first: range.first, index: index)
    #expect(column == (0..<range.count).map { stream().uniform(replication: range.first + $0, index: index) })
  }

  @Test(arguments: 0..<12)
  func aBatchVisitsEveryStratumOnce(seed: UInt64) {
    let numbers = TestSamples.uniforms(stream(seed: seed), count: 256 * Self.strata, index: 3)
    for batch in 0..<256 {
      let visited = Set(numbers[batch * Self.strata..<(batch + 1) * Self.strata].map { Int($0 * Float(Self.strata)) })
      #expect(visited.count == Self.strata, "seed \(seed), batch \(batch)")
    }
  }

  @Test func numbersAreStrictlyInside() {
    let numbers = TestSamples.uniforms(stream(), count: 1 << 20)
    #expect(numbers.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(numbers.allSatisfy { ($0 * 0x1p24).truncatingRemainder(dividingBy: 2) == 1 })
  }

  /// Four cells in each of 64 strata: 192 degrees of freedom, deviation 19.6.
  @Test(arguments: 0..<12)
  func numbersAreUniformWithinTheirStrata(seed: UInt64) {
    var counts = [Int](repeating: 0, count: 256)
    for u in TestSamples.uniforms(stream(seed: seed), count: 1 << 16) { counts[Int(u * 256)] += 1 }
    let chiSquare = counts.reduce(0.0) { $0 + (Double($1) - 256) * (Double($1) - 256) / 256 }
    #expect(abs(chiSquare - 192) < 6 * 19.6, "seed \(seed)")
  }

  /// 64 cells; deviation 11.2 for each replication alone.
  @Test(arguments: [0, 1, 2, 4, 21, 63])
  func aReplicationLiesAnywhere(replication: Int) {
    var counts = [Int](repeating: 0, count: Self.strata)
    let stream = stream()
    for batch in 0..<6_400 {
      counts[Int(stream.uniform(replication: batch * Self.strata + replication, index: 0) * Float(Self.strata))] += 1
    }
    let chiSquare = counts.reduce(0.0) { $0 + (Double($1) - 100) * (Double($1) - 100) / 100 }
    #expect(abs(chiSquare - 63) < 6 * 11.2)
  }

  /// 64 · 63 pairs of different strata: 4,031 degrees of freedom, deviation 89.8.
  @Test(arguments: [(0, 1), (3, 4), (17, 62)])
  func twoReplicationsLieInAnyTwoStrata(pair: (first: Int, second: Int)) {
    var counts = [Int](repeating: 0, count: Self.strata * Self.strata)
    let (stream, expected) = (stream(), 8)
    for batch in 0..<expected * Self.strata * (Self.strata - 1) {
      let strata = [pair.first, pair.second].map {
        Int(stream.uniform(replication: batch * Self.strata + $0, index: 0) * Float(Self.strata))
      }
      counts[strata[0] * Self.strata + strata[1]] += 1
    }
    let diagonal = (0..<Self.strata).reduce(0) { $0 + counts[$1 * Self.strata + $1] }
    #expect(diagonal == 0)
    let mean = Double(expected)
    let chiSquare = counts.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) / mean }
    #expect(abs(chiSquare - Double(Self.strata) * mean - 4_031) < 6 * 89.8)
  }

  /// 4,095 degrees of freedom, deviation 90.5.
  @Test func twoStreamsLieToEachOtherInAnyWay() {
    var counts = [Int](repeating: 0, count: Self.strata * Self.strata)
    let (rain, sand, mean) = (stream("rain"), stream("sand"), 8.0)
    for batch in 0..<8 * Self.strata * Self.strata {
      let strata = [rain, sand].map {
        Int($0.uniform(replication: batch * Self.strata + 5, index: 0) * Float(Self.strata))
      }
      counts[strata[0] * Self.strata + strata[1]] += 1
    }
    let chiSquare = counts.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) / mean }
    #expect(abs(chiSquare - 4_095) < 6 * 90.5)
  }

  /// Of a sum hardly any variance is left; of a product without main effects it is what it was.
  @Test func whatVarianceIsLeft() {
    let (count, mean) = (4_000 * Self.strata, Double(Self.strata))
    let (u, v) = (TestSamples.uniforms(stream("u"), count: count), TestSamples.uniforms(stream("v"), count: count))
    func perReplication(_ f: (Double, Double) -> Double) -> Double {
      let batches = (0..<count / Self.strata).map { batch in
        (0..<Self.strata).reduce(0.0) { sum, lane in
          let replication = batch * Self.strata + lane
          return sum + f(Double(u[replication]) - 0.5, Double(v[replication]) - 0.5)
        } / mean
      }
      return SampleMoments(batches).variance * mean
    }
    let sum = perReplication { $0 + $1 } * 6
    #expect(sum > 0 && sum < 0.001, "independent: 1")
    let product = perReplication { $0 * $1 } * 144
    #expect(abs(product - 1) < 0.15, "independent: 1")
  }
}

@Suite struct StratifiedErrorTests {
  @Test func isTheDeviationOfBatchMeans() throws {
    let strata = RandomStream.strata
    let count = 16 * strata + 8
    // Batch means 0, 1, 0, 1, …: variance 16 · ¼ ÷ 15.
    let error = StandardError.ofStratifiedMean(count: count) { Double($0 / strata % 2) + ($0 % 2 == 0 ? 5 : -5) }
    let expected = (4.0 / 15 * Double(strata) / Double(count)).squareRoot()
    #expect(abs(try #require(error) / expected - 1) < 1e-12)
  }

  @Test func isUnknownFromFewBatchesOrAlikeOnes() {
    let fewest = StandardError.fewestBatches * RandomStream.strata
    #expect(StandardError.ofStratifiedMean(count: fewest - 1) { Double($0) } == nil)
    #expect(StandardError.ofStratifiedMean(count: fewest) { Double($0) } != nil)
    #expect(StandardError.ofStratifiedMean(count: fewest) { _ in 1 } == nil)
  }
}
