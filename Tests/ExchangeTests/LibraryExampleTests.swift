import Exchange
import Foundation
import Testing

/// The example of the page on use as a library is code that runs.
@Suite struct LibraryExampleTests {
  private static let checkout = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Self.checkout.appending(path: path), encoding: .utf8)
  }

  private func lines() throws -> [String] {
    try milestones(ofScenarioAt: Self.checkout.appending(path: "Scenarios/chi-lang-2026").path)
  }

  @Test func itForecastsTheShippedScenario() throws {
    let lines = try lines()
    #expect(lines.count == 6)
    #expect(
      lines.contains { $0.hasPrefix("G2-0630, Continuing projects, 2026-06-30: ") && $0.hasSuffix(" dong missing") })
  }

  @Test func thePageShowsItAndWhatItPrints() throws {
    let page = try text("Sources/giaingan/Documentation.docc/Guides/UsingTheLibrary.md")
    let source = try text("Tests/ExchangeTests/LibraryExample.swift").split(
      separator: "\n", omittingEmptySubsequences: false)
    let first = try #require(source.firstIndex(of: "// page: begin"))
    let last = try #require(source.firstIndex(of: "// page: end"))
    let shown = source[(first + 1)..<last].joined(separator: "\n")
    #expect(page.contains("```swift\n\(shown)\n```"), "the page shows other code than LibraryExample.swift")
    let lines = try lines().joined(separator: "\n")
    #expect(page.contains("```\n\(lines)\n```"), "the page shows other lines than \(lines)")
  }
}
