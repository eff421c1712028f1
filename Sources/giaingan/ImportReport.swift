import Exchange
import Portfolio
import Report
import Rulebook

/// The report of an import, in its three forms.
struct ImportReport {
  static let names = ImportTable.names

  let result: LedgerImport
  let mapping: LedgerMappingFile?
  /// Nil when no scenario is written.
  let output: String?

  var files: [ResultFile] {
    [
      ResultFile(Self.names[0]) { text(.whole, width: 100, color: .none) },
      ResultFile(Self.names[1]) { (sink) throws(OutputError) in try writeJSON(to: sink) },
      ResultFile(Self.names[2]) { (sink) throws(OutputError) in try writeTable(.present, to: sink) },
      ResultFile(Self.names[3]) { (sink) throws(OutputError) in try sink(ImportTable.encodeWorkbook(result)) },
    ]
  }

  func writeJSON(to sink: ResultFile.Sink) throws(OutputError) {
    try ImportJSON.write(result, isWritten: output != nil, to: sink)
  }

  func writeTable(_ mark: ForecastTables.ByteOrderMark, to sink: ResultFile.Sink) throws(OutputError) {
    try ImportTable.write(result, byteOrderMark: mark, to: sink)
  }

  func text(_ extent: ImportView.Extent, width: Int, color: ColorMode) -> String {
    ImportView.render(
      result.posting, facts: facts, extent: extent, language: Interface.language, width: width, color: color)
  }

  private func say(_ vi: String, _ en: String) -> String { Interface.say(vi, en) }

  private func date(_ day: Day) -> String { say(Self.vietnamese(day), day.description) }

  private static func vietnamese(_ day: Day) -> String {
    "\(day.dayOfMonth < 10 ? "0" : "")\(day.dayOfMonth)/\(day.month < 10 ? "0" : "")\(day.month)/\(day.year)"
  }

  private var facts: ImportFacts {
    let ledger = result.ledger
    let skipped = ledger.skipped.map { row in
      ImportFacts.SkippedRow(row: row.row, reason: text(of: row.reason), text: row.text)
    }
    let changes = result.changes.map { change in
      ImportFacts.Change(
        project: change.project, source: change.source, month: change.month, before: change.before, after: change.after)
    }
    let advances = result.advances.map { change in
      ImportFacts.Change(project: change.project, before: change.before, after: change.after)
    }
    return ImportFacts(
      ledger: ledger.file + (ledger.sheet.map { " «\($0)»" } ?? ""), scenario: result.scenarioName,
      fiscalYear: result.fiscalYear, reading: [days, asOf] + understanding, skipped: skipped, changes: changes,
      advances: advances, warnings: result.warnings.map { $0.message(in: Interface.language) }, next: next)
  }

  private var days: String {
    let (first, last) = (date(result.posting.days.lowerBound), date(result.posting.days.upperBound))
    let from: String =
      switch result.fromOrigin {
      case .option: "--from"
      case .title: say("ghi trên đầu sổ", "said above the ledger")
      case .payment: say("đầu tháng của khoản đầu tiên", "the first of the month of the first payment")
      }
    let through: String =
      switch result.throughOrigin {
      case .option: "--through"
      case .title: say("ghi trên đầu sổ", "said above the ledger")
      case .payment: say("ngày của khoản cuối cùng", "the day of the last payment")
      }
    return say(
      "Nhập các khoản từ \(first) (\(from)) đến hết \(last) (\(through)).",
      "Payments from \(first) (\(from)) through \(last) (\(through)).")
  }

  private var asOf: String {
    let (before, after) = (date(result.asOfBefore), date(result.asOf))
    let day =
      before == after
      ? say("Ngày số liệu giữ nguyên: \(after).", "The as-of day stays \(after).")
      : say("Ngày số liệu: \(before) → \(after).", "As-of day: \(before) → \(after).")
    let months =
      result.adds
      ? say("Số của sổ được cộng vào số kịch bản đã ghi.", "The ledger's payments are added to those recorded.")
      : say(
        "Trong khoảng đó số của sổ thay số kịch bản đã ghi; các tháng khác giữ nguyên.",
        "In these months the ledger's payments replace those recorded; other months stay.")
    return "\(day) \(months)"
  }

  private var understanding: [String] {
    let ledger = result.ledger
    let titles = ledger.columns.map { "\($0.column.rawValue) «\($0.title)»" }.joined(separator: ", ")
    let unit = ledger.unit.name[Interface.language]
    var sentences = [
      say("Các cột được đọc: \(titles).", "Columns read: \(titles)."),
      say("Đơn vị: \(unit) (\(text(of: ledger.unitOrigin))).", "Unit: \(unit) (\(text(of: ledger.unitOrigin)))."),
    ]
    if ledger.lines.contains(where: { $0.amounts[.recovery] ?? .zero != .zero }) {
      let origin = text(of: ledger.volumeOrigin)
      sentences.append(
        ledger.volume == .gross
          ? say(
            "Số thanh toán khối lượng đã gồm phần thu hồi tạm ứng (\(origin)).",
            "Amounts for volume include advances recovered (\(origin)).")
          : say(
            "Số thanh toán khối lượng là số chi ra, chưa gồm phần thu hồi tạm ứng (\(origin)).",
            "Amounts for volume are what is paid out, besides advances recovered (\(origin))."))
    }
    if ledger.marksAdvances, result.posting.days.lowerBound <= result.asOfBefore, !result.adds {
      let day = date(result.asOfBefore)
      sentences.append(
        say(
          "Dư tạm ứng chỉ đổi theo các dòng sau ngày \(day): các dòng đến ngày đó coi như đã nằm trong số của kịch bản.",
          "Outstanding advances change by lines after \(day) only: earlier ones are taken to be in the scenario's figures already."
        ))
    }
    if !ledger.unreadTitles.isEmpty {
      let list = ledger.unreadTitles.map { "«\($0)»" }.joined(separator: ", ")
      sentences.append(say("Các cột không đọc: \(list).", "Columns not read: \(list)."))
    }
    if let total = ledger.statedTotal, total.paid == result.posting.whole.sums.paid {
      sentences.append(
        say(
          "Dòng cộng của sổ (dòng \(total.row)) khớp với tổng các dòng.",
          "The ledger's own sum (row \(total.row)) agrees with its lines."))
    }
    if let mapping { sentences.append(say("Tệp ánh xạ: \(mapping.file).", "Mapping file: \(mapping.file).")) }
    return sentences
  }

  private func text(of origin: Ledger.Origin) -> String {
    switch origin {
    case .option: say("theo tùy chọn hoặc tệp ánh xạ", "as told")
    case .title: say("ghi trong sổ", "said in the ledger")
    case .amounts: say("suy từ số tổng của các dòng", "by the sums of the lines")
    case .assumed: say("sổ không ghi", "nothing else is said")
    }
  }

  private func text(of reason: Ledger.SkippedRow.Reason) -> String {
    switch reason {
    case .columnNumbers: say("số cột", "column numbers")
    case .repeatedHead: say("tiêu đề lặp lại", "titles again")
    case .total: say("dòng cộng", "sums")
    case .note: say("không có số tiền", "no amount")
    }
  }

  private var next: [String] {
    var next: [String] = []
    if result.asOf > result.asOfBefore {
      next.append(
        say(
          "Cập nhật tiến độ, công việc và số thu trong kịch bản: chúng vẫn là của ngày \(date(result.asOfBefore)).",
          "Update progress, activities and revenue in the scenario: they are still those of \(date(result.asOfBefore))."
        ))
    }
    if let output {
      next.append("giaingan forecast \(output)")
    }
    return next
  }
}
