import Portfolio
import Rulebook
import Testing

@testable import Report

struct FiguresTests {
  private static let plan = Money(dong: 500_000_000_000)
  private let vi = Figures(language: .vi, plan: plan)
  private let en = Figures(language: .en, plan: plan)

  @Test(arguments: [
    (1_234_500_000_000, "1.234,5 tỷ đồng", "1,234.5 bn VND"), (0, "0,0 tỷ đồng", "0.0 bn VND"),
    (1, "<0,1 tỷ đồng", "<0.1 bn VND"), (-1, ">−0,1 tỷ đồng", ">−0.1 bn VND"),
    (49_999_999, "<0,1 tỷ đồng", "<0.1 bn VND"), (50_000_000, "0,1 tỷ đồng", "0.1 bn VND"),
    (149_999_999, "0,1 tỷ đồng", "0.1 bn VND"), (150_000_000, "0,2 tỷ đồng", "0.2 bn VND"),
    (-12_345_678_900_000, "−12.345,7 tỷ đồng", "−12,345.7 bn VND"),
    (Int64.max, "9.223.372.036,9 tỷ đồng", "9,223,372,036.9 bn VND"),
    (Int64.min, "−9.223.372.036,9 tỷ đồng", "−9,223,372,036.9 bn VND"),
  ])
  func amounts(dong: Int64, vietnamese: String, english: String) {
    #expect(vi.money(Money(dong: dong)) == vietnamese)
    #expect(en.money(Money(dong: dong)) == english)
  }

  @Test(arguments: [
    (0, "0%"), (1e-9, "<1%"), (0.0099, "<1%"), (0.01, "1%"), (0.014, "1%"), (0.5, "50%"), (0.625, "63%"), (0.99, "99%"),
    (0.9901, ">99%"), (0.999_999, ">99%"), (1, "100%"), (.nan, "–"),
  ])
  func probabilities(value: Double, text: String) {
    #expect(vi.probability(value) == text)
    #expect(en.probability(value) == text)
  }

  @Test(arguments: [
    (0, "0,0%"), (0.0001, "<0,1%"), (0.0005, "0,1%"), (0.7777, "77,8%"), (0.999_4, "99,9%"), (0.999_6, ">99,9%"),
    (1, "100,0%"), (1.5, "150,0%"), (-0.021, "−2,1%"), (.infinity, "–"),
  ])
  func percentages(value: Double, text: String) { #expect(vi.percent(value) == text) }

  @Test(arguments: [(0, ""), (0.000_1, "±<0,1"), (0.004_9, "±0,5"), (0.05, "±5,0"), (.nan, "")])
  func errorsOfProbabilities(value: Double, text: String) { #expect(vi.pointsError(value) == text) }

  /// An error too small for the decimals shown is not written.
  @Test(arguments: [(0, ""), (49_999_999, ""), (50_000_000, "±0,1"), (149_999_999, "±0,1"), (2_000_000_000, "±2,0")])
  func errorsOfAmounts(dong: Int64, text: String) { #expect(vi.error(Money(dong: dong)) == text) }

  /// Where all replications agree the smoothed error would only puzzle.
  @Test(arguments: [(0.0, ""), (1.0, ""), (0.5, "±0,5")])
  func errorsOfCertainties(probability: Double, text: String) {
    #expect(vi.pointsError(0.005, of: probability) == text)
  }

  @Test(arguments: [(1.0, "1"), (0.3, "0,3"), (1234.5678, "1.234,568"), (10, "10"), (-0.25, "−0,25"), (.infinity, "–")])
  func plainNumbers(value: Double, text: String) { #expect(vi.plainNumber(value) == text) }

  @Test func dates() throws {
    let day = try Sample.unwrap(Day(year: 2026, month: 6, day: 30))
    #expect(vi.date(day) == "30/06/2026")
    #expect(en.date(day) == "30 Jun 2026")
    #expect(vi.shortDate(day) == "30/06")
    #expect(en.shortDate(day) == "30 Jun")
  }

  /// Small plans are told in millions; large ones with fewer decimals.
  @Test(arguments: [
    (9_999_999_999, "9.999,0", "triệu đồng"), (10_000_000_000, "9,99", "tỷ đồng"), (100_000_000_000, "9.999,0", ""),
    (10_000_000_000_000, "9.999", ""),
  ])
  func unitFollowsPlan(plan: Int64, amount: String, unit: String) {
    let figures = Figures(language: .vi, plan: Money(dong: plan))
    let shown = Money(dong: plan < 100_000_000_000 ? 9_990_000_000 : 9_999_000_000_000)
    if plan == 9_999_999_999 {
      #expect(figures.amount(Money(dong: 9_999_000_000)) == amount)
    } else {
      #expect(figures.amount(shown) == amount)
    }
    if !unit.isEmpty { #expect(figures.unitName == unit) }
  }
}
