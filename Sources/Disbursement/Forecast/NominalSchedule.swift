import Portfolio
import Rulebook
import Stochastics

/// The same model without draws: every duration and rate at its median, drivers off, claims met by their share.
struct NominalSchedule: Sendable {
  private let pastPaid: [[Int64]]
  private let futurePaid: [[Int64]]
  private let sourcePaid: [[Int64]]
  private let ends: [Float]

  init(model: SimulationModel) {
    let futures = model.timeline.future.count
    let kernel = Kernel(model: model, work: model.makeWorkspace())
    let block = Block(first: 0, count: 4, noise: .none)
    let rations = RationStore(model: model, blocks: 1)
    if futures > 0, let rationing = CashRationing(model: model) {
      rationing.fill(rations.table(block: 0), kernel: kernel, block: block)
    }
    var paid: [[Int64]] = []
    var bySource = [[Int64]](
      repeating: [Int64](repeating: 0, count: model.timeline.days.count), count: model.inputs.portfolio.sources.count)
    var past: [[Int64]] = []
    var ends: [Float] = []
    for project in model.projects {
      let stated = model.inputs.portfolio.projects[project.index]
      past.append(model.timeline.past.map { History(stated).paid(by: $0, model.timeline).dong })
      kernel.simulate(project, block)
      ends.append(kernel.work.heldStart[0])
      var amounts = project.allocations.map { [Int64](repeating: $0.paid, count: futures) }
      for stream in project.streams {
        kernel.pay(stream, block) { future in
          guard let source = stream.revenueSource else { return nil }
          return rations.column(source: source, future: future, rank: project.paymentRank, first: 0)
        } visit: { future, share in
          for position in stream.allocations {
            let allocation = project.allocations[position]
            amounts[position][future] =
              allocation.paid + Int64(Double(allocation.remaining) * share[0] + project.rounding)
          }
        }
      }
      for (position, allocation) in project.allocations.enumerated() {
        for (index, day) in model.timeline.past.enumerated() {
          bySource[allocation.sourceIndex][index] +=
            History.paid(stated.allocations[position], by: day, model.timeline).dong
        }
        for future in 0..<futures {
          bySource[allocation.sourceIndex][past[project.index].count + future] += amounts[position][future]
        }
      }
      paid.append((0..<futures).map { future in amounts.reduce(0) { $0 + $1[future] } })
    }
    pastPaid = past
    futurePaid = paid
    sourcePaid = bySource
    self.ends = ends
  }

  /// Cumulative payments of a project at every checkpoint.
  func path(of project: Int) -> [Money] {
    (pastPaid[project] + futurePaid[project]).map { Money(dong: $0) }
  }

  func path(ofSource source: Int) -> [Money] { sourcePaid[source].map { Money(dong: $0) } }

  /// When the nominal network ends, in days after the as-of day.
  func networkEnd(of project: Int) -> Float { ends[project] }
}
