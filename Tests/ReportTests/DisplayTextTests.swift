import Testing

@testable import Report

struct DisplayTextTests {
  @Test(arguments: [
    ("", 0), ("Giải ngân", 9), ("Gia\u{309}i nga\u{302}n", 9), ("ệ", 1), ("e\u{323}\u{302}", 1), ("đ", 1), ("公共", 4),
    ("👷🏽‍♀️", 2), ("\u{200B}a", 1), ("─●┃■", 4),
  ])
  func widths(text: String, width: Int) { #expect(DisplayText.width(text) == width) }

  @Test(arguments: [
    ("Nhà văn hóa", 20, "Nhà văn hóa"), ("Nhà văn hóa", 11, "Nhà văn hóa"), ("Nhà văn hóa", 9, "Nhà văn…"),
    ("公共投資", 5, "公共…"), ("abc", 0, ""), ("abc", 1, "…"),
  ])
  func shortening(text: String, width: Int, expected: String) {
    #expect(DisplayText.shortened(text, to: width) == expected)
  }

  @Test func wrappingKeepsWordsAndWidth() {
    #expect(DisplayText.wrapped("Quyết định đầu tư công", to: 10) == ["Quyết định", "đầu tư", "công"])
    #expect(DisplayText.wrapped("sha256:0123456789 x", to: 8) == ["sha256:0", "12345678", "9 x"])
    #expect(DisplayText.wrapped("", to: 8) == [""])
  }

  @Test func nothingSteersTheTerminal() {
    #expect(DisplayText.harmless("a\u{1B}[31mb\u{7}\u{202E}c\u{9B}d") == "a [31mb  c d")
  }
}
