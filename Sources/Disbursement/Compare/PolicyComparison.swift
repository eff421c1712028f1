import Portfolio
import Rulebook
import Stochastics

extension Comparison {
  /// Compares leaving the plan as it is with policies, and with the best single move of capital at each window that is still open.
  ///
  /// Policies are played inside each replication on what has been paid by their windows. The single moves are those that
  /// ``ReallocationProposal/propose(_:settings:progress:)`` finds for the mean disbursed by the year's end on replications of the next seed: on those of
  /// this comparison they are judged. A pure function of everything but the threads.
  ///
  /// - Parameter policies: Without ``CapitalPolicy/problems(of:_:)``.
  public static func run(
    policies: [CapitalPolicy], _ inputs: ForecastInputs, settings: ForecastSettings,
    progress: (@Sendable (Double) -> Void)? = nil
  ) -> Comparison {
    var settings = settings
    settings.replications = max(1, min(settings.replications, ForecastSettings.largestReplications))
    let optima = WindowOptimum.all(inputs, settings: settings) { share in progress?(share / 2) }
    let before = optima.isEmpty ? 0.0 : 0.5
    return PolicyComparison(policies, optima, inputs, settings: settings) { progress?(before + share(of: $0, before)) }
      .comparison()
  }

  private static func share(of done: Double, _ before: Double) -> Double { done * (1 - before) }
}

/// The best plans that can be put in force at one window, as seen on the as-of day.
private struct WindowOptimum {
  var window: Day
  /// Of each allocation, in the order of the portfolio.
  var plans: [Double]
  var moved: Money

  static func all(
    _ inputs: ForecastInputs, settings: ForecastSettings, progress: @escaping @Sendable (Double) -> Void
  ) -> [WindowOptimum] {
    let windows = ReallocationQuestion.openWindows(inputs.rulebook, from: inputs.portfolio.asOf)
    return windows.enumerated().compactMap { number, window in
      let question = ReallocationSettings(
        window: window, replications: settings.replications, seed: settings.seed &+ 1, threads: settings.threads)
      let proposal = try? ReallocationProposal.propose(inputs, settings: question) { share in
        progress((Double(number) + share) / Double(windows.count))
      }
      return proposal.map { proposal in
        WindowOptimum(
          window: window, plans: proposal.allocations.map { Double($0.planAfter.dong) }, moved: proposal.moved)
      }
    }
  }
}

/// The steps of a comparison of ways to move capital.
private struct PolicyComparison {
  let variants: [ComparisonVariant]
  let settings: ForecastSettings
  let claims: ClaimModel
  let directory: CapitalDirectory
  let rules: [(any CapitalRule)?]
  let plan: ComparisonPlan
  let progress: ProgressMeter

  /// Most bytes for the columns of one worker.
  private static let workerMemory = 256 << 20

  private var replications: Int { settings.replications }
  private var year: FiscalYear { variants[0].inputs.portfolio.fiscalYear }
  private var rankedOn: Day { plan.days.contains(year.lastDay) ? year.lastDay : year.cutOff }

  init(
    _ policies: [CapitalPolicy], _ optima: [WindowOptimum], _ inputs: ForecastInputs, settings: ForecastSettings,
    progress: @escaping @Sendable (Double) -> Void
  ) {
    self.settings = settings
    let days = settings.targets.map(\.date)
    let model = SimulationModel(
      inputs: inputs, seed: settings.seed, targetDates: days, sampling: settings.sampling)
    directory = CapitalDirectory(model: model)
    let windows = Set(policies.flatMap(\.rules).map(\.window) + optima.map(\.window))
    var bounds: [Day: EntryBounds] = [:]
    for window in windows { bounds[window] = try? EntryBounds(inputs, window: window, directory) }
    claims = ClaimModel(
      inputs, ceilings: Self.ceilings(Array(bounds.values), inputs), seed: settings.seed, sampling: settings.sampling,
      targetDates: days, threads: settings.threads)
    let timeline = model.timeline
    rules =
      [nil] + policies.map { PolicyRule($0, timeline, bounds: bounds) as (any CapitalRule)? }
      + optima.map { optimum in
        PlannedCapitalRule(
          window: timeline.future.lastIndex { $0.day <= optimum.window } ?? -1, plans: optimum.plans)
      }
    variants = Self.variants(policies, optima, inputs)
    plan = ComparisonPlan(variants, settings: settings, model: model)
    self.progress = ProgressMeter(
      total: Workspace.padded(settings.replications), report: progress)
  }

  private static func variants(
    _ policies: [CapitalPolicy], _ optima: [WindowOptimum], _ inputs: ForecastInputs
  ) -> [ComparisonVariant] {
    func variant(_ name: String, _ capital: CapitalCourse) -> ComparisonVariant {
      var variant = ComparisonVariant(name: name, inputs: inputs)
      variant.capital = capital
      return variant
    }
    return [variant("keep", .kept)] + policies.map { variant($0.id, .policy($0)) }
      + optima.map { variant("optimum-\($0.window)", .optimum(window: $0.window, moved: $0.moved)) }
  }

  /// The most that any window lets each project have.
  private static func ceilings(_ bounds: [EntryBounds], _ inputs: ForecastInputs) -> [Money] {
    inputs.portfolio.projects.enumerated().map { index, project in
      bounds.reduce(project.plan) { max($0, Money(rounding: $1.ceilings[index])) }
    }
  }

  func comparison() -> Comparison {
    let reducers = plan.days.indices.map {
      CheckpointReducer(
        place: $0, plan, targets: settings.targets, isRanked: [rankedOn, year.cutOff].contains(plan.days[$0]),
        sampling: settings.sampling)
    }
    var moved = variants.map { _ in RunningMean() }
    let tallies = simulate(reducers, &moved)
    return ComparisonStatement(
      variants: variants, settings: settings, plan: plan, tallies: tallies, reducers: reducers, rankedOn: rankedOn,
      moved: moved
    ).comparison()
  }

  private func simulate(_ reducers: [CheckpointReducer], _ moved: inout [RunningMean]) -> ProjectTallies {
    let size = lanes
    let padded = Workspace.padded(replications)
    let together = replicationsTogether
    let threads = max(1, min(settings.threads, (min(padded, together) + size - 1) / size))
    let workers = (0..<threads).map { _ in PolicyWorker(self, capacity: size) }
    for first in stride(from: 0, to: padded, by: together) {
      let count = min(together, padded - first)
      let sums = PolicySums(plan, replications: count)
      var next = workers.makeIterator()
      WorkQueue(count: (count + size - 1) / size).run(threads: threads) {
        next.next() ?? PolicyWorker(self, capacity: size)
      } body: { worker, number in
        let offset = number * size
        let block = Block(first: first + offset, count: min(size, count - offset))
        worker.run(block, offset, sums)
        progress.add(block.count)
      }
      sums.reduce(reducers, &moved, count: min(count, replications - first), threads: settings.threads)
    }
    for worker in workers.dropFirst() { workers[0].tallies.add(worker.tallies) }
    return workers[0].tallies
  }

  /// Replications of a block, so that a worker's columns keep within bounds.
  private var lanes: Int {
    let perLane = max(
      1, CapitalColumns.memory(claims, directory) + 8 * directory.projectCount * (plan.projectPlaces.count + 2))
    var lanes = Workspace.block
    while lanes > 16, lanes * perLane > Self.workerMemory { lanes /= 2 }
    return lanes
  }

  /// A multiple of a block.
  private var replicationsTogether: Int {
    let perReplication = 8 * plan.variants * (2 * plan.groups.count * plan.days.count + 1)
    return max(1, settings.openMemory / (perReplication * Workspace.block)) * Workspace.block
  }
}

/// Amounts and plans of the groups in each replication of a part, by variant; each replication is written by one worker.
private final class PolicySums: @unchecked Sendable {
  private let plan: ComparisonPlan
  private let replications: Int
  private let cells: UnsafeMutablePointer<Int64>

  /// For each variant the amounts of all groups and days, their plans, and what changes hands.
  private var columns: Int { 2 * plan.groups.count * plan.days.count + 1 }

  init(_ plan: ComparisonPlan, replications: Int) {
    self.plan = plan
    self.replications = replications
    let count = max(1, plan.variants * (2 * plan.groups.count * plan.days.count + 1) * replications)
    cells = .allocate(capacity: count)
    cells.initialize(repeating: 0, count: count)
  }

  deinit { cells.deallocate() }

  private func column(_ variant: Int, _ number: Int) -> UnsafeMutablePointer<Int64> {
    cells + (variant * columns + number) * replications
  }

  func amounts(_ variant: Int, group: Int, place: Int) -> UnsafeMutablePointer<Int64> {
    column(variant, group * plan.days.count + place)
  }

  func plans(_ variant: Int, group: Int, place: Int) -> UnsafeMutablePointer<Int64> {
    column(variant, (plan.groups.count + group) * plan.days.count + place)
  }

  func moved(_ variant: Int) -> UnsafeMutablePointer<Int64> { column(variant, columns - 1) }

  func reduce(_ reducers: [CheckpointReducer], _ moved: inout [RunningMean], count: Int, threads: Int) {
    // Each reducer is used by one thread.
    nonisolated(unsafe) let owned = reducers
    WorkQueue(count: reducers.count).run(threads: threads) {
    } body: { _, place in
      func read(_ column: (Int, Int) -> UnsafeMutablePointer<Int64>) -> [[[Int64]]] {
        (0..<self.plan.variants).map { variant in
          self.plan.groups.indices.map { group in
            Array(UnsafeBufferPointer(start: column(variant, group), count: count))
          }
        }
      }
      owned[place].add(
        read { self.amounts($0, group: $1, place: place) }, plans: read { self.plans($0, group: $1, place: place) },
        count: count)
    }
    for variant in moved.indices {
      let column = self.moved(variant)
      for replication in 0..<count { moved[variant].add(Double(column[replication])) }
    }
  }
}

/// Plays blocks of replications under every rule, for one thread.
private final class PolicyWorker {
  let tallies: ProjectTallies
  private let comparison: PolicyComparison
  private let columns: CapitalColumns
  /// For each day its future checkpoint's places in the plan.
  private let placesOf: [Int: [Int]]
  /// By project, variant 1's milestones; the same for every variant.
  private let milestones: [[ProjectTallies.ComparedMilestone]]
  /// Paid under the first rule, by project, day of projects and lane.
  private let firsts: UnsafeMutablePointer<Int64>
  /// Whether a project's milestone is met under the first rule, by project, milestone and lane.
  private var firstMeets: [Bool]
  private let milestonePlaces: Int
  private let amounts = UnsafeMutablePointer<Int64>.allocate(capacity: Workspace.block)
  private let plans = UnsafeMutablePointer<Int64>.allocate(capacity: Workspace.block)

  private var plan: ComparisonPlan { comparison.plan }
  private var directory: CapitalDirectory { comparison.directory }
  private var capacity: Int { columns.capacity }

  init(_ comparison: PolicyComparison, capacity: Int) {
    self.comparison = comparison
    let plan = comparison.plan
    columns = CapitalColumns(comparison.claims, comparison.directory, capacity: capacity)
    let tallies = ProjectTallies(plan)
    self.tallies = tallies
    var places: [Int: [Int]] = [:]
    for place in plan.days.indices { places[plan.futures[0][place], default: []].append(place) }
    placesOf = places
    let count = comparison.directory.projectCount
    milestones = (0..<count).map { plan.variants > 1 ? tallies.milestones(ofSlot: $0, variant: 1) : [] }
    milestonePlaces = milestones.map(\.count).max() ?? 0
    firsts = .allocate(capacity: max(1, count * plan.projectPlaces.count * capacity))
    firstMeets = [Bool](repeating: false, count: max(1, count * milestonePlaces * capacity))
  }

  deinit {
    firsts.deallocate()
    amounts.deallocate()
    plans.deallocate()
  }

  /// - Parameter offset: Where the block begins in the part of the replications at work.
  func run(_ block: Block, _ offset: Int, _ sums: PolicySums) {
    columns.draw(block)
    let lanes = max(0, min(block.count, comparison.settings.replications - block.first))
    let last = columns.futures - 1
    for (variant, rule) in comparison.rules.enumerated() {
      columns.play(rule) { future in
        for place in placesOf[future] ?? [] { take(variant, place, lanes, offset, sums) }
        if future == last { takePlans(variant, lanes, offset, sums) }
      }
    }
  }

  private func take(_ variant: Int, _ place: Int, _ lanes: Int, _ offset: Int, _ sums: PolicySums) {
    let key = plan.projectPlaceOf[place]
    for project in 0..<directory.projectCount {
      add(project, columns.paid(_:), to: amounts)
      add(project, columns.plan(_:), to: plans)
      let group = directory.groupOf[project]
      let (paid, planned) = (
        sums.amounts(variant, group: group, place: place) + offset,
        sums.plans(variant, group: group, place: place) + offset
      )
      for lane in 0..<columns.lanes {
        paid[lane] &+= amounts[lane]
        planned[lane] &+= plans[lane]
      }
      guard key >= 0 else { continue }
      compare(project, variant, key, lanes)
    }
  }

  /// The sum of a project's allocations, each to the nearest dong.
  private func add(
    _ project: Int, _ column: (Int) -> CapitalColumns.Column, to sum: UnsafeMutablePointer<Int64>
  ) {
    for lane in 0..<columns.lanes { sum[lane] = 0 }
    for entry in directory.entries(of: project) {
      let values = column(entry)
      for lane in 0..<columns.lanes { sum[lane] &+= Int64(values[lane].rounded()) }
    }
  }

  private func compare(_ project: Int, _ variant: Int, _ key: Int, _ lanes: Int) {
    tallies.add(amounts, slot: project, variant: variant, key: key, count: lanes)
    let first = firsts + (project * plan.projectPlaces.count + key) * capacity
    if variant == 0 {
      first.update(from: amounts, count: columns.lanes)
    } else {
      tallies.compare(first, amounts, slot: project, variant: variant, key: key, milestones: [], count: lanes)
    }
    for milestone in milestones[project] where milestone.key == key {
      let share = plan.milestones[milestone.number].demands[0]?.share ?? .zero
      for lane in 0..<lanes {
        let isMet = plans[lane] > 0 && amounts[lane] >= Money(dong: plans[lane]).shareRoundedUp(share).dong
        let place = (project * milestonePlaces + milestone.place) * capacity + lane
        if variant == 0 {
          firstMeets[place] = isMet
        } else {
          tallies.meet(milestone, slot: project, variant: variant, first: firstMeets[place], other: isMet)
        }
      }
    }
  }

  /// What plans have become in the end.
  private func takePlans(_ variant: Int, _ lanes: Int, _ offset: Int, _ sums: PolicySums) {
    let moved = sums.moved(variant) + offset
    for project in 0..<directory.projectCount {
      add(project, columns.plan(_:), to: plans)
      var sum: Int64 = 0
      for lane in 0..<lanes { sum &+= plans[lane] }
      tallies.addPlans(sum, slot: project, variant: variant)
      for entry in directory.entries(of: project) {
        let (now, before) = (columns.plan(entry), directory.entries[entry].plan)
        for lane in 0..<columns.lanes { moved[lane] &+= Int64(max(0, now[lane] - before).rounded()) }
      }
    }
  }
}
