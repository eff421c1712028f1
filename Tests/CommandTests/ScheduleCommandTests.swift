import Foundation
import Testing

@Suite struct ScheduleCommandTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private static let fileNames = [
    "quarterly-plan.csv", "schedule-activities.csv", "schedule-milestones.csv", "schedule-paths.csv", "schedule.csv",
    "schedule.html", "schedule.json", "schedule.txt", "schedule.xlsx",
  ]

  private func run(_ arguments: String...) throws -> CommandRun {
    try CommandRun(["schedule", folder.path("scenario")] + arguments)
  }

  @Test func anyNumberOfThreadsGivesTheSameBytes() throws {
    let outputs = try [1, 2, 8].map { threads in
      try CommandRun(
        "schedule", CommandRun.shippedScenario, "--format", "json", "--replications", "40", "--threads", "\(threads)")
    }
    #expect(outputs.allSatisfy { $0.status == 0 } && outputs[0].output.count > 10_000)
    for output in outputs.dropFirst() { #expect(output.output == outputs[0].output) }
  }

  @Test func outputFolderGetsEveryFile() throws {
    try folder.putScenario()
    let run = try run("--format", "json", "--output", folder.path("out"), "--quiet")
    #expect(run.status == 0 && run.errorText.isEmpty)
    #expect(try folder.entries("out") == Self.fileNames)
    #expect(try Data(folder.text("out/schedule.json").utf8) == run.output)
    #expect(try folder.text("out/schedule.html").hasPrefix("<!DOCTYPE html>"))
    let plan = try Data(contentsOf: folder.url.appendingPathComponent("out/quarterly-plan.csv"))
    #expect(plan.starts(with: "\u{FEFF}No.,".utf8))
    #expect(try folder.text("out/schedule.txt").contains("plan capital"))
  }

  @Test(arguments: [
    ("a.json", "{"), ("a.html", "<!DOCTYPE html>"), ("a.csv", "\u{FEFF}project_id,"), ("A.TXT", ""),
  ])
  func outputFile(name: String, start: String) throws {
    try folder.putScenario()
    let run = try run("--output", folder.path(name))
    #expect(run.status == 0 && run.output.isEmpty)
    #expect(try folder.entries() == [name, "scenario"])
    let content = try Data(contentsOf: folder.url.appendingPathComponent(name))
    #expect(content.starts(with: start.utf8) && content.count > 100)
  }

  @Test func csvOnStandardOutputIsTheSchedule() throws {
    try folder.putScenario()
    let text = try run("--format", "csv").text
    #expect(
      text.hasPrefix(
        "project_id,project_name,group,owner,key_project,source_id,source_name,plan,paid_to_date,date,actual,nominal,planned,payable,"
      ))
    #expect(text.contains("P1,Đường liên thôn,carry-over,"))
  }

  @Test func textIsInTheAskedLanguage() throws {
    try folder.putScenario()
    let vietnamese = try run("--lang", "vi")
    #expect(vietnamese.status == 0 && vietnamese.text.contains("KẾ HOẠCH GIẢI NGÂN THEO THÁNG, QUÝ"))
    let english = try run("--lang", "en")
    #expect(english.text.contains("MONTH BY MONTH") && !english.text.contains("\u{1B}["))
    #expect(english.text.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func robustnessCanBeLeftOut() throws {
    try folder.putScenario()
    let run = try run("--format", "json", "--no-robustness")
    let header = try #require(try run.object()["run"] as? [String: Any])
    #expect(header["replications"] as? Int == 0)
    let whole = try #require(try run.object()["portfolio"] as? [String: Any])
    #expect((whole["keeping"] as? [Any])?.isEmpty == true)
  }

  @Test func againstAnEarlierSchedule() throws {
    try folder.putScenario()
    #expect(try run("--output", folder.path("old")).status == 0)
    try folder.put(
      "project_id,source_id,plan,paid_to_date\nP1,NS,1300,500\nP2,NS,800,0\n", at: "scenario/allocations.csv")
    let run = try run("--against", folder.path("old/schedule.json"), "--output", folder.path("new"), "--lang", "en")
    #expect(run.status == 0 && run.text.contains("CHANGES AGAINST THE SAVED SCHEDULE"))
    #expect(try folder.entries("new") == (Self.fileNames + ["schedule-changes.csv"]).sorted())
    let root = try JSONSerialization.jsonObject(with: Data(folder.text("new/schedule.json").utf8)) as? [String: Any]
    let changes = try #require(root?["changes"] as? [String: Any])
    let projects = try #require(changes["projects"] as? [[String: Any]])
    #expect(projects.contains { $0["id"] as? String == "P1" && $0["planThen"] as? Int == 1_000_000_000 })
    #expect(try folder.text("new/schedule.html").contains("id=\"changes\""))
    // The result holds the changes and can itself be compared with.
    let again = try self.run("--against", folder.path("new/schedule.json"), "--format", "json")
    let none = try #require(try again.object()["changes"] as? [String: Any])
    #expect((none["projects"] as? [Any])?.isEmpty == true)
  }

  @Test(arguments: [
    ("{", "not JSON"), ("{\"schema\": \"giaingan.forecast/1\"}", "«giaingan.schedule/1» is expected"),
  ])
  func earlierFilesThatAreNoneAreRefused(content: String, message: String) throws {
    try folder.putScenario()
    try folder.put(content, at: "old.json")
    let run = try run("--against", folder.path("old.json"), "--output", folder.path("out"), "--lang", "en")
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errorText.contains("old.json") && run.errorText.contains(message))
    #expect(try folder.entries() == ["old.json", "scenario"])
    let missing = try self.run("--against", folder.path("none.json"), "--lang", "vi")
    #expect(missing.status == 2 && missing.errorText.contains("không có tệp này"))
  }

  @Test func badInputWritesNothing() throws {
    try folder.putScenario(plan: "-3")
    let run = try run("--output", folder.path("out"))
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errorText.contains("allocations.csv"))
    #expect(try folder.entries() == ["scenario"])
  }
}
