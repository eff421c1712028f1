import Disbursement
import Portfolio

/// The forecast of one project for 31 December against what happened.
struct ProjectComparison {
  var group: ProjectGroup
  var budget: Money
  var paidByJune: Money
  var forecast: PathPoint
  /// Forecast probability that the whole budget is paid.
  var fullPayment: Double
  var outcome: Money

  /// Whether the outcome fell inside the 80 % interval, its ends included.
  var isInside: Bool { forecast.p10 <= outcome && outcome <= forecast.p90 }
  var isBelow: Bool { outcome < forecast.p10 }
  var isAbove: Bool { outcome > forecast.p90 }
}

/// One past year: its forecast as of 30 June against 31 December.
struct YearComparison {
  let past: PastYear
  let whole: PathPoint
  let budget: Money
  let paidByJune: Money
  let outcome: Money
  let projects: [ProjectComparison]

  /// Nil when the forecast does not state 31 December or does not hold the projects of the year.
  init?(_ past: PastYear, forecast: Forecast) {
    guard let whole = forecast.whole.path.first(where: { $0.date == past.lastDay }) else { return nil }
    let forecasts = Dictionary(forecast.projects.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let projects = past.projects.compactMap { record in
      forecasts[record.code].flatMap { ProjectComparison(record, forecast: $0, on: past.lastDay) }
    }
    guard projects.count == past.projects.count, forecasts.count == projects.count else { return nil }
    self.past = past
    self.whole = whole
    self.projects = projects
    budget = forecast.whole.plan
    paidByJune = forecast.whole.paidToDate
    outcome = projects.reduce(.zero) { $0 + $1.outcome }
  }

  /// Mean forecast minus outcome, as a share of the budget.
  var error: Double { (whole.mean - outcome).rate(of: budget) }
}

extension ProjectComparison {
  fileprivate init?(_ record: ProjectYear, forecast: ProjectForecast, on day: Day) {
    guard let point = forecast.path.first(where: { $0.date == day }),
      let milestone = forecast.milestones.first(where: { $0.date == day })
    else { return nil }
    group = forecast.group
    budget = forecast.plan
    paidByJune = forecast.paidToDate
    self.forecast = point
    fullPayment = milestone.probability
    outcome = Money(dong: record.outcome)
  }
}

extension [ProjectComparison] {
  func share(where condition: (ProjectComparison) -> Bool) -> Double {
    isEmpty ? 0 : Double(count(where: condition)) / Double(count)
  }
}
