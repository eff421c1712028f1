/// The counter-based generator Philox4x32-10: a keyed bijection of 128-bit counters that serves as random numbers.
///
/// Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC'11, DOI 10.1145/2063384.2063405.
/// Not a cipher: nothing here is secret.
public enum Philox4x32 {
  /// The four random words that belong to a counter under a key.
  ///
  /// Words are in the order of the reference implementation (Random123): `counter.x` is its word 0.
  @inlinable
  @inline(__always)
  public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    let mask: UInt64 = 0xFFFF_FFFF
    var (c0, c1, c2, c3) = (UInt64(counter.x), UInt64(counter.y), UInt64(counter.z), UInt64(counter.w))
    var (k0, k1) = (key.x, key.y)
    for _ in 0..<10 {
      let p0 = (c0 & mask) &* 0xD251_1F53
      let p1 = (c2 & mask) &* 0xCD9E_8D57
      c0 = (p1 &>> 32) ^ c1 ^ UInt64(k0)
      c1 = p1
      c2 = (p0 &>> 32) ^ c3 ^ UInt64(k1)
      c3 = p0
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return SIMD4(
      UInt32(truncatingIfNeeded: c0), UInt32(truncatingIfNeeded: c1), UInt32(truncatingIfNeeded: c2),
      UInt32(truncatingIfNeeded: c3))
  }
}
