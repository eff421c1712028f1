import Disbursement
import Exchange
import Foundation
import Portfolio
import Stochastics

/// How many times smaller the variance of estimates is with stratified than with independent replications, at equal replications.
///
/// Cuts one long run of each sampling into parts of equal length, which are independent of each other, and compares the variance of
/// the estimates that the parts give. The decision record VarianceReduction has the figures.
@main
struct VarianceRatio {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let scenario = arguments.first, !scenario.hasPrefix("-") else {
      print("usage: variance-ratio SCENARIO [--size REPLICATIONS] [--repeats N] [--threads T] [--seed S]")
      exit(64)
    }
    let inputs = try ScenarioReader.read(at: scenario, overrides: ScenarioOverrides()).inputs
    let size = max(1, (option("--size", in: arguments) ?? 256) / RandomStream.strata) * RandomStream.strata
    let repeats = max(2, option("--repeats", in: arguments) ?? 200)
    let threads = option("--threads", in: arguments) ?? 1
    let seed = UInt64(option("--seed", in: arguments) ?? 1)
    var runs: [(estimates: [Estimates], seconds: Double)] = []
    for sampling in [ForecastSettings.Sampling.independent, .stratified] {
      let clock = ContinuousClock()
      let start = clock.now
      let totals = GroupTotals.simulate(
        inputs, seed: seed, replications: size * repeats, threads: threads, sampling: sampling)
      let time = (clock.now - start).components
      let seconds = Double(time.seconds) + Double(time.attoseconds) * 1e-18
      print("\(sampling): \(text(seconds)) s")
      runs.append((Estimates.all(totals, size: size), seconds))
    }
    let names = Estimates.names(runs[0].estimates[0])
    print("estimate, mean, deviation of a part, variance ratio [95 %], difference of means in its errors")
    for (place, name) in names.enumerated() {
      let (x, y) = (runs[0].estimates.map { $0.values[place] }, runs[1].estimates.map { $0.values[place] })
      let (before, after) = (SampleMoments(x), SampleMoments(y))
      guard before.variance > 0, after.variance > 0 else { continue }
      let interval = bootstrap(x, y, seed: seed)
      let difference = (after.mean - before.mean) / ((before.variance + after.variance) / Double(repeats)).squareRoot()
      print(
        "\(name): \(text(before.mean)), \(text(before.variance.squareRoot())), \(text(before.variance / after.variance))"
          + " [\(text(interval.low)), \(text(interval.high))], \(text(difference))")
    }
  }

  private static func option(_ name: String, in arguments: [String]) -> Int? {
    guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return nil }
    return Int(arguments[place + 1])
  }

  private static func text(_ number: Double) -> String { String(format: "%.4g", number) }

  private static func bootstrap(_ x: [Double], _ y: [Double], seed: UInt64) -> (low: Double, high: Double) {
    let stream = RandomStream(seed: seed, identity: StreamIdentity("bootstrap"))
    let ratios = (0..<1_000).map { sample in
      func variance(_ values: [Double], _ index: UInt32) -> Double {
        SampleMoments(
          values.indices.map {
            let u = Double(stream.uniform(replication: sample * values.count + $0, index: index))
            return values[Int(u * Double(values.count))]
          }
        ).variance
      }
      return variance(x, 0) / max(variance(y, 1), 1e-300)
    }.sorted()
    return (ratios[24], ratios[975])
  }
}

/// What one part of a run gives.
struct Estimates {
  var values: [Double]

  static func names(_ estimates: Estimates) -> [String] {
    ["mean on 31 December", "P10 on 31 December"] + (0..<estimates.values.count - 2).map { "milestone \($0 + 1)" }
  }

  /// Shares of plan of the whole portfolio, and the share of replications that reach each milestone's plan, part by part.
  static func all(_ totals: GroupTotals, size: Int) -> [Estimates] {
    let checkpoint = totals.checkpoints.lastIndex { $0.month == 12 } ?? 0
    let plan = Double(totals.plans.reduce(0) { $0 + $1.dong })
    var whole = [Double](repeating: 0, count: totals.replications)
    for group in totals.groups.indices {
      for (replication, amount) in totals.amounts(group: group, checkpoint: checkpoint).enumerated() {
        whole[replication] += Double(amount) / plan
      }
    }
    // A milestone is reached in the replications whose amounts are the largest, as many as its probability says.
    let reached = totals.milestones.map { milestone -> [Double] in
      guard let group = totals.groups.firstIndex(of: milestone.group),
        let checkpoint = totals.checkpoints.firstIndex(of: milestone.date)
      else { return [] }
      let amounts = totals.amounts(group: group, checkpoint: checkpoint)
      let successes = Int((milestone.probability * Double(amounts.count)).rounded())
      guard successes > 0 else { return amounts.map { _ in 0 } }
      let least = amounts.sorted()[amounts.count - successes]
      return amounts.map { $0 >= least ? 1 : 0 }
    }
    return stride(from: 0, to: whole.count, by: size).map { first in
      let part = first..<first + size
      let sorted = whole[part].sorted()
      return Estimates(
        values: [SampleMoments(whole[part]).mean, sorted[OrderStatistics.rank(level: 0.1, count: size)]]
          + reached.map { SampleMoments($0[part]).mean })
    }
  }
}
