import Disbursement
import Exchange
import Foundation
import Portfolio
import Rulebook
import Testing

@Suite struct StarterScenarioTests {
  private static func read(_ language: Language) throws -> Scenario {
    try ScenarioFiles.withFolder { folder in
      for (path, text) in StarterScenario.files(language: language) {
        try Data(text.utf8).write(to: folder.appending(path: path))
      }
      return try ScenarioReader.read(at: folder.path(percentEncoded: false))
    }
  }

  @Test(arguments: Language.allCases) func isReadWithoutAWarning(language: Language) throws {
    let scenario = try Self.read(language)
    #expect(scenario.warnings == [])
    let portfolio = scenario.inputs.portfolio
    #expect(Set(portfolio.projects.map(\.group)) == Set(ProjectGroup.allCases))
    #expect(portfolio.projects.allSatisfy { $0.name.hasPrefix(language == .vi ? "Ví dụ" : "Example") })
    #expect(portfolio.sources.contains { $0.isRevenueLinked })
  }

  @Test func bothLanguagesHoldTheSameAmounts() throws {
    let (vietnamese, english) = (try Self.read(.vi).inputs.portfolio, try Self.read(.en).inputs.portfolio)
    #expect(vietnamese.projects.map(\.plan) == english.projects.map(\.plan))
    #expect(vietnamese.projects.map(\.group) == english.projects.map(\.group))
    #expect(vietnamese.projects.map(\.totalInvestment) == english.projects.map(\.totalInvestment))
    #expect(vietnamese.projects.map(\.isKeyProject) == english.projects.map(\.isKeyProject))
    #expect(vietnamese.projects.filter(\.isKeyProject).count == 2)
  }

  @Test(arguments: Language.allCases) func readmeNamesEveryColumn(language: Language) throws {
    let readme = try #require(StarterScenario.files(language: language).first { $0.path == "README.md" }).text
    for table in ScenarioTable.allCases where table != .portfolio {
      for column in table.columns { #expect(readme.contains("| `\(column.key)` | \(column.vietnamese[0]) |")) }
    }
  }
}
