import Exchange
import Foundation
import Portfolio
import Rulebook
import Testing

@testable import Disbursement

/// Reading a forecast's JSON again, with the inputs that it holds.
@Suite struct ForecastFileTests {
  private func scenario(replacing files: [String: String?] = [:]) throws -> Scenario {
    try ScenarioFiles.read(replacing: files)
  }

  /// The scenario lies in memory, so that it is still there when its files are copied.
  private func sample(_ edit: (inout [String: [UInt8]]) -> Void = { _ in }) throws -> (
    scenario: Scenario, document: [UInt8]
  ) {
    var files: [String: [UInt8]] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: ScenarioFiles.good.path(percentEncoded: false)) {
      files[name] = try Array(Data(contentsOf: ScenarioFiles.good.appending(path: name)))
    }
    edit(&files)
    let scenario = try ScenarioReader.read(
      .memory(name: "memory", files: files), overrides: ScenarioOverrides(replications: 40, seed: .max))
    let forecast = Forecast.run(
      scenario.inputs, settings: ForecastSettings(replications: 40, seed: .max, targets: scenario.targets))
    return (scenario, ForecastJSON.encode(forecast, inputs: InputCopy(of: scenario)))
  }

  private func object(_ document: [UInt8]) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(document)) as? [String: Any])
  }

  private func bytes(_ object: [String: Any]) throws -> [UInt8] {
    Array(try JSONSerialization.data(withJSONObject: object))
  }

  private func messages(_ document: [UInt8], _ language: Language = .en) -> [String] {
    do throws(InvalidInput) {
      let file = try ForecastFile.decode(document, file: "x.json")
      _ = try file.scenario(path: "x.json", folder: nil, option: "--earlier")
      return []
    } catch {
      return error.diagnostics.map { $0.message(in: language) }
    }
  }

  @Test func readsBackWhatItStates() throws {
    let (scenario, document) = try sample()
    let file = try ForecastFile.decode(document, file: "x.json")
    let forecast = Forecast.run(
      scenario.inputs, settings: ForecastSettings(replications: 40, seed: .max, targets: scenario.targets))
    var stated = StatedForecast(forecast)
    stated.run.driverReplications = file.stated.run.driverReplications
    #expect(file.stated == stated)
    #expect(!stated.milestones.isEmpty && stated.run.seed == .max && stated.days.count == 2)
  }

  @Test func itsInputsAreTheScenario() throws {
    let (scenario, document) = try sample()
    let file = try ForecastFile.decode(document, file: "x.json")
    let read = try file.scenario(path: "x.json", folder: nil, option: "--earlier")
    #expect(read.inputs.inputDigest == scenario.inputs.inputDigest && read.seed == .max && read.replications == 40)
    #expect(read.inputs.portfolio.projects == scenario.inputs.portfolio.projects)
    #expect(read.files == scenario.files && read.targets == scenario.targets)
  }

  /// Marks, carriage returns and characters that JSON escapes come back byte for byte.
  @Test func textComesBackByteForByte() throws {
    let (_, document) = try sample { files in
      let projects = files["projects.csv"] ?? []
      files["projects.csv"] = [0xef, 0xbb, 0xbf] + projects.flatMap { $0 == 10 ? [13, 10] : [$0] }
    }
    let file = try ForecastFile.decode(document, file: "x.json")
    let read = try file.scenario(path: "x.json", folder: nil, option: "--earlier")
    #expect(read.inputs.inputDigest == file.stated.run.inputDigest)
  }

  @Test func aDayOnTheCommandLineIsRepeated() throws {
    try ScenarioFiles.withGood { folder in
      let path = folder.path(percentEncoded: false)
      let day = try #require(Day(iso: "2026-08-31"))
      let scenario = try ScenarioReader.read(at: path, overrides: ScenarioOverrides(asOf: day, replications: 20))
      let forecast = Forecast.run(scenario.inputs, settings: ForecastSettings(replications: 20, seed: scenario.seed))
      let document = ForecastJSON.encode(forecast, inputs: InputCopy(of: scenario))
      let file = try ForecastFile.decode(document, file: "x.json")
      let read = try file.scenario(path: "x.json", folder: nil, option: "--earlier")
      #expect(read.inputs.portfolio.asOf == day && read.inputs.portfolio.projects == scenario.inputs.portfolio.projects)
    }
  }

  // MARK: What is left out

  @Test func tooLargeInputsAreLeftOut() throws {
    let (scenario, _) = try sample()
    #expect(InputCopy(of: scenario, limit: 100) == .leftOut(.tooLarge))
    let forecast = Forecast.run(scenario.inputs, settings: ForecastSettings(replications: 40))
    let document = ForecastJSON.encode(forecast, inputs: .leftOut(.tooLarge))
    #expect(try object(document)["inputsLeftOut"] as? String == "too-large")
    #expect(try object(document)["inputs"] == nil)
    #expect(
      messages(document) == [
        "x.json: the file does not hold its inputs, because they are larger than 64 MB. Name the folder of this forecast's scenario with --earlier."
      ])
    let file = try ForecastFile.decode(document, file: "x.json")
    let folder = ScenarioFiles.good.path(percentEncoded: false)
    #expect(
      try file.scenario(path: "x.json", folder: folder, option: "--earlier").inputs.inputDigest
        == scenario.inputs.inputDigest)
  }

  @Test func inputsThatChangedMeanwhileAreLeftOut() throws {
    try ScenarioFiles.withGood { (folder: URL) -> Void in
      let scenario = try ScenarioReader.read(at: folder.path(percentEncoded: false))
      guard case .files(let files) = InputCopy(of: scenario) else {
        Issue.record("left out")
        return
      }
      #expect(Array(files.keys).sorted() == scenario.files.sorted())
      try Data("schema: 1\n".utf8).write(to: folder.appending(path: "scenario.yaml"))
      #expect(InputCopy(of: scenario) == .leftOut(.changed))
      try FileManager.default.removeItem(at: folder.appending(path: "scenario.yaml"))
      #expect(InputCopy(of: scenario) == .leftOut(.changed))
    }
  }

  @Test func aFileOfAnOlderProgramSaysSo() throws {
    let (scenario, _) = try sample()
    let document = ForecastJSON.encode(Forecast.run(scenario.inputs, settings: ForecastSettings(replications: 40)))
    #expect(try object(document)["inputs"] == nil)
    #expect(messages(document, .vi).first?.contains("do bản chương trình cũ ghi ra") == true)
  }

  @Test func anotherFolderIsRefused() throws {
    let (_, document) = try sample()
    let file = try ForecastFile.decode(document, file: "x.json")
    try ScenarioFiles.withGood { folder in
      let table = folder.appending(path: "projects.csv")
      try (Data(contentsOf: table) + Data("\n".utf8)).write(to: table)
      let error = #expect(throws: InvalidInput.self) {
        _ = try file.scenario(path: "x.json", folder: folder.path(percentEncoded: false), option: "--later")
      }
      let message = error?.diagnostics.first?.message(in: .en) ?? ""
      #expect(message.contains("this is not what x.json was made from"), "\(message)")
    }
  }

  // MARK: Documents that are not what they should be

  @Test func editedInputsAreRefused() throws {
    var root = try object(try sample().document)
    var files = try #require(root["inputs"] as? [String: String])
    files["scenario.yaml"] = (files["scenario.yaml"] ?? "") + "\n"
    root["inputs"] = files
    let message = try #require(messages(try bytes(root)).first)
    #expect(message.hasPrefix("x.json: the inputs in the file do not match the digest sha256:"))
    #expect(message.hasSuffix("The file was edited: forecast again, or name the scenario's folder with --earlier."))
  }

  /// With the digest edited, too, what is wrong with the files is said of each.
  @Test func unusableInputsAreNamedWithTheirPlace() throws {
    var root = try object(try sample().document)
    root["inputs"] = ["scenario.yaml": ""]
    var run = try #require(root["run"] as? [String: Any])
    let name = Array("scenario.yaml".utf8) + [0] + Array("0".utf8) + [0]
    var hash = SHA256()
    hash.update(name)
    run["inputDigest"] = "sha256:" + hash.hexDigest()
    root["run"] = run
    let message = try #require(messages(try bytes(root)).first)
    #expect(message.hasPrefix("x.json › inputs/scenario.yaml: "), "\(message)")
  }

  @Test(arguments: [
    ("{", "the content is not JSON"), ("", "the content is not JSON"), ("[]", "an object {…} is expected"),
    (
      "{\"schema\": \"giaingan.schedule/1\"}",
      "«schema»: «giaingan.forecast/1» is expected (found «\"giaingan.schedule/1\"»)"
    ),
    ("{\"schema\": \"giaingan.forecast/1\"}", "«run»: this member is missing"),
    (String(repeating: "[", count: 100_000), "the content is not JSON"),
  ])
  func noForecasts(text: String, expected: String) throws {
    let message = try #require(messages(Array(text.utf8)).first)
    #expect(message.hasPrefix("x.json: \(expected)"), "\(message)")
    #expect(message.hasSuffix("Name a forecast.json as «giaingan forecast --output» wrote it, unedited."))
  }

  @Test func aTruncatedFileIsNoJSON() throws {
    let document = try sample().document
    #expect(messages(Array(document.prefix(document.count / 2))).first?.contains("the content is not JSON") == true)
  }

  /// One member replaced by something else.
  @Test(arguments: [
    (["run", "seed"], "-1", "a whole number from 0 to 18446744073709551615 is expected (found «-1»)"),
    (["run", "replications"], "0", "a whole number from 1 to 10000000 is expected (found «0»)"),
    (["run", "replications"], "99999999999", "a whole number from 1 to 10000000 is expected (found «99999999999»)"),
    (
      ["run", "asOf"], "\"2026-02-30\"", "a date that exists, such as 2026-06-30, is expected (found «\"2026-02-30\"»)"
    ),
    (["run", "asOf"], "\"2024-02-03\"", "a date from 2025-12-31 to 2027-01-31 is expected (found «\"2024-02-03\"»)"),
    (["run", "fiscalYear"], "1999", "a year from 2000 to 2100 is expected (found «1999»)"),
    (["run", "sampling"], "\"other\"", "one of independent, stratified is expected (found «\"other\"»)"),
    (["run", "engine"], "3", "text is expected (found «3»)"),
    (["portfolio", "plan"], "1e300", "whole dong are expected, at most 100,000,000,000,000,000"),
    (["portfolio", "plan"], "9223372036854775807", "whole dong are expected, at most 100,000,000,000,000,000"),
    (["portfolio", "path"], "[]", "this list lacks the day 2027-01-31 (found «[…] × 0»)"),
    (["portfolio", "path"], "{}", "a list […] is expected (found «{…}»)"),
    (["milestones"], "[{\"rule\": \"r\", \"group\": \"other\"}]", "one of completed, carry-over"),
    (["targets"], "[{\"date\": \"2026-12-31\", \"rate\": 1.5}]", "a number from 0 to 1 is expected (found «1.5»)"),
    (["inputs"], "{\"scenario.yaml\": 3}", "text is expected (found «3»)"),
  ])
  func wrongMembers(path: [String], value: String, expected: String) throws {
    var root = try object(try sample().document)
    let replacement = try JSONSerialization.jsonObject(with: Data(value.utf8), options: .fragmentsAllowed)
    if path.count == 1 {
      root[path[0]] = replacement
    } else {
      var inner = try #require(root[path[0]] as? [String: Any])
      inner[path[1]] = replacement
      root[path[0]] = inner
    }
    let message = try #require(messages(try bytes(root)).first)
    #expect(message.contains("«\(path.joined(separator: "."))") && message.contains(expected), "\(message)")
  }

  @Test func listsThatLackOrRepeatAreRefused() throws {
    let document = try sample().document
    var root = try object(document)
    var projects = try #require(root["projects"] as? [[String: Any]])
    projects.append(projects[0])
    root["projects"] = projects
    let last = projects.count - 1
    #expect(messages(try bytes(root)).first?.contains("«projects[\(last)].id»: this code occurs before") == true)
    projects.removeLast()
    projects[1]["path"] = [Any]()
    root["projects"] = projects
    #expect(messages(try bytes(root)).first?.contains("«projects[1].path»: this list lacks the day 2026-12-31") == true)
    root = try object(document)
    var groups = try #require(root["groups"] as? [String: Any])
    groups["other"] = groups.values.first
    root["groups"] = groups
    #expect(messages(try bytes(root)).first?.contains("«groups.other»: one of completed") == true)
  }

  @Test func aFileThatIsMissing() {
    let error = #expect(throws: InvalidInput.self) { try ForecastFile.read(at: "/nowhere/x.json") }
    #expect(error?.diagnostics.first?.message(in: .en).hasPrefix("/nowhere/x.json: there is no such file") == true)
  }
}
