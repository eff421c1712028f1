import Portfolio

/// The projects of one year that can be put into a scenario, and the reasons why others cannot.
struct PastYear {
  /// Months that a forecast as of 30 June knows.
  static let knownMonths = 6

  let year: Int
  let projects: [ProjectYear]
  let exclusions: [Exclusion: Int]
  private let firstYears: [String: Int]

  init(_ year: Int, of table: RecordTable) {
    self.year = year
    let rows = table.rows.filter { $0.year == year }
    projects = rows.filter { Exclusion($0) == nil }
    exclusions = Dictionary(grouping: rows.compactMap { Exclusion($0) }, by: \.self).mapValues(\.count)
    firstYears = table.firstYears
  }

  var asOf: Day { Day(endOfMonth: Self.knownMonths, year: year) }
  var lastDay: Day { Day(endOfMonth: 12, year: year) }
  var excludedCount: Int { exclusions.values.reduce(0, +) }

  /// A new start in the first year with a budget, else carried over.
  func group(of record: ProjectYear) -> ProjectGroup {
    firstYears[record.code] == year ? .newStart : .carryOver
  }
}
