public import ArgumentParser
public import Exchange
public import Portfolio

extension MoneyUnit: ExpressibleByArgument {}
extension NumberStyle: ExpressibleByArgument {}
extension VolumeMeaning: ExpressibleByArgument {}

/// How a ledger is read and what of it counts.
struct LedgerOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Ngày đầu tiên được nhập. Nếu không nêu: ngày ghi trên đầu sổ, hoặc ngày đầu tháng của khoản đầu tiên.",
        "The first day that is imported. By default what the ledger says above its head, or the first of the month of its first payment."
      ), valueName: "date"), transform: OptionReading.day)
  var from: Day?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Ngày cuối cùng mà sổ đầy đủ, thành ngày số liệu của kịch bản mới. Nếu không nêu: ngày ghi trên đầu sổ, hoặc ngày của khoản cuối cùng.",
        "The last day until which the ledger is complete; it becomes the as-of day. By default what the ledger says above its head, or the day of its last payment."
      ), valueName: "date"), transform: OptionReading.day)
  var through: Day?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Tệp ánh xạ mã dự án, nguồn vốn, loại thanh toán, tên cột. Nếu không nêu: tệp TÊN.mapping.yaml bên cạnh sổ, nếu có.",
        "A file that maps codes, sources, kinds and titles. By default NAME.mapping.yaml beside the ledger, if there is one."
      ), valueName: "file"), completion: .file(extensions: ["yaml"]))
  var mapping: String?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Trang của tệp .xlsx. Nếu không nêu: trang đầu tiên có tiêu đề của một sổ thanh toán.",
        "The sheet of a workbook. By default the first with the titles of a ledger."), valueName: "name"))
  var sheet: String?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Đơn vị của số tiền. Nếu không nêu: đơn vị ghi trong tiêu đề hoặc trên đầu sổ, không có thì đồng.",
        "The unit of amounts. By default that of the titles or above the head, else dong."),
      valueName: "dong|thousand|million|billion"))
  var unit: MoneyUnit?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Cách viết số dạng chữ: 1.234.567,89 (vietnamese) hay 1234567.89 (plain). Nếu không nêu: cách đọc được mọi số.",
        "How numbers that are text are written: 1.234.567,89 (vietnamese) or 1234567.89 (plain). By default the one that fits all of them."
      ), valueName: "plain|vietnamese"))
  var numberStyle: NumberStyle?

  @Option(
    help: ArgumentHelp(
      Interface.say(
        "Số thanh toán khối lượng đã gồm phần thu hồi tạm ứng (gross) hay là số chi ra (net). Nếu không nêu: theo tiêu đề hoặc số tổng.",
        "Whether amounts for volume include the advances recovered (gross) or are what is paid out (net). By default as titles or sums tell."
      ), valueName: "gross|net"))
  var volume: VolumeMeaning?

  @Flag(
    help: ArgumentHelp(
      Interface.say(
        "Cộng thêm vào số của kịch bản trong các tháng của sổ, thay vì thay chúng.",
        "Adds to what the scenario records for the months of the ledger, in place of replacing it.")))
  var add = false

  @Flag(
    help: ArgumentHelp(
      Interface.say(
        "Nhập phần còn lại dù có dòng chưa khớp; chúng vẫn được liệt kê.",
        "Imports the rest even where lines are unmatched; they are still listed.")))
  var allowUnmatched = false
}

extension LedgerOptions {
  var options: LedgerImport.Options { LedgerImport.Options(from: from, through: through, adds: add) }

  /// The file that is named, or the one beside the ledger if there is one.
  func mappingFile(of ledger: String, for scenario: Scenario) throws(InvalidInput) -> LedgerMappingFile? {
    let beside = LedgerMappingFile.path(of: ledger)
    guard let path = mapping ?? (LedgerMappingFile.exists(at: beside) ? beside : nil) else { return nil }
    return try LedgerMappingFile.read(at: path, for: scenario)
  }

  func reading(_ mapping: LedgerMappingFile?) -> LedgerReading {
    LedgerReading(
      sheet: sheet, unit: unit, style: numberStyle, volume: volume ?? mapping?.volume, titles: mapping?.titles ?? [:],
      kinds: mapping?.kinds ?? [:])
  }
}
