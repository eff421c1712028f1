public import ArgumentParser
public import Exchange
import Foundation
import Portfolio
import Rulebook

extension GeneratedScenario.SourceChoice: ExpressibleByArgument {}

struct GenerateCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "generate",
      abstract: Interface.say(
        "Dựng một kịch bản giả định với số dự án tùy chọn, để thử.",
        "Writes a constructed scenario of any size, to try things on."),
      discussion: Interface.say(
        """
        Ví dụ:
          giaingan generate thu --projects 3000 && giaingan forecast thu
          giaingan generate thu --projects 100000 --seed 7 --sources assured

        Mọi dự án, xã và số tiền đều do máy dựng lên, không phải số liệu thật. Cùng tham số cho cùng các bảng. Ngày số liệu là \
        31/12 của năm trước: chưa thanh toán đồng nào trong năm. Thư mục phải chưa có, hoặc rỗng.
        """,
        """
        Examples:
          giaingan generate trial --projects 3000 && giaingan forecast trial
          giaingan generate trial --projects 100000 --seed 7 --sources assured

        Every project, commune and amount is constructed by the program; none is real. The same arguments give the same \
        tables. The as-of day is 31 December before the plan year: nothing of the year has been paid. The folder must not \
        exist yet, or be empty.
        """))
  }

  @Argument(
    help: ArgumentHelp(Interface.say("Thư mục sẽ tạo.", "The folder to write."), valueName: "folder"),
    completion: .directory)
  var folder: String

  @Option(
    help: ArgumentHelp(
      Interface.say("Số dự án.", "Number of projects."), valueName: "n"), transform: OptionReading.projects)
  var projects: Int

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Mầm ngẫu nhiên; cùng mầm cho cùng các bảng. Nếu không nêu: 1.",
        "Random seed; the same seed gives the same tables. By default 1."), valueName: "n"),
    transform: OptionReading.seed)
  var seed: UInt64?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Năm kế hoạch, phải có bộ quy định dựng sẵn. Nếu không nêu: năm mới nhất.",
        "Plan year, which must have a built-in rulebook. By default the latest."), valueName: "year"))
  var year: Int?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Ngày số liệu: chỉ nhận 31/12 của năm trước, vì chưa dựng số thanh toán trong năm.",
        "As-of day: only 31 December before the plan year, because no payments of the year are constructed."),
      valueName: "date"), transform: OptionReading.day)
  var asOf: Day?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Nguồn vốn: mọi nguồn, hay chỉ nguồn được bảo đảm (không có tiền sử dụng đất và xổ số).",
        "Sources of capital: all, or only those whose cash is assured (no land-use fees, no lottery)."),
      valueName: "sources"))
  var sources: GeneratedScenario.SourceChoice = .all

  @OptionGroup var speech: SpeechOptions

  func validate() throws { _ = try scenario() }

  func run() throws {
    let scenario = try scenario()
    try NewFolder.require(folder)
    let names = GeneratedScenario.File.allCases.map(\.rawValue)
    let files = GeneratedScenario.File.allCases.map { file in
      ResultFile(file.rawValue) { (sink) throws(OutputError) in
        try scenario.write(file, language: Interface.language, to: sink)
      }
    }
    try Outlet(.directory(folder), names: names).save(files)
    guard !speech.quiet else { return }
    let text = Interface.say(
      "Đã dựng \(projects) dự án giả định trong \(folder). Tiếp theo: giaingan forecast \(folder)",
      "Wrote \(projects) constructed projects into \(folder). Next: giaingan forecast \(folder)")
    try StandardOutput.write(text + "\n")
  }

  private func scenario() throws -> GeneratedScenario {
    let years = GeneratedScenario.fiscalYears
    let year = self.year ?? years.last ?? 0
    guard
      let scenario = GeneratedScenario(
        projectCount: projects, seed: seed ?? 1, fiscalYear: year, sources: sources)
    else {
      let known = years.map(String.init).joined(separator: ", ")
      throw ValidationError(
        Interface.say(
          "Không có bộ quy định dựng sẵn cho năm kế hoạch \(year); có: \(known).",
          "There is no built-in rulebook for the plan year \(year); there is one for \(known)."))
    }
    let eve = Day(endOfMonth: 12, year: year - 1)
    guard (asOf ?? eve) == eve else {
      throw ValidationError(
        Interface.say(
          "Kịch bản dựng là kế hoạch đầu năm, ngày số liệu là \(eve). Số thanh toán và tiến độ trong năm không được dựng.",
          "A constructed scenario is the plan of the year, as of \(eve). Payments and progress of the year are not made up."
        ))
    }
    return scenario
  }
}
