import Stochastics
import Testing

@Suite struct StreamIdentityTests {
  /// Computed by an independent program from the definition.
  @Test func isTheSameEverywhere() {
    #expect(StreamIdentity("driver").bits == 0xe9c7_5e9e_1ee0_dc79)
    #expect(StreamIdentity("driver", "rain").bits == 0x61b3_3abc_4a3e_b512)
    #expect(StreamIdentity("activity", parts: ["CL-01", "bồi thường"]).bits == 0xa3f9_06c9_09da_9cdf)
  }

  @Test func tellsWhereOnePartEnds() {
    let identities: Set = [
      StreamIdentity("k", "ab", "c"), StreamIdentity("k", "a", "bc"), StreamIdentity("k", "abc"),
      StreamIdentity("k", "abc", ""), StreamIdentity("k", "", "abc"), StreamIdentity("ka", "bc"),
    ]
    #expect(identities.count == 6)
  }

  @Test func tellsManyApart() {
    let identities = Set(
      (0..<50_000).flatMap { [StreamIdentity("project", "\($0)"), StreamIdentity("driver", "\($0)")] })
    #expect(identities.count == 100_000)
  }
}

@Suite struct RandomStreamTests {
  private let stream = RandomStream(seed: 7 << 32 | 2026, identity: StreamIdentity("driver", "rain"))

  /// Computed by an independent program: seed words, counter layout, choice of the word and rounding.
  @Test(arguments: [(0, 0, 4_995_289), (4_101, 3, 3_513_423), (9_999_999, UInt32.max, 6_458_255)])
  func layoutIsFixed(replication: Int, index: UInt32, halves: Int) {
    #expect(stream.uniform(replication: replication, index: index) == Float(halves) * 0x1p-24)
  }

  @Test(arguments: [(0, 4), (0, 0), (8, 36), (4_096, 256), (9_999_744, 256), (12, 1_000)], [0, 1, UInt32.max])
  func columnEqualsSingleNumbers(range: (first: Int, count: Int), index: UInt32) {
    let column = TestSamples.uniforms(stream, count: range.count, first: range.first, index: index)
    let single = (0..<range.count).map { stream.uniform(replication: range.first + $0, index: index) }
    #expect(column == single)
  }

  @Test func columnsDoNotDependOnWhereTheyStart() {
    let whole = TestSamples.uniforms(stream, count: 1_024)
    let parts = [0, 256, 512, 768].flatMap { TestSamples.uniforms(stream, count: 256, first: $0) }
    #expect(whole == parts)
  }

  @Test func everyPartOfTheKeyMatters() {
    let rain = StreamIdentity("driver", "rain")
    let columns = [
      TestSamples.uniforms(RandomStream(seed: 1, identity: rain), count: 64),
      TestSamples.uniforms(RandomStream(seed: 2, identity: rain), count: 64),
      TestSamples.uniforms(RandomStream(seed: 1 << 32 | 1, identity: rain), count: 64),
      TestSamples.uniforms(RandomStream(seed: 1, identity: StreamIdentity("driver", "sand")), count: 64),
      TestSamples.uniforms(RandomStream(seed: 1, identity: rain), count: 64, index: 1),
      TestSamples.uniforms(RandomStream(seed: 1, identity: rain), count: 64, first: 64),
    ]
    #expect(Set(columns).count == columns.count)
  }

  @Test func numbersAreStrictlyInside() {
    let numbers = TestSamples.uniforms(stream, count: 1 << 20)
    #expect(numbers.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(numbers.allSatisfy { ($0 * 0x1p24).truncatingRemainder(dividingBy: 2) == 1 })
  }

  /// 255 degrees of freedom: mean 255, deviation 22.6. Six deviations on either side are passed by chance less than once
  /// in 10⁵ sweeps.
  @Test(arguments: 0..<24)
  func numbersAreUniform(seed: UInt64) {
    let stream = RandomStream(seed: seed, identity: StreamIdentity("uniformity"))
    var counts = [Int](repeating: 0, count: 256)
    for u in TestSamples.uniforms(stream, count: 1 << 16) { counts[Int(u * 256)] += 1 }
    let chiSquare = counts.reduce(0.0) { $0 + (Double($1) - 256) * (Double($1) - 256) / 256 }
    #expect(abs(chiSquare - 255) < 6 * 22.6, "seed \(seed)")
  }

  /// Pairs of consecutive replications in 16 × 16 cells: the same bound, in two dimensions.
  @Test(arguments: 0..<12)
  func neighbouringReplicationsAreIndependent(seed: UInt64) {
    let stream = RandomStream(seed: seed, identity: StreamIdentity("pairs"))
    let numbers = TestSamples.uniforms(stream, count: 1 << 17)
    var counts = [Int](repeating: 0, count: 256)
    for i in stride(from: 0, to: numbers.count, by: 2) {
      counts[Int(numbers[i] * 16) * 16 + Int(numbers[i + 1] * 16)] += 1
    }
    let chiSquare = counts.reduce(0.0) { $0 + (Double($1) - 256) * (Double($1) - 256) / 256 }
    #expect(abs(chiSquare - 255) < 6 * 22.6, "seed \(seed)")
  }

  /// The mean of n uniform numbers has the deviation 1/√(12 n).
  @Test(arguments: 0..<20)
  func meansOverIndicesAndIdentitiesAreAHalf(replication: Int) {
    let count = 20_000
    let bound = 5 / (12 * Double(count)).squareRoot()
    let overIndices = (0..<count).reduce(0.0) {
      $0 + Double(stream.uniform(replication: replication, index: UInt32($1)))
    }
    #expect(abs(overIndices / Double(count) - 0.5) < bound, "replication \(replication)")
    let overIdentities = (0..<count).reduce(0.0) {
      let stream = RandomStream(seed: 2026, identity: StreamIdentity("project", "\($1)"))
      return $0 + Double(stream.uniform(replication: replication, index: 0))
    }
    #expect(abs(overIdentities / Double(count) - 0.5) < bound, "replication \(replication)")
  }

  /// The sample correlation of n independent pairs has the deviation 1/√n; 5.5 of them for about 400 comparisons.
  @Test func neighboursAreUncorrelated() {
    let count = 4_096
    let bound = 5.5 / Double(count).squareRoot()
    for number in 0..<100 {
      let identity = StreamIdentity("project", "\(number)")
      let base = TestSamples.uniforms(RandomStream(seed: 1, identity: identity), count: count)
      let others = [
        RandomStream(seed: 1, identity: StreamIdentity("project", "\(number + 1)")),
        RandomStream(seed: 2, identity: identity),
        RandomStream(seed: 1 << 32 | 1, identity: identity),
      ].map { TestSamples.uniforms($0, count: count) }
      let nextIndex = TestSamples.uniforms(RandomStream(seed: 1, identity: identity), count: count, index: 1)
      for (place, other) in (others + [nextIndex]).enumerated() {
        #expect(abs(correlation(base, other)) < bound, "identity \(number), neighbour \(place)")
      }
    }
  }

  private func correlation(_ a: [Float], _ b: [Float]) -> Double {
    let covariance = zip(a, b).reduce(0.0) { $0 + (Double($1.0) - 0.5) * (Double($1.1) - 0.5) }
    return covariance / Double(a.count) * 12
  }
}
