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
    var p: Float = 1.9875691500e-4
    p = p * r + 1.3981999507e-3
    p = p * r + 8.3334519073e-3
    p = p * r + 4.1665795894e-2
    p = p * r + 1.6666665459e-1
    p = p * r + 5.0000001201e-1
    return (p * r * r + r + 1) * scale
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
    var p: Float = 7.0376836292e-2
    p = p * m - 1.1514610310e-1
    p = p * m + 1.1676998740e-1
    p = p * m - 1.2420140846e-1
    p = p * m + 1.4249322787e-1
    p = p * m - 1.6668057665e-1
    p = p * m + 2.0000714765e-1
    p = p * m - 2.4999993993e-1
    p = p * m + 3.3333331174e-1
    let square = m * m
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

  /// The standard normal quantile of a probability strictly between 0 and 1, down to 1e-18.
  ///
  /// Absolute error below 2e-6 · max(1, |z|); exactly 0 at ½ and odd about it. After Giles, "Approximating the erfinv
  /// function", GPU Computing Gems 2 (2011): polynomials in w = −log(4u(1−u)) and in its root, chosen by w, with
  /// coefficients fitted for z itself and for tails further out.
  @inlinable
  @inline(__always)
  public static func normalQuantile(_ u: Float) -> Float {
    let w = -log(4 * u * (1 - u))
    let c = w - 2.5
    var central: Float = 4.035462808360535e-8
    central = central * c + 4.861039428760705e-7
    central = central * c - 4.990565230400534e-6
    central = central * c - 6.217992449819576e-6
    central = central * c + 3.0915020033717155e-4
    central = central * c - 1.7730101244524121e-3
    central = central * c - 5.908171180635691e-3
    central = central * c + 0.3488026559352875
    central = central * c + 2.1233136653900146
    let t = squareRoot(w < 5 ? 5 : w) - 4
    var tail: Float = -2.9920665838290006e-6
    tail = tail * t + 2.743950972217135e-5
    tail = tail * t - 8.86766065377742e-5
    tail = tail * t + 1.170279283542186e-4
    tail = tail * t - 9.79230462689884e-5
    tail = tail * t + 3.7643953692168e-4
    tail = tail * t - 1.2775091454386711e-3
    tail = tail * t + 1.8251013243570924e-3
    tail = tail * t + 1.4276509284973145
    tail = tail * t + 5.430270671844482
    return (w < 5 ? central : tail) * (2 * u - 1)
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
    var p: Float = 0.03795815631747246
    p = p * y - 0.1364024132490158
    p = p * y + 0.1169918105006218
    p = p * y + 0.1094655990600586
    p = p * y - 0.04514553025364876
    p = p * y - 0.7011502385139465
    p = p * y + 1.448099136352539
    p = p * y - 1.3298110961914062
    let tail = exp(-0.5 * a * a) * (0.5 + p * y)
    return z < 0 ? tail : 1 - tail
  }
}
