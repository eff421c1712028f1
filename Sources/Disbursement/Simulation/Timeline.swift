import Portfolio
import Rulebook

/// The dates at which a simulation states results, and what the calendar and the claim profile say about each.
struct Timeline: Sendable {
  struct Checkpoint: Sendable {
    let day: Day
    /// Days after the as-of day; not positive for a past checkpoint.
    let time: Float
    /// Work accepted up to this time is payable by the checkpoint.
    let acceptanceTime: Float
    /// Construction begun by this time has its advance paid by the checkpoint.
    let advanceTime: Float
    /// Logarithm of the share of payable money not claimed since the checkpoint before, at file discipline 1.
    let logUnclaimed: Float
  }

  let asOf: Day
  let fiscalYear: FiscalYear
  /// Known payments: up to and including the as-of day.
  let past: [Day]
  /// What is simulated, ascending; never empty unless the as-of day is the cut-off.
  let future: [Checkpoint]

  /// All checkpoints.
  let days: [Day]
  /// The last checkpoint not after the end of the year: where "by the year's end" is judged.
  let yearEndIndex: Int
  /// Where it stands in ``future``; negative when it is past.
  let yearEndFuture: Int

  /// Where a day stands in ``days``.
  func index(of day: Day) -> Int? { days.firstIndex(of: day) }

  init(
    portfolio: Portfolio, rulebook: Rulebook, assumptions: Assumptions, calendar: WorkCalendar, targetDates: [Day]
  ) {
    asOf = portfolio.asOf
    fiscalYear = portfolio.fiscalYear
    let asOf = portfolio.asOf
    let year = portfolio.fiscalYear
    var wanted = Set(year.monthEnds)
    wanted.formUnion(rulebook.milestones.map(\.date))
    wanted.formUnion(rulebook.deadlines.map(\.date))
    wanted.formUnion(rulebook.adjustmentWindows)
    wanted.formUnion(portfolio.sources.compactMap(\.payUntil))
    wanted.formUnion(targetDates)
    let monthEnds = Set(year.monthEnds)
    past = wanted.sorted().filter { day in
      guard day >= year.firstDay, day <= asOf else { return false }
      return day == asOf || (portfolio.hasMonthlyActuals && monthEnds.contains(day))
    }
    let ahead = wanted.filter { $0 > asOf && $0 <= year.cutOff }.sorted()
    let treasury = assumptions.claims.waitsForTreasury
    future = zip([asOf] + ahead, ahead).map { previous, day in
      let time = day - asOf
      let paymentDays = treasury ? rulebook.cap(.treasuryPaymentDays, on: day) ?? 0 : 0
      let advanceDays = treasury ? rulebook.cap(.treasuryAdvanceDays, on: day) ?? 0 : 0
      let lastAcceptance = Float(max(0, year.lastDay - asOf))
      return Checkpoint(
        day: day, time: Float(time),
        acceptanceTime: min(calendar.time(paymentDays, officeDaysBefore: time), lastAcceptance),
        advanceTime: asOf < year.lastDay
          ? calendar.time(advanceDays, officeDaysBefore: min(time, year.lastDay - asOf)) : -1,
        logUnclaimed: Self.logUnclaimed(
          after: previous, through: day, rates: assumptions.claims.monthlyRates, firstYear: year.year))
    }
    days = past + future.map(\.day)
    yearEndIndex = days.lastIndex { $0 <= year.lastDay } ?? 0
    yearEndFuture = future.isEmpty ? -1 : yearEndIndex - past.count
  }

  /// Each month's rate counts for the share of its days that lies between the two checkpoints.
  private static func logUnclaimed(after previous: Day, through day: Day, rates: [Double], firstYear: Int) -> Float {
    var logarithm = 0.0
    var cursor = previous + 1
    while cursor <= day {
      let end = min(day, Day(endOfMonth: cursor.month, year: cursor.year))
      let month = (cursor.year - firstYear) * 12 + cursor.month - 1
      let rate = rates.indices.contains(month) ? rates[month] : 0
      let share = Double(end - cursor + 1) / Double(Day.length(ofMonth: cursor.month, year: cursor.year))
      logarithm += rate >= 1 ? -1e4 : share * naturalLogarithm(1 - rate)
      cursor = end + 1
    }
    return Float(max(logarithm, -1e4))
  }
}

extension Timeline {
  /// False when a month end or a milestone before the as-of day is not stated, because payments are known by month at most.
  func statesPast(of milestones: [Milestone]) -> Bool {
    (fiscalYear.monthEnds + milestones.map(\.date)).filter { $0 <= asOf }.allSatisfy(past.contains)
  }
}
