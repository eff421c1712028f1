import Disbursement
import Portfolio
import Rulebook

/// Whole sentences about a forecast, in one language.
struct Sentences {
  let selection: Selection
  let phrases: Phrases
  let figures: Figures

  private var forecast: Forecast { selection.forecast }
  private var plan: Money { forecast.whole.plan }

  /// What of the money missing at the year's end waits for work, and what for payment.
  var shortfallParts: String {
    let unpaid = forecast.whole.expectedUnpaidClaims
    let work = figures.money(forecast.whole.expectedShortfall - unpaid)
    let claims = figures.money(unpaid)
    return phrases.say(
      "Chưa có khối lượng được nghiệm thu: \(work); đủ điều kiện nhưng chưa chi (hồ sơ, số thu): \(claims).",
      "Work not accepted: \(work); payable but not paid (files, revenue): \(claims).")
  }

  /// Expected amounts at the year's end and at the cut-off with their intervals.
  var expectation: String {
    let parts = [selection.yearEnd, selection.cutOff].compactMap { point -> String? in
      guard let point else { return nil }
      return clause(point, isCutOff: point.date == selection.fiscalYear.cutOff)
    }
    guard let first = parts.first else { return "" }
    let text = parts.joined(separator: phrases.say("; ", "; "))
    return first.isEmpty ? "" : text.capitalizedFirst + "."
  }

  private func clause(_ point: PathPoint, isCutOff: Bool) -> String {
    let date = figures.date(point.date)
    let mean = figures.money(point.mean)
    let share = figures.percent(point.mean.rate(of: plan))
    if point.isActual {
      return phrases.say(
        "đến hết ngày \(date) đã giải ngân \(mean), bằng \(share) kế hoạch",
        "\(mean) was disbursed by \(date), \(share) of plan")
    }
    let interval = phrases.interval80(figures.amount(point.p10), figures.amount(point.p90))
    if isCutOff {
      return phrases.say(
        "đến hạn thanh toán \(date): \(mean), bằng \(share) (\(interval))",
        "by the payment cut-off, \(date): \(mean), \(share) (\(interval))")
    }
    return phrases.say(
      "Đến hết ngày \(date) dự kiến giải ngân \(mean), bằng \(share) kế hoạch (\(interval))",
      "By \(date), \(mean) is expected to be disbursed, \(share) of plan (\(interval))")
  }

  /// `6 mốc theo nhóm: 1 đã lỡ mốc, 3 khó đạt, 2 đã đạt.`
  var milestoneCounts: String {
    let total = forecast.milestones.count
    guard total > 0 else { return phrases.noMilestones }
    let parts = selection.milestonesByOutlook.map { "\($0.milestones.count) \(phrases.name(ofOutlook: $0.outlook))" }
    let noun = phrases.say("mốc theo nhóm", total == 1 ? "group milestone" : "group milestones")
    return "\(total) \(noun): \(parts.joined(separator: ", "))."
  }

  /// Every milestone with its probability, worst first.
  var milestoneList: String {
    guard !forecast.milestones.isEmpty else { return phrases.noMilestones }
    return selection.milestonesByOutlook.map { outlook, milestones in
      let named = milestones.map { milestone in
        let name = "\(phrases.shortName(of: milestone.group)) \(figures.shortDate(milestone.date))"
        return milestone.date <= selection.asOf || outlook == .met
          ? name : "\(name) (\(figures.probability(milestone.probability)))"
      }
      return "\(phrases.name(ofOutlook: outlook)): \(named.joined(separator: ", "))"
    }.joined(separator: "; ").capitalizedFirst + "."
  }

  /// What is missing at the end of the year and what lapses.
  var missing: String {
    let (year, cutOff) = (figures.date(selection.fiscalYear.lastDay), figures.date(selection.fiscalYear.cutOff))
    let (short, lapse) = (forecast.whole.expectedShortfall, forecast.whole.lapse.mean)
    let (shortShare, lapseShare) = (figures.percent(short.rate(of: plan)), figures.percent(lapse.rate(of: plan)))
    return phrases.say(
      "\(figures.money(short)) (\(shortShare) kế hoạch) đến \(year); đến hạn thanh toán \(cutOff) còn \(figures.money(lapse)) (\(lapseShare)) bị hủy dự toán nếu không được kéo dài.",
      "\(figures.money(short)) (\(shortShare) of plan) by \(year); at the payment cut-off, \(cutOff), \(figures.money(lapse)) (\(lapseShare)) lapses unless extended."
    )
  }

  /// The projects with the largest shares of what is missing.
  var largestProjects: String {
    let parts = selection.projectsByShortfall.prefix(3).filter { $0.expectedShortfall > .zero }.map {
      "\($0.id) \($0.name): \(figures.fineAmount($0.expectedShortfall)) (\(figures.percent($0.shareOfShortfall, places: 0)))"
    }
    return parts.isEmpty ? phrases.none : parts.joined(separator: "; ") + "."
  }

  /// The source, the owner and the named causes behind most of what is missing.
  var largestCauses: String {
    var parts: [String] = []
    for dimension in [Dimension.source, .owner] {
      guard let unit = selection.units(dimension).first, unit.expectedShortfall > .zero else { continue }
      let name = unit.name.isEmpty ? phrases.notStated : unit.name
      parts.append(
        "\(phrases.name(of: dimension).lowercased()) \(name) \(figures.percent(unit.shareOfShortfall, places: 0))")
    }
    let drivers = selection.drivers.prefix(3).filter { $0.shareOfShortfall > 0 }
    if forecast.run.driverReplications > 0, !drivers.isEmpty {
      let named = drivers.map {
        "\($0.name[phrases.language]) \(figures.percent($0.shareOfShortfall, places: 0))"
      }.joined(separator: ", ")
      let rest = figures.percent(forecast.drivers.shareWithoutDrivers, places: 0)
      parts.append(phrases.say("nguyên nhân nêu tên: ", "named causes: ") + named)
      parts.append(phrases.restOfCauses + " " + rest)
    }
    return parts.isEmpty ? phrases.none : parts.joined(separator: "; ").capitalizedFirst + "."
  }

  /// Rates and what is missing; the intervals stand in the table below.
  var terminalVerdict: String {
    let short = figures.money(forecast.whole.expectedShortfall)
    let lapse = figures.money(forecast.whole.lapse.mean)
    let clauses = [
      selection.yearEnd.map { rate(at: $0) + phrases.say(", thiếu \(short)", ", \(short) missing") },
      selection.cutOff.map { rate(at: $0) + phrases.say(", bị hủy \(lapse)", ", \(lapse) lapsing") },
    ].compactMap { $0 }
    let outlook = clauses.isEmpty ? [] : [clauses.joined(separator: "; ").capitalizedFirst + "."]
    return (outlook + [milestoneCounts]).joined(separator: " ")
  }

  private func rate(at point: PathPoint) -> String {
    let (rate, date) = (figures.percent(point.mean.rate(of: plan)), figures.date(point.date))
    return point.isActual
      ? phrases.say("đến \(date) đã giải ngân \(rate) kế hoạch", "\(rate) of plan was disbursed by \(date)")
      : phrases.say("đến \(date) dự kiến giải ngân \(rate) kế hoạch", "\(rate) of plan is expected by \(date)")
  }

  func text(of outcome: TargetOutcome) -> String {
    let target = outcome.target
    let rate = figures.plainNumber(target.rate.value * 100) + "%"
    let wanted = figures.plainNumber(target.probability * 100) + "%"
    let error = figures.pointsError(outcome.standardError, of: outcome.probability)
    let reached = "\(figures.probability(outcome.probability)) \(error)".trimmingTrailingSpaces
    let verdict =
      outcome.isMet ? phrases.say("ĐẠT", "MET") : phrases.say("KHÔNG ĐẠT", "NOT MET")
    return phrases.say(
      "\(verdict): giải ngân ít nhất \(rate) kế hoạch đến \(figures.date(target.date)) với xác suất ít nhất \(wanted); dự báo \(reached).",
      "\(verdict): at least \(rate) of plan by \(figures.date(target.date)) with probability at least \(wanted); forecast \(reached)."
    )
  }

  var runHeader: [(term: String, value: String)] {
    let run = forecast.run
    return [
      (phrases.say("Kịch bản", "Scenario"), run.scenario),
      (phrases.say("Ngày số liệu", "As of"), figures.date(run.asOf)),
      (phrases.say("Quy định", "Rulebook"), "\(run.rulebook) — \(run.rulebookTitle[phrases.language])"),
      (phrases.say("Giả định", "Assumptions"), run.assumptions),
      (
        phrases.say("Số lần mô phỏng", "Replications"),
        figures.count(run.replications) + precision(run.precision)
          + (run.driverReplications > 0
            ? phrases.say(
              "; phân tích nguyên nhân \(figures.count(run.driverReplications))",
              "; driver analysis \(figures.count(run.driverReplications))")
            : "")
          + (run.sampling == .stratified ? phrases.say("; lấy mẫu phân tầng", "; stratified sampling") : "")
      ),
      (phrases.say("Mầm ngẫu nhiên", "Seed"), String(run.seed)),
      (phrases.say("Bộ tính", "Engine"), engine),
      (phrases.say("Mã băm số liệu vào", "Input digest"), run.inputDigest.isEmpty ? "–" : run.inputDigest),
    ]
  }

  /// How many replications a precision took; empty when they were given.
  private func precision(_ search: PrecisionSearch?) -> String {
    guard let search else { return "" }
    let (limit, largest) = (figures.pointsError(search.limit), figures.pointsError(search.largestError))
    let rounds = figures.count(search.rounds.count)
    return search.isReached
      ? phrases.say(
        " (đủ để sai số mọi mốc của nhóm không quá \(limit) điểm: lớn nhất \(largest), \(rounds) vòng)",
        " (what an error of at most \(limit) points of every group milestone took: largest \(largest), \(rounds) rounds)"
      )
      : phrases.say(
        " (chưa đạt sai số \(limit) điểm: lớn nhất \(largest))",
        " (error of \(limit) points not reached: largest \(largest))")
  }

  /// The program with its version.
  var engine: String {
    let engine = forecast.run.engine
    return engine.first?.isNumber == true ? "giaingan \(engine)" : engine
  }

  /// The few terms that a reader of the terminal view needs.
  var shortReading: [(term: String, meaning: String)] {
    [
      (
        "P10, P50, P90",
        phrases.say(
          "một phần mười, một nửa, chín phần mười số lần mô phỏng giải ngân không quá số này.",
          "one tenth, one half, nine tenths of the simulated years disburse no more than this.")
      ),
      (
        phrases.say("Xác suất ± sai số", "Probability ± error"),
        phrases.say(
          "tỷ lệ số lần mô phỏng đạt mốc; sai số chỉ do số lần mô phỏng có hạn, không gồm sai của giả định. 0% và 100% là mọi lần mô phỏng đều như vậy; sai số quá nhỏ thì không ghi.",
          "share of simulated years that meet the milestone; the error is that of simulating finitely often only. 0% and 100% mean that every simulated year agrees; errors too small for the decimals shown are left out."
        )
      ),
      (
        phrases.say("Thiếu dự kiến", "Missing"),
        phrases.say(
          "trung bình của số còn thiếu so với mốc (ở bảng dự án: so với kế hoạch cuối năm), lần nào đạt tính bằng 0.",
          "mean of what is short of the milestone (in the table of projects: of the plan at the year's end), counting zero where it is met."
        )
      ),
      (
        phrases.say("DA không đạt", "Short"),
        phrases.say(
          "số dự án, tính trung bình, tự mình không đạt mốc trên kế hoạch của chính nó, trên tổng số dự án của nhóm.",
          "mean number of projects that miss the milestone on their own plans, of all projects of the group.")
      ),
      (
        phrases.say("Phần; 5% xấu", "Share; worst 5%"),
        phrases.say(
          "phần của dự án trong số thiếu của toàn danh mục: trung bình mọi năm mô phỏng; riêng 5% số năm xấu nhất.",
          "the project's share of all that is missing: over all simulated years; over the worst 5% of them.")
      ),
      (
        phrases.say("Làm thiếu thêm", "Adds to missing"),
        phrases.say(
          "số thiếu khi có nguyên nhân trừ số thiếu khi không có; các phần trong số thiếu cộng lại bằng 100%.",
          "missing with the cause minus missing without it; the shares of missing add up to 100%.")
      ),
    ]
  }
}
