import Portfolio
import Stochastics

/// One project over one block of replications, in two steps: what chance gives (`draw`), and what follows from it by the rules of
/// motion (`move`).
///
/// Every loop runs over the columns of a ``Workspace`` without allocation, reference counting or a branch on a replication's values,
/// so that it vectorises; shares and times are single precision. The decision record PrecisionAndExactness says why that is enough.
struct Kernel {
  let model: SimulationModel
  let work: Workspace
  /// The future checkpoint at which ``Workspace/payableThen`` is kept.
  private let observed: Int

  /// - Parameter observed: By default the end of the year.
  init(model: SimulationModel, observed: Int? = nil) {
    self.model = model
    self.observed = observed ?? model.timeline.yearEndFuture
    work = Workspace()
  }

  /// Fills the columns of dates and claims of a project.
  func simulate(_ project: borrowing ProjectModel, _ block: Block) {
    draw(project, block)
    move(project, block)
  }
}

// MARK: Chance

extension Kernel {
  /// Draws everything that is random for a project, given what has been paid.
  func draw(_ project: borrowing ProjectModel, _ block: Block) {
    work.reserve(project, futures: model.timeline.future.count)
    drawSystemicFactor(block)
    for position in 0..<project.drivers.count {
      let driver = project.drivers[position]
      if work.place(driver, at: position, block) { strike(driver, block, into: work.impact[position]) }
    }
    drawOwn(project, block, round: 0)
    if let history = project.history, !block.isNominal { condition(project, on: history, block) }
    guard !project.streams.isEmpty, drawsLumps(block) else { return }
    for (place, checkpoint) in model.timeline.future.enumerated() where checkpoint.claimDate == place {
      project.claimStream.fillUniforms(
        work.claimDraw[place], count: block.count, firstReplication: block.first, index: checkpoint.claimIndex)
    }
  }

  /// Draws what a project shares with no other; each round has numbers of its own.
  func drawOwn(_ project: borrowing ProjectModel, _ block: Block, round: UInt32) {
    let loadings = model.systemic
    sample(
      project.productivity, project.productivityStream, loading: -loadings.productivity, block, round,
      into: work.productivity)
    for position in 0..<project.drivers.count where round > 0 && !project.drivers[position].isShared {
      strike(project.drivers[position], block, round, into: work.impact[position])
    }
    for position in 0..<project.activities.count where project.activities[position].doneAt == nil {
      let activity = project.activities[position]
      sample(
        activity.sampler, activity.stream, loading: loadings.duration, block, round, into: work.duration[position])
    }
    guard !project.streams.isEmpty else { return }
    sample(
      model.discipline, project.disciplineStream, loading: -loadings.discipline, block, round, into: work.discipline)
  }

  private func drawSystemicFactor(_ block: Block) {
    let loadings = model.systemic
    guard work.needsSystemic(block) else { return }
    if block.isNominal || (loadings.duration == 0 && loadings.productivity == 0 && loadings.discipline == 0) {
      fill(work.systemic, with: 0, block)
      return
    }
    model.systemicStream.fillUniforms(
      work.systemic, count: block.count, firstReplication: block.first, index: 0)
    for lane in 0..<block.count { work.systemic[lane] = ColumnMath.normalQuantile(work.systemic[lane]) }
  }

  /// Draws from a distribution, correlated with the systemic factor by a Gaussian copula of the given loading.
  private func sample(
    _ sampler: DistributionSampler, _ stream: RandomStream, loading: Double, _ block: Block, _ round: UInt32,
    into column: Workspace.Column
  ) {
    guard !sampler.isFixed, !block.isNominal else {
      fill(column, with: sampler.median, block)
      return
    }
    let score = work.scratch
    stream.fillUniforms(score, count: block.count, firstReplication: block.first, index: round)
    guard loading != 0 else {
      sampler.fill(column, uniforms: score, count: block.count)
      return
    }
    let (common, own) = (Float(loading), Float((1 - loading * loading).squareRoot()))
    let systemic = work.systemic
    for lane in 0..<block.count {
      score[lane] = own * ColumnMath.normalQuantile(score[lane]) + common * systemic[lane]
    }
    sampler.fill(column, scores: score, count: block.count)
  }

  /// One uniform decides both: below the probability it strikes, and then its quotient by the probability draws the impact.
  func strike(
    _ driver: ProjectModel.DriverModel, _ block: Block, _ round: UInt32 = 0, into column: Workspace.Column
  ) {
    let idle = driver.idle
    guard !block.isNominal else {
      fill(column, with: idle, block)
      return
    }
    let uniform = work.uniform
    driver.stream.fillUniforms(uniform, count: block.count, firstReplication: block.first, index: round)
    let probability = driver.probability
    if driver.effect == .blocked {
      for lane in 0..<block.count { column[lane] = uniform[lane] < probability ? 0 : 1 }
      return
    }
    let (perProbability, rank) = (1 / probability, work.scratch)
    for lane in 0..<block.count { rank[lane] = smaller(uniform[lane] * perProbability, 0.999_999_9) }
    driver.sampler.fill(column, uniforms: rank, count: block.count)
    for lane in 0..<block.count { column[lane] = uniform[lane] < probability ? column[lane] : idle }
  }

  private func drawsLumps(_ block: Block) -> Bool { !block.isNominal && model.claimMode == .lump }

  func fill(_ column: Workspace.Column, with value: Float, _ block: Block) {
    for lane in 0..<block.count { column[lane] = value }
  }
}

// MARK: Dates

extension Kernel {
  /// Dates, work and claims from what has been drawn; bit d of a replication's mask is 0 where driver d is switched off.
  func move(_ project: borrowing ProjectModel, _ block: Block, masks: UnsafePointer<UInt64>? = nil) {
    let drivers = masks.map { switchOff(project, block, masks: $0) } ?? work.impact
    combineDrivers(project, drivers, block)
    runNetwork(project, drivers, block)
    delayNetwork(project, block)
    if !project.streams.isEmpty { claim(project, block) }
  }

  /// The nominal path had the network ended by a time at the latest and had the work gone at a multiple of its pace.
  func simulateNominal(_ project: borrowing ProjectModel, networkEnd: Float?, pace: Float) {
    let block = Block.nominal
    draw(project, block)
    for lane in 0..<block.count { work.productivity[lane] *= pace }
    combineDrivers(project, work.impact, block)
    runNetwork(project, work.impact, block)
    delayNetwork(project, block)
    if let networkEnd {
      let finishes = project.activities.indices.map { work.finish[$0] }
      for column in [work.start, work.heldStart] + finishes {
        for lane in 0..<block.count { column[lane] = smaller(column[lane], networkEnd) }
      }
    }
    if !project.streams.isEmpty { claim(project, block) }
  }

  private func switchOff(
    _ project: borrowing ProjectModel, _ block: Block, masks: UnsafePointer<UInt64>
  ) -> [Workspace.Column] {
    var columns: [Workspace.Column] = []
    for position in 0..<project.drivers.count {
      let driver = project.drivers[position]
      let (from, to, idle) = (work.impact[position], work.masked[position], driver.idle)
      let bit = UInt64(1) << UInt64(driver.index)
      for lane in 0..<block.count { to[lane] = masks[lane] & bit == 0 ? idle : from[lane] }
      columns.append(to)
    }
    return columns
  }

  func combineDrivers(_ project: borrowing ProjectModel, _ drivers: [Workspace.Column], _ block: Block) {
    let (speed, stoppage, unblocked) = (work.speed, work.stoppage, work.unblocked)
    for lane in 0..<block.count {
      speed[lane] = work.productivity[lane]
      stoppage[lane] = 0
      unblocked[lane] = 1
    }
    for position in 0..<project.drivers.count {
      let driver = project.drivers[position]
      let column = drivers[position]
      switch driver.effect {
      case .productivityFactor where driver.strikesConstruction:
        for lane in 0..<block.count { speed[lane] *= column[lane] }
      case .durationFactor where driver.strikesConstruction:
        for lane in 0..<block.count { speed[lane] /= larger(column[lane], 1e-6) }
      case .stoppageDays where driver.strikesConstruction:
        for lane in 0..<block.count { stoppage[lane] += column[lane] }
      case .blocked:
        for lane in 0..<block.count { unblocked[lane] *= column[lane] }
      default: break
      }
    }
    for lane in 0..<block.count {
      speed[lane] = bounded(speed[lane])
      stoppage[lane] = bounded(stoppage[lane])
    }
  }

  func runNetwork(_ project: borrowing ProjectModel, _ drivers: [Workspace.Column], _ block: Block) {
    let (start, heldStart) = (work.start, work.heldStart)
    for lane in 0..<block.count {
      start[lane] = project.earliestStart
      heldStart[lane] = project.earliestStart
    }
    for position in 0..<project.activities.count {
      let column = work.finish[position]
      finishActivity(at: position, of: project, drivers, block, into: column)
      if project.activities[position].holdsBackAll {
        for lane in 0..<block.count { start[lane] = larger(start[lane], column[lane]) }
      }
      for lane in 0..<block.count { heldStart[lane] = larger(heldStart[lane], column[lane]) }
    }
  }

  private func finishActivity(
    at position: Int, of project: borrowing ProjectModel, _ drivers: [Workspace.Column], _ block: Block,
    into column: Workspace.Column
  ) {
    let activity = project.activities[position]
    if let done = activity.doneAt {
      fill(column, with: done, block)
      return
    }
    let (drawn, duration, earliest) = (work.duration[position], work.scratch, project.earliestActivity)
    for lane in 0..<block.count { duration[lane] = drawn[lane] }
    for driver in activity.factorDrivers {
      let factors = drivers[driver]
      for lane in 0..<block.count { duration[lane] *= factors[lane] }
    }
    for driver in activity.stoppageDrivers {
      let days = drivers[driver]
      for lane in 0..<block.count { duration[lane] += days[lane] }
    }
    for lane in 0..<block.count {
      duration[lane] = bounded(duration[lane])
      column[lane] = earliest
    }
    for predecessor in activity.predecessors {
      let earlier = work.finish[predecessor]
      for lane in 0..<block.count { column[lane] = larger(column[lane], earlier[lane]) }
    }
    if activity.countsOfficeDays {
      model.calendar.addOfficeDays(duration, to: column, count: block.count)
    } else {
      for lane in 0..<block.count { column[lane] += duration[lane] }
    }
  }

  /// Without construction a stoppage delays what is left of the network as a whole, once.
  func delayNetwork(_ project: borrowing ProjectModel, _ block: Block) {
    if case .construction = project.payout { return }
    let (stoppage, heldStart) = (work.stoppage, work.heldStart)
    for position in 0..<project.activities.count where project.activities[position].doneAt == nil {
      let column = work.finish[position]
      for lane in 0..<block.count {
        column[lane] += stoppage[lane]
        heldStart[lane] = larger(heldStart[lane], column[lane])
      }
    }
  }

  /// Marks with 1 the activities that lie on a path fixing the network's end, going back from it.
  func traceCriticality(_ project: borrowing ProjectModel, _ block: Block) {
    let count = project.activities.count
    let latest = work.scratch
    for position in 0..<count {
      let (finish, critical) = (work.finish[position], work.critical[position])
      for lane in 0..<block.count { critical[lane] = finish[lane] >= work.heldStart[lane] ? 1 : 0 }
    }
    for position in stride(from: count - 1, through: 0, by: -1) {
      let activity = project.activities[position]
      guard activity.doneAt == nil, !activity.predecessors.isEmpty else { continue }
      let critical = work.critical[position]
      for lane in 0..<block.count { latest[lane] = 0 }
      for predecessor in activity.predecessors {
        let finish = work.finish[predecessor]
        for lane in 0..<block.count { latest[lane] = larger(latest[lane], finish[lane]) }
      }
      for predecessor in activity.predecessors {
        let (finish, before) = (work.finish[predecessor], work.critical[predecessor])
        for lane in 0..<block.count {
          before[lane] = larger(before[lane], finish[lane] >= latest[lane] ? critical[lane] : 0)
        }
      }
    }
  }
}

// MARK: Money

extension Kernel {
  /// The cumulative share claimed of every stream, checkpoint by checkpoint.
  private func claim(_ project: borrowing ProjectModel, _ block: Block) {
    prepareConstruction(project, block, isKnown: true)
    for future in 0..<model.timeline.future.count {
      pass(project.payout, of: project, at: model.timeline.future[future], block, to: Claiming(future: future))
    }
  }

  /// Moves the claims of a project on to a checkpoint.
  private struct Claiming: PayableUse {
    let future: Int

    func take<Rule: PayableRule>(_ rule: Rule, _ kernel: Kernel, _ project: borrowing ProjectModel, _ block: Block) {
      kernel.claim(project, at: future, block, rule)
    }
  }

  /// Makes the rule by which work turns into money at a checkpoint, compiled for what the project has.
  @inline(__always)
  func pass<Use: PayableUse>(
    _ payout: ProjectModel.Payout, of project: borrowing ProjectModel, at checkpoint: Timeline.Checkpoint,
    _ block: Block, to use: Use
  ) {
    switch payout {
    case .construction(let construction): pass(construction, of: project, at: checkpoint, block, to: use)
    case .settlement(let settlement):
      use.take(Settlement(work, limit: checkpoint.acceptanceTime, settlement), self, project, block)
    case .approvals(let approvals):
      fillMissing(approvals.shares, limit: checkpoint.acceptanceTime, block)
      use.take(Approvals(work, approvals), self, project, block)
    }
  }

  private func pass<Use: PayableUse>(
    _ construction: ProjectModel.Construction, of project: borrowing ProjectModel, at checkpoint: Timeline.Checkpoint,
    _ block: Block, to use: Use
  ) {
    let site = Site(
      work, construction, elapsed: model.calendar.siteDays(at: checkpoint.acceptanceTime),
      advanceTime: checkpoint.advanceTime)
    let (isHeldBack, paysAdvances) = (site.isHeldBack, site.paysAdvances)
    switch construction.curve {
    case .cubic(let linear, let quadratic, let cubic):
      let curve = Cubic(linear: linear, quadratic: quadratic, cubic: cubic)
      switch (isHeldBack, paysAdvances) {
      case (false, false): use.take(Construction<Cubic, No, No>(site, curve), self, project, block)
      case (false, true): use.take(Construction<Cubic, No, Yes>(site, curve), self, project, block)
      case (true, false): use.take(Construction<Cubic, Yes, No>(site, curve), self, project, block)
      case (true, true): use.take(Construction<Cubic, Yes, Yes>(site, curve), self, project, block)
      }
    case .table(let values):
      values.withUnsafeBufferPointer { table in
        guard let base = table.baseAddress else { return }
        let curve = Table(values: base, steps: Float(table.count - 1))
        use.take(Construction<Table, Yes, Yes>(site, curve), self, project, block)
      }
    }
  }

  /// What of the approvals' shares has not been approved in time.
  func fillMissing(_ shares: [(activity: Int, share: Double)], limit: Float, _ block: Block) {
    let missing = work.begin
    for lane in 0..<block.count { missing[lane] = shares.isEmpty && work.heldStart[lane] > limit ? 1 : 0 }
    for (activity, share) in shares {
      let (finish, share) = (work.finish[activity], Float(share))
      for lane in 0..<block.count { missing[lane] += finish[lane] <= limit ? 0 : share }
    }
  }

  private func claim<Rule: PayableRule>(
    _ project: borrowing ProjectModel, at future: Int, _ block: Block, _ rule: Rule
  ) {
    if future == observed {
      for lane in 0..<block.count { work.payableThen[lane] = rule.payable(lane).volume }
    }
    let checkpoint = model.timeline.future[future]
    guard drawsLumps(block), let coverage = model.coverage.linear else {
      fillClaim(checkpoint, at: future, block)
      claim(project, at: future, block, rule, GivenClaims(work))
      return
    }
    let ofMonth = ClaimRates(logUnclaimed: checkpoint.logUnclaimedOfMonth)
    let lumps = LumpClaims(work, ofMonth, draw: work.claimDraw[checkpoint.claimDate], coverage)
    if checkpoint.claimDate == future {
      claim(project, at: future, block, rule, lumps)
    } else {
      let byThen = ClaimRates(logUnclaimed: checkpoint.logUnclaimed)
      claim(project, at: future, block, rule, LumpClaimsByThen(ofMonth: lumps, byThen: byThen))
    }
  }

  /// The project as a whole, then its streams.
  private func claim<Rule: PayableRule, Claims: ClaimRule>(
    _ project: borrowing ProjectModel, at future: Int, _ block: Block, _ rule: Rule, _ claims: Claims
  ) {
    let isWhole = project.streams.count == 1 && project.streams[0].isWhole
    let (columns, limit) = (isWhole ? work.claimed : work.total, project.largestShare)
    let (column, previous) = (columns[future], model.timeline.future[future].previous)
    if isWhole && future > project.streams[0].lastFuture {
      keep(column, from: future > 0 ? columns[future - 1] : nil, block)
    } else if previous < 0 {
      for lane in 0..<block.count { column[lane] = rule.payable(lane).claimed(0, claims.share(lane), limit: limit) }
    } else {
      let before = columns[previous]
      for lane in 0..<block.count {
        column[lane] = rule.payable(lane).claimed(before[lane], claims.share(lane), limit: limit)
      }
    }
    if previous < future - 1 { raise(column, to: columns[future - 1], block) }
    guard !isWhole else { return }
    for number in 0..<project.streams.count { split(project.streams[number], number, at: future, block) }
  }

  /// What has been claimed by a day within the month is not taken back by roundings.
  private func raise(_ column: Workspace.Column, to before: Workspace.Column, _ block: Block) {
    for lane in 0..<block.count { column[lane] = larger(column[lane], before[lane]) }
  }

  /// A stream's part of what the project has claimed: streams are filled in order, each until its last day.
  private func split(_ stream: ProjectModel.PaymentStream, _ number: Int, at future: Int, _ block: Block) {
    let place = number * model.timeline.future.count + future
    let column = work.claimed[place]
    guard future <= stream.lastFuture else {
      keep(column, from: future > 0 ? work.claimed[place - 1] : nil, block)
      return
    }
    let (total, lower, perWidth) = (work.total[future], stream.lower, stream.perWidth)
    for lane in 0..<block.count { column[lane] = clampedShare((total[lane] - lower) * perWidth) }
  }

  private func keep(_ column: Workspace.Column, from before: Workspace.Column?, _ block: Block) {
    guard let before else {
      fill(column, with: 0, block)
      return
    }
    for lane in 0..<block.count { column[lane] = before[lane] }
  }

  /// The column of shares claimed by a checkpoint since the month before; nothing where payments stand still.
  ///
  /// One draw decides on the claim of a month: whether there is one, what it covers, and whether it is made by a day within the month.
  private func fillClaim(_ checkpoint: Timeline.Checkpoint, at future: Int, _ block: Block) {
    let (claim, unblocked, discipline) = (work.claim, work.unblocked, work.discipline)
    let byThen = ClaimRates(logUnclaimed: checkpoint.logUnclaimed)
    guard drawsLumps(block) else {
      for lane in 0..<block.count {
        let share = byThen.claim(discipline[lane])
        claim[lane] = share > 0.999_999 ? unblocked[lane] : share * unblocked[lane]
      }
      return
    }
    let ofMonth = ClaimRates(logUnclaimed: checkpoint.logUnclaimedOfMonth)
    for lane in 0..<block.count { claim[lane] = ofMonth.claim(discipline[lane]) }
    let (draw, rank, coverage) = (work.claimDraw[checkpoint.claimDate], work.scratch, work.uniform)
    for lane in 0..<block.count { rank[lane] = ofMonth.rank(draw[lane], claim[lane]) }
    model.coverage.fill(coverage, uniforms: rank, count: block.count)
    for lane in 0..<block.count {
      claim[lane] = draw[lane] < claim[lane] ? unblocked[lane] * smaller(1, coverage[lane]) : 0
    }
    guard checkpoint.claimDate != future else { return }
    for lane in 0..<block.count {
      let isByThen = ClaimRates.timing(rank[lane]) * ofMonth.claim(discipline[lane]) < byThen.claim(discipline[lane])
      claim[lane] = isByThen ? claim[lane] : 0
    }
  }

  /// Effective site days by which construction, and the part held back, can begin; and the share of the work done in one.
  ///
  /// - Parameter isKnown: Whether to hold to what is known of the start and of the progress.
  func prepareConstruction(_ project: borrowing ProjectModel, _ block: Block, isKnown: Bool) {
    guard case .construction(let construction) = project.payout else { return }
    if isKnown {
      for lane in 0..<block.count { work.start[lane] = smaller(work.start[lane], project.latestStart) }
    }
    model.calendar.readSiteDays(at: work.start, into: work.begin, count: block.count)
    model.calendar.readSiteDays(at: work.heldStart, into: work.heldBegin, count: block.count)
    for lane in 0..<block.count {
      work.begin[lane] += work.stoppage[lane]
      work.heldBegin[lane] += work.stoppage[lane]
      work.pace[lane] = work.speed[lane] * construction.perWorkload
    }
    if isKnown { hold(construction.doneNow, block) }
  }

  /// Moves the start of the work so that by the as-of day so much of it is done.
  private func hold(_ doneNow: ProjectModel.DoneNow, _ block: Block) {
    let (now, begin, held, pace) = (model.calendar.siteDays(at: 0), work.begin, work.heldBegin, work.pace)
    switch doneNow {
    case .unknown: return
    case .atLeast(let done):
      for lane in 0..<block.count { begin[lane] = smaller(begin[lane], now - done / larger(pace[lane], 1e-9)) }
    case .stated(let done):
      for lane in 0..<block.count {
        let waits = positive(held[lane] - larger(begin[lane], now))
        begin[lane] = done > 0 ? now - done / larger(pace[lane], 1e-9) : larger(begin[lane], now)
        held[lane] = begin[lane] + waits
      }
    }
  }
}

extension Kernel {
  /// Adds what a project's allocations have been paid by a future checkpoint, dong, once claims have met the cash of their sources.
  func addPaid(
    _ project: borrowing ProjectModel, at future: Int, to sum: UnsafeMutablePointer<Int64>, _ block: Block
  ) {
    for position in 0..<project.allocations.count {
      let allocation = project.allocations[position]
      guard let stream = allocation.stream else {
        for lane in 0..<block.count { sum[lane] &+= allocation.paid }
        continue
      }
      project.amounts(of: allocation).add(
        work.claimed[stream * model.timeline.future.count + future], to: sum, count: block.count)
    }
  }
}

extension ProjectModel.DriverModel {
  /// What its column holds where it does not strike.
  var idle: Float { effect == .stoppageDays ? 0 : 1 }
}
