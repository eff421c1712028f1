import Portfolio
import Rulebook
import Stochastics

/// What projects claim whatever their plans: every project compiled with its capital at a ceiling, its work as it is.
///
/// Claims do not depend on capital, so a project with the plan K at assured sources has been paid min(K, claims) at every checkpoint. The draws are
/// those of a forecast with the same seed.
struct ClaimModel: Sendable {
  let model: SimulationModel
  let projects: [ProjectModel]

  /// Largest plan of each project, in the order of the portfolio; below the present plan counts as the present plan.
  init(
    _ inputs: ForecastInputs, ceilings: [Money], seed: UInt64, sampling: ForecastSettings.Sampling, targetDates: [Day],
    threads: Int
  ) {
    let model = SimulationModel(inputs: inputs, seed: seed, targetDates: targetDates, sampling: sampling)
    self.model = model
    let count = model.projectCount
    let slots = ResultSlots<ProjectModel>(count: count)
    WorkQueue(count: (count + Chunk.size - 1) / Chunk.size).run(threads: threads) {
      model.makeCompiler()
    } body: { compiler, chunk in
      for index in chunk * Chunk.size..<min(count, (chunk + 1) * Chunk.size) {
        let ceiling = index < ceilings.count ? ceilings[index] : .zero
        slots[index] = compiler.compileClaims(at: index, ceiling: ceiling)
      }
    }
    projects = slots.collect()
  }

  /// Replications from a first one on: those that a plan is chosen on and those that it is judged on do not overlap.
  struct Replications: Hashable, Sendable {
    /// A multiple of ``Workspace/block``.
    let first: Int
    let count: Int

    /// As many as asked for, the first after those of another range.
    static func first(_ count: Int) -> Replications { Replications(first: 0, count: count) }

    func next(_ count: Int) -> Replications {
      Replications(first: first + Block.count(covering: self.count) * Workspace.block, count: count)
    }

    func blocks(of lanes: Int) -> Int { (Workspace.padded(count) + lanes - 1) / lanes }

    func block(_ number: Int, of lanes: Int) -> Block {
      Block(first: first + number * lanes, count: min(lanes, Workspace.padded(count) - number * lanes))
    }
  }

  /// The claims of projects at some future checkpoints in every replication.
  ///
  /// - Parameters:
  ///   - wanted: Places in the portfolio.
  ///   - futures: Places among the future checkpoints.
  func columns(
    of wanted: [Int], at futures: [Int], _ replications: Replications, threads: Int, progress: ProgressMeter? = nil
  ) -> ClaimColumns {
    let columns = ClaimColumns(projects: wanted.map { projects[$0] }, futures: futures.count, replications)
    let chunks = (wanted.count + Chunk.size - 1) / Chunk.size
    WorkQueue(count: chunks).run(threads: threads) {
      Kernel(model: model)
    } body: { kernel, chunk in
      let places = chunk * Chunk.size..<min(wanted.count, (chunk + 1) * Chunk.size)
      for number in 0..<replications.blocks(of: Workspace.block) {
        let block = replications.block(number, of: Workspace.block)
        for place in places {
          let project = projects[wanted[place]]
          guard !project.streams.isEmpty else { continue }
          kernel.simulate(project, block)
          for (position, future) in futures.enumerated() {
            columns.keep(kernel.work.claimed[future], of: place, at: position, block)
          }
        }
      }
      progress?.add(places.count * replications.count)
    }
    return columns
  }
}

/// Cumulative claims by project, checkpoint and replication.
final class ClaimColumns: @unchecked Sendable {
  let replications: ClaimModel.Replications
  /// Shares of the capital at the ceiling that is not yet paid, in whole millionths; each column is written by one worker before any is read.
  private let shares: UnsafeMutablePointer<Float>
  private let scales: [AmountScale]
  private let futures: Int
  private let padded: Int

  fileprivate init(projects: [ProjectModel], futures: Int, _ replications: ClaimModel.Replications) {
    self.replications = replications
    self.futures = futures
    padded = Workspace.padded(replications.count)
    scales = projects.map(\.total)
    let count = max(1, projects.count * futures * padded)
    shares = .allocate(capacity: count)
    shares.initialize(repeating: 0, count: count)
  }

  deinit { shares.deallocate() }

  fileprivate func keep(_ column: Workspace.Column, of project: Int, at future: Int, _ block: Block) {
    scales[project].fillMillionths(
      place(project, future) + (block.first - replications.first), shares: column, count: block.count)
  }

  private func place(_ project: Int, _ future: Int) -> UnsafeMutablePointer<Float> {
    shares + (project * futures + future) * padded
  }

  /// Millionths of a project's capital at its ceiling, one for each replication; ascending amounts have ascending millionths.
  func millionths(of project: Int, at future: Int) -> UnsafeBufferPointer<Float> {
    UnsafeBufferPointer(start: place(project, future), count: replications.count)
  }

  /// Turns a project's millionths into dong, what is paid to date included.
  func scale(of project: Int) -> AmountScale { scales[project] }

  /// Cumulative claims in dong, what is paid to date included.
  func amount(of project: Int, at future: Int, replication: Int) -> Int64 {
    scales[project].amount(millionths: place(project, future)[replication])
  }
}
