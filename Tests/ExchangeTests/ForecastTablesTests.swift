import Disbursement
import Exchange
import Testing

@Suite struct ForecastTablesTests {
  private func table(_ table: ForecastTables.Table) throws -> [[String: String]] {
    try CSVText.table(ForecastTables.encode(table, of: try SampleForecast.make(), byteOrderMark: .absent))
  }

  @Test func markStandsFirstWhereAskedFor() throws {
    let forecast = try SampleForecast.make()
    for table in ForecastTables.Table.allCases {
      let marked = ForecastTables.encode(table, of: forecast, byteOrderMark: .present)
      let plain = ForecastTables.encode(table, of: forecast, byteOrderMark: .absent)
      #expect(marked == [0xef, 0xbb, 0xbf] + plain)
      #expect(plain.suffix(2) == [13, 10])
    }
  }

  @Test func userTextIsNeverAFormula() throws {
    let projects = try table(.projects)
    try #require(projects.count == 2)
    #expect(projects[1]["name"] == "'@SUM(A1)")
    #expect(projects[1]["owner"] == "'-1")
    #expect(projects[1]["contractor"] == "'+84")
    #expect(try table(.units).map { $0["id"] } == ["carry-over", "", "'=Ban QLDA"])
  }

  @Test func quotesAndBreaksSurvive() throws {
    let forecast = try SampleForecast.make()
    let text = String(decoding: ForecastTables.encode(.projects, of: forecast, byteOrderMark: .absent), as: UTF8.self)
    let quoted = SampleForecast.awkwardName.replacing("\"", with: "\"\"")
    #expect(text.contains("P0,\"\(quoted)\",carry-over,"))
    #expect(text.contains("\"NSTW;đất\""))
  }

  @Test func amountsAndDates() throws {
    let project = try #require(try table(.projects).first)
    #expect(project["plan"] == "500")
    #expect(project["year_end_mean"] == "200")
    #expect(project["network_end_p50"] == "2026-12-31")
    #expect(project["share_of_tail_shortfall"] == "")
    let paths = try table(.paths)
    #expect(paths.count == 3 * (1 + 3 + 2))
    #expect(paths.first?["scope"] == "portfolio")
    #expect(paths.first?["nominal"] == "101")
    let milestone = try #require(try table(.milestones).first)
    #expect(milestone["required"] == "0.3")
    #expect(milestone["probability"] == "0.1")
    #expect(try table(.milestones).map { $0["scope"] } == ["portfolio", "group", "project", "project"])
    #expect(try table(.deadlines).map { $0["activity"] } == ["policy-approved", "start-of-construction"])
    #expect(try table(.drivers).map { $0["share_of_shortfall_error"] } == ["1e-07"])
    #expect(try table(.contributions).map { $0["amount"] } == ["210", "-10", "210", "-10"])
    #expect(try table(.criticality).map { $0["project_id"] } == ["P0", "P1"])
  }
}
