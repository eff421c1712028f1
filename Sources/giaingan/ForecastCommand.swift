import ArgumentParser
import Disbursement
import Exchange
import Portfolio
import Foundation
import Report
import Rulebook

struct ForecastCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
    /// The table of milestones.
    case csv
    /// All tables.
    case xlsx
  }

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "forecast",
      abstract: Interface.say(
        "Dự báo giải ngân của một kịch bản: xác suất đạt từng mốc, số tiền thiếu, dự án và nguyên nhân.",
        "Forecasts a scenario: the probability of each milestone, the money missing, the projects and causes behind it."
      ),
      discussion: Interface.say(
        """
        Ví dụ:
          giaingan forecast Scenarios/chi-lang-2026
          giaingan forecast Scenarios/chi-lang-2026 --output ket-qua
              ghi thư mục gồm report.html, forecast.json, forecast.xlsx và các bảng CSV
          giaingan forecast Scenarios/chi-lang-2026 --output bao-cao.html
          giaingan forecast Scenarios/chi-lang-2026 --output ket-qua.xlsx
          giaingan forecast Scenarios/chi-lang-2026 --format json > ket-qua.json

        Mã kết thúc là 1 khi một mục tiêu (targets) của kịch bản không đạt.
        """,
        """
        Examples:
          giaingan forecast Scenarios/chi-lang-2026
          giaingan forecast Scenarios/chi-lang-2026 --output results
              writes a folder with report.html, forecast.json, forecast.xlsx and CSV tables
          giaingan forecast Scenarios/chi-lang-2026 --output report.html
          giaingan forecast Scenarios/chi-lang-2026 --output results.xlsx
          giaingan forecast Scenarios/chi-lang-2026 --format json > results.json

        The exit status is 1 when one of the scenario's targets is missed.
        """))
  }

  @OptionGroup var scenario: ScenarioOptions
  @OptionGroup var computation: ComputationOptions

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Dạng kết quả ở luồng ra: bảng chữ, JSON, bảng các mốc (CSV), hoặc mọi bảng trong một tệp Excel (xlsx).",
        "Form of the result on standard output: text, JSON, the table of milestones (CSV), or all tables as a workbook (xlsx)."
      ), valueName: "format"))
  var format: Format = .table

  @OptionGroup var output: OutputOption
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard computation.untilError != nil, self.scenario.replications != nil else { return }
    throw ValidationError(
      Interface.say(
        "Chỉ nêu một trong hai: --until-error hoặc --replications.", "Give one of --until-error and --replications."))
  }

  func run() throws {
    let destination = Destination(output.output, names: ForecastFiles.names)
    if format == .xlsx { try destination.requireNoTerminal() }
    let scenario = try self.scenario.read()
    let copy = InputCopy(of: scenario)
    if !speech.quiet { scenario.warnings.forEach(Messages.write) }
    var settings = scenario.settings
    settings.threads = computation.workers.count
    settings.driverReplications = computation.driverReplications
    settings.sampling = computation.sampling
    settings.projectPaths = computation.paths(projects: scenario.inputs.portfolio.projects.count)
    let precision = computation.untilError.map { replications(untilError: $0, scenario, settings) }
    settings.replications = precision?.replications ?? settings.replications
    try MachineMemory.require(Forecast.estimatedMemory(scenario.inputs, settings: settings))
    let outlet = try Outlet(destination, names: ForecastFiles.names)
    var forecast = simulate(scenario, settings)
    forecast.run.precision = precision
    let files = ForecastFiles(forecast: forecast, inputs: scenario.inputs, copy: copy)
    try outlet.save(files.all)
    destination.announce(speech)
    if !destination.replacesStandardOutput { try printResult(files) }
    if forecast.targets.contains(where: { !$0.isMet }) { throw ExitCode(ExitStatus.targetMissed.rawValue) }
  }

  private func replications(
    untilError error: Double, _ scenario: Scenario, _ settings: ForecastSettings
  ) -> PrecisionSearch {
    let line = ProgressLine(isWanted: !speech.quiet)
    defer { line?.finish() }
    let search = Forecast.replications(
      untilError: error, atMost: mostReplications(scenario, settings), scenario.inputs, settings: settings
    ) { line?.update($0) }
    if !search.isReached && !speech.quiet {
      Messages.write(
        Interface.say(
          "Không đạt sai số đã nêu với \(search.replications) lần mô phỏng mà bộ nhớ của máy cho phép.",
          "The error asked for is not reached with the \(search.replications) replications that this machine's memory allows."
        ))
    }
    return search
  }

  /// What the machine's memory holds.
  private func mostReplications(_ scenario: Scenario, _ settings: ForecastSettings) -> Int {
    var settings = settings
    settings.replications = ForecastSettings.largestReplications
    let available = Double(ProcessInfo.processInfo.physicalMemory)
    while settings.replications > 1_024, Forecast.estimatedMemory(scenario.inputs, settings: settings) > available {
      settings.replications /= 2
    }
    return settings.replications
  }

  private func simulate(_ scenario: Scenario, _ settings: ForecastSettings) -> Forecast {
    let line = ProgressLine(isWanted: !speech.quiet)
    defer { line?.finish() }
    guard let line else { return Forecast.run(scenario.inputs, settings: settings) }
    return Forecast.run(scenario.inputs, settings: settings) { line.update($0) }
  }

  private func printResult(_ files: ForecastFiles) throws(OutputError) {
    switch format {
    case .table:
      let text = files.text(width: Interface.width, color: Interface.color(isWanted: !speech.noColor))
      try StandardOutput.write(text)
    case .json:
      try ForecastJSON.write(files.forecast, inputs: files.copy) { (piece) throws(OutputError) in
        try StandardOutput.write(piece)
      }
    case .csv:
      try ForecastTables.write(.milestones, of: files.forecast, byteOrderMark: .absent) {
        (piece) throws(OutputError) in try StandardOutput.write(piece)
      }
    case .xlsx: try StandardOutput.write(ForecastWorkbook.encode(files.forecast))
    }
  }
}

/// Every file of a forecast.
private struct ForecastFiles {
  private static let text = "forecast.txt"
  private static let json = "forecast.json"
  private static let page = "report.html"
  /// Milestones first: they are what a single CSV file holds.
  private static let tables =
    [ForecastTables.Table.milestones] + ForecastTables.Table.allCases.filter { $0 != .milestones }

  static let names = [text, json, page, ForecastWorkbook.fileName] + tables.map(\.fileName)

  var forecast: Forecast
  var inputs: ForecastInputs
  /// For the JSON document.
  var copy: InputCopy

  var all: [ResultFile] {
    [
      ResultFile(Self.text) { text(width: 100, color: .none) },
      ResultFile(Self.json) { (sink) throws(OutputError) in
        try ForecastJSON.write(forecast, inputs: copy, to: sink)
      },
      ResultFile(Self.page) {
        HTMLReport.render(
          forecast: forecast, rulebook: inputs.rulebook, assumptions: inputs.assumptions, language: Interface.language)
      },
      ResultFile(ForecastWorkbook.fileName) { () throws(OutputError) in try ForecastWorkbook.encode(forecast) },
    ]
      + Self.tables.map { table in
        ResultFile(table.fileName) { (sink) throws(OutputError) in
          try ForecastTables.write(table, of: forecast, byteOrderMark: .present, to: sink)
        }
      }
  }

  func text(width: Int, color: ColorMode) -> String {
    TerminalReport.render(
      forecast, rulebook: inputs.rulebook, language: Interface.language, width: width, color: color)
  }
}
