import Disbursement
import Portfolio
import Rulebook

/// Whole sentences about a change, in one language.
struct BridgeSentences {
  let selection: ChangeSelection
  let phrases: Phrases
  let figures: Figures

  var change: ForecastChange { selection.change }
  func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }

  var title: String {
    let year = change.later.fiscalYear.year
    return say("Vì sao dự báo giải ngân năm \(year) thay đổi", "Why the forecast of \(year) changed")
  }

  var engine: String { "giaingan \(change.engine)" }

  func name(of cause: ChangeCause) -> String {
    switch cause {
    case .engine: say("Bộ tính", "Engine")
    case .draws: say("Số ngẫu nhiên", "Random draws")
    case .rulebook: say("Bộ quy định", "Rulebook")
    case .assumptions: say("Giả định", "Assumptions")
    case .plan: say("Kế hoạch vốn", "Capital plan")
    case .payments: say("Ngày số liệu, thanh toán", "Data day, payments")
    case .progress: say("Tiến độ", "Progress")
    }
  }

  func shortName(of cause: ChangeCause) -> String {
    switch cause {
    case .engine: say("bộ tính", "engine")
    case .draws: say("ngẫu nhiên", "draws")
    case .rulebook: say("quy định", "rules")
    case .assumptions: say("giả định", "assumed")
    case .plan: say("vốn KH", "plan")
    case .payments: say("chi trả", "paid")
    case .progress: say("tiến độ", "progress")
    }
  }

  func name(of step: ChangeStep) -> String {
    step.causes.enumerated().map { $0 == 0 ? name(of: $1) : name(of: $1).lowercasedFirst }.joined(separator: " + ")
  }

  func shortName(of step: ChangeStep) -> String { step.causes.map(shortName(of:)).joined(separator: "+") }

  /// What either forecast is called, with its day.
  func forecast(_ run: RunHeader, isLater: Bool) -> String {
    let day = figures.date(run.asOf)
    return isLater
      ? say("Dự báo sau (số liệu đến \(day))", "Later forecast (data until \(day))")
      : say("Dự báo trước (số liệu đến \(day))", "Earlier forecast (data until \(day))")
  }

  /// The change in one breath.
  var verdict: String {
    guard !change.isNothing else { return nothing }
    guard let point = selection.point(change.whole) else { return "" }
    let day = figures.date(point.date)
    let (one, two) = (figures.money(point.amounts.earlier), figures.money(point.amounts.later))
    let difference = figures.signed(point.amounts.change)
    guard point.amounts.change != .zero else {
      return say(
        "Dự báo giải ngân đến \(day) không đổi: \(one).", "The forecast disbursed by \(day) has not changed: \(one).")
    }
    return say(
      "Dự báo giải ngân đến \(day): từ \(one) thành \(two), thay đổi \(difference) \(figures.unitName).",
      "The forecast disbursed by \(day) goes from \(one) to \(two): \(difference) \(figures.unitName).")
  }

  private var nothing: String {
    change.earlier.inputDigest == change.later.inputDigest
      ? say(
        "Hai dự báo được lập từ cùng số liệu, quy định, giả định và số ngẫu nhiên: không con số nào khác nhau.",
        "Both forecasts were made from the same data, rules, assumptions and random draws: no figure differs.")
      : say(
        "Không con số nào của hai dự báo khác nhau: các tệp đầu vào chỉ khác ở cách viết.",
        "No figure of the two forecasts differs: their input files differ in wording only.")
  }

  /// Which causes weigh most.
  var causes: String {
    let largest = selection.largest.prefix(3)
    guard !largest.isEmpty else { return "" }
    let list = largest.map { "\(name(of: change.steps[$0.step])) \(figures.signed($0.effect.amount))" }
      .joined(separator: "; ")
    return say("Tác động lớn nhất: \(list).", "The largest effects: \(list).")
  }

  /// What the steps of payments and progress do together is called.
  var nameOfKnown: String {
    say("Đã diễn ra: thanh toán + tiến độ", "What happened: payments + progress")
  }

  /// What has become known between the two days, where it is shown in two steps.
  var known: String {
    guard selection.hasTwoKnown, let point = selection.point(change.whole) else { return "" }
    let effect = figures.signed(change.known(point))
    let (one, two) = (figures.date(change.earlier.asOf), figures.date(change.later.asOf))
    guard change.earlier.asOf != change.later.asOf else {
      return say(
        "Thanh toán và tiến độ cộng lại: \(effect).", "Payments and progress together: \(effect).")
    }
    return say(
      "Những gì đã diễn ra từ \(one) đến \(two), tức thanh toán và tiến độ cộng lại: \(effect).",
      "What happened from \(one) to \(two), payments and progress together: \(effect).")
  }

  /// The milestone whose chance turned most.
  var chances: String {
    guard let milestone = selection.turningMilestone else { return "" }
    let place = "\(milestone.ruleID) (\(phrases.shortName(of: milestone.group)), \(figures.shortDate(milestone.date)))"
    let (one, two) = (probability(milestone.chance.earlier), probability(milestone.chance.later))
    let points = self.points(milestone.chance.change)
    return say(
      "Xác suất đạt mốc thay đổi nhiều nhất: \(place), từ \(one) thành \(two) (\(points) điểm %).",
      "The chance that changes most: \(place), from \(one) to \(two) (\(points) points).")
  }

  var unchanged: String {
    let names = selection.unchanged.map { name(of: $0).lowercasedFirst }.joined(separator: ", ")
    return names.isEmpty ? "" : say("Không đổi: \(names).", "Unchanged: \(names).")
  }

  /// Why a step takes several causes at once.
  func joined(_ step: ChangeStep) -> String {
    guard let obstacle = step.obstacle else { return "" }
    let (place, field) = (self.place(of: obstacle.subject), obstacle.field.rawValue)
    return say(
      "Bước «\(name(of: step))» gộp làm một, vì nếu tách ra thì ở giữa không có danh mục hợp lệ (\(place), \(field)).",
      "“\(name(of: step))” is one step, because between the two there is no valid portfolio (\(place), \(field)).")
  }

  private func place(of subject: PortfolioProblem.Subject) -> String {
    switch subject {
    case .portfolio: say("danh mục", "the portfolio")
    case .source(let id): say("nguồn vốn \(id)", "source \(id)")
    case .project(let id): say("dự án \(id)", "project \(id)")
    case .allocation(let project, let source):
      say("dự án \(project), nguồn \(source)", "project \(project), source \(source)")
    case .activity(let project, let name): say("dự án \(project), \(name)", "project \(project), \(name)")
    }
  }

  /// Milestones and targets that only one of the forecasts has.
  var unmatched: [String] {
    func list(_ chances: UnmatchedChances) -> String {
      let milestones = chances.milestones.map {
        "\($0.ruleID) \(phrases.shortName(of: $0.group)) \(figures.shortDate($0.date)) (\(probability($0.probability.millionths)))"
      }
      let targets = chances.targets.map {
        say("mục tiêu ", "target ")
          + "≥ \(figures.plainNumber($0.target.rate.value * 100))% \(figures.shortDate($0.target.date)) (\(probability($0.probability.millionths)))"
      }
      return (milestones + targets).joined(separator: "; ")
    }
    return [
      change.onlyEarlier.isEmpty
        ? "" : say("Chỉ dự báo trước có: ", "Only the earlier forecast has: ") + list(change.onlyEarlier) + ".",
      change.onlyLater.isEmpty
        ? "" : say("Chỉ dự báo sau có: ", "Only the later forecast has: ") + list(change.onlyLater) + ".",
    ].filter { !$0.isEmpty }
  }

  /// Chances of the files that this program does not find in what it computes anew.
  var uncomputed: String {
    let rules = change.milestones.filter { !$0.chance.isComputed }.map(\.ruleID)
    let targets = change.targets.filter { !$0.chance.isComputed }.map { figures.shortDate($0.target.date) }
    guard !(rules + targets).isEmpty else { return "" }
    let list = (rules + targets).joined(separator: ", ")
    return say(
      "Không tính lại được, nên toàn bộ chênh lệch tính cho bộ tính: \(list).",
      "Not computed anew, so that all of the difference is the engine's: \(list).")
  }

  // MARK: Figures

  func probability(_ millionths: Int64) -> String { figures.probability(Double(millionths) / 1e6) }
  func points(_ millionths: Int64) -> String { figures.points(Double(millionths) / 1e6) }

  /// `+1,2 ±0,1`
  func signed(_ effect: AmountBridge.Effect) -> String {
    let error = effect.standardError.map(figures.error) ?? ""
    return figures.signed(effect.amount) + (error.isEmpty ? "" : " \(error)")
  }

  /// What made a forecast.
  func run(_ run: RunHeader) -> String {
    let count = figures.count(run.replications)
    return say(
      "\(run.scenario) · \(run.rulebook) · \(run.assumptions) · \(count) lần mô phỏng, mầm \(run.seed) · bộ tính \(run.engine)",
      "\(run.scenario) · \(run.rulebook) · \(run.assumptions) · \(count) replications, seed \(run.seed) · engine \(run.engine)"
    )
  }

  /// The order of the steps, said in full.
  var order: String {
    let names = change.steps.map(name(of:)).joined(separator: " → ")
    return say(
      "Thứ tự thay: \(names). Đổi thứ tự thì phần của từng bước có thể khác, tổng không đổi.",
      "Order: \(names). In another order single steps may come out differently; their sum does not.")
  }

  /// The terms of the pages.
  var reading: [(term: String, meaning: String)] {
    [
      (
        say("Các bước", "The steps"),
        say(
          "Bắt đầu từ dự báo trước, lần lượt thay từng nguyên nhân bằng của dự báo sau rồi tính lại trên cùng các số ngẫu nhiên; con số đổi đi bao nhiêu là tác động của nguyên nhân đó. Cộng lại đúng bằng chênh lệch giữa hai tệp, đến từng đồng và từng phần triệu xác suất. ",
          "From the earlier forecast on, one cause after the other is replaced by the later forecast's and everything is computed anew on the same random numbers; what a figure changes by is the effect of that cause. The steps add up to the difference of the two files, to the dong and to the millionth of a probability. "
        ) + order
      ),
      (
        say("Ngày số liệu, thanh toán và tiến độ", "Data day, payments and progress"),
        say(
          "Bước thanh toán chuyển ngày số liệu sang ngày mới và ghi số đã chi; công việc còn giữ như lần trước, nên việc chưa báo xong bị coi là chưa làm đến ngày mới. Bước tiến độ ghi những việc đã xong và khối lượng đã làm. Vì vậy hai bước thường trái dấu và nên đọc cùng nhau.",
          "The step of payments moves the data day to the new one and enters what has been paid; work stands as it was, so that what was not reported done counts as not done by the new day. The step of progress enters what has been done. So the two often have opposite signs and should be read together."
        )
      ),
      (
        say("Bộ tính", "Engine"),
        say(
          "Số ghi trong tệp trừ số mà chương trình này tính lại từ đúng số liệu của tệp, ở cả hai đầu. Cùng phiên bản và tệp không bị sửa thì bằng 0.",
          "What the files state minus what this program computes from their own inputs, at both ends. With one version and unedited files it is 0."
        )
      ),
      (
        say("± sai số", "± error"),
        say(
          "Sai số chuẩn của chênh lệch trên cùng các số ngẫu nhiên. Bước bộ tính không có sai số, vì so hai số của cùng các lần mô phỏng; bước số ngẫu nhiên chỉ là dao động mô phỏng, có sai số khi mầm khác nhau.",
          "Standard error of the difference on common random numbers. The engine's step has none, since it compares two figures of the same replications; that of the random draws is nothing but noise of the simulation and has one where the seeds differ."
        )
      ),
    ]
  }
}
