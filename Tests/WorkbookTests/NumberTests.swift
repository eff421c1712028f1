import Testing

@testable import Workbook

@Suite struct NumberTests {
  @Test(arguments: [
    ("0", 0.0, "0"), ("-0", -0.0, "0"), ("1", 1, "1"), ("-12.50", -12.5, "-12.5"), ("+3", 3, "3"), (".5", 0.5, "0.5"),
    ("5.", 5, "5"), ("1E3", 1000, "1000"), ("1.5e-3", 0.0015, "0.0015"), ("007", 7, "7"),
    ("1234.5599999999999", 1234.56, "1234.56"), ("0.30000000000000004", 0.30000000000000004, "0.3"),
    ("99999999999999.95", 99999999999999.95, "100000000000000"),
    ("999999999999999.5", 999999999999999.5, "1000000000000000"),
    ("123456789012345678", 123456789012345680, "123456789012346000"), ("1e-300", 1e-300, "0." + zeros(299) + "1"),
    ("0.1", 0.1, "0.1"), ("9007199254740993", 9007199254740992, "9007199254740990"),
  ])
  func readsDecimals(text: String, value: Double, shown: String) throws {
    let number = try #require(Workbook.Number(text))
    #expect(number.text == text)
    #expect(number.value == value)
    #expect(number.shownText == shown)
  }

  @Test(arguments: [
    "", "-", ".", "e5", "1e", "1e+", "1e12345", "1e999", "-1e999", "1e-999", "nan", "NaN", "inf", "INF", "0x10", "1,5",
    "1 000",
    "1.2.3", "--1", "1e5.5", "١", String(repeating: "9", count: 400),
  ])
  func refuses(text: String) { #expect(Workbook.Number(text) == nil) }

  /// Against the library's own reading, over numbers as programs write them.
  @Test func agreesWithTheLibrary() {
    for seed in UInt64(1)...20_000 {
      let bits = seed &* 0x9e37_79b9_7f4a_7c15
      let whole = Int(bits >> 20) % 1_000_000_000
      let text = "\(whole).\(bits % 100_000)"
      #expect(Workbook.Number(text)?.value == Double(text), "seed \(seed)")
      let other = Double(whole) / Double(1 + bits % 977)
      let number = Workbook.Number(other.description)
      #expect(number?.value == other, "seed \(seed)")
      let shown = number.flatMap { Double($0.shownText) } ?? .nan
      #expect(abs(shown - other) <= 1e-14 * other, "seed \(seed)")
    }
  }
}

private func zeros(_ count: Int) -> String { String(repeating: "0", count: count) }
