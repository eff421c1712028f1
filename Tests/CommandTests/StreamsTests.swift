import Foundation
import Testing

/// Streams that cannot be written, and what reaches a terminal.
struct StreamsTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  /// Runs a line of the shell with the program as `$0`.
  private func shell(_ line: String) throws -> (status: Int32, text: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", line, CommandRun.program.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }

  private static let hasFullDevice = FileManager.default.fileExists(atPath: "/dev/full")

  @Test(.enabled(if: hasFullDevice), arguments: ["2>/dev/full", "2>&-"])
  func messagesThatNobodyTakesChangeNothing(redirection: String) throws {
    try folder.putScenario()
    let line = "\"$0\" forecast '\(folder.path("scenario"))' --replications 40 --driver-replications 0 >/dev/null "
    #expect(try shell(line + redirection).status == shell(line).status)
  }

  @Test(.enabled(if: hasFullDevice), arguments: ["--help", "--version", "forecast --help"])
  func helpThatCannotBeWrittenIsNoSuccess(arguments: String) throws {
    #expect(try shell("\"$0\" \(arguments) >/dev/full").status == 2)
    #expect(try shell("\"$0\" \(arguments) >/dev/null").status == 0)
  }

  @Test func whatMovesTheCursorIsShown() throws {
    let run = try CommandRun("check", folder.path("a\u{1B}[2Jb\u{202E}c\u{9B}"), "--lang", "en")
    #expect(run.status == 2)
    #expect(run.errorText.contains("a‹U+001B›[2Jb‹U+202E›c‹U+009B›"), "\(run.errorText)")
  }
}
