import Foundation
import Testing

/// The shipped scenarios give the results that stand in their `expected` folders.
///
/// With all replications, because the engine is optimised in debug builds, too. With `UPDATE_GOLDEN=1` in the environment
/// the folders are rewritten and the test fails; `{engine}` stands for the engine's version there.
@Suite struct ShippedScenarioTests {
  /// In standard errors of the difference of two runs.
  private static let toleratedErrors = 5.0

  static let folders: [String] = {
    let root = CommandRun.checkout.appendingPathComponent("Scenarios")
    let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return paths.filter { $0.hasSuffix("scenario.yaml") }.map { String($0.dropLast("/scenario.yaml".count)) }.sorted()
  }()

  private let output: TestFolder

  init() throws { output = try TestFolder() }

  @Test func someAreShipped() { #expect(!Self.folders.isEmpty) }

  @Test(arguments: folders)
  func resultsAreAsExpected(scenario: String) throws {
    let folder = CommandRun.checkout.appendingPathComponent("Scenarios/\(scenario)")
    let run = try CommandRun("forecast", folder.path, "--output", output.path("out"), "--lang", "vi")
    #expect([0, 1].contains(run.status), "\(run.errorText)")
    let expected = folder.appendingPathComponent("expected")
    guard ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == nil else {
      return try rewrite(expected)
    }
    for table in ComparedTable.all {
      try compare(table, in: expected, tolerance: Self.toleratedErrors * 2.0.squareRoot())
    }
  }

  private func rewrite(_ expected: URL) throws {
    try FileManager.default.createDirectory(at: expected, withIntermediateDirectories: true)
    let version = try CommandRun("--version").text.trimmingCharacters(in: .whitespacesAndNewlines)
    for name in ComparedTable.all.map(\.name) + ["forecast.txt"] {
      let written = try Data(contentsOf: output.url.appendingPathComponent("out/\(name)"))
      let recorded = String(decoding: written, as: UTF8.self).replacing(version, with: "{engine}")
      try Data(recorded.utf8).write(to: expected.appendingPathComponent(name))
    }
    Issue.record("rewrote \(expected.path)")
  }

  private func compare(_ table: ComparedTable, in expected: URL, tolerance: Double) throws {
    let wanted = try table.rows(at: expected.appendingPathComponent(table.name))
    let found = try table.rows(at: output.url.appendingPathComponent("out/\(table.name)"))
    #expect(!wanted.isEmpty)
    #expect(found.map(table.key) == wanted.map(table.key), "rows of \(table.name)")
    for (found, wanted) in zip(found, wanted) {
      let place = "\(table.name) \(table.key(wanted))"
      for column in table.exact { #expect(found[column] == wanted[column], "\(place) \(column)") }
      for (column, error) in table.uncertain {
        let difference = try number(found[column]) - number(wanted[column])
        let allowed = try tolerance * number(wanted[error]) + ComparedTable.rounding(column)
        #expect(abs(difference) <= allowed, "\(place) \(column): off by \(difference), \(allowed) allowed")
      }
    }
  }

  private func number(_ cell: String?) throws -> Double { try #require(cell.flatMap { Double($0) }) }
}

/// What of a table must be the same, and what may differ by chance.
private struct ComparedTable {
  var name: String
  var keys: [String]
  var exact: [String]
  /// Columns with the columns that hold their standard errors.
  var uncertain: [(column: String, error: String)]

  /// Amounts and errors are rounded to whole dong, shares are not.
  static func rounding(_ column: String) -> Double { column.hasSuffix("shortfall") ? 2 : 1e-12 }

  static let all = [
    ComparedTable(
      name: "milestones.csv", keys: ["scope", "unit_id", "rule"],
      exact: ["group", "date", "required", "plan", "required_amount", "paid_to_date", "project_count"],
      uncertain: [
        ("probability", "standard_error"), ("expected_shortfall", "expected_shortfall_error"),
      ]),
    ComparedTable(
      name: "deadlines.csv", keys: ["project_id", "rule", "activity"], exact: ["date"],
      uncertain: [("probability", "standard_error")]),
  ]

  func key(_ row: [String: String]) -> String { keys.map { row[$0] ?? "" }.joined(separator: " ") }

  /// The tables hold no quoted line breaks.
  func rows(at url: URL) throws -> [[String: String]] {
    let text = String(decoding: try Data(contentsOf: url), as: UTF8.self)
    let lines = text.replacing("\u{FEFF}", with: "").split(separator: "\r\n").map { cells($0) }
    let header = try #require(lines.first)
    return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
  }

  private func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }
}
