/// A civil date of the Gregorian calendar, without time of day or zone.
public struct Day: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Days since 1 January 1970.
  public let ordinal: Int

  public init(ordinal: Int) { self.ordinal = ordinal }

  /// Nil when the date does not exist, such as 30 February, or the year is outside 1900…2200.
  public init?(year: Int, month: Int, day: Int) {
    guard (1900...2200).contains(year), (1...12).contains(month), day >= 1,
      day <= Day.length(ofMonth: month, year: year)
    else { return nil }
    ordinal = Day.ordinal(year: year, month: month, day: day)
  }

  /// Reads `2026-06-30`; nil for anything else or for a date that does not exist.
  public init?(iso text: some StringProtocol) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// The first of a month; out-of-range months roll over into other years.
  public init(firstOfMonth month: Int, year: Int) {
    let months = year * 12 + month - 1
    let rolledYear = months >= 0 ? months / 12 : (months - 11) / 12
    ordinal = Day.ordinal(year: rolledYear, month: months - rolledYear * 12 + 1, day: 1)
  }

  /// The last day of a month; out-of-range months roll over into other years.
  public init(endOfMonth month: Int, year: Int) {
    self.init(ordinal: Day(firstOfMonth: month + 1, year: year).ordinal - 1)
  }

  public var year: Int { components.year }
  public var month: Int { components.month }
  public var dayOfMonth: Int { components.day }

  /// 1 for Monday … 7 for Sunday (ISO 8601).
  public var weekday: Int { ((ordinal + 3) % 7 + 7) % 7 + 1 }

  /// `2026-06-30`.
  public var description: String {
    let (year, month, day) = components
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(year)-\(padded(month))-\(padded(day))"
  }

  public static func < (lhs: Day, rhs: Day) -> Bool { lhs.ordinal < rhs.ordinal }
  public static func + (day: Day, days: Int) -> Day { Day(ordinal: day.ordinal + days) }
  /// Days from the right date to the left one.
  public static func - (lhs: Day, rhs: Day) -> Int { lhs.ordinal - rhs.ordinal }

  /// The same day of another month, or the last one of a month that is shorter: 30 November and three months is 28 February.
  public func adding(months: Int) -> Day {
    let first = Day(firstOfMonth: month + months, year: year)
    return first + (min(dayOfMonth, Day.length(ofMonth: first.month, year: first.year)) - 1)
  }

  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  // Civil-from-days and days-from-civil after Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013).
  private static func ordinal(year: Int, month: Int, day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  private var components: (year: Int, month: Int, day: Int) {
    let days = ordinal + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let dayOfEra = days - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }
}

/// A plan year with its payment cut-off.
public struct FiscalYear: Hashable, Sendable {
  public let year: Int

  /// Nil outside 2000…2100.
  public init?(_ year: Int) {
    guard (2000...2100).contains(year) else { return nil }
    self.year = year
  }

  /// The day before the year: an as-of date here means the annual plan.
  public var eve: Day { Day(ordinal: Day(firstOfMonth: 1, year: year).ordinal - 1) }
  public var firstDay: Day { Day(firstOfMonth: 1, year: year) }
  /// Work must be accepted by this day to be payable (Decree 254/2025/NĐ-CP, art. 12.2).
  public var lastDay: Day { Day(endOfMonth: 12, year: year) }
  /// Payments end on 31 January of the next year (Law 58/2024/QH15, art. 72.1).
  public var cutOff: Day { Day(endOfMonth: 1, year: year + 1) }
  /// The last days of the twelve months, then the cut-off.
  public var monthEnds: [Day] { (1...12).map { Day(endOfMonth: $0, year: year) } + [cutOff] }
}
