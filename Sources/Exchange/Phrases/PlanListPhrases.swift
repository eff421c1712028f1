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

  static func unequalParts(_ sum: BilingualText) -> Phrase {
    Phrase(
      BilingualText(
        vi: "các nguồn cộng lại được \(sum.vi), khác tổng số", en: "the sources add up to \(sum.en), not to the total"),
      remedy: BilingualText(
        vi: "Sửa số, hoặc ghi ignore cho cột không phải nguồn vốn trong tệp ánh xạ",
        en: "Correct the amounts, or write ignore for a column that is no source in the mapping file"))
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
    let (vi, en) = words(of: question)
    return Phrase(
      BilingualText(vi: vi, en: en),
      remedy: BilingualText(
        vi: "Trả lời trong tệp ánh xạ \(mapping); lệnh «giaingan check» tạo tệp này nếu chưa có",
        en: "Answer it in the mapping file \(mapping), which «giaingan check» writes where there is none"))
  }

  private static func words(of question: PlanListReading.Question) -> (vi: String, en: String) {
    switch question {
    case .column(let letters, _, let candidates):
      let list = candidates.joined(separator: ", ")
      return ("chưa rõ cột \(letters) là gì (\(list))", "it cannot be told what column \(letters) holds (\(list))")
    case .heading: return ("chưa rõ tiêu đề này là nhóm dự án nào", "it cannot be told which group this heading means")
    case .group:
      return (
        "có dự án không nằm dưới tiêu đề nhóm nào và không có cột nhóm",
        "some projects stand under no heading of a group, and there is no column of groups"
      )
    case .paidSplit(let count, _):
      return (
        "\(count) dự án có nhiều nguồn vốn mà chỉ ghi một số giải ngân chung, đầu tiên là ô này",
        "\(count) projects have several sources but one amount paid, this one first"
      )
    case .setting(let key): return ("chưa rõ \(key)", "the setting \(key) cannot be told")
    }
  }
}
