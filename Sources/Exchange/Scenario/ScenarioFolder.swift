import Foundation
import Rulebook

/// The files of one scenario, each read once and remembered for the digest.
final class ScenarioFolder {
  static let settingsFile = "scenario.yaml"

  let path: String
  let log: ScenarioLog
  private var contents: [String: [UInt8]] = [:]

  init(path: String, log: ScenarioLog) {
    self.path = path
    self.log = log
  }

  /// The bytes of a file; nil after a report when it cannot be read.
  func bytes(of file: String) -> [UInt8]? {
    do throws(InputFileDefect) {
      let bytes = try InputFile.bytes(at: location(of: file))
      contents[file] = bytes
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

  func has(_ file: String) -> Bool { InputFile.exists(location(of: file)) }

  /// Whether a file outside or inside the folder can be named so.
  func location(of file: String) -> String { file.hasPrefix("/") ? file : path + "/" + file }

  /// Tables that nothing reads, most likely misnamed.
  func reportUnusedTables() {
    let tables = ScenarioTable.allCases.map(\.fileName)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    for name in names.sorted() where name.lowercased().hasSuffix(".csv") && !tables.contains(name) {
      let phrase = ScenarioPhrases.unusedTable(nearest: nearestWord(to: name, in: tables))
      log.report(phrase.diagnostic(severity: .warning, file: name))
    }
  }

  /// SHA-256 over the name, length and bytes of every file read, in order of their names.
  var digest: String {
    var hash = SHA256()
    for (name, bytes) in contents.sorted(by: { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }) {
      hash.update(Array(name.utf8) + [0] + Array("\(bytes.count)".utf8) + [0])
      hash.update(bytes)
    }
    return "sha256:\(hash.hexDigest())"
  }
}
