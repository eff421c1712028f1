import ArgumentParser
import Disbursement
import Exchange
import Portfolio
import Report
import Rulebook

struct ImportCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table
    case json
    /// Every line and what became of it.
    case csv
    /// The same as a workbook.
    case xlsx
  }

  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "import",
      abstract: Interface.say(
        "Nhập số thực chi từ sổ thanh toán (kho bạc) vào một bản sao của kịch bản; không bỏ dòng nào.",
        "Imports actual payments from a ledger (of the treasury) into a copy of a scenario; no line is dropped."),
      discussion: Interface.say(
        """
        Sổ là .csv hoặc .xlsx: mỗi dòng có ngày, mã dự án, số tiền; có thể có số chứng từ, nguồn vốn, loại thanh toán, tạm ứng, thu \
        hồi tạm ứng, năm kế hoạch vốn. Dòng không khớp dự án hay nguồn vốn nào thì dừng, liệt kê đủ và ghi một tệp ánh xạ để điền.

        Ví dụ:
          giaingan import so-kho-bac.xlsx --into kich-ban --output kich-ban-30-6 --through 2026-06-30
          giaingan import so-kho-bac.csv --into kich-ban --output kich-ban-moi --mapping anh-xa.yaml
          giaingan import so-kho-bac.csv --into kich-ban
              chỉ xem, không ghi gì

        Mã kết thúc là 2 khi có ô không đọc được, có dòng chưa khớp mà không nêu --allow-unmatched, hay kết quả trái với kế hoạch vốn.
        """,
        """
        A ledger is a .csv or .xlsx file: each line has a day, a project code and an amount, and may have a document number, a source, \
        a kind, advances, recoveries, the plan year. Lines that match no project or source stop the import; all of them are listed, \
        and a mapping file is written to fill in.

        Examples:
          giaingan import ledger.xlsx --into my-scenario --output my-scenario-june --through 2026-06-30
          giaingan import ledger.csv --into my-scenario --output my-scenario-new --mapping codes.yaml
          giaingan import ledger.csv --into my-scenario
              shows what would become of it and writes nothing

        The exit status is 2 when a cell cannot be read, a line is unmatched and --allow-unmatched is not given, or the result contradicts the plan.
        """))
  }

  @Argument(
    help: ArgumentHelp(
      Interface.say("Sổ thanh toán, .csv hoặc .xlsx.", "The ledger, .csv or .xlsx."), valueName: "ledger"),
    completion: .file())
  var ledger: String

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Kịch bản được sao và nhận số thực chi; bản gốc không đổi.",
        "The scenario that is copied and takes the payments; the original is not changed."), valueName: "scenario"),
    completion: .file())
  var into: String

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      Interface.say(
        "Thư mục mới hoặc rỗng nhận kịch bản với số thực chi và báo cáo nhập. Nếu không nêu: chỉ xem, không ghi.",
        "A new or empty folder for the scenario with the payments and the report. Without it nothing is written."),
      valueName: "folder"), completion: .directory)
  var output: String?

  @OptionGroup var reading: LedgerOptions

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Dạng kết quả trên màn hình: bảng chữ, JSON, hoặc từng dòng của sổ (CSV, xlsx).",
        "Form of the result on standard output: text, JSON, or every line of the ledger (CSV, xlsx)."),
      valueName: "format"))
  var format: Format = .table

  @OptionGroup var speech: SpeechOptions

  func run() throws {
    if format == .xlsx { try Destination.nowhere.requireNoTerminal() }
    if let output { try NewFolder.require(output) }
    let scenario = try ScenarioReader.read(at: into)
    let mapping = try reading.mappingFile(of: ledger, for: scenario)
    let ledger = try LedgerReader.read(at: self.ledger, reading.reading(mapping))
    let result = try LedgerImport(
      ledger, into: scenario, mapping: mapping?.mapping ?? LedgerMapping(), options: reading.options)
    if !speech.quiet { result.warnings.forEach(Messages.write) }
    let unmatched = result.unmatched
    let isStopped = !unmatched.isEmpty && !reading.allowUnmatched
    let errors = (isStopped ? unmatched : []) + result.refusals
    let report = ImportReport(result: result, mapping: mapping, output: errors.isEmpty ? output : nil)
    if errors.isEmpty, let output { try save(result, report, to: output) }
    try printResult(report)
    if isStopped { try writeSkeleton(result, mapping) }
    guard errors.isEmpty else { throw InvalidInput(errors) }
    if !unmatched.isEmpty, !speech.quiet {
      Messages.warning(
        Interface.say(
          "\(unmatched.count) dòng chưa khớp không được nhập; xem import-report.csv.",
          "\(unmatched.count) unmatched lines were not imported; see import-report.csv."))
    }
  }

  private func save(_ result: LedgerImport, _ report: ImportReport, to folder: String) throws {
    let copy = try ImportedScenario(result)
    let output = try AtomicOutput(.directory(folder, names: copy.names + ImportReport.names))
    let outdated = try copy.write(to: output)
    for file in report.files { try output.write(file.name, file.produce) }
    try output.commit()
    guard !speech.quiet else { return }
    outdated.forEach(Messages.write)
    Messages.write(
      Interface.say(
        "Đã ghi kịch bản với số thực chi vào thư mục \(folder), đọc lại khớp với sổ đến đồng.",
        "The scenario with the payments is in the folder \(folder); read back, it agrees with the ledger to the dong."))
  }

  private func printResult(_ report: ImportReport) throws(OutputError) {
    switch format {
    case .table:
      try StandardOutput.write(
        report.text(.short, width: Interface.width, color: Interface.color(isWanted: !speech.noColor)))
    case .json: try report.writeJSON { (piece) throws(OutputError) in try StandardOutput.write(piece) }
    case .csv: try report.writeTable(.absent) { (piece) throws(OutputError) in try StandardOutput.write(piece) }
    case .xlsx: try StandardOutput.write(ImportTable.encodeWorkbook(report.result))
    }
  }

  /// Writes a mapping file to fill in, never over one that is there.
  private func writeSkeleton(_ result: LedgerImport, _ mapping: LedgerMappingFile?) throws {
    let path = LedgerMappingFile.path(of: ledger)
    guard !LedgerMappingFile.exists(at: path) else {
      if !speech.quiet {
        Messages.write(
          Interface.say(
            "Tệp ánh xạ \(path) đã có và được giữ nguyên; hãy thêm các mã còn thiếu vào đó.",
            "The mapping file \(path) is there already and stays as it is; add what is missing to it."))
      }
      return
    }
    let text = LedgerMappingFile.skeleton(for: result.posting, of: result.scenario, after: mapping)
    try Outlet(.file(path, name: ""), names: [""]).save([ResultFile("") { text }])
    guard !speech.quiet else { return }
    Messages.write(
      Interface.say(
        "Đã ghi tệp ánh xạ \(path). Hãy điền mã của kịch bản vào đó rồi chạy lại.",
        "The mapping file \(path) was written. Fill in the scenario's codes and run again."))
  }
}
