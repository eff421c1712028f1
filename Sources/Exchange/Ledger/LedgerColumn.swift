public import Rulebook

/// What a column of a ledger of payments holds.
public enum LedgerColumn: String, CaseIterable, Hashable, Sendable {
  case postingDate = "posting_date"
  case paymentDate = "payment_date"
  case documentDate = "document_date"
  case number
  case project
  case projectName = "project_name"
  case source
  case sourceName = "source_name"
  case kind
  case amount
  case advance
  case volume
  case recovery
  case planYear = "plan_year"
  case budgetYear = "budget_year"
  case content

  /// Of columns with days, the first that a ledger has is used.
  static let dates: [LedgerColumn] = [.postingDate, .paymentDate, .documentDate]
  static let amounts: [LedgerColumn] = [.amount, .advance, .volume, .recovery]
  /// Columns of text that identify or describe a line.
  static let texts: [LedgerColumn] = [.number, .project, .projectName, .source, .sourceName, .kind, .content]

  var isAmount: Bool { Self.amounts.contains(self) }

  /// Accepted Vietnamese titles, the preferred one first; where a ledger has several of them, the earlier one is used.
  public var vietnamese: [String] {
    switch self {
    case .postingDate: ["Ngày hạch toán", "Ngày ghi sổ", "Ngày KBNN hạch toán", "Ngày hiệu lực"]
    case .paymentDate:
      ["Ngày thanh toán", "Ngày giải ngân", "Ngày KBNN thanh toán", "Ngày chi", "Ngày tháng", "Ngày, tháng", "Ngày"]
    case .documentDate: ["Ngày chứng từ", "Ngày, tháng chứng từ", "Ngày CT"]
    case .number: ["Số chứng từ", "Số CT", "Chứng từ số", "Số hiệu chứng từ", "Số bút toán", "Chứng từ"]
    case .project:
      [
        "Mã dự án", "Mã số dự án", "Mã số dự án đầu tư", "Mã dự án đầu tư", "Mã dự án, công trình", "Mã công trình",
        "Mã DA",
      ]
    case .projectName:
      ["Tên dự án", "Tên dự án, công trình", "Tên công trình", "Danh mục dự án", "Dự án", "Công trình"]
    case .source: ["Mã nguồn", "Mã nguồn vốn", "Mã nguồn NSNN", "Mã nguồn ngân sách", "Nguồn vốn", "Nguồn"]
    case .sourceName: ["Tên nguồn vốn", "Tên nguồn"]
    case .kind:
      ["Loại thanh toán", "Hình thức thanh toán", "Loại giải ngân", "Loại nghiệp vụ", "Loại giao dịch", "Loại"]
    case .amount:
      [
        "Số tiền", "Số tiền thanh toán", "Số tiền giải ngân", "Số giải ngân", "Số thanh toán", "Giải ngân",
        "Tổng số tiền",
        "Tổng số thanh toán", "Giá trị", "Tổng số", "Tổng cộng",
      ]
    case .advance: ["Tạm ứng", "Số tạm ứng", "Vốn tạm ứng", "Thanh toán tạm ứng", "Tạm ứng vốn"]
    case .volume:
      [
        "Thanh toán KLHT", "Thanh toán khối lượng hoàn thành", "Thanh toán khối lượng", "KLHT", "Khối lượng hoàn thành",
        "Thực chi", "Thanh toán",
      ]
    case .recovery:
      ["Thu hồi tạm ứng", "Thu hồi vốn tạm ứng", "Số thu hồi tạm ứng", "Trong đó thu hồi tạm ứng", "Thu hồi"]
    case .planYear: ["Năm kế hoạch vốn", "Năm kế hoạch", "Kế hoạch vốn năm", "Kế hoạch năm", "Năm KH"]
    case .budgetYear: ["Niên độ", "Niên độ ngân sách", "Năm ngân sách"]
    case .content: ["Nội dung", "Nội dung thanh toán", "Diễn giải", "Ghi chú"]
    }
  }

  /// Accepted beside the key.
  package var english: [String] {
    switch self {
    case .paymentDate: ["date", "day"]
    case .number: ["document", "document_number", "voucher"]
    case .project: ["project_id", "project_code", "code"]
    case .source: ["source_id", "source_code"]
    case .amount: ["paid", "payment"]
    case .content: ["description", "note"]
    case .postingDate, .documentDate, .projectName, .sourceName, .kind, .advance, .volume, .recovery, .planYear,
      .budgetYear:
      []
    }
  }

  /// Every accepted title.
  var titles: [String] { [rawValue] + english + vietnamese }

  /// What it means, for a reference and for messages.
  public var meaning: BilingualText {
    switch self {
    case .postingDate: BilingualText(vi: "ngày kho bạc hạch toán", en: "day on which the treasury booked it")
    case .paymentDate: BilingualText(vi: "ngày thanh toán", en: "day of payment")
    case .documentDate: BilingualText(vi: "ngày chứng từ", en: "day of the document")
    case .number: BilingualText(vi: "số chứng từ", en: "number of the document")
    case .project: BilingualText(vi: "mã dự án", en: "code of the project")
    case .projectName: BilingualText(vi: "tên dự án", en: "name of the project")
    case .source: BilingualText(vi: "mã hoặc tên nguồn vốn", en: "code or name of the source")
    case .sourceName: BilingualText(vi: "tên nguồn vốn", en: "name of the source")
    case .kind: BilingualText(vi: "loại thanh toán", en: "kind of the payment")
    case .amount: BilingualText(vi: "số tiền giải ngân", en: "amount paid")
    case .advance: BilingualText(vi: "tạm ứng", en: "advance paid")
    case .volume: BilingualText(vi: "thanh toán khối lượng hoàn thành", en: "paid for accepted volume")
    case .recovery: BilingualText(vi: "thu hồi tạm ứng", en: "advance recovered")
    case .planYear: BilingualText(vi: "năm kế hoạch vốn", en: "year of the capital plan")
    case .budgetYear: BilingualText(vi: "niên độ ngân sách", en: "budget year")
    case .content: BilingualText(vi: "nội dung, diễn giải", en: "what it was for")
    }
  }
}

/// Finds what a title means.
struct LedgerTitles {
  struct Meaning: Hashable {
    let column: LedgerColumn
    /// The place of the title among those accepted; the lower one is preferred.
    let rank: Int
  }

  private let meanings: [HeaderName: Meaning]
  private let renamed: [HeaderName: LedgerColumn]

  /// `renamed` names titles that mean a column whatever they say.
  init(renamed: [LedgerColumn: String]) {
    var meanings: [HeaderName: Meaning] = [:]
    for column in LedgerColumn.allCases {
      for (rank, title) in column.titles.enumerated() {
        meanings[HeaderName(title)] = Meaning(column: column, rank: rank)
      }
    }
    self.meanings = meanings
    self.renamed = Dictionary(renamed.map { (HeaderName($0.value), $0.key) }) { first, _ in first }
  }

  /// Of a title with the titles above it: `Số` below `Chứng từ` is `Số chứng từ`, `Tạm ứng` below `Số tiền` is an advance.
  func meaning(of title: SheetHead.Title) -> Meaning? {
    let own = TableHeader.splitUnit(title.own).stem
    for text in [title.text, title.own, own] {
      if let column = renamed[HeaderName(text)] { return Meaning(column: column, rank: -1) }
    }
    let above = title.parts.dropLast().reversed().flatMap { ["\(own) \($0)", "\($0) \(own)"] }
    return (above + [own]).lazy.compactMap { meanings[HeaderName($0)] }.first
  }
}
