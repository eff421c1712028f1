import Disbursement
import Portfolio

/// How the mean of each variant differs from the first's over the year, with its interval.
struct DifferenceChart {
  var selection: ComparisonSelection
  var phrases: Phrases
  var figures: Figures

  /// Of lines, used again beyond.
  static let colours = 6
  /// Variants that are drawn; all of them are in the tables.
  private static let mostLines = 8

  private let width = 960.0
  private let height = 340.0
  private let left = 70.0
  private let right = 150.0
  private let top = 18.0
  private let bottom = 34.0
  private let font = 12.5

  private var comparison: Comparison { selection.comparison }
  private var pairs: ArraySlice<VariantComparison> { comparison.pairs.prefix(Self.mostLines) }
  private func say(_ vi: String, _ en: String) -> String { phrases.say(vi, en) }

  var title: String { say("Chênh lệch so với A qua các tháng", "Difference from A over the months") }

  private var summary: String {
    let day = figures.date(selection.rankedOn)
    let parts = pairs.compactMap { pair in
      selection.difference(pair.whole.path, on: selection.rankedOn).map {
        "\(selection.letter(pair.variant)) \(figures.difference($0.difference))"
      }
    }.joined(separator: "; ")
    return say("Đến \(day): \(parts) \(figures.unitName).", "By \(day): \(parts) \(figures.unitName).")
  }

  var svg: HTML {
    """
    <svg class="fan" role="img" aria-labelledby="course-t course-d" viewBox="0 0 \(width) \(height)" \
    font-size="\(font)"><title id="course-t">\(title)</title><desc id="course-d">\(summary)</desc>
    \(grid)\(pairs.map(band).joined())\(pairs.map(line).joined())\(labels)
    </svg>
    """
  }

  // MARK: Scale

  /// The day until which all variants know the same; before it they do not differ where they have been paid the same.
  private var firstDay: Day {
    max(comparison.run.fiscalYear.eve, comparison.variants.map(\.asOf).min() ?? comparison.run.fiscalYear.eve)
  }

  /// The means' and the intervals' course; from nothing where all variants begin alike.
  private func course(_ pair: VariantComparison) -> [(day: Day, mean: PairedMean)] {
    let other = comparison.variants[pair.variant]
    let isAlike = other.asOf == selection.first.asOf && other.whole.paidToDate == selection.first.whole.paidToDate
    let points = pair.whole.path.map { (day: $0.date, mean: $0.difference) }
    let start = PairedMean(mean: .zero, standardError: .zero, low: .zero, high: .zero)
    return (isAlike ? [(day: firstDay, mean: start)] : []) + points
  }

  private func x(_ day: Day) -> Double {
    let span = Double(max(1, selection.cutOff - firstDay))
    return left + (width - left - right) * Double(day - firstDay) / span
  }

  /// Least and greatest end of the intervals, and zero.
  private var range: (low: Double, high: Double) {
    let means = pairs.flatMap { $0.whole.path.map(\.difference) }
    let low = means.map { Double($0.low.dong) }.min() ?? 0
    let high = means.map { Double($0.high.dong) }.max() ?? 0
    return low < 0 || high > 0 ? (min(0, low), max(0, high)) : (0, 1)
  }

  private func y(_ amount: Double) -> Double {
    let (low, high) = range
    return top + (height - top - bottom) * (high - amount) / max(1, high - low)
  }

  private func path(_ points: [(Double, Double)]) -> HTML {
    points.enumerated().map { index, point -> HTML in "\(index == 0 ? "M" : "L")\(point.0) \(point.1)" }.joined()
  }

  // MARK: Marks

  private func colour(_ pair: VariantComparison) -> Int { pair.variant % Self.colours }

  private func band(_ pair: VariantComparison) -> HTML {
    let points = course(pair)
    let upper = points.map { (x($0.day), y(Double($0.mean.high.dong))) }
    let lower = points.reversed().map { (x($0.day), y(Double($0.mean.low.dong))) }
    return "<path class=\"band f\(colour(pair))\" d=\"\(path(upper + lower))Z\"/>"
  }

  private func line(_ pair: VariantComparison) -> HTML {
    let points = course(pair).map { (x($0.day), y(Double($0.mean.mean.dong))) }
    let style = colour(pair) == 2 ? "l2s" : "l\(colour(pair))"
    return "<path class=\"dl \(style)\" d=\"\(path(points))\"/>"
  }

  /// Ends of the lines, moved apart where they would overlap.
  private var labels: HTML {
    let ends = pairs.compactMap { pair -> (pair: VariantComparison, amount: PairedMean)? in
      pair.whole.path.last.map { (pair, $0.difference) }
    }.sorted { $0.amount.mean > $1.amount.mean }
    var heights = ends.map { y(Double($0.amount.mean.dong)) }
    let gap = font + 4
    for index in heights.indices.dropFirst() { heights[index] = max(heights[index], heights[index - 1] + gap) }
    for index in heights.indices.reversed() {
      let limit = index == heights.count - 1 ? height - bottom + 4 : heights[index + 1] - gap
      heights[index] = min(heights[index], limit)
    }
    let edge = width - right
    return zip(ends, heights).map { end, shown -> HTML in
      """
      <path class="ld" d="M\(edge + 2) \(y(Double(end.amount.mean.dong)))L\(edge + 12) \(shown)"/>\
      <text class="f\(colour(end.pair))" x="\(edge + 15)" y="\(shown + 4)">\
      <tspan font-weight="700">\(selection.letter(end.pair.variant))</tspan> \(figures.fineSigned(end.amount.mean))</text>
      """
    }.joined()
  }

  private var grid: HTML { levels.map(level).joined() + months }

  /// Round amounts within the range.
  private var levels: [Double] {
    let (low, high) = range
    return RoundLevels.within(low...high, about: 5)
  }

  private func level(_ amount: Double) -> HTML {
    let style = amount == 0 ? "t" : "g"
    return """
      <line class="\(style)" x1="\(left)" x2="\(width - right)" y1="\(y(amount))" y2="\(y(amount))"/>\
      <text class="ax" x="\(left - 6)" y="\(y(amount) + 4)" text-anchor="end">\(figures.fineSigned(Money(dong: Int64(amount))))</text>
      """
  }

  private var months: HTML {
    let base = height - bottom
    let year = comparison.run.fiscalYear
    return (1...13).compactMap { month -> HTML? in
      let end = Day(endOfMonth: month, year: year.year)
      guard end > firstDay else { return nil }
      let middle = Day(ordinal: (Day(firstOfMonth: month, year: year.year).ordinal + end.ordinal) / 2)
      let tick: HTML = """
        <line class="t" x1="\(x(end))" x2="\(x(end))" y1="\(base)" y2="\(base + 4)"/>
        """
      guard middle >= firstDay else { return tick }
      return """
        \(tick)<text class="ax" x="\(x(middle))" y="\(base + font + 5)" text-anchor="middle">\
        \(figures.monthName(month, of: year))</text>
        """
    }.joined()
  }
}
