import Disbursement
import Portfolio
import Rulebook

/// What pages pick out of a schedule, in the order in which it is shown.
struct ScheduleSelection {
  let schedule: PaymentSchedule
  let changes: ScheduleChange?
  let rulebook: Rulebook
  let calendar: PaymentCalendar
  /// Of the whole portfolio.
  let planned: PaymentPeriods
  let nominal: PaymentPeriods
  /// Projects with milestones that the plan does not meet; the largest shortfall first, equal ones in order of their ids.
  let unmet: [UnmetProject]
  private let sourceNames: [String: String]

  init(schedule: PaymentSchedule, changes: ScheduleChange?, rulebook: Rulebook) {
    self.schedule = schedule
    self.changes = changes
    self.rulebook = rulebook
    calendar = PaymentCalendar(schedule)
    let whole = schedule.whole
    planned = calendar.periods(of: whole.path.planned, paidToDate: whole.paidToDate)
    nominal = calendar.periods(of: whole.path.nominal, paidToDate: whole.paidToDate)
    unmet = schedule.projects.indices.compactMap { UnmetProject(schedule.projects[$0]) }.sorted {
      $0.largest == $1.largest ? $0.project.id < $1.project.id : $0.largest > $1.largest
    }
    sourceNames = Dictionary(schedule.sources.map { ($0.id, $0.name) }) { first, _ in first }
  }

  var fiscalYear: FiscalYear { schedule.run.fiscalYear }
  var asOf: Day { schedule.run.asOf }
  var whole: ScheduledUnit { schedule.whole }

  /// The name of a source; its id where it has none.
  func sourceName(_ id: String) -> String {
    let name = sourceNames[id] ?? ""
    return name.isEmpty ? id : name
  }

  func group(of unit: ScheduledUnit) -> ProjectGroup? { ProjectGroup(rawValue: unit.id) }

  /// Ends of the quarters that lie ahead, then the cut-off.
  var quarterEnds: [Day] {
    ([3, 6, 9, 12].map { Day(endOfMonth: $0, year: fiscalYear.year) } + [fiscalYear.cutOff]).filter { $0 > asOf }
  }

  /// The month ends that the schedule speaks of, each with its place among the thirteen months.
  var months: [(month: Int, day: Day)] {
    fiscalYear.monthEnds.enumerated().compactMap { schedule.checkpoints.contains($1) ? ($0 + 1, $1) : nil }
  }

  /// Some of the year is past, and what was paid in it is known by month.
  var isPastKnown: Bool { schedule.pastCount > 0 && planned.before == .zero }

  var isRobustnessJudged: Bool { !whole.path.keeping.isEmpty }

  var unmetMilestones: [ScheduledMilestone] { schedule.milestones.filter { !$0.isMet } }
  var unmetAhead: [ScheduledMilestone] { unmetMilestones.filter { $0.date > asOf } }

  /// Milestones of single projects that lie ahead: all, and those that the plan does not meet.
  var projectMilestoneCounts: (all: Int, unmet: Int) {
    (
      schedule.projects.reduce(0) { $0 + $1.milestones.count }, unmet.reduce(0) { $0 + $1.milestones.count }
    )
  }

  /// Largest plan first; equal ones in order of their ids.
  func largestProjects(_ count: Int) -> [ScheduledProject] {
    let projects = schedule.projects
    let order = projects.indices.sorted { first, second in
      let (left, right) = (projects[first], projects[second])
      return left.plan == right.plan ? left.id < right.id : left.plan > right.plan
    }
    return order.prefix(count).map { projects[$0] }
  }

  /// In how many projects each kind of obstacle binds first; most projects first.
  var obstacles: [(kind: ObstacleKind, projects: Int)] {
    var counts: [ObstacleKind: Int] = [:]
    for entry in unmet {
      for kind in Set(entry.milestones.compactMap { $0.obstacle.map(ObstacleKind.init) }) {
        counts[kind, default: 0] += 1
      }
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }

  /// What the rules ask of all groups together, from each date on.
  var requiredSteps: [RequiredStep] {
    var latest: [ProjectGroup: Money] = [:]
    var steps: [RequiredStep] = []
    for milestone in schedule.milestones.sorted(by: { $0.date < $1.date }) {
      latest[milestone.group] = max(latest[milestone.group] ?? .zero, milestone.required)
      if steps.last?.date == milestone.date { steps.removeLast() }
      steps.append(RequiredStep(date: milestone.date, amount: latest.values.reduce(.zero, +)))
    }
    return steps
  }

  func citation(of ruleID: String) -> String {
    guard let rule = rulebook.rules.first(where: { $0.id == ruleID }) else { return "" }
    return [rule.citation.instrument, rule.citation.article].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}

/// A project whose own milestones ahead cannot all be met.
struct UnmetProject {
  var project: ScheduledProject
  /// In order of their dates.
  var milestones: [ProjectMilestonePlan]
  var largest: Money

  /// Nil when every milestone ahead is met.
  init?(_ project: ScheduledProject) {
    let milestones = project.milestones.filter { $0.shortfall > .zero }
    guard let largest = milestones.map(\.shortfall).max() else { return nil }
    self.project = project
    self.milestones = milestones
    self.largest = largest
  }
}

/// Obstacles told apart without their figures.
enum ObstacleKind: Int, Comparable {
  case startsTooLate
  case worksTooSlowly
  case tooLittleWork
  case ceiling
  case cash
  case sourceClosed

  init(_ obstacle: ProjectMilestonePlan.Obstacle) {
    self =
      switch obstacle {
      case .startsTooLate: .startsTooLate
      case .worksTooSlowly: .worksTooSlowly
      case .tooLittleWork: .tooLittleWork
      case .ceiling: .ceiling
      case .cash: .cash
      case .sourceClosed: .sourceClosed
      }
  }

  static func < (left: ObstacleKind, right: ObstacleKind) -> Bool { left.rawValue < right.rawValue }
}
