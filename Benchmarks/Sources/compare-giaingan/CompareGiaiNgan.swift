import Disbursement
import Exchange
import Foundation
import Portfolio

/// Our side of the comparison in `Benchmarks/compare`: simulates a scenario's groups and prints what every contestant prints.
@main
struct CompareGiaiNgan {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let scenario = arguments.first, !scenario.hasPrefix("-") else {
      print("usage: compare-giaingan SCENARIO [--replications R] [--threads T] [--seed S] --json")
      exit(64)
    }
    let inputs = try ScenarioReader.read(at: scenario, overrides: ScenarioOverrides()).inputs
    let replications = Int(option("--replications", in: arguments) ?? "") ?? 1_000
    let threads = Int(option("--threads", in: arguments) ?? "") ?? 1
    let seed = UInt64(option("--seed", in: arguments) ?? "") ?? 1
    let clock = ContinuousClock()
    var output = Output(plan: [:], checkpoints: [], groups: [:], portfolio: Moments(), milestones: [], projectMeans: [])
    let time = clock.measure {
      output = Output(
        GroupTotals.simulate(inputs, seed: seed, replications: replications, threads: threads))
    }
    output.seconds = Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys]
    print(String(decoding: try encoder.encode(output), as: UTF8.self))
  }

  private static func option(_ name: String, in arguments: [String]) -> String? {
    guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return nil }
    return arguments[place + 1]
  }
}

struct Moments: Encodable {
  var mean: [Double] = []
  var sd: [Double] = []

  mutating func add(_ amounts: [Int64]) {
    let count = Double(amounts.count)
    var sum = 0.0
    for amount in amounts { sum += Double(amount) }
    let mean = sum / count
    var squares = 0.0
    for amount in amounts { squares += (Double(amount) - mean) * (Double(amount) - mean) }
    self.mean.append(mean)
    sd.append((squares / max(1, count - 1)).squareRoot())
  }
}

struct Output: Encodable {
  struct MilestoneOutput: Encodable {
    var rule: String
    var group: String
    var date: String
    var probability: Double
    var standardError: Double
  }

  var seconds = 0.0
  var plan: [String: Int64]
  var checkpoints: [String]
  var groups: [String: Moments]
  var portfolio: Moments
  var milestones: [MilestoneOutput]
  var projectMeans: [Int64]
}

extension Output {
  init(_ totals: GroupTotals) {
    plan = Dictionary(uniqueKeysWithValues: zip(totals.groups.map(\.rawValue), totals.plans.map(\.dong)))
    checkpoints = totals.checkpoints.map(\.description)
    groups = Dictionary(uniqueKeysWithValues: totals.groups.map { ($0.rawValue, Moments()) })
    portfolio = Moments()
    for checkpoint in totals.checkpoints.indices {
      var whole = [Int64](repeating: 0, count: totals.replications)
      for (number, group) in totals.groups.enumerated() {
        let amounts = totals.amounts(group: number, checkpoint: checkpoint)
        groups[group.rawValue]?.add(amounts)
        for replication in whole.indices { whole[replication] += amounts[replication] }
      }
      portfolio.add(whole)
    }
    milestones = totals.milestones.map {
      MilestoneOutput(
        rule: $0.ruleID, group: $0.group.rawValue, date: $0.date.description, probability: $0.probability,
        standardError: $0.standardError)
    }
    projectMeans = totals.projectMeans.map(\.dong)
  }
}
