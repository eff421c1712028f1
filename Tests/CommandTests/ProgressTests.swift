import Foundation
import Testing

/// Runs whose standard error is a terminal.
@Suite struct ProgressTests {
  private let terminal: FileHandle
  private let programsEnd: FileHandle

  init() throws {
    var (ours, theirs): (Int32, Int32) = (-1, -1)
    try #require(openpty(&ours, &theirs, nil, nil, nil) == 0)
    terminal = FileHandle(fileDescriptor: ours, closeOnDealloc: true)
    programsEnd = FileHandle(fileDescriptor: theirs, closeOnDealloc: true)
  }

  private func start(_ options: String...) throws -> StartedCommand {
    try StartedCommand(["forecast", CommandRun.shippedScenario] + options, errors: programsEnd)
  }

  /// What the run writes until it ends or the text is there.
  private func read(until wanted: String, of run: StartedCommand) -> String {
    var seen = ""
    while !seen.contains(wanted) {
      let piece = terminal.availableData
      guard !piece.isEmpty else { break }
      seen += String(decoding: piece, as: UTF8.self)
    }
    return seen
  }

  @Test(arguments: [("en", "Simulating: ", " left"), ("vi", "Đang mô phỏng: ", "còn khoảng ")])
  func longRunsSayHowLong(language: String, start: String, rest: String) throws {
    let run = try self.start("--lang", language, "--replications", "200000", "--driver-replications", "0")
    let text = read(until: rest, of: run)
    kill(run.process.processIdentifier, SIGKILL)
    run.process.waitUntilExit()
    _ = try run.result()
    #expect(text.contains(start))
    #expect(text.contains(rest))
    #expect(text.contains("%"))
  }
}
