/// SHA-256 over the name, length and bytes of files, in order of their names.
struct InputDigest {
  private var hash = SHA256()

  init() {}

  /// Of files in memory.
  init(_ files: [String: [UInt8]]) {
    for (name, bytes) in files.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      begin(name, count: bytes.count)
      bytes.withUnsafeBytes { add($0) }
    }
  }

  /// Names come in order.
  mutating func begin(_ name: String, count: Int) {
    hash.update(Array(name.utf8) + [0] + Array("\(count)".utf8) + [0])
  }

  mutating func add(_ piece: UnsafeRawBufferPointer) { hash.update(piece) }

  /// As `sha256:` and 64 hexadecimal digits.
  var text: String { "sha256:\(hash.hexDigest())" }
}
