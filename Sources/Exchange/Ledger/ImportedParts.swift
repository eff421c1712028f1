import Disbursement
import Portfolio

/// What the payments of a ledger say of advances, beside what a scenario records of them.
struct ImportedParts {
  /// By the scenario as it is.
  let recorded: [AllocationID: [Int: PaymentParts]]
  /// By project, what the ledger adds to its outstanding advance.
  let advanceChanges: [String: Money]
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
    advanceChanges = Self.changes(posting, recorded, lastKnown: scenario.inputs.portfolio.asOf, adds: adds)
  }

  /// What is recorded of a month is within the outstanding advance and is replaced; of a month without such a record, lines up to the
  /// scenario's as-of day are taken to be within it, later ones are not.
  private static func changes(
    _ posting: LedgerPosting, _ recorded: [AllocationID: [Int: PaymentParts]], lastKnown: Day, adds: Bool
  ) -> [String: Money] {
    var changes: [String: Money] = [:]
    for (line, fate) in zip(posting.lines, posting.fates) {
      guard case .imported(let project, let source, let month) = fate else { continue }
      let isRecorded = recorded[AllocationID(project: project, source: source)]?[month] != nil
      guard adds || isRecorded || line.day > lastKnown else { continue }
      changes[project, default: .zero] += line.sums(volume: posting.volume).advanceChange
    }
    guard !adds else { return changes }
    let unstated = posting.placesOfUnstatedKind
    for place in posting.payments.keys where !unstated.contains(place) {
      guard let parts = recorded[place.allocation]?[place.month] else { continue }
      changes[place.project, default: .zero] -= parts.advance - parts.recovered
    }
    return changes
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
