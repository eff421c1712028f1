import Disbursement
import Portfolio

extension SchedulePage {
  /// How likely the schedule is kept, by month, of the whole and its groups and sources.
  var robustnessSection: Section? {
    guard selection.isRobustnessJudged else { return nil }
    let ahead = selection.months.filter { $0.day > selection.asOf }
    var table = HTMLTable(
      caption: say(
        "Khả năng số giải ngân lũy kế đạt ít nhất số theo lịch vào cuối tháng",
        "Chance that cumulative payments reach the planned ones at the month's end"), style: "wide heat fine robust",
      columns: [.init(title: say("Phần của danh mục", "Part of the portfolio"))]
        + ahead.map { .init(title: figures.monthName($0.month, of: selection.fiscalYear), isShaded: true) })
    table.rows.append(row(phrases.total, schedule.whole.path, ahead))
    for unit in schedule.groups {
      table.rows.append(row(selection.group(of: unit).map(phrases.name(of:)) ?? unit.id, unit.path, ahead))
    }
    for unit in schedule.sources.prefix(Self.robustSources) {
      table.rows.append(row(selection.sourceName(unit.id), unit.path, ahead))
    }
    return Section(
      id: "robustness", title: say("Lịch có giữ được không", "How robust the schedule is"),
      body: [
        "<p>\(sentences.robustness)</p>", table.html,
        note(
          say(
            "Tính từ \(figures.count(schedule.run.replications)) lần mô phỏng với mọi rủi ro của bộ giả định; sai số lớn nhất của một ô là \(largestError) điểm phần trăm.",
            "From \(figures.count(schedule.run.replications)) replications with every risk of the assumptions; the largest error of a cell is \(largestError) percentage points."
          )),
      ].joined())
  }

  private static let robustSources = 40

  private func row(_ name: String, _ path: ScheduledPath, _ ahead: [(month: Int, day: Day)]) -> [HTML] {
    ["\(name)"]
      + ahead.map { _, day -> HTML in
        guard let chance = schedule.chance(path, on: day) else { return "–" }
        let shade = [0.05, 0.3, 0.55, 0.8, 0.95].filter { chance.probability >= $0 }.count
        return "<span class=\"h\(shade)\">\(figures.probability(chance.probability))</span>"
      }
  }

  private var largestError: String {
    let units = [schedule.whole] + schedule.groups + schedule.sources
    let errors = units.flatMap { $0.path.keeping.map(\.standardError) }
    return figures.pointsError(errors.max() ?? 0)
  }
}
