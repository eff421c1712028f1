import Portfolio
import Rulebook
import Stochastics

/// Who is behind what is missing: each project's part of a sum's shortfall, by a second pass over the same replications.
///
/// A part is the mean of the project's own shortfall over the replications in which the sum fails (Euler allocation of expected
/// shortfall; Tasche 1999): the parts add up to the sum's shortfall.
struct Attribution: Sendable {
  private let ensemble: Ensemble
  /// For each milestone of the directory a weight for each replication, 1 where its group as a whole fails; nil when it is past.
  private let failing: [[Float]?]
  private let failures: [Int]
  /// The same for the worst 5 % by the whole portfolio's amount at the end of the year; nil when that is known.
  private let tail: [Float]?
  private let tailCount: Int

  init(ensemble: Ensemble, whole: WholePortfolio, order: [Int], scratch: SummaryScratch) {
    self.ensemble = ensemble
    let padded = ensemble.padded
    failing = ensemble.directory.milestones.indices.map { milestone in
      whole.failures(of: milestone, scratch).map { failures in
        failures.map { $0 ? 1 : 0 } + [Float](repeating: 0, count: padded - failures.count)
      }
    }
    failures = failing.map { $0?.count { $0 > 0 } ?? 0 }
    tailCount = order.isEmpty ? 0 : max(1, Int((0.05 * Double(order.count)).rounded(.up)))
    guard !order.isEmpty else {
      tail = nil
      return
    }
    var weights = [Float](repeating: 0, count: padded)
    for replication in order.prefix(tailCount) { weights[replication] = 1 }
    tail = weights
  }

  struct Parts {
    /// For each milestone of the directory, each project's part in dong.
    var milestoneParts: [[(project: Int, amount: Double)]] = []
    /// Mean of plan − disbursed at the end of the year over the worst 5 % of replications, by project.
    var tailShortfalls: [Double] = []

    /// Rounds the parts to whole dong so that they add up to each milestone's expected shortfall, largest first.
    func fill(_ milestones: inout [MilestoneForecast], _ portfolio: Portfolio) {
      for index in milestones.indices {
        let parts = milestoneParts[index]
        let rounded = apportion(parts.map(\.amount), total: milestones[index].expectedShortfall.dong)
        milestones[index].contributions = zip(parts, rounded)
          .map {
            MilestoneForecast.Contribution(
              projectID: portfolio.projects[$0.project].id, amount: Money(dong: $1))
          }
          .sorted { ($1.amount, $0.projectID) < ($0.amount, $1.projectID) }
      }
    }
  }

  private var model: SimulationModel { ensemble.model }
  private var timeline: Timeline { ensemble.model.timeline }

  func run(progress: ProgressMeter) -> Parts {
    let count = model.projectCount
    let slots = ResultSlots<[Double]>(count: count)
    let queue = WorkQueue(count: (count + Chunk.size - 1) / Chunk.size)
    queue.run(threads: ensemble.threads) {
      ProjectRunner(ensemble)
    } body: { runner, chunk in
      let numbers = chunk * Chunk.size..<min(count, (chunk + 1) * Chunk.size)
      let projects = numbers.map { runner.compile($0).project }
      var sums = projects.map { project in
        [Double](repeating: 0, count: ensemble.directory.milestones(of: project.group).count + 1)
      }
      runner.run(projects) { position, block in add(projects[position], runner, block, to: &sums[position]) }
      for (position, project) in projects.enumerated() { slots[project.index] = parts(of: project, sums[position]) }
      progress.add(numbers.count * ensemble.replications)
    }
    return collect(slots)
  }

  /// Adds up a project's shares paid, in millionths, over the failing replications of each of its milestones, and over the tail.
  private func add(_ project: ProjectModel, _ runner: ProjectRunner, _ block: Block, to sums: inout [Double]) {
    let scale = project.total
    for (position, milestone) in ensemble.directory.milestones(of: project.group).enumerated() {
      guard let weights = failing[milestone] else { continue }
      sums[position] += sum(
        runner.paidShare(of: project, at: ensemble.directory.milestoneFutures[milestone], block), scale, weights, block)
    }
    guard let tail else { return }
    sums[sums.count - 1] += sum(
      runner.paidShare(of: project, at: timeline.yearEndFuture, block), scale, tail, block)
  }

  private func sum(
    _ shares: UnsafePointer<Float>, _ scale: AmountScale, _ weights: [Float], _ block: Block
  ) -> Double {
    weights.withUnsafeBufferPointer { weights in
      var (even, odd) = (0.0, 0.0)
      for lane in stride(from: 0, to: block.count, by: 2) {
        even += Double(scale.millionths(shares[lane]) * weights[block.first + lane])
        odd += Double(scale.millionths(shares[lane + 1]) * weights[block.first + lane + 1])
      }
      return even + odd
    }
  }

  /// In dong: for each of its milestones, then in the tail.
  private func parts(of project: ProjectModel, _ sums: [Double]) -> [Double] {
    let unit = Double(project.remaining) / 1e6
    var parts = ensemble.directory.milestones(of: project.group).enumerated().map { position, milestone in
      let share = ensemble.directory.milestones[milestone].share
      let required = Money(dong: project.plan).shareRoundedUp(share).dong
      let failures = Double(failures[milestone])
      return (failures * Double(required - project.paid) - unit * sums[position]) / Double(ensemble.replications)
    }
    let known = tail == nil ? paid(project.index, timeline.days[timeline.yearEndIndex]) : project.paid
    let missing = Double(project.plan - known)
    parts.append(tail == nil ? missing : missing - unit * sums[sums.count - 1] / Double(tailCount))
    return parts
  }

  private func collect(_ results: ResultSlots<[Double]>) -> Parts {
    var parts = Parts()
    let projects = model.inputs.portfolio.projects
    parts.tailShortfalls = projects.indices.map { results[$0]?.last ?? 0 }
    for (number, milestone) in ensemble.directory.milestones.enumerated() {
      let members = projects.indices.filter { projects[$0].group == milestone.group }
      guard failing[number] != nil else {
        parts.milestoneParts.append(knownParts(of: members, at: milestone))
        continue
      }
      let place = ensemble.directory.milestones(of: milestone.group).firstIndex(of: number) ?? 0
      parts.milestoneParts.append(members.map { ($0, results[$0]?[place] ?? 0) })
    }
    return parts
  }

  /// At a past milestone: what each project lacked, where the sum failed.
  private func knownParts(of members: [Int], at milestone: Milestone) -> [(project: Int, amount: Double)] {
    let projects = model.inputs.portfolio.projects
    let paidAmounts = members.map { paid($0, milestone.date) }
    let plan = members.reduce(Money.zero) { $0 + projects[$1].plan }
    let fails = paidAmounts.reduce(0, +) < plan.shareRoundedUp(milestone.share).dong
    return zip(members, paidAmounts).map { project, paid in
      let required = projects[project].plan.shareRoundedUp(milestone.share).dong
      return (project, fails ? Double(required - paid) : 0)
    }
  }

  private func paid(_ project: Int, _ day: Day) -> Int64 {
    History(model.inputs.portfolio.projects[project]).paid(by: day, timeline).dong
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
