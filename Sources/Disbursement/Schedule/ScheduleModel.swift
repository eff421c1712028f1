import Portfolio
import Rulebook
import Stochastics

/// The two nominal models behind a schedule, and its checkpoints among theirs.
struct ScheduleModel: Sendable {
  /// With claims at their median rates and payments held back by the sources' cash.
  let nominal: Ensemble
  /// With everything claimed at once and paid: what could be paid at the most.
  let payable: Ensemble
  let checkpoints: [Day]
  let pastCount: Int
  /// Where the checkpoints ahead stand among the model's future ones.
  let futures: [Int]
  let calendar: SlotCalendar

  var inputs: ForecastInputs { nominal.model.inputs }
  var timeline: Timeline { nominal.model.timeline }
  var directory: UnitDirectory { nominal.directory }

  init(_ inputs: ForecastInputs, settings: ScheduleSettings) {
    let model = SimulationModel(inputs: inputs, seed: settings.seed, sampling: settings.sampling)
    var claimed = inputs
    claimed.assumptions.claims.monthlyRates = [Double](repeating: 1, count: 13)
    let payableModel = SimulationModel(inputs: claimed, seed: settings.seed)
    let directory = UnitDirectory(model: model)
    nominal = Ensemble(
      nominalOf: model, directory: directory, threads: settings.threads, rationing: Rationing(model: model))
    payable = Ensemble(nominalOf: payableModel, directory: directory, threads: settings.threads, rationing: nil)
    let timeline = model.timeline
    let stated = Set(timeline.fiscalYear.monthEnds + directory.milestones.map(\.date))
    let past = timeline.past.filter(stated.contains)
    futures = timeline.future.indices.filter { stated.contains(timeline.future[$0].day) }
    let ahead = futures.map { timeline.future[$0].day }
    checkpoints = past + ahead
    pastCount = past.count
    calendar = SlotCalendar(asOf: timeline.asOf, checkpoints: ahead, year: timeline.fiscalYear)
  }

  /// Where a day stands among the checkpoints ahead.
  func slot(of day: Day) -> Int? {
    checkpoints.firstIndex(of: day).flatMap { $0 >= pastCount ? $0 - pastCount : nil }
  }

  /// Milestones of a group that lie ahead, as places in the directory's.
  func milestonesAhead(of group: ProjectGroup) -> [Int] {
    directory.milestones(of: group).filter { directory.milestoneFutures[$0] >= 0 }
  }
}

// MARK: What is planned within

extension ScheduleModel {
  /// The last slot in which a source pays; -1 when it pays nothing any more.
  func lastSlot(of source: FundingSource) -> Int {
    guard let last = source.payUntil else { return calendar.count - 1 }
    guard last > timeline.asOf else { return -1 }
    let ahead = checkpoints[pastCount...]
    return ahead.firstIndex { $0 >= last }.map { $0 - pastCount } ?? calendar.count - 1
  }

  /// By source.
  func planningSources() -> [PlanningProblem.Source] {
    var sources = inputs.portfolio.sources.map { PlanningProblem.Source(cash: nil, lastSlot: lastSlot(of: $0)) }
    var paid = [String: Int64]()
    for allocation in inputs.portfolio.projects.lazy.flatMap(\.allocations) {
      paid[allocation.sourceID, default: 0] += allocation.paidToDate.dong
    }
    for source in nominal.model.revenueSources {
      let known = paid[inputs.portfolio.sources[source.sourceIndex].id] ?? 0
      sources[source.sourceIndex].cash = cash(of: source, paid: known)
    }
    return sources
  }

  /// Collected under the median of revenue and not paid on the as-of day, by slot.
  private func cash(of source: SimulationModel.RevenueSource, paid: Int64) -> [Int64] {
    var largest: Int64 = 0
    return futures.map { future in
      let last = min(future, source.lastFuture)
      guard last >= 0 else { return 0 }
      let collected = source.expected * source.collectedShare[last] * Double(source.sampler.median)
      largest = max(largest, Int64(min(9e18, collected.rounded())) - paid)
      return largest
    }
  }

  /// What the milestones of a project ask for, beyond what it has been paid.
  func requirements(of project: Project) -> [PlanningProblem.Requirement] {
    var amounts: [Int: Int64] = [:]
    for number in milestonesAhead(of: project.group) {
      let milestone = directory.milestones[number]
      guard let slot = slot(of: milestone.date) else { continue }
      let required = (project.plan.shareRoundedUp(milestone.share) - project.paidToDate).dong
      if required > 0 { amounts[slot] = max(amounts[slot] ?? 0, required) }
    }
    return amounts.sorted { $0.key < $1.key }.map { PlanningProblem.Requirement(slot: $0.key, amount: $0.value) }
  }

  /// What the milestones ask of groups as a whole, beyond what they have been paid.
  func groupRequirements() -> [PlanningProblem.GroupRequirement] {
    directory.milestones.indices.compactMap { number in
      let milestone = directory.milestones[number]
      guard let slot = slot(of: milestone.date), let group = ProjectGroup.allCases.firstIndex(of: milestone.group),
        let place = directory.slot(unit: 0, milestone: number)
      else { return nil }
      let facts = directory.slots[0][place]
      let required = Money(dong: facts.plan).shareRoundedUp(milestone.share).dong - facts.paid
      return PlanningProblem.GroupRequirement(
        group: group, requirement: PlanningProblem.Requirement(slot: slot, amount: required))
    }
  }

  func demand(of project: Project, payable: [[Int64]], sources: [String: Int]) -> PlanningProblem.ProjectDemand {
    PlanningProblem.ProjectDemand(
      group: ProjectGroup.allCases.firstIndex(of: project.group) ?? 0, isKey: project.isKeyProject,
      weight: project.weight ?? 1,
      allocations: zip(project.allocations, payable).map { allocation, amounts in
        let source = sources[allocation.sourceID] ?? 0
        return PlanningProblem.AllocationDemand(
          source: source, priority: inputs.portfolio.sources[source].priority,
          payable: amounts.map { $0 - allocation.paidToDate.dong })
      },
      requirements: requirements(of: project))
  }
}
