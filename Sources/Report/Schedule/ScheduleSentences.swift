import Disbursement
import Portfolio
import Rulebook

/// Whole sentences about a schedule, in one language.
struct ScheduleSentences {
  let selection: ScheduleSelection
  let phrases: Phrases
  let figures: Figures

  private var schedule: PaymentSchedule { selection.schedule }
  private func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }

  var title: String {
    let year = schedule.run.fiscalYear.year
    return say(
      "Kế hoạch thực hiện và giải ngân chi tiết theo tháng, quý năm \(year)",
      "Implementation and disbursement plan by month and quarter, \(year)")
  }

  /// For the first line of a terminal.
  var shortTitle: String {
    let year = schedule.run.fiscalYear.year
    return say("KẾ HOẠCH GIẢI NGÂN THEO THÁNG, QUÝ NĂM \(year)", "PAYMENT PLAN BY MONTH AND QUARTER \(year)")
  }

  /// Whether every milestone ahead can be met.
  var feasibility: String {
    let (all, unmet) = selection.projectMilestoneCounts
    let ahead = schedule.milestones.filter { $0.date > selection.asOf }
    guard all > 0 || !ahead.isEmpty else {
      return say("Không còn mốc nào phía trước.", "No milestone lies ahead.")
    }
    let failing = selection.unmetAhead.count
    if failing == 0, unmet == 0 {
      return say(
        "Khả thi: lịch này đạt mọi mốc phía trước, của nhóm và của từng dự án.",
        "Feasible: this schedule meets every milestone ahead, of the groups and of each project.")
    }
    let projects = figures.count(selection.unmet.count)
    let counts = say(
      "\(figures.count(failing))/\(figures.count(ahead.count)) mốc của nhóm và \(figures.count(unmet))/\(figures.count(all)) mốc của từng dự án (\(projects) dự án)",
      "\(figures.count(failing)) of \(figures.count(ahead.count)) group milestones and \(figures.count(unmet)) of \(figures.count(all)) milestones of single projects (\(projects) projects)"
    )
    return failing == 0
      ? say(
        "Khả thi cho các nhóm, không cho mọi dự án: không thể đạt \(counts), dù mọi việc đúng tiến độ danh nghĩa.",
        "Feasible for the groups, not for every project: \(counts) cannot be met even with everything at its nominal pace."
      )
      : say(
        "Không khả thi trọn vẹn: dù mọi việc đúng tiến độ danh nghĩa cũng không thể đạt \(counts).",
        "Not fully feasible: even with everything at its nominal pace, \(counts) cannot be met.")
  }

  /// `Theo lịch: 12,1% đến 31/03; 30,4% đến 30/06; …`
  var plannedByQuarter: String {
    let parts = selection.quarterEnds.compactMap { day -> String? in
      guard let amount = schedule.amount(selection.whole.path.planned, on: day) else { return nil }
      let share = figures.percent(amount.rate(of: selection.whole.plan))
      let date = day == selection.fiscalYear.cutOff ? figures.date(day) : figures.shortDate(day)
      return say("\(share) đến \(date)", "\(share) by \(date)")
    }
    guard !parts.isEmpty else { return "" }
    return say("Lịch giải ngân: ", "Planned: ") + parts.joined(separator: "; ")
      + say(" (so với kế hoạch vốn).", " (of plan capital).")
  }

  /// How heavy December is.
  var december: String {
    guard selection.fiscalYear.lastDay > selection.asOf, let planned = selection.planned.december,
      let nominal = selection.nominal.december, let share = selection.planned.decemberShare,
      let nominalShare = selection.nominal.decemberShare
    else { return "" }
    return say(
      "Riêng tháng 12: \(figures.money(planned)), bằng \(figures.percent(share)) số giải ngân trong năm (danh nghĩa: \(figures.amount(nominal)), bằng \(figures.percent(nominalShare))).",
      "December alone: \(figures.money(planned)), \(figures.percent(share)) of the year's payments (nominal: \(figures.amount(nominal)), \(figures.percent(nominalShare)))."
    )
  }

  /// How likely the schedule is kept to the year's end.
  var robustness: String {
    guard let chance = schedule.chance(selection.whole.path, on: selection.fiscalYear.lastDay) else { return "" }
    let error = figures.pointsError(chance.standardError, of: chance.probability)
    let text = "\(figures.probability(chance.probability)) \(error)".trimmingTrailingSpaces
    let date = figures.date(selection.fiscalYear.lastDay)
    return say(
      "Khả năng giải ngân ít nhất bằng lịch đến \(date), khi rủi ro có thể xảy ra: \(text).",
      "Chance of having paid at least the planned amount by \(date), with risks at work: \(text).")
  }

  /// The milestones of groups that cannot be met, with what is missing.
  var unmetGroups: String {
    let milestones = selection.unmetAhead
    guard !milestones.isEmpty else {
      return say("Mọi mốc của nhóm phía trước đều đạt.", "Every group milestone ahead is met.")
    }
    let parts = milestones.map { milestone in
      let missing = figures.money(milestone.required - milestone.planned)
      let name = "\(phrases.shortName(of: milestone.group)) \(figures.shortDate(milestone.date))"
      return say("\(name) thiếu \(missing)", "\(name) short by \(missing)")
    }
    return parts.joined(separator: "; ") + "."
  }

  /// In how many projects each obstacle binds.
  var causes: String {
    let parts = selection.obstacles.map { kind, projects in
      "\(phrases.name(of: kind)): \(figures.count(projects)) \(projects == 1 ? say("dự án", "project") : phrases.projects)"
    }
    return parts.isEmpty ? phrases.none + "." : parts.joined(separator: "; ").capitalizedFirst + "."
  }

  /// The largest projects with what would meet their milestones.
  var actions: String {
    let parts = selection.unmet.prefix(3).compactMap { entry in
      entry.milestones.first.map { "\(entry.project.id): \(remedies(of: $0, of: entry.project))" }
    }
    guard !parts.isEmpty else { return say("Thực hiện đúng lịch.", "Keep to the schedule.") }
    let rest = selection.unmet.count - parts.count
    let more =
      rest > 0 ? say("; và \(figures.count(rest)) dự án nữa", "; and \(figures.count(rest)) more projects") : ""
    return parts.joined(separator: "; ") + more + "."
  }
}

extension ScheduleSentences {
  /// `thiếu 1,20 so với mốc 30/06`, one after the other.
  func shortfalls(of entry: UnmetProject) -> String {
    let parts = entry.milestones.map { milestone in
      say(
        "\(figures.fineAmount(milestone.shortfall)) so với mốc \(figures.shortDate(milestone.date))",
        "\(figures.fineAmount(milestone.shortfall)) of \(figures.shortDate(milestone.date))")
    }
    return say("thiếu ", "short ") + parts.joined(separator: ", ")
  }

  /// Why and what to do, once for each kind of obstacle: of the first milestone that it keeps from being met.
  func explanations(of entry: UnmetProject) -> [String] {
    var known: [ObstacleKind?] = []
    return entry.milestones.compactMap { milestone in
      let kind = milestone.obstacle.map(ObstacleKind.init)
      guard !known.contains(kind) else { return nil }
      known.append(kind)
      let text = "\(obstacle(of: milestone, of: entry.project)); \(remedies(of: milestone, of: entry.project))."
      return entry.milestones.count == 1
        ? text.capitalizedFirst : "\(figures.shortDate(milestone.date)): \(text)"
    }
  }

  /// Which constraint binds.
  func obstacle(of milestone: ProjectMilestonePlan, of project: ScheduledProject) -> String {
    guard let obstacle = milestone.obstacle else { return say("chưa rõ vướng mắc", "no single constraint binds") }
    switch obstacle {
    case .startsTooLate(let day):
      let date = figures.date(day)
      return switch project.group {
      case .carryOver, .newStart: say("khởi công \(date) là quá muộn", "construction starts too late (\(date))")
      case .completed:
        say("phê duyệt quyết toán \(date) là quá muộn", "the final account is approved too late (\(date))")
      case .preparationNewStart, .preparationPriority, .preparationOther:
        say("thủ tục xong \(date) là quá muộn", "the procedures end too late (\(date))")
      }
    case .worksTooSlowly:
      return say("khối lượng hoàn thành quá chậm, dù bắt đầu ngay", "work is too slow even if it began at once")
    case .tooLittleWork(let value):
      return say(
        "cả năm chỉ đủ điều kiện thanh toán \(figures.fineMoney(value)) (khối lượng trừ thu hồi tạm ứng)",
        "only \(figures.fineMoney(value)) can become payable in the year (work less recovery of advances)")
    case .ceiling(let limit):
      return say(
        "tổng mức đầu tư hoặc mức trần khác chỉ còn cho phép \(figures.fineMoney(limit))",
        "total investment or another ceiling leaves only \(figures.fineMoney(limit))")
    case .cash(let source):
      let name = selection.sourceName(source)
      return say("nguồn «\(name)» chưa có đủ tiền lúc đó", "the source “\(name)” has not enough cash by then")
    case .sourceClosed(let source, let day):
      let (name, date) = (selection.sourceName(source), figures.date(day))
      return say("nguồn «\(name)» hết hạn thanh toán ngày \(date)", "the source “\(name)” pays nothing after \(date)")
    }
  }

  /// What would meet the milestone: each of the changes alone.
  func remedies(of milestone: ProjectMilestonePlan, of project: ScheduledProject) -> String {
    let parts = milestone.remedies.map { remedy(_: $0, project.group, by: milestone.date) }
    guard !parts.isEmpty else {
      return say(
        "bắt đầu sớm, làm nhanh hay thêm tiền đều không đủ: đề xuất điều chỉnh kế hoạch vốn",
        "no earlier start, faster work or more cash is enough: propose to adjust the plan capital")
    }
    return say("cần ", "needed: ") + parts.joined(separator: say(", hoặc ", ", or "))
  }

  private func remedy(_ remedy: ProjectMilestonePlan.Remedy, _ group: ProjectGroup, by date: Day) -> String {
    switch remedy {
    case .startBy(let day):
      let text = figures.date(day)
      return switch group {
      case .carryOver, .newStart: say("khởi công chậm nhất \(text)", "construction started by \(text)")
      case .completed: say("phê duyệt quyết toán chậm nhất \(text)", "the final account approved by \(text)")
      case .preparationNewStart, .preparationPriority, .preparationOther:
        say("xong thủ tục chậm nhất \(text)", "the procedures complete by \(text)")
      }
    case .pace(let factor):
      // Rounded up, so that the pace written down is enough.
      let times = figures.number((factor * 100).rounded(.up) / 100, places: 2)
      return say("làm nhanh gấp \(times) lần tiến độ danh nghĩa", "work at \(times) times the nominal pace")
    case .cash(let source, let amount):
      let (name, more, day) = (selection.sourceName(source), figures.fineMoney(amount), figures.shortDate(date))
      return say("nguồn «\(name)» có thêm \(more) đến \(day)", "\(more) more cash in “\(name)” by \(day)")
    }
  }
}

extension Phrases {
  func name(of kind: ObstacleKind) -> String {
    switch kind {
    case .startsTooLate: say("bắt đầu hoặc xong thủ tục quá muộn", "starts or is approved too late")
    case .worksTooSlowly: say("khối lượng hoàn thành quá chậm", "works too slowly")
    case .tooLittleWork: say("khối lượng trong năm ít hơn yêu cầu", "too little work in the year")
    case .ceiling: say("vướng mức trần", "a ceiling")
    case .cash: say("nguồn vốn chưa có đủ tiền", "the source lacks cash")
    case .sourceClosed: say("nguồn vốn hết hạn thanh toán", "the source has closed")
    }
  }

  // Columns of schedules
  var planned: String { say("Theo lịch", "Planned") }
  var inMonth: String { say("trong tháng", "in the month") }
  var payable: String { say("Chi được tối đa", "Payable at most") }
  var chance: String { say("Khả năng giữ lịch", "Chance of keeping") }
  var shortfall: String { say("Thiếu so với mốc", "Short") }
  var planCapital: String { say("Kế hoạch vốn", "Plan capital") }
}
