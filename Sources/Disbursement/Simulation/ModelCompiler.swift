import Portfolio
import Rulebook
import Stochastics

/// Everything that replications share; projects are compiled one by one when they are simulated.
struct SimulationModel: Sendable {
  struct RevenueSource: Sendable {
    let sourceIndex: Int
    let sampler: DistributionSampler
    let stream: RandomStream
    let drivers: [ProjectModel.DriverModel]
    let expected: Double
    /// Cumulative share collected by each future checkpoint.
    let collectedShare: [Double]
    /// Paid on the as-of day by all projects, dong, and what roundings of all of them together may come to.
    let paid: Double
    /// Future checkpoints after this one pay nothing more.
    let lastFuture: Int
  }

  let inputs: ForecastInputs
  let seed: UInt64
  let sampling: ForecastSettings.Sampling
  let timeline: Timeline
  let calendar: WorkCalendar
  let drivers: [RiskDriver]
  let revenueSources: [RevenueSource]
  /// Ranks in the order of payment are below this.
  let paymentRanks: Int
  let discipline: DistributionSampler
  let coverage: DistributionSampler
  let coverageDensity: CoverageDensity
  let systemicStream: RandomStream
  let systemic: Assumptions.Systemic
  let claimMode: Assumptions.Claims.Mode

  var projectCount: Int { inputs.portfolio.projects.count }

  init(
    inputs: ForecastInputs, seed: UInt64, targetDates: [Day] = [], sampling: ForecastSettings.Sampling = .independent
  ) {
    self.inputs = inputs
    self.seed = seed
    self.sampling = sampling
    let assumptions = inputs.assumptions
    calendar = WorkCalendar(assumptions.calendar, asOf: inputs.portfolio.asOf, eve: inputs.portfolio.fiscalYear.eve)
    timeline = Timeline(
      portfolio: inputs.portfolio, rulebook: inputs.rulebook, assumptions: assumptions, calendar: calendar,
      targetDates: targetDates)
    let compiler = ModelCompiler(
      inputs: inputs, seed: seed, sampling: sampling, timeline: timeline, calendar: calendar)
    drivers = assumptions.drivers
    revenueSources = compiler.revenueSources()
    paymentRanks = compiler.paymentRanks
    discipline = DistributionSampler(assumptions.claims.discipline)
    coverage = DistributionSampler(assumptions.claims.coverage)
    coverageDensity = CoverageDensity(assumptions.claims.coverage)
    systemicStream = RandomStream(
      seed: seed, identity: StreamIdentity("systemic"), sampling: sampling.draws)
    systemic = assumptions.systemic
    claimMode = assumptions.claims.mode
  }

  /// What compiles projects for one worker.
  func makeCompiler() -> ModelCompiler {
    ModelCompiler(inputs: inputs, seed: seed, sampling: sampling, timeline: timeline, calendar: calendar)
  }

  /// What a reader must know of the run as a whole.
  var notes: [ForecastNote] {
    let inferred = infersState ? inputs.portfolio.projects.count { $0.isStateOpen } : 0
    return (timeline.statesPast(of: inputs.rulebook.milestones) ? [] : [.pastUnknown])
      + (inferred > 0 ? [.inferredState(projects: inferred)] : [])
  }

  /// True when the state of projects on the as-of day is inferred from what is known of the year until then.
  var infersState: Bool { !timeline.history.isEmpty && claimMode == .lump }
}

/// Turns projects with their drivers and curves into numbers and positions; one for each worker, since it keeps what it has compiled.
final class ModelCompiler {
  private let inputs: ForecastInputs
  private let seed: UInt64
  private let sampling: ForecastSettings.Sampling
  private let timeline: Timeline
  private let calendar: WorkCalendar
  private let sourceIndices: [String: Int]
  private let revenueIndices: [Int: Int]
  private let groupRanks: [ProjectGroup: Int]
  private let productivity: DistributionSampler
  private let defaultNetworks: [ProjectGroup: ActivityNetwork]
  /// What a reader must know of the project compiled last.
  private(set) var notes: [ForecastNote] = []
  /// Compiling some shapes takes long, and most projects share a template's.
  private var samplers: [Elapsed: DistributionSampler] = [:]
  private var usualWaits: [ProjectGroup: Float] = [:]

  private static let mostSamplers = 10_000

  private struct Elapsed: Hashable {
    let distribution: Distribution
    let elapsed: Double
  }

  init(
    inputs: ForecastInputs, seed: UInt64, sampling: ForecastSettings.Sampling, timeline: Timeline,
    calendar: WorkCalendar
  ) {
    self.inputs = inputs
    self.seed = seed
    self.sampling = sampling
    self.timeline = timeline
    self.calendar = calendar
    let sources = inputs.portfolio.sources
    sourceIndices = Dictionary(sources.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let linked = sources.indices.filter { sources[$0].isRevenueLinked }
    revenueIndices = Dictionary(uniqueKeysWithValues: linked.enumerated().map { ($1, $0) })
    let order = inputs.rulebook.paymentPriority(on: inputs.portfolio.fiscalYear.firstDay)
    groupRanks = Dictionary(order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    productivity = DistributionSampler(inputs.assumptions.productivity)
    defaultNetworks = inputs.assumptions.templates
  }

  func compile(at index: Int) -> ProjectModel { compile(inputs.portfolio.projects[index], at: index) }

  /// The project with its capital raised to a ceiling and its work as it is: what it claims is then not cut off by its plan. All that it has left
  /// is one stream, whatever its sources.
  func compileClaims(at index: Int, ceiling: Money) -> ProjectModel {
    var project = inputs.portfolio.projects[index]
    project.absorbable = project.absorbable ?? project.plan
    let plan = project.plan
    // The largest allocation says which source's drivers strike.
    if let largest = project.allocations.indices.max(by: {
      project.allocations[$0].plan < project.allocations[$1].plan
    }) {
      project.allocations[largest].plan = project.allocations[largest].plan + max(.zero, ceiling - plan)
    }
    return compile(project, at: index) { allStreams in
      guard let first = allStreams.first else { return [] }
      let capital = allStreams.reduce(0.0) { $0 + $1.capital }
      return [
        ProjectModel.PaymentStream(
          lower: 0, perWidth: 1, capital: capital, lastFuture: timeline.future.count - 1, revenueSource: nil,
          allocations: first.allocations)
      ]
    }
  }

  private func compile(
    _ project: Project, at index: Int,
    joining: ([ProjectModel.PaymentStream]) -> [ProjectModel.PaymentStream] = { $0 }
  ) -> ProjectModel {
    notes = []
    let network = remainingNetwork(of: project)
    let drivers = driverModels(for: project, network: network)
    let activities = activityModels(of: project, network: network, drivers: drivers)
    let plan = project.plan.dong
    let paid = project.paidToDate.dong
    noteArrangementPeriod(of: project)
    let largest = largestShare(of: project)
    let startedAt = startTime(of: project, activities: activities)
    let streams = joining(paymentStreams(of: project))
    let state = WorkState(project, activities: activities, startedAt: startedAt)
    return ProjectModel(
      index: index, id: project.id, group: project.group, plan: plan, paid: paid,
      allocations: project.allocations.enumerated().map { position, allocation in
        ProjectModel.AllocationModel(
          sourceIndex: sourceIndices[allocation.sourceID] ?? 0, plan: allocation.plan.dong,
          paid: allocation.paidToDate.dong, stream: streams.firstIndex { $0.allocations.contains(position) })
      },
      streams: streams, weights: weights(of: streams), largestShare: largest, activities: activities, drivers: drivers,
      payout: payout(of: project, state, isInferred ? .asOf : .anchored),
      productivity: productivity, productivityStream: stream("productivity", project.id),
      disciplineStream: stream("discipline", project.id), claimStream: stream("claim", project.id),
      paymentRank: paymentRank(of: project), startedAt: startedAt, statesActivities: project.network != nil,
      earliestStart: isInferred ? calendar.begin : 0,
      earliestActivity: isInferred && project.network == nil ? calendar.begin : 0,
      latestStart: latestStart(of: project), history: history(of: inputs.portfolio.projects[index], state))
  }

  private func sampler(_ distribution: Distribution, elapsed: Double = 0) -> DistributionSampler {
    let key = Elapsed(distribution: distribution, elapsed: elapsed)
    if let known = samplers[key] { return known }
    if samplers.count >= Self.mostSamplers { samplers = [:] }
    let made = DistributionSampler(distribution, elapsed: elapsed)
    samplers[key] = made
    return made
  }

  /// Groups in the rulebook's order, key projects first within each.
  func paymentRank(of project: Project) -> Int {
    (groupRanks[project.group] ?? groupRanks.count) * 2 + (project.isKeyProject ? 0 : 1)
  }

  var paymentRanks: Int { (groupRanks.count + 1) * 2 }

  func revenueSources() -> [SimulationModel.RevenueSource] {
    let sources = inputs.portfolio.sources
    var paid = [Double](repeating: 0, count: sources.count)
    for allocation in inputs.portfolio.projects.lazy.flatMap(\.allocations) {
      guard let index = sourceIndices[allocation.sourceID] else { continue }
      paid[index] += Double(allocation.paidToDate.dong) + 1e-6 * Double((allocation.plan - allocation.paidToDate).dong)
    }
    return sources.indices.compactMap { index -> SimulationModel.RevenueSource? in
      guard case .revenue(let revenue) = sources[index].kind else { return nil }
      let id = sources[index].id
      let drivers = inputs.assumptions.drivers.enumerated().compactMap { position, driver in
        driver.effect == .revenueFactor ? driverModel(driver, at: position, unit: sourceUnit(of: driver, id)) : nil
      }
      return SimulationModel.RevenueSource(
        sourceIndex: index, sampler: sampler(revenue.factor ?? inputs.assumptions.revenueFactor),
        stream: stream("revenue", id), drivers: drivers, expected: Double(revenue.expected.dong),
        collectedShare: timeline.future.map {
          collectedShare(by: $0.day, revenue.monthlyShares ?? inputs.assumptions.revenueMonthlyShares)
        },
        paid: paid[index], lastFuture: lastFuture(of: sources[index]))
    }
  }

  private func sourceUnit(of driver: RiskDriver, _ source: String) -> String {
    driver.scope == .portfolio ? "" : source
  }

  private func collectedShare(by day: Day, _ shares: [Double]) -> Double {
    guard day.year == inputs.portfolio.fiscalYear.year else { return 1 }
    let whole = shares.prefix(day.month - 1).reduce(0, +)
    let part = Double(day.dayOfMonth) / Double(Day.length(ofMonth: day.month, year: day.year))
    return min(1, whole + shares[day.month - 1] * part)
  }

  private func stream(_ kind: StaticString, _ parts: String...) -> RandomStream {
    RandomStream(seed: seed, identity: StreamIdentity(kind, parts: parts), sampling: sampling.draws)
  }
}

// MARK: Drivers

extension ModelCompiler {
  /// The drivers that can do something to a project; others are not drawn.
  private func driverModels(for project: Project, network: ActivityNetwork?) -> [ProjectModel.DriverModel] {
    inputs.assumptions.drivers.enumerated().compactMap { position, driver in
      guard driver.probability > 0, canStrike(driver, project, network) else { return nil }
      let isRuledOut = isInferred && driver.effect == .blocked && project.paidToDate > .zero
      let probability = isRuledOut ? againstPayments(driver.probability) : driver.probability
      return driverModel(
        driver, at: position, unit: unit(of: driver.scope, project), of: project.group, probability: probability)
    }
  }

  /// The probability of being blocked given payments, which the model rules out for a year that is blocked: next to none, unless it was
  /// certain before; then what has been paid was paid before.
  private func againstPayments(_ probability: Double) -> Double {
    let impossible = Double(EvidenceStep.impossible)
    return probability * impossible / (probability * impossible + 1 - probability)
  }

  private func builds(_ project: Project) -> Bool { project.group == .carryOver || project.group == .newStart }

  private func canStrike(_ driver: RiskDriver, _ project: Project, _ network: ActivityNetwork?) -> Bool {
    let builds = builds(project)
    let names = driver.appliesTo
    let strikesNetwork =
      network?.activities.contains { activity in
        guard names.isEmpty || names.contains(activity.name) else { return false }
        if case .done = activity.state { return false }
        return true
      } ?? false
    switch driver.effect {
    case .revenueFactor: return false
    case .blocked: return true
    case .productivityFactor: return builds && (names.isEmpty || names.contains(RiskDriver.construction))
    case .durationFactor, .stoppageDays:
      return strikesNetwork || (builds && (names.isEmpty || names.contains(RiskDriver.construction)))
    }
  }

  /// Of a group without construction only what names no activity strikes the network as a whole.
  private func driverModel(
    _ driver: RiskDriver, at position: Int, unit: String, of group: ProjectGroup? = nil, probability: Double? = nil
  ) -> ProjectModel.DriverModel {
    let builds = group == .carryOver || group == .newStart
    return ProjectModel.DriverModel(
      index: position, probability: Float(probability ?? driver.probability), effect: driver.effect,
      strikesConstruction: driver.appliesTo.isEmpty
        || (builds && driver.appliesTo.contains(RiskDriver.construction)),
      isShared: driver.scope != .project, stream: stream("driver", driver.id, driver.scope.rawValue, unit),
      sampler: sampler(driver.impact))
  }

  /// A project that does not state the attribute shares its draw with no other.
  private func unit(of scope: RiskDriver.Scope, _ project: Project) -> String {
    let stated: String
    switch scope {
    case .portfolio: return ""
    case .project: return project.id
    case .locality: stated = project.locality
    case .owner: stated = project.owner
    case .contractor: stated = project.contractor
    case .sector: stated = project.sector
    case .source: stated = project.allocations.max { $0.plan < $1.plan }?.sourceID ?? ""
    }
    return stated.isEmpty ? "\u{1}" + project.id : stated
  }
}

// MARK: Activities

extension ModelCompiler {
  /// A project that lists no activities and has been paid in the year has its construction under way: nothing of the template is left.
  private func remainingNetwork(of project: Project) -> ActivityNetwork? {
    project.network ?? (isUnderWay(project) ? nil : defaultNetworks[project.group])
  }

  private func isUnderWay(_ project: Project) -> Bool {
    !isInferred && project.network == nil && project.paidToDate > .zero && builds(project)
  }

  /// When construction began, in days after the as-of day; nil while it has not. Payments without activities tell it to the month.
  private func startTime(of project: Project, activities: [ProjectModel.ActivityModel]) -> Float? {
    guard isUnderWay(project) else {
      return activities.allSatisfy { $0.doneAt != nil } ? activities.compactMap(\.doneAt).max() : nil
    }
    let months = project.allocations.compactMap { allocation in
      allocation.paidByMonth?.filter { $0.value > .zero }.keys.min()
    }
    guard let first = months.min() else { return 0 }
    return Float(min(0, Day(endOfMonth: first, year: timeline.fiscalYear.year) - timeline.asOf))
  }
}

extension ModelCompiler {
  private func activityModels(
    of project: Project, network: ActivityNetwork?, drivers: [ProjectModel.DriverModel]
  ) -> [ProjectModel.ActivityModel] {
    guard let network else { return [] }
    var models: [ProjectModel.ActivityModel] = []
    for (index, activity) in network.activities.enumerated() {
      let sampler = sampler(activity.duration, elapsed: elapsed(activity))
      if sampler.isExhausted {
        notes.append(.overdueActivity(project: project.id, activity: activity.name))
      }
      models.append(
        ProjectModel.ActivityModel(
          name: activity.name, predecessors: network.predecessorIndices[index], sampler: sampler,
          stream: stream("activity", project.id, activity.name), countsOfficeDays: activity.days == .working,
          doneAt: doneAt(activity), factorDrivers: positions(in: drivers, of: .durationFactor, on: activity.name),
          stoppageDrivers: namedStoppages(in: drivers, on: activity.name),
          holdsBackAll: activity.holdsBack == .one))
    }
    return models
  }

  private func doneAt(_ activity: Activity) -> Float? {
    guard case .done(let day) = activity.state else { return nil }
    return Float(day - timeline.asOf)
  }

  private func elapsed(_ activity: Activity) -> Double {
    guard case .active(let since) = activity.state else { return 0 }
    switch activity.days {
    case .calendar: return Double(timeline.asOf - since)
    case .working:
      return Double(WorkCalendar.officeDays(after: since, through: timeline.asOf, inputs.assumptions.calendar))
    }
  }

  private func positions(
    in drivers: [ProjectModel.DriverModel], of effect: RiskDriver.Effect, on activity: String
  ) -> [Int] {
    drivers.indices.filter { position in
      let driver = drivers[position]
      let names = inputs.assumptions.drivers[driver.index].appliesTo
      return driver.effect == effect && (names.isEmpty || names.contains(activity))
    }
  }

  /// Stoppages that name no activity strike construction, or a network without construction as a whole, once.
  private func namedStoppages(in drivers: [ProjectModel.DriverModel], on activity: String) -> [Int] {
    positions(in: drivers, of: .stoppageDays, on: activity).filter {
      !inputs.assumptions.drivers[drivers[$0].index].appliesTo.isEmpty
    }
  }
}

// MARK: Money

extension ModelCompiler {
  /// In single precision, never above the exact share.
  private func largestShare(of project: Project) -> Float {
    let exact = exactLargestShare(of: project)
    let nearest = Float(exact)
    return Double(nearest) > exact ? nearest.nextDown : nearest
  }

  private func exactLargestShare(of project: Project) -> Double {
    let remaining = project.plan - project.paidToDate
    guard remaining > .zero else { return 0 }
    if let room = roomInTotalInvestment(of: project), room < remaining {
      notes.append(.cappedByTotalInvestment(project: project.id))
    }
    return (ceiling(of: project) - project.paidToDate).rate(of: remaining)
  }

  /// The most that may have been paid of a project by the cut-off: its plan, the part of it that the rulebook lets be paid, what total
  /// investment leaves.
  func ceiling(of project: Project) -> Money {
    let remaining = project.plan - project.paidToDate
    let ofPlan = cap(.paidOfPlan, of: project.plan) - project.paidToDate
    return project.paidToDate + max(.zero, min(remaining, ofPlan, roomInTotalInvestment(of: project) ?? remaining))
  }

  private func roomInTotalInvestment(of project: Project) -> Money? {
    project.totalInvestment.map {
      cap(.paidOfTotalInvestment, of: $0) - project.paidBeforeYear - project.paidToDate
    }
  }

  /// The part of an amount that the rulebook lets be paid; all of it when the book sets no such cap.
  private func cap(_ cap: Rule.Cap, of amount: Money) -> Money {
    let share = inputs.rulebook.cap(cap, on: timeline.asOf).flatMap { Ratio($0) }
    return share.map { amount.shareRoundedDown($0) } ?? amount
  }

  private func noteArrangementPeriod(of project: Project) {
    guard let first = project.firstYear, let size = project.sizeClass, !project.group.isPreparation,
      project.group != .completed
    else { return }
    let cap: Rule.Cap =
      switch size {
      case .a: .arrangementYearsA
      case .b: .arrangementYearsB
      case .c: .arrangementYearsC
      }
    let year = inputs.portfolio.fiscalYear
    guard let years = inputs.rulebook.cap(cap, on: year.firstDay), Double(year.year - first) >= years else { return }
    notes.append(.pastArrangementPeriod(project: project.id, firstYear: first, years: Int(years)))
  }

  private func paymentStreams(of project: Project) -> [ProjectModel.PaymentStream] {
    struct Key: Hashable {
      let priority: Int
      let lastFuture: Int
      let revenue: Int?
    }
    let remaining = Double((project.plan - project.paidToDate).dong)
    guard remaining > 0 else { return [] }
    var streams: [ProjectModel.PaymentStream] = []
    var covered = 0.0
    let sources = inputs.portfolio.sources
    let byPriority = Dictionary(grouping: project.allocations.indices) { position in
      sources[sourceIndices[project.allocations[position].sourceID] ?? 0].priority
    }
    for priority in byPriority.keys.sorted() {
      let positions = byPriority[priority] ?? []
      let amount = capital(of: positions, project)
      guard amount > 0 else { continue }
      let upper = min(1, covered + amount / remaining)
      let alike = Dictionary(grouping: positions) { position -> Key in
        let source = sourceIndices[project.allocations[position].sourceID] ?? 0
        return Key(
          priority: priority, lastFuture: lastFuture(of: sources[source]), revenue: revenueIndices[source])
      }
      for key in alike.keys.sorted(by: { ($0.lastFuture, $0.revenue ?? -1) < ($1.lastFuture, $1.revenue ?? -1) }) {
        streams.append(
          ProjectModel.PaymentStream(
            lower: Float(covered), perWidth: perWidth(from: Float(covered), to: Float(upper)),
            capital: capital(of: alike[key] ?? [], project), lastFuture: key.lastFuture, revenueSource: key.revenue,
            allocations: alike[key] ?? []))
      }
      covered = upper
    }
    return streams
  }

  /// Multiples of 2⁻²³, the last one being what the others leave of 1.
  private func weights(of streams: [ProjectModel.PaymentStream]) -> [Float] {
    let whole = streams.reduce(0.0) { $0 + $1.capital }
    var left: Float = 1
    return streams.indices.map { position in
      guard position < streams.count - 1 else { return left }
      let weight = min(left, Float((streams[position].capital / whole * 0x1p23).rounded()) * 0x1p-23)
      left -= weight
      return weight
    }
  }

  /// One over a width, rounded so that its upper end is surely reached.
  private func perWidth(from lower: Float, to upper: Float) -> Float {
    guard upper > lower else { return 1e30 }
    var factor = 1 / (upper - lower)
    while (upper - lower) * factor < 1 { factor = factor.nextUp }
    return factor
  }

  private func capital(of allocations: [Int], _ project: Project) -> Double {
    allocations.reduce(0.0) { sum, position in
      sum + Double((project.allocations[position].plan - project.allocations[position].paidToDate).dong)
    }
  }

  func lastFuture(of source: FundingSource) -> Int {
    guard let last = source.payUntil else { return timeline.future.count - 1 }
    return (timeline.future.lastIndex { $0.day <= last }) ?? -1
  }

  /// Value of a year's work that is payable for projects without construction: what they can absorb, by default their plan.
  private func value(of project: Project) -> Double { Double((project.absorbable ?? project.plan).dong) }

  private func payout(of project: Project, _ state: WorkState, _ account: Account) -> ProjectModel.Payout {
    switch project.group {
    case .completed: return .settlement(settlement(of: project, account))
    case .carryOver, .newStart: return .construction(construction(of: project, state, account))
    case .preparationNewStart, .preparationPriority, .preparationOther:
      let weights = state.activities.enumerated().compactMap { position, activity in
        inputs.assumptions.preparationPayments[activity.name].map { (activity: position, share: $0) }
      }
      let sum = weights.reduce(0) { $0 + $1.share }
      return .approvals(approvals(of: project, sum > 0 ? weights.map { ($0.activity, $0.share / sum) } : [], account))
    }
  }

  private func settlement(of project: Project, _ account: Account) -> ProjectModel.Settlement {
    let (value, paid, early) = (value(of: project), account.paid(project), inputs.assumptions.payableBeforeSettlement)
    let unit = account.unit(project, value)
    let whole = unit > 0 ? max(0, value - paid) / unit : 0
    let atOnce = account == .anchored ? early * whole : unit > 0 ? (early * value - paid) / unit : 0
    return ProjectModel.Settlement(atOnce: Float(atOnce), whole: Float(whole))
  }

  private func approvals(
    of project: Project, _ shares: [(activity: Int, share: Double)], _ account: Account
  ) -> ProjectModel.Approvals {
    let value = value(of: project)
    let perUnit = account.perUnit(project, value)
    return ProjectModel.Approvals(
      shares: shares, value: Float(value * perUnit), whole: Float((value - account.paid(project)) * perUnit))
  }

  private func construction(of project: Project, _ state: WorkState, _ account: Account) -> ProjectModel.Construction {
    let (paid, value) = (account.paid(project), value(of: project))
    let outstanding = account == .eve ? 0 : Double(project.outstandingAdvance.dong)
    let curve = project.sCurve ?? inputs.assumptions.sCurve
    // Where the value counts from the eve and advances are not stated, what has been paid is taken off at the end.
    let isFromEve = account == .eve || (account == .asOf && outstanding == 0)
    let advanceOfYear = project.group == .newStart ? min(outstanding, paid) : 0
    let paidForVolume = isFromEve ? 0 : paid - advanceOfYear
    let progress = progress(of: project, curve, value: value, paid: paidForVolume)
    let before = Double(project.paidBeforeYear.dong)
    let contract = Double((project.contractValue ?? project.totalInvestment)?.dong ?? 0)
    let contractValue = contract > 0 ? contract : before + value
    let recoveredBy = inputs.rulebook.cap(.advanceRecoveredBy, on: timeline.fiscalYear.firstDay) ?? 0.8
    let span = max(1, recoveredBy * contractValue - (before + (isFromEve ? 0 : paid - outstanding)))
    let perUnit = account.perUnit(project, value)
    let advance = advance(
      of: project, contractValue: contractValue, hasStarted: account == .anchored && state.startedAt != nil)
    var construction = ProjectModel.Construction(
      perWorkload: 1 / workload(of: project, state, undone: 1 - progress),
      curve: CompiledCurve(curve), undone: Float(1 - progress), value: Float(value * perUnit),
      unpaid: Float((value * curve.value(at: progress) - paidForVolume) * perUnit),
      unpaidWhenDone: Float((value - paidForVolume) * perUnit),
      advance: Float(advance * perUnit),
      outstandingAdvance: Float(outstanding * perUnit), perRecoverySpan: Float(account.unit(project, value) / span),
      heldShare: heldShare(of: project))
    if isFromEve { construction.paidBefore = Float(paid * perUnit) }
    if account == .asOf { construction.doneNow = doneNow(of: project, curve, progress, construction) }
    return construction
  }

  /// The share of the year's work done where the account of the work begins: on the eve if the rest is inferred, else on the as-of day.
  private func progress(of project: Project, _ curve: SCurve, value: Double, paid: Double) -> Double {
    guard !isInferred else {
      return curve.work(for: project.group == .carryOver ? inputs.assumptions.acceptedBeforeYear : 0)
    }
    return project.progress ?? curve.work(for: acceptedShare(of: project, value: value, paid: paid))
  }

  /// Share of the year's value accepted by the as-of day when the project does not state its progress.
  private func acceptedShare(of project: Project, value: Double, paid: Double) -> Double {
    guard value > 0 else { return 0 }
    let beginsTheYear = timeline.asOf <= timeline.fiscalYear.eve && project.group == .carryOver
    return max(paid / value, beginsTheYear ? inputs.assumptions.acceptedBeforeYear : 0)
  }

  private func heldShare(of project: Project) -> Float {
    let parts = (remainingNetwork(of: project)?.activities ?? []).map(\.holdsBack).filter { $0 < .one }
    return Float(parts.max()?.value ?? 0)
  }

  /// The advance that a project is due at its start; none where payments show that none of that size was taken.
  private func advance(of project: Project, contractValue: Double, hasStarted: Bool) -> Double {
    guard let share = inputs.assumptions.advanceShares[project.group], share > 0, !hasStarted,
      project.outstandingAdvance == .zero
    else { return 0 }
    let ceiling = inputs.rulebook.cap(.advanceCeiling, on: timeline.asOf) ?? 1
    let room = isInferred ? project.plan : project.plan - project.paidToDate
    let due = min(min(share, ceiling) * contractValue, Double(room.dong))
    guard isInferred, isKnownToHaveStarted(project) else { return due }
    return Double(project.paidToDate.dong) < 0.99 * due ? 0 : due
  }

  /// By its activities or by a payment.
  private func isKnownToHaveStarted(_ project: Project) -> Bool {
    if project.paidToDate > .zero { return true }
    guard let activities = project.network?.activities, !activities.isEmpty else { return false }
    return activities.allSatisfy { if case .done(let day) = $0.state { day < timeline.asOf } else { false } }
  }

  /// Effective site days of the year's work at the pace of its plan.
  private func workload(of project: Project, _ state: WorkState, undone: Double) -> Float {
    let begin = isInferred ? calendar.begin : 0
    let start = nominalEnd(of: state.activities, from: begin, project.network == nil ? begin : 0)
    let yearEnd = Float(timeline.fiscalYear.lastDay - timeline.asOf)
    let work: Float
    if let stated = project.constructionDays.map({ Float($0) }) {
      work = statedWorkload(of: project, state, days: stated, start: start, undone: undone)
    } else if let usual = inputs.assumptions.constructionDays[project.group] {
      work = calendar.siteDays(at: start + Float(usual * undone)) - calendar.siteDays(at: start)
    } else {
      // The pace does not depend on how long this project waits, but on how long its group usually does.
      let usualStart = state.isWaiting ? begin + usualWait(of: project.group) : start
      let days = max(30, yearEnd - usualStart)
      work = calendar.siteDays(at: usualStart + days) - calendar.siteDays(at: usualStart)
    }
    return max(0.5, work)
  }

  /// Days are stated from the start or, when work is under way, from the as-of day; then of what is left.
  private func statedWorkload(
    of project: Project, _ state: WorkState, days: Float, start: Float, undone: Double
  ) -> Float {
    guard isInferred, state.startedAt != nil || project.group == .carryOver || project.paidToDate > .zero else {
      return calendar.siteDays(at: start + days) - calendar.siteDays(at: start)
    }
    if let progress = project.progress, progress < 1 {
      return (calendar.siteDays(at: days) - calendar.siteDays(at: 0)) * Float(undone / (1 - progress))
    }
    return calendar.siteDays(at: days) - calendar.siteDays(at: min(start, 0))
  }

  /// Days until the usual network of a group ends, every duration at its median.
  private func usualWait(of group: ProjectGroup) -> Float {
    if let known = usualWaits[group] { return known }
    var ends: [Float] = []
    var last: Float = 0
    if let network = defaultNetworks[group] {
      for (index, activity) in network.activities.enumerated() {
        let start = network.predecessorIndices[index].reduce(Float(0)) { max($0, ends[$1]) }
        let median = sampler(activity.duration).median
        ends.append(activity.days == .working ? calendar.officeTime(after: start, duration: median) : start + median)
        if activity.holdsBack == .one { last = max(last, ends[index]) }
      }
    }
    usualWaits[group] = last
    return last
  }

  /// The forward pass with every duration at its median, of the activities that hold back all.
  private func nominalEnd(of activities: [ProjectModel.ActivityModel], from begin: Float, _ earliest: Float) -> Float {
    var ends: [Float] = []
    var last = begin
    for activity in activities {
      let start = activity.predecessors.reduce(earliest) { max($0, ends[$1]) }
      let end: Float
      if let done = activity.doneAt {
        end = done
      } else if activity.countsOfficeDays {
        end = calendar.officeTime(after: start, duration: activity.sampler.median)
      } else {
        end = start + activity.sampler.median
      }
      ends.append(end)
      if activity.holdsBackAll { last = max(last, end) }
    }
    return last
  }
}

// MARK: What payments tell

/// How far a project's work has come as far as it is known.
private struct WorkState {
  let activities: [ProjectModel.ActivityModel]
  let startedAt: Float?

  init(_ project: Project, activities: [ProjectModel.ActivityModel], startedAt: Float?) {
    self.activities = activities
    self.startedAt = startedAt
  }

  /// True while something that is not done holds back the start.
  var isWaiting: Bool { activities.contains { $0.doneAt == nil } }
}

/// From where a project's value is counted, and in which unit.
private enum Account {
  /// From the as-of day, as shares of the capital not yet paid: work done is what is stated or paid for.
  case anchored
  /// From the eve of the year, less what has been paid, as shares of the capital not yet paid.
  case asOf
  /// From the eve of the year, as shares of the value of the year's work.
  case eve

  func paid(_ project: Project) -> Double { self == .eve ? 0 : Double(project.paidToDate.dong) }

  /// The unit, dong.
  func unit(_ project: Project, _ value: Double) -> Double {
    self == .eve ? value : Double((project.plan - project.paidToDate).dong)
  }

  func perUnit(_ project: Project, _ value: Double) -> Double {
    let unit = unit(project, value)
    return unit > 0 ? 1 / unit : 0
  }
}

extension Project {
  /// True when something is left to pay and nothing, or not all, is stated of what has been done.
  fileprivate var isStateOpen: Bool {
    plan > paidToDate && (network == nil || (progress == nil && (group == .carryOver || group == .newStart)))
  }
}

extension ModelCompiler {
  /// True when the state of projects on the as-of day is inferred from what is known of the year until then.
  private var isInferred: Bool { !timeline.history.isEmpty && inputs.assumptions.claims.mode == .lump }

  /// Payments as evidence; nil when nothing of the project is left to be paid or nothing can be learned.
  private func history(of project: Project, _ state: WorkState) -> PaymentHistory? {
    let value = value(of: project)
    guard isInferred, value > 0, project.plan > project.paidToDate, !timeline.future.isEmpty else { return nil }
    return PaymentHistory(
      payout: payout(of: project, state, .eve), intervals: intervals(of: project, value: value),
      statedDone: builds(project) ? project.progress.map { Float(done($0, of: project)) } : nil)
  }

  /// The share of the year's work left on the eve that is done at a progress.
  private func done(_ progress: Double, of project: Project) -> Double {
    let atEve = self.progress(of: project, project.sCurve ?? inputs.assumptions.sCurve, value: 1, paid: 0)
    return max(0, min(1, (progress - atEve) / max(1e-9, 1 - atEve)))
  }

  /// By month where the payments of all sources are known by month or nothing was paid, else their sum.
  private func intervals(of project: Project, value: Double) -> [PaymentHistory.Interval] {
    let dates = timeline.history.indices
    let isByMonth = project.allocations.allSatisfy { $0.paidByMonth != nil || $0.paidToDate == .zero }
    guard isByMonth else {
      return [PaymentHistory.Interval(dates: dates, paid: Float(Double(project.paidToDate.dong) / value))]
    }
    let history = History(project)
    return dates.map { date in
      let paid = history.paid(by: timeline.history[date].day, timeline)
      return PaymentHistory.Interval(dates: date..<date + 1, paid: Float(Double(paid.dong) / value))
    }
  }

  /// A payment follows the start of construction: it is not later than the first one, or than the as-of day if its month is not known.
  private func latestStart(of project: Project) -> Float {
    guard isInferred, builds(project), project.paidToDate > .zero else { return .infinity }
    let months = project.allocations.compactMap { $0.paidByMonth?.filter { $0.value > .zero }.keys.min() }
    guard let first = months.min(), project.allocations.allSatisfy({ $0.paidByMonth != nil || $0.paidToDate == .zero })
    else { return 0 }
    return Float(min(0, Day(endOfMonth: first, year: timeline.fiscalYear.year) - timeline.asOf))
  }

  private func doneNow(
    of project: Project, _ curve: SCurve, _ atEve: Double, _ construction: ProjectModel.Construction
  ) -> ProjectModel.DoneNow {
    if let progress = project.progress { return .stated(Float(done(progress, of: project))) }
    guard project.paidToDate > .zero, project.outstandingAdvance == .zero else { return .unknown }
    // By bisection: the least work by which so much may have been paid, an advance included.
    let (value, paid) = (Double(construction.value), Double(construction.paidBefore))
    func payable(_ done: Double) -> Double {
      let volume = value * curve.value(at: atEve + (1 - atEve) * done)
      let advance = Double(construction.advance)
      return volume + advance - min(volume, advance * min(1, volume * Double(construction.perRecoverySpan)))
    }
    guard payable(0) < paid else { return .unknown }
    var (low, high) = (0.0, 1.0)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if payable(middle) < paid { low = middle } else { high = middle }
    }
    return .atLeast(Float(low))
  }
}
