import Foundation
import Testing

@Suite struct CheckCommandTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  @Test func saysWhatWasUnderstood() throws {
    let english = try CommandRun("check", CommandRun.shippedScenario)
    #expect(english.status == 0)
    #expect(english.text.contains("PLAN BY GROUP"))
    #expect(english.text.contains("G2-0630"))
    #expect(english.text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    let vietnamese = try CommandRun("check", CommandRun.shippedScenario, locale: "vi_VN.UTF-8")
    #expect(vietnamese.text.contains("KẾ HOẠCH THEO NGUỒN VỐN"))
  }

  @Test func jsonHoldsTheTotals() throws {
    try folder.putScenario()
    let run = try CommandRun("check", folder.path("scenario"), "--format", "json")
    #expect(run.status == 0)
    let root = try run.object()
    #expect(root["schema"] as? String == "giaingan.check/1")
    #expect(root["valid"] as? Bool == true)
    #expect(root["plan"] as? Int == 1_800_000_000)
    #expect(root["paidToDate"] as? Int == 500_000_000)
    let groups = try #require(root["groups"] as? [String: [String: Any]])
    #expect(groups["carry-over"]?["plan"] as? Int == 1_000_000_000)
    #expect(groups.count == 2)
  }

  @Test func everyErrorIsListed() throws {
    try folder.putScenario(plan: "-3")
    try folder.put("id,name,group\nP1,A,carry-over\nP2,B,carried-over\n", at: "scenario/projects.csv")
    let run = try CommandRun("check", folder.path("scenario"), "--format", "json")
    #expect(run.status == 2)
    let root = try run.object()
    #expect(root["valid"] as? Bool == false)
    let errors = try #require(root["errors"] as? [[String: Any]])
    #expect(Set(errors.compactMap { $0["file"] as? String }) == ["allocations.csv", "projects.csv"])
    #expect(errors.contains { $0["row"] as? Int == 3 && $0["found"] as? String == "carried-over" })
    let lines = run.errorText.split(separator: "\n")
    #expect(lines.count == errors.count)
    #expect(lines.allSatisfy { $0.hasPrefix("error: ") })
  }

  @Test func outputFile() throws {
    try folder.putScenario()
    let run = try CommandRun("check", folder.path("scenario"), "--output", folder.path("a.json"))
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
    #expect(try folder.text("a.json").contains("\"valid\": true"))
  }
}
