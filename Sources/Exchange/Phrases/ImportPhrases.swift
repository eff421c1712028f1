import Portfolio
import Rulebook

/// What is said about the import of a ledger into a scenario.
extension LedgerPhrases {
  /// Why a line belongs to no allocation, and the column to look at.
  static func phrase(
    of mismatch: LedgerFate.Mismatch, _ line: LedgerLine, nearest: String?, own: [String], sources: [String]
  ) -> (Phrase, column: LedgerColumn) {
    switch mismatch {
    case .noCode: (noCode, .project)
    case .unknownCode: (unknownCode(nearest: nearest), .project)
    case .noKind: (unknownKind(isEmpty: true), .kind)
    case .unknownKind: (unknownKind(isEmpty: false), .kind)
    case .unknownSource: (unknownSource(sources), .source)
    case .sourceNotNamed: (sourceNotNamed(own), .project)
    case .noAllocation(let project, let source): (noAllocation(project, source), .source)
    }
  }

  private static func unmatched(_ vi: String, _ en: String, _ remedyVi: String, _ remedyEn: String) -> Phrase {
    Phrase(
      BilingualText(vi: "dòng chưa khớp: \(vi)", en: "the line is unmatched: \(en)"),
      remedy: BilingualText(vi: remedyVi, en: remedyEn))
  }

  private static let noCode = unmatched(
    "không có mã dự án", "it has no project code", "Ghi mã dự án vào sổ", "Write the code into the ledger")

  private static func unknownCode(nearest: String?) -> Phrase {
    unmatched(
      "kịch bản không có dự án mang mã này", "the scenario has no project of this code",
      "Ghi mã của kịch bản ở khóa codes của tệp --mapping" + (nearest.map { "; có lẽ là «\($0)»" } ?? ""),
      "Write the scenario's code under codes in the --mapping file" + (nearest.map { "; perhaps «\($0)»" } ?? ""))
  }

  private static func unknownKind(isEmpty: Bool) -> Phrase {
    let list = LedgerMappingFile.namedKinds.map(\.rawValue).joined(separator: ", ")
    return unmatched(
      isEmpty ? "không ghi loại thanh toán" : "không hiểu loại thanh toán này",
      isEmpty ? "it names no kind of payment" : "its kind of payment is not known",
      "Nói loại này là gì ở khóa kinds của tệp --mapping: \(list)",
      "Say under kinds in the --mapping file what it is: \(list)")
  }

  private static func unknownSource(_ sources: [String]) -> Phrase {
    let list = sources.prefix(20).joined(separator: ", ")
    return unmatched(
      "kịch bản không có nguồn vốn này", "the scenario has no such source",
      "Ghi mã của kịch bản ở khóa sources của tệp --mapping: \(list)",
      "Write the scenario's code under sources in the --mapping file: \(list)")
  }

  private static func sourceNotNamed(_ own: [String]) -> Phrase {
    let list = own.joined(separator: ", ")
    let choice = list.isEmpty ? "" : ": \(list)"
    return unmatched(
      "dự án có nhiều nguồn vốn, dòng không ghi nguồn nào",
      "the project has capital from several sources, and the line names none",
      "Ghi nguồn vốn vào sổ, hoặc {project, source} ở khóa codes của tệp --mapping\(choice)",
      "Write the source into the ledger, or {project, source} under codes in the --mapping file\(choice)")
  }

  private static func noAllocation(_ project: String, _ source: String) -> Phrase {
    unmatched(
      "dự án \(project) không có kế hoạch vốn từ nguồn \(source)", "\(project) has no plan capital from \(source)",
      "Sửa nguồn trong sổ, thêm dòng vào allocations.csv, hoặc ánh xạ sang nguồn khác ở khóa sources của tệp --mapping",
      "Correct the source, add a row to allocations.csv, or map it to another under sources in the --mapping file")
  }

  static func rows(_ rows: [Int]) -> BilingualText {
    let list = rows.prefix(20).map(String.init).joined(separator: ", ")
    return BilingualText(
      vi: rows.count > 20 ? "\(list) và \(rows.count - 20) dòng khác" : list,
      en: rows.count > 20 ? "\(list) and \(rows.count - 20) more" : list)
  }

  /// What the model says of a project or an allocation, with the lines that make it so.
  static func refused(_ phrase: Phrase, _ name: String, rows: [Int]) -> Phrase {
    let list = self.rows(rows)
    let (vi, en) =
      rows.isEmpty ? ("", "") : ("; do các dòng \(list.vi) của sổ", "; rows \(list.en) of the ledger make it so")
    return Phrase(
      BilingualText(
        vi: name.isEmpty ? phrase.problem.vi : "\(name): \(phrase.problem.vi)",
        en: name.isEmpty ? phrase.problem.en : "\(name): \(phrase.problem.en)"),
      remedy: BilingualText(vi: phrase.remedy.vi + vi, en: phrase.remedy.en + en))
  }

  static func advanceBelowZero(_ amount: Money, in unit: MoneyUnit) -> Phrase {
    let found = PhraseText.amount(amount, in: unit)
    return Phrase(
      BilingualText(
        vi: "thu hồi nhiều hơn số tạm ứng, dư tạm ứng thành \(found.vi)",
        en: "more is recovered than was advanced: the outstanding advance becomes \(found.en)"),
      remedy: BilingualText(
        vi: "Kiểm tra các dòng thu hồi và outstanding_advance của kịch bản",
        en: "Check the recoveries and outstanding_advance of the scenario"))
  }

  static func possibleDuplicates(rows: [Int]) -> Phrase {
    let list = self.rows(rows)
    return Phrase(
      BilingualText(
        vi: "các dòng \(list.vi) giống nhau về ngày, chứng từ, dự án và số tiền; mọi dòng đều được tính",
        en: "rows \(list.en) say the same of day, document, project and amount; all of them count"),
      remedy: BilingualText(
        vi: "Nếu là một khoản ghi hai lần, bỏ bớt khỏi sổ",
        en: "If it is one payment written twice, take one out of the ledger"))
  }

  static func totalDiffers(stated: Money, lines: Money) -> Phrase {
    let (row, sum) = (PhraseText.amount(stated, in: .dong), PhraseText.amount(lines, in: .dong))
    return Phrase(
      BilingualText(
        vi: "dòng cộng cuối cùng ghi \(row.vi), các dòng của sổ cộng lại là \(sum.vi)",
        en: "the last row of sums says \(row.en), the lines of the ledger add up to \(sum.en)"),
      remedy: BilingualText(
        vi: "Kiểm tra xem sổ có đủ dòng không", en: "See whether the ledger has all its lines"))
  }

  static func januaryOfUnknownYear(_ year: FiscalYear, _ sum: Money, _ count: Int) -> Phrase {
    let amount = PhraseText.amount(sum, in: .dong)
    return Phrase(
      BilingualText(
        vi:
          "sổ không có cột năm kế hoạch vốn: \(count) dòng tháng 01/\(year.year) (\(amount.vi)) được tính cho kế hoạch năm \(year.year)",
        en:
          "without a column of the plan year, \(count) lines of January \(year.year) (\(amount.en)) count for the plan of \(year.year)"
      ),
      remedy: BilingualText(
        vi: "Nếu có khoản thuộc kế hoạch năm \(year.year - 1), thêm cột «Năm kế hoạch vốn»",
        en: "If some are of the plan of \(year.year - 1), add a column plan_year"))
  }

  static let recoveriesTurned = Phrase(
    BilingualText(
      vi: "mọi số thu hồi tạm ứng trong sổ đều âm, nên được hiểu là số đã thu hồi",
      en: "all recoveries of advances are below zero and were read as amounts recovered"),
    remedy: BilingualText(
      vi: "Nếu đó là điều chỉnh giảm số đã thu hồi, nhập chúng cùng các dòng thu hồi ban đầu",
      en: "If they take recoveries back, import them together with the recoveries themselves"))

  static func dayOutside(_ year: FiscalYear) -> Phrase {
    let (first, last) = (PhraseText.date(year.firstDay), PhraseText.date(year.cutOff))
    return Phrase(
      BilingualText(vi: "ngày ngoài năm kế hoạch \(year.year)", en: "the day is outside of the plan year \(year.year)"),
      remedy: BilingualText(
        vi: "Ghi ngày từ \(first.vi) đến \(last.vi)", en: "Give a day from \(first.en) to \(last.en)"))
  }

  static func nothingOfYear(_ year: FiscalYear) -> Phrase {
    Phrase(
      BilingualText(
        vi: "sổ không có khoản nào thuộc năm kế hoạch \(year.year)", en: "no line is of the plan year \(year.year)"),
      remedy: BilingualText(
        vi: "Kiểm tra sổ và kịch bản; năm kế hoạch khác được tính khi ghi ở khóa planYears của tệp --mapping",
        en: "Check ledger and scenario; other plan years count where planYears in the --mapping file names them"))
  }

  static func daysDisordered(_ first: Day, _ last: Day) -> Phrase {
    let (start, end) = (PhraseText.date(first), PhraseText.date(last))
    return Phrase(
      BilingualText(
        vi: "ngày đầu \(start.vi) sau ngày cuối \(end.vi)",
        en: "the first day, \(start.en), is after the last, \(end.en)"),
      remedy: BilingualText(vi: "Sửa --from hoặc --through", en: "Correct --from or --through"))
  }

  static func endsBefore(_ asOf: Day, last: Day, isStated: Bool) -> Phrase {
    let (own, end) = (PhraseText.date(asOf), PhraseText.date(last))
    let month = PhraseText.date(Day(endOfMonth: last.month, year: last.year))
    return Phrase(
      BilingualText(
        vi: isStated
          ? "sổ đến giữa tháng (\(end.vi)), trước ngày số liệu \(own.vi) của kịch bản"
          : "khoản cuối cùng của sổ là ngày \(end.vi), trước ngày số liệu \(own.vi) của kịch bản",
        en: isStated
          ? "the ledger ends within a month (\(end.en)), before the scenario's as-of day \(own.en)"
          : "the ledger's last payment is of \(end.en), before the scenario's as-of day \(own.en)"),
      remedy: BilingualText(
        vi:
          "Nêu --through: \(asOf) nếu sổ đầy đủ đến ngày đó; cuối tháng \(month.vi) nếu các tháng sau giữ như kịch bản",
        en:
          "Say --through \(asOf) if it is complete until then; the end of its month, \(month.en), if later months stay as they are"
      ))
  }

  static func onlySumKnown(_ year: FiscalYear, adds: Bool) -> Phrase {
    Phrase(
      BilingualText(
        vi: "kịch bản chỉ ghi lũy kế giải ngân, không ghi từng tháng, nên không biết phần nào trùng với sổ",
        en: "the scenario records only the sum paid to date, so that nothing tells what of it is in the ledger, too"),
      remedy: BilingualText(
        vi: adds
          ? "Ghi số từng tháng vào actuals.csv, hoặc bỏ --add"
          : "Nhập sổ từ đầu năm (nêu --from \(year.firstDay) nếu sổ đã đủ), đến hết ngày số liệu của kịch bản; hoặc ghi số từng tháng vào actuals.csv",
        en: adds
          ? "Record the months in actuals.csv, or leave out --add"
          : "Import a ledger from the beginning of the year (say --from \(year.firstDay) if this one is) until the scenario's as-of day, or record the months in actuals.csv"
      ))
  }

  static func startsWithinMonth(_ first: Day) -> Phrase {
    let start = PhraseText.date(first)
    return Phrase(
      BilingualText(
        vi: "sổ bắt đầu giữa tháng (\(start.vi)) mà kịch bản đã ghi số của cả tháng đó",
        en: "the ledger begins within a month (\(start.en)) of which the scenario records payments"),
      remedy: BilingualText(
        vi: "Nhập sổ từ ngày đầu tháng, hoặc nêu --add nếu số của sổ chưa có trong kịch bản",
        en: "Import a ledger from the first of the month, or say --add if its payments are not in the scenario yet"))
  }

  static let writtenOtherwise = Phrase(
    BilingualText(
      vi: "đọc lại bản đã ghi thì không đúng với sổ, nên không giữ lại gì",
      en: "read back, the copy is not what the ledger makes of the scenario, so nothing was kept"),
    remedy: BilingualText(
      vi: "Kiểm tra xem tệp của kịch bản có bị sửa trong lúc chạy không, rồi chạy lại",
      en: "See whether the scenario's files were changed during the run, and run again"))
}
