import Portfolio
import Stochastics

/// The rules of motion of one project over one block of replications.
///
/// Pass one draws rates and dates into columns; pass two evaluates each checkpoint over the block. No allocation, no reference
/// counting and no branch on a replication's values inside a loop, so that the loops vectorise.
struct Kernel {
  let model: SimulationModel
  let work: Workspace

  /// Fills the columns of dates, payable shares and claims for a project.
  func simulate(_ project: borrowing ProjectModel, _ block: Block) {
    drawSystemicFactor(block)
    drawDrivers(project, block)
    runNetwork(project, block)
    delayNetwork(project, block)
    fillPayable(project, block)
    drawClaims(project, block)
  }

  /// The cumulative share paid of a stream, checkpoint by checkpoint; `ration` gives the share of new claims that the source's
  /// cash meets (nil = all), `visit` sees each checkpoint's column.
  @inline(__always)
  func pay(
    _ stream: ProjectModel.PaymentStream, _ block: Block, ration: (_ future: Int) -> UnsafePointer<Float>?,
    visit: (_ future: Int, _ share: UnsafePointer<Double>) -> Void
  ) {
    let share = work.share
    for lane in 0..<block.count { share[lane] = 0 }
    for future in 0..<work.checkpoints {
      if future <= stream.lastFuture {
        if let ratio = ration(future) {
          advanceShare(of: stream, future, block) { Double(ratio[$0]) }
        } else {
          advanceShare(of: stream, future, block) { _ in 1 }
        }
      }
      visit(future, share)
    }
  }

  @inline(__always)
  private func advanceShare(
    of stream: ProjectModel.PaymentStream, _ future: Int, _ block: Block, ratio: (Int) -> Double
  ) {
    let share = work.share
    let demand = Demand(of: stream)
    let payable = work.payable + future * Workspace.block
    let advance = work.advance + future * Workspace.block
    let claim = work.claim + future * Workspace.block
    for lane in 0..<block.count {
      let wanted = demand.wanted(
        payable: payable[lane], advance: advance[lane], claim: Double(claim[lane]), paid: share[lane])
      share[lane] = smaller(1, share[lane] + ratio(lane) * wanted)
    }
  }
}

/// What a payment stream asks for, from the columns of its project.
struct Demand {
  private let lower: Double
  private let perWidth: Double

  init(of stream: ProjectModel.PaymentStream) {
    lower = stream.lower
    perWidth = 1 / (stream.upper - stream.lower)
  }

  /// P(c) = P(c−1) + h·max(0, payable − P(c−1)), at once for an advance; the increase, as a share of the stream's capital.
  @inline(__always)
  func wanted(payable: Double, advance: Double, claim: Double, paid: Double) -> Double {
    let reachable = clampedShare((payable - lower) * perWidth)
    let claimed = paid + claim * positive(reachable - paid)
    return positive(larger(claimed, clampedShare((advance - lower) * perWidth)) - paid)
  }
}

// MARK: Draws

extension Kernel {
  private func drawSystemicFactor(_ block: Block) {
    let loadings = model.systemic
    guard case .none = block.noise else {
      guard loadings.duration != 0 || loadings.productivity != 0 || loadings.discipline != 0 else { return }
      model.systemicStream.fillUniforms(
        work.uniform, count: block.count, firstReplication: block.first, index: 0)
      for lane in 0..<block.count { work.systemic[lane] = ColumnMath.normalQuantile(work.uniform[lane]) }
      return
    }
    for lane in 0..<block.count { work.systemic[lane] = 0 }
  }

  /// Uniform draws, correlated with the systemic factor by a Gaussian copula of the given loading.
  private func drawUniforms(_ stream: RandomStream, loading: Double, _ block: Block) {
    if case .none = block.noise {
      for lane in 0..<block.count { work.uniform[lane] = 0.5 }
      return
    }
    stream.fillUniforms(work.uniform, count: block.count, firstReplication: block.first, index: 0)
    guard loading != 0 else { return }
    let common = Float(loading)
    let own = Float((1 - loading * loading).squareRoot())
    for lane in 0..<block.count {
      let score = own * ColumnMath.normalQuantile(work.uniform[lane]) + common * work.systemic[lane]
      work.uniform[lane] = ColumnMath.normalCDF(score)
    }
  }

  private func drawDrivers(_ project: borrowing ProjectModel, _ block: Block) {
    for lane in 0..<block.count {
      work.stoppage[lane] = 0
      work.unblocked[lane] = 1
    }
    drawUniforms(project.productivityStream, loading: -model.systemic.productivity, block)
    project.productivity.fill(work.speed, uniforms: work.uniform, count: block.count)
    for position in 0..<project.drivers.count {
      let driver = project.drivers[position]
      let column = work.driver + position * Workspace.block
      strike(driver, block, into: column)
      switch driver.effect {
      case .productivityFactor:
        guard driver.strikesConstruction else { continue }
        for lane in 0..<block.count { work.speed[lane] *= column[lane] }
      case .durationFactor:
        guard driver.strikesConstruction else { continue }
        for lane in 0..<block.count { work.speed[lane] /= larger(column[lane], 1e-6) }
      case .stoppageDays:
        guard driver.strikesConstruction else { continue }
        for lane in 0..<block.count { work.stoppage[lane] += column[lane] }
      case .blocked:
        for lane in 0..<block.count { work.unblocked[lane] *= column[lane] }
      case .revenueFactor: break
      }
    }
    for lane in 0..<block.count {
      work.speed[lane] = bounded(work.speed[lane])
      work.stoppage[lane] = bounded(work.stoppage[lane])
    }
  }

  /// One uniform decides both: below the probability it strikes, and then its quotient by the probability draws the impact.
  func strike(_ driver: ProjectModel.DriverModel, _ block: Block, into column: UnsafeMutablePointer<Float>) {
    let idle: Float = driver.effect == .stoppageDays ? 0 : 1
    if case .none = block.noise {
      for lane in 0..<block.count { column[lane] = idle }
      return
    }
    driver.stream.fillUniforms(work.uniform, count: block.count, firstReplication: block.first, index: 0)
    let probability = driver.probability
    if driver.effect == .blocked {
      for lane in 0..<block.count { column[lane] = work.uniform[lane] < probability ? 0 : 1 }
    } else {
      for lane in 0..<block.count {
        work.normal[lane] = smaller(work.uniform[lane] / probability, 0.999_999_9)
      }
      driver.sampler.fill(work.impact, uniforms: work.normal, count: block.count)
      for lane in 0..<block.count {
        column[lane] = work.uniform[lane] < probability ? work.impact[lane] : idle
      }
    }
    guard case .drivers(let masks) = block.noise else { return }
    let bit = UInt64(1) << UInt64(driver.index)
    for lane in 0..<block.count where masks[lane] & bit == 0 { column[lane] = idle }
  }

  private func drawClaims(_ project: borrowing ProjectModel, _ block: Block) {
    drawUniforms(project.disciplineStream, loading: -model.systemic.discipline, block)
    model.discipline.fill(work.discipline, uniforms: work.uniform, count: block.count)
    for future in 0..<work.checkpoints {
      let checkpoint = model.timeline.future[future]
      let column = work.claim + future * Workspace.block
      for lane in 0..<block.count {
        column[lane] = 1 - ColumnMath.exp(larger(work.discipline[lane] * checkpoint.logUnclaimed, -80))
      }
      if drawsLumps(block) {
        project.claimStream.fillUniforms(
          work.uniform, count: block.count, firstReplication: block.first, index: UInt32(checkpoint.day.ordinal))
        drawLumps(column, block)
      } else {
        for lane in 0..<block.count { column[lane] = column[lane] > 0.999_999 ? 1 : column[lane] }
      }
      for lane in 0..<block.count { column[lane] *= work.unblocked[lane] }
    }
  }

  /// Turns claim probabilities into the share of what is payable that is claimed; where a claim is made, the quotient of its
  /// uniform draw by its probability draws the share that it covers.
  private func drawLumps(_ column: UnsafeMutablePointer<Float>, _ block: Block) {
    for lane in 0..<block.count {
      work.normal[lane] = smaller(work.uniform[lane] / larger(column[lane], 1e-9), 0.999_999_9)
    }
    model.coverage.fill(work.impact, uniforms: work.normal, count: block.count)
    for lane in 0..<block.count {
      column[lane] = work.uniform[lane] < column[lane] ? smaller(1, work.impact[lane]) : 0
    }
  }

  private func drawsLumps(_ block: Block) -> Bool {
    if case .none = block.noise { return false }
    return model.claimMode == .lump
  }
}

// MARK: Dates

extension Kernel {
  private func runNetwork(_ project: borrowing ProjectModel, _ block: Block) {
    for lane in 0..<block.count {
      work.start[lane] = 0
      work.heldStart[lane] = 0
    }
    for position in 0..<project.activities.count {
      let column = work.finish + position * Workspace.block
      finishActivity(at: position, of: project, block, into: column)
      if project.activities[position].holdsBackAll {
        for lane in 0..<block.count { work.start[lane] = larger(work.start[lane], column[lane]) }
      }
      for lane in 0..<block.count { work.heldStart[lane] = larger(work.heldStart[lane], column[lane]) }
    }
  }

  /// Without construction a stoppage delays what is left of the network as a whole, once.
  private func delayNetwork(_ project: borrowing ProjectModel, _ block: Block) {
    if case .construction = project.payout { return }
    for position in 0..<project.activities.count where project.activities[position].doneAt == nil {
      let column = work.finish + position * Workspace.block
      for lane in 0..<block.count {
        column[lane] += work.stoppage[lane]
        work.heldStart[lane] = larger(work.heldStart[lane], column[lane])
      }
    }
  }

  private func finishActivity(
    at position: Int, of project: borrowing ProjectModel, _ block: Block, into column: UnsafeMutablePointer<Float>
  ) {
    let activity = project.activities[position]
    if let done = activity.doneAt {
      for lane in 0..<block.count { column[lane] = done }
      return
    }
    drawUniforms(activity.stream, loading: model.systemic.duration, block)
    activity.sampler.fill(work.impact, uniforms: work.uniform, count: block.count)
    for driver in activity.factorDrivers {
      let factors = work.driver + driver * Workspace.block
      for lane in 0..<block.count { work.impact[lane] *= factors[lane] }
    }
    for driver in activity.stoppageDrivers {
      let days = work.driver + driver * Workspace.block
      for lane in 0..<block.count { work.impact[lane] += days[lane] }
    }
    for lane in 0..<block.count {
      work.impact[lane] = bounded(work.impact[lane])
      column[lane] = 0
    }
    for predecessor in activity.predecessors {
      let earlier = work.finish + predecessor * Workspace.block
      for lane in 0..<block.count { column[lane] = larger(column[lane], earlier[lane]) }
    }
    if activity.countsOfficeDays {
      addOfficeDays(to: column, block)
    } else {
      for lane in 0..<block.count { column[lane] += work.impact[lane] }
    }
  }

  private func addOfficeDays(to column: UnsafeMutablePointer<Float>, _ block: Block) {
    model.calendar.officeDays.withUnsafeBufferPointer { days in
      model.calendar.dayOfOfficeDay.withUnsafeBufferPointer { completing in
        guard let officeDays = days.baseAddress, let dayOfOfficeDay = completing.baseAddress else { return }
        for lane in 0..<block.count {
          column[lane] = WorkCalendar.officeTime(
            after: column[lane], duration: work.impact[lane], officeDays: officeDays, dayOfOfficeDay: dayOfOfficeDay,
            lastOfficeDay: completing.count - 1)
        }
      }
    }
  }

  /// Marks with 1 the activities that lie on a path fixing the network's end, going back from it.
  func traceCriticality(_ project: borrowing ProjectModel, _ block: Block) {
    let count = project.activities.count
    for position in 0..<count {
      let finish = work.finish + position * Workspace.block
      let critical = work.critical + position * Workspace.block
      for lane in 0..<block.count { critical[lane] = finish[lane] >= work.heldStart[lane] ? 1 : 0 }
    }
    for position in stride(from: count - 1, through: 0, by: -1) {
      let activity = project.activities[position]
      guard activity.doneAt == nil else { continue }
      let critical = work.critical + position * Workspace.block
      for lane in 0..<block.count { work.impact[lane] = 0 }
      for predecessor in activity.predecessors {
        let finish = work.finish + predecessor * Workspace.block
        for lane in 0..<block.count { work.impact[lane] = larger(work.impact[lane], finish[lane]) }
      }
      for predecessor in activity.predecessors {
        let finish = work.finish + predecessor * Workspace.block
        let before = work.critical + predecessor * Workspace.block
        for lane in 0..<block.count {
          before[lane] = larger(before[lane], finish[lane] >= work.impact[lane] ? critical[lane] : 0)
        }
      }
    }
  }
}

// MARK: Payable money

extension Kernel {
  private func fillPayable(_ project: borrowing ProjectModel, _ block: Block) {
    switch project.payout {
    case .construction(let construction): fillConstruction(construction, project, block)
    case .settlement(let atOnce): fillSettlement(atOnce, project, block)
    case .approvals(let shares): fillApprovals(shares, project, block)
    }
  }

  private func fillConstruction(
    _ construction: ProjectModel.Construction, _ project: borrowing ProjectModel, _ block: Block
  ) {
    readSiteDays(at: work.start, into: work.siteStart, block)
    readSiteDays(at: work.heldStart, into: work.heldSiteStart, block)
    switch construction.curve {
    case .cubic(let linear, let quadratic, let cubic):
      evaluate(construction, project, block) { x in x >= 1 ? 1 : x * (linear + x * (quadratic + x * cubic)) }
    case .table(let values):
      values.withUnsafeBufferPointer { table in
        let steps = table.count - 1
        evaluate(construction, project, block) { x in
          let position = x * Double(steps)
          let step = min(Int(position), steps - 1)
          return table[step] + (position - Double(step)) * (table[step + 1] - table[step])
        }
      }
    }
  }

  /// Formulas of section 2 of the model: work, volume, recovery of advances, share of the remaining capital.
  @inline(__always)
  private func evaluate(
    _ construction: ProjectModel.Construction, _ project: borrowing ProjectModel, _ block: Block,
    curve: (Double) -> Double
  ) {
    let remaining = Double(project.remaining)
    let perRemaining = remaining > 0 ? 1 / remaining : 0
    let largest = remaining > 0 ? project.largestShare : 0
    let undone = 1 - construction.progress
    let accepted = curve(construction.progress)
    let perWorkload = 1 / Double(construction.workload)
    let outstanding = construction.outstandingAdvance
    let perSpan = 1 / construction.recoverySpan
    let held = construction.heldShare
    for future in 0..<work.checkpoints {
      let checkpoint = model.timeline.future[future]
      let payable = work.payable + future * Workspace.block
      let advances = work.advance + future * Workspace.block
      let elapsed = Double(model.calendar.siteDays(at: checkpoint.acceptanceTime))
      for lane in 0..<block.count {
        let stoppage = Double(work.stoppage[lane])
        let pace = Double(work.speed[lane]) * perWorkload
        let done = clampedShare((elapsed - work.siteStart[lane] - stoppage) * pace)
        var volume = curve(1 - undone * (1 - done)) - accepted
        if held > 0 {
          let heldDone = clampedShare((elapsed - work.heldSiteStart[lane] - stoppage) * pace)
          volume = (1 - held) * volume + held * (curve(1 - undone * (1 - heldDone)) - accepted)
        }
        let claimable = positive(construction.value * volume + construction.unpaid)
        let advance = work.start[lane] <= checkpoint.advanceTime ? construction.advance : 0
        let owed = outstanding + advance
        let recovered = smaller(claimable, owed * smaller(1, claimable * perSpan))
        payable[lane] = smaller(largest, (claimable + advance - recovered) * perRemaining)
        advances[lane] = smaller(largest, advance * perRemaining) * Double(work.unblocked[lane])
      }
    }
  }

  private func fillSettlement(_ atOnce: Double, _ project: borrowing ProjectModel, _ block: Block) {
    for future in 0..<work.checkpoints {
      let limit = model.timeline.future[future].acceptanceTime
      let payable = work.payable + future * Workspace.block
      let advances = work.advance + future * Workspace.block
      for lane in 0..<block.count {
        let share = work.heldStart[lane] <= limit ? 1 : atOnce
        payable[lane] = smaller(project.largestShare, share)
        advances[lane] = 0
      }
    }
  }

  private func fillApprovals(
    _ shares: [(activity: Int, share: Double)], _ project: borrowing ProjectModel, _ block: Block
  ) {
    let (plan, paid) = (Double(project.plan), Double(project.paid))
    let perRemaining = project.remaining > 0 ? 1 / Double(project.remaining) : 0
    for future in 0..<work.checkpoints {
      let limit = model.timeline.future[future].acceptanceTime
      let payable = work.payable + future * Workspace.block
      let advances = work.advance + future * Workspace.block
      for lane in 0..<block.count {
        payable[lane] = shares.isEmpty && work.heldStart[lane] <= limit ? 1 : 0
        advances[lane] = 0
      }
      for (activity, share) in shares {
        let finish = work.finish + activity * Workspace.block
        for lane in 0..<block.count {
          payable[lane] += finish[lane] <= limit ? share : 0
        }
      }
      for lane in 0..<block.count {
        payable[lane] = smaller(project.largestShare, (plan * payable[lane] - paid) * perRemaining)
      }
    }
  }

  private func readSiteDays(
    at times: UnsafeMutablePointer<Float>, into column: UnsafeMutablePointer<Double>, _ block: Block
  ) {
    model.calendar.siteDays.withUnsafeBufferPointer { table in
      guard let base = table.baseAddress else { return }
      for lane in 0..<block.count { column[lane] = Double(WorkCalendar.siteDays(at: times[lane], in: base)) }
    }
  }
}

// MARK: Arithmetic that vectorises

@inline(__always) func larger<Number: BinaryFloatingPoint>(_ a: Number, _ b: Number) -> Number { a > b ? a : b }
@inline(__always) func smaller<Number: BinaryFloatingPoint>(_ a: Number, _ b: Number) -> Number { a < b ? a : b }
/// Between nothing and more than any year holds: extreme parameters may overflow single precision, and what is not a number counts as nothing.
@inline(__always) func bounded(_ x: Float) -> Float { x > 0 ? (x < 1e6 ? x : 1e6) : 0 }
@inline(__always) func positive(_ x: Double) -> Double { x > 0 ? x : 0 }
@inline(__always) func clampedShare(_ x: Double) -> Double { x > 0 ? (x < 1 ? x : 1) : 0 }
