import Portfolio
import Rulebook
import Stochastics

/// States forecasts of units from their summaries and facts.
struct UnitForecaster {
  let ensemble: Ensemble
  let settings: ForecastSettings
  let summaries: [UnitSummary]
  let facts: UnitFacts

  private var timeline: Timeline { ensemble.model.timeline }
  private var directory: UnitDirectory { ensemble.directory }

  func byDimension(whole: UnitForecast) -> [Dimension: [UnitForecast]] {
    var result: [Dimension: [UnitForecast]] = [:]
    let total = Double(whole.expectedShortfall.dong)
    for (index, unit) in directory.units.enumerated() {
      guard let dimension = unit.dimension else { continue }
      var forecast = forecast(of: index)
      forecast.shareOfShortfall = total > 0 ? Double(forecast.expectedShortfall.dong) / total : 0
      result[dimension, default: []].append(forecast)
    }
    return result
  }

  func forecast(of unit: Int) -> UnitForecast {
    let (stated, summary) = (directory.units[unit], summaries[unit])
    let plan = Money(dong: stated.plan)
    let nominal = facts.nominalPath(of: unit)
    let known = zip(timeline.past, nominal).map { PathPoint(actual: $1, on: $0) }
    let path = known + zip(summary.amounts, timeline.future).map { $0.pathPoint(on: $1.day) }
    let atYearEnd = path.indices.contains(timeline.yearEndIndex) ? path[timeline.yearEndIndex].mean : .zero
    return UnitForecast(
      id: stated.id, name: stated.name, plan: plan, paidToDate: Money(dong: stated.paid),
      projectCount: stated.projectCount, path: path, nominalPath: nominal, milestones: milestones(of: unit),
      lapse: summary.amounts.last?.lapse(of: stated.plan) ?? Lapse(known: plan - Money(dong: stated.paid)),
      expectedShortfall: plan - atYearEnd, expectedUnpaidClaims: facts.unpaidClaims(of: unit),
      shareOfShortfall: unit == 0 && plan > atYearEnd ? 1 : 0)
  }

  /// Without contributions, in the order of the rulebook.
  func milestones(of unit: Int) -> [MilestoneForecast] {
    var ahead = summaries[unit].milestones.makeIterator()
    return directory.slots[unit].map { slot in
      let milestone = directory.milestones[slot.milestone]
      let required = Money(dong: slot.plan).shareRoundedUp(milestone.share)
      let expected: Money
      let shortfall: ShortfallSummary
      let isMet: Bool
      if directory.milestoneFutures[slot.milestone] >= 0, let next = ahead.next() {
        (expected, shortfall) = next
        isMet = slot.paid >= required.dong
      } else {
        expected = facts.knownPaid(at: slot.milestone, of: unit)
        shortfall = ShortfallSummary(known: expected.dong, required: required.dong)
        isMet = expected >= required
      }
      return MilestoneForecast(
        milestone: milestone, plan: Money(dong: slot.plan), required: required, paid: Money(dong: slot.paid),
        isMet: isMet, expected: expected, shortfall: shortfall, thresholds: settings.thresholds,
        projectCount: slot.projectCount,
        projectsExpectedToMeet: facts.projectsMeeting(
          slot.milestone, of: unit, replications: ensemble.replications))
    }
  }
}

/// What is asked of the whole portfolio's replications.
struct WholePortfolio {
  let ensemble: Ensemble
  let sums: UnitSums
  let column: Int
  let facts: UnitFacts

  private var timeline: Timeline { ensemble.model.timeline }
  private var past: Int { timeline.past.count }

  func targets(_ targets: [Target], _ scratch: SummaryScratch) -> [TargetOutcome] {
    let plan = ensemble.directory.units[0].plan
    return targets.compactMap { target in
      guard let index = timeline.index(of: target.date) else { return nil }
      let required = Money(dong: plan).shareRoundedUp(target.rate)
      let shortfall: ShortfallSummary
      if index < past {
        shortfall = ShortfallSummary(known: facts.nominalPath(of: 0)[index].dong, required: required.dong)
      } else {
        shortfall = ColumnSummary(amounts(at: index - past, scratch), scratch: scratch)
          .shortfall(below: required.dong)
      }
      return TargetOutcome(
        target: target, probability: shortfall.probability, standardError: shortfall.probabilityError,
        isMet: shortfall.probability >= target.probability)
    }
  }

  /// Replications in ascending order of the amount at the end of the year; empty when that is known.
  func order(_ scratch: SummaryScratch) -> [Int] {
    guard timeline.yearEndFuture >= 0 else { return [] }
    let final = amounts(at: timeline.yearEndFuture, scratch)
    return (0..<ensemble.replications).sorted { (final[$0], $0) < (final[$1], $1) }
  }

  func coherentPaths(order: [Int], _ scratch: SummaryScratch) -> [CoherentPath] {
    guard !order.isEmpty else { return [] }
    let known = facts.nominalPath(of: 0).prefix(past)
    var paths = [0.05, 0.5, 0.95].map { rank in
      CoherentPath(
        rank: rank, replication: order[OrderStatistics.rank(level: rank, count: order.count)], disbursed: Array(known))
    }
    for future in timeline.future.indices {
      let column = amounts(at: future, scratch)
      for index in paths.indices { paths[index].disbursed.append(Money(dong: column[paths[index].replication])) }
    }
    return paths
  }

  private func amounts(at future: Int, _ scratch: SummaryScratch) -> UnsafeMutableBufferPointer<Int64> {
    let values = UnsafeMutableBufferPointer(rebasing: scratch.amounts[0..<ensemble.replications])
    sums.read(column + future, into: values)
    return values
  }

  /// In which replications a milestone's group as a whole fails; nil when the milestone is past.
  func failures(of milestone: Int, _ scratch: SummaryScratch) -> [Bool]? {
    let directory = ensemble.directory
    guard directory.milestoneFutures[milestone] >= 0,
      let place = directory.futureSlots(of: 0).firstIndex(where: { directory.slots[0][$0].milestone == milestone }),
      let slot = directory.slot(unit: 0, milestone: milestone)
    else { return nil }
    let facts = directory.slots[0][slot]
    let required = Money(dong: facts.plan).shareRoundedUp(directory.milestones[milestone].share).dong
    let values = UnsafeMutableBufferPointer(rebasing: scratch.amounts[0..<ensemble.replications])
    sums.read(column + timeline.future.count + place, into: values)
    return values.map { $0 < required }
  }
}
