import Disbursement
import Exchange
import Foundation
import Portfolio
import Rulebook
import Stochastics
import Testing

@Suite struct ScenarioReaderTests {
  @Test func settings() throws {
    let scenario = try ScenarioFiles.read()
    #expect(scenario.warnings == [])
    #expect(scenario.name == "A sound scenario")
    #expect(scenario.replications == 1_000)
    #expect(scenario.seed == 7)
    let target = try #require(scenario.targets.first)
    #expect(target.date == Day(iso: "2026-12-31"))
    #expect(target.rate == Ratio(0.95))
    #expect(target.probability == 0.8)
    #expect(scenario.inputs.scenarioName == scenario.name)
    #expect(scenario.inputs.rulebook == (try RulebookFile.builtIn(.chiLang2026)))
    #expect(scenario.inputs.portfolio.fiscalYear == FiscalYear(2026))
    #expect(scenario.inputs.portfolio.asOf == Day(iso: "2026-06-30"))
  }

  @Test func defaults() throws {
    let text = """
      schema: 1
      name: Least
      fiscalYear: 2026
      asOf: 2026-06-30
      rulebook: chi-lang-2026
      unit: million
      """
    let scenario = try ScenarioFiles.read(replacing: [
      "scenario.yaml": text, "sources.csv": nil, "activities.csv": nil, "drivers.csv": nil, "actuals.csv": nil,
    ])
    #expect(scenario.replications == 10_000)
    #expect(scenario.seed == 1)
    #expect(scenario.targets.isEmpty)
    #expect(scenario.inputs.assumptions == (try AssumptionsFile.builtIn(.vietnam2026)))
    #expect(scenario.inputs.portfolio.sources.map(\.id) == ["provincial", "land"])
    #expect(scenario.inputs.portfolio.sources.allSatisfy { $0.kind == .transfer && $0.priority == 1 })
    #expect(scenario.inputs.portfolio.projects.allSatisfy { $0.network == nil })
  }

  @Test func projects() throws {
    let projects = try ScenarioFiles.read().inputs.portfolio.projects
    #expect(projects.map(\.id) == ["DA-01", "DA-02", "DA-03", "DA-04"])
    var road = projects[1]
    #expect(road.network == nil)
    road.allocations = []
    #expect(
      road
        == Project(
          id: "DA-02", name: "Commune road B", group: .carryOver, owner: "Project unit", locality: "B",
          sector: "roads", contractor: "Builder 1", sizeClass: .c, totalInvestment: Money(dong: 9_000_000_000),
          paidBeforeYear: Money(dong: 3_000_000_000), contractValue: Money(dong: 8_200_000_000),
          outstandingAdvance: Money(dong: 400_000_000), firstYear: 2025, isKeyProject: true, progress: 0.35,
          constructionDays: 150, absorbable: Money(dong: 4_200_000_000), sCurve: .cubic(c1: 0.2, c2: 0.8),
          allocations: []))
    #expect(projects[2].totalInvestment == Money(dong: 12_000_000_000))
    #expect(projects[3].contractor.isEmpty)
    #expect(projects[3].contractValue == nil)
  }

  @Test func weights() throws {
    let table = try String(
      contentsOf: ScenarioFiles.malformed.appending(path: "good/projects.csv"), encoding: .utf8)
    let lines = table.split(separator: "\n")
    let weighted = zip(lines, ["Trọng số", "1", "100", "", "7"]).map { "\($0),\($1)" }.joined(separator: "\n")
    let projects = try ScenarioFiles.read(replacing: ["projects.csv": weighted]).inputs.portfolio.projects
    #expect(projects.map(\.weight) == [1, 100, nil, 7])
  }

  @Test func allocationsAndActuals() throws {
    let projects = try ScenarioFiles.read().inputs.portfolio.projects
    let million = { (amount: Double) in Money(dong: Int64(amount * 1_000_000)) }
    #expect(
      projects[1].allocations == [
        Allocation(
          sourceID: "provincial", plan: million(2_500), paidToDate: million(900.5),
          paidByMonth: [3: million(500.5), 6: million(400)]),
        Allocation(sourceID: "land", plan: million(1_500)),
      ])
    #expect(projects[0].allocations.map(\.paidByMonth) == [[1: million(400), 4: million(-20)]])
  }

  @Test func paidToDateIsTakenFromActuals() throws {
    let text = try ScenarioFiles.text("allocations.csv").replacing("900.5", with: "")
    let scenario = try ScenarioFiles.read(replacing: ["allocations.csv": text])
    #expect(scenario.inputs.portfolio.projects[1].allocations[0].paidToDate == Money(dong: 900_500_000))
  }

  @Test func sources() throws {
    let sources = try ScenarioFiles.read().inputs.portfolio.sources
    #expect(sources[0] == FundingSource(id: "provincial", name: "Provincial budget", kind: .transfer))
    let factor = try Distribution(.triangular(min: 0.5, mode: 0.9, max: 1.1))
    let shares = [0.05, 0.05, 0.05, 0.05, 0.05, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.15]
    let revenue = FundingSource.Revenue(expected: Money(dong: 7_000_000_000), factor: factor, monthlyShares: shares)
    #expect(
      sources[1]
        == FundingSource(
          id: "land", name: "Land-use revenue", kind: .revenue(revenue), priority: 2, payUntil: Day(iso: "2027-01-31")))
  }

  @Test func activities() throws {
    let scenario = try ScenarioFiles.read()
    let network = try #require(scenario.inputs.portfolio.projects[2].network)
    let template = try #require(scenario.inputs.assumptions.templates[.newStart]?.activities.first)
    #expect(template.name == "design-approval")
    let selected = try #require(Day(iso: "2026-06-01"))
    let designed = try #require(Day(iso: "2026-02-20"))
    let clearance = try #require(Ratio(0.4))
    #expect(
      network.activities == [
        Activity(name: "design-approval", duration: template.duration, days: template.days, state: .done(on: designed)),
        Activity(
          name: "contractor-selection", predecessors: ["design-approval"],
          duration: try Distribution(.triangular(min: 30, mode: 45, max: 80)), days: .working,
          state: .active(since: selected)),
        Activity(
          name: "site-clearance", duration: try Distribution(.lognormal(median: 60, p90: 120)), holdsBack: clearance),
      ])
  }

  @Test func driversReplaceTheBuiltInOnes() throws {
    let assumptions = try ScenarioFiles.read().inputs.assumptions
    #expect(assumptions.drivers.map(\.id) == ["storms", "tender", "blocked"])
    let tender = assumptions.drivers[1]
    #expect(tender.scope == .project)
    #expect(tender.probability == 0.1)
    #expect(tender.effect == .durationFactor)
    #expect(tender.appliesTo == ["contractor-selection"])
    #expect(tender.impact == (try Distribution(.uniform(min: 1.2, max: 2))))
    #expect(assumptions.provenance(of: "drivers.storms.probability")?.basis == .user)
    #expect(assumptions.problems == [])
  }

  @Test func driverForNoActivityIsDoubtful() throws {
    let text = try ScenarioFiles.text("drivers.csv").replacing("contractor-selection", with: "contractor-choice")
    let scenario = try ScenarioFiles.read(replacing: ["drivers.csv": text])
    #expect(
      scenario.warnings.map { $0.message(in: .en) } == [
        "drivers.csv, row 3, column applies_to: no activity is called «contractor-choice». "
          + "Correct it; construction stands for the works."
      ])
  }

  @Test func doubtsAreWarnings() throws {
    try ScenarioFiles.withGood { folder in
      let file = folder.appending(path: "projects.csv")
      let text = try String(contentsOf: file, encoding: .utf8)
      try Data(text.replacing("s_curve_2\n", with: "s_curve_2,remark,\n").utf8).write(to: file)
      try Data("x\n".utf8).write(to: folder.appending(path: "activites.csv"))
      let scenario = try ScenarioReader.read(at: folder.path(percentEncoded: false))
      #expect(
        scenario.warnings.map { $0.message(in: .en) } == [
          "projects.csv, row 1, column remark: the column is unknown and is not read. Remove it if it is not needed.",
          "activites.csv: this is no table of a scenario and is not read. Perhaps it is «activities.csv».",
        ])
    }
  }

  @Test func rulebookAndAssumptionsFiles() throws {
    try ScenarioFiles.withGood { folder in
      let rules = """
        schema: 1
        id: own
        title: {vi: Quy định riêng, en: Own rules}
        fiscalYear: 2026
        rules:
          - id: M1
            effective: 2026-01-01
            text: {vi: Một nửa đến 30/06, en: Half by 30 June}
            citation: {instrument: Example, article: "1", status: assumption}
            milestone: {group: carry-over, date: 2026-06-30, share: 0.5}
        """
      try Data(rules.utf8).write(to: folder.deletingLastPathComponent().appending(path: "rules.yaml"))
      try Data("schema: 1\nbase: ideal\n".utf8).write(to: folder.appending(path: "own.yaml"))
      let settings = try ScenarioFiles.text("scenario.yaml")
        .replacing("chi-lang-2026", with: "../rules.yaml").replacing("vietnam-2026", with: "own.yaml")
      try Data(settings.utf8).write(to: folder.appending(path: "scenario.yaml"))
      let scenario = try ScenarioReader.read(at: folder.path(percentEncoded: false))
      #expect(scenario.inputs.rulebook.id == "own")
      #expect(scenario.inputs.assumptions.productivity == (try Distribution(.fixed(1))))
    }
  }

  @Test func digestIsThatOfTheFilesRead() throws {
    let digest = try ScenarioFiles.read().inputs.inputDigest
    #expect(digest.hasPrefix("sha256:"))
    #expect(digest.count == 71)
    #expect(try ScenarioFiles.read().inputs.inputDigest == digest)
    #expect(try ScenarioFiles.read(replacing: ["notes.txt": "x"]).inputs.inputDigest == digest)
    let changed = try ScenarioFiles.text("projects.csv").replacing("School C", with: "School D")
    #expect(try ScenarioFiles.read(replacing: ["projects.csv": changed]).inputs.inputDigest != digest)
    #expect(try ScenarioFiles.read(replacing: ["drivers.csv": nil]).inputs.inputDigest != digest)
    let dated = try ScenarioFiles.read(overrides: ScenarioOverrides(replications: 5, seed: .max))
    #expect(dated.inputs.inputDigest == digest)
    #expect(dated.replications == 5)
    #expect(dated.seed == .max)
  }

  @Test func atMostTwoHundredMessagesOfAFile() throws {
    let rows = (0..<5_000).map { "DA-02,source-\($0),x,\n" }.joined()
    let text = try ScenarioFiles.text("allocations.csv") + rows
    let error = #expect(throws: InvalidInput.self) { try ScenarioFiles.read(replacing: ["allocations.csv": text]) }
    let messages = try #require(error).diagnostics.map { $0.message(in: .en) }
    #expect(messages.count == 201)
    #expect(
      messages.first
        == "allocations.csv, row 7, column plan: this is not a number (found «x»). "
        + "Write it like 1234567.89, without separators.")
    #expect(messages.last == "allocations.csv: 4,800 more are not listed. Mend those above and run again.")
  }

  @Test func sumsBeyondSixtyFourBitsAreRefused() throws {
    let rows = (0..<200).map { "DA-02,source-\($0),999999999\n" }.joined()
    let text = "project_id,source_id,plan\nDA-01,a,1\nDA-03,a,1\nDA-04,a,1\n" + rows
    let error = #expect(throws: InvalidInput.self) {
      try ScenarioFiles.read(replacing: [
        "allocations.csv": text, "sources.csv": nil, "actuals.csv": nil,
        "projects.csv": try ScenarioFiles.text("projects.csv").replacing(",9000,", with: ",,"),
      ])
    }
    #expect(
      try #require(error).diagnostics.map { $0.message(in: .en) }
        == [
          "allocations.csv, column plan: the amounts add up to 199,999,999,803 million dong, more than 100,000,000,000 "
            + "million dong. Check the key unit of scenario.yaml."
        ])
  }

  @Test func amountsThatMayBeThousandsAreDoubtful() throws {
    let text = try ScenarioFiles.text("allocations.csv").replacing("900.5", with: "900.500")
      .replacing("5000", with: "5.000")
    let files: [String: String?] = [
      "allocations.csv": text, "actuals.csv": try ScenarioFiles.text("actuals.csv").replacing("500.5", with: "500.500"),
    ]
    let warned = try ScenarioFiles.read(replacing: files)
    #expect(warned.warnings.map(\.file) == ["allocations.csv", "actuals.csv"])
    #expect(warned.warnings.first?.remedy.en.contains("numberStyle: vietnamese") == true)
    let settings = try ScenarioFiles.text("scenario.yaml") + "numberStyle: plain\n"
    let declared = try ScenarioFiles.read(replacing: files.merging(["scenario.yaml": settings]) { $1 })
    #expect(declared.warnings == [])
  }
}

/// A scenario dated anew by the command line.
@Suite struct ScenarioRedatingTests {
  private static func read(_ asOf: String, _ files: [String: String?] = [:]) throws -> Scenario {
    try ScenarioFiles.read(replacing: files, overrides: ScenarioOverrides(asOf: Day(iso: asOf)))
  }

  private static func messages(_ asOf: String, _ files: [String: String?] = [:]) throws -> [String] {
    let error = #expect(throws: InvalidInput.self) { try read(asOf, files) }
    return try #require(error).diagnostics.filter { $0.severity == .error }.map { $0.message(in: .en) }
  }

  @Test func paymentsAfterTheDayAreLeftOut() throws {
    let scenario = try Self.read("2026-03-31", ["activities.csv": nil])
    let projects = scenario.inputs.portfolio.projects
    #expect(projects[0].allocations[0].paidToDate == Money(dong: 400_000_000))
    #expect(projects[0].allocations[0].paidByMonth == [1: Money(dong: 400_000_000)])
    #expect(projects[1].allocations[0].paidToDate == Money(dong: 500_500_000))
    #expect(projects[1].progress == nil)
    #expect(scenario.warnings.map(\.file) == ["--as-of"])
  }

  @Test func theEveOfTheYearKnowsNoPayments() throws {
    let scenario = try Self.read("2025-12-31", ["activities.csv": nil, "actuals.csv": nil])
    #expect(scenario.inputs.portfolio.paidToDate == .zero)
    #expect(scenario.inputs.portfolio.asOf == Day(iso: "2025-12-31"))
  }

  @Test func activitiesThatHaveNotHappenedYetAreErrors() throws {
    #expect(
      try Self.messages("2026-03-31") == [
        "activities.csv, row 3, column date: the date is after the as-of day 2026-03-31. "
          + "What has not happened yet has the state todo and no date."
      ])
  }

  @Test func paymentsWithoutMonthsCannotBeTakenBack() throws {
    let messages = try Self.messages("2026-03-31", ["activities.csv": nil, "actuals.csv": nil])
    #expect(
      messages.first
        == "allocations.csv, row 2, column paid_to_date: the amount paid to date is that of 2026-06-30; what had been "
        + "paid by 2026-03-31 is not known. Record the payments by month in actuals.csv.")
    #expect(messages.count == 2)
  }

  @Test func aMonthCannotBeCut() throws {
    #expect(
      try Self.messages("2026-03-15", ["activities.csv": nil]) == [
        "actuals.csv, row 4, column month: the payments of a whole month do not say what had been paid by 2026-03-15. "
          + "Choose the end of a month, like 2026-03-31."
      ])
    #expect(try Self.read("2026-02-15", ["activities.csv": nil]).inputs.portfolio.asOf == Day(iso: "2026-02-15"))
  }

  @Test func aLaterDayTakesLaterMonthsIn() throws {
    let settings = try ScenarioFiles.text("scenario.yaml").replacing("2026-06-30", with: "2026-04-30")
    let files: [String: String?] = [
      "scenario.yaml": settings, "activities.csv": nil,
      "allocations.csv": try ScenarioFiles.text("allocations.csv").replacing("900.5", with: "500.5"),
    ]
    let error = #expect(throws: InvalidInput.self) { try ScenarioFiles.read(replacing: files) }
    #expect(try #require(error).diagnostics.map(\.file) == ["actuals.csv"])
    let scenario = try Self.read("2026-06-30", files)
    #expect(scenario.inputs.portfolio.projects[1].allocations[0].paidToDate == Money(dong: 900_500_000))
    #expect(scenario.inputs.portfolio.projects[1].progress == 0.35)
    #expect(scenario.warnings.map(\.file) == ["--as-of"])
  }

  @Test func theSameDayChangesNothing() throws {
    let dated = try Self.read("2026-06-30")
    #expect(dated.inputs.portfolio.projects == (try ScenarioFiles.read()).inputs.portfolio.projects)
    #expect(dated.warnings == [])
  }

  @Test func aDayOutsideTheYearIsAnError() throws {
    #expect(
      try Self.messages("2027-02-01").first
        == "--as-of: the as-of day is outside the plan year 2026 (found «2027-02-01»). "
        + "Write a day from 2025-12-31 to 2027-01-31.")
  }

  @Test func replicationsHaveARange() throws {
    let error = #expect(throws: InvalidInput.self) {
      try ScenarioFiles.read(overrides: ScenarioOverrides(replications: 0))
    }
    #expect(try #require(error).diagnostics.map(\.file) == ["--replications"])
  }

  @Test func somethingPaidBeforeTheYearIsAnError() throws {
    let settings = try ScenarioFiles.text("scenario.yaml").replacing("asOf: 2026-06-30", with: "asOf: 2025-12-31")
    let error = #expect(throws: InvalidInput.self) {
      try ScenarioFiles.read(replacing: ["scenario.yaml": settings, "activities.csv": nil, "actuals.csv": nil])
    }
    #expect(try #require(error).diagnostics.map(\.row) == [2, 3])
  }
}
