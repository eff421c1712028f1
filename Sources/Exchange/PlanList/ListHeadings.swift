import Portfolio

/// What heading rows such as `I. Dự án chuyển tiếp` say of the rows below them.
enum ListHeadings {
  typealias Meaning = PlanListReading.HeadingMeaning

  /// The meaning of a heading without its number.
  static func meaning(of text: String, year: FiscalYear?) -> Meaning {
    let words = ListWords(text)
    if let group = TableWords.group[text] { return .group(group) }
    if words.has("chuẩn bị đầu tư") {
      if words.hasAny("khởi công mới", "mở mới") { return .group(.preparationNewStart) }
      return .group(words.has("ưu tiên") ? .preparationPriority : .preparationOther)
    }
    if words.has("chuyển tiếp") { return .group(.carryOver) }
    if words.hasAny("khởi công mới", "mở mới") { return .group(.newStart) }
    if words.hasAny("hoàn thành", "quyết toán") {
      // What is to be completed in the plan year is under way.
      let isComing = words.has("dự kiến") || words.years.contains { $0 == year?.year }
      return isComing ? .asked : .group(.completed)
    }
    if words.hasAny("ban qlda", "ban quản lý dự án", "chủ đầu tư") { return .owner(text) }
    return isSource(words) ? .source(text) : .nothing
  }

  private static func isSource(_ words: ListWords) -> Bool {
    let starts = [
      "nguồn", "vốn", "ngân sách", "nstw", "nsđp", "nst", "chương trình mục tiêu", "ctmtqg", "xổ số",
      "thu tiền sử dụng đất",
    ]
    return starts.contains { words.name.text.hasPrefix(HeaderName($0).text) }
  }

  /// The kinds of numbers that rows have, headings before what stands under them.
  enum Numbering: Int, Comparable {
    case letter
    case roman
    case none
    case arabic

    static func < (left: Numbering, right: Numbering) -> Bool { left.rawValue < right.rawValue }
  }

  /// The kind of a row's number; `previous` is the last letter that numbered a heading.
  ///
  /// `I`, `C` and their like are letters where they follow their predecessor, else Roman numbers.
  static func numbering(_ text: String, after previous: Character?) -> Numbering {
    let trimmed = text.trimmingTail(of: ".)-: ")
    guard !trimmed.isEmpty else { return .none }
    if trimmed.utf8.allSatisfy({ (48...57).contains($0) || $0 == 46 }) { return .arabic }
    let upper = trimmed.uppercased()
    if upper.count == 1, let letter = upper.first, letter.isASCII, letter.isLetter {
      let isRoman = "IVXLCDM".contains(letter)
      let follows = previous.flatMap(\.asciiValue).map { $0 + 1 } == letter.asciiValue
      return !isRoman || follows ? .letter : .roman
    }
    return upper.allSatisfy { "IVXLCDM.".contains($0) } ? .roman : upper.count <= 4 ? .letter : .none
  }

  /// The number that a heading's text itself begins with, and the rest: `I. Dự án` is `I` and `Dự án`.
  static func split(_ text: String) -> (number: String, rest: String) {
    guard let mark = text.firstIndex(where: { ".)-: ".contains($0) }), mark > text.startIndex else { return ("", text) }
    let number = String(text[..<mark])
    let rest = text[mark...].drop { ".)-: ".contains($0) }
    let isNumber = number.count <= 5 && number.allSatisfy { "IVXLCDM".contains($0) }
    let isLetter = number.count == 1 && text[mark] != " " && number.allSatisfy { $0.isASCII && $0.isUppercase }
    return isNumber && !rest.isEmpty || isLetter && !rest.isEmpty ? (number, String(rest)) : ("", text)
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
