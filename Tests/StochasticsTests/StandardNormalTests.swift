import Foundation
import Stochastics
import Testing

@Suite struct StandardNormalTests {
  /// Tables of the normal distribution, to all printed digits (Wichura 1988 and NIST).
  @Test(arguments: [
    (0.5, 0.0), (0.9, 1.2815515655446004), (0.975, 1.959963984540054), (0.25, -0.6744897501960817),
    (0.001, -3.090232306167813), (1e-20, -9.262340089798408),
  ])
  func knownQuantiles(p: Double, z: Double) {
    #expect(abs(StandardNormal.quantile(p) - z) <= 4e-15 * max(1, abs(z)))
  }

  @Test func endsAreInfinite() {
    #expect(StandardNormal.quantile(0) == -.infinity)
    #expect(StandardNormal.quantile(1) == .infinity)
  }

  @Test func quantileInvertsTheDistributionFunction() {
    for step in -370...80 {
      let z = Double(step) / 10
      let p = StandardNormal.cumulativeProbability(z)
      let tolerance = 1e-13 * max(1, abs(z)) + 3e-16 / StandardNormal.density(z) * (z > 0 ? 1 : 0)
      #expect(abs(StandardNormal.quantile(p) - z) < tolerance, "z = \(z)")
    }
  }
}
