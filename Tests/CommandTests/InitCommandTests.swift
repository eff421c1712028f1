import Foundation
import Testing

@Suite struct InitCommandTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  @Test(arguments: ["vi", "en"])
  func starterCanBeForecast(language: String) throws {
    let written = try CommandRun("init", folder.path("mine"), "--lang", language)
    #expect(written.status == 0)
    #expect(written.text.contains("giaingan forecast \(folder.path("mine"))"))
    #expect(try folder.entries() == ["mine"])
    #expect(try folder.entries("mine").contains("scenario.yaml"))
    #expect(try CommandRun("check", folder.path("mine")).status == 0)
    let run = try CommandRun("forecast", folder.path("mine"), "--replications", "100", "--format", "json")
    #expect([0, 1].contains(run.status))
    #expect(try run.object()["schema"] as? String == "giaingan.forecast/1")
  }

  @Test func emptyFolderIsFilled() throws {
    try FileManager.default.createDirectory(atPath: folder.path("mine"), withIntermediateDirectories: false)
    #expect(try CommandRun("init", folder.path("mine"), "--quiet").output.isEmpty)
    #expect(try folder.entries("mine").contains("projects.csv"))
  }

  @Test func nothingIsOverwritten() throws {
    try FileManager.default.createDirectory(atPath: folder.path("mine"), withIntermediateDirectories: false)
    try folder.put("mine", at: "mine/projects.csv")
    let english = try CommandRun("init", folder.path("mine"))
    #expect(english.status == 2)
    #expect(english.errorText.contains("The folder has files in it."))
    #expect(try folder.entries("mine") == ["projects.csv"])
    #expect(try folder.text("mine/projects.csv") == "mine")
    let vietnamese = try CommandRun("init", folder.path("mine"), locale: "vi_VN.UTF-8")
    #expect(vietnamese.errorText.contains("Thư mục đã có tệp bên trong."))
  }

  @Test func fileInTheWay() throws {
    try folder.put("mine", at: "mine")
    let run = try CommandRun("init", folder.path("mine"))
    #expect(run.status == 2)
    #expect(try folder.text("mine") == "mine")
  }
}
