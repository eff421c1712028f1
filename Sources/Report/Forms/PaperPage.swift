public import Disbursement
import Portfolio
import Rulebook

/// Papers as one self-contained page, each on sheets of A4 of its own, printed sideways.
public enum PaperPage {
  /// The whole document, from `<!DOCTYPE html>` on; users' texts are escaped. All tables are in one language, that of the first.
  public static func render(_ tables: [FormTable], of scenario: ForecastInputs) -> String {
    let phrases = Phrases(language: tables.first?.language ?? .en)
    let figures = Figures(language: phrases.language, plan: scenario.portfolio.plan)
    let frame = PageFrame(
      phrases: phrases,
      title: phrases.say(
        "Biểu mẫu năm \(scenario.portfolio.fiscalYear.year)", "Forms \(scenario.portfolio.fiscalYear.year)"),
      scenario: scenario.scenarioName, asOf: figures.date(scenario.portfolio.asOf),
      engine: "giaingan \(Engine.version)",
      inputDigest: scenario.inputDigest, style: "\(FormStyle.css)\(FormStyle.sideways)\(style)", opening: .empty,
      sections: tables.enumerated().map { index, table in
        HTMLPage.Section(
          id: "form-\(index + 1)",
          title: table.isOfficial ? phrases.say("Biểu", "Form") + " \(table.code) – \(table.name)" : table.name,
          pageBreak: index == 0 ? .flowing : .newPage, body: FormMarkup(table).html)
      })
    return frame.document.source
  }

  /// On paper nothing but the papers; on a screen as wide as it is.
  private static let style: HTML = """

    main,header.top,footer{max-width:110rem}
    @media print{header.top,main h2{display:none}}
    """
}
