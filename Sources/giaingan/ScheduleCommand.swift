import ArgumentParser
import Disbursement
import Exchange
import Portfolio
import Report
import Rulebook

struct ScheduleCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
    /// The table of projects, sources and checkpoints.
    case csv
    /// All tables.
    case xlsx
  }

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "schedule",
      abstract: Interface.say(
        "Lập kế hoạch giải ngân chi tiết theo tháng, quý: mốc nào không thể đạt, vì sao, cần làm gì.",
        "Plans the payments by month and quarter: which milestones cannot be met, why, and what to do."),
      discussion: Interface.say(
        """
        Lịch giải ngân không vượt khối lượng được nghiệm thu theo tiến độ danh nghĩa và không vượt tiền của nguồn vốn; đạt mọi mốc \
        đạt được, còn lại thì thiếu ít nhất có thể; rồi san đều để tháng 12 không dồn quá mức cần thiết.

        Ví dụ:
          giaingan schedule Scenarios/chi-lang-2026
          giaingan schedule Scenarios/chi-lang-2026 --output ke-hoach
              ghi thư mục gồm schedule.html, schedule.json, schedule.xlsx, quarterly-plan.csv và các bảng CSV khác
          giaingan schedule Scenarios/chi-lang-2026/2026-06-30 --against ke-hoach/schedule.json
              lập lại phần còn lại của năm từ số thực tế, nêu thay đổi so với lịch đã lưu
          giaingan schedule Scenarios/chi-lang-2026 --no-robustness
              không mô phỏng khả năng giữ lịch

        Mã kết thúc là 0 khi lập xong, kể cả khi có mốc không thể đạt.
        """,
        """
        Planned payments never exceed the work accepted at nominal durations nor the cash of a source; they meet every milestone that can \
        be met and miss the others by as little as possible; then the load is spread so that December is no heavier than it must be.

        Examples:
          giaingan schedule Scenarios/chi-lang-2026
          giaingan schedule Scenarios/chi-lang-2026 --output plan
              writes a folder with schedule.html, schedule.json, schedule.xlsx, quarterly-plan.csv and other CSV tables
          giaingan schedule Scenarios/chi-lang-2026/2026-06-30 --against plan/schedule.json
              plans the rest of the year anew from what happened, and says what changed against the saved schedule
          giaingan schedule Scenarios/chi-lang-2026 --no-robustness
              leaves out the simulation of how surely the schedule is kept

        The exit status is 0 when the schedule is made, even where a milestone cannot be met.
        """))
  }

  @OptionGroup var scenario: ScenarioOptions
  @OptionGroup var threads: ThreadOption

  @Flag(
    help: ArgumentHelp(
      Interface.say(
        "Không mô phỏng khả năng giữ lịch.", "Do not simulate how surely the schedule is kept.")))
  var noRobustness = false

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Tệp schedule.json của một lịch đã lưu cùng năm; kết quả nêu thay đổi so với lịch đó.",
        "The schedule.json of a saved schedule of the same year; the result says what changed against it."),
      valueName: "file"), completion: .file(extensions: ["json"]))
  var against: String?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Dạng kết quả ở luồng ra: bảng chữ, JSON, bảng từng dự án, nguồn vốn, thời điểm (CSV), hoặc mọi bảng trong một tệp Excel (xlsx).",
        "Form of the result on standard output: text, JSON, the table of projects, sources and checkpoints (CSV), or all tables as a workbook (xlsx)."
      ),
      valueName: "format"))
  var format: Format = .table

  @OptionGroup var output: OutputOption
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    guard noRobustness, self.scenario.replications != nil else { return }
    throw ValidationError(
      Interface.say(
        "Chỉ nêu một trong hai: --no-robustness hoặc --replications.", "Give one of --no-robustness and --replications."
      ))
  }

  func run() throws {
    let names = ScheduleFiles.names + (against == nil ? [] : [ScheduleChangeTable.fileName])
    let destination = Destination(output.output, names: names)
    if format == .xlsx { try destination.requireNoTerminal() }
    let scenario = try self.scenario.read()
    let earlier = try against.map { path throws(InvalidInput) in
      try ScheduleJSON.read(at: path, fiscalYear: scenario.inputs.portfolio.fiscalYear)
    }
    if !speech.quiet { scenario.warnings.forEach(Messages.write) }
    let outlet = try Outlet(destination, names: names)
    let schedule = plan(scenario)
    let files = ScheduleFiles(
      schedule: schedule, changes: earlier.map { ScheduleChange(from: $0, to: schedule) },
      rulebook: scenario.inputs.rulebook)
    try outlet.save(files.all)
    destination.announce(speech)
    if !destination.replacesStandardOutput { try printResult(files) }
  }

  private func plan(_ scenario: Scenario) -> PaymentSchedule {
    let settings = ScheduleSettings(
      replications: noRobustness ? 0 : scenario.replications, seed: scenario.seed, threads: threads.count)
    let line = ProgressLine(isWanted: !speech.quiet)
    defer { line?.finish() }
    guard let line else { return PaymentSchedule.plan(scenario.inputs, settings: settings) }
    return PaymentSchedule.plan(scenario.inputs, settings: settings) { line.update($0) }
  }

  private func printResult(_ files: ScheduleFiles) throws(OutputError) {
    switch format {
    case .table:
      let text = files.text(width: Interface.width, color: Interface.color(isWanted: !speech.noColor))
      try StandardOutput.write(text)
    case .json:
      try ScheduleJSON.write(files.schedule, changes: files.changes) { (piece) throws(OutputError) in
        try StandardOutput.write(piece)
      }
    case .csv:
      try ScheduleTables.write(.schedule, of: files.schedule, byteOrderMark: .absent) { (piece) throws(OutputError) in
        try StandardOutput.write(piece)
      }
    case .xlsx: try StandardOutput.write(files.workbook())
    }
  }
}

/// The files of a schedule; the first of each kind is the one that `--output` with that extension means.
private struct ScheduleFiles {
  private static let text = "schedule.txt"
  private static let json = "schedule.json"
  private static let page = "schedule.html"

  var schedule: PaymentSchedule
  var changes: ScheduleChange?
  var rulebook: Rulebook

  /// Without the table of changes.
  static let names =
    [text, json, page, ScheduleWorkbook.fileName] + ScheduleTables.Table.allCases.map(\.fileName) + [
      QuarterlyPlanTable.fileName
    ]

  var all: [ResultFile] {
    let tables = ScheduleTables.Table.allCases.map { table in
      ResultFile(table.fileName) { (sink) throws(OutputError) in
        try ScheduleTables.write(table, of: schedule, byteOrderMark: .present, to: sink)
      }
    }
    let changeTable = changes.map { changes in
      ResultFile(ScheduleChangeTable.fileName) { (sink) throws(OutputError) in
        try ScheduleChangeTable.write(changes, byteOrderMark: .present, to: sink)
      }
    }
    return [
      ResultFile(Self.text) { text(width: 100, color: .none) },
      ResultFile(Self.json) { (sink) throws(OutputError) in
        try ScheduleJSON.write(schedule, changes: changes, to: sink)
      },
      ResultFile(Self.page) {
        ScheduleReport.render(schedule, changes: changes, rulebook: rulebook, language: Interface.language)
      },
      ResultFile(ScheduleWorkbook.fileName) { () throws(OutputError) in try workbook() },
    ] + tables + [
      ResultFile(QuarterlyPlanTable.fileName) { (sink) throws(OutputError) in
        try QuarterlyPlanTable.write(
          QuarterlyPlan(schedule), of: schedule, language: Interface.language, byteOrderMark: .present, to: sink)
      }
    ] + [changeTable].compactMap { $0 }
  }

  func workbook() throws(OutputError) -> [UInt8] {
    try ScheduleWorkbook.encode(schedule, changes: changes, language: Interface.language)
  }

  func text(width: Int, color: ColorMode) -> String {
    ScheduleView.render(
      schedule, changes: changes, rulebook: rulebook, language: Interface.language, width: width, color: color)
  }
}
