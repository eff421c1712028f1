import Disbursement
import Portfolio
import Rulebook

/// Whole sentences about a proposal to move capital, in one language.
struct ReallocationSentences {
  let selection: ReallocationSelection
  let phrases: Phrases
  /// Of sums over many projects.
  let figures: Figures
  /// Of single projects' capital.
  let capital: Figures

  init(selection: ReallocationSelection, language: Language) {
    self.selection = selection
    phrases = Phrases(language: language)
    figures = Figures(language: language, plan: selection.plan)
    capital = Figures(inMillions: language)
  }

  var proposal: ReallocationProposal { selection.proposal }
  func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }

  var title: String {
    let year = selection.run.fiscalYear.year
    return say("Đề xuất điều chỉnh kế hoạch vốn năm \(year)", "Proposal to move plan capital in \(year)")
  }

  /// What is proposed.
  var proposed: String {
    let window = figures.date(selection.run.window)
    guard !proposal.isPresentPlan else {
      return say(
        "Đề xuất giữ nguyên kế hoạch vốn tại kỳ điều chỉnh \(window): không cách điều chuyển nào trong khuôn khổ quy định được tìm thấy làm tăng \(objectiveName).",
        "Keep the plan as it is at the window of \(window): no move within the rules was found that raises \(objectiveName)."
      )
    }
    let (moves, amount) = (figures.count(proposal.moves.count), capital.money(proposal.moved))
    let (givers, receivers) = (figures.count(selection.givers.count), figures.count(selection.receivers.count))
    let boundary =
      switch selection.run.settings.within {
      case .source: say("trong từng nguồn vốn", "within each source")
      case .owner: say("trong từng nguồn vốn, giữa các dự án cùng chủ đầu tư", "within each source and owner")
      }
    return say(
      "Đề xuất điều chuyển \(amount) tại kỳ điều chỉnh \(window): \(moves) lượt, từ \(givers) dự án sang \(receivers) dự án, \(boundary).",
      "Move \(amount) at the window of \(window): \(moves) \(proposal.moves.count == 1 ? "move" : "moves"), from \(givers) \(givers == "1" ? "project" : "projects") to \(receivers), \(boundary)."
    )
  }

  /// What the objective counts, to stand in a sentence.
  var objectiveName: String {
    let date = figures.date(selection.run.date)
    switch proposal.value.objective {
    case .mean: return say("số giải ngân trung bình đến \(date)", "the mean disbursed by \(date)")
    case .probability(let rate):
      let share = figures.plainNumber(rate.value * 100) + "%"
      return say(
        "xác suất giải ngân ít nhất \(share) kế hoạch đến \(date)",
        "the probability of disbursing at least \(share) of plan by \(date)")
    case .shortfall:
      return say(
        "số giải ngân trung bình đến \(date) của 5% số năm mô phỏng xấu nhất",
        "the mean disbursed by \(date) in the worst 5% of simulated years")
    case .milestones:
      return say(
        "số mốc của từng dự án đạt được, tính trung bình",
        "the expected number of single projects' milestones met")
    }
  }

  /// What it is worth, on other replications.
  var gain: String {
    guard let pair = selection.judgement?.objective else {
      return say("Chưa đánh giá trên các lần mô phỏng khác.", "Not judged on other replications.")
    }
    let (before, after) = (text(pair.before, measure), text(pair.after, measure))
    let change = gain(pair.difference, measure)
    let interval = interval(pair, measure)
    return say(
      "\(objectiveName.capitalizedFirst): \(change) (khoảng tin cậy 95%: \(interval)), từ \(before) thành \(after)\(unit).",
      "\(objectiveName.capitalizedFirst): \(change) (95% interval \(interval)), from \(before) to \(after)\(unit).")
  }

  private var unit: String {
    measure == .dong ? " \(figures.unitName)" : ""
  }

  /// Where it was chosen and where judged.
  var samples: String {
    let chosen = figures.count(selection.run.settings.replications)
    guard let judgement = selection.judgement else {
      return say("Chọn trên \(chosen) lần mô phỏng.", "Chosen on \(chosen) replications.")
    }
    let judged = figures.count(judgement.replications)
    return say(
      "Chọn trên \(chosen) lần mô phỏng, đánh giá trên \(judged) lần khác; trước và sau dùng chung số ngẫu nhiên.",
      "Chosen on \(chosen) replications and judged on \(judged) others, before and after on the same random numbers.")
  }

  /// How far the proposal may be from the best one, where it was chosen.
  var distance: String {
    let value = proposal.value
    guard !isBest else {
      return say(
        "Trên mẫu đã chọn, không phương án nào trong khuôn khổ quy định tốt hơn (\(proof)).",
        "On the sample that it was chosen on, no plan within the rules is better (\(proof)).")
    }
    let (gap, gain) = (self.gap, self.gain(value.gain, measure))
    return say(
      "Trên mẫu đã chọn, lợi ích của đề xuất là \(gain); phương án tốt nhất có thể có hơn nó không quá \(gap) (\(proof)).",
      "On the sample that it was chosen on its gain is \(gain); the best plan possible is better by at most \(gap) (\(proof))."
    )
  }

  /// Whether what may be missing is less than half a dong, or than any sample shows.
  var isBest: Bool { proposal.value.gap <= (measure == .dong ? 0.5 : 1e-9) }

  /// The most that the best plan may be better by, with its unit.
  var gap: String {
    let gap = proposal.value.gap
    switch measure {
    // Rounded up, as it is a bound.
    case .dong: return capital.money(Money(nearest: (gap / 1e6).rounded(.up) * 1e6))
    case .probability:
      return figures.number((gap * 1e3 - 1e-6).rounded(.up) / 10, places: 1) + say(" điểm %", " points")
    case .count: return figures.number(gap, places: 2)
    }
  }

  private var proof: String {
    switch proposal.value.proof {
    case .prices: say("chứng minh bằng giá của vốn ở từng nguồn", "proved by prices of capital in each source")
    case .weightsAndPrices:
      say(
        "chứng minh bằng trọng số của các lần mô phỏng và giá của vốn", "proved by weights on replications and prices")
    case .eachReplication:
      say(
        "chặn trên: phương án tốt nhất của riêng từng lần mô phỏng",
        "bounded by the best plan for each replication alone")
    }
  }

  /// What knowing the year beforehand would be worth.
  var information: String {
    let information = proposal.information
    let (value, error) = (figures.money(information.value), figures.error(information.standardError))
    let shown = error.isEmpty ? value : "\(figures.amount(information.value)) \(error) \(figures.unitName)"
    return say(
      "Nếu biết trước diễn biến của năm rồi mới điều chuyển thì giải ngân thêm được \(shown) so với phương án tốt nhất khi chưa biết: đó là giá trị nhiều nhất mà thông tin tốt hơn có thể mang lại.",
      "Knowing how the year goes before moving capital would add \(shown) to the best plan without knowing: the most that better information could be worth."
    )
  }

  /// Who pays for it.
  var losers: String {
    guard let judgement = selection.judgement else { return "" }
    guard !judgement.losers.isEmpty else {
      return say("Không dự án nào khó đạt mốc của mình hơn trước.", "No project's own milestones get less likely.")
    }
    let named = judgement.losers.prefix(3).map { project in
      "\(project.id) (\(figures.number(project.milestones.before, places: 2)) → \(figures.number(project.milestones.after, places: 2)))"
    }.joined(separator: ", ")
    let rest = judgement.losers.count - 3
    let more = rest > 0 ? say(" và \(figures.count(rest)) dự án nữa", " and \(figures.count(rest)) more") : ""
    return say(
      "Dự án khó đạt mốc của mình hơn trước (số mốc đạt trung bình): \(named)\(more).",
      "Projects whose own milestones get less likely (expected number met): \(named)\(more).")
  }
}

extension ReallocationSentences {
  /// Why a project that receives may lose by it.
  var losersNote: String {
    say(
      "Mốc của dự án là phần trăm của chính kế hoạch vốn của nó: được bổ sung thì phải giải ngân nhiều hơn mới đạt.",
      "A project's milestone is a share of its own plan: one that receives has to disburse more to meet it.")
  }

  /// What a figure of the judgement counts.
  enum Measure {
    case dong
    case probability
    case count
  }

  var measure: Measure {
    switch proposal.value.objective {
    case .mean, .shortfall: .dong
    case .probability: .probability
    case .milestones: .count
    }
  }

  func text(_ number: Double, _ measure: Measure) -> String {
    switch measure {
    case .dong: figures.amount(Money(nearest: number))
    case .probability: figures.percent(number)
    case .count: figures.number(number, places: 2)
    }
  }

  /// A difference with its sign and unit.
  private func gain(_ difference: Double, _ measure: Measure) -> String {
    switch measure {
    case .dong: return figures.fineSigned(Money(nearest: difference)) + " " + figures.unitName
    case .probability: return plus(difference) + figures.number(difference * 100, places: 1) + say(" điểm %", " points")
    case .count: return plus(difference) + figures.number(difference, places: 2)
    }
  }

  /// A difference with its sign and its error, without a unit.
  func difference(_ pair: PairedDifference, _ measure: Measure) -> String {
    switch measure {
    case .dong:
      let error = figures.error(Money(nearest: pair.standardError))
      return "\(figures.signed(Money(nearest: pair.difference))) \(error)".trimmingTrailingSpaces
    case .probability:
      guard pair.difference != 0 || pair.standardError != 0 else { return "0" }
      let error = figures.pointsError(pair.standardError)
      return "\(plus(pair.difference))\(figures.number(pair.difference * 100, places: 1)) \(error)"
        .trimmingTrailingSpaces
    case .count:
      guard pair.difference != 0 || pair.standardError != 0 else { return "0" }
      let error = pair.standardError >= 0.005 ? "±" + figures.number(pair.standardError, places: 2) : ""
      return "\(plus(pair.difference))\(figures.number(pair.difference, places: 2)) \(error)".trimmingTrailingSpaces
    }
  }

  private func interval(_ pair: PairedDifference, _ measure: Measure) -> String {
    let (low, high) = (pair.interval.lowerBound, pair.interval.upperBound)
    switch measure {
    case .dong:
      let texts = [low, high].map { figures.fineSigned(Money(nearest: $0)) }
      return say("từ \(texts[0]) đến \(texts[1])", "\(texts[0]) to \(texts[1])")
    case .probability, .count:
      let factor = measure == .probability ? 100.0 : 1
      let places = measure == .probability ? 1 : 2
      let texts = [low, high].map { plus($0) + figures.number($0 * factor, places: places) }
      return say("từ \(texts[0]) đến \(texts[1])", "\(texts[0]) to \(texts[1])")
    }
  }

  private func plus(_ number: Double) -> String { number > 0 ? "+" : "" }
}

extension Money {
  /// The nearest whole dong; zero for what is no amount.
  init(nearest dong: Double) {
    let rounded = dong.rounded()
    self.init(dong: rounded.isFinite && abs(rounded) < 9e18 ? Int64(rounded) : 0)
  }
}
