import Foundation
import Testing

@Suite struct GenerateCommandTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  @Test(arguments: ["vi", "en"])
  func resultIsCheckedAndForecast(language: String) throws {
    let written = try CommandRun("generate", folder.path("trial"), "--projects", "300", "--lang", language)
    #expect(written.status == 0)
    #expect(written.errorText.isEmpty)
    #expect(written.text.contains("giaingan forecast \(folder.path("trial"))"))
    #expect(
      try folder.entries("trial")
        == ["README.md", "allocations.csv", "projects.csv", "scenario.yaml", "sources.csv"])
    let check = try CommandRun("check", folder.path("trial"))
    #expect(check.status == 0)
    #expect(check.errorText.isEmpty)
    let run = try CommandRun("forecast", folder.path("trial"), "--replications", "200", "--format", "json")
    #expect(run.status == 0)
    let whole = try #require(try run.object()["portfolio"] as? [String: Any])
    let plan = try #require(whole["plan"] as? Double)
    let missing = try #require(whole["expectedShortfall"] as? Double)
    // The country disbursed 75 to 84 % by the end of the years 2021 to 2025.
    #expect((0.65...0.95).contains(1 - missing / plan))
  }

  @Test func sameArgumentsGiveTheSameFolder() throws {
    for name in ["first", "second"] {
      #expect(
        try CommandRun("generate", folder.path(name), "--projects", "40", "--seed", "7", "--sources", "assured").status
          == 0)
    }
    for file in try folder.entries("first") {
      #expect(try folder.text("first/\(file)") == folder.text("second/\(file)"))
    }
    #expect(try folder.text("first/README.md").contains("--projects 40 --seed 7 --year 2026 --sources assured"))
  }

  @Test func nothingIsOverwritten() throws {
    try FileManager.default.createDirectory(atPath: folder.path("mine"), withIntermediateDirectories: false)
    try folder.put("mine", at: "mine/projects.csv")
    let run = try CommandRun("generate", folder.path("mine"), "--projects", "10")
    #expect(run.status == 2)
    #expect(run.errorText.contains("The folder has files in it."))
    #expect(try folder.text("mine/projects.csv") == "mine")
    #expect(try folder.entries("mine") == ["projects.csv"])
  }

  @Test func onlyAPlanIsConstructed() throws {
    let inside = try CommandRun("generate", folder.path("trial"), "--projects", "10", "--as-of", "2026-06-30")
    #expect(inside.status == 64)
    #expect(inside.errorText.contains("A constructed scenario is the plan of the year, as of 2025-12-31."))
    let vietnamese = try CommandRun(
      "generate", folder.path("trial"), "--projects", "10", "--as-of", "30/06/2026", locale: "vi_VN.UTF-8")
    #expect(vietnamese.errorText.contains("ngày số liệu là 2025-12-31"))
    #expect(try folder.entries().isEmpty)
    #expect(
      try CommandRun("generate", folder.path("trial"), "--projects", "10", "--as-of", "31/12/2025").status == 0)
  }

  @Test func yearWithoutRulebookIsWrongUsage() throws {
    let english = try CommandRun("generate", folder.path("trial"), "--projects", "10", "--year", "2031")
    #expect(english.status == 64)
    #expect(english.errorText.contains("There is no built-in rulebook for the plan year 2031; there is one for 2026."))
    let vietnamese = try CommandRun(
      "generate", folder.path("trial"), "--projects", "10", "--year", "2031", "--lang", "vi")
    #expect(vietnamese.errorText.contains("Không có bộ quy định dựng sẵn cho năm kế hoạch 2031; có: 2026."))
    #expect(try folder.entries().isEmpty)
  }
}
