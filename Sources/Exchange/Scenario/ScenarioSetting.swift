/// One thing that a user sets in place of what a scenario's files say, such as `driver.storms-floods=off`.
///
/// | Key | Value |
/// |---|---|
/// | `project.ID.COLUMN` | a cell of that column of `projects.csv`; empty clears it |
/// | `project.ID.start` | the day on which construction starts, from the as-of day to the cut-off |
/// | `activity.PROJECT.ACTIVITY.COLUMN` | a cell of that column of `activities.csv`; a project that lists none gets its group's template |
/// | `activity.PROJECT.ACTIVITY.duration` | a fixed number of days |
/// | `plan.PROJECT.SOURCE` | plan capital of the allocation |
/// | `source.ID.COLUMN` | a cell of that column of `sources.csv` |
/// | `driver.ID` | `off`: it never strikes |
/// | `driver.ID.KEY` | that key of the driver in an assumptions file, such as `probability` |
/// | `assumptions` | a built-in set, or a file's path from the scenario folder |
/// | any key path of an assumptions file | its value there; `claims.monthlyRates.10` is October's, `claims.discipline.p2` one parameter |
///
/// Cells are written as in the tables: amounts in the scenario's unit, numbers in its style. Columns may bear their Vietnamese names.
public struct ScenarioSetting: Hashable, Sendable {
  public var key: String
  public var value: String
  /// How the setting was given, for messages.
  public var origin: String

  public init(key: String, value: String, origin: String = "--set") {
    self.key = key
    self.value = value
    self.origin = origin
  }

  /// Reads `key=value`; nil without an equals sign or a key.
  public init?(_ text: some StringProtocol, origin: String = "--set") {
    guard let equals = text.firstIndex(of: "=") else { return nil }
    let key = String(text[..<equals]).trimmedOfSpaces
    guard !key.isEmpty else { return nil }
    self.init(key: key, value: String(text[text.index(after: equals)...]).trimmedOfSpaces, origin: origin)
  }

  /// Reads `key=value,key=value`; nil where one is no setting. A part without an equals sign, or within brackets or quotes, belongs to the value
  /// before it.
  public static func list(_ text: some StringProtocol, origin: String) -> [ScenarioSetting]? {
    var parts: [String] = []
    for part in pieces(String(text)) {
      if let last = parts.indices.last, !part.contains("=") {
        parts[last] += "," + part
      } else {
        parts.append(part)
      }
    }
    let settings = parts.compactMap { ScenarioSetting($0, origin: origin) }
    return settings.isEmpty || settings.count < parts.count ? nil : settings
  }

  /// Between commas outside of brackets and quotation marks.
  private static func pieces(_ text: String) -> [String] {
    var pieces = [""]
    var depth = 0
    var quote: Character?
    for character in text {
      switch character {
      case "\"", "'":
        if quote == nil { quote = character } else if quote == character { quote = nil }
      case "[", "{": if quote == nil { depth += 1 }
      case "]", "}": if quote == nil { depth -= 1 }
      default: break
      }
      if character == ",", depth <= 0, quote == nil {
        pieces.append("")
      } else {
        pieces[pieces.count - 1].append(character)
      }
    }
    return pieces
  }

  /// `driver.storms-floods=off`
  public var text: String { "\(key)=\(value)" }

  /// What stands in place of a file in messages.
  var place: String { "\(origin) \(key)" }

  func report(_ phrase: Phrase, severity: Diagnostic.Severity = .error, found: String? = nil, to log: ScenarioLog) {
    log.report(phrase.diagnostic(severity: severity, file: place, found: found))
  }
}
