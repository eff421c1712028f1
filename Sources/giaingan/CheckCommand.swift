import ArgumentParser
import Disbursement
import Exchange
import Report
import Rulebook

struct CheckCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
  }

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "check",
      abstract: Interface.say(
        "Đọc mọi bảng của kịch bản và cho biết đã hiểu thế nào; liệt kê mọi lỗi.",
        "Reads every table of a scenario and says what was understood; lists every error."),
      discussion: Interface.say(
        """
        Ví dụ:
          giaingan check Scenarios/chi-lang-2026
          giaingan check Scenarios/chi-lang-2026 --format json

        Mã kết thúc là 2 khi số liệu có lỗi. Lỗi in ra luồng lỗi, mỗi lỗi một dòng: tệp, dòng, cột, nội dung gặp phải, \
        cách sửa.
        """,
        """
        Examples:
          giaingan check Scenarios/chi-lang-2026
          giaingan check Scenarios/chi-lang-2026 --format json

        The exit status is 2 when the input has errors. They go to standard error, one a line: file, row, column, what \
        was found, what to do.
        """))
  }

  @OptionGroup var scenario: ScenarioOptions

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Dạng kết quả; JSON cũng chứa các lỗi.", "Form of the result; JSON holds the errors, too."),
      valueName: "format"))
  var format: Format = .table

  @OptionGroup var output: OutputOption
  @OptionGroup var speech: SpeechOptions

  func run() throws {
    let scenario: Scenario
    do throws(InvalidInput) {
      scenario = try self.scenario.read()
      _ = try PolicyFile.read(for: scenario)
    } catch {
      if format == .json { try StandardOutput.write(CheckJSON.encode(error)) }
      throw error
    }
    let names = ["check.txt", "check.json"]
    let destination = Destination(output.output, names: names)
    try Outlet(destination, names: names).save([
      ResultFile(names[0]) { text(of: scenario, width: 100, color: .none) },
      ResultFile(names[1]) { (sink) throws(OutputError) in try sink(CheckJSON.encode(scenario)) },
    ])
    destination.announce(speech)
    if destination.replacesStandardOutput { return }
    switch format {
    case .table:
      let color = Interface.color(isWanted: !speech.noColor)
      try StandardOutput.write(text(of: scenario, width: Interface.width, color: color))
    case .json: try StandardOutput.write(CheckJSON.encode(scenario))
    }
  }

  private func text(of scenario: Scenario, width: Int, color: ColorMode) -> String {
    ScenarioView.render(
      scenario.inputs, records: scenario.records, settings: scenario.settings,
      warnings: scenario.warnings.map { $0.message(in: Interface.language) }, language: Interface.language,
      width: width, color: color)
  }
}
