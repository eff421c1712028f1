import Disbursement
import Exchange
import Foundation
import Portfolio
import Rulebook
import Stochastics
import Testing

/// What settings put in place of a scenario's files.
@Suite struct ScenarioSettingTests {
  private func read(_ settings: String..., replacing files: [String: String?] = [:]) throws -> Scenario {
    let parsed = settings.compactMap { ScenarioSetting($0) }
    try #require(parsed.count == settings.count)
    return try ScenarioFiles.read(replacing: files, overrides: ScenarioOverrides(settings: parsed))
  }

  /// What is said of settings; empty when they can be used.
  private func messages(
    _ settings: [String], in language: Language = .en, replacing files: [String: String?] = [:]
  ) throws -> [String] {
    do {
      _ = try ScenarioFiles.read(
        replacing: files, overrides: ScenarioOverrides(settings: settings.compactMap { ScenarioSetting($0) }))
      return []
    } catch let error as InvalidInput {
      return error.diagnostics.filter { $0.severity == .error }.map { $0.message(in: language) }
    }
  }

  private func million(_ amount: Double) -> Money { Money(dong: Int64(amount * 1_000_000)) }

  // MARK: Text

  @Test func text() throws {
    let setting = try #require(ScenarioSetting(" driver.a = off "))
    #expect(setting.key == "driver.a" && setting.value == "off" && setting.text == "driver.a=off")
    #expect(ScenarioSetting("name=a=b")?.value == "a=b")
    #expect(ScenarioSetting("project.A.owner=")?.value == "")
    for text in ["", "driver.a", "=off", " = "] { #expect(ScenarioSetting(text) == nil) }
  }

  @Test(arguments: [
    ("a=1,b=2", ["a=1", "b=2"]), ("plan.A.B=1.234,5", ["plan.A.B=1.234,5"]),
    ("a=1,5,b=x, y", ["a=1,5", "b=x, y"]),
    ("p={distribution: pert, p1: 1},c=[1, 2,3]", ["p={distribution: pert, p1: 1}", "c=[1, 2,3]"]),
    ("a=\"x,b=1\",c=2", ["a=\"x,b=1\"", "c=2"]),
  ])
  func list(text: String, settings: [String]) throws {
    #expect(ScenarioSetting.list(text, origin: "--variant")?.map(\.text) == settings)
  }

  @Test(arguments: ["", "a", ",a=1", "a=1,=2"]) func noList(text: String) {
    #expect(ScenarioSetting.list(text, origin: "--variant") == nil)
  }

  // MARK: Tables

  @Test func projectColumnsAreReadAsCells() throws {
    let good = try ScenarioFiles.read()
    let scenario = try read(
      "project.DA-02.progress=60%", "project.DA-02.Số ngày thi công=90", "project.DA-03.key_project=no",
      "project.DA-04.contractor=Builder 3", "project.DA-02.contract_value=", "project.DA-04.group=preparation-other")
    var expected = good.inputs.portfolio.projects
    expected[1].progress = 0.6
    expected[1].constructionDays = 90
    expected[1].contractValue = nil
    expected[2].isKeyProject = false
    expected[3].contractor = "Builder 3"
    expected[3].group = .preparationOther
    #expect(scenario.inputs.portfolio.projects == expected)
    #expect(scenario.inputs.assumptions == good.inputs.assumptions && scenario.warnings == good.warnings)
    #expect(scenario.inputs.inputDigest == good.inputs.inputDigest)
  }

  /// The same as another file would say.
  @Test func aColumnThatTheTableDoesNotHave() throws {
    let rows = try ScenarioFiles.text("projects.csv").split(separator: "\n").map { row in
      row.split(separator: ",", omittingEmptySubsequences: false).prefix(3).joined(separator: ",") + "\n"
    }
    let scenario = try read("project.DA-03.absorbable=6000", replacing: ["projects.csv": rows.joined()])
    #expect(scenario.inputs.portfolio.projects[2].absorbable == million(6_000))
    #expect(scenario.inputs.portfolio.projects[1].absorbable == nil)
  }

  @Test func plansAndSources() throws {
    let scenario = try read("plan.DA-02.land=1600.5", "source.land.revenue_expected=8000", "source.land.p1=0.6")
    #expect(scenario.inputs.portfolio.projects[1].allocations[1].plan == million(1_600.5))
    guard case .revenue(let revenue) = scenario.inputs.portfolio.sources[1].kind else {
      Issue.record("no revenue")
      return
    }
    #expect(revenue.expected == million(8_000))
    #expect(revenue.factor?.shape == .triangular(min: 0.6, mode: 0.9, max: 1.1))
  }

  @Test func valuesFollowTheNumberStyle() throws {
    let files: [String: String?] = [
      "scenario.yaml": try ScenarioFiles.text("scenario.yaml") + "numberStyle: vietnamese\n",
      "projects.csv": try ScenarioFiles.text("projects.csv").replacing("0.35", with: "\"0,35\"")
        .replacing("0.2,0.8", with: "\"0,2\",\"0,8\""),
      "allocations.csv": try ScenarioFiles.text("allocations.csv").replacing("900.5", with: "\"900,5\""),
      "actuals.csv": try ScenarioFiles.text("actuals.csv").replacing("500.5", with: "\"500,5\""),
      "sources.csv": nil, "activities.csv": nil, "drivers.csv": nil,
    ]
    let scenario = try read("plan.DA-02.land=1.600,5", "project.DA-02.progress=0,4", replacing: files)
    #expect(scenario.inputs.portfolio.projects[1].allocations[1].plan == million(1_600.5))
    #expect(scenario.inputs.portfolio.projects[1].progress == 0.4)
  }

  /// Projects and allocations in one table: a project's own columns hold for all its rows.
  @Test func oneTableForBoth() throws {
    let rows = [
      "id,name,group,construction_days,source_id,plan", "A.1,Road,new-start,100,S.1,10",
      "A.1,Road,new-start,100,S.2,20", "B,School,new-start,,S.1,5",
    ]
    let files: [String: String?] = [
      "projects.csv": nil, "allocations.csv": nil, "sources.csv": nil, "activities.csv": nil, "actuals.csv": nil,
      "portfolio.csv": rows.joined(separator: "\n"),
    ]
    let scenario = try read(
      "project.A.1.construction_days=50", "plan.A.1.S.2=25", "plan.B.S.1=6", replacing: files)
    let projects = scenario.inputs.portfolio.projects
    #expect(projects[0].constructionDays == 50 && projects[1].constructionDays == nil)
    #expect(projects.flatMap(\.allocations).map(\.plan) == [million(10), million(25), million(6)])
  }

  // MARK: Activities

  @Test func listedActivities() throws {
    let scenario = try read(
      "activity.DA-03.site-clearance.duration=30", "activity.DA-03.contractor-selection.p3=60",
      "activity.DA-03.site-clearance.holds_back=1")
    let activities = try #require(scenario.inputs.portfolio.projects[2].network?.activities)
    #expect(activities[1].duration.shape == .triangular(min: 30, mode: 45, max: 60))
    #expect(activities[2].duration.shape == .fixed(30) && activities[2].holdsBack == .one)
  }

  @Test func activitiesOfTheTemplate() throws {
    let good = try ScenarioFiles.read()
    let template = try #require(good.inputs.assumptions.templates[.preparationPriority])
    let name = try #require(template.activities.last?.name)
    let scenario = try read("activity.DA-04.\(name).duration=12")
    let network = try #require(scenario.inputs.portfolio.projects[3].network)
    var expected = template.activities
    expected[expected.count - 1].duration = try Distribution(.fixed(12))
    expected[expected.count - 1].days = .calendar
    #expect(network.activities == expected)
    #expect(scenario.inputs.portfolio.projects[2].network == good.inputs.portfolio.projects[2].network)
  }

  @Test func starts() throws {
    let scenario = try read("project.DA-03.start=2026-08-01", "project.DA-02.start=31/07/2026")
    let networks = scenario.inputs.portfolio.projects.map { $0.network?.activities ?? [] }
    #expect(networks[2].map(\.name) == ["start", "site-clearance"])
    #expect(networks[2][0].duration.shape == .fixed(32) && networks[2][0].holdsBack == .one)
    #expect(networks[1].map(\.duration.shape) == [.fixed(31)])
    let whole = try ScenarioFiles.text("activities.csv").replacing(",0.4", with: ",")
    let all = try read("project.DA-03.start=2026-06-30", replacing: ["activities.csv": whole])
    #expect(all.inputs.portfolio.projects[2].network?.activities.map(\.duration.shape) == [.fixed(0)])
  }

  // MARK: Assumptions

  @Test func driversOfTheScenarioAreSet() throws {
    let scenario = try read("driver.storms=off", "driver.tender.p2=3", "drivers.blocked.probability=0.2")
    let drivers = scenario.inputs.assumptions.drivers
    #expect(drivers.map(\.probability) == [0, 0.1, 0.2])
    #expect(drivers[1].impact.shape == .uniform(min: 1.2, max: 3))
    let good = try ScenarioFiles.read().inputs.assumptions
    #expect(drivers[0].impact == good.drivers[0].impact && drivers[2].effect == .blocked)
    #expect(scenario.inputs.assumptions.name == good.name + " + --set")
    #expect(
      scenario.inputs.assumptions.provenance(of: "drivers.storms.probability")
        == Assumptions.Provenance(key: "drivers.storms.probability", basis: .user, source: "--set"))
  }

  @Test func keysOfAnAssumptionsFile() throws {
    let base = try ScenarioFiles.read().inputs.assumptions
    let set = try read(
      "claims.monthlyRates.10=0.45", "claims.monthlyRates.13=1", "claims.discipline.p2=1.5",
      "claims.coverage={distribution: fixed, p1: 1}", "claims.mode=share", "systemic.duration=0", "sCurve.c1=0.2",
      "constructionDays.new-start=90", "payableBeforeSettlement=0.9", "revenueFactor.distribution=fixed",
      "revenueFactor.p1=1", "templates.new-start.site-clearance.duration=20", "preparationPayments.project-approved=2",
      "calendar.holidays=[2026-09-02]"
    ).inputs.assumptions
    var rates = base.claims.monthlyRates
    rates[9] = 0.45
    rates[12] = 1
    #expect(set.claims.monthlyRates == rates && set.claims.mode == .share)
    guard case .lognormal(let median, _) = base.claims.discipline.shape else {
      Issue.record("another discipline")
      return
    }
    #expect(set.claims.discipline.shape == .lognormal(median: median, p90: 1.5))
    #expect(set.claims.coverage.shape == .fixed(1) && set.revenueFactor.shape == .fixed(1))
    #expect(set.systemic.duration == 0 && set.systemic.productivity == base.systemic.productivity)
    guard case .cubic(_, let c2) = base.sCurve else {
      Issue.record("another curve")
      return
    }
    #expect(set.sCurve == .cubic(c1: 0.2, c2: c2))
    #expect(set.constructionDays[.newStart] == 90 && set.payableBeforeSettlement == 0.9)
    #expect(set.preparationPayments["project-approved"] == 2 && set.calendar.holidays.count == 1)
    let (old, new) = (base.templates[.newStart]?.activities ?? [], set.templates[.newStart]?.activities ?? [])
    #expect(new.map(\.name) == old.map(\.name) && new.map(\.predecessors) == old.map(\.predecessors))
    #expect(new.first { $0.name == "site-clearance" }?.duration.shape == .fixed(20))
    #expect(new.filter { $0.name != "site-clearance" } == old.filter { $0.name != "site-clearance" })
    #expect(set.drivers == base.drivers)
  }

  /// Writing a key as it is changes nothing but its provenance.
  @Test func theSameValueChangesNothing() throws {
    let base = try ScenarioFiles.read(replacing: ["drivers.csv": nil]).inputs.assumptions
    for driver in base.drivers {
      let text = "driver.\(driver.id).probability=\(driver.probability)"
      let impact =
        driver.effect == .blocked
        ? [] : ["driver.\(driver.id).p1=\(driver.impact.shape.parameters[0])"]
      let settings = ([text] + impact).compactMap { ScenarioSetting($0) }
      let set = try ScenarioFiles.read(
        replacing: ["drivers.csv": nil], overrides: ScenarioOverrides(settings: settings)
      ).inputs.assumptions
      #expect(set.drivers == base.drivers, "\(driver.id)")
    }
    for group in base.templates.keys {
      guard let first = base.templates[group]?.activities.first else { continue }
      let days = first.days == .working ? "working" : "calendar"
      let set = try read("templates.\(group.rawValue).\(first.name).days=\(days)").inputs.assumptions
      #expect(set.templates == base.templates, "\(group)")
    }
  }

  @Test func anotherSet() throws {
    let scenario = try read("assumptions=ideal", replacing: ["drivers.csv": nil])
    #expect(scenario.inputs.assumptions == (try AssumptionsFile.builtIn(.ideal)))
    #expect(
      try messages(["assumptions=perfect"]).first
        == "--set assumptions: neither a built-in set nor a file has this name (found «perfect»). Write a built-in name "
        + "(vietnam-2026, ideal) or a path from the scenario folder.")
  }

  // MARK: What cannot be set

  @Test(arguments: defects) func saysWhatIsWrong(defect: SettingDefect) throws {
    #expect(try messages([defect.setting]) == ["--set \(defect.message)"])
    #expect(try messages([defect.setting], in: .vi).count == 1)
  }

  @Test func reportsAllAtOnce() throws {
    let found = try messages(defects.map(\.setting) + ["driver.storms=off", "driver.storms=off"])
    #expect(found.count == defects.count + 1)
    #expect(Set(defects.map { "--set \($0.message)" }).isSubset(of: Set(found)))
    #expect(found.contains { $0.hasPrefix("--set driver.storms: the key is set twice") })
  }

  @Test func whatFollowsIsSaidOfTheSetting() throws {
    #expect(
      try messages(["plan.DA-02.provincial=800"]).contains(
        "--set plan.DA-02.provincial, column paid_to_date: the amount paid to date (900.5 million dong) is more than the "
          + "plan (800 million dong). Correct one of the two."))
    #expect(
      try messages(["source.land.priority=1"], replacing: ["sources.csv": nil]) == [
        "--set source.land.priority: the scenario has no sources.csv (found «land»). Add the table of sources."
      ])
    #expect(
      try messages(["activity.DA-02.site-clearance.duration=3"]) == [
        "--set activity.DA-02.site-clearance.duration: the project is under construction and lists no activities. "
          + "Set project.ID.construction_days, or list its activities in activities.csv."
      ])
  }
}

/// A setting with one defect and the message that it must give.
struct SettingDefect: Sendable {
  var setting: String
  var message: String

  init(_ setting: String, _ message: String) {
    self.setting = setting
    self.message = message
  }
}

private let defects: [SettingDefect] = [
  SettingDefect(
    "projekt.DA-01.progress=1",
    "projekt.DA-01.progress: there is no such key. Write project.ID.COLUMN, activity.ID.ACTIVITY.COLUMN, "
      + "plan.ID.SOURCE, source.ID.COLUMN, driver.ID, assumptions, or a key of an assumptions file such as "
      + "claims.discipline."),
  SettingDefect("claims.disciplin={}", "claims.disciplin: there is no such key. Perhaps it is «claims.discipline»."),
  SettingDefect("project.DA-01=1", "project.DA-01: the key does not name everything. Write it like project.ID.COLUMN."),
  SettingDefect("plan.DA-01=1", "plan.DA-01: the key does not name everything. Write it like plan.PROJECT.SOURCE."),
  SettingDefect(
    "project.DA-01.progres=1",
    "project.DA-01.progres: projects.csv has no such column (found «progres»). Perhaps it is «progress»."),
  SettingDefect(
    "project.DA-02.id=X",
    "project.DA-02.id: the code «id» cannot be set. Change it in the tables of another scenario."),
  SettingDefect(
    "project.DA-05.owner=X",
    "project.DA-05.owner: there is no such project (found «DA-05»). Perhaps it is «DA-01»."),
  SettingDefect(
    "project.other.owner=X",
    "project.other.owner: there is no such project (found «other»). There are: DA-01, DA-02, DA-03, DA-04."),
  SettingDefect(
    "project.DA-02.progress=1.5",
    "project.DA-02.progress: the share is not between 0 and 1 (found «1.5»). Write it like 0.35 or 35% (0,35 in the "
      + "Vietnamese number style)."),
  SettingDefect(
    "project.DA-02.construction_days=soon",
    "project.DA-02.construction_days: this is not a number (found «soon»). Write it like 1234567.89, without "
      + "separators."),
  SettingDefect("project.DA-01.name=", "project.DA-01.name: the cell is required but empty. Fill it in."),
  SettingDefect(
    "project.DA-03.start=2026-06-29",
    "project.DA-03.start: the start is out of range (found «2026-06-29»). Write a day from 2026-06-30 (the as-of day) "
      + "to 2027-01-31."),
  SettingDefect(
    "project.DA-01.start=2026-08-01",
    "project.DA-01.start: projects of its group are not under construction. Set the length of an activity: "
      + "activity.ID.ACTIVITY.duration."),
  SettingDefect(
    "plan.DA-03.provincial=5",
    "plan.DA-03.provincial: the project has no plan from this source. There are: land."),
  SettingDefect(
    "activity.DA-03.clearance.duration=5",
    "activity.DA-03.clearance.duration: the project has no such activity. There are: design-approval, "
      + "contractor-selection, site-clearance."),
  SettingDefect(
    "source.lands.priority=2", "source.lands.priority: there is no such source (found «lands»). Perhaps it is «land»."),
  SettingDefect(
    "driver.storm=off", "driver.storm: there is no such risk driver (found «storm»). Perhaps it is «storms»."),
  SettingDefect(
    "driver.storms.chance=0.1",
    "driver.storms.chance: there is no such key within it (found «chance»). Write one of: name, scope, probability, "
      + "effect, appliesTo, distribution, p1, p2, p3."),
  SettingDefect(
    "driver.tender=on",
    "driver.tender: only the value off is accepted (found «on»). Write driver.ID=off, or driver.ID.probability=0.2."),
  SettingDefect(
    "driver.tender.probability=1.2",
    "driver.tender.probability: «drivers[1].probability»: the number 1.2 is out of range. Write numbers from 0 to 1."),
  SettingDefect("claims.mode.p1=1", "claims.mode.p1: there is no such key. Perhaps it is «claims.mode»."),
  SettingDefect(
    "claims.monthlyRates.14=0.1",
    "claims.monthlyRates.14: the list has 13 numbers (found «14»). Write a place from 1 (January) to 13."),
  SettingDefect(
    "claims.coverage.p4=1",
    "claims.coverage.p4: there is no such key within it (found «p4»). Write one of: distribution, p1, p2, p3."),
  SettingDefect(
    "productivity={distribution: fixed",
    "productivity: this is no valid YAML (did not find expected ',' or '}'). Check indents, colons, "
      + "quotes and brackets on this line and the one before."),
  SettingDefect(
    "templates.new-begin.x.p1=1",
    "templates.new-begin.x.p1: there is no such group (found «new-begin»). There are: completed, carry-over, "
      + "new-start, preparation-new-start, preparation-priority, preparation-other."),
]
