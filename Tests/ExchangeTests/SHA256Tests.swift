import Exchange
import Testing

@Suite struct SHA256Tests {
  /// FIPS 180-4 examples (NIST, "Examples with Intermediate Values") and their well-known companions.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (
      "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu",
      "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
    ),
  ])
  func knownAnswers(message: String, expected: String) {
    var hash = SHA256()
    hash.update(message.utf8)
    #expect(hash.hexDigest() == expected)
  }

  @Test func millionLetters() {
    var hash = SHA256()
    let letters = [UInt8](repeating: UInt8(ascii: "a"), count: 1_000)
    for _ in 0..<1_000 { hash.update(letters) }
    #expect(hash.hexDigest() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test(arguments: [1, 3, 55, 56, 63, 64, 65, 127, 128, 200])
  func cutsDoNotMatter(size: Int) {
    let message = (0..<500).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    var whole = SHA256()
    whole.update(message)
    var pieces = SHA256()
    for start in stride(from: 0, to: message.count, by: size) {
      pieces.update(message[start..<min(start + size, message.count)])
    }
    #expect(pieces.digest() == whole.digest())
  }

  /// Lengths around the end of a block, where the padding changes its number of blocks.
  @Test func lengthsDiffer() {
    let digests = (50...70).map { count in
      var hash = SHA256()
      hash.update(repeatElement(UInt8(0), count: count))
      return hash.digest()
    }
    #expect(Set(digests).count == digests.count)
    #expect(digests.allSatisfy { $0.count == 32 })
  }
}
