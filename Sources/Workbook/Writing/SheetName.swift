/// Names that spreadsheet programs accept for sheets.
enum SheetName {
  /// UTF-16 units.
  static let longest = 31

  /// The name without forbidden characters, cut to 31 UTF-16 units, and unlike all those taken whatever the case.
  static func cleaned(_ name: String, unlike taken: Set<String>) -> String {
    let base = cut(trimmed(String(String.UnicodeScalarView(name.unicodeScalars.map(allowed)))), to: longest)
    let usable = base.isEmpty ? "Sheet" : base
    guard isTaken(usable, taken) else { return usable }
    var number = 2
    while true {
      let suffix = " (\(number))"
      let candidate = cut(usable, to: longest - suffix.utf16.count) + suffix
      guard isTaken(candidate, taken) else { return candidate }
      number += 1
    }
  }

  /// How names are compared.
  static func key(_ name: String) -> String { name.lowercased() }

  /// `History` is kept by one program for itself.
  private static func isTaken(_ name: String, _ taken: Set<String>) -> Bool {
    taken.contains(key(name)) || key(name) == "history"
  }

  private static func allowed(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar {
    case ":", "\\", "/", "?", "*": "-"
    case "[": "("
    case "]": ")"
    case "\u{FFFE}", "\u{FFFF}": " "
    default: scalar.properties.generalCategory == .control ? " " : scalar
    }
  }

  /// Without spaces and apostrophes at the ends, where the latter are not allowed.
  private static func trimmed(_ name: String) -> String {
    var rest = name[...]
    while let first = rest.first, isTrimmed(first) { rest.removeFirst() }
    while let last = rest.last, isTrimmed(last) { rest.removeLast() }
    return String(rest)
  }

  private static func isTrimmed(_ character: Character) -> Bool { character.isWhitespace || character == "'" }

  /// The first characters that fit into so many units, whole ones only.
  private static func cut(_ name: String, to units: Int) -> String {
    var kept = ""
    var count = 0
    for character in name {
      count += character.utf16.count
      guard count <= units else { break }
      kept.append(character)
    }
    return trimmed(kept)
  }
}
