import Rulebook

/// What is wrong or doubtful in the files of one scenario, in the order in which a user would read them.
final class ScenarioLog {
  /// Shown of each file and severity; the rest is counted.
  static let largestCount = 200
  /// Kept of each file and severity, so that the first ones by row are shown whatever found them.
  private static let keptCount = 2_000

  private struct Entry {
    var kept: [Diagnostic] = []
    var count = 0
  }

  private struct Place: Hashable {
    var file: String
    var severity: Diagnostic.Severity
  }

  private var files: [String] = []
  private var entries: [Place: Entry] = [:]
  private(set) var hasErrors = false

  /// Gives the file its place in the order, whether anything is reported of it or not.
  func enlist(_ file: String) {
    if !files.contains(file) { files.append(file) }
  }

  func report(_ diagnostic: Diagnostic) {
    enlist(diagnostic.file)
    if diagnostic.severity == .error { hasErrors = true }
    var entry = entries.removeValue(forKey: Place(file: diagnostic.file, severity: diagnostic.severity)) ?? Entry()
    entry.count += 1
    if entry.kept.count < Self.keptCount { entry.kept.append(diagnostic) }
    entries[Place(file: diagnostic.file, severity: diagnostic.severity)] = entry
  }

  func hasErrors(in file: String) -> Bool { entries[Place(file: file, severity: .error)] != nil }

  /// By file, then by row, then in the order of reporting; errors of a row before its warnings.
  var diagnostics: [Diagnostic] {
    files.flatMap { file in
      let errors = shown(Place(file: file, severity: .error))
      let warnings = shown(Place(file: file, severity: .warning))
      return Self.inOrder(errors.listed + warnings.listed) + errors.rest + warnings.rest
    }
  }

  private func shown(_ place: Place) -> (listed: [Diagnostic], rest: [Diagnostic]) {
    guard let entry = entries[place] else { return ([], []) }
    let listed = Array(Self.inOrder(entry.kept).prefix(Self.largestCount))
    guard entry.count > listed.count else { return (listed, []) }
    let phrase = ScenarioPhrases.notListed(entry.count - listed.count)
    return (listed, [phrase.diagnostic(severity: place.severity, file: place.file)])
  }

  private static func inOrder(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.enumerated()
      .sorted { ($0.element.row ?? 0, $0.offset) < ($1.element.row ?? 0, $1.offset) }
      .map(\.element)
  }
}
