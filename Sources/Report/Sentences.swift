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

  var lapse: String {
    let lapse = forecast.whole.lapse
    let share = figures.percent(lapse.mean.rate(of: plan))
    return phrases.say(
      "Dự kiến \(figures.money(lapse.mean)) (\(share) kế hoạch) không giải ngân hết và bị hủy dự toán nếu không được kéo dài.",
      "\(figures.money(lapse.mean)) (\(share) of plan) is expected to lapse unless extended.")
  }

  var endangered: String {
    phrases.endangered(selection.endangeredMilestones.count, of: forecast.milestones.count)
  }

  var terminalVerdict: String { "\(expectation) \(endangered)" }

  func text(of outcome: TargetOutcome) -> String {
    let target = outcome.target
    let rate = figures.plainNumber(target.rate.value * 100) + "%"
    let wanted = figures.plainNumber(target.probability * 100) + "%"
    let reached = "\(figures.probability(outcome.probability)) \(figures.pointsError(outcome.standardError))"
      .trimmingTrailingSpaces
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
        figures.count(run.replications)
          + (run.driverReplications > 0
            ? phrases.say(
              "; phân tích nguyên nhân \(figures.count(run.driverReplications))",
              "; driver analysis \(figures.count(run.driverReplications))")
            : "")
      ),
      (phrases.say("Hạt giống", "Seed"), String(run.seed)),
      (phrases.say("Bộ tính", "Engine"), run.engine),
      (phrases.say("Mã băm dữ liệu", "Input digest"), run.inputDigest.isEmpty ? "–" : run.inputDigest),
    ]
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
          "tỷ lệ số lần mô phỏng đạt mốc; sai số chỉ do số lần mô phỏng có hạn, không gồm sai của giả định.",
          "share of simulated years that meet the milestone; the error is that of simulating finitely often only.")
      ),
      (
        phrases.say("Thiếu dự kiến", "Missing"),
        phrases.say(
          "trung bình của số còn thiếu so với mốc, lần nào đạt tính bằng 0.",
          "mean of what is short of the milestone, counting zero where it is met.")
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
