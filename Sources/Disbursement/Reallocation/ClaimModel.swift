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

  /// Simulates some projects, chunk by chunk; `visit` sees the columns of each block of each, on any thread, and how many of its lanes count.
  func forEachBlock(
    of wanted: [Int], _ replications: Replications, threads: Int, observed: Int? = nil, progress: ProgressMeter? = nil,
    visit: @Sendable (_ project: Int, _ kernel: Kernel, _ offset: Int, _ lanes: Int) -> Void
  ) {
    let chunks = (wanted.count + Chunk.size - 1) / Chunk.size
    WorkQueue(count: chunks).run(threads: threads) {
      Kernel(model: model, observed: observed)
    } body: { kernel, chunk in
      let members = wanted[chunk * Chunk.size..<min(wanted.count, (chunk + 1) * Chunk.size)]
      for number in 0..<replications.blocks(of: Workspace.block) {
        let block = replications.block(number, of: Workspace.block)
        let offset = block.first - replications.first
        for project in members where !projects[project].streams.isEmpty {
          kernel.simulate(projects[project], block)
          visit(project, kernel, offset, min(block.count, replications.count - offset))
        }
      }
      progress?.add(members.count * replications.count)
    }
  }
}
