import Portfolio
import Stochastics

/// The keys of an assumptions file, so that two sets can be told apart by them.
enum AssumptionKeys {
  /// Keys at which two sets differ, as a file writes them; where a number comes from is none.
  static func differing(_ one: Assumptions, _ two: Assumptions) -> [String] {
    calendar(one.calendar, two.calendar)
      + byGroup("templates", one.templates, two.templates)
      + key("productivity", one.productivity, two.productivity) + key("sCurve", one.sCurve, two.sCurve)
      + claims(one.claims, two.claims)
      + byGroup("constructionDays", one.constructionDays, two.constructionDays)
      + byGroup("advanceShares", one.advanceShares, two.advanceShares)
      + key("payableBeforeSettlement", one.payableBeforeSettlement, two.payableBeforeSettlement)
      + key("acceptedBeforeYear", one.acceptedBeforeYear, two.acceptedBeforeYear)
      + byName("preparationPayments", one.preparationPayments, two.preparationPayments)
      + key("systemic.duration", one.systemic.duration, two.systemic.duration)
      + key("systemic.productivity", one.systemic.productivity, two.systemic.productivity)
      + key("systemic.discipline", one.systemic.discipline, two.systemic.discipline)
      + drivers(one.drivers, two.drivers) + key("revenueFactor", one.revenueFactor, two.revenueFactor)
      + key("revenueMonthlyShares", one.revenueMonthlyShares, two.revenueMonthlyShares)
  }

  private static func key<Value: Equatable>(_ name: String, _ one: Value, _ two: Value) -> [String] {
    one == two ? [] : [name]
  }

  private static func byGroup<Value: Equatable>(
    _ name: String, _ one: [ProjectGroup: Value], _ two: [ProjectGroup: Value]
  ) -> [String] {
    ProjectGroup.allCases.filter { one[$0] != two[$0] }.map { "\(name).\($0.rawValue)" }
  }

  private static func byName<Value: Equatable>(
    _ name: String, _ one: [String: Value], _ two: [String: Value]
  ) -> [String] {
    Set(one.keys).union(two.keys).filter { one[$0] != two[$0] }.sorted().map { "\(name).\($0)" }
  }

  private static func calendar(_ one: Assumptions.Calendar, _ two: Assumptions.Calendar) -> [String] {
    key("calendar.officeWeekend", one.officeWeekend, two.officeWeekend)
      + key("calendar.holidays", one.holidays, two.holidays)
      + key("calendar.siteRestDays", one.siteRestDays, two.siteRestDays)
      + key("calendar.siteClosures", one.siteClosures, two.siteClosures)
      + key("calendar.monthlyWorkability", one.monthlyWorkability, two.monthlyWorkability)
  }

  private static func claims(_ one: Assumptions.Claims, _ two: Assumptions.Claims) -> [String] {
    key("claims.monthlyRates", one.monthlyRates, two.monthlyRates)
      + key("claims.discipline", one.discipline, two.discipline) + key("claims.coverage", one.coverage, two.coverage)
      + key("claims.mode", one.mode, two.mode)
      + key("claims.waitsForTreasury", one.waitsForTreasury, two.waitsForTreasury)
  }

  private static func drivers(_ one: [RiskDriver], _ two: [RiskDriver]) -> [String] {
    let keys = byName(
      "drivers", Dictionary(one.map { ($0.id, $0) }) { first, _ in first },
      Dictionary(two.map { ($0.id, $0) }) { first, _ in first })
    return keys.isEmpty && one != two ? ["drivers"] : keys
  }
}
