import Foundation
import Testing

@Suite struct RulesCommandTests {
  private let folder: TestFolder

  init() throws { folder = try TestFolder() }

  private func rules(_ run: CommandRun) throws -> [[String: Any]] {
    try #require(try run.object()["rules"] as? [[String: Any]])
  }

  @Test func registerInBothLanguages() throws {
    let english = try CommandRun("rules")
    #expect(english.status == 0)
    #expect(english.text.contains("G2-0630"))
    #expect(english.text.contains("local decision"))
    let vietnamese = try CommandRun("rules", locale: "vi_VN.UTF-8")
    #expect(vietnamese.text.contains("quyết định của địa phương"))
    // The words of the decision stand in both, on a line of their own.
    for run in [english, vietnamese] {
      #expect(run.text.contains("\n                   “[Phấn đấu] giải ngân 100% vốn kế hoạch đầu tư công."))
    }
  }

  @Test func jsonCitesEveryRule() throws {
    let rules = try rules(CommandRun("rules", "--format", "json"))
    let milestone = try #require(rules.first { $0["id"] as? String == "G2-0630" })
    #expect(milestone["kind"] as? String == "milestone")
    #expect(milestone["group"] as? String == "carry-over")
    #expect(milestone["date"] as? String == "2026-06-30")
    #expect((milestone["share"] as? NSNumber)?.doubleValue == 0.3)
    for rule in rules {
      let citation = try #require(rule["citation"] as? [String: Any])
      #expect((citation["instrument"] as? String)?.isEmpty == false)
      let isLocal = citation["status"] as? String == "commune-decision"
      #expect((citation["quote"] as? String)?.isEmpty == !isLocal, "\(rule["id"] ?? "")")
      #expect(rule["effective"] is String)
    }
  }

  /// The commune's rules are in force from 1 January 2026; national law before.
  @Test func asOfPicksWhatIsInForce() throws {
    func ids(_ day: String) throws -> Set<String> {
      Set(try rules(CommandRun("rules", "--format", "json", "--as-of", day)).compactMap { $0["id"] as? String })
    }
    #expect(try !ids("2025-12-31").contains("G2-0630"))
    #expect(try ids("2026-01-01").contains("G2-0630"))
    #expect(try ids("01/01/2026") == ids("2026-01-01"))
  }

  @Test func nothingIsSaidOfDaysBeforeTheFirst() throws {
    let english = try CommandRun("rules", "--as-of", "1999-12-31")
    #expect(english.status == 2)
    #expect(english.output.isEmpty)
    #expect(english.errorText.contains("says nothing about 1999-12-31"))
    let vietnamese = try CommandRun("rules", "--as-of", "1999-12-31", locale: "vi_VN.UTF-8")
    #expect(vietnamese.errorText.contains("không trả lời được cho ngày 1999-12-31"))
  }

  @Test func copiedFileReadsBackAsTheSameBook() throws {
    let yaml = try CommandRun("rules", "--format", "yaml")
    #expect(yaml.status == 0)
    try folder.put(yaml.text, at: "copy.yaml")
    let copy = try CommandRun("rules", "--rulebook", folder.path("copy.yaml"), "--format", "json")
    #expect(copy.output == (try CommandRun("rules", "--format", "json").output))
  }

  @Test func rulebookOfAScenario() throws {
    let run = try CommandRun("rules", CommandRun.shippedScenario, "--format", "json")
    #expect(run.output == (try CommandRun("rules", "--rulebook", "chi-lang-2026", "--format", "json").output))
  }

  @Test func csvHasOneRowForEachRule() throws {
    let run = try CommandRun("rules", "--format", "csv")
    #expect(run.text.hasPrefix("id,family,kind,group,activity,date,share,cap,value,priority,effective,expires,"))
    let count = try rules(CommandRun("rules", "--format", "json")).count
    #expect(run.text.split(separator: "\r\n").count == count + 1)
    #expect(run.text.contains(",instrument,article,status,source,quote,text_vi,text_en\r\n"))
    #expect(run.text.contains("giải ngân tối thiểu 60% kế hoạch vốn đến hết ngày 30/9/2026"))
  }

  @Test func outputFolder() throws {
    let run = try CommandRun("rules", "--output", folder.path("out"))
    #expect(run.status == 0)
    #expect(try folder.entries("out") == ["rules.csv", "rules.json", "rules.txt", "rules.xlsx", "rules.yaml"])
  }

  @Test func badFileIsReported() throws {
    try folder.put("schema: 1\nid: x\n", at: "bad.yaml")
    let bad = try CommandRun("rules", "--rulebook", folder.path("bad.yaml"))
    #expect(bad.status == 2)
    #expect(bad.errorText.contains("bad.yaml"))
    let missing = try CommandRun("rules", "--rulebook", "no-such-book")
    #expect(missing.status == 2)
    #expect(missing.errorText.contains("no-such-book"))
    #expect(missing.errorText.contains("chi-lang-2026"))
  }
}
