import Disbursement
import Portfolio

/// Whole sentences about the changes against an earlier schedule.
struct ChangeSentences {
  let changes: ScheduleChange
  let phrases: Phrases
  let figures: Figures

  private func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }

  /// Which schedule is the earlier one.
  var source: String {
    let date = figures.date(changes.earlierAsOf)
    return say(
      "So với lịch đã lưu của kịch bản «\(changes.earlierScenario)», số liệu đến \(date).",
      "Against the saved schedule of “\(changes.earlierScenario)”, data until \(date).")
  }

  /// Payments so far against the earlier schedule.
  var toDate: String {
    guard let day = changes.measuredOn, let toDate = changes.whole.toDate else { return "" }
    let (paid, planned) = (figures.money(toDate.paid), figures.money(toDate.planned))
    let difference = figures.signed(toDate.paid - toDate.planned)
    return say(
      "Đến \(figures.date(day)) đã giải ngân \(paid), lịch cũ là \(planned) (chênh \(difference)).",
      "By \(figures.date(day)), \(paid) was paid where the earlier schedule planned \(planned) (difference \(difference))."
    )
  }

  /// What is planned for the year's end then and now.
  var yearEnd: String {
    let index = 3
    guard let then = changes.whole.then[index], let now = changes.whole.now[index] else { return "" }
    let date = figures.date(changes.days[index])
    let (old, new, difference) = (figures.money(then), figures.money(now), figures.signed(now - then))
    return say(
      "Lịch đến \(date): trước \(old), nay \(new) (chênh \(difference)).",
      "Planned by \(date): then \(old), now \(new) (difference \(difference)).")
  }

  var planCapital: String {
    let (then, now) = (changes.whole.planThen, changes.whole.planNow)
    guard then != now else { return "" }
    return say(
      "Kế hoạch vốn: trước \(figures.money(then)), nay \(figures.money(now)).",
      "Plan capital: then \(figures.money(then)), now \(figures.money(now)).")
  }

  /// Milestones of groups that turned, then how many of single projects did.
  var milestones: String {
    func names(_ turn: MilestoneChange.Turn) -> String {
      changes.milestones.filter { $0.turn == turn }.map {
        "\(phrases.shortName(of: $0.group)) \(figures.shortDate($0.date))"
      }.joined(separator: ", ")
    }
    func count(_ turn: MilestoneChange.Turn) -> Int { changes.projectMilestones.count { $0.turn == turn } }
    let (missed, met) = (names(.nowMissed), names(.nowMet))
    var parts: [String] = []
    if !missed.isEmpty {
      parts.append(say("mốc của nhóm nay không đạt: \(missed)", "group milestones now missed: \(missed)"))
    }
    if !met.isEmpty { parts.append(say("mốc của nhóm nay đạt: \(met)", "group milestones now met: \(met)")) }
    if parts.isEmpty { parts.append(say("không mốc nào của nhóm đổi kết quả", "no group milestone turned")) }
    parts.append(
      say(
        "mốc của dự án: \(count(.nowMissed)) nay không đạt, \(count(.nowMet)) nay đạt",
        "of single projects: \(count(.nowMissed)) now missed, \(count(.nowMet)) now met"))
    return parts.joined(separator: "; ").capitalizedFirst + "."
  }

  /// Projects that only one of the schedules has.
  var projects: String {
    func names(_ presence: PlannedChange.Presence) -> [String] {
      changes.projects.filter { $0.presence == presence }.map(\.id).sorted()
    }
    let (added, removed) = (names(.added), names(.removed))
    var parts: [String] = []
    if !added.isEmpty { parts.append(say("dự án thêm: ", "projects added: ") + shortened(added)) }
    if !removed.isEmpty { parts.append(say("dự án bỏ: ", "projects removed: ") + shortened(removed)) }
    return parts.isEmpty ? "" : parts.joined(separator: "; ").capitalizedFirst + "."
  }

  private func shortened(_ names: [String]) -> String {
    let shown = names.prefix(8).joined(separator: ", ")
    return names.count > 8
      ? say("\(shown) và \(names.count - 8) dự án nữa", "\(shown) and \(names.count - 8) more") : shown
  }

  var all: [String] { [source, toDate, yearEnd, planCapital, milestones, projects].filter { !$0.isEmpty } }
}
