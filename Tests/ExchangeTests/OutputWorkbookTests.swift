import Disbursement
import Foundation
import Portfolio
import Rulebook
import Testing
import Workbook

@testable import Exchange

/// What a workbook of results holds, read back by the package's own reader.
@Suite struct OutputWorkbookTests {
  /// The workbook of each verb, and the CSV text of its tables by the names of their sheets.
  private struct Written {
    var bytes: [UInt8]
    var csv: [String: [UInt8]]
    /// Headers of these say themselves what they are.
    var formTables: Set<String> = []

    static func all() throws -> [Written] {
      [try forecast(), try schedule(), try reallocation(), try comparison()]
    }

    static func forecast() throws -> Written {
      let forecast = try SampleForecast.make()
      let tables = ForecastTables.Table.allCases.map {
        ($0.rawValue, ForecastTables.encode($0, of: forecast, byteOrderMark: .absent))
      }
      return Written(bytes: try ForecastWorkbook.encode(forecast), csv: Dictionary(uniqueKeysWithValues: tables))
    }

    static func schedule() throws -> Written {
      let (schedule, changes) = try SampleSchedule.changes()
      let tables = ScheduleTables.Table.allCases.map {
        ($0.rawValue, ScheduleTables.encode($0, of: schedule, byteOrderMark: .absent))
      }
      var csv = Dictionary(uniqueKeysWithValues: tables)
      csv["schedule-changes"] = ScheduleChangeTable.encode(changes, byteOrderMark: .absent)
      csv["quarterly-plan"] = QuarterlyPlanTable.encode(
        QuarterlyPlan(schedule), of: schedule, language: .vi, byteOrderMark: .absent)
      let bytes = try ScheduleWorkbook.encode(schedule, changes: changes, language: .vi)
      return Written(bytes: bytes, csv: csv, formTables: ["quarterly-plan"])
    }

    static func reallocation() throws -> Written {
      let (proposal, portfolio) = try SampleReallocation.everything()
      let sources = Dictionary(uniqueKeysWithValues: portfolio.sources.map { ($0.id, $0.name) })
      let reasons = proposal.moves.indices.map { BilingualText(vi: "=lý do \($0)", en: "reason; \($0)") }
      let tables = ReallocationTables.Table.allCases.map { table in
        (
          table.rawValue,
          ReallocationTables.encode(table, of: proposal, sources: sources, reasons: reasons, byteOrderMark: .absent)
        )
      }
      var csv = Dictionary(uniqueKeysWithValues: tables)
      csv["adjusted-plan"] = AdjustedPlanTable.encode(
        AdjustedPlan(proposal, sources: portfolio.sources.map(\.id)), of: proposal, portfolio: portfolio,
        byteOrderMark: .absent)
      let bytes = try ReallocationWorkbook.encode(proposal, portfolio: portfolio, reasons: reasons)
      return Written(bytes: bytes, csv: csv, formTables: ["adjusted-plan"])
    }

    static func comparison() throws -> Written {
      let comparison = try ComparisonOutputTests.comparison()
      let tables = ComparisonTables.Table.allCases.map {
        ($0.rawValue, ComparisonTables.encode($0, of: comparison, byteOrderMark: .absent))
      }
      return Written(bytes: try ComparisonWorkbook.encode(comparison), csv: Dictionary(uniqueKeysWithValues: tables))
    }
  }

  @Test func sheetsHoldWhatCSVFilesHold() throws {
    var kinds: Set<String> = []
    for written in try Written.all() {
      let workbook = try Workbook.read(bytes: written.bytes)
      for (name, text) in written.csv {
        let sheet = try #require(workbook.sheet(named: name), "\(name)")
        let rows = try CSVText.rows(text)
        #expect(sheet.rows.last?.number == rows.count, "\(name)")
        for (row, cells) in rows.enumerated() {
          for (column, text) in cells.enumerated() {
            let value = sheet.row(row + 1)?[column: column + 1] ?? .empty
            let place = Comment("\(name), row \(row + 1), \(rows[0][column]): \(value), \(text)")
            #expect(try kinds.insert(Self.kind(of: value, written: text)).memberAfterInsert != "other", place)
          }
        }
      }
    }
    #expect(kinds == ["empty", "text", "number", "date", "boolean"])
  }

  /// The kind of a value that means what stands in a CSV file; `other` when it does not mean that.
  private static func kind(of value: Workbook.Value, written text: String) throws -> String {
    switch value {
    case .empty: return text.isEmpty ? "empty" : "other"
    case .text(let content): return text == content || (isGuarded(content) && text == "'" + content) ? "text" : "other"
    case .number(let number):
      let expected = try #require(Decimal(string: text), "\(text)")
      return expected == Decimal(string: number.text) ? "number" : "other"
    case .date(let date):
      let day = try #require(Day(iso: text), "\(text)")
      let isSame = [date.year, date.month, date.day, date.secondsOfDay] == [day.year, day.month, day.dayOfMonth, 0]
      return isSame ? "date" : "other"
    case .boolean(let flag): return text == (flag ? "yes" : "no") ? "boolean" : "other"
    case .error: return "other"
    }
  }

  private static func isGuarded(_ text: String) -> Bool { text.first.map { "=+-@\t\r".contains($0) } ?? false }

  @Test func textOfUsersIsNeverAFormulaAndHasNoApostrophe() throws {
    let workbook = try Workbook.read(bytes: Written.forecast().bytes)
    let projects = try #require(workbook.sheet(named: "projects"))
    #expect(projects.row(2)?[column: 2] == .text(SampleForecast.awkwardName))
    #expect(projects.row(3)?.cells.prefix(4).map(\.value).last == .text("-1"))
    #expect(projects.row(3)?[column: 2] == .text("@SUM(A1)"))
    #expect(workbook.sheets.allSatisfy { $0.rows.allSatisfy { $0.cells.allSatisfy { !$0.isFormula } } })
  }

  @Test func firstSheetSaysWhichRun() throws {
    let workbook = try Workbook.read(bytes: Written.forecast().bytes)
    let run = try #require(workbook.sheets.first)
    #expect(run.name == "run")
    let facts = run.rows.map { [$0[column: 1], $0[column: 2]] }
    #expect(facts.first == [.text("key"), .text("value")])
    #expect(facts.contains([.text("inputDigest"), .text("sha256:00")]))
    // Spreadsheets keep fifteen digits.
    #expect(facts.contains([.text("seed"), .text("18446744073709551615")]))
    let year = try #require(facts.first { $0[0] == .text("fiscalYear") }?[1])
    #expect(year == .number(try #require(Workbook.Number("2026"))))
    let eve = try #require(Workbook.DateTime(year: 2025, month: 12, day: 31))
    #expect(facts.contains([.text("asOf"), .date(eve)]))
  }

  /// Every key of the JSON's `run`, whose plain values stand as they are there.
  @Test func runHasTheKeysOfTheJSON() throws {
    let forecast = try SampleForecast.make()
    let (schedule, _) = try SampleSchedule.changes()
    let (proposal, _) = try SampleReallocation.everything()
    let comparison = try ComparisonOutputTests.comparison()
    let documents = [
      ForecastJSON.encode(forecast), ScheduleJSON.encode(schedule), ReallocationJSON.encode(proposal),
      ComparisonJSON.encode(comparison),
    ]
    for (written, document) in zip(try Written.all(), documents) {
      let root = try #require(try JSONSerialization.jsonObject(with: Data(document)) as? [String: Any])
      let run = try #require(root["run"] as? [String: Any])
      let expected = Set(run.flatMap { Self.paths($0, $1) })
      let sheet = try #require(try Workbook.read(bytes: written.bytes).sheet(named: "run"))
      let keys = sheet.rows.dropFirst().map { Self.text($0[column: 1]) }
      #expect(Set(keys) == expected && keys.count == expected.count)
    }
  }

  private static func paths(_ key: String, _ value: Any) -> [String] {
    guard let members = value as? [String: Any] else { return [key] }
    return members.flatMap { paths("\(key).\($0)", $1) }
  }

  private static func text(_ value: Workbook.Value) -> String {
    if case .text(let text) = value { text } else { "" }
  }

  @Test func everyColumnHasAMeaningInBothLanguages() throws {
    for written in try Written.all() {
      let workbook = try Workbook.read(bytes: written.bytes)
      let legend = try #require(workbook.sheets.last)
      #expect(legend.name == "columns")
      let entries = legend.rows.dropFirst().map { row in (1...4).map { Self.text(row[column: $0]) } }
      #expect(entries.allSatisfy { !$0[2].isEmpty && !$0[3].isEmpty && $0[2] != $0[3] })
      let explained = Set(entries.map { $0[0] + "/" + $0[1] })
      var expected: Set<String> = []
      for sheet in workbook.sheets.dropLast() where !written.formTables.contains(sheet.name) {
        let keys = sheet.name == "run" ? sheet.rows.dropFirst().map { $0[column: 1] } : sheet.rows[0].cells.map(\.value)
        expected.formUnion(keys.map { sheet.name + "/" + Self.text($0) })
      }
      #expect(explained == expected)
    }
  }

  @Test func sameRunSameBytes() throws {
    #expect(try Written.all().map(\.bytes) == Written.all().map(\.bytes))
  }
}

/// Tables made by hand.
@Suite struct OutputSheetTests {
  private func numbers(_ count: Int, _ name: String = "numbers") -> OutputTable {
    OutputTable(name, 0..<count, [.count("n") { $0 }, .id("id") { "N\($0)" }])
  }

  @Test(arguments: [(0, [0]), (1, [1]), (3, [3]), (4, [3, 1]), (9, [3, 3, 3]), (10, [3, 3, 3, 1])])
  func longTablesGoOnInFurtherSheets(count: Int, parts: [Int]) throws {
    let bytes = try OutputWorkbook("x.xlsx", run: [], tables: [numbers(count)], rowLimit: 3).encode()
    let sheets = try Workbook.read(bytes: bytes).sheets.dropFirst().dropLast()
    #expect(sheets.map(\.name) == parts.indices.map { $0 == 0 ? "numbers" : "numbers (\($0 + 1))" })
    #expect(sheets.map { $0.rows.count - 1 } == parts)
    #expect(sheets.allSatisfy { $0.rows[0].cells.map(\.value) == [.text("n"), .text("id")] })
    let all = sheets.flatMap { $0.rows.dropFirst().map { $0[column: 2] } }
    #expect(all == (0..<count).map { .text("N\($0)") })
  }

  @Test func tablesLongerThanTheSampleAreWhole() throws {
    let count = OutputSheet.sampleSize * 2 + 1
    let bytes = try OutputWorkbook("x.xlsx", run: [], tables: [numbers(count)]).encode()
    let sheet = try #require(try Workbook.read(bytes: bytes).sheet(named: "numbers"))
    #expect(sheet.rows.dropFirst().map { $0[column: 2] } == (0..<count).map { .text("N\($0)") })
  }

  @Test func limitIsThatOfASheet() throws {
    #expect(OutputWorkbook.largestRowCount == 1_048_575)
  }

  @Test func textThatIsTooLongIsRefused() throws {
    let table = OutputTable("t", ["ok", String(repeating: "ữ", count: 32_768)], [.name("name") { $0 }])
    let error = #expect(throws: OutputError.self) {
      try OutputWorkbook("forecast.xlsx", run: [], tables: [table]).encode()
    }
    #expect(
      error?.message(in: .en)
        == "forecast.xlsx: Sheet «t», cell A3: a cell holds 32,767 characters, 32,768 are needed. Shorten the text, or write a file of another kind (.csv, .json)."
    )
    #expect(error?.message(in: .vi).contains("ô A3: một ô chứa được 32.767 ký tự, cần 32.768") == true)
  }

  @Test func everyLimitHasAMessage() throws {
    let cell = try #require(CellReference(row: 1, column: 1))
    let area = CellArea(cell, cell)
    let limits: [WorkbookWriterError] = [
      .noSheet, .tooManySheets(limit: 1), .tooManyRows(sheet: "s", limit: 1),
      .tooManyColumns(sheet: "s", row: 1, limit: 1), .textTooLong(sheet: "s", cell: cell, length: 2, limit: 1),
      .overlappingAreas(sheet: "s", area, area), .tooManyStyles(limit: 1), .tooLarge, .compressionFailed,
    ]
    for limit in limits {
      let error = OutputError("a.xlsx", .workbook(limit))
      for language in Language.allCases {
        #expect(
          error.message(in: language).hasPrefix("a.xlsx: ") && error.message(in: language).hasSuffix(".csv, .json)."))
      }
    }
  }

  /// What is typed in a workbook, for each case of a cell.
  @Test func cellsAreTyped() throws {
    let day = try #require(Day(iso: "2026-06-30"))
    let cells: [(OutputCell, Workbook.Value, Workbook.NumberKind)] = [
      (.empty, .empty, .number), (.text(""), .empty, .number), (.word(""), .empty, .number),
      (.text("=1+1"), .text("=1+1"), .number), (.text("0123"), .text("0123"), .number),
      (.amount(Money(dong: -1_234_567)), try number("-1234567"), .number),
      (.millions(Money(dong: 1_234_500_001)), try number("1234.500001"), .number),
      (.count(5), try number("5"), .number), (.ordinal(2026), try number("2026"), .number),
      (.share(0.25), try number("0.25"), .percentage), (.fineShare(1e-7), try number("1e-07"), .percentage),
      (.share(.nan), .empty, .number), (.number(.infinity, places: 1), .empty, .number),
      (.number(1.5, places: 2), try number("1.5"), .number), (.number(0.1, places: nil), try number("0.1"), .number),
      (.day(day), .date(try #require(Workbook.DateTime(year: 2026, month: 6, day: 30))), .date),
      // Before the first day that spreadsheets have.
      (.day(day + -60_000), .text("1862-03-22"), .number), (.flag(true), .boolean(true), .number),
    ]
    let table = OutputTable("t", cells, [OutputColumn("cell", .name) { $0.0 }])
    let sheet = try #require(
      try Workbook.read(bytes: OutputWorkbook("x", run: [], tables: [table]).encode()).sheet(named: "t"))
    for (index, expected) in cells.enumerated() {
      let cell = sheet.row(index + 2)?.cell(column: 1)
      #expect(cell?.value ?? .empty == expected.1, "\(expected.0)")
      #expect(cell?.format ?? .number == expected.2, "\(expected.0)")
    }
  }

  private func number(_ text: String) throws -> Workbook.Value { .number(try #require(Workbook.Number(text))) }

  @Test func columnsAreAsWideAsWhatTheyShow() throws {
    let sums = [Money(dong: 9_007_199_254_740_993), Money(dong: 5)]
    let table = OutputTable(
      "t", sums,
      [
        .amount("a") { $0 }, .amount("n") { _ in Money(dong: 1) }, .day("a_day_with_a_long_key") { _ in nil },
        .name("n") { _ in "Ủy ban nhân dân xã" }, .name("long") { _ in String(repeating: "x", count: 500) },
      ])
    let layout = OutputSheet(table: table).layout(sample: Array(table.rows))
    let widths = try layout.columnWidths.map { try #require($0) }
    // 9.007.199.254.740.993 has 21 signs.
    #expect(widths[0] >= 22 && widths[1] >= 20 && widths[2] >= 21)
    #expect(widths[3] >= 18 && widths[3] < 30 && widths[4] == 44)
    #expect(layout.frozenRows == 1 && layout.repeatedRows == 1...1)
    #expect(layout.page.orientation == .landscape && layout.page.scaling == .fitWidth)
  }
}
