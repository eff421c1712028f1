import Disbursement
import Portfolio

/// The comparison of past years as plain text with aligned columns.
struct ComparisonTable {
  let years: [YearComparison]
  let replications: Int

  private var projects: [ProjectComparison] { years.flatMap(\.projects) }

  var text: String {
    [heading, Self.aligned(portfolioRows), Self.aligned(projectRows), Self.aligned(exclusionRows), caveats]
      .joined(separator: "\n\n") + "\n"
  }

  private var heading: String {
    """
    Real records: public works in Peru, forecast as of 30 June against what was paid by 31 December
    Records: Ministry of Economy and Finance of Peru, system SSI; one sol counted as one dong.
    Assumptions: built-in \(PastYearScenario.assumptions), not tuned to these records or to any of the years.
    Engine \(Engine.version), \(replications) replications, seed \(PastYearScenario.seed).
    """
  }

  private var caveats: String {
    """
    How to read this
    - The budget (PIM) is the one at the END of the year. On 30 June it was not known, so every forecast here looks ahead
      and its errors are no measure of a forecast made in June with the budget of June.
    - Rates are shares of the budget, means over projects in the second table; errors are points of the budget, forecast mean
      minus actual. Inside = between P10 and P90, ends included: a calibrated forecast has at least 80 %, and more where
      many projects pay nothing or everything. Coverage is what it is: assumptions for communes of Vietnam meet works of
      another country, and nothing was fitted to make it better.
    - Full = the whole budget paid. Stalled = nothing more paid after June though budget was left.
    - New start = first year with a budget in the records, else carry-over. Owner, locality and sector stand for level of
      government, sector and function; total cost, contracts and the state of works are not known to the forecast.
    - Closed investments are missing from the records, and most budgets are given within the year.
    - The rulebook claims no law: 100 % by 31 December for both groups. Nothing is paid in January.
    """
  }
}

// MARK: Tables

extension ComparisonTable {
  private var portfolioRows: [[String]] {
    [
      [
        "Portfolio", "projects", "budget (million)", "paid by June", "forecast", "P10", "P90", "actual", "error",
        "inside",
      ]
    ]
      + years.map { year in
        [
          String(year.past.year), String(year.projects.count), Self.decimal(Double(year.budget.dong) / 1e6),
          Self.percent(year.paidByJune.rate(of: year.budget)), Self.percent(year.whole.mean.rate(of: year.budget)),
          Self.percent(year.whole.p10.rate(of: year.budget)), Self.percent(year.whole.p90.rate(of: year.budget)),
          Self.percent(year.outcome.rate(of: year.budget)), Self.signed(year.error),
          year.whole.p10 <= year.outcome && year.outcome <= year.whole.p90 ? "yes" : "no",
        ]
      }
  }

  private var projectRows: [[String]] {
    let header = [
      "Projects", "number", "inside", "below P10", "above P90", "forecast", "actual", "full: forecast", "actual",
      "stalled",
    ]
    let byYear = years.map { row(String($0.past.year), $0.projects) }
    let byGroup = [ProjectGroup.carryOver, .newStart].map { group in
      row(group.rawValue, projects.filter { $0.group == group })
    }
    let byPayment = [
      row("unpaid in June", projects.filter { $0.paidByJune == .zero }),
      row("paid in June", projects.filter { $0.paidByJune > .zero }),
    ]
    return [header] + byYear + [row("all years", projects)] + byGroup + byPayment
  }

  private func row(_ name: String, _ projects: [ProjectComparison]) -> [String] {
    [
      name, String(projects.count), Self.percent(projects.share(where: \.isInside)),
      Self.percent(projects.share(where: \.isBelow)), Self.percent(projects.share(where: \.isAbove)),
      Self.percent(Self.mean(projects) { $0.forecast.mean.rate(of: $0.budget) }),
      Self.percent(Self.mean(projects) { $0.outcome.rate(of: $0.budget) }),
      Self.percent(Self.mean(projects, \.fullPayment)), Self.percent(projects.share { $0.outcome >= $0.budget }),
      Self.percent(projects.share { $0.outcome <= $0.paidByJune && $0.paidByJune < $0.budget }),
    ]
  }

  private var exclusionRows: [[String]] {
    [["Left out"] + years.map { String($0.past.year) }]
      + Exclusion.allCases.map { reason in
        [reason.rawValue] + years.map { String($0.past.exclusions[reason] ?? 0) }
      }
  }

  private static func mean(_ projects: [ProjectComparison], _ value: (ProjectComparison) -> Double) -> Double {
    projects.isEmpty ? 0 : projects.map(value).reduce(0, +) / Double(projects.count)
  }
}

// MARK: Text

extension ComparisonTable {
  /// The first column to the left, the others to the right.
  private static func aligned(_ rows: [[String]]) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      zip(row, widths).enumerated().map { column, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        return column == 0 ? cell.0 + padding : padding + cell.0
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  /// One digit after the point.
  static func decimal(_ value: Double) -> String {
    let tenths = Int((abs(value) * 10).rounded())
    return "\(value < 0 && tenths > 0 ? "-" : "")\(tenths / 10).\(tenths % 10)"
  }

  private static func percent(_ rate: Double) -> String { decimal(rate * 100) + " %" }

  /// Points of the budget.
  private static func signed(_ rate: Double) -> String { (rate > 0 ? "+" : "") + decimal(rate * 100) }
}
