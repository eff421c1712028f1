import Stochastics
import Testing

/// Statistics of columns against sorting and against one-by-one sums.
struct ColumnSampleTests {
  private static let levels = [0.0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1.0]

  /// Shapes that shares take: spread evenly, with spikes at the ends and inside, of few values, of one value, crowded in a corner.
  private static func column(_ shape: Int, count: Int) -> [Float] {
    let stream = RandomStream(seed: UInt64(shape), identity: StreamIdentity("column", "\(count)"))
    return (0..<count).map { index in
      let u = stream.uniform(replication: index, index: 0)
      switch shape {
      case 0: return u
      case 1: return u < 0.3 ? 0 : (u > 0.8 ? 1 : u)
      case 2: return u < 0.2 ? 0 : (u > 0.5 && u < 0.8 ? 0.7 : (u > 0.9 ? 1_000_000 : u))
      case 3: return Float(Int(u * 4)) / 4
      case 4: return 0.25
      case 5: return u * u * u * u * u * u * u * u * u * u * u * u
      default: return index % 97 == 0 ? 3e7 : u * 1e-20
      }
    }
  }

  @Test(arguments: [1, 2, 3, 40, 64, 65, 500, 1_000, 9_001], 0...6)
  func quantilesAreThoseOfTheSortedColumn(count: Int, shape: Int) {
    let column = Self.column(shape, count: count)
    let sorted = column.sorted()
    let ranks = Self.levels.map { OrderStatistics.rank(level: $0, count: count) }
    let quantiles = ColumnQuantiles()
    for _ in 0..<2 {
      let found = column.withUnsafeBufferPointer { quantiles.select(ranks, from: $0) }
      #expect(found == ranks.map { sorted[$0] }, "shape \(shape), \(count) values")
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 1_003], 0...5)
  func momentsAreThoseOfOneByOne(count: Int, shape: Int) {
    let column = Self.column(shape, count: count)
    let moments = column.withUnsafeBufferPointer { ColumnSample($0).moments }
    let expected = SampleMoments(column.map(Double.init))
    #expect(abs(moments.mean - expected.mean) <= 1e-12 * max(1, expected.mean))
    #expect(abs(moments.variance - expected.variance) <= 1e-9 * max(1e-3, expected.variance))
  }

  @Test(arguments: 0...5, [0, 0.25, 0.5, 0.7, 1] as [Float])
  func whatLiesBelow(shape: Int, limit: Float) {
    let column = Self.column(shape, count: 777)
    let below = column.withUnsafeBufferPointer { ColumnSample($0).below(limit) }
    let distances = column.filter { $0 < limit }.map { Double(limit - $0) }
    #expect(below.count == distances.count)
    #expect(abs(below.sum - distances.reduce(0, +)) < 1e-9)
    #expect(abs(below.squares - distances.reduce(0) { $0 + $1 * $1 }) < 1e-9)
  }

  /// A draw by score is the draw by the probability of the score.
  @Test func scoresAndUniformsDrawTheSame() throws {
    let shapes: [Distribution.Shape] = [
      .uniform(min: 2, max: 5), .triangular(min: 1, mode: 2, max: 9), .pert(min: 10, mode: 20, max: 70),
      .lognormal(median: 30, p90: 80), .exponential(mean: 4), .normal(mean: 10, sd: 3),
      .quantiles(p10: 5, p50: 9, p90: 20), .fixed(7),
    ]
    let scores = stride(from: Float(-4), through: 4, by: 0.125).map { $0 }
    let uniforms = scores.map { Float(StandardNormal.cumulativeProbability(Double($0))) }
    for shape in shapes {
      for elapsed in [0, 6.0] {
        let sampler = DistributionSampler(try Distribution(shape), elapsed: elapsed)
        var (byScore, byUniform) = (scores, scores)
        sampler.fill(&byScore, scores: scores, count: scores.count)
        sampler.fill(&byUniform, uniforms: uniforms, count: scores.count)
        for (first, second) in zip(byScore, byUniform) {
          #expect(abs(first - second) <= 2e-3 * max(1, abs(second)), "\(shape) after \(elapsed)")
        }
      }
    }
  }

  /// To the last bit, however the column is cut at multiples of four.
  @Test(arguments: [1, 3, 64, 65, 1_000, 9_001], 0...6)
  func theMeanOfPiecesIsThatOfTheColumn(count: Int, shape: Int) {
    let column = Self.column(shape, count: count)
    var (sum, start, length) = (ColumnSum(), 0, 4)
    while start < count {
      let piece = Array(column[start..<min(count, start + length)])
      piece.withUnsafeBufferPointer { sum.add($0) }
      (start, length) = (start + length, length * 3)
    }
    #expect(sum.count == count)
    #expect(sum.mean == column.withUnsafeBufferPointer { ColumnSample($0).moments }.mean)
  }
}
