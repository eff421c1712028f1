import Portfolio
import Rulebook

/// What is said about a scenario's folder, its files and its settings.
enum ScenarioPhrases {
  static func notListed(_ count: Int) -> Phrase {
    let text = PhraseText.count(count)
    return Phrase(
      BilingualText(
        vi: "còn \(text.vi) thông báo khác của tệp này không liệt kê", en: "\(text.en) more are not listed"),
      remedy: BilingualText(vi: "Sửa các lỗi trên rồi chạy lại", en: "Mend those above and run again"))
  }

  static func unreadable(_ defect: InputFileDefect) -> Phrase {
    switch defect {
    case .missing:
      Phrase(
        BilingualText(vi: "không có tệp này", en: "there is no such file"),
        remedy: BilingualText(vi: "Kiểm tra tên tệp và thư mục", en: "Check its name and folder"))
    case .brokenLink:
      Phrase(
        BilingualText(
          vi: "tệp là liên kết tới nơi không tồn tại", en: "the file is a link to something that is not there"),
        remedy: BilingualText(vi: "Thay bằng tệp thật", en: "Put the file itself in its place"))
    case .isFolder:
      Phrase(
        BilingualText(vi: "đây là thư mục, không phải tệp", en: "this is a folder, not a file"),
        remedy: BilingualText(vi: "Thay bằng một tệp", en: "Put a file in its place"))
    case .notAFile:
      Phrase(
        BilingualText(vi: "đây không phải là tệp thường", en: "this is not an ordinary file"),
        remedy: BilingualText(vi: "Thay bằng một tệp", en: "Put a file in its place"))
    case .tooLarge(let limit):
      Phrase(
        BilingualText(vi: "tệp lớn hơn \(limit >> 20) MB", en: "the file is larger than \(limit >> 20) MB"),
        remedy: BilingualText(vi: "Chia nhỏ hoặc rút gọn tệp", en: "Split or shorten it"))
    case .changed:
      Phrase(
        BilingualText(vi: "tệp bị sửa trong khi đang được đọc", en: "the file was changed while it was being read"),
        remedy: BilingualText(vi: "Chạy lại", en: "Run again"))
    case .refused(let reason):
      Phrase(
        BilingualText(vi: "không đọc được tệp (\(reason))", en: "the file cannot be read (\(reason))"),
        remedy: BilingualText(vi: "Kiểm tra quyền đọc tệp và đường dẫn", en: "Check its permissions and its path"))
    }
  }

  static let noFolder = Phrase(
    BilingualText(vi: "không có thư mục này", en: "there is no such folder"),
    remedy: BilingualText(
      vi: "Chỉ tới thư mục kịch bản, hoặc tạo mới bằng lệnh «giaingan init»",
      en: "Name the folder of a scenario, or make one with «giaingan init»"))

  static let notAFolder = Phrase(
    BilingualText(vi: "đây là tệp, không phải thư mục", en: "this is a file, not a folder"),
    remedy: BilingualText(
      vi: "Chỉ tới thư mục chứa scenario.yaml và các bảng",
      en: "Name the folder that holds scenario.yaml and the tables"))

  static let emptyFile = Phrase(
    BilingualText(vi: "tệp không có nội dung", en: "the file is empty"),
    remedy: BilingualText(
      vi: "Ghi các khóa theo mẫu của lệnh «giaingan init»", en: "Write the keys as «giaingan init» shows them"))

  static let notUTF8 = Phrase(
    BilingualText(vi: "chữ không theo mã UTF-8", en: "the text is not UTF-8"),
    remedy: BilingualText(vi: "Lưu tệp theo mã UTF-8", en: "Save the file in UTF-8"))

  static let twoForms = Phrase(
    BilingualText(
      vi: "thư mục có cả portfolio.csv lẫn projects.csv hoặc allocations.csv",
      en: "the folder has portfolio.csv as well as projects.csv or allocations.csv"),
    remedy: BilingualText(
      vi: "Chỉ giữ portfolio.csv, hoặc chỉ giữ projects.csv và allocations.csv",
      en: "Keep portfolio.csv alone, or projects.csv and allocations.csv"))

  static let noProjects = Phrase(
    BilingualText(vi: "thiếu bảng dự án", en: "the table of projects is missing"),
    remedy: BilingualText(
      vi: "Thêm projects.csv và allocations.csv, hoặc một bảng portfolio.csv",
      en: "Add projects.csv and allocations.csv, or portfolio.csv alone"))

  static func unusedTable(nearest: String?) -> Phrase {
    Phrase(
      BilingualText(
        vi: "tệp không phải là bảng của kịch bản, không được đọc", en: "this is no table of a scenario and is not read"
      ),
      remedy: nearest.map { BilingualText(vi: "Có lẽ là «\($0)»", en: "Perhaps it is «\($0)»") }
        ?? BilingualText(
          vi: "Đổi tên nếu là một bảng, hoặc chuyển ra khỏi thư mục", en: "Rename it if it is one, or move it elsewhere"
        ))
  }

  static func unknownBuiltIn(_ names: [String]) -> Phrase {
    let list = names.joined(separator: ", ")
    return Phrase(
      BilingualText(
        vi: "không có bộ dựng sẵn hay tệp nào mang tên này", en: "neither a built-in set nor a file has this name"),
      remedy: BilingualText(
        vi: "Ghi một tên có sẵn (\(list)) hoặc đường dẫn tính từ thư mục kịch bản",
        en: "Write a built-in name (\(list)) or a path from the scenario folder"))
  }

  static func otherYear(_ year: FiscalYear, expected: FiscalYear) -> Phrase {
    Phrase(
      BilingualText(
        vi: "bộ quy định của năm \(year.year), kịch bản của năm \(expected.year)",
        en: "the rulebook is for \(year.year), the scenario for \(expected.year)"),
      remedy: BilingualText(
        vi: "Dùng bộ quy định của năm \(expected.year)", en: "Use a rulebook for \(expected.year)"))
  }

  static func asOfOutside(_ year: FiscalYear) -> Phrase {
    let (first, last) = (PhraseText.date(year.eve), PhraseText.date(year.cutOff))
    return Phrase(
      BilingualText(
        vi: "ngày số liệu ngoài năm kế hoạch \(year.year)",
        en: "the as-of day is outside the plan year \(year.year)"),
      remedy: BilingualText(
        vi: "Ghi ngày từ \(first.vi) đến \(last.vi)", en: "Write a day from \(first.en) to \(last.en)"))
  }

  static func targetOutside(_ year: FiscalYear) -> Phrase {
    let (first, last) = (PhraseText.date(year.firstDay), PhraseText.date(year.cutOff))
    return Phrase(
      BilingualText(vi: "ngày ngoài năm kế hoạch \(year.year)", en: "the date is outside the plan year \(year.year)"),
      remedy: BilingualText(
        vi: "Ghi ngày từ \(first.vi) đến \(last.vi)", en: "Write a day from \(first.en) to \(last.en)"))
  }

  static func wholeNumber(from lower: Int, to upper: String) -> Phrase {
    Phrase(
      BilingualText(vi: "số ngoài khoảng cho phép", en: "the number is out of range"),
      remedy: BilingualText(
        vi: "Ghi số nguyên từ \(lower) đến \(upper)", en: "Write a whole number from \(lower) to \(upper)"))
  }
}

extension ScenarioPhrases {
  /// A run dated later than its data.
  static func dataOlder(than asOf: Day, stated: Day) -> Phrase {
    let (new, old) = (PhraseText.date(asOf), PhraseText.date(stated))
    return Phrase(
      BilingualText(
        vi: "số liệu chốt đến \(old.vi), chạy như thể đã biết đến \(new.vi)",
        en: "the data are known up to \(old.en), the run takes them as known up to \(new.en)"),
      remedy: BilingualText(
        vi: "Cập nhật giải ngân, tiến độ và trạng thái công việc đến \(new.vi)",
        en: "Bring payments, progress and states up to \(new.en)"))
  }

  /// A run dated earlier than its data, some of which cannot be taken back.
  static func dataYounger(than asOf: Day, stated: Day) -> Phrase {
    let (new, old) = (PhraseText.date(asOf), PhraseText.date(stated))
    return Phrase(
      BilingualText(
        vi:
          "tiến độ và dư tạm ứng trong bảng là của \(old.vi); khi chạy lùi về \(new.vi), tiến độ được tính theo số đã "
          + "giải ngân và dư tạm ứng không vượt số đó",
        en: "progress and outstanding advances are those of \(old.en); dated back to \(new.en), progress is taken from "
          + "what had been paid and advances are at most that"),
      remedy: BilingualText(
        vi: "Dùng bảng chốt tại \(new.vi) nếu có", en: "Use tables as of \(new.en) if there are any"))
  }

  static func paidBeforeYear(_ asOf: Day) -> Phrase {
    let date = PhraseText.date(asOf)
    return Phrase(
      BilingualText(
        vi: "đã có giải ngân trong năm kế hoạch trong khi ngày số liệu \(date.vi) còn trước năm đó",
        en: "something is paid in the plan year although the as-of day \(date.en) is before it"),
      remedy: BilingualText(
        vi: "Ghi 0 hoặc để trống, hoặc sửa asOf trong scenario.yaml",
        en: "Write 0 or leave it empty, or correct asOf in scenario.yaml"))
  }

  static func paidUnknown(on asOf: Day, stated: Day) -> Phrase {
    let (new, old) = (PhraseText.date(asOf), PhraseText.date(stated))
    return Phrase(
      BilingualText(
        vi: "lũy kế giải ngân là của \(old.vi), không biết đến \(new.vi) là bao nhiêu",
        en: "the amount paid to date is that of \(old.en); what had been paid by \(new.en) is not known"),
      remedy: BilingualText(
        vi: "Ghi số giải ngân từng tháng vào actuals.csv", en: "Record the payments by month in actuals.csv"))
  }

  static func partialMonth(on asOf: Day) -> Phrase {
    let (new, end) = (PhraseText.date(asOf), PhraseText.date(Day(endOfMonth: asOf.month, year: asOf.year)))
    return Phrase(
      BilingualText(
        vi: "số giải ngân của cả tháng không cho biết đến \(new.vi) là bao nhiêu",
        en: "the payments of a whole month do not say what had been paid by \(new.en)"),
      remedy: BilingualText(
        vi: "Chọn ngày cuối tháng, như \(end.vi)", en: "Choose the end of a month, like \(end.en)"))
  }
}
