import ArgumentParser
import Disbursement
import Exchange
import Portfolio
import Report
import Rulebook

struct RulesCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
    case csv
    /// The register as a workbook.
    case xlsx
    /// The rulebook's file itself, to start another from.
    case yaml
  }

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "rules",
      abstract: Interface.say(
        "In bộ quy định: từng con số, căn cứ và hiệu lực.",
        "Prints the register of rules: each number, where it is written and since when."),
      discussion: Interface.say(
        """
        Không nêu kịch bản hay bộ quy định thì in bộ có sẵn \(BuiltInRulebook.chiLang2026.rawValue).

        Ví dụ:
          giaingan rules --as-of 2026-03-01              các quy định có hiệu lực ngày 01/3/2026
          giaingan rules kich-ban --format json          bộ quy định của một kịch bản
          giaingan rules --output quy-dinh.xlsx          bộ quy định thành tệp Excel
          giaingan rules --format yaml > xa-khac.yaml    chép bộ có sẵn để lập bộ của xã khác
        """,
        """
        Without a scenario or a rulebook, prints the built-in \(BuiltInRulebook.chiLang2026.rawValue).

        Examples:
          giaingan rules --as-of 2026-03-01              what is in force on 1 March 2026
          giaingan rules my-scenario --format json       the rulebook of a scenario
          giaingan rules --output rules.xlsx             the register as a workbook
          giaingan rules --format yaml > other.yaml      copies the built-in one, to write another from
        """))
  }

  @Argument(
    help: ArgumentHelp(
      Interface.say("Thư mục kịch bản có bộ quy định cần in.", "The folder of the scenario whose rulebook is printed."),
      valueName: "scenario"), completion: .directory)
  var scenario: String?

  @Option(
    help: ArgumentHelp(
      Interface.say("Tên bộ quy định có sẵn, hoặc tệp.", "Name of a built-in rulebook, or a file."),
      valueName: "name|file"), completion: .file(extensions: ["yaml", "yml"]))
  var rulebook: String?

  @Option(
    help: ArgumentHelp(
      Interface.say("Chỉ in các quy định có hiệu lực trong ngày này.", "Only the rules in force on this day."),
      valueName: "date"), transform: OptionReading.day)
  var asOf: Day?

  @Option(
    help: ArgumentHelp(Interface.say("Dạng kết quả.", "Form of the result."), valueName: "format"))
  var format: Format = .table

  @OptionGroup var output: OutputOption
  @OptionGroup var speech: SpeechOptions

  func validate() throws {
    if scenario != nil && rulebook != nil {
      throw ValidationError(
        Interface.say(
          "Chỉ nêu kịch bản hoặc --rulebook, không nêu cả hai.", "Give a scenario or --rulebook, not both."))
    }
    if format == .yaml && (scenario != nil || asOf != nil) {
      throw ValidationError(
        Interface.say(
          "--format yaml in nguyên tệp quy định, không dùng cùng kịch bản hoặc --as-of.",
          "--format yaml prints a rulebook's file as it is, not with a scenario or --as-of."))
    }
  }

  func run() throws {
    let source = try RulebookSource(scenario: scenario, rulebook: rulebook)
    let page = RegisterPage(rulebook: source.rulebook, rules: try source.rules(inForceOn: asOf), inForceOn: asOf)
    var files = [
      ResultFile("rules.txt") { page.table(width: 100, color: .none) },
      ResultFile("rules.json") { (sink) throws(OutputError) in try sink(page.json()) },
      ResultFile("rules.csv") { (sink) throws(OutputError) in try sink(page.csv(byteOrderMark: .present)) },
      ResultFile(RegisterPage.workbookName) { () throws(OutputError) in try page.workbook() },
    ]
    if let text = source.text, asOf == nil { files.append(ResultFile("rules.yaml") { text }) }
    let names = files.map(\.name)
    let destination = Destination(output.output, names: names)
    if format == .xlsx { try destination.requireNoTerminal() }
    try Outlet(destination, names: names).save(files)
    destination.announce(speech)
    if destination.replacesStandardOutput { return }
    try StandardOutput.write(printed(page, text: source.text ?? ""))
  }

  private func printed(_ page: RegisterPage, text: String) throws(OutputError) -> [UInt8] {
    switch format {
    case .table:
      Array(page.table(width: Interface.width, color: Interface.color(isWanted: !speech.noColor)).utf8)
    case .json: page.json()
    case .csv: page.csv(byteOrderMark: .absent)
    case .xlsx: try page.workbook()
    case .yaml: Array(text.utf8)
    }
  }
}

/// A rulebook and the text of its file, where it has one of its own.
private struct RulebookSource {
  var rulebook: Rulebook
  var text: String?

  init(scenario: String?, rulebook name: String?) throws {
    if let scenario {
      rulebook = try ScenarioReader.read(at: scenario).inputs.rulebook
      return
    }
    let named = try NamedRulebook(name ?? BuiltInRulebook.chiLang2026.rawValue)
    rulebook = named.rulebook
    text = named.text
  }

  /// All rules, or those in force on a day.
  func rules(inForceOn day: Day?) throws -> [Rule] {
    guard let day else { return rulebook.rules }
    do throws(RulebookError) {
      return try rulebook.rules(inForceOn: day)
    } catch {
      switch error {
      case .beforeFirstEffective(let day, let first):
        throw UnusableInput(
          message: BilingualText(
            vi: "Bộ quy định «\(rulebook.id)» có hiệu lực từ \(first): không trả lời được cho ngày \(day).",
            en: "The rulebook «\(rulebook.id)» is in force from \(first): it says nothing about \(day)."))
      }
    }
  }
}
