import Portfolio
import Rulebook
import Stochastics
import Testing

@testable import Disbursement

/// What is stated of variants and of their differences.
struct ComparisonTests {
  private static let seeds = Array(1...3).map(UInt64.init)

  @Test(arguments: seeds) func identicalVariantsDoNotDiffer(seed: UInt64) throws {
    let inputs = try inputs(seed: seed)
    let comparison = try run([inputs, inputs, inputs], seed: seed)
    #expect(comparison.pairs.count == 2)
    for pair in comparison.pairs {
      for difference in amounts(of: pair) {
        #expect(difference.first == difference.other, "seed \(seed)")
        #expect(difference.difference.mean == .zero && difference.difference.standardError == .zero, "seed \(seed)")
        #expect(difference.difference.low == .zero && difference.difference.high == .zero, "seed \(seed)")
        #expect(difference.probabilityOfMore == 0.5 && difference.probabilityError == 0 && difference.ties == 1)
      }
      for probability in pair.milestones.map(\.probability) + pair.projects.flatMap(\.milestones).map(\.probability) {
        #expect(probability.difference == 0 && probability.standardError == 0, "seed \(seed)")
      }
      #expect(pair.milestones.allSatisfy { $0.expectedShortfall.mean == .zero })
      #expect(pair.whole.lapse.mean == .zero && pair.whole.plan == .zero)
      #expect(comparison.notes.contains(.noDifference(variant: pair.variant)))
    }
    for ranking in comparison.rankings {
      #expect(ranking.order == [0, 1, 2])
      #expect(ranking.beats.joined().allSatisfy { $0 == 0.5 } && ranking.ties.joined().allSatisfy { $0 == 1 })
      #expect(ranking.best.allSatisfy { abs($0 - 1.0 / 3) < 1e-12 })
    }
  }

  @Test(arguments: seeds, ForecastSettings.Sampling.allCases)
  func estimatesAreThoseOfTheForecasts(seed: UInt64, sampling: ForecastSettings.Sampling) throws {
    let variants = [try inputs(seed: seed), try changed(seed: seed)]
    let target = Target(date: try Samples.day("2026-12-31"), rate: try present(Ratio(0.6)), probability: 0.5)
    let settings = ForecastSettings(
      replications: 1_100, seed: seed, threads: 2, driverReplications: 0, targets: [target], sampling: sampling)
    let comparison = try Comparison.run(
      variants.map { ComparisonVariant(name: "", inputs: $0) }, settings: settings)
    for (inputs, estimate) in zip(variants, comparison.variants) {
      let forecast = Forecast.run(inputs, settings: settings)
      try expectSame(estimate.whole, forecast.whole, comparison)
      let groups = try present(forecast.units[.group])
      #expect(estimate.groups.map(\.id) == groups.map(\.id))
      for (group, unit) in zip(estimate.groups, groups) { try expectSame(group, unit, comparison) }
      #expect(estimate.milestones.count == forecast.milestones.count { $0.date > estimate.asOf })
      for milestone in estimate.milestones {
        let same = try present(forecast.milestones.first { $0.ruleID == milestone.ruleID })
        #expect(milestone.probability == same.probability && milestone.required == same.required)
        #expect(abs(milestone.standardError - same.standardError) < 1e-12, "seed \(seed) \(milestone.ruleID)")
        #expect(milestone.expectedShortfall == same.expectedShortfall)
        #expect(isClose(milestone.expectedShortfallError, same.expectedShortfallError))
      }
      #expect(estimate.targets.map(\.probability) == forecast.targets.map(\.probability))
      #expect(abs(estimate.targets[0].standardError - forecast.targets[0].standardError) < 1e-12)
    }
  }

  /// Against differences taken from all replications of both at once.
  @Test(arguments: seeds) func differencesAreThoseOfTheReplications(seed: UInt64) throws {
    let (one, two) = (try inputs(seed: seed), try changed(seed: seed))
    let comparison = try run([one, two], seed: seed, replications: 700)
    let totals = [one, two].map { GroupTotals.simulate($0, seed: seed, replications: 700, threads: 2) }
    for difference in comparison.pairs[0].groups {
      let group = try present(totals[0].groups.firstIndex { $0.rawValue == difference.id })
      for (place, day) in comparison.checkpoints.enumerated() {
        let checkpoint = try present(totals[0].checkpoints.firstIndex(of: day))
        let columns = totals.map { $0.amounts(group: group, checkpoint: checkpoint) }
        let paired = zip(columns[0], columns[1]).map { $1 - $0 }
        let moments = SampleMoments(paired.map(Double.init))
        let stated = difference.path[place]
        #expect(isClose(stated.difference.mean, Money(rounding: moments.mean)), "seed \(seed) \(day)")
        #expect(isClose(stated.difference.standardError, Money(rounding: moments.standardError)), "seed \(seed) \(day)")
        let (more, ties) = (paired.count { $0 > 0 }, paired.count { $0 == 0 })
        #expect(stated.ties == Double(ties) / 700)
        #expect(stated.probabilityOfMore == (Double(more) + Double(ties) / 2) / 700)
        let halves = SampleMoments(paired.map { $0 > 0 ? 1 : $0 == 0 ? 0.5 : 0 })
        #expect(abs(stated.probabilityError - halves.standardError) < 1e-3)
      }
    }
  }

  @Test(arguments: seeds) func swappingChangesTheSign(seed: UInt64) throws {
    let (one, two) = (try inputs(seed: seed), try changed(seed: seed))
    let (there, back) = (try run([one, two], seed: seed).pairs[0], try run([two, one], seed: seed).pairs[0])
    for (forward, backward) in zip(amounts(of: there, isSorted: true), amounts(of: back, isSorted: true)) {
      #expect(forward.first == backward.other && forward.other == backward.first)
      #expect(forward.difference.mean == -backward.difference.mean, "seed \(seed)")
      #expect(isClose(forward.difference.standardError, backward.difference.standardError), "seed \(seed)")
      #expect(forward.difference.low == -backward.difference.high, "seed \(seed)")
      #expect(abs(forward.probabilityOfMore + backward.probabilityOfMore - 1) < 1e-12)
      #expect(forward.ties == backward.ties)
    }
    for (forward, backward) in zip(there.milestones, back.milestones) {
      #expect(abs(forward.probability.difference + backward.probability.difference) < 1e-12)
      #expect(forward.expectedShortfall.mean == -backward.expectedShortfall.mean)
    }
    #expect(there.whole.lapse.mean == -back.whole.lapse.mean)
  }

  @Test(arguments: seeds) func commonRandomNumbersMakeErrorsSmaller(seed: UInt64) throws {
    let comparison = try run([try inputs(seed: seed), try changed(seed: seed)], seed: seed)
    let difference = comparison.pairs[0].whole.path[comparison.checkpoints.count - 2].difference
    let unpaired = try present(difference.unpairedError)
    #expect(difference.mean > .zero && difference.isClear, "seed \(seed)")
    #expect(difference.standardError.dong * 3 < unpaired.dong * 2, "seed \(seed)")
    let errors = comparison.variants.map { Double($0.whole.path[comparison.checkpoints.count - 2].standardError.dong) }
    #expect(isClose(unpaired, Money(rounding: (errors[0] * errors[0] + errors[1] * errors[1]).squareRoot())))
    #expect(comparison.rankings[0].order == [1, 0] && comparison.rankings[0].beats[1][0] > 0.9)
    #expect(abs(comparison.rankings[0].best.reduce(0, +) - 1) < 1e-9)
  }

  @Test(arguments: seeds) func differencesOfProjectsAddUpToTheWhole(seed: UInt64) throws {
    var two = try changed(seed: seed)
    two.portfolio = try portfolio(of: two, projects: Array(two.portfolio.projects.dropLast(4)))
    let one = try inputs(seed: seed)
    let comparison = try run([one, two], seed: seed)
    let pair = comparison.pairs[0]
    #expect(pair.onlyInFirst.map(\.id) == one.portfolio.projects.suffix(4).map(\.id) && pair.onlyInVariant.isEmpty)
    for (key, day) in comparison.projectCheckpoints.enumerated() {
      let place = try present(comparison.checkpoints.firstIndex(of: day))
      let matched = pair.projects.reduce(Money.zero) { $0 + $1.path[key].difference.mean }
      let gone = pair.onlyInFirst.reduce(Money.zero) { $0 + $1.means[key] }
      let groups = pair.groups.reduce(Money.zero) { $0 + $1.path[place].difference.mean }
      let whole = pair.whole.path[place].difference.mean
      #expect(abs((matched - gone - whole).dong) <= Int64(one.portfolio.projects.count), "seed \(seed) \(day)")
      #expect(abs((groups - whole).dong) <= 6, "seed \(seed) \(day)")
    }
    let key = try present(comparison.projectCheckpoints.firstIndex(of: comparison.rankedOn))
    let sizes = pair.projects.map { $0.path[key].difference.mean.dong.magnitude }
    #expect(sizes == sizes.sorted(by: >))
    let back = try run([two, one], seed: seed).pairs[0]
    #expect(back.onlyInVariant.map(\.means) == pair.onlyInFirst.map(\.means) && back.onlyInFirst.isEmpty)
  }

  @Test func projectsAreMatchedByTheirIDs() throws {
    var inputs = try inputs(seed: 9)
    let sources = inputs.portfolio.sources.map { FundingSource(id: $0.id, name: $0.name, kind: .transfer) }
    let projects = inputs.portfolio.projects
    inputs.portfolio = try Portfolio(
      fiscalYear: inputs.portfolio.fiscalYear, asOf: inputs.portfolio.asOf, sources: sources, projects: projects)
    var other = inputs
    var fresh = projects[0]
    fresh.id = "another"
    other.portfolio = try Portfolio(
      fiscalYear: inputs.portfolio.fiscalYear, asOf: inputs.portfolio.asOf, sources: sources,
      projects: [fresh] + projects.reversed())
    let pair = try run([inputs, other], seed: 9).pairs[0]
    #expect(pair.projects.count == projects.count)
    for project in pair.projects {
      #expect(project.path.allSatisfy { $0.ties == 1 && $0.difference.mean == .zero }, "\(project.id)")
    }
    #expect(pair.onlyInVariant.map(\.id) == ["another"] && pair.onlyInFirst.isEmpty)
  }

  @Test func threadsAndPartsDoNotMatter() throws {
    let variants = [try inputs(seed: 4), try changed(seed: 4), try inputs(seed: 4)]
    for sampling in ForecastSettings.Sampling.allCases {
      let one = try text(of: variants, threads: 1, sampling: sampling)
      for threads in [2, 3, 8] {
        #expect(try text(of: variants, threads: threads, sampling: sampling) == one, "\(threads) threads")
      }
      #expect(try text(of: variants, threads: 3, openMemory: 1, sampling: sampling) == one)
      #expect(try text(of: variants, threads: 1, seed: 2, sampling: sampling) != one)
    }
  }

  /// What has been paid until a later as-of day counts as what it was.
  @Test func differentDaysOfData() throws {
    let plan = try Samples.project("P", .carryOver, plan: 1_200_000_000)
    var later = plan
    later.allocations[0].paidToDate = Money(dong: 300_000_000)
    later.allocations[0].paidByMonth = [2: Money(dong: 100_000_000), 4: Money(dong: 200_000_000)]
    let variants = [
      try Samples.inputs(Samples.portfolio([plan])), try Samples.inputs(Samples.portfolio([later], asOf: "2026-06-30")),
    ]
    let comparison = try run(variants, seed: 1)
    #expect(
      comparison.notes
        == [.differentAsOf(first: try Samples.day("2025-12-31"), other: try Samples.day("2026-06-30"), variant: 1)])
    let march = try present(comparison.checkpoints.firstIndex(of: Samples.day("2026-03-31")))
    let known = comparison.pairs[0].whole.path[march]
    #expect(known.other == Money(dong: 100_000_000) && comparison.variants[1].whole.path[march].sd == .zero)
    #expect(known.first > known.other && known.difference.mean == known.other - known.first)
    #expect(comparison.checkpoints.first == (try Samples.day("2026-01-31")))
    let july = try run([variants[1], variants[1]], seed: 1)
    #expect(july.checkpoints.first == (try Samples.day("2026-07-31")))
  }

  @Test func whenTheYearIsOverPaymentsAreCompared() throws {
    var project = try Samples.project("P", .carryOver, plan: 1_000)
    project.allocations[0].paidToDate = Money(dong: 700)
    let one = try Samples.inputs(Samples.portfolio([project], asOf: "2027-01-31"))
    project.allocations[0].paidToDate = Money(dong: 800)
    let two = try Samples.inputs(Samples.portfolio([project], asOf: "2027-01-31"))
    let comparison = try run([one, two], seed: 1)
    let cutOff = try Samples.day("2027-01-31")
    #expect(comparison.checkpoints == [cutOff] && comparison.rankedOn == cutOff)
    #expect(comparison.pairs[0].whole.path[0].difference.mean == Money(dong: 100))
    #expect(comparison.pairs[0].whole.path[0].probabilityOfMore == 1)
    #expect(comparison.pairs[0].whole.lapse.mean == Money(dong: -100))
    #expect(comparison.variants[0].whole.lapse == Money(dong: 300))
  }

  /// A day that is a checkpoint of one only parts the claims of a month in both.
  @Test func checkpointsAreShared() throws {
    let one = try inputs(seed: 2)
    var two = one
    let date = try Samples.day("2026-10-17")
    two.rulebook = try Rulebook(
      id: "other", title: BilingualText(vi: "", en: ""), fiscalYear: try Samples.year(),
      rules: one.rulebook.rules + [Samples.assumption("extra", .adjustmentWindow(date: date))])
    let comparison = try run([one, two], seed: 2)
    #expect(comparison.checkpoints.contains(date))
    #expect(comparison.pairs[0].whole.path.allSatisfy { $0.ties == 1 })
    #expect(comparison.notes.contains(.differentRulebook(variant: 1)))
  }

  @Test func whatCannotBeCompared() throws {
    let inputs = try inputs(seed: 1)
    var other = inputs
    other.portfolio = try Portfolio(
      fiscalYear: Samples.year(2027), asOf: Samples.day("2026-12-31"),
      sources: [FundingSource(id: "S", name: "S", kind: .transfer)],
      projects: [Samples.project("P", .newStart)])
    let year = inputs.portfolio.fiscalYear
    #expect(throws: IncomparableVariants.differentYears([year, try Samples.year(2027)])) {
      try run([inputs, other], seed: 1)
    }
    #expect(throws: IncomparableVariants.fewerThanTwo) { try run([inputs], seed: 1) }
    #expect(throws: IncomparableVariants.tooMany(limit: 26)) {
      try run(Array(repeating: inputs, count: 27), seed: 1)
    }
  }

  // MARK: Inputs and answers

  private func inputs(seed: UInt64) throws -> ForecastInputs {
    var random = RandomPortfolio(seed: seed)
    return try Samples.inputs(random.portfolio(projects: 30), assumptions: random.assumptions())
  }

  /// The same with better payment files and without blocked projects.
  private func changed(seed: UInt64) throws -> ForecastInputs {
    var inputs = try inputs(seed: seed)
    inputs.assumptions.claims.monthlyRates = inputs.assumptions.claims.monthlyRates.map { min(1, $0 * 1.2) }
    inputs.assumptions.drivers.removeAll { $0.effect == .blocked }
    return inputs
  }

  private func portfolio(of inputs: ForecastInputs, projects: [Project]) throws -> Portfolio {
    try Portfolio(
      fiscalYear: inputs.portfolio.fiscalYear, asOf: inputs.portfolio.asOf, sources: inputs.portfolio.sources,
      projects: projects)
  }

  private func run(_ variants: [ForecastInputs], seed: UInt64, replications: Int = 400) throws -> Comparison {
    try Comparison.run(
      variants.enumerated().map { ComparisonVariant(name: "\($0)", inputs: $1) },
      settings: ForecastSettings(replications: replications, seed: seed, threads: 2))
  }

  private func amounts(of pair: VariantComparison, isSorted: Bool = false) -> [AmountDifference] {
    let projects = isSorted ? pair.projects.sorted { $0.id < $1.id } : pair.projects
    return pair.whole.path + pair.groups.flatMap(\.path) + projects.flatMap(\.path)
  }

  private func expectSame(_ estimate: UnitEstimate, _ unit: UnitForecast, _ comparison: Comparison) throws {
    #expect(estimate.plan == unit.plan && estimate.projectCount == unit.projectCount)
    #expect(estimate.lapse == unit.lapse.mean)
    for amount in estimate.path {
      let point = try present(unit.path.first { $0.date == amount.date })
      #expect(amount.mean == point.mean, "\(unit.id) \(amount.date)")
      #expect(isClose(amount.standardError, point.standardError) && isClose(amount.sd, point.sd))
    }
  }

  private func isClose(_ one: Money, _ other: Money) -> Bool {
    abs((one - other).dong) <= 1 + other.dong.magnitude.asInt / 1_000_000
  }

  private func text(
    of variants: [ForecastInputs], threads: Int, seed: UInt64 = 1, openMemory: Int = WorkPlan.openMemory,
    sampling: ForecastSettings.Sampling
  ) throws -> String {
    var settings = ForecastSettings(replications: 1_100, seed: seed, threads: threads, sampling: sampling)
    settings.openMemory = openMemory
    let comparison = try Comparison.run(
      variants.map { ComparisonVariant(name: "", inputs: $0) }, settings: settings)
    var text = ""
    dump(comparison, to: &text)
    return text
  }
}

extension UInt64 {
  fileprivate var asInt: Int64 { Int64(clamping: self) }
}
