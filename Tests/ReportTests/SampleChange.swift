import Portfolio
import Rulebook

@testable import Disbursement

/// A constructed change with the shape of a real one; its figures come from arithmetic alone, so that they are the same on every platform.
struct SampleChange {
  private let year: FiscalYear
  private var days: [Day] { [year.lastDay, year.cutOff] }

  init() throws { year = try Sample.unwrap(FiscalYear(2026)) }

  /// All causes differ; two of them are joined.
  func make() throws -> ForecastChange {
    let (june, march) = (try Sample.unwrap(Day(iso: "2026-06-30")), try Sample.unwrap(Day(iso: "2026-03-31")))
    let share = try Sample.unwrap(Ratio(0.3))
    let other = StatedForecast.Milestone(
      ruleID: "G9-0930", group: .completed, date: march, requiredShare: share, probability: share)
    let target = Target(date: year.lastDay, rate: try Sample.unwrap(Ratio(0.95)), probability: 0.8)
    let projects = (0..<13).map { project($0) }
    return ForecastChange(
      earlier: header("2025-12-31", seed: 1, engine: "0.2.0"),
      later: header("2026-06-30", seed: 2, engine: Engine.version),
      engine: Engine.version, steps: try steps(march), days: days,
      whole: bridge("", from: 97_700, effects: [12, -30, 0, -900, 2_400, -17_500, 20_700]),
      groups: [
        bridge("carry-over", from: 51_700, effects: [12, -10, 0, -500, 1_900, -10_400, 14_700]),
        bridge("new-start", from: 30_800, effects: [0, -20, 0, -400, 500, -6_200, 3_900]),
      ], projects: projects, changedProjectCount: 40,
      milestones: [
        MilestoneBridge(
          ruleID: "G2-0630", group: .carryOver, date: june, requiredEarlier: share, requiredLater: share,
          chance: chance(80_000, [0, 1_000, 0, -9_000, 9_000, 919_000, 0])),
        MilestoneBridge(
          ruleID: "G3-1231", group: .newStart, date: year.lastDay, requiredEarlier: share,
          requiredLater: try Sample.unwrap(Ratio(0.4)),
          chance: chance(190_000, [0, 0, -120_000, 0, -3_000, -55_000, 18_000])),
      ],
      targets: [TargetBridge(target: target, chance: chance(10_000, [-10_000, 0, 0, 0, 0, 0, 0], isComputed: false))],
      onlyEarlier: UnmatchedChances(milestones: [other], targets: []),
      onlyLater: UnmatchedChances(milestones: [], targets: [.init(target: target, probability: share)]))
  }

  /// Two steps that could not be taken one after the other.
  func joined() throws -> ForecastChange {
    var change = try make()
    let problem = PortfolioProblem(
      subject: .allocation(project: "KCM-01", source: "NSX"), field: .paidToDate,
      defect: .exceeds(Money(dong: 9), bound: Money(dong: 8), boundField: .plan))
    change.steps[4].causes = [.plan, .payments]
    change.steps[4].facts += change.steps[5].facts
    change.steps[4].obstacle = problem
    change.steps.remove(at: 5)
    func join(_ bridge: AmountBridge) -> AmountBridge {
      var bridge = bridge
      for day in bridge.days.indices {
        bridge.days[day].effects[4].amount = bridge.days[day].effects[4].amount + bridge.days[day].effects[5].amount
        bridge.days[day].effects.remove(at: 5)
      }
      return bridge
    }
    func join(_ chance: ChanceBridge) -> ChanceBridge {
      var chance = chance
      chance.effects[4].millionths += chance.effects[5].millionths
      chance.effects.remove(at: 5)
      return chance
    }
    change.whole = join(change.whole)
    change.groups = change.groups.map { join($0) }
    change.projects = change.projects.map { join($0) }
    for index in change.milestones.indices { change.milestones[index].chance = join(change.milestones[index].chance) }
    for index in change.targets.indices { change.targets[index].chance = join(change.targets[index].chance) }
    return change
  }

  /// Nothing differs.
  func nothing() throws -> ForecastChange {
    var change = try make()
    change.earlier = change.later
    change.steps = ChangeCause.allCases.map { ChangeStep(causes: [$0], facts: [], obstacle: nil) }
    change.whole = bridge("", from: 97_700, effects: Array(repeating: 0, count: 7), planChange: 0)
    (change.groups, change.projects, change.changedProjectCount) = ([], [], 0)
    (change.targets, change.onlyLater, change.onlyEarlier) = (
      [], .init(milestones: [], targets: []), .init(milestones: [], targets: [])
    )
    for index in change.milestones.indices {
      change.milestones[index].chance = chance(190_000, Array(repeating: 0, count: 7))
    }
    return change
  }

  /// Text of users that would break a page or a terminal.
  func hostile() throws -> ForecastChange {
    var change = try make()
    let text = "<script>alert(1)</script>\u{1B}[31m\u{202E}"
    change.projects[0].name = text
    change.projects[1].id = text
    change.later.scenario = text
    change.steps[4].facts.append(.names(.projectsAdded, [text]))
    return change
  }

  private func header(_ asOf: String, seed: UInt64, engine: String) -> RunHeader {
    RunHeader(
      engine: engine, scenario: "Xã Mẫu 2026 (dữ liệu thử)", inputDigest: "sha256:\(seed)", rulebook: "chi-lang-2026",
      rulebookTitle: BilingualText(vi: "Sổ quy định", en: "Rulebook"), assumptions: "vietnam-2026", fiscalYear: year,
      asOf: Day(iso: asOf) ?? year.eve, seed: seed, replications: 1_000, driverReplications: 0)
  }

  private func million(_ number: Int) -> Money { Money(dong: Int64(number) * 1_000_000) }

  private func bridge(
    _ id: String, from amount: Int, effects: [Int], name: String = "", planChange: Int = 4_000
  ) -> AmountBridge {
    let plan = AmountBridge.Pair(earlier: million(amount + 20_000), later: million(amount + 20_000 + planChange))
    return AmountBridge(
      id: id, name: name, group: ProjectGroup(rawValue: id), presence: .both, plan: plan,
      paidToDate: .init(earlier: planChange == 0 ? million(amount / 3) : .zero, later: million(amount / 3)),
      days: days.enumerated().map { index, day in
        let factors = effects.map { $0 + $0 / 10 * index }
        let earlier = amount + 9_000 * index
        return AmountBridge.Point(
          date: day, amounts: .init(earlier: million(earlier), later: million(earlier + factors.reduce(0, +))),
          effects: factors.enumerated().map { step, effect in
            .init(
              amount: million(effect), standardError: step < 2 || effect == 0 ? nil : million(abs(effect) / 40 + 60))
          })
      })
  }

  private func project(_ index: Int) -> AmountBridge {
    var bridge = bridge(
      "CT-\(index + 1)", from: 4_000 - 200 * index,
      effects: [0, -1, 0, -40 + index, index == 2 ? 900 : 0, -1_400 + 100 * index, 1_900 - 90 * index],
      name: "Dự án mẫu số \(index + 1): nâng cấp đường liên thôn", planChange: index == 2 ? 1_200 : 0)
    bridge.group = index % 3 == 0 ? .newStart : .carryOver
    bridge.presence = index == 4 ? .onlyLater : index == 5 ? .onlyEarlier : .both
    return bridge
  }

  private func chance(_ earlier: Int64, _ effects: [Int64], isComputed: Bool = true) -> ChanceBridge {
    ChanceBridge(
      earlier: earlier, later: earlier + effects.reduce(0, +),
      effects: effects.enumerated().map { step, effect in
        .init(millionths: effect, standardError: step < 2 || effect == 0 ? nil : 0.012)
      }, isComputed: isComputed)
  }

  private func steps(_ day: Day) throws -> [ChangeStep] {
    let facts: [[ChangeFact]] = [
      [.text(.engineOfFile, earlier: "0.2.0", later: Engine.version), .names(.figuresOfFile, ["earlier"])],
      [.text(.seed, earlier: "1", later: "2"), .count(.replications, earlier: 900, later: 1_000)],
      [.names(.rulesChanged, ["G3-1231"])], [.names(.keysChanged, ["claims.monthlyRates", "drivers.storms-floods"])],
      [
        .amount(.plan, earlier: million(117_700), later: million(121_700)),
        .names(.projectsAdded, ["CT-5"]), .names(.projectsRemoved, ["CT-6"]),
        .amounts(.planChanged, [.init(id: "CT-3", earlier: million(900), later: million(2_100))]),
      ],
      [
        .day(.asOf, earlier: year.eve, later: day), .amount(.paidToDate, earlier: .zero, later: million(32_566)),
        .names(.paymentsChanged, (1...30).map { "CT-\($0)" }),
      ],
      [
        .activities(
          .activitiesDone,
          (1...11).map { .init(project: "CT-\($0)", activity: "site-clearance-remainder", date: day) }),
        .names(.progressChanged, ["CT-1", "CT-2"]),
      ],
    ]
    return zip(ChangeCause.allCases, facts).map { ChangeStep(causes: [$0], facts: $1, obstacle: nil) }
  }
}
