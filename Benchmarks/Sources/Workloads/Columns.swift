import Stochastics

/// Numbers in memory that does not move.
final class Column<Number> {
  let start: UnsafeMutablePointer<Number>
  let count: Int

  init(_ count: Int, _ number: (Int) -> Number) {
    start = .allocate(capacity: count)
    self.count = count
    for index in 0..<count { (start + index).initialize(to: number(index)) }
  }

  deinit { start.deallocate() }

  var values: UnsafeBufferPointer<Number> { UnsafeBufferPointer(start: start, count: count) }
  subscript(index: Int) -> Number { start[index] }
}

/// As many replications as the kernel takes together.
private let lanes = 256
/// How many columns of them are filled each time: 102,400 numbers.
private let columns = 400

private let stream = RandomStream(seed: 1, identity: StreamIdentity("benchmark", "column"))

private func uniforms(_ count: Int) -> Column<Float> {
  let column = Column<Float>(count) { _ in 0 }
  stream.fillUniforms(column.start, count: count, firstReplication: 0, index: 0)
  return column
}

extension Workload {
  static let randomNumbers = [
    Workload("random numbers: fillUniforms") { _ in
      let column = uniforms(lanes)
      return {
        var sum = 0.0
        for index in 0..<columns {
          stream.fillUniforms(column.start, count: lanes, firstReplication: index * lanes, index: 1)
          sum += Double(column[lanes - 1])
        }
        return sum
      }
    }
  ]

  static let distributions =
    [
      ("lognormal", Distribution.Shape.lognormal(median: 20, p90: 45)),
      ("PERT", .pert(min: 10, mode: 20, max: 60)),
      ("triangular", .triangular(min: 10, mode: 20, max: 60)),
      ("quantiles", .quantiles(p10: 12, p50: 20, p90: 45)),
    ].flatMap { name, shape in
      [
        Workload("distributions: \(name) of uniforms") { _ in
          let (sampler, given) = (DistributionSampler(try Distribution(shape)), uniforms(lanes))
          return repeated { sampler.fill($0, uniforms: given.start, count: lanes) }
        },
        Workload("distributions: \(name) of scores") { _ in
          let (sampler, given) = (DistributionSampler(try Distribution(shape)), uniforms(lanes))
          for lane in 0..<lanes { given.start[lane] = ColumnMath.normalQuantile(given[lane]) }
          return repeated { sampler.fill($0, scores: given.start, count: lanes) }
        },
      ]
    } + [
      Workload("distributions: exp") { _ in
        let given = uniforms(lanes)
        return repeated { out in for lane in 0..<lanes { out[lane] = ColumnMath.exp(given.start[lane]) } }
      },
      Workload("distributions: normalQuantile") { _ in
        let given = uniforms(lanes)
        return repeated { out in for lane in 0..<lanes { out[lane] = ColumnMath.normalQuantile(given.start[lane]) } }
      },
    ]

  private static func repeated(_ fill: @escaping (UnsafeMutablePointer<Float>) -> Void) -> Body {
    let column = Column<Float>(lanes) { _ in 0 }
    return {
      var sum = 0.0
      for _ in 0..<columns {
        fill(column.start)
        sum += Double(column[lanes - 1])
      }
      return sum
    }
  }

  /// Of columns of 10,240 numbers, of which one in eight is 0 and one in eight is 1, as shares disbursed are.
  static let statistics = [
    Workload("statistics: quantiles of shares") { _ in
      let (column, quantiles) = (shares(), ColumnQuantiles())
      let ranks = levels.map { OrderStatistics.rank(level: $0, count: column.count) }
      return try alreadyRun { quantiles.select(ranks, from: column.values).reduce(0) { $0 + Double($1) } }
    },
    Workload("statistics: moments of shares") { _ in
      let column = shares()
      return {
        let moments = ColumnSample(column.values).moments
        return moments.mean + moments.variance
      }
    },
    Workload("statistics: shares below a limit") { _ in
      let column = shares()
      return {
        let below = ColumnSample(column.values).below(0.6)
        return Double(below.count) + below.sum + below.squares
      }
    },
    Workload("statistics: quantiles of amounts") { _ in
      let shares = shares()
      let column = Column<Int64>(shares.count) { Int64(Double(shares[$0]) * 5e11) }
      var scratch = QuantileScratch()
      return try alreadyRun {
        OrderStatistics.quantiles(of: column.values, levels: levels, scratch: &scratch).reduce(0) { $0 + Double($1) }
      }
    },
  ]

  /// Work whose memory is made the first time and kept.
  private static func alreadyRun(_ body: @escaping Body) throws -> Body {
    _ = try body()
    return body
  }

  private static let levels = [0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95]

  private static func shares() -> Column<Float> {
    let column = uniforms(10_240)
    for index in 0..<column.count { column.start[index] = min(1, max(0, (column[index] - 0.125) / 0.75)) }
    return column
  }
}
