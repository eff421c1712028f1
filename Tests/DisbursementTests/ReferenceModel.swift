import Disbursement
import Foundation
import Portfolio
import Rulebook
import Stochastics

/// The model written a second time, as plainly as it is meant: one replication, one project after the other, one day after
/// the other, in double precision. Slow, and sharing nothing with the engine but the inputs, the uniform numbers and the
/// distributions.
struct ReferenceModel {
  let inputs: ForecastInputs
  let seed: UInt64
  let checkpoints: [ReferenceCheckpoint]

  private let calendar: ReferenceCalendar
  private var portfolio: Portfolio { inputs.portfolio }

  init(inputs: ForecastInputs, seed: UInt64) {
    self.inputs = inputs
    self.seed = seed
    calendar = ReferenceCalendar(assumed: inputs.assumptions.calendar, asOf: inputs.portfolio.asOf)
    checkpoints = Self.checkpoints(inputs, calendar)
  }

  /// What every allocation has been paid by each checkpoint.
  struct Replication {
    /// By project, allocation and checkpoint, in dong.
    var paid: [[[Double]]]
    /// When the last activity of each project ends.
    let ends: [Double]
    /// Whether a project's result hangs on rounding.
    let isKnifeEdge: [Bool]

    func total(of project: Int, at checkpoint: Int) -> Double { paid[project].reduce(0) { $0 + $1[checkpoint] } }
  }

  func replication(_ number: Int) -> Replication {
    let draws = ReferenceDraws(seed: seed, replication: number)
    let projects = portfolio.projects.map {
      ReferenceProject($0, inputs: inputs, draws: draws, calendar: calendar, checkpoints: checkpoints)
    }
    let revenue = ReferenceRevenue(inputs: inputs, draws: draws)
    var result = Replication(
      paid: portfolio.projects.map { $0.allocations.map { _ in [] } }, ends: projects.map(\.end),
      isKnifeEdge: knifeEdges(projects, revenue))
    var paid = portfolio.projects.map { $0.allocations.map { Double($0.paidToDate.dong) } }
    var claimed = paid
    var totals = portfolio.projects.map { _ in 0.0 }
    var atMonthEnd = totals
    for checkpoint in checkpoints.indices {
      for (index, project) in projects.enumerated() {
        totals[index] = project.claimed(by: checkpoint, after: atMonthEnd[index])
      }
      if checkpoints[checkpoint].claimDay == checkpoints[checkpoint].day { atMonthEnd = totals }
      pay(totals, at: checkpoint, revenue, &claimed, &paid)
      for project in paid.indices {
        for allocation in paid[project].indices { result.paid[project][allocation].append(paid[project][allocation]) }
      }
    }
    return result
  }

  /// Projects that share a source's cash share each other's knife-edges.
  private func knifeEdges(_ projects: [ReferenceProject], _ revenue: ReferenceRevenue) -> [Bool] {
    var shared = revenue.knifeEdges
    var found = projects.map(\.isKnifeEdge)
    var spreads = true
    while spreads {
      spreads = false
      for (index, project) in portfolio.projects.enumerated() {
        let linked = project.allocations.map(\.sourceID).filter(revenue.isLinked)
        if !found[index], linked.contains(where: shared.contains) {
          found[index] = true
          spreads = true
        }
        if found[index], !shared.isSuperset(of: linked) {
          shared.formUnion(linked)
          spreads = true
        }
      }
    }
    return found
  }
}

// MARK: Checkpoints

extension ReferenceModel {
  private static func checkpoints(_ inputs: ForecastInputs, _ calendar: ReferenceCalendar) -> [ReferenceCheckpoint] {
    let year = inputs.portfolio.fiscalYear
    let rulebook = inputs.rulebook
    let asOf = inputs.portfolio.asOf
    let days =
      year.monthEnds + rulebook.milestones.map(\.date) + rulebook.deadlines.map(\.date) + rulebook.adjustmentWindows
      + inputs.portfolio.sources.compactMap(\.payUntil)
    let ahead = Set(days).filter { $0 > asOf && $0 <= year.cutOff }.sorted()
    let yearEnd = max(0, year.lastDay - asOf)
    let waits = inputs.assumptions.claims.waitsForTreasury
    var previous = asOf
    return ahead.map { day in
      let claimDay = min(year.cutOff, Day(endOfMonth: day.month, year: day.year))
      let paymentDays = waits ? rulebook.cap(.treasuryPaymentDays, on: day) ?? 0 : 0
      let advanceDays = waits ? rulebook.cap(.treasuryAdvanceDays, on: day) ?? 0 : 0
      let unclaimed = unclaimed(after: previous, through: day, inputs)
      let unclaimedOfMonth = self.unclaimed(after: previous, through: claimDay, inputs)
      if day == claimDay { previous = day }
      return ReferenceCheckpoint(
        day: day,
        acceptance: min(Double(yearEnd), calendar.latestTime(leaving: paymentDays, until: day - asOf)),
        advance: yearEnd > 0 ? calendar.latestTime(leaving: advanceDays, until: min(yearEnd, day - asOf)) : -.infinity,
        unclaimed: unclaimed, claimDay: claimDay, unclaimedOfMonth: unclaimedOfMonth)
    }
  }

  /// Every day leaves its part of the month's unclaimed share.
  private static func unclaimed(after previous: Day, through last: Day, _ inputs: ForecastInputs) -> Double {
    var logarithm = 0.0
    var day = previous + 1
    while day <= last {
      let month = (day.year - inputs.portfolio.fiscalYear.year) * 12 + day.month
      let rate = inputs.assumptions.claims.monthlyRates[month - 1]
      logarithm += log(1 - rate) / Double(Day.length(ofMonth: day.month, year: day.year))
      day = day + 1
    }
    return logarithm
  }
}

// MARK: Payment

extension ReferenceModel {
  private struct Place {
    let project: Int
    let allocation: Int
  }

  /// Rank by rank; within a rank what waits for a source short of cash is met pro rata, and the rest waits on.
  private func pay(
    _ totals: [Double], at checkpoint: Int, _ revenue: ReferenceRevenue, _ claimed: inout [[Double]],
    _ paid: inout [[Double]]
  ) {
    for rank in Set(portfolio.projects.map(rank)).sorted() {
      var waiting: [(place: Place, amount: Double)] = []
      var demand: [String: Double] = [:]
      for (index, project) in portfolio.projects.enumerated() where self.rank(of: project) == rank {
        for (position, allocation) in project.allocations.enumerated() {
          if let last = source(allocation.sourceID).payUntil, checkpoints[checkpoint].day > last { continue }
          claimed[index][position] = part(of: totals[index], for: allocation, project)
          let amount = claimed[index][position] - paid[index][position]
          waiting.append((Place(project: index, allocation: position), amount))
          demand[allocation.sourceID, default: 0] += amount
        }
      }
      let ratios = demand.map { source, demand in
        (source, ratio(demand, on: source, by: checkpoints[checkpoint].day, revenue, paid))
      }
      let met = Dictionary(uniqueKeysWithValues: ratios)
      for (place, amount) in waiting {
        let source = portfolio.projects[place.project].allocations[place.allocation].sourceID
        paid[place.project][place.allocation] += amount * (met[source] ?? 1)
      }
    }
  }

  /// The share of a demand that a source's cash meets.
  private func ratio(
    _ demand: Double, on source: String, by day: Day, _ revenue: ReferenceRevenue, _ paid: [[Double]]
  ) -> Double {
    guard revenue.isLinked(source) else { return 1 }
    var spent = 0.0
    for (project, amounts) in zip(portfolio.projects, paid) {
      for (allocation, amount) in zip(project.allocations, amounts) where allocation.sourceID == source {
        spent += amount
      }
    }
    let cash = max(0, revenue.collected(source, by: day) - spent)
    return demand <= cash ? 1 : cash / demand
  }

  /// One allocation's part of what its project has claimed since the as-of day, with what it was paid before; sources of the lowest priority
  /// number are drawn on first.
  private func part(of total: Double, for allocation: Allocation, _ project: Project) -> Double {
    let source = source(allocation.sourceID)
    let level = capital(of: project) { $0.priority == source.priority }
    let before = capital(of: project) { $0.priority < source.priority }
    let part = level > 0 ? min(level, max(0, total - before)) * capital(allocation) / level : 0
    return Double(allocation.paidToDate.dong) + part
  }

  private func capital(of project: Project, from sources: (FundingSource) -> Bool) -> Double {
    project.allocations.filter { sources(source($0.sourceID)) }.reduce(0) { $0 + capital($1) }
  }

  private func capital(_ allocation: Allocation) -> Double { Double((allocation.plan - allocation.paidToDate).dong) }

  private func source(_ id: String) -> FundingSource {
    portfolio.sources.first { $0.id == id } ?? FundingSource(id: id, name: id, kind: .transfer)
  }

  /// Groups in the rulebook's order, key projects first within each.
  private func rank(of project: Project) -> Int {
    let order = inputs.rulebook.paymentPriority(on: portfolio.fiscalYear.firstDay)
    return 2 * (order.firstIndex(of: project.group) ?? order.count) + (project.isKeyProject ? 0 : 1)
  }
}

/// What revenue-linked sources collect in one replication.
struct ReferenceRevenue {
  private let inputs: ForecastInputs
  private let factors: [String: Double]
  /// Sources whose revenue hangs on rounding.
  let knifeEdges: Set<String>

  init(inputs: ForecastInputs, draws: ReferenceDraws) {
    self.inputs = inputs
    var knifeEdges = Set<String>()
    var factors: [String: Double] = [:]
    for source in inputs.portfolio.sources {
      guard case .revenue(let revenue) = source.kind else { continue }
      let edges = KnifeEdges()
      let distribution = revenue.factor ?? inputs.assumptions.revenueFactor
      var factor = distribution.quantile(draws.uniform("revenue", [source.id]))
      for driver in inputs.assumptions.drivers where driver.effect == .revenueFactor {
        factor *= draws.impact(of: driver, on: driver.scope == .portfolio ? "" : source.id, edges) ?? 1
      }
      factors[source.id] = factor
      if edges.isMet { knifeEdges.insert(source.id) }
    }
    self.factors = factors
    self.knifeEdges = knifeEdges
  }

  func isLinked(_ source: String) -> Bool { factors[source] != nil }

  /// Cumulative, in dong.
  func collected(_ id: String, by day: Day) -> Double {
    guard let factor = factors[id], let source = inputs.portfolio.sources.first(where: { $0.id == id }),
      case .revenue(let revenue) = source.kind
    else { return 0 }
    let shares = revenue.monthlyShares ?? inputs.assumptions.revenueMonthlyShares
    var share = 0.0
    var date = inputs.portfolio.fiscalYear.firstDay
    while date <= day, date.year == inputs.portfolio.fiscalYear.year {
      share += shares[date.month - 1] / Double(Day.length(ofMonth: date.month, year: date.year))
      date = date + 1
    }
    return Double(revenue.expected.dong) * factor * min(1, share)
  }
}
