import Disbursement
import Exchange
import Foundation
import Portfolio
import Rulebook
import Testing

@Suite struct RecordTablesTests {
  private static let particulars = """
    Mã dự án;Địa điểm mở tài khoản;Mã ngành kinh tế (loại, khoản);Thời gian khởi công - hoàn thành;Quyết định đầu tư;TMĐT vốn NSNN (triệu đồng);Kế hoạch trung hạn;Người chịu trách nhiệm
    DA-02;KBNN Mẫu;280-292;2025-2026;12/QĐ-UBND;8500.25;6000;Trưởng ban
    DA-04;;;;;;;
    """
  private static let settlement = """
    source_id,project_id,carried_plan,carried_paid_volume,advance_before,extra
    provincial,DA-02,120.5,20.5,400,x
    land,DA-02,0,,,
    """
  private static let advances = """
    Mã dự án,Loại tạm ứng,Số dư tạm ứng,Ngày tạm ứng,Thời điểm phải thu hồi hết,Nguyên nhân,Đề xuất xử lý
    DA-02,hợp đồng,250,01/03/2025,31/12/2025,nhà thầu phá sản,gọi bảo lãnh
    DA-02,GPMB,150,2026-05-01,,,
    """
  private static let actuals = """
    project_id,source_id,month,paid,advance,recovered
    DA-01,provincial,2026-01,400,,
    DA-01,provincial,2026-04,-20,-20,
    DA-02,provincial,2026-03,500.5,100,
    DA-02,provincial,2026-06,400,,50.25
    """

  private func read(asOf: Day? = nil) throws -> Scenario {
    // What was done after an earlier day is an error of its own.
    let activities = asOf == nil ? try ScenarioFiles.text("activities.csv") : nil
    return try ScenarioFiles.read(
      replacing: [
        "particulars.csv": Self.particulars, "settlement.csv": Self.settlement, "advances.csv": Self.advances,
        "actuals.csv": Self.actuals, "activities.csv": activities,
      ], overrides: ScenarioOverrides(asOf: asOf))
  }

  private func million(_ thousandths: Int64) -> Money { Money(dong: thousandths * 1_000) }

  @Test func everyColumnIsRead() throws {
    let records = try read().records
    let particulars = try #require(records.particulars["DA-02"])
    #expect(particulars.accountPlace == "KBNN Mẫu")
    #expect(particulars.sectorCode == "280-292")
    #expect(particulars.constructionPeriod == "2025-2026")
    #expect(particulars.decision == "12/QĐ-UBND")
    #expect(particulars.stateBudgetInvestment == million(8_500_250))
    #expect(particulars.mediumTermPlan == million(6_000_000))
    #expect(particulars.responsible == "Trưởng ban")
    #expect(records.particulars["DA-04"] == ProjectParticulars())
    #expect(records.particulars.count == 2)
    let settlement = try #require(records.settlements[AllocationID(project: "DA-02", source: "provincial")])
    #expect(settlement.carriedPlan == million(120_500))
    #expect(settlement.carriedPaidVolume == million(20_500))
    #expect(settlement.advanceBefore == million(400_000))
    #expect(settlement.carriedAgain == nil)
    #expect(records.settlements.count == 2)
    #expect(
      records.advances == [
        AdvanceRecord(
          projectID: "DA-02", kind: .contract, outstanding: million(250_000), paidOn: Day(iso: "2025-03-01"),
          due: Day(iso: "2025-12-31"), cause: .contractorBankrupt, remedy: "gọi bảo lãnh"),
        AdvanceRecord(
          projectID: "DA-02", kind: .siteClearance, outstanding: million(150_000), paidOn: Day(iso: "2026-05-01")),
      ])
    #expect(
      records.paymentParts == [
        AllocationID(project: "DA-01", source: "provincial"): [
          4: PaymentParts(advance: million(-20_000), recovered: .zero)
        ],
        AllocationID(project: "DA-02", source: "provincial"): [
          3: PaymentParts(advance: million(100_000), recovered: .zero),
          6: PaymentParts(advance: .zero, recovered: million(50_250)),
        ],
      ])
  }

  @Test func nothingOfThemChangesWhatIsForecast() throws {
    let (plain, recorded) = (try ScenarioFiles.read().inputs, try read().inputs)
    #expect(plain.portfolio.projects == recorded.portfolio.projects)
    #expect(plain.portfolio.sources == recorded.portfolio.sources)
    #expect(plain.inputDigest != recorded.inputDigest)
  }

  @Test func anExtraColumnIsTheOnlyWarning() throws {
    #expect(try read().warnings.map(\.column) == ["extra"])
    #expect(try ScenarioFiles.read().records.isEmpty)
  }

  @Test func advancesThatDoNotAddUpAreDoubtful() throws {
    let scenario = try ScenarioFiles.read(
      replacing: ["advances.csv": "project_id,outstanding\nDA-02,250\nDA-02,149.5\n"])
    let warning = try #require(scenario.warnings.first)
    #expect(
      (warning.severity, warning.file, warning.row, warning.column) == (.warning, "advances.csv", 3, "outstanding"))
    #expect(scenario.warnings.count == 1)
  }

  @Test func anEarlierDayLeavesTheAmountsOfTheYearOut() throws {
    let scenario = try read(asOf: Day(iso: "2026-04-30"))
    let records = scenario.records
    #expect(records.advances.isEmpty)
    let settlement = try #require(records.settlements[AllocationID(project: "DA-02", source: "provincial")])
    #expect(settlement.carriedPlan == million(120_500))
    #expect(settlement.carriedPaidVolume == nil)
    #expect(records.paymentParts[AllocationID(project: "DA-02", source: "provincial")]?.keys.sorted() == [3])
    #expect(scenario.warnings.contains { $0.file == "--as-of" && $0.problem.en.contains("settlement.csv") })
  }
}
