import Portfolio

/// Days on which sites and offices work, as cumulative counts from the eve of the year or, if earlier, the as-of day.
///
/// Time is in days after the end of the as-of day, day k being (k − 1, k]; times within the year before the as-of day are negative. Beyond the
/// horizon every day counts.
struct WorkCalendar: Sendable {
  /// Days ahead for which the calendar is tabulated.
  static let horizon = 4_096

  /// Days before the as-of day that are tabulated.
  let pastDays: Int
  /// Effective site days by the end of each day, 0 at first.
  private let siteDays: [Float]
  /// Office days by the end of each day, 0 at first.
  private let officeDays: [Float]
  /// For n = 0, 1, …: the time at which the n-th office day is complete.
  private let dayOfOfficeDay: [Float]

  /// When the calendar begins.
  var begin: Float { Float(-pastDays) }

  init(_ assumed: Assumptions.Calendar, asOf: Day, eve: Day) {
    pastDays = max(0, asOf - eve)
    var site: [Float] = [0]
    var office: [Float] = [0]
    var completing: [Float] = [Float(-pastDays)]
    let last = pastDays + Self.horizon + 1
    site.reserveCapacity(last + 1)
    office.reserveCapacity(last + 1)
    for offset in 1...last {
      let day = asOf + (offset - pastDays)
      site.append(site[offset - 1] + Float(Self.siteShare(of: day, assumed)))
      let isOpen = Self.isOfficeDay(day, assumed)
      office.append(office[offset - 1] + (isOpen ? 1 : 0))
      if isOpen { completing.append(Float(offset - pastDays)) }
    }
    completing.append(Float(Self.horizon + 1))
    siteDays = site
    officeDays = office
    dayOfOfficeDay = completing
  }

  /// Office days after `day` up to and including `end`.
  static func officeDays(after day: Day, through end: Day, _ assumed: Assumptions.Calendar) -> Int {
    guard day < end else { return 0 }
    return (1...(end - day)).count { isOfficeDay(day + $0, assumed) }
  }

  /// Effective site days by a time, straight within a day.
  @inline(__always)
  private static func siteDays(at time: Float, in table: UnsafePointer<Float>, past: Float) -> Float {
    let bounded = max(0, min(time, Float(horizon)) + past)
    let day = Int(bounded)
    return table[day] + (bounded - Float(day)) * (table[day + 1] - table[day])
  }

  func siteDays(at time: Float) -> Float {
    siteDays.withUnsafeBufferPointer { table in
      table.baseAddress.map { Self.siteDays(at: time, in: $0, past: Float(pastDays)) } ?? 0
    }
  }

  /// The first day, counted from the as-of day, by whose end so many site days have passed.
  func day(completing siteDays: Float) -> Int {
    (self.siteDays.firstIndex { $0 >= siteDays } ?? pastDays + Self.horizon) - pastDays
  }

  /// The time at which `duration` office days have passed since `start`.
  @inline(__always)
  private static func officeTime(
    after start: Float, duration: Float, officeDays: UnsafePointer<Float>, dayOfOfficeDay: UnsafePointer<Float>,
    lastOfficeDay: Int, past: Float
  ) -> Float {
    let bounded = max(0, min(start, Float(horizon)) + past)
    let day = Int(bounded)
    let begun = officeDays[day] + (bounded - Float(day)) * (officeDays[day + 1] - officeDays[day])
    let wanted = begun + max(0, duration)
    let whole = Int(min(wanted, Float(lastOfficeDay)))
    let isExact = Float(whole) == wanted
    let completing = min(isExact ? whole : whole + 1, lastOfficeDay)
    let end = dayOfOfficeDay[completing] - (isExact ? 0 : 1 - (wanted - Float(whole)))
    return max(start, min(end, Float(horizon)))
  }

  /// Replaces times by the site days elapsed by then.
  func readSiteDays(at times: UnsafeMutablePointer<Float>, into column: UnsafeMutablePointer<Float>, count: Int) {
    siteDays.withUnsafeBufferPointer { table in
      guard let base = table.baseAddress else { return }
      let past = Float(pastDays)
      for lane in 0..<count { column[lane] = Self.siteDays(at: times[lane], in: base, past: past) }
    }
  }

  /// Moves times on by durations in office days.
  func addOfficeDays(
    _ durations: UnsafeMutablePointer<Float>, to times: UnsafeMutablePointer<Float>, count: Int
  ) {
    officeDays.withUnsafeBufferPointer { days in
      dayOfOfficeDay.withUnsafeBufferPointer { completing in
        guard let officeDays = days.baseAddress, let dayOfOfficeDay = completing.baseAddress else { return }
        for lane in 0..<count {
          times[lane] = Self.officeTime(
            after: times[lane], duration: durations[lane], officeDays: officeDays, dayOfOfficeDay: dayOfOfficeDay,
            lastOfficeDay: completing.count - 1, past: Float(pastDays))
        }
      }
    }
  }

  /// The time at which `duration` office days have passed since `start`.
  func officeTime(after start: Float, duration: Float) -> Float {
    officeDays.withUnsafeBufferPointer { days in
      dayOfOfficeDay.withUnsafeBufferPointer { completing in
        guard let days = days.baseAddress, let base = completing.baseAddress else { return start }
        return Self.officeTime(
          after: start, duration: duration, officeDays: days, dayOfOfficeDay: base,
          lastOfficeDay: completing.count - 1, past: Float(pastDays))
      }
    }
  }

  /// The latest time from which `days` office days remain until the end of `day`; `day` when it is zero.
  func time(_ days: Double, officeDaysBefore time: Int) -> Float {
    guard days > 0, time > -pastDays else { return Float(time) }
    let wanted = officeDays[min(time, Self.horizon) + pastDays] - Float(days)
    guard wanted >= 0 else { return begin }
    let whole = Int(wanted)
    return min(Float(time), dayOfOfficeDay[whole + 1] - 1 + wanted - Float(whole))
  }

  private static func isOfficeDay(_ day: Day, _ assumed: Assumptions.Calendar) -> Bool {
    !assumed.officeWeekend.contains(day.weekday) && !assumed.holidays.contains(day)
  }

  private static func siteShare(of day: Day, _ assumed: Assumptions.Calendar) -> Double {
    if assumed.siteRestDays.contains(day.weekday) { return 0 }
    if assumed.siteClosures.contains(where: { $0.contains(day) }) { return 0 }
    return assumed.monthlyWorkability[day.month - 1]
  }
}
