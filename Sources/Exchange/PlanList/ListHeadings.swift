import Portfolio

/// What heading rows such as `I. Dự án chuyển tiếp` say of the rows below them.
enum ListHeadings {
  typealias Meaning = PlanListReading.HeadingMeaning

  /// The meaning of a heading without its number.
  static func meaning(of text: String, year: FiscalYear?) -> Meaning {
    if let group = TableWords.group[text] { return .group(group) }
    let words = ListWords(text)
    if words.has(preparation) {
      if words.has(newStart) { return .group(.preparationNewStart) }
      return .group(words.hasAny("ưu tiên") ? .preparationPriority : .preparationOther)
    }
    if words.has(carryOver) { return .group(.carryOver) }
    if words.has(newStart) { return .group(.newStart) }
    if words.has(completed) {
      // What is to be completed in the plan year is under way.
      let isComing = words.hasAny("dự kiến") || words.years.contains { $0 == year?.year }
      return isComing ? .asked : .group(.completed)
    }
    if words.has(owner) { return .owner(text) }
    return isSource(words) ? .source(text) : .nothing
  }

  private static let preparation = WordSet("chuẩn bị đầu tư", "cbđt")
  private static let newStart = WordSet("khởi công mới", "mở mới", "kcm")
  private static let carryOver = WordSet("chuyển tiếp")
  private static let completed = WordSet("hoàn thành", "quyết toán")
  private static let owner = WordSet("ban qlda", "ban quản lý dự án", "chủ đầu tư")

  /// Whether a title, a heading or the name of a sheet reads like a source of capital.
  static func isSource(_ words: ListWords) -> Bool {
    words.begins(with: sourceStarts) || sourceNames.contains(ListText.unaccented(words.bare.text))
  }

  private static let sourceStarts = WordSet(
    "nguồn", "vốn", "ngân sách", "nstw", "nsđp", "nst", "nsx", "nsh", "nstp", "nsnn", "ns tỉnh", "ns xã",
    "ns trung ương",
    "ns huyện", "ns thành phố", "chương trình mục tiêu", "ctmtqg", "ctmt", "xổ số", "xskt", "tiền sử dụng đất",
    "thu tiền sử dụng đất", "thu sử dụng đất", "tăng thu", "kết dư", "trái phiếu", "tpcp", "oda", "trung ương hỗ trợ",
    "tỉnh hỗ trợ", "nhân dân đóng góp", "xã hội hóa", "dân góp", "đối ứng", "bổ sung có mục tiêu", "cân đối ngân sách")

  /// Whole titles, unaccented and without spaces.
  private static let sourceNames: Set<String> = [
    "tw", "trunguong", "tinh", "huyen", "xa", "thanhpho", "captinh", "capxa", "caphuyen", "khac", "dt", "nhandan",
    "ns", "tsdd", "xs", "ctmtqg", "phuong",
  ]

  /// Whether a row below a project names a part of it: a work, a type of cost, a package.
  static func isPartOfProject(_ words: ListWords) -> Bool { words.begins(with: partStarts) }

  /// Whether such a row says itself that the project includes it.
  static func isSurelyPart(_ words: ListWords) -> Bool { words.begins(with: sureStarts) }

  private static let sureStarts = WordSet("hạng mục", "hm", "gói thầu", "trong đó", "trđ", "thu hồi")

  private static let partStarts = WordSet(
    "hạng mục", "hm", "gói thầu", "xây lắp", "thiết bị", "chi phí", "gpmb", "giải phóng mặt bằng", "bồi thường",
    "đền bù",
    "tư vấn", "dự phòng", "quản lý dự án", "phần", "trong đó", "trđ", "thu hồi", "thanh toán", "tạm ứng", "khối lượng",
    "giai đoạn", "nhà thầu", "hợp đồng")
}
