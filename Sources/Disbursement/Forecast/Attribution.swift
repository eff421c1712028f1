import Portfolio
import Rulebook
import Stochastics

/// Who is behind what is missing: each project's part of a sum's shortfall, by a second pass over the same replications.
///
/// A part is the mean of the project's own shortfall over the replications in which the sum fails (Euler allocation of expected
/// shortfall; Tasche 1999): the parts add up to the sum's shortfall.
struct Attribution: Sendable {
  private let ensemble: Ensemble
  /// For each milestone ahead, the replications in which its group as a whole fails.
  private let failing: [Int: [Int]]
  /// The worst 5 % by the whole portfolio's amount at the end of the year; empty when that is known.
  private let tail: [Int]

  init(ensemble: Ensemble, sums: UnitSums) {
    self.ensemble = ensemble
    failing = Self.failingReplications(ensemble, sums)
    tail = Self.tailReplications(ensemble, sums)
  }

  struct Parts {
    /// For each milestone of the directory, each project's part in dong; nil where the milestone is past.
    var milestoneParts: [[(project: String, amount: Double)]] = []
    /// Mean of plan − disbursed at the end of the year over the worst 5 % of replications, by project.
    var tailShortfalls: [Double] = []

    /// Rounds the parts to whole dong so that they add up to each milestone's expected shortfall, largest first.
    func fill(_ milestones: inout [MilestoneForecast]) {
      for index in milestones.indices {
        let parts = milestoneParts[index]
        let rounded = apportion(parts.map(\.amount), total: milestones[index].expectedShortfall.dong)
        milestones[index].contributions = zip(parts, rounded)
          .map { MilestoneForecast.Contribution(projectID: $0.project, amount: Money(dong: $1)) }
          .sorted { ($1.amount, $0.projectID) < ($0.amount, $1.projectID) }
      }
    }
  }

  private var model: SimulationModel { ensemble.model }
  private var timeline: Timeline { ensemble.model.timeline }

  func run(threads: Int, progress: ProgressMeter, cost: Int) -> Parts {
    let slots = ResultSlots<(milestones: [Int: Double], tail: Double)>(count: model.projects.count)
    let queue = WorkQueue(count: model.projects.count) { _ in progress.add(cost) }
    _ = queue.run(threads: threads) {
      ProjectRun(model: model, replications: ensemble.replications, rations: ensemble.rations)
    } body: { run, index in
      let project = model.projects[index]
      run.run(project)
      var parts: [Int: Double] = [:]
      for (number, milestone) in ensemble.directory.milestones.enumerated() where milestone.group == project.group {
        guard let failures = failing[number] else { continue }
        let required = Money(dong: project.plan).shareRoundedUp(milestone.share).dong
        parts[number] = mean(
          of: failures, in: run.paid(at: futureIndex(of: milestone.date)), below: required,
          outOf: ensemble.replications)
      }
      slots[index] = (parts, tailPart(of: project, run))
    }
    return collect(slots.collect())
  }

  private func collect(_ results: [(milestones: [Int: Double], tail: Double)]) -> Parts {
    var parts = Parts()
    parts.tailShortfalls = results.map(\.tail)
    for (number, milestone) in ensemble.directory.milestones.enumerated() {
      let members = model.projects.filter { $0.group == milestone.group }
      guard failing[number] == nil else {
        parts.milestoneParts.append(members.map { ($0.id, results[$0.index].milestones[number] ?? 0) })
        continue
      }
      parts.milestoneParts.append(knownParts(of: members, at: milestone))
    }
    return parts
  }

  /// At a past milestone: what each project lacked, where the sum failed.
  private func knownParts(of members: [ProjectModel], at milestone: Milestone) -> [(project: String, amount: Double)] {
    let paidAmounts = members.map { paid($0, milestone.date) }
    let plan = Money(dong: members.reduce(0) { $0 + $1.plan })
    let fails = paidAmounts.reduce(0, +) < plan.shareRoundedUp(milestone.share).dong
    return zip(members, paidAmounts).map { project, paid in
      let required = Money(dong: project.plan).shareRoundedUp(milestone.share).dong
      return (project.id, fails ? Double(required - paid) : 0)
    }
  }

  private func paid(_ project: ProjectModel, _ day: Day) -> Int64 {
    History(model.inputs.portfolio.projects[project.index]).paid(by: day, timeline).dong
  }

  private func tailPart(of project: ProjectModel, _ run: ProjectRun) -> Double {
    guard !tail.isEmpty else { return Double(project.plan - paid(project, timeline.days[timeline.yearEndIndex])) }
    return mean(
      of: tail, in: run.paid(at: timeline.yearEndIndex - timeline.past.count), below: project.plan, outOf: tail.count)
  }

  private func mean(
    of replications: [Int], in column: UnsafePointer<Int64>, below required: Int64, outOf count: Int
  ) -> Double {
    var sum = 0.0
    for replication in replications { sum += Double(required - column[replication]) }
    return sum / Double(count)
  }

  private func futureIndex(of day: Day) -> Int { Self.futureIndex(of: day, timeline) }

  private static func futureIndex(of day: Day, _ timeline: Timeline) -> Int {
    (timeline.index(of: day) ?? 0) - timeline.past.count
  }

  private static func failingReplications(_ ensemble: Ensemble, _ sums: UnitSums) -> [Int: [Int]] {
    var result: [Int: [Int]] = [:]
    for (number, milestone) in ensemble.directory.milestones.enumerated() {
      guard futureIndex(of: milestone.date, ensemble.model.timeline) >= 0,
        let slot = ensemble.directory.slot(unit: 0, milestone: number)
      else { continue }
      let required = Money(dong: ensemble.directory.milestoneSlots[slot].plan).shareRoundedUp(milestone.share).dong
      let column = sums.slot(slot)
      result[number] = (0..<ensemble.replications).filter { column[$0] < required }
    }
    return result
  }

  private static func tailReplications(_ ensemble: Ensemble, _ sums: UnitSums) -> [Int] {
    let timeline = ensemble.model.timeline
    let future = timeline.yearEndIndex - timeline.past.count
    guard future >= 0, !timeline.future.isEmpty else { return [] }
    let column = sums.unit(0, future: future)
    let count = max(1, Int((0.05 * Double(ensemble.replications)).rounded(.up)))
    return Array((0..<ensemble.replications).sorted { (column[$0], $0) < (column[$1], $1) }.prefix(count)).sorted()
  }
}

/// Whole numbers near the given amounts that add up to a total: the largest remainders are rounded up.
func apportion(_ amounts: [Double], total: Int64) -> [Int64] {
  guard !amounts.isEmpty else { return [] }
  var whole = amounts.map { Int64($0.rounded(.down)) }
  var missing = total - whole.reduce(0, +)
  let order = amounts.indices.sorted {
    (amounts[$1] - Double(whole[$1]), $0) < (amounts[$0] - Double(whole[$0]), $1)
  }
  let everywhere = missing / Int64(amounts.count)
  for index in whole.indices { whole[index] += everywhere }
  missing -= everywhere * Int64(amounts.count)
  for index in order.prefix(Int(missing.magnitude)) { whole[index] += missing.signum() }
  return whole
}
