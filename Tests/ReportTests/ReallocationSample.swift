import Portfolio
import Rulebook

@testable import Disbursement
@testable import Report

/// A proposal made by arithmetic alone, with every kind of bound, reason and outcome; it has the shape of a real one and no search behind it.
struct ReallocationSample {
  var proposal: ReallocationProposal
  var portfolio: Portfolio

  private static let sources = [("nsdp", "Ngân sách địa phương"), ("dat", "Thu tiền sử dụng đất")]

  init(projects count: Int, objective: ReallocationObjective = .mean, replications: Int = 5_000) throws {
    let rulebook = try SampleRulebook.make()
    let projects = (0..<count).map(Self.project)
    portfolio = try Portfolio(
      fiscalYear: rulebook.fiscalYear, asOf: try SampleRulebook.day(2026, 6, 30),
      sources: Self.sources.map { FundingSource(id: $0.0, name: $0.1, kind: .transfer) }, projects: projects)
    let window = try SampleRulebook.day(2026, 9, 24)
    let draft = ReallocationDraft(rulebook: rulebook, window: window, lastDay: rulebook.fiscalYear.lastDay)
    let moves = draft.moves(among: projects)
    let allocations = projects.flatMap { draft.allocations(of: $0, moves) }
    proposal = ReallocationProposal(
      run: ReallocationHeader(
        engine: Engine.version, scenario: "Xã Mẫu 2026 (dữ liệu thử)",
        inputDigest: "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        rulebook: rulebook.id, rulebookTitle: rulebook.title, assumptions: "sample-assumptions",
        fiscalYear: rulebook.fiscalYear, asOf: portfolio.asOf,
        settings: ReallocationSettings(
          objective: objective, maxMoves: 20, minMove: Money(dong: 50_000_000), lockedProjects: ["DA103"],
          replications: replications, seed: 2026),
        window: window, date: rulebook.fiscalYear.lastDay),
      constraints: draft.constraints, value: Self.value(objective),
      pools: Self.sources.map { source in
        CapitalPool(
          sourceID: source.0, owner: nil, plan: Money(dong: 9_000_000_000),
          moved: moves.filter { $0.sourceID == source.0 }.reduce(.zero) { $0 + $1.amount },
          waterLevel: source.0 == "nsdp" ? .init(next: 0.412, last: 0.421) : nil)
      }, allocations: allocations, projects: projects.enumerated().map { draft.verdict($0, $1, moves) }, moves: moves,
      information: PerfectInformation(
        withInformation: Money(dong: 12_600_000_000), without: Money(dong: 11_900_000_000),
        standardError: Money(dong: 60_000_000)),
      judgement: draft.judgement(of: projects, moves, objective, replications: replications))
  }

  private static func project(_ index: Int) -> Project {
    let groups: [ProjectGroup] = [.carryOver, .newStart, .completed, .carryOver, .preparationPriority]
    let plan = Int64(600 + 317 * ((index * 7) % 11)) * 1_000_000 + Int64(index) * 123_456
    let half = Money(dong: plan / 2)
    let allocations =
      index % 3 == 2
      ? [Allocation(sourceID: "nsdp", plan: Money(dong: plan), paidToDate: Money(dong: plan / 10))]
      : [
        Allocation(sourceID: "nsdp", plan: Money(dong: plan) - half, paidToDate: .zero),
        Allocation(sourceID: "dat", plan: half, paidToDate: Money(dong: plan / 20)),
      ]
    return Project(
      id: "DA\(100 + index)", name: "Công trình số \(index + 1), đoạn qua thôn Mẫu \(index % 9 + 1)",
      group: groups[index % groups.count], owner: index % 4 == 3 ? "" : "Ban QLDA đầu tư xây dựng",
      totalInvestment: Money(dong: plan * 3), isKeyProject: index % 5 == 0, allocations: allocations)
  }

  private static func value(_ objective: ReallocationObjective) -> ObjectiveValue {
    func value(_ amounts: [ObjectiveAmount], _ proof: ObjectiveValue.Proof) -> ObjectiveValue {
      ObjectiveValue(
        objective: objective, present: amounts[0], proposed: amounts[1], bound: amounts[2], proof: proof)
    }
    func money(_ amounts: [Int64]) -> [ObjectiveAmount] { amounts.map { .money(Money(dong: $0)) } }
    switch objective {
    case .mean: return value(money([11_200_000_000, 11_850_000_000, 11_850_000_000]), .prices)
    case .shortfall: return value(money([8_200_000_000, 8_900_000_000, 9_050_000_000]), .weightsAndPrices)
    case .probability:
      return value([.probability(0.31), .probability(0.445), .probability(0.52)], .eachReplication)
    case .milestones: return value([.milestones(7.25), .milestones(8.5), .milestones(8.75)], .prices)
    }
  }

  func terminal(_ language: Language, width: Int = 100, color: ColorMode = .none) -> String {
    ReallocationView.render(proposal, portfolio: portfolio, language: language, width: width, color: color)
  }

  func explained(_ projects: [String], _ language: Language, width: Int = 100) -> String {
    ReallocationView.explain(projects, of: proposal, portfolio: portfolio, language: language, width: width)
  }

  func html(_ language: Language) -> String {
    ReallocationReport.render(proposal, portfolio: portfolio, language: language)
  }

  func hostile() throws -> ReallocationSample {
    var copy = self
    copy.proposal.run.scenario = Sample.hostileText
    for index in copy.proposal.projects.indices {
      copy.proposal.projects[index].name = Sample.hostileText
      copy.proposal.projects[index].owner = Sample.hostileText
    }
    copy.portfolio = try Portfolio(
      fiscalYear: portfolio.fiscalYear, asOf: portfolio.asOf,
      sources: portfolio.sources.map { FundingSource(id: $0.id, name: Sample.hostileText, kind: $0.kind) },
      projects: portfolio.projects)
    return copy
  }

  /// Nothing is worth moving, and it was not judged.
  func unmoved() -> ReallocationSample {
    var copy = self
    copy.proposal.moves = []
    copy.proposal.judgement = nil
    for index in copy.proposal.projects.indices {
      copy.proposal.projects[index].planAfter = copy.proposal.projects[index].plan
      copy.proposal.projects[index].outcome = .stays(.noGainFound)
    }
    for index in copy.proposal.allocations.indices {
      copy.proposal.allocations[index].increase = .zero
      copy.proposal.allocations[index].decrease = .zero
    }
    return copy
  }
}
