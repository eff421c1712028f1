import ArgumentParser
import Disbursement
import Exchange
import Portfolio
import Report
import Rulebook

struct ReallocateCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
    /// The adjusted plan.
    case csv
    /// All tables.
    case xlsx
  }

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "reallocate",
      abstract: Interface.say(
        "Đề xuất điều chỉnh kế hoạch vốn: cắt giảm dự án nào, bổ sung dự án nào, được lợi bao nhiêu, căn cứ quy định nào.",
        "Proposes how to move plan capital: which projects give, which receive, what it gains, which rules allow it."),
      discussion: Interface.say(
        """
        Vốn không rời nguồn của nó; mỗi kế hoạch nằm giữa các giới hạn mà quy định đặt ra. Đề xuất được chọn trên một tập lần mô \
        phỏng và đánh giá trên một tập khác. Dự án chỉ được bổ sung khi bảng dự án ghi khả năng hấp thụ vượt kế hoạch (absorbable).

        Ví dụ:
          giaingan reallocate Scenarios/chi-lang-2026/2026-06-30 --window 2026-09-24
          giaingan reallocate kich-ban --objective probability --rate 95% --max-moves 10 --min-move 200
          giaingan reallocate kich-ban --lock CT-01,CT-02 --explain CT-03
          giaingan reallocate kich-ban --output ket-qua --apply kich-ban-sau-dieu-chinh
              ghi kết quả, và một kịch bản mới với vốn đã điều chuyển

        Mã kết thúc là 2 khi kịch bản không cho phép điều đã hỏi, như kỳ điều chỉnh đã qua.
        """,
        """
        Capital never leaves its source; every plan lies between the bounds that the rules set. A proposal is chosen on one set of \
        replications and judged on another. A project receives only when the table of projects states that it can absorb more than its \
        plan (absorbable).

        Examples:
          giaingan reallocate Scenarios/chi-lang-2026/2026-06-30 --window 2026-09-24
          giaingan reallocate my-scenario --objective probability --rate 95% --max-moves 10 --min-move 200
          giaingan reallocate my-scenario --lock CT-01,CT-02 --explain CT-03
          giaingan reallocate my-scenario --output results --apply my-scenario-adjusted
              writes the results, and a new scenario with the moved capital

        The exit status is 2 when the scenario does not allow what is asked, such as a window that is past.
        """))
  }

  @OptionGroup var scenario: ScenarioOptions
  @OptionGroup var question: ReallocationOptions
  @OptionGroup var threads: ThreadOption

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Mã dự án cần giải thích: vì sao nhường, nhận hay giữ nguyên, do giới hạn nào; nêu nhiều lần được.",
        "A project to explain: why it gives, receives or stays, by which bound; can be given several times."),
      valueName: "id"))
  var explain: [String] = []

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Thư mục mới nhận một kịch bản với vốn đã điều chuyển; kịch bản gốc không đổi.",
        "A new folder for a scenario with the moved capital; the original is not changed."), valueName: "folder"),
    completion: .directory)
  var apply: String?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Dạng kết quả ở luồng ra: bảng chữ, JSON, kế hoạch vốn điều chỉnh (CSV), hoặc mọi bảng trong một tệp Excel (xlsx).",
        "Form of the result on standard output: text, JSON, the adjusted plan (CSV), or all tables as a workbook (xlsx)."
      ), valueName: "format"))
  var format: Format = .table

  @OptionGroup var output: OutputOption
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard !explain.isEmpty, format != .table else { return }
    throw ValidationError(
      Interface.say(
        "--explain in bằng chữ; JSON đã có mọi dự án. Bỏ --format.",
        "--explain is text; the JSON has every project. Leave out --format."))
  }

  func run() throws {
    let destination = Destination(output.output, names: ReallocationFiles.names)
    if format == .xlsx { try destination.requireNoTerminal() }
    let scenario = try self.scenario.read()
    if !speech.quiet { scenario.warnings.forEach(Messages.write) }
    try requireExplained(in: scenario)
    let settings = try question.settings(for: scenario, threads: threads.count)
    let copy = try AdjustedCopy(of: scenario, options: self.scenario, to: apply)
    let outlet = try Outlet(destination, names: ReallocationFiles.names)
    let proposal = try propose(scenario, settings)
    let files = ReallocationFiles(proposal: proposal, portfolio: scenario.inputs.portfolio)
    try copy.save(proposal, speech)
    try outlet.save(files.all)
    destination.announce(speech)
    if !destination.replacesStandardOutput { try printResult(files) }
  }

  private func requireExplained(in scenario: Scenario) throws(InvalidInput) {
    let known = Set(scenario.inputs.portfolio.projects.map(\.id))
    let unknown = explain.filter { !known.contains($0) }
    guard unknown.isEmpty else { throw InvalidInput.unknownProjects(unknown, option: "--explain") }
  }

  private func propose(_ scenario: Scenario, _ settings: ReallocationSettings) throws(InvalidInput)
    -> ReallocationProposal
  {
    let line = ProgressLine(isWanted: !speech.quiet)
    defer { line?.finish() }
    do throws(InvalidReallocation) {
      guard let line else {
        return try ReallocationProposal.propose(scenario.inputs, settings: settings, progress: nil)
      }
      return try ReallocationProposal.propose(scenario.inputs, settings: settings) { line.update($0) }
    } catch {
      throw error.input
    }
  }

  private func printResult(_ files: ReallocationFiles) throws(OutputError) {
    switch format {
    case .table:
      let (width, color) = (Interface.width, Interface.color(isWanted: !speech.noColor))
      let text =
        explain.isEmpty
        ? files.text(width: width, color: color)
        : ReallocationView.explain(
          explain, of: files.proposal, portfolio: files.portfolio, language: Interface.language, width: width,
          color: color)
      try StandardOutput.write(text)
    case .json:
      try files.writeJSON { (piece) throws(OutputError) in try StandardOutput.write(piece) }
    case .csv:
      try files.writeAdjustedPlan(.absent) { (piece) throws(OutputError) in try StandardOutput.write(piece) }
    case .xlsx: try StandardOutput.write(files.workbook())
    }
  }
}

/// The files of a proposal; the first of each kind is the one that `--output` with that extension means.
private struct ReallocationFiles {
  private static let text = "reallocation.txt"
  private static let json = "reallocation.json"
  private static let page = "reallocation.html"

  static let names =
    [text, json, page, ReallocationWorkbook.fileName, AdjustedPlanTable.fileName]
    + ReallocationTables.Table.allCases.map(\.fileName)

  let proposal: ReallocationProposal
  let portfolio: Portfolio
  private let reasons: [BilingualText]

  init(proposal: ReallocationProposal, portfolio: Portfolio) {
    self.proposal = proposal
    self.portfolio = portfolio
    reasons = ReallocationView.reasons(proposal, portfolio: portfolio)
  }

  var all: [ResultFile] {
    let sources = Dictionary(portfolio.sources.map { ($0.id, $0.name) }) { first, _ in first }
    let tables = ReallocationTables.Table.allCases.map { table in
      ResultFile(table.fileName) { (sink) throws(OutputError) in
        try ReallocationTables.write(
          table, of: proposal, sources: sources, reasons: reasons, byteOrderMark: .present, to: sink)
      }
    }
    return [
      ResultFile(Self.text) { text(width: 100, color: .none) },
      ResultFile(Self.json) { (sink) throws(OutputError) in try writeJSON(to: sink) },
      ResultFile(Self.page) {
        ReallocationReport.render(proposal, portfolio: portfolio, language: Interface.language)
      },
      ResultFile(ReallocationWorkbook.fileName) { () throws(OutputError) in try workbook() },
      ResultFile(AdjustedPlanTable.fileName) { (sink) throws(OutputError) in
        try writeAdjustedPlan(.present, to: sink)
      },
    ] + tables
  }

  func workbook() throws(OutputError) -> [UInt8] {
    try ReallocationWorkbook.encode(proposal, portfolio: portfolio, reasons: reasons)
  }

  func text(width: Int, color: ColorMode) -> String {
    ReallocationView.render(
      proposal, portfolio: portfolio, language: Interface.language, width: width, color: color)
  }

  func writeJSON(to sink: ResultFile.Sink) throws(OutputError) {
    try ReallocationJSON.write(proposal, reasons: reasons, to: sink)
  }

  func writeAdjustedPlan(_ mark: ForecastTables.ByteOrderMark, to sink: ResultFile.Sink) throws(OutputError) {
    let plan = AdjustedPlan(proposal, sources: portfolio.sources.map(\.id))
    try AdjustedPlanTable.write(plan, of: proposal, portfolio: portfolio, byteOrderMark: mark, to: sink)
  }
}

/// The folder that `--apply` fills, if any, found to be writable before the work begins.
private struct AdjustedCopy: ~Copyable {
  private let folder: String
  private let scenario: AdjustedScenario?
  private let output: AtomicOutput?

  init(of scenario: Scenario, options: ScenarioOptions, to folder: String?) throws {
    var copy: AdjustedScenario?
    let output: AtomicOutput?
    if let folder {
      try NewFolder.require(folder)
      let adjusted = try AdjustedScenario(of: scenario, overrides: ScenarioOverrides(asOf: options.asOf))
      output = try AtomicOutput(.directory(folder, names: adjusted.names))
      copy = adjusted
    } else {
      output = nil
    }
    self.folder = folder ?? ""
    self.scenario = copy
    self.output = output
  }

  consuming func save(_ proposal: ReallocationProposal, _ speech: SpeechOptions) throws {
    guard let scenario, let output else { return }
    try scenario.write(proposal, to: output)
    try output.commit()
    guard !speech.quiet else { return }
    Messages.write(
      Interface.say(
        "Đã ghi kịch bản với vốn đã điều chuyển vào thư mục \(folder), đọc lại khớp đến đồng.",
        "The scenario with the moved capital is in the folder \(folder); read back, it agrees to the dong."))
    let explicit = scenario.projectsMadeExplicit(by: proposal)
    guard !explicit.isEmpty else { return }
    Messages.write(
      Interface.say(
        "Khả năng hấp thụ vốn (absorbable) được ghi bằng kế hoạch cũ cho \(explicit.count) dự án chưa ghi, để khối lượng không đổi theo vốn: \(explicit.joined(separator: ", ")).",
        "What they can absorb (absorbable) is stated as the old plan for \(explicit.count) projects that did not state it, so that their work does not change with their capital: \(explicit.joined(separator: ", "))."
      ))
  }
}
