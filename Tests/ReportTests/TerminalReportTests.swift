import Foundation
import Report
import Rulebook
import Testing

struct TerminalReportTests {
  @Test(arguments: Language.allCases)
  func look(_ language: Language) throws {
    let sample = try Sample(projects: 48)
    let text = TerminalReport.render(sample.forecast, rulebook: sample.rulebook, language: language)
    try Golden.check(text, "report/terminal-plan.\(language.rawValue).txt")
  }
}
