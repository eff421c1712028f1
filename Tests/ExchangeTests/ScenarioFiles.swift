import Exchange
import Foundation
import Rulebook

/// Scenario folders on disk for tests.
enum ScenarioFiles {
  static let malformed = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Malformed")

  static let good = malformed.appending(path: "good")

  /// Runs a closure on a fresh folder, which is removed afterwards.
  static func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "giaingan-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try body(folder)
  }

  /// Runs a closure on a copy of the good scenario.
  static func withGood<Result>(_ body: (URL) throws -> Result) throws -> Result {
    try withFolder { folder in
      let copy = folder.appending(path: "scenario")
      try FileManager.default.copyItem(at: good, to: copy)
      return try body(copy)
    }
  }

  /// Reads the good scenario with some of its files replaced; nil removes one.
  static func read(
    replacing files: [String: String?] = [:], overrides: ScenarioOverrides = ScenarioOverrides()
  ) throws -> Scenario {
    try withGood { folder in
      for (name, text) in files {
        let file = folder.appending(path: name)
        if let text { try Data(text.utf8).write(to: file) } else { try FileManager.default.removeItem(at: file) }
      }
      return try ScenarioReader.read(at: folder.path(percentEncoded: false), overrides: overrides)
    }
  }

  static func text(_ name: String) throws -> String {
    try String(contentsOf: good.appending(path: name), encoding: .utf8)
  }

  /// What is wrong with a folder; empty when it can be read.
  static func diagnostics(
    at folder: URL, overrides: ScenarioOverrides = ScenarioOverrides()
  ) -> [Diagnostic] {
    do throws(InvalidInput) {
      _ = try ScenarioReader.read(at: folder.path(percentEncoded: false), overrides: overrides)
      return []
    } catch {
      return error.diagnostics
    }
  }

  static func messages(at folder: URL, in language: Language) -> [String] {
    diagnostics(at: folder).map { $0.message(in: language) }
  }
}
