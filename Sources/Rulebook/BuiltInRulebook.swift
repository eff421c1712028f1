import BuiltIn

/// The rulebooks that come with the program, as the text of rulebook files.
public enum BuiltInRulebook: String, CaseIterable, Hashable, Sendable {
  /// Chi Lăng commune, Lạng Sơn province, plan year 2026, with the national law around it.
  case chiLang2026 = "chi-lang-2026"

  /// The file as it stands in the source tree (YAML).
  public var text: String {
    switch self {
    case .chiLang2026: String(cString: built_in_chi_lang_2026())
    }
  }
}
