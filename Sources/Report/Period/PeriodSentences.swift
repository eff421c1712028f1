import Disbursement
import Portfolio
import Rulebook

/// The sentences of a period report, in one language.
struct PeriodSentences {
  let report: PeriodReport
  let issuer: String
  let addressee: String
  let phrases: Phrases
  /// Of sums over many projects.
  let figures: Figures

  init(report: PeriodReport, issuer: String, addressee: String, language: Language) {
    self.report = report
    self.issuer = issuer
    self.addressee = addressee
    phrases = Phrases(language: language)
    figures = Figures(language: language, plan: report.whole.plan)
  }

  func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }

  private var whole: ReportedUnit { report.whole }
  private var plan: Money { report.whole.plan }
  private var year: FiscalYear { report.run.fiscalYear }
  private var lastDay: String { figures.date(report.period.lastDay) }
  var slow: [LateProject] { report.late.filter(\.lateness.isSlow) }

  /// `tình hình thực hiện và giải ngân kế hoạch vốn đầu tư công quý II năm 2026`.
  var subject: String {
    let period = phrases.name(of: report.period)
    return say(
      "Tình hình thực hiện và giải ngân kế hoạch vốn đầu tư công \(period)",
      "Implementation and disbursement of the public investment plan, \(period)")
  }

  var introduction: String {
    let duty = report.rules.reporting.first.map { phrases.place(of: $0.citation) } ?? ""
    let grounds = duty.isEmpty ? "" : say("Thực hiện \(duty), ", "Under \(duty), ")
    let period = phrases.name(of: report.period)
    return say(
      "\(grounds)\(issuer) báo cáo tình hình thực hiện và giải ngân kế hoạch vốn đầu tư công \(period) (số liệu đến hết ngày \(lastDay)) như sau:",
      "\(grounds)\(issuer) reports on the implementation and disbursement of the public investment plan in \(period) (data until \(lastDay)) as follows:"
    )
  }

  // MARK: Results

  var results: String {
    let (count, amount) = (figures.count(whole.projectCount), figures.money(plan))
    let (paid, rate) = (figures.money(whole.paidToDate), figures.percent(whole.paidToDate.rate(of: plan)))
    let period = phrases.shortName(of: report.period)
    let inPeriod = whole.paidInPeriod.map { paid in
      say(
        " Trong \(period) đã giải ngân \(figures.money(paid)), bằng \(figures.percent(paid.rate(of: plan))) kế hoạch năm.",
        " In \(period), \(figures.money(paid)) was disbursed, \(figures.percent(paid.rate(of: plan))) of the year's plan."
      )
    }
    return say(
      "Tổng kế hoạch vốn năm \(year.year) là \(amount), bố trí cho \(count) dự án.\(inPeriod ?? "") Lũy kế từ đầu năm đến hết ngày \(lastDay) đã giải ngân \(paid), bằng \(rate) kế hoạch.",
      "The plan capital of \(year.year) is \(amount), for \(count) projects.\(inPeriod ?? "") From the beginning of the year to \(lastDay), \(paid) was disbursed, \(rate) of plan."
    )
  }

  /// Said where payments are not known by month; empty elsewhere.
  var monthsUnknown: String {
    guard whole.paidInPeriod == nil else { return "" }
    return say(
      "Chưa có số giải ngân từng tháng của mọi dự án (bảng actuals.csv), nên ô số giải ngân trong kỳ để trống ở những dòng đó.",
      "Payments are not known by month for every project (table actuals.csv), so what was paid in the period is left empty in those lines."
    )
  }

  // MARK: Milestones

  var milestonesDue: String {
    let due = report.milestones.filter { $0.forecast.date <= report.period.lastDay }
    guard !due.isEmpty else {
      return say("Chưa mốc giải ngân nào đến hạn.", "No milestone of disbursement has fallen due.")
    }
    let missed = due.filter { if case .missed = $0.standing { true } else { false } }
    let counts = say(
      "Đến hết kỳ báo cáo có \(due.count) mốc theo nhóm dự án đã đến hạn: đạt \(due.count - missed.count), không đạt \(missed.count)",
      "By the end of the period \(due.count) group milestones fell due: \(due.count - missed.count) met, \(missed.count) missed"
    )
    let named = missed.compactMap(self.missed)
    return named.isEmpty ? counts + "." : counts + ": " + named.joined(separator: "; ") + "."
  }

  private func missed(_ milestone: ReportedMilestone) -> String? {
    guard case .missed(let by, let nowMissing) = milestone.standing else { return nil }
    let (name, date) = (
      phrases.name(of: milestone.forecast.group).lowercasedFirst, figures.date(milestone.forecast.date)
    )
    let now =
      nowMissing == .zero ? say(", nay đã bù đủ", ", since made up for") : ""
    return say(
      "\(name) thiếu \(figures.money(by)) so với mốc \(date)\(now)",
      "\(name) short by \(figures.money(by)) at \(date)\(now)")
  }

  /// The first milestone ahead of each group.
  var milestonesNext: String {
    var known: Set<ProjectGroup> = []
    let next = report.milestones.filter {
      $0.forecast.date > report.period.lastDay && known.insert($0.forecast.group).inserted
    }
    guard !next.isEmpty else {
      return say("Trong năm không còn mốc nào phía trước.", "No milestone of the year lies ahead.")
    }
    let parts = next.map { milestone in
      let forecast = milestone.forecast
      let (name, date) = (phrases.name(of: forecast.group).lowercasedFirst, figures.date(forecast.date))
      let share = figures.plainNumber(forecast.requiredShare.value * 100) + "%"
      if case .met = milestone.standing {
        return say(
          "\(name) đã đạt mốc \(share) của ngày \(date)", "\(name) have already reached \(share), due by \(date)")
      }
      let chance = figures.probability(forecast.probability)
      return say(
        "\(name) phải đạt \(share) kế hoạch đến \(date), xác suất đạt \(chance)",
        "\(name) have to reach \(share) of plan by \(date), probability \(chance)")
    }
    return say("Mốc kế tiếp: ", "Next: ") + parts.joined(separator: "; ") + "."
  }

  // MARK: Forecast

  var expectation: String {
    let parts = [(whole.yearEnd, false), (whole.cutOff, true)].map { point, isCutOff -> String in
      let (mean, share) = (figures.money(point.mean), figures.percent(point.mean.rate(of: plan)))
      let date = figures.date(point.date)
      guard !point.isActual else {
        return say(
          "đến hết ngày \(date) đã giải ngân \(mean), bằng \(share)", "\(mean), \(share), was disbursed by \(date)")
      }
      let range = phrases.interval80(figures.amount(point.p10), figures.amount(point.p90))
      return isCutOff
        ? say(
          "đến hết thời hạn thanh toán \(date): \(mean), bằng \(share) (\(range))",
          "by the payment cut-off, \(date): \(mean), \(share) (\(range))")
        : say(
          "đến hết ngày \(date) dự kiến giải ngân \(mean), bằng \(share) kế hoạch (\(range))",
          "by \(date), \(mean) is expected to be disbursed, \(share) of plan (\(range))")
    }
    return parts.joined(separator: "; ").capitalizedFirst + "."
  }

  var lapse: String {
    let lapse = whole.lapse
    let (mean, share) = (figures.money(lapse.mean), figures.percent(lapse.mean.rate(of: plan)))
    let date = figures.date(year.cutOff)
    return say(
      "Vốn dự kiến không thanh toán được đến \(date), bị hủy dự toán nếu không được kéo dài: \(mean), bằng \(share) kế hoạch (một phần mười khả năng vượt \(figures.money(lapse.p90))).",
      "Expected not to be paid by \(date), lapsing unless extended: \(mean), \(share) of plan (one chance in ten of more than \(figures.money(lapse.p90)))."
    )
  }

  // MARK: Late projects

  var lateCounts: String {
    let (slow, risky) = (self.slow.count, report.late.count - self.slow.count)
    guard slow + risky > 0 else {
      return say(
        "Không có dự án nào chậm hoặc có nguy cơ chậm so với mốc, thời hạn.",
        "No project is late or at risk of missing a milestone or deadline.")
    }
    let missing = self.slow.reduce(Money.zero) { $0 + $1.expectedShortfall }
    let share = figures.percent(missing.rate(of: whole.expectedShortfall))
    let date = figures.date(year.lastDay)
    return say(
      "Có \(figures.count(slow)) dự án đã chậm hoặc khó đạt mốc, thời hạn của mình; \(figures.count(risky)) dự án khác có nguy cơ. Đến \(date), các dự án chậm và khó đạt dự kiến thiếu \(figures.money(missing)) so với kế hoạch, bằng \(share) số thiếu của toàn bộ danh mục (\(figures.money(whole.expectedShortfall))).",
      "\(figures.count(slow)) projects are late or likely to miss a milestone or deadline of their own; \(figures.count(risky)) more are at risk. By \(date) the late and those likely to miss lack \(figures.money(missing)) of their plans, \(share) of all that is missing (\(figures.money(whole.expectedShortfall)))."
    )
  }

  /// What of the money missing waits for work, and what for payment.
  var missingParts: String {
    guard whole.expectedShortfall > .zero else { return "" }
    let unpaid = whole.expectedUnpaidClaims
    let work = figures.money(whole.expectedShortfall - unpaid)
    return say(
      "Trong số thiếu: \(work) do chưa có khối lượng được nghiệm thu; \(figures.money(unpaid)) đủ điều kiện nhưng chưa chi (hồ sơ, nguồn vốn chưa có tiền).",
      "Of what is missing, \(work) is work not accepted; \(figures.money(unpaid)) is payable and not paid (files, cash of the source)."
    )
  }

  /// The activities that bind the slow projects.
  var bindingActivities: String {
    for case .finishActivities(let bindings) in report.recommendations {
      return say(
        "Công việc quyết định tiến độ của các dự án chậm: ", "What binds the late projects: ") + named(bindings) + "."
    }
    return ""
  }

  private func named(_ bindings: [Recommendation.Binding]) -> String {
    bindings.map { binding in
      let name = phrases.name(ofActivity: binding.activity).lowercasedFirst
      let count = figures.count(binding.projects)
      return "\(name) (\(count) \(binding.projects == 1 ? say("dự án", "project") : phrases.projects))"
    }.joined(separator: ", ")
  }

  /// The causes that add most to what is missing in the whole portfolio.
  var largestDrivers: String {
    let drivers = report.drivers.drivers.filter { $0.shareOfShortfall > 0 && $0.meanEffect > .zero }
      .sorted { ($1.shareOfShortfall, $0.id) < ($0.shareOfShortfall, $1.id) }.prefix(3)
    guard report.drivers.replications > 0, !drivers.isEmpty else { return "" }
    let named = drivers.map { driver in
      let (amount, share) = (figures.money(driver.meanEffect), figures.percent(driver.shareOfShortfall))
      return say(
        "\(driver.name.vi.lowercasedFirst) (làm thiếu thêm \(amount), \(share) số thiếu)",
        "\(driver.name.en.lowercasedFirst) (adds \(amount), \(share) of what is missing)")
    }.joined(separator: "; ")
    let rest = figures.percent(report.drivers.shareWithoutDrivers)
    return say("Nguyên nhân rủi ro lớn nhất: ", "Largest risks: ") + named + "; " + phrases.restOfCauses + " \(rest)."
  }

  /// What of a project's own milestones and deadlines is missed or in danger.
  func demands(on project: LateProject) -> String {
    let milestones = project.milestones.map { milestone -> String in
      let share = figures.plainNumber(milestone.requiredShare.value * 100) + "%"
      let date = figures.date(milestone.date)
      return milestone.date <= report.period.lastDay
        ? say("mốc \(share) đến \(date): không đạt", "\(share) by \(date): missed")
        : say(
          "mốc \(share) đến \(date): xác suất \(chance(milestone.probability, milestone.standardError))",
          "\(share) by \(date): probability \(chance(milestone.probability, milestone.standardError))")
    }
    let deadlines = project.deadlines.map { deadline -> String in
      let (name, date) = (phrases.name(ofDeadline: deadline.activity), figures.date(deadline.date))
      return deadline.date <= report.period.lastDay
        ? say("\(name) đến \(date): quá hạn", "\(name) by \(date): overdue")
        : say(
          "\(name) đến \(date): xác suất \(chance(deadline.probability, deadline.standardError))",
          "\(name) by \(date): probability \(chance(deadline.probability, deadline.standardError))")
    }
    return (milestones + deadlines).joined(separator: "; ").capitalizedFirst
  }

  private func chance(_ probability: Double, _ error: Double) -> String {
    "\(figures.probability(probability)) \(figures.pointsError(error, of: probability))".trimmingTrailingSpaces
  }
}
