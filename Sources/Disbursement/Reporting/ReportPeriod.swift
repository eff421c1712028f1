public import Portfolio

/// A month or a quarter of a calendar year, as reports are made for.
public struct ReportPeriod: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: Hashable, Sendable {
    /// 1…12
    case month(Int)
    /// 1…4
    case quarter(Int)
  }

  public let year: Int
  public let kind: Kind

  /// Nil for a month or quarter that no year has, or a year outside 2000…2100.
  public init?(_ kind: Kind, of year: Int) {
    guard (2000...2100).contains(year) else { return nil }
    switch kind {
    case .month(let number): guard (1...12).contains(number) else { return nil }
    case .quarter(let number): guard (1...4).contains(number) else { return nil }
    }
    self.year = year
    self.kind = kind
  }

  /// By number: a quarter is three of them.
  public var months: ClosedRange<Int> {
    switch kind {
    case .month(let number): number...number
    case .quarter(let number): number * 3 - 2...number * 3
    }
  }

  public var firstDay: Day { Day(firstOfMonth: months.lowerBound, year: year) }
  public var lastDay: Day { Day(endOfMonth: months.upperBound, year: year) }

  /// `2026-Q2`, `2026-05`: what ``init(written:)`` reads.
  public var description: String {
    switch kind {
    case .month(let number): "\(year)-\(number < 10 ? "0" : "")\(number)"
    case .quarter(let number): "\(year)-Q\(number)"
    }
  }
}

extension ReportPeriod {
  /// Reads `2026-Q2`, `Q2/2026`, `Quý II/2026`, `2026-05`, `05/2026`, `Tháng 5 năm 2026`; nil for anything else.
  public init?(written text: String) {
    let words = text.lowercased()
      .split { $0.isWhitespace || $0 == "/" || $0 == "-" || $0 == "." }
      .map(String.init).filter { $0 != "năm" }
    guard let kind = Self.kindAndYear(words) else { return nil }
    self.init(kind.0, of: kind.1)
  }

  private static let quarterNames = ["i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4]

  private static func kindAndYear(_ words: [String]) -> (Kind, Int)? {
    guard words.count == 2 || words.count == 3, let first = words.first, let last = words.last else { return nil }
    if words.count == 3 {
      guard let year = year(last) else { return nil }
      switch first {
      case "quý", "quarter": return quarterNames[words[1]].map { (.quarter($0), year) }
      case "tháng", "month": return number(words[1], digits: 1...2).map { (.month($0), year) }
      default: return nil
      }
    }
    if let year = year(first) { return part(last, monthDigits: 2...2).map { ($0, year) } }
    return year(last).flatMap { year in part(first, monthDigits: 1...2).map { ($0, year) } }
  }

  /// `q2` or a month's number.
  private static func part(_ word: String, monthDigits: ClosedRange<Int>) -> Kind? {
    if word.hasPrefix("q") { return number(String(word.dropFirst()), digits: 1...1).map { .quarter($0) } }
    return number(word, digits: monthDigits).map { .month($0) }
  }

  private static func year(_ word: String) -> Int? { number(word, digits: 4...4) }

  private static func number(_ word: String, digits: ClosedRange<Int>) -> Int? {
    guard digits.contains(word.utf8.count), word.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(word)
  }
}

/// Why a period cannot be reported on with the actuals that there are.
public enum UnreportablePeriod: Error, Hashable, Sendable {
  /// It is no part of the plan year.
  case otherYear(ReportPeriod, fiscalYear: FiscalYear)
  /// It begins after the last day whose actuals are known.
  case notBegun(ReportPeriod, asOf: Day)
  /// It has begun, and ends after the last day whose actuals are known.
  case notEnded(ReportPeriod, asOf: Day)
}

extension ReportPeriod {
  /// Throws unless the period lies in the plan year and has ended on the last day whose actuals are known, or before.
  public func requireKnown(in year: FiscalYear, asOf: Day) throws(UnreportablePeriod) {
    guard self.year == year.year else { throw .otherYear(self, fiscalYear: year) }
    guard firstDay <= asOf else { throw .notBegun(self, asOf: asOf) }
    guard lastDay <= asOf else { throw .notEnded(self, asOf: asOf) }
  }
}
