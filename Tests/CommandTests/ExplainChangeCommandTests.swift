import Foundation
import Testing

@Suite struct ExplainChangeCommandTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private static let fileNames = ["change.csv", "change.html", "change.json", "change.txt", "change.xlsx"]

  private func forecast(_ scenario: String, _ file: String, _ arguments: String...) throws {
    let run = try CommandRun(
      ["forecast", scenario, "--replications", "60", "--driver-replications", "0", "--output", folder.path(file)]
        + arguments)
    #expect(run.status != 2 && run.status < 64, "\(run.errorText)")
  }

  private func explain(_ arguments: String...) throws -> CommandRun {
    try CommandRun(["explain-change"] + arguments.map { $0.hasSuffix(".json") ? folder.path($0) : $0 })
  }

  /// The shipped plan and its update of 30 June.
  private func putShipped() throws {
    try forecast(CommandRun.shippedScenario, "a.json")
    try forecast(CommandRun.shippedScenario + "/2026-06-30", "b.json")
  }

  @Test func theShippedYear() throws {
    try putShipped()
    let run = try explain("a.json", "b.json", "--format", "json")
    #expect(run.status == 0 && run.errorText.isEmpty)
    let root = try run.object()
    #expect((root["earlier"] as? [String: Any])?["asOf"] as? String == "2025-12-31")
    let steps = try #require(root["steps"] as? [[String: Any]])
    #expect(steps.compactMap { $0["changed"] as? Bool } == [false, false, false, false, true, true, true])
    let whole = try #require((root["portfolio"] as? [String: Any])?["bridge"] as? [[String: Any]])
    for day in whole {
      let effects = try #require(day["effects"] as? [Int])
      #expect(effects.reduce(0, +) == (day["later"] as? Int ?? 0) - (day["earlier"] as? Int ?? 0))
      #expect(effects[0] == 0 && effects[5] < 0 && effects[6] > 0)
    }
    let forecast = try #require(
      try JSONSerialization.jsonObject(with: Data(folder.text("b.json").utf8)) as? [String: Any])
    let path = try #require((forecast["portfolio"] as? [String: Any])?["path"] as? [[String: Any]])
    #expect(path.last?["mean"] as? Int == whole.last?["later"] as? Int)
  }

  @Test func anyNumberOfThreadsGivesTheSameBytes() throws {
    try putShipped()
    let outputs = try ["1", "3"].map { try explain("a.json", "b.json", "--format", "json", "--threads", $0).output }
    #expect(outputs[0] == outputs[1] && !outputs[0].isEmpty)
  }

  @Test func writesAllFiles() throws {
    try folder.putScenario()
    try forecast(folder.path("scenario"), "a.json")
    let run = try CommandRun([
      "explain-change", folder.path("a.json"), folder.path("a.json"), "--output", folder.path("out"), "--lang", "en",
    ])
    #expect(run.status == 0 && run.errorText.contains("Results written to the folder"))
    #expect(try folder.entries("out") == Self.fileNames)
    #expect(try folder.text("out/change.txt").contains("Both forecasts were made from the same data"))
    let csv = try explain("a.json", "a.json", "--format", "csv").text
    #expect(csv.hasPrefix("scope,id,name,"))
    let one = try CommandRun([
      "explain-change", folder.path("a.json"), folder.path("a.json"), "--output", folder.path("x.html"), "-q",
    ])
    #expect(one.status == 0 && one.text.isEmpty && one.errorText.isEmpty)
  }

  /// The folder may have been overwritten since: the file holds what it was made from.
  @Test func theFolderIsNotNeeded() throws {
    try folder.putScenario()
    try forecast(folder.path("scenario"), "a.json")
    try folder.putScenario(plan: "1200")
    try forecast(folder.path("scenario"), "b.json")
    try FileManager.default.removeItem(atPath: folder.path("scenario"))
    let run = try explain("a.json", "b.json", "--lang", "en")
    #expect(run.status == 0 && run.text.contains("plan changed (1): P1 1,000.00 → 1,200.00"), "\(run.text)")
    #expect(
      run.text.contains("Unchanged: random draws, rulebook, assumptions") || run.text.contains("Unchanged: engine"))
  }

  @Test func aFileOutsideTheFolderIsHeld() throws {
    try folder.putScenario()
    try folder.put("schema: 1\nbase: vietnam-2026\nclaims:\n  waitsForTreasury: false\n", at: "other.yaml")
    var text = try folder.text("scenario/scenario.yaml")
    text += "assumptions: \(folder.path("other.yaml"))\n"
    try folder.put(text, at: "scenario/scenario.yaml")
    try forecast(folder.path("scenario"), "a.json")
    try FileManager.default.removeItem(atPath: folder.path("other.yaml"))
    #expect(try explain("a.json", "a.json").status == 0)
  }

  @Test func withoutInputsTheFoldersAreNamed() throws {
    try folder.putScenario()
    try forecast(folder.path("scenario"), "a.json")
    var root = try #require(
      try JSONSerialization.jsonObject(with: Data(folder.text("a.json").utf8)) as? [String: Any])
    root["inputs"] = nil
    root["inputsLeftOut"] = "too-large"
    try JSONSerialization.data(withJSONObject: root).write(to: folder.url.appendingPathComponent("c.json"))
    let refused = try explain("c.json", "c.json", "--lang", "en")
    #expect(refused.status == 2 && refused.text.isEmpty)
    #expect(
      refused.errorText.contains("scenario with --earlier.") && refused.errorText.contains("scenario with --later."))
    let scenario = folder.path("scenario")
    #expect(try explain("c.json", "c.json", "--earlier", scenario, "--later", scenario).status == 0)
    try folder.putScenario(plan: "1200")
    let other = try explain("c.json", "c.json", "--earlier", scenario, "--later", scenario, "--lang", "vi")
    #expect(other.status == 2 && other.errorText.contains("đây không phải số liệu mà"))
  }

  @Test func whatIsWrongWithBothFilesIsSaidAtOnce() throws {
    try folder.put("{", at: "a.json")
    try folder.put("{\"schema\": \"giaingan.schedule/1\"}", at: "b.json")
    let run = try explain("a.json", "b.json", "--lang", "en", "--output", folder.path("out"))
    #expect(run.status == 2 && run.text.isEmpty)
    #expect(run.errorText.contains("a.json: the content is not JSON"))
    #expect(run.errorText.contains("b.json: «schema»: «giaingan.forecast/1» is expected"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
    #expect(try explain("a.json").status == 64)
  }

  @Test func otherYearsAreRefused() throws {
    try folder.putScenario()
    try forecast(folder.path("scenario"), "a.json")
    let other = CommandRun.checkout.appendingPathComponent("Tests/Rulebooks/example-commune-2027.yaml").path
    var text = try folder.text("scenario/scenario.yaml")
    text = text.replacingOccurrences(of: "2026", with: "2027")
      .replacingOccurrences(of: "rulebook: chi-lang-2027", with: "rulebook: \(other)")
    try folder.put(text, at: "scenario/scenario.yaml")
    try forecast(folder.path("scenario"), "b.json")
    let run = try explain("a.json", "b.json", "--lang", "en")
    #expect(run.status == 2 && run.errorText.contains("of different plan years (2026 and 2027)"), "\(run.errorText)")
  }
}
