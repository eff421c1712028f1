public import ArgumentParser
public import Disbursement
import Exchange
import Foundation
import Portfolio
import Rulebook

extension ReallocationObjective.Kind: ExpressibleByArgument {}
extension CapitalBoundary: ExpressibleByArgument {}

/// What is asked of moving capital.
struct ReallocationOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Ngày kế hoạch vốn thay đổi (2026-09-24 hoặc 24/09/2026). Nếu không nêu: kỳ điều chỉnh kế tiếp của bộ quy định.",
        "The day on which the plan changes (2026-09-24 or 24/09/2026). By default the rulebook's next window."),
      valueName: "date"), transform: OptionReading.day)
  var window: Day?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Mục tiêu: số giải ngân trung bình (mean), xác suất đạt tỷ lệ --rate (probability), trung bình của 5% năm xấu nhất (shortfall), số mốc của dự án đạt được (milestones).",
        "What to raise: the mean disbursed (mean), the probability of reaching --rate (probability), the mean of the worst 5% of years (shortfall), the projects' own milestones met (milestones)."
      ), valueName: "mean|probability|shortfall|milestones"))
  var objective: ReallocationObjective.Kind = .mean

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Ngày tính số giải ngân. Nếu không nêu: 31/12 của năm kế hoạch.",
        "The last day whose payments count. By default 31 December of the plan year."),
      valueName: "date"), transform: OptionReading.day)
  var date: Day?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Tỷ lệ giải ngân của mục tiêu probability, như 0.95 hoặc 95%.",
        "The rate of the objective probability, such as 0.95 or 95%."),
      valueName: "rate"), transform: OptionReading.rate)
  var rate: Ratio?

  @Option(
    help: ArgumentHelp(
      Interface.say("Số lượt điều chuyển nhiều nhất.", "The most moves."), valueName: "n"),
    transform: OptionReading.moves)
  var maxMoves: Int?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Số vốn nhỏ nhất của một lượt, theo đơn vị và cách viết số của kịch bản.",
        "The smallest amount of a move, in the scenario's unit and number style."), valueName: "amount"),
    transform: OptionReading.amountText)
  var minMove: String?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Mỗi thay đổi là bội số của số này, theo đơn vị và cách viết số của kịch bản. Nếu không nêu: 1 triệu đồng.",
        "Every change is a multiple of this, in the scenario's unit and number style. By default 1 million dong."),
      valueName: "amount"), transform: OptionReading.amountText)
  var roundTo: String?

  @Option(
    name: .customLong("lock"),
    help: ArgumentHelp(
      Interface.say(
        "Mã dự án giữ nguyên kế hoạch vốn; nêu nhiều lần, hoặc cách nhau bằng dấu phẩy.",
        "A project whose plan stays; can be given several times, or several separated by commas."), valueName: "id"))
  var locked: [String] = []

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Điều chuyển trong từng nguồn vốn (source), hay chỉ giữa các dự án của một chủ đầu tư trong nguồn đó (owner).",
        "Capital moves within a source (source), or only between projects of one owner within it (owner)."),
      valueName: "source|owner"))
  var within: CapitalBoundary = .source

  func validate() throws {
    switch (objective, rate) {
    case (.probability, nil):
      throw ValidationError(
        Interface.say(
          "Mục tiêu probability cần --rate, như --rate 0.95.",
          "The objective probability needs --rate, such as --rate 0.95."))
    case (.mean, .some), (.shortfall, .some), (.milestones, .some):
      throw ValidationError(
        Interface.say(
          "--rate chỉ dùng với --objective probability.", "--rate goes with --objective probability only."))
    case (.probability, .some), (.mean, nil), (.shortfall, nil), (.milestones, nil): break
    }
  }
}

extension ReallocationOptions {
  /// Throws a ``ValidationError`` for an amount that the scenario's unit and number style do not allow.
  func settings(for scenario: Scenario, threads: Int) throws -> ReallocationSettings {
    var settings = ReallocationSettings(
      objective: wanted, date: date, window: window, within: within, maxMoves: maxMoves,
      lockedProjects: lockedProjects(of: scenario), replications: scenario.replications, seed: scenario.seed,
      threads: threads)
    if let minMove { settings.minMove = try amount(minMove, "--min-move", in: scenario) }
    if let roundTo {
      settings.roundTo = try amount(roundTo, "--round-to", in: scenario)
      guard settings.roundTo > .zero else {
        throw ValidationError(Interface.say("--round-to phải lớn hơn 0.", "--round-to must be above 0."))
      }
    }
    return settings
  }

  private var wanted: ReallocationObjective {
    switch objective {
    case .mean: .mean
    case .probability: .probability(rate: rate ?? .one)
    case .shortfall: .shortfall
    case .milestones: .milestones
    }
  }

  /// A text that is a project's code stands for it, commas and all.
  private func lockedProjects(of scenario: Scenario) -> Set<String> {
    let known = Set(scenario.inputs.portfolio.projects.map(\.id))
    return Set(
      locked.flatMap { text -> [String] in
        guard !known.contains(text) else { return [text] }
        return text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
      })
  }

  private func amount(_ text: String, _ option: String, in scenario: Scenario) throws -> Money {
    if let amount = scenario.unit.amount(written: text, style: scenario.numberStyle) { return amount }
    let unit = scenario.unit.name
    let example = scenario.numberStyle == .vietnamese ? "1500,5" : "1500.5"
    throw ValidationError(
      Interface.say(
        "'\(text)' ở \(option): cần một số tiền theo đơn vị \(unit.vi) của kịch bản, đúng đến đồng, viết như \(example).",
        "'\(text)' for \(option): expected an amount in the scenario's unit, \(unit.en), exact to the dong, written as \(example)."
      ))
  }
}

extension OptionReading {
  /// `0.95` or `95%`; a comma may stand for the point.
  static func rate(_ text: String) throws -> Ratio {
    var digits = text.replacingOccurrences(of: ",", with: ".").trimmingCharacters(in: .whitespaces)
    var factor = 1.0
    if digits.hasSuffix("%") {
      digits.removeLast()
      factor = 0.01
    }
    guard let number = Double(digits), let ratio = Ratio(number * factor), ratio > .zero else {
      throw ValidationError(
        Interface.say(
          "cần một tỷ lệ lớn hơn 0, không quá 1, như 0.95 hoặc 95%",
          "expected a rate above 0 and at most 1, such as 0.95 or 95%"))
    }
    return ratio
  }

  static func moves(_ text: String) throws -> Int { try wholeNumber(text, from: 0, through: 1_000_000) }

  /// Not negative; the scenario says its unit and how its decimals are written.
  static func amountText(_ text: String) throws -> String {
    guard let first = text.first, first.isASCII, first.isNumber,
      text.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == "." || $0 == ",") })
    else {
      throw ValidationError(
        Interface.say(
          "cần một số tiền không âm, như 500, theo đơn vị của kịch bản",
          "expected an amount that is not negative, such as 500, in the scenario's unit"))
    }
    return text
  }
}
