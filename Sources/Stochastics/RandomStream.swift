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
  @usableFromInline let key: SIMD2<UInt32>
  @usableFromInline let identity: SIMD2<UInt32>

  public init(seed: UInt64, identity: StreamIdentity) {
    key = SIMD2(UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed &>> 32))
    self.identity = SIMD2(UInt32(truncatingIfNeeded: identity.bits), UInt32(truncatingIfNeeded: identity.bits &>> 32))
  }

  /// The uniform number of one replication, strictly inside (0, 1): an odd multiple of 2⁻²⁴.
  ///
  /// - Precondition: `replication` is not negative and below 2³⁴.
  public func uniform(replication: Int, index: UInt32) -> Float {
    precondition(replication >= 0 && replication &>> 2 <= Int(UInt32.max), "replication out of range")
    let counter = SIMD4(UInt32(truncatingIfNeeded: replication &>> 2), index, identity.x, identity.y)
    return Self.unit(Philox4x32.block(counter: counter, key: key)[replication & 3])
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

  /// (k + ½) · 2⁻²³ for the upper 23 bits k of a word; exact.
  @inlinable
  @inline(__always)
  static func unit(_ word: UInt32) -> Float {
    Float(bitPattern: 0x3F80_0000 | (word &>> 9)) - 1 + 0x1p-24
  }
}
