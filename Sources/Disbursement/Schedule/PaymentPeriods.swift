public import Portfolio

/// What is paid in each month and quarter of a plan year; the periods and what is paid before them add up to the total.
public struct PaymentPeriods: Hashable, Sendable {
  /// Paid to date where it is not known by month; else nothing.
  public var before: Money
  /// The twelve months of the plan year, then January of the next; nil for months that ``before`` holds.
  ///
  /// The month in which ``before`` ends holds only what is paid after it.
  public var months: [Money?]
  /// The four quarters of the plan year, each the sum of its months that are known; nil where none is.
  public var quarters: [Money?]
  public var total: Money

  fileprivate init(before: Money, months: [Money?], total: Money) {
    self.before = before
    self.months = months
    self.total = total
    quarters = (0..<4).map { quarter in
      let known = months[(quarter * 3)..<(quarter * 3 + 3)].compactMap { $0 }
      return known.isEmpty ? nil : known.reduce(.zero, +)
    }
  }

  /// What is paid in December.
  public var december: Money? { months[11] }

  /// December's part of what is paid by the end of the plan year; nil when it is not known.
  public var decemberShare: Double? { december.map { $0.rate(of: total - (months[12] ?? .zero)) } }
}

/// Where the months of a plan year end among the checkpoints of a schedule.
public struct PaymentCalendar: Sendable {
  private let asOf: Day
  private let ends: [(day: Day, position: Int?)]

  public init(_ schedule: PaymentSchedule) {
    asOf = schedule.run.asOf
    let positions = Dictionary(schedule.checkpoints.enumerated().map { ($1, $0) }) { first, _ in first }
    ends = schedule.run.fiscalYear.monthEnds.map { ($0, positions[$0]) }
  }

  /// `cumulative` has one amount for each checkpoint, as every path of the schedule.
  public func periods(of cumulative: [Money], paidToDate: Money) -> PaymentPeriods {
    var reached: Money? = .zero
    var before: Money?
    var months: [Money?] = []
    for (end, position) in ends {
      guard let position, position < cumulative.count else {
        reached = nil
        months.append(nil)
        continue
      }
      let base = reached ?? (end > asOf ? paidToDate : nil)
      if reached == nil, before == nil { before = base ?? cumulative[position] }
      months.append(base.map { cumulative[position] - $0 })
      reached = cumulative[position]
    }
    return PaymentPeriods(before: before ?? .zero, months: months, total: reached ?? before ?? paidToDate)
  }
}

extension PaymentSchedule {
  /// The cumulative amount on a checkpoint; nil for other days.
  public func amount(_ cumulative: [Money], on day: Day) -> Money? {
    guard let index = checkpoints.firstIndex(of: day), index < cumulative.count else { return nil }
    return cumulative[index]
  }

  /// How likely a path is to be kept on a checkpoint ahead; nil when that was not judged.
  public func chance(_ path: ScheduledPath, on day: Day) -> ChanceOfKeeping? {
    guard let index = checkpoints.firstIndex(of: day), index >= pastCount, index - pastCount < path.keeping.count else {
      return nil
    }
    return path.keeping[index - pastCount]
  }
}
