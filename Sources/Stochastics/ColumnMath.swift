/// Single-precision functions without branches or library calls, so that a loop over a column of numbers vectorises.
///
/// Results are the same on every processor of IEEE 754 arithmetic: there is no fused multiply-add and no table.
/// Coefficients without another source are fits of our own (weighted least squares on Chebyshev nodes, refined to minimax).
public enum ColumnMath {
  /// eˣ with a relative error below 5e-7.
  ///
  /// Arguments are clamped to −87.3 … 88: smaller ones give about 1.2e-38, larger ones about 1.65e38. Not for NaN.
  /// Reduction by Cody and Waite (1980); polynomial of the Cephes library (Moshier).
  @inlinable
  @inline(__always)
  public static func exp(_ x: Float) -> Float {
    let low: Float = x < -87.3 ? -87.3 : x
    let bounded: Float = low > 88 ? 88 : low
    let shifted = bounded * 1.442695041 + 12_582_912
    let n = shifted - 12_582_912
    let scale = Float(bitPattern: ((shifted.bitPattern &- 0x4B40_0000) &+ 127) &<< 23)
    let r = (bounded - n * 0.693359375) + n * 2.12194440e-4
    let square = r * r
    let start = 5.0000001201e-1 + 1.6666665459e-1 * r
    let middle = 4.1665795894e-2 + 8.3334519073e-3 * r
    let end = 1.3981999507e-3 + 1.9875691500e-4 * r
    let p = start + (middle + end * square) * square
    return (p * square + r + 1) * scale
  }

  /// The natural logarithm with a relative error below 5e-7, and near 1 an absolute error below 2e-7.
  ///
  /// For positive normal numbers only; others give a meaningless finite number. Polynomial of the Cephes library (Moshier).
  @inlinable
  @inline(__always)
  public static func log(_ x: Float) -> Float {
    let offset = x.bitPattern &- 0x3F35_04F3
    let exponent = Float(Int32(bitPattern: offset) &>> 23)
    let m = Float(bitPattern: (offset & 0x007F_FFFF) &+ 0x3F35_04F3) - 1
    let square = m * m
    let fourth = square * square
    let p01 = 3.3333331174e-1 - 2.4999993993e-1 * m
    let p23 = 2.0000714765e-1 - 1.6668057665e-1 * m
    let p45 = 1.4249322787e-1 - 1.2420140846e-1 * m
    let p67 = 1.1676998740e-1 - 1.1514610310e-1 * m
    let p = (p01 + p23 * square) + (p45 + p67 * square + 7.0376836292e-2 * fourth) * fourth
    let tail = p * m * square - exponent * 2.12194440e-4 - 0.5 * square
    return m + tail + exponent * 0.693359375
  }

  /// The square root with a relative error below 2e-7, exactly 0 at 0.
  ///
  /// For 0 and positive normal numbers. Newton iterations for the reciprocal root (the library's root sets `errno`
  /// unless told otherwise, which keeps a loop from being vectorised).
  @inlinable
  @inline(__always)
  public static func squareRoot(_ x: Float) -> Float {
    let half = 0.5 * x
    var y = Float(bitPattern: 0x5F37_59DF &- (x.bitPattern &>> 1))
    y = y * (1.5 - (half * y) * y)
    y = y * (1.5 - (half * y) * y)
    y = y * (1.5 - (half * y) * y)
    return x * y
  }

  /// The standard normal quantile of a probability strictly between 0 and 1, down to 1e-17.
  ///
  /// Absolute error below 2e-6 · max(1, |z|); exactly 0 at ½ and odd about it. As in Giles, "Approximating the erfinv
  /// function", GPU Computing Gems 2 (2011), z / (2u − 1) is taken as a function of w = −log(4u(1−u)); here that
  /// function is one rational one for all w up to 38, which needs neither a root nor a choice between two polynomials.
  @inlinable
  @inline(__always)
  public static func normalQuantile(_ u: Float) -> Float {
    let w = -roughLog(4 * u * (1 - u))
    let w2 = w * w
    let w4 = w2 * w2
    let n01 = 1.2533143758773804 + 0.46142396330833435 * w
    let n23 = 0.09496920555830002 + 0.013151095248758793 * w
    let n456 = 1.2045102193951607e-3 + 5.170503573026508e-5 * w + 1.4699357109293487e-7 * w2
    let d01 = 1 + 0.10636726021766663 * w
    let d23 = 0.03488311916589737 + 2.6250218506902456e-3 * w
    let d45 = 2.3471331223845482e-4 + 3.0480439363600453e-6 * w
    let numerator = (n01 + n23 * w2) + n456 * w4
    let denominator = (d01 + d23 * w2) + d45 * w4
    return (2 * u - 1) * (numerator / denominator)
  }

  /// The natural logarithm with an absolute error below 5e-7 · max(1, |log x| / 4), for the inside of a quantile.
  @inlinable
  @inline(__always)
  static func roughLog(_ x: Float) -> Float {
    let offset = x.bitPattern &- 0x3F35_04F3
    let exponent = Float(Int32(bitPattern: offset) &>> 23)
    let m = Float(bitPattern: (offset & 0x007F_FFFF) &+ 0x3F35_04F3) - 1
    let square = m * m
    let p01 = -0.5000148415565491 + 0.33315545320510864 * m
    let p23 = -0.2489776611328125 + 0.20492570102214813 * m
    let p45 = -0.18761716783046722 + 0.11986400187015533 * m
    let p = p01 + (p23 + p45 * square) * square
    return exponent * 0.6931471806 + (m + p * square)
  }

  /// The standard normal distribution function with an absolute error below 3e-7, inside [0, 1].
  ///
  /// Exactly ½ at 0 and non-decreasing wherever steps of z are larger than a rounding error. The lower tail keeps a
  /// relative error below 1e-5 down to z = −12; beyond ±13 the value at ±13 is given.
  @inlinable
  @inline(__always)
  public static func normalCDF(_ z: Float) -> Float {
    let magnitude: Float = z < 0 ? -z : z
    let a: Float = magnitude > 13 ? 13 : magnitude
    let y = 0.3 * a / (1 + 0.3 * a)
    let y2 = y * y
    let p01 = -1.3298110961914062 + 1.448099136352539 * y
    let p23 = -0.7011502385139465 - 0.04514553025364876 * y
    let p45 = 0.1094655990600586 + 0.1169918105006218 * y
    let p67 = -0.1364024132490158 + 0.03795815631747246 * y
    let p = (p01 + p23 * y2) + (p45 + p67 * y2) * (y2 * y2)
    let tail = exp(-0.5 * a * a) * (0.5 + p * y)
    return z < 0 ? tail : 1 - tail
  }
}
