import Foundation
import Testing

/// One run of the built program as a user starts it.
struct CommandRun {
  var status: Int32
  var output: Data
  var errorText: String

  var text: String { String(decoding: output, as: UTF8.self) }

  /// The program stands beside the bundle of these tests.
  static let program: URL = {
    let here = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
    let folders = sequence(first: here.deletingLastPathComponent()) { folder in
      folder.path == "/" ? nil : folder.deletingLastPathComponent()
    }
    let candidates = folders.lazy.map { $0.appendingPathComponent("giaingan") }
    return candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) && !$0.hasDirectoryPath } ?? here
  }()

  static let checkout = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let shippedScenario = checkout.appendingPathComponent("Scenarios/chi-lang-2026").path

  init(_ arguments: String..., locale: String = "C", in folder: URL? = nil) throws {
    try self.init(arguments, locale: locale, in: folder)
  }

  init(_ arguments: [String], locale: String = "C", in folder: URL? = nil) throws {
    let started = try StartedCommand(arguments, locale: locale, in: folder)
    started.process.waitUntilExit()
    self = try started.result()
  }

  func object() throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: output) as? [String: Any])
  }
}

/// A run under way; its streams go to files, so that none of them can fill up.
struct StartedCommand {
  let process = Process()
  private let folder: URL

  init(
    _ arguments: [String], locale: String = "C", in directory: URL? = nil, output: FileHandle? = nil,
    errors: FileHandle? = nil
  ) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("CommandRun-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    process.executableURL = CommandRun.program
    process.arguments = arguments
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": locale]
    process.currentDirectoryURL = directory ?? folder
    process.standardInput = FileHandle.nullDevice
    let written = try Self.newFile(folder.appendingPathComponent("out"))
    process.standardOutput = output ?? written
    process.standardError = try errors ?? Self.newFile(folder.appendingPathComponent("err"))
    try process.run()
  }

  /// After the process has ended.
  func result() throws -> CommandRun {
    defer { try? FileManager.default.removeItem(at: folder) }
    let output = try Data(contentsOf: folder.appendingPathComponent("out"))
    let errors = (try? Data(contentsOf: folder.appendingPathComponent("err"))) ?? Data()
    return CommandRun(
      status: process.terminationStatus, output: output, errorText: String(decoding: errors, as: UTF8.self))
  }

  private static func newFile(_ url: URL) throws -> FileHandle {
    try Data().write(to: url)
    return try FileHandle(forWritingTo: url)
  }
}

extension CommandRun {
  fileprivate init(status: Int32, output: Data, errorText: String) {
    self.status = status
    self.output = output
    self.errorText = errorText
  }
}

/// A folder for one test, removed with it.
final class TestFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("CommandTests-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }

  /// Hidden files, too.
  func entries(_ name: String = "") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path(name)).sorted()
  }

  func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

  func put(_ text: String, at name: String) throws {
    try Data(text.utf8).write(to: url.appendingPathComponent(name))
  }

  /// A commune in miniature: one project that has been paid half of its plan.
  func putScenario(
    at name: String = "scenario", targets: String = "", replications: Int = 200, plan: String = "1000"
  ) throws {
    try FileManager.default.createDirectory(atPath: path(name), withIntermediateDirectories: true)
    try put(
      """
      schema: 1
      name: Thử nghiệm
      fiscalYear: 2026
      asOf: 2026-06-30
      rulebook: chi-lang-2026
      unit: million
      simulation: {replications: \(replications), seed: 7}
      \(targets)

      """, at: "\(name)/scenario.yaml")
    try put("id,name,group\nP1,Đường liên thôn,carry-over\nP2,Nhà văn hóa,new-start\n", at: "\(name)/projects.csv")
    try put(
      "project_id,source_id,plan,paid_to_date\nP1,NS,\(plan),500\nP2,NS,800,0\n", at: "\(name)/allocations.csv")
  }
}
