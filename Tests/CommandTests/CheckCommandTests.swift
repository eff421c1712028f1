import Foundation
import Testing

@Suite struct CheckCommandTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  @Test func saysWhatWasUnderstood() throws {
    let english = try CommandRun("check", CommandRun.shippedScenario)
    #expect(english.status == 0)
    #expect(english.text.contains("PLAN BY GROUP"))
    #expect(english.text.contains("G2-0630"))
    #expect(english.text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    let vietnamese = try CommandRun("check", CommandRun.shippedScenario, locale: "vi_VN.UTF-8")
    #expect(vietnamese.text.contains("KẾ HOẠCH THEO NGUỒN VỐN"))
  }

  @Test func jsonHoldsTheTotals() throws {
    try folder.putScenario()
    let run = try CommandRun("check", folder.path("scenario"), "--format", "json")
    #expect(run.status == 0)
    let root = try run.object()
    #expect(root["schema"] as? String == "giaingan.check/1")
    #expect(root["valid"] as? Bool == true)
    #expect(root["plan"] as? Int == 1_800_000_000)
    #expect(root["paidToDate"] as? Int == 500_000_000)
    let groups = try #require(root["groups"] as? [String: [String: Any]])
    #expect(groups["carry-over"]?["plan"] as? Int == 1_000_000_000)
    #expect(groups.count == 2)
  }

  @Test func everyErrorIsListed() throws {
    try folder.putScenario(plan: "-3")
    try folder.put("id,name,group\nP1,A,carry-over\nP2,B,carried-over\n", at: "scenario/projects.csv")
    let run = try CommandRun("check", folder.path("scenario"), "--format", "json")
    #expect(run.status == 2)
    let root = try run.object()
    #expect(root["valid"] as? Bool == false)
    let errors = try #require(root["errors"] as? [[String: Any]])
    #expect(Set(errors.compactMap { $0["file"] as? String }) == ["allocations.csv", "projects.csv"])
    #expect(errors.contains { $0["row"] as? Int == 3 && $0["found"] as? String == "carried-over" })
    let lines = run.errorText.split(separator: "\n")
    #expect(lines.count == errors.count)
    #expect(lines.allSatisfy { $0.hasPrefix("error: ") })
  }

  @Test func outputFile() throws {
    try folder.putScenario()
    let run = try CommandRun("check", folder.path("scenario"), "--output", folder.path("a.json"))
    #expect(run.status == 0)
    #expect(run.output.isEmpty)
    #expect(try folder.text("a.json").contains("\"valid\": true"))
  }
}

/// Workbooks as offices keep them, in place of a folder.
@Suite struct WorkbookCommandTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func copy(_ name: String) throws -> String {
    let source = CommandRun.checkout.appendingPathComponent("Tests/Workbooks/lists/\(name).xlsx")
    try FileManager.default.copyItem(at: source, to: URL(fileURLWithPath: folder.path("\(name).xlsx")))
    return folder.path("\(name).xlsx")
  }

  @Test func planListIsShownAndForecast() throws {
    let list = try copy("usual")
    let check = try CommandRun("check", list)
    #expect(check.status == 0, "\(check.errorText)")
    for word in ["its head in rows 5–6", "group carry-over", "TỔNG SỐ", "cell A3", "PLAN BY GROUP"] {
      #expect(check.text.contains(word), "\(word)")
    }
    #expect(check.text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(!FileManager.default.fileExists(atPath: folder.path("usual.mapping.yaml")))
    let vietnamese = try CommandRun("check", list, locale: "vi_VN.UTF-8")
    #expect(vietnamese.text.contains("ĐÃ HIỂU BẢNG TÍNH THẾ NÀO"))
    let forecast = try CommandRun("forecast", list, "--replications", "50", "--format", "json")
    #expect(forecast.status == 0, "\(forecast.errorText)")
    let portfolio = try #require(try forecast.object()["portfolio"] as? [String: Any])
    #expect(portfolio["plan"] as? Int == 21_316_150_000)
  }

  @Test func questionsAreWrittenOnceAndAnswersRead() throws {
    let list = try copy("ambiguous")
    let first = try CommandRun("check", list)
    #expect(first.status == 2)
    #expect(first.text.contains("? to be answered"))
    #expect(first.errorText.split(separator: "\n").filter { $0.hasPrefix("error: ") }.count == 6)
    #expect(first.errorText.contains("ambiguous.mapping.yaml was written"))
    let asked = try folder.text("ambiguous.mapping.yaml")
    let again = try CommandRun("check", list)
    #expect(again.status == 2)
    #expect(try folder.text("ambiguous.mapping.yaml") == asked)
    let answered =
      asked.replacing("unit: \"?\"", with: "unit: million").replacing("asOf: \"?\"", with: "asOf: 2026-06-30")
      .replacing("D: \"?\"", with: "D: plan").replacing("E: \"?\"", with: "E: ignore")
      .replacing("F: \"?\"", with: "F: ignore").replacing("2026\": \"?\"", with: "2026\": carry-over")
    try folder.put(answered, at: "answers.yaml")
    let run = try CommandRun("check", list, "--mapping", folder.path("answers.yaml"), "--format", "json")
    #expect(run.status == 0, "\(run.errorText)")
    let root = try run.object()
    #expect(root["plan"] as? Int == 3_000_000_000)
    let reading = try #require(root["reading"] as? [String: Any])
    #expect(reading["form"] as? String == "plan-list")
    #expect((reading["columns"] as? [[String: Any]])?.count == 7)
  }

  @Test func mappingFileIsWrittenWhereItIsAskedFor() throws {
    let list = try copy("usual")
    let run = try CommandRun("check", list, "--mapping", folder.path("mine.yaml"), "--lang", "vi")
    #expect(run.status == 0, "\(run.errorText)")
    #expect(try folder.text("mine.yaml").contains("H: plan  # Kế hoạch vốn năm 2026"))
  }

  @Test func errorsNameSheetAndCell() throws {
    let run = try CommandRun("check", try copy("defective"), "--format", "json")
    #expect(run.status == 2)
    let errors = try #require(try run.object()["errors"] as? [[String: Any]])
    #expect(errors.contains { $0["cell"] as? String == "E4" && $0["sheet"] as? String == "Lỗi" })
    #expect(run.errorText.contains("sheet «Lỗi», cell E4"))
  }

  @Test func tablesAsSheetsServeEveryVerb() throws {
    let book = try copy("tables")
    #expect(try CommandRun("schedule", book, "--no-robustness", "--format", "json").status == 0)
    let apply = folder.path("moved")
    let moved = try CommandRun("reallocate", book, "--replications", "200", "--apply", apply, "--quiet")
    #expect(moved.status == 0, "\(moved.errorText)")
    let check = try CommandRun("check", apply, "--format", "json")
    #expect(check.status == 0, "\(check.errorText)")
    #expect(try check.object()["projectCount"] as? Int == 60)
    let compared = try CommandRun("compare", book, apply, "--replications", "100", "--format", "json")
    #expect(compared.status == 0, "\(compared.errorText)")
  }
}
