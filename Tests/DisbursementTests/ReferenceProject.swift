import Disbursement
import Foundation
import Portfolio
import Rulebook
import Stochastics

/// One checkpoint after the as-of day.
struct ReferenceCheckpoint {
  let day: Day
  /// Work accepted by this time is payable, and construction begun by this time has its advance paid, by the checkpoint.
  let acceptance: Double
  let advance: Double
  /// Logarithm of the share of what is payable that stays unclaimed since the month before, at file discipline 1.
  let unclaimed: Double
  /// When the claim of the month is made at the latest, and the same logarithm by then.
  let claimDay: Day
  let unclaimedOfMonth: Double
}

/// What one project may be paid and what it claims in one replication, before any source is found short of cash.
struct ReferenceProject {
  /// Payable and advance by each checkpoint, of the capital not yet paid on the as-of day, in dong.
  private(set) var payable: [Double] = []
  private(set) var advance: [Double] = []
  /// Share of what is payable that is claimed at each checkpoint.
  private(set) var claim: [Double] = []
  /// When its last activity ends.
  private(set) var end = 0.0
  var isKnifeEdge: Bool { edges.isMet }

  private let stated: Project
  private let inputs: ForecastInputs
  private let draws: ReferenceDraws
  private let calendar: ReferenceCalendar
  private let checkpoints: [ReferenceCheckpoint]
  private let edges = KnifeEdges()
  private let isUnderWay: Bool
  private let activities: [Activity]
  /// For each activity the places of its predecessors.
  private let predecessors: [[Int]]
  /// The drivers that strike, with what they do.
  private let strikes: [(driver: RiskDriver, impact: Double)]

  private var assumptions: Assumptions { inputs.assumptions }
  private var remaining: Double { Double((stated.plan - stated.paidToDate).dong) }
  private var buildsSomething: Bool { stated.group == .carryOver || stated.group == .newStart }

  init(
    _ stated: Project, inputs: ForecastInputs, draws: ReferenceDraws, calendar: ReferenceCalendar,
    checkpoints: [ReferenceCheckpoint]
  ) {
    self.stated = stated
    self.inputs = inputs
    self.draws = draws
    self.calendar = calendar
    self.checkpoints = checkpoints
    let isUnderWay = Self.isUnderWay(stated)
    self.isUnderWay = isUnderWay
    let network = stated.network ?? (isUnderWay ? nil : inputs.assumptions.templates[stated.group])
    activities = network?.activities ?? []
    predecessors = network?.predecessorIndices ?? []
    let edges = self.edges
    strikes = inputs.assumptions.drivers.compactMap { driver in
      guard driver.effect != .revenueFactor else { return nil }
      return draws.impact(of: driver, on: Self.unit(of: driver.scope, stated), edges).map { (driver, $0) }
    }
    simulate()
  }

  /// Q(c) from Q at the end of the month before, in dong since the as-of day, whatever cash there is; what exceeds the capital waits.
  func claimed(by checkpoint: Int, after before: Double) -> Double {
    let volume = before + claim[checkpoint] * max(0, payable[checkpoint] - before)
    return min(room, max(volume, advance[checkpoint]))
  }

  private mutating func simulate() {
    var ends = finishes { draws.uniform("activity", [stated.id, $0.name], loading: assumptions.systemic.duration) }
    if !buildsSomething { ends = zip(activities, ends).map { $0.isDone ? $1 : $1 + stoppage } }
    end = max(0, ends.max() ?? 0)
    switch stated.group {
    case .carryOver, .newStart: build(ends)
    case .completed: settle()
    case .preparationNewStart, .preparationPriority, .preparationOther: approve(ends)
    }
    drawClaims()
    if isBlocked {
      claim = claim.map { _ in 0 }
      advance = advance.map { _ in 0 }
    }
  }

  /// Work has been paid for and nothing is said of what is left before it: it has begun.
  private static func isUnderWay(_ project: Project) -> Bool {
    let builds = project.group == .carryOver || project.group == .newStart
    return builds && project.network == nil && project.paidToDate > .zero
  }

  /// Projects that state nothing share with no other.
  private static func unit(of scope: RiskDriver.Scope, _ project: Project) -> String {
    let name: String
    switch scope {
    case .portfolio: return ""
    case .project: return project.id
    case .locality: name = project.locality
    case .owner: name = project.owner
    case .contractor: name = project.contractor
    case .sector: name = project.sector
    case .source:
      var largest = project.allocations[0]
      for allocation in project.allocations where allocation.plan > largest.plan { largest = allocation }
      name = largest.sourceID
    }
    return name.isEmpty ? "\u{1}" + project.id : name
  }
}

// MARK: Drivers

extension ReferenceProject {
  private var isBlocked: Bool { strikes.contains { $0.driver.effect == .blocked } }

  private func impacts(_ effect: RiskDriver.Effect, on name: String) -> [Double] {
    strikes.filter { $0.driver.effect == effect && ($0.driver.appliesTo.isEmpty || $0.driver.appliesTo.contains(name)) }
      .map(\.impact)
  }

  /// Days by which everything stands still: construction, or for lack of one the network as a whole.
  private var stoppage: Double {
    strikes.filter { strike in
      let names = strike.driver.appliesTo
      guard strike.driver.effect == .stoppageDays else { return false }
      return names.isEmpty || (buildsSomething && names.contains(RiskDriver.construction))
    }.reduce(0) { $0 + $1.impact }
  }

  private var speed: Double {
    let uniform = draws.uniform("productivity", [stated.id], loading: -assumptions.systemic.productivity)
    var speed = assumptions.productivity.quantile(uniform)
    for factor in impacts(.productivityFactor, on: RiskDriver.construction) { speed *= factor }
    for factor in impacts(.durationFactor, on: RiskDriver.construction) { speed /= max(factor, 1e-6) }
    return speed
  }
}

// MARK: Dates

extension ReferenceProject {
  /// The forward pass with the given uniform numbers.
  private func finishes(_ uniform: (Activity) -> Double) -> [Double] {
    forwardPass { activity in
      var days = activity.duration.remaining(after: elapsed(activity), at: uniform(activity))
      for factor in impacts(.durationFactor, on: activity.name) { days *= factor }
      for strike in strikes where strike.driver.effect == .stoppageDays {
        if strike.driver.appliesTo.contains(activity.name) { days += strike.impact }
      }
      return days
    }
  }

  private func forwardPass(_ duration: (Activity) -> Double) -> [Double] {
    var ends: [Double] = []
    for (position, activity) in activities.enumerated() {
      if case .done(let day) = activity.state {
        ends.append(Double(day - calendar.asOf))
        continue
      }
      let start = predecessors[position].map { ends[$0] }.reduce(0, max)
      switch activity.days {
      case .calendar: ends.append(start + duration(activity))
      case .working: ends.append(calendar.officeTime(after: start, duration: duration(activity), edges))
      }
    }
    return ends
  }

  private func elapsed(_ activity: Activity) -> Double {
    guard case .active(let since) = activity.state else { return 0 }
    switch activity.days {
    case .calendar: return Double(calendar.asOf - since)
    case .working: return calendar.officeDays(after: since, through: calendar.asOf)
    }
  }

  /// When everything that holds back all of the work has ended.
  private func start(_ ends: [Double]) -> Double {
    zip(activities, ends).filter { $0.0.holdsBack == .one }.map(\.1).reduce(0, max)
  }
}

// MARK: Construction

extension ReferenceProject {
  private mutating func build(_ ends: [Double]) {
    let start = start(ends)
    let (speed, workload) = (speed, workload)
    var (worked, heldWorked) = (0.0, 0.0)
    var until = 0.0
    for checkpoint in checkpoints {
      worked += calendar.siteDays(from: max(until, start), through: checkpoint.acceptance)
      heldWorked += calendar.siteDays(from: max(until, end), through: checkpoint.acceptance)
      until = checkpoint.acceptance
      let share = value(after: worked, speed, workload)
      let heldShare = value(after: heldWorked, speed, workload)
      let accepted = value * ((1 - held) * share + held * heldShare)
      if advanceAtStart > 0, checkpoint.advance.isFinite {
        edges.meet(start, checkpoint.advance, within: KnifeEdges.day)
      }
      pay(accepted: accepted, advance: start <= checkpoint.advance ? advanceAtStart : 0)
    }
  }

  /// Share of the year's value accepted after a number of effective days since the start.
  private func value(after days: Double, _ speed: Double, _ workload: Double) -> Double {
    let done = min(1, max(0, days - stoppage) * speed / workload)
    return curve.value(after: progress + (1 - progress) * done)
  }

  /// Payable = advance + volume − recovery.
  private mutating func pay(accepted: Double, advance paidInAdvance: Double) {
    let volume = max(0, accepted - paidForVolume)
    let owed = Double(stated.outstandingAdvance.dong) + paidInAdvance
    let recovered = min(volume, owed * min(1, volume / recoverySpan))
    payable.append(volume + paidInAdvance - recovered)
    advance.append(paidInAdvance)
  }

  private var curve: SCurve { stated.sCurve ?? assumptions.sCurve }
  private var value: Double { Double((stated.absorbable ?? stated.plan).dong) }
  private var held: Double { activities.map(\.holdsBack).filter { $0 < .one }.max()?.value ?? 0 }

  /// Paid in the year for work, so without an advance of the year.
  private var paidForVolume: Double {
    let advance = stated.group == .newStart ? min(stated.outstandingAdvance, stated.paidToDate) : .zero
    return Double((stated.paidToDate - advance).dong)
  }

  private var progress: Double {
    if let stated = stated.progress { return stated }
    guard value > 0 else { return 0 }
    let year = inputs.portfolio.fiscalYear
    let isPlan = calendar.asOf <= year.eve && stated.group == .carryOver
    return curve.work(for: max(paidForVolume / value, isPlan ? assumptions.acceptedBeforeYear : 0))
  }

  /// Effective days from the nominal start to the planned end.
  private var workload: Double {
    let nominal = forwardPass { $0.duration.remaining(after: elapsed($0), at: 0.5) }
    let start = start(nominal)
    let usual = assumptions.constructionDays[stated.group].map { $0 * (1 - progress) }
    if let days = stated.constructionDays ?? usual {
      return max(0.5, calendar.siteDays(from: start, through: start + days))
    }
    let waits = activities.contains { !$0.isDone }
    let usualStart = waits ? usualWait : start
    let days = max(30, Double(inputs.portfolio.fiscalYear.lastDay - calendar.asOf) - usualStart)
    return max(0.5, calendar.siteDays(from: usualStart, through: usualStart + days))
  }

  /// How long projects of the group usually wait, by the medians of its template: the pace of a project does not depend on how long it waits itself.
  private var usualWait: Double {
    guard let template = assumptions.templates[stated.group] else { return 0 }
    var ends: [Double] = []
    for (position, activity) in template.activities.enumerated() {
      let start = template.predecessorIndices[position].map { ends[$0] }.reduce(0, max)
      let days = activity.duration.quantile(0.5)
      ends.append(
        activity.days == .working ? calendar.officeTime(after: start, duration: days, KnifeEdges()) : start + days)
    }
    return zip(template.activities, ends).filter { $0.0.holdsBack == .one }.map(\.1).reduce(0, max)
  }

  private var contract: Double {
    let contract = Double((stated.contractValue ?? stated.totalInvestment ?? .zero).dong)
    return contract > 0 ? contract : Double(stated.paidBeforeYear.dong) + value
  }

  private var advanceAtStart: Double {
    let hasStarted = isUnderWay || (!activities.isEmpty && activities.allSatisfy(\.isDone))
    guard let share = assumptions.advanceShares[stated.group], !hasStarted, stated.outstandingAdvance == .zero else {
      return 0
    }
    let ceiling = inputs.rulebook.cap(.advanceCeiling, on: calendar.asOf) ?? 1
    return min(min(share, ceiling) * contract, remaining)
  }

  /// The volume still to be claimed when nothing of the advances may be outstanding any more.
  private var recoverySpan: Double {
    let share = inputs.rulebook.cap(.advanceRecoveredBy, on: inputs.portfolio.fiscalYear.firstDay) ?? 0.8
    let claimed = stated.paidBeforeYear + stated.paidToDate - stated.outstandingAdvance
    return max(1, share * contract - Double(claimed.dong))
  }
}

extension Activity {
  fileprivate var isDone: Bool {
    if case .done = state { true } else { false }
  }
}

// MARK: Settlement, approvals, claims

extension ReferenceProject {
  private mutating func settle() {
    for checkpoint in checkpoints {
      pay((isEnded(end, by: checkpoint) ? 1 : assumptions.payableBeforeSettlement) * max(0, value - paid))
    }
  }

  private mutating func approve(_ ends: [Double]) {
    let weights = activities.map { assumptions.preparationPayments[$0.name] ?? 0 }
    let sum = weights.reduce(0, +)
    for checkpoint in checkpoints {
      guard sum > 0 else {
        pay(isEnded(end, by: checkpoint) ? value - paid : 0)
        continue
      }
      var share = 0.0
      for (weight, end) in zip(weights, ends) where weight > 0 && isEnded(end, by: checkpoint) { share += weight / sum }
      pay(share * value - paid)
    }
  }

  private func isEnded(_ end: Double, by checkpoint: ReferenceCheckpoint) -> Bool {
    edges.meet(end, checkpoint.acceptance, within: KnifeEdges.day)
    return end <= checkpoint.acceptance
  }

  private mutating func pay(_ amount: Double) {
    payable.append(amount)
    advance.append(0)
  }

  private var paid: Double { Double(stated.paidToDate.dong) }

  /// What may ever be paid after the as-of day.
  private var room: Double {
    guard let total = stated.totalInvestment else { return remaining }
    return min(remaining, Double((total - stated.paidBeforeYear - stated.paidToDate).dong))
  }

  private mutating func drawClaims() {
    let uniform = draws.uniform("discipline", [stated.id], loading: -assumptions.systemic.discipline)
    let discipline = assumptions.claims.discipline.quantile(uniform)
    claim = checkpoints.map { checkpoint in
      let byThen = discipline > 0 ? 1 - exp(discipline * checkpoint.unclaimed) : 0
      switch assumptions.claims.mode {
      case .share: return byThen
      case .lump:
        let ofMonth = discipline > 0 ? 1 - exp(discipline * checkpoint.unclaimedOfMonth) : 0
        return lump(chance: ofMonth, byThen: checkpoint.claimDay == checkpoint.day ? nil : byThen, checkpoint.claimDay)
      }
    }
  }

  /// Claimed in the month or not; if so, the same number says how much of what is payable, and its further digits whether by a day within the month.
  private func lump(chance: Double, byThen: Double?, _ claimDay: Day) -> Double {
    let uniform = draws.uniform("claim", [stated.id], index: UInt32(claimDay.ordinal))
    edges.meet(uniform, chance, within: KnifeEdges.probability)
    guard uniform < chance else { return 0 }
    if let byThen {
      let timing = (uniform / chance * 64).truncatingRemainder(dividingBy: 1)
      edges.meet(timing * chance, byThen, within: 64 * KnifeEdges.probability)
      for end in [0.0, 1] { edges.meet(timing, end, within: 64 * KnifeEdges.probability) }
      guard timing * chance < byThen else { return 0 }
    }
    return min(1, assumptions.claims.coverage.quantile(uniform / chance))
  }
}
