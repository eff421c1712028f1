import Foundation
import Testing

/// `giaingan import` as a user runs it.
@Suite struct ImportCommandTests {
  private static let ledger = CommandRun.shippedScenario + "/ledger/2026-06-30.csv"
  private static let june = CommandRun.shippedScenario + "/2026-06-30"

  private func shipped(_ name: String) throws -> String {
    try String(contentsOfFile: "\(Self.june)/\(name)", encoding: .utf8)
  }

  /// The columns of a table with these names, row by row.
  private func columns(_ names: [String], of text: String) -> [[String]] {
    let rows = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let places = names.compactMap { rows.first?.firstIndex(of: $0) }
    return rows.map { row in places.map { $0 < row.count ? row[$0] : "" } }
  }

  /// The shipped ledger makes of the plan the payments, sums and advances of the scenario of 30 June.
  @Test func theShippedLedgerMakesTheShippedHalfYear() throws {
    let folder = try TestFolder()
    let run = try CommandRun(
      "import", Self.ledger, "--into", CommandRun.shippedScenario, "--output", folder.path("june"), "--lang", "en")
    #expect(run.status == 0, "\(run.errorText)")
    #expect(
      run.text.contains("the ledger") && run.text.contains("41,564,662,000") && run.text.contains("No line is dropped"))
    #expect(run.text.contains("agrees with its lines"))
    let names = ["project_id", "source_id", "month", "paid"]
    #expect(try columns(names, of: folder.text("june/actuals.csv")) == columns(names, of: shipped("actuals.csv")))
    #expect(try folder.text("june/allocations.csv") == shipped("allocations.csv"))
    #expect(try folder.text("june/scenario.yaml").contains("asOf: 2026-06-30"))
    let files = try folder.entries("june")
    #expect(
      files.filter { $0.hasPrefix("import-report") } == [
        "import-report.csv", "import-report.json", "import-report.txt", "import-report.xlsx",
      ])
    #expect(!files.contains("ledger"))
    let report = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: folder.url.appendingPathComponent("june/import-report.json")))
        as? [String: Any])
    #expect(report["schema"] as? String == "giaingan.import/1" && report["written"] as? Bool == true)
    let lines = try #require(report["lines"] as? [[String: Any]])
    #expect(lines.count == 151 && lines.allSatisfy { $0["fate"] as? String == "imported" })
    #expect(lines.reduce(0) { $0 + ($1["paid"] as? Int ?? 0) } == 41_564_662_000)
    #expect(try folder.text("june/import-report.csv").split(separator: "\r\n").count == 152)
    let check = try CommandRun(
      "forecast", folder.path("june"), "--replications", "50", "--format", "json", "--lang", "en")
    #expect(check.status == 1 && !check.errorText.contains("import-report"), "\(check.errorText)")
    #expect(try advances(folder.path("june/projects.csv")) == advances("\(Self.june)/projects.csv"))
  }

  /// By project; names with commas in them are quoted and come before the column.
  private func advances(_ path: String) throws -> [String: Double] {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var advances: [String: Double] = [:]
    for line in text.split(separator: "\n").dropFirst() {
      var cells: [String] = [""]
      var isQuoted = false
      for character in line {
        if character == "\"" { isQuoted.toggle() }
        if character == ",", !isQuoted { cells.append("") } else { cells[cells.count - 1].append(character) }
      }
      advances[cells[0]] = Double(cells[11]) ?? 0
    }
    return advances
  }

  @Test func withoutAFolderNothingIsWritten() throws {
    let folder = try TestFolder()
    try folder.putScenario()
    try folder.put("Ngày;Mã dự án;Số tiền\n05/07/2026;P2;100.000.000\n", at: "so.csv")
    let run = try CommandRun("import", folder.path("so.csv"), "--into", folder.path("scenario"), "--lang", "vi")
    #expect(run.status == 0 && run.text.contains("NHẬP SỔ THANH TOÁN") && run.text.contains("100.000.000"))
    #expect(try folder.entries() == ["scenario", "so.csv"])
  }

  @Test func unmatchedLinesStopTheImport() throws {
    let folder = try TestFolder()
    try folder.putScenario()
    try folder.put("Ngày;Mã dự án;Số tiền\n05/07/2026;P2;100.000.000\n06/07/2026;X9;7.000.000\n", at: "so.csv")
    let arguments = [
      "import", folder.path("so.csv"), "--into", folder.path("scenario"), "--output", folder.path("new"),
    ]
    let stopped = try CommandRun(arguments + ["--lang", "en"])
    #expect(stopped.status == 2 && stopped.errorText.contains("row 3, column Mã dự án: the line is unmatched"))
    #expect(stopped.text.contains("UNMATCHED LINES") && stopped.text.contains("7,000,000"))
    #expect(try folder.entries() == ["scenario", "so.csv", "so.mapping.yaml"])
    let skeleton = try folder.text("so.mapping.yaml")
    #expect(skeleton.contains("\"X9\":"))
    // Nothing is filled in yet, and the file is not written over.
    let again = try CommandRun(arguments + ["--lang", "vi"])
    #expect(again.status == 2 && again.errorText.contains("được giữ nguyên"))
    #expect(try folder.text("so.mapping.yaml") == skeleton)
    let allowed = try CommandRun(arguments + ["--allow-unmatched", "--lang", "en"])
    #expect(allowed.status == 0 && allowed.errorText.contains("1 unmatched lines"))
    #expect(try folder.text("new/import-report.csv").contains("unmatched,unknown-code"))
    #expect(try folder.text("new/actuals.csv").contains("P2,NS,2026-07,100"))
    try folder.put(skeleton.replacing("\"X9\":", with: "\"X9\": P2"), at: "so.mapping.yaml")
    let filled = try CommandRun(
      "import", folder.path("so.csv"), "--into", folder.path("scenario"), "--output", folder.path("newer"), "--lang",
      "en")
    #expect(filled.status == 0, "\(filled.errorText)")
    #expect(try folder.text("newer/actuals.csv").contains("P2,NS,2026-07,107"))
  }

  @Test func whatContradictsThePlanIsNotWritten() throws {
    let folder = try TestFolder()
    try folder.putScenario()
    try folder.put("Ngày;Mã dự án;Số tiền\n05/07/2026;P2;700.000.000\n06/07/2026;P2;200.000.000\n", at: "so.csv")
    let arguments = [
      "import", folder.path("so.csv"), "--into", folder.path("scenario"), "--output", folder.path("new"),
    ]
    let english = try CommandRun(arguments + ["--lang", "en"])
    #expect(english.status == 2 && english.errorText.contains("rows 2, 3 of the ledger"))
    #expect(try CommandRun(arguments + ["--lang", "vi"]).errorText.contains("các dòng 2, 3 của sổ"))
    #expect(try folder.entries() == ["scenario", "so.csv"])
  }

  @Test func defectsOfCellsAndUsage() throws {
    let folder = try TestFolder()
    try folder.putScenario()
    try folder.put("Ngày;Mã dự án;Số tiền\n31/02/2026;P2;a\n", at: "so.csv")
    let scenario = folder.path("scenario")
    let bad = try CommandRun("import", folder.path("so.csv"), "--into", scenario, "--lang", "en")
    #expect(bad.status == 2 && bad.errorText.split(separator: "\n").count == 2 && bad.output.isEmpty)
    #expect(try CommandRun("import", folder.path("none.csv"), "--into", scenario).status == 2)
    #expect(try CommandRun("import", folder.path("so.csv")).status == 64)
    #expect(try CommandRun("import", folder.path("so.csv"), "--into", scenario, "--unit", "euro").status == 64)
    #expect(try CommandRun("import", folder.path("so.csv"), "--into", scenario, "--through", "30/02/2026").status == 64)
    let full = try CommandRun("import", folder.path("so.csv"), "--into", scenario, "--output", scenario, "--lang", "en")
    #expect(full.status == 2 && full.errorText.contains("Choose a new or an empty one"))
  }
}
