import Exchange
import Foundation
import Portfolio

/// A past year written as the files of a scenario as of 30 June, one sol as one dong.
struct PastYearScenario {
  let past: PastYear
  let replications: Int

  static let assumptions = "vietnam-2026"
  static let seed = 2026
  private static let source = "budget"
  private static let rulebook = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Records/rulebook.yaml")

  /// Reads the year through its files, in a temporary folder that is removed afterwards.
  func read() throws -> Scenario {
    let folder = FileManager.default.temporaryDirectory.appending(path: "giaingan-records-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, bytes) in try files() { try Data(bytes).write(to: folder.appending(path: name)) }
    return try ScenarioReader.read(at: folder.path(percentEncoded: false), overrides: ScenarioOverrides())
  }

  func files() throws -> [String: [UInt8]] {
    let rules = try String(contentsOf: Self.rulebook, encoding: .utf8)
    return [
      "scenario.yaml": Array(settings.utf8),
      "rulebook.yaml": Array(rules.replacing("YEAR", with: String(past.year)).utf8),
      "sources.csv": sources, "projects.csv": projects, "allocations.csv": allocations, "actuals.csv": actuals,
    ]
  }

  private var settings: String {
    """
    schema: 1
    name: Public works in Peru, \(past.year)
    fiscalYear: \(past.year)
    asOf: \(past.asOf)
    rulebook: rulebook.yaml
    unit: dong
    assumptions: \(Self.assumptions)
    simulation: {replications: \(replications), seed: \(Self.seed)}

    """
  }

  /// There is no payment in January for the year before: nothing is paid after 31 December.
  private var sources: [UInt8] {
    Self.table(
      ["source_id", "name", "kind", "pay_until"],
      [[.plain(Self.source), .text("Budget of the year"), .plain("transfer"), .plain(past.lastDay.description)]])
  }

  /// Total cost and programmed dates are left out: the records hold their latest revision, not the one of the year.
  private var projects: [UInt8] {
    Self.table(
      ["id", "name", "group", "owner", "locality", "sector"],
      past.projects.map { record in
        [
          .text(record.code), .text("Investment \(record.code)"), .plain(past.group(of: record).rawValue),
          .text(record.level), .text(record.sector), .text(record.function),
        ]
      })
  }

  private var allocations: [UInt8] {
    Self.table(
      ["project_id", "source_id", "plan"],
      past.projects.map { [.text($0.code), .plain(Self.source), .plain(String($0.budget))] })
  }

  private var actuals: [UInt8] {
    Self.table(
      ["project_id", "source_id", "month", "paid"],
      past.projects.flatMap { record in
        record.months.prefix(PastYear.knownMonths).enumerated().map { index, paid in
          [.text(record.code), .plain(Self.source), .plain("\(past.year)-0\(index + 1)"), .plain(String(paid))]
        }
      })
  }

  private static func table(_ header: [String], _ rows: [[CSVWriter.Cell]]) -> [UInt8] {
    var writer = CSVWriter()
    writer.row(header.map { .plain($0) })
    for row in rows { writer.row(row) }
    return writer.drain()
  }
}
