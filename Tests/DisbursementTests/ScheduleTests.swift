import Disbursement
import Portfolio
import Rulebook
import Testing

/// What every payment schedule must be, whatever the portfolio.
@Suite struct ScheduleTests {
  static let cases: [(seed: UInt64, asOf: String)] =
    (1...12).map { (UInt64($0), "2025-12-31") } + (13...18).map { (UInt64($0), "2026-06-30") }
    + [(19, "2026-04-17"), (20, "2026-12-15"), (21, "2026-12-31"), (22, "2027-01-20"), (23, "2027-01-31")]

  static func inputs(seed: UInt64, asOf: String, projects: Int = 40) throws -> ForecastInputs {
    var random = RandomPortfolio(seed: seed, asOf: asOf)
    return try Samples.inputs(random.portfolio(projects: projects), assumptions: random.assumptions())
  }

  static func schedule(_ inputs: ForecastInputs, threads: Int = 2) -> PaymentSchedule {
    PaymentSchedule.plan(inputs, settings: ScheduleSettings(replications: 0, threads: threads))
  }

  @Test(arguments: cases) func partsAddUp(seed: UInt64, asOf: String) throws {
    let schedule = Self.schedule(try Self.inputs(seed: seed, asOf: asOf))
    for index in schedule.checkpoints.indices {
      for amount in [\ScheduledPath.nominal, \.planned, \.payable] {
        let whole = schedule.whole.path[keyPath: amount][index]
        #expect(whole == schedule.groups.reduce(.zero) { $0 + $1.path[keyPath: amount][index] }, "seed \(seed)")
        #expect(whole == schedule.sources.reduce(.zero) { $0 + $1.path[keyPath: amount][index] }, "seed \(seed)")
        #expect(whole == schedule.projects.reduce(.zero) { $0 + $1.path[keyPath: amount][index] }, "seed \(seed)")
      }
      for project in schedule.projects {
        #expect(
          project.path.planned[index] == project.allocations.reduce(.zero) { $0 + $1.planned[index] }, "seed \(seed)")
      }
    }
  }

  @Test(arguments: cases) func paymentsNeverFallAndNeverExceedWhatCouldBePaid(seed: UInt64, asOf: String) throws {
    let schedule = Self.schedule(try Self.inputs(seed: seed, asOf: asOf))
    #expect(schedule.checkpoints == schedule.checkpoints.sorted())
    for allocation in schedule.projects.flatMap(\.allocations) {
      var before = Money.zero
      for index in schedule.checkpoints.indices {
        #expect(allocation.planned[index] >= before, "seed \(seed)")
        #expect(allocation.planned[index] <= allocation.payable[index], "seed \(seed)")
        #expect(allocation.payable[index] <= allocation.plan, "seed \(seed)")
        #expect(allocation.nominal[index] <= allocation.payable[index], "seed \(seed)")
        before = allocation.planned[index]
        if index >= schedule.pastCount { #expect(allocation.planned[index] >= allocation.paidToDate, "seed \(seed)") }
      }
    }
  }

  @Test(arguments: cases) func paymentsKeepWithinTheCashOfTheirSource(seed: UInt64, asOf: String) throws {
    let inputs = try Self.inputs(seed: seed, asOf: asOf)
    let schedule = Self.schedule(inputs)
    let land = try #require(schedule.sources.first { $0.id == "land" })
    guard case .revenue(let revenue) = inputs.portfolio.sources[2].kind else { return }
    for index in schedule.pastCount..<schedule.checkpoints.count {
      let day = schedule.checkpoints[index]
      let whole = day.year == 2026 ? Double(day.month - 1) : 12
      let part = day.year == 2026 ? Double(day.dayOfMonth) / Double(Day.length(ofMonth: day.month, year: 2026)) : 0
      let collected = 0.8 * Double(revenue.expected.dong) * (whole + part) / 12
      #expect(
        Double(land.path.planned[index].dong) <= max(Double(land.paidToDate.dong), collected * 1.000_001),
        "seed \(seed)")
    }
  }

  /// Of assured capital nothing waits for the end of the year, and nothing is left, that could have been paid.
  @Test(arguments: cases) func assuredCapitalIsPaidAsSoonAsTheYearAsks(seed: UInt64, asOf: String) throws {
    let schedule = Self.schedule(try Self.inputs(seed: seed, asOf: asOf))
    let days = ["2026-11-30", "2026-12-31", "2027-01-31"]
    for (index, day) in schedule.checkpoints.enumerated() where days.contains("\(day)") && index >= schedule.pastCount {
      for allocation in schedule.projects.flatMap(\.allocations) where allocation.sourceID != "land" {
        #expect(allocation.planned[index] == allocation.payable[index], "seed \(seed)")
      }
    }
  }

  @Test(arguments: cases) func knownPaymentsAndTheNominalPathAreThoseOfTheForecast(seed: UInt64, asOf: String) throws {
    let inputs = try Self.inputs(seed: seed, asOf: asOf)
    let schedule = Self.schedule(inputs)
    let forecast = Forecast.run(inputs, settings: ForecastSettings(replications: 4, driverReplications: 0))
    for (index, day) in schedule.checkpoints.enumerated() {
      let place = try #require(forecast.checkpoints.firstIndex(of: day))
      #expect(schedule.whole.path.nominal[index] == forecast.whole.nominalPath[place], "seed \(seed)")
      if index < schedule.pastCount {
        #expect(schedule.whole.path.planned[index] == forecast.whole.nominalPath[place], "seed \(seed)")
      }
    }
  }

  @Test(arguments: cases) func threadsDoNotMatter(seed: UInt64, asOf: String) throws {
    let inputs = try Self.inputs(seed: seed, asOf: asOf)
    #expect("\(Self.schedule(inputs, threads: 1))" == "\(Self.schedule(inputs, threads: 5))", "seed \(seed)")
  }

  /// Milestones of a group are met by assured capital wherever it could be paid by then.
  @Test(arguments: cases) func groupsFallShortOnlyForCash(seed: UInt64, asOf: String) throws {
    let schedule = Self.schedule(try Self.inputs(seed: seed, asOf: asOf))
    for milestone in schedule.milestones where !milestone.isMet {
      let index = try #require(schedule.checkpoints.firstIndex(of: milestone.date))
      guard index >= schedule.pastCount else { continue }
      for project in schedule.projects where project.group == milestone.group {
        for allocation in project.allocations where allocation.sourceID != "land" {
          #expect(allocation.planned[index] == allocation.payable[index], "seed \(seed), \(milestone.ruleID)")
        }
      }
    }
  }
}
