import Disbursement
import Portfolio

/// What the pages of a change show of it, chosen and named once.
struct ChangeSelection {
  let change: ForecastChange

  /// Projects in a table; the others stand in one row.
  static let mostProjects = 10
  /// Ids in a sentence.
  static let mostNames = 8

  /// Places of the steps that something changes in, or that change something.
  let steps: [Int]

  init(_ change: ForecastChange) {
    self.change = change
    let amounts = ([change.whole] + change.groups + change.projects).flatMap(\.days).map {
      $0.effects.map(\.amount.dong)
    }
    let chances = (change.milestones.map(\.chance) + change.targets.map(\.chance)).map { $0.effects.map(\.millionths) }
    let effects = amounts + chances
    steps = change.steps.indices.filter { step in
      change.steps[step].isChange || effects.contains { $0.indices.contains(step) && $0[step] != 0 }
    }
  }

  /// Causes that are the same in both forecasts and change nothing.
  var unchanged: [ChangeCause] {
    change.steps.indices.filter { !steps.contains($0) }.flatMap { change.steps[$0].causes }
  }

  /// The year's end, or the cut-off where that is over.
  var day: Day { change.days.first ?? change.later.fiscalYear.cutOff }

  /// The amounts by ``day``.
  func point(_ bridge: AmountBridge) -> AmountBridge.Point? { bridge.days.first }

  /// The steps that change the whole most by ``day``, largest first; those of less than a hundredth of the largest are left out.
  var largest: [(step: Int, effect: AmountBridge.Effect)] {
    guard let point = point(change.whole) else { return [] }
    let most = steps.map { point.effects[$0].amount.dong.magnitude }.max() ?? 0
    return steps.map { ($0, point.effects[$0]) }.filter { $0.1.amount.dong.magnitude > most / 100 }
      .sorted { ($1.effect.amount.dong.magnitude, $0.step) < ($0.effect.amount.dong.magnitude, $1.step) }
  }

  /// Whether time has passed between the forecasts in which both payments and progress became known, in steps of their own.
  var hasTwoKnown: Bool {
    steps.count { change.steps[$0].isKnown } == 2
  }

  /// Rows of projects, then one with all others; empty where no project changes.
  var projectRows: (shown: ArraySlice<AmountBridge>, others: AmountBridge, otherCount: Int) {
    let shown = change.projects.prefix(Self.mostProjects)
    return (shown, change.others(beyond: shown.count), change.changedProjectCount - shown.count)
  }

  /// Groups of which anything changes.
  var groups: [AmountBridge] { change.groups.filter { !$0.isNothing } }

  /// The milestone or target whose chance changes most.
  var turningMilestone: MilestoneBridge? {
    change.milestones.max { $0.chance.change.magnitude < $1.chance.change.magnitude }
      .flatMap { $0.chance.change == 0 ? nil : $0 }
  }
}
