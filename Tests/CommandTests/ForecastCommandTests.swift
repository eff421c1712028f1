import Foundation
import Testing

@Suite struct ForecastCommandTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private static let fileNames = [
    "contributions.csv", "criticality.csv", "deadlines.csv", "drivers.csv", "forecast.json", "forecast.txt",
    "forecast.xlsx",
    "milestones.csv", "paths.csv", "projects.csv", "report.html", "units.csv",
  ]

  @Test func anyNumberOfThreadsGivesTheSameBytes() throws {
    let outputs = try [1, 2, 3, 8].map { threads in
      try CommandRun(
        "forecast", CommandRun.shippedScenario, "--format", "json", "--replications", "300",
        "--driver-replications", "20", "--threads", "\(threads)")
    }
    #expect(outputs.allSatisfy { [0, 1].contains($0.status) })
    #expect(outputs[0].output.count > 10_000)
    for output in outputs.dropFirst() { #expect(output.output == outputs[0].output) }
  }

  @Test func replicationsUntilAnError() throws {
    let run = try CommandRun(
      "forecast", CommandRun.shippedScenario, "--format", "json", "--until-error", "1,4pp", "--driver-replications", "0"
    )
    let header = try #require(try run.object()["run"] as? [String: Any])
    let precision = try #require(header["precision"] as? [String: Any])
    #expect(precision["reached"] as? Bool == true)
    #expect(abs(try #require(precision["untilError"] as? Double) - 0.014) < 1e-12)
    let milestones = try #require(try run.object()["milestones"] as? [[String: Any]])
    let errors = milestones.compactMap { $0["standardError"] as? Double }
    #expect(!errors.isEmpty && errors.allSatisfy { $0 <= 0.014 })
    #expect(errors.max() == precision["largestError"] as? Double)
    let screen = try CommandRun("forecast", CommandRun.shippedScenario, "--until-error", "2%", "--lang", "en")
    #expect(screen.text.contains("what an error of at most"))
  }

  @Test(arguments: [["--until-error", "3"], ["--until-error", "x"], ["--until-error", "1pp", "--replications", "5"]])
  func errorsThatAreNone(arguments: [String]) throws {
    let run = try CommandRun(["forecast", CommandRun.shippedScenario] + arguments)
    #expect(run.status == 64 && run.text.isEmpty)
  }

  @Test func shortPathsOfProjects() throws {
    let run = try CommandRun(
      "forecast", CommandRun.shippedScenario, "--format", "json", "--replications", "40", "--driver-replications", "0",
      "--project-paths", "year-end")
    let projects = try #require(try run.object()["projects"] as? [[String: Any]])
    let dates = projects.map { ($0["path"] as? [[String: Any]] ?? []).compactMap { $0["date"] as? String } }
    #expect(!dates.isEmpty && dates.allSatisfy { $0 == ["2026-12-31", "2027-01-31"] })
  }

  @Test func optionsReplaceTheScenariosWord() throws {
    try folder.putScenario()
    let run = try CommandRun(
      "forecast", folder.path("scenario"), "--format", "json", "--replications", "150", "--seed", "11")
    let header = try #require(try run.object()["run"] as? [String: Any])
    #expect(header["replications"] as? Int == 150)
    #expect(header["seed"] as? Int == 11)
    #expect(header["asOf"] as? String == "2026-06-30")
    #expect((header["inputDigest"] as? String)?.count == "sha256:".count + 64)
  }

  @Test func driverAnalysisCanBeLeftOut() throws {
    try folder.putScenario()
    let run = try CommandRun("forecast", folder.path("scenario"), "--format", "json", "--driver-replications", "0")
    let header = try #require(try run.object()["run"] as? [String: Any])
    #expect(header["driverReplications"] as? Int == 0)
  }

  @Test(arguments: [("0.1", "0.5", 0), ("1.0", "1.0", 1)])
  func targetsDecideTheStatus(rate: String, probability: String, status: Int) throws {
    try folder.putScenario(targets: "targets: [{date: 2026-12-31, rate: \(rate), probability: \(probability)}]")
    let run = try CommandRun("forecast", folder.path("scenario"), "--format", "json")
    #expect(run.status == Int32(status))
    let target = try #require((try run.object()["targets"] as? [[String: Any]])?.first)
    #expect(target["met"] as? Bool == (status == 0))
  }

  @Test func textIsInTheAskedLanguage() throws {
    try folder.putScenario()
    let vietnamese = try CommandRun("forecast", folder.path("scenario"), "--lang", "vi")
    #expect(vietnamese.status == 0)
    #expect(vietnamese.text.contains("kế hoạch"))
    let english = try CommandRun("forecast", folder.path("scenario"), "--lang", "en")
    #expect(english.text.contains("of plan"))
    #expect(!english.text.contains("\u{1B}["))
    #expect(english.text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func csvOnStandardOutputIsTheTableOfMilestones() throws {
    try folder.putScenario()
    let run = try CommandRun("forecast", folder.path("scenario"), "--format", "csv")
    #expect(run.text.hasPrefix("scope,unit_id,unit_name,rule,group,date,required,probability,"))
  }

  @Test func outputFolderGetsEveryFile() throws {
    try folder.putScenario()
    let run = try CommandRun(
      "forecast", folder.path("scenario"), "--format", "json", "--output", folder.path("out"), "--quiet")
    #expect(run.status == 0)
    #expect(try folder.entries() == ["out", "scenario"])
    #expect(try folder.entries("out") == Self.fileNames)
    #expect(try Data(folder.text("out/forecast.json").utf8) == run.output)
    #expect(try folder.text("out/report.html").hasPrefix("<!DOCTYPE html>"))
    #expect(
      try Data(contentsOf: folder.url.appendingPathComponent("out/projects.csv")).starts(with: [0xef, 0xbb, 0xbf]))
    #expect(run.errorText.isEmpty)
  }

  @Test func outputIntoAnExistingFolderKeepsWhatElseIsThere() throws {
    try folder.putScenario()
    try FileManager.default.createDirectory(atPath: folder.path("out"), withIntermediateDirectories: false)
    try folder.put("mine", at: "out/notes.txt")
    try folder.put("old", at: "out/forecast.json")
    let run = try CommandRun("forecast", folder.path("scenario"), "--output", folder.path("out"))
    #expect(run.status == 0)
    #expect(run.text.contains("plan"))
    #expect(try folder.entries("out") == (Self.fileNames + ["notes.txt"]).sorted())
    #expect(try folder.text("out/forecast.json").hasPrefix("{"))
    #expect(run.errorText.contains(folder.path("out")))
  }

  @Test(arguments: [
    ("a.json", "{"), ("a.html", "<!DOCTYPE html>"), ("a.csv", "\u{FEFF}scope,"), ("A.TXT", ""),
  ])
  func outputFile(name: String, start: String) throws {
    try folder.putScenario()
    let run = try CommandRun("forecast", folder.path("scenario"), "--output", folder.path(name))
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
    #expect(try folder.entries() == [name, "scenario"])
    let content = try Data(contentsOf: folder.url.appendingPathComponent(name))
    #expect(content.starts(with: start.utf8))
    #expect(content.count > 100)
  }

  @Test func outputThatCannotBeWrittenIsRefusedFirst() throws {
    try folder.putScenario(replications: 400_000)
    try folder.put("mine", at: "out")
    let overFile = try CommandRun("forecast", folder.path("scenario"), "--output", folder.path("out"))
    #expect(overFile.status == 2)
    #expect(overFile.output.isEmpty)
    #expect(overFile.errorText.contains("A file of this name is where a folder must be made."))
    #expect(try folder.text("out") == "mine")
    let nowhere = try CommandRun("forecast", folder.path("scenario"), "--output", folder.path("no/out"), "--lang", "vi")
    #expect(nowhere.status == 2)
    #expect(nowhere.errorText.contains("Thư mục chứa nó chưa có."))
    #expect(try folder.entries() == ["out", "scenario"])
  }

  @Test func badInputWritesNothing() throws {
    try folder.putScenario(plan: "-3")
    let run = try CommandRun("forecast", folder.path("scenario"), "--output", folder.path("out"))
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errorText.contains("allocations.csv"))
    #expect(try folder.entries() == ["scenario"])
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143), (SIGHUP, 129)])
  func interruptLeavesNothing(signal: Int32, status: Int) throws {
    try folder.putScenario(replications: 400_000)
    let run = try StartedCommand(["forecast", folder.path("scenario"), "--output", folder.path("out")])
    try waitForStagingFolder(in: folder)
    kill(run.process.processIdentifier, signal)
    run.process.waitUntilExit()
    let result = try run.result()
    #expect(result.status == Int32(status))
    #expect(result.output.isEmpty)
    #expect(try folder.entries() == ["scenario"])
  }

  @Test func interruptLeavesTheOldResult() throws {
    try folder.putScenario(replications: 400_000)
    try FileManager.default.createDirectory(atPath: folder.path("out"), withIntermediateDirectories: false)
    try folder.put("old", at: "out/forecast.json")
    let run = try StartedCommand(["forecast", folder.path("scenario"), "--output", folder.path("out")])
    try waitForStagingFolder(in: folder, under: "out")
    kill(run.process.processIdentifier, SIGINT)
    run.process.waitUntilExit()
    #expect(try run.result().status == 130)
    #expect(try folder.entries("out") == ["forecast.json"])
    #expect(try folder.text("out/forecast.json") == "old")
  }

  #if os(Linux)
    @Test func fullDiskIsReported() throws {
      try folder.putScenario()
      let shell = Process()
      shell.executableURL = URL(fileURLWithPath: "/bin/sh")
      shell.arguments = [
        "-c", #""$0" forecast "$1" --format json > /dev/full 2> "$2""#, CommandRun.program.path,
        folder.path("scenario"), folder.path("err"),
      ]
      try shell.run()
      shell.waitUntilExit()
      #expect(shell.terminationStatus == 2)
      #expect(try folder.text("err").contains("No space left on device"))
    }
  #endif
}

/// Until the run has read its input and begun to compute.
func waitForStagingFolder(in folder: TestFolder, under name: String = "") throws {
  for _ in 0..<600 {
    if try folder.entries(name).contains(where: { $0.hasPrefix(".giaingan-") }) { return }
    Thread.sleep(forTimeInterval: 0.05)
  }
  Issue.record("the run did not begin to write")
}
