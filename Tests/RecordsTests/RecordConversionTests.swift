import Disbursement
import Exchange
import Portfolio
import Rulebook
import Testing

/// How records become scenarios, on rows made up for the tests.
@Suite struct RecordConversionTests {
  private static let header =
    "year,CODIGO_UNICO,pim,NIVEL,SECTOR,FUNCION,monthly_matches_annual,"
    + (1...12).map { $0 < 10 ? "dev_m0\($0)" : "dev_m\($0)" }.joined(separator: ",")

  private static let earlier = row("2020,7,100,GL,LOCAL,SALUD,1", [0, 50])
  private static let usual = row(
    "2021,7,1000,GL,LOCAL,\"PLANEAMIENTO, GESTIÓN\",1", [100.4, 100.4, -50.25, 0, 0, 0, 800])
  private static let fresh = row("2021,8,500,GN,SALUD,SALUD,1", [0, 0, 0, 0, 0, 499.5, 0.5])

  /// The months not given are zero.
  private static func row(_ attributes: String, _ months: [Double]) -> String {
    let zeros = [Double](repeating: 0, count: 12 - months.count)
    return "\(attributes)," + (months + zeros).map { "\($0)" }.joined(separator: ",")
  }

  private func table(_ rows: String...) throws -> RecordTable {
    try RecordTable(Array(([Self.header] + rows).joined(separator: "\n").utf8))
  }

  @Test func readsCommasWithinQuotesAndRoundsSums() throws {
    let record = try #require(table(Self.usual).rows.first)
    #expect(record.function == "PLANEAMIENTO, GESTIÓN")
    #expect(record.cumulative == [100, 201, 151, 151, 151, 151, 951, 951, 951, 951, 951, 951])
    #expect(record.months.prefix(3) == [100, 101, -50])
    #expect(record.outcome == 951)
  }

  @Test(arguments: [
    ("2021,1,0,GL,L,S,1", [10.0], Exclusion.noBudget),
    ("2021,1,100,GL,L,S,0", [10.0], .monthsDisagree),
    ("2021,1,100,GL,L,S,1", [10.0, -10.6, 50], .belowZero),
    ("2021,1,100,GL,L,S,1", [0, 0, 0, 0, 0, 100.6], .aboveBudget),
    ("2021,1,100,GL,L,S,1", [101, -50], .aboveBudget),
  ])
  func leavesOutWhatCannotBeForecast(attributes: String, months: [Double], reason: Exclusion) throws {
    let past = try PastYear(2021, of: table(Self.row(attributes, months), Self.usual))
    #expect(past.exclusions == [reason: 1])
    #expect(past.projects.map(\.code) == ["7"])
  }

  @Test(arguments: [
    ("2021,1,100,GL,L,S,1", [10.0, -10]), ("2021,1,100,GL,L,S,1", [100.4]),
    ("2021,1,100,GL,L,S,1", [0, 0, 0, 0, 0, 100, 0, -200]), ("2021,1,100,GL,L,S,1", []),
  ])
  func keepsWhatLiesWithinTheBudgetUpToJune(attributes: String, months: [Double]) throws {
    let past = try PastYear(2021, of: table(Self.row(attributes, months)))
    #expect(past.exclusions.isEmpty)
    #expect(past.projects.count == 1)
  }

  @Test func isANewStartInTheFirstYearWithABudget() throws {
    let noBudgetYet = Self.row("2020,8,0,GN,SALUD,SALUD,1", [])
    let past = try PastYear(2021, of: table(Self.earlier, noBudgetYet, Self.usual, Self.fresh))
    #expect(past.projects.map { past.group(of: $0) } == [.carryOver, .newStart])
  }

  @Test func becomesAScenarioThatTheReaderTakes() throws {
    let past = try PastYear(2021, of: table(Self.earlier, Self.usual, Self.fresh))
    let scenario = try PastYearScenario(past: past, replications: 10).read()
    let inputs = scenario.inputs
    #expect(scenario.warnings.isEmpty)
    #expect(scenario.replications == 10)
    #expect(inputs.portfolio.asOf.description == "2021-06-30")
    #expect(inputs.assumptions.name == PastYearScenario.assumptions)
    #expect(inputs.rulebook.milestones.map(\.date.description) == ["2021-12-31", "2021-12-31"])
    #expect(inputs.rulebook.milestones.allSatisfy { $0.share == .one })
    #expect(inputs.rulebook.deadlines.isEmpty)
    #expect(inputs.portfolio.sources.map(\.payUntil?.description) == ["2021-12-31"])
    #expect(inputs.portfolio.projects.map(\.plan.dong) == [1000, 500])
    #expect(inputs.portfolio.projects.map(\.paidToDate.dong) == [151, 500])
    #expect(inputs.portfolio.projects.map(\.group) == [.carryOver, .newStart])
    #expect(inputs.portfolio.projects[0].sector == "PLANEAMIENTO, GESTIÓN")
    #expect(inputs.portfolio.projects[0].allocations[0].paidByMonth?[3]?.dong == -50)
  }

  @Test func comparesOnTheLastDayOfTheYear() throws {
    let past = try PastYear(2021, of: table(Self.earlier, Self.usual, Self.fresh))
    let inputs = try PastYearScenario(past: past, replications: 10).read().inputs
    let forecast = Forecast.run(inputs, settings: ForecastSettings(replications: 10, driverReplications: 0))
    let comparison = try #require(YearComparison(past, forecast: forecast))
    #expect(comparison.outcome.dong == 951 + 500)
    #expect(comparison.whole.date.description == "2021-12-31")
    #expect(comparison.projects[1].isInside && comparison.projects[1].fullPayment == 1)
    #expect(comparison.past.excludedCount == 0)
  }

  @Test func namesTheCellThatCannotBeRead() throws {
    let bad = Self.usual.replacing("-50.25", with: "n/a")
    #expect(throws: RecordDefect(row: 3, column: "dev_m03", found: "n/a")) { try table(Self.earlier, bad) }
    #expect(throws: RecordDefect(row: 1, column: "pim", found: "")) {
      try RecordTable(Array(Self.header.replacing("pim", with: "PIM").utf8))
    }
  }
}
