import Foundation
import Testing

/// The README names what the program has.
@Suite struct ReadmeTests {
  private let readme: String

  init() throws {
    readme = try String(contentsOf: CommandRun.checkout.appendingPathComponent("README.md"), encoding: .utf8)
  }

  /// By the reference that the starter scenario carries, which is made from the catalogue of columns.
  @Test func everyColumnIsInTheReference() throws {
    let folder = try TestFolder()
    #expect(try CommandRun("init", folder.path("starter"), "--lang", "en").status == 0)
    var table = ""
    var count = 0
    for line in try folder.text("starter/README.md").split(separator: "\n") {
      if line.hasPrefix("## ") { table = String(line.dropFirst(3)) }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count >= 2, cells[0].hasPrefix("`"), !cells[0].contains("_m") || cells[0].hasSuffix("_m1`") else {
        continue
      }
      count += 1
      #expect(try section(of: table).contains(cells[0]), "column \(cells[0]) of \(table)")
      #expect(try section(of: table).contains(cells[1]), "header \(cells[1]) of \(table)")
    }
    #expect(count > 50)
  }

  @Test(arguments: [
    "forecast", "schedule", "reallocate", "compare", "explain-change", "report", "forms", "import", "check", "rules",
    "init",
    "generate",
  ])
  func everyOptionIsInTheReference(verb: String) throws {
    let help = try CommandRun(verb, "--help").text
    let options = help.split(separator: "\n").flatMap { $0.split(separator: " ") }.filter { $0.hasPrefix("--") }
    #expect(!options.isEmpty)
    for option in Set(options.map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "],")) }) {
      #expect(readme.contains("`\(option)"), "\(option) of \(verb)")
    }
  }

  /// What stands between the table's heading and the next one.
  private func section(of table: String) throws -> Substring {
    let start = try #require(readme.range(of: "### `\(table)`"), "no section for \(table)")
    let rest = readme[start.upperBound...]
    return rest.range(of: "\n### ").map { rest[..<$0.lowerBound] } ?? rest
  }
}
