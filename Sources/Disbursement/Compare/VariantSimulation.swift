import Portfolio
import Stochastics

/// Simulates all variants of a plan part by part of the replications, and hands each part's sums to the reducers.
struct VariantSimulation {
  let plan: ComparisonPlan
  let settings: ForecastSettings
  let progress: ProgressMeter

  private var replications: Int { settings.replications }

  /// What it adds to its meter.
  static func work(_ plan: ComparisonPlan, replications: Int) -> Int {
    plan.slots.count * Block.count(covering: Workspace.padded(replications))
  }

  func run(_ tallies: ProjectTallies, _ reducers: [CheckpointReducer]) {
    let ensembles = zip(plan.models, plan.directories).map {
      Ensemble(model: $0, directory: $1, replications: replications, threads: settings.threads)
    }
    let chunks = (plan.slots.count + Chunk.size - 1) / Chunk.size
    let threads = max(1, min(settings.threads, chunks))
    let blocks = Block.count(covering: Workspace.padded(replications))
    let together = blocksTogether(threads: threads)
    let workers = (0..<threads).map { _ in
      ComparisonWorker(ensembles, plan, tallies, blocks: min(blocks, together))
    }
    for first in stride(from: 0, to: blocks, by: together) {
      let part = first..<min(blocks, first + together)
      var next = workers.makeIterator()
      WorkQueue(count: chunks).run(threads: threads) {
        next.next() ?? ComparisonWorker(ensembles, plan, tallies, blocks: part.count)
      } body: { worker, chunk in
        let slots = chunk * Chunk.size..<min(plan.slots.count, (chunk + 1) * Chunk.size)
        worker.run(slots, part)
        progress.add(slots.count * part.count)
      }
      reduce(workers, part, reducers)
    }
  }

  /// How many blocks of replications are simulated before their sums are reduced.
  private func blocksTogether(threads: Int) -> Int {
    let bytes = 8 * Workspace.block * plan.groups.count * plan.days.count * plan.variants * (threads + 1)
    return max(1, settings.openMemory / max(1, bytes))
  }

  private func reduce(_ workers: [ComparisonWorker], _ part: Range<Int>, _ reducers: [CheckpointReducer]) {
    let first = part.lowerBound * Workspace.block
    let count = min(replications, part.upperBound * Workspace.block) - first
    for worker in workers.dropFirst() { workers[0].add(worker, threads: settings.threads) }
    // Only read here, each reducer by one thread.
    nonisolated(unsafe) let (sums, owned) = (workers[0].sums, reducers)
    let (groups, days) = (plan.groups.count, plan.days.count)
    WorkQueue(count: reducers.count).run(threads: settings.threads) {
    } body: { _, place in
      let columns = sums.map { sums in
        (0..<groups).map { group in
          [Int64](unsafeUninitializedCapacity: count) { buffer, filled in
            sums.read(group * days + place, into: UnsafeMutableBufferPointer(rebasing: buffer[0..<count]))
            filled = count
          }
        }
      }
      owned[place].add(columns, count: count)
    }
    for worker in workers { worker.reset() }
  }
}

/// Simulates projects of all variants side by side, for one thread.
private final class ComparisonWorker {
  /// By variant: for each group and day a column of the part of the replications at work.
  let sums: [UnitSums]
  private let plan: ComparisonPlan
  private let tallies: ProjectTallies
  private let runners: [ProjectRunner]
  /// Amounts of the variant that others are compared with: by project of the chunk and day of projects.
  private let bases: UnsafeMutablePointer<Int64>
  private let amounts = UnsafeMutablePointer<Int64>.allocate(capacity: Workspace.block)
  private let millionths = UnsafeMutablePointer<Float>.allocate(capacity: Workspace.block)

  init(_ ensembles: [Ensemble], _ plan: ComparisonPlan, _ tallies: ProjectTallies, blocks: Int) {
    self.plan = plan
    self.tallies = tallies
    runners = ensembles.map { ProjectRunner($0) }
    sums = ensembles.map { _ in
      UnitSums(columns: plan.groups.count * plan.days.count, padded: blocks * Workspace.block)
    }
    bases = .allocate(capacity: max(1, Chunk.size * plan.projectPlaces.count * Workspace.block))
  }

  deinit {
    bases.deallocate()
    amounts.deallocate()
    millionths.deallocate()
  }

  func add(_ other: ComparisonWorker, threads: Int) {
    for (sum, more) in zip(sums, other.sums) { sum.add(more, threads: threads) }
  }

  func reset() {
    for sum in sums { sum.reset() }
  }

  /// A project of one variant at work.
  private struct Member {
    let slot: Int
    /// Place in the chunk.
    let position: Int
    let project: ProjectModel
    let target: UnitSums.Target
    /// What had been paid by the days that are past for the variant; by day.
    let known: [Int64]
    let isInBase: Bool
    let milestones: [ProjectTallies.ComparedMilestone]
  }

  func run(_ slots: Range<Int>, _ part: Range<Int>) {
    let members = (0..<plan.variants).map { variant in
      slots.compactMap { member($0, position: $0 - slots.lowerBound, variant: variant) }
    }
    let replications = runners[0].ensemble.replications
    for number in part {
      let block = Block(number: number, of: runners[0].ensemble.padded)
      let local = Block(first: (number - part.lowerBound) * Workspace.block, count: block.count)
      let lanes = min(block.count, replications - block.first)
      for (variant, members) in members.enumerated() {
        let runner = runners[variant]
        for member in members {
          runner.kernel.simulate(member.project, block)
          runner.ensemble.rations?.pay(member.project, runner.kernel.work, block)
          take(member, variant, runner, block, local, lanes)
        }
      }
    }
  }

  private func member(_ slot: Int, position: Int, variant: Int) -> Member? {
    let index = plan.slots.index(slot, of: variant)
    guard index >= 0 else { return nil }
    let project = runners[variant].compile(index).project
    let model = plan.models[variant]
    let known = plan.days.indices.map { place -> Int64 in
      guard plan.futures[variant][place] < 0 else { return 0 }
      return History(model.inputs.portfolio.projects[index]).paid(by: plan.days[place], model.timeline).dong
    }
    let group = plan.groups.firstIndex(of: project.group) ?? 0
    return Member(
      slot: slot, position: position, project: project, target: sums[variant].target(from: group * plan.days.count),
      known: known, isInBase: variant > 0 && plan.slots.index(slot, of: plan.base(of: variant)) >= 0,
      milestones: variant > 0 ? tallies.milestones(ofSlot: slot, variant: variant) : [])
  }

  /// Adds what a project has been paid to the sums of its group, and compares it with that of another variant.
  private func take(
    _ member: Member, _ variant: Int, _ runner: ProjectRunner, _ block: Block, _ local: Block, _ lanes: Int
  ) {
    for place in plan.days.indices {
      let (future, known) = (plan.futures[variant][place], member.known[place])
      for lane in 0..<block.count { amounts[lane] = known }
      if future >= 0 { runner.add(member.project, at: future, to: amounts, block) }
      let sum = member.target.column(place, local)
      for lane in 0..<block.count { sum[lane] &+= amounts[lane] }
      let key = plan.projectPlaceOf[place]
      guard key >= 0 else { continue }
      tallies.add(amounts, slot: member.slot, variant: variant, key: key, count: lanes)
      if future >= 0, tallies.keepsShares {
        member.project.total.fillMillionths(
          millionths, shares: runner.paidShare(of: member.project, at: future, block), count: block.count)
        tallies.add(millionths, of: member.project, slot: member.slot, variant: variant, key: key, count: lanes)
      }
      let base = bases + (member.position * plan.projectPlaces.count + key) * Workspace.block
      if member.isInBase {
        tallies.compare(
          base, amounts, slot: member.slot, variant: variant, key: key, milestones: member.milestones, count: lanes)
      }
      if plan.isBase(variant) { base.update(from: amounts, count: block.count) }
    }
  }
}
