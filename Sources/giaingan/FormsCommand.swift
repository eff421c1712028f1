import ArgumentParser
import Disbursement
import Exchange
import Foundation
import Portfolio
import Report
import Rulebook
import Workbook

struct FormsCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table
    case html
    case xlsx
  }

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "forms",
      abstract: Interface.say(
        "Lập biểu mẫu chính thức từ số liệu: quyết toán năm, tạm ứng, phân bổ kế hoạch, tiến độ theo tháng và quý.",
        "Fills official forms from the data: annual settlement, advances, plan allocation, progress by month and quarter."
      ),
      discussion: Interface.say(
        """
        Các biểu: 01/QTNĐ quyết toán năm (Thông tư 91/2025/TT-BTC); 08.a/SDTƯ tạm ứng, 01.a/PB phân bổ kế hoạch và 01.b/PB kế hoạch \
        điều chỉnh (Nghị định 254/2025/NĐ-CP); progress tiến độ theo tháng và quý, không phải mẫu chính thức. Số liệu lấy từ các bảng của \
        kịch bản và particulars.csv, settlement.csv, advances.csv; ô chưa có số liệu để trống. Không nêu --form thì lập mọi biểu có số \
        liệu; 01.b/PB chỉ lập khi có --adjusted hoặc khi được nêu.

        Ví dụ:
          giaingan forms Scenarios/chi-lang-2026/2026-06-30 --output bieu
              ghi thư mục gồm forms.html (in ra A4 ngang) và forms.xlsx (mỗi biểu một trang tính)
          giaingan forms Scenarios/chi-lang-2026/2026-06-30 --form 01/QTNĐ --output quyet-toan.xlsx
          giaingan forms Scenarios/chi-lang-2026/2026-06-30 --baseline Scenarios/chi-lang-2026 --output bieu
              so số đã giải ngân với lịch giải ngân lập từ kịch bản đầu năm
          giaingan forms kich-ban --form 01.b/PB --adjusted kich-ban-sau-dieu-chinh --output bieu-01b.html
        """,
        """
        Forms: 01/QTNĐ annual settlement (Circular 91/2025/TT-BTC); 08.a/SDTƯ advances, 01.a/PB plan allocation and 01.b/PB adjusted plan \
        (Decree 254/2025/NĐ-CP); progress by month and quarter, which is no official form. They are filled from the tables of the scenario \
        with particulars.csv, settlement.csv and advances.csv; what is not stated stays empty. Without --form all that have data are \
        filled; 01.b/PB only with --adjusted or where it is asked for.

        Examples:
          giaingan forms Scenarios/chi-lang-2026/2026-06-30 --output forms
              writes a folder with forms.html (prints on A4 sideways) and forms.xlsx (a sheet for each form)
          giaingan forms Scenarios/chi-lang-2026/2026-06-30 --form 01/QTND --output settlement.xlsx
          giaingan forms Scenarios/chi-lang-2026/2026-06-30 --baseline Scenarios/chi-lang-2026 --output forms
              compares payments with those planned from the scenario of the start of the year
          giaingan forms my-scenario --form 01.b/PB --adjusted adjusted-scenario --output form-01b.html
        """))
  }

  @Argument(
    help: ArgumentHelp(
      Interface.say("Thư mục kịch bản.", "The scenario's folder."), valueName: "scenario"),
    completion: .directory)
  var scenario: String

  @Option(
    name: .customLong("form"),
    help: ArgumentHelp(
      Interface.say(
        "Biểu cần lập; nêu được nhiều lần; không cần dấu (01/QTND, 08.a/SDTU).",
        "A form to fill; can be given several times; accents may be left out (01/QTND, 08.a/SDTU)."),
      valueName: "form"), transform: PaperReading.form)
  var forms: [PaperForm] = []

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Ngày cuối cùng đã có số liệu thực tế, thay cho asOf của kịch bản (2026-06-30 hoặc 30/06/2026).",
        "Last day whose actuals are known, in place of the scenario's asOf (2026-06-30 or 30/06/2026)."),
      valueName: "date"), transform: OptionReading.day)
  var asOf: Day?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Kịch bản có kế hoạch sau điều chỉnh cho biểu 01.b/PB, như do reallocate --apply ghi.",
        "A scenario with the plan after an adjustment for form 01.b/PB, such as reallocate --apply writes."),
      valueName: "scenario"), completion: .directory)
  var adjusted: String?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Kịch bản lập lịch giải ngân để so với thực tế ở biểu progress. Nếu không nêu: chính kịch bản này, từ ngày số liệu.",
        "The scenario whose planned payments progress compares with. By default this one, from its as-of day on."),
      valueName: "scenario"), completion: .directory)
  var baseline: String?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Dạng kết quả ở luồng ra: danh sách biểu và ghi chú (table), trang HTML, hoặc tệp Excel (xlsx).",
        "Form of the result on standard output: the list of forms with their notes (table), the page (html), or a workbook (xlsx)."
      ),
      valueName: "format"))
  var format: Format = .table

  @OptionGroup var output: OutputOption
  @OptionGroup var speech: SpeechOptions

  func run() throws {
    let names = PaperFiles.names
    let destination = Destination(output.output, names: names)
    if format == .xlsx { try destination.requireNoTerminal() }
    let scenario = try ScenarioReader.read(at: scenario, overrides: ScenarioOverrides(asOf: asOf))
    let adjusted = try adjusted.map { path throws(InvalidInput) in try ScenarioReader.read(at: path) }
    let baseline = try baseline.map { path throws(InvalidInput) in try ScenarioReader.read(at: path) }
    try PaperReading.require(adjusted, ofYearOf: scenario, option: "--adjusted")
    try PaperReading.require(baseline, ofYearOf: scenario, option: "--baseline")
    if !speech.quiet { scenario.warnings.forEach(Messages.write) }
    let outlet = try Outlet(destination, names: names)
    let files = PaperFiles(tables: tables(scenario, adjusted: adjusted, baseline: baseline), scenario: scenario)
    try outlet.save(files.all)
    destination.announce(speech)
    if destination.replacesStandardOutput { return }
    switch format {
    case .table:
      let color = Interface.color(isWanted: !speech.noColor)
      try StandardOutput.write(PaperView.render(files.tables, width: Interface.width, color: color))
    case .html: try StandardOutput.write(files.page)
    case .xlsx: try StandardOutput.write(files.workbook())
    }
  }

  private func tables(_ scenario: Scenario, adjusted: Scenario?, baseline: Scenario?) -> [FormTable] {
    var inputs = PaperInputs(scenario: scenario.inputs, records: scenario.records)
    if let adjusted {
      inputs.adjusted = adjusted.plans
      inputs.adjustedName = adjusted.name
    }
    let wanted = forms.isEmpty ? PaperForm.allCases.filter { applies($0, to: scenario) } : forms
    if wanted.contains(.progress) {
      inputs.schedule = PaymentSchedule.plan(
        (baseline ?? scenario).inputs, settings: ScheduleSettings(replications: 0, seed: scenario.seed))
    }
    return PaperForm.allCases.filter(wanted.contains).flatMap { $0.tables(inputs, language: Interface.language) }
  }

  private func applies(_ form: PaperForm, to scenario: Scenario) -> Bool {
    switch form {
    case .settlement, .allocation, .progress: true
    case .adjustment: adjusted != nil
    case .advances:
      !scenario.records.advances.isEmpty
        || scenario.inputs.portfolio.projects.contains { $0.outstandingAdvance > .zero }
    }
  }
}

/// The files of papers; the first of each kind is the one that `--output` with that extension means.
private struct PaperFiles {
  static let names = ["forms.html", "forms.xlsx", "forms.txt"]

  var tables: [FormTable]
  var scenario: Scenario

  var page: String { PaperPage.render(tables, of: scenario.inputs) }

  /// Throws when a form is too large for a sheet.
  func workbook() throws(OutputError) -> [UInt8] {
    try ResultFile.bytes(of: Self.names[1]) { () throws(WorkbookWriterError) in try FormTable.workbook(tables) }
  }

  var all: [ResultFile] {
    [
      ResultFile(Self.names[0]) { page },
      ResultFile(Self.names[1]) { () throws(OutputError) in try workbook() },
      ResultFile(Self.names[2]) { PaperView.render(tables) },
    ]
  }
}

enum PaperReading {
  /// A form by its code, with or without accents.
  static func form(_ text: String) throws -> PaperForm {
    if let form = PaperForm.allCases.first(where: { plain($0.rawValue) == plain(text) }) { return form }
    let names = PaperForm.allCases.map(\.rawValue).joined(separator: ", ")
    throw ValidationError(Interface.say("cần một trong các biểu: \(names)", "expected one of the forms: \(names)"))
  }

  private static func plain(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
      .replacingOccurrences(of: "đ", with: "d").replacingOccurrences(of: "Đ", with: "d")
  }

  static func require(_ other: Scenario?, ofYearOf scenario: Scenario, option: String) throws(UnusableInput) {
    guard let other else { return }
    let (year, wanted) = (other.inputs.portfolio.fiscalYear.year, scenario.inputs.portfolio.fiscalYear.year)
    guard year != wanted else { return }
    throw UnusableInput(
      message: BilingualText(
        vi: "\(option): kịch bản của năm \(year), cần kịch bản của năm \(wanted).",
        en: "\(option): the scenario is of \(year); one of \(wanted) is needed."))
  }
}

extension Scenario {
  /// The plan of every allocation.
  fileprivate var plans: [AllocationID: Money] {
    let places = inputs.portfolio.projects.lazy.flatMap { project in
      project.allocations.map { (AllocationID(project: project.id, source: $0.sourceID), $0.plan) }
    }
    return Dictionary(places) { first, _ in first }
  }
}
