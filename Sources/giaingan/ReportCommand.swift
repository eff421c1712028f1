import ArgumentParser
import Disbursement
import Exchange
import Portfolio
import Report
import Rulebook
import Workbook

struct ReportCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
    case html
    /// The text and every table.
    case xlsx
  }

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "report",
      abstract: Interface.say(
        "Lập báo cáo tháng, quý gửi Sở Tài chính: kết quả, mốc, dự báo, dự án chậm và nguyên nhân, đề xuất, tạm ứng, trách nhiệm.",
        "Writes the monthly or quarterly report to the Department of Finance: results, milestones, forecast, late projects and why, proposals, advances, owners."
      ),
      discussion: Interface.say(
        """
        Báo cáo được lập theo số liệu đến hết ngày cuối cùng của kỳ; số giải ngân các tháng sau (nếu có) được bỏ ra. Kịch bản phải có số \
        thực tế đến hết kỳ, và số giải ngân từng tháng (actuals.csv) thì mới nói được trong kỳ đã giải ngân bao nhiêu. Số và ngày văn bản, \
        chữ ký để trống cho văn thư.

        Ví dụ:
          giaingan report Scenarios/chi-lang-2026/2026-06-30 --period 2026-Q2 --issuer "UBND xã Chi Lăng"
          giaingan report kich-ban --period 2026-05 --output bao-cao-thang-5
              ghi thư mục gồm period-report.html, .xlsx, .txt và .json
          giaingan report kich-ban --period "Quý II/2026" --output bao-cao.xlsx
          giaingan report kich-ban --period 2026-Q2 --no-proposals
              không lập đề xuất điều chỉnh vốn (phần lâu nhất)

        Mã kết thúc là 2 khi kịch bản chưa có số liệu đến hết kỳ.
        """,
        """
        The report is dated on the last day of its period; payments of later months, if any, are left out. The scenario must know its \
        actuals to the end of the period, and its payments by month (actuals.csv) for what was paid in the period to be said. Number and \
        date of the paper and the signature are left blank.

        Examples:
          giaingan report Scenarios/chi-lang-2026/2026-06-30 --period 2026-Q2 --issuer "Chi Lăng People's Committee"
          giaingan report my-scenario --period 2026-05 --output may
              writes a folder with period-report.html, .xlsx, .txt and .json
          giaingan report my-scenario --period "Quý II/2026" --output report.xlsx
          giaingan report my-scenario --period 2026-Q2 --no-proposals
              proposes no moves of capital (which take longest)

        The exit status is 2 when the scenario does not know its actuals to the end of the period.
        """))
  }

  @OptionGroup var scenario: RunOptions

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Kỳ báo cáo: một quý hoặc một tháng của năm kế hoạch (2026-Q2, 2026-05, Quý II/2026, 05/2026).",
        "The period: a quarter or a month of the plan year (2026-Q2, 2026-05, Quý II/2026, 05/2026)."),
      valueName: "period"), transform: OptionReading.period)
  var period: ReportPeriod

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Tên cơ quan báo cáo, như \"UBND xã Chi Lăng\". Nếu không nêu: tên kịch bản.",
        "Name of the body that reports, such as \"UBND xã Chi Lăng\". By default the scenario's name."),
      valueName: "name"))
  var issuer: String?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Nơi nhận báo cáo. Nếu không nêu: Sở Tài chính.",
        "Whom the report is addressed to. By default the Department of Finance."), valueName: "name"))
  var to: String?

  @Flag(
    help: ArgumentHelp(
      Interface.say(
        "Không lập đề xuất điều chỉnh kế hoạch vốn, phần tính lâu nhất.",
        "No proposal to adjust the plan, which takes longest.")))
  var noProposals = false

  @OptionGroup var threads: ThreadOption

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Dạng kết quả ở luồng ra: chữ (table), JSON, trang HTML, hoặc tệp Excel (xlsx).",
        "Form of the result on standard output: text (table), JSON, the page (html), or a workbook (xlsx)."),
      valueName: "format"))
  var format: Format = .table

  @OptionGroup var output: OutputOption
  @OptionGroup var speech: SpeechOptions

  func run() throws {
    let destination = Destination(output.output, names: ReportFiles.names)
    if format == .xlsx { try destination.requireNoTerminal() }
    let scenario = try datedScenario()
    if !speech.quiet { scenario.warnings.forEach(Messages.write) }
    var settings = PeriodReportSettings(forecast: scenario.settings, proposals: noProposals ? .leftOut : .made)
    settings.forecast.threads = threads.count
    try MachineMemory.require(Forecast.estimatedMemory(scenario.inputs, settings: settings.ofForecast))
    let outlet = try Outlet(destination, names: ReportFiles.names)
    let files = try ReportFiles(
      report: make(scenario, settings), portfolio: scenario.inputs.portfolio, issuer: issuer ?? scenario.name,
      addressee: to)
    try outlet.save(files.all)
    destination.announce(speech)
    if !destination.replacesStandardOutput { try printResult(files) }
  }

  /// The scenario as it stood at the end of the period; throws when that is not known yet.
  private func datedScenario() throws(InvalidInput) -> Scenario {
    let stated = try scenario.read()
    let portfolio = stated.inputs.portfolio
    do throws(UnreportablePeriod) {
      try period.requireKnown(in: portfolio.fiscalYear, asOf: portfolio.asOf)
    } catch {
      throw error.input
    }
    return portfolio.asOf == period.lastDay ? stated : try scenario.read(asOf: period.lastDay)
  }

  private func make(_ scenario: Scenario, _ settings: PeriodReportSettings) throws(InvalidInput) -> PeriodReport {
    let line = ProgressLine(isWanted: !speech.quiet)
    defer { line?.finish() }
    do throws(UnreportablePeriod) {
      guard let line else {
        return try PeriodReport.make(period, scenario.inputs, records: scenario.records, settings: settings)
      }
      return try PeriodReport.make(period, scenario.inputs, records: scenario.records, settings: settings) {
        line.update($0)
      }
    } catch {
      throw error.input
    }
  }

  private func printResult(_ files: ReportFiles) throws {
    switch format {
    case .table:
      let color = Interface.color(isWanted: !speech.noColor)
      try StandardOutput.write(files.view.text(Interface.language, width: Interface.width, color: color))
    case .json: try files.writeJSON { (piece) throws(OutputError) in try StandardOutput.write(piece) }
    case .html: try StandardOutput.write(files.view.html(Interface.language))
    case .xlsx: try StandardOutput.write(files.workbook())
    }
  }
}

/// The files of a report; the first of each kind is the one that `--output` with that extension means.
private struct ReportFiles {
  private static let text = "period-report.txt"
  private static let json = "period-report.json"
  private static let page = "period-report.html"
  private static let sheets = "period-report.xlsx"

  static let names = [text, json, page, sheets]

  let report: PeriodReport
  let view: PeriodReportView
  private let portfolio: Portfolio

  init(report: PeriodReport, portfolio: Portfolio, issuer: String, addressee: String?) {
    self.report = report
    self.portfolio = portfolio
    view = PeriodReportView(report, portfolio: portfolio, issuer: issuer, addressee: addressee)
  }

  /// Throws when a workbook cannot hold the report.
  func workbook() throws(OutputError) -> [UInt8] {
    try ResultFile.bytes(of: Self.sheets) { () throws(WorkbookWriterError) in try view.workbook(Interface.language) }
  }

  var all: [ResultFile] {
    [
      ResultFile(Self.text) { view.text(Interface.language) },
      ResultFile(Self.json) { (sink) throws(OutputError) in try writeJSON(to: sink) },
      ResultFile(Self.page) { view.html(Interface.language) },
      ResultFile(Self.sheets) { () throws(OutputError) in try workbook() },
    ]
  }

  func writeJSON(to sink: ResultFile.Sink) throws(OutputError) {
    let reasons = report.proposals.proposal.map { ReallocationView.reasons($0, portfolio: portfolio) } ?? []
    try PeriodReportJSON.write(report, reasons: reasons, recommendations: view.recommendations, to: sink)
  }
}
