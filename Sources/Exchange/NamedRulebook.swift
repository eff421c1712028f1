public import Rulebook

/// A rulebook by the word that users say for it, and the text of its file.
public struct NamedRulebook: Sendable {
  public let rulebook: Rulebook
  public let text: String

  /// Takes the name of a built-in rulebook, else the path of a file.
  public init(_ name: String) throws(InvalidInput) {
    text = try Self.text(of: name)
    rulebook = try RulebookFile.read(text: text, file: name)
  }

  private static func text(of name: String) throws(InvalidInput) -> String {
    if let builtIn = BuiltInRulebook(rawValue: name) { return builtIn.text }
    let folder = ScenarioFolder(.folder("."), log: ScenarioLog())
    guard folder.has(name) else {
      let names = BuiltInRulebook.allCases.map(\.rawValue).joined(separator: ", ")
      throw InvalidInput([
        Diagnostic(
          file: "--rulebook", found: name,
          problem: BilingualText(
            vi: "không có bộ quy định dựng sẵn hay tệp nào mang tên này",
            en: "neither a built-in rulebook nor a file has this name"),
          remedy: BilingualText(
            vi: "Ghi một tên có sẵn (\(names)) hoặc đường dẫn của một tệp",
            en: "Write a built-in name (\(names)) or the path of a file"))
      ])
    }
    guard let text = folder.text(of: name) else { throw InvalidInput(folder.log.diagnostics) }
    return text
  }
}
