import Rulebook

/// The files of one scenario, each remembered for the digest.
final class ScenarioFolder {
  static let settingsFile = "scenario.yaml"

  /// What is kept of a file until the digest is made.
  private enum Memory {
    case bytes([UInt8])
    /// A large file is read again then, instead of lying in memory beside what was made of it.
    case large(count: Int, fingerprint: Int)
  }

  private static let largestKeptCount = 1 << 20

  let store: ScenarioStore
  let log: ScenarioLog
  private var memories: [String: Memory] = [:]

  init(_ store: ScenarioStore, log: ScenarioLog) {
    self.store = store
    self.log = log
  }

  /// Names of the files read so far, in order.
  var files: [String] { memories.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) } }

  /// The bytes of a file; nil after a report when it cannot be read.
  func bytes(of file: String) -> [UInt8]? {
    do throws(InputFileDefect) {
      let bytes = try store.bytes(of: file)
      memories[file] =
        bytes.count <= Self.largestKeptCount
        ? .bytes(bytes)
        : .large(count: bytes.count, fingerprint: bytes.withUnsafeBytes { Fingerprint($0).value })
      return bytes
    } catch {
      log.report(ScenarioPhrases.unreadable(error).diagnostic(file: file))
      return nil
    }
  }

  /// The text of a file; nil after a report when it cannot be read, is empty or is not UTF-8.
  func text(of file: String) -> String? {
    guard let bytes = bytes(of: file) else { return nil }
    guard !bytes.isEmpty else {
      log.report(ScenarioPhrases.emptyFile.diagnostic(file: file))
      return nil
    }
    guard bytes[...].isUTF8 else {
      let row = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        .firstIndex { !$0.isUTF8 }
      log.report(ScenarioPhrases.notUTF8.diagnostic(file: file, row: row.map { $0 + 1 }))
      return nil
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  func has(_ file: String) -> Bool { store.has(file) }

  /// Tables that nothing reads, most likely misnamed.
  func reportUnusedTables() {
    let tables = ScenarioTable.allCases.map(\.fileName)
    let known = tables + ImportTable.names
    for name in store.names where name.lowercased().hasSuffix(".csv") && !known.contains(name) {
      let phrase = ScenarioPhrases.unusedTable(nearest: nearestWord(to: name, in: tables))
      log.report(phrase.diagnostic(severity: .warning, file: name))
    }
  }

  /// Of every file read; nil, after a report, when one of them has been changed meanwhile.
  func digest() -> String? {
    var digest = InputDigest()
    for (name, memory) in memories.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      do throws(InputFileDefect) {
        try add(name, memory, to: &digest)
      } catch {
        log.report(ScenarioPhrases.unreadable(error).diagnostic(file: name))
        return nil
      }
    }
    return digest.text
  }

  private func add(_ name: String, _ memory: Memory, to digest: inout InputDigest) throws(InputFileDefect) {
    switch memory {
    case .bytes(let bytes):
      digest.begin(name, count: bytes.count)
      bytes.withUnsafeBytes { digest.add($0) }
    case .large(let count, let fingerprint):
      digest.begin(name, count: count)
      var present = Fingerprint()
      try store.read(name) { piece in
        present.add(piece)
        digest.add(piece)
      }
      guard present.value == fingerprint else { throw .changed }
    }
  }
}

/// Tells two contents of a file apart within one process, however they are cut into pieces.
private struct Fingerprint {
  private var hasher = Hasher()

  init() {}

  init(_ bytes: UnsafeRawBufferPointer) { add(bytes) }

  mutating func add(_ bytes: UnsafeRawBufferPointer) { hasher.combine(bytes: bytes) }

  var value: Int { hasher.finalize() }
}
