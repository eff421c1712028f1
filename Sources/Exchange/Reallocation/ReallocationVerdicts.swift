import Disbursement
import Portfolio
import Rulebook

/// The members `allocations` and `projects` of a proposal's JSON.
extension JSONWriter {
  mutating func write(_ allocation: AllocationProposal) {
    object {
      $0.member("project", allocation.projectID)
      $0.member("source", allocation.sourceID)
      $0.member("plan", allocation.plan)
      $0.member("increase", allocation.increase)
      $0.member("decrease", allocation.decrease)
      $0.member("planAfter", allocation.planAfter)
      $0.members(of: allocation.bounds)
    }
  }

  mutating func write(_ verdict: ProjectVerdict) {
    object {
      $0.member("id", verdict.id)
      $0.member("name", verdict.name)
      $0.member("group", verdict.group.rawValue)
      $0.member("owner", verdict.owner)
      $0.member("keyProject", verdict.isKeyProject)
      $0.member("plan", verdict.plan)
      $0.member("planAfter", verdict.planAfter)
      $0.key("outcome")
      $0.write(verdict.outcome)
      $0.member("before", verdict.before)
      $0.member("after", verdict.after)
      $0.members(of: verdict.bounds)
    }
  }

  private mutating func member(_ name: String, _ spending: Spending?) {
    key(name)
    guard let spending else { return null() }
    object {
      $0.member("chanceOfNextDong", spending.ofNextDong)
      $0.member("chanceOfLastDong", spending.ofLastDong)
      $0.member("unspent", spending.unspent)
      $0.member("milestones", spending.milestones)
    }
  }

  private mutating func write(_ outcome: ProjectVerdict.Outcome) {
    let terms = OutcomeTerms(outcome)
    object {
      $0.member("kind", terms.kind.rawValue)
      if let amount = terms.amount { $0.member("amount", amount) }
      if let chance = terms.chance { $0.member("chance", chance) }
      if let level = terms.level { $0.member("level", level) }
      if let bound = terms.floor {
        $0.key("floor")
        $0.write(BoundTerms(bound))
      }
      if let bound = terms.ceiling {
        $0.key("ceiling")
        $0.write(BoundTerms(bound))
      }
    }
  }

  private mutating func members(of bounds: CapitalBounds) {
    key("floors")
    array(bounds.floors) { $0.write(BoundTerms($1)) }
    key("ceilings")
    array(bounds.ceilings) { $0.write(BoundTerms($1)) }
  }

  private mutating func write(_ terms: BoundTerms) {
    object {
      $0.member("kind", terms.kind.rawValue)
      $0.member("amount", terms.amount)
      if let date = terms.date { $0.member("date", date) }
      if let paid = terms.paid { $0.member("paid", paid) }
      if let advance = terms.advance { $0.member("advance", advance) }
      if let stated = terms.stated { $0.member("stated", stated) }
      if let group = terms.group { $0.member("group", group.rawValue) }
      if let size = terms.sizeClass { $0.member("sizeClass", size.rawValue) }
      if let year = terms.firstYear { $0.member("firstYear", year) }
      if let years = terms.years { $0.member("years", years) }
      $0.member("rule", terms.rule?.id)
    }
  }
}

/// What becomes of a project as files write it.
struct OutcomeTerms {
  enum Kind: String, CaseIterable {
    case gives, receives, swaps, fixed, refused, protected, balanced
    case aloneInPool = "alone-in-pool"
    case moveLimits = "move-limits"
    case noGainFound = "no-gain-found"
  }

  var kind: Kind
  var amount: Money?
  var floor: CapitalBound?
  var ceiling: CapitalBound?
  var chance: Double?
  var level: Double?

  init(_ outcome: ProjectVerdict.Outcome) {
    switch outcome {
    case .gives(let amount): (kind, self.amount) = (.gives, amount)
    case .receives(let amount): (kind, self.amount) = (.receives, amount)
    case .swaps: kind = .swaps
    case .stays(let stay):
      switch stay {
      case .fixed(let floor, let ceiling): (kind, self.floor, self.ceiling) = (.fixed, floor, ceiling)
      case .refused(let bound, let chance, let level):
        (kind, ceiling, self.chance, self.level) = (.refused, bound, chance, level)
      case .protected(let bound, let chance, let level):
        (kind, floor, self.chance, self.level) = (.protected, bound, chance, level)
      case .balanced(let chance, let level): (kind, self.chance, self.level) = (.balanced, chance, level)
      case .aloneInPool: kind = .aloneInPool
      case .moveLimits(let chance, let level): (kind, self.chance, self.level) = (.moveLimits, chance, level)
      case .noGainFound: kind = .noGainFound
      }
    }
  }
}
