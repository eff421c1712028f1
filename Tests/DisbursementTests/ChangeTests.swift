import Portfolio
import Rulebook
import Stochastics
import Testing

@testable import Disbursement

/// The bridge between two forecasts, whatever they are.
@Suite struct ChangeTests {
  private static let seeds: [UInt64] = Array(1...4)

  /// Two portfolios that have nothing but their sources and codes in common, on other draws, at other days.
  private static func strangers(_ seed: UInt64) throws -> ChangePair {
    let days = ["2025-12-31", "2026-04-17", "2026-06-30", "2026-12-15"]
    let (one, two) = (days[Int(seed) % 4], days[Int(seed / 2 + 1) % 4])
    let earlier = try ScheduleTests.inputs(seed: seed, asOf: one, projects: 12)
    var later = try ScheduleTests.inputs(seed: seed + 50, asOf: two, projects: 17)
    later.assumptions.productivity = try Samples.distribution(.lognormal(median: 0.9, p90: 1.4))
    return ChangePair(
      earlier, later,
      settings: (
        try ChangePair.settings(seed: seed, replications: 90),
        try ChangePair.settings(seed: seed + 1, replications: 131)
      ))
  }

  @Test(arguments: seeds) func effectsAddUpExactly(seed: UInt64) throws {
    let pair = try Self.strangers(seed)
    let change = try pair.change()
    #expect(change.sums.count > 30 && !change.isNothing, "seed \(seed)")
    for sum in change.sums { #expect(sum.effects.reduce(0, +) == sum.change, "seed \(seed)") }
    #expect(change.steps.flatMap(\.causes) == ChangeCause.allCases)
    for bridge in [change.whole] + change.groups + change.projects {
      #expect(bridge.days.allSatisfy { $0.effects.count == change.steps.count })
    }
    // Both ends are what the forecasts state.
    for (place, day) in change.days.enumerated() {
      let (one, two) = (pair.earlier.stated, pair.later.stated)
      let (first, last) = (try present(one.days.firstIndex(of: day)), try present(two.days.firstIndex(of: day)))
      #expect(change.whole.days[place].amounts.earlier == one.whole.means[first])
      #expect(change.whole.days[place].amounts.later == two.whole.means[last])
      for group in change.groups {
        #expect(group.days[place].amounts.earlier == one.groups.first { $0.id == group.id }?.means[first] ?? .zero)
      }
      for project in change.projects {
        #expect(project.days[place].amounts.later == two.projects.first { $0.id == project.id }?.means[last] ?? .zero)
      }
    }
  }

  /// This program computes what it states itself, to the dong and to the millionth: the engine changes nothing.
  @Test(arguments: seeds) func engineChangesNothing(seed: UInt64) throws {
    let change = try Self.strangers(seed).change()
    #expect(!change.moved.contains(0), "seed \(seed)")
    #expect(change.steps[0].facts.isEmpty)
    #expect(change.milestones.allSatisfy(\.chance.isComputed) && change.targets.allSatisfy(\.chance.isComputed))
    #expect(change.projects.count == change.changedProjectCount && change.projects.count > 10)
  }

  @Test(arguments: [ChangeCause.draws, .rulebook, .assumptions, .plan, .payments, .progress])
  func oneCauseMovesItsOwnStepAlone(cause: ChangeCause) throws {
    for seed in 1...3 as ClosedRange<UInt64> {
      let change = try ChangePair(seed: seed, differing: [cause]).change()
      let step = try change.step(cause)
      #expect(change.moved == [step], "seed \(seed) \(cause)")
      for other in change.steps.indices {
        #expect(change.steps[other].isChange == (other == step), "seed \(seed) \(cause)")
      }
      #expect(change.steps.allSatisfy { $0.causes.count == 1 })
      guard cause != .rulebook else {
        #expect(change.milestones.contains { $0.chance.change < 0 } && change.whole.days[0].amounts.change == .zero)
        continue
      }
      #expect(change.whole.days[0].amounts.change != .zero, "seed \(seed) \(cause)")
      #expect((change.whole.days[0].effects[step].standardError ?? .zero) > .zero)
    }
  }

  @Test(arguments: seeds) func sameInputsChangeNothing(seed: UInt64) throws {
    let pair = try ChangePair(seed: seed, differing: [])
    let change = try pair.change()
    #expect(change.isNothing && change.projects.isEmpty && change.moved.isEmpty, "seed \(seed)")
    #expect(!change.milestones.isEmpty && change.targets.count == 2 && change.onlyEarlier.isEmpty)
    #expect(change.whole.days.allSatisfy { $0.effects.allSatisfy { $0.standardError == nil } })
  }

  @Test func allCausesAtOnce() throws {
    let change = try ChangePair(seed: 4, differing: Set(ChangeCause.allCases.dropFirst())).change()
    #expect(change.moved.isSuperset(of: Array(1...4)) && !change.moved.contains(0))
    for sum in change.sums { #expect(sum.effects.reduce(0, +) == sum.change) }
    #expect(change.projects.contains { $0.presence == .onlyLater && $0.id == "new" })
    #expect(change.projects.contains { $0.presence == .onlyEarlier })
  }

  // MARK: The engine's step

  @Test func aFigureThatWasEditedIsTheEngines() throws {
    var pair = try ChangePair(seed: 1, differing: [])
    pair.earlier.stated.whole.means[0] = pair.earlier.stated.whole.means[0] + Money(dong: 12_345)
    let change = try pair.change()
    #expect(change.whole.days[0].effects[0].amount == Money(dong: -12_345))
    #expect(change.steps[0].facts == [.names(.figuresOfFile, ["earlier"])] && !change.isNothing)
    #expect(change.moved == [0])
  }

  @Test func editedProjectsMilestonesAndTargetsAreTheEngines() throws {
    var pair = try ChangePair(seed: 1, differing: [.assumptions])
    let project = pair.later.stated.projects[3]
    pair.later.stated.projects[3].means[1] = project.means[1] + Money(dong: 1)
    pair.later.stated.milestones[0].probability = .one
    pair.later.stated.targets[0].probability = .zero
    let original = try ChangePair(seed: 1, differing: [.assumptions])
    let change = try pair.change()
    #expect(change.steps[0].facts == [.names(.figuresOfFile, ["later"])])
    let bridge = try present(change.projects.first { $0.id == project.id })
    #expect(bridge.days[1].effects[0].amount == Money(dong: 1) && bridge.days[0].effects[0].amount == .zero)
    let stated = original.later.stated
    #expect(change.targets[0].chance.effects[0].millionths == -stated.targets[0].probability.millionths)
    for sum in change.sums { #expect(sum.effects.reduce(0, +) == sum.change) }
  }

  @Test func aMilestoneThatIsNotComputedIsTheEngines() throws {
    var pair = try ChangePair(seed: 1, differing: [])
    let invented = StatedForecast.Milestone(
      ruleID: "invented", group: .newStart, date: try Samples.day("2026-09-30"), requiredShare: .one,
      probability: try present(Ratio(0.25)))
    pair.earlier.stated.milestones.append(invented)
    pair.later.stated.milestones.append(invented)
    pair.later.stated.milestones[pair.later.stated.milestones.count - 1].probability = try present(Ratio(0.75))
    let change = try pair.change()
    let chance = try present(change.milestones.first { $0.ruleID == "invented" }).chance
    #expect(!chance.isComputed && chance.effects.map(\.millionths) == [500_000, 0, 0, 0, 0, 0, 0])
  }

  @Test func anotherEngineIsNamed() throws {
    var pair = try ChangePair(seed: 1, differing: [])
    pair.earlier.stated.run.engine = "0.0.1"
    let change = try pair.change()
    #expect(change.steps[0].facts == [.text(.engineOfFile, earlier: "0.0.1", later: Engine.version)])
    #expect(change.moved.isEmpty && !change.isNothing)
  }

  // MARK: Portfolios in between

  /// Paid more than the later plan: the plan alone cannot be put in force on the earlier day.
  @Test func aPlanBelowWhatWasPaidIsJoinedWithThePayments() throws {
    let earlier = try ScheduleTests.inputs(seed: 9, asOf: "2026-06-30", projects: 12)
    var later = earlier
    var projects = later.portfolio.projects
    let index = try present(projects.firstIndex { $0.allocations[0].paidToDate > Money(dong: 10) })
    let paid = projects[index].allocations[0].paidToDate
    projects[index].allocations[0].plan = Money(dong: paid.dong - 2)
    projects[index].allocations[0].paidToDate = Money(dong: paid.dong - 2)
    projects[index].outstandingAdvance = .zero
    later.portfolio = try Samples.portfolio(projects, asOf: "2026-06-30", sources: later.portfolio.sources)
    let change = try ChangePair(earlier, later, settings: (ChangePair.settings(), ChangePair.settings())).change()
    #expect(
      change.steps.map(\.causes) == [
        [.engine], [.draws], [.rulebook], [.assumptions], [.plan, .payments], [.progress],
      ])
    let obstacle = try present(change.steps[4].obstacle)
    #expect(
      obstacle.subject == .allocation(project: projects[index].id, source: projects[index].allocations[0].sourceID))
    #expect(obstacle.field == .paidToDate && change.steps[4].isChange && !change.steps[5].isChange)
    for sum in change.sums { #expect(sum.effects.reduce(0, +) == sum.change) }
    #expect(change.moved == [4])
  }

  /// Back in time: what was done by then is only known with the last step.
  @Test func anEarlierDayIsJoinedWithTheProgress() throws {
    let inputs = try ScheduleTests.inputs(seed: 9, asOf: "2026-06-30", projects: 12)
    var projects = inputs.portfolio.projects
    for index in projects.indices {
      projects[index].allocations = projects[index].allocations.map { Allocation(sourceID: $0.sourceID, plan: $0.plan) }
      projects[index].outstandingAdvance = .zero
    }
    var (earlier, later) = (inputs, inputs)
    later.portfolio = try Samples.portfolio(projects, asOf: "2025-12-31", sources: inputs.portfolio.sources)
    let network = try present(projects[2].network)
    var first = network.activities[0]
    first.state = .done(on: try Samples.day("2026-05-04"))
    projects[2].network = try ActivityNetwork([first] + network.activities.dropFirst())
    earlier.portfolio = try Samples.portfolio(projects, asOf: "2026-06-30", sources: inputs.portfolio.sources)
    let change = try ChangePair(earlier, later, settings: (ChangePair.settings(), ChangePair.settings())).change()
    #expect(change.steps.last?.causes == [.payments, .progress])
    #expect(change.steps.last?.obstacle?.field == .activityDate)
    for sum in change.sums { #expect(sum.effects.reduce(0, +) == sum.change) }
  }

  @Test func otherYearsAreRefused() throws {
    let pair = try ChangePair(seed: 1, differing: [])
    var inputs = pair.later.inputs
    let year = try Samples.year(2027)
    inputs.portfolio = try Portfolio(
      fiscalYear: year, asOf: year.eve, sources: [FundingSource(id: "s", name: "", kind: .transfer)],
      projects: [
        Project(id: "p", name: "", group: .carryOver, allocations: [Allocation(sourceID: "s", plan: Money(dong: 5))])
      ])
    let later = ForecastEnd(stated: pair.later.stated, inputs: inputs, targets: [])
    let expected = IncomparableForecasts.differentYears(earlier: try Samples.year(), later: year)
    #expect(throws: expected) { try ForecastChange.run(from: pair.earlier, to: later, threads: 1) }
  }

  // MARK: What is stated beside the effects

  @Test func factsNameWhatDiffers() throws {
    let change = try ChangePair(seed: 4, differing: Set(ChangeCause.allCases.dropFirst())).change()
    func items(_ cause: ChangeCause) throws -> [ChangeFact.Item] {
      try change.steps[change.step(cause)].facts.map(\.item)
    }
    #expect(try items(.draws) == [.seed, .replications])
    #expect(try items(.rulebook) == [.rulesChanged])
    #expect(change.steps[3].facts == [.names(.keysChanged, ["claims.monthlyRates"])])
    #expect(
      try Set(items(.plan)).isSuperset(of: [
        .plan, .projectsAdded, .projectsRemoved, .planChanged, .totalInvestmentChanged,
      ]))
    #expect(try Array(items(.payments).prefix(3)) == [.asOf, .paidToDate, .paymentsChanged])
    #expect(try items(.progress).contains(.activitiesDone) && items(.progress).contains(.progressChanged))
  }

  @Test func milestonesOfOneForecastAreListed() throws {
    let pair = try ChangePair(seed: 2, differing: [])
    var later = pair.later.inputs
    let rules = later.rulebook.rules.filter { rule in
      if case .milestone(.newStart, _, _) = rule.content { false } else { true }
    }
    later.rulebook = try Rulebook(
      id: "other", title: later.rulebook.title, fiscalYear: later.rulebook.fiscalYear, rules: rules)
    var settings = try ChangePair.settings()
    settings.targets.removeLast()
    let change = try ChangePair(pair.earlier.inputs, later, settings: (ChangePair.settings(), settings)).change()
    #expect(
      !change.onlyEarlier.milestones.isEmpty && change.onlyEarlier.milestones.allSatisfy { $0.group == .newStart })
    #expect(change.onlyEarlier.targets.count == 1 && change.onlyLater.isEmpty && change.targets.count == 1)
    #expect(change.milestones.allSatisfy { $0.group != .newStart })
    #expect(change.steps[1].facts == [.names(.targetDays, ["2026-10-15"])])
  }

  @Test func othersAreWhatTheWholeHasBeside() throws {
    let change = try Self.strangers(3).change()
    let rest = change.others(beyond: 5)
    for (place, day) in change.whole.days.enumerated() {
      for step in day.effects.indices {
        let shown = change.projects.prefix(5).reduce(Money.zero) { $0 + $1.days[place].effects[step].amount }
        #expect(shown + rest.days[place].effects[step].amount == day.effects[step].amount)
      }
    }
    #expect(
      change.others(beyond: 0).days
        == change.whole.days.map { day in
          var day = day
          day.effects = day.effects.map { .init(amount: $0.amount, standardError: nil) }
          return day
        })
  }

  @Test func anyNumberOfThreadsGivesTheSame() throws {
    let pair = try Self.strangers(2)
    let (one, three) = (try pair.change(threads: 1), try pair.change(threads: 3))
    #expect(one.whole == three.whole && one.groups == three.groups && one.projects == three.projects)
    #expect(one.milestones == three.milestones && one.targets == three.targets && one.steps == three.steps)
  }

  /// The error of a step is that of the same replications, as a comparison of the two states it.
  @Test func errorsArePaired() throws {
    let pair = try ChangePair(seed: 3, differing: [.assumptions])
    let change = try pair.change()
    let comparison = try Comparison.run(
      [pair.earlier, pair.later].map { ComparisonVariant(name: "", inputs: $0.inputs) },
      settings: ChangePair.settings())
    let step = try change.step(.assumptions)
    let difference = try present(
      comparison.pairs[0].whole.path.first { $0.date == change.days[0] }
    ).difference
    #expect(change.whole.days[0].effects[step].standardError == difference.standardError)
    #expect(difference.standardError > .zero)
  }
}
