import Disbursement
import Portfolio

/// What the payments of a ledger say of advances, beside what a scenario records of them.
struct ImportedParts {
  /// By the scenario as it is.
  let recorded: [AllocationID: [Int: PaymentParts]]
  /// By project, what the ledger adds to its outstanding advance.
  private(set) var advanceChanges: [String: Money] = [:]
  private let posting: LedgerPosting
  private let marksAdvances: Bool
  private let adds: Bool
  private let unstated: Set<LedgerPosting.Place>

  init(posting: LedgerPosting, ledger: Ledger, scenario: Scenario, adds: Bool) {
    self.posting = posting
    self.adds = adds
    marksAdvances = ledger.marksAdvances
    unstated = posting.placesOfUnstatedKind
    recorded = scenario.records.paymentParts
    advanceChanges = changes(scenario.inputs.portfolio)
  }

  /// What is recorded of a month is within the outstanding advance and is replaced, where the ledger tells what replaces it; of other months,
  /// lines up to the scenario's as-of day are taken to be within it, later ones are not.
  private func changes(_ portfolio: Portfolio) -> [String: Money] {
    var changes: [String: Money] = [:]
    for (line, fate) in zip(posting.lines, posting.fates) {
      guard case .imported(let project, let source, let month) = fate else { continue }
      let place = LedgerPosting.Place(project: project, source: source, month: month)
      guard adds || line.day > portfolio.asOf || replaces(place) else { continue }
      changes[project, default: .zero] += line.sums(volume: posting.volume).advanceChange
    }
    guard !adds else { return changes }
    let (first, last) = (posting.days.lowerBound, posting.days.upperBound)
    let covered = portfolio.fiscalYear.month(of: first)...portfolio.fiscalYear.month(of: last)
    for (id, months) in recorded {
      for (month, parts) in months where covered.contains(month) {
        guard replaces(LedgerPosting.Place(project: id.project, source: id.source, month: month)) else { continue }
        changes[id.project, default: .zero] -= parts.advance - parts.recovered
      }
    }
    return changes
  }

  /// Whether the ledger tells of a month what is recorded of it.
  private func replaces(_ place: LedgerPosting.Place) -> Bool {
    marksAdvances && !unstated.contains(place) && recorded[place.allocation]?[place.month] != nil
  }

  /// What the copy states of a month's advances; nil for nothing.
  func stated(of place: LedgerPosting.Place, before: Money?, after: Money) -> PaymentParts? {
    let old = recorded[place.allocation]?[place.month]
    let isTold = marksAdvances && !unstated.contains(place)
    guard isTold, !adds || before == nil || old != nil else { return before == after ? old : nil }
    let sums = posting.payments[place] ?? PaymentSums()
    guard adds else { return PaymentParts(advance: sums.advance, recovered: sums.recovered) }
    return PaymentParts(
      advance: (old?.advance ?? .zero) + sums.advance, recovered: (old?.recovered ?? .zero) + sums.recovered)
  }
}
