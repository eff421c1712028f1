import Portfolio
import Rulebook

/// What is added up over the projects of units beside their replications: known payments, the nominal schedule, claims not paid,
/// how many projects meet their own milestones. Integers, so that the order of adding does not matter.
final class UnitFacts {
  private let days: Int
  private let milestones: Int
  private var nominalSums: [Int64]
  private var unpaidSums: [Int64]
  private var meetingSums: [Int64]
  private var knownSums: [Int64]

  init(_ ensemble: Ensemble) {
    let units = ensemble.directory.units.count
    days = ensemble.model.timeline.days.count
    milestones = ensemble.directory.milestones.count
    nominalSums = [Int64](repeating: 0, count: units * days)
    unpaidSums = [Int64](repeating: 0, count: units)
    meetingSums = [Int64](repeating: 0, count: units * milestones)
    knownSums = [Int64](repeating: 0, count: units * milestones)
  }

  /// Adds a project.
  func add(
    _ project: ProjectModel, _ forecast: ProjectForecast, unpaid: [Money], nominal: ProjectRunner.Nominal,
    _ ensemble: Ensemble
  ) {
    let (directory, timeline) = (ensemble.directory, ensemble.model.timeline)
    let stated = ensemble.model.inputs.portfolio.projects[project.index]
    let wanted = directory.milestones(of: project.group)
    var met: [Int64] = []
    for (position, milestone) in wanted.enumerated() {
      let share = forecast.milestones[position].probability * Double(ensemble.replications)
      met.append(Int64(share.rounded()))
      guard directory.milestoneFutures[milestone] < 0 else { continue }
      let date = directory.milestones[milestone].date
      addKnown(History(stated).paid(by: date, timeline), milestone, to: project.index, directory)
      for (allocation, part) in stated.allocations.enumerated() {
        let unit = directory.sourceUnit(of: project.index, allocation: allocation)
        knownSums[unit * milestones + milestone] += History.paid(part, by: date, timeline).dong
      }
    }
    var counted: [Int] = []
    directory.forEachUnit(of: project.index) { unit in
      guard !counted.contains(unit) else { return }
      counted.append(unit)
      for (position, milestone) in wanted.enumerated() { meetingSums[unit * milestones + milestone] += met[position] }
    }
    addNominal(project, stated, nominal, directory, timeline)
    addUnpaid(project, unpaid, directory)
  }

  private func addKnown(_ paid: Money, _ milestone: Int, to project: Int, _ directory: UnitDirectory) {
    knownSums[milestone] += paid.dong
    for dimension in UnitDirectory.homeDimensions.indices {
      knownSums[directory.home(of: project, dimension) * milestones + milestone] += paid.dong
    }
  }

  private func addNominal(
    _ project: ProjectModel, _ stated: Project, _ nominal: ProjectRunner.Nominal, _ directory: UnitDirectory,
    _ timeline: Timeline
  ) {
    for index in 0..<days {
      var total: Int64 = 0
      for (position, allocation) in stated.allocations.enumerated() {
        let amount =
          index < timeline.past.count
          ? History.paid(allocation, by: timeline.past[index], timeline).dong
          : nominal.paidByAllocation[position][index - timeline.past.count]
        total += amount
        nominalSums[directory.sourceUnit(of: project.index, allocation: position) * days + index] += amount
      }
      nominalSums[index] += total
      for dimension in UnitDirectory.homeDimensions.indices {
        nominalSums[directory.home(of: project.index, dimension) * days + index] += total
      }
    }
  }

  /// Adds claims not paid, by allocation.
  private func addUnpaid(_ project: ProjectModel, _ unpaid: [Money], _ directory: UnitDirectory) {
    let total = unpaid.reduce(.zero, +).dong
    unpaidSums[0] += total
    for dimension in UnitDirectory.homeDimensions.indices {
      unpaidSums[directory.home(of: project.index, dimension)] += total
    }
    for position in project.allocations.indices {
      unpaidSums[directory.sourceUnit(of: project.index, allocation: position)] += unpaid[position].dong
    }
  }

  func add(_ other: UnitFacts) {
    for index in nominalSums.indices { nominalSums[index] += other.nominalSums[index] }
    for index in unpaidSums.indices { unpaidSums[index] += other.unpaidSums[index] }
    for index in meetingSums.indices { meetingSums[index] += other.meetingSums[index] }
    for index in knownSums.indices { knownSums[index] += other.knownSums[index] }
  }

  /// Cumulative payments at every checkpoint: known ones, then those of the nominal schedule.
  func nominalPath(of unit: Int) -> [Money] { (0..<days).map { Money(dong: nominalSums[unit * days + $0]) } }

  func unpaidClaims(of unit: Int) -> Money { Money(dong: unpaidSums[unit]) }

  /// The expected number of a unit's projects that meet a milestone on their own plan.
  func projectsMeeting(_ milestone: Int, of unit: Int, replications: Int) -> Double {
    Double(meetingSums[unit * milestones + milestone]) / Double(replications)
  }

  /// What the projects of a past milestone's group had been paid by its day.
  func knownPaid(at milestone: Int, of unit: Int) -> Money { Money(dong: knownSums[unit * milestones + milestone]) }
}
