import Disbursement
import Portfolio

/// Days counted one after the other, without tables.
///
/// Time is in days since the end of the as-of day: day k is what lies between k − 1 and k.
struct ReferenceCalendar {
  /// Times are not told apart from here on, far behind the year's end.
  static let horizon = 4_096

  let assumed: Assumptions.Calendar
  let asOf: Day

  func isOfficeDay(_ day: Day) -> Bool {
    !assumed.officeWeekend.contains(day.weekday) && !assumed.holidays.contains(day)
  }

  /// What a day yields on site, in full working days.
  func siteShare(of day: Day) -> Double {
    if assumed.siteRestDays.contains(day.weekday) { return 0 }
    for closure in assumed.siteClosures where closure.contains(day) { return 0 }
    return assumed.monthlyWorkability[day.month - 1]
  }

  /// Effective site days between two times; a part of a day yields that part.
  func siteDays(from start: Double, through end: Double) -> Double {
    let last = min(end, Double(Self.horizon))
    var time = start
    var worked = 0.0
    while time < last {
      let day = Int(time) + 1
      let next = min(Double(day), last)
      worked += (next - time) * siteShare(of: asOf + day)
      time = next
    }
    return worked
  }

  func officeDays(after first: Day, through last: Day) -> Double {
    var count = 0.0
    var day = first + 1
    while day <= last {
      if isOfficeDay(day) { count += 1 }
      day = day + 1
    }
    return count
  }

  /// The first time by which `duration` office days have passed since `start`.
  func officeTime(after start: Double, duration: Double, _ edges: KnifeEdges) -> Double {
    var time = start
    var left = duration
    while left > 0, time < Double(Self.horizon) {
      let day = Int(time) + 1
      let rest = Double(day) - time
      if isOfficeDay(asOf + day) {
        // A hair's breadth more or less and the work ends before or after days on which offices are closed.
        if left != rest, !isOfficeDay(asOf + day + 1) { edges.meet(left, rest, within: KnifeEdges.day) }
        if left <= rest { return time + left }
        left -= rest
      }
      time = Double(day)
    }
    return max(start, min(time, Double(Self.horizon)))
  }

  /// The latest time from which `days` office days remain until the end of day `end`; the as-of day's end when there is none.
  func latestTime(leaving days: Double, until end: Int) -> Double {
    var left = days
    var day = end
    while left > 0, day > 0 {
      if isOfficeDay(asOf + day) {
        if left < 1 { return Double(day) - left }
        left -= 1
      }
      day -= 1
    }
    return Double(max(0, day))
  }
}

/// Notices where the smallest difference in arithmetic would turn a yes into a no.
final class KnifeEdges {
  /// Of a probability against a uniform number.
  static let probability = 1e-5
  /// Of a date, in days: what single precision makes of a few hundred days.
  static let day = 2e-3

  private(set) var isMet = false

  func meet(_ value: Double, _ limit: Double, within tolerance: Double) {
    if abs(value - limit) < tolerance { isMet = true }
  }
}
