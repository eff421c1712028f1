public import Portfolio

/// The plan of a year in the columns of forms 01.a/PB and 01.b/PB (Decree 254/2025/NĐ-CP), each line the sum of those below.
public struct PlanAllocations: Sendable {
  /// Columns of amounts; the raw value is the number that the forms give them.
  public enum Column: Int, AmountColumn {
    case totalInvestment = 10
    case stateBudgetInvestment, mediumTermPlan, paidBefore, plan, preAdvancedRecovery, arrears
    /// These only in form 01.b/PB.
    case increase, decrease, planAfter, preAdvancedRecoveryAfter, arrearsAfter

    public static let ofPlan = Array(allCases.prefix { $0 != .increase })
  }

  public let sums: OutlineSums<Column>
  /// Whether any plan changes.
  public let isAdjusted: Bool

  /// `adjusted` are the plans after an adjustment; those that are not in it stay as they are.
  public init(_ portfolio: Portfolio, records: FinanceRecords, adjusted: [AllocationID: Money] = [:]) {
    let outline = PlanOutline(portfolio)
    func particulars(_ project: Int) -> ProjectParticulars? { records.particulars[portfolio.projects[project].id] }
    let investments = outline.onFirstLines { portfolio.projects[$0].totalInvestment }
    let budgets = outline.onFirstLines { particulars($0)?.stateBudgetInvestment }
    let mediumTerm = outline.onFirstLines { particulars($0)?.mediumTermPlan }
    let paidBefore = outline.divided({ portfolio.projects[$0].paidBeforeYear }) {
      records.settlements[portfolio.id(of: $0)]?.paidBefore
    }
    let parts = outline.parts.indices.map { index -> [StatedAmount] in
      let part = outline.parts[index]
      let record = records.settlements[portfolio.id(of: part)] ?? SettlementRecord()
      let plan = portfolio.projects[part.project].allocations[part.allocation].plan
      let after = adjusted[portfolio.id(of: part)] ?? plan
      let purposes = [StatedAmount(record.preAdvancedRecovery), StatedAmount(record.arrears)]
      return [investments[index], budgets[index], mediumTerm[index], paidBefore[index], .known(plan)] + purposes
        + [.known(max(.zero, after - plan)), .known(max(.zero, plan - after)), .known(after)]
        // What a changed plan is for is for the decision on it to say.
        + (after == plan ? purposes : [.unknown, .unknown])
    }
    sums = OutlineSums(outline, parts: parts)
    isAdjusted = outline.parts.contains { part in
      let plan = portfolio.projects[part.project].allocations[part.allocation].plan
      return adjusted[portfolio.id(of: part)].map { $0 != plan } ?? false
    }
  }
}
