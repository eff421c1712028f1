/// Statistics of a column of numbers that are not negative, in single precision, such as shares.
///
/// Sums are taken in double precision in a fixed order.
public struct ColumnSample {
  private let values: UnsafeBufferPointer<Float>

  /// - Precondition: the column is not empty; every value is finite and at least +0.
  public init(_ values: UnsafeBufferPointer<Float>) {
    precondition(!values.isEmpty, "an empty sample has no statistics")
    self.values = values
  }

  public var count: Int { values.count }

  /// Mean, and variance with the divisor n − 1 (0 for one value).
  public var moments: (mean: Double, variance: Double) {
    let sums = powerSums { $0 }
    let mean = sums.first / Double(count)
    guard count > 1 else { return (mean, 0) }
    return (mean, max(0, sums.second - sums.first * mean) / Double(count - 1))
  }

  /// How many values are below a limit, and the first two power sums of how far below it they are.
  public func below(_ limit: Float) -> (count: Int, sum: Double, squares: Double) {
    let (key, values) = (Int32(bitPattern: limit.bitPattern), values)
    var number: Int32 = 0
    for value in values { number &+= Int32(bitPattern: value.bitPattern) < key ? 1 : 0 }
    let sums = powerSums { value in
      let distance = limit - value
      return distance > 0 ? distance : 0
    }
    return (Int(number), sums.first, sums.second)
  }

  /// Four sums side by side, so that additions need not wait for each other.
  @inline(__always)
  private func powerSums(_ transform: (Float) -> Float) -> (first: Double, second: Double) {
    var (a0, a1, a2, a3) = (0.0, 0.0, 0.0, 0.0)
    var (b0, b1, b2, b3) = (0.0, 0.0, 0.0, 0.0)
    var index = 0
    while index &+ 4 <= values.count {
      let x0 = Double(transform(values[index]))
      let x1 = Double(transform(values[index &+ 1]))
      let x2 = Double(transform(values[index &+ 2]))
      let x3 = Double(transform(values[index &+ 3]))
      a0 += x0
      a1 += x1
      a2 += x2
      a3 += x3
      b0 += x0 * x0
      b1 += x1 * x1
      b2 += x2 * x2
      b3 += x3 * x3
      index &+= 4
    }
    while index < values.count {
      let x = Double(transform(values[index]))
      a0 += x
      b0 += x * x
      index &+= 1
    }
    return ((a0 + a1) + (a2 + a3), (b0 + b1) + (b2 + b3))
  }
}

/// The mean of a column that comes in pieces, to the last bit that of ``ColumnSample/moments`` of the whole column.
public struct ColumnSum: Sendable {
  public private(set) var count = 0
  private var sums = SIMD4<Double>.zero

  public init() {}

  /// - Precondition: the pieces before had lengths that are multiples of four.
  public mutating func add(_ values: UnsafeBufferPointer<Float>) {
    precondition(count % 4 == 0, "only the last piece may have another length than a multiple of four")
    var index = 0
    while index &+ 4 <= values.count {
      sums += SIMD4(
        Double(values[index]), Double(values[index &+ 1]), Double(values[index &+ 2]), Double(values[index &+ 3]))
      index &+= 4
    }
    while index < values.count {
      sums[0] += Double(values[index])
      index &+= 1
    }
    count += values.count
  }

  /// Zero for an empty column.
  public var mean: Double { count > 0 ? ((sums[0] + sums[1]) + (sums[2] + sums[3])) / Double(count) : 0 }
}

/// Memory for order statistics of columns, kept from one column to the next.
///
/// Values equal to the least or to the greatest are only counted, since shares have spikes there. Of the others, those are looked into that lie in the
/// same of many equal intervals as a wanted place, again by the same method when they are many.
public final class ColumnQuantiles {
  private static var few: Int { 64 }

  private var between: [Float] = []
  private var gathered: [Float] = []
  private var counts = [Int32](repeating: 0, count: 2_049)
  private var isWanted = [UInt8](repeating: 0, count: 2_049)
  private var inner: ColumnQuantiles?

  public init() {}

  /// The values at places counted from 0 in ascending order.
  ///
  /// - Precondition: `ranks` are ascending and within the column; values are finite and at least +0.
  public func select(_ ranks: [Int], from values: UnsafeBufferPointer<Float>) -> [Float] {
    guard let first = values.first else { return [] }
    var (least, greatest) = (Int32(bitPattern: first.bitPattern), Int32(bitPattern: first.bitPattern))
    for value in values {
      let key = Int32(bitPattern: value.bitPattern)
      least = key < least ? key : least
      greatest = key > greatest ? key : greatest
    }
    let (low, high) = (Float(bitPattern: UInt32(bitPattern: least)), Float(bitPattern: UInt32(bitPattern: greatest)))
    var (atLow, atHigh): (Int32, Int32) = (0, 0)
    for value in values {
      let key = Int32(bitPattern: value.bitPattern)
      atLow &+= key == least ? 1 : 0
      atHigh &+= key == greatest ? 1 : 0
    }
    let (lower, upper) = (Int(atLow), values.count - Int(atHigh))
    guard ranks.contains(where: { $0 >= lower && $0 < upper }) else { return ranks.map { $0 < lower ? low : high } }
    let found = search(ranks.filter { $0 >= lower && $0 < upper }.map { $0 - lower }, in: values, low, high)
    var next = found.makeIterator()
    return ranks.map { rank in
      if rank < lower { return low }
      return rank < upper ? next.next() ?? high : high
    }
  }

  /// Places among the values strictly between two others.
  private func search(_ ranks: [Int], in values: UnsafeBufferPointer<Float>, _ low: Float, _ high: Float) -> [Float] {
    let count = keepBetween(values, low, high)
    if count <= Self.few { return between.withUnsafeMutableBufferPointer { Self.sortAndRead($0, count, ranks) } }
    let intervals = count < 8_192 ? 256 : 2_048
    let scale = Float(intervals - 1) / (high - low)
    guard scale.isFinite else { return between.withUnsafeMutableBufferPointer { Self.sortAndRead($0, count, ranks) } }
    return between.withUnsafeBufferPointer { between in
      let between = UnsafeBufferPointer(rebasing: between[0..<count])
      counts.withUnsafeMutableBufferPointer { counts in
        for interval in 0...intervals { counts[interval] = 0 }
        for value in between { counts[Self.interval(value, low, scale)] &+= 1 }
      }
      return read(ranks, from: between, low, scale)
    }
  }

  /// An interval that holds wanted places.
  private struct Part {
    let interval: Int
    let count: Int
    /// Counted from the start of the interval.
    var ranks: [Int]
  }

  private func read(_ ranks: [Int], from between: UnsafeBufferPointer<Float>, _ low: Float, _ scale: Float) -> [Float] {
    let parts = parts(of: ranks)
    let small = parts.filter { $0.count <= Self.few }
    if !small.isEmpty { gather(small, from: between, low, scale) }
    let gatheredCount = small.reduce(0) { $0 + $1.count }
    var wanted: [Int] = []
    var start = 0
    for part in small {
      wanted += part.ranks.map { start + $0 }
      start += part.count
    }
    var found = gathered.withUnsafeMutableBufferPointer { Self.sortAndRead($0, gatheredCount, wanted) }.makeIterator()
    return parts.flatMap { part in
      if part.count <= Self.few { return part.ranks.map { _ in found.next() ?? low } }
      return readInterval(part.interval, count: part.count, part.ranks, from: between, low, scale)
    }
  }

  private func parts(of ranks: [Int]) -> [Part] {
    var parts: [Part] = []
    counts.withUnsafeBufferPointer { counts in
      var (interval, before) = (0, 0)
      for rank in ranks {
        while before + Int(counts[interval]) <= rank {
          before += Int(counts[interval])
          interval += 1
        }
        if let last = parts.indices.last, parts[last].interval == interval {
          parts[last].ranks.append(rank - before)
        } else {
          parts.append(Part(interval: interval, count: Int(counts[interval]), ranks: [rank - before]))
        }
      }
    }
    return parts
  }

  /// Brings the values of all parts together, in their order in the column.
  private func gather(_ parts: [Part], from between: UnsafeBufferPointer<Float>, _ low: Float, _ scale: Float) {
    if gathered.count < between.count + 1 { gathered = [Float](repeating: 0, count: between.count + 1) }
    for part in parts { isWanted[part.interval] = 1 }
    gathered.withUnsafeMutableBufferPointer { gathered in
      isWanted.withUnsafeBufferPointer { isWanted in
        var place = 0
        for value in between {
          gathered[place] = value
          place &+= Int(isWanted[Self.interval(value, low, scale)])
        }
      }
    }
    for part in parts { isWanted[part.interval] = 0 }
  }

  private func readInterval(
    _ interval: Int, count: Int, _ ranks: [Int], from between: UnsafeBufferPointer<Float>, _ low: Float, _ scale: Float
  ) -> [Float] {
    if gathered.count < between.count + 1 { gathered = [Float](repeating: 0, count: between.count + 1) }
    return gathered.withUnsafeMutableBufferPointer { gathered in
      var place = 0
      for value in between {
        gathered[place] = value
        place &+= Self.interval(value, low, scale) == interval ? 1 : 0
      }
      let inner = inner ?? ColumnQuantiles()
      self.inner = inner
      return inner.select(ranks, from: UnsafeBufferPointer(rebasing: gathered[0..<count]))
    }
  }

  /// Copies the values strictly between two others to ``between``.
  private func keepBetween(_ values: UnsafeBufferPointer<Float>, _ low: Float, _ high: Float) -> Int {
    if between.count < values.count + 1 { between = [Float](repeating: 0, count: values.count + 1) }
    return between.withUnsafeMutableBufferPointer { between in
      var place = 0
      for value in values {
        between[place] = value
        place &+= (value > low ? 1 : 0) & (value < high ? 1 : 0)
      }
      return place
    }
  }

  /// The interval of a value between 0 and 2²², to the nearest.
  @inline(__always)
  private static func interval(_ value: Float, _ low: Float, _ scale: Float) -> Int {
    Int(truncatingIfNeeded: ((value - low) * scale + 0x1p23).bitPattern & 0x003F_FFFF)
  }

  /// By insertion.
  private static func sortAndRead(_ values: UnsafeMutableBufferPointer<Float>, _ count: Int, _ ranks: [Int]) -> [Float]
  {
    guard count > few else {
      for index in 1..<max(1, count) {
        let value = values[index]
        var place = index
        while place > 0, values[place - 1] > value {
          values[place] = values[place - 1]
          place -= 1
        }
        values[place] = value
      }
      return ranks.map { values[$0] }
    }
    var part = UnsafeMutableBufferPointer(rebasing: values[0..<count])
    part.sort()
    return ranks.map { part[$0] }
  }
}
