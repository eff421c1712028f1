import Disbursement
import Portfolio
import Rulebook
import Stochastics

/// What settings change in one reading of a scenario; what they name wrongly is reported.
final class ScenarioOverlay {
  private let log: ScenarioLog
  /// In place of the assumptions that the scenario names.
  private(set) var assumptions: ScenarioSettings.Reference?
  private var tables: [ScenarioTable: TableSettings] = [:]
  private var entries: [(kind: Kind, entry: TableSettings.Entry)] = []
  private var starts: [(setting: ScenarioSetting, project: String)] = []
  private var overlay: [ScenarioSetting] = []

  /// What an entry's codes name.
  private enum Kind {
    case project, source, allocation, activity
  }

  private static let families = ["project", "activity", "plan", "source", "driver", "assumptions"]

  init(_ settings: [ScenarioSetting], log: ScenarioLog) {
    self.log = log
    var seen: Set<String> = []
    for setting in settings {
      guard seen.insert(setting.key).inserted else {
        setting.report(SettingPhrases.repeated, to: log)
        continue
      }
      take(setting)
    }
  }

  /// Nil where nothing is set.
  func cells(of table: ScenarioTable) -> TableSettings? { tables[table] }

  /// The assumptions with single keys set; nil after a report.
  func changed(_ assumptions: Assumptions) -> Assumptions? {
    guard !overlay.isEmpty else { return assumptions }
    return AssumptionsOverlay(assumptions, log: log).changed(by: overlay)
  }

  // MARK: Keys

  private func take(_ setting: ScenarioSetting) {
    let parts = setting.key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    switch (parts[0], parts.count) {
    case ("assumptions", 1):
      assumptions = ScenarioSettings.Reference(name: setting.value, value: nil, setting: setting)
    case ("project", 3...): takeProject(setting, parts)
    case ("source", 3...): takeSource(setting, parts)
    case ("plan", 3...): takePlan(setting, parts)
    case ("activity", 4...): takeActivity(setting, parts)
    case (let family, _) where Self.families.contains(family) && family != "driver":
      setting.report(SettingPhrases.incomplete(family), to: log)
    default: overlay.append(setting)
    }
  }

  /// The code between the family and the last part.
  private func code(_ parts: [String]) -> String { parts[1..<parts.count - 1].joined(separator: ".") }

  private func takeProject(_ setting: ScenarioSetting, _ parts: [String]) {
    let id = code(parts)
    if parts[parts.count - 1] == "start" { return starts.append((setting, id)) }
    guard let column = column(parts[parts.count - 1], of: .projects, setting, beside: ["start"]) else { return }
    add(.project, setting, [[id]], [(column, setting.value)], to: [.projects, .portfolio], by: [.id])
  }

  private func takeSource(_ setting: ScenarioSetting, _ parts: [String]) {
    guard let column = column(parts[parts.count - 1], of: .sources, setting) else { return }
    add(.source, setting, [[code(parts)]], [(column, setting.value)], to: [.sources], by: [.sourceID])
  }

  private func takePlan(_ setting: ScenarioSetting, _ parts: [String]) {
    let codes = Self.pairs(Array(parts.dropFirst()))
    add(.allocation, setting, codes, [(.plan, setting.value)], to: [.allocations], by: [.projectID, .sourceID])
    if let entry = entries.last?.entry { cells(for: .portfolio).add(entry, by: [.id, .sourceID]) }
  }

  private func takeActivity(_ setting: ScenarioSetting, _ parts: [String]) {
    let name = parts[parts.count - 1]
    let codes = Self.pairs(Array(parts[1..<parts.count - 1]))
    var cells: [(Column, String)] = [(.distribution, "fixed"), (.p1, setting.value), (.p2, ""), (.p3, "")]
    if name != "duration" {
      guard let column = column(name, of: .activities, setting, beside: ["duration"]) else { return }
      cells = [(column, setting.value)]
    }
    add(.activity, setting, codes, cells, to: [.activities], by: [.projectID, .activity])
  }

  /// Every way to part a list into two codes, whose parts were parted at dots that may belong to a code.
  private static func pairs(_ parts: [String]) -> [[String]] {
    (1..<parts.count).map { [parts[..<$0].joined(separator: "."), parts[$0...].joined(separator: ".")] }
  }

  private func add(
    _ kind: Kind, _ setting: ScenarioSetting, _ codes: [[String]], _ cells: [(Column, String)],
    to tables: [ScenarioTable], by columns: [Column]
  ) {
    let entry = TableSettings.Entry(setting, codes: codes, cells: cells)
    entries.append((kind, entry))
    for table in tables { self.cells(for: table).add(entry, by: columns) }
  }

  private func cells(for table: ScenarioTable) -> TableSettings {
    let known = tables[table] ?? TableSettings()
    tables[table] = known
    return known
  }

  /// The column of a key or a Vietnamese header that is no code; nil after a report.
  private func column(
    _ name: String, of table: ScenarioTable, _ setting: ScenarioSetting, beside others: [String] = []
  ) -> Column? {
    let wanted = HeaderName(name)
    if let entry = table.entries.first(where: { $0.headers.contains { HeaderName($0) == wanted } }) {
      guard entry.reference.content == .identifier else { return entry.column }
      setting.report(SettingPhrases.code(entry.reference.key), to: log)
      return nil
    }
    let settable = table.entries.filter { $0.reference.content != .identifier }
    let near = nearestWord(to: name, in: settable.flatMap(\.headers) + others)
    setting.report(
      SettingPhrases.unknownColumn(table, nearest: near, known: others + settable.map(\.reference.key)), found: name,
      to: log)
    return nil
  }
}

// MARK: Projects

extension ScenarioOverlay {
  /// Rows of `activities.csv` for the templates of projects whose activities are set and that list none; nil without such projects.
  func activitiesOfTemplates(
    _ templates: [ProjectGroup: ActivityNetwork], of draft: PortfolioDraft, style: NumberStyle
  ) -> [UInt8]? {
    var rows: [[String]] = [["project_id", "activity", "predecessors", "holds_back"]]
    var listed: Set<Int> = []
    for (kind, entry) in entries where kind == .activity && !entry.isUsed {
      for project in entry.codes.compactMap({ draft.position(of: $0[0]) }) {
        guard listed.insert(project).inserted, draft.activities.rows(of: project).isEmpty,
          !draft.isUnderWay(project)
        else { continue }
        let stated = draft.projects[project]
        for activity in templates[stated.group]?.activities ?? [] {
          let share = YAMLSyntax.text(activity.holdsBack.value)
          rows.append([
            stated.id, activity.name, activity.predecessors.joined(separator: ";"),
            style == .vietnamese ? share.replacing(".", with: ",") : share,
          ])
        }
      }
    }
    guard rows.count > 1 else { return nil }
    let text = rows.map { row in
      row.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: ",") + "\n"
    }.joined()
    return Array(text.utf8)
  }

  /// Puts a day in place of everything that the start of construction waits for.
  func setStarts(
    _ draft: inout PortfolioDraft, templates: [ProjectGroup: ActivityNetwork], reader: CellReader,
    days: ClosedRange<Day>
  ) {
    for (setting, id) in starts {
      guard let project = draft.position(of: id) else { continue }
      let stated = draft.projects[project]
      guard stated.group == .carryOver || stated.group == .newStart else {
        setting.report(SettingPhrases.noConstruction, to: log)
        continue
      }
      do throws(CellDefect) {
        let day = try reader.date(TableText.trimmed(Array(setting.value.utf8)[...]))
        guard days.contains(day) else {
          setting.report(SettingPhrases.startOutside(days), found: setting.value, to: log)
          continue
        }
        let template = draft.isUnderWay(project) ? nil : templates[stated.group]
        let network = (stated.network ?? template)?.startingConstruction(after: day - days.lowerBound)
        if let network = network ?? ActivityNetwork.start(after: day - days.lowerBound, beside: []) {
          draft.connect(network, project: project)
        }
      } catch {
        setting.report(CellPhrases.phrase(of: error), found: setting.value, to: log)
      }
    }
  }
}

extension PortfolioDraft {
  /// Whether a project lists no activities and has been paid in the year: nothing is left of its group's template.
  fileprivate func isUnderWay(_ project: Int) -> Bool {
    let builds = projects[project].group == .carryOver || projects[project].group == .newStart
    return builds && activities.rows(of: project).isEmpty
      && allocations.rows(of: project).contains { ($0.paidToDate ?? .zero) > .zero }
  }
}

extension ActivityNetwork {
  fileprivate static let start = "start"

  /// With one activity of fixed length in place of all that hold back the whole construction.
  fileprivate func startingConstruction(after days: Int) -> ActivityNetwork? {
    let kept = activities.filter { $0.holdsBack != .one && $0.name != Self.start }
    let names = Set(kept.map(\.name))
    return Self.start(
      after: days,
      beside: kept.map { activity in
        var activity = activity
        activity.predecessors.removeAll { !names.contains($0) }
        return activity
      })
  }

  fileprivate static func start(after days: Int, beside others: [Activity]) -> ActivityNetwork? {
    guard let duration = try? Distribution(.fixed(Double(days))) else { return nil }
    return try? ActivityNetwork([Activity(name: start, duration: duration)] + others)
  }
}

// MARK: What matches nothing

extension ScenarioOverlay {
  /// Reports settings of rows that no table has; nothing of tables that could not be read.
  func reportUnused(_ draft: PortfolioDraft, _ has: (ScenarioTable) -> Bool) {
    guard !draft.incomplete.contains(draft.projectTable) else { return }
    for (setting, id) in starts where draft.position(of: id) == nil { reportProject(id, setting, draft) }
    for (kind, entry) in entries where !entry.isUsed {
      switch kind {
      case .project: reportProject(entry.codes[0][0], entry.setting, draft)
      case .source: reportSource(entry, draft, hasTable: has(.sources))
      case .allocation: reportPair(entry, draft) { reportAllocation(entry.setting, of: $0, draft) }
      case .activity: reportPair(entry, draft) { reportActivity(entry.setting, of: $0, draft) }
      }
    }
  }

  private func reportProject(_ id: String, _ setting: ScenarioSetting, _ draft: PortfolioDraft) {
    setting.report(
      SettingPhrases.unknown(SettingPhrases.project, among: draft.projects.map(\.id), id), found: id, to: log)
  }

  private func reportSource(_ entry: TableSettings.Entry, _ draft: PortfolioDraft, hasTable: Bool) {
    guard !draft.incomplete.contains(.sources) else { return }
    let id = entry.codes[0][0]
    let phrase =
      hasTable ? SettingPhrases.unknown(SettingPhrases.source, among: draft.sourceIDs, id) : SettingPhrases.noSources
    entry.setting.report(phrase, found: id, to: log)
  }

  /// Whether it is the project that is unknown, or what is said of it.
  private func reportPair(_ entry: TableSettings.Entry, _ draft: PortfolioDraft, _ report: (Int) -> Void) {
    if let project = entry.codes.lazy.compactMap({ draft.position(of: $0[0]) }).first { return report(project) }
    reportProject(entry.codes[0][0], entry.setting, draft)
  }

  private func reportAllocation(_ setting: ScenarioSetting, of project: Int, _ draft: PortfolioDraft) {
    guard !draft.incomplete.contains(draft.allocationTable) else { return }
    let sources = draft.allocations.rows(of: project).map(\.sourceID)
    setting.report(SettingPhrases.noAllocation(sources), to: log)
  }

  private func reportActivity(_ setting: ScenarioSetting, of project: Int, _ draft: PortfolioDraft) {
    guard !draft.incomplete.contains(.activities) else { return }
    let names = draft.activities.rows(of: project).map(\.activity.name)
    setting.report(
      names.isEmpty && draft.isUnderWay(project) ? SettingPhrases.nothingLeft : SettingPhrases.noActivity(names),
      to: log)
  }
}
