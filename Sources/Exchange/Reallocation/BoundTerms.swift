import Disbursement
import Portfolio
import Rulebook

/// A bound of a plan as files write it: its kind and plain members.
struct BoundTerms {
  enum Kind: String, CaseIterable {
    case paidToDate = "paid-to-date"
    case paidByWindow = "paid-by-window"
    case fullCapital = "full-capital"
    case nothingLeft = "nothing-left"
    case totalInvestment = "total-investment"
    case absorbable
    case absorbableNotStated = "absorbable-not-stated"
    case arrangementPeriod = "arrangement-period"
    case settlementValue = "settlement-value"
    case preparation
    case locked
    case sourceClosed = "source-closed"
    case mixedSources = "mixed-sources"
  }

  var kind: Kind
  var amount: Money
  var rule: Rule?
  var date: Day?
  var paid: Money?
  var advance: Money?
  /// What the reason itself states: a total investment, a need, or what can be absorbed.
  var stated: Money?
  var group: ProjectGroup?
  var sizeClass: SizeClass?
  var firstYear: Int?
  var years: Int?

  init(_ bound: CapitalBound) {
    (amount, rule) = (bound.amount, bound.rule)
    switch bound.reason {
    case .paidToDate(let paid, let advance): (kind, self.paid, self.advance) = (.paidToDate, paid, advance)
    case .paidByWindow(let day): (kind, date) = (.paidByWindow, day)
    case .fullCapital(let group, let need): (kind, self.group, stated) = (.fullCapital, group, need)
    case .nothingLeft: kind = .nothingLeft
    case .totalInvestment(let total, let paidBefore): (kind, stated, paid) = (.totalInvestment, total, paidBefore)
    case .absorbable(let value): (kind, stated) = (.absorbable, value)
    case .absorbableNotStated: kind = .absorbableNotStated
    case .arrangementPeriod(let size, let first, let years):
      (kind, sizeClass, firstYear, self.years) = (.arrangementPeriod, size, first, years)
    case .settlementValue: kind = .settlementValue
    case .preparation: kind = .preparation
    case .lockedByUser: kind = .locked
    case .sourceClosed(let lastDay): (kind, date) = (.sourceClosed, lastDay)
    case .mixedSources: kind = .mixedSources
    }
  }
}

extension ReallocationConstraint.Kind {
  /// As files write it.
  var key: String {
    switch self {
    case .totalOfSource: "total-of-source"
    case .totalOfPlan: "total-of-plan"
    case .totalOfOwner: "total-of-owner"
    case .window: "window"
    case .deadline: "deadline"
    case .keyProjectsFirst: "key-projects-first"
    case .fromSlowToFast: "from-slow-to-fast"
    }
  }

  var lastDay: Day? {
    switch self {
    case .window(let day), .deadline(let day): day
    case .totalOfSource, .totalOfPlan, .totalOfOwner, .keyProjectsFirst, .fromSlowToFast: nil
    }
  }
}

extension LargestObstacle.Kind {
  /// As files write it.
  var key: String {
    switch self {
    case .work: "work"
    case .claims: "claims"
    case .cash: "cash"
    }
  }

  var startP50: Day? {
    if case .work(let start) = self { start } else { nil }
  }
}
