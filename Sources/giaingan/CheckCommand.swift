import ArgumentParser
import Disbursement
import Exchange
import Report
import Rulebook

struct CheckCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
    /// What was understood, as tables.
    case xlsx
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
          giaingan check danh-muc.xlsx
              cho biết tiêu đề, cột, nhóm, dòng bỏ qua; điều chưa rõ được hỏi trong danh-muc.mapping.yaml
          giaingan check danh-muc.xlsx --ask
              ghi danh-muc.hoi.xlsx, trả lời câu hỏi ngay trong Excel
          giaingan check Scenarios/chi-lang-2026 --format json
          giaingan check Scenarios/chi-lang-2026 --output kiem-tra.xlsx

        Mã kết thúc là 2 khi số liệu có lỗi. Lỗi in ra luồng lỗi, mỗi lỗi một dòng: tệp, dòng, cột, nội dung gặp phải, \
        cách sửa.
        """,
        """
        Examples:
          giaingan check Scenarios/chi-lang-2026
          giaingan check list.xlsx
              shows head, columns, groups and rows left out; what is not clear is asked in list.mapping.yaml
          giaingan check list.xlsx --ask
              writes list.hoi.xlsx, whose questions are answered in Excel
          giaingan check Scenarios/chi-lang-2026 --format json
          giaingan check Scenarios/chi-lang-2026 --output check.xlsx

        The exit status is 2 when the input has errors. They go to standard error, one a line: file, row, column, what \
        was found, what to do.
        """))
  }

  @OptionGroup var scenario: ScenarioOptions

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Dạng kết quả: bảng chữ, JSON, hoặc tệp Excel (xlsx); JSON và Excel cũng chứa các lỗi.",
        "Form of the result: text, JSON, or a workbook (xlsx); JSON and workbook hold the errors, too."),
      valueName: "format"))
  var format: Format = .table

  @Flag(
    help: ArgumentHelp(
      Interface.say(
        "Ghi các câu hỏi về danh mục thành trang đầu của tệp TÊN.hoi.xlsx để trả lời trong Excel, rồi đọc chính tệp đó.",
        "Writes the questions about a list as the first sheet of NAME.hoi.xlsx, to be answered in Excel; that file is then read as the list."
      )))
  var ask = false

  @OptionGroup var output: OutputOption
  @OptionGroup var speech: SpeechOptions

  func run() throws {
    let names = ["check.txt", "check.json", CheckWorkbook.fileName]
    let destination = Destination(output.output, names: names)
    if format == .xlsx { try destination.requireNoTerminal() }
    let outline = try self.scenario.run.reading().map(WorkbookOutline.init)
    let scenario: Scenario
    do throws(InvalidInput) {
      scenario = try read(outline)
    } catch {
      try printErrors(error, outline, destination)
      try outline.map(writeMapping)
      throw error
    }
    try outline.map(writeMapping)
    try Outlet(destination, names: names).save([
      ResultFile(names[0]) {
        (outline.map { $0.text(width: 100, color: .none) + "\n" } ?? "") + text(of: scenario, width: 100, color: .none)
      },
      ResultFile(names[1]) { (sink) throws(OutputError) in try sink(CheckJSON.encode(scenario, outline)) },
      ResultFile(names[2]) { () throws(OutputError) in try CheckWorkbook.encode(scenario) },
    ])
    destination.announce(speech)
    if !destination.replacesStandardOutput { try printResult(scenario, outline) }
  }

  private func read(_ outline: WorkbookOutline?) throws(InvalidInput) -> Scenario {
    let scenario: Scenario
    if let outline {
      scenario = try ScenarioReader.read(outline.reading, overrides: self.scenario.overrides)
    } else {
      scenario = try self.scenario.read()
    }
    _ = try PolicyFile.read(for: scenario)
    return scenario
  }

  private func printErrors(_ errors: InvalidInput, _ outline: WorkbookOutline?, _ destination: Destination) throws {
    switch format {
    case .table:
      if let outline { try StandardOutput.write(text(of: outline)) }
    case .json: try StandardOutput.write(CheckJSON.encode(errors, outline))
    case .xlsx:
      if !destination.replacesStandardOutput { try StandardOutput.write(CheckWorkbook.encode(errors)) }
    }
  }

  private func printResult(_ scenario: Scenario, _ outline: WorkbookOutline?) throws {
    switch format {
    case .table:
      let color = Interface.color(isWanted: !speech.noColor)
      if let outline { try StandardOutput.write(text(of: outline) + "\n") }
      try StandardOutput.write(text(of: scenario, width: Interface.width, color: color))
    case .json: try StandardOutput.write(CheckJSON.encode(scenario, outline))
    case .xlsx: try StandardOutput.write(CheckWorkbook.encode(scenario))
    }
  }

  private func text(of outline: WorkbookOutline) -> String {
    outline.text(width: Interface.width, color: Interface.color(isWanted: !speech.noColor))
  }

  /// Writes the mapping file of a plan list that leaves something open, or where a new one is asked for; never over one that is there.
  private func writeMapping(_ outline: WorkbookOutline) throws {
    if ask, try writeQuestions(outline) { return }
    guard case .planList(let list) = outline.reading.form, !list.hasMapping,
      !list.questions.isEmpty || self.scenario.mapping != nil
    else { return }
    let text = PlanListMappingText.text(for: list, language: Interface.language)
    try Outlet(.file(list.mappingPath, name: ""), names: [""]).save([ResultFile("") { text }])
    guard !speech.quiet else { return }
    Messages.write(
      Interface.say(
        "Đã ghi tệp ánh xạ \(list.mappingPath). Hãy thay các dấu «?» trong đó rồi chạy lại.",
        "The mapping file \(list.mappingPath) was written. Answer each «?» in it and run again."))
  }

  /// Writes the sheet of questions; false where nothing is asked.
  private func writeQuestions(_ outline: WorkbookOutline) throws -> Bool {
    guard let bytes = try ListQuestionSheet.encode(outline.reading, language: Interface.language) else { return false }
    let path = ListQuestionSheet.path(for: outline.reading.file)
    try Outlet(.file(path, name: ""), names: [""]).save([ResultFile("") { () throws(OutputError) in bytes }])
    guard !speech.quiet else { return true }
    Messages.write(
      Interface.say(
        "Đã ghi \(path). Hãy trả lời ở trang «Câu hỏi», lưu lại rồi chạy lệnh với tệp đó.",
        "\(path) was written. Answer on its sheet «Questions», save it and run the command with that file."))
    return true
  }

  private func text(of scenario: Scenario, width: Int, color: ColorMode) -> String {
    ScenarioView.render(
      scenario.inputs, records: scenario.records, settings: scenario.settings,
      warnings: scenario.warnings.map { $0.message(in: Interface.language) }, language: Interface.language,
      width: width, color: color)
  }
}
