import Portfolio
import Rulebook
import Stochastics

@testable import Disbursement

/// Two forecasts of constructed portfolios, of which chosen causes differ.
struct ChangePair {
  var earlier: ForecastEnd
  var later: ForecastEnd

  static let replications = 130

  /// Forecasts as the program would have written them.
  init(_ earlier: ForecastInputs, _ later: ForecastInputs, settings: (ForecastSettings, ForecastSettings)) {
    self.earlier = Self.end(earlier, settings.0)
    self.later = Self.end(later, settings.1)
  }

  private static func end(_ inputs: ForecastInputs, _ settings: ForecastSettings) -> ForecastEnd {
    ForecastEnd(
      stated: StatedForecast(Forecast.run(inputs, settings: settings)), inputs: inputs, targets: settings.targets)
  }

  static func settings(seed: UInt64 = 5, replications: Int = replications) throws -> ForecastSettings {
    ForecastSettings(
      replications: replications, seed: seed, threads: 2, driverReplications: 0,
      targets: [
        Target(date: try Samples.day("2026-12-31"), rate: try present(Ratio(0.6)), probability: 0.5),
        Target(date: try Samples.day("2026-10-15"), rate: try present(Ratio(0.3)), probability: 0.5),
      ])
  }

  /// Of the same portfolio, of which the causes given are made to differ.
  init(seed: UInt64, differing causes: Set<ChangeCause>) throws {
    let earlier = try ScheduleTests.inputs(seed: seed, asOf: "2026-04-17", projects: 18)
    var later = earlier
    if causes.contains(.rulebook) { later.rulebook = try Self.stricter(later.rulebook) }
    if causes.contains(.assumptions) { later.assumptions.claims.monthlyRates[9] = 0.9 }
    var projects = later.portfolio.projects
    if causes.contains(.plan) { try Self.changePlan(&projects) }
    if causes.contains(.payments) { Self.pay(&projects) }
    if causes.contains(.progress) { try Self.progress(&projects) }
    let asOf = causes.contains(.payments) ? try Samples.day("2026-06-30") : later.portfolio.asOf
    later.portfolio = try Portfolio(
      fiscalYear: later.portfolio.fiscalYear, asOf: asOf, sources: later.portfolio.sources, projects: projects)
    let draws = causes.contains(.draws)
    self.init(
      earlier, later,
      settings: (
        try Self.settings(), try Self.settings(seed: draws ? 6 : 5, replications: draws ? 100 : Self.replications)
      ))
  }

  private static func stricter(_ rulebook: Rulebook) throws -> Rulebook {
    var rules = rulebook.rules
    for index in rules.indices {
      guard case .milestone(let group, let date, let share) = rules[index].content else { continue }
      let more = Ratio(millionths: min(1_000_000, share.millionths + 90_000)) ?? share
      rules[index].content = .milestone(group: group, date: date, share: more)
    }
    return try Rulebook(id: rulebook.id, title: rulebook.title, fiscalYear: rulebook.fiscalYear, rules: rules)
  }

  /// One project goes, one comes, some get more or less than half of what is left of their plan.
  private static func changePlan(_ projects: inout [Project]) throws {
    var new = projects.removeLast()
    new.id = "new"
    new.allocations = new.allocations.map { Allocation(sourceID: $0.sourceID, plan: $0.plan) }
    new.outstandingAdvance = .zero
    projects.append(new)
    for index in projects.indices where index % 3 == 0 {
      projects[index].totalInvestment = nil
      let plan = projects[index].allocations[0].plan
      let paid = projects[index].allocations[0].paidToDate
      projects[index].allocations[0].plan =
        index % 2 == 0 ? plan + Money(dong: 700_000_001) : Money(dong: (plan.dong + paid.dong + 1) / 2)
    }
  }

  private static func pay(_ projects: inout [Project]) {
    for index in projects.indices where index % 4 != 0 {
      for place in projects[index].allocations.indices {
        let allocation = projects[index].allocations[place]
        let left = allocation.plan - allocation.paidToDate
        projects[index].allocations[place].paidToDate = allocation.paidToDate + Money(dong: left.dong / 3)
      }
      guard let total = projects[index].totalInvestment else { continue }
      projects[index].totalInvestment = max(total, projects[index].paidBeforeYear + projects[index].paidToDate)
    }
  }

  private static func progress(_ projects: inout [Project]) throws {
    for index in projects.indices where index % 3 == 1 {
      guard let network = projects[index].network, var first = network.activities.first else { continue }
      first.state = .done(on: try Samples.day("2026-03-31"))
      projects[index].network = try ActivityNetwork([first] + network.activities.dropFirst())
      projects[index].progress = 0.45
    }
  }

  func change(threads: Int = 2) throws -> ForecastChange {
    try ForecastChange.run(from: earlier, to: later, threads: threads)
  }
}

extension ForecastChange {
  /// The step that a cause is in.
  func step(_ cause: ChangeCause) throws -> Int { try present(steps.firstIndex { $0.causes.contains(cause) }) }

  /// All effects in whole numbers, with what they must add up to.
  var sums: [(change: Int64, effects: [Int64])] {
    ([whole] + groups + projects).flatMap(\.days).map { ($0.amounts.change.dong, $0.effects.map(\.amount.dong)) }
      + (milestones.map(\.chance) + targets.map(\.chance)).map { ($0.change, $0.effects.map(\.millionths)) }
  }

  /// Places of the steps that have any effect on anything.
  var moved: Set<Int> {
    Set(sums.flatMap { sum in sum.effects.indices.filter { sum.effects[$0] != 0 } })
  }
}
