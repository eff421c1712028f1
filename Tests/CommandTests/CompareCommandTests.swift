import Foundation
import Testing

@Suite struct CompareCommandTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private static let fileNames = [
    "compare-milestones.csv", "compare-ranking.csv", "compare.csv", "compare.html", "compare.json", "compare.txt",
    "compare.xlsx",
  ]

  private func compare(_ arguments: String...) throws -> CommandRun {
    try CommandRun(["compare", folder.path("scenario")] + arguments)
  }

  @Test func aDriverOff() throws {
    let run = try CommandRun(
      "compare", CommandRun.shippedScenario, "--set", "driver.storms-floods=off", "--replications", "200", "--format",
      "json")
    #expect(run.status == 0)
    let root = try run.object()
    let variants = try #require(root["variants"] as? [[String: Any]])
    #expect(variants.map { $0["name"] as? String } == ["Chi Lăng 2026", "driver.storms-floods=off"])
    #expect(variants[0]["inputDigest"] as? String == variants[1]["inputDigest"] as? String)
    let pair = try #require((root["comparisons"] as? [[String: Any]])?.first)
    let path = try #require((pair["portfolio"] as? [String: Any])?["path"] as? [[String: Any]])
    let yearEnd = try #require(path.first { $0["date"] as? String == "2026-12-31" })
    let (low, error) = (yearEnd["low95"] as? Int ?? 0, yearEnd["standardError"] as? Int ?? 0)
    #expect(low > 0 && error > 0)
    #expect(error * 3 < yearEnd["unpairedError"] as? Int ?? 0)
    let forecast = try CommandRun(
      "forecast", CommandRun.shippedScenario, "--replications", "200", "--format", "json", "--driver-replications", "0")
    let points = (try forecast.object()["portfolio"] as? [String: Any])?["path"] as? [[String: Any]]
    let mean = points?.first { $0["date"] as? String == "2026-12-31" }?["mean"] as? Int
    #expect(mean == yearEnd["first"] as? Int)
  }

  @Test func anyNumberOfThreadsGivesTheSameBytes() throws {
    let outputs = try [1, 2, 5].map { threads in
      try CommandRun(
        "compare", CommandRun.shippedScenario, "--set", "project.CT-01.construction_days=200", "--variant",
        "files:claims.discipline.p2=1.5", "--format", "json", "--replications", "300", "--threads", "\(threads)")
    }
    #expect(outputs[0].status == 0 && outputs[0].output.count > 10_000)
    for output in outputs.dropFirst() { #expect(output.output == outputs[0].output) }
  }

  @Test func twoDatesOfOneScenario() throws {
    let run = try CommandRun(
      "compare", CommandRun.shippedScenario, CommandRun.shippedScenario + "/2026-06-30", "--replications", "100",
      "--lang", "en")
    #expect(run.status == 0)
    #expect(run.text.contains("B has data until 30 Jun 2026, A until 31 Dec 2025"))
  }

  @Test func variantsOfTheFirstScenario() throws {
    try folder.putScenario()
    try folder.putScenario(at: "other", plan: "1200")
    let run = try CommandRun(
      "compare", folder.path("scenario"), folder.path("other"), "--set", "plan.P1.NS=900", "--set",
      "project.P2.owner=Ban B", "--variant", "sớm: project.P2.start=2026-07-01", "--format", "json", "--seed", "11",
      "--replications", "50")
    let root = try run.object()
    let header = try #require(root["run"] as? [String: Any])
    #expect(header["seed"] as? Int == 11 && header["replications"] as? Int == 50)
    let variants = try #require(root["variants"] as? [[String: Any]])
    #expect(
      variants.map { $0["name"] as? String } == [
        "Thử nghiệm (\(folder.path("scenario")))", "Thử nghiệm (\(folder.path("other")))",
        "plan.P1.NS=900, project.P2.owner=Ban B", "sớm",
      ])
    let plans = variants.compactMap { ($0["portfolio"] as? [String: Any])?["plan"] as? Int }
    #expect(plans == [1_800_000_000, 2_000_000_000, 1_700_000_000, 1_800_000_000])
  }

  @Test func aVariantThatChangesNothing() throws {
    try folder.putScenario()
    let run = try compare("--set", "project.P1.name=Tên khác", "--lang", "en")
    #expect(run.status == 0)
    #expect(run.text.contains("The variants do not differ in any replication."))
  }

  @Test func policiesOfTheScenario() throws {
    try folder.putScenario(replications: 60)
    #expect(try compare().status == 64)
    try folder.put(
      """
      schema: 1
      policies:
        - id: autumn
          name: {vi: Mùa thu, en: Autumn}
          rules:
            - {window: 2026-09-24, takeFrom: {paidBelow: 0.9}}

      """, at: "scenario/policies.yaml")
    let run = try compare("--format", "json")
    #expect(run.status == 0)
    let variants = try #require(try run.object()["variants"] as? [[String: Any]])
    #expect(
      variants.map { $0["name"] as? String } == ["keep", "autumn", "optimum-2026-09-24", "optimum-2026-12-14"])
    let courses = variants.map { ($0["capital"] as? [String: Any])?["course"] as? String }
    #expect(courses == ["kept", "policy", "optimum", "optimum"])
    let text = try compare("--lang", "vi")
    #expect(text.status == 0 && text.text.contains("Mùa thu"))
    #expect(text.text.contains("đã chi dưới 90% kế hoạch"))
    let threads = try ["1", "3"].map { try compare("--format", "json", "--threads", $0).output }
    #expect(threads[0] == threads[1] && threads[0] == run.output)
    try folder.put("schema: 1\npolicies: [{id: a}]\n", at: "scenario/policies.yaml")
    for verb in ["compare", "check"] {
      let bad = try CommandRun(verb, folder.path("scenario"), "--lang", "en")
      #expect(bad.status == 2 && bad.errorText.hasPrefix("error: policies.yaml, row 2"), "\(verb)")
    }
  }

  @Test func outputFolderGetsEveryFile() throws {
    try folder.putScenario()
    let run = try compare("--set", "plan.P1.NS=900", "--output", folder.path("out"), "--format", "csv")
    #expect(run.status == 0 && run.text.hasPrefix("variant,scope,id,name,date,first_mean,"))
    #expect(try folder.entries("out") == Self.fileNames)
    #expect(try folder.text("out/compare.html").hasPrefix("<!DOCTYPE html>"))
    let table = try Data(contentsOf: folder.url.appendingPathComponent("out/compare.csv"))
    #expect(table.starts(with: "\u{FEFF}variant,".utf8))
    #expect(run.errorText.contains(folder.path("out")))
  }

  @Test(arguments: [("a.json", "{"), ("a.html", "<!DOCTYPE html>"), ("a.csv", "\u{FEFF}variant,"), ("a.txt", "2 ")])
  func outputFile(name: String, start: String) throws {
    try folder.putScenario()
    let run = try compare("--set", "plan.P1.NS=900", "--output", folder.path(name), "--lang", "en")
    #expect(run.status == 0 && run.output.isEmpty)
    #expect(try Data(contentsOf: folder.url.appendingPathComponent(name)).starts(with: start.utf8))
  }

  @Test func everythingWrongIsSaidAtOnce() throws {
    try folder.putScenario()
    let run = try compare(
      "--set", "plan.P3.NS=1", "--set", "claims.disciplne={}", "--variant", "x:driver.storm=off,project.P1.progress=2",
      "--output", folder.path("out"), "--lang", "en")
    #expect(run.status == 2 && run.output.isEmpty)
    let lines = run.errorText.split(separator: "\n")
    #expect(lines.count == 4)
    #expect(lines.contains { $0.hasPrefix("error: --set plan.P3.NS: there is no such project (found «P3»)") })
    #expect(lines.contains { $0.hasPrefix("error: --set claims.disciplne: there is no such key.") })
    #expect(lines.contains { $0.hasPrefix("error: --variant x: driver.storm: there is no such risk driver") })
    #expect(lines.contains { $0.hasPrefix("error: --variant x: project.P1.progress: the share is not between") })
    #expect(try folder.entries() == ["scenario"])
    let vietnamese = try CommandRun(
      "compare", folder.path("scenario"), "--set", "plan.P3.NS=1", "--lang", "vi")
    #expect(vietnamese.status == 2 && vietnamese.errorText.hasPrefix("lỗi: --set plan.P3.NS: không có dự án này"))
  }

  @Test func scenariosOfDifferentYears() throws {
    try folder.putScenario()
    try folder.putScenario(at: "other")
    let text = try folder.text("other/scenario.yaml")
    let rules = CommandRun.checkout.appendingPathComponent("Tests/Rulebooks/example-commune-2027.yaml").path
    try folder.put(
      text.replacing("2026", with: "2027").replacing("rulebook: chi-lang-2027", with: "rulebook: \(rules)"),
      at: "other/scenario.yaml")
    let run = try CommandRun("compare", folder.path("scenario"), folder.path("other"), "--lang", "en")
    #expect(run.status == 2)
    #expect(run.errorText == "error: The scenarios are of different plan years (2026, 2027) and cannot be compared.\n")
  }

  @Test func problemsOfSeveralScenariosNameTheirFolder() throws {
    try folder.putScenario()
    try folder.putScenario(at: "other", plan: "-3")
    let run = try CommandRun("compare", folder.path("scenario"), folder.path("other"), "--lang", "en")
    #expect(run.status == 2 && run.errorText.hasPrefix("error: \(folder.path("other"))/allocations.csv, row 2"))
  }

  @Test(arguments: [
    ["--set", "a"], ["--set", "=1"], ["--variant", "x"], ["--variant", "x:"], ["--variant", ":a=1"],
    ["--variant", "a=1:b=2"], ["--variant", "x:a=1", "--variant", "x:b=2"], ["--set", "a=1", "--format", "xml"],
    ["--set", "a=1", "--replications", "0"],
  ])
  func wrongUsage(arguments: [String]) throws {
    let run = try CommandRun(["compare", "a"] + arguments)
    #expect(run.status == 64)
    #expect(run.output.isEmpty && run.errorText.contains("Usage: giaingan"))
  }
}
