import Foundation

/// The words of a title or a heading in the form in which they are compared.
struct ListWords {
  let name: HeaderName
  /// Without what stands in brackets, the years and the dates.
  let bare: HeaderName
  let years: [Int]
  /// Whether the text is written without any accent, as on machines that have no Vietnamese keyboard.
  let isUnaccented: Bool
  /// Without accents, in small letters, one space around each word; empty for a text with accents.
  private let unaccented: String

  init(_ text: String) {
    name = HeaderName(text)
    var depth = 0
    let open = text.filter { character in
      if character == "(" { depth += 1 }
      defer { if character == ")", depth > 0 { depth -= 1 } }
      return depth == 0
    }
    years = Self.years(in: text)
    var bareText = HeaderName(open).text
    for year in years {
      for ending in ["năm\(year)", "nam\(year)", "\(year)"] { bareText = bareText.replacing(ending, with: "") }
    }
    bare = HeaderName(bareText)
    isUnaccented = text.utf8.allSatisfy { $0 < 0x80 } && text.utf8.contains { $0 >= UInt8(ascii: "A") }
    unaccented = isUnaccented ? Self.spaced(text) : ""
  }

  func has(_ words: String) -> Bool { has(WordSet(words)) }

  func hasAny(_ words: String...) -> Bool { words.contains { has($0) } }

  /// Whether any of the words stands in the text.
  func has(_ set: WordSet) -> Bool {
    set.entries.contains { entry in
      name.text.contains(entry.name) || isUnaccented && unaccented.contains(entry.unaccented)
    }
  }

  /// Whether the text begins with one of the words.
  func begins(with set: WordSet) -> Bool {
    set.entries.contains { entry in
      name.text.hasPrefix(entry.name) || isUnaccented && unaccented.hasPrefix(entry.unaccented)
    }
  }

  /// Names the sum or the parts of what stands above, and nothing by itself.
  var isGeneric: Bool {
    let plain = HeaderName(ListText.unaccented(bare.text)).text
    return ["tongso", "tongcong", "tong", "cong", "trongdo", "sotien", "giatri", "toanbo", "kinhphi"].contains(plain)
  }

  /// A part of the plan that is no source.
  var isPartOfPlan: Bool { has(Self.partOfPlan) }

  private static let partOfPlan = WordSet(
    "thu hồi", "nợ đọng", "trả nợ", "tất toán", "trong nước", "ngoài nước")

  /// Payments of a month or a quarter, not from the beginning of the year.
  var isPeriod: Bool { has(Self.period) && !has(Self.fromBeginning) || name.text.contains("%") }

  private static let fromBeginning = WordSet("lũy kế", "từ đầu năm")

  private static let period = WordSet(
    "trong tháng", "trong quý", "trong kỳ", "tháng này", "kỳ này", "tháng báo cáo", "quý này", "tuần", "tỷ lệ")

  /// What is expected, wanted or missing, and not what has been done.
  var isForecast: Bool { has(Self.forecast) }

  private static let forecast = WordSet(
    "ước", "dự kiến", "nhu cầu", "còn lại", "chưa giải ngân", "chưa thanh toán", "dự ước", "phấn đấu", "đăng ký",
    "đề nghị", "kiến nghị", "cam kết", "đề xuất")

  /// Numbers of four digits that can be years.
  private static func years(in text: String) -> [Int] {
    text.split { !("0"..."9").contains($0) }.compactMap { digits in
      guard digits.count == 4, let year = Int(digits), (1990...2100).contains(year) else { return nil }
      return year
    }
  }

  fileprivate static func spaced(_ text: String) -> String {
    let words = ListText.unaccented(text).lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "%" }
    return " " + words.joined(separator: " ") + " "
  }
}

/// Words to be looked for in many texts, prepared once.
struct WordSet: Sendable {
  fileprivate let entries: [(name: String, unaccented: String)]

  init(_ words: String...) { entries = words.map { (HeaderName($0).text, ListWords.spaced($0)) } }
}

/// Texts of lists as people type them.
enum ListText {
  /// Without accents, `đ` as `d`.
  static func unaccented(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var plain = String.UnicodeScalarView()
    for scalar in text.decomposedStringWithCanonicalMapping.unicodeScalars {
      switch scalar {
      case "đ": plain.append("d")
      case "Đ": plain.append("D")
      case _ where scalar.properties.generalCategory == .nonspacingMark: continue
      default: plain.append(scalar)
      }
    }
    return String(plain)
  }
}

extension String {
  /// Without these characters at the end.
  func trimmingTail(of characters: String) -> String {
    var rest = self[...]
    while let last = rest.last, characters.contains(last) { rest.removeLast() }
    return String(rest)
  }
}
