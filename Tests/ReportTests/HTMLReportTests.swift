import Report
import Rulebook
import Testing

struct HTMLReportTests {
  @Test(arguments: Language.allCases)
  func recorded(_ language: Language) throws {
    let sample = try Sample(projects: 12, at: .midYear)
    try Golden.check(sample.html(language), "report/midyear.\(language.rawValue).html")
  }
}

extension Sample {
  func html(_ language: Language) -> String {
    HTMLReport.render(forecast: forecast, rulebook: rulebook, assumptions: assumptions, language: language)
  }
}
