public import Portfolio

extension Rulebook {
  /// The first day on which an advance is overdue; nil when a date that decides it is not stated, or the rules on `day` say nothing of
  /// its kind.
  ///
  /// The grace is counted from the day by which the contract has the advance recovered, for other kinds from its payment; the last day of
  /// grace is not overdue.
  public func firstOverdueDay(of advance: AdvanceRecord, on day: Day) -> Day? {
    switch advance.kind {
    case .contract: months(.advanceGraceMonthsContract, after: advance.due, on: day)
    case .other: months(.advanceGraceMonthsOther, after: advance.paidOn, on: day)
    case .siteClearance:
      if let paidOn = advance.paidOn, let days = cap(.advanceGraceDaysClearance, on: day) {
        paidOn + Int(days) + 1
      } else {
        nil
      }
    }
  }

  private func months(_ grace: Rule.Cap, after start: Day?, on day: Day) -> Day? {
    guard let start, let months = cap(grace, on: day) else { return nil }
    return start.adding(months: Int(months)) + 1
  }
}
