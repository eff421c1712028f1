import Disbursement
import Portfolio
import Rulebook

/// What pages pick out of a forecast, in the order in which it is shown.
struct Selection {
  let forecast: Forecast
  let rulebook: Rulebook
  /// Largest part of the expected shortfall first; equal ones in order of their ids.
  var projectsByShortfall: LazyMapSequence<[Int], ProjectForecast> {
    let projects = forecast.projects
    return order.lazy.map { projects[$0] }
  }
  private let order: [Int]
  /// Start and approval deadlines of all projects, least likely first.
  let deadlines: [ProjectDeadline]

  init(forecast: Forecast, rulebook: Rulebook) {
    self.forecast = forecast
    self.rulebook = rulebook
    let projects = forecast.projects
    let shortfalls = projects.indices.map { projects.expectedShortfall(at: $0) }
    order = projects.indices.sorted { first, second in
      let (left, right) = (shortfalls[first], shortfalls[second])
      return left == right ? projects[first].id < projects[second].id : left > right
    }
    deadlines = projects.flatMap(ProjectDeadline.all).sorted { first, second in
      let (left, right) = (first.deadline, second.deadline)
      if left.probability != right.probability { return left.probability < right.probability }
      return (left.date, first.project.id) < (right.date, second.project.id)
    }
  }

  var fiscalYear: FiscalYear { forecast.run.fiscalYear }
  var asOf: Day { forecast.run.asOf }
  var whole: UnitForecast { forecast.whole }
  var projectNames: [String: String] {
    Dictionary(forecast.projects.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
  }

  func point(of path: [PathPoint], on day: Day) -> PathPoint? { path.first { $0.date == day } }

  var yearEnd: PathPoint? { point(of: whole.path, on: fiscalYear.lastDay) }
  var cutOff: PathPoint? { point(of: whole.path, on: fiscalYear.cutOff) }

  /// Points of the whole path on the days that a reader asks about: milestone dates to come, the year's end, the cut-off.
  var answerPoints: [PathPoint] {
    let asked = Set(forecast.milestones.map(\.date) + [fiscalYear.lastDay, fiscalYear.cutOff])
    return whole.path.filter { asked.contains($0.date) }
  }

  /// Points of the whole path at the month ends and at the cut-off; the days of adjustment windows are left out.
  var monthEnds: [PathPoint] {
    let shown = Set(fiscalYear.monthEnds)
    return whole.path.filter { shown.contains($0.date) }
  }

  /// What is disbursed by the end of the year when nothing is random.
  var nominalYearEnd: Money? {
    guard whole.nominalPath.count == whole.path.count else { return nil }
    return zip(whole.path, whole.nominalPath).first { $0.0.date == fiscalYear.lastDay }?.1
  }

  func group(_ group: ProjectGroup) -> UnitForecast? {
    forecast.units[.group]?.first { $0.id == group.rawValue }
  }

  /// Groups that have projects, in the rulebook's order of groups.
  var groups: [(group: ProjectGroup, unit: UnitForecast)] {
    ProjectGroup.allCases.compactMap { group in self.group(group).map { (group, $0) } }
  }

  /// What the rules ask of some groups together, from each date on.
  func requiredSteps(of groups: [ProjectGroup]) -> [RequiredStep] {
    var latest: [ProjectGroup: Money] = [:]
    var steps: [RequiredStep] = []
    for milestone in rulebook.milestones where groups.contains(milestone.group) {
      guard let unit = group(milestone.group) else { continue }
      let required = unit.plan.shareRoundedUp(milestone.share)
      latest[milestone.group] = max(latest[milestone.group] ?? .zero, required)
      let sum = latest.values.reduce(.zero, +)
      if steps.last?.date == milestone.date { steps.removeLast() }
      steps.append(RequiredStep(date: milestone.date, amount: sum))
    }
    return steps
  }

  func requiredSteps(of project: ProjectForecast) -> [RequiredStep] {
    rulebook.milestones.filter { $0.group == project.group }.map {
      RequiredStep(date: $0.date, amount: project.plan.shareRoundedUp($0.share))
    }
  }

  /// Milestones by date, then by group.
  var milestones: [MilestoneForecast] {
    forecast.milestones.enumerated().sorted {
      ($0.element.date, $0.offset) < ($1.element.date, $1.offset)
    }.map(\.element)
  }

  var endangeredMilestones: [MilestoneForecast] {
    milestones.filter { $0.level == .atRisk || $0.level == .willMiss }
  }

  /// The milestones by what is known or expected of them, worst first.
  var milestonesByOutlook: [(outlook: Outlook, milestones: [MilestoneForecast])] {
    Outlook.allCases.compactMap { outlook in
      let members = milestones.filter { Outlook($0.level, due: $0.date, asOf: asOf) == outlook }
      return members.isEmpty ? nil : (outlook, members)
    }
  }

  func units(_ dimension: Dimension) -> [UnitForecast] {
    (forecast.units[dimension] ?? []).sorted { first, second in
      if first.expectedShortfall != second.expectedShortfall {
        return first.expectedShortfall > second.expectedShortfall
      }
      return first.id < second.id
    }
  }

  /// Largest share first.
  var drivers: [DriverEffect] {
    forecast.drivers.drivers.sorted { first, second in
      if first.shareOfShortfall != second.shareOfShortfall {
        return first.shareOfShortfall > second.shareOfShortfall
      }
      return first.id < second.id
    }
  }

  /// The deadlines by rule, each with its projects counted by level.
  var deadlineRules: [DeadlineRule] {
    var rules: [DeadlineRule] = []
    for entry in deadlines {
      let key = entry.deadline
      if let known = rules.firstIndex(where: {
        $0.ruleID == key.ruleID && $0.activity == key.activity && $0.group == entry.project.group
      }) {
        rules[known].levels[key.level, default: 0] += 1
      } else {
        rules.append(
          DeadlineRule(
            ruleID: key.ruleID, activity: key.activity, group: entry.project.group, date: key.date,
            isPast: key.date <= asOf, levels: [key.level: 1]))
      }
    }
    return rules.sorted { ($0.date, $0.ruleID) < ($1.date, $1.ruleID) }
  }

  /// For each activity, the number of projects in which it is the one most often critical; most projects first.
  var criticalActivities: [(activity: String, projects: Int)] {
    var counts: [String: Int] = [:]
    for project in forecast.projects {
      guard let most = mostCritical(project) else { continue }
      counts[most.activity, default: 0] += 1
    }
    return counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { ($0.key, $0.value) }
  }

  func mostCritical(_ project: ProjectForecast) -> ActivityCriticality? {
    var most: ActivityCriticality?
    for entry in project.criticality where entry.probability > (most?.probability ?? 0) { most = entry }
    return most
  }

  /// The name of a source; its id where it has none.
  func sourceName(_ id: String) -> String {
    let name = forecast.units[.source]?.first { $0.id == id }?.name ?? ""
    return name.isEmpty ? id : name
  }

  func rule(_ id: String) -> Rule? { rulebook.rules.first { $0.id == id } }
}

/// A level told apart by whether its day has come.
enum Outlook: CaseIterable {
  case missed
  case willMiss
  case atRisk
  case onTrack
  case met
  case unstated

  init(_ level: WarningLevel, due: Day, asOf: Day) {
    self =
      switch level {
      case .willMiss: due <= asOf ? .missed : .willMiss
      case .atRisk: .atRisk
      case .onTrack: .onTrack
      case .met: .met
      case .unstated: .unstated
      }
  }
}

struct RequiredStep: Hashable {
  var date: Day
  var amount: Money
}

/// A deadline of one project.
struct ProjectDeadline {
  struct Bearer {
    var id: String
    var name: String
    var owner: String
    var group: ProjectGroup
  }

  var project: Bearer
  var deadline: DeadlineForecast

  static func all(of project: ProjectForecast) -> [ProjectDeadline] {
    let bearer = Bearer(id: project.id, name: project.name, owner: project.owner, group: project.group)
    return ([project.startDeadline].compactMap { $0 } + project.approvalDeadlines).map {
      ProjectDeadline(project: bearer, deadline: $0)
    }
  }
}

/// One deadline of the rulebook and how many projects stand at each level.
struct DeadlineRule {
  var ruleID: String
  var activity: String?
  var group: ProjectGroup
  var date: Day
  var isPast: Bool
  var levels: [WarningLevel: Int]

  var projectCount: Int { levels.values.reduce(0, +) }
  var endangeredCount: Int { (levels[.atRisk] ?? 0) + (levels[.willMiss] ?? 0) }
  var unstatedCount: Int { levels[.unstated] ?? 0 }
}
