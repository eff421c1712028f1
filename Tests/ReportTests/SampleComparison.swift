import Portfolio
import Rulebook

@testable import Disbursement

/// A constructed comparison with the shape of a real one; its figures come from arithmetic alone, so that they are the same on every platform.
struct SampleComparison {
  private let year: FiscalYear
  private let days: [Day]
  private let keys: [Day]
  private static let groups: [ProjectGroup] = [.completed, .carryOver, .newStart]

  init() throws {
    year = try Sample.unwrap(FiscalYear(2026))
    days = year.monthEnds
    keys = [days[5], days[8], days[11], days[12]]
  }

  /// Three variants: the second better, the third hardly different.
  func make() throws -> Comparison {
    let rate = try Sample.unwrap(Ratio(0.95))
    let target = Target(date: year.lastDay, rate: rate, probability: 0.8)
    return Comparison(
      run: ComparisonHeader(
        engine: "giaingan 0.1.0", fiscalYear: year, seed: 2026, replications: 1_000, sampling: .independent),
      variants: [
        variant("Xã Mẫu 2026 (dữ liệu thử)", [], 0, target),
        variant("driver.storms=off", ["driver.storms=off"], 1_800, target),
        variant("hồ sơ", ["claims.monthlyRates.10=0.4", "claims.monthlyRates.11=0.5"], 40, target),
      ], checkpoints: days, projectCheckpoints: keys, rankedOn: year.lastDay,
      rankings: [ranking(year.lastDay, 0.96), ranking(year.cutOff, 0.81)],
      pairs: [try pair(1, change: 1_800, target), try pair(2, change: 40, target)],
      notes: [.differentRulebook(variant: 2)])
  }

  /// Ways to move capital in place of variants of a scenario.
  func capital() throws -> Comparison {
    var comparison = try make()
    let window = Day(endOfMonth: 9, year: 2026) + -6
    let (low, half) = (try Sample.unwrap(Ratio(0.4)), try Sample.unwrap(Ratio(0.5)))
    let policy = CapitalPolicy(
      id: "autumn", name: BilingualText(vi: "Rà soát mùa thu", en: "Autumn review"),
      rules: [
        CapitalMoveRule(
          window: window, take: .init(paidBelow: low, share: half, keep: low),
          give: .init(groups: [.carryOver, .newStart], keyProjects: .first, paidAtLeast: half)),
        CapitalMoveRule(
          window: window + 81, take: .init(groups: [.newStart], paidBelow: half), give: .init(keyProjects: .alike)),
      ])
    let courses: [CapitalCourse] = [.kept, .policy(policy), .optimum(window: window, moved: million(4_300))]
    for (index, course) in courses.enumerated() {
      comparison.variants[index].changes = []
      comparison.variants[index].capital = course
      comparison.variants[index].moved = AmountEstimate(
        date: year.cutOff, mean: million(Int64(index) * 2_100), standardError: million(Int64(index) * 40),
        sd: million(900))
    }
    comparison.notes = []
    return comparison
  }

  /// Names that would break a page or a terminal.
  func hostile() throws -> Comparison {
    var comparison = try make()
    for index in comparison.variants.indices {
      comparison.variants[index].name = Sample.hostileText
      comparison.variants[index].scenario = Sample.hostileText
      comparison.variants[index].changes = [Sample.hostileText]
    }
    for index in comparison.pairs.indices {
      for project in comparison.pairs[index].projects.indices {
        comparison.pairs[index].projects[project].name = Sample.hostileText
        comparison.pairs[index].projects[project].id = Sample.hostileText
      }
      for project in comparison.pairs[index].onlyInVariant.indices {
        comparison.pairs[index].onlyInVariant[project].name = Sample.hostileText
      }
    }
    return comparison
  }

  /// Variants that are all the same.
  func alike() throws -> Comparison {
    var comparison = try make()
    let zero = PairedMean(mean: .zero, standardError: .zero, low: .zero, high: .zero, unpairedError: million(300))
    comparison.variants = Array(repeating: comparison.variants[0], count: 2)
    comparison.rankings = comparison.rankings.map {
      VariantRanking(
        date: $0.date, order: [0, 1], beats: [[0.5, 0.5], [0.5, 0.5]], ties: [[1, 1], [1, 1]], best: [0.5, 0.5])
    }
    comparison.pairs = [comparison.pairs[0]]
    comparison.pairs[0].onlyInFirst = []
    comparison.pairs[0].onlyInVariant = []
    comparison.pairs[0].whole.path = comparison.pairs[0].whole.path.map {
      AmountDifference(
        date: $0.date, first: $0.first, other: $0.first, difference: zero, probabilityOfMore: 0.5, probabilityError: 0,
        ties: 1)
    }
    comparison.pairs[0].groups = []
    comparison.pairs[0].projects = []
    comparison.pairs[0].milestones = []
    comparison.pairs[0].targets = []
    comparison.notes = [.noDifference(variant: 1)]
    return comparison
  }

  // MARK: Parts

  private func million(_ amount: Int64) -> Money { Money(dong: amount * 1_000_000) }

  private func variant(_ name: String, _ changes: [String], _ change: Int64, _ target: Target) -> VariantEstimate {
    VariantEstimate(
      name: name, changes: changes, scenario: "Xã Mẫu 2026 (dữ liệu thử)",
      inputDigest: "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", rulebook: "sample",
      assumptions: "sample-assumptions", asOf: year.eve, whole: unit("", 60_000, change),
      groups: Self.groups.map { unit($0.rawValue, 20_000, change / 3) },
      milestones: [
        MilestoneEstimate(
          ruleID: "G2-0630", group: .carryOver, date: days[5], requiredShare: target.rate, required: million(6_000),
          probability: 0.3, standardError: 0.014, expectedShortfall: million(900), expectedShortfallError: million(31))
      ],
      targets: [TargetOutcome(target: target, probability: 0.04, standardError: 0.006, isMet: false)])
  }

  private func amount(_ place: Int, plan: Int64, _ change: Int64) -> Int64 {
    plan * Int64(place + 1) / 15 + change * Int64(min(place, 11)) / 11
  }

  private func unit(_ id: String, _ plan: Int64, _ change: Int64) -> UnitEstimate {
    let path = days.indices.map { place in
      AmountEstimate(
        date: days[place], mean: million(amount(place, plan: plan, change)), standardError: million(plan / 250),
        sd: million(plan / 8))
    }
    return UnitEstimate(
      id: id, plan: million(plan), paidToDate: .zero, projectCount: 8, path: path,
      lapse: million(plan) - path[12].mean)
  }

  private func ranking(_ date: Day, _ chance: Double) -> VariantRanking {
    VariantRanking(
      date: date, order: [1, 2, 0], beats: [[0.5, 1 - chance, 0.44], [chance, 0.5, 0.9], [0.56, 0.1, 0.5]],
      ties: [[1, 0.02, 0.31], [0.02, 1, 0], [0.31, 0, 1]], best: [0.03, 0.88, 0.09])
  }

  private func mean(_ amount: Int64, error: Int64, unpaired: Int64?) -> PairedMean {
    PairedMean(
      mean: million(amount), standardError: million(error), low: million(amount - 2 * error),
      high: million(amount + 2 * error), unpairedError: unpaired.map { million($0) })
  }

  private func difference(_ day: Day, plan: Int64, _ change: Int64, unpaired: Int64?) -> AmountDifference {
    let place = days.firstIndex(of: day) ?? 0
    let (first, other) = (amount(place, plan: plan, 0), amount(place, plan: plan, change))
    return AmountDifference(
      date: day, first: million(first), other: million(other),
      difference: mean(other - first, error: 12 + abs(change) / 50, unpaired: unpaired),
      probabilityOfMore: change > 1_000 ? 0.96 : 0.56, probabilityError: 0.011, ties: change > 1_000 ? 0.02 : 0.31)
  }

  private func chance(_ first: Double, _ other: Double) -> PairedProbability {
    PairedProbability(first: first, other: other, difference: other - first, error: 0.009, errors: (0.014, 0.015))
  }

  private func pair(_ variant: Int, change: Int64, _ target: Target) throws -> VariantComparison {
    VariantComparison(
      variant: variant,
      whole: UnitDifference(
        id: "", plan: .zero, path: days.map { difference($0, plan: 60_000, change, unpaired: 340) },
        lapse: mean(-change, error: 12 + change / 50, unpaired: 340)),
      groups: Self.groups.enumerated().map { number, group in
        UnitDifference(
          id: group.rawValue, plan: million(Int64(number * 100)),
          path: days.map { difference($0, plan: 20_000, change / 3 - Int64(number * 40), unpaired: 110) },
          lapse: mean(-change / 3, error: 30, unpaired: 110))
      },
      milestones: [
        MilestoneDifference(
          ruleID: "G2-0630", group: .carryOver, date: days[5], probability: chance(0.3, 0.3 + Double(change) / 9_000),
          expectedShortfall: mean(-change / 4, error: 9, unpaired: 44)),
        MilestoneDifference(
          ruleID: "G1-0630", group: .completed, date: days[5], probability: chance(0, 0),
          expectedShortfall: mean(0, error: 0, unpaired: 44)),
      ], targets: [TargetDifference(target: target, probability: chance(0.04, 0.06))],
      projects: (0..<14).map { project($0, change) },
      onlyInFirst: [],
      onlyInVariant: variant == 1
        ? []
        : [
          UnmatchedProject(
            id: "DA099", name: "Cầu dân sinh Nà Phước", group: .newStart, plan: million(900),
            means: keys.map { _ in million(300) })
        ])
  }

  private func project(_ index: Int, _ change: Int64) -> ProjectDifference {
    let own = change / Int64(index + 4) - Int64(index * 3)
    return ProjectDifference(
      id: "DA0\(10 + index)", name: "Đường liên thôn Làng Hạ \(index + 1)", group: Self.groups[index % 3],
      plan: million(4_000), planDifference: index == 2 ? million(250) : .zero,
      path: keys.map { difference($0, plan: 4_000, own, unpaired: nil) }, milestones: [])
  }
}
