import Rulebook

/// What the columns of results mean, for the sheet of a workbook that says so.
enum ColumnMeaning {
  /// Nil of a column whose header says itself what it is, as those of the quarterly plan do.
  static func text(of key: String, in table: String) -> BilingualText? {
    if let meaning = special["\(table)/\(key)"] ?? general[key] { return meaning }
    for (end, name) in ends where key.hasPrefix(end) {
      return text(of: String(key.dropFirst(end.count)), in: table).map {
        BilingualText(vi: "\(name.vi): \($0.vi)", en: "\(name.en): \($0.en)")
      }
    }
    guard key.hasPrefix(beats), let number = Int(key.dropFirst(beats.count)) else { return nil }
    return BilingualText(
      vi: "xác suất giải ngân nhiều hơn phương án thứ \(number), bằng nhau tính một nửa",
      en: "probability of disbursing more than variant \(number), ties counted half")
  }

  private static let beats = "beats_"

  /// The two forecasts of a bridge, before keys of the run.
  private static let ends = [
    ("earlier.", say("dự báo trước", "earlier forecast")), ("later.", say("dự báo sau", "later forecast")),
  ]

  private static func say(_ vi: String, _ en: String) -> BilingualText { BilingualText(vi: vi, en: en) }

  /// By table and key, where a key does not mean the same everywhere.
  private static let special: [String: BilingualText] = [
    "run/rulebook": say("mã bộ quy định", "id of the rulebook"),
    "run/assumptions": say("bộ giả định", "set of assumptions"),
    "run/date": say("ngày cuối cùng được tính số giải ngân", "last day whose payments count"),
    "run/rate": say("tỷ lệ giải ngân của mục tiêu", "disbursement rate of the objective"),
    "deadlines/date": say("hạn phải xong", "day by which it must be done"),
    "deadlines/probability": say("xác suất xong đúng hạn", "probability of being done in time"),
    "deadlines/p10": say("ngày xong, phân vị 10%", "day when it is done, P10"),
    "deadlines/p50": say("ngày xong, trung vị", "day when it is done, median"),
    "deadlines/p90": say("ngày xong, phân vị 90%", "day when it is done, P90"),
    "drivers/scope": say("nơi nguyên nhân xảy ra cùng lúc", "where the cause strikes at once"),
    "drivers/share_of_shortfall": say(
      "phần của số thiếu kỳ vọng do nguyên nhân này (giá trị Shapley)",
      "its part of the expected shortfall (Shapley value)"),
    "contributions/amount": say(
      "phần của dự án trong số thiếu kỳ vọng so với mốc (đồng)",
      "the project's part of the expected shortfall of the milestone (dong)"),
    "criticality/probability": say(
      "xác suất công việc nằm trên đường găng", "probability that the activity lies on the critical path"),
    "compare/difference": say(
      "chênh lệch trung bình so với phương án đầu (đồng)", "mean difference from the first variant (dong)"),
    "compare-milestones/difference": say(
      "chênh lệch xác suất so với phương án đầu", "difference of the probability from the first variant's"),
    "compare-ranking/standard_error": say(
      "sai số mô phỏng của trung bình (đồng)", "Monte Carlo error of the mean (dong)"),
    "compare-ranking/date": say("ngày xếp hạng", "day of the ranking"),
    "paths/date": say("thời điểm", "checkpoint"),
    "paths/standard_error": say("sai số mô phỏng của trung bình (đồng)", "Monte Carlo error of the mean (dong)"),
    "schedule/date": say("thời điểm", "checkpoint"),
    "schedule-paths/date": say("thời điểm", "checkpoint"),
    "compare/date": say("thời điểm", "checkpoint"),
    "compare/standard_error": say(
      "sai số mô phỏng của chênh lệch (đồng)", "Monte Carlo error of the difference (dong)"),
    "compare-milestones/standard_error": say("sai số mô phỏng của chênh lệch", "Monte Carlo error of the difference"),
    "judgement/date": say("ngày tính", "day on which it is counted"),
    "judgement/difference": say("chênh lệch sau so với trước", "after minus before"),
    "judgement/standard_error": say("sai số mô phỏng của chênh lệch", "Monte Carlo error of the difference"),
    "capital-bounds/amount": say("giới hạn của kế hoạch vốn (đồng)", "bound of the plan capital (dong)"),
    "capital-bounds/date": say("ngày mà lý do nêu", "day that the reason names"),
    "capital-bounds/plan": say("kế hoạch vốn hiện nay (đồng)", "plan capital now (dong)"),
    "capital-bounds/status": say("loại căn cứ pháp lý", "kind of the legal source"),
    "moves/amount": say("số vốn điều chuyển (đồng)", "capital moved (dong)"),
    "moves/rules": say("các quy định cho phép", "rules that allow it"),
    "moves/owner": say("chủ đầu tư, khi chỉ điều chuyển trong một chủ đầu tư", "owner, where capital stays within one"),
    "change/scope": say(
      "toàn danh mục, nhóm, dự án (đồng); mốc, mục tiêu (xác suất)",
      "the portfolio, a group, a project (dong); a milestone, a target (probability)"),
    "change/id": say(
      "mã nhóm, mã dự án, mã quy định, hoặc tỷ lệ của mục tiêu", "the group, project or rule, or the rate of a target"),
    "change/date": say("ngày mà số liệu nói đến", "day that the figures are of"),
    "change/unit": say(
      "đơn vị của dòng: đồng, hoặc phần triệu của xác suất", "unit of the row: dong, or millionths of a probability"),
    "change/earlier": say("dự báo trước", "earlier forecast"),
    "change/later": say("dự báo sau", "later forecast"),
    "change/step": say("bước thứ mấy", "number of the step"),
    "change/cause": say("nguyên nhân được thay ở bước này", "cause that the step replaces"),
    "change/effect": say(
      "bước này làm thay đổi bao nhiêu; cộng các bước được đúng hiệu số",
      "what the step changes; the steps add up to the difference"),
    "change/standard_error": say("sai số mô phỏng của bước", "Monte Carlo error of the step"),
    "schedule-changes/date": say("ngày mà số liệu nói đến", "day that the figures are of"),
    "schedule-changes/kind": say(
      "số liệu: kế hoạch vốn (plan), dự kiến giải ngân (planned), đã giải ngân (paid), mốc (milestone)",
      "what the figures are: plan capital (plan), planned payments (planned), paid, milestone"),
    "run/asOfBefore": say("ngày số liệu của kịch bản trước khi nhập", "as-of day of the scenario before the import"),
    "run/ledger": say("sổ thanh toán", "the ledger"),
    "run/from": say("ngày đầu tiên được nhập", "first day that is imported"),
    "run/through": say("ngày cuối cùng được nhập", "last day that is imported"),
    "import-report/row": say("dòng của sổ", "row of the ledger"),
    "import-report/date": say("ngày của khoản chi", "day of the payment"),
    "import-report/document": say("số chứng từ", "number of the document"),
    "import-report/ledger_project": say("mã dự án ghi trong sổ", "project code as the ledger has it"),
    "import-report/ledger_project_name": say("tên dự án ghi trong sổ", "project name as the ledger has it"),
    "import-report/ledger_source": say("nguồn vốn ghi trong sổ", "source as the ledger has it"),
    "import-report/ledger_kind": say("loại thanh toán ghi trong sổ", "kind of payment as the ledger has it"),
    "import-report/plan_year": say("năm kế hoạch vốn", "year of the capital plan"),
    "import-report/budget_year": say("niên độ ngân sách", "budget year"),
    "import-report/advance": say("tạm ứng (đồng)", "advance (dong)"),
    "import-report/volume": say("thanh toán khối lượng hoàn thành (đồng)", "paid for accepted volume (dong)"),
    "import-report/recovery": say("thu hồi tạm ứng (đồng)", "advance recovered (dong)"),
    "import-report/reduction": say("ghi giảm, nộp trả (đồng)", "payment taken back (dong)"),
    "import-report/advance_reduction": say("ghi giảm tạm ứng (đồng)", "advance taken back (dong)"),
    "import-report/payment": say("số tiền không phân loại (đồng)", "payment of which no more is said (dong)"),
    "import-report/unknown": say("số tiền loại lạ (đồng)", "amount of unknown kind (dong)"),
    "import-report/paid": say("số giải ngân của dòng (đồng)", "what the line disburses (dong)"),
    "import-report/advance_paid": say("trong đó tạm ứng (đồng)", "of it advances (dong)"),
    "import-report/advance_recovered": say("tạm ứng được thu hồi (đồng)", "advances cleared by the line (dong)"),
    "import-report/fate": say(
      "dòng được nhập (imported), chưa khớp (unmatched), của năm khác (other-year), ngoài khoảng ngày (other-days)",
      "imported, unmatched, of another year, outside of the days imported"),
    "import-report/reason": say("lý do không nhập", "why it was not imported"),
    "import-report/month_number": say(
      "tháng được nhập vào, 13 là tháng 1 năm sau", "month that it went into, 13 for January after"),
    "import-report/content": say("nội dung, diễn giải", "what it was for"),
    "rules/kind": say("loại quy định", "kind of the rule"),
    "rules/date": say("ngày mà quy định nêu", "day that the rule names"),
    "rules/share": say("tỷ lệ giải ngân bắt buộc", "share that must be disbursed"),
    "rules/value": say("giá trị của mức trần hoặc thời hạn", "value of the cap or the term"),
    "rules/cap": say("tên mức trần hoặc thời hạn", "name of the cap or the term"),
    "rules/priority": say("thứ tự ưu tiên thanh toán của các nhóm", "order in which the groups are paid"),
    "rules/status": say("loại căn cứ pháp lý", "kind of the legal source"),
    "rules/source": say("nơi đọc được văn bản", "where the document can be read"),
    "rules/activity": say("công việc phải xong", "activity that must be done"),
    "sources/kind": say(
      "tiền chắc chắn có (transfer) hay theo số thu (revenue)", "cash is assured (transfer) or follows revenue"),
    "sources/priority": say("thứ tự rút vốn, số nhỏ rút trước", "order in which it is drawn on, the lowest first"),
    "targets/probability": say("xác suất phải đạt", "probability that is required"),
    "targets/date": say("ngày của mục tiêu", "day of the target"),
  ]

  private static let general: [String: BilingualText] = [
    // The run.
    "engine": say("phiên bản chương trình", "version of the program"),
    "scenario": say("tên kịch bản", "name of the scenario"),
    "inputDigest": say("mã SHA-256 của các tệp số liệu vào", "SHA-256 of the input files"),
    "rulebook": say("mã bộ quy định", "id of the rulebook"),
    "rulebookTitle.vi": say("tên bộ quy định, tiếng Việt", "title of the rulebook in Vietnamese"),
    "rulebookTitle.en": say("tên bộ quy định, tiếng Anh", "title of the rulebook in English"),
    "assumptions": say("bộ giả định", "set of assumptions"),
    "input_digest": say("mã SHA-256 của các tệp số liệu vào", "SHA-256 of the input files"),
    "as_of": say("ngày cuối cùng đã có số liệu thực tế", "last day whose actuals are known"),
    "fiscalYear": say("năm kế hoạch", "plan year"),
    "asOf": say("ngày cuối cùng đã có số liệu thực tế", "last day whose actuals are known"),
    "seed": say("mầm ngẫu nhiên", "random seed"),
    "replications": say("số lần mô phỏng", "number of replications"),
    "driverReplications": say(
      "số lần mô phỏng để phân tích nguyên nhân", "replications of the analysis of risk drivers"),
    "sampling": say("cách lấy mẫu", "how replications are drawn"),
    "precision.untilError": say("sai số xác suất cần đạt", "error of the probabilities that was asked for"),
    "precision.reached": say("đã đạt sai số đó", "whether it was reached"),
    "precision.largestError": say(
      "sai số lớn nhất của xác suất các mốc", "largest error of the milestones' probabilities"),
    "window": say("ngày kế hoạch vốn thay đổi", "day on which the plan changes"),
    "settings.objective": say("mục tiêu điều chuyển", "objective of the moves"),
    "settings.rate": say("tỷ lệ giải ngân của mục tiêu", "disbursement rate of the objective"),
    "settings.within": say("phạm vi điều chuyển", "within what capital moves"),
    "settings.maxMoves": say("số lượt điều chuyển nhiều nhất", "most moves"),
    "settings.minMove": say("số vốn nhỏ nhất của một lượt (đồng)", "smallest amount of a move (dong)"),
    "settings.roundTo": say("mỗi thay đổi là bội số của (đồng)", "every change is a multiple of (dong)"),
    "settings.locked": say("dự án giữ nguyên kế hoạch vốn", "projects whose plan stays"),
    "settings.seed": say("mầm ngẫu nhiên", "random seed"),
    "settings.replications": say("số lần mô phỏng", "number of replications"),
    "firstEffective": say("ngày đầu tiên mà bộ quy định trả lời được", "first day that the rulebook speaks of"),
    "inForceOn": say("chỉ gồm các quy định có hiệu lực trong ngày này", "only the rules in force on this day"),
    "valid": say("số liệu dùng được", "whether the input can be used"),

    // What a row is of.
    "scope": say(
      "phạm vi của dòng: toàn bộ (portfolio), nhóm, nguồn vốn, chủ đầu tư, xã, ngành, dự án, …",
      "what the row is of: the portfolio, a group, source, owner, locality, sector, project, …"),
    "unit_id": say("mã của phạm vi đó", "id of that unit"),
    "unit_name": say("tên của phạm vi đó", "name of that unit"),
    "dimension": say("cách phân chia dự án", "how projects are divided"),
    "id": say("mã", "id"),
    "name": say("tên", "name"),
    "name_vi": say("tên tiếng Việt", "name in Vietnamese"),
    "name_en": say("tên tiếng Anh", "name in English"),
    "project_id": say("mã dự án", "id of the project"),
    "project_name": say("tên dự án", "name of the project"),
    "source_id": say("mã nguồn vốn", "id of the source"),
    "source_name": say("tên nguồn vốn", "name of the source"),
    "driver_id": say("mã nguyên nhân rủi ro", "id of the risk driver"),
    "group": say("nhóm dự án", "group of projects"),
    "owner": say("chủ đầu tư", "owner of the project"),
    "locality": say("địa điểm", "locality"),
    "sector": say("ngành, lĩnh vực", "sector"),
    "contractor": say("nhà thầu", "contractor"),
    "sources": say("các nguồn vốn", "sources of its capital"),
    "key_project": say("dự án trọng điểm", "whether it is a key project"),
    "activity": say("công việc", "activity"),
    "rule": say("mã quy định", "id of the rule"),
    "variant": say("tên phương án", "name of the variant"),
    "date": say("ngày", "day"),

    // Amounts, all in dong.
    "plan": say("kế hoạch vốn (đồng)", "plan capital (dong)"),
    "paid_to_date": say("đã giải ngân đến ngày số liệu (đồng)", "disbursed until the as-of day (dong)"),
    "year_end_mean": say("giải ngân đến 31/12, trung bình (đồng)", "disbursed by 31 December, mean (dong)"),
    "year_end_p10": say("giải ngân đến 31/12, phân vị 10% (đồng)", "disbursed by 31 December, P10 (dong)"),
    "year_end_p50": say("giải ngân đến 31/12, trung vị (đồng)", "disbursed by 31 December, median (dong)"),
    "year_end_p90": say("giải ngân đến 31/12, phân vị 90% (đồng)", "disbursed by 31 December, P90 (dong)"),
    "expected_shortfall": say("số thiếu kỳ vọng (đồng)", "expected amount missing (dong)"),
    "expected_shortfall_error": say(
      "sai số mô phỏng của số thiếu kỳ vọng (đồng)", "Monte Carlo error of the expected amount missing (dong)"),
    "expected_unpaid_claims": say(
      "phần thiếu đã đủ điều kiện mà chưa được thanh toán (đồng)", "part of it that is payable and not paid (dong)"),
    "share_of_shortfall": say("phần trong số thiếu của toàn bộ", "its part of the whole shortfall"),
    "share_of_shortfall_error": say("sai số mô phỏng của phần đó", "Monte Carlo error of that part"),
    "share_of_tail_shortfall": say(
      "phần trong số thiếu của 5% năm xấu nhất", "its part of the shortfall in the worst 5 % of years"),
    "lapse_mean": say("vốn bị hủy, trung bình (đồng)", "capital that lapses, mean (dong)"),
    "lapse_p50": say("vốn bị hủy, trung vị (đồng)", "capital that lapses, median (dong)"),
    "lapse_p90": say("vốn bị hủy, phân vị 90% (đồng)", "capital that lapses, P90 (dong)"),
    "lapse_p95": say("vốn bị hủy, phân vị 95% (đồng)", "capital that lapses, P95 (dong)"),
    "lapse": say("vốn bị hủy, trung bình (đồng)", "capital that lapses, mean (dong)"),
    "network_end_nominal": say(
      "ngày xong mọi công việc, không có rủi ro", "day when all activities end, without risks"),
    "network_end_p10": say("ngày xong mọi công việc, phân vị 10%", "day when all activities end, P10"),
    "network_end_p50": say("ngày xong mọi công việc, trung vị", "day when all activities end, median"),
    "network_end_p90": say("ngày xong mọi công việc, phân vị 90%", "day when all activities end, P90"),
    "required": say("tỷ lệ phải giải ngân", "share that must be disbursed"),
    "required_amount": say("số phải giải ngân (đồng)", "amount that must be disbursed (dong)"),
    "probability": say("xác suất đạt", "probability of being met"),
    "standard_error": say("sai số mô phỏng", "Monte Carlo error"),
    "level": say(
      "mức: đã đạt (met), đúng hướng (on-track), có nguy cơ (at-risk), khó đạt (will-miss), hạn đã qua mà không nêu đã xong hay chưa (unstated)",
      "level: met, on-track, at-risk, will-miss, unstated (a deadline past, of which nobody states whether it was kept)"
    ),
    "expected_disbursed": say("giải ngân kỳ vọng (đồng)", "expected disbursement (dong)"),
    "shortfall_given_failure": say(
      "số thiếu trung bình khi không đạt (đồng)", "mean amount missing when it is missed (dong)"),
    "tail_shortfall": say(
      "số thiếu trung bình của 5% năm xấu nhất (đồng)", "mean amount missing in the worst 5 % (dong)"),
    "tail_shortfall_error": say("sai số mô phỏng của số đó (đồng)", "Monte Carlo error of that (dong)"),
    "project_count": say("số dự án", "number of projects"),
    "projects_expected_to_meet": say("số dự án đạt mốc, trung bình", "mean number of projects that meet it"),
    "actual": say(
      "số thực tế (TRUE) hay dự báo, kế hoạch (FALSE)", "known payments (TRUE) or forecast, planned (FALSE)"),
    "nominal": say("giải ngân lũy kế nếu không có rủi ro (đồng)", "cumulative payments without any draw (dong)"),
    "mean": say("giải ngân lũy kế, trung bình (đồng)", "cumulative payments, mean (dong)"),
    "sd": say("độ lệch chuẩn (đồng)", "standard deviation (dong)"),
    "p5": say("phân vị 5% (đồng)", "P5 (dong)"),
    "p10": say("phân vị 10% (đồng)", "P10 (dong)"),
    "p25": say("phân vị 25% (đồng)", "P25 (dong)"),
    "p50": say("trung vị (đồng)", "median (dong)"),
    "p75": say("phân vị 75% (đồng)", "P75 (dong)"),
    "p90": say("phân vị 90% (đồng)", "P90 (dong)"),
    "p95": say("phân vị 95% (đồng)", "P95 (dong)"),
    "mean_days_late": say("số ngày chậm trung bình", "mean number of days late"),
    "frequency": say("tần suất xảy ra", "how often it strikes"),
    "mean_effect": say("làm tăng số thiếu bao nhiêu (đồng)", "what it adds to the shortfall (dong)"),
    "mean_effect_error": say("sai số mô phỏng của số đó (đồng)", "Monte Carlo error of that (dong)"),

    // The schedule.
    "planned": say("giải ngân lũy kế theo kế hoạch (đồng)", "planned cumulative payments (dong)"),
    "payable": say(
      "nhiều nhất có thể thanh toán theo khối lượng (đồng)", "most that work accepted and advances allow (dong)"),
    "project_chance": say("xác suất dự án giữ được kế hoạch", "chance that the project keeps to its plan"),
    "project_chance_error": say("sai số mô phỏng của xác suất đó", "Monte Carlo error of that chance"),
    "chance": say("xác suất giữ được kế hoạch", "chance of keeping to the plan"),
    "chance_error": say("sai số mô phỏng của xác suất đó", "Monte Carlo error of that chance"),
    "shortfall": say("số thiếu so với mốc (đồng)", "amount missing at the milestone (dong)"),
    "met": say("kế hoạch đạt mốc", "whether the plan meets it"),
    "projects_meeting": say("số dự án đạt mốc", "number of projects that meet it"),
    "obstacle": say("điều cản trước hết", "what keeps it from being met first"),
    "obstacle_date": say("ngày mà điều cản nêu", "day that the obstacle names"),
    "obstacle_amount": say("số tiền mà điều cản nêu (đồng)", "amount that the obstacle names (dong)"),
    "obstacle_source": say("nguồn vốn mà điều cản nêu", "source that the obstacle names"),
    "start_by": say("sẽ đạt nếu khởi công trước ngày", "would be met by a start until this day"),
    "pace": say("sẽ đạt nếu làm nhanh gấp", "would be met at this many times the pace"),
    "cash_source": say("sẽ đạt nếu có thêm tiền từ nguồn", "would be met with more cash from this source"),
    "cash_amount": say("số tiền cần thêm (đồng)", "how much more cash (dong)"),
    "start": say("bắt đầu", "start"),
    "finish": say("kết thúc", "finish"),
    "done": say("đã xong", "whether it is done"),
    "presence": say(
      "có trong cả hai lịch, chỉ lịch trước hay chỉ lịch này", "in both schedules, only then or only now"),
    "then": say("theo lịch trước (đồng)", "then (dong)"),
    "now": say("theo lịch này (đồng)", "now (dong)"),
    "required_then": say("số phải đạt theo lịch trước (đồng)", "required then (dong)"),
    "required_now": say("số phải đạt theo lịch này (đồng)", "required now (dong)"),
    "change": say("mốc thay đổi thế nào", "how the milestone changed"),

    // Moving capital.
    "move": say("lượt điều chuyển", "number of the move"),
    "giver_id": say("mã dự án bị cắt giảm", "id of the project that gives"),
    "giver_name": say("tên dự án bị cắt giảm", "name of the project that gives"),
    "receiver_id": say("mã dự án được bổ sung", "id of the project that receives"),
    "receiver_name": say("tên dự án được bổ sung", "name of the project that receives"),
    "giver_total": say("tổng số cắt giảm của dự án trong nguồn (đồng)", "all that it gives in this source (dong)"),
    "giver_expected_use": say(
      "phần mà dự án bị cắt lẽ ra dùng được (đồng)", "what it would have spent of it, mean (dong)"),
    "giver_chance_any": say("xác suất lẽ ra dùng được một phần", "chance that it would have spent any of it"),
    "giver_chance_all": say("xác suất lẽ ra dùng được hết", "chance that it would have spent all of it"),
    "giver_unspent": say(
      "vốn không dùng đến nếu giữ nguyên kế hoạch (đồng)", "unspent under the present plan, mean (dong)"),
    "giver_obstacle": say("điều cản lớn nhất", "its largest obstacle"),
    "giver_obstacle_share": say("phần vốn không dùng đến do điều cản đó", "that obstacle's part of what is unspent"),
    "giver_start_p50": say("ngày khởi công, trung vị", "start of construction, median"),
    "receiver_total": say("tổng số bổ sung của dự án trong nguồn (đồng)", "all that it receives in this source (dong)"),
    "receiver_expected_use": say("phần mà dự án được bổ sung dùng được (đồng)", "what it spends of it, mean (dong)"),
    "receiver_chance_any": say("xác suất dùng được một phần", "chance that it spends any of it"),
    "receiver_chance_all": say("xác suất dùng được hết", "chance that it spends all of it"),
    "receiver_key_project": say("bên nhận là dự án trọng điểm", "whether it is a key project"),
    "reason_vi": say("lý do, tiếng Việt", "reason in Vietnamese"),
    "reason_en": say("lý do, tiếng Anh", "reason in English"),
    "measure": say(
      "đại lượng: trung bình, xác suất, số thiếu, số mốc đạt, số giải ngân (đồng)",
      "what is measured: mean, probability, shortfall, milestones met, disbursed (dong)"),
    "plan_before": say("kế hoạch vốn trước (đồng)", "plan capital before (dong)"),
    "plan_after": say("kế hoạch vốn sau điều chỉnh (đồng)", "plan capital after adjustment (dong)"),
    "before": say("trước điều chỉnh", "before"),
    "after": say("sau điều chỉnh", "after"),
    "lower": say("cận dưới của khoảng 95%", "lower end of the 95 % interval"),
    "upper": say("cận trên của khoảng 95%", "upper end of the 95 % interval"),
    "side": say("sàn (floor) hay trần (ceiling)", "floor or ceiling"),
    "order": say("thứ tự chặt nhất trước", "1 binds first"),
    "reason": say("lý do của giới hạn", "what makes the bound"),
    "paid": say("đã giải ngân (đồng)", "paid (dong)"),
    "advance": say("tạm ứng chưa thu hồi (đồng)", "advance still to be recovered (dong)"),
    "stated": say("số mà lý do nêu (đồng)", "amount that the reason states (dong)"),
    "instrument": say("văn bản", "document"),
    "article": say("điều, khoản", "article"),
    "quote": say("nguyên văn đoạn văn bản làm căn cứ", "words of the document that the rule rests on"),

    // Comparing.
    "first_mean": say("trung bình của phương án đầu (đồng)", "mean of the first variant (dong)"),
    "other_mean": say("trung bình của phương án này (đồng)", "mean of this variant (dong)"),
    "low_95": say("cận dưới của khoảng 95%", "lower end of the 95 % interval"),
    "high_95": say("cận trên của khoảng 95%", "upper end of the 95 % interval"),
    "unpaired_error": say("sai số nếu mô phỏng riêng rẽ", "error if the variants were simulated apart"),
    "probability_of_more": say(
      "xác suất giải ngân nhiều hơn phương án đầu, bằng nhau tính một nửa",
      "probability of disbursing more than the first, ties counted half"),
    "probability_error": say("sai số mô phỏng của xác suất đó", "Monte Carlo error of that probability"),
    "ties": say("xác suất bằng nhau", "probability of the same amount"),
    "first_probability": say("xác suất của phương án đầu", "probability of the first variant"),
    "other_probability": say("xác suất của phương án này", "probability of this variant"),
    "shortfall_difference": say("chênh lệch số thiếu kỳ vọng (đồng)", "difference of the expected shortfall (dong)"),
    "shortfall_error": say("sai số mô phỏng của chênh lệch đó (đồng)", "Monte Carlo error of that difference (dong)"),
    "rank": say("thứ hạng", "rank"),
    "changes": say("các thay đổi", "what is changed"),
    "moved": say("vốn điều chuyển, trung bình (đồng)", "capital that changes hands, mean (dong)"),
    "probability_best": say("xác suất là phương án tốt nhất", "probability of being the best"),

    // The register and what a check understood.
    "family": say("họ quy định", "family of the rule"),
    "effective": say("có hiệu lực từ", "in force from"),
    "expires": say("hết hiệu lực từ", "no longer in force from"),
    "text_vi": say("nội dung, tiếng Việt", "text in Vietnamese"),
    "text_en": say("nội dung, tiếng Anh", "text in English"),
    "size_class": say("nhóm A, B, C", "size class A, B or C"),
    "weight": say("trọng số khi lập kế hoạch giải ngân", "weight when payments are planned"),
    "total_investment": say("tổng mức đầu tư (đồng)", "total investment (dong)"),
    "paid_before_year": say("đã giải ngân trước năm kế hoạch (đồng)", "disbursed before the plan year (dong)"),
    "contract_value": say("giá trị hợp đồng (đồng)", "contract value (dong)"),
    "outstanding_advance": say("tạm ứng chưa thu hồi (đồng)", "advances not yet recovered (dong)"),
    "absorbable": say("khả năng hấp thụ vốn trong năm (đồng)", "what it can absorb in the year (dong)"),
    "first_year": say("năm đầu bố trí vốn", "first year with capital"),
    "progress": say("tiến độ thi công", "progress of construction"),
    "construction_days": say("số ngày thi công", "days of construction"),
    "revenue_expected": say("số thu dự kiến (đồng)", "revenue expected (dong)"),
    "pay_until": say("ngày cuối cùng được thanh toán", "last day of payment"),
    "rate": say("tỷ lệ giải ngân phải đạt", "disbursement rate to be reached"),
    "severity": say("lỗi (error) hay cảnh báo (warning)", "error or warning"),
    "file": say("tệp", "file"),
    "sheet": say("trang của bảng tính", "sheet of a workbook"),
    "cell": say("ô trong trang", "cell in the sheet"),
    "row": say("dòng", "row"),
    "column": say("cột", "column"),
    "found": say("nội dung gặp phải", "what was found"),
    "problem_vi": say("vấn đề, tiếng Việt", "problem in Vietnamese"),
    "problem_en": say("vấn đề, tiếng Anh", "problem in English"),
    "remedy_vi": say("cách sửa, tiếng Việt", "what to do, in Vietnamese"),
    "remedy_en": say("cách sửa, tiếng Anh", "what to do, in English"),
  ]
}
