import Portfolio
import Rulebook

@testable import Disbursement

/// A rulebook with the shape of a commune's: every kind of rule, dated and cited.
enum SampleRulebook {
  static let title = BilingualText(
    vi: "Quyết định giao nhiệm vụ năm 2026 của UBND xã (dữ liệu thử)",
    en: "Commune decision on the tasks of 2026 (test data)")

  static func make() throws -> Rulebook {
    let year = try Sample.unwrap(FiscalYear(2026))
    return try Rulebook(id: "sample-2026", title: title, fiscalYear: year, rules: rules())
  }

  private static func rules() throws -> [Rule] {
    try milestones() + deadlines() + others()
  }

  private static func milestones() throws -> [Rule] {
    let completed = BilingualText(
      vi: "Dự án hoàn thành đến 31/12/2025: quyết toán và giải ngân 100% kế hoạch đến 30/6/2026",
      en: "Projects completed by 31 December 2025: settle and disburse 100% of plan by 30 June 2026")
    func carried(_ share: Int, _ vi: String, _ en: String) -> BilingualText {
      BilingualText(
        vi: "Dự án chuyển tiếp: giải ngân ít nhất \(share)% kế hoạch đến \(vi)",
        en: "Continuing projects: at least \(share)% of plan disbursed by \(en)")
    }
    func started(_ share: Int, _ vi: String, _ en: String) -> BilingualText {
      BilingualText(
        vi: "Dự án khởi công mới 2026: giải ngân ít nhất \(share)% kế hoạch đến \(vi)",
        en: "New starts of 2026: at least \(share)% of plan disbursed by \(en)")
    }
    return [
      try rule("G1", "G1", completed, "II.5 (1)", .completed, 6, 100),
      try rule("G2-0630", "G2", carried(30, "30/6/2026", "30 June 2026"), "II.5 (2)", .carryOver, 6, 30),
      try rule("G2-0930", "G2", carried(60, "30/9/2026", "30 September 2026"), "II.5 (2)", .carryOver, 9, 60),
      try rule("G2-1231", "G2", carried(100, "31/12/2026", "31 December 2026"), "II.5 (2)", .carryOver, 12, 100),
      try rule("G3-0930", "G3", started(40, "30/9/2026", "30 September 2026"), "II.5 (3)", .newStart, 9, 40),
      try rule("G3-1231", "G3", started(95, "31/12/2026", "31 December 2026"), "II.5 (3)", .newStart, 12, 95),
    ]
  }

  private static func deadlines() throws -> [Rule] {
    let start = BilingualText(
      vi:
        "Dự án khởi công mới: xong thiết kế bản vẽ thi công, lựa chọn nhà thầu, giải phóng mặt bằng, khởi công chậm nhất tháng 6/2026",
      en: "New starts: drawings, contractor and site clearance done, construction started no later than June 2026")
    let preparation = BilingualText(
      vi: "Chuẩn bị đầu tư dự án khởi công mới 2026: phê duyệt dự án trong tháng 3/2026",
      en: "Preparation of the new starts of 2026: project approved by March 2026")
    let priority = BilingualText(
      vi: "Chuẩn bị đầu tư giai đoạn 2026–2030, nhóm ưu tiên: phê duyệt dự án trong quý II/2026",
      en: "Preparation for 2026–2030, priority group: project approved within the second quarter of 2026")
    return [
      try rule("G3-start", "G3", start, "II.5 (3)", .startDeadline(group: .newStart, date: day(2026, 6, 30))),
      try rule(
        "G4a", "G4", preparation, "II.5 (4)",
        .approvalDeadline(group: .preparationNewStart, activity: "project-approved", date: day(2026, 3, 31))),
      try rule(
        "G4b", "G4", priority, "II.5 (4)(i)",
        .approvalDeadline(group: .preparationPriority, activity: "project-approved", date: day(2026, 6, 30))),
    ]
  }

  private static func others() throws -> [Rule] {
    let decree = Citation(
      instrument: "Nghị định 254/2025/NĐ-CP", article: "Điều 9", status: .enacted,
      source: "https://example.org/254-2025?a=1&b=2")
    return [
      Rule(
        id: "A2-1", family: "A2",
        text: BilingualText(
          vi: "Đề xuất điều chỉnh kế hoạch trước ngày 25/9/2026",
          en: "Proposals to adjust the plan before 25 September 2026"),
        citation: decision("II.5"), effective: try day(2026, 1, 1),
        content: .adjustmentWindow(date: try day(2026, 9, 25))),
      Rule(
        id: "CAP-advance", family: "CAP",
        text: BilingualText(
          vi: "Tạm ứng không quá 30% giá trị hợp đồng", en: "Advances of at most 30% of the contract value"),
        citation: decree, effective: try day(2025, 9, 26), content: .cap(.advanceCeiling, value: 0.3)),
      Rule(
        id: "CAP-source", family: "CAP",
        text: BilingualText(vi: "Điều chuyển trong cùng nguồn vốn", en: "Capital moves within one source only"),
        citation: Citation(instrument: "", article: "", status: .inference), effective: try day(2025, 1, 1),
        expires: try day(2026, 12, 31), content: .statement),
      Rule(
        id: "S1", family: "S1",
        text: BilingualText(
          vi: "Hụt thu thì cắt giảm hoặc giãn tiến độ dự án của nguồn đó",
          en: "If collection falls short, works paid from that source are cut or stretched"),
        citation: decision("II.6 b, đ", quote: "giảm thu so với dự toán … thì phải <cắt giảm> hoặc giãn tiến độ"),
        effective: try day(2026, 1, 1),
        content: .paymentPriority([.completed, .preparationNewStart, .carryOver, .newStart])),
    ]
  }

  private static func rule(
    _ id: String, _ family: String, _ text: BilingualText, _ article: String, _ group: ProjectGroup, _ month: Int,
    _ percent: Int64
  ) throws -> Rule {
    let share = try Sample.unwrap(Ratio(millionths: percent * 10_000))
    return try rule(
      id, family, text, article, .milestone(group: group, date: Day(endOfMonth: month, year: 2026), share: share))
  }

  private static func rule(
    _ id: String, _ family: String, _ text: BilingualText, _ article: String, _ content: Rule.Content
  ) throws -> Rule {
    Rule(
      id: id, family: family, text: text, citation: decision(article), effective: try day(2026, 1, 1), content: content)
  }

  private static func decision(_ article: String, quote: String = "") -> Citation {
    Citation(
      instrument: "Quyết định của UBND xã về nhiệm vụ năm 2026", article: article, status: .communeDecision,
      quote: quote)
  }

  static func day(_ year: Int, _ month: Int, _ day: Int) throws -> Day {
    try Sample.unwrap(Day(year: year, month: month, day: day))
  }
}
