/// Who draws: a 64-bit hash of a kind and of identifiers, the same on every machine and in every run.
///
/// FNV-1a over the UTF-8 bytes with the byte 0xFF (which UTF-8 never contains) after each part, then the finaliser of
/// SplitMix64 (Steele, Lea, Flood 2014, DOI 10.1145/2660193.2660195), since FNV-1a alone mixes its last bytes weakly.
/// Parts are taken byte for byte: a name in another Unicode normalisation is another identity.
/// Different identities may collide, with a chance of about n²/2⁶⁵ among n of them.
public struct StreamIdentity: Hashable, Sendable {
  public let bits: UInt64

  /// The identity of a kind of thing and the identifiers that tell one from another, in order.
  public init(_ kind: StaticString, _ parts: String...) {
    self.init(kind, parts: parts)
  }

  /// The identity of a kind of thing and the identifiers that tell one from another, in order.
  public init(_ kind: StaticString, parts: [String]) {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    Self.mix("\(kind)", into: &hash)
    for part in parts { Self.mix(part, into: &hash) }
    hash = (hash ^ (hash &>> 30)) &* 0xBF58_476D_1CE4_E5B9
    hash = (hash ^ (hash &>> 27)) &* 0x94D0_49BB_1331_11EB
    bits = hash ^ (hash &>> 31)
  }

  private static func mix(_ part: String, into hash: inout UInt64) {
    for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    hash = (hash ^ 0xFF) &* 0x100_0000_01B3
  }
}

/// The uniform numbers of one identity: for each replication as many as there are indices.
///
/// A number depends on seed, identity, replication and index alone, not on what else is drawn, in which order or on which
/// thread. Philox key = the seed; counter = (replication ÷ 4, index, identity), of which word `replication % 4` is taken.
public struct RandomStream: Hashable, Sendable {
  /// How the numbers of different replications lie to each other; each alone is uniform either way.
  public enum Sampling: Hashable, Sendable {
    case independent
    /// Of each ``RandomStream/strata`` replications from a multiple of it on, one lies in each of as many equal intervals, in an order
    /// of the stream's own: Latin hypercube sampling over all streams, in batches that are independent of each other.
    ///
    /// The mean of any function over R replications then has at most `strata / (strata − 1)` times the variance that it has with
    /// independent replications (Owen 1997, DOI 10.1137/S0036142994277468), and much less of it where the function is nearly a sum
    /// of functions of one number each.
    case stratified
  }

  /// Replications in a batch.
  public static let strata = 64

  @usableFromInline let key: SIMD2<UInt32>
  @usableFromInline let identity: SIMD2<UInt32>
  @usableFromInline let sampling: Sampling

  public init(seed: UInt64, identity: StreamIdentity, sampling: Sampling = .independent) {
    key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed &>> 32))
    self.identity = SIMD2(UInt32(truncatingIfNeeded: identity.bits), UInt32(truncatingIfNeeded: identity.bits &>> 32))
    self.sampling = sampling
  }

  /// The uniform number of one replication, strictly inside (0, 1): an odd multiple of 2⁻²⁴.
  ///
  /// - Precondition: `replication` is not negative and below 2³⁴.
  public func uniform(replication: Int, index: UInt32) -> Float {
    precondition(replication >= 0 && replication &>> 2 <= Int(UInt32.max), "replication out of range")
    let counter = SIMD4(UInt32(truncatingIfNeeded: replication &>> 2), index, identity.x, identity.y)
    let word = Philox4x32.block(counter: counter, key: key)[replication & 3]
    guard sampling == .stratified else { return Self.unit(word) }
    let strata = StratumOrder(batch: replication / Self.strata, index: index, identity, key)
      .strata(ofFour: replication &>> 2 & 15)
    return Self.unit(strata[replication & 3] | (word &>> StratumOrder.bits))
  }

  /// Writes the uniform numbers of consecutive replications, each the same as ``uniform(replication:index:)`` gives.
  ///
  /// - Parameters:
  ///   - out: Room for `count` numbers.
  ///   - count: A multiple of 4, not negative.
  ///   - firstReplication: A multiple of 4, not negative; the last replication is below 2³⁴.
  @inlinable
  public func fillUniforms(_ out: UnsafeMutablePointer<Float>, count: Int, firstReplication: Int, index: UInt32) {
    precondition(count >= 0 && firstReplication >= 0, "negative range of replications")
    precondition(count & 3 == 0 && firstReplication & 3 == 0, "replications are drawn in fours")
    let first = firstReplication &>> 2
    let blocks = count &>> 2
    precondition(first <= Int(UInt32.max) && blocks <= Int(UInt32.max) - first, "replication out of range")
    guard sampling == .independent else {
      fillStratified(out, blocks: blocks, first: first, index: index)
      return
    }
    for block in 0..<blocks {
      let counter = SIMD4(UInt32(truncatingIfNeeded: first &+ block), index, identity.x, identity.y)
      let words = Philox4x32.block(counter: counter, key: key)
      let target = out + block &* 4
      target[0] = Self.unit(words.x)
      target[1] = Self.unit(words.y)
      target[2] = Self.unit(words.z)
      target[3] = Self.unit(words.w)
    }
  }

  @usableFromInline
  func fillStratified(_ out: UnsafeMutablePointer<Float>, blocks: Int, first: Int, index: UInt32) {
    var block = 0
    while block < blocks {
      let start = first &+ block
      let order = StratumOrder(batch: start &>> 4, index: index, identity, key)
      let end = min(blocks, block &+ 16 &- (start & 15))
      while block < end {
        let counter = SIMD4(UInt32(truncatingIfNeeded: first &+ block), index, identity.x, identity.y)
        let words = Philox4x32.block(counter: counter, key: key)
        let strata = order.strata(ofFour: (first &+ block) & 15)
        let target = out + block &* 4
        target[0] = Self.unit(strata.x | (words.x &>> StratumOrder.bits))
        target[1] = Self.unit(strata.y | (words.y &>> StratumOrder.bits))
        target[2] = Self.unit(strata.z | (words.z &>> StratumOrder.bits))
        target[3] = Self.unit(strata.w | (words.w &>> StratumOrder.bits))
        block &+= 1
      }
    }
  }

  /// (k + ½) · 2⁻²³ for the upper 23 bits k of a word; exact.
  @inlinable
  @inline(__always)
  static func unit(_ word: UInt32) -> Float {
    Float(bitPattern: 0x3F80_0000 | (word &>> 9)) - 1 + 0x1p-24
  }
}

/// The order in which a batch of 64 replications visits as many strata: r ↦ a·r + c in the field of 64 elements, a ≠ 0.
///
/// With a and c uniform, any two replications lie in any two different strata with the same probability; the variance of a mean
/// depends on no more than that. The field is that of polynomials over {0, 1} modulo x⁶ + x + 1; strata stand in the upper six bits of a word.
private struct StratumOrder {
  static let bits: UInt32 = 6

  /// Of the first four replications.
  private let four: SIMD4<UInt32>
  /// a·x², … a·x⁵.
  private let x2: UInt32
  private let x3: UInt32
  private let x4: UInt32
  private let x5: UInt32

  /// The key differs from that of the numbers themselves.
  @inline(__always)
  init(batch: Int, index: UInt32, _ identity: SIMD2<UInt32>, _ key: SIMD2<UInt32>) {
    let counter = SIMD4(UInt32(truncatingIfNeeded: batch), index, identity.x, identity.y)
    let words = Philox4x32.block(counter: counter, key: key ^ SIMD2(0x5354_5241, 0x5441_3634))
    let a = (1 &+ UInt32(truncatingIfNeeded: (UInt64(words.x) &* 63) &>> 32)) &<< 26
    let x1 = Self.timesX(a)
    x2 = Self.timesX(x1)
    x3 = Self.timesX(x2)
    x4 = Self.timesX(x3)
    x5 = Self.timesX(x4)
    let c = words.y & 0xFC00_0000
    four = SIMD4(c, c ^ a, c ^ x1, c ^ a ^ x1)
  }

  @inline(__always)
  private static func timesX(_ element: UInt32) -> UInt32 {
    (element &<< 1) ^ ((0 &- (element &>> 31)) & 0x0C00_0000)
  }

  /// Of the four replications from 4·`number` of the batch on.
  @inline(__always)
  func strata(ofFour number: Int) -> SIMD4<UInt32> {
    let n = UInt32(truncatingIfNeeded: number)
    let low = (x2 & (0 &- (n & 1))) ^ (x3 & (0 &- (n &>> 1 & 1)))
    let high = (x4 & (0 &- (n &>> 2 & 1))) ^ (x5 & (0 &- (n &>> 3 & 1)))
    return four ^ SIMD4(repeating: low ^ high)
  }
}
