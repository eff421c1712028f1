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
    /// Logarithm of the share of payable money not claimed since the claim date before, at file discipline 1.
    let logUnclaimed: Float
    /// The same until the claim date of its month: the month's end.
    let logUnclaimedOfMonth: Float
    /// The claim date before among the future checkpoints; negative when there is none.
    let previous: Int
    /// The claim date of its month among the checkpoints of its kind.
    let claimDate: Int
    /// What tells the draw of its month's claim from others.
    let claimIndex: UInt32
  }

  let asOf: Day
  let fiscalYear: FiscalYear
  /// Known payments: up to and including the as-of day.
  let past: [Day]
  /// What is simulated, ascending; never empty unless the as-of day is the cut-off.
  ///
  /// Claims are made once a month; other dates only look at what the month's claim has brought by then, and change nothing after them.
  let future: [Checkpoint]
  /// The claim dates of the year until the as-of day, which is the last: month ends that the simulation of the year would have had.
  let history: [Checkpoint]

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
    let maker = CheckpointMaker(
      asOf: asOf, year: year, rulebook: rulebook, claims: assumptions.claims, calendar: calendar)
    future = maker.checkpoints(ahead, after: asOf)
    history =
      asOf > year.eve ? maker.checkpoints(year.monthEnds.filter { $0 < asOf } + [asOf], after: year.eve) : []
    days = past + future.map(\.day)
    yearEndIndex = days.lastIndex { $0 <= year.lastDay } ?? 0
    yearEndFuture = future.isEmpty ? -1 : yearEndIndex - past.count
  }

}

/// Makes checkpoints of days.
private struct CheckpointMaker {
  let asOf: Day
  let year: FiscalYear
  let rulebook: Rulebook
  let claims: Assumptions.Claims
  let calendar: WorkCalendar

  /// The checkpoints of ascending days after a day; the last of each month is its claim date.
  func checkpoints(_ days: [Day], after start: Day) -> [Timeline.Checkpoint] {
    var previous = -1
    return days.indices.map { index in
      let day = days[index]
      if index > 0, !Self.isSameMonth(days[index - 1], day) { previous = index - 1 }
      let claimDate = days.lastIndex { Self.isSameMonth($0, day) } ?? index
      let before = previous < 0 ? start : days[previous]
      let time = day - asOf
      return Timeline.Checkpoint(
        day: day, time: Float(time), acceptanceTime: acceptanceTime(of: day, time),
        advanceTime: advanceTime(of: day, time), logUnclaimed: logUnclaimed(after: before, through: day),
        logUnclaimedOfMonth: logUnclaimed(after: before, through: days[claimDate]), previous: previous,
        claimDate: claimDate, claimIndex: UInt32(days[claimDate].ordinal))
    }
  }

  private static func isSameMonth(_ first: Day, _ second: Day) -> Bool {
    first.month == second.month && first.year == second.year
  }

  private func acceptanceTime(of day: Day, _ time: Int) -> Float {
    let days = claims.waitsForTreasury ? rulebook.cap(.treasuryPaymentDays, on: day) ?? 0 : 0
    return min(calendar.time(days, officeDaysBefore: time), Float(year.lastDay - asOf))
  }

  private func advanceTime(of day: Day, _ time: Int) -> Float {
    let days = claims.waitsForTreasury ? rulebook.cap(.treasuryAdvanceDays, on: day) ?? 0 : 0
    let last = calendar.time(days, officeDaysBefore: min(time, year.lastDay - asOf))
    // What begins on the as-of day begins after the year.
    return asOf < year.lastDay ? last : min(last, -1)
  }

  /// Each month's rate counts for the share of its days that lies between the two days.
  private func logUnclaimed(after previous: Day, through day: Day) -> Float {
    let (rates, firstYear) = (claims.monthlyRates, year.year)
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
