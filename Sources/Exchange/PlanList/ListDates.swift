import Portfolio

/// Days that titles of lists name as those of their figures.
enum ListDates {
  /// The days after `đến`, and not those of expected results: `(số liệu đến ngày 30/6/2026)`, `đến 17 tháng 8 năm 2026`.
  static func days(in text: String, _ year: FiscalYear?) -> [Day] {
    clauses(of: text).compactMap { words in
      guard let mark = words.lastIndex(of: "den"), mark + 1 < words.endIndex else { return nil }
      let rest = words[(mark + 1)...].filter { !["het", "ngay"].contains($0) }
      guard let first = rest.first else { return nil }
      let numbers = first.split(whereSeparator: { "/-.".contains($0) }).map { Int($0) }
      switch numbers.count {
      case 3: return day(numbers[0], numbers[1], numbers[2])
      case 2: return day(numbers[0], numbers[1], year?.year)
      case 1 where rest.count >= 3 && rest[1] == "thang":
        return day(numbers[0], Int(rest[2]), rest.count >= 5 && rest[3] == "nam" ? Int(rest[4]) : year?.year)
      default: return nil
      }
    }
  }

  /// The last days of the periods that a title names: `hết quý II`, `6 tháng đầu năm`, `THÁNG 8 NĂM 2026`.
  static func periodEnds(in text: String, _ year: FiscalYear?) -> [Day] {
    guard let year else { return [] }
    return clauses(of: text).compactMap { words in
      let years = words.flatMap { ListWords($0).years }
      guard years.isEmpty || years.contains(year.year) else { return nil }
      for (index, word) in words.enumerated() {
        let next = index + 1 < words.count ? words[index + 1] : ""
        let number = String(next.prefix { $0 != "/" })
        if word == "quy", let quarter = quarters[number] { return Day(endOfMonth: quarter * 3, year: year.year) }
        if word == "thang", next == "dau", index > 0, let months = Int(words[index - 1]), (1...12).contains(months) {
          return Day(endOfMonth: months, year: year.year)
        }
        // `ngày 5 tháng 7 năm 2026` is the day of a document.
        let isDocument = words[..<index].suffix(2).contains { $0 == "ngay" }
        if word == "thang", !isDocument, let month = Int(number), (1...12).contains(month) {
          return Day(endOfMonth: month, year: year.year)
        }
      }
      return nil
    }
  }

  private static let quarters = [
    "i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4,
  ]

  /// Unaccented words, part by part, without the parts that speak of what is expected.
  private static func clauses(of text: String) -> [[String]] {
    text.split { ";,()".contains($0) || $0.isNewline }.filter { !ListWords(String($0)).isForecast }.map { clause in
      ListText.unaccented(String(clause)).lowercased().split(whereSeparator: \.isWhitespace).map {
        String($0).trimmingTail(of: ".:")
      }
    }
  }

  private static func day(_ day: Int?, _ month: Int?, _ year: Int?) -> Day? {
    guard let day, let month, let year else { return nil }
    return Day(year: year < 100 ? year + 2000 : year, month: month, day: day)
  }
}
