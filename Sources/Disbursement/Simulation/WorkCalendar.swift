import Portfolio

/// Days on which sites and offices work, as cumulative counts from the end of the as-of day (time zero).
///
/// Time is in days, day k after the as-of day being (k − 1, k]. Beyond the horizon every day counts.
struct WorkCalendar: Sendable {
  /// Days ahead for which the calendar is tabulated.
  static let horizon = 4_096

  /// Effective site days by the end of each day, 0 at time zero.
  let siteDays: [Float]
  /// Office days by the end of each day, 0 at time zero.
  let officeDays: [Float]
  /// For n = 0, 1, …: the day whose end completes the n-th office day.
  let dayOfOfficeDay: [Float]

  init(_ assumed: Assumptions.Calendar, asOf: Day) {
    var site: [Float] = [0]
    var office: [Float] = [0]
    var completing: [Float] = [0]
    site.reserveCapacity(Self.horizon + 2)
    office.reserveCapacity(Self.horizon + 2)
    for offset in 1...(Self.horizon + 1) {
      let day = asOf + offset
      site.append(site[offset - 1] + Float(Self.siteShare(of: day, assumed)))
      let isOpen = Self.isOfficeDay(day, assumed)
      office.append(office[offset - 1] + (isOpen ? 1 : 0))
      if isOpen { completing.append(Float(offset)) }
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
  static func siteDays(at time: Float, in table: UnsafePointer<Float>) -> Float {
    let bounded = max(0, min(time, Float(horizon)))
    let day = Int(bounded)
    return table[day] + (bounded - Float(day)) * (table[day + 1] - table[day])
  }

  func siteDays(at time: Float) -> Float {
    siteDays.withUnsafeBufferPointer { table in
      table.baseAddress.map { Self.siteDays(at: time, in: $0) } ?? 0
    }
  }

  /// The time at which `duration` office days have passed since `start`.
  @inline(__always)
  private static func officeTime(
    after start: Float, duration: Float, officeDays: UnsafePointer<Float>, dayOfOfficeDay: UnsafePointer<Float>,
    lastOfficeDay: Int
  ) -> Float {
    let bounded = max(0, min(start, Float(horizon)))
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
      for lane in 0..<count { column[lane] = Self.siteDays(at: times[lane], in: base) }
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
            lastOfficeDay: completing.count - 1)
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
          lastOfficeDay: completing.count - 1)
      }
    }
  }

  /// The latest time from which `days` office days remain until the end of `day`; `day` when it is zero.
  func time(_ days: Double, officeDaysBefore time: Int) -> Float {
    guard days > 0, time > 0 else { return Float(time) }
    let wanted = officeDays[min(time, Self.horizon)] - Float(days)
    guard wanted >= 0 else { return 0 }
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
