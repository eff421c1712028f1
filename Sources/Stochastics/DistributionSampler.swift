#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A distribution compiled for drawing columns of numbers from columns of uniforms, in single precision.
///
/// With a time already elapsed it draws what remains of a duration, given that the duration is longer than what has
/// elapsed: quantile(F(e) + u·(1 − F(e))) − e, not negative.
public struct DistributionSampler: Sendable {
  /// True when every draw is the same number.
  public let isFixed: Bool

  /// True when the distribution leaves next to nothing beyond the elapsed time: the probability is below 1e-9, or, for a
  /// fixed value, the value is smaller.
  ///
  /// Then a whole new duration is drawn, as if nothing had elapsed: the activity has outlived what was thought of it.
  public let isExhausted: Bool

  /// The median of what is drawn.
  public let median: Float

  private let curve: Curve

  /// What turns the survival probability s into a value.
  private enum Curve: Sendable {
    case fixed(Float)
    case linear(start: Float, width: Float)
    case triangular(Triangular)
    case lognormal(NormalScore)
    case exponential(mean: Float)
    case twoPieceNormal(NormalScore)
    case table(ScoreTable)
  }

  /// Compiles a distribution.
  ///
  /// Next to no work, but for a PERT as much as some ten thousand draws: keep the sampler of one that comes again.
  ///
  /// - Parameter elapsed: In the unit of the distribution. Zero (or less, or not a number) means not yet under way: the
  ///   distribution is drawn as it is, values of zero included.
  public init(_ distribution: Distribution, elapsed: Double = 0) {
    let elapsed = elapsed > 0 ? elapsed : 0
    let exhausted = Self.isExhausted(distribution, after: elapsed)
    let condition = Condition(distribution, elapsed: exhausted ? 0 : elapsed)
    isExhausted = exhausted
    median = Float(condition.quantile(0.5))
    curve = Self.curve(of: distribution, given: condition)
    if case .fixed = curve { isFixed = true } else { isFixed = false }
  }

  private static func isExhausted(_ distribution: Distribution, after elapsed: Double) -> Bool {
    guard elapsed > 0 else { return false }
    if let value = distribution.onlyValue { return elapsed > value }
    return elapsed >= distribution.upperBound || distribution.survivalProbability(elapsed) < 1e-9
  }

  private static func curve(of distribution: Distribution, given condition: Condition) -> Curve {
    if let value = distribution.onlyValue { return .fixed(Float(value - condition.elapsed)) }
    switch distribution.shape {
    case .fixed(let value):
      return .fixed(Float(value - condition.elapsed))
    case .uniform(let min, let max):
      let start = Swift.max(min, condition.elapsed)
      return .linear(start: Float(start - condition.elapsed), width: Float(max - start))
    case .triangular(let min, let mode, let max):
      return .triangular(Triangular(min: min, mode: mode, max: max, condition))
    case .pert:
      return .table(ScoreTable(condition))
    case .lognormal(let median, _):
      let sigma = distribution.logDeviation
      return .lognormal(NormalScore(condition, offset: log(median), lower: sigma, upper: sigma))
    case .normal, .quantiles:
      let pieces = distribution.twoPieceNormal
      return .twoPieceNormal(
        NormalScore(condition, offset: pieces.median, lower: pieces.lowerSlope, upper: pieces.upperSlope))
    case .exponential(let mean):
      return .exponential(mean: Float(mean))
    }
  }

  /// Smallest value and width of a uniform distribution; nil of any other.
  public var linear: (start: Float, width: Float)? {
    if case .linear(let start, let width) = curve { (start, width) } else { nil }
  }

  /// Writes the quantile of each uniform number: `out[i]` for `uniforms[i]`, never negative, non-decreasing in it but for
  /// rounding.
  ///
  /// - Parameters:
  ///   - out: Room for `count` numbers; may be the same memory as `uniforms`, which is slower.
  ///   - uniforms: Strictly inside (0, 1).
  public func fill(_ out: UnsafeMutablePointer<Float>, uniforms: UnsafePointer<Float>, count: Int) {
    precondition(count >= 0, "negative count")
    switch curve {
    case .fixed(let value):
      for i in 0..<count { out[i] = value }
    case .linear(let start, let width):
      for i in 0..<count { out[i] = start + width * uniforms[i] }
    case .triangular(let triangular):
      for i in 0..<count { out[i] = triangular.value(uniforms[i]) }
    case .lognormal(let score):
      for i in 0..<count { out[i] = score.upperScore(uniforms[i]) }
      for i in 0..<count { out[i] = score.exponentialValue(out[i]) }
    case .exponential(let mean):
      for i in 0..<count { out[i] = -mean * ColumnMath.log(1 - uniforms[i]) }
    case .twoPieceNormal(let score):
      for i in 0..<count { out[i] = score.linearValue(score.upperScore(uniforms[i])) }
    case .table(let table):
      for i in 0..<count {
        out[i] = table.position(upperScore: ColumnMath.normalQuantile((1 - uniforms[i]) * table.survival))
      }
      table.readOff(out, count: count)
    }
  }

  /// Writes the quantile of each standard normal score: `out[i]` for the probability Φ(`scores[i]`).
  ///
  /// Saves turning scores into probabilities and back where the distribution is made from a score.
  ///
  /// - Parameters:
  ///   - out: Room for `count` numbers; not the same memory as `scores`.
  ///   - scores: Between −13 and 13.
  public func fill(_ out: UnsafeMutablePointer<Float>, scores: UnsafePointer<Float>, count: Int) {
    precondition(count >= 0, "negative count")
    switch curve {
    case .lognormal(let score) where score.survival == 1:
      for i in 0..<count { out[i] = score.exponentialValue(-scores[i]) }
    case .twoPieceNormal(let score) where score.survival == 1:
      for i in 0..<count { out[i] = score.linearValue(-scores[i]) }
    case .table(let table) where table.survival == 1:
      for i in 0..<count { out[i] = table.position(upperScore: -scores[i]) }
      table.readOff(out, count: count)
    default:
      for i in 0..<count { out[i] = ColumnMath.normalCDF(scores[i]) }
      fill(out, uniforms: out, count: count)
    }
  }
}

/// A distribution given that it is larger than what has elapsed, less what has elapsed.
private struct Condition {
  let distribution: Distribution
  let elapsed: Double
  /// P(X > elapsed); 1 when nothing has elapsed, even if zero has a probability.
  let survival: Double

  init(_ distribution: Distribution, elapsed: Double) {
    self.distribution = distribution
    self.elapsed = elapsed
    survival = elapsed > 0 ? distribution.survivalProbability(elapsed) : 1
  }

  func quantile(_ u: Double) -> Double {
    if let value = distribution.onlyValue { return max(0, value - elapsed) }
    return max(0, distribution.quantile(survival: (1 - u) * survival) - elapsed)
  }
}

/// The two root branches of a triangular distribution, chosen by the survival probability.
private struct Triangular: Sendable {
  let survival: Float
  let start: Float
  let end: Float
  let width: Float
  let lowerShare: Float
  let upperShare: Float

  init(min: Double, mode: Double, max: Double, _ condition: Condition) {
    survival = Float(condition.survival)
    start = Float(min - condition.elapsed)
    end = Float(max - condition.elapsed)
    width = Float(max - min)
    lowerShare = Float((mode - min) / (max - min))
    upperShare = Float((max - mode) / (max - min))
  }

  @inline(__always)
  func value(_ u: Float) -> Float {
    let s = (1 - u) * survival
    let step = width * ColumnMath.squareRoot(s > upperShare ? (1 - s) * lowerShare : s * upperShare)
    let value = s > upperShare ? start + step : end - step
    return value < 0 ? 0 : value
  }
}

/// What is a function of a normal score: linear on each side of the median, or the exponential of that.
private struct NormalScore: Sendable {
  let survival: Float
  let elapsed: Float
  let offset: Float
  let lower: Float
  let upper: Float

  init(_ condition: Condition, offset: Double, lower: Double, upper: Double) {
    survival = Float(condition.survival)
    elapsed = Float(condition.elapsed)
    self.offset = Float(offset)
    self.lower = Float(lower)
    self.upper = Float(upper)
  }

  /// The normal score of what is left above, hence of the opposite sign.
  @inline(__always)
  func upperScore(_ u: Float) -> Float {
    ColumnMath.normalQuantile((1 - u) * survival)
  }

  @inline(__always)
  func linearValue(_ z: Float) -> Float {
    let value = (offset - (z > 0 ? lower : upper) * z) - elapsed
    return value < 0 ? 0 : value
  }

  @inline(__always)
  func exponentialValue(_ z: Float) -> Float {
    let value = ColumnMath.exp(offset - lower * z) - elapsed
    return value < 0 ? 0 : value
  }
}

/// The quantile function of a PERT as a table over the normal score, where it is smooth to its ends: monotone cubics
/// (Fritsch and Carlson 1980, DOI 10.1137/0717021) from exact values and slopes.
///
/// Each cubic is cut into straight pieces, which are quicker to read. The error in probability is below 3e-5, of what is left beyond an
/// elapsed time too.
private struct ScoreTable: Sendable {
  /// Of the cubics, and of the straight pieces into which each is cut.
  private static let steps = 64
  private static let pieces = 16

  let survival: Float
  let origin: Float
  let scale: Float
  /// Values at the ends of the pieces.
  let values: [Float]

  init(_ condition: Condition) {
    survival = Float(condition.survival)
    let finest = 0x1p-24
    let low = -StandardNormal.quantile(condition.survival * (1 - finest))
    let high = -StandardNormal.quantile(condition.survival * finest)
    let step = (high - low) / Double(Self.steps)
    let nodes = (0...Self.steps).map { index in
      Self.node(atScore: low + Double(index) * step, step: step, condition)
    }
    origin = Float(low)
    scale = Float(Double(Self.pieces) / step)
    values = zip(nodes, nodes.dropFirst()).flatMap(Self.piece) + [Float(nodes[Self.steps].value)]
  }

  /// The value at a score and its change over one step at the slope there.
  private static func node(atScore z: Double, step: Double, _ condition: Condition) -> (value: Double, rise: Double) {
    let x = condition.distribution.quantile(survival: StandardNormal.cumulativeProbability(-z))
    let slope = StandardNormal.density(z) / condition.distribution.pertDensity(x)
    return (max(0, x - condition.elapsed), slope.isFinite ? slope * step : 0)
  }

  /// The values of one cubic at the beginning of each of its pieces.
  private static func piece(from left: (value: Double, rise: Double), to right: (value: Double, rise: Double))
    -> [Float]
  {
    let secant = max(0, right.value - left.value)
    let (start, end) = (min(left.rise, 3 * secant), min(right.rise, 3 * secant))
    return (0..<pieces).map { number in
      let t = Double(number) / Double(pieces)
      let value = left.value + t * (start + t * (3 * secant - 2 * start - end + t * (start + end - 2 * secant)))
      return Float(max(0, value))
    }
  }

  /// Where in the table a score lies, in steps from its beginning; of what is left above, hence of the opposite sign.
  @inline(__always)
  func position(upperScore z: Float) -> Float {
    let position = (-z - origin) * scale
    let positive: Float = position > 0 ? position : 0
    return positive > Self.last ? Self.last : positive
  }

  /// Just below the number of pieces, 1,024.
  private static var last: Float { 1_024 - 0x1p-13 }

  /// Replaces positions by values.
  func readOff(_ out: UnsafeMutablePointer<Float>, count: Int) {
    values.withUnsafeBufferPointer { values in
      guard let values = values.baseAddress else { return }
      for i in 0..<count {
        let position = out[i]
        // The whole number next below, or one less than a whole number itself, in the lowest bits of the sum.
        let sum = (position > 0.5 ? position : 0.5) - 0.5 + 0x1p23
        let piece = Int(truncatingIfNeeded: sum.bitPattern & 0x3FF)
        out[i] = values[piece] + (position - (sum - 0x1p23)) * (values[piece + 1] - values[piece])
      }
    }
  }
}
