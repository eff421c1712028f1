import Foundation
import Stochastics
import Testing

@Suite struct ColumnMathTests {
  /// Evenly spaced floats of a range, ends included.
  private func grid(_ low: Float, _ high: Float, count: Int) -> [Float] {
    (0...count).map { low + (high - low) * (Float($0) / Float(count)) }
  }

  @Test func exponentialIsNearTheDoubleOne() {
    var worst = 0.0
    for x in grid(-87, 88, count: 400_000) {
      worst = max(worst, abs(Double(ColumnMath.exp(x)) / exp(Double(x)) - 1))
    }
    #expect(worst < 5e-7)
    #expect(ColumnMath.exp(0) == 1)
    #expect(ColumnMath.exp(-1000) > 0)
    #expect(ColumnMath.exp(1000).isFinite)
  }

  @Test func logarithmIsNearTheDoubleOne() {
    var worst = 0.0
    for exponent in -126...127 {
      for x in grid(1, 2, count: 2_000).dropLast() {
        let x = Float(sign: .plus, exponent: exponent, significand: x)
        let exact = log(Double(x))
        let error = abs(Double(ColumnMath.log(x)) - exact)
        worst = max(worst, abs(x - 1) < 0.3 ? error * 2.5 : error / abs(exact))
      }
    }
    #expect(worst < 5e-7)
    #expect(ColumnMath.log(1) == 0)
  }

  @Test func logarithmIsMonotoneAcrossOctaves() {
    for exponent in -20...20 {
      let edge = Float(sign: .plus, exponent: exponent, significand: 1)
      #expect(ColumnMath.log(edge * 0.9999) < ColumnMath.log(edge))
      #expect(ColumnMath.log(edge) < ColumnMath.log(edge * 1.0001))
    }
  }

  @Test func squareRootIsNearTheDoubleOne() {
    var worst = 0.0
    for exponent in -125...127 {
      for x in grid(1, 2, count: 2_000).dropLast() {
        let x = Float(sign: .plus, exponent: exponent, significand: x)
        worst = max(worst, abs(Double(ColumnMath.squareRoot(x)) / Double(x).squareRoot() - 1))
      }
    }
    #expect(worst < 2e-7)
    #expect(ColumnMath.squareRoot(0) == 0)
  }

  @Test func normalQuantileIsNearTheDoubleOneForEveryUniformOfATail() {
    var worst = 0.0
    for k in stride(from: 1, to: 1 << 24, by: 2) where k < 1 << 14 || k % 101 == 0 {
      let u = Float(k) * 0x1p-24
      let exact = StandardNormal.quantile(Double(u))
      worst = max(worst, abs(Double(ColumnMath.normalQuantile(u)) - exact) / max(1, abs(exact)))
    }
    #expect(worst < 2e-6)
    #expect(ColumnMath.normalQuantile(0.5) == 0)
  }

  @Test func normalQuantileHoldsFarOut() {
    for exponent in -56 ... -24 {
      for significand in grid(1, 2, count: 50) {
        let u = Float(sign: .plus, exponent: exponent, significand: 1) * significand
        let exact = StandardNormal.quantile(Double(u))
        #expect(abs(Double(ColumnMath.normalQuantile(u)) - exact) < 2e-6 * abs(exact), "u = \(u)")
      }
    }
  }

  @Test func normalQuantileIsMonotone() {
    let values = (1..<40_000).map { ColumnMath.normalQuantile(Float($0) / 40_000) }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func normalQuantileIsOdd() {
    for k in stride(from: 1, to: 1 << 23, by: 9_973) {
      let u = (Float(k) + 0.5) * 0x1p-23
      #expect(ColumnMath.normalQuantile(u) == -ColumnMath.normalQuantile(1 - u))
    }
  }

  @Test func normalDistributionFunctionIsNearTheDoubleOne() {
    var worst = 0.0
    for z in grid(-14, 14, count: 400_000) {
      worst = max(worst, abs(Double(ColumnMath.normalCDF(z)) - StandardNormal.cumulativeProbability(Double(z))))
    }
    #expect(worst < 3e-7)
    #expect(ColumnMath.normalCDF(0) == 0.5)
    for z in grid(-12, 0, count: 5_000) {
      let exact = StandardNormal.cumulativeProbability(Double(z))
      #expect(abs(Double(ColumnMath.normalCDF(z)) / exact - 1) < 1e-5, "z = \(z)")
    }
  }

  @Test func normalDistributionFunctionIsMonotone() {
    let values = grid(-13, 13, count: 50_000).map(ColumnMath.normalCDF)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(values.allSatisfy { $0 >= 0 && $0 <= 1 })
  }
}
