/// Amounts of the annual settlement of one project from one source that cannot be derived, by the columns of form 01/QTNĐ (Circular
/// 91/2025/TT-BTC) and, for the last two, of form 01.a/PB (Decree 254/2025/NĐ-CP); nil where not stated.
public struct SettlementRecord: Hashable, Sendable {
  /// Column 6: disbursed from the start of the project to the end of the year before.
  public var paidBefore: Money?
  /// Column 7: of that, advances not yet recovered.
  public var advanceBefore: Money?
  /// Column 8: advances of earlier years paid back.
  public var advanceReturned: Money?
  /// Column 9: volume of the year that cleared advances of earlier years.
  public var oldAdvanceSettled: Money?
  /// Column 10: capital of earlier years' plans that may be paid in this one.
  public var carriedPlan: Money?
  /// Column 12: of that, paid for volume.
  public var carriedPaidVolume: Money?
  /// Column 13: of that, paid as advances.
  public var carriedPaidAdvance: Money?
  /// Column 14: of that, carried on into the next year.
  public var carriedAgain: Money?
  /// Column 18: paid from the year's plan for volume.
  public var paidVolume: Money?
  /// Column 19: paid from the year's plan as advances not yet recovered.
  public var paidAdvance: Money?
  /// Column 20: of the year's plan, carried into the next year.
  public var extended: Money?
  /// Column 22: paid back to the budget.
  public var returned: Money?
  /// Column 15 of form 01.a/PB: of the year's plan, for the recovery of pre-advanced capital.
  public var preAdvancedRecovery: Money?
  /// Column 16 of form 01.a/PB: of the year's plan, for arrears of construction.
  public var arrears: Money?

  public init() {}
}

extension SettlementRecord {
  /// Without the amounts that come about in the year.
  public var atStartOfYear: SettlementRecord {
    var start = SettlementRecord()
    (start.paidBefore, start.advanceBefore, start.carriedPlan) = (paidBefore, advanceBefore, carriedPlan)
    (start.preAdvancedRecovery, start.arrears) = (preAdvancedRecovery, arrears)
    return start
  }

  public enum Field: String, CaseIterable, Hashable, Sendable {
    case paidBefore = "paid_before"
    case advanceBefore = "advance_before"
    case advanceReturned = "advance_returned"
    case oldAdvanceSettled = "old_advance_settled"
    case carriedPlan = "carried_plan"
    case carriedPaidVolume = "carried_paid_volume"
    case carriedPaidAdvance = "carried_paid_advance"
    case carriedAgain = "carried_again"
    case paidVolume = "paid_volume"
    case paidAdvance = "paid_advance"
    case extended
    case returned
    case preAdvancedRecovery = "pre_advanced_recovery"
    case arrears
  }

  /// Amounts that contradict one another or the allocation.
  public enum Contradiction: Hashable, Sendable {
    /// The parts, of which `field` is one, add up to more than the whole.
    case exceeds(Field, sum: Money, whole: Money, Whole)
    /// Volume and advances do not add up to what has been paid.
    case unequal(sum: Money, paid: Money)
  }

  public enum Whole: Hashable, Sendable {
    case field(Field)
    /// The plan of the year from this source.
    case plan
  }

  public subscript(field: Field) -> Money? {
    switch field {
    case .paidBefore: paidBefore
    case .advanceBefore: advanceBefore
    case .advanceReturned: advanceReturned
    case .oldAdvanceSettled: oldAdvanceSettled
    case .carriedPlan: carriedPlan
    case .carriedPaidVolume: carriedPaidVolume
    case .carriedPaidAdvance: carriedPaidAdvance
    case .carriedAgain: carriedAgain
    case .paidVolume: paidVolume
    case .paidAdvance: paidAdvance
    case .extended: extended
    case .returned: returned
    case .preAdvancedRecovery: preAdvancedRecovery
    case .arrears: arrears
    }
  }

  /// What cannot be true together; `paid` is what had been paid of the plan when the amounts were stated.
  public func contradictions(plan: Money, paid: Money) -> [Contradiction] {
    var found: [Contradiction] = []
    func require(_ parts: [Field], _ whole: Whole, _ limit: Money?, beside other: Money = .zero) {
      let stated = parts.filter { self[$0] != nil }
      guard let limit, let last = stated.last else { return }
      let sum = stated.reduce(other) { $0 + (self[$1] ?? .zero) }
      if sum > limit { found.append(.exceeds(last, sum: sum, whole: limit, whole)) }
    }
    require([.advanceBefore], .field(.paidBefore), paidBefore)
    require([.advanceReturned, .oldAdvanceSettled], .field(.advanceBefore), advanceBefore)
    require([.carriedPaidVolume, .carriedPaidAdvance, .carriedAgain], .field(.carriedPlan), carriedPlan)
    require([.extended], .plan, plan, beside: paid)
    require([.preAdvancedRecovery, .arrears], .plan, plan)
    if let paidVolume, let paidAdvance, paidVolume + paidAdvance != paid {
      found.append(.unequal(sum: paidVolume + paidAdvance, paid: paid))
    }
    return found
  }
}
