import Disbursement
import Exchange
import Portfolio

/// Runs every kind of work that is shared between threads, for the thread sanitizer: forecast with the analysis of
/// drivers, both kinds of sampling, a schedule with its robustness, a proposal, policies.
///
///     swift build --sanitize=thread --product thread-check --scratch-path .build-tsan
///     .build-tsan/debug/thread-check Scenarios/chi-lang-2026/2026-06-30
///
/// The scenario needs a policies.yaml and an adjustment window that is still open. It is the sanitizer that reports; this
/// program prints what it ran.
@main enum ThreadCheck {
  private static let threads = 8
  private static let replications = 600

  static func main() throws {
    let path = CommandLine.arguments.dropFirst().first ?? "Scenarios/chi-lang-2026/2026-06-30"
    let scenario = try ScenarioReader.read(at: path)
    var settings = ForecastSettings(replications: replications, seed: 1, threads: threads)
    settings.driverReplications = 100
    print("forecast:", Forecast.run(scenario.inputs, settings: settings).milestones.count, "milestones")
    settings.driverReplications = 0
    settings.sampling = .stratified
    print("stratified:", Forecast.run(scenario.inputs, settings: settings).milestones.count, "milestones")
    settings.sampling = .independent
    let schedule = PaymentSchedule.plan(
      scenario.inputs, settings: ScheduleSettings(replications: replications, seed: 1, threads: threads))
    print("schedule:", schedule.projects.count, "projects")
    let proposal = try ReallocationProposal.propose(
      scenario.inputs, settings: ReallocationSettings(replications: replications, seed: 1, threads: threads))
    print("proposal:", proposal.moves.count, "moves")
    let policies = try PolicyFile.read(for: scenario) ?? []
    precondition(!policies.isEmpty, "no policies.yaml beside the scenario")
    let comparison = Comparison.run(policies: policies, scenario.inputs, settings: settings)
    print("policies:", comparison.variants.count, "variants")
  }
}
