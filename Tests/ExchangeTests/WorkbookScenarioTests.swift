import Disbursement
import Foundation
import Portfolio
import Rulebook
import Testing
import Workbook

@testable import Exchange

@Suite struct WorkbookScenarioTests {
  private static let folder = ScenarioFiles.malformed.deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Scenarios/chi-lang-2026/2026-06-30").path(percentEncoded: false)

  /// Typed numbers, dates and months; settings with Vietnamese keys.
  @Test(arguments: ["tables", "libreoffice-tables"]) func sheetsAreTheTablesOfAScenario(name: String) throws {
    let sheets = try ScenarioReader.read(at: OfficeWorkbooks.path(name))
    let files = try ScenarioReader.read(at: Self.folder)
    #expect(sheets.inputs.portfolio.projects == files.inputs.portfolio.projects)
    #expect(sheets.inputs.portfolio.sources == files.inputs.portfolio.sources)
    #expect(sheets.inputs.portfolio.asOf == files.inputs.portfolio.asOf)
    #expect(sheets.targets == files.targets)
    #expect(sheets.seed == files.seed && sheets.replications == files.replications)
    #expect(sheets.warnings.isEmpty)
  }

  @Test func farCornerIsRefusedWithItsCell() throws {
    let messages = try OfficeWorkbooks.messages("far", in: .en)
    #expect(
      messages == [
        "far.xlsx, sheet «projects», cell XFD1048576: the cell stands beyond the columns with a header (found «xa»). "
          + "Delete it, or name its column in the first row."
      ])
  }

  @Test func overridesReplaceTheSettings() throws {
    let overrides = ScenarioOverrides(replications: 7, seed: 5)
    let scenario = try ScenarioReader.read(at: OfficeWorkbooks.path("tables"), overrides: overrides)
    #expect(scenario.replications == 7 && scenario.seed == 5)
  }

  @Test func damagedFiles() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: OfficeWorkbooks.path("usual"))))
    let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1] + [UInt8](repeating: 0, count: 504)
    var flipped = bytes
    let part = try #require(bytes.firstIndex(of: Array("xl/worksheets/sheet1.xml".utf8)))
    flipped[part + 60] ^= 0x10
    let cases: [(bytes: [UInt8], problem: String)] = [
      (Array(bytes.prefix(bytes.count / 2)), "the end of the file is missing"), ([], "the file is no .xlsx workbook"),
      (Array("id,name\n".utf8), "the file is no .xlsx workbook"),
      (compound, "the file is an old .xls workbook"), (flipped, "the content is damaged"),
    ]
    for (bytes, problem) in cases {
      do throws(InvalidInput) {
        _ = try WorkbookFile.decode(bytes, file: "list.xlsx")
        Issue.record("accepted: \(problem)")
      } catch {
        let message = try #require(error.diagnostics.first).message(in: .en)
        #expect(message.hasPrefix("list.xlsx") && message.contains(": \(problem)"), "\(message)")
      }
    }
  }

  @Test func missingFile() throws {
    do throws(InvalidInput) {
      _ = try ScenarioReader.read(at: "/nowhere/list.xlsx")
      Issue.record("read")
    } catch {
      #expect(
        error.diagnostics.map { $0.message(in: .en) } == [
          "/nowhere/list.xlsx: there is no such file. Check its name and folder."
        ])
    }
  }

  @Test func settingsSheetSaysWhereItIsWrong() {
    func row(_ number: Int, _ texts: String...) -> SheetGrid.Row {
      SheetGrid.Row(
        number: number,
        cells: texts.enumerated().map { .init(column: $0 + 1, value: .text($1), isFormula: false) })
    }
    let sheet = SettingsSheet(
      SheetGrid(
        file: "a.xlsx", sheet: "Kịch bản",
        rows: [
          row(2, "khóa", "giá trị"), row(4, "Tên", "Xã «A»: 50% \"b\\c\""), row(6, "Năm", "2026"),
          row(7, "Đơn vị", "tỷ đồng"),
          row(8, "simulation.seed", "-1"), row(9, "Mục tiêu", "2026-12-31", "0.9", "0.5"),
          row(10, "Kiểu số", "Việt Nam"),
        ], mergedAreas: []))
    #expect(sheet.fiscalYear == FiscalYear(2026))
    #expect(sheet.unit == .billion)
    #expect(sheet.style == .vietnamese)
    let collector = DiagnosticCollector()
    let text = String(decoding: sheet.bytes, as: UTF8.self)
    let settings = YAMLTree.read(text: text, file: "scenario.yaml", collector: collector).map { ScenarioSettings($0) }
    #expect(settings?.name == "Xã «A»: 50% \"b\\c\"")
    #expect(settings?.targets.count == 1)
    var places = SheetPlaces(file: "a.xlsx")
    places.tables["scenario.yaml"] = sheet.places
    let found = collector.sorted.map { places.placed($0) }
    #expect(found.contains { $0.cell == "B8" && $0.found == "-1" && $0.sheet == "Kịch bản" }, "\(found)")
  }
}

extension [UInt8] {
  fileprivate func firstIndex(of part: [UInt8]) -> Int? {
    indices.first { self[$0...].starts(with: part) }.map { $0 + part.count }
  }
}
