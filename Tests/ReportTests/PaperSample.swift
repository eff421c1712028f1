import Disbursement
import Exchange
import Portfolio
import Rulebook

@testable import Report

/// A small scenario with everything that papers are filled from: a project with two sources, advances overdue and not, capital carried
/// over, and cells that nothing is known of.
enum PaperSample {
  private static let files = [
    "scenario.yaml": """
    schema: 1
    name: Xã Mẫu 2026 <thử>
    fiscalYear: 2026
    asOf: 2026-06-30
    rulebook: chi-lang-2026
    unit: million
    simulation: {replications: 100, seed: 7}
    assumptions: vietnam-2026
    """,
    "projects.csv": """
    id,name,group,owner,locality,total_investment,paid_before_year,contract_value,outstanding_advance,first_year,construction_days
    DA-01,Đường thôn A & B,completed,Ban QLDA,Thôn A,2000,1500,1900,0,2024,
    DA-02,Đường liên xã,carry-over,Ban QLDA,Thôn B,9000,3000,8200,650,2025,150
    DA-03,Kênh mương C,carry-over,Phòng Kinh tế,Thôn C,4000,1000.000001,3600,300,2025,120
    DA-04,Trường học D,new-start,Phòng VHXH,Thôn D,12000,,10500,200,2026,200
    """,
    "sources.csv": """
    source_id,name,kind,priority,revenue_expected
    NST,Ngân sách tỉnh,transfer,1,
    SDD,Thu tiền sử dụng đất,revenue,2,7000
    """,
    "allocations.csv": """
    project_id,source_id,plan,paid_to_date
    DA-01,NST,400,380
    DA-02,NST,2500,900.5
    DA-02,SDD,1500,
    DA-03,NST,1200,300
    DA-04,SDD,5000,200
    """,
    "actuals.csv": """
    project_id,source_id,month,paid,advance,recovered
    DA-01,NST,2026-01,400,0,0
    DA-01,NST,2026-04,-20,0,0
    DA-02,NST,2026-03,500.5,100,
    DA-02,NST,2026-06,400,,150
    DA-03,NST,2026-05,300,,
    DA-04,SDD,2026-06,200,200,
    """,
    "particulars.csv": """
    project_id,account_place,sector_code,construction_period,decision,state_budget_investment,medium_term_plan
    DA-01,KBNN Mẫu,280-292,2024-2025,Số 1/QĐ-UBND ngày 02/3/2024,2000,1900
    DA-02,KBNN Mẫu,280-292,2025-2026,Số 2/QĐ-UBND ngày 05/3/2025,8500,6000
    DA-04,KBNN Mẫu,070-072,2026-2027,,12000,
    """,
    "settlement.csv": """
    project_id,source_id,paid_before,advance_before,advance_returned,carried_plan,carried_paid_volume,carried_paid_advance,carried_again,extended,returned,pre_advanced_recovery,arrears
    DA-01,NST,1500,0,0,0,,,,0,12.5,0,50
    DA-02,NST,,700,0,300,200,0,100,,0,100,0
    DA-02,SDD,,0,0,0,,,,,0,0,0
    DA-04,SDD,,0,0,0,,,,,0,0,0
    """,
    "advances.csv": """
    project_id,contract,kind,outstanding,paid_on,due,deposited,cause,cause_note,remedy
    DA-02,HĐ 01/2025,contract,400,2025-03-01,2025-12-31,0,contractor-bankrupt,,gọi bảo lãnh
    DA-02,Bồi thường đợt 1,site-clearance,150,2026-05-15,,60,other,hai hộ chưa nhận tiền,
    DA-02,HĐ 02/2025,contract,100,2025-06-01,2026-12-31,,,,
    DA-03,HĐ 03/2025,contract,300,2025-04-01,,,,,
    """,
  ]

  static func scenario() throws -> Scenario {
    try ScenarioReader.read(.memory(name: "sample", files: files.mapValues { Array($0.utf8) }))
  }

  static func inputs() throws -> PaperInputs {
    let scenario = try scenario()
    var inputs = PaperInputs(scenario: scenario.inputs, records: scenario.records)
    inputs.scenario.inputDigest = "sha256:0123456789abcdef"
    inputs.adjusted = [
      AllocationID(project: "DA-02", source: "SDD"): Money(dong: 1_200_000_000),
      AllocationID(project: "DA-04", source: "SDD"): Money(dong: 5_300_000_000),
    ]
    inputs.adjustedName = "Sau điều chỉnh"
    inputs.schedule = PaymentSchedule.plan(scenario.inputs, settings: ScheduleSettings(replications: 0))
    return inputs
  }
}
