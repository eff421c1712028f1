import Disbursement
import Exchange
import Foundation
import Portfolio
import Rulebook
import Testing

/// A comparison as JSON and as tables.
@Suite struct ComparisonOutputTests {
  static func comparison() throws -> Comparison {
    let good = try ScenarioFiles.read()
    let settings = ["driver.storms=off", "project.DA-02.start=2026-09-01"].compactMap { ScenarioSetting($0) }
    let other = try ScenarioFiles.read(overrides: ScenarioOverrides(settings: settings))
    var fewer = good.inputs
    fewer.portfolio = try Portfolio(
      fiscalYear: good.inputs.portfolio.fiscalYear, asOf: good.inputs.portfolio.asOf,
      sources: good.inputs.portfolio.sources, projects: Array(good.inputs.portfolio.projects.dropLast()))
    return try Comparison.run(
      [
        ComparisonVariant(name: "=A", inputs: good.inputs),
        ComparisonVariant(name: "B", inputs: other.inputs, changes: settings.map(\.text)),
        ComparisonVariant(name: "C", inputs: fewer),
      ], settings: ForecastSettings(replications: 120, seed: 3, threads: 2, targets: good.targets))
  }

  @Test func jsonReadsBack() throws {
    let comparison = try Self.comparison()
    let bytes = ComparisonJSON.encode(comparison)
    let root = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect(root["schema"] as? String == "giaingan.compare/1")
    let variants = try #require(root["variants"] as? [[String: Any]])
    #expect(variants.map { $0["name"] as? String } == ["=A", "B", "C"])
    #expect(variants[1]["changes"] as? [String] == ["driver.storms=off", "project.DA-02.start=2026-09-01"])
    let pairs = try #require(root["comparisons"] as? [[String: Any]])
    #expect(pairs.map { $0["variant"] as? Int } == [1, 2])
    let portfolio = try #require(pairs[0]["portfolio"] as? [String: Any])
    let path = try #require(portfolio["path"] as? [[String: Any]])
    let stated = comparison.pairs[0].whole.path
    #expect(path.map { $0["date"] as? String } == stated.map(\.date.description))
    for (point, difference) in zip(path, stated) {
      #expect((point["difference"] as? NSNumber)?.int64Value == difference.difference.mean.dong)
      #expect((point["standardError"] as? NSNumber)?.int64Value == difference.difference.standardError.dong)
      #expect(point["probabilityOfMore"] as? Double == difference.probabilityOfMore)
    }
    #expect((pairs[0]["projects"] as? [[String: Any]])?.count == 4)
    let gone = try #require(pairs[1]["onlyInFirst"] as? [[String: Any]])
    #expect(gone.map { $0["id"] as? String } == ["DA-04"])
    let rankings = try #require(root["rankings"] as? [[String: Any]])
    #expect(rankings.map { $0["date"] as? String } == ["2026-12-31", "2027-01-31"])
    let beats = try #require(rankings[0]["beats"] as? [[Double]])
    #expect(beats[0][1] + beats[1][0] == 1 && beats[1][1] == 0.5)
    #expect(ComparisonJSON.encode(try Self.comparison()) == bytes)
  }

  @Test func keysStandInTheStatedOrder() throws {
    let text = String(decoding: ComparisonJSON.encode(try Self.comparison()), as: UTF8.self)
    let keys = text.split(separator: "\n").compactMap { line -> Substring? in
      guard line.hasPrefix("  \""), let end = line.dropFirst(3).firstIndex(of: "\"") else { return nil }
      return line[line.index(line.startIndex, offsetBy: 3)..<end]
    }
    #expect(
      keys == [
        "schema", "run", "checkpoints", "projectCheckpoints", "rankedOn", "variants", "rankings", "comparisons",
        "notes",
      ])
    #expect(text.hasSuffix("\n}\n"))
  }

  @Test func tables() throws {
    let comparison = try Self.comparison()
    func rows(_ table: ComparisonTables.Table) -> [[Substring]] {
      let bytes = ComparisonTables.encode(table, of: comparison, byteOrderMark: .absent)
      return String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
    }
    let differences = rows(.differences)
    #expect(differences.allSatisfy { $0.count == 15 })
    let (days, keys) = (comparison.checkpoints.count, comparison.projectCheckpoints.count)
    let groups = comparison.pairs.reduce(0) { $0 + $1.groups.count }
    #expect(differences.count == 1 + 2 * days + groups * days + 8 * keys)
    #expect(differences[1].prefix(3) == ["B", "portfolio", ""])
    let unmatched = differences.filter { $0[2] == "DA-04" && $0[0] == "C" }
    #expect(unmatched.count == keys && unmatched.allSatisfy { !$0[5].isEmpty && $0[6].isEmpty && $0[7].isEmpty })
    let milestones = rows(.milestones)
    #expect(milestones.allSatisfy { $0.count == 14 })
    #expect(milestones.contains { $0[1] == "target" } && milestones.contains { $0[1] == "project" })
    let ranking = rows(.ranking)
    #expect(ranking[0].suffix(3) == ["beats_1", "beats_2", "beats_3"] && ranking.count == 1 + 2 * 3)
    #expect(ranking.contains { $0[2] == "'=A" })
    let marked = ComparisonTables.encode(.ranking, of: comparison, byteOrderMark: .present)
    #expect(marked.starts(with: [0xef, 0xbb, 0xbf]))
  }
}
