import Exchange
import Foundation
import Portfolio
import Rulebook
import Testing

@testable import Disbursement

/// The shipped scenario of mid-year, reported for its second quarter.
@Suite struct PeriodReportTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Scenarios/chi-lang-2026/2026-06-30")

  private struct Case {
    var scenario: Scenario
    var settings: PeriodReportSettings
    var report: PeriodReport

    init(_ period: String = "2026-Q2", proposals: PeriodReportSettings.Proposals = .leftOut, threads: Int = 2) throws {
      scenario = try ScenarioReader.read(at: PeriodReportTests.folder.path)
      var forecast = ForecastSettings(replications: 64, seed: 5, targets: scenario.targets)
      forecast.threads = threads
      settings = PeriodReportSettings(forecast: forecast, proposals: proposals)
      report = try PeriodReport.make(present(ReportPeriod(written: period)), scenario.inputs, settings: settings)
    }
  }

  /// Rows of a table by its header's names.
  private static func rows(_ name: String) throws -> [[String: String]] {
    let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    let lines = text.split(separator: "\n").map { line -> [String] in
      var (fields, field, isQuoted) = ([String](), "", false)
      for character in line.trimmingCharacters(in: .newlines) {
        switch character {
        case "\"": isQuoted.toggle()
        case "," where !isQuoted:
          fields.append(field)
          field = ""
        default: field.append(character)
        }
      }
      return fields + [field]
    }
    let header = try present(lines.first)
    return lines.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
  }

  /// Million dong with at most three decimals.
  private static func dong(_ text: String?) throws -> Int64 {
    let number = try present(Decimal(string: try present(text), locale: Locale(identifier: "en_US_POSIX")))
    return NSDecimalNumber(decimal: number * 1_000_000).int64Value
  }

  @Test(arguments: [("2026-Q2", ["2026-04", "2026-05", "2026-06"]), ("2026-06", ["2026-06"])])
  func paymentsAreThoseOfTheTable(period: String, months: [String]) throws {
    let report = try Case(period).report
    let groups = Dictionary(try Self.rows("projects.csv").map { ($0["id"] ?? "", $0) }) { first, _ in first }
    var (byGroup, bySource, byOwner, byProject) = (
      [String: Int64](), [String: Int64](), [String: Int64](), [String: Int64]()
    )
    var byPart: [String: Int64] = [:]
    for row in try Self.rows("actuals.csv") where months.contains(row["month"] ?? "") {
      let paid = try Self.dong(row["paid"])
      let (id, source) = (row["project_id"] ?? "", row["source_id"] ?? "")
      let (group, owner) = (groups[id]?["group"] ?? "", groups[id]?["owner"] ?? "")
      byGroup[group, default: 0] += paid
      bySource[source, default: 0] += paid
      byOwner[owner, default: 0] += paid
      byProject[id, default: 0] += paid
      byPart[group + source, default: 0] += paid
    }
    #expect(report.whole.paidInPeriod?.dong == byGroup.values.reduce(0, +))
    for unit in report.groups { #expect(unit.paidInPeriod?.dong == byGroup[unit.id, default: 0], "\(unit.id)") }
    for unit in report.sources { #expect(unit.paidInPeriod?.dong == bySource[unit.id, default: 0], "\(unit.id)") }
    for owner in report.owners { #expect(owner.unit.paidInPeriod?.dong == byOwner[owner.unit.id, default: 0]) }
    for project in report.projects { #expect(project.paidInPeriod?.dong == byProject[project.id, default: 0]) }
    for part in report.parts {
      #expect(part.paidInPeriod?.dong == byPart[part.group.rawValue + part.sourceID, default: 0])
    }
    #expect(report.projects.count == 60 && byProject.count > 20)
  }

  @Test func partsAddUpToTheDong() throws {
    let report = try Case().report
    func check(
      _ amount: (ReportedUnit) -> Money, _ parts: (ReportedPart) -> Money, _ projects: (ReportedProject) -> Money
    ) {
      let whole = amount(report.whole)
      #expect(report.groups.reduce(Money.zero) { $0 + amount($1) } == whole)
      #expect(report.sources.reduce(Money.zero) { $0 + amount($1) } == whole)
      #expect(report.owners.reduce(Money.zero) { $0 + amount($1.unit) } == whole)
      #expect(report.projects.reduce(Money.zero) { $0 + projects($1) } == whole)
      for group in report.groups {
        let own = report.parts.filter { $0.group.rawValue == group.id }
        #expect(own.reduce(Money.zero) { $0 + parts($1) } == amount(group), "\(group.id)")
      }
    }
    check(\.plan, \.plan, \.plan)
    check(\.paidToDate, \.paidToDate, \.paidToDate)
    check({ $0.paidInPeriod ?? .zero }, { $0.paidInPeriod ?? .zero }, { $0.paidInPeriod ?? .zero })
  }

  /// The figures are those of the verbs that compute them.
  @Test func figuresAreThoseOfTheForecastAndTheProposal() throws {
    let own = try Case(proposals: .made, threads: 1)
    var settings = own.settings.forecast
    settings.threads = 3
    let forecast = Forecast.run(own.scenario.inputs, settings: settings)
    let year = forecast.run.fiscalYear
    #expect(own.report.run == forecast.run)
    func check(_ unit: ReportedUnit, _ other: UnitForecast) {
      #expect(unit.yearEnd == other.path.first { $0.date == year.lastDay }, "\(unit.id)")
      #expect(unit.cutOff == other.path.first { $0.date == year.cutOff }, "\(unit.id)")
      #expect(unit.lapse == other.lapse && unit.expectedShortfall == other.expectedShortfall)
      #expect(unit.plan == other.plan && unit.paidToDate == other.paidToDate)
    }
    check(own.report.whole, forecast.whole)
    for source in own.report.sources {
      check(source, try present(forecast.units[.source]?.first { $0.id == source.id }))
    }
    for group in own.report.groups {
      check(group, try present(forecast.units[.group]?.first { $0.id == group.id }))
    }
    for owner in own.report.owners {
      check(owner.unit, try present(forecast.units[.owner]?.first { $0.id == owner.unit.id }))
    }
    #expect(
      own.report.milestones.map(\.forecast.probability).sorted() == forecast.milestones.map(\.probability).sorted())
    for project in own.report.projects {
      let other = try present(forecast.projects.first { $0.id == project.id })
      #expect(project.yearEnd == other.path.first { $0.date == year.lastDay }, "\(project.id)")
      #expect(project.lapse == other.lapse.mean && project.expectedShortfall == other.expectedShortfall)
    }
    let proposal = try ReallocationProposal.propose(
      own.scenario.inputs, settings: ReallocationSettings(replications: 64, seed: 5, threads: 3))
    let reported = try present(own.report.proposals.proposal)
    #expect(reported.moves == proposal.moves && !proposal.moves.isEmpty)
    #expect(reported.judgement == proposal.judgement && reported.allocations == proposal.allocations)
    #expect(
      own.report.recommendations.contains { if case .movePlan(proposal.moved, _, _) = $0 { true } else { false } })
  }

  /// What drivers do to the projects adds up to what they do to the portfolio, up to half a dong for each project.
  @Test func driversOfProjectsAddUpToThoseOfThePortfolio() throws {
    let own = try Case()
    let drivers = own.report.drivers
    #expect(drivers.projects.count == 60 && drivers.drivers.count > 3)
    for driver in drivers.drivers {
      let sum = drivers.projects.joined().filter { $0.driverID == driver.id }.reduce(Int64(0)) {
        $0 + $1.meanEffect.dong
      }
      #expect(abs(sum - driver.meanEffect.dong) <= 60, "\(driver.id): \(sum) and \(driver.meanEffect.dong)")
    }
    var plain = own.settings.forecast
    plain.threads = 3
    let forecast = Forecast.run(own.scenario.inputs, settings: plain)
    #expect(forecast.drivers.projects.isEmpty)
    #expect(forecast.drivers.drivers.map(\.meanEffect) == drivers.drivers.map(\.meanEffect))
    var detailed = own.settings.ofForecast
    detailed.threads = 3
    #expect(Forecast.run(own.scenario.inputs, settings: detailed).drivers.projects == drivers.projects)
    for effects in drivers.projects { #expect(effects.map(\.meanEffect) == effects.map(\.meanEffect).sorted(by: >)) }
  }

  /// By the definition, from the forecast alone.
  @Test func latenessFollowsFromMilestonesAndDeadlines() throws {
    let own = try Case()
    let asOf = own.scenario.inputs.portfolio.asOf
    let forecast = Forecast.run(own.scenario.inputs, settings: own.settings.ofForecast)
    for project in forecast.projects {
      let milestones = project.milestones.filter { project.paidToDate < $0.required }
      let deadlines = ([project.startDeadline].compactMap { $0 } + project.approvalDeadlines).filter {
        !($0.p10 == $0.p90 && $0.p90 <= asOf)
      }
      let isLate = milestones.contains { $0.date <= asOf } || deadlines.contains { $0.date <= asOf }
      let chances =
        milestones.filter { $0.date > asOf }.map(\.probability) + deadlines.filter { $0.date > asOf }.map(\.probability)
      let expected: Lateness? =
        isLate ? .late : chances.contains { $0 < 0.3 } ? .willMiss : chances.contains { $0 < 0.8 } ? .atRisk : nil
      #expect(own.report.late.first { $0.id == project.id }?.lateness == expected, "\(project.id)")
      #expect(own.report.projects.first { $0.id == project.id }?.lateness == expected)
    }
    let late = own.report.late
    #expect(late.contains { $0.lateness == .late } && late.contains { $0.lateness == .atRisk })
    #expect(late.map { $0.lateness.isSlow ? 0 : 1 } == late.map { $0.lateness.isSlow ? 0 : 1 }.sorted())
    #expect(late.contains { $0.obstacle != nil } && late.contains { !$0.drivers.isEmpty })
    for project in late {
      #expect(project.drivers.count <= LateProject.largestDriverCount)
      #expect(project.drivers.allSatisfy { $0.meanEffect.dong >= 2 * $0.meanEffectError.dong })
      if let milestone = project.obstacle { #expect(milestone.shortfall > .zero && milestone.date > asOf) }
    }
    #expect(own.report.whole.lateCount == late.count { $0.lateness.isSlow })
    #expect(own.report.owners.reduce(0) { $0 + $1.unit.lateCount } == own.report.whole.lateCount)
  }

  @Test func ownersAreRankedByTheirRate() throws {
    let owners = try Case().report.owners
    let rates = owners.map { Double($0.unit.paidToDate.dong) / Double($0.unit.plan.dong) }
    #expect(owners.count == 6 && rates == rates.sorted(by: >))
    #expect(owners.map(\.rank) == Array(1...6))
  }

  @Test func equalRatesShareARank() throws {
    func project(_ id: String, _ owner: String, plan: Int64, paid: Int64) -> Project {
      Project(
        id: id, name: id, group: .carryOver, owner: owner,
        allocations: [
          Allocation(
            sourceID: "S", plan: Money(dong: plan), paidToDate: Money(dong: paid), paidByMonth: [3: Money(dong: paid)])
        ])
    }
    let portfolio = try Samples.portfolio(
      [
        project("1", "C", plan: 300, paid: 100), project("2", "B", plan: 900, paid: 300),
        project("3", "A", plan: 1_000, paid: 333), project("4", "D", plan: 10, paid: 9),
      ], asOf: "2026-06-30")
    let report = try PeriodReport.make(
      present(ReportPeriod(written: "2026-Q2")), Samples.inputs(portfolio),
      settings: PeriodReportSettings(forecast: ForecastSettings(replications: 8), proposals: .made))
    #expect(report.owners.map(\.unit.id) == ["D", "B", "C", "A"] && report.owners.map(\.rank) == [1, 2, 2, 4])
    #expect(report.whole.paidInPeriod == .zero)
    // The only window of this rulebook is past.
    guard case .impossible(let invalid) = report.proposals else { throw MissingValue() }
    #expect(invalid.problems.contains { if case .noWindowLeft = $0 { true } else { false } })
  }

  /// On the day of a milestone it is judged; what was missed and paid later is no longer late.
  @Test func missedMilestonesCanBeMadeUpFor() throws {
    func report(_ asOf: String, _ payments: [Int: Int64], _ period: String) throws -> PeriodReport {
      let byMonth = payments.mapValues { Money(dong: $0) }
      let allocation = Allocation(
        sourceID: "S", plan: Money(dong: 1_000), paidToDate: byMonth.values.reduce(.zero, +), paidByMonth: byMonth)
      let portfolio = try Samples.portfolio(
        [Project(id: "P", name: "P", group: .carryOver, constructionDays: 10, allocations: [allocation])], asOf: asOf)
      return try PeriodReport.make(
        present(ReportPeriod(written: period)), Samples.inputs(portfolio),
        settings: PeriodReportSettings(forecast: ForecastSettings(replications: 8), proposals: .leftOut))
    }
    func standing(_ report: PeriodReport, _ rule: String) -> ReportedMilestone.Standing? {
      report.milestones.first { $0.forecast.ruleID == rule }?.standing
    }
    let missed = try report("2026-06-30", [6: 299], "2026-06")
    #expect(standing(missed, "G2-0630") == .missed(by: Money(dong: 1), nowMissing: Money(dong: 1)))
    #expect(missed.late.map(\.lateness) == [.late])
    #expect(standing(try report("2026-06-30", [6: 300], "2026-06"), "G2-0630") == .met)
    let madeUp = try report("2026-07-31", [6: 299, 7: 301], "2026-07")
    #expect(standing(madeUp, "G2-0630") == .missed(by: Money(dong: 1), nowMissing: .zero))
    #expect(standing(madeUp, "G2-0930") == .met)
    #expect(madeUp.late.allSatisfy { $0.lateness != .late })
    #expect(madeUp.whole.paidInPeriod == Money(dong: 301))
    let unjudged = try report("2026-05-31", [5: 299], "2026-05")
    guard case .ahead = standing(unjudged, "G2-0630") else { throw MissingValue() }
  }

  @Test func unknownMonthsLeaveThePeriodUnsaid() throws {
    let allocations = [
      Allocation(sourceID: "S", plan: Money(dong: 10), paidToDate: Money(dong: 4)),
      Allocation(sourceID: "S", plan: Money(dong: 10)),
      Allocation(
        sourceID: "S", plan: Money(dong: 10), paidToDate: Money(dong: 2),
        paidByMonth: [4: Money(dong: 3), 5: Money(dong: -1)]),
    ]
    #expect(allocations[0].paid(in: 4...6) == nil)
    #expect(allocations[1].paid(in: 4...6) == .zero)
    #expect(allocations[2].paid(in: 4...6) == Money(dong: 2) && allocations[2].paid(in: 5...5) == Money(dong: -1))
    #expect(allocations[2].paid(in: 1...3) == .zero)
  }
}

@Suite struct ReportedAdvancesTests {
  private static let rules: [(String, Rule.Cap, Double)] = [
    ("R2-a", .advanceGraceMonthsContract, 3), ("R2-b", .advanceGraceMonthsOther, 6),
    ("R2-c", .advanceGraceDaysClearance, 30),
  ]

  private func advances(_ records: [AdvanceRecord], asOf: String = "2026-06-30", stated: Int64 = 0) throws
    -> ReportedAdvances
  {
    func project(_ id: String, _ stated: Int64) throws -> Project {
      var project = try Samples.project(id, .carryOver)
      project.paidBeforeYear = Money(dong: 1_000)
      project.outstandingAdvance = Money(dong: stated)
      return project
    }
    let portfolio = try Samples.portfolio([project("P", 5), project("Q", stated)], asOf: asOf)
    let rulebook = try Rulebook(
      id: "advances", title: BilingualText(vi: "", en: ""), fiscalYear: try Samples.year(),
      rules: Self.rules.map { try Samples.assumption($0.0, .cap($0.1, value: $0.2)) })
    var finance = FinanceRecords()
    finance.advances = records
    return ReportedAdvances(portfolio, records: finance, rulebook: rulebook)
  }

  /// Both sides of the last day of grace.
  @Test(arguments: [
    (AdvanceRecord.Kind.contract, "2026-03-30", 0), (.contract, "2026-03-29", 1), (.contract, "2026-02-28", 33),
    (.other, "2025-12-30", 0), (.other, "2025-12-29", 1), (.siteClearance, "2026-05-31", 0),
    (.siteClearance, "2026-05-30", 1),
  ])
  func overdueFromTheDayAfterTheGrace(kind: AdvanceRecord.Kind, day: String, days: Int) throws {
    let start = try Samples.day(day)
    let record = AdvanceRecord(
      projectID: "P", kind: kind, outstanding: Money(dong: 70), paidOn: kind == .contract ? nil : start,
      due: kind == .contract ? start : nil)
    let found = try advances([record])
    #expect(found.overdue.map(\.days) == (days == 0 ? [] : [days]))
    #expect(found.overdueAmount == Money(dong: days == 0 ? 0 : 70))
    #expect(found.outstanding == Money(dong: 70) && found.undecided == .zero && found.unlisted == .zero)
  }

  @Test func sumsTellApartWhatIsKnown() throws {
    let due = try Samples.day("2026-01-31")
    let found = try advances(
      [
        AdvanceRecord(projectID: "P", contract: "1", kind: .contract, outstanding: Money(dong: 10), due: due),
        AdvanceRecord(projectID: "P", contract: "2", kind: .contract, outstanding: Money(dong: 40), due: due),
        AdvanceRecord(projectID: "P", contract: "3", kind: .contract, outstanding: Money(dong: 7)),
        AdvanceRecord(projectID: "P", contract: "4", kind: .contract, outstanding: .zero, due: due),
        AdvanceRecord(projectID: "P", contract: "5", kind: .contract, outstanding: Money(dong: 90), due: due + -40),
      ], stated: 300)
    #expect(found.overdue.map(\.record.contract) == ["5", "2", "1"])
    #expect(found.overdueAmount == Money(dong: 140) && found.undecided == Money(dong: 7))
    // The sum that P states gives way to its list; that of Q stands.
    #expect(found.unlisted == Money(dong: 300) && found.outstanding == Money(dong: 447))
  }
}
