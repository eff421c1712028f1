import Disbursement
import Portfolio

/// One project's year: activities and construction as bars, milestones as diamonds, planned payments of each month below.
struct ProjectYear {
  /// Prefix of the identifiers of this picture, unique in its page.
  var id: String
  var project: ScheduledProject
  var payments: PaymentPeriods
  var fiscalYear: FiscalYear
  var asOf: Day
  var phrases: Phrases
  var figures: Figures

  static let width = 624.0
  static let slot = width / 13
  private static let lane = 7.0
  private static let cell = 15.0
  private static let font = 11.0

  /// The names of the months over the same slots.
  static func scale(fiscalYear: FiscalYear, figures: Figures) -> HTML {
    let names = (0..<13).map { month -> HTML in
      """
      <text class="ax" x="\(slot * (Double(month) + 0.5))" y="11" text-anchor="middle">\
      \(figures.monthName(month + 1, of: fiscalYear))</text>
      """
    }
    return """
      <svg class="year" aria-hidden="true" viewBox="0 0 \(width) 14" font-size="\(font)">\(names.joined())</svg>
      """
  }

  private struct Bar {
    var activity: ScheduledActivity
    var style: String
    var lane: Int
  }

  var svg: HTML {
    let bars = bars
    let lanes = max(1, (bars.map(\.lane).max() ?? -1) + 1)
    let cells = 3 + Double(lanes) * Self.lane + 9
    return """
      <svg class="year" role="img" aria-labelledby="\(id)-t \(id)-d" viewBox="0 0 \(Self.width) \(cells + Self.cell)" \
      font-size="\(Self.font)"><title id="\(id)-t">\(project.id) \(project.name)</title>\
      <desc id="\(id)-d">\(summary)</desc>\(grid(cells))\(bars.map(rect).joined())\(asOfLine(cells))\
      \(months(cells))\(diamonds(cells))</svg>
      """
  }

  private func x(_ day: Day) -> Double {
    guard day > fiscalYear.eve else { return 0 }
    guard day < fiscalYear.cutOff else { return Self.width }
    let month = (day.year - fiscalYear.year) * 12 + day.month - 1
    let share = Double(day.dayOfMonth) / Double(Day.length(ofMonth: day.month, year: day.year))
    return Self.slot * (Double(month) + share)
  }

  /// Activities that overlap lie below each other.
  private var bars: [Bar] {
    var bars: [Bar] = []
    var ends: [Day] = []
    func place(_ activity: ScheduledActivity, _ style: String) {
      guard activity.finish > fiscalYear.eve, activity.start < fiscalYear.cutOff else { return }
      let free = ends.firstIndex { $0 <= activity.start }
      let lane = free ?? ends.count
      if free == nil { ends.append(activity.finish) } else { ends[lane] = activity.finish }
      bars.append(Bar(activity: activity, style: style, lane: lane))
    }
    for activity in project.activities.sorted(by: { ($0.start, $0.finish) < ($1.start, $1.finish) }) {
      place(activity, activity.isDone ? "a0" : "a1")
    }
    if let construction = project.construction { place(construction, "a2") }
    return bars
  }

  private func rect(_ bar: Bar) -> HTML {
    let (start, end) = (x(bar.activity.start), x(bar.activity.finish))
    let y = 3 + Double(bar.lane) * Self.lane
    return
      "<rect class=\"\(bar.style)\" x=\"\(start)\" y=\"\(y)\" width=\"\(max(2, end - start))\" height=\"\(Self.lane - 1.5)\"/>"
  }

  private func grid(_ bottom: Double) -> HTML {
    (1..<13).map { month -> HTML in
      let edge = Self.slot * Double(month)
      return "<line class=\"mo\" x1=\"\(edge)\" x2=\"\(edge)\" y1=\"0\" y2=\"\(bottom)\"/>"
    }.joined()
  }

  private func asOfLine(_ bottom: Double) -> HTML {
    guard asOf > fiscalYear.firstDay, asOf < fiscalYear.cutOff else { return .empty }
    return "<line class=\"ao\" x1=\"\(x(asOf))\" x2=\"\(x(asOf))\" y1=\"0\" y2=\"\(bottom)\"/>"
  }

  private func diamonds(_ bottom: Double) -> HTML {
    project.milestones.map { milestone -> HTML in
      let (cx, cy, radius) = (min(Self.width - 5, x(milestone.date)), bottom - 4.5, 4.5)
      let style = milestone.shortfall > .zero ? "ko" : "ok"
      return """
        <path class="\(style)" d="M\(cx) \(cy - radius)L\(cx + radius) \(cy)L\(cx) \(cy + radius)L\(cx - radius) \(cy)Z"/>
        """
    }.joined()
  }

  /// The darker a month the larger its part of the plan.
  private func months(_ top: Double) -> HTML {
    (0..<13).map { month -> HTML in
      guard let amount = payments.months[month] else { return .empty }
      let share = amount.rate(of: project.plan)
      let shade = amount <= .zero ? 0 : 1 + [0.08, 0.2, 0.4].filter { share >= $0 }.count
      let (x, middle) = (Self.slot * Double(month), Self.slot * (Double(month) + 0.5))
      let text: HTML =
        amount == .zero
        ? ""
        : """
        <text class="\(shade == 4 ? "mt4" : "mt")" x="\(middle)" y="\(top + 11.2)" text-anchor="middle">\
        \(figures.amount(amount))</text>
        """
      return """
        <rect class="m\(shade)" x="\(x + 0.5)" y="\(top)" width="\(Self.slot - 1)" height="\(Self.cell)"/>\(text)
        """
    }.joined()
  }

  /// What the picture shows, in words.
  private var summary: String {
    var parts = (project.activities + [project.construction].compactMap { $0 }).map { activity in
      "\(phrases.name(ofActivity: activity.name)): \(figures.date(activity.start)) – \(figures.date(activity.finish))"
    }
    let paid = payments.months.enumerated().compactMap { month, amount -> String? in
      guard let amount, amount != .zero else { return nil }
      return "\(figures.monthName(month + 1, of: fiscalYear)) \(figures.amount(amount))"
    }
    if !paid.isEmpty {
      parts.append(
        phrases.say("giải ngân (\(figures.unitName)): ", "payments (\(figures.unitName)): ")
          + paid.joined(separator: ", "))
    }
    return parts.joined(separator: "; ")
  }
}
