import Disbursement
import Portfolio
import Rulebook

/// Every label of the pages, in both languages; terms as in Vietnamese budget documents.
struct Phrases {
  let language: Language

  func say(_ vi: String, _ en: String) -> String {
    switch language {
    case .vi: vi
    case .en: en
    }
  }

  // Names of things
  var paid: String { say("Đã giải ngân", "Disbursed") }
  var rate: String { say("Tỷ lệ", "Rate") }
  var none: String { say("Không có", "None") }
  var project: String { say("Dự án", "Project") }
  var projects: String { say("dự án", "projects") }
  var group: String { say("Nhóm", "Group") }
  var owner: String { say("Chủ đầu tư", "Owner") }
  var source: String { say("Nguồn vốn", "Source") }
  var locality: String { say("Địa bàn", "Locality") }
  var sector: String { say("Lĩnh vực", "Sector") }
  var plan: String { say("Kế hoạch", "Plan") }
  var milestone: String { say("Mốc", "Milestone") }
  var due: String { say("Hạn", "Due") }
  var required: String { say("Yêu cầu", "Required") }
  var expected: String { say("Dự kiến", "Expected") }
  var shortProbability: String { say("XS đạt", "chance") }
  var level: String { say("Mức", "Level") }
  var share: String { say("Tỷ trọng", "Share") }
  var mean: String { say("Trung bình", "Mean") }
  var median: String { say("Trung vị", "Median") }
  var nominal: String { say("Danh nghĩa", "Nominal") }
  var actual: String { say("Thực tế", "Actual") }
  var date: String { say("Ngày", "Date") }
  var activity: String { say("Công việc", "Activity") }
  var keyProject: String { say("dự án trọng điểm", "key project") }
  var notStated: String { say("(chưa ghi)", "(not stated)") }
  var total: String { say("Toàn bộ", "Whole portfolio") }

  // Groups, levels, dimensions
  func name(of group: ProjectGroup) -> String { group.title[language] }

  func shortName(of group: ProjectGroup) -> String {
    switch group {
    case .completed: say("Hoàn thành", "Completed")
    case .carryOver: say("Chuyển tiếp", "Continuing")
    case .newStart: say("Khởi công mới", "New start")
    case .preparationNewStart: say("CBĐT khởi công mới", "Prep. new starts")
    case .preparationPriority: say("CBĐT ưu tiên", "Prep. priority")
    case .preparationOther: say("CBĐT còn lại", "Prep. others")
    }
  }

  /// A missed milestone is called missed once it lies behind the as-of day.
  func name(of level: WarningLevel, due: Day, asOf: Day) -> String {
    level == .willMiss && due <= asOf ? say("đã lỡ mốc", "missed") : name(of: level)
  }

  /// A deadline behind the as-of day was met, or kept late, or is not kept yet.
  func name(of deadline: DeadlineForecast, asOf: Day) -> String {
    guard deadline.level == .willMiss, deadline.date <= asOf else { return name(of: deadline.level) }
    return deadline.isDone(by: asOf) ? say("xong muộn", "done late") : say("đã quá hạn", "overdue")
  }

  func name(of level: WarningLevel) -> String {
    switch level {
    case .met: say("đã đạt", "met")
    case .onTrack: say("đúng tiến độ", "on track")
    case .atRisk: say("có nguy cơ", "at risk")
    case .willMiss: say("khó đạt", "likely missed")
    case .unstated: say("chưa có số liệu", "not stated")
    }
  }

  func name(ofOutlook outlook: Outlook) -> String {
    switch outlook {
    case .missed: say("đã lỡ", "missed")
    case .willMiss: name(of: .willMiss)
    case .atRisk: name(of: .atRisk)
    case .onTrack: name(of: .onTrack)
    case .met: name(of: .met)
    case .unstated: name(of: .unstated)
    }
  }

  /// What is missing whatever strikes.
  var restOfCauses: String {
    say("phần còn lại: tiến độ, hồ sơ, số thu", "the rest: ordinary pace, files, revenue")
  }

  func name(of dimension: Dimension) -> String {
    switch dimension {
    case .group: say("Nhóm dự án", "Project group")
    case .source: source
    case .owner: owner
    case .locality: locality
    case .sector: sector
    }
  }

  func name(of scope: RiskDriver.Scope) -> String {
    switch scope {
    case .portfolio: say("toàn bộ danh mục", "whole portfolio")
    case .locality: say("địa bàn", "locality")
    case .owner: say("chủ đầu tư", "owner")
    case .contractor: say("nhà thầu", "contractor")
    case .sector: say("lĩnh vực", "sector")
    case .source: say("nguồn vốn", "source")
    case .project: say("từng dự án", "single project")
    }
  }

  func name(of effect: RiskDriver.Effect) -> String {
    switch effect {
    case .durationFactor: say("hệ số thời gian", "multiplies durations")
    case .stoppageDays: say("số ngày ngừng việc", "days of stoppage")
    case .productivityFactor: say("hệ số năng suất", "multiplies productivity")
    case .blocked: say("không thanh toán thêm trong năm", "nothing more is paid in the year")
    case .revenueFactor: say("hệ số số thu", "multiplies revenue")
    }
  }

  func name(of basis: Assumptions.Provenance.Basis) -> String {
    switch basis {
    case .measured: say("đo từ số liệu", "measured")
    case .law: say("quy định pháp luật", "law")
    case .judged: say("nhận định", "judged")
    case .fitted: say("hiệu chỉnh theo số liệu chung", "fitted to aggregates")
    case .definition: say("theo định nghĩa", "by definition")
    case .user: say("người dùng đặt", "set by the user")
    }
  }

  func name(of status: Citation.Status) -> String {
    switch status {
    case .enacted: say("văn bản pháp luật", "enacted law")
    case .communeDecision: say("quyết định của địa phương", "local decision")
    case .inference: say("suy ra", "inference")
    case .assumption: say("giả định", "assumption")
    }
  }

  func name(of cap: Rule.Cap) -> String {
    switch cap {
    case .advanceCeiling: say("mức tạm ứng tối đa so với hợp đồng", "largest advance, share of contract")
    case .advanceRecoveredBy:
      say("thu hồi hết tạm ứng khi đạt, so với hợp đồng", "advances recovered by, share of contract")
    case .treasuryPaymentDays: say("ngày làm việc kiểm soát thanh toán", "working days of control, payment")
    case .treasuryAdvanceDays: say("ngày làm việc kiểm soát tạm ứng", "working days of control, advance")
    case .arrangementYearsA: say("số năm bố trí vốn, nhóm A", "years of capital arrangement, class A")
    case .arrangementYearsB: say("số năm bố trí vốn, nhóm B", "years of capital arrangement, class B")
    case .arrangementYearsC: say("số năm bố trí vốn, nhóm C", "years of capital arrangement, class C")
    case .paidOfPlan: say("giải ngân tối đa so với kế hoạch năm", "largest payment, share of the year's plan")
    case .paidOfTotalInvestment:
      say("giải ngân tối đa so với tổng mức đầu tư", "largest payment, share of total investment")
    case .advanceGraceMonthsContract:
      say(
        "tạm ứng theo hợp đồng quá hạn sau thời điểm phải thu hồi hết, tháng",
        "months after its due day from which a contract's advance is overdue")
    case .advanceGraceMonthsOther:
      say(
        "tạm ứng không theo hợp đồng quá hạn sau ngày tạm ứng, tháng",
        "months after payment from which an advance without a contract is overdue")
    case .advanceGraceDaysClearance:
      say(
        "thu hồi tạm ứng giải phóng mặt bằng sau ngày tạm ứng, ngày",
        "days after payment within which an advance for site clearance is recovered")
    }
  }

  /// Names of the usual activities; others stand as the user wrote them.
  func name(ofActivity activity: String) -> String {
    switch activity {
    case "design", "design-approval", "drawings": say("Thiết kế bản vẽ thi công", "Construction drawings")
    case "contractor-selection", "procurement", "tender", "bidding": say("Lựa chọn nhà thầu", "Contractor selection")
    case "contract", "contract-signing": say("Ký hợp đồng", "Contract signing")
    case "clearance", "site-clearance": say("Giải phóng mặt bằng", "Site clearance")
    case "site-clearance-remainder": say("Giải phóng mặt bằng còn lại", "Remaining site clearance")
    case "site-handover": say("Bàn giao mặt bằng", "Site handover")
    case RiskDriver.construction: say("Thi công", "Construction")
    case "acceptance": say("Nghiệm thu", "Acceptance")
    case "settlement-file", "final-account-file": say("Lập hồ sơ quyết toán", "Preparation of the final account")
    case "verification", "settlement-verification": say("Thẩm tra quyết toán", "Verification of the final account")
    case "settlement-approval", "final-account-approval": say("Phê duyệt quyết toán", "Approval of the final account")
    case "approval": say("Phê duyệt", "Approval")
    case "policy-proposal": say("Lập đề xuất chủ trương", "Investment-policy proposal")
    case "policy-submitted": say("Trình chủ trương đầu tư", "Investment policy submitted")
    case "policy-appraisal": say("Thẩm định chủ trương đầu tư", "Appraisal of the investment policy")
    case "policy-approved": say("Phê duyệt chủ trương đầu tư", "Investment policy approved")
    case "project-report": say("Lập báo cáo dự án", "Project report")
    case "project-submitted": say("Trình dự án", "Project submitted")
    case "project-appraisal": say("Thẩm định dự án", "Appraisal of the project")
    case "project-approved": say("Phê duyệt dự án", "Project approved")
    case "final-payment": say("Thanh toán lần cuối", "Final payment")
    default: activity
    }
  }

  /// For narrow columns: site clearance by its usual Vietnamese abbreviation.
  func shortName(ofActivity activity: String) -> String {
    switch activity {
    case "clearance", "site-clearance": say("GPMB", "Site clearance")
    case "site-clearance-remainder": say("GPMB còn lại", "Rest of clearance")
    case "design", "design-approval", "drawings": say("Thiết kế BVTC", "Drawings")
    default: name(ofActivity: activity)
    }
  }

  func name(ofDeadline activity: String?) -> String {
    activity.map { name(ofActivity: $0) } ?? say("Khởi công", "Construction start")
  }

  func shortName(ofDeadline activity: String?) -> String {
    switch activity {
    case nil: say("Khởi công", "Start")
    case "policy-submitted": say("Trình chủ trương", "Policy submitted")
    case "policy-approved": say("Phê duyệt chủ trương", "Policy approved")
    default: name(ofDeadline: activity)
    }
  }

  /// The end of a project's activity network.
  func networkEnd(of group: ProjectGroup) -> String {
    switch group {
    case .carryOver, .newStart: say("Bắt đầu thi công", "Construction can start")
    case .completed: say("Phê duyệt quyết toán", "Final account approved")
    case .preparationNewStart, .preparationPriority, .preparationOther:
      say("Hoàn thành thủ tục", "Procedures complete")
    }
  }

  // Sentences with figures
  func interval80(_ low: String, _ high: String) -> String {
    say("khoảng 80%: \(low)–\(high)", "80% interval \(low)–\(high)")
  }
  func ofPlan(_ percent: String) -> String { say("\(percent) kế hoạch", "\(percent) of plan") }
  func dataUntil(_ date: String) -> String { say("số liệu đến \(date)", "data until \(date)") }
  func countOfProjects(_ count: String) -> String { say("\(count) dự án", "\(count) projects") }
  func moreInTables(_ count: String) -> String {
    say(
      "Còn \(count) dòng nữa trong các bảng CSV kèm theo.",
      "\(count) more rows are in the CSV tables that come with this page.")
  }
  func unitNote(_ unit: String) -> String { say("Đơn vị: \(unit)", "Amounts in \(unit)") }

  var noMilestones: String {
    say("Quy định không đặt mốc nào cho danh mục này.", "The rulebook sets no milestone for this portfolio.")
  }

  func text(of note: ForecastNote, figures: Figures, names: [String: String]) -> String {
    func named(_ id: String) -> String { names[id].map { "\(id) (\($0))" } ?? id }
    switch note {
    case .overdueActivity(let project, let activity):
      let step = name(ofActivity: activity)
      return say(
        "\(named(project)): «\(step)» đã kéo dài hơn mọi thời gian mà phân phối của nó cho phép; mô hình rút lại toàn bộ thời gian như mới bắt đầu.",
        "\(named(project)): “\(step)” has lasted longer than its distribution allows; a whole new duration is drawn.")
    case .pastUnknown:
      return say(
        "Không có số giải ngân từng tháng trước ngày số liệu, nên không đánh giá được các mốc trước ngày đó.",
        "Payments before the as-of day are not known by month, so milestones before it are not judged.")
    case .inferredState(let projects):
      return say(
        """
        Của \(projects) dự án không nêu đủ việc đã làm (ngày khởi công, tiến độ, khối lượng nghiệm thu): phần chưa nêu được suy ra từ số đã giải \
        ngân, có độ bất định, không phải số liệu báo cáo.
        """,
        """
        \(projects) projects do not state all that has been done (start, progress, accepted volume): what is not stated is inferred from what has \
        been paid, with its uncertainty; it is no reported figure.
        """)
    case .cappedByTotalInvestment(let project):
      return say(
        "\(named(project)): kế hoạch vượt phần tổng mức đầu tư còn lại; giải ngân dừng ở mức đó.",
        "\(named(project)): the plan is more than the total investment leaves; payments stop there.")
    case .pastArrangementPeriod(let project, let firstYear, let years):
      return say(
        "\(named(project)): bố trí vốn từ năm \(firstYear), đã quá thời gian bố trí vốn \(years) năm.",
        "\(named(project)): capital arranged since \(firstYear), beyond the arrangement period of \(years) years.")
    }
  }

  func text(of content: Rule.Content, figures: Figures) -> String {
    switch content {
    case .milestone(let group, let date, let share):
      let percent = figures.plainNumber(share.value * 100) + "%"
      return say(
        "\(shortName(of: group)): ≥ \(percent) kế hoạch đến \(figures.date(date))",
        "\(shortName(of: group)): ≥ \(percent) of plan by \(figures.date(date))")
    case .startDeadline(let group, let date):
      return say(
        "\(shortName(of: group)): khởi công đến \(figures.date(date))",
        "\(shortName(of: group)): construction started by \(figures.date(date))")
    case .approvalDeadline(let group, let activity, let date):
      return say(
        "\(shortName(of: group)): \(name(ofActivity: activity)) đến \(figures.date(date))",
        "\(shortName(of: group)): \(name(ofActivity: activity)) by \(figures.date(date))")
    case .adjustmentWindow(let date):
      return say("đề xuất điều chỉnh đến \(figures.date(date))", "adjustment proposals until \(figures.date(date))")
    case .cap(let cap, let value):
      return
        "\(name(of: cap)): \(cap.range.upperBound <= 1 ? figures.plainNumber(value * 100) + "%" : figures.plainNumber(value))"
    case .paymentPriority(let groups):
      return say("thứ tự chi trả: ", "order of payment: ") + groups.map(shortName(of:)).joined(separator: " → ")
    case .calendarDate(let date): return figures.date(date)
    case .statement: return "–"
    }
  }
}
