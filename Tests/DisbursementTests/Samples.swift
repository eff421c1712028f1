import Disbursement
import Portfolio
import Rulebook
import Stochastics

/// Constructed inputs for tests.
enum Samples {
  static func year(_ number: Int = 2026) throws -> FiscalYear { try present(FiscalYear(number)) }

  static func day(_ text: String) throws -> Day { try present(Day(iso: text)) }

  static func distribution(_ shape: Distribution.Shape) throws -> Distribution { try Distribution(shape) }

  static func assumption(_ id: String, _ content: Rule.Content) throws -> Rule {
    Rule(
      id: id, family: id, text: BilingualText(vi: id, en: id),
      citation: Citation(instrument: "test", article: "", status: .assumption), effective: try day("2025-01-01"),
      content: content)
  }

  /// The milestones of the Chi Lăng rulebook with its start and approval deadlines.
  static func rulebook() throws -> Rulebook {
    func share(_ value: Double) throws -> Ratio { try present(Ratio(value)) }
    return try Rulebook(
      id: "test", title: BilingualText(vi: "", en: ""), fiscalYear: try year(),
      rules: [
        assumption("G1-0630", .milestone(group: .completed, date: day("2026-06-30"), share: .one)),
        assumption("G2-0630", .milestone(group: .carryOver, date: day("2026-06-30"), share: share(0.3))),
        assumption("G2-0930", .milestone(group: .carryOver, date: day("2026-09-30"), share: share(0.6))),
        assumption("G2-1231", .milestone(group: .carryOver, date: day("2026-12-31"), share: .one)),
        assumption("G3-0930", .milestone(group: .newStart, date: day("2026-09-30"), share: share(0.4))),
        assumption("G3-1231", .milestone(group: .newStart, date: day("2026-12-31"), share: share(0.95))),
        assumption("G3-start", .startDeadline(group: .newStart, date: day("2026-06-30"))),
        assumption(
          "G4a", .approvalDeadline(group: .preparationNewStart, activity: "project-approved", date: day("2026-03-31"))),
        assumption("A2-Q2", .adjustmentWindow(date: day("2026-06-24"))),
        assumption("ceiling", .cap(.advanceCeiling, value: 0.3)),
        assumption("recovered", .cap(.advanceRecoveredBy, value: 0.8)),
        assumption("treasury", .cap(.treasuryPaymentDays, value: 2)),
        assumption(
          "order", .paymentPriority([.completed, .carryOver, .newStart, .preparationNewStart, .preparationPriority])),
      ])
  }

  /// Work linear in calendar time, paid at once, nothing uncertain.
  static func ideal() throws -> Assumptions {
    Assumptions(
      name: "ideal",
      calendar: Assumptions.Calendar(
        officeWeekend: [6, 7], holidays: [], siteRestDays: [], siteClosures: [],
        monthlyWorkability: [Double](repeating: 1, count: 12)),
      templates: [:], productivity: try distribution(.fixed(1)), sCurve: .linear,
      claims: Assumptions.Claims(
        monthlyRates: [Double](repeating: 1, count: 13), discipline: try distribution(.fixed(1)),
        coverage: try distribution(.fixed(1)), mode: .share,
        waitsForTreasury: false),
      constructionDays: [:], advanceShares: [:], payableBeforeSettlement: 0, acceptedBeforeYear: 0,
      preparationPayments: ["policy-approved": 0.3, "project-approved": 0.7],
      systemic: Assumptions.Systemic(duration: 0, productivity: 0, discipline: 0), drivers: [],
      revenueFactor: try distribution(.fixed(1)),
      revenueMonthlyShares: [Double](repeating: 1.0 / 12, count: 12), provenance: [])
  }

  static func activity(
    _ name: String, _ shape: Distribution.Shape, after predecessors: [String] = [], days: Activity.DayKind = .calendar,
    state: Activity.State = .todo
  ) throws -> Activity {
    Activity(name: name, predecessors: predecessors, duration: try distribution(shape), days: days, state: state)
  }

  static func project(
    _ id: String, _ group: ProjectGroup, plan: Int64 = 1_000_000_000, source: String = "S",
    constructionDays: Double? = nil, activities: [Activity]? = nil
  ) throws -> Project {
    Project(
      id: id, name: id, group: group, constructionDays: constructionDays,
      network: try activities.map { try ActivityNetwork($0) },
      allocations: [Allocation(sourceID: source, plan: Money(dong: plan))])
  }

  static func portfolio(
    _ projects: [Project], asOf: String = "2025-12-31", sources: [FundingSource]? = nil
  ) throws -> Portfolio {
    try Portfolio(
      fiscalYear: year(), asOf: day(asOf),
      sources: sources ?? [FundingSource(id: "S", name: "S", kind: .transfer)], projects: projects)
  }

  static func inputs(
    _ portfolio: Portfolio, assumptions: Assumptions? = nil, rulebook: Rulebook? = nil
  ) throws -> ForecastInputs {
    ForecastInputs(
      scenarioName: "test", portfolio: portfolio, rulebook: try rulebook ?? Samples.rulebook(),
      assumptions: try assumptions ?? ideal())
  }
}

struct MissingValue: Error {}

/// The value, or an error that fails the test.
func present<Value>(_ value: Value?) throws -> Value {
  guard let value else { throw MissingValue() }
  return value
}
