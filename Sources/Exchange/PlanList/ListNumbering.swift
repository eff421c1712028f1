/// The number or mark with which a row of a list begins.
struct ListNumbering: Equatable {
  enum Style: Hashable {
    case letter
    case roman
    /// `A.1`, `I.2`.
    case compound
    /// `1`; with `1.1` of depth 2.
    case arabic(depth: Int)
    /// `a)`.
    case smallLetter
    /// `-`, `+`, `*`.
    case mark(Character)
    case none

    /// Headings before what stands under them; letters and Roman numbers may stand either way round.
    var rank: Int {
      switch self {
      case .letter, .roman, .compound: 0
      case .none: 1
      case .arabic(let depth): min(depth, 5)
      case .smallLetter: 6
      case .mark: 7
      }
    }
  }

  var style = Style.none
  /// The last number of an Arabic one.
  var ordinal: Int?
  /// As it is written, without marks behind it.
  var text = ""

  static let none = ListNumbering()

  private static let tail = ".)-:/ "

  /// `previous` is the last letter that numbered a heading: `I`, `C` and their like are letters where they follow their predecessor.
  init?(_ written: String, after previous: Character?) {
    let trimmed = written.trimmingTail(of: Self.tail)
    if trimmed.isEmpty {
      guard let mark = written.first(where: { $0 != " " }), Self.isMark(mark) else { return nil }
      style = .mark(mark == "–" ? "-" : mark)
      return
    }
    text = trimmed.first == "(" ? String(trimmed.dropFirst()) : trimmed
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.map { Self.number($0) }
    if numbers.allSatisfy({ $0 != nil }) {
      style = .arabic(depth: parts.count)
      ordinal = numbers.last ?? nil
    } else if parts.count > 1, numbers.dropFirst().allSatisfy({ $0 != nil }),
      Self.letterStyle(parts[0], after: previous) != nil
    {
      style = .compound
      ordinal = numbers.last ?? nil
    } else if parts.count == 1, let style = Self.letterStyle(parts[0], after: previous) {
      self.style = style
    } else {
      return nil
    }
  }

  private init() {}

  static func isMark(_ character: Character) -> Bool { "-+–—•*●▪◦·".contains(character) }

  private static func number(_ text: Substring) -> Int? {
    (1...4).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) } ? Int(text) : nil
  }

  private static func letterStyle(_ text: Substring, after previous: Character?) -> Style? {
    guard (1...5).contains(text.count), text.allSatisfy({ $0.isASCII && $0.isLetter }) else { return nil }
    if text.allSatisfy(\.isLowercase) {
      return text.count == 1 || text.allSatisfy({ "ivx".contains($0) }) ? .smallLetter : nil
    }
    let isRoman = text.allSatisfy { "IVXLCDM".contains($0) }
    guard text.count == 1, let letter = text.first else { return isRoman ? .roman : nil }
    // No list has a hundred headings: C, D, L and M are letters.
    guard "IVX".contains(letter) else { return .letter }
    let follows = previous.flatMap(\.asciiValue).map { $0 + 1 } == letter.asciiValue
    return follows ? .letter : .roman
  }

  /// The number that a text itself begins with, and the rest: `I. Dự án` is `I` and `Dự án`, `- Ngân sách` a mark.
  static func split(_ text: String, after previous: Character?) -> (numbering: ListNumbering, rest: String)? {
    if let first = text.first, isMark(first) {
      let rest = text.drop { isMark($0) || $0 == " " }
      guard !rest.isEmpty, let numbering = ListNumbering(String(first), after: previous) else { return nil }
      return (numbering, String(rest))
    }
    let written = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") }
    guard (1...8).contains(written.count), written.endIndex < text.endIndex else { return nil }
    let marks = text[written.endIndex...].prefix { ".)-:/ ".contains($0) }
    let rest = text[marks.endIndex...]
    // A word of one letter, or a number of things, is no number of a row.
    let isMarked = written.hasSuffix(".") || marks.contains { ").-:/".contains($0) }
    guard !marks.isEmpty, !rest.isEmpty, let numbering = ListNumbering(String(written), after: previous) else {
      return nil
    }
    let isLongRoman = numbering.style == .roman && written.count >= 2
    // `1.1 Đường liên thôn`, and not `2.5 km đường`.
    let isDotted = numbering.style != .arabic(depth: 1) && written.contains(".") && rest.first?.isUppercase == true
    return isMarked || isLongRoman || isDotted ? (numbering, String(rest)) : nil
  }
}
