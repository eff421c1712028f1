import Portfolio
import Rulebook
import Stochastics

/// What each risk driver does, by running the same replications with drivers off.
///
/// Effect: expected shortfall with all drivers minus without this one. Share: Shapley value by one random order of drivers in each
/// replication (Castro, Gómez and Tejada 2009), unbiased, whose parts add up exactly.
struct DriverAnalyst {
  let model: SimulationModel
  let settings: ForecastSettings
  let replications: Int
  let progress: ProgressMeter

  private var driverCount: Int { model.drivers.count }

  /// About half as much work as the forecast itself, and at least 200 replications.
  static func replications(_ settings: ForecastSettings, drivers: Int) -> Int {
    guard drivers > 0 else { return 0 }
    let wanted = settings.driverReplications ?? max(200, settings.replications / (2 * drivers))
    return max(0, min(wanted, settings.replications))
  }

  static func cost(_ replications: Int, drivers: Int) -> Int { replications * (2 * drivers + 1) }

  func analyse() -> DriverAnalysis {
    let year = model.timeline.yearEndIndex - model.timeline.past.count
    guard replications > 0, driverCount > 0, year >= 0, !model.timeline.future.isEmpty else {
      return DriverAnalysis(
        replications: 0, expectedShortfall: .zero, withoutDrivers: .zero, shareWithoutDrivers: 0, drivers: [])
    }
    let padded = Workspace.padded(replications)
    let width = 128
    let blocks = (padded + width - 1) / width
    let results = ResultSlots<BlockResult>(count: blocks)
    let meter = progress
    let cost = Self.cost(width, drivers: driverCount) * model.projects.count
    let queue = WorkQueue(count: blocks) { _ in meter.add(cost) }
    let rationing = CashRationing(model: model)
    _ = queue.run(threads: settings.threads) {
      BlockAnalyst(model: model, rationing: rationing, yearEnd: year)
    } body: { analyst, number in
      let first = number * width
      results[number] = analyst.analyse(
        first: first, count: min(width, padded - first), stated: min(width, replications - first))
    }
    return summarise(results.collect())
  }

  private func summarise(_ blocks: [BlockResult]) -> DriverAnalysis {
    let full = blocks.flatMap(\.full)
    let none = blocks.flatMap(\.none)
    let total = full.reduce(0, +)
    let mean = total / Double(replications)
    let drivers = (0..<driverCount).map { driver -> DriverEffect in
      let effects = blocks.flatMap { $0.effects[driver] }
      let shapley = blocks.flatMap { $0.shapley[driver] }
      let strikes = blocks.reduce(0.0) { $0 + $1.strikes[driver] }
      let units = blocks.reduce(0.0) { $0 + $1.units[driver] }
      return DriverEffect(
        id: model.drivers[driver].id, name: model.drivers[driver].name, scope: model.drivers[driver].scope,
        frequency: units > 0 ? strikes / units : 0, meanEffect: Money(rounding: average(effects)),
        meanEffectError: Money(rounding: error(effects)),
        shareOfShortfall: mean > 0 ? average(shapley) / mean : 0,
        shareOfShortfallError: mean > 0 ? error(shapley) / mean : 0)
    }
    return DriverAnalysis(
      replications: replications, expectedShortfall: Money(rounding: mean),
      withoutDrivers: Money(rounding: average(none)),
      shareWithoutDrivers: mean > 0 ? average(none) / mean : 0, drivers: drivers)
  }

  /// Zero for a single replication, which tells nothing of its error.
  private func error(_ values: [Double]) -> Double {
    values.count > 1 ? SampleMoments(values).standardError : 0
  }

  private func average(_ values: [Double]) -> Double {
    values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
  }
}

/// Values of each replication of one block, in dong.
private struct BlockResult {
  var full: [Double]
  var none: [Double]
  /// By driver.
  var effects: [[Double]]
  var shapley: [[Double]]
  /// Units struck and units in all, summed over replications.
  var strikes: [Double]
  var units: [Double]
}

/// Runs the whole portfolio over one block under given sets of drivers.
private final class BlockAnalyst {
  private let model: SimulationModel
  private let kernel: Kernel
  private let rationing: CashRationing?
  private let table: UnsafeMutablePointer<Float>
  private let masks: UnsafeMutablePointer<UInt64>
  private let ranks: UnsafeMutablePointer<UInt8>
  private let yearEnd: Int

  init(model: SimulationModel, rationing: CashRationing?, yearEnd: Int) {
    self.model = model
    self.rationing = rationing
    self.yearEnd = yearEnd
    kernel = Kernel(model: model, work: model.makeWorkspace())
    table = .allocate(capacity: max(1, CashRationing.tableSize(model)))
    masks = .allocate(capacity: Workspace.block)
    ranks = .allocate(capacity: Workspace.block * max(1, model.drivers.count))
  }

  deinit {
    table.deallocate()
    masks.deallocate()
    ranks.deallocate()
  }

  func analyse(first: Int, count: Int, stated: Int) -> BlockResult {
    let drivers = model.drivers.count
    let everything: UInt64 = drivers == 64 ? .max : (1 << UInt64(drivers)) - 1
    drawOrders(first: first, count: count)
    var steps: [[Double]] = []
    for step in 0...drivers {
      for lane in 0..<count {
        var mask: UInt64 = 0
        for driver in 0..<drivers where ranks[driver * Workspace.block + lane] < step { mask |= 1 << UInt64(driver) }
        masks[lane] = mask
      }
      steps.append(shortfalls(first: first, count: count, stated: stated))
    }
    let full = steps[drivers]
    var effects: [[Double]] = []
    var shapley: [[Double]] = []
    for driver in 0..<drivers {
      for lane in 0..<count { masks[lane] = everything & ~(1 << UInt64(driver)) }
      let without = shortfalls(first: first, count: count, stated: stated)
      effects.append(zip(full, without).map { $0 - $1 })
      shapley.append(
        (0..<stated).map { lane in
          let rank = Int(ranks[driver * Workspace.block + lane])
          return steps[rank + 1][lane] - steps[rank][lane]
        })
    }
    let (strikes, units) = countStrikes(first: first, count: count, stated: stated)
    return BlockResult(
      full: full, none: steps[0], effects: effects, shapley: shapley, strikes: strikes, units: units)
  }

  /// A random order of the drivers for each replication: the rank of each.
  private func drawOrders(first: Int, count: Int) {
    let drivers = model.drivers.count
    let streams = model.drivers.map {
      RandomStream(seed: model.seed, identity: StreamIdentity("driver-order", parts: [$0.id]))
    }
    for lane in 0..<count {
      let draws = streams.map { $0.uniform(replication: first + lane, index: 0) }
      let order = (0..<drivers).sorted { (draws[$0], $0) < (draws[$1], $1) }
      for (rank, driver) in order.enumerated() { ranks[driver * Workspace.block + lane] = UInt8(rank) }
    }
  }

  /// Plan − disbursed of the whole portfolio at the end of the year under the current masks.
  private func shortfalls(first: Int, count: Int, stated: Int) -> [Double] {
    let block = Block(first: first, count: count, noise: .drivers(masks))
    rationing?.fill(table, kernel: kernel, block: block)
    var missing = [Double](repeating: 0, count: count)
    for project in model.projects {
      kernel.simulate(project, block)
      for stream in project.streams {
        let capital = stream.allocations.reduce(0.0) { $0 + Double(project.allocations[$1].remaining) }
        kernel.pay(stream, block) { future in
          guard let source = stream.revenueSource else { return nil }
          let offset = CashRationing.offset(model, source: source, future: future, rank: project.paymentRank)
          return UnsafePointer(table + offset)
        } visit: { future, share in
          guard future == yearEnd else { return }
          for lane in 0..<count { missing[lane] += capital * (1 - share[lane]) }
        }
      }
    }
    return Array(missing.prefix(stated))
  }

  private func countStrikes(first: Int, count: Int, stated: Int) -> (strikes: [Double], units: [Double]) {
    var strikes = [Double](repeating: 0, count: model.drivers.count)
    var units = [Double](repeating: 0, count: model.drivers.count)
    for project in model.projects {
      for driver in project.drivers {
        for lane in 0..<stated where driver.stream.uniform(replication: first + lane, index: 0) < driver.probability {
          strikes[driver.index] += 1
        }
        units[driver.index] += Double(stated)
      }
    }
    for source in model.revenueSources {
      for driver in source.drivers {
        for lane in 0..<stated where driver.stream.uniform(replication: first + lane, index: 0) < driver.probability {
          strikes[driver.index] += 1
        }
        units[driver.index] += Double(stated)
      }
    }
    return (strikes, units)
  }
}
