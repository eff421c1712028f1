public import ArgumentParser
public import Disbursement
import Exchange
import Foundation
import Portfolio
public import Rulebook

extension Language: ExpressibleByArgument {}
extension ForecastSettings.ProjectPaths: ExpressibleByArgument {}
extension ForecastSettings.Sampling: ExpressibleByArgument {}

/// Options of every verb.
struct SpeechOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Ngôn ngữ của kết quả và hướng dẫn. Nếu không nêu: theo LC_ALL, LC_MESSAGES, LANG.",
        "Language of results and help. By default from LC_ALL, LC_MESSAGES, LANG."), valueName: "vi|en"))
  var lang: Language?

  @Flag(
    name: .shortAndLong,
    help: ArgumentHelp(
      Interface.say("Không in tiến độ và cảnh báo ra luồng lỗi.", "No progress and no warnings on standard error.")))
  var quiet = false

  @Flag(
    help: ArgumentHelp(
      Interface.say("Không dùng màu (như khi đặt biến NO_COLOR).", "No colours (as with NO_COLOR set).")))
  var noColor = false
}

/// Which scenario is run, and how.
struct RunOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      Interface.say(
        "Thư mục kịch bản, hoặc bảng tính (.xlsx, .xlsm, .ods, .csv): các bảng theo trang, hay một danh mục dự án.",
        "The scenario's folder, or a workbook (.xlsx, .xlsm, .ods, .csv): its tables as sheets, or one list of projects."
      ),
      valueName: "scenario"),
    completion: .file())
  var scenario: String

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Tệp ánh xạ nói danh mục dự án trong bảng tính được đọc thế nào. Nếu không nêu: tệp TÊN.mapping.yaml bên cạnh, nếu có.",
        "The mapping file that says how a workbook's list of projects is read. By default NAME.mapping.yaml beside it, if there is one."
      ), valueName: "file"), completion: .file(extensions: ["yaml"]))
  var mapping: String?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Số lần mô phỏng, thay cho số của kịch bản.", "Number of replications, in place of the scenario's."),
      valueName: "n"), transform: OptionReading.replications)
  var replications: Int?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Mầm ngẫu nhiên, thay cho mầm của kịch bản; cùng mầm cho cùng kết quả.",
        "Random seed, in place of the scenario's; the same seed gives the same result."), valueName: "n"),
    transform: OptionReading.seed)
  var seed: UInt64?
}

/// What changes a scenario without changing its files.
struct ScenarioOptions: ParsableArguments {
  @OptionGroup var run: RunOptions

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Ngày cuối cùng đã có số liệu thực tế, thay cho asOf của kịch bản (2026-06-30 hoặc 30/06/2026).",
        "Last day whose actuals are known, in place of the scenario's asOf (2026-06-30 or 30/06/2026)."),
      valueName: "date"), transform: OptionReading.day)
  var asOf: Day?

  var replications: Int? { run.replications }
  var mapping: String? { run.mapping }
}

/// The result does not depend on it.
struct ThreadOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Số luồng tính toán; kết quả không phụ thuộc vào số này. Nếu không nêu: số bộ xử lý.",
        "Worker threads; the result does not depend on them. By default the number of processors."),
      valueName: "n"), transform: OptionReading.threads)
  var threads: Int?

  var count: Int {
    threads ?? min(ProcessInfo.processInfo.activeProcessorCount, ForecastSettings.largestThreads)
  }
}

/// How a forecast is computed.
struct ComputationOptions: ParsableArguments {
  @OptionGroup var workers: ThreadOption

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Số lần mô phỏng để phân tích nguyên nhân; 0 là không phân tích. Nếu không nêu: chọn theo khối lượng tính.",
        "Replications of the analysis of risk drivers; 0 leaves it out. By default chosen by cost."),
      valueName: "n"), transform: OptionReading.driverReplications)
  var driverReplications: Int?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Mô phỏng đến khi sai số xác suất của mọi mốc của nhóm không quá mức này, ví dụ 0.5pp (nửa điểm phần trăm); thay cho số lần mô phỏng nêu sẵn.",
        "Simulate until the error of every group milestone's probability is at most this, such as 0.5pp (half a percentage point); in place of a given number of replications."
      ), valueName: "error"), transform: OptionReading.error)
  var untilError: Double?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Các mốc có trong kết quả của từng dự án: tất cả (all), hoặc chỉ ngày số liệu, cuối năm và hạn cuối (year-end), ít tốn bộ nhớ và đĩa hơn. Nếu không nêu: all đến \(Self.mostFullPaths) dự án.",
        "Checkpoints in the results of single projects: all, or only the as-of day, the year's end and the cut-off (year-end), which takes less memory and disk. By default all up to \(Self.mostFullPaths) projects."
      ), valueName: "all|year-end"))
  var projectPaths: ForecastSettings.ProjectPaths?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Cách lấy mẫu: các lần mô phỏng độc lập (independent), hoặc phân tầng theo lô 64 lần (stratified): cùng số lần, sai số nhỏ hơn; kết quả khác trong phạm vi sai số.",
        "How replications are drawn: each on its own (independent), or in batches of 64 that spread every draw evenly (stratified): smaller errors from as many replications; results differ within their errors."
      ), valueName: "independent|stratified"))
  var sampling: ForecastSettings.Sampling = .independent

  private static let mostFullPaths = 200_000

  func paths(projects: Int) -> ForecastSettings.ProjectPaths {
    projectPaths ?? (projects <= Self.mostFullPaths ? .all : .yearEnd)
  }
}

/// Where results go.
struct OutputOption: ParsableArguments {
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      Interface.say(
        "Thư mục nhận mọi kết quả, hoặc một tệp mà đuôi tên nói rõ loại; ghi trọn vẹn hoặc không ghi gì.",
        "A folder for all results, or one file whose extension says which; written whole or not at all."),
      valueName: "dir|file"), completion: .file())
  var output: String?
}

/// Reads option values, with messages in the user's language.
enum OptionReading {
  static func day(_ text: String) throws -> Day {
    if let day = Day(written: text) { return day }
    throw ValidationError(
      Interface.say("cần một ngày có thật, như 2026-06-30", "expected a date that exists, such as 2026-06-30"))
  }

  static func period(_ text: String) throws -> ReportPeriod {
    if let period = ReportPeriod(written: text) { return period }
    throw ValidationError(
      Interface.say(
        "cần một quý hoặc tháng, như 2026-Q2, 2026-05, Quý II/2026 hoặc 05/2026",
        "expected a quarter or a month, such as 2026-Q2, 2026-05, Quý II/2026 or 05/2026"))
  }

  static func replications(_ text: String) throws -> Int {
    try wholeNumber(text, from: 1, through: ForecastSettings.largestReplications)
  }

  static func driverReplications(_ text: String) throws -> Int {
    try wholeNumber(text, from: 0, through: ForecastSettings.largestReplications)
  }

  static func threads(_ text: String) throws -> Int {
    try wholeNumber(text, from: 1, through: ForecastSettings.largestThreads)
  }

  static func projects(_ text: String) throws -> Int {
    try wholeNumber(text, from: 1, through: GeneratedScenario.largestProjectCount)
  }

  static func seed(_ text: String) throws -> UInt64 { try wholeNumber(text, from: 0, through: .max) }

  /// Percentage points (`0.5pp`, `0.5%`), or a probability (`0.005`); a comma may stand for the point.
  static func error(_ text: String) throws -> Double {
    var digits = text.lowercased().replacingOccurrences(of: ",", with: ".")
    var unit = 1.0
    for suffix in ["pp", "%"] where digits.hasSuffix(suffix) {
      digits.removeLast(suffix.count)
      unit = 0.01
    }
    guard let number = Double(digits.trimmingCharacters(in: .whitespaces)), number * unit >= 1e-5, number * unit < 0.5
    else {
      throw ValidationError(
        Interface.say(
          "cần một sai số từ 0.001pp đến dưới 50pp, như 0.5pp",
          "expected an error from 0.001pp to below 50pp, such as 0.5pp"))
    }
    return number * unit
  }

  static func wholeNumber<Number: FixedWidthInteger>(
    _ text: String, from first: Number, through last: Number
  ) throws -> Number {
    guard let number = Number(text), number >= first, number <= last else {
      throw ValidationError(
        Interface.say("cần một số nguyên từ \(first) đến \(last)", "expected a whole number from \(first) to \(last)"))
    }
    return number
  }
}

extension ScenarioOptions {
  /// The scenario as the options change it; throws everything that is wrong with it.
  func read() throws(InvalidInput) -> Scenario { try run.read(asOf: asOf) }

  var overrides: ScenarioOverrides { run.overrides(asOf: asOf) }
}

extension RunOptions {
  /// The scenario as the options change it, dated anew where a day is given; throws everything that is wrong with it.
  func read(asOf: Day? = nil) throws(InvalidInput) -> Scenario {
    try ScenarioReader.read(at: scenario, mapping: mapping, overrides: overrides(asOf: asOf))
  }

  func overrides(asOf: Day?) -> ScenarioOverrides {
    ScenarioOverrides(asOf: asOf, replications: replications, seed: seed)
  }

  /// What was understood of a workbook; nil for a folder.
  func reading() throws(InvalidInput) -> WorkbookReading? {
    guard WorkbookFile.mayBeList(scenario) else { return nil }
    return try WorkbookReading.read(at: scenario, mapping: mapping)
  }
}

extension Scenario {
  var settings: ForecastSettings { ForecastSettings(replications: replications, seed: seed, targets: targets) }
}
