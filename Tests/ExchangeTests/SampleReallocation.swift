import Exchange
import Portfolio
import Rulebook
import Testing

@testable import Disbursement

/// Proposals made by hand, without a search behind them.
enum SampleReallocation {
  struct Transfer {
    var source: String
    var giver: String
    var receiver: String
    var dong: Int64
  }

  /// Moves the transfers in a scenario's portfolio, in their order.
  static func proposal(of scenario: Scenario, _ transfers: [Transfer]) throws -> ReallocationProposal {
    let portfolio = scenario.inputs.portfolio
    var allocations = portfolio.projects.flatMap { project in
      project.allocations.map {
        AllocationProposal(
          projectID: project.id, sourceID: $0.sourceID, plan: $0.plan, increase: .zero, decrease: .zero,
          bounds: CapitalBounds(floors: [], ceilings: []))
      }
    }
    for transfer in transfers {
      let giver = try #require(allocations.firstIndex { $0.is(transfer.giver, transfer.source) })
      let receiver = try #require(allocations.firstIndex { $0.is(transfer.receiver, transfer.source) })
      allocations[giver].add(Money(dong: -transfer.dong))
      allocations[receiver].add(Money(dong: transfer.dong))
    }
    let projects = portfolio.projects.map { project in
      let after = allocations.filter { $0.projectID == project.id }.reduce(Money.zero) { $0 + $1.planAfter }
      return ProjectVerdict(
        id: project.id, name: project.name, group: project.group, owner: project.owner,
        isKeyProject: project.isKeyProject, plan: project.plan, planAfter: after,
        bounds: CapitalBounds(floors: [], ceilings: []), before: nil, after: nil, outcome: .stays(.noGainFound))
    }
    return ReallocationProposal(
      run: try header(scenario), constraints: [],
      value: ObjectiveValue(
        objective: .mean, present: .money(.zero), proposed: .money(.zero), bound: .money(.zero), proof: .prices),
      pools: [], allocations: allocations, projects: projects, moves: transfers.map(move),
      information: PerfectInformation(withInformation: .zero, without: .zero, standardError: .zero), judgement: nil)
  }

  private static func header(_ scenario: Scenario) throws -> ReallocationHeader {
    let portfolio = scenario.inputs.portfolio
    return ReallocationHeader(
      engine: "x", scenario: scenario.name, inputDigest: scenario.inputs.inputDigest,
      rulebook: scenario.inputs.rulebook.id, rulebookTitle: scenario.inputs.rulebook.title,
      assumptions: scenario.inputs.assumptions.name, fiscalYear: portfolio.fiscalYear, asOf: portfolio.asOf,
      settings: ReallocationSettings(), window: try #require(Day(iso: "2026-09-24")),
      date: portfolio.fiscalYear.lastDay)
  }

  private static func move(_ transfer: Transfer) -> CapitalMove {
    let amount = Money(dong: transfer.dong)
    return CapitalMove(
      sourceID: transfer.source, owner: nil, giverID: transfer.giver, receiverID: transfer.receiver, amount: amount,
      giver: GiverReason(
        given: amount, chanceOfSpendingAny: 0.3, chanceOfSpendingAll: 0.1, expectedUse: Money(dong: transfer.dong / 5),
        unspent: amount, obstacle: nil),
      receiver: ReceiverReason(
        received: amount, chanceOfSpendingAny: 0.95, chanceOfSpendingAll: 0.9,
        expectedUse: Money(dong: transfer.dong / 10 * 9), isKeyProject: false), rules: [])
  }
}

extension AllocationProposal {
  fileprivate func `is`(_ project: String, _ source: String) -> Bool { projectID == project && sourceID == source }

  fileprivate mutating func add(_ change: Money) {
    let after = planAfter + change
    increase = max(.zero, after - plan)
    decrease = max(.zero, plan - after)
  }
}

extension SampleReallocation {
  /// The good scenario with every kind of bound, outcome, obstacle and rule, as no search would leave it.
  static func everything() throws -> (proposal: ReallocationProposal, portfolio: Portfolio) {
    let scenario = try ScenarioFiles.read()
    var proposal = try proposal(
      of: scenario,
      [
        Transfer(source: "provincial", giver: "DA-02", receiver: "DA-01", dong: 100_000_001),
        Transfer(source: "land", giver: "DA-03", receiver: "DA-02", dong: 700_500_000),
      ])
    let window = proposal.run.window
    let rules = try #require(try? scenario.inputs.rulebook.rules(inForceOn: window))
    proposal.constraints = [
      .totalOfSource, .totalOfPlan, .totalOfOwner, .window(lastDay: window), .deadline(lastDay: window),
      .keyProjectsFirst, .fromSlowToFast,
    ].enumerated().map { ReallocationConstraint(kind: $1, rule: $0 == 1 ? nil : rules[$0]) }
    proposal.pools = [
      CapitalPool(
        sourceID: "land", owner: "Project unit", plan: Money(dong: 6_500_000_000), moved: Money(dong: 700_500_000),
        waterLevel: .init(next: 0.25, last: nil)),
      CapitalPool(
        sourceID: "provincial", owner: nil, plan: Money(dong: 1), moved: .zero, waterLevel: nil),
    ]
    proposal.projects[0].bounds = CapitalBounds(floors: floors(window), ceilings: ceilings(window))
    proposal.allocations[0].bounds = proposal.projects[0].bounds
    proposal.projects[0].bounds.floors[0].rule = rules.last
    proposal.projects[0].before = Spending(
      ofNextDong: 0.5, ofLastDong: 0.75, unspent: Money(dong: 3), milestones: 1.5)
    proposal.moves[0].rules = [rules[0], rules[1]]
    proposal.moves[0].giver.obstacle = LargestObstacle(kind: .work(startP50: window), share: 0.5)
    proposal.moves[1].giver.obstacle = LargestObstacle(kind: .cash, share: 0.25)
    proposal.judgement = judgement(window)
    return (proposal, scenario.inputs.portfolio)
  }

  private static func floors(_ day: Day) -> [CapitalBound] {
    let reasons: [CapitalBound.Reason] = [
      .paidToDate(paid: Money(dong: 380), advance: Money(dong: 20)), .paidByWindow(day),
      .fullCapital(.completed, need: Money(dong: 50)), .nothingLeft, .lockedByUser, .sourceClosed(lastDay: day),
      .mixedSources,
    ]
    return reasons.map { CapitalBound(amount: Money(dong: 400), reason: $0, rule: nil) }
  }

  private static func ceilings(_ day: Day) -> [CapitalBound] {
    let reasons: [CapitalBound.Reason] = [
      .totalInvestment(Money(dong: 900), paidBefore: Money(dong: 100)), .absorbable(Money(dong: 800)),
      .absorbableNotStated, .arrangementPeriod(.c, firstYear: 2022, years: 3), .settlementValue, .preparation,
    ]
    return reasons.map { CapitalBound(amount: Money(dong: 800), reason: $0, rule: nil) }
  }

  /// What becomes of a project, once of each kind.
  static var outcomes: [ProjectVerdict.Outcome] {
    let bound = CapitalBound(amount: .zero, reason: .nothingLeft, rule: nil)
    return [
      .gives(Money(dong: 5)), .receives(Money(dong: 6)), .swaps, .stays(.fixed(floor: bound, ceiling: bound)),
      .stays(.refused(by: bound, chance: 0.9, level: 0.4)), .stays(.protected(by: bound, chance: 0.1, level: 0.4)),
      .stays(.balanced(chance: 0.4, level: 0.4)), .stays(.aloneInPool), .stays(.moveLimits(chance: 0.5, level: 0.4)),
      .stays(.noGainFound),
    ]
  }

  private static func judgement(_ day: Day) -> ReallocationJudgement {
    func pair(_ before: Double, _ after: Double) -> PairedDifference {
      PairedDifference(before: before, after: after, standardError: 2.5)
    }
    let unit = JudgedUnit(
      id: "land", planBefore: Money(dong: 10), planAfter: Money(dong: 10), disbursed: pair(7.6, 8.4))
    return ReallocationJudgement(
      seed: 8, replications: 1_000, objective: pair(1e9 + 0.4, 1.5e9 + 0.6), whole: pair(1e9 + 0.4, 1.5e9 + 0.6),
      groups: [
        JudgedUnit(
          id: "carry-over", planBefore: Money(dong: 1), planAfter: Money(dong: 2), disbursed: pair(0, 1))
      ], sources: [unit],
      milestones: [
        JudgedMilestone(
          ruleID: "G2-1231", group: .carryOver, date: day, requiredShare: .one, probability: pair(0.25, 0.5))
      ],
      projects: [
        JudgedProject(
          id: "DA-03", planBefore: Money(dong: 9), planAfter: Money(dong: 4), milestones: pair(1, 0.5),
          disbursed: pair(4, 3))
      ])
  }
}
