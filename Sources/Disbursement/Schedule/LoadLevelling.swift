/// When amounts that each have a window of slots are paid so that the load is as level as it can be.
///
/// The algorithm of Yao, Demers and Shenker (1995) for a processor of varying speed: fix the interval of slots whose own amounts need the
/// greatest intensity, pay these amounts there, the earliest deadline first, take the interval out and go on. The loads it gives are
/// least majorised: no other ones have a lower peak, nor, the peak given, a lower next one, and so on.
struct LoadLevelling {
  let lengths: [Int]
  /// Amounts not yet placed, by release and deadline.
  private var left: [Int64]
  /// By release, deadline and slot.
  private var placed: [Int64]
  /// Slots not yet fixed.
  private var active: [Int]

  private var count: Int { lengths.count }

  /// `amounts` by release, then by deadline.
  init(lengths: [Int], amounts: [Int64]) {
    self.lengths = lengths
    left = amounts
    placed = [Int64](repeating: 0, count: amounts.count * lengths.count)
    active = Array(lengths.indices)
    while let interval = mostIntense() {
      pay(in: interval)
      active.removeSubrange(interval)
    }
  }

  /// What of a window's amount is paid in each slot.
  func payments(release: Int, deadline: Int) -> ArraySlice<Int64> {
    let first = (release * count + deadline) * count
    return placed[first..<first + count]
  }

  /// The windows as places among the active slots; amounts of windows that fall together are together.
  private func windows() -> [Int64] {
    var windows = [Int64](repeating: 0, count: active.count * active.count)
    forEachWaiting { first, last, cell in windows[first * active.count + last] += left[cell] }
    return windows
  }

  private func forEachWaiting(_ body: (_ first: Int, _ last: Int, _ cell: Int) -> Void) {
    for release in 0..<count {
      guard let first = active.firstIndex(where: { $0 >= release }) else { return }
      for deadline in release..<count where left[release * count + deadline] > 0 {
        guard let last = active.lastIndex(where: { $0 <= deadline }) else { continue }
        body(first, last, release * count + deadline)
      }
    }
  }

  /// As places among the active slots; nil when nothing waits.
  private func mostIntense() -> Range<Int>? {
    let windows = windows()
    let size = active.count
    var best: (range: Range<Int>, amount: Int64, length: Int)?
    var within = [Int64](repeating: 0, count: size)
    for first in stride(from: size - 1, through: 0, by: -1) {
      var (row, length) = (Int64(0), 0)
      for last in first..<size {
        row += windows[first * size + last]
        within[last] += row
        length += lengths[active[last]]
        guard within[last] > 0 else { continue }
        if let known = best, Int128(within[last]) * Int128(known.length) <= Int128(known.amount) * Int128(length) {
          continue
        }
        best = (first..<last + 1, within[last], length)
      }
    }
    return best?.range
  }

  /// Pays what has its window in an interval, in proportion to the slots' lengths to the dong.
  private mutating func pay(in interval: Range<Int>) {
    var cells: [(first: Int, last: Int, cell: Int)] = []
    forEachWaiting { first, last, cell in
      if interval.contains(first), interval.contains(last) { cells.append((first, last, cell)) }
    }
    cells.sort { ($0.last, $0.first, $0.cell) < ($1.last, $1.first, $1.cell) }
    let total = cells.reduce(Int64(0)) { $0 + left[$1.cell] }
    let whole = interval.reduce(0) { $0 + lengths[active[$1]] }
    var (paid, length) = (Int64(0), 0)
    for place in interval {
      length += lengths[active[place]]
      let (high, low) = total.multipliedFullWidth(by: Int64(length))
      let due = Int64(whole).dividingFullWidth((high, low)).quotient
      for job in cells where job.first <= place && left[job.cell] > 0 {
        let amount = job.last == place ? left[job.cell] : min(left[job.cell], max(0, due - paid))
        left[job.cell] -= amount
        placed[job.cell * count + active[place]] += amount
        paid += amount
      }
    }
  }
}
