import Disbursement
import Foundation
import Testing

/// Recorded output: compared byte for byte; with `UPDATE_GOLDEN=1` rewritten, and the test fails.
///
/// In the recorded files `{engine}` stands for the engine's version, so that a new version leaves them as they are.
enum Golden {
  private static let engine = "{engine}"

  static func check(_ text: String, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Golden").appending(path: name)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(text.replacing(Engine.version, with: engine).utf8).write(to: file)
      Issue.record("recorded \(name); run again without UPDATE_GOLDEN", sourceLocation: sourceLocation)
      return
    }
    let recorded = try String(decoding: Data(contentsOf: file), as: UTF8.self)
      .replacing(engine, with: Engine.version)
    guard text != recorded else { return }
    let pairs = zip(text.split(separator: "\n"), recorded.split(separator: "\n"))
    let difference = pairs.first { $0 != $1 }
    Issue.record(
      "\(name) differs: now «\(difference?.0 ?? "")», recorded «\(difference?.1 ?? "")»", sourceLocation: sourceLocation
    )
  }
}
