import Portfolio
import Rulebook

@testable import Disbursement

/// The parts of a sample proposal.
struct ReallocationDraft {
  let rulebook: Rulebook
  let window: Day
  let lastDay: Day

  private func rule(_ id: String) -> Rule? { rulebook.rules.first { $0.id == id } }

  var constraints: [ReallocationConstraint] {
    [
      ReallocationConstraint(kind: .totalOfSource, rule: rule("CAP-source")),
      ReallocationConstraint(kind: .window(lastDay: window), rule: rule("A2-1")),
      ReallocationConstraint(kind: .keyProjectsFirst, rule: rule("S1")),
      ReallocationConstraint(kind: .fromSlowToFast, rule: nil),
      ReallocationConstraint(kind: .deadline(lastDay: window), rule: nil),
    ]
  }

  /// Every fourth project gives to the one after it.
  func moves(among projects: [Project]) -> [CapitalMove] {
    projects.indices.dropLast().filter { $0 % 4 == 0 }.map { index in
      let amount = Money(dong: Int64(60 + 35 * (index % 7)) * 1_000_000)
      let kinds: [LargestObstacle.Kind] = [
        .work(startP50: window), .work(startP50: nil), .claims, .cash,
      ]
      return CapitalMove(
        sourceID: "nsdp", owner: nil, giverID: projects[index].id, receiverID: projects[index + 1].id, amount: amount,
        giver: GiverReason(
          given: index % 8 == 0 ? amount : amount + Money(dong: 40_000_000), chanceOfSpendingAny: 0.31,
          chanceOfSpendingAll: 0.04 + 0.01 * Double(index % 9), expectedUse: Money(dong: amount.dong / 6),
          unspent: amount + amount,
          obstacle: index % 20 == 16 ? nil : LargestObstacle(kind: kinds[index / 4 % 4], share: 0.82)),
        receiver: ReceiverReason(
          received: amount, chanceOfSpendingAny: 0.97, chanceOfSpendingAll: index % 8 == 4 ? 0.97 : 0.88,
          expectedUse: Money(dong: amount.dong / 10 * 9), isKeyProject: projects[index + 1].isKeyProject),
        rules: index % 12 == 8 ? [] : ["A2-1", "CAP-source"].compactMap(rule))
    }
  }

  private func change(of project: String, _ moves: [CapitalMove]) -> Money {
    moves.reduce(.zero) { sum, move in
      move.giverID == project ? sum - move.amount : move.receiverID == project ? sum + move.amount : sum
    }
  }

  func allocations(of project: Project, _ moves: [CapitalMove]) -> [AllocationProposal] {
    project.allocations.map { allocation in
      let change = allocation.sourceID == "nsdp" ? change(of: project.id, moves) : .zero
      return AllocationProposal(
        projectID: project.id, sourceID: allocation.sourceID, plan: allocation.plan, increase: max(.zero, change),
        decrease: max(.zero, -change),
        bounds: CapitalBounds(
          floors: [CapitalBound(amount: allocation.paidToDate, reason: .nothingLeft, rule: nil)],
          ceilings: [
            CapitalBound(
              amount: allocation.plan + allocation.plan, reason: .absorbable(project.plan + project.plan), rule: nil)
          ]))
    }
  }

  func verdict(_ index: Int, _ project: Project, _ moves: [CapitalMove]) -> ProjectVerdict {
    let change = change(of: project.id, moves)
    let bounds = bounds(index, project)
    let spending = Spending(
      ofNextDong: 0.4, ofLastDong: 0.62, unspent: Money(dong: project.plan.dong / 4),
      milestones: index % 2 == 0 ? nil : 0.75)
    var after = spending
    after.unspent = max(.zero, spending.unspent + change)
    let outcome: ProjectVerdict.Outcome =
      change < .zero ? .gives(-change) : change > .zero ? .receives(change) : stay(index, bounds)
    return ProjectVerdict(
      id: project.id, name: project.name, group: project.group, owner: project.owner,
      isKeyProject: project.isKeyProject, plan: project.plan, planAfter: project.plan + change, bounds: bounds,
      before: index % 6 == 5 ? nil : spending, after: index % 6 == 5 ? nil : after, outcome: outcome)
  }

  private func stay(_ index: Int, _ bounds: CapitalBounds) -> ProjectVerdict.Outcome {
    let (floor, ceiling) = (bounds.floors[0], bounds.ceilings[0])
    switch index / 2 % 8 {
    case 0: return .stays(.refused(by: ceiling, chance: 0.93, level: 0.42))
    case 1: return .stays(.fixed(floor: floor, ceiling: ceiling))
    case 2: return .stays(.protected(by: floor, chance: 0.12, level: 0.42))
    case 3: return .stays(.balanced(chance: 0.42, level: 0.421))
    case 4: return .stays(.moveLimits(chance: 0.5, level: 0.42))
    case 5: return .stays(.aloneInPool)
    case 6: return .stays(.noGainFound)
    default: return .swaps
    }
  }

  private func bounds(_ index: Int, _ project: Project) -> CapitalBounds {
    let (paid, plan) = (project.paidToDate, project.plan)
    let floors: [CapitalBound.Reason] = [
      .paidToDate(paid: paid, advance: Money(dong: 12_000_000)), .paidByWindow(window), .lockedByUser, .nothingLeft,
      .fullCapital(project.group, need: plan), .sourceClosed(lastDay: window), .mixedSources,
    ]
    let ceilings: [CapitalBound.Reason] = [
      .absorbableNotStated, .totalInvestment(plan + plan, paidBefore: plan), .absorbable(plan + plan), .lockedByUser,
      .arrangementPeriod(.c, firstYear: 2022, years: 3), .settlementValue, .preparation,
    ]
    return CapitalBounds(
      floors: [
        CapitalBound(amount: paid, reason: floors[index % floors.count], rule: index % 3 == 0 ? rule("S1") : nil)
      ],
      ceilings: [
        CapitalBound(
          amount: plan + plan, reason: ceilings[(index * 3 + 1) % ceilings.count],
          rule: index % 2 == 0 ? rule("CAP-advance") : nil),
        CapitalBound(amount: plan + plan + plan, reason: .nothingLeft, rule: nil),
      ])
  }
}

extension ReallocationDraft {
  func judgement(
    of projects: [Project], _ moves: [CapitalMove], _ objective: ReallocationObjective, replications: Int
  ) -> ReallocationJudgement {
    func pair(_ before: Double, _ after: Double, _ error: Double) -> PairedDifference {
      PairedDifference(before: before, after: after, standardError: error)
    }
    let whole = pair(11.2e9, 11.81e9, 0.031e9)
    let objectivePair: PairedDifference =
      switch objective {
      case .mean: whole
      case .shortfall: pair(8.2e9, 8.86e9, 0.11e9)
      case .probability: pair(0.312, 0.441, 0.006)
      case .milestones: pair(7.25, 8.41, 0.04)
      }
    let groups = ProjectGroup.allCases.filter { group in projects.contains { $0.group == group } }
    return ReallocationJudgement(
      seed: 4_052, replications: replications, objective: objectivePair, whole: whole,
      groups: groups.enumerated().map { index, group in
        let plan = projects.filter { $0.group == group }.reduce(Money.zero) { $0 + $1.plan }
        let change = Double(index - 1) * 3e8
        return JudgedUnit(
          id: group.rawValue, planBefore: plan, planAfter: plan,
          disbursed: pair(Double(plan.dong) * 0.7, Double(plan.dong) * 0.7 + change, 2e7))
      },
      sources: ["nsdp", "dat"].map {
        JudgedUnit(
          id: $0, planBefore: Money(dong: 9_000_000_000), planAfter: Money(dong: 9_000_000_000),
          disbursed: pair(6e9, $0 == "nsdp" ? 6.61e9 : 6e9, $0 == "nsdp" ? 3.1e7 : 0))
      },
      milestones: rulebook.milestones.filter { $0.date > window }.enumerated().map { index, milestone in
        JudgedMilestone(
          ruleID: milestone.ruleID, group: milestone.group, date: milestone.date, requiredShare: milestone.share,
          probability: index == 0 ? pair(0.41, 0.58, 0.007) : index == 1 ? pair(0.3, 0.26, 0.005) : pair(0, 0, 0))
      },
      projects: moves.flatMap { move in
        [
          JudgedProject(
            id: move.giverID, planBefore: Money(dong: 900_000_000), planAfter: Money(dong: 800_000_000),
            milestones: pair(1.2, 1.1, 0.01), disbursed: pair(6e8, 5.9e8, 1e6)),
          JudgedProject(
            id: move.receiverID, planBefore: Money(dong: 900_000_000), planAfter: Money(dong: 999_000_000),
            milestones: pair(1, 1.4, 0.01), disbursed: pair(8e8, 8.9e8, 1e6)),
        ]
      }.sorted { ($0.milestones.difference, $0.id) < ($1.milestones.difference, $1.id) })
  }
}
