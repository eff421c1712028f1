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
    obstacles.obstacle(of: milestone, in: project.group)
  }

  /// What would meet the milestone: each of the changes alone.
  func remedies(of milestone: ProjectMilestonePlan, of project: ScheduledProject) -> String {
    obstacles.remedies(of: milestone, in: project.group)
  }

  private var obstacles: ObstacleSentences {
    ObstacleSentences(phrases: phrases, figures: figures, sourceName: selection.sourceName)
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
