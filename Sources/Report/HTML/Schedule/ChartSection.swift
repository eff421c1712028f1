import Disbursement
import Portfolio

extension SchedulePage {
  /// Activities and payments of the largest projects.
  var chartSection: Section? {
    guard !schedule.projects.isEmpty else { return nil }
    let shown = selection.largestProjects(ScheduleReport.largestChartRows)
    let millions = Figures(inMillions: phrases.language)
    var number = 0
    var tables: [HTML] = []
    for group in ProjectGroup.allCases {
      let members = shown.filter { $0.group == group }
      guard !members.isEmpty else { continue }
      var table = HTMLTable(
        caption: phrases.name(of: group), captionStyle: .hidden, style: "wide gantt fine",
        columns: [
          .init(title: phrases.project), .init(title: phrases.planCapital, detail: millions.unitName, isNumeric: true),
          .init(
            title: say("Công việc và giải ngân theo lịch", "Activities and planned payments"),
            scale: ProjectYear.scale(fiscalYear: selection.fiscalYear, figures: figures)),
        ])
      for project in members {
        number += 1
        table.rows.append(chartRow(project, number: number, millions))
      }
      tables.append("<h3>\(phrases.name(of: group))</h3>\(table.html)")
    }
    return Section(
      id: "activities", title: say("Công việc và giải ngân từng dự án", "Activities and payments of each project"),
      body: [
        note(
          say(
            "Thời gian danh nghĩa. Ô dưới mỗi hàng là số giải ngân trong tháng theo lịch (\(millions.unitName)), càng đậm thì càng nhiều so với kế hoạch vốn của dự án; dự án có kế hoạch vốn lớn đứng trước.",
            "Nominal durations. The cells below each row are the planned payments of the month (\(millions.unitName)), darker for a larger part of the project's plan; larger plans come first."
          )), chartLegend, tables.joined(), leftOut,
      ].joined())
  }

  private func chartRow(_ project: ScheduledProject, number: Int, _ millions: Figures) -> [HTML] {
    let year = ProjectYear(
      id: "year-\(number)", project: project,
      payments: selection.calendar.periods(of: project.path.planned, paidToDate: project.paidToDate),
      fiscalYear: selection.fiscalYear, asOf: selection.asOf, phrases: phrases, figures: millions)
    return ["\(project.name)\(sub(identity(of: project)))", "\(millions.amount(project.plan))", year.svg]
  }

  private var chartLegend: HTML {
    func key(_ mark: HTML, _ text: String) -> HTML {
      "<li><svg viewBox=\"0 0 27 12\" aria-hidden=\"true\">\(mark)</svg>\(text)</li>"
    }
    func bar(_ style: String) -> HTML { "<rect class=\"\(style)\" y=\"3\" width=\"27\" height=\"6\"/>" }
    func diamond(_ style: String) -> HTML { "<path class=\"\(style)\" d=\"M13 1L18 6L13 11L8 6Z\"/>" }
    return """
      <ul class="legend">\(key(bar("a1"), say("thủ tục, mặt bằng", "procedures, clearance")))\
      \(key(bar("a0"), say("đã xong", "done")))\(key(bar("a2"), phrases.name(ofActivity: "construction").lowercased()))\
      \(key(diamond("ok"), say("mốc đạt", "milestone met")))\
      \(key(diamond("ko"), say("mốc không thể đạt", "milestone that cannot be met")))</ul>
      """
  }

  /// The projects that the chart does not show, by name as far as that can be read.
  private var leftOut: HTML {
    let shown = Set(selection.largestProjects(ScheduleReport.largestChartRows).map(\.id))
    let rest = schedule.projects.count - shown.count
    guard rest > 0 else { return .empty }
    let names = schedule.projects.lazy.filter { !shown.contains($0.id) }.prefix(Self.namedProjects)
      .map { "\($0.id) \($0.name)" }.joined(separator: "; ")
    let more = rest - Self.namedProjects
    let tail = more > 0 ? say(" và \(figures.count(more)) dự án nữa", " and \(figures.count(more)) more") : ""
    return note(
      say(
        "Biểu đồ có \(figures.count(shown.count)) dự án có kế hoạch vốn lớn nhất. Không vẽ \(figures.count(rest)) dự án: \(names)\(tail). Các bảng CSV có đủ.",
        "The chart has the \(figures.count(shown.count)) projects with the largest plans. Left out are \(figures.count(rest)): \(names)\(tail). The CSV tables have them all."
      ))
  }

  private static let namedProjects = 60
}
