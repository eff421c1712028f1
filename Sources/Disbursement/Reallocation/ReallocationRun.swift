import Portfolio
import Rulebook
import Stochastics

extension ReallocationProposal {
  /// Proposes how capital is moved, and judges the proposal on as many other replications.
  ///
  /// A pure function of the inputs and the settings except ``ReallocationSettings/threads``. Portfolios whose claims would take more than
  /// two gigabytes get fewer replications, which the header states. `progress` is called from worker threads with the share of
  /// the work that is done.
  public static func propose(
    _ inputs: ForecastInputs, settings: ReallocationSettings, progress: (@Sendable (Double) -> Void)? = nil
  ) throws(InvalidReallocation) -> ReallocationProposal {
    var settings = settings
    settings.replications = max(1, min(settings.replications, ReallocationRun.mostReplications(inputs, settings)))
    let question = try ReallocationQuestion(inputs, settings)
    return ReallocationRun(question, progress: progress).proposal()
  }
}

/// From the question to the judged proposal.
private struct ReallocationRun {
  let question: ReallocationQuestion
  let claims: ClaimModel
  let directory: CapitalDirectory
  let progress: ProgressMeter
  /// The last future checkpoint that is paid under the present plan; −1 when there is none.
  let window: Int
  /// The future checkpoint whose payments count.
  let date: Int

  /// Bytes of the sample that a plan is chosen on.
  private static let largestSample = 2 << 30
  /// Replications that any portfolio gets.
  private static let fewest = 256
  /// Replications on which obstacles are looked for: they are stated in whole percent.
  private static let mostForObstacles = 2_048

  private var portfolio: Portfolio { question.inputs.portfolio }
  private var settings: ReallocationSettings { question.settings }
  private var timeline: Timeline { claims.model.timeline }

  static func mostReplications(_ inputs: ForecastInputs, _ settings: ReallocationSettings) -> Int {
    let columns = settings.objective == .milestones ? 1 + inputs.rulebook.milestones.count : 1
    let perReplication = 8 * max(1, inputs.portfolio.projects.count) * columns
    return max(fewest, min(largestSample / perReplication, Int(Int32.max)))
  }

  init(_ question: ReallocationQuestion, progress: (@Sendable (Double) -> Void)?) {
    self.question = question
    let rooms = CapitalRooms(question, paidByWindow: [])
    let ceilings = zip(rooms.projects, question.inputs.portfolio.projects).map { room, project in
      room.lock == nil ? room.ceilings.map(\.amount).min() ?? project.plan : project.plan
    }
    let settings = question.settings
    claims = ClaimModel(
      question.inputs, ceilings: ceilings, seed: settings.seed, sampling: .independent, targetDates: [question.date],
      threads: settings.threads)
    directory = CapitalDirectory(model: claims.model)
    let projects = question.inputs.portfolio.projects.count
    self.progress = ProgressMeter(total: 3 * projects * settings.replications, report: progress)
    let futures = claims.model.timeline.future
    window = (futures.lastIndex { $0.day <= question.window }) ?? -1
    date = max(0, (futures.lastIndex { $0.day <= question.date }) ?? 0)
  }

  func proposal() -> ReallocationProposal {
    let chosenOn = ClaimModel.Replications.first(settings.replications)
    var proposal = ReallocationProposal.find(question, evidence(chosenOn))
    progress.add(portfolio.projects.count * settings.replications)
    addObstacles(to: &proposal, .first(min(settings.replications, Self.mostForObstacles)))
    let judge = CapitalJudge(
      claims, directory, objective: settings.objective, window: window, date: date,
      plans: proposal.allocations.map { Double($0.planAfter.dong) })
    proposal.judgement = judge.judge(
      chosenOn.next(settings.replications), threads: settings.threads, progress: progress)
    return proposal
  }

  /// The last future checkpoint not after a day; −1 when there is none.
  private func future(_ day: Day) -> Int { (timeline.future.lastIndex { $0.day <= day }) ?? -1 }
}

// MARK: Evidence

extension ReallocationRun {
  private func evidence(_ replications: ClaimModel.Replications) -> ReallocationEvidence {
    let sources = question.sourcesByID
    let days = portfolio.projects.map { question.columnDays(of: $0, sources) }
    let sample = ClaimSample(replications: replications.count, columnCounts: days.map(\.count))
    for (index, project) in claims.projects.enumerated() {
      for column in days[index].indices { sample.column(index, column).update(repeating: project.paid) }
    }
    let futures = days.map { $0.map(future) }
    let inSample = days.indices.filter { !days[$0].isEmpty }
    let largest = LargestShares(count: days.count)
    let window = window
    let projects = claims.projects
    claims.forEachBlock(of: inSample, replications, threads: settings.threads, progress: progress) {
      index, kernel, offset, lanes in
      let scale = projects[index].total
      for (column, future) in futures[index].enumerated() where future >= 0 {
        guard let out = sample.column(index, column).baseAddress else { continue }
        scale.fill(out + offset, shares: kernel.work.claimed[future], count: lanes)
      }
      if window >= 0 { largest.raise(index, to: kernel.work.claimed[window], lanes) }
    }
    var evidence = ReallocationEvidence(sample: sample)
    evidence.cash = collected(replications)
    let outside = days.indices.filter { days[$0].isEmpty }
    addOthers(outside, replications, to: &evidence)
    if window >= 0 { evidence.paidByWindow = paidByWindow(largest) }
    return evidence
  }

  /// What each revenue-linked source can have paid by the date in each replication; never less than it has.
  private func collected(_ replications: ClaimModel.Replications) -> [String: CapitalProblem.Cash] {
    let kernel = Kernel(model: claims.model)
    var cash: [String: CapitalProblem.Cash] = [:]
    for source in claims.model.revenueSources {
      let id = portfolio.sources[source.sourceIndex].id
      let paid = portfolio.projects.lazy.flatMap(\.allocations).filter { $0.sourceID == id }
        .reduce(Money.zero) { $0 + $1.paidToDate }.dong
      let share = source.collectedShare[min(date, max(0, source.lastFuture))] * source.expected
      var amounts: [Int64] = []
      for number in 0..<replications.blocks(of: Workspace.block) {
        for factor in kernel.drawRevenue(source, replications.block(number, of: Workspace.block)) {
          let left = source.lastFuture < 0 ? 0 : max(0, share * Double(factor) - source.paid)
          amounts.append(paid + Money(rounding: left).dong)
        }
      }
      cash[id] = CapitalProblem.Cash(
        cash: Array(amounts.prefix(replications.count)),
        otherClaims: [Int64](repeating: 0, count: replications.count))
    }
    return cash
  }

  /// What projects outside the sample are paid and claim, each allocation by its source's last day.
  private func addOthers(
    _ outside: [Int], _ replications: ClaimModel.Replications, to evidence: inout ReallocationEvidence
  ) {
    guard !outside.isEmpty else { return }
    let sources = question.sourcesByID
    let filling = directory
    let sums = ResultSlots<[[Int64]]>(count: portfolio.projects.count)
    let lastFutures = portfolio.projects.map { project in
      project.allocations.map { future(question.lastPayment(sources[$0.sourceID], by: question.date)) }
    }
    for index in outside {
      sums[index] = portfolio.projects[index].allocations.map { allocation in
        [Int64](repeating: allocation.paidToDate.dong, count: replications.count)
      }
    }
    let projects = claims.projects
    claims.forEachBlock(of: outside, replications, threads: settings.threads) { index, kernel, offset, lanes in
      var own = sums[index] ?? []
      for (position, future) in lastFutures[index].enumerated() where future >= 0 {
        let scale = projects[index].total
        for lane in 0..<lanes {
          let claim = Double(scale.amount(kernel.work.claimed[future][lane]))
          own[position][offset + lane] = Int64(filling.part(of: claim, project: index, position: position).rounded())
        }
      }
      sums[index] = own
    }
    var payments = [Int64](repeating: 0, count: replications.count)
    for index in outside {
      for (allocation, amounts) in zip(portfolio.projects[index].allocations, sums[index] ?? []) {
        if let cash = evidence.cash[allocation.sourceID] {
          evidence.cash[allocation.sourceID] = CapitalProblem.Cash(
            cash: cash.cash, otherClaims: zip(cash.otherClaims, amounts).map { $0 + $1 })
        } else {
          for lane in payments.indices { payments[lane] += amounts[lane] }
        }
      }
    }
    evidence.otherPayments = payments
  }

  /// By allocation, from the largest claims of each project; a source short of cash pays less.
  private func paidByWindow(_ largest: LargestShares) -> [[Money]] {
    return portfolio.projects.enumerated().map { index, project in
      let claim = Double(claims.projects[index].total.amount(largest[index]))
      return project.allocations.indices.map { position in
        Money(rounding: directory.part(of: claim, project: index, position: position))
      }
    }
  }
}

/// The largest share that each project has claimed in any replication; each is raised by one worker.
private final class LargestShares: @unchecked Sendable {
  private let shares: UnsafeMutablePointer<Float>

  init(count: Int) {
    shares = .allocate(capacity: max(1, count))
    shares.initialize(repeating: 0, count: max(1, count))
  }

  deinit { shares.deallocate() }

  subscript(project: Int) -> Float { shares[project] }

  func raise(_ project: Int, to column: Workspace.Column, _ lanes: Int) {
    var most = shares[project]
    for lane in 0..<lanes { most = larger(most, column[lane]) }
    shares[project] = most
  }
}

// MARK: What keeps givers from spending

extension ReallocationRun {
  private func addObstacles(to proposal: inout ReallocationProposal, _ replications: ClaimModel.Replications) {
    let places = Dictionary(portfolio.projects.enumerated().map { ($1.id, $0) }) { first, _ in first }
    let givers = Set(proposal.moves.compactMap { places[$0.giverID] }).sorted()
    guard !givers.isEmpty else { return }
    let found = obstacles(of: givers, replications)
    for index in proposal.moves.indices {
      guard let giver = places[proposal.moves[index].giverID] else { continue }
      proposal.moves[index].giver.obstacle = found[giver]
    }
  }

  /// Splits what is not spent at the date into work not accepted and accepted work not claimed; cash is what a source short of it leaves over.
  private func obstacles(
    of givers: [Int], _ replications: ClaimModel.Replications
  ) -> [Int: LargestObstacle] {
    let tallies = ResultSlots<ObstacleTally>(count: portfolio.projects.count)
    let (projects, date) = (claims.projects, date)
    let plans = portfolio.projects.map { Double($0.plan.dong) }
    claims.forEachBlock(of: givers, replications, threads: settings.threads, observed: date) {
      index, kernel, _, lanes in
      var tally = tallies[index] ?? ObstacleTally()
      let (paid, remaining) = (Double(projects[index].paid), Double(projects[index].remaining))
      for lane in 0..<lanes {
        let payable = min(plans[index], paid + remaining * Double(positive(kernel.work.payableThen[lane])))
        let claimed = min(plans[index], paid + remaining * Double(kernel.work.claimed[date][lane]))
        tally.work += plans[index] - max(payable, claimed)
        tally.claims += max(payable, claimed) - claimed
        if projects[index].startedAt == nil { tally.starts.append(kernel.work.start[lane]) }
      }
      tallies[index] = tally
    }
    var result: [Int: LargestObstacle] = [:]
    for index in givers {
      guard let tally = tallies[index], tally.work + tally.claims > 0 else { continue }
      result[index] = tally.largest(asOf: timeline.asOf)
    }
    return result
  }
}

private struct ObstacleTally {
  var work = 0.0
  var claims = 0.0
  /// Days after the as-of day; empty when construction has begun.
  var starts: [Float] = []

  func largest(asOf: Day) -> LargestObstacle {
    let whole = work + claims
    guard work >= claims else { return LargestObstacle(kind: .claims, share: claims / whole) }
    let median = starts.isEmpty ? nil : starts.sorted()[starts.count / 2]
    let start = median.map { asOf + Int(min(3_660, max(0, $0)).rounded(.up)) }
    return LargestObstacle(kind: .work(startP50: start), share: work / whole)
  }
}
