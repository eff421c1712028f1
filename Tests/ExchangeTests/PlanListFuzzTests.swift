import Disbursement
import Foundation
import Portfolio
import Rulebook
import Testing
import Workbook

@testable import Exchange

/// Sheets of titles, headings, sums, projects and nonsense in any order: whatever they hold, they are read or refused, never trapped on.
@Suite struct PlanListFuzzTests {
  private static let words = [
    "STT", "Mã dự án", "Tên dự án", "Kế hoạch vốn năm 2026", "Kế hoạch vốn", "Trong đó", "Tổng số", "Ngân sách tỉnh",
    "Đã giải ngân",
    "Nhóm dự án", "Nguồn vốn", "Tổng mức đầu tư", "I", "II", "A", "B", "1", "2", "- Ngân sách xã", "Dự án chuyển tiếp",
    "Khởi công mới", "Dự kiến hoàn thành năm 2026", "TỔNG CỘNG", "Cộng", "đơn vị: triệu đồng",
    "Kế hoạch năm 2026 (đồng)",
    "số liệu đến ngày 30/06/2026", "1.234,5", "-5", "999999999999999", "1e300", "=", "", "\u{301}", "()", "(",
    "năm 20262026", "x;y,\"z",
  ]

  @Test(arguments: 0..<150) func anySheetIsReadOrRefused(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    var writer = WorkbookWriter()
    try writer.beginSheet(named: random.next(8) == 0 ? "scenario" : "Danh mục")
    let rowCount = random.next(14)
    for _ in 0..<rowCount {
      try writer.append(row: (0..<random.next(9)).map { _ in Self.cell(&random) })
    }
    for _ in 0..<random.next(4) {
      let row = 1 + random.next(6)
      let column = 1 + random.next(6)
      if let first = CellReference(row: row, column: column),
        let last = CellReference(row: row + random.next(3), column: column + random.next(3))
      {
        // Overlapping areas are refused by the writer.
        try? writer.merge(CellArea(first, last))
      }
    }
    if random.next(8) == 0 {
      try writer.beginSheet(named: "projects")
      try writer.append(row: [.text("id"), .text("name"), .text("plan")])
      try writer.append(row: [Self.cell(&random), Self.cell(&random), Self.cell(&random)])
    }
    let workbook = try WorkbookFile.decode(try writer.finish(), file: "a.xlsx")
    let mapping =
      random.next(2) == 0
      ? nil
      : try PlanListMapping.read(text: "schema: 1\nsplitPaid: by-plan\ngroup: carry-over\nunit: billion\n", file: "m")
    let reading =
      TableSheets(workbook, file: "a.xlsx")?.reading()
      ?? PlanList(workbook, file: "a.xlsx", mapping: mapping, mappingPath: "a.mapping.yaml").reading()
    do throws(InvalidInput) {
      let scenario = try ScenarioReader.read(reading)
      #expect(!scenario.inputs.portfolio.projects.isEmpty)
    } catch {
      #expect(!error.diagnostics.isEmpty)
    }
    if case .planList(let list) = reading.form {
      let text = PlanListMappingText.text(for: list, language: .vi)
      // What was understood can be read back: only a word for the year's rulebook may be missing.
      _ = try PlanListMapping.read(text: text, file: "a.mapping.yaml")
    }
  }

  private static func cell(_ random: inout SplitMix) -> WorkbookWriter.Cell {
    switch random.next(4) {
    case 0: WorkbookWriter.Cell(.whole(random.next(3_000)))
    case 1: WorkbookWriter.Cell(.number([0.1, -7.25, 1e15, 1e18, 1.0 / 3, 46_203][random.next(6)]))
    default: .text(words[random.next(words.count)])
    }
  }

  /// Steele, Lea and Flood, DOI 10.1145/2660193.2660195.
  private struct SplitMix {
    var state: UInt64

    mutating func next(_ bound: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
    }
  }
}
