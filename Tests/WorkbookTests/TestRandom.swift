@testable import Workbook

/// Numbers that look like chance and are the same for the same seed.
struct TestRandom {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(max(1, limit)))
  }

  private static let words = [
    "Đường", "cầu", "<thôn>", "&", "xã ", " Chi Lăng", "\n", "_x000D_", "=A1", "\u{B}", "e\u{0302}", "😀", "\"",
  ]

  /// A value to write, and what it must be when it is read.
  mutating func value() -> (WorkbookWriter.Value, Workbook.Value) {
    switch below(7) {
    case 0: return (.empty, .empty)
    case 1:
      let number = below(1 << 30) * (below(2) == 0 ? 1 : -1000)
      return (.whole(number), .number("\(number)"))
    case 2:
      let number = Double(below(1 << 30)) / Double(1 + below(1000))
      let text = number.description
      return (.number(number), .number(text.hasSuffix(".0") ? String(text.dropLast(2)) : text))
    case 3:
      let flag = below(2) == 0
      return (.boolean(flag), .boolean(flag))
    case 4:
      let date = Workbook.DateTime(
        year: 1900 + below(200), month: 1 + below(12), day: 1 + below(28), secondsOfDay: below(86_400))
      return date.map { (.date($0), .date($0)) } ?? (.empty, .empty)
    default:
      let text = (0..<below(6)).map { _ in Self.words[below(Self.words.count)] }.joined(separator: " ")
      return (.text(text), .text(text))
    }
  }
}
