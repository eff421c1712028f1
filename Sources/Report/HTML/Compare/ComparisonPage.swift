public import Disbursement
import Portfolio
public import Rulebook

/// A comparison as one self-contained page: no script, no network, made for the screen and for A4.
public enum ComparisonReport {
  /// Projects of each pair of variants; those that differ most come first.
  public static let largestProjectRows = 25

  /// The whole document, from `<!DOCTYPE html>` on; users' texts are escaped.
  public static func render(_ comparison: Comparison, language: Language) -> String {
    let page = ComparisonPage(
      selection: ComparisonSelection(comparison: comparison), phrases: Phrases(language: language),
      figures: Figures(language: language, plan: comparison.variants[0].whole.plan))
    return page.document.source
  }
}

/// The parts of the page.
struct ComparisonPage: PageParts {
  typealias Section = HTMLPage.Section

  let selection: ComparisonSelection
  let phrases: Phrases
  let figures: Figures

  var comparison: Comparison { selection.comparison }
  var sentences: ComparisonSentences {
    ComparisonSentences(selection: selection, phrases: phrases, figures: figures)
  }

  var document: HTML {
    PageFrame(
      phrases: phrases, title: sentences.title, scenario: selection.first.scenario,
      asOf: figures.date(selection.first.asOf), engine: sentences.engine, inputDigest: selection.first.inputDigest,
      style: ComparisonStyle.css,
      opening: """
        <p class="lead">\(sentences.verdict)</p>
        \(variantTable)
        \(notes)
        """,
      sections: [rankingSection, chartSection].compactMap { $0 } + comparison.pairs.map(pairSection)
        + [readingSection, runSection]
    ).document
  }

  func letter(_ variant: Int) -> HTML {
    "<b class=\"vl v\(variant % DifferenceChart.colours)\">\(selection.letter(variant))</b>"
  }

  /// What is compared.
  private var variantTable: HTML {
    let isAboutCapital = selection.isAboutCapital
    var table = HTMLTable(
      caption: say("Các phương án, \(figures.unitName)", "The variants, \(figures.unitName)"), style: "mid named",
      columns: [
        .init(title: say("Phương án", "Variant")),
        .init(
          title: isAboutCapital
            ? say("Cách điều chuyển vốn", "How capital moves")
            : say("Thay đổi so với số liệu", "Changed against the files")),
        .init(
          title: isAboutCapital ? say("Điều chuyển trung bình ±", "Moved, mean ±") : phrases.plan, isNumeric: true),
        .init(title: say("Số liệu đến", "Data until")),
      ])
    table.rows = comparison.variants.enumerated().map { number, variant in
      let moved: HTML? = variant.moved.map {
        "\(figures.fineAmount($0.mean))\(error(figures.fineError($0.standardError)))"
      }
      return [
        "\(letter(number)) \(name(of: variant))", changes(of: variant),
        moved ?? "\(figures.amount(variant.whole.plan))",
        date(variant.asOf),
      ]
    }
    return table.html
  }

  private func name(of variant: VariantEstimate) -> String {
    selection.changes(variant).isEmpty && !variant.changes.isEmpty ? variant.scenario : sentences.name(of: variant)
  }

  private func changes(of variant: VariantEstimate) -> HTML {
    let capital = sentences.capital(of: variant)
    if !capital.isEmpty { return capital.map { "\($0)" as HTML }.joined("<br>") }
    return variant.changes.isEmpty ? "–" : variant.changes.map { "<code>\($0)</code>" as HTML }.joined("<br>")
  }

  private var notes: HTML {
    guard !comparison.notes.isEmpty else { return .empty }
    return
      "<ul class=\"targets\">\(comparison.notes.map { "<li>\(sentences.text(of: $0))</li>" as HTML }.joined())</ul>"
  }

  private var rankingSection: Section? {
    guard !comparison.rankings.isEmpty else { return nil }
    return Section(
      id: "ranking", title: say("Xếp hạng và xác suất hơn nhau", "Ranking, and the chance that one beats another"),
      body: comparison.rankings.map(rankingTable).joined()
        + note(
          say(
            "Mỗi ô là xác suất phương án ở hàng giải ngân nhiều hơn phương án ở cột; lần bằng nhau tính nửa cho mỗi bên, số nhỏ là tỷ lệ bằng nhau.",
            "Each cell is the chance that the variant of the row disburses more than that of the column; a tie counts half to each, the small figure is the share of ties."
          )))
  }

  private func rankingTable(_ ranking: VariantRanking) -> HTML {
    let day = figures.date(ranking.date)
    var table = HTMLTable(
      caption: say("Giải ngân đến \(day), \(figures.unitName)", "Disbursed by \(day), \(figures.unitName)"),
      style: comparison.variants.count > 6 ? "wide" : "mid",
      columns: [
        .init(title: say("Phương án", "Variant")), .init(title: say("Trung bình ±", "Mean ±"), isNumeric: true),
        .init(title: say("So kế hoạch", "Of plan"), isNumeric: true),
        .init(title: say("Không chi được", "Unpaid at cut-off"), isNumeric: true),
        .init(title: say("Tốt nhất", "Best of all"), isNumeric: true),
      ]
        + comparison.variants.indices.map {
          .init(title: say("hơn \(selection.letter($0))", "beats \(selection.letter($0))"), isShaded: true)
        })
    table.rows = ranking.order.map { variant in
      let estimate = comparison.variants[variant]
      let amount = selection.amount(estimate.whole, on: ranking.date)
      let mean: HTML =
        amount.map { "\(figures.fineAmount($0.mean))\(error(figures.fineError($0.standardError)))" } ?? "–"
      return [
        comparison.variants.count > 5 ? letter(variant) : "\(letter(variant)) \(sentences.name(of: estimate))", mean,
        "\(amount.map { figures.percent($0.mean.rate(of: estimate.whole.plan)) } ?? "–")",
        "\(figures.fineAmount(estimate.whole.lapse))", "\(figures.percent(ranking.best[variant], places: 0))",
      ] + comparison.variants.indices.map { chanceCell(ranking, variant, $0) }
    }
    return table.html
  }

  private func chanceCell(_ ranking: VariantRanking, _ variant: Int, _ other: Int) -> HTML {
    guard variant != other else { return "<span>–</span>" }
    let chance = ranking.beats[variant][other]
    let shade = [0.05, 0.3, 0.45, 0.55, 0.7, 0.95].filter { chance >= $0 }.count
    let ties = ranking.ties[variant][other]
    let same = ties >= 0.005 ? "= \(figures.percent(ties, places: 0))" : ""
    return "<span class=\"c\(shade)\">\(figures.percent(chance, places: 0))\(sub(same))</span>"
  }

  private var chartSection: Section? {
    guard !selection.isWithoutDifference, comparison.checkpoints.count > 1 else { return nil }
    let chart = DifferenceChart(selection: selection, phrases: phrases, figures: figures)
    return Section(
      id: "course", title: say("Chênh lệch qua các tháng", "The difference over the months"),
      body: """
        <figure><div class="chart" role="region" tabindex="0" aria-label="\(chart.title)">\(chart.svg)</div>
        <figcaption>\(say(
          "Giải ngân lũy kế trung bình của từng phương án trừ A, \(figures.unitName); dải màu là khoảng 95% của chênh lệch trung bình.",
          "Mean cumulative disbursement of each variant minus A, \(figures.unitName); the band is the 95% interval of the mean difference."
        ))</figcaption></figure>
        """)
  }

  private var readingSection: Section {
    readingSection(say("Cách đọc trang này", "How to read this page"), sentences.reading)
  }

  private var runSection: Section {
    let run = comparison.run
    var entries: [(String, String)] = [
      (say("Bộ tính", "Engine"), run.engine), (say("Năm kế hoạch", "Plan year"), "\(run.fiscalYear.year)"),
      (say("Số lần mô phỏng", "Replications"), figures.count(run.replications)),
      (say("Mầm ngẫu nhiên", "Seed"), "\(run.seed)"),
    ]
    for (number, variant) in comparison.variants.enumerated() {
      entries.append(
        (
          say("Phương án ", "Variant ") + selection.letter(number),
          "\(variant.scenario) · \(variant.rulebook) · \(variant.assumptions) · \(variant.inputDigest)"
        ))
    }
    let list = entries.map { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" as HTML }.joined("\n")
    return Section(
      id: "run", title: say("Thông tin lần chạy", "Run"),
      body: "<dl class=\"run\">\(list)</dl>"
        + note(
          say(
            "Mã băm là của các tệp trước khi thay đổi. Cùng số liệu, thay đổi, mầm ngẫu nhiên, số lần mô phỏng và bộ tính thì cho đúng kết quả này.",
            "Digests are of the files before anything is changed. The same data, changes, seed, replications and engine give exactly this result."
          )))
  }
}

/// Rules of style that only this page needs.
enum ComparisonStyle {
  static let css: HTML = """

    .vl{display:inline-block;min-width:1.35rem;padding:0 .3rem;margin-right:.25rem;text-align:center;color:#fff;background:#17232e}
    .v1{background:#0b4f86}.v2{background:#a63c00}.v3{background:#3c6e00}.v4{background:#6a2f86}.v5{background:#7a4b00}.v0{background:#17232e}
    svg .l0{stroke:#17232e}svg .l1{stroke:#0b4f86}svg .l2s{stroke:#a63c00}svg .l3{stroke:#3c6e00}svg .l4{stroke:#6a2f86}svg .l5{stroke:#7a4b00}
    svg .f1{fill:#0b4f86}svg .f2{fill:#a63c00}svg .f3{fill:#3c6e00}svg .f4{fill:#6a2f86}svg .f5{fill:#7a4b00}svg .f0{fill:#17232e}
    svg .band{opacity:.16}
    svg .dl{fill:none;stroke-width:2.2}
    td.h .sub{color:inherit;opacity:.85;font-weight:400}
    td.h span{flex-direction:column}
    .c0{background:#8c2d04;color:#fff}.c1{background:#f0a35e}.c2{background:#fce3c4}.c3{background:#f3f6f9}.c4{background:#dbe9f5}
    .c5{background:#a5cbe8}.c6{background:#1d6ba5;color:#fff}
    .up{color:var(--good);font-weight:600}.down{color:var(--bad);font-weight:600}
    code{font-size:.92em;overflow-wrap:anywhere}
    """
}
