import Portfolio
import Testing

@Suite struct MoneyTests {
  @Test(arguments: [
    (0, 300_000, 0, 0), (1, 300_000, 1, 0), (10, 300_000, 3, 3), (11, 300_000, 4, 3), (100, 1_000_000, 100, 100),
    (100, 0, 0, 0), (3, 333_333, 1, 0), (1_000_000, 333_333, 333_333, 333_333), (1_000_001, 1, 2, 1),
  ]) func shares(dong: Int64, millionths: Int64, up: Int64, down: Int64) throws {
    let ratio = try #require(Ratio(millionths: millionths))
    #expect(Money(dong: dong).shareRoundedUp(ratio) == Money(dong: up))
    #expect(Money(dong: dong).shareRoundedDown(ratio) == Money(dong: down))
  }

  /// No product leaves 64 bits, whatever the amount.
  @Test func sharesOfTheLargestAmounts() throws {
    let half = try #require(Ratio(0.5))
    #expect(Money(dong: .max).shareRoundedUp(.one) == Money(dong: .max))
    #expect(Money(dong: .max).shareRoundedDown(half) == Money(dong: .max / 2))
    #expect(Money(dong: .max).shareRoundedUp(half) == Money(dong: .max / 2 + 1))
    #expect(Money(dong: .max).shareRoundedUp(.zero) == .zero)
  }

  @Test func theTwoRoundingsEnclose() throws {
    for seed in Int64(1)...2_000 {
      let dong = seed &* 7_919_777_333 % 1_000_000_000_000_000
      let ratio = try #require(Ratio(millionths: seed * 499 % 1_000_001))
      let amount = Money(dong: dong)
      let (up, down) = (amount.shareRoundedUp(ratio), amount.shareRoundedDown(ratio))
      let isExact = Int128(dong) * Int128(ratio.millionths) % 1_000_000 == 0
      #expect(up - down == Money(dong: isExact ? 0 : 1), "seed \(seed)")
      #expect(Int128(up.dong) * 1_000_000 >= Int128(dong) * Int128(ratio.millionths), "seed \(seed)")
    }
  }

  @Test func rates() {
    #expect(Money(dong: 30).rate(of: Money(dong: 120)) == 0.25)
    #expect(Money(dong: 30).rate(of: .zero) == 0)
  }

  @Test func arithmetic() {
    #expect(Money(dong: 5) + Money(dong: 7) == Money(dong: 12))
    #expect(Money(dong: 5) - Money(dong: 7) == -Money(dong: 2))
    #expect(Money(dong: -1) < .zero)
    #expect(Money.largestTotal.dong == 100 * Money.largestInput.dong)
  }

  @Test func ratios() throws {
    #expect(try #require(Ratio(0.3)).millionths == 300_000)
    #expect(try #require(Ratio(1)).value == 1)
    #expect(try #require(Ratio(0.000_000_4)).millionths == 0)
    for value in [-0.000_001, 1.000_001, .nan, .infinity, -.infinity] { #expect(Ratio(value) == nil) }
    for millionths in [-1, 1_000_001, Int64.max, .min] { #expect(Ratio(millionths: millionths) == nil) }
    #expect(Ratio.zero < Ratio.one)
  }
}
