import Testing

@testable import Disbursement

/// Levelling against its definition and against trying everything.
@Suite struct LoadLevellingTests {
  private struct Case {
    var lengths: [Int]
    /// By release, then by deadline.
    var amounts: [Int64]

    init(seed: UInt64, slots: Int, jobs: Int, largest: Int, equalLengths: Bool) {
      var generator = SplitMix(state: seed)
      lengths = (0..<slots).map { _ in equalLengths ? 1 : 1 + generator.next(below: 9) }
      amounts = [Int64](repeating: 0, count: slots * slots)
      for _ in 0..<jobs {
        let (one, other) = (generator.next(below: slots), generator.next(below: slots))
        amounts[min(one, other) * slots + max(one, other)] += Int64(1 + generator.next(below: largest))
      }
    }

    func loads(_ levelled: LoadLevelling) -> [Int64] {
      var loads = lengths.map { _ in Int64(0) }
      for cell in amounts.indices {
        let slots = lengths.count
        for (slot, amount) in levelled.payments(release: cell / slots, deadline: cell % slots).enumerated() {
          loads[slot] += amount
        }
      }
      return loads
    }
  }

  @Test(arguments: 1...60) func everythingIsPaidWithinItsWindow(seed: UInt64) {
    let sample = Case(seed: seed, slots: 9, jobs: 25, largest: 1_000, equalLengths: false)
    let levelled = LoadLevelling(lengths: sample.lengths, amounts: sample.amounts)
    for cell in sample.amounts.indices {
      let payments = Array(levelled.payments(release: cell / 9, deadline: cell % 9))
      #expect(payments.reduce(0, +) == sample.amounts[cell], "seed \(seed)")
      for (slot, amount) in payments.enumerated() where slot < cell / 9 || slot > cell % 9 {
        #expect(amount == 0, "seed \(seed)")
      }
    }
  }

  /// The peak is the greatest intensity that the windows within an interval force on it.
  @Test(arguments: 1...60) func thePeakIsForced(seed: UInt64) {
    let sample = Case(seed: seed, slots: 9, jobs: 25, largest: 1_000_000, equalLengths: false)
    let loads = sample.loads(LoadLevelling(lengths: sample.lengths, amounts: sample.amounts))
    var forced = 0.0
    for first in 0..<9 {
      for last in first..<9 {
        var amount: Int64 = 0
        for release in first...last {
          for deadline in release...last { amount += sample.amounts[release * 9 + deadline] }
        }
        forced = max(forced, Double(amount) / Double(sample.lengths[first...last].reduce(0, +)))
      }
    }
    let peak = zip(loads, sample.lengths).map { Double($0) / Double($1) }.max() ?? 0
    #expect(abs(peak - forced) < 3, "seed \(seed)")
  }

  /// No way of paying, tried one by one, has loads that are lower from the highest one down.
  @Test(arguments: 1...60) func nothingIsMoreLevel(seed: UInt64) {
    let sample = Case(seed: seed, slots: 4, jobs: 4, largest: 3, equalLengths: true)
    let loads = sample.loads(LoadLevelling(lengths: sample.lengths, amounts: sample.amounts)).sorted(by: >)
    var best: [Int64]?
    func place(_ cell: Int, _ left: Int64, _ loads: [Int64]) {
      guard cell < sample.amounts.count else {
        let sorted = loads.sorted(by: >)
        if let known = best, !sorted.lexicographicallyPrecedes(known) { return }
        best = sorted
        return
      }
      guard left > 0 else { return place(cell + 1, cell + 1 < 16 ? sample.amounts[cell + 1] : 0, loads) }
      for slot in cell / 4...max(cell / 4, cell % 4) {
        var more = loads
        more[slot] += 1
        place(cell, left - 1, more)
      }
    }
    place(0, sample.amounts[0], [0, 0, 0, 0])
    #expect(loads == best, "seed \(seed)")
  }
}
