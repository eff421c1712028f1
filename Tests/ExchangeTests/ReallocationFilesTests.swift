import Disbursement
import Foundation
import Portfolio
import Rulebook
import Testing

@testable import Exchange

@Suite struct ReallocationFilesTests {
  private func object() throws -> [String: Any] {
    let (proposal, _) = try SampleReallocation.everything()
    let root = try JSONSerialization.jsonObject(with: Data(ReallocationJSON.encode(proposal)))
    return try #require(root as? [String: Any])
  }

  @Test func keysStandInTheirOrder() throws {
    let (proposal, _) = try SampleReallocation.everything()
    let text = String(decoding: ReallocationJSON.encode(proposal), as: UTF8.self)
    let topLevel = text.split(separator: "\n").compactMap { line -> Substring? in
      guard line.hasPrefix("  \""), let end = line.dropFirst(3).firstIndex(of: "\"") else { return nil }
      return line[line.index(line.startIndex, offsetBy: 3)..<end]
    }
    #expect(
      topLevel == [
        "schema", "run", "rules", "constraints", "value", "moved", "perfectInformation", "pools", "moves",
        "allocations", "projects", "judgement",
      ])
    #expect(text.hasSuffix("\n}\n"))
    #expect(ReallocationJSON.encode(proposal) == Array(text.utf8))
  }

  @Test func boundsCiteRulesThatAreListed() throws {
    let root = try object()
    let rules = try #require(root["rules"] as? [String: [String: Any]])
    let project = try #require((root["projects"] as? [[String: Any]])?.first)
    let floors = try #require(project["floors"] as? [[String: Any]])
    let ceilings = try #require(project["ceilings"] as? [[String: Any]])
    #expect(
      Set((floors + ceilings).compactMap { $0["kind"] as? String }) == Set(BoundTerms.Kind.allCases.map(\.rawValue)))
    #expect(floors[0]["paid"] as? Int == 380 && floors[0]["advance"] as? Int == 20)
    #expect(ceilings[3]["sizeClass"] as? String == "C" && ceilings[3]["firstYear"] as? Int == 2022)
    let cited = [floors[0]["rule"]] + (try #require(root["constraints"] as? [[String: Any]])).map { $0["rule"] }
    #expect(cited.compactMap { $0 as? String }.count == 7)
    for id in cited.compactMap({ $0 as? String }) { #expect(rules[id]?["citation"] != nil, "\(id)") }
    let moves = try #require(root["moves"] as? [[String: Any]])
    for id in try #require(moves[0]["rules"] as? [String]) { #expect(rules[id] != nil) }
  }

  @Test func everyOutcomeHasItsKind() {
    let kinds = SampleReallocation.outcomes.map { OutcomeTerms($0).kind }
    #expect(Set(kinds) == Set(OutcomeTerms.Kind.allCases) && kinds.count == Set(kinds).count)
  }

  @Test func movesAndJudgement() throws {
    let root = try object()
    let move = try #require((root["moves"] as? [[String: Any]])?.first)
    #expect(move["amount"] as? Int == 100_000_001 && root["moved"] as? Int == 800_500_001)
    let obstacle = (move["giverReason"] as? [String: Any])?["obstacle"] as? [String: Any]
    #expect(obstacle?["kind"] as? String == "work" && obstacle?["startP50"] as? String == "2026-09-24")
    let judgement = try #require(root["judgement"] as? [String: Any])
    let objective = try #require(judgement["objective"] as? [String: Any])
    // Whole dong, which add up as they are written.
    #expect(objective["before"] as? Int == 1_000_000_000 && objective["after"] as? Int == 1_500_000_001)
    #expect(objective["difference"] as? Int == 500_000_001)
    let milestone = try #require((judgement["milestones"] as? [[String: Any]])?.first)
    #expect((milestone["probability"] as? [String: Any])?["difference"] as? Double == 0.25)
  }

  @Test func reasonsStandWithTheirMoves() throws {
    let (proposal, _) = try SampleReallocation.everything()
    let reasons = [BilingualText(vi: "vì một", en: "for one"), BilingualText(vi: "vì hai", en: "for two")]
    let data = Data(ReallocationJSON.encode(proposal, reasons: reasons))
    let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let moves = try #require(root["moves"] as? [[String: Any]])
    #expect((moves[1]["reason"] as? [String: String]) == ["vi": "vì hai", "en": "for two"])
    let rows = try table(.moves, reasons: reasons)
    #expect(rows.map { $0["reason_en"] } == ["for one", "for two"])
  }

  @Test func piecesAreTheWhole() throws {
    var (proposal, _) = try SampleReallocation.everything()
    let verdict = try #require(proposal.projects.first)
    proposal.projects = (0..<2_000).map {
      var copy = verdict
      copy.id = "P\($0)"
      return copy
    }
    var pieces: [[UInt8]] = []
    ReallocationJSON.write(proposal) { pieces.append($0) }
    #expect(pieces.count > 2 && pieces.allSatisfy { $0.count < 1_200_000 })
    #expect(Array(pieces.joined()) == ReallocationJSON.encode(proposal))
  }

  private func table(
    _ table: ReallocationTables.Table, reasons: [BilingualText] = []
  ) throws -> [[String: String]] {
    let (proposal, portfolio) = try SampleReallocation.everything()
    let sources = Dictionary(uniqueKeysWithValues: portfolio.sources.map { ($0.id, $0.name) })
    return try CSVText.table(
      ReallocationTables.encode(table, of: proposal, sources: sources, reasons: reasons, byteOrderMark: .absent))
  }

  @Test func tables() throws {
    let moves = try table(.moves)
    #expect(moves.count == 2 && moves[0]["giver_obstacle"] == "work" && moves[0]["giver_start_p50"] == "2026-09-24")
    let judged = try table(.judgement)
    #expect(
      judged.map { $0["scope"] } == ["objective", "portfolio", "group", "source", "milestone", "project", "project"])
    #expect(judged[0]["difference"] == "500000001" && judged[4]["difference"] == "0.25")
    #expect(judged[3]["unit_name"] != "" && judged[3]["unit_id"] == "land")
    let bounds = try table(.bounds)
    #expect(bounds.count == 2 * BoundTerms.Kind.allCases.count)
    #expect(bounds.first?["scope"] == "project" && bounds.last?["scope"] == "allocation")
    #expect(bounds[0]["instrument"] != "" && bounds[1]["instrument"] == "")
  }
}

/// The adjusted plan in the columns of form 01.b/PB.
@Suite struct AdjustedPlanTableTests {
  private static let header = [
    "STT", "Nội dung", "Địa điểm xây dựng", "Địa điểm mở tài khoản của dự án (chi tiết đến xã)", "Chủ đầu tư",
    "Mã số dự án đầu tư", "Mã ngành kinh tế (loại, khoản)", "Thời gian khởi công và hoàn thành",
    "QĐ đầu tư: số, ngày, tháng, năm", "QĐ đầu tư: TMĐT – tổng số", "QĐ đầu tư: TMĐT – phần vốn NSNN",
    "KH đầu tư công trung hạn giai đoạn 20…-20…", "Ước lũy kế giải ngân từ khởi công đến hết kế hoạch năm trước",
    "KH đầu tư công năm: tổng số", "KH năm: thu hồi vốn đã ứng trước", "KH năm: trả nợ đọng XDCB", "Điều chỉnh tăng",
    "Điều chỉnh giảm", "KH năm sau điều chỉnh: tổng số", "KH sau điều chỉnh: thu hồi vốn đã ứng trước",
    "KH sau điều chỉnh: trả nợ đọng XDCB", "Ghi chú",
  ]

  private static let amounts = [13, 16, 17, 18]

  private func rows() throws -> [[String]] {
    let (proposal, portfolio) = try SampleReallocation.everything()
    let plan = AdjustedPlan(proposal, sources: portfolio.sources.map(\.id))
    return try CSVText.rows(
      AdjustedPlanTable.encode(plan, of: proposal, portfolio: portfolio, byteOrderMark: .absent))
  }

  @Test func columnsAreThoseOfTheForm() throws {
    let rows = try rows()
    #expect(rows.first == Self.header)
    for row in rows { #expect(row.count == 22) }
  }

  /// In dong, from exact decimals of a million.
  private func dong(_ text: String) throws -> Int64 {
    try #require(MoneyUnit.million.amount(written: text, style: .plain)).dong
  }

  @Test func headingsAreSumsAndSourcesStay() throws {
    let rows = try rows().dropFirst()
    func isProject(_ row: [String]) -> Bool { row[0].contains(".") }
    let total = try #require(rows.first)
    #expect(total[1] == "TỔNG SỐ")
    for column in Self.amounts {
      let projects = try rows.filter(isProject).map { try dong($0[column]) }
      #expect(try dong(total[column]) == projects.reduce(0, +))
      let groups = try rows.filter { $0[0].first?.isLetter == true }.map { try dong($0[column]) }
      #expect(groups.reduce(0, +) == projects.reduce(0, +))
      var heading: Int64 = 0
      var sum: Int64 = 0
      for row in rows.dropFirst() + [total] {
        if isProject(row) {
          sum += try dong(row[column])
        } else {
          #expect(heading == sum, "column \(column) before \(row[1])")
          heading = row[0].first?.isNumber == true ? try dong(row[column]) : 0
          sum = 0
        }
      }
    }
    #expect(total[13] == total[18] && total[16] == total[17] && total[16] == "800.500001")
  }

  @Test func changesSayWhereTheCapitalGoes() throws {
    let rows = try rows()
    let giver = try #require(rows.first { $0[5] == "DA-02" && $0[17] != "0" })
    #expect(giver[21] == "Điều chuyển 100,000001 sang DA-01" && giver[18] == "2399.999999")
    let receiver = try #require(rows.first { $0[5] == "DA-02" && $0[16] != "0" })
    #expect(receiver[21] == "Nhận 700,5 từ DA-03" && receiver[9] == "9000" && receiver[12] == "3000")
    #expect(rows.filter { $0[5] == "DA-04" }.map { $0[21] } == [""])
  }

  @Test func fileHasItsMarkWhereAskedFor() throws {
    let (proposal, portfolio) = try SampleReallocation.everything()
    let plan = AdjustedPlan(proposal, sources: [])
    let plain = AdjustedPlanTable.encode(plan, of: proposal, portfolio: portfolio, byteOrderMark: .absent)
    #expect(
      AdjustedPlanTable.encode(plan, of: proposal, portfolio: portfolio, byteOrderMark: .present)
        == [0xef, 0xbb, 0xbf] + plain)
  }
}
