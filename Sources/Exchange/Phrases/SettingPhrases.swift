import Portfolio
import Rulebook

/// What is said about settings beside a scenario's files.
enum SettingPhrases {
  /// Listed of what there is.
  private static let listedCount = 12

  static let project = BilingualText(vi: "dự án", en: "project")
  static let source = BilingualText(vi: "nguồn vốn", en: "source")
  static let driver = BilingualText(vi: "nguyên nhân rủi ro", en: "risk driver")
  static let activity = BilingualText(vi: "công việc", en: "activity")
  static let group = BilingualText(vi: "nhóm dự án", en: "group")

  static let repeated = Phrase(
    BilingualText(vi: "khóa được đặt hai lần", en: "the key is set twice"),
    remedy: BilingualText(vi: "Chỉ đặt một lần cho mỗi phương án", en: "Set it once in each variant"))

  static let partly = Phrase(
    BilingualText(
      vi: "khóa được đặt vừa toàn bộ vừa từng phần", en: "the key is set both as a whole and in part"),
    remedy: BilingualText(vi: "Chỉ dùng một cách", en: "Use one of the two"))

  /// Of a family of keys that names too little.
  static func incomplete(_ family: String) -> Phrase {
    let form =
      switch family {
      case "project": BilingualText(vi: "project.MÃ.CỘT", en: "project.ID.COLUMN")
      case "activity": BilingualText(vi: "activity.MÃ_DỰ_ÁN.CÔNG_VIỆC.CỘT", en: "activity.PROJECT.ACTIVITY.COLUMN")
      case "plan": BilingualText(vi: "plan.MÃ_DỰ_ÁN.MÃ_NGUỒN", en: "plan.PROJECT.SOURCE")
      case "source": BilingualText(vi: "source.MÃ.CỘT", en: "source.ID.COLUMN")
      case "driver": BilingualText(vi: "driver.MÃ hoặc driver.MÃ.KHÓA", en: "driver.ID or driver.ID.KEY")
      default: BilingualText(vi: family, en: family)
      }
    return Phrase(
      BilingualText(vi: "khóa chưa nêu đủ", en: "the key does not name everything"),
      remedy: BilingualText(vi: "Ghi dạng \(form.vi)", en: "Write it like \(form.en)"))
  }

  static func unknownKey(nearest: String?) -> Phrase {
    Phrase(
      BilingualText(vi: "không có khóa này", en: "there is no such key"),
      remedy: nearest.map { BilingualText(vi: "Có lẽ là «\($0)»", en: "Perhaps it is «\($0)»") }
        ?? BilingualText(
          vi:
            "Ghi project.MÃ.CỘT, activity.MÃ.CÔNG_VIỆC.CỘT, plan.MÃ.NGUỒN, source.MÃ.CỘT, driver.MÃ, assumptions, hoặc "
            + "một khóa của tệp giả định như claims.discipline",
          en: "Write project.ID.COLUMN, activity.ID.ACTIVITY.COLUMN, plan.ID.SOURCE, source.ID.COLUMN, driver.ID, "
            + "assumptions, or a key of an assumptions file such as claims.discipline"))
  }

  static func unknownColumn(_ table: ScenarioTable, nearest: String?, known: [String]) -> Phrase {
    let list = known.joined(separator: ", ")
    return Phrase(
      BilingualText(vi: "\(table.fileName) không có cột này", en: "\(table.fileName) has no such column"),
      remedy: nearest.map { BilingualText(vi: "Có lẽ là «\($0)»", en: "Perhaps it is «\($0)»") }
        ?? BilingualText(vi: "Ghi một trong: \(list)", en: "Write one of: \(list)"))
  }

  static func code(_ column: String) -> Phrase {
    Phrase(
      BilingualText(vi: "không đặt lại được mã «\(column)»", en: "the code «\(column)» cannot be set"),
      remedy: BilingualText(
        vi: "Sửa trong bảng của một kịch bản khác", en: "Change it in the tables of another scenario"))
  }

  static func unknown(_ what: BilingualText, among known: [String], _ id: String) -> Phrase {
    Phrase(
      BilingualText(vi: "không có \(what.vi) này", en: "there is no such \(what.en)"),
      remedy: nearestWord(to: id, in: known).map { BilingualText(vi: "Có lẽ là «\($0)»", en: "Perhaps it is «\($0)»") }
        ?? there(known))
  }

  private static func there(_ known: [String]) -> BilingualText {
    let rest = known.count > listedCount ? ", …" : ""
    let list = known.prefix(listedCount).joined(separator: ", ") + rest
    return known.isEmpty
      ? BilingualText(vi: "Bỏ thiết lập này", en: "Leave the setting out")
      : BilingualText(vi: "Hiện có: \(list)", en: "There are: \(list)")
  }

  static let noSources = Phrase(
    BilingualText(vi: "kịch bản không có sources.csv", en: "the scenario has no sources.csv"),
    remedy: BilingualText(vi: "Thêm bảng nguồn vốn", en: "Add the table of sources"))

  static func noAllocation(_ sources: [String]) -> Phrase {
    Phrase(
      BilingualText(vi: "dự án không có kế hoạch vốn từ nguồn này", en: "the project has no plan from this source"),
      remedy: there(sources))
  }

  static func noActivity(_ names: [String]) -> Phrase {
    Phrase(
      BilingualText(vi: "dự án không có công việc này", en: "the project has no such activity"), remedy: there(names))
  }

  static let nothingLeft = Phrase(
    BilingualText(
      vi: "dự án đang thi công và không liệt kê công việc nào",
      en: "the project is under construction and lists no activities"),
    remedy: BilingualText(
      vi: "Đặt project.MÃ.construction_days, hoặc liệt kê công việc trong activities.csv",
      en: "Set project.ID.construction_days, or list its activities in activities.csv"))

  static let noConstruction = Phrase(
    BilingualText(vi: "nhóm của dự án không có thi công", en: "projects of its group are not under construction"),
    remedy: BilingualText(
      vi: "Đặt thời gian của công việc: activity.MÃ.CÔNG_VIỆC.duration",
      en: "Set the length of an activity: activity.ID.ACTIVITY.duration"))

  static func startOutside(_ days: ClosedRange<Day>) -> Phrase {
    let (first, last) = (PhraseText.date(days.lowerBound), PhraseText.date(days.upperBound))
    return Phrase(
      BilingualText(vi: "ngày khởi công ngoài khoảng cho phép", en: "the start is out of range"),
      remedy: BilingualText(
        vi: "Ghi ngày từ \(first.vi) (ngày số liệu) đến \(last.vi)",
        en: "Write a day from \(first.en) (the as-of day) to \(last.en)"))
  }

  static let onlyOff = Phrase(
    BilingualText(vi: "chỉ nhận giá trị off", en: "only the value off is accepted"),
    remedy: BilingualText(
      vi: "Ghi driver.MÃ=off, hoặc driver.MÃ.probability=0.2", en: "Write driver.ID=off, or driver.ID.probability=0.2"))

  static func indexOutside(_ count: Int) -> Phrase {
    Phrase(
      BilingualText(vi: "danh sách có \(count) số", en: "the list has \(count) numbers"),
      remedy: BilingualText(
        vi: "Ghi thứ tự từ 1 (tháng 1) đến \(count)", en: "Write a place from 1 (January) to \(count)"))
  }

  static func parameters(_ known: [String]) -> Phrase {
    let list = known.joined(separator: ", ")
    return Phrase(
      BilingualText(vi: "không có khóa con này", en: "there is no such key within it"),
      remedy: BilingualText(vi: "Ghi một trong: \(list)", en: "Write one of: \(list)"))
  }
}
