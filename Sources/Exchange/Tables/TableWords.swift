import Disbursement
import Portfolio
import Rulebook

/// The words of one kind of cell, with what each stands for.
struct WordList<Value: Sendable>: Sendable {
  let words: [TableWord]
  private let values: [HeaderName: Value]
  /// The same as written in the catalogue, so that most cells are found without composing and lowering them.
  private let exactValues: [String: Value]

  init(_ entries: [(value: Value, key: String, vietnamese: [String])]) {
    words = entries.map { TableWord(key: $0.key, vietnamese: $0.vietnamese) }
    let spellings = entries.flatMap { entry in ([entry.key] + entry.vietnamese).map { ($0, entry.value) } }
    exactValues = Dictionary(spellings) { first, _ in first }
    values = Dictionary(spellings.map { (HeaderName($0), $1) }) { first, _ in first }
  }

  /// Nil for a word that is not in the list.
  subscript(_ written: String) -> Value? { exactValues[written] ?? values[HeaderName(written)] }
}

/// A distribution's name before its parameters are known.
enum DistributionName: String, CaseIterable {
  case fixed, uniform, triangular, pert, lognormal, normal, exponential, quantiles
}

enum SCurveName: String {
  case cubic, kumaraswamy, monthly
}

enum SourceKindName: String {
  case transfer, revenue
}

enum ActivityStateName: String {
  case todo, active, done
}

/// Every word that a cell may hold in place of a free text or a number.
enum TableWords {
  static let group = WordList<ProjectGroup>([
    (.completed, "completed", ["hoàn thành", "đã hoàn thành", "dự án hoàn thành", "dự án đã hoàn thành"]),
    (.carryOver, "carry-over", ["chuyển tiếp", "dự án chuyển tiếp"]),
    (.newStart, "new-start", ["khởi công mới", "dự án khởi công mới"]),
    (
      .preparationNewStart, "preparation-new-start",
      ["chuẩn bị đầu tư khởi công mới", "chuẩn bị đầu tư dự án khởi công mới"]
    ),
    (
      .preparationPriority, "preparation-priority",
      ["chuẩn bị đầu tư ưu tiên", "chuẩn bị đầu tư dự án ưu tiên", "chuẩn bị đầu tư nhóm ưu tiên"]
    ),
    (
      .preparationOther, "preparation-other",
      ["chuẩn bị đầu tư", "chuẩn bị đầu tư khác", "chuẩn bị đầu tư dự án khác"]
    ),
  ])

  /// Of amounts, in brackets after a header.
  static let unit = WordList<MoneyUnit>([
    (.dong, "dong", ["đồng", "VND"]), (.thousand, "thousand", ["nghìn đồng", "ngàn đồng", "1.000 đồng"]),
    (.million, "million", ["triệu đồng", "tr.đ", "triệu"]), (.billion, "billion", ["tỷ đồng", "tỷ"]),
  ])

  static let sizeClass = WordList<SizeClass>([
    (.a, "A", ["nhóm A"]), (.b, "B", ["nhóm B"]), (.c, "C", ["nhóm C"]),
  ])

  static let yesNo = WordList<Bool>([
    (true, "yes", ["có", "x", "1", "true", "đúng"]), (false, "no", ["không", "0", "false", "sai"]),
  ])

  static let sCurve = WordList<SCurveName>([
    (.cubic, "cubic", ["bậc ba"]), (.kumaraswamy, "kumaraswamy", []), (.monthly, "monthly", ["theo tháng"]),
  ])

  static let sourceKind = WordList<SourceKindName>([
    (.transfer, "transfer", ["cấp phát", "bổ sung", "được bảo đảm"]),
    (.revenue, "revenue", ["nguồn thu", "theo số thu"]),
  ])

  static let distribution = WordList<DistributionName>([
    (.fixed, "fixed", ["cố định"]), (.uniform, "uniform", ["đều"]), (.triangular, "triangular", ["tam giác"]),
    (.pert, "pert", ["beta-pert"]), (.lognormal, "lognormal", ["lôgarit chuẩn", "loga chuẩn"]),
    (.normal, "normal", ["chuẩn"]), (.exponential, "exponential", ["mũ"]), (.quantiles, "quantiles", ["phân vị"]),
  ])

  static let dayKind = WordList<Activity.DayKind>([
    (.calendar, "calendar", ["ngày lịch", "lịch"]), (.working, "working", ["ngày làm việc", "làm việc"]),
  ])

  static let activityState = WordList<ActivityStateName>([
    (.todo, "todo", ["chưa thực hiện", "chưa làm"]), (.active, "active", ["đang thực hiện", "đang làm"]),
    (.done, "done", ["đã xong", "xong", "hoàn thành", "đã hoàn thành"]),
  ])

  static let scope = WordList<RiskDriver.Scope>([
    (.portfolio, "portfolio", ["toàn danh mục", "toàn bộ"]), (.locality, "locality", ["địa bàn"]),
    (.owner, "owner", ["chủ đầu tư"]), (.contractor, "contractor", ["nhà thầu"]), (.sector, "sector", ["lĩnh vực"]),
    (.source, "source", ["nguồn vốn"]), (.project, "project", ["dự án", "từng dự án"]),
  ])

  static let effect = WordList<RiskDriver.Effect>([
    (.durationFactor, "duration-factor", ["hệ số thời gian"]),
    (.stoppageDays, "stoppage-days", ["số ngày dừng", "ngày dừng"]),
    (.productivityFactor, "productivity-factor", ["hệ số năng suất"]),
    (.blocked, "blocked", ["không giải ngân", "bị chặn"]),
    (.revenueFactor, "revenue-factor", ["hệ số thu"]),
  ])

  static let advanceKind = WordList<AdvanceRecord.Kind>([
    (.contract, "contract", ["hợp đồng", "theo hợp đồng"]),
    (.other, "other", ["không theo hợp đồng", "khác"]),
    (
      .siteClearance, "site-clearance",
      ["giải phóng mặt bằng", "GPMB", "bồi thường, hỗ trợ, tái định cư", "bồi thường GPMB"]
    ),
  ])

  static let advanceCause = WordList<AdvanceRecord.Cause>([
    (
      .ownerDissolved, "owner-dissolved",
      ["chủ đầu tư giải thể", "Ban QLDA giải thể", "Ban QLDA, chủ đầu tư giải thể"]
    ),
    (.contractorBankrupt, "contractor-bankrupt", ["nhà thầu phá sản", "phá sản"]),
    (.stopped, "stopped", ["đình hoãn", "dự án đình hoãn", "không thực hiện"]),
    (.other, "other", ["nguyên nhân khác", "khác"]),
  ])
}
