import Disbursement
import Exchange
import Foundation
import Portfolio

/// How many times the simulation itself a proposal to move capital takes, both timed in turn.
@main
struct ReallocationRatio {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let scenario = arguments.first, !scenario.hasPrefix("-") else {
      print("usage: reallocation-ratio SCENARIO [--replications R] [--threads T] [--pairs N]")
      exit(64)
    }
    var inputs = try ScenarioReader.read(at: scenario, overrides: ScenarioOverrides()).inputs
    inputs.portfolio = try withReceivers(inputs.portfolio)
    let replications = option("--replications", in: arguments) ?? 10_000
    let threads = option("--threads", in: arguments) ?? 1
    print("\(inputs.portfolio.projects.count) projects, \(replications) replications, \(threads) threads")
    print("simulation s, proposal s, ratio")
    var ratios: [Double] = []
    for _ in 0..<max(1, option("--pairs", in: arguments) ?? 3) {
      let simulation = seconds {
        _ = GroupTotals.simulate(inputs, seed: 1, replications: replications, threads: threads)
      }
      var proposal: ReallocationProposal?
      let time = try seconds {
        proposal = try ReallocationProposal.propose(
          inputs, settings: ReallocationSettings(replications: replications, seed: 1, threads: threads))
      }
      ratios.append(time / simulation)
      print("\(text(simulation)), \(text(time)), \(text(time / simulation))")
      if let proposal, ratios.count == 1 { describe(proposal) }
    }
    print("median ratio \(text(ratios.sorted()[ratios.count / 2]))")
  }

  /// Every third project under construction can absorb a third more than its plan: constructed scenarios have nobody to move capital to.
  private static func withReceivers(_ portfolio: Portfolio) throws -> Portfolio {
    var projects = portfolio.projects
    for index in projects.indices where index % 3 == 0 && [.carryOver, .newStart].contains(projects[index].group) {
      projects[index].absorbable = Money(dong: projects[index].plan.dong / 3 * 4)
      projects[index].totalInvestment = nil
    }
    return try Portfolio(
      fiscalYear: portfolio.fiscalYear, asOf: portfolio.asOf, sources: portfolio.sources, projects: projects)
  }

  private static func describe(_ proposal: ReallocationProposal) {
    let gain = proposal.judgement?.objective
    print(
      "  \(proposal.moves.count) moves; gain on the sample \(text(proposal.value.gain)), gap \(text(proposal.value.gap));"
        + " judged \(text(gain?.difference ?? 0)) ± \(text(gain?.standardError ?? 0))")
  }

  private static func seconds(_ body: () throws -> Void) rethrows -> Double {
    let time = try ContinuousClock().measure { try body() }
    return Double(time.components.seconds) + Double(time.components.attoseconds) * 1e-18
  }

  private static func option(_ name: String, in arguments: [String]) -> Int? {
    guard let place = arguments.firstIndex(of: name), place + 1 < arguments.count else { return nil }
    return Int(arguments[place + 1])
  }

  private static func text(_ number: Double) -> String { String(format: "%.4g", number) }
}
