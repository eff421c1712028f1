import Foundation
import Portfolio

@testable import Disbursement

/// Constructed planning problems, drawn by seed: what the planner and a linear-programming solver both are given.
struct RandomInstance {
  private var generator: SplitMix
  /// Whether sources are short of cash.
  private let isContested: Bool
  /// Whether a project may have sources that pay until different days.
  private let mixesLastDays: Bool
  /// Whether no more is asked than could be paid if cash allowed.
  private let isModest: Bool

  init(seed: UInt64, isContested: Bool, mixesLastDays: Bool) {
    generator = SplitMix(state: seed)
    self.isContested = isContested
    self.mixesLastDays = mixesLastDays
    isModest = generator.next(below: 2) == 0
  }

  mutating func problem() throws -> PlanningProblem {
    let year = try Samples.year()
    let asOf = year.eve + [0, 0, 45, 181, 260, 318, 345][generator.next(below: 7)]
    let milestones = (0..<generator.next(below: 4)).map { _ in year.firstDay + generator.next(below: 364) }
    let checkpoints = Set(year.monthEnds + milestones).filter { $0 > asOf }.sorted()
    let calendar = SlotCalendar(asOf: asOf, checkpoints: checkpoints, year: year)
    var sources = (0..<1 + generator.next(below: 3)).map { _ in
      PlanningProblem.Source(
        cash: nil,
        lastSlot: generator.next(below: 5) == 0 ? generator.next(below: calendar.count) : calendar.count - 1)
    }
    let contested = isContested ? [0] + (sources.count > 2 && generator.next(below: 2) == 0 ? [1] : []) : []
    let projects = (0..<2 + generator.next(below: 11)).map { _ in
      project(calendar, sources, contested: contested)
    }
    for source in contested { sources[source].cash = cash(of: source, sources[source].lastSlot, projects, calendar) }
    return PlanningProblem(calendar: calendar, sources: sources, projects: projects)
  }

  private mutating func project(
    _ calendar: SlotCalendar, _ sources: [PlanningProblem.Source], contested: [Int]
  ) -> PlanningProblem.ProjectDemand {
    // Of the sources short of cash a project has one at most: of several, what is asked of each is a definition and not an optimum.
    let own = contested.isEmpty ? nil : contested[generator.next(below: contested.count)]
    var chosen = sources.indices.filter { source in
      source == own || (!contested.contains(source) && generator.next(below: 2) == 0)
    }
    if chosen.isEmpty { chosen = [sources.count - 1] }
    if !mixesLastDays { chosen = chosen.filter { sources[$0].lastSlot == sources[chosen[0]].lastSlot } }
    let plans = chosen.map { _ in Int64(1 + generator.next(below: 50_000)) }
    let priorities = chosen.map { _ in 1 + generator.next(below: 2) }
    let payable = work(calendar, upTo: plans.reduce(0, +) * Int64(60 + generator.next(below: 60)) / 100)
    let allocations = chosen.indices.map { place in
      let before = plans.indices.filter { priorities[$0] < priorities[place] }.reduce(Int64(0)) { $0 + plans[$1] }
      let alike = plans.indices.filter { priorities[$0] == priorities[place] }.reduce(Int64(0)) { $0 + plans[$1] }
      let last = sources[chosen[place]].lastSlot
      return PlanningProblem.AllocationDemand(
        source: chosen[place], priority: priorities[place],
        payable: payable.indices.map { slot in
          min(alike, max(0, payable[min(slot, last)] - before)) * plans[place] / alike
        })
    }
    return PlanningProblem.ProjectDemand(
      group: 0, isKey: generator.next(below: 3) == 0, weight: 1 + generator.next(below: 5), allocations: allocations,
      requirements: requirements(calendar, plan: plans.reduce(0, +), payable: isModest ? payable : nil))
  }

  /// What is accepted by the end of each slot: on some days much, on others nothing.
  private mutating func work(_ calendar: SlotCalendar, upTo value: Int64) -> [Int64] {
    let parts = (0..<calendar.count).map { _ in generator.next(below: 3) == 0 ? 0 : Int64(generator.next(below: 10)) }
    let whole = max(1, parts.reduce(0, +))
    var done: Int64 = 0
    return parts.map { part in
      done += part
      return value * done / whole
    }
  }

  private mutating func requirements(
    _ calendar: SlotCalendar, plan: Int64, payable: [Int64]?
  ) -> [PlanningProblem.Requirement] {
    let ease = Int64(1 + generator.next(below: 4))
    let slots = Set((0..<generator.next(below: 4)).map { _ in generator.next(below: calendar.count) }).sorted()
    return slots.enumerated().map { place, slot in
      let share = min(100, Int64(20 + 80 * (place + 1) / slots.count - generator.next(below: 20)))
      let amount = plan * share * ease / 400
      return PlanningProblem.Requirement(slot: slot, amount: min(amount, payable?[slot] ?? amount))
    }
  }

  private mutating func cash(
    of source: Int, _ lastSlot: Int, _ projects: [PlanningProblem.ProjectDemand], _ calendar: SlotCalendar
  ) -> [Int64] {
    let demand = projects.flatMap(\.allocations).filter { $0.source == source }.reduce(Int64(0)) {
      $0 + ($1.payable.last ?? 0)
    }
    let income = work(calendar, upTo: demand * Int64(40 + generator.next(below: 70)) / 100)
    return income.indices.map { income[min($0, lastSlot)] }
  }
}

/// An instance as the reference script reads it.
struct WrittenInstance: Encodable {
  struct Source: Encodable {
    var cash: [Int64]?
    var lastSlot: Int

    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(cash, forKey: .cash)
      try container.encode(lastSlot, forKey: .lastSlot)
    }

    private enum CodingKeys: String, CodingKey { case cash, lastSlot }
  }

  struct Project: Encodable {
    var isKey: Bool
    var weight: Int
    var allocations: [Allocation]
    var requirements: [Requirement]
  }

  struct Allocation: Encodable {
    var source: Int
    var payable: [Int64]
  }

  struct Requirement: Encodable {
    var slot: Int
    var amount: Int64
  }

  /// In months.
  var lengths: [Double]
  var novemberEnd: Int
  var yearEnd: Int
  var sources: [Source]
  var projects: [Project]

  init(_ problem: PlanningProblem) {
    lengths = problem.calendar.lengths.map { Double($0) / Double(SlotCalendar.partsOfMonth) }
    (novemberEnd, yearEnd) = (problem.calendar.novemberEnd, problem.calendar.yearEnd)
    sources = problem.sources.map { Source(cash: $0.cash, lastSlot: $0.lastSlot) }
    projects = problem.projects.map { project in
      Project(
        isKey: project.isKey, weight: project.weight,
        allocations: project.allocations.map { Allocation(source: $0.source, payable: $0.payable) },
        requirements: project.requirements.map { Requirement(slot: $0.slot, amount: $0.amount) })
    }
  }
}

/// What a plan comes to, in the order of the levels that are to be least.
struct PlanValues {
  var levels: [Int64]
  /// The greatest amount paid in a slot per month of its length.
  var peak: Double

  init(_ problem: PlanningProblem, _ planner: PaymentPlanner) {
    let slots = problem.calendar.count
    var (key, other) = (Int64(0), Int64(0))
    var paid = [Int64](repeating: 0, count: slots)
    for (number, project) in problem.projects.enumerated() {
      let paths = project.allocations.indices.map { Array(planner.path(project: number, allocation: $0)) }
      let sums = (0..<slots).map { slot in paths.reduce(Int64(0)) { $0 + $1[slot] } }
      for requirement in project.requirements {
        let missing = Int64(project.weight) * max(0, requirement.amount - sums[requirement.slot])
        if project.isKey { key += missing } else { other += missing }
      }
      for slot in 0..<slots { paid[slot] += sums[slot] }
    }
    func by(_ slot: Int) -> Int64 { slot >= 0 ? paid[slot] : 0 }
    levels = [key, other, -by(slots - 1), -by(problem.calendar.yearEnd), -by(problem.calendar.novemberEnd)]
    peak =
      paid.indices.map { slot in
        Double(paid[slot] - by(slot - 1)) * Double(SlotCalendar.partsOfMonth)
          / Double(problem.calendar.lengths[slot])
      }.max() ?? 0
  }
}
