import Portfolio
import Stochastics

/// One thing that is wrong or doubtful in a set of assumptions.
public struct AssumptionsProblem: Hashable, Sendable {
  public enum Defect: Hashable, Sendable {
    case notFinite
    case outside(Double, lower: Double, upper: Double)
    case wrongCount(Int, expected: Int)
    /// Shares of a year that do not add up to 1.
    case sharesDoNotAddUp(Double)
    case disordered(lower: Double, upper: Double)
    case tooMany(Int, limit: Int)
    case empty
    case duplicate(String)
    /// All seven days of the week are off.
    case noWorkingDay
    /// A number that is no day of the week.
    case noWeekday(Int)
    /// The effect does not act on units of this scope.
    case scopeDoesNotFit(RiskDriver.Scope, RiskDriver.Effect)
    /// A name that no template has and that is not construction: a doubt, because projects may list activities of their own.
    case unknownActivity(String)
  }

  /// The key path in the file, such as `claims.monthlyRates` or `drivers.storms.probability`.
  public var key: String
  public var defect: Defect

  public init(key: String, defect: Defect) {
    self.key = key
    self.defect = defect
  }

  /// True when the assumptions can be used all the same.
  public var isWarning: Bool {
    if case .unknownActivity = defect { true } else { false }
  }
}

extension Assumptions {
  /// Everything wrong or doubtful; a simulation may rely on a set without other problems than warnings.
  public var problems: [AssumptionsProblem] {
    var audit = AssumptionsAudit()
    audit.examine(self)
    return audit.problems
  }

  /// The key paths of everything that is assumed, in the file's order: each has a provenance in the built-in sets.
  ///
  /// A template counts by activity, a driver by `drivers.<id>.probability` and, unless it blocks, `drivers.<id>.impact`.
  public var keyPaths: [String] {
    let calendar = ["officeWeekend", "holidays", "siteRestDays", "siteClosures", "monthlyWorkability"]
    let networks = ProjectGroup.allCases.flatMap { group in
      (templates[group]?.activities ?? []).map { "templates.\(group.rawValue).\($0.name)" }
    }
    let claims = ["monthlyRates", "discipline", "coverage", "mode", "waitsForTreasury"]
    let building = ProjectGroup.allCases.filter { constructionDays[$0] != nil }.map {
      "constructionDays.\($0.rawValue)"
    }
    let advances = ProjectGroup.allCases.filter { advanceShares[$0] != nil }.map { "advanceShares.\($0.rawValue)" }
    let strikes = drivers.flatMap { driver in
      ["drivers.\(driver.id).probability"] + (driver.effect == .blocked ? [] : ["drivers.\(driver.id).impact"])
    }
    return calendar.map { "calendar.\($0)" } + networks + ["productivity", "sCurve"] + claims.map { "claims.\($0)" }
      + building + advances + ["payableBeforeSettlement", "acceptedBeforeYear"]
      + preparationPayments.keys.sorted().map { "preparationPayments.\($0)" }
      + ["duration", "productivity", "discipline"].map { "systemic.\($0)" } + strikes
      + ["revenueFactor", "revenueMonthlyShares"]
  }

  /// Where the number at a key path comes from: the entry of the path itself or of the nearest path above it.
  public func provenance(of key: String) -> Provenance? {
    provenance.filter { key == $0.key || key.hasPrefix($0.key + ".") }.max { $0.key.count < $1.key.count }
  }
}

/// Collects every violated invariant of a set of assumptions.
private struct AssumptionsAudit {
  private(set) var problems: [AssumptionsProblem] = []

  mutating func examine(_ set: Assumptions) {
    if set.name.isEmpty { report("name", .empty) }
    examine(set.calendar)
    for group in ProjectGroup.allCases {
      for activity in set.templates[group]?.activities ?? [] {
        examine(activity.duration, "templates.\(group.rawValue).\(activity.name)", within: 0...36_600)
      }
      if let days = set.constructionDays[group] {
        examine(days, "constructionDays.\(group.rawValue)", within: 1...3_660)
      }
      if let share = set.advanceShares[group] { examine(share, "advanceShares.\(group.rawValue)", within: 0...1) }
    }
    examine(set.productivity, "productivity", within: 0...10)
    examine(set.sCurve)
    examine(set.claims)
    examine(set.payableBeforeSettlement, "payableBeforeSettlement", within: 0...1)
    examine(set.acceptedBeforeYear, "acceptedBeforeYear", within: 0...1)
    for (activity, weight) in set.preparationPayments.sorted(by: { $0.key < $1.key }) {
      examine(weight, "preparationPayments.\(activity)", within: 0...1_000)
    }
    examine(set.systemic.duration, "systemic.duration", within: 0...0.95)
    examine(set.systemic.productivity, "systemic.productivity", within: 0...0.95)
    examine(set.systemic.discipline, "systemic.discipline", within: 0...0.95)
    examine(set.drivers, templates: set.templates)
    examine(set.revenueFactor, "revenueFactor", within: 0...10)
    examineRevenue(set.revenueMonthlyShares)
  }

  private mutating func examine(_ calendar: Assumptions.Calendar) {
    examineWeekdays(calendar.officeWeekend, "calendar.officeWeekend")
    examineWeekdays(calendar.siteRestDays, "calendar.siteRestDays")
    if calendar.holidays.count > 3_660 {
      report("calendar.holidays", .tooMany(calendar.holidays.count, limit: 3_660))
    }
    if calendar.siteClosures.count > 366 {
      report("calendar.siteClosures", .tooMany(calendar.siteClosures.count, limit: 366))
    }
    examine(calendar.monthlyWorkability, "calendar.monthlyWorkability", count: 12, within: 0...1)
  }

  private mutating func examineWeekdays(_ days: Set<Int>, _ key: String) {
    for day in days.sorted() where !(1...7).contains(day) { report(key, .noWeekday(day)) }
    if days.isSuperset(of: 1...7) { report(key, .noWorkingDay) }
  }

  private mutating func examine(_ claims: Assumptions.Claims) {
    examine(claims.monthlyRates, "claims.monthlyRates", count: 13, within: 0...1)
    examine(claims.discipline, "claims.discipline", within: 0...1_000)
    examine(claims.coverage, "claims.coverage", within: 0...1_000)
  }

  private mutating func examine(_ curve: SCurve) {
    switch curve {
    case .cubic(let c1, let c2):
      examine(c1, "sCurve", within: 0...1)
      examine(c2, "sCurve", within: 0...1)
      if c1 > c2 { report("sCurve", .disordered(lower: c1, upper: c2)) }
    case .kumaraswamy(let a, let b):
      examine(a, "sCurve", within: 0.1...20)
      examine(b, "sCurve", within: 0.1...20)
    case .monthly(let cumulative):
      guard let last = cumulative.last else { return report("sCurve", .empty) }
      examine(cumulative, "sCurve", count: cumulative.count, within: 0...1)
      for (earlier, later) in zip(cumulative, cumulative.dropFirst()) where later < earlier {
        report("sCurve", .disordered(lower: earlier, upper: later))
      }
      if last != 1 { report("sCurve", .outside(last, lower: 1, upper: 1)) }
    }
  }

  private mutating func examineRevenue(_ shares: [Double]) {
    let before = problems.count
    examine(shares, "revenueMonthlyShares", count: 12, within: 0...1)
    guard problems.count == before else { return }
    let sum = shares.reduce(0, +)
    if abs(sum - 1) >= 1e-6 { report("revenueMonthlyShares", .sharesDoNotAddUp(sum)) }
  }

  private mutating func examine(_ drivers: [RiskDriver], templates: [ProjectGroup: ActivityNetwork]) {
    if drivers.count > RiskDriver.largestCount {
      report("drivers", .tooMany(drivers.count, limit: RiskDriver.largestCount))
    }
    var known = Set(templates.values.flatMap { $0.activities.map(\.name) })
    known.insert(RiskDriver.construction)
    var identifiers = Set<String>()
    for driver in drivers {
      let key = "drivers.\(driver.id)"
      if driver.id.isEmpty { report("drivers", .empty) }
      if !identifiers.insert(driver.id).inserted { report(key, .duplicate(driver.id)) }
      examine(driver.probability, "\(key).probability", within: 0...1)
      if let range = driver.effect.range { examine(driver.impact, "\(key).impact", within: range) }
      if driver.effect == .revenueFactor, driver.scope != .portfolio, driver.scope != .source {
        report("\(key).scope", .scopeDoesNotFit(driver.scope, driver.effect))
      }
      for name in driver.appliesTo where !known.contains(name) { report("\(key).appliesTo", .unknownActivity(name)) }
    }
  }

  private mutating func examine(
    _ values: [Double], _ key: String, count: Int, within range: ClosedRange<Double>
  ) {
    guard values.count == count else { return report(key, .wrongCount(values.count, expected: count)) }
    for value in values { examine(value, key, within: range) }
  }

  private mutating func examine(_ distribution: Distribution, _ key: String, within range: ClosedRange<Double>) {
    for value in distribution.shape.parameters { examine(value, key, within: range) }
  }

  private mutating func examine(_ value: Double, _ key: String, within range: ClosedRange<Double>) {
    guard value.isFinite else { return report(key, .notFinite) }
    if !range.contains(value) { report(key, .outside(value, lower: range.lowerBound, upper: range.upperBound)) }
  }

  private mutating func report(_ key: String, _ defect: AssumptionsProblem.Defect) {
    problems.append(AssumptionsProblem(key: key, defect: defect))
  }
}

extension RiskDriver.Effect {
  /// Where the parameters of an impact may lie; nil when the effect has none.
  fileprivate var range: ClosedRange<Double>? {
    switch self {
    case .durationFactor: 0...100
    case .stoppageDays: 0...3_660
    case .productivityFactor, .revenueFactor: 0...10
    case .blocked: nil
    }
  }
}
