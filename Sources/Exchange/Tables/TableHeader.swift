import Portfolio
import Rulebook

/// The first record of a table, matched with the columns that the table may have.
struct TableHeader {
  struct Finding {
    var severity: Diagnostic.Severity
    var phrase: Phrase
    var column: String?
    var found: String?
  }

  /// As they stand in the file.
  let names: [String]
  /// The position of each column, by raw value.
  private(set) var positions = [Int?](repeating: nil, count: Column.allCases.count)
  /// Positions without a name.
  private(set) var unnamed: [Int] = []
  private(set) var findings: [Finding] = []

  /// Unknown columns for which a near name is looked for, so that a header of a thousand does not take long.
  private static let suggestedCount = 20

  private let table: ScenarioTable
  private let fiscalYear: FiscalYear?
  private let unit: MoneyUnit?

  init(names: [String], table: ScenarioTable, fiscalYear: FiscalYear?, unit: MoneyUnit?) {
    self.names = names
    self.table = table
    self.fiscalYear = fiscalYear
    self.unit = unit
    var columns: [HeaderName: ColumnEntry] = [:]
    for entry in table.entries {
      for header in entry.headers { columns[HeaderName(header)] = entry }
    }
    var unknown: [String] = []
    for (position, name) in names.enumerated() {
      if name.isEmpty {
        unnamed.append(position)
      } else if let entry = match(name, in: columns) {
        place(entry, at: position)
      } else {
        unknown.append(name)
      }
    }
    guard positions.contains(where: { $0 != nil }) else {
      findings = [Finding(severity: .error, phrase: TablePhrases.noHeader, found: names.first { !$0.isEmpty })]
      return
    }
    reportUnknown(unknown)
    reportMissing(unknown)
  }

  /// What a column is called in the language of this header.
  func name(of column: Column) -> String { Self.name(of: column, in: table, isVietnamese: isVietnamese) }

  /// What a column of a table is called in Vietnamese or by its key.
  static func name(of column: Column, in table: ScenarioTable, isVietnamese: Bool) -> String {
    guard let entry = table.entries.first(where: { $0.column == column })?.reference else { return "" }
    return isVietnamese ? entry.vietnamese.first ?? entry.key : entry.key
  }

  /// Whether the first column, a code in every table, has a Vietnamese name.
  var isVietnamese: Bool {
    guard let entry = table.entries.first, let position = positions[entry.column.rawValue] else { return false }
    return entry.reference.vietnamese.contains { HeaderName($0) == HeaderName(names[position]) }
  }

  /// False when a table with this header cannot be read at all.
  var isUsable: Bool { !findings.contains { $0.severity == .error } }

  private mutating func place(_ entry: ColumnEntry, at position: Int) {
    if let first = positions[entry.column.rawValue] {
      let phrase = TablePhrases.repeatedColumn(
        key: entry.reference.key, first: first + 1, firstName: names[first], second: position + 1)
      findings.append(Finding(severity: .error, phrase: phrase, column: names[position]))
    } else {
      positions[entry.column.rawValue] = position
    }
  }

  /// The column that a header names, also with the plan year or the unit after it.
  private mutating func match(_ name: String, in columns: [HeaderName: ColumnEntry]) -> ColumnEntry? {
    if let entry = columns[HeaderName(name)] { return entry }
    let (stem, written) = Self.splitUnit(name)
    guard let entry = columns[HeaderName(stem)] ?? columns[HeaderName(withoutYear(stem))] else { return nil }
    guard let written else { return entry }
    guard case .amount = entry.reference.content, let found = TableWords.unit[written] else { return nil }
    if let unit, found != unit {
      findings.append(
        Finding(severity: .error, phrase: TablePhrases.otherUnit(found, declared: unit), column: name, found: written))
    }
    return entry
  }

  private func withoutYear(_ name: String) -> String {
    guard let fiscalYear else { return name }
    return name.replacing(String(fiscalYear.year), with: "")
  }

  /// `Kế hoạch vốn (triệu đồng)` is `Kế hoạch vốn` and `triệu đồng`.
  static func splitUnit(_ name: String) -> (stem: String, unit: String?) {
    guard name.last == ")", let open = name.lastIndex(of: "(") else { return (name, nil) }
    return (String(name[..<open]), String(name[name.index(after: open)...].dropLast()))
  }

  private mutating func reportUnknown(_ unknown: [String]) {
    let free = table.entries.filter { positions[$0.column.rawValue] == nil }.flatMap(\.headers)
    for (index, name) in unknown.enumerated() {
      let nearest = index < Self.suggestedCount ? nearestWord(to: name, in: free) : nil
      let phrase = TablePhrases.unknownColumn(nearest: nearest)
      findings.append(Finding(severity: .warning, phrase: phrase, column: name))
    }
  }

  private mutating func reportMissing(_ unknown: [String]) {
    for entry in table.entries where entry.reference.isRequired && positions[entry.column.rawValue] == nil {
      let near = unknown.prefix(Self.suggestedCount).first { nearestWord(to: $0, in: entry.headers) != nil }
      let phrase = TablePhrases.missingColumn(entry.reference, nearest: near)
      findings.append(Finding(severity: .error, phrase: phrase, column: entry.reference.key))
    }
  }
}
