import Exchange
import Foundation
import Portfolio
import Rulebook
import Testing

@testable import Disbursement

/// A change as JSON and as a table.
@Suite struct ChangeFilesTests {
  /// The good scenario against itself with another plan, another as-of day, another rulebook's milestones and another seed.
  static func sample() throws -> ForecastChange {
    let earlier = try ScenarioFiles.read(overrides: ScenarioOverrides(replications: 60, seed: 1))
    var later = try ScenarioFiles.read(overrides: ScenarioOverrides(replications: 80, seed: 2))
    var projects = later.inputs.portfolio.projects
    projects[0].name = "=SUM(A1)"
    projects[0].totalInvestment = nil
    projects[0].allocations[0].plan = projects[0].allocations[0].plan + Money(dong: 1_000_000_007)
    projects[1].constructionDays = 333
    later.inputs.portfolio = try Portfolio(
      fiscalYear: later.inputs.portfolio.fiscalYear, asOf: later.inputs.portfolio.asOf,
      sources: later.inputs.portfolio.sources, projects: projects)
    func end(_ scenario: Scenario) -> ForecastEnd {
      let settings = ForecastSettings(
        replications: scenario.replications, seed: scenario.seed, driverReplications: 0, targets: scenario.targets)
      return scenario.end(StatedForecast(Forecast.run(scenario.inputs, settings: settings)))
    }
    return try ForecastChange.run(from: end(earlier), to: end(later), threads: 1)
  }

  @Test func keysStandInTheStatedOrder() throws {
    let text = String(decoding: ChangeJSON.encode(try Self.sample()), as: UTF8.self)
    let topLevel = text.split(separator: "\n").compactMap { line -> Substring? in
      guard line.hasPrefix("  \""), let end = line.dropFirst(3).firstIndex(of: "\"") else { return nil }
      return line[line.index(line.startIndex, offsetBy: 3)..<end]
    }
    #expect(
      topLevel == [
        "schema", "engine", "earlier", "later", "steps", "days", "portfolio", "groups", "projects", "changedProjects",
        "milestones", "targets", "onlyEarlier", "onlyLater",
      ])
  }

  @Test func effectsAddUpInTheDocument() throws {
    let change = try Self.sample()
    let root = try #require(
      try JSONSerialization.jsonObject(with: Data(ChangeJSON.encode(change))) as? [String: Any])
    let steps = try #require(root["steps"] as? [[String: Any]])
    #expect(steps.compactMap { ($0["causes"] as? [String])?.first } == ChangeCause.allCases.map(\.rawValue))
    #expect(steps.compactMap { $0["changed"] as? Bool } == [false, true, false, false, true, false, true])
    let plan = try #require(steps[4]["facts"] as? [[String: Any]])
    #expect(plan.contains { $0["kind"] as? String == "plan-changed" })
    let bridges = try [root["portfolio"]] as [Any?] + #require(root["projects"] as? [Any])
    for bridge in bridges {
      let days = try #require((bridge as? [String: Any])?["bridge"] as? [[String: Any]])
      #expect(days.count == 2)
      for day in days {
        let (one, two) = (day["earlier"] as? Int ?? 0, day["later"] as? Int ?? 0)
        #expect((day["effects"] as? [Int])?.reduce(0, +) == two - one)
        #expect((day["standardErrors"] as? [Any])?.count == steps.count)
      }
    }
    let milestones = try #require(root["milestones"] as? [[String: Any]])
    #expect(!milestones.isEmpty)
    for milestone in milestones {
      let (one, two) = (milestone["earlierMillionths"] as? Int ?? 0, milestone["laterMillionths"] as? Int ?? 0)
      #expect((milestone["effects"] as? [Int])?.reduce(0, +) == two - one)
    }
  }

  @Test func theTableAddsUp() throws {
    let change = try Self.sample()
    let text = String(decoding: ChangeTable.encode(change, byteOrderMark: .absent), as: UTF8.self)
    let rows = text.split(separator: "\r\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    #expect(
      rows[0].joined(separator: ",")
        == "scope,id,name,group,date,unit,earlier,later,step,cause,effect,standard_error")
    var sums: [String: (change: Int, effects: Int, rows: Int)] = [:]
    for row in rows.dropFirst() where !["project"].contains(row[0]) {
      let key = row[0...5].joined(separator: ",")
      let (one, two, effect) = (Int(row[6]) ?? 0, Int(row[7]) ?? 0, Int(row[10]) ?? 0)
      let before = sums[key] ?? (0, 0, 0)
      sums[key] = (two - one, before.effects + effect, before.rows + 1)
    }
    #expect(sums.count > 8)
    for (key, sum) in sums { #expect(sum.change == sum.effects && sum.rows == change.steps.count, "\(key)") }
    #expect(text.contains(",'=SUM(A1),"))
  }

  @Test func piecesAreTheWhole() throws {
    var change = try Self.sample()
    let project = try #require(change.projects.first)
    change.projects = Array(repeating: project, count: 3_000)
    var pieces: [[UInt8]] = []
    ChangeJSON.write(change) { pieces.append($0) }
    #expect(pieces.count > 1 && Array(pieces.joined()) == ChangeJSON.encode(change))
  }
}
