import Disbursement
import Portfolio

/// The year of a schedule: above what has been paid by each day, below what is paid in each month; planned beside nominal.
struct MonthChart {
  var selection: ScheduleSelection
  var phrases: Phrases
  var figures: Figures

  private let width = 960.0
  private let left = 70.0
  private let right = 150.0
  private let top = 24.0
  private let upper = 250.0
  private let between = 46.0
  private let lower = 120.0
  private let font = 12.5

  private var schedule: PaymentSchedule { selection.schedule }
  private var plan: Money { selection.whole.plan }
  private var slot: Double { (width - left - right) / 13 }
  private var lowerTop: Double { top + upper + between }
  private var base: Double { lowerTop + lower }
  private func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }

  var title: String { say("Giải ngân theo tháng", "Payments by month") }

  private var summary: String {
    let last = figures.date(selection.fiscalYear.lastDay)
    func text(_ path: [Money]) -> String {
      schedule.amount(path, on: selection.fiscalYear.lastDay).map(figures.money) ?? "–"
    }
    return say(
      "Đến \(last): theo lịch \(text(selection.whole.path.planned)), danh nghĩa \(text(selection.whole.path.nominal)).",
      "By \(last): planned \(text(selection.whole.path.planned)), nominal \(text(selection.whole.path.nominal)).")
  }

  var svg: HTML {
    """
    <svg class="fan" role="img" aria-labelledby="months-t months-d" viewBox="0 0 \(width) \(base + 40)" \
    font-size="\(font)"><title id="months-t">\(title)</title><desc id="months-d">\(summary)</desc>
    \(payableArea)\(grid)\(stepLine)\(line(selection.whole.path.nominal, "nom"))\
    \(line(selection.whole.path.planned, "med"))\(actualLine)\(stepMarks)\(endLabels)\(bars)
    </svg>
    """
  }

  /// Months are equally wide, so that bars and lines share one scale.
  private func x(_ day: Day) -> Double {
    let year = selection.fiscalYear
    guard day > year.eve else { return left }
    let month = min(12, (day.year - year.year) * 12 + day.month - 1)
    let share = Double(day.dayOfMonth) / Double(Day.length(ofMonth: day.month, year: day.year))
    return left + slot * (Double(month) + min(1, share))
  }

  private func y(_ amount: Money) -> Double { top + upper * (1 - min(1.02, max(0, amount.rate(of: plan)))) }

  private var largestMonth: Money {
    max(Money(dong: 1), (selection.planned.months + selection.nominal.months).compactMap { $0 }.max() ?? .zero)
  }

  private func barHeight(_ amount: Money) -> Double { lower * max(0, amount.rate(of: largestMonth)) }

  private func points(_ cumulative: [Money], from first: Int) -> [(x: Double, y: Double)] {
    (first..<min(cumulative.count, schedule.checkpoints.count)).map {
      (x(schedule.checkpoints[$0]), y(cumulative[$0]))
    }
  }

  private func path(_ points: [(x: Double, y: Double)]) -> HTML {
    points.enumerated().map { index, point -> HTML in "\(index == 0 ? "M" : "L")\(point.x) \(point.y)" }.joined()
  }

  private var origin: (x: Double, y: Double) {
    (x(max(selection.asOf, selection.fiscalYear.eve)), y(selection.whole.paidToDate))
  }

  private func line(_ cumulative: [Money], _ style: String) -> HTML {
    "<path class=\"\(style)\" d=\"\(path([origin] + points(cumulative, from: schedule.pastCount)))\"/>"
  }

  private var payableArea: HTML {
    let edge = [origin] + points(selection.whole.path.payable, from: schedule.pastCount)
    guard let last = edge.last else { return .empty }
    let floor = top + upper
    return "<path class=\"cap\" d=\"\(path(edge))L\(last.x) \(floor)L\(origin.x) \(floor)Z\"/>"
  }

  /// Known payments, from nothing at the beginning of the year; a dot where they are not known by month.
  private var actualLine: HTML {
    guard selection.isPastKnown else {
      guard selection.whole.paidToDate > .zero else { return .empty }
      return "<circle cx=\"\(origin.x)\" cy=\"\(origin.y)\" r=\"3.5\"/>"
    }
    let known = (0..<schedule.pastCount).map {
      (x(schedule.checkpoints[$0]), y(selection.whole.path.planned[$0]))
    }
    return "<path class=\"act\" d=\"\(path([(left, top + upper)] + known + [origin]))\"/>"
  }

  private var stepLine: HTML {
    let steps = selection.requiredSteps
    guard let first = steps.first else { return .empty }
    var points = [(x: x(first.date), y: y(.zero))]
    for (index, step) in steps.enumerated() {
      if index > 0 { points.append((x(step.date), y(steps[index - 1].amount))) }
      points.append((x(step.date), y(step.amount)))
    }
    if let last = steps.last { points.append((x(selection.fiscalYear.cutOff), y(last.amount))) }
    return "<path class=\"req\" d=\"\(path(points))\"/>"
  }

  private var stepMarks: HTML {
    selection.requiredSteps.map { step -> HTML in
      let (cx, cy) = (x(step.date), y(step.amount))
      return "<path class=\"dia\" d=\"M\(cx) \(cy - 5)L\(cx + 5) \(cy)L\(cx) \(cy + 5)L\(cx - 5) \(cy)Z\"/>"
    }.joined()
  }

  private var grid: HTML {
    let horizontal = [0, 25, 50, 75, 100].map { percent -> HTML in
      let amount = Money(dong: plan.dong / 100 * Int64(percent))
      let height = y(amount)
      let value = percent == 0 ? "" : figures.amount(amount)
      let name = percent == 0 ? "0" : "\(percent)%"
      return """
        <line class="g" x1="\(left)" x2="\(width - right)" y1="\(height)" y2="\(height)"/>\
        <text class="ax" x="\(left - 6)" y="\(height - 1)" text-anchor="end">\(name)</text>\
        <text class="ax2" x="\(left - 6)" y="\(height + font - 1)" text-anchor="end">\(value)</text>
        """
    }.joined()
    let headings: HTML = """
      <text class="ax" x="\(left)" y="\(top - 10)">\(say("Lũy kế", "Cumulative"))</text>\
      <text class="ax" x="\(left)" y="\(lowerTop - 14)">\(say("Trong tháng", "In the month")), \(figures.unitName)</text>
      """
    return horizontal + headings + monthNames + asOfLine
  }

  private var monthNames: HTML {
    (0..<13).map { month -> HTML in
      let middle = left + slot * (Double(month) + 0.5)
      let name = figures.monthName(month + 1, of: selection.fiscalYear)
      let edge = left + slot * Double(month + 1)
      return """
        <line class="mo" x1="\(edge)" x2="\(edge)" y1="\(top)" y2="\(top + upper)"/>\
        <text class="ax" x="\(middle)" y="\(top + upper + font + 4)" text-anchor="middle">\(name)</text>\
        <text class="ax" x="\(middle)" y="\(base + font + 20)" text-anchor="middle">\(name)</text>
        """
    }.joined() + "<line class=\"t\" x1=\"\(left)\" x2=\"\(width - right)\" y1=\"\(base)\" y2=\"\(base)\"/>"
  }

  private var asOfLine: HTML {
    guard selection.asOf > selection.fiscalYear.firstDay, selection.asOf < selection.fiscalYear.cutOff else {
      return .empty
    }
    return """
      <line class="ao" x1="\(origin.x)" x2="\(origin.x)" y1="\(top)" y2="\(top + upper)"/>\
      <text class="ax" x="\(origin.x)" y="\(top - 10)" text-anchor="middle">\
      \(phrases.dataUntil(figures.date(selection.asOf)))</text>
      """
  }

  /// A nominal and a planned bar for each month; a month that is past has one, of what was paid.
  private var bars: HTML {
    let monthEnds = selection.fiscalYear.monthEnds
    return (0..<13).map { month -> HTML in
      guard let planned = selection.planned.months[month] else { return .empty }
      let start = left + slot * Double(month)
      let isPast = monthEnds[month] <= selection.asOf
      let wide = slot * 0.38
      let label: HTML = """
        <text class="ax2" x="\(start + slot * 0.5)" y="\(base + font)" text-anchor="middle">\(figures.amount(planned))</text>
        """
      if isPast { return bar(start + slot * 0.31, wide, planned, "bk") + label }
      let nominal = selection.nominal.months[month].map { bar(start + slot * 0.1, wide, $0, "bn") } ?? .empty
      return nominal + bar(start + slot * 0.52, wide, planned, "bp") + label
    }.joined()
  }

  private func bar(_ x: Double, _ width: Double, _ amount: Money, _ style: String) -> HTML {
    let height = barHeight(amount)
    return "<rect class=\"\(style)\" x=\"\(x)\" y=\"\(base - height)\" width=\"\(width)\" height=\"\(height)\"/>"
  }

  private var endLabels: HTML {
    let whole = selection.whole.path
    var labels: [(text: String, style: String, y: Double)] = []
    func add(_ name: String, _ amount: Money?, _ style: String) {
      guard let amount else { return }
      labels.append(("\(name) \(figures.amount(amount))", style, y(amount)))
    }
    add(say("Theo lịch", "Planned"), whole.planned.last, "lm")
    add(phrases.nominal, whole.nominal.last, "ln")
    add(phrases.required, selection.requiredSteps.last?.amount, "lr")
    labels.sort { $0.y < $1.y }
    for index in labels.indices.dropFirst() { labels[index].y = max(labels[index].y, labels[index - 1].y + font + 3) }
    return labels.map { label -> HTML in
      "<text class=\"\(label.style)\" x=\"\(width - right + 10)\" y=\"\(label.y + 4)\">\(label.text)</text>"
    }.joined()
  }
}
