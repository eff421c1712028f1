import Disbursement
import Portfolio
import Rulebook
import Stochastics

/// Constructed portfolios of all groups, drawn by seed, with every part of the model in use.
struct RandomPortfolio {
  private var generator: SplitMix
  private let asOf: String

  init(seed: UInt64, asOf: String = "2025-12-31") {
    generator = SplitMix(state: seed)
    self.asOf = asOf
  }

  mutating func portfolio(projects count: Int) throws -> Portfolio {
    let sources = [
      FundingSource(id: "province", name: "province", kind: .transfer),
      FundingSource(
        id: "programme", name: "programme", kind: .transfer, priority: 2, payUntil: try Samples.day("2026-12-31")),
      FundingSource(
        id: "land", name: "land",
        kind: .revenue(
          FundingSource.Revenue(
            expected: Money(dong: Int64(count) * 200_000_000),
            factor: try Samples.distribution(.lognormal(median: 0.8, p90: 1.2))))),
    ]
    return try Samples.portfolio(
      (0..<count).map { try project($0) }, asOf: asOf, sources: sources)
  }

  mutating func assumptions() throws -> Assumptions {
    var assumptions = try Samples.ideal()
    assumptions.calendar.siteRestDays = [7]
    assumptions.calendar.monthlyWorkability = [1, 1, 1, 1, 0.9, 0.7, 0.6, 0.6, 0.7, 0.9, 1, 1]
    assumptions.productivity = try Samples.distribution(.lognormal(median: 1, p90: 1.5))
    assumptions.claims.monthlyRates = [Double](repeating: 0.3, count: 11) + [0.8, 0.9]
    assumptions.claims.discipline = try Samples.distribution(.lognormal(median: 1, p90: 2.5))
    assumptions.claims.mode = .lump
    assumptions.claims.waitsForTreasury = true
    assumptions.advanceShares = [.newStart: 0.25]
    assumptions.payableBeforeSettlement = 0.4
    assumptions.systemic = Assumptions.Systemic(duration: 0.4, productivity: 0.4, discipline: 0.3)
    assumptions.revenueFactor = try Samples.distribution(.pert(min: 0.5, mode: 0.9, max: 1.2))
    assumptions.drivers = try drivers()
    return assumptions
  }

  private func drivers() throws -> [RiskDriver] {
    func driver(
      _ id: String, _ scope: RiskDriver.Scope, _ probability: Double, _ effect: RiskDriver.Effect,
      on activities: [String] = [], _ impact: Distribution.Shape
    ) throws -> RiskDriver {
      RiskDriver(
        id: id, name: BilingualText(vi: id, en: id), scope: scope, probability: probability, effect: effect,
        appliesTo: activities, impact: try Samples.distribution(impact))
    }
    return [
      try driver("clearance", .locality, 0.4, .durationFactor, on: ["clearance"], .uniform(min: 1.2, max: 3)),
      try driver("material", .portfolio, 0.5, .productivityFactor, .uniform(min: 0.6, max: 0.95)),
      try driver("storm", .locality, 0.3, .stoppageDays, .triangular(min: 5, mode: 10, max: 40)),
      try driver("staff", .owner, 0.3, .durationFactor, .fixed(1.3)),
      try driver("blocked", .project, 0.08, .blocked, .fixed(1)),
      try driver("revenue", .source, 0.4, .revenueFactor, .uniform(min: 0.4, max: 0.9)),
    ]
  }

  private mutating func project(_ index: Int) throws -> Project {
    let group = ProjectGroup.allCases[index % ProjectGroup.allCases.count]
    let plan = Int64(1 + generator.next(below: 900)) * 10_000_000 + Int64(generator.next(below: 1_000))
    let paid = asOf == "2025-12-31" || generator.next(below: 3) == 0 ? 0 : plan / Int64(3 + generator.next(below: 5))
    let split = plan / Int64(1 + generator.next(below: 4))
    var allocations = [
      Allocation(
        sourceID: ["province", "land"][generator.next(below: 2)], plan: Money(dong: split),
        paidToDate: Money(dong: min(paid, split)))
    ]
    if split < plan {
      allocations.append(Allocation(sourceID: "programme", plan: Money(dong: plan - split)))
    }
    return Project(
      id: "P\(index)", name: "P\(index)", group: group, owner: "owner-\(generator.next(below: 3))",
      locality: "village-\(generator.next(below: 4))", sector: "sector-\(generator.next(below: 3))",
      totalInvestment: Money(dong: plan * Int64(1 + generator.next(below: 3))),
      paidBeforeYear: Money(dong: plan / 20), contractValue: Money(dong: plan * 3 / 2),
      outstandingAdvance: Money(dong: group == .carryOver ? plan / 40 : 0),
      isKeyProject: generator.next(below: 5) == 0, constructionDays: Double(120 + generator.next(below: 260)),
      sCurve: generator.next(below: 4) == 0 ? .kumaraswamy(a: 1.6, b: 2.2) : .cubic(c1: 0.1, c2: 0.8),
      network: try network(of: group), allocations: allocations)
  }

  private mutating func network(of group: ProjectGroup) throws -> ActivityNetwork? {
    func drawn() -> Distribution.Shape { .lognormal(median: 30, p90: 70) }
    switch group {
    case .completed:
      return try ActivityNetwork([
        Samples.activity("file", .pert(min: 20, mode: 60, max: 200)),
        Samples.activity("approval", drawn(), after: ["file"]),
      ])
    case .carryOver:
      var remainder = try Samples.activity("clearance", drawn())
      remainder.holdsBack = try present(Ratio(0.3))
      return try ActivityNetwork([remainder])
    case .newStart:
      return try ActivityNetwork([
        Samples.activity("design", .triangular(min: 20, mode: 40, max: 90)),
        Samples.activity("tender", .normal(mean: 40, sd: 12), after: ["design"], days: .working),
        Samples.activity("clearance", .quantiles(p10: 20, p50: 80, p90: 240)),
      ])
    case .preparationNewStart, .preparationPriority, .preparationOther:
      return try ActivityNetwork([
        Samples.activity("policy-approved", drawn()),
        Samples.activity("project-approved", .exponential(mean: 40), after: ["policy-approved"], days: .working),
      ])
    }
  }
}

/// SplitMix64 (Steele, Lea, Flood 2014), for constructing test inputs.
struct SplitMix {
  var state: UInt64

  mutating func next(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(bound))
  }
}
