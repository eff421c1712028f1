public import Portfolio
import Rulebook
import Stochastics

/// What each group as a whole is paid in every replication, and nothing else: the shortest simulation of a portfolio.
///
/// The same replications as those of a forecast with the same seed.
public struct GroupTotals: Sendable {
  public let replications: Int
  public let groups: [ProjectGroup]
  /// Plan of each group.
  public let plans: [Money]
  /// Checkpoints after the as-of day, ascending.
  public let checkpoints: [Day]
  /// Milestones of the groups that lie ahead.
  public let milestones: [GroupMilestone]
  /// Mean disbursed by the end of the year of each project, in the order of the portfolio; empty when the year is over.
  public let projectMeans: [Money]
  private let sums: SharedSums

  /// A milestone of a group as a whole.
  public struct GroupMilestone: Hashable, Sendable {
    public let ruleID: String
    public let group: ProjectGroup
    public let date: Day
    public let probability: Double
    /// Monte Carlo error of the probability.
    public let standardError: Double
  }

  /// Simulates a portfolio; a pure function of the inputs, the seed and the replications.
  public static func simulate(
    _ inputs: ForecastInputs, seed: UInt64, replications: Int, threads: Int,
    sampling: ForecastSettings.Sampling = .independent, progress: (@Sendable (Double) -> Void)? = nil
  ) -> GroupTotals {
    let model = SimulationModel(inputs: inputs, seed: seed, sampling: sampling)
    let ensemble = Ensemble(
      model: model, directory: UnitDirectory(model: model), replications: max(1, replications), threads: threads)
    return GroupTotals(ensemble, ProgressMeter(total: model.projectCount, report: progress))
  }

  private init(_ ensemble: Ensemble, _ progress: ProgressMeter) {
    let model = ensemble.model
    let groups = ProjectGroup.allCases.filter { group in
      ensemble.directory.units.contains { $0.dimension == .group && $0.id == group.rawValue }
    }
    let futures = model.timeline.future.count
    let count = model.projectCount
    let means = ResultSlots<Double>(count: count)
    let workers = WorkQueue(count: (count + Chunk.size - 1) / Chunk.size).run(threads: ensemble.threads) {
      TotalsWorker(ensemble, columns: groups.count * futures)
    } body: { worker, chunk in
      let numbers = chunk * Chunk.size..<min(count, (chunk + 1) * Chunk.size)
      for (number, mean) in zip(numbers, worker.run(numbers, groups)) { means[number] = mean }
      progress.add(numbers.count)
    }
    let first = workers.first ?? TotalsWorker(ensemble, columns: groups.count * futures)
    for worker in workers.dropFirst() { first.sums.add(worker.sums, threads: ensemble.threads) }
    sums = SharedSums(sums: first.sums)
    replications = ensemble.replications
    self.groups = groups
    plans = groups.map { group in
      model.inputs.portfolio.projects.reduce(Money.zero) { $1.group == group ? $0 + $1.plan : $0 }
    }
    checkpoints = model.timeline.future.map(\.day)
    projectMeans = model.timeline.yearEndFuture < 0 ? [] : means.collect().map { Money(rounding: $0) }
    milestones = Self.milestones(ensemble, groups, plans, sums)
  }

  private static func milestones(
    _ ensemble: Ensemble, _ groups: [ProjectGroup], _ plans: [Money], _ sums: SharedSums
  ) -> [GroupMilestone] {
    let directory = ensemble.directory
    return directory.milestones.indices.compactMap { number in
      let (milestone, future) = (directory.milestones[number], directory.milestoneFutures[number])
      guard future >= 0, let group = groups.firstIndex(of: milestone.group) else { return nil }
      let required = plans[group].shareRoundedUp(milestone.share).dong
      let column = sums.column(group * ensemble.model.timeline.future.count + future, ensemble.replications)
      let successes = column.count { $0 >= required }
      return GroupMilestone(
        ruleID: milestone.ruleID, group: milestone.group, date: milestone.date,
        probability: Double(successes) / Double(column.count),
        standardError: ensemble.model.sampling.error(successes: successes, count: column.count) {
          column[$0] >= required
        })
    }
  }

  /// Disbursed by a group by a checkpoint, dong, one amount for each replication; both as places in ``groups`` and ``checkpoints``.
  public func amounts(group: Int, checkpoint: Int) -> [Int64] {
    precondition(groups.indices.contains(group) && checkpoints.indices.contains(checkpoint), "no such group or day")
    return sums.column(group * checkpoints.count + checkpoint, replications)
  }
}

/// Sums that are only read any more.
private struct SharedSums: @unchecked Sendable {
  let sums: UnitSums

  func column(_ column: Int, _ replications: Int) -> [Int64] {
    [Int64](unsafeUninitializedCapacity: replications) { buffer, count in
      sums.read(column, into: UnsafeMutableBufferPointer(rebasing: buffer[0..<replications]))
      count = replications
    }
  }
}

private final class TotalsWorker {
  let sums: UnitSums
  private let runner: ProjectRunner

  init(_ ensemble: Ensemble, columns: Int) {
    sums = UnitSums(columns: columns, padded: ensemble.padded)
    runner = ProjectRunner(ensemble)
  }

  /// Adds projects to the sums of their groups; their means at the end of the year, dong.
  func run(_ numbers: Range<Int>, _ groups: [ProjectGroup]) -> [Double] {
    let ensemble = runner.ensemble
    let timeline = ensemble.model.timeline
    let projects = numbers.map { runner.compile($0).project }
    let targets = projects.map { project in
      sums.target(from: (groups.firstIndex(of: project.group) ?? 0) * timeline.future.count)
    }
    var paid = [Double](repeating: 0, count: projects.count)
    runner.run(projects) { position, block in
      let project = projects[position]
      let lanes = min(block.count, ensemble.replications - block.first)
      for future in timeline.future.indices {
        runner.add(project, at: future, to: targets[position].column(future, block), block)
      }
      guard timeline.yearEndFuture >= 0 else { return }
      let share = runner.paidShare(of: project, at: timeline.yearEndFuture, block)
      var sum = 0.0
      for lane in 0..<lanes { sum += Double(share[lane]) }
      paid[position] += sum
    }
    return zip(projects, paid).map { project, sum in
      Double(project.paid) + Double(project.remaining) * sum / Double(ensemble.replications)
    }
  }
}

extension Forecast {
  /// The number of replications that brings the Monte Carlo error of every group milestone's probability below a limit.
  ///
  /// Simulates the groups in rounds, each as large as the probabilities seen in the round before call for. Deterministic for a seed.
  ///
  /// - Parameters:
  ///   - error: Probability, such as 0.005 for half a point.
  ///   - most: The search ends there, reached or not.
  ///   - progress: Called with the share of a round that is done, from worker threads.
  public static func replications(
    untilError error: Double, atMost most: Int = ForecastSettings.largestReplications, _ inputs: ForecastInputs,
    settings: ForecastSettings, progress: (@Sendable (Double) -> Void)? = nil
  ) -> PrecisionSearch {
    let most = max(1, min(most, ForecastSettings.largestReplications))
    var rounds: [PrecisionSearch.Round] = []
    var replications = min(most, PrecisionSearch.firstRound)
    while true {
      let totals = GroupTotals.simulate(
        inputs, seed: settings.seed, replications: replications, threads: settings.threads,
        sampling: settings.sampling, progress: progress)
      let largest = totals.milestones.map(\.standardError).max() ?? 0
      rounds.append(PrecisionSearch.Round(replications: replications, largestError: largest))
      guard largest > error, replications < most else { break }
      let wanted = Double(replications) * (largest / error) * (largest / error) * 1.02
      let whole = wanted >= Double(most) ? most : (Int(wanted) / 256 + 1) * 256
      replications = min(most, max(whole, replications + 256))
    }
    return PrecisionSearch(limit: error, rounds: rounds)
  }
}

/// How the number of replications was found.
public struct PrecisionSearch: Hashable, Sendable {
  public struct Round: Hashable, Sendable {
    public let replications: Int
    /// The largest Monte Carlo error of a group milestone's probability.
    public let largestError: Double
  }

  /// The error asked for.
  public let limit: Double
  public let rounds: [Round]

  public var replications: Int { rounds.last?.replications ?? 1 }
  public var largestError: Double { rounds.last?.largestError ?? 0 }
  public var isReached: Bool { largestError <= limit }

  static let firstRound = 1_024
}
