import Foundation
import Testing

@testable import Workbook

@Suite struct DateTimeTests {
  @Test(arguments: [
    (1.0, 1900, 1, 1, 0), (59.0, 1900, 2, 28, 0), (61.0, 1900, 3, 1, 0), (45_658.0, 2025, 1, 1, 0),
    (46_112.5, 2026, 3, 31, 43_200), (2_958_465.0, 9999, 12, 31, 0), (46_112.999_999_99, 2026, 4, 1, 0),
    (1.75, 1900, 1, 1, 64_800),
  ])
  func readsSerials(serial: Double, year: Int, month: Int, day: Int, seconds: Int) {
    let expected = Workbook.DateTime(year: year, month: month, day: day, secondsOfDay: seconds)
    #expect(Workbook.DateTime(serial: serial, system: .from1900) == expected)
    #expect(expected != nil)
  }

  @Test(arguments: [0.0, 0.5, 60.0, 60.9, -1.0, 2_958_466.0, 1e300, .infinity, .nan])
  func refusesSerials(serial: Double) { #expect(Workbook.DateTime(serial: serial, system: .from1900) == nil) }

  @Test func countsFrom1904() {
    #expect(Workbook.DateTime(serial: 0, system: .from1904) == Workbook.DateTime(year: 1904, month: 1, day: 1))
    #expect(Workbook.DateTime(serial: 44_196, system: .from1904) == Workbook.DateTime(year: 2025, month: 1, day: 1))
    #expect(Workbook.DateTime(serial: -1, system: .from1904) == nil)
  }

  /// Every day from 1900 to 2200, against Foundation's calendar.
  @Test func agreesWithTheCalendar() throws {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    let start = try #require(calendar.date(from: DateComponents(year: 1900, month: 1, day: 1)))
    for number in 1...109_900 where number != 60 {
      let date = start.addingTimeInterval(Double(number - (number > 60 ? 2 : 1)) * 86_400)
      let parts = calendar.dateComponents([.year, .month, .day], from: date)
      let read = try #require(Workbook.DateTime(serial: Double(number), system: .from1900))
      #expect(read.year == parts.year && read.month == parts.month && read.day == parts.day, "serial \(number)")
      #expect(read.serial(in: .from1900) == Double(number))
    }
  }

  @Test(arguments: [
    (2026, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (1899, 1, 1),
  ])
  func refusesImpossibleDays(year: Int, month: Int, day: Int) {
    #expect(Workbook.DateTime(year: year, month: month, day: day) == nil)
  }

  @Test(arguments: [
    ("2026-06-30", 0), ("2026-06-30T00:00:00", 0), ("2026-06-30T13:45", 49_500), ("2026-06-30T13:45:07Z", 49_507),
    ("2026-06-30T13:45:07.250", 49_507),
  ])
  func readsISO(text: String, seconds: Int) {
    let expected = Workbook.DateTime(year: 2026, month: 6, day: 30, secondsOfDay: seconds)
    #expect(Workbook.DateTime(iso: Array(text.utf8)[...]) == expected)
  }

  @Test(arguments: [
    "", "2026", "2026-6-30", "2026-06-31", "30/06/2026", "2026-06-30T", "2026-06-30T25:00", "T10:00", "--",
  ])
  func refusesISO(text: String) { #expect(Workbook.DateTime(iso: Array(text.utf8)[...]) == nil) }
}
