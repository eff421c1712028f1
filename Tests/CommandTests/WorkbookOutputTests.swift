import Foundation
import Testing
import Workbook

/// `--format xlsx` and workbooks in `--output`, for every verb that has results.
@Suite struct WorkbookOutputTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  struct Verb: CustomTestStringConvertible {
    var name: String
    var file: String
    var options: [String]
    /// Sheets between the run and the meaning of the columns.
    var sheets: [String]

    var testDescription: String { name }

    func arguments(_ scenario: String) -> [String] { [name, scenario] + options }
  }

  static let verbs = [
    Verb(
      name: "forecast", file: "forecast.xlsx", options: ["--replications", "60", "--driver-replications", "20"],
      sheets: ["projects", "milestones", "paths", "units", "deadlines", "drivers", "contributions", "criticality"]),
    Verb(
      name: "schedule", file: "schedule.xlsx", options: ["--replications", "40"],
      sheets: ["quarterly-plan", "schedule", "schedule-paths", "schedule-milestones", "schedule-activities"]),
    Verb(
      name: "reallocate", file: "reallocation.xlsx", options: ["--replications", "60"],
      sheets: ["moves", "judgement", "capital-bounds", "adjusted-plan"]),
    Verb(
      name: "compare", file: "compare.xlsx", options: ["--replications", "40", "--set", "driver.storms-floods=off"],
      sheets: ["variants", "compare", "compare-milestones", "compare-ranking"]),
    Verb(
      name: "check", file: "check.xlsx", options: [],
      sheets: ["groups", "sources", "projects", "allocations", "targets", "messages"]),
    Verb(name: "rules", file: "rules.xlsx", options: [], sheets: ["rules"]),
  ]

  /// Whose headers say themselves what they are.
  private static let formSheets = ["quarterly-plan", "adjusted-plan"]

  /// As of the middle of the year, with payments and the window of the year ahead.
  private static let scenario = CommandRun.shippedScenario + "/2026-06-30"

  private func workbook(_ run: CommandRun) throws -> Workbook { try Workbook.read(bytes: Array(run.output)) }

  @Test(arguments: verbs) func sameFileEverywhere(verb: Verb) throws {
    let arguments = verb.arguments(Self.scenario)
    let printed = try CommandRun(arguments + ["--format", "xlsx", "--quiet"])
    #expect([0, 1].contains(printed.status) && printed.errorText.isEmpty)
    let workbook = try workbook(printed)
    #expect(workbook.sheets.map(\.name) == ["run"] + verb.sheets + ["columns"])
    let explained = try #require(workbook.sheets.last).rows.map { [$0[column: 1], $0[column: 2]] }
    for sheet in workbook.sheets.dropFirst().dropLast() where !Self.formSheets.contains(sheet.name) {
      for head in sheet.rows[0].cells { #expect(explained.contains([.text(sheet.name), head.value]), "\(head.value)") }
    }
    let file = try CommandRun(arguments + ["--output", folder.path("only.xlsx")])
    #expect(file.status == printed.status && file.output.isEmpty)
    #expect(try folder.entries() == ["only.xlsx"])
    let all = try CommandRun(arguments + ["--output", folder.path("all")])
    #expect(all.status == printed.status)
    let saved = try [folder.path("only.xlsx"), folder.path("all/\(verb.file)")].map {
      try Data(contentsOf: URL(fileURLWithPath: $0))
    }
    #expect(saved == [printed.output, printed.output])
  }

  @Test(
    .enabled(if: OtherPrograms.python != nil, OtherPrograms.openpyxlIsMissing),
    arguments: verbs.filter { $0.name != "check" })
  func sheetsAgreeWithCSVFiles(verb: Verb) throws {
    let run = try CommandRun(verb.arguments(Self.scenario) + ["--output", folder.path("all")])
    #expect([0, 1].contains(run.status))
    let lines = try OtherPrograms.script("compare", folder.path("all/\(verb.file)"), folder.path("all"))
      .split(separator: "\n")
    #expect(lines.count == 1, "\(lines.dropLast().prefix(5))")
    let last = try #require(lines.last)
    let counts = try #require(try JSONSerialization.jsonObject(with: Data(last.utf8)) as? [String: Int])
    let files = try folder.entries("all").filter { $0.hasSuffix(".csv") }.map { String($0.dropLast(4)) }
    #expect(Set(counts.keys) == Set(files) && counts.values.allSatisfy { $0 > 15 })
    #expect(Set(files).isSubset(of: verb.sheets))
  }

  @Test(.enabled(if: OtherPrograms.python != nil, OtherPrograms.openpyxlIsMissing), arguments: verbs)
  func sheetsAreReadyToReadAndPrint(verb: Verb) throws {
    let run = try CommandRun(verb.arguments(Self.scenario) + ["--output", folder.path("a.xlsx")])
    #expect([0, 1].contains(run.status))
    let lines = try OtherPrograms.script("layout", folder.path("a.xlsx")).split(separator: "\n")
    #expect(lines.count == verb.sheets.count + 2)
    for line in lines {
      let sheet = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(sheet["frozen"] as? String == "A2" && (sheet["titles"] as? String)?.contains("$1:$1") == true)
      #expect(sheet["orientation"] as? String == "landscape" && sheet["fit"] as? Bool == true)
      #expect(sheet["bold"] as? Bool == true && sheet["state"] as? String == "visible")
      let widths = try #require(sheet["widths"] as? [String: Double])
      #expect(!widths.isEmpty && widths.values.allSatisfy { $0 >= 9 && $0 <= 90 })
    }
  }

  @Test(.enabled(if: OtherPrograms.office != nil, OtherPrograms.libreOfficeIsMissing))
  func libreOfficeReadsTheSame() throws {
    let run = try CommandRun(Self.verbs[0].arguments(Self.scenario) + ["--output", folder.path("forecast.xlsx")])
    #expect([0, 1].contains(run.status))
    _ = try OtherPrograms.script("convert", folder.path("forecast.xlsx"), "ods", folder.path(""))
    try FileManager.default.createDirectory(atPath: folder.path("back"), withIntermediateDirectories: true)
    _ = try OtherPrograms.script("convert", folder.path("forecast.ods"), "xlsx", folder.path("back"))
    let ours = try PrintedValue.values(
      of: Workbook.read(URL(fileURLWithPath: folder.path("forecast.xlsx")))
    ).filter { !$0.key.hasPrefix("columns!") }
    let theirs = try PrintedValue.values(of: Workbook.read(URL(fileURLWithPath: folder.path("back/forecast.xlsx"))))
    #expect(ours.count > 10_000)
    for (place, value) in ours { #expect(theirs[place] == value, "\(place)") }
  }

  @Test func anyNumberOfThreadsGivesTheSameBytes() throws {
    let outputs = try [1, 2, 5].map { threads in
      try CommandRun(
        Self.verbs[0].arguments(CommandRun.shippedScenario) + ["--format", "xlsx", "--threads", "\(threads)"])
    }
    #expect(outputs[0].output.count > 10_000)
    for output in outputs.dropFirst() { #expect(output.output == outputs[0].output) }
  }

  /// It writes no CSV files.
  @Test func checkAddsUpToItsJSON() throws {
    let json = try CommandRun("check", Self.scenario, "--format", "json").object()
    let workbook = try workbook(CommandRun("check", Self.scenario, "--format", "xlsx"))
    for (name, sum) in [("plan", "plan"), ("paid_to_date", "paidToDate")] {
      for sheet in ["groups", "sources", "projects", "allocations"] {
        let rows = try #require(workbook.sheet(named: sheet)).rows
        let column = try #require(rows[0].cells.first { $0.value == .text(name) }).column
        let amounts = rows.dropFirst().compactMap { row -> Int? in
          guard case .number(let number) = row[column: column] else { return nil }
          return Int(number.text)
        }
        #expect(amounts.count == rows.count - 1 && amounts.reduce(0, +) == json[sum] as? Int, "\(sheet) \(name)")
      }
    }
    let projects = try #require(workbook.sheet(named: "projects"))
    #expect(projects.rows.count - 1 == json["projectCount"] as? Int)
  }

  @Test func badInputIsListedInAWorkbook() throws {
    try folder.putScenario(plan: "-3")
    let run = try CommandRun("check", folder.path("scenario"), "--format", "xlsx")
    #expect(run.status == 2 && run.errorText.contains("allocations.csv"))
    let messages = try #require(try workbook(run).sheet(named: "messages"))
    #expect(messages.row(2)?[column: 1] == .text("error") && messages.row(2)?[column: 2] == .text("allocations.csv"))
    let saved = try CommandRun("check", folder.path("scenario"), "--output", folder.path("a.xlsx"))
    #expect(saved.status == 2 && saved.output.isEmpty)
    #expect(try folder.entries() == ["scenario"])
  }

  @Test func textOfUsersStaysText() throws {
    try folder.putScenario()
    try folder.put("id,name,group\nP1,=1+1,carry-over\nP2,@x,new-start\n", at: "scenario/projects.csv")
    let run = try CommandRun("forecast", folder.path("scenario"), "--format", "xlsx", "--replications", "20")
    let projects = try #require(try workbook(run).sheet(named: "projects"))
    #expect(projects.row(2)?[column: 2] == .text("=1+1") && projects.row(3)?[column: 2] == .text("@x"))
  }

  /// Before the scenario is read, except by rules, which has only that to do.
  @Test(arguments: verbs) func terminalIsRefused(verb: Verb) throws {
    var (ours, theirs): (Int32, Int32) = (-1, -1)
    try #require(openpty(&ours, &theirs, nil, nil, nil) == 0)
    let terminal = FileHandle(fileDescriptor: theirs, closeOnDealloc: true)
    defer { close(ours) }
    let scenario = verb.name == "rules" ? Self.scenario : "no-such-scenario"
    let run = try StartedCommand(
      verb.arguments(scenario) + ["--format", "xlsx", "--lang", "vi"], output: terminal)
    run.process.waitUntilExit()
    let result = try run.result()
    #expect(result.status == 64)
    #expect(result.errorText.contains("--format xlsx không phải là văn bản"))
    let english = try StartedCommand(verb.arguments(scenario) + ["--format", "xlsx"], output: terminal)
    english.process.waitUntilExit()
    #expect(try english.result().errorText.contains("--format xlsx is not text for a terminal"))
  }
}
