import Exchange
import Foundation
import Rulebook
import Testing

/// The pages of the reference are those that the program makes, and name all that it has.
@Suite struct ReferenceTests {
  // MARK: Columns

  @Test func columns() throws { try ColumnsPage.page.check() }

  /// By the reference that the starter scenario carries, which is made from the catalogue of columns.
  @Test func everyColumnIsInTheReference() throws {
    let folder = try TestFolder()
    #expect(try CommandRun("init", folder.path("starter"), "--lang", "en").status == 0)
    let page = ColumnsPage.page.text
    var table = ""
    var count = 0
    for line in try folder.text("starter/README.md").split(separator: "\n") {
      if line.hasPrefix("## ") { table = String(line.dropFirst(3)) }
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count >= 2, cells[0].hasPrefix("`"), !cells[0].contains("_m") || cells[0].hasSuffix("_m1`") else {
        continue
      }
      count += 1
      #expect(try section(table, of: page).contains(cells[0]), "column \(cells[0]) of \(table)")
      #expect(try section(table, of: page).contains(cells[1]), "header \(cells[1]) of \(table)")
    }
    #expect(count > 50)
  }

  @Test func everyTableOfWordsIsExplained() throws {
    for table in ScenarioTable.allCases { #expect(ColumnsPage.introductions[table] != nil, "\(table)") }
    #expect(AcceptedWords.ledgerKind.map(\.key).sorted() == ColumnsPage.kinds.keys.sorted())
    var words: Set<String> = []
    for column in ScenarioTable.allCases.flatMap(\.columns) {
      guard case .word(let list) = column.content else { continue }
      words.formUnion(list.map(\.key))
      if column.key == "distribution" { #expect(list.map(\.key).sorted() == ColumnsPage.parameters.keys.sorted()) }
    }
    #expect(ColumnsPage.meanings.keys.filter { key in !words.contains { key == $0 || key.hasSuffix(" \($0)") } } == [])
  }

  /// What stands between the heading and the next one.
  private func section(_ heading: String, of page: String) throws -> Substring {
    let start = try #require(page.range(of: "\n## \(heading)\n"), "no section for \(heading)")
    let rest = page[start.upperBound...]
    return rest.range(of: "\n## ").map { rest[..<$0.lowerBound] } ?? rest
  }

  // MARK: Options

  @Test func options() throws { try OptionsPage(ReferenceRuns.shared.get()).page().check() }

  @Test func notesAreOfOptionsThatThereAre() throws {
    let options = try OptionsPage(ReferenceRuns.shared.get())
    #expect(options.strayNotes == [])
    let noted = OptionNotes.statuses.map(\.0).filter { $0 != OptionNotes.oldProcessor }
    #expect(options.statedStatuses == noted)
    let check = try String(
      contentsOf: CommandRun.checkout.appendingPathComponent("Sources/ProcessorCheck/ProcessorCheck.c"), encoding: .utf8
    )
    #expect(check.contains("\(OptionNotes.oldProcessor)"))
  }

  @Test func everyOptionIsInTheReference() throws {
    let options = try OptionsPage(ReferenceRuns.shared.get())
    let page = try options.page().text
    let common = try section("Options of every verb", of: page)
    for verb in options.names {
      let own = try section(verb, of: page)
      let help = try CommandRun(verb, "--help").text.split(separator: "\n")
      let named = help.flatMap { $0.split(separator: " ") }.filter { $0.hasPrefix("--") }
      #expect(!named.isEmpty)
      for option in Set(named.map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "],.")) }) {
        #expect(page.contains("`\(option)"), "\(option) in the help of \(verb)")
      }
      for line in help.map({ $0.drop(while: \.isWhitespace) }) where line.hasPrefix("-") {
        let option = try #require(line.split(separator: " ").first { $0.hasPrefix("--") })
        #expect(own.contains("`\(option)") || common.contains("`\(option)"), "\(option) of \(verb)")
      }
    }
  }

  // MARK: Results

  @Test func resultTables() throws { try ResultTablesPage.page(ReferenceRuns.shared.get()).check() }

  @Test func keysOfDocuments() throws { try JSONKeysPage.page.check() }

  /// Every key that is written is in the catalogue, and every key of the catalogue is written, unless it says in which case it is and that case is one of ``rare``.
  @Test(arguments: JSONDocument.all.map(\.verb)) func everyKeyIsInTheCatalogue(verb: String) throws {
    let document = try #require(JSONDocument.all.first { $0.verb == verb })
    let written = try #require(try ReferenceRuns.shared.get().documents[verb])
    var check = JSONKeyCheck(document)
    for data in written {
      let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      #expect(object["schema"] as? String == document.schema)
      check.walk(object)
    }
    #expect(check.unknown.sorted() == [], "not in the catalogue")
    #expect(check.unwritten == [], "written by nothing")
    #expect(check.unwrittenOptional == Self.rare[verb] ?? [], "written by nothing in these runs")
  }

  /// Keys of cases that none of the runs is.
  private static let rare: [String: [String]] = [
    "forecast": ["inputsLeftOut", "notes[].activity"],
    "schedule": [
      "projects[].milestones[].obstacle.source", "projects[].milestones[].remedies[].amount",
      "projects[].milestones[].remedies[].source",
    ],
    "reallocate": [
      "allocations[].ceilings[].date", "projects[].ceilings[].date", "projects[].outcome.ceiling.date",
      "projects[].outcome.ceiling.firstYear", "projects[].outcome.ceiling.paid",
      "projects[].outcome.ceiling.sizeClass", "projects[].outcome.ceiling.stated",
      "projects[].outcome.ceiling.years",
    ],
    "explain-change": [
      "steps[].joinedBecause", "steps[].joinedBecause.activity", "steps[].joinedBecause.field",
      "steps[].joinedBecause.project", "steps[].joinedBecause.source",
    ],
    "report": [
      "late[].obstacle.obstacle.source", "late[].obstacle.remedies[].amount", "late[].obstacle.remedies[].source",
      "notes[].activity", "proposal.allocations[].ceilings[].date",
    ],
  ]
}
