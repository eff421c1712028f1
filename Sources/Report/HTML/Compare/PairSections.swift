import Disbursement
import Portfolio
import Rulebook

extension ComparisonPage {
  /// One variant against the first.
  func pairSection(_ pair: VariantComparison) -> Section {
    let name = selection.letter(pair.variant)
    let title = sentences.name(of: comparison.variants[pair.variant])
    let unpaired = sentences.unpaired(of: pair)
    return Section(
      id: "variant-\(pair.variant)", title: say("\(name) so với A: \(title)", "\(name) against A: \(title)"),
      body: [
        "<p>\(sentences.summary(of: pair)) \(unpaired)</p>",
        amountTable(
          say("Toàn danh mục, \(figures.unitName)", "Whole portfolio, \(figures.unitName)"), phrases.date, pair,
          selection.shown(pair.whole.path).map { (date($0.date), $0) }),
        "<p>\(sentences.lapse(of: pair))</p>", groupTable(pair), milestoneTable(pair), projectTable(pair),
        unmatched(pair),
      ].joined())
  }

  private func amountTable(
    _ caption: String, _ head: String, _ pair: VariantComparison, _ rows: [(HTML, AmountDifference)],
    style: String = "mid"
  ) -> HTML {
    guard !rows.isEmpty else { return .empty }
    let most =
      rows.map { max(abs(Double($0.1.difference.low.dong)), abs(Double($0.1.difference.high.dong))) }.max() ?? 0
    var table = HTMLTable(
      caption: caption, style: style,
      columns: [
        .init(title: head), .init(title: "A", isNumeric: true),
        .init(title: selection.letter(pair.variant), isNumeric: true),
        .init(title: say("Chênh lệch ±", "Difference ±"), isNumeric: true),
        .init(title: say("Khoảng 95%", "95% interval"), isNumeric: true), .init(title: say("So sánh", "Comparison")),
        .init(title: say("Xác suất hơn", "Chance of more"), isNumeric: true),
        .init(title: say("Như nhau", "Same"), isNumeric: true),
      ])
    table.rows = rows.map { name, amount in
      [
        name, "\(figures.fineAmount(amount.first))", "\(figures.fineAmount(amount.other))",
        difference(amount.difference),
        "\(figures.interval(amount.difference))", DifferenceBar(difference: amount.difference, most: most).html,
        "\(figures.percent(amount.probabilityOfMore, places: 0))", "\(figures.percent(amount.ties, places: 0))",
      ]
    }
    return table.html
  }

  /// Marked where the interval does not contain zero.
  private func difference(_ mean: PairedMean) -> HTML {
    let error = error(figures.fineError(mean.standardError))
    let text = figures.fineSigned(mean.mean)
    guard mean.isClear, figures.isShown(mean.mean) else { return "\(text)\(error)" }
    let (style, mark) = mean.mean > .zero ? ("up", "▲") : ("down", "▼")
    return "<span class=\"\(style)\"><span aria-hidden=\"true\">\(mark) </span>\(text)</span>\(error)"
  }

  private func groupTable(_ pair: VariantComparison) -> HTML {
    let day = figures.date(selection.rankedOn)
    return amountTable(
      say("Theo nhóm, đến \(day), \(figures.unitName)", "By group, by \(day), \(figures.unitName)"), phrases.group,
      pair,
      pair.groups.compactMap { group in
        guard let kind = ProjectGroup(rawValue: group.id),
          let amount = selection.difference(group.path, on: selection.rankedOn)
        else { return nil }
        let plan = group.plan == .zero ? "" : say("kế hoạch ", "plan ") + figures.fineSigned(group.plan)
        return ("\(phrases.name(of: kind))\(sub(plan))", amount)
      })
  }

  private func milestoneTable(_ pair: VariantComparison) -> HTML {
    guard !pair.milestones.isEmpty || !pair.targets.isEmpty else { return .empty }
    var table = HTMLTable(
      caption: say(
        "Xác suất đạt mốc; chênh lệch tính bằng điểm phần trăm, số thiếu bằng \(figures.unitName)",
        "Chances of milestones; differences in percentage points, missing money in \(figures.unitName)"), style: "mid",
      columns: [
        .init(title: phrases.milestone, detail: phrases.group.lowercased()), .init(title: phrases.due),
        .init(title: "A", isNumeric: true), .init(title: selection.letter(pair.variant), isNumeric: true),
        .init(title: say("Chênh lệch ±", "Difference ±"), isNumeric: true),
        .init(title: say("Khoảng 95%", "95% interval"), isNumeric: true),
        .init(title: say("Thiếu dự kiến, chênh lệch ±", "Expected missing, difference ±"), isNumeric: true),
      ])
    table.rows = pair.targets.map { target in
      let share = figures.plainNumber(target.target.rate.value * 100) + "%"
      return probabilityRow(
        "\(say("Mục tiêu", "Target"))\(sub(say("≥ \(share) kế hoạch", "≥ \(share) of plan")))", target.target.date,
        target.probability, "")
    }
    table.rows += pair.milestones.map { milestone in
      probabilityRow(
        "<b>\(milestone.ruleID)</b>\(sub(phrases.shortName(of: milestone.group)))", milestone.date,
        milestone.probability, "\(figures.difference(milestone.expectedShortfall))")
    }
    return table.html
  }

  private func probabilityRow(_ name: HTML, _ day: Day, _ chance: PairedProbability, _ missing: HTML) -> [HTML] {
    [
      name, date(day), "\(figures.probability(chance.first))", "\(figures.probability(chance.other))",
      "\(figures.points(chance.difference))\(error(figures.pointsError(chance.standardError)))",
      "\(figures.points(chance.low)) … \(figures.points(chance.high))", missing,
    ]
  }

  private func projectTable(_ pair: VariantComparison) -> HTML {
    let changed = selection.changedProjects(pair)
    let rows = changed.prefix(ComparisonReport.largestProjectRows).compactMap { project -> (HTML, AmountDifference)? in
      guard let amount = selection.difference(project.path, on: selection.rankedOn) else { return nil }
      let plan =
        project.planDifference == .zero ? "" : say("kế hoạch ", "plan ") + figures.fineSigned(project.planDifference)
      let parts = [project.id, phrases.shortName(of: project.group), plan].filter { !$0.isEmpty }
      return ("\(project.name)\(sub(parts.joined(separator: " · ")))", amount)
    }
    let day = figures.date(selection.rankedOn)
    let caption = say(
      "Các dự án đổi nhiều nhất, đến \(day), \(figures.unitName)",
      "Projects that change most, by \(day), \(figures.unitName)")
    let rest = changed.count - rows.count
    return amountTable(caption, phrases.project, pair, rows, style: "wide named")
      + (rest > 0 ? note(phrases.moreInTables(figures.count(rest))) : .empty)
  }

  private func unmatched(_ pair: VariantComparison) -> HTML {
    var text = HTML.empty
    if !pair.onlyInFirst.isEmpty { text += note(sentences.unmatched(pair.onlyInFirst, in: "A")) }
    if !pair.onlyInVariant.isEmpty {
      text += note(sentences.unmatched(pair.onlyInVariant, in: selection.letter(pair.variant)))
    }
    return text
  }
}

/// A difference as a bar from the middle with its interval; decoration beside its number.
struct DifferenceBar {
  var difference: PairedMean
  /// The largest amount of the table's bars.
  var most: Double

  private func x(_ amount: Money) -> Double {
    50 + (most > 0 ? 50 * max(-1, min(1, Double(amount.dong) / most)) : 0)
  }

  var html: HTML {
    let (middle, end) = (50.0, x(difference.mean))
    let fill = difference.mean < .zero ? "#c4642e" : "#1d6ba5"
    return """
      <svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">\
      <rect x="\(min(middle, end))" width="\(abs(end - middle))" y="1" height="8" fill="\(fill)"/>\
      <path d="M50 0L50 10" stroke="#8a97a3" stroke-width="1" vector-effect="non-scaling-stroke"/>\
      <path d="M\(x(difference.low)) 5L\(x(difference.high)) 5" stroke="#17232e" stroke-width="1.6" \
      vector-effect="non-scaling-stroke"/></svg>
      """
  }
}
