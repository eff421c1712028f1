import Disbursement
import Exchange
import Foundation
import Portfolio
import Rulebook
import Testing

/// One portfolio written in every way that is accepted.
@Suite struct ScenarioVariantTests {
  private static func expectSame(_ files: [String: String?], sourceLocation: SourceLocation = #_sourceLocation) throws {
    let good = try ScenarioFiles.read()
    let other = try ScenarioFiles.read(replacing: files)
    #expect(other.warnings == [], sourceLocation: sourceLocation)
    #expect(other.inputs.portfolio.projects == good.inputs.portfolio.projects, sourceLocation: sourceLocation)
    #expect(other.inputs.portfolio.sources == good.inputs.portfolio.sources, sourceLocation: sourceLocation)
    #expect(other.inputs.assumptions == good.inputs.assumptions, sourceLocation: sourceLocation)
  }

  private static let tables: [ScenarioTable] = [.projects, .allocations, .sources, .activities, .drivers, .actuals]

  /// Cells of a table of the good scenario, which quotes none.
  private static func cells(_ table: ScenarioTable) throws -> [[String]] {
    try ScenarioFiles.text(table.fileName).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  private static func allTables(
    _ change: (ScenarioTable, [[String]]) -> String
  ) throws -> [String: String?] {
    var files: [String: String?] = [:]
    for table in tables { files[table.fileName] = change(table, try cells(table)) }
    return files
  }

  private static func joined(_ rows: [[String]], delimiter: String = ",", end: String = "\n") -> String {
    rows.map { $0.joined(separator: delimiter) + end }.joined()
  }

  /// The header with the last accepted Vietnamese name of each column.
  private static func vietnamese(_ table: ScenarioTable, _ header: [String]) -> [String] {
    header.map { key in
      // Quoted, because some names hold commas.
      (table.columns.first { $0.key == key }?.vietnamese.last).map { "\"\($0)\"" } ?? key
    }
  }

  @Test func vietnameseHeaders() throws {
    try Self.expectSame(
      try Self.allTables { table, rows in
        Self.joined([Self.vietnamese(table, rows[0])] + rows.dropFirst())
      })
  }

  @Test func decomposedHeadersInCapitals() throws {
    try Self.expectSame(
      try Self.allTables { table, rows in
        let header = Self.vietnamese(table, rows[0]).map { $0.uppercased().decomposedStringWithCanonicalMapping }
        return Self.joined([header] + rows.dropFirst())
      })
  }

  @Test func semicolonsWithMarkAndCarriageReturns() throws {
    try Self.expectSame(
      try Self.allTables { _, rows in "\u{FEFF}" + Self.joined(rows, delimiter: ";", end: "\r\n") })
  }

  @Test func tabs() throws {
    try Self.expectSame(try Self.allTables { _, rows in Self.joined(rows, delimiter: "\t", end: "\r") })
  }

  @Test func everyCellQuotedAndBlankRowsAtTheEnd() throws {
    try Self.expectSame(
      try Self.allTables { _, rows in
        let blank = String(repeating: ",", count: rows[0].count - 1) + "\n"
        return Self.joined(rows.map { row in row.map { "\"\($0)\"" } }) + blank + "\n" + blank
      })
  }

  @Test func columnsInAnotherOrderAndEmptyOnesLeftOut() throws {
    try Self.expectSame(
      try Self.allTables { _, rows in
        let kept = rows[0].indices.filter { index in rows.dropFirst().contains { !$0[index].isEmpty } }
        return Self.joined(rows.map { row in kept.reversed().map { row[$0] } })
      })
  }

  @Test func shortRowsWithoutTheirEmptyEnd() throws {
    try Self.expectSame(
      try Self.allTables { _, rows in
        Self.joined(
          [rows[0]]
            + rows.dropFirst().map { row in
              Array(row[...(row.lastIndex { !$0.isEmpty } ?? 0)])
            })
      })
  }

  @Test func vietnameseNumbers() throws {
    var files = try Self.allTables { _, rows in
      Self.joined(
        rows.map { row in row.map { cell in Double(cell) == nil ? cell : cell.replacing(".", with: ",") } },
        delimiter: ";")
    }
    for (name, text) in files {
      files[name] = text?.replacing(";9000;", with: ";9.000;").replacing(";12000;", with: ";12.000;")
        .replacing(";5000;", with: ";5.000,00;").replacing(";7000;", with: ";7.000;")
    }
    files["scenario.yaml"] = try ScenarioFiles.text("scenario.yaml") + "numberStyle: vietnamese\n"
    #expect(files["projects.csv"]??.contains(";12.000;") == true)
    try Self.expectSame(files)
  }

  @Test func vietnameseWords() throws {
    try Self.expectSame(
      try Self.allTables { table, rows in
        Self.joined(
          [rows[0]]
            + rows.dropFirst().map { row in
              zip(rows[0], row).map { key, cell in
                guard case .word(let words)? = table.columns.first(where: { $0.key == key })?.content else {
                  return cell
                }
                return words.first { $0.key == cell }?.vietnamese.last ?? cell
              }
            })
      })
  }

  @Test func datesWithTheDayFirst() throws {
    let activities = try ScenarioFiles.text("activities.csv").replacing("2026-02-20", with: "20/02/2026")
      .replacing("2026-06-01", with: "1/6/2026")
    let actuals = try ScenarioFiles.text("actuals.csv").replacing("2026-01", with: "01/2026")
      .replacing("2026-03", with: "3/2026")
    try Self.expectSame(["activities.csv": activities, "actuals.csv": actuals])
  }

  @Test(arguments: [("thousand", 3), ("dong", 6)]) func otherUnits(unit: String, zeros: Int) throws {
    let amounts = [
      "total_investment", "paid_before_year", "contract_value", "outstanding_advance", "absorbable", "plan",
      "paid_to_date", "revenue_expected", "paid",
    ]
    var files = try Self.allTables { _, rows in
      Self.joined(
        [rows[0]]
          + rows.dropFirst().map { row in
            zip(rows[0], row).map { key, cell in
              guard amounts.contains(key), !cell.isEmpty else { return cell }
              // The only decimals of the good scenario are halves.
              return cell.hasSuffix(".5")
                ? cell.dropLast(2) + "5" + String(repeating: "0", count: zeros - 1)
                : cell + String(repeating: "0", count: zeros)
            }
          })
    }
    files["scenario.yaml"] = try ScenarioFiles.text("scenario.yaml").replacing("unit: million", with: "unit: \(unit)")
    try Self.expectSame(files)
  }

  /// A row for each allocation, with the project's cells in the first of its rows and as told in the others.
  private static func oneTable(_ further: (String) -> String) throws -> String {
    let projects = try cells(.projects)
    let allocations = try cells(.allocations)
    var seen: Set<String> = []
    let rows = allocations.dropFirst().map { allocation -> [String] in
      let project = projects.first { $0[0] == allocation[0] } ?? []
      let own = seen.insert(allocation[0]).inserted ? Array(project.dropFirst()) : project.dropFirst().map(further)
      return [allocation[0]] + own + allocation.dropFirst()
    }
    return joined([projects[0] + allocations[0].dropFirst()] + rows)
  }

  @Test func oneTable() throws {
    let files: [String: String?] = ["projects.csv": nil, "allocations.csv": nil]
    try Self.expectSame(files.merging(["portfolio.csv": try Self.oneTable { $0 }]) { $1 })
    try Self.expectSame(files.merging(["portfolio.csv": try Self.oneTable { _ in "" }]) { $1 })
  }

  @Test func oneTableThatContradictsItself() throws {
    let text = try Self.oneTable { $0 == "Builder 1" ? "Builder 3" : $0 == "9000" ? "9001" : $0 }
    let error = #expect(throws: InvalidInput.self) {
      try ScenarioFiles.read(replacing: ["projects.csv": nil, "allocations.csv": nil, "portfolio.csv": text])
    }
    #expect(
      try #require(error).diagnostics.map { $0.message(in: .en) } == [
        "portfolio.csv, row 4, column contractor: it differs from row 3 of the same project (found «Builder 3»). "
          + "Write the same as in row 3, or leave it empty.",
        "portfolio.csv, row 4, column total_investment: it differs from row 3 of the same project (found «9001»). "
          + "Write the same as in row 3, or leave it empty.",
      ])
  }
}
