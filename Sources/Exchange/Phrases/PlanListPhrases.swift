import Portfolio
import Rulebook

/// What is said about plan lists in workbooks and their mapping files.
enum PlanListPhrases {
  static let noList = Phrase(
    BilingualText(
      vi:
        "không trang nào có dòng tiêu đề của danh mục dự án (như «Tên dự án», «Kế hoạch vốn»), cũng không có trang «scenario»",
      en:
        "no sheet has a head of a list of projects (such as «Tên dự án», «Kế hoạch vốn»), nor is there a sheet «scenario»"
    ),
    remedy: BilingualText(
      vi: "Ghi tên trang (sheet) và dòng tiêu đề (header) vào tệp ánh xạ, hoặc dùng các trang theo mẫu của kịch bản",
      en:
        "Name the sheet and the rows of its head (keys sheet, header) in the mapping file, or use sheets as a scenario has them"
    ))

  static func noSuchSheet(_ names: [String]) -> Phrase {
    let list = names.prefix(20).map { "«\($0)»" }.joined(separator: ", ")
    return Phrase(
      BilingualText(vi: "bảng tính không có trang này", en: "the workbook has no such sheet"),
      remedy: BilingualText(vi: "Ghi một trong: \(list)", en: "Write one of: \(list)"))
  }

  static let noProjects = Phrase(
    BilingualText(vi: "không có dòng dự án nào dưới tiêu đề", en: "there is no row of a project below the head"),
    remedy: BilingualText(
      vi: "Kiểm tra số thứ tự hoặc mã dự án; chạy «giaingan check» để xem từng dòng được hiểu thế nào",
      en: "Check the running numbers or the codes; «giaingan check» shows how each row was understood"))

  static func missingColumn(_ key: String) -> Phrase {
    Phrase(
      BilingualText(vi: "không có cột «\(key)»", en: "there is no column «\(key)»"),
      remedy: BilingualText(
        vi: "Ghi cột đó vào tệp ánh xạ, như columns: {F: \(key)}",
        en: "Name it in the mapping file, as columns: {F: \(key)}"))
  }

  static func otherSum(_ sum: BilingualText, count: Int) -> Phrase {
    Phrase(
      BilingualText(
        vi: "các dự án thuộc dòng này (\(count)) cộng lại được \(sum.vi)",
        en: "the projects that this row sums (\(count)) add up to \(sum.en)"),
      remedy: BilingualText(
        vi: "Kiểm tra dòng dự án bị thiếu, bị tính hai lần hoặc bị bỏ qua",
        en: "Look for rows that are missing, counted twice or skipped"))
  }

  static func hiddenRows(_ count: Int) -> Phrase {
    Phrase(
      BilingualText(
        vi: "\(count) dòng dự án bị ẩn trong trang vẫn được đọc",
        en: "rows of projects that the sheet hides (\(count)) are read, too"),
      remedy: BilingualText(
        vi: "Nếu không tính các dòng ẩn, ghi số dòng vào khóa skipRows của tệp ánh xạ, hoặc xóa các dòng đó",
        en: "If they do not count, name them under skipRows in the mapping file, or delete them"))
  }

  static func unreadSheet(isHidden: Bool) -> Phrase {
    Phrase(
      isHidden
        ? BilingualText(
          vi: "trang ẩn có số liệu, không được đọc", en: "this hidden sheet holds numbers and is not read")
        : BilingualText(vi: "trang có số liệu, không được đọc", en: "this sheet holds numbers and is not read"),
      remedy: BilingualText(
        vi: "Nếu danh mục nằm ở trang này, ghi tên trang vào khóa sheet của tệp ánh xạ",
        en: "If it is the list, name it under the key sheet of the mapping file"))
  }

  static func converted(_ encoding: LegacyEncoding) -> Phrase {
    Phrase(
      BilingualText(
        vi: "chữ trong bảng gõ bằng phông \(encoding.rawValue) cũ, đã đổi sang Unicode khi đọc",
        en: "the texts are in the old encoding \(encoding.rawValue) and are read as Unicode"),
      remedy: BilingualText(
        vi: "Xem lại tên dự án; để sửa hẳn, chuyển mã cả tệp sang Unicode rồi lưu lại",
        en: "Look at the names of projects; convert the file to Unicode to be rid of this"))
  }

  static func uncomputed(_ count: Int) -> Phrase {
    Phrase(
      BilingualText(
        vi: "\(count) ô công thức chưa có giá trị được lưu, đầu tiên là ô này",
        en: "cells with formulas hold no computed value (\(count)), this one first"),
      remedy: BilingualText(
        vi: "Mở tệp bằng Excel hoặc LibreOffice rồi lưu lại", en: "Open the file in Excel or LibreOffice and save it"))
  }

  static func leftOut(_ amount: BilingualText) -> Phrase {
    Phrase(
      BilingualText(
        vi: "giải ngân vượt kế hoạch \(amount.vi) được coi là từ vốn kéo dài, không tính",
        en: "what was paid beyond the plan, \(amount.en), is taken as paid from carried-over capital and left out"),
      remedy: BilingualText(
        vi: "Nếu cần tính cả vốn kéo dài, ghi paidAbovePlan: raise-plan trong tệp ánh xạ",
        en: "To count it, write paidAbovePlan: raise-plan in the mapping file"))
  }

  static let notARow = Phrase(
    BilingualText(vi: "không phải là số dòng", en: "this is no number of a row"),
    remedy: BilingualText(vi: "Ghi dạng [8, 9, 12-15]", en: "Write them like [8, 9, 12-15]"))

  static let looksRevenueLinked = Phrase(
    BilingualText(
      vi: "nguồn này có vẻ phụ thuộc số thu nhưng được coi là bảo đảm",
      en: "this source seems to depend on revenue but is taken as assured"),
    remedy: BilingualText(
      vi: "Nếu phụ thuộc số thu, ghi kind: revenue và revenueExpected của nguồn ở khóa sources trong tệp ánh xạ",
      en: "If it does, write its kind: revenue and revenueExpected under the key sources of the mapping file"))

  static let notHeaderRows = Phrase(
    BilingualText(vi: "không phải là dòng tiêu đề", en: "these are no rows of a head"),
    remedy: BilingualText(vi: "Ghi dạng 5 hoặc 5-6", en: "Write them like 5 or 5-6"))

  static let notAColumn = Phrase(
    BilingualText(vi: "không phải là tên cột", en: "this is no column"),
    remedy: BilingualText(vi: "Ghi chữ cái của cột, như F", en: "Write the letters of a column, like F"))

  private static let keys = TableCatalogue.portfolio.map(\.reference.key).prefix(22).joined(separator: ", ")

  static let notAMeaning = Phrase(
    BilingualText(vi: "không có cột này trong bảng dự án", en: "the table of projects has no such column"),
    remedy: BilingualText(
      vi:
        "Ghi ignore, number, {plan: TÊN NGUỒN}, {paid_to_date: TÊN NGUỒN} hoặc một trong: \(keys), source_id, plan, paid_to_date",
      en:
        "Write ignore, number, {plan: SOURCE}, {paid_to_date: SOURCE} or one of: \(keys), source_id, plan, paid_to_date"
    ))

  static let notAHeadingMeaning = Phrase(
    BilingualText(vi: "không phải là nhóm dự án", en: "this is no group of projects"),
    remedy: BilingualText(
      vi:
        "Ghi ignore, {source: TÊN NGUỒN}, {owner: TÊN CHỦ ĐẦU TƯ} hoặc một trong: \(PhraseText.words(TableWords.group.words).vi)",
      en: "Write ignore, {source: NAME}, {owner: NAME} or one of: \(PhraseText.words(TableWords.group.words).en)"))

  /// A question as an error.
  static func question(_ question: PlanListReading.Question, mapping: String) -> Phrase {
    let words = words(of: question)
    let answer = BilingualText(
      vi: "Trả lời trong tệp ánh xạ \(mapping); lệnh «giaingan check» tạo tệp này nếu chưa có",
      en: "Answer it in the mapping file \(mapping), which «giaingan check» writes where there is none")
    guard let remedy = remedy(of: question) else { return Phrase(words, remedy: answer) }
    return Phrase(
      words,
      remedy: BilingualText(vi: "\(remedy.vi). \(answer.vi)", en: "\(remedy.en). \(answer.en)"))
  }

  /// The question itself, in words that need no key.
  static func words(of question: PlanListReading.Question) -> BilingualText {
    switch question {
    case .column(let letters, _, let candidates):
      let list = candidates.joined(separator: ", ")
      return BilingualText(
        vi: "chưa rõ cột \(letters) là gì (\(list))", en: "it cannot be told what column \(letters) holds (\(list))")
    case .heading:
      return BilingualText(
        vi: "chưa rõ tiêu đề này là nhóm dự án nào", en: "it cannot be told which group this heading means")
    case .group:
      return BilingualText(
        vi: "có dự án không nằm dưới tiêu đề nhóm nào và không có cột nhóm",
        en: "some projects stand under no heading of a group, and there is no column of groups")
    case .paidSplit(let count, _):
      return BilingualText(
        vi: "\(count) dự án có nhiều nguồn vốn mà chỉ ghi một số giải ngân chung, đầu tiên là ô này",
        en: "\(count) projects have several sources but one amount paid, this one first")
    case .setting(let key):
      let name = setting(key)
      return BilingualText(vi: "chưa rõ \(name.vi)", en: "the setting \(key) cannot be told")
    default: return rowWords(of: question)
    }
  }

  private static func rowWords(of question: PlanListReading.Question) -> BilingualText {
    switch question {
    case .sheets(let names):
      let list = names.map { "«\($0)»" }.joined(separator: ", ")
      return BilingualText(
        vi: "có nhiều trang đều chứa danh mục dự án: \(list)", en: "several sheets hold lists of projects: \(list)")
    case .otherTable:
      return BilingualText(
        vi: "từ dòng này là một bảng khác, có tiêu đề khác", en: "another table begins here, with another head")
    case .rows(let rows):
      let list = numbers(rows.map(\.row))
      return BilingualText(
        vi: "dòng \(list) có số tiền nhưng chưa rõ là dự án, phần của dự án hay tiêu đề",
        en: "rows \(list) hold amounts, and it cannot be told whether they are projects, parts of projects or headings")
    case .sums(let sums):
      let sum = sums.first
      let found = PhraseText.amount(sum?.found ?? .zero, in: .dong)
      return BilingualText(
        vi:
          "tổng ghi ở dòng \(sum?.row ?? 0) khác tổng của \(sum?.count ?? 0) dòng hoặc nguồn vốn thuộc dòng đó: \(found.vi)",
        en:
          "the sum in row \(sum?.row ?? 0) is not that of the \(sum?.count ?? 0) rows or sources that it sums: \(found.en)"
      )
    case .scale(let rows, _):
      let list = numbers(rows)
      return BilingualText(
        vi: "số tiền ở dòng \(list) nhỏ hoặc lớn hơn các dòng khác khoảng 1.000 lần",
        en: "amounts in rows \(list) are some 1,000 times smaller or larger than the others")
    case .unit(let letters, _):
      return BilingualText(
        vi: "số tiền ở cột \(letters) không cùng cỡ với kế hoạch vốn, có thể khác đơn vị tính",
        en: "the amounts in column \(letters) do not go with the plan, and may be in another unit")
    case .mergedAmount:
      return BilingualText(
        vi: "một số tiền ghi trong ô trộn chung cho nhiều dự án",
        en: "one amount stands in a merged cell over several projects")
    case .paidAbovePlan(let count, _):
      return BilingualText(
        vi: "\(count) số giải ngân lớn hơn kế hoạch vốn, đầu tiên là ô này; có thể đã gồm vốn kéo dài",
        en: "amounts paid that are more than the plan (\(count)), this one first; they may include carried-over capital"
      )
    default: return BilingualText(vi: "", en: "")
    }
  }

  /// What may be answered, where the mapping file itself does not say so.
  private static func remedy(of question: PlanListReading.Question) -> BilingualText? {
    switch question {
    case .sheets: BilingualText(vi: "Ghi tên trang cần đọc vào khóa sheet", en: "Name the one to be read under sheet")
    case .otherTable:
      BilingualText(
        vi: "Chuyển bảng đó sang trang khác, hoặc ghi các dòng của nó vào skipRows",
        en: "Move it to another sheet, or name its rows under skipRows")
    case .rows:
      BilingualText(
        vi: "Ghi các dòng là dự án vào projectRows, các dòng không tính vào skipRows",
        en: "Name those that are projects under projectRows, and those that do not count under skipRows")
    case .sums:
      BilingualText(
        vi: "Sửa danh mục; nếu số ghi khác là đúng ý, ghi số dòng vào differentSums",
        en: "Correct the list, or name the row under differentSums if it is meant to differ")
    case .scale:
      BilingualText(
        vi: "Sửa ô trong danh mục; nếu số ghi là đúng, ghi số dòng vào asWritten",
        en: "Correct the cells, or name the rows under asWritten if they are right")
    case .unit: BilingualText(vi: "Ghi đơn vị của cột vào khóa units", en: "State the unit of the column under units")
    case .mergedAmount:
      BilingualText(
        vi: "Bỏ trộn ô và ghi số tiền của từng dự án", en: "Unmerge the cell and write the amount of each project")
    case .paidAbovePlan:
      BilingualText(
        vi:
          "Ghi paidAbovePlan: carried-over (phần vượt là từ vốn kéo dài, không tính) hoặc raise-plan (kế hoạch gồm cả phần vượt), hoặc sửa số",
        en:
          "Write paidAbovePlan: carried-over (the excess is from carried-over capital and left out) or raise-plan (the plan includes it), or correct the amounts"
      )
    default: nil
    }
  }

  private static func numbers(_ rows: [Int]) -> String {
    rows.prefix(12).map(String.init).joined(separator: ", ") + (rows.count > 12 ? ", …" : "")
  }

  /// A setting as an official would call it.
  static func setting(_ key: String) -> BilingualText {
    switch key {
    case "fiscalYear": BilingualText(vi: "năm kế hoạch", en: "the plan year")
    case "unit": BilingualText(vi: "đơn vị tính", en: "the unit")
    case "asOf": BilingualText(vi: "ngày số liệu giải ngân", en: "the day of the payments")
    case "numberStyle":
      BilingualText(
        vi: "dấu phẩy trong số là phần nghìn hay phần lẻ", en: "whether commas stand for thousands or decimals")
    case "rulebook": BilingualText(vi: "bộ quy định của năm", en: "the rulebook of the year")
    default: BilingualText(vi: key, en: key)
    }
  }
}
