/// Reads the little-endian numbers of archive headers; what would lie beyond the end is nil.
struct LittleEndianBytes {
  let bytes: [UInt8]

  var count: Int { bytes.count }

  func number16(at offset: Int) -> Int? { word(at: offset, size: 2).flatMap { Int(exactly: $0) } }
  func number32(at offset: Int) -> Int? { word(at: offset, size: 4).flatMap { Int(exactly: $0) } }
  /// Also nil when the number is larger than an `Int`.
  func number64(at offset: Int) -> Int? { word(at: offset, size: 8).flatMap { Int(exactly: $0) } }

  private func word(at offset: Int, size: Int) -> UInt64? {
    guard contains(offset, size) else { return nil }
    return bytes[offset..<(offset + size)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// Whether so many bytes follow the offset.
  func contains(_ offset: Int, _ size: Int) -> Bool {
    offset >= 0 && size >= 0 && offset <= count && size <= count - offset
  }

  func slice(at offset: Int, count size: Int) -> ArraySlice<UInt8>? {
    contains(offset, size) ? bytes[offset..<(offset + size)] : nil
  }
}

extension [UInt8] {
  mutating func append16(_ number: UInt16) {
    append(contentsOf: [UInt8(truncatingIfNeeded: number), UInt8(number >> 8)])
  }

  mutating func append32(_ number: UInt32) {
    append16(UInt16(truncatingIfNeeded: number))
    append16(UInt16(number >> 16))
  }
}
