public import Rulebook

/// Something wrong or doubtful in a user's file: where, what was found, what was expected, and what to do.
public struct Diagnostic: Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable {
    case error
    case warning
  }

  public var severity: Severity
  /// Path as the user knows it, relative to the scenario folder where it lies in it.
  public var file: String
  /// 1 is the first line of the file (for a table, its header); nil when the whole file is meant.
  public var row: Int?
  /// The sheet of a workbook; nil elsewhere.
  public var sheet: String?
  /// The cell in its sheet, such as `F7`; it says the row, too.
  public var cell: String?
  /// For a table its header name, for YAML the character position; nil when the whole row is meant.
  public var column: String?
  /// The offending text as it stands in the file, shortened; nil when nothing is there.
  public var found: String?
  /// What is wrong, as a full sentence without final stop.
  public var problem: BilingualText
  /// What to do about it, as a full sentence without final stop.
  public var remedy: BilingualText

  public init(
    severity: Severity = .error, file: String, row: Int? = nil, column: String? = nil, found: String? = nil,
    problem: BilingualText, remedy: BilingualText
  ) {
    self.severity = severity
    self.file = file
    self.row = row
    self.column = column
    self.found = found.map(Self.shortened)
    self.problem = problem
    self.remedy = remedy
  }

  /// One line: `projects.csv, row 7, column plan: the amount is negative (found «-5»). Write it without the sign.`, or
  /// `list.xlsx, sheet «Plan», cell F7, column plan: …`.
  public func message(in language: Language) -> String {
    func say(_ vi: String, _ en: String) -> String { language == .vi ? vi : en }
    var place = file
    if let sheet { place += ", " + say("trang", "sheet") + " «\(sheet)»" }
    if let cell {
      place += ", " + say("ô", "cell") + " \(cell)"
    } else if let row {
      place += ", " + say("dòng", "row") + " \(row)"
    }
    if let column { place += ", " + say("cột", "column") + " \(column)" }
    let evidence = found.map { " (" + say("gặp", "found") + " «\($0)»)" } ?? ""
    return "\(place): \(problem[language])\(evidence). \(remedy[language])."
  }

  private static func shortened(_ text: String) -> String {
    let visible = text.map { $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 } ? "␣" : $0 }
    return visible.count > 60 ? String(visible.prefix(57)) + "…" : String(visible)
  }
}

/// Input that cannot be used: everything wrong with it, in order of file and row.
public struct InvalidInput: Error, Hashable, Sendable {
  public var diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}
