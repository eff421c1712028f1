import Foundation
import Testing

/// No result replaces what the run that makes it has read.
struct InputsKeptTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func expectRefusal(_ arguments: [String], keeping file: String) throws {
    let before = try Data(contentsOf: URL(fileURLWithPath: file))
    let run = try CommandRun(arguments + ["--lang", "en"])
    #expect(run.status == 2, "\(arguments)")
    #expect(run.errorText.contains("Choose another"), "\(arguments): \(run.errorText)")
    #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == before, "\(arguments)")
  }

  @Test(arguments: ["forecast", "schedule", "check"]) func aScenariosOwnFolder(verb: String) throws {
    try folder.putScenario()
    let scenario = folder.path("scenario")
    try FileManager.default.createSymbolicLink(atPath: folder.path("link"), withDestinationPath: scenario)
    for output in [scenario, scenario + "/", folder.path("link"), scenario + "/../scenario"] {
      try expectRefusal([verb, scenario, "--output", output], keeping: scenario + "/projects.csv")
    }
  }

  @Test func aTableOfTheScenario() throws {
    try folder.putScenario()
    let scenario = folder.path("scenario")
    try expectRefusal(
      ["forecast", scenario, "--output", scenario + "/projects.csv"], keeping: scenario + "/projects.csv")
  }

  @Test func theDocumentsOfAChange() throws {
    try folder.putScenario()
    let results = folder.path("results")
    _ = try CommandRun(
      "forecast", folder.path("scenario"), "--replications", "40", "--driver-replications", "0", "--output", results)
    let document = results + "/forecast.json"
    try expectRefusal(["explain-change", document, document, "--output", document], keeping: document)
  }
}
