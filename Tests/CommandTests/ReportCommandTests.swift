import Foundation
import Testing

@Suite struct ReportCommandTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private static let fileNames = [
    "period-report.html", "period-report.json", "period-report.txt", "period-report.xlsx",
  ]
  private static let midYear = CommandRun.shippedScenario + "/2026-06-30"

  private func put(asOf: String, actuals: String) throws {
    try folder.putScenario()
    try folder.put(
      """
      schema: 1
      name: Thử nghiệm
      fiscalYear: 2026
      asOf: \(asOf)
      rulebook: chi-lang-2026
      unit: million
      simulation: {replications: 50, seed: 7}

      """, at: "scenario/scenario.yaml")
    try folder.put("id,name,group,owner\nP1,Đường liên thôn,carry-over,Ban QLDA\n", at: "scenario/projects.csv")
    try folder.put("project_id,source_id,plan\nP1,NS,1000\n", at: "scenario/allocations.csv")
    try folder.put("project_id,source_id,month,paid\n\(actuals)", at: "scenario/actuals.csv")
  }

  private func run(_ arguments: String...) throws -> CommandRun {
    try CommandRun(["report", folder.path("scenario"), "--lang", "en"] + arguments)
  }

  @Test func anyNumberOfThreadsGivesTheSameBytes() throws {
    for (format, replications) in [("json", "60"), ("xlsx", "20")] {
      let outputs = try [1, 3].map { threads in
        try CommandRun(
          "report", Self.midYear, "--period", "2026-Q2", "--format", format, "--replications", replications,
          "--threads", "\(threads)")
      }
      #expect(outputs.allSatisfy { $0.status == 0 } && outputs[0].output.count > 10_000, "\(outputs[0].errorText)")
      #expect(outputs[0].output == outputs[1].output, "\(format)")
    }
  }

  @Test func writesAllFiles() throws {
    try put(asOf: "2026-06-30", actuals: "P1,NS,2026-03,200\nP1,NS,2026-05,150\n")
    let out = try run("--period", "2026-Q2", "--issuer", "Xã A", "--output", folder.path("out"))
    #expect(out.status == 0, "\(out.errorText)")
    #expect(try folder.entries("out") == Self.fileNames)
    #expect(out.text == (try folder.text("out/period-report.txt")))
    #expect(try folder.text("out/period-report.html").contains("Xã A"))
    let data = Data(try folder.text("out/period-report.json").utf8)
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    #expect(root["schema"] as? String == "giaingan.report/1")
    let period = try #require(root["period"] as? [String: Any])
    #expect(period["name"] as? String == "2026-Q2" && period["lastDay"] as? String == "2026-06-30")
    let whole = try #require(root["portfolio"] as? [String: Any])
    #expect(whole["paidInPeriod"] as? Int == 150_000_000 && whole["paidToDate"] as? Int == 350_000_000)
    let run = try #require(root["run"] as? [String: Any])
    #expect(run["asOf"] as? String == "2026-06-30" && run["seed"] as? Int == 7)
    let lone = try self.run("--period", "2026-05", "--output", folder.path("may.html"), "--quiet")
    #expect(lone.status == 0 && lone.output.isEmpty && lone.errorText.isEmpty)
    #expect(try folder.text("may.html").contains("May 2026"))
  }

  /// A period that ended before the scenario's day is reported as of its own end.
  @Test func earlierPeriodsAreDatedBack() throws {
    try put(asOf: "2026-06-30", actuals: "P1,NS,2026-03,200\nP1,NS,2026-05,150\n")
    let root = try run("--period", "2026-Q1", "--format", "json", "--no-proposals").object()
    let whole = try #require(root["portfolio"] as? [String: Any])
    #expect(whole["paidInPeriod"] as? Int == 200_000_000 && whole["paidToDate"] as? Int == 200_000_000)
    #expect((root["run"] as? [String: Any])?["asOf"] as? String == "2026-03-31")
    #expect(root["proposal"] is NSNull)
  }

  @Test(arguments: [
    ("2026-05-30", "2026-05", "ends on 2026-05-31"), ("2026-05-01", "2026-05", "ends on 2026-05-31"),
    ("2026-04-30", "2026-05", "begins on 2026-05-01"), ("2026-05-31", "2026-Q2", "ends on 2026-06-30"),
    ("2026-05-31", "2026-Q3", "begins on 2026-07-01"), ("2026-05-31", "2025-12", "no part of the scenario's plan year"),
  ])
  func unknownPeriodsAreRefused(asOf: String, period: String, message: String) throws {
    try put(asOf: asOf, actuals: "P1,NS,2026-03,200\n")
    let run = try run("--period", period, "--output", folder.path("out"))
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errorText.contains(message) && run.errorText.contains("--period"), "\(run.errorText)")
    #expect(!FileManager.default.fileExists(atPath: folder.path("out")))
  }

  @Test func theLastDayOfAPeriodIsEnough() throws {
    try put(asOf: "2026-05-31", actuals: "P1,NS,2026-03,200\n")
    #expect(try run("--period", "2026-05", "--no-proposals").status == 0)
  }

  @Test(arguments: [["--period", "2026-Q5"], ["--period", "next"], []])
  func wrongPeriodsAreWrongUsage(arguments: [String]) throws {
    try folder.putScenario()
    let run = try CommandRun(["report", folder.path("scenario"), "--lang", "en"] + arguments)
    #expect(run.status == 64 && run.output.isEmpty)
  }

  /// Another program reads the workbook, and finds the figures of the JSON.
  @Test func openpyxlReadsTheWorkbookBack() throws {
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = ["python3", "-c", "import openpyxl"]
    python.standardError = FileHandle.nullDevice
    try python.run()
    python.waitUntilExit()
    guard python.terminationStatus == 0 else { return }
    let out = try CommandRun(
      "report", Self.midYear, "--period", "2026-Q2", "--replications", "20", "--no-proposals", "--lang", "en",
      "--output", folder.path("out"), "--quiet")
    #expect(out.status == 0)
    let script = """
      import sys, json, openpyxl
      book = openpyxl.load_workbook(sys.argv[1])
      report = json.load(open(sys.argv[2]))
      sheet = next(s for s in book if s.title.startswith("1."))
      row = next(r for r in sheet.iter_rows(values_only=True) if r[1] == "TOTAL")
      whole = report["portfolio"]
      assert [round(v * 1e6) for v in row[3:6]] == [whole["plan"], whole["paidInPeriod"], whole["paidToDate"]], row
      assert abs(row[6] - whole["paidToDate"] / whole["plan"]) < 1e-12
      names = [s.title for s in book]
      assert len(names) == len(set(names)) and len(names) >= 9, names
      dates = [c for s in book for r in s.iter_rows() for c in r if getattr(c, 'is_date', False)]
      assert len(dates) >= 12, len(dates)
      print("read", len(names))
      """
    let read = Process()
    let pipe = Pipe()
    read.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    read.arguments = [
      "python3", "-c", script, folder.path("out/period-report.xlsx"), folder.path("out/period-report.json"),
    ]
    read.standardOutput = pipe
    read.standardError = pipe
    try read.run()
    let said = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    read.waitUntilExit()
    #expect(read.terminationStatus == 0 && said.hasPrefix("read"), "\(said)")
  }
}
