import Disbursement
import Exchange
import Portfolio
import Rulebook
import Stochastics
import Testing

private func problems(_ change: (inout Assumptions) -> Void) throws -> [AssumptionsProblem] {
  var set = try AssumptionsFile.builtIn(.ideal)
  change(&set)
  return set.problems
}

private func driver(_ id: String, scope: RiskDriver.Scope = .project, effect: RiskDriver.Effect) throws -> RiskDriver {
  RiskDriver(
    id: id, name: BilingualText(vi: id, en: id), scope: scope, probability: 0.5, effect: effect,
    impact: try Distribution(.fixed(1)))
}

/// What files cannot hold but a program can construct.
@Suite struct AssumptionsAuditTests {
  @Test func acceptsAtMostSixtyFourDrivers() throws {
    let all = try (1...65).map { try driver("d\($0)", effect: .blocked) }
    #expect(try problems { $0.drivers = Array(all.prefix(64)) }.isEmpty)
    #expect(
      try problems { $0.drivers = all } == [AssumptionsProblem(key: "drivers", defect: .tooMany(65, limit: 64))])
  }

  @Test func refusesRepeatedDrivers() throws {
    let twice = [try driver("d", effect: .blocked), try driver("d", effect: .blocked)]
    #expect(try problems { $0.drivers = twice }.map(\.defect) == [.duplicate("d")])
  }

  @Test func refusesNumbersThatAreNone() throws {
    #expect(try problems { $0.systemic.duration = .nan }.map(\.defect) == [.notFinite])
    #expect(try problems { $0.claims.monthlyRates[12] = .infinity }.map(\.key) == ["claims.monthlyRates"])
    #expect(try problems { $0.revenueMonthlyShares[0] = .nan }.map(\.defect) == [.notFinite])
  }

  @Test(arguments: [(0.0, true), (0.95, true), (0.950001, false), (-0.000001, false)])
  func loadingsLieBelowOne(value: Double, isAccepted: Bool) throws {
    #expect(try problems { $0.systemic.productivity = value }.isEmpty == isAccepted)
  }

  @Test func refusesDaysThatAreNotOfTheWeek() throws {
    #expect(try problems { $0.calendar.siteRestDays = [0, 8] }.map(\.defect) == [.noWeekday(0), .noWeekday(8)])
    #expect(try problems { $0.calendar.siteRestDays = Set(1...7) }.map(\.defect) == [.noWorkingDay])
  }

  @Test func onlyUnknownActivitiesAreWarnings() throws {
    var strange = try driver("d", effect: .durationFactor)
    strange.appliesTo = ["construction", "haruspicy"]
    let found = try problems { $0.drivers = [strange] }
    #expect(found == [AssumptionsProblem(key: "drivers.d.appliesTo", defect: .unknownActivity("haruspicy"))])
    #expect(found.map(\.isWarning) == [true])
    #expect(try problems { $0.name = "" }.allSatisfy { !$0.isWarning })
  }

  @Test(arguments: RiskDriver.Scope.allCases)
  func revenueIsOfSources(scope: RiskDriver.Scope) throws {
    let revenue = try driver("d", scope: scope, effect: .revenueFactor)
    #expect(try problems { $0.drivers = [revenue] }.isEmpty == (scope == .source || scope == .portfolio))
  }
}
