import ArgumentParser
import Disbursement
import Exchange
import Foundation
import Portfolio
import Report
import Rulebook

struct CompareCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
    /// The table of differences.
    case csv
    /// All tables.
    case xlsx
  }

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "compare",
      abstract: Interface.say(
        "So sánh các kịch bản, hoặc một kịch bản với chính nó khi thay đổi điều gì đó, trên cùng các số ngẫu nhiên.",
        "Compares scenarios, or a scenario with itself when something is changed, on the same random numbers."),
      discussion: Interface.say(
        """
        Phương án đầu (A) là kịch bản đầu tiên; mỗi phương án khác được so với A ở từng lần mô phỏng. --set và --variant thay \
        đổi kịch bản đầu tiên:
          project.MÃ.CỘT, project.MÃ.start       một ô của projects.csv; ngày khởi công
          activity.MÃ.CÔNG_VIỆC.CỘT, ….duration  một ô của activities.csv; số ngày cố định
          plan.MÃ.NGUỒN, source.MÃ.CỘT           kế hoạch vốn; một ô của sources.csv
          driver.MÃ=off, driver.MÃ.probability   một nguyên nhân rủi ro
          claims.monthlyRates.10, assumptions …  khóa của tệp giả định; cả bộ giả định

        Ví dụ:
          giaingan compare Scenarios/chi-lang-2026 --set driver.storms-floods=off
          giaingan compare Scenarios/chi-lang-2026 \\
            --variant "mặt bằng:project.KCM-01.start=2026-04-01,project.KCM-02.start=2026-04-01" \\
            --variant "hồ sơ:claims.monthlyRates.10=0.3,claims.monthlyRates.11=0.4"
          giaingan compare kich-ban-a kich-ban-b --output so-sanh
              ghi thư mục gồm compare.html, compare.json, compare.xlsx và các bảng CSV
          giaingan compare Scenarios/chi-lang-2026
              so các chính sách điều chuyển vốn của policies.yaml với giữ nguyên kế hoạch
        """,
        """
        The first variant (A) is the first scenario; each other variant is compared with it replication by replication. --set and \
        --variant change the first scenario:
          project.ID.COLUMN, project.ID.start      a cell of projects.csv; the start of construction
          activity.ID.ACTIVITY.COLUMN, ….duration  a cell of activities.csv; a fixed number of days
          plan.ID.SOURCE, source.ID.COLUMN         plan capital; a cell of sources.csv
          driver.ID=off, driver.ID.probability     a risk driver
          claims.monthlyRates.10, assumptions …    a key of an assumptions file; a whole set

        Examples:
          giaingan compare Scenarios/chi-lang-2026 --set driver.storms-floods=off
          giaingan compare Scenarios/chi-lang-2026 \\
            --variant "clearance:project.KCM-01.start=2026-04-01,project.KCM-02.start=2026-04-01" \\
            --variant "files:claims.monthlyRates.10=0.3,claims.monthlyRates.11=0.4"
          giaingan compare scenario-a scenario-b --output comparison
              writes a folder with compare.html, compare.json, compare.xlsx and CSV tables
          giaingan compare Scenarios/chi-lang-2026
              compares the policies for moving capital in policies.yaml with keeping the plan
        """))
  }

  @Argument(
    help: ArgumentHelp(
      Interface.say(
        "Thư mục các kịch bản; kịch bản đầu là phương án A.", "Folders of scenarios; the first is variant A."),
      valueName: "scenario"), completion: .directory)
  var scenarios: [String]

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      Interface.say(
        "Thay đổi kịch bản đầu tiên; nhiều lần thì cùng thuộc một phương án.",
        "Changes the first scenario; given several times, all belong to one variant."), valueName: "key=value"),
    transform: OptionReading.setting)
  var settings: [ScenarioSetting] = []

  @Option(
    name: .customLong("variant"),
    help: ArgumentHelp(
      Interface.say(
        "Thêm một phương án có tên, cách các thay đổi bằng dấu phẩy; nêu nhiều lần được.",
        "One more variant with a name, its changes separated by commas; can be given several times."),
      valueName: "name:key=value,key=value"), transform: OptionReading.variant)
  var named: [NamedSettings] = []

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Ngày cuối cùng đã có số liệu thực tế, thay cho asOf của mọi kịch bản.",
        "Last day whose actuals are known, in place of every scenario's asOf."),
      valueName: "date"), transform: OptionReading.day)
  var asOf: Day?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Số lần mô phỏng, thay cho số của kịch bản đầu tiên.",
        "Number of replications, in place of the first scenario's."),
      valueName: "n"), transform: OptionReading.replications)
  var replications: Int?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Mầm ngẫu nhiên, thay cho mầm của kịch bản đầu tiên.", "Random seed, in place of the first scenario's."),
      valueName: "n"), transform: OptionReading.seed)
  var seed: UInt64?

  @OptionGroup var workers: ThreadOption

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Cách lấy mẫu: độc lập (independent) hoặc phân tầng (stratified).",
        "How replications are drawn: each on its own (independent), or spread evenly in batches of 64 (stratified)."),
      valueName: "independent|stratified"))
  var sampling: ForecastSettings.Sampling = .independent

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Dạng kết quả ở luồng ra: bảng chữ, JSON, bảng các chênh lệch (CSV), hoặc mọi bảng trong một tệp Excel (xlsx).",
        "Form of the result on standard output: text, JSON, the table of differences (CSV), or all tables as a workbook (xlsx)."
      ), valueName: "format"))
  var format: Format = .table

  @OptionGroup var output: OutputOption
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    let count = scenarios.count + (settings.isEmpty ? 0 : 1) + named.count
    guard count <= ComparisonVariant.largestCount else {
      throw ValidationError(
        Interface.say(
          "Nhiều nhất \(ComparisonVariant.largestCount) phương án.",
          "At most \(ComparisonVariant.largestCount) variants."))
    }
    let names = named.map(\.name)
    if let repeated = names.first(where: { name in names.count { $0 == name } > 1 }) {
      throw ValidationError(
        Interface.say("Hai phương án cùng tên «\(repeated)».", "Two variants are named «\(repeated)»."))
    }
  }

  func run() throws {
    let destination = Destination(output.output, names: ComparisonFiles.names)
    if format == .xlsx { try destination.requireNoTerminal() }
    let read = try VariantReader(command: self).read()
    let policies = read.variants.count == 1 ? try self.policies(of: read.first) : nil
    if !speech.quiet { read.warnings.forEach(Messages.write) }
    var settings = read.first.settings
    settings.threads = workers.count
    settings.sampling = sampling
    try MachineMemory.require(Comparison.estimatedMemory(read.variants, settings: settings))
    let outlet = try Outlet(destination, names: ComparisonFiles.names)
    let comparison =
      if let policies { compare(policies, read.first.inputs, settings) } else { try compare(read.variants, settings) }
    let files = ComparisonFiles(comparison: comparison)
    try outlet.save(files.all)
    destination.announce(speech)
    if !destination.replacesStandardOutput { try printResult(files) }
  }

  /// Of a scenario that is compared with nothing else.
  private func policies(of scenario: Scenario) throws -> [CapitalPolicy] {
    if let policies = try PolicyFile.read(for: scenario) { return policies }
    throw ValidationError(
      Interface.say(
        "Cần ít nhất hai phương án: nêu thêm một kịch bản, --set hoặc --variant, hoặc đặt policies.yaml vào kịch bản.",
        "Give at least two variants: another scenario, --set or --variant, or put policies.yaml into the scenario."))
  }

  private func compare(
    _ policies: [CapitalPolicy], _ inputs: ForecastInputs, _ settings: ForecastSettings
  ) -> Comparison {
    let line = ProgressLine(isWanted: !speech.quiet)
    defer { line?.finish() }
    guard let line else { return Comparison.run(policies: policies, inputs, settings: settings) }
    return Comparison.run(policies: policies, inputs, settings: settings) { line.update($0) }
  }

  private func compare(_ variants: [ComparisonVariant], _ settings: ForecastSettings) throws -> Comparison {
    let line = ProgressLine(isWanted: !speech.quiet)
    defer { line?.finish() }
    do throws(IncomparableVariants) {
      guard let line else { return try Comparison.run(variants, settings: settings) }
      return try Comparison.run(variants, settings: settings) { line.update($0) }
    } catch {
      throw UnusableInput(message: Self.message(of: error))
    }
  }

  private static func message(of error: IncomparableVariants) -> BilingualText {
    switch error {
    case .differentYears(let years):
      let list = years.map { "\($0.year)" }.joined(separator: ", ")
      return BilingualText(
        vi: "Các kịch bản thuộc những năm kế hoạch khác nhau (\(list)), không so sánh được với nhau.",
        en: "The scenarios are of different plan years (\(list)) and cannot be compared.")
    case .fewerThanTwo:
      return BilingualText(vi: "Cần ít nhất hai phương án.", en: "At least two variants are needed.")
    case .tooMany(let limit):
      return BilingualText(vi: "Nhiều nhất \(limit) phương án.", en: "At most \(limit) variants.")
    }
  }

  private func printResult(_ files: ComparisonFiles) throws(OutputError) {
    switch format {
    case .table:
      let text = files.text(width: Interface.width, color: Interface.color(isWanted: !speech.noColor))
      try StandardOutput.write(text)
    case .json:
      try ComparisonJSON.write(files.comparison) { (piece) throws(OutputError) in try StandardOutput.write(piece) }
    case .csv:
      try ComparisonTables.write(.differences, of: files.comparison, byteOrderMark: .absent) {
        (piece) throws(OutputError) in try StandardOutput.write(piece)
      }
    case .xlsx: try StandardOutput.write(ComparisonWorkbook.encode(files.comparison))
    }
  }
}

/// A variant with a name that the user gives.
struct NamedSettings {
  var name: String
  var settings: [ScenarioSetting]
}

extension OptionReading {
  static func setting(_ text: String) throws -> ScenarioSetting {
    if let setting = ScenarioSetting(text) { return setting }
    throw ValidationError(
      Interface.say(
        "cần dạng khóa=giá trị, như driver.storms-floods=off", "expected key=value, such as driver.storms-floods=off")
    )
  }

  static func variant(_ text: String) throws -> NamedSettings {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts[0].trimmingCharacters(in: .whitespaces)
    if parts.count == 2, !name.isEmpty, !name.contains("="),
      let settings = ScenarioSetting.list(parts[1], origin: "--variant \(name):")
    {
      return NamedSettings(name: name, settings: settings)
    }
    throw ValidationError(
      Interface.say(
        "cần dạng tên:khóa=giá trị,khóa=giá trị, như \"sớm:project.DA-01.start=2026-04-01\"",
        "expected name:key=value,key=value, such as \"early:project.P-01.start=2026-04-01\""))
  }
}

/// Reads the scenarios and the variants of the first one; what is wrong with any of them is thrown at once.
private struct VariantReader {
  struct Read {
    var first: Scenario
    var variants: [ComparisonVariant]
    var warnings: [Diagnostic]
  }

  let command: CompareCommand

  func read() throws(InvalidInput) -> Read {
    var problems: [Diagnostic] = []
    let scenarios = command.scenarios.compactMap { path in
      attempt(&problems, in: command.scenarios.count == 1 ? nil : path) { () throws(InvalidInput) in
        try ScenarioReader.read(at: path, overrides: overrides([]))
      }
    }
    guard let first = scenarios.first, problems.isEmpty else { throw InvalidInput(problems) }
    var wanted = command.named
    if !command.settings.isEmpty {
      let name = command.settings.map(\.text).joined(separator: ", ")
      wanted.insert(NamedSettings(name: name, settings: command.settings), at: 0)
    }
    let changed = wanted.compactMap { variant in
      attempt(&problems, in: nil) { () throws(InvalidInput) in
        try ScenarioReader.read(at: command.scenarios[0], overrides: overrides(variant.settings))
      }
    }
    guard problems.isEmpty else { throw InvalidInput(problems) }
    let known = Set(scenarios.flatMap(\.warnings))
    return Read(
      first: first,
      variants: zip(names(of: scenarios), scenarios).map { ComparisonVariant(name: $0, inputs: $1.inputs) }
        + zip(wanted, changed).map { variant, scenario in
          ComparisonVariant(
            name: variant.name, inputs: scenario.inputs, changes: variant.settings.map(\.text))
        },
      warnings: scenarios.flatMap(\.warnings) + changed.flatMap(\.warnings).filter { !known.contains($0) })
  }

  private func overrides(_ settings: [ScenarioSetting]) -> ScenarioOverrides {
    ScenarioOverrides(
      asOf: command.asOf, replications: command.replications, seed: command.seed, settings: settings)
  }

  /// Nil after adding what is wrong; with several scenarios each file is named with its folder.
  private func attempt(
    _ problems: inout [Diagnostic], in folder: String?, _ read: () throws(InvalidInput) -> Scenario
  ) -> Scenario? {
    do throws(InvalidInput) {
      return try read()
    } catch {
      problems += error.diagnostics.map { diagnostic in
        var placed = diagnostic
        if let folder, !diagnostic.file.hasPrefix(folder) { placed.file = "\(folder)/\(diagnostic.file)" }
        return placed
      }
      return nil
    }
  }

  /// The scenarios' names, with their folders where two have the same.
  private func names(of scenarios: [Scenario]) -> [String] {
    zip(scenarios, command.scenarios).map { scenario, path in
      scenarios.count { $0.name == scenario.name } > 1 ? "\(scenario.name) (\(path))" : scenario.name
    }
  }
}

/// Every file of a comparison.
private struct ComparisonFiles {
  private static let text = "compare.txt"
  private static let json = "compare.json"
  private static let page = "compare.html"

  static let names = [text, json, page, ComparisonWorkbook.fileName] + ComparisonTables.Table.allCases.map(\.fileName)

  var comparison: Comparison

  var all: [ResultFile] {
    [
      ResultFile(Self.text) { text(width: 100, color: .none) },
      ResultFile(Self.json) { (sink) throws(OutputError) in try ComparisonJSON.write(comparison, to: sink) },
      ResultFile(Self.page) { ComparisonReport.render(comparison, language: Interface.language) },
      ResultFile(ComparisonWorkbook.fileName) { () throws(OutputError) in try ComparisonWorkbook.encode(comparison) },
    ]
      + ComparisonTables.Table.allCases.map { table in
        ResultFile(table.fileName) { (sink) throws(OutputError) in
          try ComparisonTables.write(table, of: comparison, byteOrderMark: .present, to: sink)
        }
      }
  }

  func text(width: Int, color: ColorMode) -> String {
    ComparisonView.render(comparison, language: Interface.language, width: width, color: color)
  }
}
