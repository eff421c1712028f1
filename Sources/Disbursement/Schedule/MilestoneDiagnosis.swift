import Portfolio
import Rulebook

/// Says of a project's milestones that are not met what binds, and which change alone would meet them.
///
/// A change is tried on the project's nominal model itself. With it, assured sources pay what could be paid; a source short of cash pays what is
/// planned and what it never spends after the milestone's day, so that no other project loses.
struct MilestoneDiagnosis {
  private let model: ScheduleModel
  private let runner: ProjectRunner
  private let project: ProjectModel
  private let stated: Project
  private let work: WorkSchedule
  private let reserves: CashReserves
  private let planned: [[Money]]
  private var known: [Trial: [[Int64]]] = [:]

  /// A change of a project.
  struct Trial: Hashable {
    /// The network ends so many days after the as-of day at the latest; nil leaves it as it is.
    var networkEnd: Int?
    /// Multiple of the nominal pace in hundredths.
    var pace = 100
    /// Whether sources pay until the cut-off, whatever their last day.
    var paysOn = false
  }

  private static let largestPace = 1_000
  /// So fast that all that can be done at all is done at once.
  private static let unboundedPace = 100_000_000

  /// `planned` by allocation and checkpoint; the runner pays without limits of cash.
  init(
    _ number: Int, planned: [[Money]], work: WorkSchedule, reserves: CashReserves, _ model: ScheduleModel,
    _ runner: ProjectRunner
  ) {
    self.model = model
    self.runner = runner
    project = runner.compile(number).project
    stated = model.inputs.portfolio.projects[number]
    self.work = work
    self.reserves = reserves
    self.planned = planned
  }

  mutating func explain(_ milestone: inout ProjectMilestonePlan) {
    guard milestone.shortfall > .zero, let slot = model.slot(of: milestone.date) else { return }
    let required = milestone.required.dong
    milestone.obstacle = obstacle(required, slot, milestone.date)
    milestone.remedies = remedies(required, slot, shortfall: milestone.shortfall)
  }
}

// MARK: What binds

extension MilestoneDiagnosis {
  private typealias Obstacle = ProjectMilestonePlan.Obstacle

  private mutating func obstacle(_ required: Int64, _ slot: Int, _ date: Day) -> Obstacle? {
    if payable(Trial(), slot) >= required { return cashObstacle(slot, date) }
    if project.total.amount(project.largestShare) < required {
      return .ceiling(limit: runner.ceiling(project.index))
    }
    if payable(Trial(paysOn: true), slot) >= required { return closedObstacle(date) }
    let all = Trial(networkEnd: 0, pace: Self.unboundedPace, paysOn: true)
    let value = payable(all, model.calendar.count - 1)
    if value < required { return .tooLittleWork(value: Money(dong: value)) }
    guard builds else { return .startsTooLate(nominal: nominalEnd) }
    let isSlow = work.networkEnd <= 0 || payable(Trial(networkEnd: 0, paysOn: true), slot) < required
    return isSlow ? .worksTooSlowly : .startsTooLate(nominal: nominalEnd)
  }

  private var nominalEnd: Day { model.timeline.asOf.day(at: work.networkEnd) }

  private var builds: Bool { if case .construction = project.payout { true } else { false } }

  /// The first of the project's sources that would have paid more had it had the cash, or the day.
  private mutating func cashObstacle(_ slot: Int, _ date: Day) -> Obstacle? {
    let payable = paths(Trial())
    for position in drawingOrder where reserves.isShort(stated.allocations[position].sourceID) {
      guard payable[position][slot] > planned[position][model.pastCount + slot].dong else { continue }
      return .cash(source: stated.allocations[position].sourceID)
    }
    return nil
  }

  private mutating func closedObstacle(_ date: Day) -> Obstacle? {
    let sources = model.inputs.portfolio.sources
    for position in drawingOrder {
      let source = sources[project.allocations[position].sourceIndex]
      if let last = source.payUntil, last < date { return .sourceClosed(source: source.id, lastDay: last) }
    }
    return nil
  }

  /// The project's allocations in the order in which their sources are drawn on.
  private var drawingOrder: [Int] {
    let sources = model.inputs.portfolio.sources
    return project.allocations.indices.sorted {
      (sources[project.allocations[$0].sourceIndex].priority, $0)
        < (sources[project.allocations[$1].sourceIndex].priority, $1)
    }
  }
}

// MARK: What would meet it

extension MilestoneDiagnosis {
  private typealias Remedy = ProjectMilestonePlan.Remedy

  private mutating func remedies(_ required: Int64, _ slot: Int, shortfall: Money) -> [Remedy] {
    var remedies: [Remedy] = []
    if let end = latestEnd(required, slot) { remedies.append(.startBy(model.timeline.asOf + end)) }
    if let pace = leastPace(required, slot) { remedies.append(.pace(Double(pace) / 100)) }
    let payable = paths(Trial())
    for position in drawingOrder where reserves.isShort(stated.allocations[position].sourceID) {
      let room = payable[position][slot] - planned[position][model.pastCount + slot].dong
      guard room >= shortfall.dong else { continue }
      remedies.append(.cash(source: stated.allocations[position].sourceID, amount: shortfall))
    }
    return remedies
  }

  /// The last whole day by which the network may end so that the milestone is met; nil when no day before the nominal one does.
  private mutating func latestEnd(_ required: Int64, _ slot: Int) -> Int? {
    let nominal = nominalEnd - model.timeline.asOf
    guard nominal > 0, attainable(Trial(networkEnd: 0), slot) >= required else { return nil }
    var (meets, fails) = (0, nominal)
    while fails - meets > 1 {
      let middle = (meets + fails) / 2
      if attainable(Trial(networkEnd: middle), slot) >= required { meets = middle } else { fails = middle }
    }
    return meets
  }

  /// In hundredths; nil when no multiple up to ten does.
  private mutating func leastPace(_ required: Int64, _ slot: Int) -> Int? {
    guard builds, attainable(Trial(pace: Self.largestPace), slot) >= required else { return nil }
    var (fails, meets) = (100, Self.largestPace)
    while meets - fails > 1 {
      let middle = (meets + fails) / 2
      if attainable(Trial(pace: middle), slot) >= required { meets = middle } else { fails = middle }
    }
    return meets
  }

  /// What the project could have been paid by a slot with a change, without taking cash from others.
  private mutating func attainable(_ trial: Trial, _ slot: Int) -> Int64 {
    zip(paths(trial), stated.allocations.indices).reduce(0) { sum, part in
      let (path, position) = part
      let planned = planned[position][model.pastCount + slot].dong
      return sum + min(path[slot], reserves.limit(of: stated.allocations[position].sourceID, slot, planned: planned))
    }
  }

  /// What could be paid of the project by a slot with a change if cash allowed.
  private mutating func payable(_ trial: Trial, _ slot: Int) -> Int64 {
    paths(trial).reduce(0) { $0 + $1[slot] }
  }

  /// By allocation and slot.
  private mutating func paths(_ trial: Trial) -> [[Int64]] {
    if let known = known[trial] { return known }
    let nominal = runner.nominal(
      trial.paysOn ? project.paying(until: model.timeline.future.count - 1) : project,
      networkEnd: trial.networkEnd.map { Float($0) }, pace: Float(trial.pace) / 100)
    let paths = nominal.paidByAllocation.map { path in model.futures.map { path[$0] } }
    known[trial] = paths
    return paths
  }
}

/// What sources short of cash never spend after a slot.
struct CashReserves: Sendable {
  private let spare: [String: [Int64]]

  /// Cumulative cash and planned payments by source id and slot.
  init(_ sources: [(id: String, cash: [Int64], planned: [Int64])]) {
    spare = Dictionary(
      sources.map { source in
        var least = Int64.max
        let left = zip(source.cash, source.planned).map { $0 - $1 }.reversed().map { amount in
          least = min(least, amount)
          return max(0, least)
        }
        return (source.id, Array(left.reversed()))
      }, uniquingKeysWith: { first, _ in first })
  }

  func isShort(_ source: String) -> Bool { spare[source] != nil }

  /// The most that an allocation could have been paid by a slot for which so much is planned.
  func limit(of source: String, _ slot: Int, planned: Int64) -> Int64 {
    spare[source].map { planned + $0[slot] } ?? .max
  }
}

extension ProjectModel {
  /// The same project had all its sources paid until a checkpoint.
  fileprivate func paying(until lastFuture: Int) -> ProjectModel {
    ProjectModel(
      index: index, id: id, group: group, plan: plan, paid: paid, allocations: allocations,
      streams: streams.map {
        PaymentStream(
          lower: $0.lower, perWidth: $0.perWidth, capital: $0.capital, lastFuture: lastFuture,
          revenueSource: $0.revenueSource, allocations: $0.allocations)
      },
      weights: weights, largestShare: largestShare, activities: activities, drivers: drivers, payout: payout,
      productivity: productivity, productivityStream: productivityStream, disciplineStream: disciplineStream,
      claimStream: claimStream, paymentRank: paymentRank, startedAt: startedAt,
      statesActivities: statesActivities, earliestStart: earliestStart,
      earliestActivity: earliestActivity, latestStart: latestStart, history: history)
  }
}
