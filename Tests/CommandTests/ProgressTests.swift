import Foundation
import Testing

/// Runs whose standard error is a terminal.
@Suite struct ProgressTests {
  private let folder: TestFolder
  private let terminal: FileHandle

  init() throws {
    folder = try TestFolder()
    let descriptor = posix_openpt(O_RDWR | O_NOCTTY)
    try #require(descriptor >= 0 && grantpt(descriptor) == 0 && unlockpt(descriptor) == 0)
    terminal = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
  }

  private func start(_ options: String...) throws -> StartedCommand {
    let name = try #require(ptsname(terminal.fileDescriptor).map { String(cString: $0) })
    let errors = try #require(FileHandle(forUpdatingAtPath: name))
    return try StartedCommand(["forecast", folder.path("scenario")] + options, errors: errors)
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
    try folder.putScenario(replications: 5_000_000)
    let run = try self.start("--lang", language)
    let text = read(until: rest, of: run)
    kill(run.process.processIdentifier, SIGKILL)
    run.process.waitUntilExit()
    #expect(text.contains(start))
    #expect(text.contains(rest))
    #expect(text.contains("%"))
  }
}
