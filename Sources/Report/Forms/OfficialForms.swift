public import Disbursement
public import Portfolio
public import Rulebook

/// The papers that are filled from a scenario.
public enum PaperForm: String, CaseIterable, Hashable, Sendable {
  /// Annual settlement (Circular 91/2025/TT-BTC).
  case settlement = "01/QTNĐ"
  /// Advances and their recovery (Decree 254/2025/NĐ-CP).
  case advances = "08.a/SDTƯ"
  /// Allocation of the plan (Decree 254/2025/NĐ-CP).
  case allocation = "01.a/PB"
  /// Allocation of the adjusted plan (Decree 254/2025/NĐ-CP).
  case adjustment = "01.b/PB"
  /// Payments by month and quarter: two tables that are no official form.
  case progress
}

/// What papers are filled from.
public struct PaperInputs: Sendable {
  public var scenario: ForecastInputs
  public var records: FinanceRecords
  /// Plans after an adjustment; without any, form 01.b/PB shows the plan with no change.
  public var adjusted: [AllocationID: Money] = [:]
  /// Where the adjusted plans are from.
  public var adjustedName = ""
  /// The planned payments; nil leaves ``PaperForm/progress`` out.
  public var schedule: PaymentSchedule?
  /// The body that reports, below its superiors; empty leaves room for it.
  public var issuer: [String] = []

  public init(scenario: ForecastInputs, records: FinanceRecords) {
    self.scenario = scenario
    self.records = records
  }

  var portfolio: Portfolio { scenario.portfolio }
}

extension PaperForm {
  /// The tables of the paper, filled; official titles of columns stay Vietnamese in both languages.
  public func tables(_ inputs: PaperInputs, language: Language) -> [FormTable] {
    let words = PaperWords(inputs: inputs, language: language)
    switch self {
    case .settlement: return [SettlementPaper(words: words).table]
    case .advances: return [AdvancePaper(words: words).table]
    case .allocation: return [AllocationPaper(words: words, isAdjusted: false).table]
    case .adjustment: return [AllocationPaper(words: words, isAdjusted: true).table]
    case .progress:
      guard let schedule = inputs.schedule else { return [] }
      let paper = ProgressPaper(words: words, schedule: schedule)
      return [paper.summary, paper.months]
    }
  }
}

/// Words and cells that all papers share.
struct PaperWords {
  let inputs: PaperInputs
  let language: Language
  let phrases: Phrases
  let figures: Figures
  private let sourceNames: [String: String]

  init(inputs: PaperInputs, language: Language) {
    self.inputs = inputs
    self.language = language
    phrases = Phrases(language: language)
    figures = Figures(language: language, unit: .million, places: 6)
    sourceNames = Dictionary(inputs.portfolio.sources.map { ($0.id, $0.name) }) { first, _ in first }
  }

  static let decree = BilingualText(
    vi: "(Phụ lục kèm theo Nghị định số 254/2025/NĐ-CP)", en: "(annex of Decree 254/2025/NĐ-CP)")
  static let circular = BilingualText(
    vi: "(Phụ lục kèm theo Thông tư số 91/2025/TT-BTC)", en: "(annex of Circular 91/2025/TT-BTC)")
  static let composite = BilingualText(
    vi: "Bảng tổng hợp để theo dõi, không phải mẫu biểu chính thức", en: "A working table, not an official form")

  var portfolio: Portfolio { inputs.portfolio }
  var asOf: String { figures.date(portfolio.asOf) }
  var year: FiscalYear { portfolio.fiscalYear }

  func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }

  /// A table with what every paper has, without columns and lines.
  func table(
    code: String, origin: BilingualText, name: BilingualText, title: String, meaning: String, subtitles: [String],
    unit: FormTable.Unit
  ) -> FormTable {
    FormTable(
      language: language, code: code, origin: origin[language], name: name[language],
      heading: .administrative(issuer: inputs.issuer, language: language), title: title,
      subtitles: (language == .en && !meaning.isEmpty ? [meaning] : []) + subtitles, unit: unit, columns: [],
      signatures: FormTable.Signature.usual(language))
  }

  /// Titles stay as the form has them; English readers find their meaning in the legend.
  func column(
    _ titles: [String], _ number: String, _ meaning: String, _ kind: FormTable.Kind, width: Double
  ) -> FormTable.Column {
    FormTable.Column(titles, number: number, meaning: language == .en ? meaning : "", kind: kind, width: width)
  }

  func name(of subject: QuarterlyPlan.Subject) -> String {
    switch subject {
    case .whole: say("TỔNG SỐ", "TOTAL")
    case .group(let group): phrases.name(of: group)
    case .source(let id): sourceNames[id].flatMap { $0.isEmpty ? nil : $0 } ?? id
    case .project(let index): portfolio.projects[index].name
    }
  }

  func level(of subject: QuarterlyPlan.Subject) -> FormTable.Level {
    switch subject {
    case .whole: .whole
    case .group: .group
    case .source: .source
    case .project: .project
    }
  }

  func project(_ subject: QuarterlyPlan.Subject) -> Project? {
    guard case .project(let index) = subject else { return nil }
    return portfolio.projects[index]
  }

  func particulars(_ project: Project?) -> ProjectParticulars? { project.flatMap { inputs.records.particulars[$0.id] } }

  static func text(_ text: String?) -> FormTable.Cell {
    guard let text, !text.isEmpty else { return .empty }
    return .text(text)
  }

  static func amount(_ money: Money?) -> FormTable.Cell { money.map { .amount($0) } ?? .empty }
}

// MARK: Notes

extension PaperWords {
  /// Where the figures come from, so that they can be traced.
  var origin: String {
    let scenario = inputs.scenario
    return say(
      "Lập từ kịch bản «\(scenario.scenarioName)», số liệu đến ngày \(asOf); giaingan \(Engine.version); mã băm số liệu vào \(scenario.inputDigest).",
      "Made from the scenario «\(scenario.scenarioName)», data until \(asOf); giaingan \(Engine.version); input digest \(scenario.inputDigest)."
    )
  }

  /// Which amounts are not known, and what sums hold then; nil when all are.
  func missing<Column: AmountColumn>(_ sums: OutlineSums<Column>, of columns: [Column]) -> String? {
    var numbers: [Int: [Int]] = [:]
    for column in columns {
      if let count = sums.missing[column] { numbers[count, default: []].append(column.rawValue) }
    }
    guard !numbers.isEmpty else { return nil }
    let parts = numbers.sorted { $0.value[0] < $1.value[0] }.map { count, columns in
      let list = columns.map(String.init).joined(separator: ", ")
      let (lines, all) = (figures.count(count), figures.count(sums.lineCount))
      return count == sums.lineCount
        ? say("cột \(list): chưa có ở mọi dòng", "column \(list): on no line")
        : say("cột \(list): chưa có ở \(lines)/\(all) dòng", "column \(list): missing on \(lines) of \(all) lines")
    }
    return say(
      "Ô trống là chưa có số liệu, không phải bằng 0 (\(parts.joined(separator: "; "))). Số tổng chỉ cộng các dòng có số liệu.",
      "An empty cell is not known, and not zero (\(parts.joined(separator: "; "))). Sums are of the lines that have an amount."
    )
  }

  /// Said where an amount of a whole project stands once for its several sources; nil where none does.
  func statedOnce<Column: AmountColumn>(_ sums: OutlineSums<Column>) -> String? {
    guard !sums.stated.isEmpty else { return nil }
    let list = sums.stated.map(\.rawValue).sorted().map(String.init).joined(separator: ", ")
    return say(
      "Dự án có nhiều nguồn vốn: số của cả dự án ở cột \(list) (hoặc phần chưa tách theo nguồn) chỉ ghi một lần, ở dòng đầu tiên chưa tách của dự án, để không cộng hai lần.",
      "A project with several sources: an amount of the whole project in column \(list) (or what is not divided by source) stands once, on the project's first line that is not divided, and is not counted twice."
    )
  }

  func provisional(_ isProvisional: Bool) -> String? {
    guard isProvisional else { return nil }
    return say(
      "Số liệu tạm tính đến ngày \(asOf), trước hạn thanh toán \(figures.date(year.cutOff)) của kế hoạch năm \(year.year).",
      "Provisional, as of \(asOf), before the payments of the plan \(year.year) end on \(figures.date(year.cutOff)).")
  }
}
