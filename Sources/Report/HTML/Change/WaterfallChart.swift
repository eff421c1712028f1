import Disbursement
import Portfolio

/// The way from one forecast to another as bars, one below the other: where it starts, what each step adds or takes, where it ends.
struct WaterfallChart {
  let sentences: BridgeSentences
  /// What the whole is by one day.
  let point: AmountBridge.Point

  private let width = 960.0
  private let left = 330.0
  private let right = 150.0
  private let top = 30.0
  private let row = 34.0
  private let bar = 20.0
  private let font = 13.5

  private var selection: ChangeSelection { sentences.selection }
  private var figures: Figures { sentences.figures }
  private func say(_ vi: String, _ en: String) -> String { sentences.say(vi, en) }

  /// One bar: from an amount to another.
  private struct Bar {
    var name: String
    var from: Double
    var to: Double
    var label: String
    var style: String
    /// Two standard errors; nil where none is stated.
    var error: Double?
  }

  var title: String {
    let day = figures.date(point.date)
    return say(
      "Từ dự báo trước đến dự báo sau, giải ngân đến \(day)",
      "From the earlier forecast to the later one, disbursed by \(day)")
  }

  private var summary: String {
    bars.map { "\($0.name) \($0.label)" }.joined(separator: "; ") + " (\(figures.unitName))."
  }

  private var bars: [Bar] {
    let base = axis.low
    func total(_ run: RunHeader, _ amount: Money, isLater: Bool) -> Bar {
      Bar(
        name: sentences.forecast(run, isLater: isLater), from: base, to: Double(amount.dong),
        label: figures.amount(amount),
        style: "wt")
    }
    let change = selection.change
    var bars = [total(change.earlier, point.amounts.earlier, isLater: false)]
    var level = Double(point.amounts.earlier.dong)
    for step in selection.steps {
      let effect = point.effects[step]
      let next = level + Double(effect.amount.dong)
      bars.append(
        Bar(
          name: sentences.name(of: change.steps[step]), from: level, to: next, label: figures.signed(effect.amount),
          style: next < level ? "wd" : "wu", error: effect.standardError.map { 2 * Double($0.dong) }))
      level = next
    }
    return bars + [total(change.later, point.amounts.later, isLater: true)]
  }

  /// From nothing, or from near the least amount where all are far from nothing.
  private var axis: (low: Double, high: Double, isCut: Bool) {
    var levels = [Double(point.amounts.earlier.dong)]
    for step in selection.steps { levels.append((levels.last ?? 0) + Double(point.effects[step].amount.dong)) }
    levels.append(Double(point.amounts.later.dong))
    let (least, most) = (levels.min() ?? 0, levels.max() ?? 0)
    guard least > 0, least > 0.7 * most else { return (min(0, least), max(most, least + 1), false) }
    return (least - 0.6 * (most - least) - 0.02 * most, most, true)
  }

  /// Said below the chart where its scale does not begin at nothing.
  var remark: String {
    axis.isCut ? say(" Trục không bắt đầu từ 0.", " The scale does not begin at 0.") : ""
  }

  private var height: Double { top + Double(bars.count) * row + 8 }

  private func x(_ amount: Double) -> Double {
    let (low, high, _) = axis
    return left + (width - left - right) * (amount - low) / max(1, high - low)
  }

  var svg: HTML {
    let bars = bars
    let rows = bars.enumerated().map { draw($1, at: top + Double($0) * row, isLast: $0 == bars.count - 1) }.joined()
    return """
      <svg class="fan" role="img" aria-labelledby="steps-t steps-d" viewBox="0 0 \(width) \(height)" \
      font-size="\(font)"><title id="steps-t">\(title)</title><desc id="steps-d">\(summary)</desc>
      \(levels)\(rows)
      </svg>
      """
  }

  private func draw(_ bar: Bar, at y: Double, isLast: Bool) -> HTML {
    let (start, end) = (x(min(bar.from, bar.to)), x(max(bar.from, bar.to)))
    let middle = y + row / 2
    let edge = max(end, bar.error.map { x(bar.to + $0) } ?? end)
    var marks: HTML = """
      <text x="\(left - 12)" y="\(middle + 5)" text-anchor="end">\(bar.name)</text>\
      <rect class="\(bar.style)" x="\(start)" y="\(middle - self.bar / 2)" width="\(max(1, end - start))" height="\(self.bar)"/>\
      <text class="lm" x="\(edge + 7)" y="\(middle + 5)">\(bar.label)</text>
      """
    if let error = bar.error, error > 0 {
      marks += "<path class=\"we\" d=\"M\(x(bar.to - error)) \(middle)L\(x(bar.to + error)) \(middle)\"/>"
    }
    if isLast { return marks }
    // To the next bar, which begins where this one ends.
    marks +=
      "<path class=\"ld\" d=\"M\(x(bar.to)) \(middle + self.bar / 2)L\(x(bar.to)) \(middle + row - self.bar / 2)\"/>"
    return marks
  }

  private var levels: HTML {
    let (low, high, _) = axis
    return RoundLevels.within(low...high, about: 5).map { amount -> HTML in
      """
      <line class="g" x1="\(x(amount))" x2="\(x(amount))" y1="\(top - 4)" y2="\(height - 6)"/>\
      <text class="ax" x="\(x(amount))" y="\(top - 10)" text-anchor="middle">\(figures.amount(Money(dong: Int64(amount))))</text>
      """
    }.joined()
  }
}
