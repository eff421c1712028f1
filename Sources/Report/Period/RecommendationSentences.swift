import Disbursement
import Portfolio
import Rulebook

/// What a report asks for, in whole sentences.
extension PeriodSentences {
  var recommendations: [String] { report.recommendations.map(text) }

  func text(of recommendation: Recommendation) -> String {
    switch recommendation {
    case .finishActivities(let bindings): finish(bindings)
    case .claimAcceptedWork(let amount): claim(amount)
    case .recoverAdvances(let amount, let count): recover(amount, count)
    case .answerForDelay(let owners): answer(owners)
    case .movePlan(let amount, let moves, let window): move(amount, moves, window)
    case .fundSource(let id, let missing, let projects): fund(id, missing, projects)
    case .decideOnLapse(let mean, let p90, let cutOff): decide(mean, p90, cutOff)
    }
  }

  /// ` (A2)`; empty when the rulebook has none.
  private func codes(_ rules: [Rule]) -> String {
    rules.isEmpty ? "" : " (\(rules.map(\.id).joined(separator: ", ")))"
  }

  private func finish(_ bindings: [Recommendation.Binding]) -> String {
    let named = bindings.map { binding in
      let projects = slow.filter { $0.bindingActivity?.activity == binding.activity }.map(\.id)
      let shown = projects.prefix(8).joined(separator: ", ") + (projects.count > 8 ? ", …" : "")
      return "\(phrases.name(ofActivity: binding.activity).lowercasedFirst) (\(shown))"
    }.joined(separator: "; ")
    return say(
      "Các chủ đầu tư tập trung hoàn thành công việc đang quyết định tiến độ của dự án chậm: \(named).",
      "Owners finish what binds their late projects: \(named).")
  }

  private func claim(_ amount: Money) -> String {
    let date = figures.date(report.run.fiscalYear.lastDay)
    return say(
      "Đẩy nhanh nghiệm thu, lập hồ sơ thanh toán ngay khi có khối lượng: đến \(date) dự kiến còn \(figures.money(amount)) đủ điều kiện nhưng chưa được chi.",
      "Accept work and draw up payment files as soon as it is done: by \(date), \(figures.money(amount)) is expected to be payable and not paid."
    )
  }

  private func recover(_ amount: Money, _ count: Int) -> String {
    let capital = Figures(inMillions: phrases.language).money(amount)
    return say(
      "Các chủ đầu tư thu hồi ngay \(figures.count(count)) khoản tạm ứng quá hạn, tổng cộng \(capital)\(codes(report.rules.advances)).",
      "Owners recover \(figures.count(count)) overdue \(count == 1 ? "advance" : "advances"), \(capital), at once\(codes(report.rules.advances))."
    )
  }

  private func answer(_ owners: [String]) -> String {
    let names = owners.map { $0.isEmpty ? phrases.notStated : $0 }.joined(separator: "; ")
    let rate = figures.percent(report.whole.paidToDate.rate(of: report.whole.plan))
    return say(
      "Làm rõ trách nhiệm người đứng đầu của chủ đầu tư có dự án chậm và tỷ lệ giải ngân thấp hơn mức chung \(rate): \(names)\(codes(report.rules.goal)).",
      "The heads of owners with late projects and a rate below the overall \(rate) answer for it: \(names)\(codes(report.rules.goal))."
    )
  }

  private func move(_ amount: Money, _ moves: Int, _ window: Day) -> String {
    let (capital, date) = (Figures(inMillions: phrases.language).money(amount), figures.date(window))
    return say(
      "Đề nghị \(addressee) tổng hợp, trình cấp có thẩm quyền điều chỉnh kế hoạch vốn tại kỳ \(date): điều chuyển \(capital), \(figures.count(moves)) lượt, trong từng nguồn vốn\(codes(report.rules.review)).",
      "The \(addressee) is asked to submit an adjustment of the plan at the window of \(date): \(capital) in \(figures.count(moves)) \(moves == 1 ? "move" : "moves"), within each source\(codes(report.rules.review))."
    )
  }

  private func fund(_ id: String, _ missing: Money, _ projects: Int) -> String {
    let name = sourceName(id)
    let (amount, count) = (figures.fineMoney(missing), figures.count(projects))
    return say(
      "Nguồn «\(name)» thiếu tiền cho mốc của \(count) dự án, tổng cộng \(amount): bảo đảm nguồn thu hoặc nguồn bù, nếu không thì cắt giảm, giãn tiến độ công trình của nguồn này\(codes(report.rules.revenue)).",
      "The source “\(name)” lacks \(amount) for milestones of \(count) \(projects == 1 ? "project" : "projects"): secure the revenue or an offset, else cut or stretch the works of this source\(codes(report.rules.revenue))."
    )
  }

  private func decide(_ mean: Money, _ p90: Money, _ cutOff: Day) -> String {
    let date = figures.date(cutOff)
    return say(
      "Rà soát phần vốn dự kiến không thanh toán được đến \(date), trung bình \(figures.money(mean)): điều chỉnh giảm trong các kỳ còn lại, hoặc chuẩn bị hồ sơ đề nghị kéo dài đối với dự án đủ điều kiện\(codes(report.rules.lapse)).",
      "Decide on what is expected not to be paid by \(date), \(figures.money(mean)) in the mean: cut it at the windows that remain, or prepare to ask for an extension where the law allows one\(codes(report.rules.lapse))."
    )
  }

  func sourceName(_ id: String) -> String {
    let name = report.sources.first { $0.id == id }?.name ?? ""
    return name.isEmpty ? id : name
  }
}
