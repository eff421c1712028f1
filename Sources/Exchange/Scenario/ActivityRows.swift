import Disbursement
import Portfolio
import Rulebook
import Stochastics

/// Reads `activities.csv`.
extension PortfolioDraft {
  /// The templates give durations to activities that state none; nil when they are not known.
  mutating func readActivities(_ file: inout TableFile, templates: [ProjectGroup: ActivityNetwork]?) {
    if file.isAdded { addedActivities = file.shape } else { shapes[.activities] = file.shape }
    while var row = file.nextRow() {
      guard let id = row.identifier(.projectID) else {
        incomplete.insert(.activities)
        continue
      }
      guard let position = position(of: id) else {
        reportUnknownProject(in: &row, .projectID)
        continue
      }
      readActivity(&row, of: position, templates: templates)
      if !row.isSound { markUnsound(position) }
    }
    if !file.isComplete { incomplete.insert(.activities) }
    for position in 0..<projectCount where isSound(position) { connectActivities(of: position, file.shape) }
  }

  private mutating func readActivity(
    _ row: inout TableRow, of position: Int, templates: [ProjectGroup: ActivityNetwork]?
  ) {
    let name = row.identifier(.activity)
    let template = templates?[projects[position].group]?.activities.first { $0.name == name }
    // The template of a project whose group could not be read is not known.
    let mustState = templates != nil && isSound(position) && template == nil
    let activity = row.activity(named: name ?? "", template: template, mustStateDuration: mustState)
    guard let activity else { return markUnsound(position) }
    let listed = activities.rows(of: position)
    if let first = listed.first(where: { $0.activity.name == name }) {
      row.report(RowPhrases.duplicate(first: first.row, of: RowPhrases.activity), .activity)
    } else if name != nil, listed.count <= ActivityNetwork.largestCount {
      add(ActivityDraft(activity: activity, row: row.number), project: position)
    }
  }

  private mutating func connectActivities(of position: Int, _ shape: TableShape) {
    let drafts = activities.rows(of: position)
    guard let first = drafts.first else { return }
    do throws(ActivityNetworkError) {
      let network = try ActivityNetwork(drafts.map(\.activity))
      connect(network, project: position)
    } catch {
      let names =
        switch error {
        case .duplicateActivity(let name), .unknownPredecessor(let name, _): [name]
        case .cycle(let names): names
        case .tooManyActivities: [String]()
        }
      let row = drafts.first { names.contains($0.activity.name) }?.row ?? first.row
      shape.report(RowPhrases.network(error), row: row, column: names.isEmpty ? nil : .predecessors)
      markUnsound(position)
    }
  }
}

extension TableRow {
  /// Nil when its duration is not known.
  fileprivate mutating func activity(named name: String, template: Activity?, mustStateDuration: Bool) -> Activity? {
    let state = state()
    let dayKind = word(.days, of: TableWords.dayKind)
    let predecessors = names(.predecessors)
    let holdsBack = share(.holdsBack).flatMap { Ratio($0) } ?? .one
    guard let (duration, days) = duration(template: template, state: state, mustState: mustStateDuration) else {
      return nil
    }
    return Activity(
      name: name, predecessors: predecessors, duration: duration, days: dayKind ?? days, state: state,
      holdsBack: holdsBack)
  }

  private mutating func duration(
    template: Activity?, state: Activity.State, mustState: Bool
  ) -> (Distribution, Activity.DayKind)? {
    switch distribution() {
    case .value(let duration): return (duration, .calendar)
    case .unusable: return nil
    case .absent: break
    }
    if let template { return (template.duration, template.days) }
    if case .done = state { return Distribution.zero.map { ($0, .calendar) } }
    if mustState { report(RowPhrases.noDuration, .distribution) }
    return nil
  }

  private mutating func state() -> Activity.State {
    let name = word(.state, of: TableWords.activityState)
    let day = date(.date)
    if isBlank(.state) || name == .todo {
      if !isBlank(.date) { report(RowPhrases.dateOfTodo, .date) }
      return .todo
    }
    guard let name else { return .todo }
    if isBlank(.date) { report(RowPhrases.dateMissing(name.rawValue), .date) }
    guard let day else { return .todo }
    return name == .active ? .active(since: day) : .done(on: day)
  }
}
