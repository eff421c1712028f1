/// The languages in which the program speaks to its users.
public enum Language: String, CaseIterable, Hashable, Sendable {
  case vi
  case en
}

/// Text in both languages of the program.
public struct BilingualText: Hashable, Sendable {
  public var vi: String
  public var en: String

  public init(vi: String, en: String) {
    self.vi = vi
    self.en = en
  }

  public subscript(_ language: Language) -> String {
    switch language {
    case .vi: vi
    case .en: en
    }
  }
}
