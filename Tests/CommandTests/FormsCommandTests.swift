import Foundation
import Testing

@Suite struct FormsCommandTests {
  private static let june = CommandRun.shippedScenario + "/2026-06-30"

  @Test func theFolderGetsThePageAndTheWorkbook() throws {
    let folder = try TestFolder()
    let run = try CommandRun("forms", Self.june, "--lang", "vi", "--output", folder.path("out"))
    #expect(run.status == 0)
    #expect(try folder.entries("out") == ["forms.html", "forms.txt", "forms.xlsx"])
    let page = try folder.text("out/forms.html")
    for code in ["01/QTNĐ", "08.a/SDTƯ", "01.a/PB"] {
      #expect(page.contains("Mẫu số \(code)"))
      #expect(run.text.contains(code))
    }
    #expect(!page.contains("Mẫu số 01.b/PB"))
    #expect(page.contains("không phải mẫu biểu chính thức"))
    #expect(try Data(contentsOf: folder.url.appendingPathComponent("out/forms.xlsx")).prefix(2) == Data("PK".utf8))
  }

  @Test func formsAreAskedForWithoutAccents() throws {
    let run = try CommandRun("forms", Self.june, "--form", "01/qtnd", "--form", "01.b/PB", "--lang", "en")
    #expect(run.status == 0)
    #expect(run.text.contains("01/QTNĐ"))
    #expect(run.text.contains("There is no adjustment"))
    #expect(!run.text.contains("08.a"))
    let wrong = try CommandRun("forms", Self.june, "--form", "02/QTNĐ", "--lang", "en")
    #expect(wrong.status == 64)
    #expect(wrong.errorText.contains("expected one of the forms"))
  }

  @Test func aSingleFileTakesThePlaceOfWhatIsPrinted() throws {
    let folder = try TestFolder()
    let run = try CommandRun("forms", Self.june, "--form", "08.a/SDTU", "--output", folder.path("advances.xlsx"))
    #expect(run.status == 0)
    #expect(run.text.isEmpty)
    #expect(try folder.entries() == ["advances.xlsx"])
    let page = try CommandRun("forms", Self.june, "--form", "08.a/SDTU", "--format", "html", "--quiet")
    #expect(page.text.hasPrefix("<!DOCTYPE html>"))
    #expect(page.errorText.isEmpty)
  }

  @Test func theAdjustedPlanIsThatOfAnotherScenario() throws {
    let folder = try TestFolder()
    try folder.putScenario()
    try folder.putScenario(at: "after", plan: "1250.5")
    let run = try CommandRun(
      "forms", folder.path("scenario"), "--adjusted", folder.path("after"), "--form", "01.b/PB", "--format", "html",
      "--lang", "en")
    #expect(run.status == 0)
    #expect(run.text.contains("<td class=\"n\">250.5</td>"))
    #expect(run.text.contains("<td class=\"n\">2,050.5</td>"))
    let other = try folder.text("after/scenario.yaml").replacing("fiscalYear: 2026", with: "fiscalYear: 2025")
    try folder.put(other.replacing("2026-06-30", with: "2025-06-30"), at: "after/scenario.yaml")
    let refused = try CommandRun("forms", folder.path("scenario"), "--adjusted", folder.path("after"), "--lang", "en")
    #expect(refused.status == 2)
  }

  @Test func errorsOfTheTablesAreReported() throws {
    let folder = try TestFolder()
    try folder.putScenario()
    try folder.put("project_id,outstanding\nP9,10\nP1,x\n", at: "scenario/advances.csv")
    let run = try CommandRun("forms", folder.path("scenario"), "--output", folder.path("out"), "--lang", "en")
    #expect(run.status == 2)
    #expect(run.errorText.contains("advances.csv, row 2, column project_id"))
    #expect(run.errorText.contains("advances.csv, row 3, column outstanding"))
    #expect(try folder.entries() == ["scenario"])
  }

  @Test func checkCountsTheRecords() throws {
    let check = try CommandRun("check", Self.june, "--format", "json").object()
    let records = try #require(check["records"] as? [String: Any])
    #expect(records["particulars"] as? Int == 60)
    #expect(records["settlements"] as? Int == 72)
    let text = try CommandRun("check", Self.june, "--lang", "en").text
    #expect(text.contains("RECORDS FOR OFFICIAL FORMS"))
    #expect(!(try CommandRun("check", CommandRun.shippedScenario, "--lang", "en").text.contains("RECORDS FOR")))
  }

  /// What openpyxl reads in the workbook of the shipped scenario: the sums of each column as numbers, exact in the form's unit.
  @Test(.enabled(if: Openpyxl.isThere, "No Python with openpyxl: install python3-openpyxl"))
  func anotherProgramReadsTheAmounts() throws {
    let folder = try TestFolder()
    #expect(try CommandRun("forms", Self.june, "--lang", "vi", "--output", folder.path("forms.xlsx")).status == 0)
    let cells = try Openpyxl.cells(of: folder.path("forms.xlsx"))
    #expect(Set(cells.map(\.sheet)).count == 5)
    let settlement = cells.filter { $0.sheet.hasPrefix("01-QTN") }
    let row = try #require(settlement.first { $0.text == "TỔNG SỐ" }?.row)
    #expect(settlement.first { $0.row == row && $0.column == "P" }?.number == 134_324_082_000)
    #expect(settlement.first { $0.row == row && $0.column == "Q" }?.number == 41_564_662_000)
    let plan = cells.filter { $0.sheet.hasPrefix("01.a") }
    let planRow = try #require(plan.first { $0.text == "TỔNG SỐ" }?.row)
    #expect(plan.first { $0.row == planRow && $0.column == "N" }?.number == 134_324.082)
  }
}

/// Cells as the script of the fixture workbooks prints them.
private enum Openpyxl {
  struct Cell {
    var sheet: String
    var column: String
    var row: Int
    var text: String?
    var number: Double?
  }

  private static let script = CommandRun.checkout.appendingPathComponent("Tests/Workbooks/workbooks.py").path

  static let isThere = (try? run("check"))?.status == 0

  static func cells(of path: String) throws -> [Cell] {
    try run("dump", path).output.split(separator: "\n").compactMap { line in
      let values = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [Any]
      guard let values, values.count >= 4, let sheet = values[0] as? String, let place = values[1] as? String else {
        return nil
      }
      let digits = place.drop { $0.isLetter }
      return Cell(
        sheet: sheet, column: String(place.prefix { $0.isLetter }), row: Int(digits) ?? 0, text: values[3] as? String,
        number: (values[3] as? NSNumber)?.doubleValue)
    }
  }

  private static func run(_ arguments: String...) throws -> (status: Int32, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [script] + arguments
    process.environment = ["PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/bin:/bin"]
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: data, as: UTF8.self))
  }
}
