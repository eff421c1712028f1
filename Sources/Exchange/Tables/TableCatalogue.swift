import Rulebook

extension ScenarioTable {
  /// Every column that the table may have, in the order of the reference.
  ///
  /// Headers are compared without regard to letter case, spaces, underscores and hyphens; a unit in brackets after the
  /// header of an amount, such as `(triệu đồng)`, must be the scenario's.
  public var columns: [TableColumn] { entries.map(\.reference) }

  var entries: [ColumnEntry] {
    switch self {
    case .projects: TableCatalogue.projects
    case .allocations: TableCatalogue.allocations
    case .portfolio: TableCatalogue.portfolio
    case .sources: TableCatalogue.sources
    case .activities: TableCatalogue.activities
    case .drivers: TableCatalogue.drivers
    case .actuals: TableCatalogue.actuals
    case .particulars: TableCatalogue.particulars
    case .settlement: TableCatalogue.settlement
    case .advances: TableCatalogue.advances
    }
  }
}

struct ColumnEntry: Sendable {
  var column: Column
  var reference: TableColumn
  /// Accepted beside the key.
  var english: [String] = []

  /// Every accepted header, the key first.
  var headers: [String] { [reference.key] + english + reference.vietnamese }
}

/// The one place that says which columns there are, what they are called and what they mean.
enum TableCatalogue {
  static let projects =
    [identifier(.id, "id", ["Mã dự án", "Mã số dự án"], english: ["project_id"], meaning: projectCode)] + projectColumns

  static let allocations =
    [identifier(.projectID, "project_id", ["Mã dự án", "Mã số dự án"], meaning: projectCode)] + allocationColumns

  static let portfolio = projects + allocationColumns

  static let sources =
    [
      identifier(
        .sourceID, "source_id", ["Mã nguồn vốn", "Mã nguồn"],
        meaning: BilingualText(
          vi: "mã nguồn vốn, dùng ở các bảng khác", en: "code of the source, as the other tables use it")),
      required(
        .name, "name", ["Tên nguồn vốn", "Nguồn vốn"], .text,
        BilingualText(vi: "tên nguồn vốn", en: "name of the source")),
      required(
        .kind, "kind", ["Loại nguồn vốn", "Loại nguồn"], .word(TableWords.sourceKind.words),
        BilingualText(
          vi: "tiền được bảo đảm (transfer) hay phụ thuộc số thu trong năm (revenue)",
          en: "whether cash is assured (transfer) or depends on revenue collected in the year (revenue)")),
      optional(
        .priority, "priority", ["Thứ tự ưu tiên", "Ưu tiên"], .wholeNumber,
        BilingualText(
          vi: "thứ tự rút vốn khi dự án có nhiều nguồn, 1 là trước nhất",
          en: "order in which a project's payments draw on its sources, 1 first"),
        whenEmpty: BilingualText(vi: "1", en: "1")),
      optional(
        .revenueExpected, "revenue_expected", ["Dự toán thu", "Số thu dự kiến"], .amount(.notNegative),
        BilingualText(
          vi: "số thu dự kiến trong năm dành cho các dự án của danh mục; bắt buộc với nguồn revenue",
          en: "revenue of the year expected for these projects; required for a revenue source")),
    ]
    + distributionColumns(
      of: BilingualText(
        vi: "phân bố của tỷ số thực thu trên dự kiến (1 là đúng dự kiến)",
        en: "distribution of collected over expected revenue (1 is as expected)"),
      whenEmpty: BilingualText(vi: "theo bộ giả định", en: "that of the assumptions"))
    + Column.inflowMonths.enumerated().map { index, column in
      optional(
        column, "inflow_m\(index + 1)", ["Tỷ lệ thu tháng \(index + 1)"], .share,
        BilingualText(
          vi: "phần số thu cả năm thu được trong tháng \(index + 1); mười hai tháng cộng lại bằng 1",
          en: "share of the year's revenue collected in month \(index + 1); the twelve add up to 1"),
        whenEmpty: BilingualText(
          vi: "cả mười hai ô trống: theo bộ giả định; một ô trống: 0",
          en: "all twelve empty: those of the assumptions; one empty: 0"))
    }
    + [
      optional(
        .payUntil, "pay_until", ["Thanh toán đến ngày", "Hạn thanh toán"], .date,
        BilingualText(vi: "ngày thanh toán cuối cùng của nguồn", en: "last day of payment from the source"),
        whenEmpty: BilingualText(vi: "31/01 năm sau", en: "31 January of the next year"))
    ]

  static let activities =
    [
      identifier(.projectID, "project_id", ["Mã dự án", "Mã số dự án"], meaning: projectCode),
      identifier(
        .activity, "activity", ["Công việc", "Hoạt động"],
        meaning: BilingualText(
          vi: "tên công việc, không trùng trong một dự án", en: "name of the activity, unique in its project")),
      optional(
        .predecessors, "predecessors", ["Công việc trước", "Công việc đứng trước"], .names,
        BilingualText(
          vi: "các công việc phải xong trước, cách nhau bằng dấu chấm phẩy",
          en: "activities that must end first, separated by semicolons"),
        whenEmpty: BilingualText(vi: "không có", en: "none")),
    ]
    + distributionColumns(
      of: BilingualText(
        vi: "phân bố của tổng số ngày thực hiện", en: "distribution of the total duration in days"),
      whenEmpty: BilingualText(
        vi: "của công việc cùng tên trong mẫu của nhóm; không cần khi đã xong",
        en: "that of the activity of this name in the group's template; not needed once done"))
    + [
      optional(
        .days, "days", ["Cách tính ngày", "Loại ngày"], .word(TableWords.dayKind.words),
        BilingualText(vi: "ngày lịch hay ngày làm việc", en: "calendar or working days"),
        whenEmpty: BilingualText(
          vi: "calendar, hoặc theo mẫu nếu phân bố lấy theo mẫu",
          en: "calendar, or the template's where the distribution is the template's")),
      optional(
        .state, "state", ["Trạng thái", "Tình trạng"], .word(TableWords.activityState.words),
        BilingualText(vi: "chưa làm, đang làm hay đã xong", en: "to do, under way or done"),
        whenEmpty: BilingualText(vi: "todo", en: "todo")),
      optional(
        .date, "date", ["Ngày", "Ngày bắt đầu hoặc hoàn thành"], .date,
        BilingualText(
          vi: "ngày bắt đầu của công việc đang làm, ngày xong của công việc đã xong",
          en: "day on which an activity under way began, or a done one ended")),
      optional(
        .holdsBack, "holds_back", ["Phần việc phải chờ"], .share,
        BilingualText(
          vi: "phần khối lượng xây lắp trong năm phải chờ công việc này",
          en: "share of the year's construction that waits for this activity"),
        whenEmpty: BilingualText(vi: "1", en: "1")),
    ]

  static let drivers =
    [
      identifier(
        .driverID, "driver_id", ["Mã rủi ro", "Mã nguyên nhân"],
        meaning: BilingualText(vi: "mã yếu tố rủi ro", en: "code of the risk driver")),
      optional(
        .name, "name", ["Tên rủi ro", "Nguyên nhân"], .text,
        BilingualText(vi: "tên yếu tố rủi ro", en: "name of the driver"),
        whenEmpty: BilingualText(vi: "mã", en: "the code")),
      required(
        .scope, "scope", ["Phạm vi"], .word(TableWords.scope.words),
        BilingualText(
          vi: "các dự án cùng đơn vị nào thì chịu chung một lần xảy ra",
          en: "the unit whose projects are all struck at once")),
      required(
        .probability, "probability", ["Xác suất"], .share,
        BilingualText(
          vi: "xác suất xảy ra trong năm với một đơn vị", en: "probability that it strikes a unit in the year")),
      required(
        .effect, "effect", ["Tác động"], .word(TableWords.effect.words),
        BilingualText(vi: "tác động lên dự án", en: "what it does to a project")),
      optional(
        .appliesTo, "applies_to", ["Áp dụng cho"], .names,
        BilingualText(
          vi: "tên các công việc chịu tác động, và construction cho thi công, cách nhau bằng dấu chấm phẩy",
          en: "activities acted upon, and construction, separated by semicolons"),
        whenEmpty: BilingualText(vi: "tất cả", en: "all")),
    ]
    + distributionColumns(
      of: BilingualText(
        vi: "phân bố của mức tác động (hệ số hoặc số ngày)", en: "distribution of the impact (a factor or days)"),
      whenEmpty: BilingualText(
        vi: "chỉ được trống khi tác động là blocked", en: "only where the effect is blocked"))

  static let actuals = [
    identifier(.projectID, "project_id", ["Mã dự án", "Mã số dự án"], meaning: projectCode),
    identifier(.sourceID, "source_id", ["Nguồn vốn", "Mã nguồn vốn", "Mã nguồn"], meaning: sourceCode),
    required(
      .month, "month", ["Tháng"], .month,
      BilingualText(
        vi: "tháng trong năm kế hoạch hoặc tháng 01 năm sau, dạng 2026-03 hoặc 03/2026",
        en: "month of the plan year or January after it, as 2026-03 or 03/2026")),
    required(
      .paid, "paid", ["Giải ngân trong tháng", "Số giải ngân trong tháng"], .amount(.any),
      BilingualText(
        vi: "số giải ngân trong tháng, có thể âm khi điều chỉnh giảm",
        en: "disbursed in the month, below zero for a correction")),
    optional(
      .advance, "advance", ["Trong đó tạm ứng", "Tạm ứng trong tháng"], .amount(.any),
      BilingualText(
        vi: "phần tạm ứng trong số giải ngân của tháng, có thể âm khi điều chỉnh giảm",
        en: "what of it is advance, below zero for a correction"),
      whenEmpty: BilingualText(
        vi: "chưa có số liệu; 0 khi ô recovered có số", en: "not stated; 0 beside a stated recovered")),
    optional(
      .recovered, "recovered", ["Thu hồi tạm ứng", "Thu hồi tạm ứng trong tháng"], .amount(.any),
      BilingualText(
        vi: "tạm ứng thu hồi vào khối lượng nghiệm thu trong tháng, không làm thay đổi số giải ngân",
        en: "advances recovered in the month against accepted volume; does not change what is disbursed"),
      whenEmpty: BilingualText(
        vi: "chưa có số liệu; 0 khi ô advance có số", en: "not stated; 0 beside a stated advance")),
  ]
}

extension TableCatalogue {
  static let projectCode = BilingualText(vi: "mã dự án", en: "code of the project")
  static let sourceCode = BilingualText(vi: "mã nguồn vốn", en: "code of the source")
  private static let zero = BilingualText(vi: "0", en: "0")

  private static let projectColumns = projectIdentity + projectState + curveColumns

  private static let projectIdentity = [
    required(
      .name, "name", ["Tên dự án", "Dự án", "Danh mục dự án"], .text,
      BilingualText(vi: "tên dự án", en: "name of the project")),
    required(
      .group, "group", ["Nhóm dự án", "Loại dự án", "Phân loại dự án"], .word(TableWords.group.words),
      BilingualText(
        vi: "hoàn thành, chuyển tiếp, khởi công mới hay chuẩn bị đầu tư",
        en: "completed, carry-over, new start or investment preparation")),
    optional(
      .owner, "owner", ["Chủ đầu tư", "Đơn vị chủ đầu tư"], .text,
      BilingualText(vi: "chủ đầu tư", en: "project owner")),
    optional(
      .locality, "locality", ["Địa bàn", "Địa điểm", "Địa điểm xây dựng"], .text,
      BilingualText(vi: "thôn, xã hoặc địa bàn", en: "village, commune or area")),
    optional(
      .sector, "sector", ["Lĩnh vực", "Ngành, lĩnh vực", "Ngành lĩnh vực"], .text,
      BilingualText(vi: "ngành, lĩnh vực", en: "sector")),
    optional(
      .contractor, "contractor", ["Nhà thầu", "Nhà thầu thi công", "Đơn vị thi công"], .text,
      BilingualText(vi: "nhà thầu thi công", en: "contractor")),
    optional(
      .sizeClass, "size_class", ["Nhóm A/B/C", "Nhóm A, B, C", "Phân nhóm A/B/C"], .word(TableWords.sizeClass.words),
      BilingualText(
        vi: "nhóm A, B hoặc C theo Luật Đầu tư công", en: "group A, B or C of the Law on Public Investment")),
  ]

  private static let projectState = [
    optional(
      .totalInvestment, "total_investment", ["Tổng mức đầu tư", "TMĐT"], .amount(.notNegative),
      BilingualText(vi: "tổng mức đầu tư", en: "total investment"),
      whenEmpty: BilingualText(vi: "không giới hạn", en: "no limit")),
    optional(
      .paidBeforeYear, "paid_before_year",
      ["Lũy kế giải ngân đến hết năm trước", "Lũy kế vốn đã giải ngân đến hết năm trước", "Giải ngân các năm trước"],
      .amount(.notNegative),
      BilingualText(vi: "lũy kế giải ngân đến hết năm trước", en: "disbursed before the plan year"), whenEmpty: zero),
    optional(
      .contractValue, "contract_value", ["Giá trị hợp đồng", "Giá hợp đồng"], .amount(.notNegative),
      BilingualText(vi: "giá trị hợp đồng", en: "contract value")),
    optional(
      .outstandingAdvance, "outstanding_advance", ["Dư tạm ứng", "Số dư tạm ứng", "Tạm ứng chưa thu hồi"],
      .amount(.notNegative),
      BilingualText(
        vi: "số tạm ứng chưa thu hồi đến ngày số liệu", en: "advances not yet recovered on the as-of day"),
      whenEmpty: zero),
    optional(
      .firstYear, "first_year", ["Năm bắt đầu bố trí vốn", "Năm bố trí vốn đầu tiên"], .year,
      BilingualText(vi: "năm đầu tiên được bố trí vốn", en: "first year of capital arrangement")),
    optional(
      .keyProject, "key_project", ["Dự án trọng điểm", "Trọng điểm"], .yesNo,
      BilingualText(vi: "là dự án trọng điểm", en: "is a key project"), whenEmpty: BilingualText(vi: "không", en: "no")),
    optional(
      .weight, "weight", ["Trọng số"], .wholeNumber,
      BilingualText(
        vi: "một đồng thiếu ở mốc tính bằng bao nhiêu đồng khi lập kế hoạch giải ngân, 1 đến 100",
        en: "how much a dong missing at a milestone counts when payments are planned, 1 to 100"),
      whenEmpty: BilingualText(vi: "1", en: "1")),
    optional(
      .progress, "progress", ["Tiến độ", "Tiến độ thi công"], .share,
      BilingualText(
        vi: "phần khối lượng của năm đã làm đến ngày số liệu",
        en: "share of the year's work done on the as-of day"),
      whenEmpty: BilingualText(
        vi: "chưa biết: suy ra từ số đã giải ngân", en: "not known: inferred from what has been paid")),
    optional(
      .constructionDays, "construction_days", ["Số ngày thi công", "Thời gian thi công (ngày)"], .number,
      BilingualText(
        vi: "số ngày lịch thi công còn lại trong kế hoạch, từ khi khởi công hoặc từ ngày số liệu",
        en: "planned calendar days of work left, from the start or, when under way, from the as-of day"),
      whenEmpty: BilingualText(
        vi: "theo giả định của nhóm, nếu không có: đến 31/12",
        en: "as the assumptions have it for the group, else until 31 December")),
    optional(
      .absorbable, "absorbable", ["Khả năng hấp thụ", "Khả năng hấp thụ vốn"], .amount(.notNegative),
      BilingualText(
        vi: "giá trị có thể nghiệm thu trong năm nếu đủ vốn",
        en: "value that could be accepted in the year if capital allowed"),
      whenEmpty: BilingualText(vi: "bằng kế hoạch vốn", en: "the plan")),
  ]

  private static let curveColumns =
    [
      optional(
        .sCurve, "s_curve", ["Đường tiến độ", "Đường cong S"], .word(TableWords.sCurve.words),
        BilingualText(
          vi: "dạng đường lũy kế giá trị theo khối lượng", en: "shape of cumulative value over the work done"),
        whenEmpty: BilingualText(vi: "theo bộ giả định", en: "that of the assumptions")),
      optional(
        .sCurve1, "s_curve_1", ["Tham số đường tiến độ 1"], .number,
        BilingualText(vi: "c1 của cubic, a của kumaraswamy", en: "c1 of cubic, a of kumaraswamy")),
      optional(
        .sCurve2, "s_curve_2", ["Tham số đường tiến độ 2"], .number,
        BilingualText(vi: "c2 của cubic, b của kumaraswamy", en: "c2 of cubic, b of kumaraswamy")),
    ]
    + Column.curveMonths.enumerated().map { index, column in
      optional(
        column, "curve_m\(index + 1)", ["Lũy kế bước \(index + 1)"], .share,
        BilingualText(
          vi: "với monthly: phần giá trị lũy kế sau bước \(index + 1); bước cuối bằng 1",
          en: "for monthly: cumulative share of value after step \(index + 1); the last is 1"))
    }

  private static let allocationColumns = [
    identifier(.sourceID, "source_id", ["Nguồn vốn", "Mã nguồn vốn", "Mã nguồn"], meaning: sourceCode),
    required(
      .plan, "plan", ["Kế hoạch vốn", "Kế hoạch vốn năm", "Kế hoạch năm", "Kế hoạch"], .amount(.notNegative),
      BilingualText(vi: "kế hoạch vốn trong năm", en: "plan capital of the year")),
    optional(
      .paidToDate, "paid_to_date",
      ["Lũy kế giải ngân", "Lũy kế giải ngân từ đầu năm", "Giải ngân lũy kế", "Đã giải ngân"], .amount(.notNegative),
      BilingualText(
        vi: "lũy kế giải ngân từ đầu năm đến hết ngày số liệu",
        en: "disbursed in the plan year up to and including the as-of day"),
      whenEmpty: BilingualText(
        vi: "tổng các tháng ở actuals.csv, không có thì 0", en: "the sum of actuals.csv, or 0 without it")),
  ]

  private static func distributionColumns(of meaning: BilingualText, whenEmpty: BilingualText) -> [ColumnEntry] {
    let parameters: [(Column, String)] = [(.p1, "p1"), (.p2, "p2"), (.p3, "p3")]
    return [
      optional(
        .distribution, "distribution", ["Phân bố", "Phân bố xác suất"], .word(TableWords.distribution.words), meaning,
        whenEmpty: whenEmpty)
    ]
      + parameters.enumerated().map { index, parameter in
        optional(
          parameter.0, parameter.1, ["Tham số \(index + 1)"], .number,
          BilingualText(
            vi: "tham số thứ \(index + 1) của phân bố", en: "parameter \(index + 1) of the distribution"))
      }
  }

  static func identifier(
    _ column: Column, _ key: String, _ vietnamese: [String], english: [String] = [], meaning: BilingualText
  ) -> ColumnEntry {
    var entry = required(column, key, vietnamese, .identifier, meaning)
    entry.english = english
    return entry
  }

  static func required(
    _ column: Column, _ key: String, _ vietnamese: [String], _ content: TableColumn.Content, _ meaning: BilingualText
  ) -> ColumnEntry {
    ColumnEntry(
      column: column,
      reference: TableColumn(
        key: key, vietnamese: vietnamese, content: content, isRequired: true, meaning: meaning, whenEmpty: nil))
  }

  static func optional(
    _ column: Column, _ key: String, _ vietnamese: [String], _ content: TableColumn.Content, _ meaning: BilingualText,
    whenEmpty: BilingualText? = nil
  ) -> ColumnEntry {
    ColumnEntry(
      column: column,
      reference: TableColumn(
        key: key, vietnamese: vietnamese, content: content, isRequired: false, meaning: meaning, whenEmpty: whenEmpty))
  }
}
