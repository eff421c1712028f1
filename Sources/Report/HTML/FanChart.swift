import Disbursement
import Portfolio
import Rulebook

/// Cumulative disbursement over the year: bands of quantiles, median, what the rules ask, what is known.
struct FanChart {
  enum Size {
    case whole
    case group
    case project
  }

  /// Prefix of the identifiers of this chart, unique in its page.
  var id: String
  var title: String
  /// What the chart says, in words.
  var summary: String
  var size: Size
  var plan: Money
  var paidToDate: Money
  var path: [PathPoint]
  var nominal: [Money] = []
  var steps: [RequiredStep] = []
  var coherent: [CoherentPath] = []
  var fiscalYear: FiscalYear
  var asOf: Day
  var phrases: Phrases
  var figures: Figures

  private var frame: Frame {
    switch size {
    case .whole: Frame(width: 960, height: 372, left: 66, right: 216, top: 26, bottom: 34, font: 12.5)
    case .group: Frame(width: 460, height: 196, left: 58, right: 76, top: 14, bottom: 26, font: 11.5)
    case .project: Frame(width: 360, height: 116, left: 48, right: 12, top: 10, bottom: 22, font: 11)
    }
  }

  var svg: HTML {
    let frame = frame
    return """
      <svg class="fan" role="img" aria-labelledby="\(id)-t \(id)-d" viewBox="0 0 \(frame.width) \(frame.height)" \
      font-size="\(frame.font)"><title id="\(id)-t">\(title)</title><desc id="\(id)-d">\(summary)</desc>
      \(grid)\(bands)\(stepLine)\(nominalLine)\(coherentLines)\(medianLine)\(actualLine)\(marks)\(labels)
      </svg>
      """
  }
}

/// Where a chart's plane lies in its picture.
private struct Frame {
  var width: Double
  var height: Double
  var left: Double
  var right: Double
  var top: Double
  var bottom: Double
  var font: Double

  var plotWidth: Double { width - left - right }
  var plotHeight: Double { height - top - bottom }
}

private struct PlotPoint {
  var x: Double
  var y: Double
}

extension FanChart {
  private func x(_ day: Day) -> Double {
    let span = Double(fiscalYear.cutOff - fiscalYear.eve)
    return frame.left + frame.plotWidth * Double(day - fiscalYear.eve) / span
  }

  private func y(_ amount: Money) -> Double {
    let share = min(1.02, max(0, amount.rate(of: plan)))
    return frame.top + frame.plotHeight * (1 - share)
  }

  private func line(_ points: [PlotPoint]) -> HTML {
    points.enumerated().map { index, point -> HTML in "\(index == 0 ? "M" : "L")\(point.x) \(point.y)" }.joined()
  }

  /// Known payments, from nothing at the beginning of the year.
  private var actuals: [PlotPoint] {
    let known = path.filter(\.isActual)
    guard !known.isEmpty else { return [] }
    let start = PlotPoint(x: x(fiscalYear.eve), y: y(.zero))
    let end = PlotPoint(x: x(asOf), y: y(paidToDate))
    let points = known.filter { $0.date <= asOf }.map { PlotPoint(x: x($0.date), y: y($0.p50)) }
    return [start] + points + (points.last.map { $0.x < end.x } == true ? [end] : [])
  }

  private var forecastPoints: [PathPoint] { path.filter { !$0.isActual } }

  private var origin: PlotPoint { PlotPoint(x: x(max(asOf, fiscalYear.eve)), y: y(paidToDate)) }

  private func band(_ low: KeyPath<PathPoint, Money>, _ high: KeyPath<PathPoint, Money>, _ style: String) -> HTML {
    let points = forecastPoints
    guard !points.isEmpty else { return .empty }
    let upper = [origin] + points.map { PlotPoint(x: x($0.date), y: y($0[keyPath: high])) }
    let lower = points.reversed().map { PlotPoint(x: x($0.date), y: y($0[keyPath: low])) }
    return "<path class=\"\(style)\" d=\"\(line(upper + lower))Z\"/>"
  }

  private var bands: HTML {
    [band(\.p5, \.p95, "b1"), band(\.p10, \.p90, "b2"), band(\.p25, \.p75, "b3")].joined()
  }

  private var medianLine: HTML {
    guard !forecastPoints.isEmpty else { return .empty }
    let points = [origin] + forecastPoints.map { PlotPoint(x: x($0.date), y: y($0.p50)) }
    return "<path class=\"med\" d=\"\(line(points))\"/>"
  }

  /// Where payments are not known by month, only the amount on the as-of day stands as a dot.
  private var actualLine: HTML {
    let points = actuals
    guard points.count > 1 else {
      guard paidToDate > .zero else { return .empty }
      return "<circle cx=\"\(origin.x)\" cy=\"\(origin.y)\" r=\"3.5\"/>"
    }
    return "<path class=\"act\" d=\"\(line(points))\"/>"
  }

  private var nominalLine: HTML {
    guard size == .whole else { return .empty }
    let future = zip(path, nominal).filter { !$0.0.isActual }
    guard !future.isEmpty else { return .empty }
    let points = [origin] + future.map { PlotPoint(x: x($0.0.date), y: y($0.1)) }
    return "<path class=\"nom\" d=\"\(line(points))\"/>"
  }

  private var coherentLines: HTML {
    coherent.map { one -> HTML in
      let future = zip(path, one.disbursed).filter { !$0.0.isActual }
      let points = [origin] + future.map { PlotPoint(x: x($0.0.date), y: y($0.1)) }
      return "<path class=\"coh\" d=\"\(line(points))\"/>"
    }.joined()
  }

  private var stepLine: HTML {
    guard let first = steps.first else { return .empty }
    var points = [PlotPoint(x: x(first.date), y: y(.zero))]
    for (index, step) in steps.enumerated() {
      if index > 0 { points.append(PlotPoint(x: x(step.date), y: y(steps[index - 1].amount))) }
      points.append(PlotPoint(x: x(step.date), y: y(step.amount)))
    }
    if let last = steps.last { points.append(PlotPoint(x: x(fiscalYear.cutOff), y: y(last.amount))) }
    return "<path class=\"req\" d=\"\(line(points))\"/>"
  }

  /// Diamonds at the dates on which the rules ask for an amount.
  private var marks: HTML {
    let radius = size == .whole ? 5.0 : 4.0
    return steps.map { step -> HTML in
      let (cx, cy) = (x(step.date), y(step.amount))
      return """
        <path class="dia" d="M\(cx) \(cy - radius)L\(cx + radius) \(cy)L\(cx) \(cy + radius)L\(cx - radius) \(cy)Z"/>
        """
    }.joined()
  }

  private var grid: HTML {
    let frame = frame
    let quarters = size == .project ? [0, 50, 100] : [0, 25, 50, 75, 100]
    let horizontal = quarters.map { percent -> HTML in
      let amount = Money(dong: plan.dong / 100 * Int64(percent))
      let height = y(amount)
      let value = percent == 0 ? "" : size == .project ? figures.fineAmount(amount) : figures.amount(amount)
      let label: HTML =
        percent == 0
        ? "<text class=\"ax\" x=\"\(frame.left - 6)\" y=\"\(height + 4)\" text-anchor=\"end\">0</text>"
        : """
        <text class="ax" x="\(frame.left - 6)" y="\(height - 1)" text-anchor="end">\(percent)%</text>\
        <text class="ax2" x="\(frame.left - 6)" y="\(height + frame.font - 1)" text-anchor="end">\(value)</text>
        """
      return """
        <line class="g" x1="\(frame.left)" x2="\(frame.width - frame.right)" y1="\(height)" y2="\(height)"/>\(label)
        """
    }.joined()
    return horizontal + monthMarks + dayMarks
  }

  private var monthMarks: HTML {
    let frame = frame
    let base = frame.height - frame.bottom
    return (1...13).map { month -> HTML in
      let first = Day(firstOfMonth: month, year: fiscalYear.year)
      let middle = Day(ordinal: (first.ordinal + Day(endOfMonth: month, year: fiscalYear.year).ordinal) / 2)
      let isNamed = size == .whole || month % 3 == 0
      let tick: HTML = """
        <line class="t" x1="\(x(first + -1))" x2="\(x(first + -1))" y1="\(base)" y2="\(base + 4)"/>
        """
      guard isNamed else { return tick }
      let name = figures.monthName(month, of: fiscalYear)
      return """
        \(tick)<text class="ax" x="\(x(middle))" y="\(base + frame.font + 5)" text-anchor="middle">\(name)</text>
        """
    }.joined()
  }

  /// Upright lines at the as-of day and at the end of the year.
  private var dayMarks: HTML {
    let frame = frame
    func upright(_ day: Day, _ style: String) -> HTML {
      """
      <line class="\(style)" x1="\(x(day))" x2="\(x(day))" y1="\(frame.top)" y2="\(frame.height - frame.bottom)"/>
      """
    }
    var marks = upright(fiscalYear.lastDay, "ye")
    if asOf > fiscalYear.firstDay { marks += upright(asOf, "ao") }
    guard size == .whole else { return marks }
    marks += """
      <text class="ax" x="\(x(fiscalYear.lastDay))" y="\(frame.top - 10)" text-anchor="middle">\
      \(figures.date(fiscalYear.lastDay))</text>
      """
    if asOf > fiscalYear.firstDay, asOf < fiscalYear.lastDay {
      marks += """
        <text class="ax" x="\(x(asOf))" y="\(frame.top - 10)" text-anchor="middle">\
        \(phrases.dataUntil(figures.date(asOf)))</text>
        """
    }
    return marks
  }

  private var labels: HTML {
    switch size {
    case .whole: endLabels + stepLabels
    case .group: groupLabels
    case .project: .empty
    }
  }

  private var stepLabels: HTML {
    steps.filter { $0.amount != steps.last?.amount }.map { step -> HTML in
      """
      <text class="lr" x="\(x(step.date) + 8)" y="\(y(step.amount) + frame.font + 5)">\
      \(phrases.say("yêu cầu", "required")) \(figures.amount(step.amount))</text>
      """
    }.joined()
  }

  private var groupLabels: HTML {
    guard let last = forecastPoints.last else { return .empty }
    return spreadLabels(
      [
        EndLabel(text: "P90 \(percent(last.p90))", style: "l2", y: y(last.p90)),
        EndLabel(text: "P50 \(percent(last.p50))", style: "lm", y: y(last.p50)),
        EndLabel(text: "P10 \(percent(last.p10))", style: "l2", y: y(last.p10)),
      ], leader: 10)
  }

  private func percent(_ amount: Money) -> String { figures.percent(amount.rate(of: plan), places: 0) }

  private var endLabels: HTML {
    guard let last = forecastPoints.last else { return .empty }
    func label(_ name: String, _ amount: Money, _ style: String) -> EndLabel {
      EndLabel(text: "\(name) \(figures.amount(amount)) (\(percent(amount)))", style: style, y: y(amount))
    }
    var labels = [
      label("P90", last.p90, "l2"), label(phrases.median, last.p50, "lm"), label("P10", last.p10, "l2"),
    ]
    if let required = steps.last?.amount { labels.append(label(phrases.required, required, "lr")) }
    if let end = nominal.last, nominal.count == path.count { labels.append(label(phrases.nominal, end, "ln")) }
    for one in coherent {
      guard let end = one.disbursed.last else { continue }
      labels.append(label(phrases.name(ofPathRank: one.rank), end, "lc"))
    }
    return spreadLabels(labels, leader: 18)
  }

  /// Labels beside the right edge, moved apart where they would overlap, each tied to its height by a thin line.
  private func spreadLabels(_ wanted: [EndLabel], leader: Double) -> HTML {
    let frame = frame
    let gap = frame.font + 3.5
    var placed = wanted.sorted { $0.y < $1.y }
    var heights = placed.map(\.y)
    for index in heights.indices.dropFirst() { heights[index] = max(heights[index], heights[index - 1] + gap) }
    let lowest = frame.height - frame.bottom + 4
    for index in heights.indices.reversed() {
      let limit = index == heights.count - 1 ? lowest : heights[index + 1] - gap
      heights[index] = min(heights[index], limit)
    }
    let edge = frame.width - frame.right
    for index in placed.indices { placed[index].shown = heights[index] }
    return placed.map { label -> HTML in
      """
      <path class="ld" d="M\(edge + 2) \(label.y)L\(edge + leader - 3) \(label.shown)"/>\
      <text class="\(label.style)" x="\(edge + leader)" y="\(label.shown + 4)">\(label.text)</text>
      """
    }.joined()
  }
}

private struct EndLabel {
  var text: String
  var style: String
  var y: Double
  var shown = 0.0
}

extension HTML {
  static func + (left: HTML, right: HTML) -> HTML { [left, right].joined() }
}
