import Portfolio
import Rulebook

extension PaymentSchedule {
  /// Plans the payments of a portfolio.
  ///
  /// A pure function of the inputs and the settings except ``ScheduleSettings/threads``. `progress` is called from worker threads
  /// with the share of the work that is done.
  public static func plan(
    _ inputs: ForecastInputs, settings: ScheduleSettings, progress: (@Sendable (Double) -> Void)? = nil
  ) -> PaymentSchedule {
    ScheduleRun(inputs, settings: settings, progress: progress).schedule()
  }
}

/// The steps of a schedule: the nominal path and what could be paid at the most, project by project; the plan; what stands in its way.
private struct ScheduleRun {
  let settings: ScheduleSettings
  let model: ScheduleModel
  let progress: ProgressMeter

  private var inputs: ForecastInputs { model.inputs }
  private var projectCount: Int { model.inputs.portfolio.projects.count }

  init(_ inputs: ForecastInputs, settings: ScheduleSettings, progress: (@Sendable (Double) -> Void)?) {
    var settings = settings
    settings.replications = max(0, min(settings.replications, ForecastSettings.largestReplications))
    self.settings = settings
    model = ScheduleModel(inputs, settings: settings)
    self.progress = ProgressMeter(
      total: inputs.portfolio.projects.count * (settings.replications + 1), report: progress)
  }

  func schedule() -> PaymentSchedule {
    let drafts = simulate()
    let sources = Dictionary(
      inputs.portfolio.sources.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let problem = PlanningProblem(
      calendar: model.calendar, sources: model.planningSources(),
      projects: drafts.enumerated().map { number, draft in
        model.demand(of: inputs.portfolio.projects[number], payable: draft.payable, sources: sources)
      }, groups: model.groupRequirements())
    let planner = PaymentPlanner(problem)
    var projects = state(drafts, planner)
    explain(&projects, drafts, problem)
    var schedule = ScheduleSums(model, projects).schedule(header, projects)
    if settings.replications > 0 {
      ScheduleKeeping(model, schedule, settings: settings, progress: progress).judge(&schedule)
    }
    return schedule
  }

  private var header: ScheduleHeader {
    ScheduleHeader(
      engine: Engine.version, scenario: inputs.scenarioName, inputDigest: inputs.inputDigest,
      rulebook: inputs.rulebook.id, rulebookTitle: inputs.rulebook.title, assumptions: inputs.assumptions.name,
      fiscalYear: inputs.portfolio.fiscalYear, asOf: inputs.portfolio.asOf, seed: settings.seed,
      replications: settings.replications)
  }

  /// What the nominal models say of one project: cumulative amounts by allocation and checkpoint ahead, and dates.
  private struct Draft: Sendable {
    var nominal: [[Int64]]
    var payable: [[Int64]]
    var work: WorkSchedule
  }

  private func simulate() -> [Draft] {
    let drafts = ResultSlots<Draft>(count: projectCount)
    let (model, count) = (model, projectCount)
    WorkQueue(count: (count + Chunk.size - 1) / Chunk.size).run(threads: settings.threads) {
      (nominal: ProjectRunner(model.nominal), payable: ProjectRunner(model.payable))
    } body: { worker, chunk in
      for number in chunk * Chunk.size..<min(count, (chunk + 1) * Chunk.size) {
        let project = worker.nominal.compile(number).project
        let nominal = worker.nominal.nominal(project).paidByAllocation
        let work = WorkSchedule(
          project, model.inputs.portfolio.projects[number], worker.nominal.nominalKernel)
        let payable = worker.payable.nominal(project).paidByAllocation
        drafts[number] = Draft(
          nominal: nominal.map { path in model.futures.map { path[$0] } },
          payable: payable.map { path in model.futures.map { path[$0] } }, work: work)
        progress.add(1)
      }
    }
    return drafts.collect()
  }

  private func state(_ drafts: [Draft], _ planner: PaymentPlanner) -> [ScheduledProject] {
    let projects = ResultSlots<ScheduledProject>(count: projectCount)
    let (count, size) = (projectCount, 256)
    WorkQueue(count: (count + size - 1) / size).run(threads: settings.threads) {
    } body: { _, chunk in
      for number in chunk * size..<min(count, (chunk + 1) * size) {
        projects[number] = state(number, drafts[number], planner)
      }
    }
    return projects.collect()
  }

  private func state(_ number: Int, _ draft: Draft, _ planner: PaymentPlanner) -> ScheduledProject {
    let project = inputs.portfolio.projects[number]
    let timeline = model.timeline
    let past = model.checkpoints[..<model.pastCount]
    func known(_ allocation: Allocation) -> [Money] { past.map { History.paid(allocation, by: $0, timeline) } }
    var allocations: [ScheduledAllocation] = []
    var path = ScheduledPath(nominal: model.nothing, planned: model.nothing, payable: model.nothing, keeping: [])
    for (position, allocation) in project.allocations.enumerated() {
      let paid = known(allocation)
      let planned = planner.path(project: number, allocation: position).map { allocation.paidToDate + Money(dong: $0) }
      let scheduled = ScheduledAllocation(
        sourceID: allocation.sourceID, plan: allocation.plan, paidToDate: allocation.paidToDate,
        nominal: paid + draft.nominal[position].map { Money(dong: $0) }, planned: paid + planned,
        payable: paid + draft.payable[position].map { Money(dong: $0) })
      path.nominal.add(scheduled.nominal)
      path.planned.add(scheduled.planned)
      path.payable.add(scheduled.payable)
      allocations.append(scheduled)
    }
    return ScheduledProject(
      id: project.id, name: project.name, group: project.group, owner: project.owner,
      isKeyProject: project.isKeyProject, plan: project.plan, paidToDate: project.paidToDate, path: path,
      allocations: allocations, activities: draft.work.activities, construction: draft.work.construction,
      milestones: milestones(of: project, path))
  }

  /// Says of milestones that are not met why.
  private func explain(_ projects: inout [ScheduledProject], _ drafts: [Draft], _ problem: PlanningProblem) {
    let unmet = projects.indices.filter { projects[$0].milestones.contains { $0.shortfall > .zero } }
    guard !unmet.isEmpty else { return }
    let reserves = reserves(projects, problem)
    let explained = ResultSlots<[ProjectMilestonePlan]>(count: unmet.count)
    let (model, known) = (model, projects)
    WorkQueue(count: unmet.count).run(threads: settings.threads) {
      ProjectRunner(model.payable)
    } body: { runner, place in
      let number = unmet[place]
      var milestones = known[number].milestones
      var diagnosis = MilestoneDiagnosis(
        number, planned: known[number].allocations.map(\.planned), work: drafts[number].work, reserves: reserves, model,
        runner)
      for position in milestones.indices { diagnosis.explain(&milestones[position]) }
      explained[place] = milestones
    }
    for (number, milestones) in zip(unmet, explained.collect()) { projects[number].milestones = milestones }
  }

  private func reserves(_ projects: [ScheduledProject], _ problem: PlanningProblem) -> CashReserves {
    var planned = problem.sources.map { [Int64](repeating: 0, count: $0.cash?.count ?? 0) }
    for (project, demand) in zip(projects, problem.projects) {
      for (allocation, limits) in zip(project.allocations, demand.allocations)
      where problem.sources[limits.source].cash != nil {
        for slot in planned[limits.source].indices {
          planned[limits.source][slot] += (allocation.planned[model.pastCount + slot] - allocation.paidToDate).dong
        }
      }
    }
    return CashReserves(
      problem.sources.indices.compactMap { source in
        guard let cash = problem.sources[source].cash else { return nil }
        return (inputs.portfolio.sources[source].id, cash, planned[source])
      })
  }

  private func milestones(of project: Project, _ path: ScheduledPath) -> [ProjectMilestonePlan] {
    model.milestonesAhead(of: project.group).compactMap { number in
      let milestone = model.directory.milestones[number]
      guard let slot = model.slot(of: milestone.date) else { return nil }
      return ProjectMilestonePlan(
        ruleID: milestone.ruleID, date: milestone.date, requiredShare: milestone.share,
        required: project.plan.shareRoundedUp(milestone.share), planned: path.planned[model.pastCount + slot],
        obstacle: nil, remedies: [])
    }
  }
}

extension ScheduleModel {
  /// A path on which nothing is paid.
  var nothing: [Money] { [Money](repeating: .zero, count: checkpoints.count) }
}

extension [Money] {
  /// Adds another path of the same checkpoints.
  mutating func add(_ other: [Money]) {
    for (index, amount) in zip(indices, other) { self[index] += amount }
  }
}
