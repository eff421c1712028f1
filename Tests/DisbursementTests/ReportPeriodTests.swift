import Disbursement
import Portfolio
import Testing

@Suite struct ReportPeriodTests {
  @Test(arguments: [
    ("2026-Q2", "2026-Q2"), ("2026-q4", "2026-Q4"), ("Q1/2026", "2026-Q1"), ("Quý II/2026", "2026-Q2"),
    ("quý iv năm 2026", "2026-Q4"), ("Qu\u{79}\u{301} III/2026", "2026-Q3"), ("Quý 3/2026", "2026-Q3"),
    ("2026-05", "2026-05"), ("05/2026", "2026-05"), ("5/2026", "2026-05"), ("Tháng 12 năm 2026", "2026-12"),
    ("tha\u{301}ng 1/2026", "2026-01"), (" 2026-Q3 ", "2026-Q3"),
  ])
  func readsPeriods(written: String, name: String) throws {
    let period = try #require(ReportPeriod(written: written), "\(written)")
    #expect(period.description == name)
    #expect(ReportPeriod(written: name) == period)
  }

  @Test(arguments: [
    "", "2026", "2026-Q5", "2026-Q0", "2026-13", "00/2026", "2026-5", "Q2", "quý II", "II/2026", "quý V/2026", "26-05",
    "2026-05-31", "tháng 13/2026", "tháng/2026", "2026-Q2-1", "1999-Q1", "2101-Q1", "2026-QII", "٢٠٢٦-Q1", "2026-Q٢",
    "9999999999999999999-05",
  ])
  func refusesOtherTexts(written: String) { #expect(ReportPeriod(written: written) == nil, "\(written)") }

  @Test(arguments: [
    ("2026-Q1", "2026-01-01", "2026-03-31", 1...3), ("2026-Q2", "2026-04-01", "2026-06-30", 4...6),
    ("2026-Q3", "2026-07-01", "2026-09-30", 7...9), ("2026-Q4", "2026-10-01", "2026-12-31", 10...12),
    ("2028-02", "2028-02-01", "2028-02-29", 2...2), ("2026-02", "2026-02-01", "2026-02-28", 2...2),
    ("2026-12", "2026-12-01", "2026-12-31", 12...12),
  ])
  func daysOfPeriods(name: String, first: String, last: String, months: ClosedRange<Int>) throws {
    let period = try #require(ReportPeriod(written: name))
    #expect(period.firstDay.description == first && period.lastDay.description == last)
    #expect(period.months == months)
  }

  /// Both sides of each day on which the answer changes.
  @Test(arguments: ["2026-Q2", "2026-04", "2026-06"])
  func periodsAreKnownFromTheirLastDayOn(name: String) throws {
    let (period, year) = (try #require(ReportPeriod(written: name)), try Samples.year())
    func problem(_ asOf: Day) -> UnreportablePeriod? {
      do throws(UnreportablePeriod) {
        try period.requireKnown(in: year, asOf: asOf)
        return nil
      } catch { return error }
    }
    let (before, dayOfFirst) = (period.firstDay + -1, period.firstDay)
    #expect(problem(before) == .notBegun(period, asOf: before))
    #expect(problem(dayOfFirst) == .notEnded(period, asOf: dayOfFirst))
    #expect(problem(period.lastDay + -1) == .notEnded(period, asOf: period.lastDay + -1))
    #expect(problem(period.lastDay) == nil)
    #expect(problem(period.lastDay + 1) == nil)
  }

  @Test(arguments: [("2025-Q4", false), ("2026-Q1", true), ("2026-12", true), ("2027-01", false)])
  func onlyPeriodsOfThePlanYear(name: String, isOfYear: Bool) throws {
    let (period, year) = (try #require(ReportPeriod(written: name)), try Samples.year())
    guard !isOfYear else { return try period.requireKnown(in: year, asOf: year.cutOff) }
    #expect(throws: UnreportablePeriod.otherYear(period, fiscalYear: year)) {
      try period.requireKnown(in: year, asOf: year.cutOff)
    }
  }
}
