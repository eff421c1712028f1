/// Σ w·min(plan, claims) over the replications of one project, as a function of the plan: concave, with slope Σ w over claims > plan.
///
/// Claims within the range in which the plan can lie are kept in ascending order; sums of them for every 32nd.
struct SpendingCurve: Sendable {
  private static let block = 32

  let lower: Int64
  let upper: Int64
  /// Claims strictly inside the range, ascending.
  private let values: [Int64]
  /// Their replications.
  private let places: [Int32]
  /// Replications whose claims reach the upper end.
  private let above: [Int32]
  /// By replication; empty means 1 each.
  private var weights: [Double] = []
  /// Σ w·(value − lower) of the values before each block.
  private var sumsBefore: [Double] = []
  /// Σ w of the values from each block on and of those above the range.
  private var weightsFrom: [Double] = []

  init(_ claims: UnsafeBufferPointer<Int64>, from lower: Int64, to upper: Int64, _ order: inout ClaimOrder) {
    self.lower = lower
    self.upper = upper
    (values, places, above) = order.sort(claims, from: lower, to: upper)
    weigh([])
  }

  /// - Parameter weights: Of each replication, not negative; empty means 1 each.
  mutating func weigh(_ weights: [Double]) {
    self.weights = weights
    let blocks = values.count / Self.block + 1
    sumsBefore = [Double](repeating: 0, count: blocks)
    weightsFrom = [Double](repeating: 0, count: blocks)
    var sum = 0.0
    for (place, value) in values.enumerated() {
      if place % Self.block == 0 { sumsBefore[place / Self.block] = sum }
      sum += weight(place) * Double(value - lower)
    }
    if values.count % Self.block == 0 { sumsBefore[blocks - 1] = sum }
    // A last block without values begins behind the last value.
    var from = weights.isEmpty ? Double(above.count) : above.reduce(0) { $0 + weights[Int($1)] }
    weightsFrom[blocks - 1] = from
    for place in values.indices.reversed() {
      from += weight(place)
      if place % Self.block == 0 { weightsFrom[place / Self.block] = from }
    }
  }

  @inline(__always)
  private func weight(_ place: Int) -> Double { weights.isEmpty ? 1 : weights[Int(places[place])] }

  /// The part of the claims that is at most the plan.
  private func split(at plan: Int64) -> (sum: Double, weightAbove: Double) {
    var (low, high) = (0, sumsBefore.count)
    while low + 1 < high {
      let middle = (low + high) / 2
      if middle * Self.block < values.count, values[middle * Self.block] <= plan { low = middle } else { high = middle }
    }
    var (sum, weightAbove) = (sumsBefore[low], weightsFrom[low])
    var place = low * Self.block
    let end = min(values.count, place + Self.block)
    while place < end, values[place] <= plan {
      let weight = weight(place)
      sum += weight * Double(values[place] - lower)
      weightAbove -= weight
      place += 1
    }
    return (sum, weightAbove)
  }

  /// What the weighted sum gains when the plan goes from one amount to another, both within the range.
  func change(from old: Int64, to new: Int64) -> Double {
    guard old != new else { return 0 }
    guard old < new else { return -change(from: new, to: old) }
    let (before, after) = (split(at: old), split(at: new))
    let within = before.weightAbove - after.weightAbove
    return (after.sum - before.sum) - Double(old - lower) * within + Double(new - old) * after.weightAbove
  }

  /// Σ w over claims above a plan below the upper end: the slope to the right.
  func slope(above plan: Int64) -> Double { split(at: plan).weightAbove }
}

/// Puts claims in order, with memory kept from one project to the next.
struct ClaimOrder {
  private static let digitBits = 11
  private static let placeBits = 24

  private var keys: [UInt64] = []
  private var others: [UInt64] = []
  private var counts = [Int](repeating: 0, count: 1 << Self.digitBits)

  /// The claims strictly between two amounts in ascending order with their replications, and the replications of those that reach the upper one.
  mutating func sort(
    _ claims: UnsafeBufferPointer<Int64>, from lower: Int64, to upper: Int64
  ) -> (values: [Int64], places: [Int32], above: [Int32]) {
    let bits = UInt64.bitWidth - UInt64(upper - lower).leadingZeroBitCount
    var above: [Int32] = []
    guard bits + Self.placeBits <= UInt64.bitWidth, claims.count < 1 << Self.placeBits else {
      let inside = claims.indices.filter { claims[$0] > lower && claims[$0] < upper }
        .sorted { (claims[$0], $0) < (claims[$1], $1) }
      above = claims.indices.filter { claims[$0] > lower && claims[$0] >= upper }.map { Int32($0) }
      return (inside.map { claims[$0] }, inside.map { Int32($0) }, above)
    }
    keys.removeAll(keepingCapacity: true)
    for (place, claim) in claims.enumerated() where claim > lower {
      if claim >= upper {
        above.append(Int32(place))
      } else {
        keys.append(UInt64(claim - lower) << UInt64(Self.placeBits) | UInt64(place))
      }
    }
    sortKeys(bits: bits)
    let mask = (UInt64(1) << UInt64(Self.placeBits)) - 1
    return (
      keys.map { lower + Int64($0 >> UInt64(Self.placeBits)) }, keys.map { Int32($0 & mask) }, above
    )
  }

  /// Numbers from a least one on in ascending order.
  mutating func sort(_ numbers: [Int], from least: Int, to greatest: Int) -> [Int] {
    keys.removeAll(keepingCapacity: true)
    keys.append(contentsOf: numbers.lazy.map { UInt64($0 - least) })
    sortKeys(bits: UInt64.bitWidth - UInt64(greatest - least).leadingZeroBitCount, above: 0)
    return keys.map { least + Int($0) }
  }

  /// By their digits from the least significant on; what stands below the first bit does not count.
  private mutating func sortKeys(bits: Int, above first: Int = Self.placeBits) {
    guard keys.count > 64 else { return keys.sort() }
    if others.count < keys.count { others = [UInt64](repeating: 0, count: keys.count) }
    var shift = first
    while shift < first + bits {
      sortDigit(UInt64(shift))
      shift += Self.digitBits
    }
  }

  private mutating func sortDigit(_ shift: UInt64) {
    let mask = UInt64(counts.count - 1)
    let count = keys.count
    counts.withUnsafeMutableBufferPointer { counts in
      counts.update(repeating: 0)
      keys.withUnsafeMutableBufferPointer { keys in
        others.withUnsafeMutableBufferPointer { others in
          for key in keys { counts[Int((key >> shift) & mask)] += 1 }
          var start = 0
          for digit in counts.indices {
            let size = counts[digit]
            counts[digit] = start
            start += size
          }
          for key in keys {
            let digit = Int((key >> shift) & mask)
            others[counts[digit]] = key
            counts[digit] += 1
          }
          for place in 0..<count { keys[place] = others[place] }
        }
      }
    }
  }
}
