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
    if let meaning = ownMeaning(own), !own.isGeneric { return meaning }
    // What divides a title above: its sum, or one of its sources.
    let above = words.dropLast().reversed().first { !$0.isGeneric }
    guard let above, let parent = ownMeaning(above) else { return nil }
    switch parent {
    case .field(.plan) where !own.isGeneric:
      return own.isPartOfPlan ? .ignored : .planOf(title.own)
    case .field(.paidToDate) where !own.isGeneric:
      return own.isPeriod ? .ignored : .paidOf(title.own)
    case .field(.totalInvestment) where !own.isGeneric: return .ignored
    default: return parent
    }
  }

  /// A word for each meaning, to count different ones.
  func key(of title: SheetHead.Title) -> String? { meaning(of: title).map { "\($0)" } }

  private func ownMeaning(_ words: ListWords) -> Meaning? {
    if let known = Self.known[words.name] { return known }
    if let entry = Self.fields[words.name] ?? Self.fields[words.bare] { return .field(entry) }
    return family(words)
  }

  /// By the words that a longer title holds.
  private func family(_ words: ListWords) -> Meaning? {
    if words.hasAny("tỷ lệ", "%", "trung hạn", "kéo dài", "điều chỉnh tăng", "điều chỉnh giảm", "ghi chú") {
      return .ignored
    }
    let isPaid = words.hasAny("giải ngân", "thanh toán")
    let isBefore =
      words.hasAny("năm trước", "từ khởi công", "hết năm") || words.years.contains { year.map { $0.year - 1 } == $0 }
    if isPaid, words.has("lũy kế"), isBefore, !words.years.contains(where: { $0 == year?.year }) {
      return .field(.paidBeforeYear)
    }
    if words.hasAny("tạm ứng"), words.hasAny("dư", "chưa thu hồi") { return .field(.outstandingAdvance) }
    if words.hasAny("lũy kế", "đã bố trí"), words.hasAny("bố trí") { return .ignored }
    if words.hasAny("tổng mức đầu tư", "tmđt") { return .field(.totalInvestment) }
    if words.hasAny("giá trị hợp đồng", "giá hợp đồng") { return .field(.contractValue) }
    let isPlan = words.hasAny("kế hoạch", "khv", "kh vốn", "vốn giao", "vốn bố trí", "bố trí vốn")
    if isPlan, !isPaid { return isOtherYear(words) ? .ignored : .field(.plan) }
    if isPaid, !isPlan { return words.isPeriod || isOtherYear(words) ? .ignored : .field(.paidToDate) }
    return nil
  }

  private func isOtherYear(_ words: ListWords) -> Bool {
    guard let year else { return false }
    return !words.years.isEmpty && !words.years.contains(year.year)
  }

  /// Whether an unknown title speaks of money, so that its column should not be passed over in silence.
  static func speaksOfMoney(_ title: SheetHead.Title) -> Bool {
    title.parts.contains { ListWords($0).hasAny("vốn", "kế hoạch", "giải ngân", "thanh toán", "tạm ứng") }
  }

  private static let known: [HeaderName: Meaning] = {
    var known: [HeaderName: Meaning] = [:]
    func add(_ meaning: Meaning, _ titles: String...) { for title in titles { known[HeaderName(title)] = meaning } }
    add(.number, "TT", "STT", "Số TT", "Số thứ tự", "No")
    add(
      .field(.name), "Danh mục công trình", "Danh mục công trình, dự án", "Danh mục dự án, công trình",
      "Tên công trình",
      "Tên công trình, dự án", "Tên dự án, công trình", "Công trình, dự án", "Dự án, công trình", "Nội dung",
      "Tên dự án/công trình", "Danh mục", "Tên chương trình, dự án")
    add(.field(.id), "Mã số dự án đầu tư", "Mã dự án đầu tư", "Mã DA", "Mã số DA", "Mã số")
    add(.field(.locality), "Địa điểm XD", "Địa điểm thực hiện")
    add(.field(.owner), "Chủ đầu tư/Ban QLDA", "CĐT", "Đơn vị thực hiện")
    add(
      .ignored, "Ghi chú", "Quyết định đầu tư", "Số, ngày", "Số, ngày, tháng, năm", "Năng lực thiết kế", "Quy mô",
      "Thời gian KC-HT", "Thời gian khởi công hoàn thành", "Thời gian khởi công và hoàn thành", "Thời gian thực hiện",
      "Mã ngành kinh tế", "Địa điểm mở tài khoản", "Ngày khởi công", "Ngày hoàn thành", "Nợ đọng", "Lũy kế",
      "Mã ngành kinh tế (loại, khoản)", "Khối lượng thực hiện", "Giá trị khối lượng thực hiện")
    return known
  }()

  private static let fields: [HeaderName: Column] = {
    var fields: [HeaderName: Column] = [:]
    for entry in TableCatalogue.portfolio {
      for header in entry.headers { fields[HeaderName(header)] = entry.column }
    }
    return fields
  }()
}

/// The words of a title or a heading in the form in which they are compared.
struct ListWords {
  let name: HeaderName
  /// Without what stands in brackets, the years and the dates.
  let bare: HeaderName
  let years: [Int]

  init(_ text: String) {
    name = HeaderName(text)
    var depth = 0
    let open = text.filter { character in
      if character == "(" { depth += 1 }
      defer { if character == ")", depth > 0 { depth -= 1 } }
      return depth == 0
    }
    years = Self.years(in: text)
    var bareText = HeaderName(open).text
    for year in years {
      for ending in ["năm\(year)", "\(year)"] { bareText = bareText.replacing(ending, with: "") }
    }
    bare = HeaderName(bareText)
  }

  func has(_ words: String) -> Bool { name.text.contains(HeaderName(words).text) }

  func hasAny(_ words: String...) -> Bool { words.contains(where: has) }

  /// Names the sum or the parts of what stands above, and nothing by itself.
  var isGeneric: Bool {
    ["tổngsố", "tổngcộng", "tổng", "cộng", "trongđó", "sốtiền", "giátrị", "toànbộ"].contains(bare.text)
  }

  /// A part of the plan that is no source.
  var isPartOfPlan: Bool { hasAny("thu hồi", "nợ đọng", "trả nợ", "tất toán", "trong nước", "ngoài nước") }

  /// Payments of a month or a quarter, not from the beginning of the year.
  var isPeriod: Bool { hasAny("trong tháng", "trong quý", "trong kỳ", "tháng này", "kỳ này") || hasAny("tỷ lệ", "%") }

  /// Numbers of four digits that can be years.
  private static func years(in text: String) -> [Int] {
    text.split { !("0"..."9").contains($0) }.compactMap { digits in
      guard digits.count == 4, let year = Int(digits), (1990...2100).contains(year) else { return nil }
      return year
    }
  }
}
