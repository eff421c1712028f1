public import Disbursement
public import Portfolio
import Rulebook

/// The adjusted plan as a CSV table in the 22 columns of form 01.b/PB, in Vietnamese as the form is.
///
/// Amounts in million dong, exact, with a decimal point. Every heading is the sum of what it holds; what a scenario does not state stays
/// empty.
public enum AdjustedPlanTable {
  private static let name = "adjusted-plan"
  public static let fileName = "\(name).csv"

  public static func encode(
    _ plan: AdjustedPlan, of proposal: ReallocationProposal, portfolio: Portfolio,
    byteOrderMark: ForecastTables.ByteOrderMark
  ) -> [UInt8] {
    var text: [UInt8] = []
    write(plan, of: proposal, portfolio: portfolio, byteOrderMark: byteOrderMark) { text.append(contentsOf: $0) }
    return text
  }

  /// Hands the table on in pieces of about a megabyte; `portfolio` is that of the proposal.
  public static func write<Failure: Error>(
    _ plan: AdjustedPlan, of proposal: ReallocationProposal, portfolio: Portfolio,
    byteOrderMark: ForecastTables.ByteOrderMark, to sink: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    try table(plan, of: proposal, portfolio: portfolio).writeCSV(byteOrderMark, to: sink)
  }

  static func table(_ plan: AdjustedPlan, of proposal: ReallocationProposal, portfolio: Portfolio) -> OutputTable {
    let words = FormWords(proposal: proposal, portfolio: portfolio)
    return OutputTable(name, FormLine.all(plan), columns(words))
  }

  private static func columns(_ words: FormWords) -> [OutputColumn<FormLine>] {
    [
      .word("STT") { $0.number },
      .name("Nội dung") { words.name($0) },
      .name("Địa điểm xây dựng") { words.project($0)?.locality ?? "" },
      OutputColumn("Địa điểm mở tài khoản của dự án (chi tiết đến xã)", .name) { _ in .empty },
      .name("Chủ đầu tư") { words.project($0)?.owner ?? "" },
      .id("Mã số dự án đầu tư") { words.project($0)?.id ?? "" },
      OutputColumn("Mã ngành kinh tế (loại, khoản)", .name) { _ in .empty },
      OutputColumn("Thời gian khởi công và hoàn thành", .name) { _ in .empty },
      OutputColumn("QĐ đầu tư: số, ngày, tháng, năm", .name) { _ in .empty },
      .millions("QĐ đầu tư: TMĐT – tổng số") { words.project($0)?.totalInvestment },
      OutputColumn("QĐ đầu tư: TMĐT – phần vốn NSNN", .name) { _ in .empty },
      OutputColumn("KH đầu tư công trung hạn giai đoạn 20…-20…", .name) { _ in .empty },
      .millions("Ước lũy kế giải ngân từ khởi công đến hết kế hoạch năm trước") {
        words.project($0)?.paidBeforeYear
      },
      .millions("KH đầu tư công năm: tổng số") { $0.line.plan },
      OutputColumn("KH năm: thu hồi vốn đã ứng trước", .name) { _ in .empty },
      OutputColumn("KH năm: trả nợ đọng XDCB", .name) { _ in .empty },
      .millions("Điều chỉnh tăng") { $0.line.increase },
      .millions("Điều chỉnh giảm") { $0.line.decrease },
      .millions("KH năm sau điều chỉnh: tổng số") { $0.line.planAfter },
      OutputColumn("KH sau điều chỉnh: thu hồi vốn đã ứng trước", .name) { _ in .empty },
      OutputColumn("KH sau điều chỉnh: trả nợ đọng XDCB", .name) { _ in .empty },
      .sentence("Ghi chú") { words.note($0) },
    ]
  }
}

/// A line with the number that official tables give it, and the source that it stands under.
private struct FormLine {
  var number: String
  var line: AdjustedPlan.Line
  var source = ""

  static func all(_ plan: AdjustedPlan) -> [FormLine] {
    var counter = PlanNumbering()
    var source = ""
    return plan.lines.map { line in
      if case .source(let id) = line.subject { source = id }
      return FormLine(number: counter.next(line.subject), line: line, source: source)
    }
  }
}

/// The words of the form.
private struct FormWords {
  private struct Place: Hashable {
    var project: String
    var source: String
  }

  private let projects: [Project]
  private let sources: [String: String]
  private var given: [Place: [CapitalMove]]
  private var received: [Place: [CapitalMove]]

  init(proposal: ReallocationProposal, portfolio: Portfolio) {
    projects = portfolio.projects
    sources = Dictionary(portfolio.sources.map { ($0.id, $0.name) }) { first, _ in first }
    given = Dictionary(grouping: proposal.moves) { Place(project: $0.giverID, source: $0.sourceID) }
    received = Dictionary(grouping: proposal.moves) { Place(project: $0.receiverID, source: $0.sourceID) }
  }

  func project(_ line: FormLine) -> Project? {
    guard case .project(let index) = line.line.subject, projects.indices.contains(index) else { return nil }
    return projects[index]
  }

  func name(_ line: FormLine) -> String {
    switch line.line.subject {
    case .whole: "TỔNG SỐ"
    case .group(let group): group.title.vi
    case .source(let id): sources[id].flatMap { $0.isEmpty ? nil : $0 } ?? id
    case .project: project(line)?.name ?? ""
    }
  }

  /// From whom and to whom the capital goes, in million dong.
  func note(_ line: FormLine) -> String {
    guard let project = project(line) else { return "" }
    let place = Place(project: project.id, source: line.source)
    func text(_ money: Money) -> String { MoneyUnit.million.text(money, style: .vietnamese) }
    let out = (given[place] ?? []).map { "Điều chuyển \(text($0.amount)) sang \($0.receiverID)" }
    let into = (received[place] ?? []).map { "Nhận \(text($0.amount)) từ \($0.giverID)" }
    return (out + into).joined(separator: "; ")
  }
}
