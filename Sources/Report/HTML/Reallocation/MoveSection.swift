import Disbursement
import Portfolio
import Rulebook

extension ReallocationPage {
  var moveSection: Section? {
    guard !proposal.moves.isEmpty else { return nil }
    var table = HTMLTable(
      caption: say("Số vốn tính bằng \(capital.unitName)", "Amounts in \(capital.unitName)"), style: "moves",
      columns: [
        .init(title: say("Lượt", "No.")), .init(title: say("Cắt giảm", "From")), .init(title: say("Bổ sung", "To")),
        .init(title: say("Số vốn", "Amount"), detail: phrases.source.lowercased(), isNumeric: true),
        .init(title: say("Lý do", "Reason")),
      ])
    for (index, move) in proposal.moves.prefix(ReallocationReport.largestRows).enumerated() {
      table.rows.append([
        "\(figures.count(index + 1))", project(move.giverID), project(move.receiverID),
        "<b>\(capital.amount(move.amount))</b>\(sub(move.sourceID))", "\(sentences.reason(of: move))",
      ])
    }
    let rest = proposal.moves.count - ReallocationReport.largestRows
    return Section(
      id: "moves", title: say("Đề xuất điều chuyển và lý do", "The moves and their reasons"),
      body: table.html + (rest > 0 ? note(phrases.moreInTables(figures.count(rest))) : .empty))
  }

  /// Where each project's plan stands between its bounds, before and after.
  var chartSection: Section? {
    let changed = selection.changed
    guard !changed.isEmpty else { return nil }
    let shown = changed.prefix(ReallocationReport.largestRows)
    let most = shown.map { PlanShift.end(of: $0) }.max() ?? .zero
    var table = HTMLTable(
      caption: say(
        "Kế hoạch vốn trước và sau, \(capital.unitName); thay đổi lớn nhất đứng trước",
        "Plan capital before and after, \(capital.unitName); the largest change comes first"), style: "shifts",
      columns: [
        .init(title: phrases.project, detail: phrases.owner.lowercased()),
        .init(title: say("Trước", "Before"), isNumeric: true), .init(title: say("Sau", "After"), isNumeric: true),
        .init(title: say("Thay đổi", "Change"), isNumeric: true),
        .init(
          title: say("Kế hoạch giữa các giới hạn", "Plan between its bounds"),
          scale: PlanShift.scale(most: most, figures: capital)),
      ])
    for (index, verdict) in shown.enumerated() {
      let change = verdict.planAfter - verdict.plan
      let shift = PlanShift(id: "shift-\(index + 1)", verdict: verdict, most: most, phrases: phrases, figures: capital)
      table.rows.append([
        "\(verdict.name)\(sub(identity(of: verdict)))", "\(capital.amount(verdict.plan))",
        "\(capital.amount(verdict.planAfter))",
        "<span class=\"\(change < .zero ? "down" : "up")\">\(capital.signed(change))</span>", shift.svg,
      ])
    }
    let rest = changed.count - shown.count
    return Section(
      id: "shifts", title: say("Trước và sau của từng dự án", "Before and after, project by project"),
      body: legend + table.html + (rest > 0 ? note(phrases.moreInTables(figures.count(rest))) : .empty))
  }

  private var legend: HTML {
    func key(_ mark: HTML, _ text: String) -> HTML {
      "<li><svg viewBox=\"0 0 27 12\" aria-hidden=\"true\">\(mark)</svg>\(text)</li>"
    }
    return """
      <ul class="legend">\(key("<rect class=\"rng\" y=\"2\" width=\"27\" height=\"8\"/>", say("khoảng được phép", "what the bounds allow")))\
      \(key("<circle class=\"was\" cx=\"13\" cy=\"6\" r=\"4\"/>", say("trước", "before")))\
      \(key("<circle class=\"gvd\" cx=\"13\" cy=\"6\" r=\"5\"/>", say("sau, cắt giảm", "after, giving")))\
      \(key("<circle class=\"rcd\" cx=\"13\" cy=\"6\" r=\"5\"/>", say("sau, bổ sung", "after, receiving")))</ul>
      """
  }
}

/// One project's plan before and after on a scale of money that all of them share.
struct PlanShift {
  /// Prefix of the identifiers of this picture, unique in its page.
  var id: String
  var verdict: ProjectVerdict
  /// The right end of the scale.
  var most: Money
  var phrases: Phrases
  var figures: Figures

  private static let width = 520.0
  private static let height = 20.0
  private static let margin = 8.0
  private static let font = 10.5

  /// How far right a project reaches: its plans, not a ceiling far beyond.
  static func end(of verdict: ProjectVerdict) -> Money { max(verdict.plan, verdict.planAfter) }

  /// Round amounts over the same places.
  static func scale(most: Money, figures: Figures) -> HTML {
    let marks = steps(most: most).map { amount -> HTML in
      """
      <text class="ax" x="\(x(amount, most))" y="11" text-anchor="\(amount == .zero ? "start" : "middle")">\
      \(figures.amount(amount))</text>
      """
    }
    return """
      <svg class="shift" aria-hidden="true" viewBox="0 0 \(width) 14" font-size="\(font)">\(marks.joined())</svg>
      """
  }

  /// Zero and up to five multiples of 1, 2 or 5 times a power of ten.
  private static func steps(most: Money) -> [Money] {
    guard most > .zero else { return [.zero] }
    var step: Int64 = 1
    var factors = [2, 5, 10].makeIterator()
    var base: Int64 = 1
    while most.dong / step > 5 {
      if let factor = factors.next() {
        step = base * Int64(factor)
      } else {
        base *= 10
        factors = [2, 5, 10].makeIterator()
      }
    }
    return (0...(most.dong / step)).map { Money(dong: $0 * step) }
  }

  private static func x(_ amount: Money, _ most: Money) -> Double {
    margin + (width - 2 * margin) * min(1, max(0, amount.rate(of: most)))
  }

  private func x(_ amount: Money) -> Double { Self.x(amount, most) }

  var svg: HTML {
    let middle = Self.height / 2
    let gives = verdict.planAfter < verdict.plan
    let floor = verdict.bounds.floors.first?.amount ?? .zero
    let ceiling = verdict.bounds.ceilings.first?.amount ?? most
    return """
      <svg class="shift" role="img" aria-labelledby="\(id)-t" viewBox="0 0 \(Self.width) \(Self.height)">\
      <title id="\(id)-t">\(summary(floor, ceiling))</title>\
      <rect class="rng" x="\(x(floor))" y="\(middle - 4)" width="\(max(1, x(ceiling) - x(floor)))" height="8"/>\
      <line class="\(gives ? "gv" : "rc")" x1="\(x(verdict.plan))" x2="\(x(verdict.planAfter))" y1="\(middle)" y2="\(middle)"/>\
      <circle class="was" cx="\(x(verdict.plan))" cy="\(middle)" r="4"/>\
      <circle class="\(gives ? "gvd" : "rcd")" cx="\(x(verdict.planAfter))" cy="\(middle)" r="5"/></svg>
      """
  }

  /// What the picture shows, in words.
  private func summary(_ floor: Money, _ ceiling: Money) -> String {
    let (before, after) = (figures.amount(verdict.plan), figures.amount(verdict.planAfter))
    let (low, high) = (figures.amount(floor), figures.amount(ceiling))
    return phrases.say(
      "\(verdict.id): \(before) → \(after), được phép từ \(low) đến \(high)",
      "\(verdict.id): \(before) → \(after), allowed \(low) to \(high)")
  }
}
