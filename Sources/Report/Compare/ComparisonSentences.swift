import Disbursement
import Portfolio
import Rulebook

/// Whole sentences about a comparison, in one language.
struct ComparisonSentences {
  let selection: ComparisonSelection
  let phrases: Phrases
  let figures: Figures

  private var comparison: Comparison { selection.comparison }
  private func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }
  private func letter(_ variant: Int) -> String { selection.letter(variant) }

  var title: String {
    let (count, year) = (comparison.variants.count, comparison.run.fiscalYear.year)
    if selection.isAboutCapital {
      return say("So sánh \(count) cách điều chuyển vốn năm \(year)", "\(count) ways to move capital compared, \(year)")
    }
    return say(
      "So sánh \(count) phương án giải ngân năm \(year)", "\(count) variants of disbursement compared, \(year)")
  }

  var engine: String { "giaingan \(comparison.run.engine)" }

  var run: String {
    let count = figures.count(comparison.run.replications)
    return say(
      "\(count) lần mô phỏng, mầm ngẫu nhiên \(comparison.run.seed), cùng các số ngẫu nhiên cho mọi phương án",
      "\(count) replications, seed \(comparison.run.seed), the same random numbers for all variants")
  }

  /// What a variant is called.
  func name(of variant: VariantEstimate) -> String {
    switch variant.capital {
    case nil: variant.name
    case .kept: say("Giữ nguyên kế hoạch", "Keep the plan")
    case .policy(let policy): policy.name[phrases.language]
    case .optimum(let window, _):
      say(
        "Tối ưu một lần, áp dụng từ \(figures.date(window))", "Best single move, in force from \(figures.date(window))")
    }
  }

  /// How a variant moves capital, sentence by sentence.
  func capital(of variant: VariantEstimate) -> [String] {
    switch variant.capital {
    case nil: []
    case .kept: [say("Không điều chuyển vốn.", "Nobody moves any capital.")]
    case .policy(let policy): policy.rules.map(text(of:))
    case .optimum(_, let moved):
      [
        say(
          "Phương án tốt nhất cho trung bình giải ngân đến cuối năm, tính từ những gì biết hôm nay: điều chuyển \(figures.money(moved)).",
          "The best plan for the mean disbursed by the year's end, from what is known today: \(figures.money(moved)) change hands."
        )
      ]
    }
  }

  private func text(of rule: CapitalMoveRule) -> String {
    func list(_ groups: Set<ProjectGroup>) -> String {
      ProjectGroup.allCases.filter(groups.contains).map { phrases.shortName(of: $0).lowercased() }
        .joined(separator: ", ")
    }
    func share(_ ratio: Ratio) -> String { figures.plainNumber(ratio.value * 100) + "%" }
    let (take, give) = (rule.take, rule.give)
    let keeping =
      take.keep == .zero
      ? ""
      : say(", giữ lại ít nhất \(share(take.keep)) kế hoạch", ", keeping at least \(share(take.keep)) of plan")
    let all = give.groups.count == ProjectGroup.allCases.count
    let slow =
      give.paidAtLeast == .zero
      ? ""
      : say(
        " đã chi từ \(share(give.paidAtLeast)) kế hoạch trở lên", " paid at least \(share(give.paidAtLeast)) of plan")
    let whom =
      all ? say("dự án khác", "other projects") : say("dự án \(list(give.groups))", "\(list(give.groups)) projects")
    let order =
      switch give.keyProjects {
      case .first: say(", dự án trọng điểm trước", ", key projects first")
      case .only: say(", chỉ dự án trọng điểm", ", key projects only")
      case .alike: ""
      }
    return say(
      "\(figures.date(rule.window)): dự án \(list(take.groups)) đã chi dưới \(share(take.paidBelow)) kế hoạch nhường \(share(take.share)) phần chưa chi\(keeping); \(whom)\(slow) nhận theo khả năng hấp thụ\(order).",
      "\(figures.date(rule.window)): \(list(take.groups)) projects paid less than \(share(take.paidBelow)) of plan give \(share(take.share)) of what is unpaid\(keeping); \(whom)\(slow) receive what they can absorb\(order)."
    )
  }

  /// Which variant disburses most, and how sure that is.
  var verdict: String {
    guard !selection.isWithoutDifference else {
      return say(
        "Các phương án không khác nhau ở bất kỳ lần mô phỏng nào.", "The variants do not differ in any replication.")
    }
    guard let ranking = selection.ranking, let best = ranking.order.first,
      let amount = selection.amount(comparison.variants[best].whole, on: ranking.date)
    else { return "" }
    let day = figures.date(ranking.date)
    let share = figures.percent(amount.mean.rate(of: comparison.variants[best].whole.plan))
    let (name, money) = (letter(best), figures.money(amount.mean))
    let most = say(
      "Đến \(day), phương án \(name) dự kiến giải ngân nhiều nhất: \(money), bằng \(share) kế hoạch.",
      "By \(day), variant \(name) is expected to disburse most: \(money), \(share) of plan.")
    guard ranking.order.count > 1 else { return most }
    let next = ranking.order[1]
    let chance = figures.percent(ranking.beats[best][next], places: 0)
    let ties = ranking.ties[best][next]
    let tied =
      ties >= 0.005
      ? say(
        " (hòa \(figures.percent(ties, places: 0)), chia đôi)",
        " (ties, \(figures.percent(ties, places: 0)), counted half)") : ""
    return most
      + say(
        " Nó hơn phương án đứng thứ hai, \(letter(next)), trong \(chance) số lần mô phỏng\(tied).",
        " It beats the second, \(letter(next)), in \(chance) of replications\(tied).")
  }

  /// How one variant differs from the first by the day of ranking.
  func summary(of pair: VariantComparison) -> String {
    guard let amount = selection.difference(pair.whole.path, on: selection.rankedOn) else { return "" }
    let (name, day) = (letter(pair.variant), figures.date(selection.rankedOn))
    guard amount.ties < 1 else {
      return say(
        "Đến \(day), \(name) và A giải ngân như nhau ở mọi lần mô phỏng.",
        "By \(day), \(name) and A disburse the same in every replication.")
    }
    let difference = amount.difference
    let interval = figures.interval(difference)
    let more = say(
      "Đến \(day), \(name) giải ngân so với A: \(figures.difference(difference)) \(figures.unitName) (khoảng 95%: \(interval)).",
      "By \(day), \(name) against A: \(figures.difference(difference)) \(figures.unitName) (95% interval \(interval)).")
    let clear =
      difference.isClear
      ? "" : say(" Chưa phân biệt được với không.", " That cannot be told from nothing.")
    let chance = figures.percent(amount.probabilityOfMore, places: 0)
    let ties = figures.percent(amount.ties, places: 0)
    let tied =
      amount.ties > 0
      ? say("; như nhau trong \(ties), tính chia đôi", "; the same in \(ties), counted half to each") : ""
    return more + clear
      + say(
        " \(name) nhiều hơn trong \(chance) số lần mô phỏng\(tied).",
        " \(name) is ahead in \(chance) of replications\(tied).")
  }

  func lapse(of pair: VariantComparison) -> String {
    let change = pair.whole.lapse
    return say(
      "Vốn không thanh toán được đến \(figures.date(selection.cutOff)): \(figures.difference(change)) \(figures.unitName) so với A (khoảng 95%: \(figures.interval(change))).",
      "Capital not paid by \(figures.date(selection.cutOff)): \(figures.difference(change)) \(figures.unitName) against A (95% interval \(figures.interval(change)))."
    )
  }

  /// What common random numbers are worth here.
  func unpaired(of pair: VariantComparison) -> String {
    guard let amount = selection.difference(pair.whole.path, on: selection.rankedOn), amount.ties < 1,
      let unpaired = amount.difference.unpairedError
    else { return "" }
    return say(
      "Nếu mỗi phương án dùng số ngẫu nhiên riêng, sai số sẽ là ±\(figures.fineAmount(unpaired)).",
      "With random numbers of its own for each variant the error would be ±\(figures.fineAmount(unpaired)).")
  }

  func text(of note: ComparisonNote) -> String {
    switch note {
    case .differentAsOf(let first, let other, let variant):
      return say(
        "\(letter(variant)) có số liệu đến \(figures.date(other)), A đến \(figures.date(first)): điều đã biết thêm cũng nằm trong chênh lệch.",
        "\(letter(variant)) has data until \(figures.date(other)), A until \(figures.date(first)): what has become known is part of the difference."
      )
    case .differentRulebook(let variant):
      return say(
        "\(letter(variant)) theo bộ quy định khác A: chỉ so sánh các mốc mà cả hai cùng có.",
        "\(letter(variant)) follows another rulebook than A: only milestones that both have are compared.")
    case .noDifference(let variant):
      return say(
        "\(letter(variant)) không khác A ở bất kỳ lần mô phỏng nào.",
        "\(letter(variant)) does not differ from A in any replication.")
    }
  }

  /// Projects that only one of two variants has.
  func unmatched(_ projects: [UnmatchedProject], in name: String) -> String {
    let shown = projects.prefix(20).map { "\($0.id) \($0.name)" }.joined(separator: "; ")
    let rest = projects.count > 20 ? " …" : ""
    return say(
      "Chỉ \(name) có (\(figures.count(projects.count)) dự án): \(shown)\(rest)",
      "Only \(name) has (\(figures.count(projects.count)) projects): \(shown)\(rest)")
  }

  private var capitalReading: [(term: String, meaning: String)] {
    guard selection.isAboutCapital else { return [] }
    return [
      (
        say("Chính sách", "Policies"),
        say(
          "Mỗi chính sách được áp dụng trong từng lần mô phỏng, chỉ dựa trên số đã chi đến đợt điều chỉnh của chính lần đó. Tổng vốn từng nguồn giữ nguyên đến đồng; không dự án nào bị cắt dưới số đã chi và dư tạm ứng, không dự án nào nhận quá mức được phép.",
          "A policy is applied inside each replication, on nothing but what that replication has paid by the window. The total of each source stays to the dong; no plan falls below what has been paid with the outstanding advance, and none rises above what the project may receive."
        )
      ),
      (
        say("Tối ưu một lần", "Best single move"),
        say(
          "Phương án điều chuyển tốt nhất tính hôm nay, có hiệu lực từ đợt điều chỉnh đã nêu, như nhau ở mọi lần mô phỏng. Nó được chọn trên những lần mô phỏng khác, nên so sánh ở đây không thiên vị nó.",
          "The best move that can be worked out today, in force from the window, the same in every replication. It was chosen on other replications, so that this comparison does not flatter it."
        )
      ),
    ]
  }

  /// The terms of the pages.
  var reading: [(term: String, meaning: String)] {
    let count = figures.count(comparison.run.replications)
    return capitalReading + [
      (
        say("Cùng các số ngẫu nhiên", "The same random numbers"),
        say(
          "Lần mô phỏng thứ n của mọi phương án gặp cùng thời tiết, cùng nhà thầu yếu, cùng nhịp hồ sơ; chỉ điều được đổi là khác. Vì vậy chênh lệch chính xác hơn nhiều so với lấy hai dự báo riêng trừ cho nhau.",
          "Replication n of every variant meets the same weather, the same weak contractor, the same rhythm of files; only what was changed differs. So a difference is known far better than from two forecasts of their own."
        )
      ),
      (
        say("Chênh lệch ± sai số", "Difference ± error"),
        say(
          "Trung bình của phương án trừ A qua \(count) lần mô phỏng, và sai số chuẩn của trung bình đó. Sai số không đo mức sai của giả định.",
          "Mean of the variant minus A over \(count) replications, and the standard error of that mean. The error does not measure how wrong the assumptions may be."
        )
      ),
      (
        say("Khoảng 95%", "95% interval"),
        say(
          "Trung bình ± 1,96 sai số: chạy mãi thì chênh lệch trung bình sẽ nằm trong khoảng này ở 95 trên 100 lần so sánh. Khoảng không chứa số 0 là khác biệt rõ của mô hình.",
          "Mean ± 1.96 errors: run for ever, the mean difference would lie within it in 95 of 100 comparisons. An interval without zero is a clear difference of the model."
        )
      ),
      (
        say("Xác suất hơn", "Chance of more"),
        say(
          "Tỷ lệ số lần mô phỏng mà phương án giải ngân nhiều hơn; lần bằng nhau tính nửa cho mỗi bên và được nêu riêng. Trung bình cao hơn mà xác suất gần 50% nghĩa là ít khi khác, hoặc khi khác thì khác nhiều.",
          "Share of replications in which the variant disburses more; a tie counts half to each and is stated. A higher mean with a chance near 50% means that they seldom differ, or differ much when they do."
        )
      ),
    ]
  }
}
