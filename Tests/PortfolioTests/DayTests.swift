import Portfolio
import Testing

@Suite struct DayTests {
  @Test(arguments: [
    (1970, 1, 1, 0), (1969, 12, 31, -1), (2000, 1, 1, 10_957), (2000, 2, 29, 11_016), (2000, 3, 1, 11_017),
    (2026, 1, 1, 20_454), (2026, 6, 30, 20_634), (2026, 12, 31, 20_818), (2027, 1, 31, 20_849), (1900, 3, 1, -25_508),
    (2100, 3, 1, 47_541),
  ]) func ordinals(year: Int, month: Int, day: Int, ordinal: Int) {
    #expect(Day(year: year, month: month, day: day)?.ordinal == ordinal)
  }

  /// Thursday 1 January 1970, Saturday 1 January 2000, Tết (lunar new year) on Tuesday 17 February 2026.
  @Test(arguments: [("1970-01-01", 4), ("2000-01-01", 6), ("2026-02-17", 2), ("2026-06-30", 2), ("1969-12-28", 7)])
  func weekdays(text: String, weekday: Int) throws {
    #expect(try #require(Day(iso: text)).weekday == weekday)
  }

  @Test func everyDayOfThreeCenturiesFollowsTheOneBefore() throws {
    let first = try #require(Day(year: 1900, month: 1, day: 1))
    let last = try #require(Day(year: 2200, month: 12, day: 31))
    var (year, month, day) = (1900, 1, 1)
    for ordinal in first.ordinal...last.ordinal {
      let date = Day(ordinal: ordinal)
      #expect((date.year, date.month, date.dayOfMonth) == (year, month, day))
      #expect(Day(year: year, month: month, day: day)?.ordinal == ordinal)
      #expect(date.weekday == (Day(ordinal: ordinal - 1).weekday % 7) + 1)
      day += 1
      if day > Day.length(ofMonth: month, year: year) { (day, month) = (1, month + 1) }
      if month > 12 { (month, year) = (1, year + 1) }
    }
    #expect((year, month, day) == (2201, 1, 1))
  }

  @Test func lengthsOfMonths() {
    #expect((1...12).map { Day.length(ofMonth: $0, year: 2026) } == [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31])
    #expect([1900, 2000, 2024, 2100].map { Day.length(ofMonth: 2, year: $0) } == [28, 29, 29, 28])
  }

  @Test(arguments: [
    (2026, 2, 29), (2026, 2, 30), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (2026, 1, -1),
    (1899, 12, 31),
    (2201, 1, 1), (.max, 1, 1), (.min, 1, 1), (2026, .max, 1), (2026, 1, .max),
  ]) func datesThatDoNotExist(year: Int, month: Int, day: Int) {
    #expect(Day(year: year, month: month, day: day) == nil)
  }

  @Test(arguments: ["1900-01-01", "2024-02-29", "2026-06-30", "2026-12-09", "2200-12-31"])
  func isoTextRoundTrips(text: String) throws {
    #expect(try #require(Day(iso: text)).description == text)
  }

  @Test(arguments: [
    "", "2026", "2026-06", "2026-6-30", "26-06-30", "2026-06-30 ", "2026/06/30", "30-06-2026", "2026-02-30",
    "2026-+6-30",
    "2026--6-30", "+026-06-30", "2026-06-30-01", "2026-06-3０", "abcd-ef-gh",
  ]) func otherTextIsNoDate(text: String) {
    #expect(Day(iso: text) == nil)
  }

  @Test func monthsRollOverIntoOtherYears() {
    #expect(Day(firstOfMonth: 13, year: 2026).description == "2027-01-01")
    #expect(Day(firstOfMonth: 0, year: 2026).description == "2025-12-01")
    #expect(Day(firstOfMonth: -11, year: 2026).description == "2025-01-01")
    #expect(Day(firstOfMonth: -12, year: 2026).description == "2024-12-01")
    #expect(Day(endOfMonth: 2, year: 2024).description == "2024-02-29")
    #expect(Day(endOfMonth: 12, year: 2026).description == "2026-12-31")
    #expect(Day(endOfMonth: 13, year: 2026).description == "2027-01-31")
  }

  @Test func arithmetic() throws {
    let day = try #require(Day(iso: "2026-06-30"))
    #expect((day + 1).description == "2026-07-01")
    #expect((day + -180).description == "2026-01-01")
    #expect((day + 184) - day == 184)
    #expect(day < day + 1)
  }

  @Test func fiscalYear() throws {
    let year = try #require(FiscalYear(2026))
    #expect(year.eve.description == "2025-12-31")
    #expect(year.firstDay.description == "2026-01-01")
    #expect(year.lastDay.description == "2026-12-31")
    #expect(year.cutOff.description == "2027-01-31")
    #expect(year.monthEnds.count == 13)
    #expect(year.monthEnds[1].description == "2026-02-28")
    #expect(year.monthEnds.last == year.cutOff)
    #expect(year.monthEnds == year.monthEnds.sorted())
    #expect(FiscalYear(2000) != nil && FiscalYear(2100) != nil)
    #expect(FiscalYear(1999) == nil && FiscalYear(2101) == nil && FiscalYear(.max) == nil)
  }
}
