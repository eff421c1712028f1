import Exchange
import Portfolio
import Rulebook
import Testing

@testable import Disbursement

/// Proposals on samples whose best plan is known.
struct ReallocationProposalTests {
  private static let billion: Int64 = 1_000_000_000
  private let count = 6_000

  /// Evenly spread claims up to an amount, in an order that a multiplier makes.
  private func uniform(_ most: Int64, times multiplier: Int) -> [Int64] {
    (0..<count).map { replication in
      let place = (replication * multiplier) % count
      return (2 * Int64(place) + 1) * most / Int64(2 * count)
    }
  }

  private func project(
    _ id: String, plan: Int64, absorbable: Int64, owner: String = "", isKey: Bool = false
  ) -> Project {
    Project(
      id: id, name: id, group: .carryOver, owner: owner, isKeyProject: isKey,
      absorbable: Money(dong: absorbable * Self.billion),
      allocations: [Allocation(sourceID: "S", plan: Money(dong: plan * Self.billion))])
  }

  private func proposal(
    _ projects: [Project], _ columns: [[Int64]], _ settings: ReallocationSettings
  ) throws -> ReallocationProposal {
    let inputs = try Samples.inputs(
      Samples.portfolio(projects, asOf: "2026-06-24"), rulebook: NamedRulebook("chi-lang-2026").rulebook)
    return ReallocationProposal.find(
      try ReallocationQuestion(inputs, settings), ReallocationEvidence(sample: ClaimSample(columns.map { [$0] })))
  }

  private var newsvendor: [[Int64]] {
    [uniform(100 * Self.billion, times: 1), uniform(60 * Self.billion, times: 2_741)]
  }

  private func isNear(_ money: Money, _ billions: Double, within reach: Double) -> Bool {
    abs(Double(money.dong) / Double(Self.billion) - billions) < reach
  }

  private func settings(_ edit: (inout ReallocationSettings) -> Void = { _ in }) -> ReallocationSettings {
    var settings = ReallocationSettings(roundTo: Money(dong: Self.billion / 2))
    edit(&settings)
    return settings
  }

  /// 100 units for A ~ U(0, 100) and B ~ U(0, 60): 62.5 and 37.5 with the mean 68.75; both then spend their last dong with the chance 0.375.
  @Test(arguments: [50, 10, 95] as [Int64]) func budgetSplit(plan: Int64) throws {
    let projects = [
      project("A", plan: plan, absorbable: 100), project("B", plan: 100 - plan, absorbable: max(60, 100 - plan)),
    ]
    let proposal = try proposal(projects, newsvendor, settings())
    #expect(proposal.projects.map(\.planAfter.dong) == [62_500_000_000, 37_500_000_000])
    let mean = proposal.value.proposed.number / Double(Self.billion)
    #expect(abs(mean - 68.75) < 1e-3)
    #expect(proposal.value.gap <= 1)
    for verdict in proposal.projects { #expect(abs((verdict.after?.ofNextDong ?? 0) - 0.375) < 1e-3) }
    let level = try present(proposal.pools.first?.waterLevel)
    let (next, last) = (try present(level.next), try present(level.last))
    // Within a step of half a unit: 0.5/60 of chance.
    let step: Double = 0.5 / 60
    #expect(next <= last && last - next < 2 * step)
    #expect(abs((next + last) / 2 - 0.375) < step)
    let move = try present(proposal.moves.first)
    #expect(proposal.moves.count == 1 && move.receiverID == (plan < 62 ? "A" : "B"))
    #expect(move.amount.dong == abs(62_500_000_000 - plan * Self.billion))
    let rules = ["A2", "reallocation-within-total", "reallocation-same-source", "reallocation-not-below-disbursed"]
    #expect(move.rules.map(\.id) == rules)
  }

  /// Mean of min(100, A + B) by counting, less 68.75.
  @Test func perfectInformation() throws {
    let columns = newsvendor
    let exact = (0..<count).reduce(0.0) { $0 + Double(min(100 * Self.billion, columns[0][$1] + columns[1][$1])) }
    let proposal = try proposal(
      [project("A", plan: 50, absorbable: 100), project("B", plan: 50, absorbable: 100)], columns, settings())
    let information = proposal.information
    #expect(isNear(information.withInformation, exact / Double(count) / Double(Self.billion), within: 1e-6))
    #expect(information.value.dong > 0 && information.standardError.dong > 0)
    // E min(100, A + B) = 68.75 + 5.25 for independent A and B: ∫∫ over A + B > 100 of the excess is 6 (60³/(6·6000)).
    #expect(isNear(information.withInformation, 74, within: 0.1))
  }

  @Test func reasonsOfAMove() throws {
    let columns = newsvendor
    let proposal = try proposal(
      [project("A", plan: 50, absorbable: 100, isKey: true), project("B", plan: 50, absorbable: 60)], columns,
      settings())
    let move = try present(proposal.moves.first)
    #expect(move.giverID == "B" && move.receiverID == "A" && move.amount.dong == 12_500_000_000)
    func share(_ column: Int, _ holds: (Int64) -> Bool) -> Double {
      Double(columns[column].count(where: holds)) / Double(count)
    }
    #expect(move.giver.given == move.amount && move.receiver.received == move.amount)
    let (some, whole) = (share(1) { $0 > 37_500_000_000 }, share(1) { $0 >= 50_000_000_000 })
    #expect(move.giver.chanceOfSpendingAny == some && move.giver.chanceOfSpendingAll == whole)
    let any = share(0) { $0 > 50_000_000_000 }
    #expect(move.receiver.chanceOfSpendingAny == any)
    let all = share(0) { $0 >= 62_500_000_000 }
    #expect(move.receiver.chanceOfSpendingAll == all)
    // 12.5 units in a range in which the chance falls evenly: from 0.375 to 1/6, and from 0.5 to 0.375.
    let given: Double = 12.5 * (0.375 + 1.0 / 6) / 2
    let received: Double = 12.5 * (0.5 + 0.375) / 2
    #expect(isNear(move.giver.expectedUse, given, within: 0.01))
    #expect(isNear(move.receiver.expectedUse, received, within: 0.01))
    // 50 − E min(50, U(0, 60)) = 50²/120.
    #expect(isNear(move.giver.unspent, 2_500.0 / 120, within: 0.01))
    #expect(move.receiver.isKeyProject && move.rules.contains { $0.id == "A3" })
    let rows = proposal.allocations
    #expect(rows.map(\.increase.dong) == [12_500_000_000, 0] && rows.map(\.decrease.dong) == [0, 12_500_000_000])
    #expect(rows.map(\.planAfter) == proposal.projects.map(\.planAfter))
  }

  @Test func verdictsSayWhyAProjectStays() throws {
    let billion = Self.billion
    let fast = [Int64](repeating: 100 * billion, count: count)
    let slow = [Int64](repeating: 0, count: count)
    let projects = [
      project("slow", plan: 10, absorbable: 20), project("capped", plan: 10, absorbable: 10),
      project("fast", plan: 10, absorbable: 15), project("locked", plan: 10, absorbable: 15),
    ]
    let proposal = try proposal(projects, [slow, fast, fast, fast], settings { $0.lockedProjects = ["locked"] })
    func outcome(_ id: String) throws -> ProjectVerdict.Outcome { try present(proposal.verdict(on: id)).outcome }
    #expect(try outcome("slow") == .gives(Money(dong: 5 * billion)))
    #expect(try outcome("fast") == .receives(Money(dong: 5 * billion)))
    guard case .stays(.refused(let bound, let chance, let level)) = try outcome("capped") else {
      Issue.record("capped is refused")
      return
    }
    #expect(bound.reason == .absorbable(Money(dong: 10 * billion)) && bound.rule?.id == "A3")
    #expect(chance == 1 && level == 0)
    guard case .stays(.fixed(let floor, let ceiling)) = try outcome("locked") else {
      Issue.record("locked is fixed")
      return
    }
    #expect(floor.reason == .lockedByUser && ceiling == floor)
    let kinds = proposal.constraints.map(\.rule?.id)
    #expect(
      kinds == [
        "reallocation-same-source", "reallocation-within-total", "A2-Q2", "reallocation-deadline", "A2", "A3",
      ])
  }

  @Test func ownersKeepTheirCapital() throws {
    let billion = Self.billion
    let (fast, slow) = ([Int64](repeating: 100 * billion, count: count), [Int64](repeating: 0, count: count))
    let projects = [
      project("a", plan: 10, absorbable: 10, owner: "x"), project("b", plan: 10, absorbable: 40, owner: "y"),
      project("c", plan: 10, absorbable: 10, owner: "y"),
    ]
    let free = try proposal(projects, [slow, fast, slow], settings())
    #expect(free.projects.map(\.planAfter.dong) == [0, 30 * billion, 0])
    let bound = try proposal(projects, [slow, fast, slow], settings { $0.within = .owner })
    #expect(bound.projects.map(\.planAfter.dong) == [10 * billion, 20 * billion, 0])
    #expect(bound.pools.map(\.owner) == ["x", "y"] && bound.moves.map(\.owner) == ["y"])
    #expect(try present(bound.verdict(on: "a")).outcome == .stays(.aloneInPool))
    #expect(bound.constraints.contains { $0.kind == .totalOfOwner })
  }

  @Test func limitsAreSaid() throws {
    let billion = Self.billion
    let fast = [Int64](repeating: 100 * billion, count: count)
    let slow = [Int64](repeating: 0, count: count)
    let projects = (0..<4).map { project("p\($0)", plan: 10, absorbable: $0 < 2 ? 10 : 20) }
    let proposal = try proposal(projects, [slow, slow, fast, fast], settings { $0.maxMoves = 1 })
    #expect(proposal.moves.count == 1 && proposal.moved.dong == 10 * billion)
    #expect(proposal.value.bound.number == Double(40 * billion) && proposal.value.gap == Double(10 * billion))
    let limited = proposal.projects.filter { if case .stays(.moveLimits) = $0.outcome { true } else { false } }
    #expect(!limited.isEmpty)
  }

  /// A project with capital in two sources passes on from one to the other what nobody else in the first could spend.
  @Test func capitalIsPassedOn() throws {
    let billion = Self.billion
    func allocation(_ source: String, _ plan: Int64) -> Allocation {
      Allocation(sourceID: source, plan: Money(dong: plan * billion))
    }
    func project(_ id: String, _ absorbable: Int64, _ allocations: [Allocation]) -> Project {
      Project(
        id: id, name: id, group: .carryOver, absorbable: Money(dong: absorbable * billion), allocations: allocations)
    }
    let projects = [
      project("slow", 10, [allocation("S", 10)]), project("both", 20, [allocation("S", 10), allocation("T", 10)]),
      project("fast", 20, [allocation("T", 10)]),
    ]
    let inputs = try Samples.inputs(
      Samples.portfolio(
        projects, asOf: "2026-06-24",
        sources: ["S", "T"].map { FundingSource(id: $0, name: $0, kind: .transfer) }),
      rulebook: NamedRulebook("chi-lang-2026").rulebook)
    let (none, all) = ([Int64](repeating: 0, count: 40), [Int64](repeating: 20 * billion, count: 40))
    let proposal = ReallocationProposal.find(
      try ReallocationQuestion(inputs, settings()), ReallocationEvidence(sample: ClaimSample([[none], [all], [all]])))
    #expect(proposal.value.proposed.number == Double(40 * billion) && proposal.value.gap == 0)
    #expect(proposal.allocations.map(\.planAfter.dong) == [0, 20 * billion, 0, 20 * billion])
    #expect(try present(proposal.verdict(on: "both")).outcome == .swaps)
    #expect(proposal.moves.map(\.giverID) == ["slow", "both"] && proposal.moves.map(\.receiverID) == ["both", "fast"])
    let (into, out) = (proposal.moves[0].receiver, proposal.moves[1].giver)
    #expect(into.givenElsewhere.dong == 10 * billion && out.receivedElsewhere.dong == 10 * billion)
    // It spends what it receives, in place of what it gives; beside its plan it would spend nothing more.
    #expect(into.chanceOfSpendingAll == 1 && into.expectedUse == into.received)
    #expect(out.chanceOfSpendingAny == 0 && out.expectedUse == .zero)
  }
}
