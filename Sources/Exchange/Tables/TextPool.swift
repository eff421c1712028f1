/// Texts that a table repeats, each kept once, found by their bytes.
///
/// Short texts lie inside a `String` and need no keeping.
final class TextPool {
  private static let inlineByteCount = 15

  private var texts: [String] = []
  /// Positions in ``texts``, −1 where free; a power of two of them, at most half of them taken (linear probing).
  private var slots = [Int32](repeating: -1, count: 64)

  /// The text of bytes that are UTF-8, composed and without control characters: what it says is what they are.
  func text(_ bytes: ArraySlice<UInt8>) -> String {
    guard bytes.count > Self.inlineByteCount else { return String(decoding: bytes, as: UTF8.self) }
    return bytes.withUnsafeBytes { raw in
      var slot = Self.hash(raw) & (slots.count - 1)
      while slots[slot] >= 0 {
        let candidate = texts[Int(slots[slot])]
        if Self.isEqual(candidate, raw) { return candidate }
        slot = (slot + 1) & (slots.count - 1)
      }
      let text = String(decoding: raw, as: UTF8.self)
      slots[slot] = Int32(texts.count)
      texts.append(text)
      if texts.count * 2 > slots.count { grow() }
      return text
    }
  }

  private func grow() {
    slots = [Int32](repeating: -1, count: slots.count * 2)
    for (position, text) in texts.enumerated() {
      var copy = text
      var slot = copy.withUTF8 { Self.hash(UnsafeRawBufferPointer($0)) } & (slots.count - 1)
      while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = Int32(position)
    }
  }

  /// Seeded for each process, so that no file can be written to make texts collide.
  private static func hash(_ bytes: UnsafeRawBufferPointer) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes: bytes)
    return hasher.finalize()
  }

  private static func isEqual(_ text: String, _ bytes: UnsafeRawBufferPointer) -> Bool {
    text.utf8.withContiguousStorageIfAvailable { $0.elementsEqual(bytes) } ?? text.utf8.elementsEqual(bytes)
  }
}
