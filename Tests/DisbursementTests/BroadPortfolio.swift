import Portfolio
import Stochastics

/// A constructed portfolio of all groups, sizes and sources, as broad as a province's plan; drawn by seed.
///
/// Shares of capital by group follow no published table: carry-over about half, new starts a third, the rest completed projects
/// and preparation, as the worked scenario of a commune has it.
struct BroadPortfolio {
  private var generator: SplitMix

  init(seed: UInt64) { generator = SplitMix(state: seed) }

  mutating func portfolio(projects count: Int) throws -> Portfolio {
    let land = FundingSource.Revenue(expected: Money(dong: 0))
    var sources = [
      FundingSource(id: "central", name: "central", kind: .transfer),
      FundingSource(id: "province", name: "province", kind: .transfer),
      FundingSource(id: "commune", name: "commune", kind: .transfer),
      FundingSource(id: "land", name: "land", kind: .revenue(land)),
    ]
    let projects = try (0..<count).map { try project($0, communes: max(1, count / 60)) }
    let fromLand = projects.flatMap(\.allocations).filter { $0.sourceID == "land" }.reduce(Money.zero) { $0 + $1.plan }
    sources[3].kind = .revenue(FundingSource.Revenue(expected: fromLand))
    return try Portfolio(
      fiscalYear: Samples.year(), asOf: Samples.day("2025-12-31"), sources: sources, projects: projects)
  }

  private mutating func project(_ index: Int, communes: Int) throws -> Project {
    let commune = index % communes
    let group = group(at: index / communes)
    let plan = Money(dong: Int64(size(of: group)) * 1_000_000)
    let source = ["central", "central", "province", "province", "commune", "commune", "land"][generator.next(below: 7)]
    return Project(
      id: "P\(index)", name: "P\(index)", group: group, owner: "\(commune)-owner-\(generator.next(below: 4))",
      locality: "\(commune)-village-\(generator.next(below: 8))", sector: "sector-\(generator.next(below: 6))",
      contractor: "\(commune)-contractor-\(generator.next(below: 7))",
      totalInvestment: Money(dong: plan.dong * Int64(1 + generator.next(below: 3))),
      contractValue: group == .newStart || group == .carryOver ? plan : nil,
      constructionDays: constructionDays(of: group), allocations: [Allocation(sourceID: source, plan: plan)])
  }

  /// Of twenty projects three are completed, seven carried over, six new, four in preparation.
  private func group(at index: Int) -> ProjectGroup {
    switch index % 20 {
    case 0, 7, 14: .completed
    case 1, 3, 5, 9, 11, 13, 17: .carryOver
    case 2, 6, 8, 12, 16, 18: .newStart
    case 4: .preparationNewStart
    case 10: .preparationPriority
    default: .preparationOther
    }
  }

  /// Plan in million dong, spread over more than one order of magnitude.
  private mutating func size(of group: ProjectGroup) -> Int {
    let spread = 1 + generator.next(below: 8)
    switch group {
    case .completed: return 250 * spread
    case .carryOver: return 900 * spread
    case .newStart: return 600 * spread
    case .preparationNewStart, .preparationPriority, .preparationOther: return 100 * spread
    }
  }

  private mutating func constructionDays(of group: ProjectGroup) -> Double? {
    if generator.next(below: 2) == 0 { return nil }
    switch group {
    case .carryOver: return Double(150 + generator.next(below: 130))
    case .newStart: return Double(80 + generator.next(below: 90))
    default: return nil
    }
  }
}
