import Rulebook

/// The columns of the tables that official papers are filled from.
extension TableCatalogue {
  static let particulars = [
    identifier(.projectID, "project_id", ["Mã dự án", "Mã số dự án"], meaning: projectCode),
    optional(
      .accountPlace, "account_place", ["Địa điểm mở tài khoản", "Nơi mở tài khoản"], .text,
      BilingualText(
        vi: "nơi mở tài khoản của dự án, chi tiết đến xã",
        en: "where the project's account is kept, down to the commune")),
    optional(
      .sectorCode, "sector_code", ["Mã ngành kinh tế", "Mã ngành kinh tế (loại, khoản)", "Loại, khoản"], .text,
      BilingualText(vi: "mã ngành kinh tế: loại, khoản", en: "code of the branch in the budget: category, item")),
    optional(
      .constructionPeriod, "construction_period",
      ["Thời gian khởi công - hoàn thành", "Thời gian khởi công và hoàn thành", "Thời gian KC-HT"], .text,
      BilingualText(vi: "thời gian khởi công và hoàn thành, như 2024-2026", en: "start and end of construction")),
    optional(
      .decision, "decision", ["Quyết định đầu tư", "Số, ngày quyết định đầu tư"], .text,
      BilingualText(
        vi: "số, ngày, tháng, năm của quyết định đầu tư", en: "number and date of the investment decision")),
    optional(
      .stateBudgetInvestment, "state_budget_investment", ["Tổng mức đầu tư vốn NSNN", "TMĐT vốn NSNN"],
      .amount(.notNegative),
      BilingualText(
        vi: "phần vốn ngân sách nhà nước trong tổng mức đầu tư",
        en: "the part of the total investment from the state budget")),
    optional(
      .mediumTermPlan, "medium_term_plan", ["Kế hoạch đầu tư công trung hạn", "Kế hoạch trung hạn"],
      .amount(.notNegative),
      BilingualText(
        vi: "kế hoạch đầu tư công trung hạn của dự án", en: "capital of the medium-term public investment plan")),
    optional(
      .responsible, "responsible", ["Người chịu trách nhiệm", "Thủ trưởng đơn vị"], .text,
      BilingualText(
        vi: "người đứng đầu đơn vị chịu trách nhiệm về dự án", en: "head of the unit that answers for the project")),
  ]

  static let settlement =
    [
      identifier(.projectID, "project_id", ["Mã dự án", "Mã số dự án"], meaning: projectCode),
      identifier(.sourceID, "source_id", ["Nguồn vốn", "Mã nguồn vốn", "Mã nguồn"], meaning: sourceCode),
    ] + pastColumns + carriedColumns + yearColumns

  private static let pastColumns = [
    settled(
      .paidBefore, "paid_before", ["Lũy kế giải ngân đến hết năm trước"],
      "lũy kế đã giải ngân từ khởi công đến hết năm trước (cột 6)",
      "disbursed from the start of the project to the end of the year before (column 6)"),
    settled(
      .advanceBefore, "advance_before", ["Tạm ứng chưa thu hồi đến hết năm trước"],
      "trong đó vốn tạm ứng chưa thu hồi (cột 7)", "of that, advances not yet recovered (column 7)"),
    settled(
      .advanceReturned, "advance_returned", ["Tạm ứng năm trước nộp điều chỉnh giảm"],
      "tạm ứng các năm trước nộp điều chỉnh giảm trong năm (cột 8)",
      "advances of earlier years paid back in the year (column 8)"),
    settled(
      .oldAdvanceSettled, "old_advance_settled", ["Thanh toán KLHT của tạm ứng năm trước"],
      "thanh toán khối lượng hoàn thành trong năm của phần tạm ứng các năm trước (cột 9)",
      "volume of the year that cleared advances of earlier years (column 9)",
      whenEmpty: BilingualText(
        vi: "tính từ recovered của actuals.csv, nếu có", en: "follows from recovered in actuals.csv, where stated")),
  ]

  private static let carriedColumns = [
    settled(
      .carriedPlan, "carried_plan", ["Kế hoạch được kéo dài"],
      "kế hoạch vốn các năm trước được kéo dài sang năm nay (cột 10)",
      "capital of earlier plans that may be paid in this year (column 10)"),
    settled(
      .carriedPaidVolume, "carried_paid_volume", ["Giải ngân vốn kéo dài, thanh toán KLHT"],
      "giải ngân vốn kéo dài: thanh toán khối lượng hoàn thành (cột 12)", "of that, paid for volume (column 12)"),
    settled(
      .carriedPaidAdvance, "carried_paid_advance", ["Giải ngân vốn kéo dài, tạm ứng"],
      "giải ngân vốn kéo dài: vốn tạm ứng (cột 13)", "of that, paid as advances (column 13)"),
    settled(
      .carriedAgain, "carried_again", ["Tiếp tục kéo dài sang năm sau"],
      "vốn kéo dài được tiếp tục kéo dài sang năm sau (cột 14)", "of that, carried on into the next year (column 14)"),
  ]

  private static let yearColumns = [
    settled(
      .paidVolume, "paid_volume", ["Giải ngân kế hoạch năm, thanh toán KLHT"],
      "giải ngân kế hoạch năm: thanh toán khối lượng hoàn thành (cột 18)",
      "paid from the year's plan for volume (column 18)",
      whenEmpty: BilingualText(
        vi: "bằng số đã giải ngân trừ paid_advance", en: "what has been paid less paid_advance")),
    settled(
      .paidAdvance, "paid_advance", ["Giải ngân kế hoạch năm, tạm ứng"],
      "giải ngân kế hoạch năm: vốn tạm ứng chưa thu hồi (cột 19)",
      "paid from the year's plan as advances not yet recovered (column 19)",
      whenEmpty: BilingualText(
        vi: "tính từ advance và recovered của actuals.csv, nếu có",
        en: "follows from advance and recovered in actuals.csv, where stated")),
    settled(
      .extended, "extended", ["Kế hoạch năm được kéo dài sang năm sau"],
      "kế hoạch năm được kéo dài sang năm sau (cột 20)", "of the year's plan, carried into the next year (column 20)"),
    settled(
      .returned, "returned", ["Nộp giảm hoàn trả NSNN"],
      "số nộp giảm, hoàn trả ngân sách nhà nước (cột 22)", "paid back to the budget (column 22)"),
    settled(
      .preAdvancedRecovery, "pre_advanced_recovery", ["Thu hồi vốn đã ứng trước"],
      "trong kế hoạch năm: thu hồi vốn đã ứng trước (biểu 01.a/PB cột 15)",
      "of the year's plan, for recovery of pre-advanced capital (form 01.a/PB, column 15)"),
    settled(
      .arrears, "arrears", ["Trả nợ đọng XDCB", "Trả nợ đọng xây dựng cơ bản"],
      "trong kế hoạch năm: trả nợ đọng xây dựng cơ bản (biểu 01.a/PB cột 16)",
      "of the year's plan, for arrears of construction (form 01.a/PB, column 16)"),
  ]

  private static func settled(
    _ column: Column, _ key: String, _ vietnamese: [String], _ vi: String, _ en: String,
    whenEmpty: BilingualText? = nil
  ) -> ColumnEntry {
    optional(
      column, key, vietnamese, .amount(.notNegative), BilingualText(vi: vi, en: en), whenEmpty: whenEmpty)
  }

  static let advances = [
    identifier(.projectID, "project_id", ["Mã dự án", "Mã số dự án"], meaning: projectCode),
    optional(
      .contract, "contract", ["Hợp đồng", "Số hợp đồng"], .text,
      BilingualText(vi: "số hoặc tên hợp đồng, nội dung tạm ứng", en: "contract, or what the advance was paid for")),
    optional(
      .kind, "kind", ["Loại tạm ứng"], .word(TableWords.advanceKind.words),
      BilingualText(
        vi: "tạm ứng theo hợp đồng, không theo hợp đồng, hay cho giải phóng mặt bằng",
        en: "under a contract, for other work, or for site clearance"),
      whenEmpty: BilingualText(vi: "contract", en: "contract")),
    required(
      .outstanding, "outstanding", ["Dư tạm ứng chưa thu hồi", "Số dư tạm ứng"], .amount(.notNegative),
      BilingualText(
        vi: "số dư tạm ứng chưa thu hồi đến ngày số liệu", en: "not yet recovered on the as-of day")),
    optional(
      .paidOn, "paid_on", ["Ngày tạm ứng"], .date,
      BilingualText(vi: "ngày tạm ứng", en: "day on which it was paid")),
    optional(
      .due, "due", ["Ngày phải thu hồi hết", "Thời điểm phải thu hồi hết"], .date,
      BilingualText(
        vi: "ngày phải thu hồi hết theo hợp đồng", en: "day by which the contract says it is recovered")),
    optional(
      .deposited, "deposited", ["Số gốc gửi tại NHTM"], .amount(.notNegative),
      BilingualText(
        vi: "trong số dư: số gốc gửi tại ngân hàng thương mại", en: "of it, on deposit at a commercial bank")),
    optional(
      .cause, "cause", ["Nguyên nhân"], .word(TableWords.advanceCause.words),
      BilingualText(vi: "vì sao chưa thu hồi được", en: "why it has not been recovered")),
    optional(
      .causeNote, "cause_note", ["Nguyên nhân cụ thể"], .text,
      BilingualText(vi: "nguyên nhân, ghi cụ thể", en: "the cause in words")),
    optional(
      .remedy, "remedy", ["Đề xuất hướng xử lý", "Đề xuất xử lý"], .text,
      BilingualText(vi: "đề xuất hướng xử lý", en: "what is proposed to be done")),
  ]
}
