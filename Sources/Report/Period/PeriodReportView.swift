public import Disbursement
public import Portfolio
public import Rulebook
public import Workbook

/// A period report as people hand it in: a page for print, sheets, plain text; pure functions of the report.
public struct PeriodReportView: Sendable {
  private let report: PeriodReport
  private let portfolio: Portfolio
  private let issuer: String
  private let addressee: String?

  /// - Parameters:
  ///   - issuer: The body that reports.
  ///   - addressee: Nil is the Department of Finance.
  public init(_ report: PeriodReport, portfolio: Portfolio, issuer: String, addressee: String? = nil) {
    self.report = report
    self.portfolio = portfolio
    self.issuer = issuer
    self.addressee = addressee
  }

  private func writer(_ language: Language) -> PeriodLetter {
    let department = Phrases(language: language).say("Sở Tài chính", "Department of Finance")
    return PeriodLetter(
      report, portfolio: portfolio, issuer: issuer, addressee: addressee ?? department, language: language)
  }

  /// A self-contained page for the screen and for A4: no script, no network; users' texts are escaped.
  public func html(_ language: Language) -> String { LetterMarkup(writer(language).letter).document.source }

  /// Plain text that ends in a line feed; no line takes more than `width` columns, at least ``TerminalReport/smallestWidth``.
  public func text(_ language: Language, width: Int = 100, color: ColorMode = .none) -> String {
    var page = LetterText(width: max(width, TerminalReport.smallestWidth), color: color)
    page.write(writer(language).letter)
    return page.lines.joined(separator: "\n") + "\n"
  }

  /// A workbook: the text of the report, then a sheet for each table.
  public func workbook(_ language: Language) throws(WorkbookWriterError) -> [UInt8] {
    try LetterSheets(writer(language).letter).workbook()
  }

  /// What the report asks for, in the order of its recommendations.
  public var recommendations: [BilingualText] {
    let (vi, en) = (writer(.vi).sentences.recommendations, writer(.en).sentences.recommendations)
    return zip(vi, en).map { BilingualText(vi: $0, en: $1) }
  }
}
