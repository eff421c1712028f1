import Portfolio

/// What the titles of plan lists mean.
struct ListTitles {
  enum Meaning: Hashable {
    case field(Column)
    case planOf(String)
    case paidOf(String)
    case number
    case ignored
  }

  /// Nil until it is known.
  let year: FiscalYear?

  /// Nil for a title that is not known.
  func meaning(of title: SheetHead.Title) -> Meaning? {
    let words = title.parts.map { ListWords($0) }
    guard let own = words.last else { return nil }
    if words.contains(where: \.isForecast) || own.has(Self.ratio) || own.name.text.contains("%") {
      return ownMeaning(own) == .field(.progress) ? .field(.progress) : .ignored
    }
    if let meaning = ownMeaning(own), !own.isGeneric { return meaning }
    // What divides a title above: its sum, or one of its sources.
    guard let index = words.dropLast().lastIndex(where: { !$0.isGeneric && ownMeaning($0) != nil }),
      let parent = ownMeaning(words[index])
    else { return nil }
    let dividing = title.parts.indices.filter { $0 > index && !words[$0].isGeneric }
    return dividing.isEmpty ? parent : part(of: parent, dividing.map { (title.parts[$0], words[$0]) })
  }

  /// What a column holds that divides another: a source of capital only where its title reads like one.
  private func part(of parent: Meaning, _ titles: [(text: String, words: ListWords)]) -> Meaning? {
    guard let own = titles.last else { return parent }
    if parent == .field(.plan) || parent == .field(.paidToDate) {
      if titles.contains(where: { isOtherYear($0.words) || $0.words.isPartOfPlan || $0.words.has(Self.noSource) }) {
        return .ignored
      }
      if parent == .field(.paidToDate), titles.contains(where: { $0.words.isPeriod }) { return .ignored }
      if isThisYear(own.words) { return parent }
      guard let source = titles.last(where: { ListHeadings.isSource($0.words) }) else { return nil }
      return parent == .field(.plan) ? .planOf(source.text) : .paidOf(source.text)
    }
    return .ignored
  }

  /// `Năm 2026` below `Dự toán được giao`, or `từ 01/01/2026 đến ngày báo cáo` below `Giải ngân`.
  private func isThisYear(_ words: ListWords) -> Bool {
    guard let year else { return false }
    return !words.years.isEmpty && words.years.allSatisfy { $0 == year.year }
  }

  /// What divides an amount without being a source: types of cost, parts of a year, decisions, advances.
  private static let noSource = WordSet(
    "xây lắp", "xây dựng", "thiết bị", "gpmb", "giải phóng mặt bằng", "bồi thường", "chi phí", "tạm ứng", "dự phòng",
    "đầu năm", "bổ sung trong năm", "đợt", "điều chỉnh", "tháng", "quý", "quyết định", "số, ngày", "khối lượng",
    "thanh toán khối lượng", "tư vấn", "giao bổ sung", "kéo dài", "lũy kế", "hết năm")

  private static let ratio = WordSet("tỷ lệ", "so với", "phần trăm")

  /// A word for each meaning, to count different ones.
  func key(of title: SheetHead.Title) -> String? { meaning(of: title).map { "\($0)" } }

  private func ownMeaning(_ words: ListWords) -> Meaning? {
    for name in [words.name, words.bare] {
      if let known = Self.known[name] { return known }
      if words.isUnaccented, let known = Self.unaccented[name.text] { return known }
    }
    return family(words)
  }

  /// By the words that a longer title holds.
  private func family(_ words: ListWords) -> Meaning? {
    if words.has(Self.otherAmounts) || words.name.text.contains("%") { return .ignored }
    let isPaid = words.hasAny("giải ngân", "thanh toán", "đã chi")
    let isBefore =
      words.has(Self.before) || !words.years.isEmpty && words.years.contains { year.map { $0.year - 1 } == $0 }
    if isPaid, isBefore, !words.years.contains(where: { $0 == year?.year }) { return .field(.paidBeforeYear) }
    if words.hasAny("tạm ứng"), words.hasAny("dư", "chưa thu hồi") { return .field(.outstandingAdvance) }
    if words.hasAny("bố trí"), words.hasAny("lũy kế", "đã bố trí") { return .ignored }
    if words.hasAny("tổng mức đầu tư", "tmđt", "tmdt") { return .field(.totalInvestment) }
    if words.hasAny("giá trị hợp đồng", "giá hợp đồng") { return .field(.contractValue) }
    let isPlan = words.hasAny(
      "kế hoạch", "khv", "kh vốn", "vốn giao", "vốn bố trí", "bố trí vốn", "dự toán chi", "dự toán được giao",
      "dự toán giao")
    if isPlan, !isPaid { return isOtherYear(words) || isBefore ? .ignored : .field(.plan) }
    if isPaid, !isPlan { return words.isPeriod || isOtherYear(words) ? .ignored : .field(.paidToDate) }
    return nil
  }

  private static let otherAmounts = WordSet(
    "tỷ lệ", "trung hạn", "kéo dài", "điều chỉnh tăng", "điều chỉnh giảm", "ghi chú", "khối lượng", "nghiệm thu",
    "tình hình", "đánh giá", "vướng mắc", "giá trị thực hiện", "quyết định", "kết quả thực hiện")

  private static let before = WordSet(
    "năm trước", "từ khởi công", "hết năm", "các năm trước", "từ đầu dự án", "hết niên độ")

  private func isOtherYear(_ words: ListWords) -> Bool {
    guard let year else { return false }
    return !words.years.isEmpty && !words.years.contains(year.year)
  }

  /// Whether an unknown title speaks of money, so that its column should not be passed over in silence.
  static func speaksOfMoney(_ title: SheetHead.Title) -> Bool {
    title.parts.contains { ListWords($0).has(money) }
  }

  private static let money = WordSet(
    "vốn", "kế hoạch", "giải ngân", "thanh toán", "tạm ứng", "kinh phí", "dự toán", "đã chi", "cấp phát", "phân bổ")

  private static let known: [HeaderName: Meaning] = {
    var known: [HeaderName: Meaning] = [:]
    for entry in TableCatalogue.portfolio {
      for header in entry.headers { known[HeaderName(header)] = .field(entry.column) }
    }
    func add(_ meaning: Meaning, _ titles: String...) { for title in titles { known[HeaderName(title)] = meaning } }
    add(.number, "TT", "STT", "Số TT", "Số thứ tự", "No")
    add(
      .field(.name), "Danh mục công trình", "Danh mục công trình, dự án", "Danh mục dự án, công trình",
      "Tên công trình", "Danh mục dự án/công trình", "Công trình", "Dự án", "Tên dự án, hạng mục", "Hạng mục",
      "Tên công trình, dự án", "Tên dự án, công trình", "Công trình, dự án", "Dự án, công trình", "Nội dung",
      "Tên dự án/công trình", "Danh mục", "Tên chương trình, dự án", "Công trình, hạng mục công việc",
      "Danh mục dự án đầu tư", "Tên công trình/dự án", "Nội dung công việc")
    add(.field(.id), "Mã số dự án đầu tư", "Mã dự án đầu tư", "Mã DA", "Mã số DA", "Mã số", "Mã dự án (TABMIS)")
    add(.field(.locality), "Địa điểm XD", "Địa điểm thực hiện")
    add(.field(.owner), "Chủ đầu tư/Ban QLDA", "CĐT", "Đơn vị thực hiện")
    add(
      .ignored, "Ghi chú", "Quyết định đầu tư", "Số, ngày", "Số, ngày, tháng, năm", "Năng lực thiết kế", "Quy mô",
      "Thời gian KC-HT", "Thời gian khởi công hoàn thành", "Thời gian khởi công và hoàn thành", "Thời gian thực hiện",
      "Mã ngành kinh tế", "Địa điểm mở tài khoản", "Ngày khởi công", "Ngày hoàn thành", "Nợ đọng", "Lũy kế", "KC-HT",
      "Mã ngành kinh tế (loại, khoản)", "Khối lượng thực hiện", "Giá trị khối lượng thực hiện", "Số QĐ", "Khởi công",
      "Hoàn thành", "Trạng thái", "Vướng mắc", "Khó khăn, vướng mắc", "Giá trị nghiệm thu")
    return known
  }()

  /// The same titles without accents.
  private static let unaccented = Dictionary(
    known.map { (HeaderName(ListText.unaccented($0.key.text)).text, $0.value) }
  ) { first, _ in first }
}
