/// Memory for finding order statistics, kept from one sample to the next.
///
/// The range of the values is cut into 2048 equal buckets; only the buckets that hold a wanted place are looked into,
/// by the same method when they are large. A bucket of equal values ends the search, so spikes cost nothing more.
public struct QuantileScratch: Sendable {
  private static let bucketBits = 11
  private static let bucketCount = 1 << bucketBits
  private static let smallBucket = 128

  /// Of each bucket: its size, then where its next value goes.
  private var cursors = [Int](repeating: 0, count: QuantileScratch.bucketCount)
  /// Of each bucket: 1 when its values are wanted, else 0.
  private var strides = [Int](repeating: 0, count: QuantileScratch.bucketCount)
  private var gathered: [Int64] = []
  /// For the buckets of a bucket; at most one.
  private var inner: [QuantileScratch] = []

  public init() {}

  /// A bucket that holds wanted places.
  private struct Part {
    let bucket: Int
    /// Places wanted, counted from the start of the bucket.
    var ranks: [Int]
    let count: Int
  }

  /// How values become buckets.
  private struct Scale {
    let least: Int64
    let shift: UInt64

    @inline(__always)
    func bucket(_ value: Int64) -> Int {
      Int(truncatingIfNeeded: UInt64(bitPattern: value &- least) &>> shift)
    }
  }

  /// The values at places counted from 0 in ascending order.
  ///
  /// - Precondition: `ranks` are ascending and within the sample.
  mutating func select(_ ranks: [Int], from values: UnsafeBufferPointer<Int64>) -> [Int64] {
    guard let first = values.first, !ranks.isEmpty else { return [] }
    var (least, greatest) = (first, first)
    for value in values {
      least = value < least ? value : least
      greatest = value > greatest ? value : greatest
    }
    guard least < greatest else { return [Int64](repeating: least, count: ranks.count) }
    let width = UInt64.bitWidth - UInt64(bitPattern: greatest &- least).leadingZeroBitCount
    let scale = Scale(least: least, shift: UInt64(max(0, width - Self.bucketBits)))
    count(values, scale)
    let parts = parts(of: ranks)
    if scale.shift == 0 {
      return parts.flatMap { part in part.ranks.map { _ in least &+ Int64(part.bucket) } }
    }
    gather(values, scale, parts)
    return search(parts)
  }

  private mutating func count(_ values: UnsafeBufferPointer<Int64>, _ scale: Scale) {
    cursors.withUnsafeMutableBufferPointer { cursors in
      cursors.update(repeating: 0)
      for value in values { cursors[scale.bucket(value)] &+= 1 }
    }
  }

  private func parts(of ranks: [Int]) -> [Part] {
    var parts: [Part] = []
    var (bucket, before) = (0, 0)
    for rank in ranks {
      while before + cursors[bucket] <= rank {
        before += cursors[bucket]
        bucket += 1
      }
      if let last = parts.indices.last, parts[last].bucket == bucket {
        parts[last].ranks.append(rank - before)
      } else {
        parts.append(Part(bucket: bucket, ranks: [rank - before], count: cursors[bucket]))
      }
    }
    return parts
  }

  /// Brings the values of the parts together, one part after the other; all others are written to one place at the end.
  private mutating func gather(_ values: UnsafeBufferPointer<Int64>, _ scale: Scale, _ parts: [Part]) {
    let total = parts.reduce(0) { $0 + $1.count }
    if gathered.count <= total {
      gathered.append(contentsOf: repeatElement(0, count: total + 1 - gathered.count))
    }
    for bucket in 0..<Self.bucketCount {
      cursors[bucket] = total
      strides[bucket] = 0
    }
    var start = 0
    for part in parts {
      cursors[part.bucket] = start
      strides[part.bucket] = 1
      start += part.count
    }
    gathered.withUnsafeMutableBufferPointer { gathered in
      cursors.withUnsafeMutableBufferPointer { cursors in
        strides.withUnsafeBufferPointer { strides in
          for value in values {
            let bucket = scale.bucket(value)
            gathered[cursors[bucket]] = value
            cursors[bucket] &+= strides[bucket]
          }
        }
      }
    }
  }

  private mutating func search(_ parts: [Part]) -> [Int64] {
    var found: [Int64] = []
    if inner.isEmpty, parts.contains(where: { $0.count > Self.smallBucket }) { inner.append(QuantileScratch()) }
    var start = 0
    gathered.withUnsafeMutableBufferPointer { gathered in
      for part in parts {
        var values = UnsafeMutableBufferPointer(rebasing: gathered[start..<start + part.count])
        start += part.count
        if part.count > Self.smallBucket {
          found += inner[0].select(part.ranks, from: UnsafeBufferPointer(values))
        } else {
          values.sort()
          found += part.ranks.map { values[$0] }
        }
      }
    }
    return found
  }
}
