public import Disbursement
import Portfolio
import Rulebook

extension UnreportablePeriod {
  /// What is wrong with the period, as a message that names the option, what was found and what to do.
  public var input: InvalidInput {
    switch self {
    case .otherYear(let period, let year):
      InvalidInput([Self.otherYear(year).diagnostic(file: "--period", found: period.description)])
    case .notBegun(let period, let asOf):
      InvalidInput([Self.notBegun(period, asOf).diagnostic(file: "--period", found: period.description)])
    case .notEnded(let period, let asOf):
      InvalidInput([Self.notEnded(period, asOf).diagnostic(file: "--period", found: period.description)])
    }
  }

  private static func otherYear(_ year: FiscalYear) -> Phrase {
    Phrase(
      BilingualText(
        vi: "kỳ này không thuộc năm kế hoạch \(year.year) của kịch bản",
        en: "the period is no part of the scenario's plan year, \(year.year)"),
      remedy: BilingualText(
        vi: "Nêu một tháng hoặc quý của năm \(year.year), như \(year.year)-Q2 hoặc \(year.year)-05",
        en: "Name a month or a quarter of \(year.year), such as \(year.year)-Q2 or \(year.year)-05"))
  }

  private static func notBegun(_ period: ReportPeriod, _ asOf: Day) -> Phrase {
    let (first, known) = (PhraseText.date(period.firstDay), PhraseText.date(asOf))
    return Phrase(
      BilingualText(
        vi: "kỳ bắt đầu ngày \(first.vi), sau ngày cuối cùng đã có số liệu thực tế của kịch bản (\(known.vi))",
        en: "the period begins on \(first.en), after the last day whose actuals the scenario knows (\(known.en))"),
      remedy: remedy(period))
  }

  private static func notEnded(_ period: ReportPeriod, _ asOf: Day) -> Phrase {
    let (last, known) = (PhraseText.date(period.lastDay), PhraseText.date(asOf))
    return Phrase(
      BilingualText(
        vi: "kỳ kết thúc ngày \(last.vi), nhưng kịch bản mới có số liệu thực tế đến \(known.vi)",
        en: "the period ends on \(last.en), but the scenario knows actuals until \(known.en) only"),
      remedy: remedy(period))
  }

  private static func remedy(_ period: ReportPeriod) -> BilingualText {
    let last = PhraseText.date(period.lastDay)
    return BilingualText(
      vi: "Cập nhật số liệu thực tế và asOf đến \(last.vi), hoặc báo cáo một kỳ đã kết thúc",
      en: "Bring the actuals and asOf up to \(last.en), or report on a period that has ended")
  }
}
