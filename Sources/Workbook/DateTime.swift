extension Workbook {
  /// A day of the Gregorian calendar from 1900 to 9999, with a time of day; without a time zone.
  public struct DateTime: Sendable, Hashable {
    private let storedYear: Int16
    private let storedMonth: UInt8
    private let storedDay: UInt8
    private let storedSeconds: UInt32

    public var year: Int { Int(storedYear) }
    public var month: Int { Int(storedMonth) }
    public var day: Int { Int(storedDay) }
    /// Seconds since midnight, 0 when the cell holds only a day.
    public var secondsOfDay: Int { Int(storedSeconds) }

    /// Nil when there is no such day or time.
    public init?(year: Int, month: Int, day: Int, secondsOfDay: Int = 0) {
      guard (1900...9999).contains(year), (1...12).contains(month), (0..<86_400).contains(secondsOfDay),
        day >= 1, day <= Self.length(ofMonth: month, year: year)
      else { return nil }
      storedYear = Int16(year)
      storedMonth = UInt8(month)
      storedDay = UInt8(day)
      storedSeconds = UInt32(secondsOfDay)
    }

    /// The moment of a serial number of days, to the nearest second; nil where the system has no such day.
    public init?(serial: Double, system: DateSystem) {
      guard serial >= 0, serial < 3_000_000 else { return nil }
      let seconds = Int((serial * 86_400).rounded())
      var days = seconds / 86_400
      switch system {
      case .from1904: days += Self.firstDay1904
      case .from1900:
        // The program that set the custom took 1900 for a leap year.
        guard days >= 1, days != 60 else { return nil }
        days += days < 60 ? Self.dayBefore1900 : Self.dayBefore1900 - 1
      }
      self.init(dayNumber: days, secondsOfDay: seconds % 86_400)
    }

    /// Days since the start of the system's count, with the time as a fraction; the inverse of `init(serial:system:)`.
    public func serial(in system: DateSystem) -> Double {
      var days = Self.dayNumber(year: year, month: month, day: day)
      switch system {
      case .from1904: days -= Self.firstDay1904
      case .from1900:
        days -= Self.dayBefore1900
        if days >= 60 { days += 1 }
      }
      return Double(days) + Double(secondsOfDay) / 86_400
    }

    /// Day numbers count from 1 January 1970.
    private static let dayBefore1900 = dayNumber(year: 1899, month: 12, day: 31)
    private static let firstDay1904 = dayNumber(year: 1904, month: 1, day: 1)

    private static func length(ofMonth month: Int, year: Int) -> Int {
      switch month {
      case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
      case 4, 6, 9, 11: 30
      default: 31
      }
    }

    /// H. Hinnant, chrono-Compatible Low-Level Date Algorithms, `days_from_civil`, for years after 0.
    private static func dayNumber(year: Int, month: Int, day: Int) -> Int {
      let shifted = month <= 2 ? year - 1 : year
      let era = shifted / 400
      let yearOfEra = shifted - era * 400
      let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
      return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    /// The same source's `civil_from_days`.
    private init?(dayNumber: Int, secondsOfDay: Int) {
      let shifted = dayNumber + 719_468
      let era = shifted / 146_097
      let dayOfEra = shifted - era * 146_097
      let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
      let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
      let monthIndex = (5 * dayOfYear + 2) / 153
      let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
      self.init(
        year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month: month,
        day: dayOfYear - (153 * monthIndex + 2) / 5 + 1, secondsOfDay: secondsOfDay)
    }
  }
}

extension Workbook.DateTime {
  /// Reads `yyyy-mm-dd`, alone or with `Thh:mm[:ss[.fraction]]` and `Z` (ISO 8601, as strict workbooks write it).
  init?(iso bytes: ArraySlice<UInt8>) {
    let halves = bytes.split(separator: UInt8(ascii: "T"), maxSplits: 1, omittingEmptySubsequences: false)
    let days = halves[0].split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    guard days.count == 3, let year = Self.number(days[0], digits: 4), let month = Self.number(days[1], digits: 2),
      let day = Self.number(days[2], digits: 2), let seconds = halves.count == 1 ? 0 : Self.seconds(halves[1])
    else { return nil }
    self.init(year: year, month: month, day: day, secondsOfDay: seconds)
  }

  private static func seconds(_ bytes: ArraySlice<UInt8>) -> Int? {
    let time = bytes.last == UInt8(ascii: "Z") ? bytes.dropLast() : bytes
    let parts = time.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), let hour = number(parts[0], digits: 2), hour < 24,
      let minute = number(parts[1], digits: 2), minute < 60
    else { return nil }
    guard parts.count == 3 else { return hour * 3600 + minute * 60 }
    let whole = parts[2].prefix { $0 != UInt8(ascii: ".") }
    let isFractionGood = parts[2].dropFirst(whole.count + 1).allSatisfy(isDigit)
    guard isFractionGood, let second = number(whole, digits: 2), second < 60 else { return nil }
    return hour * 3600 + minute * 60 + second
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func number(_ bytes: ArraySlice<UInt8>, digits: Int) -> Int? {
    guard bytes.count == digits, bytes.allSatisfy(isDigit) else { return nil }
    return bytes.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }
}
