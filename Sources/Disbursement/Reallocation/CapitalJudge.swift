import Portfolio
import Rulebook
import Stochastics

/// Judges a plan against the present one on replications that it was not chosen on; both are played on the same draws.
struct CapitalJudge: Sendable {
  let simulation: CapitalSimulation
  let objective: ReallocationObjective
  let plansAfter: [Double]

  private static let present = 0
  private static let proposed = 1

  /// - Parameters:
  ///   - window: The last future checkpoint that is paid under the present plan; −1 when there is none.
  ///   - date: The future checkpoint whose payments count.
  ///   - plans: New plan of each entry of the directory, dong.
  init(
    _ claims: ClaimModel, _ directory: CapitalDirectory, objective: ReallocationObjective, window: Int, date: Int,
    plans: [Double]
  ) {
    self.objective = objective
    plansAfter = plans
    simulation = CapitalSimulation(
      claims: claims, directory: directory,
      rules: [nil, FixedPlans(window: window, plans: plans)], reported: [date], date: date, window: window)
  }

  private var directory: CapitalDirectory { simulation.directory }
  private var portfolio: Portfolio { simulation.claims.model.inputs.portfolio }

  func judge(
    _ replications: ClaimModel.Replications, threads: Int, progress: ProgressMeter? = nil
  ) -> ReallocationJudgement {
    let outcome = simulation.run(replications, threads: threads, progress: progress)
    return ReallocationJudgement(
      seed: simulation.claims.model.seed, replications: replications.count, objective: objective(outcome),
      whole: disbursed(outcome, unit: 0), groups: groups(outcome), sources: sources(outcome),
      milestones: milestones(outcome), projects: projects(outcome))
  }
}

// MARK: The whole

extension CapitalJudge {
  private func objective(_ outcome: CapitalOutcome) -> PairedDifference {
    switch objective {
    case .mean: return disbursed(outcome, unit: 0)
    case .probability(let rate):
      let required = Double(portfolio.plan.shareRoundedUp(rate).dong)
      return paired(outcome) { rule in
        outcome.amounts(rule: rule, unit: 0, at: 0).map { $0 + 0.5 >= required ? 1 : 0 }
      }
    case .shortfall:
      return paired(outcome) { rule in tailScores(Array(outcome.amounts(rule: rule, unit: 0, at: 0))) }
    case .milestones:
      return paired(outcome) { rule in outcome.ownMilestonesMet(rule: rule).map { Double($0) } }
    }
  }

  /// Numbers whose mean is that of the worst 5 %, each replication's part in it: q + min(x − q, 0)/α with q the tail's upper end (the
  /// representation of Rockafellar and Uryasev 2000).
  private func tailScores(_ amounts: [Double]) -> [Double] {
    let share = ReallocationObjective.worstShare.value
    let sorted = amounts.sorted()
    let end = sorted[max(0, min(sorted.count - 1, Int((share * Double(sorted.count)).rounded(.up)) - 1))]
    return amounts.map { end + min($0 - end, 0) / share }
  }

  private func disbursed(_ outcome: CapitalOutcome, unit: Int) -> PairedDifference {
    paired(outcome) { rule in Array(outcome.amounts(rule: rule, unit: unit, at: 0)) }
  }

  private func paired(_ outcome: CapitalOutcome, _ values: (_ rule: Int) -> [Double]) -> PairedDifference {
    let (before, after) = (values(Self.present), values(Self.proposed))
    let count = Double(before.count)
    let (first, second) = (before.reduce(0, +) / count, after.reduce(0, +) / count)
    let squares = zip(before, after).reduce(0.0) { sum, pair in
      let deviation = (pair.1 - pair.0) - (second - first)
      return sum + deviation * deviation
    }
    return PairedDifference(
      before: first, after: second,
      standardError: count > 1 ? (squares / (count - 1) / count).squareRoot() : 0)
  }
}

// MARK: Its parts

extension CapitalJudge {
  private func groups(_ outcome: CapitalOutcome) -> [JudgedUnit] {
    directory.groups.enumerated().map { number, group in
      unit(outcome, id: group.rawValue, number: 1 + number) { directory.groupOf[$0.project] == number }
    }
  }

  private func sources(_ outcome: CapitalOutcome) -> [JudgedUnit] {
    portfolio.sources.enumerated().map { number, source in
      unit(outcome, id: source.id, number: 1 + directory.groups.count + number) { $0.source == number }
    }
  }

  private func unit(
    _ outcome: CapitalOutcome, id: String, number: Int, _ isMember: (CapitalDirectory.Entry) -> Bool
  ) -> JudgedUnit {
    var (before, after) = (Money.zero, Money.zero)
    for (entry, plan) in zip(directory.entries, plansAfter) where isMember(entry) {
      before += Money(rounding: entry.plan)
      after += Money(rounding: plan)
    }
    return JudgedUnit(
      id: id, planBefore: before, planAfter: after, disbursed: disbursed(outcome, unit: number))
  }

  private func milestones(_ outcome: CapitalOutcome) -> [JudgedMilestone] {
    outcome.milestones.enumerated().map { number, entry in
      JudgedMilestone(
        ruleID: entry.milestone.ruleID, group: entry.milestone.group, date: entry.milestone.date,
        requiredShare: entry.milestone.share,
        probability: paired(outcome) { rule in
          outcome.isMet(rule: rule, milestone: number).map { $0 ? 1 : 0 }
        })
    }
  }

  /// Those whose plan, milestones or payments change.
  private func projects(_ outcome: CapitalOutcome) -> [JudgedProject] {
    let count = Double(outcome.replications)
    let changed = portfolio.projects.indices.compactMap { index -> JudgedProject? in
      let (before, after) = (
        outcome.sums(rule: Self.present, project: index), outcome.sums(rule: Self.proposed, project: index)
      )
      let plan = directory.entries(of: index).reduce(0.0) { $0 + plansAfter[$1] }
      let stated = portfolio.projects[index]
      guard after.metDifference != 0 || Money(rounding: plan) != stated.plan else { return nil }
      return JudgedProject(
        id: stated.id, planBefore: stated.plan, planAfter: Money(rounding: plan),
        milestones: PairedDifference(
          before: Double(before.met) / count, after: Double(after.met) / count,
          standardError: error(Double(after.metDifference), Double(after.squaredMetDifference), count)),
        disbursed: PairedDifference(
          before: Double(before.paid) / count, after: Double(after.paid) / count,
          standardError: error(Double(after.difference), Double(after.squaredDifference), count)))
    }
    return changed.sorted { ($0.milestones.difference, $0.id) < ($1.milestones.difference, $1.id) }
  }

  /// Monte Carlo error of a mean from its sums.
  private func error(_ sum: Double, _ squares: Double, _ count: Double) -> Double {
    guard count > 1 else { return 0 }
    return (max(0, squares - sum * sum / count) / (count - 1) / count).squareRoot()
  }
}
