import Foundation
import Testing

@Suite struct ReallocateCommandTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private static let fileNames = [
    "adjusted-plan.csv", "capital-bounds.csv", "judgement.csv", "moves.csv", "reallocation.html", "reallocation.json",
    "reallocation.txt", "reallocation.xlsx",
  ]

  /// One project that waits for its site until the autumn, and one that has more work than capital.
  private func putScenario(unit: String = "million", numberStyle: String = "plain") throws {
    try folder.putScenario()
    try folder.put(
      """
      schema: 1
      name: Thử nghiệm
      fiscalYear: 2026
      asOf: 2026-06-30
      rulebook: chi-lang-2026
      unit: \(unit)
      numberStyle: \(numberStyle)
      simulation: {replications: 200, seed: 7}

      """, at: "scenario/scenario.yaml")
    try folder.put(
      """
      id,name,group,owner,size_class,first_year,progress,absorbable
      P1,Đường liên thôn,carry-over,Ban QLDA,C,2025,30%,4000
      P2,Nhà văn hóa,new-start,Ban QLDA,C,2026,,
      P3,Kênh mương,carry-over,UBND xã,C,2025,,

      """, at: "scenario/projects.csv")
    try folder.put(
      "project_id,source_id,plan,paid_to_date\nP1,NS,1000,500\nP2,NS,800,0\nP3,NS,300,250\n",
      at: "scenario/allocations.csv")
    try folder.put(
      """
      project_id,activity,predecessors,distribution,p1,p2,p3
      P2,site-clearance,,triangular,140,180,260

      """, at: "scenario/activities.csv")
  }

  private func run(_ arguments: String..., locale: String = "C") throws -> CommandRun {
    try CommandRun(["reallocate", folder.path("scenario")] + arguments, locale: locale)
  }

  @Test func capitalGoesToWhatCanSpendIt() throws {
    try putScenario()
    let run = try run("--format", "json")
    #expect(run.status == 0, "\(run.errorText)")
    let root = try run.object()
    #expect(root["schema"] as? String == "giaingan.reallocation/1")
    let moves = try #require(root["moves"] as? [[String: Any]])
    #expect(moves.contains { $0["giver"] as? String == "P2" && $0["receiver"] as? String == "P1" })
    #expect(moves.allSatisfy { ($0["reason"] as? [String: String])?["vi"]?.isEmpty == false })
    let allocations = try #require(root["allocations"] as? [[String: Any]])
    func sum(_ key: String) -> Int { allocations.reduce(0) { $0 + ($1[key] as? Int ?? 0) } }
    #expect(sum("plan") == 2_100_000_000 && sum("planAfter") == sum("plan") && sum("increase") == sum("decrease"))
    let judgement = try #require(root["judgement"] as? [String: Any])
    let objective = try #require(judgement["objective"] as? [String: Any])
    #expect(try #require(objective["interval"] as? [Int])[0] > 0)
  }

  @Test func anyNumberOfThreadsGivesTheSameBytes() throws {
    try putScenario()
    for objective in [["mean"], ["probability", "--rate", "95%"], ["shortfall"], ["milestones"]] {
      let outputs = try [1, 2, 8].map { threads in
        try CommandRun(
          ["reallocate", folder.path("scenario"), "--format", "json", "--threads", "\(threads)", "--objective"]
            + objective)
      }
      #expect(outputs.allSatisfy { $0.status == 0 } && outputs[0].output.count > 3_000, "\(objective)")
      for output in outputs.dropFirst() { #expect(output.output == outputs[0].output, "\(objective)") }
    }
  }

  @Test func outputFolderGetsEveryFile() throws {
    try putScenario()
    let run = try run("--format", "json", "--output", folder.path("out"), "--quiet")
    #expect(run.status == 0 && run.errorText.isEmpty)
    #expect(try folder.entries("out") == Self.fileNames)
    #expect(try Data(folder.text("out/reallocation.json").utf8) == run.output)
    #expect(try folder.text("out/reallocation.html").hasPrefix("<!DOCTYPE html>"))
    let plan = try Data(contentsOf: folder.url.appendingPathComponent("out/adjusted-plan.csv"))
    #expect(plan.starts(with: "\u{FEFF}STT,Nội dung,".utf8))
  }

  @Test(arguments: [("a.json", "{"), ("a.html", "<!DOCTYPE html>"), ("a.csv", "\u{FEFF}STT,"), ("A.TXT", "")])
  func outputFile(name: String, start: String) throws {
    try putScenario()
    let run = try run("--output", folder.path(name))
    #expect(run.status == 0 && run.output.isEmpty)
    #expect(try folder.entries() == [name, "scenario"])
    let content = try Data(contentsOf: folder.url.appendingPathComponent(name))
    #expect(content.starts(with: start.utf8) && content.count > 100)
  }

  @Test func explanationsInBothLanguages() throws {
    try putScenario()
    let english = try run("--explain", "P2", "--explain", "P3")
    #expect(english.status == 0)
    #expect(english.text.hasPrefix("P2 · Nhà văn hóa\n") && english.text.contains("\nP3 · Kênh mương\n"))
    #expect(english.text.contains("BOUNDS OF THE PLAN") && english.text.contains("Gives "))
    let vietnamese = try run("--explain", "P2", locale: "vi_VN.UTF-8")
    #expect(vietnamese.text.contains("Cắt giảm ") && vietnamese.text.contains("GIỚI HẠN CỦA KẾ HOẠCH VỐN"))
  }

  @Test func lockedProjectsStay() throws {
    try putScenario()
    for lock in [["--lock", "P1", "--lock", "P2"], ["--lock", "P1, P2"]] {
      let run = try CommandRun(["reallocate", folder.path("scenario"), "--format", "json"] + lock)
      #expect(run.status == 0)
      #expect(try #require(try run.object()["moves"] as? [Any]).isEmpty)
    }
    let text = try run("--lock", "P1,P2").text
    #expect(text.contains("Keep the plan as it is"))
  }
}

/// Questions that a scenario does not allow, and those that make no sense.
extension ReallocateCommandTests {
  @Test(arguments: [
    (["--window", "2026-12-31"], "--window", "--window"), (["--window", "2026-06-01"], "2026-06-30", "30/06/2026"),
    (["--date", "2026-07-01"], "--date", "--date"), (["--lock", "P9"], "«P9»", "«P9»"),
    (["--explain", "P9"], "--explain", "--explain"),
  ])
  func notAllowed(arguments: [String], english: String, vietnamese: String) throws {
    try putScenario()
    for (locale, text) in [("C", english), ("vi_VN.UTF-8", vietnamese)] {
      let run = try CommandRun(["reallocate", folder.path("scenario")] + arguments, locale: locale)
      #expect(run.status == 2 && run.output.isEmpty)
      #expect(run.errorText.contains(text), "\(run.errorText)")
    }
  }

  @Test func afterTheLastWindowNothingIsProposed() throws {
    try putScenario()
    let run = try run("--as-of", "2026-12-20")
    #expect(run.status == 2)
    #expect(run.errorText.contains("asOf") && run.errorText.contains("2026-12-14"), "\(run.errorText)")
  }

  @Test(arguments: [
    ("plain", "1,5"), ("plain", "1.500,5"), ("plain", "0.0000001"), ("vietnamese", "1.5"), ("vietnamese", "1,500.5"),
  ])
  func amountsAreOfTheScenario(style: String, amount: String) throws {
    try putScenario(numberStyle: style)
    let run = try run("--min-move", amount)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errorText.contains("'\(amount)' for --min-move") && run.errorText.contains("million dong"))
  }

  @Test func roundingIsAboveZero() throws {
    try putScenario()
    let run = try run("--round-to", "0")
    #expect(run.status == 64 && run.errorText.contains("--round-to must be above 0"))
  }
}

/// Scenarios with the moved capital.
extension ReallocateCommandTests {
  private func plans(_ name: String) throws -> [String: Int] {
    let check = try CommandRun("check", folder.path(name), "--format", "json")
    #expect(check.status == 0, "\(check.errorText)")
    let sources = try #require(try check.object()["sources"] as? [String: [String: Any]])
    return sources.compactMapValues { $0["plan"] as? Int }
  }

  @Test func applyingConservesEverySourceAndLeavesTheOriginal() throws {
    try putScenario()
    let before = try folder.entries("scenario").map { try folder.text("scenario/\($0)") }
    let run = try run("--format", "json", "--apply", folder.path("adjusted"))
    #expect(run.status == 0, "\(run.errorText)")
    #expect(run.errorText.contains("absorbable") && run.errorText.contains("P2"))
    #expect(try folder.entries("scenario").map { try folder.text("scenario/\($0)") } == before)
    #expect(try folder.entries("adjusted") == folder.entries("scenario"))
    #expect(try folder.entries() == ["adjusted", "scenario"])
    #expect(try plans("adjusted") == plans("scenario"))
    let allocations = try #require(try run.object()["allocations"] as? [[String: Any]])
    let rows = try folder.text("adjusted/allocations.csv").split(separator: "\n").dropFirst()
    for (row, allocation) in zip(rows, allocations) {
      let cells = row.split(separator: ",")
      #expect(String(cells[0]) == allocation["project"] as? String)
      #expect(Int(cells[2]).map { $0 * 1_000_000 } == allocation["planAfter"] as? Int)
    }
    #expect(try folder.text("adjusted/projects.csv").contains("P2,Nhà văn hóa,new-start,Ban QLDA,C,2026,,800\n"))
    #expect(try CommandRun("forecast", folder.path("adjusted"), "--quiet").status == 0)
  }

  /// Moved on the as-of day, the copy's forecast is what was judged: the work is the same, the capital as proposed.
  @Test func theCopyDisbursesWhatWasJudged() throws {
    try putScenario()
    let run = try run(
      "--window", "2026-06-30", "--replications", "4000", "--format", "json", "--apply", folder.path("adjusted"))
    #expect(run.status == 0, "\(run.errorText)")
    let judgement = try #require(try run.object()["judgement"] as? [String: Any])
    let judged = try #require((judgement["portfolio"] as? [String: Any])?["after"] as? Double)
    let forecast = try CommandRun(
      "forecast", folder.path("adjusted"), "--replications", "4000", "--seed", "99", "--driver-replications", "0",
      "--format", "json", "--quiet")
    let whole = try #require(try forecast.object()["portfolio"] as? [String: Any])
    let path = try #require(whole["path"] as? [[String: Any]])
    let point = try #require(path.first { $0["date"] as? String == "2026-12-31" })
    let (mean, error) = (try #require(point["mean"] as? Double), try #require(point["standardError"] as? Double))
    #expect(error > 0 && abs(mean - judged) < 6 * error, "judged \(judged), forecast \(mean) ± \(error)")
  }

  @Test func aFolderInUseIsRefusedBeforeTheWork() throws {
    try putScenario()
    let run = try run("--replications", "10000000", "--apply", folder.path("scenario"))
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errorText.contains("has files in it"))
  }

  @Test func aRulebookElsewhereIsRefused() throws {
    try putScenario()
    let rules = try CommandRun("rules", "--format", "yaml").text
    try folder.put(rules, at: "rules.yaml")
    let settings = try folder.text("scenario/scenario.yaml")
    try folder.put(
      settings.replacing("rulebook: chi-lang-2026", with: "rulebook: ../rules.yaml"), at: "scenario/scenario.yaml")
    #expect(try run("--quiet").status == 0)
    let run = try run("--apply", folder.path("adjusted"))
    #expect(run.status == 2 && run.errorText.contains("../rules.yaml"))
    #expect(try folder.entries() == ["rules.yaml", "scenario"])
  }
}
