import BuiltIn

/// The sets of assumptions that come with the program, as the text of assumptions files.
public enum BuiltInAssumptions: String, CaseIterable, Hashable, Sendable {
  /// Defaults for a commune of northern Vietnam in plan year 2026.
  case vietnam2026 = "vietnam-2026"
  /// Nothing uncertain, work linear in calendar time and paid at once: for exact checks and for teaching.
  case ideal

  /// The file as it stands in the source tree (YAML).
  public var text: String {
    switch self {
    case .vietnam2026: String(cString: built_in_vietnam_2026())
    case .ideal: String(cString: built_in_ideal())
    }
  }
}
