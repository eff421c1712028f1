import Exchange
import Foundation
import Rulebook
import Testing

/// Each folder of Tests/Malformed but `good` holds the files in which the good scenario has one defect, and the messages
/// about it. A file `removed.txt` names files that are taken away.
///
/// With UPDATE_GOLDEN=1 in the environment the expected messages are rewritten and the test fails.
@Suite struct MalformedTests {
  static let cases =
    (try? FileManager.default.contentsOfDirectory(atPath: path(ScenarioFiles.malformed)))?
    .filter { $0 != "good" && !$0.hasPrefix(".") }.sorted() ?? []

  @Test func thereAreEnoughCases() {
    #expect(Self.cases.count >= 45)
  }

  @Test(arguments: cases) func expectedMessages(name: String) throws {
    let source = ScenarioFiles.malformed.appending(path: name)
    try ScenarioFiles.withGood { folder in
      try Self.apply(source, to: folder)
      let diagnostics = ScenarioFiles.diagnostics(at: folder)
      #expect(diagnostics.contains { $0.severity == .error }, "\(name) is read without an error")
      for language in Language.allCases {
        let text = diagnostics.map { $0.message(in: language) + "\n" }.joined()
        let golden = source.appending(path: "expected.\(language.rawValue).txt")
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
          try Data(text.utf8).write(to: golden)
          Issue.record("rewrote \(name)")
        } else {
          let expected = try String(contentsOf: golden, encoding: .utf8)
          #expect(text == expected, "\(name)")
        }
      }
    }
  }

  private static func apply(_ source: URL, to folder: URL) throws {
    for file in try FileManager.default.contentsOfDirectory(atPath: path(source)) {
      if file.hasPrefix("expected.") { continue }
      if file == "removed.txt" {
        let names = try String(contentsOf: source.appending(path: file), encoding: .utf8).split(separator: "\n")
        for name in names { try FileManager.default.removeItem(at: folder.appending(path: String(name))) }
      } else {
        let target = folder.appending(path: file)
        try? FileManager.default.removeItem(at: target)
        try FileManager.default.copyItem(at: source.appending(path: file), to: target)
      }
    }
  }

  private static func path(_ url: URL) -> String { url.path(percentEncoded: false) }
}
