import Portfolio
import Stochastics

/// What is known of a project's payments in the year, as evidence on what is not: when its work began and how fast it goes, its care for
/// files, whether it is blocked, which drivers have struck.
///
/// Amounts are shares of the value of the year's work; work is counted from the eve of the year, as in the annual plan.
struct PaymentHistory: Sendable {
  /// Consecutive claim dates between which so much was paid in all, and not known on which of them.
  struct Interval: Sendable {
    /// Positions in ``Timeline/history``.
    let dates: Range<Int>
    /// Paid by the end of the interval.
    let paid: Float
  }

  /// How work turns into money that may be claimed.
  let payout: ProjectModel.Payout
  let intervals: [Interval]
  /// The share of the year's work left to do on the eve that is stated to be done on the as-of day; nil where the project does not state it.
  let statedDone: Float?

  var paid: Float { intervals.last?.paid ?? 0 }
}

/// How likely a share of what is payable is covered by one claim.
///
/// Shares above 1 cover all; that atom is spread a little, since what is payable is never known to the dong.
struct CoverageDensity: Sendable {
  /// By steps of a fiftieth.
  private let densities: [Float]

  private static let steps: Float = 50
  private static let count = 80
  private static let spread = 0.03

  init(_ coverage: Distribution) {
    // What covers more than all is taken as covering between all and a little more.
    let most = 1.05
    func below(_ share: Double) -> Double { share >= most ? 1 : coverage.cumulativeProbability(share) }
    densities = (0..<Self.count).map { step in
      let middle = (Double(step) + 0.5) / Double(Self.steps)
      return Float((below(middle + Self.spread) - below(middle - Self.spread)) / (2 * Self.spread))
    }
  }

  func read<Result>(_ body: (UnsafePointer<Float>) -> Result) -> Result? {
    densities.withUnsafeBufferPointer { buffer in buffer.baseAddress.map(body) }
  }

  @inline(__always)
  static func value(at share: Float, in densities: UnsafePointer<Float>) -> Float {
    densities[Int(wholePart(smaller(share * steps, Float(count)), below: Float(count)))]
  }
}

// MARK: Drawing given the evidence

extension Kernel {
  /// Candidates for each replication at most.
  private static let mostRounds = 8
  /// Candidates are drawn until their weights are worth this share of the replications in equal ones.
  private static let wantedShare: Float = 0.15

  /// Replaces what has been drawn for a project by draws from its law given what has been paid (sampling importance resampling, Rubin 1988).
  ///
  /// Each replication of the block proposes what it has drawn, in several rounds with new numbers of the project's own; of all proposals as many
  /// are chosen as there are replications, evenly by their weight (systematic resampling) in the order of what the project shares with others, so that
  /// projects stay in step with each other. The decision record LearningFromPayments says what is approximated.
  func condition(_ project: borrowing ProjectModel, on history: PaymentHistory, _ block: Block) {
    let columns = evidenceColumns(project)
    let pool = work.pool
    pool.reserve(rounds: Self.mostRounds, columns: columns.count)
    var rounds = 0
    repeat {
      if rounds > 0 { drawOwn(project, block, round: UInt32(rounds)) }
      weigh(project, history, block, round: rounds, into: pool.weights(rounds))
      for (place, column) in columns.enumerated() {
        pool.column(rounds, place, of: columns.count).update(from: column, count: block.count)
      }
      rounds += 1
    } while rounds < Self.mostRounds
      && pool.effectiveCount(rounds: rounds, block) < Self.wantedShare * Float(block.count)
    pool.choose(rounds: rounds, order: sharedOrder(project, block), block)
    for (place, column) in chosenColumns(project).enumerated() {
      pool.read(place, of: columns.count, into: column, block)
    }
  }

  /// The columns of what is drawn for a project.
  private func evidenceColumns(_ project: borrowing ProjectModel) -> [Workspace.Column] {
    var columns = [work.productivity, work.discipline]
    for position in 0..<project.activities.count where project.activities[position].doneAt == nil {
      columns.append(work.duration[position])
    }
    for position in 0..<project.drivers.count { columns.append(work.impact[position]) }
    return columns
  }

  /// The same columns to be written: what is shared with other projects is from now on the project's own.
  private func chosenColumns(_ project: borrowing ProjectModel) -> [Workspace.Column] {
    for position in 0..<project.drivers.count where project.drivers[position].isShared { work.separate(position) }
    return evidenceColumns(project)
  }

  /// The replications in the order of what the project shares with others, slow to fast: first with all, then with its locality, owner and so on.
  private func sharedOrder(_ project: borrowing ProjectModel, _ block: Block) -> UnsafeMutablePointer<Int32> {
    let (ofAll, ofSome) = (work.uniform, work.scratch)
    let pace = Self.usualSpread * Float(model.systemic.productivity + model.systemic.duration)
    for lane in 0..<block.count {
      ofAll[lane] = -pace * work.systemic[lane]
      ofSome[lane] = 0
    }
    for position in 0..<project.drivers.count where project.drivers[position].isShared {
      let driver = project.drivers[position]
      let isOfAll = model.drivers[driver.index].scope == .portfolio
      addPace(driver.effect, work.impact[position], to: isOfAll ? ofAll : ofSome, block)
    }
    return work.pool.order(by: ofAll, then: ofSome, block)
  }

  /// The deviation of the logarithm of a duration or of a speed by which replications are put in order.
  private static let usualSpread: Float = 0.25

  /// Adds by how much a driver speeds up what it strikes, as a logarithm.
  private func addPace(
    _ effect: RiskDriver.Effect, _ column: Workspace.Column, to score: Workspace.Column, _ block: Block
  ) {
    switch effect {
    case .productivityFactor:
      for lane in 0..<block.count { score[lane] += ColumnMath.log(larger(column[lane], 0.05)) }
    case .durationFactor:
      for lane in 0..<block.count { score[lane] -= ColumnMath.log(larger(column[lane], 0.05)) }
    case .stoppageDays: for lane in 0..<block.count { score[lane] -= 0.01 * column[lane] }
    case .blocked: for lane in 0..<block.count { score[lane] -= 1 - column[lane] }
    case .revenueFactor: break
    }
  }
}

// MARK: Weights

extension Kernel {
  /// The logarithm of how likely the payments are under what has been drawn.
  private func weigh(
    _ project: borrowing ProjectModel, _ history: PaymentHistory, _ block: Block, round: Int,
    into weights: Workspace.Column
  ) {
    combineDrivers(project, work.impact, block)
    runNetwork(project, work.impact, block)
    delayNetwork(project, block)
    fill(weights, with: 0, block)
    // What has been paid was not blocked; a driver that blocks strikes it from now on.
    if history.paid > 0 { fill(work.unblocked, with: 1, block) }
    prepareConstruction(project, block, isKnown: false)
    weighProgress(history, block, into: weights)
    var before: Float = 0
    for interval in history.intervals {
      weigh(project, history, interval, after: before, block, round: round, into: weights)
      before = interval.paid
    }
  }

  /// What is stated of the progress counts like a reading with an error of a tenth.
  private func weighProgress(_ history: PaymentHistory, _ block: Block, into weights: Workspace.Column) {
    guard let stated = history.statedDone else { return }
    let (now, begin, pace) = (model.calendar.siteDays(at: 0), work.begin, work.pace)
    for lane in 0..<block.count {
      let difference = (clampedShare((now - begin[lane]) * pace[lane]) - stated) * 10
      weights[lane] -= smaller(0.5 * difference * difference, 7)
    }
  }

  private func weigh(
    _ project: borrowing ProjectModel, _ history: PaymentHistory, _ interval: PaymentHistory.Interval,
    after before: Float,
    _ block: Block, round: Int, into weights: Workspace.Column
  ) {
    // A correction that takes back more than was paid tells nothing of claims.
    guard interval.paid >= before else { return }
    let evidence = Evidence(before: before, after: interval.paid)
    if !evidence.isSilent {
      fill(work.likelihood, with: 0, block)
      fill(work.reached, with: before, block)
    }
    for date in interval.dates {
      let checkpoint = model.timeline.history[date]
      if !evidence.isSilent && interval.dates.count > 1 {
        project.claimStream.fillUniforms(
          work.uniform, count: block.count, firstReplication: block.first,
          index: checkpoint.claimIndex + UInt32(round) << 24)
      }
      let step = EvidenceStep(
        evidence: evidence, rates: ClaimRates(logUnclaimed: checkpoint.logUnclaimed),
        isLast: date == interval.dates.upperBound - 1)
      pass(history.payout, of: project, at: checkpoint, block, to: Weighing(step: step, weights: weights))
    }
    guard !evidence.isSilent else { return }
    let likelihood = work.likelihood
    for lane in 0..<block.count { weights[lane] += ColumnMath.log(larger(likelihood[lane], 1e-30)) }
  }

  private struct Weighing: PayableUse {
    let step: EvidenceStep
    let weights: Workspace.Column

    func take<Rule: PayableRule>(_ rule: Rule, _ kernel: Kernel, _ project: borrowing ProjectModel, _ block: Block) {
      kernel.weigh(step, rule, block, into: weights)
    }
  }

  private func weigh<Rule: PayableRule>(
    _ step: EvidenceStep, _ rule: Rule, _ block: Block, into weights: Workspace.Column
  ) {
    let (discipline, unblocked) = (work.discipline, work.unblocked)
    guard !step.evidence.isSilent else {
      for lane in 0..<block.count {
        weights[lane] += step.logSilence(rule.payable(lane), discipline[lane], unblocked[lane])
      }
      return
    }
    let (likelihood, reached, draw) = (work.likelihood, work.reached, work.uniform)
    model.coverageDensity.read { densities in
      for lane in 0..<block.count {
        let payable = rule.payable(lane)
        likelihood[lane] = step.likelihood(
          payable, discipline[lane], reached: reached[lane], others: likelihood[lane], densities)
      }
    }
    guard !step.isLast, let coverage = model.coverage.linear else { return }
    for lane in 0..<block.count {
      reached[lane] = step.next(reached[lane], rule.payable(lane), discipline[lane], draw[lane], coverage)
    }
  }
}

/// Payments between two days, as shares of the value of the year's work.
struct Evidence {
  let before: Float
  let after: Float

  /// Amounts below this count as nothing.
  static let least: Float = 1e-6

  var isSilent: Bool { after - before <= Self.least }
}

/// What one claim date says of payments.
struct EvidenceStep {
  let evidence: Evidence
  let rates: ClaimRates
  /// The last date of the interval, at which all has been paid.
  let isLast: Bool

  /// The likelihood of evidence that the model rules out, relative to what it expects.
  static let impossible: Float = 1e-3
  /// Half the width within which an advance is recognised.
  private static let tolerance: Float = 0.005

  /// Nothing paid: no claim was made where one could be, and no advance was due.
  @inline(__always)
  func logSilence(_ payable: Payable, _ discipline: Float, _ unblocked: Float) -> Float {
    let claimable = payable.volume - evidence.before > Evidence.least
    let silence: Float = claimable ? larger(discipline * rates.logUnclaimed, -80) * unblocked : 0
    let isAdvanceDue = payable.advance - evidence.before > Self.tolerance
    return isAdvanceDue ? -6.9 : silence
  }

  /// The density of the interval's payments with the last claim at this date, or at one before (`others`) and silence since.
  @inline(__always)
  func likelihood(
    _ payable: Payable, _ discipline: Float, reached: Float, others: Float, _ densities: UnsafePointer<Float>
  ) -> Float {
    let claim = rates.claim(discipline)
    let paid = evidence.after - reached
    let gap = payable.volume - reached
    let room = larger(gap, 1e-3)
    let due = larger(reached, payable.advance)
    let covered = CoverageDensity.value(at: positive(paid) / room, in: densities)
    let isPossible = paid > 0 && gap > Evidence.least && evidence.after > due - Self.tolerance
    var now: Float = isPossible ? claim * covered / room : 0
    // An advance is paid in full when it is due, with a claim or without.
    let isAdvance = due > reached && evidence.after - due < Self.tolerance && due - evidence.after < Self.tolerance
    now += isAdvance ? (1 - 0.5 * claim) / (2 * Self.tolerance) : 0
    // Heavy tails around a claim of the usual share, for payments that the model does not foresee.
    let usual = 0.8 * room
    let far = usual / (usual * usual + paid * paid)
    now += paid > 0 ? Self.impossible * far : 0
    let isUnclaimed = payable.volume - evidence.after > Evidence.least
    return now + others * (isUnclaimed ? 1 - claim : 1)
  }

  /// What is paid by the next date by a claim drawn as in the simulation.
  @inline(__always)
  func next(
    _ reached: Float, _ payable: Payable, _ discipline: Float, _ draw: Float, _ coverage: (start: Float, width: Float)
  ) -> Float {
    let claim = rates.claim(discipline)
    let covered = smaller(1, coverage.start + coverage.width * rates.rank(draw, claim))
    return payable.claimed(reached, draw < claim ? covered : 0, limit: 1e6)
  }
}

// MARK: Candidates

/// What has been drawn for one project and block in several rounds, and which of it is chosen for each replication.
final class CandidatePool {
  private var drawn: Workspace.Column = .allocate(capacity: 1)
  private var capacity = 1
  private var logWeights: Workspace.Column = .allocate(capacity: Workspace.block)
  private var rounds = 1
  /// For each replication the round and the replication that it takes its draws from.
  private let source = UnsafeMutablePointer<(round: Int32, lane: Int32)>.allocate(capacity: Workspace.block)
  private let laneOrder = UnsafeMutablePointer<Int32>.allocate(capacity: Workspace.block)
  private let bucket = UnsafeMutablePointer<Int32>.allocate(capacity: Workspace.block)

  deinit {
    drawn.deallocate()
    logWeights.deallocate()
    source.deallocate()
    laneOrder.deallocate()
    bucket.deallocate()
  }

  func reserve(rounds: Int, columns: Int) {
    if rounds > self.rounds {
      logWeights.deallocate()
      logWeights = .allocate(capacity: rounds * Workspace.block)
      self.rounds = rounds
    }
    let wanted = rounds * columns * Workspace.block
    guard wanted > capacity else { return }
    drawn.deallocate()
    drawn = .allocate(capacity: wanted)
    capacity = wanted
  }

  func weights(_ round: Int) -> Workspace.Column { logWeights + round * Workspace.block }

  func column(_ round: Int, _ place: Int, of columns: Int) -> Workspace.Column {
    drawn + (round * columns + place) * Workspace.block
  }

  private func largest(rounds: Int, _ block: Block) -> Float {
    var most = -Float.infinity
    for round in 0..<rounds {
      let column = weights(round)
      for lane in 0..<block.count { most = larger(column[lane], most) }
    }
    return most
  }

  /// How many equal weights these are worth: the square of their sum over the sum of their squares (Kong 1992).
  func effectiveCount(rounds: Int, _ block: Block) -> Float {
    let most = largest(rounds: rounds, block)
    var (sum, squares): (Float, Float) = (0, 0)
    for round in 0..<rounds {
      let column = weights(round)
      for lane in 0..<block.count {
        let weight = ColumnMath.exp(column[lane] - most)
        sum += weight
        squares += weight * weight
      }
    }
    return sum * sum / squares
  }

  /// The replications in the order of one score and then of another, by steps; within a step in their own order.
  func order(by first: Workspace.Column, then second: Workspace.Column, _ block: Block) -> UnsafeMutablePointer<Int32> {
    withUnsafeTemporaryAllocation(of: Int32.self, capacity: Self.firstSteps * Self.secondSteps + 1) { starts in
      starts.initialize(repeating: 0)
      for lane in 0..<block.count {
        let coarse = Self.step(first[lane], from: -1, width: 0.06, count: Self.firstSteps)
        let fine = Self.step(second[lane], from: -1, width: 0.16, count: Self.secondSteps)
        bucket[lane] = Int32(coarse * Self.secondSteps + fine)
        starts[Int(bucket[lane]) + 1] += 1
      }
      for step in 1..<starts.count { starts[step] += starts[step - 1] }
      for lane in 0..<block.count {
        let step = Int(bucket[lane])
        laneOrder[Int(starts[step])] = Int32(lane)
        starts[step] += 1
      }
    }
    return laneOrder
  }

  private static let firstSteps = 24
  private static let secondSteps = 8

  @inline(__always)
  private static func step(_ value: Float, from lower: Float, width: Float, count: Int) -> Int {
    Int(smaller(Float(count - 1), positive((value - lower) / width)))
  }

  /// Chooses a source for each replication, evenly by weight in the given order.
  func choose(rounds: Int, order: UnsafeMutablePointer<Int32>, _ block: Block) {
    let most = largest(rounds: rounds, block)
    var total = 0.0
    for round in 0..<rounds {
      let column = weights(round)
      for lane in 0..<block.count {
        column[lane] = ColumnMath.exp(column[lane] - most)
        total += Double(column[lane])
      }
    }
    let step = total / Double(block.count)
    var (chosen, below) = (0, 0.0)
    var last = (round: Int32(0), lane: Int32(0))
    for position in 0..<block.count {
      let lane = order[position]
      for round in 0..<rounds {
        let weight = weights(round)[Int(lane)]
        guard weight > 0 else { continue }
        below += Double(weight)
        last = (Int32(round), lane)
        while chosen < block.count, (Double(chosen) + 0.5) * step < below {
          source[Int(order[chosen])] = last
          chosen += 1
        }
      }
    }
    while chosen < block.count {
      source[Int(order[chosen])] = last
      chosen += 1
    }
  }

  /// Writes what has been chosen for each replication of one of the columns.
  func read(_ place: Int, of columns: Int, into column: Workspace.Column, _ block: Block) {
    for lane in 0..<block.count {
      let from = source[lane]
      column[lane] = self.column(Int(from.round), place, of: columns)[Int(from.lane)]
    }
  }
}
