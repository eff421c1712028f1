import Disbursement
import Exchange
import Foundation
import Portfolio
import Testing

@Suite struct ForecastJSONTests {
  private func document(_ forecast: Forecast) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(ForecastJSON.encode(forecast)))
    return try #require(object as? [String: Any])
  }

  private func member<Value>(_ object: Any?, _ keys: String..., as type: Value.Type = Value.self) throws -> Value {
    var current = object
    for key in keys { current = try #require((current as? [String: Any])?[key], "no \(key)") }
    return try #require(current as? Value)
  }

  private func number(_ object: Any?, _ key: String) throws -> Double {
    try member(object, key, as: NSNumber.self).doubleValue
  }

  @Test func readsBack() throws {
    let root = try document(SampleForecast.make())
    #expect(try member(root, "schema") == "giaingan.forecast/1")
    #expect(try member(root, "run", "seed", as: NSNumber.self).uint64Value == .max)
    #expect(try member(root, "run", "rulebookTitle", "vi") == "Sổ quy định")
    #expect(try member(root, "checkpoints") == ["2026-06-30", "2026-12-31", "2027-01-31"])
    #expect(
      try member(root, "portfolio", "plan", as: NSNumber.self).int64Value == SampleForecast.largeAmount.dong)
    #expect(try member(root, "owners", "=Ban QLDA", "name") == "Tên =Ban QLDA")
    #expect(try member(root, "owners", "", "projectCount") == 2)
    #expect(try member(root, "sectors", as: [String: Any].self).isEmpty)
    #expect(try member(root, "driverAnalysis", "withoutDrivers") == 20)
    let notes = try member(root, "notes", as: [[String: Any]].self)
    #expect(
      notes.map { $0["kind"] as? String } == [
        "overdue-activity", "past-unknown", "inferred-state", "capped-by-total-investment", "past-arrangement-period",
      ])
  }

  @Test func projectsReadBack() throws {
    let root = try document(SampleForecast.make())
    let projects = try member(root, "projects", as: [[String: Any]].self)
    try #require(projects.count == 2)
    #expect(try member(projects[0], "name") == SampleForecast.awkwardName)
    #expect(try member(projects[0], "sources") == ["NSTW", "đất"])
    #expect(projects[0]["startDeadline"] is NSNull)
    #expect(try member(projects[0], "networkEnd", "p90") == "2027-01-31")
    #expect(try member(projects[1], "startDeadline", "rule") == "G3-start")
    #expect(projects[1]["networkEnd"] is NSNull)
    #expect(projects[0]["shareOfTailShortfall"] is NSNull)
    let steps = try member(projects[0], "criticality", as: [[String: Any]].self)
    #expect(try number(steps.first, "probability") == 1.0 / 3)
    let milestone = try #require(member(projects[0], "milestones", as: [[String: Any]].self).first)
    #expect(try member(milestone, "level") == "will-miss")
    #expect(milestone["contributions"] == nil)
  }

  @Test func milestonesAndTargetsReadBack() throws {
    let root = try document(SampleForecast.make())
    let milestone = try #require(member(root, "milestones", as: [[String: Any]].self).first)
    #expect(try member(milestone, "rule") == "G2-0630")
    #expect(try number(milestone, "required") == 0.3)
    let parts = try member(milestone, "contributions", as: [[String: Any]].self)
    #expect(parts.map { $0["amount"] as? Int } == [210, -10])
    let target = try #require(member(root, "targets", as: [[String: Any]].self).first)
    #expect(try member(target, "met") == false)
    #expect(try number(target, "requiredProbability") == 0.8)
    #expect(try number(target, "probability") == 0.75)
    let driver = try #require(member(root, "drivers", as: [[String: Any]].self).first)
    #expect(try number(driver, "shareOfShortfallError") == 1e-7)
  }

  /// Read by text: some readers go through decimal numbers and lose the last digit.
  @Test func numbersAreTheShortestThatReadBack() throws {
    let text = String(decoding: ForecastJSON.encode(try SampleForecast.make()), as: UTF8.self)
    #expect(text.contains("\"standardError\":0.009486832980505138,"))
    #expect(text.contains("\"probability\":0.3333333333333333}"))
    #expect(text.contains("\"shareOfShortfallError\":1e-07}"))
  }

  /// The contract's order, which readers of the text see.
  @Test func keysStandInTheStatedOrder() throws {
    let text = String(decoding: ForecastJSON.encode(try SampleForecast.make()), as: UTF8.self)
    let topLevel = text.split(separator: "\n").compactMap { line -> Substring? in
      guard line.hasPrefix("  \""), let end = line.dropFirst(3).firstIndex(of: "\"") else { return nil }
      return line[line.index(line.startIndex, offsetBy: 3)..<end]
    }
    #expect(
      topLevel == [
        "schema", "run", "checkpoints", "portfolio", "groups", "sources", "owners", "localities", "sectors",
        "milestones", "projects", "drivers", "driverAnalysis", "targets", "notes",
      ])
    #expect(text.hasSuffix("\n}\n"))
  }

  @Test func samePiecesAsWhole() throws {
    let forecast = try SampleForecast.make(projectCount: 2_000)
    let whole = ForecastJSON.encode(forecast)
    var pieces: [[UInt8]] = []
    ForecastJSON.write(forecast) { pieces.append($0) }
    #expect(pieces.count > 2)
    #expect(Array(pieces.joined()) == whole)
    #expect(ForecastJSON.encode(forecast) == whole)
    let root = try JSONSerialization.jsonObject(with: Data(whole)) as? [String: Any]
    #expect((root?["projects"] as? [Any])?.count == 2_000)
  }

  /// Of everything that there is for each project.
  @Test func piecesStaySmall() throws {
    var forecast = try SampleForecast.make(projectCount: 3_000)
    let parts = Array(repeating: try #require(forecast.milestones[0].contributions.first), count: 60_000)
    forecast.milestones[0].contributions = parts
    forecast.units[.group]?[0].milestones[0].contributions = parts
    forecast.notes = (0..<30_000).map { .overdueActivity(project: "P\($0)", activity: "site-clearance") }
    var pieces: [[UInt8]] = []
    ForecastJSON.write(forecast) { pieces.append($0) }
    #expect(pieces.count > 6)
    #expect(pieces.allSatisfy { $0.count < 1_200_000 })
    #expect(Array(pieces.joined()) == ForecastJSON.encode(forecast))
    let root = try JSONSerialization.jsonObject(with: Data(pieces.joined())) as? [String: Any]
    let milestones = try #require(root?["milestones"] as? [[String: Any]])
    #expect((milestones[0]["contributions"] as? [Any])?.count == parts.count)
  }

  @Test func stopsWhereTheSinkFails() throws {
    struct Full: Error {}
    let forecast = try SampleForecast.make(projectCount: 2_000)
    var calls = 0
    #expect(throws: Full.self) {
      try ForecastJSON.write(forecast) { (_: [UInt8]) throws(Full) in
        calls += 1
        throw Full()
      }
    }
    #expect(calls == 1)
  }
}
