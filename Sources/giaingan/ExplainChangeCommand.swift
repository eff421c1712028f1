import ArgumentParser
import Disbursement
import Exchange
import Portfolio
import Report
import Rulebook

struct ExplainChangeCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
    /// The table of steps.
    case csv
    case xlsx
  }

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "explain-change",
      abstract: Interface.say(
        "Giải thích vì sao dự báo thay đổi: từng nguyên nhân góp bao nhiêu, bằng tiền và bằng xác suất, cộng lại đúng.",
        "Explains why a forecast changed: what each cause contributes, in money and in probability, adding up exactly."),
      discussion: Interface.say(
        """
        Từ dự báo trước, lần lượt thay từng nguyên nhân bằng của dự báo sau rồi tính lại trên cùng các số ngẫu nhiên: bộ tính, số ngẫu \
        nhiên, bộ quy định, giả định, kế hoạch vốn, ngày số liệu và thanh toán, tiến độ. Hai tệp forecast.json kèm sẵn số liệu đầu vào.

        Ví dụ:
          giaingan forecast Scenarios/chi-lang-2026 --output dau-nam
          giaingan forecast Scenarios/chi-lang-2026/2026-06-30 --output giua-nam
          giaingan explain-change dau-nam/forecast.json giua-nam/forecast.json
          giaingan explain-change dau-nam/forecast.json giua-nam/forecast.json --output thay-doi
              ghi thư mục gồm change.html, change.txt, change.json và change.csv
        """,
        """
        From the earlier forecast on, one cause after the other is replaced by the later forecast's and everything is computed anew on the same \
        random numbers: engine, random draws, rulebook, assumptions, capital plan, data day and payments, progress. Both forecast.json hold \
        their inputs.

        Examples:
          giaingan forecast Scenarios/chi-lang-2026 --output january
          giaingan forecast Scenarios/chi-lang-2026/2026-06-30 --output july
          giaingan explain-change january/forecast.json july/forecast.json
          giaingan explain-change january/forecast.json july/forecast.json --output change
              writes a folder with change.html, change.txt, change.json and change.csv
        """))
  }

  @Argument(
    help: ArgumentHelp(
      Interface.say("Tệp forecast.json của dự báo trước.", "The forecast.json of the earlier forecast."),
      valueName: "earlier"), completion: .file(extensions: ["json"]))
  var earlierFile: String

  @Argument(
    help: ArgumentHelp(
      Interface.say(
        "Tệp forecast.json của dự báo sau, cùng năm.", "The forecast.json of the later forecast, of the same year."),
      valueName: "later"), completion: .file(extensions: ["json"]))
  var laterFile: String

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Thư mục kịch bản của dự báo trước, khi tệp không kèm số liệu; phải đúng số liệu đã dùng.",
        "Folder of the earlier forecast's scenario, where the file does not hold its inputs; they must be those it was made from."
      ),
      valueName: "scenario"), completion: .directory)
  var earlier: String?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Thư mục kịch bản của dự báo sau, khi tệp không kèm số liệu.",
        "Folder of the later forecast's scenario, where the file does not hold its inputs."),
      valueName: "scenario"), completion: .directory)
  var later: String?

  @OptionGroup var workers: ThreadOption

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Dạng kết quả trên màn hình: bảng chữ, JSON, bảng từng bước (CSV), hoặc tệp Excel (xlsx).",
        "Form of the result on standard output: text, JSON, the table of steps (CSV), or a workbook (xlsx)."),
      valueName: "format"))
  var format: Format = .table

  @OptionGroup var output: OutputOption
  @OptionGroup var speech: SpeechOptions

  func run() throws {
    let destination = Destination(output.output, names: ChangeFiles.names)
    if format == .xlsx { try destination.requireNoTerminal() }
    let ends = try readEnds()
    try MachineMemory.require(
      ForecastChange.estimatedMemory(from: ends.earlier, to: ends.later, threads: workers.count))
    let outlet = try Outlet(destination, names: ChangeFiles.names)
    let files = ChangeFiles(change: try change(ends.earlier, ends.later))
    try outlet.save(files.all)
    destination.announce(speech)
    if !destination.replacesStandardOutput { try printResult(files) }
  }

  /// Both forecasts; what is wrong with either of them is thrown at once.
  private func readEnds() throws -> (earlier: ForecastEnd, later: ForecastEnd) {
    var problems: [Diagnostic] = []
    func end(_ path: String, _ folder: String?, _ option: String) -> ForecastEnd? {
      do throws(InvalidInput) {
        let file = try ForecastFile.read(at: path)
        return try file.scenario(path: path, folder: folder, option: option).end(file.stated)
      } catch {
        problems += error.diagnostics
        return nil
      }
    }
    let first = end(earlierFile, earlier, "--earlier")
    let last = end(laterFile, later, "--later")
    guard let first, let last else { throw InvalidInput(problems) }
    return (first, last)
  }

  private func change(_ earlier: ForecastEnd, _ later: ForecastEnd) throws -> ForecastChange {
    let line = ProgressLine(isWanted: !speech.quiet)
    defer { line?.finish() }
    do throws(IncomparableForecasts) {
      guard let line else { return try ForecastChange.run(from: earlier, to: later, threads: workers.count) }
      return try ForecastChange.run(from: earlier, to: later, threads: workers.count) { line.update($0) }
    } catch {
      throw UnusableInput(message: Self.message(of: error))
    }
  }

  private static func message(of error: IncomparableForecasts) -> BilingualText {
    switch error {
    case .differentYears(let earlier, let later):
      BilingualText(
        vi:
          "Hai dự báo thuộc hai năm kế hoạch khác nhau (\(earlier.year) và \(later.year)), không giải thích thay đổi được. Chọn hai tệp của cùng một năm.",
        en:
          "The forecasts are of different plan years (\(earlier.year) and \(later.year)), between which no change can be explained. Name two files of one year."
      )
    }
  }

  private func printResult(_ files: ChangeFiles) throws(OutputError) {
    switch format {
    case .table:
      let text = files.text(width: Interface.width, color: Interface.color(isWanted: !speech.noColor))
      try StandardOutput.write(text)
    case .json:
      try ChangeJSON.write(files.change) { (piece) throws(OutputError) in try StandardOutput.write(piece) }
    case .csv:
      try ChangeTable.write(files.change, byteOrderMark: .absent) { (piece) throws(OutputError) in
        try StandardOutput.write(piece)
      }
    case .xlsx: try StandardOutput.write(ChangeWorkbook.encode(files.change))
    }
  }
}

/// Every file of a change.
private struct ChangeFiles {
  private static let text = "change.txt"
  private static let json = "change.json"
  private static let page = "change.html"

  static let names = [text, json, page, ChangeWorkbook.fileName, ChangeTable.fileName]

  var change: ForecastChange

  var all: [ResultFile] {
    [
      ResultFile(Self.text) { text(width: 100, color: .none) },
      ResultFile(Self.json) { (sink) throws(OutputError) in try ChangeJSON.write(change, to: sink) },
      ResultFile(Self.page) { ChangeReport.render(change, language: Interface.language) },
      ResultFile(ChangeWorkbook.fileName) { () throws(OutputError) in try ChangeWorkbook.encode(change) },
      ResultFile(ChangeTable.fileName) { (sink) throws(OutputError) in
        try ChangeTable.write(change, byteOrderMark: .present, to: sink)
      },
    ]
  }

  func text(width: Int, color: ColorMode) -> String {
    ChangeView.render(change, language: Interface.language, width: width, color: color)
  }
}
