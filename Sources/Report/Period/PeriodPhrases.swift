import Disbursement
import Portfolio
import Rulebook

/// Words of period reports, as in the papers of Vietnamese offices.
extension Phrases {
  /// `quý II năm 2026`, `the second quarter of 2026`.
  func name(of period: ReportPeriod) -> String {
    say("\(shortName(of: period)) năm \(period.year)", "\(longPart(of: period)) \(period.year)")
  }

  /// `quý II`, `Q2`.
  func shortName(of period: ReportPeriod) -> String {
    switch period.kind {
    case .month(let number): say("tháng \(number)", Self.monthNames[(number - 1) % 12])
    case .quarter(let number): say("quý \(Self.romanNumerals[(number - 1) % 8])", "Q\(number)")
    }
  }

  private func longPart(of period: ReportPeriod) -> String {
    switch period.kind {
    case .month(let number): Self.monthNames[(number - 1) % 12]
    case .quarter(let number): "the \(["first", "second", "third", "fourth"][(number - 1) % 4]) quarter of"
    }
  }

  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
  private static let romanNumerals = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"]

  /// 1…8: of sections and groups; other numbers as they are.
  func roman(_ number: Int) -> String {
    (1...Self.romanNumerals.count).contains(number) ? Self.romanNumerals[number - 1] : String(number)
  }

  func name(ofLateness lateness: Lateness) -> String {
    switch lateness {
    case .late: say("đã chậm", "late")
    case .willMiss: say("khó đạt", "likely to miss")
    case .atRisk: say("có nguy cơ", "at risk")
    }
  }

  /// `A4: Full capital goes to …; Quyết định …, II.5`.
  func citation(of rule: Rule) -> String {
    let place = place(of: rule.citation)
    return "\(rule.id): \(rule.text[language])" + (place.isEmpty ? "" : " \(place).")
  }

  /// `Quyết định …, II.5`; empty when nothing is cited.
  func place(of citation: Citation) -> String {
    [citation.instrument, citation.article].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
