import Portfolio
import Rulebook
import Stochastics
import Testing

@testable import Disbursement

/// Policies inside replications, and their comparison.
struct PolicyTests {
  private static let seeds = Array(1...3).map(UInt64.init)

  /// The windows of the Chi Lăng rulebook beside the milestones of the samples.
  private func rulebook() throws -> Rulebook {
    let windows = try ["2026-03-24", "2026-06-24", "2026-09-24", "2026-12-14"].enumerated().map { number, day in
      try Samples.assumption("W\(number)", .adjustmentWindow(date: Samples.day(day)))
    }
    let others = try Samples.rulebook().rules.filter {
      if case .adjustmentWindow = $0.content { false } else { true }
    }
    return try Rulebook(
      id: "windows", title: BilingualText(vi: "", en: ""), fiscalYear: try Samples.year(), rules: others + windows)
  }

  private func inputs(seed: UInt64, projects: Int = 24) throws -> ForecastInputs {
    var random = RandomPortfolio(seed: seed)
    let portfolio = try random.portfolio(projects: projects)
    let able = portfolio.projects.map { project in
      var project = project
      if project.group == .carryOver || project.group == .newStart {
        project.absorbable = Money(dong: project.plan.dong * 3 / 2)
        project.totalInvestment = Money(dong: project.plan.dong * 2)
      }
      return project
    }
    return try Samples.inputs(
      Portfolio(fiscalYear: Samples.year(), asOf: portfolio.asOf, sources: portfolio.sources, projects: able),
      assumptions: random.assumptions(), rulebook: rulebook())
  }

  private func policy(
    _ id: String = "p", on windows: [String] = ["2026-09-24"], paidBelow: Double = 0.5, share: Double = 1,
    keep: Double = 0, keyProjects: CapitalMoveRule.Giving.KeyProjects = .first, paidAtLeast: Double = 0
  ) throws -> CapitalPolicy {
    CapitalPolicy(
      id: id, name: BilingualText(vi: id, en: id),
      rules: try windows.map {
        CapitalMoveRule(
          window: try Samples.day($0),
          take: .init(
            paidBelow: try present(Ratio(paidBelow)), share: try present(Ratio(share)), keep: try present(Ratio(keep))),
          give: .init(keyProjects: keyProjects, paidAtLeast: try present(Ratio(paidAtLeast))))
      })
  }

  private func run(
    _ policies: [CapitalPolicy], _ inputs: ForecastInputs, seed: UInt64, replications: Int = 300, threads: Int = 2,
    openMemory: Int = WorkPlan.openMemory
  ) -> Comparison {
    var settings = ForecastSettings(replications: replications, seed: seed, threads: threads)
    settings.openMemory = openMemory
    return Comparison.run(policies: policies, inputs, settings: settings)
  }

  // MARK: Constraints

  /// In every replication and at every window: sums of sources to the dong, floors, ceilings, and only what takes part changes.
  @Test(arguments: seeds) func everyConstraintHoldsInEveryReplication(seed: UInt64) throws {
    let inputs = try inputs(seed: seed)
    let windows = ["2026-03-24", "2026-06-24", "2026-09-24", "2026-12-14"]
    var moves = 0
    for policy in [
      try policy(on: windows, paidBelow: 0.9), try policy(on: windows, share: 0.6, keep: 0.2, keyProjects: .alike),
      try policy(on: [windows[1]], keyProjects: .only, paidAtLeast: 0.05),
    ] {
      let model = SimulationModel(inputs: inputs, seed: seed)
      let directory = CapitalDirectory(model: model)
      let bounds = try Dictionary(
        uniqueKeysWithValues: Set(policy.rules.map(\.window)).map {
          ($0, try EntryBounds(inputs, window: $0, directory))
        })
      let watch = Watch(policy, inputs, bounds, PolicyRule(policy, model.timeline, bounds: bounds))
      let claims = ClaimModel(
        inputs, ceilings: inputs.portfolio.projects.map { Money(dong: $0.plan.dong * 2) }, seed: seed,
        sampling: .independent, targetDates: [], threads: 1)
      let columns = CapitalColumns(claims, directory, capacity: Workspace.block)
      columns.draw(Block(first: 0, count: 256))
      columns.play(watch) { _ in }
      #expect(watch.found.violations.isEmpty, "seed \(seed): \(watch.found.violations.prefix(3))")
      moves += watch.found.moves
    }
    #expect(moves > 2_000, "seed \(seed)")
  }

  /// Plans after a window follow from what was paid by then: what is claimed later changes nothing.
  @Test(arguments: seeds) func nothingOfTheFutureIsKnown(seed: UInt64) throws {
    let one = try inputs(seed: seed)
    var other = one
    for month in 9..<13 { other.assumptions.claims.monthlyRates[month] = 0.01 }
    let policy = try policy(on: ["2026-06-24", "2026-09-24"], paidBelow: 0.7)
    let plans = try [one, other].map { inputs -> [Double] in
      let model = SimulationModel(inputs: inputs, seed: seed)
      let directory = CapitalDirectory(model: model)
      var bounds: [Day: EntryBounds] = [:]
      for rule in policy.rules { bounds[rule.window] = try EntryBounds(inputs, window: rule.window, directory) }
      let claims = ClaimModel(
        inputs, ceilings: inputs.portfolio.projects.map { Money(dong: $0.plan.dong * 2) }, seed: seed,
        sampling: .independent, targetDates: [], threads: 1)
      let columns = CapitalColumns(claims, directory, capacity: 64)
      columns.draw(Block(first: 0, count: 64))
      columns.play(PolicyRule(policy, model.timeline, bounds: bounds)) { _ in }
      return directory.entries.indices.flatMap { entry in (0..<64).map { columns.plan(entry)[$0] } }
    }
    #expect(plans[0] == plans[1], "seed \(seed)")
  }

  // MARK: Amounts

  /// A stands still, B and C can do more: A's unpaid capital goes to the key project first, then to the other, to the dong.
  @Test func amountsByHand() throws {
    func project(_ id: String, _ plan: Int64, absorbable: Int64, days: Double, isKey: Bool = false) throws -> Project {
      var project = try Samples.project(id, .carryOver, plan: plan, constructionDays: days)
      project.absorbable = Money(dong: absorbable)
      project.isKeyProject = isKey
      return project
    }
    // Work is linear: A has done a fifth by 24 September (267 days), B and C have used up their plans by then.
    var projects = [
      try project("A", 1_000_000, absorbable: 1_000_000, days: 1_335),
      try project("B", 500_000, absorbable: 800_000, days: 200, isKey: true),
      try project("C", 500_000, absorbable: 900_001, days: 200),
      try project("D", 500_000, absorbable: 900_001, days: 200),
    ]
    projects[3].allocations[0].sourceID = "T"
    let sources = ["S", "T"].map { FundingSource(id: $0, name: $0, kind: .transfer) }
    let inputs = try Samples.inputs(Samples.portfolio(projects, sources: sources), rulebook: rulebook())
    let comparison = run([try policy(paidBelow: 0.5, share: 1, keep: 0.25)], inputs, seed: 1, replications: 8)
    let pair = comparison.pairs[0]
    let changes = Dictionary(uniqueKeysWithValues: pair.projects.map { ($0.id, $0.planDifference.dong) })
    // A keeps a quarter of its plan; B takes all that it can, C the rest of what it could take; D has another source.
    #expect(changes == ["A": -700_001, "B": 300_000, "C": 400_001, "D": 0])
    #expect(comparison.variants[1].moved?.mean == Money(dong: 700_001))
    let less = run([try policy(paidBelow: 0.5, share: 0.5)], inputs, seed: 1, replications: 8).pairs[0]
    let halved = Dictionary(uniqueKeysWithValues: less.projects.map { ($0.id, $0.planDifference.dong) })
    let unpaid = 1_000_000 - (comparison.variants[0].groups.isEmpty ? 0 : paid("A", in: less))
    #expect(halved["A"] == -(unpaid / 2) && halved["B"] == 300_000 && halved["C"] == unpaid / 2 - 300_000)
    let whole = pair.whole.path
    #expect(whole.last?.difference.mean == Money(dong: 700_001))
    #expect(pair.whole.plan == .zero && pair.whole.lapse.mean == -(whole.last?.difference.mean ?? .zero))
  }

  /// By the window, from the plan that half of the unpaid was taken of.
  private func paid(_ id: String, in pair: VariantComparison) -> Int64 {
    let change = pair.projects.first { $0.id == id }?.planDifference.dong ?? 0
    return 1_000_000 + change * 2
  }

  // MARK: Comparisons

  @Test(arguments: seeds) func keepingThePlanIsTheForecast(seed: UInt64) throws {
    let inputs = try inputs(seed: seed)
    let nothing = try policy("nothing", keep: 1)
    let comparison = run([nothing, try policy("some")], inputs, seed: seed)
    #expect(
      comparison.variants.map(\.name) == [
        "keep", "nothing", "some", "optimum-2026-03-24", "optimum-2026-06-24", "optimum-2026-09-24",
        "optimum-2026-12-14",
      ])
    let forecast = Forecast.run(
      inputs, settings: ForecastSettings(replications: 300, seed: seed, driverReplications: 0))
    for amount in comparison.variants[0].whole.path {
      let point = try present(forecast.whole.path.first { $0.date == amount.date })
      #expect(abs((amount.mean - point.mean).dong) <= inputs.portfolio.plan.dong / 50_000, "seed \(seed)")
    }
    #expect(comparison.pairs[0].whole.path.allSatisfy { $0.ties == 1 })
    #expect(comparison.notes.contains(.noDifference(variant: 1)))
    #expect(comparison.variants.map { $0.moved?.mean ?? .zero > .zero }.prefix(3) == [false, false, true])
    for pair in comparison.pairs {
      #expect(pair.whole.plan == .zero, "seed \(seed)")
      #expect(
        abs(pair.projects.reduce(Int64(0)) { $0 + $1.planDifference.dong }) <= Int64(pair.projects.count),
        "seed \(seed)")
      for (place, day) in comparison.checkpoints.enumerated() where day <= (try Samples.day("2026-03-24")) {
        #expect(pair.whole.path[place].ties == 1, "seed \(seed) \(day)")
      }
    }
  }

  /// What is optimal on one sample is not worse than doing nothing on another, but for its error.
  @Test(arguments: seeds.prefix(2)) func theOptimumGains(seed: UInt64) throws {
    let comparison = run([], try inputs(seed: seed), seed: seed, replications: 500)
    let place = try present(comparison.checkpoints.firstIndex(of: comparison.rankedOn))
    for pair in comparison.pairs.prefix(2) {
      let difference = pair.whole.path[place].difference
      #expect(difference.mean > .zero && difference.isClear, "seed \(seed)")
      guard case .optimum(_, let moved) = comparison.variants[pair.variant].capital else {
        Issue.record("no optimum")
        return
      }
      #expect(moved > .zero)
      let mean = try present(comparison.variants[pair.variant].moved?.mean)
      #expect(mean <= moved && mean.dong >= moved.dong * 9 / 10, "seed \(seed)")
    }
  }

  @Test func threadsAndPartsDoNotMatter() throws {
    let inputs = try inputs(seed: 3)
    let policies = [try policy("a", on: ["2026-06-24", "2026-09-24"]), try policy("b", keyProjects: .alike)]
    func text(threads: Int, openMemory: Int = WorkPlan.openMemory) -> String {
      var text = ""
      dump(run(policies, inputs, seed: 3, replications: 700, threads: threads, openMemory: openMemory), to: &text)
      return text
    }
    let one = text(threads: 1)
    for threads in [2, 5] { #expect(text(threads: threads) == one, "\(threads) threads") }
    #expect(text(threads: 2, openMemory: 1) == one)
  }

  @Test func problems() throws {
    let inputs = try inputs(seed: 1)
    let open = try ["2026-03-24", "2026-06-24", "2026-09-24", "2026-12-14"].map { try Samples.day($0) }
    var empty = try policy("empty", on: [])
    #expect(CapitalPolicy.problems(of: [empty], inputs).map(\.defect) == [.noRules])
    empty = try policy("late", on: ["2026-12-15"])
    #expect(
      CapitalPolicy.problems(of: [empty], inputs)
        == [
          PolicyProblem(policy: 0, rule: 0, defect: .noOpenWindow(try Samples.day("2026-12-15"), open: open))
        ])
    let back = try policy("back", on: ["2026-09-24", "2026-06-24"])
    #expect(
      CapitalPolicy.problems(of: [back, back], inputs).map(\.defect)
        == [
          .windowsDescend(open[1], before: open[2]), .duplicate, .windowsDescend(open[1], before: open[2]),
        ])
    var none = try policy("none")
    none.rules[0].take.groups = []
    none.rules[0].take.share = .zero
    #expect(CapitalPolicy.problems(of: [none], inputs).map(\.defect) == [.noGroups, .takesNothing])
    #expect(
      CapitalPolicy.problems(of: try (0..<17).map { try policy("p\($0)") }, inputs).map(\.defect)
        == [.tooMany(limit: 16)])
  }
}

/// Looks at the plans before and after each move of another rule.
private final class Watch: CapitalRule {
  struct Found {
    var violations: [String] = []
    var moves = 0
  }

  // Used by one thread.
  nonisolated(unsafe) private(set) var found = Found()
  private let policy: CapitalPolicy
  private let inputs: ForecastInputs
  private let bounds: [Day: EntryBounds]
  private let rule: PolicyRule

  init(_ policy: CapitalPolicy, _ inputs: ForecastInputs, _ bounds: [Day: EntryBounds], _ rule: PolicyRule) {
    self.policy = policy
    self.inputs = inputs
    self.bounds = bounds
    self.rule = rule
  }

  func move(_ columns: CapitalColumns, after future: Int) {
    let entries = columns.directory.entries
    let before = entries.indices.map { entry in (0..<columns.lanes).map { columns.plan(entry)[$0] } }
    rule.move(columns, after: future)
    let day = future < 0 ? inputs.portfolio.asOf : columns.claims.model.timeline.future[future].day
    let active = policy.rules.filter { $0.window == day }
    for lane in 0..<columns.lanes {
      var sums: [Int: Double] = [:]
      for (index, entry) in entries.enumerated() {
        let (old, new) = (before[index][lane], columns.plan(index)[lane])
        sums[entry.source, default: 0] += new - old
        guard new != old else { continue }
        found.moves += 1
        check(columns, index, entry, old, new, lane, active)
      }
      for (source, sum) in sums where sum != 0 { found.violations.append("source \(source) changes by \(sum)") }
    }
  }

  private func check(
    _ columns: CapitalColumns, _ index: Int, _ entry: CapitalDirectory.Entry, _ old: Double, _ new: Double,
    _ lane: Int, _ active: [CapitalMoveRule]
  ) {
    let project = inputs.portfolio.projects[entry.project]
    guard let rule = active.first, let own = bounds[rule.window] else {
      return found.violations.append("\(project.id) moves outside of a window")
    }
    let paid = columns.paid(index)[lane]
    if new != new.rounded() { found.violations.append("\(project.id) has no whole dong") }
    if new < old {
      if !rule.take.groups.contains(project.group) { found.violations.append("\(project.id) may not give") }
      if new < own.floors[index] { found.violations.append("\(project.id) below its floor") }
      if new < min(old, paid + own.advances[index]) - 1 { found.violations.append("\(project.id) below paid") }
      if new < old * rule.take.keep.value { found.violations.append("\(project.id) keeps too little") }
    } else {
      let total = columns.directory.entries(of: entry.project).reduce(0.0) { $0 + columns.plan($1)[lane] }
      if total > own.ceilings[entry.project] { found.violations.append("\(project.id) above its ceiling") }
      if rule.give.keyProjects == .only, !project.isKeyProject {
        found.violations.append("\(project.id) is no key project")
      }
    }
    if own.isLocked[entry.project] { found.violations.append("\(project.id) is locked") }
  }
}
