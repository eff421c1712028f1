import Disbursement
import Portfolio
import Rulebook
import Stochastics

/// What is said about rows that can be read but do not fit together.
enum RowPhrases {
  static func duplicate(first row: Int, of what: BilingualText) -> Phrase {
    Phrase(
      BilingualText(vi: "\(what.vi) đã có ở dòng \(row)", en: "\(what.en) is already in row \(row)"),
      remedy: BilingualText(vi: "Gộp hai dòng hoặc sửa mã", en: "Merge the two rows or correct the code"))
  }

  static let project = BilingualText(vi: "mã dự án", en: "this project code")
  static let source = BilingualText(vi: "mã nguồn vốn", en: "this source code")
  static let allocation = BilingualText(
    vi: "vốn của dự án từ nguồn này", en: "the allocation of this project from this source")
  static let settlement = BilingualText(
    vi: "số quyết toán của dự án từ nguồn này", en: "the settlement of this project from this source")
  static let activity = BilingualText(vi: "công việc của dự án", en: "this activity of the project")
  static let driver = BilingualText(vi: "mã rủi ro", en: "this driver code")
  static let month = BilingualText(vi: "số giải ngân của tháng", en: "the payment of this month")

  static func differs(fromRow row: Int) -> Phrase {
    Phrase(
      BilingualText(
        vi: "khác với dòng \(row) của cùng dự án", en: "it differs from row \(row) of the same project"),
      remedy: BilingualText(
        vi: "Ghi giống dòng \(row), hoặc để trống", en: "Write the same as in row \(row), or leave it empty"))
  }

  static func unknownProject(table: String) -> Phrase {
    Phrase(
      BilingualText(vi: "không có dự án này trong \(table)", en: "there is no such project in \(table)"),
      remedy: BilingualText(vi: "Thêm dự án hoặc sửa mã", en: "Add the project or correct the code"))
  }

  static func unknownSource(nearest: String?) -> Phrase {
    Phrase(
      BilingualText(vi: "không có nguồn vốn này trong sources.csv", en: "there is no such source in sources.csv"),
      remedy: nearest.map { BilingualText(vi: "Có lẽ là «\($0)»", en: "Perhaps it is «\($0)»") }
        ?? BilingualText(vi: "Thêm nguồn vốn hoặc sửa mã", en: "Add the source or correct the code"))
  }

  static let noSuchAllocation = Phrase(
    BilingualText(vi: "dự án không có kế hoạch vốn từ nguồn này", en: "the project has no plan from this source"),
    remedy: BilingualText(
      vi: "Thêm kế hoạch vốn hoặc sửa mã nguồn vốn", en: "Add the allocation or correct the code"))

  static func monthOutside(_ year: FiscalYear) -> Phrase {
    Phrase(
      BilingualText(vi: "tháng ngoài năm kế hoạch \(year.year)", en: "the month is outside the plan year \(year.year)"),
      remedy: BilingualText(
        vi: "Ghi tháng từ 01/\(year.year) đến 01/\(year.year + 1)",
        en: "Write a month from \(year.year)-01 to \(year.year + 1)-01"))
  }

  static func monthAfter(_ asOf: Day) -> Phrase {
    let date = PhraseText.date(asOf)
    return Phrase(
      BilingualText(vi: "tháng sau ngày số liệu \(date.vi)", en: "the month is after the as-of day \(date.en)"),
      remedy: BilingualText(
        vi: "Xóa dòng này, hoặc sửa asOf trong scenario.yaml", en: "Remove the row, or correct asOf in scenario.yaml"))
  }

  static let revenueExpectedMissing = Phrase(
    BilingualText(vi: "nguồn theo số thu mà chưa có số thu dự kiến", en: "a revenue source without expected revenue"),
    remedy: BilingualText(vi: "Điền số thu dự kiến", en: "Fill in what is expected"))

  static let revenueOfTransfer = Phrase(
    BilingualText(
      vi: "nguồn được bảo đảm (transfer) không có số liệu về thu", en: "a transfer source has nothing about revenue"),
    remedy: BilingualText(vi: "Xóa ô này, hoặc đổi loại thành revenue", en: "Clear the cell, or make the kind revenue"))

  static func tooManyDrivers(limit: Int) -> Phrase {
    Phrase(
      BilingualText(vi: "bảng có quá \(limit) yếu tố rủi ro", en: "the table has more than \(limit) drivers"),
      remedy: BilingualText(vi: "Gộp hoặc bỏ bớt", en: "Merge or remove some"))
  }

  static func idleName(_ name: String) -> Phrase {
    Phrase(
      BilingualText(
        vi: "không có công việc nào tên «\(name)»", en: "no activity is called «\(name)»"),
      remedy: BilingualText(
        vi: "Sửa tên; thi công ghi là construction", en: "Correct it; construction stands for the works"))
  }

  static func outside(_ lower: Double, _ upper: Double) -> Phrase {
    let (least, most) = (PhraseText.number(lower), PhraseText.number(upper))
    return Phrase(
      BilingualText(vi: "mức tác động ngoài khoảng cho phép", en: "the impact is out of range"),
      remedy: BilingualText(
        vi: "Ghi các tham số từ \(least.vi) đến \(most.vi)", en: "Write parameters from \(least.en) to \(most.en)"))
  }

  static func scopeDoesNotFit(_ effect: RiskDriver.Effect) -> Phrase {
    Phrase(
      BilingualText(
        vi: "tác động \(effect.rawValue) không đi với phạm vi này",
        en: "the effect \(effect.rawValue) has no such scope"),
      remedy: BilingualText(vi: "Ghi portfolio hoặc source", en: "Write portfolio or source"))
  }

  static let noRows = Phrase(
    BilingualText(vi: "bảng không có dòng nào sau tiêu đề", en: "the table has no rows below its header"),
    remedy: BilingualText(vi: "Ghi ít nhất một dự án", en: "Add at least one project"))
}

extension RowPhrases {
  static func dateMissing(_ state: String) -> Phrase {
    Phrase(
      BilingualText(
        vi: "công việc ở trạng thái \(state) phải có ngày", en: "an activity that is \(state) needs a date"),
      remedy: BilingualText(
        vi: "Ghi ngày bắt đầu (active) hoặc ngày hoàn thành (done)",
        en: "Write the day on which it began (active) or ended (done)"))
  }

  static let dateOfTodo = Phrase(
    BilingualText(vi: "công việc chưa làm mà đã có ngày", en: "an activity still to do has a date"),
    remedy: BilingualText(
      vi: "Xóa ngày, hoặc ghi trạng thái active hay done", en: "Clear it, or make the state active or done"))

  static let noDuration = Phrase(
    BilingualText(
      vi: "không có phân bố thời gian, và mẫu của nhóm không có công việc này",
      en: "there is no distribution, and the group's template has no such activity"),
    remedy: BilingualText(vi: "Ghi phân bố, như fixed và p1", en: "Give one, such as fixed with p1"))

  static let noImpact = Phrase(
    BilingualText(vi: "không có phân bố của mức tác động", en: "the impact has no distribution"),
    remedy: BilingualText(
      vi: "Ghi phân bố, như pert và p1, p2, p3", en: "Give one, such as pert with p1, p2, p3"))

  static let parametersAlone = Phrase(
    BilingualText(vi: "có tham số mà không có tên phân bố", en: "there are parameters but no distribution"),
    remedy: BilingualText(vi: "Ghi tên phân bố, hoặc xóa các tham số", en: "Name it, or clear the parameters"))

  static func parameterMissing(_ distribution: DistributionName, count: Int) -> Phrase {
    Phrase(
      BilingualText(
        vi: "phân bố \(distribution.rawValue) cần \(count) tham số",
        en: "\(distribution.rawValue) takes \(count) parameters"),
      remedy: BilingualText(vi: "Điền ô này", en: "Fill it in"))
  }

  static func parameterSurplus(_ distribution: DistributionName, count: Int) -> Phrase {
    Phrase(
      BilingualText(
        vi: "phân bố \(distribution.rawValue) chỉ có \(count) tham số",
        en: "\(distribution.rawValue) takes only \(count) parameters"),
      remedy: BilingualText(vi: "Xóa ô này", en: "Clear it"))
  }

  static func parameter(_ error: DistributionError) -> Phrase {
    switch error {
    case .disordered(let parameter, let value, let previous):
      let (found, before) = (PhraseText.number(value), PhraseText.number(previous))
      return Phrase(
        BilingualText(
          vi: "p\(parameter) = \(found.vi) nhỏ hơn p\(parameter - 1) = \(before.vi)",
          en: "p\(parameter) = \(found.en) is less than p\(parameter - 1) = \(before.en)"),
        remedy: BilingualText(vi: "Ghi các tham số theo thứ tự tăng dần", en: "Write the parameters in ascending order")
      )
    case .notPositive(let parameter, _):
      return Phrase(
        BilingualText(vi: "p\(parameter) phải lớn hơn 0", en: "p\(parameter) must be above zero"),
        remedy: BilingualText(vi: "Ghi số dương", en: "Write a positive number"))
    case .negative(let parameter, _):
      return Phrase(
        BilingualText(vi: "p\(parameter) âm", en: "p\(parameter) is negative"),
        remedy: BilingualText(vi: "Ghi số không âm", en: "Write a number of at least zero"))
    case .tooLarge(let parameter, _), .notFinite(let parameter):
      return Phrase(
        BilingualText(vi: "p\(parameter) quá lớn", en: "p\(parameter) is too large"),
        remedy: BilingualText(vi: "Kiểm tra lại số", en: "Check it"))
    }
  }

  static func curveParameterMissing(_ curve: SCurveName) -> Phrase {
    Phrase(
      BilingualText(
        vi: "đường \(curve.rawValue) thiếu tham số này", en: "the curve \(curve.rawValue) needs this parameter"),
      remedy: BilingualText(vi: "Điền ô này", en: "Fill it in"))
  }

  static let curveUnnamed = Phrase(
    BilingualText(vi: "có tham số mà không có tên đường tiến độ", en: "there are parameters but no curve"),
    remedy: BilingualText(
      vi: "Ghi cubic, kumaraswamy hoặc monthly ở cột s_curve, hoặc xóa các tham số",
      en: "Write cubic, kumaraswamy or monthly in the column s_curve, or clear them"))

  static func network(_ error: ActivityNetworkError) -> Phrase {
    switch error {
    case .duplicateActivity:
      Phrase(
        BilingualText(vi: "công việc đã có", en: "the activity is already there"),
        remedy: BilingualText(vi: "Bỏ một dòng", en: "Remove one row"))
    case .unknownPredecessor(_, let predecessor):
      Phrase(
        BilingualText(
          vi: "dự án không có công việc «\(predecessor)»", en: "the project has no activity «\(predecessor)»"),
        remedy: BilingualText(
          vi: "Sửa tên, hoặc thêm công việc đó cho dự án", en: "Correct it, or list that activity for the project"))
    case .cycle(let names):
      Phrase(
        BilingualText(
          vi: "các công việc chờ lẫn nhau thành vòng: \(names.joined(separator: ", "))",
          en: "activities wait for one another in a circle: \(names.joined(separator: ", "))"),
        remedy: BilingualText(
          vi: "Bỏ một quan hệ trước sau trong vòng", en: "Remove one predecessor from the circle"))
    case .tooManyActivities(_, let limit):
      Phrase(
        BilingualText(
          vi: "dự án có quá \(limit) công việc", en: "the project has more than \(limit) activities"),
        remedy: BilingualText(vi: "Gộp bớt công việc", en: "Merge some"))
    }
  }
}
