/// What a user says of codes that a ledger writes otherwise than a portfolio.
public struct LedgerMapping: Hashable, Sendable {
  public struct Target: Hashable, Sendable {
    /// The project's id.
    public var project: String
    /// The source of lines that name none; nil where it is not said.
    public var source: String?

    public init(project: String, source: String? = nil) {
      self.project = project
      self.source = source
    }
  }

  /// By code of the ledger.
  public var codes: [String: Target]
  /// The source's id, by code or name of the ledger.
  public var sources: [String: String]
  /// Plan years, besides that of the portfolio, whose payments count.
  public var planYears: Set<Int>

  public init(codes: [String: Target] = [:], sources: [String: String] = [:], planYears: Set<Int> = []) {
    self.codes = codes
    self.sources = sources
    self.planYears = planYears
  }
}

/// What becomes of a line of a ledger.
public enum LedgerFate: Hashable, Sendable {
  /// Counted, in a month of the plan year (13 is January of the next).
  case imported(project: String, source: String, month: Int)
  case unmatched(Mismatch)
  case outside(Exclusion)

  /// Why a line belongs to no allocation.
  public enum Mismatch: Hashable, Sendable {
    case noCode
    case unknownCode
    /// Its column of kinds is empty.
    case noKind
    case unknownKind
    case unknownSource
    /// The project has capital from several sources and the line names none.
    case sourceNotNamed
    /// The project has no capital from this source.
    case noAllocation(project: String, source: String)
  }

  /// Why a line does not count.
  public enum Exclusion: Hashable, Sendable {
    case planYear(Int)
    case budgetYear(Int)
    /// Before the plan year or after its payment cut-off.
    case day
    /// Before the first day that is imported.
    case beforeFirst
    /// After the last day that is imported.
    case afterLast
  }

  /// The larger class that a line is counted in.
  public enum Class: String, CaseIterable, Hashable, Sendable {
    case imported
    case unmatched
    /// Of another plan year, or booked or paid in another year.
    case otherYear = "other-year"
    /// Before the first or after the last day that is imported.
    case otherDays = "other-days"
  }

  public var `class`: Class {
    switch self {
    case .imported: .imported
    case .unmatched: .unmatched
    case .outside(.planYear), .outside(.budgetYear), .outside(.day): .otherYear
    case .outside(.beforeFirst), .outside(.afterLast): .otherDays
    }
  }
}

/// Finds the allocation that each line of a ledger belongs to.
struct LedgerMatching {
  private let fiscalYear: FiscalYear
  private let mapping: LedgerMapping
  /// By project, the sources that it has capital from.
  private let allocations: [String: [String]]
  private let sources: Set<String>
  /// By name, the one source of that name.
  private let sourceNames: [String: String]

  init(_ portfolio: Portfolio, mapping: LedgerMapping) {
    fiscalYear = portfolio.fiscalYear
    self.mapping = mapping
    allocations = Dictionary(portfolio.projects.map { ($0.id, $0.allocations.map(\.sourceID)) }) { first, _ in first }
    sources = Set(portfolio.sources.map(\.id))
    let named = Dictionary(grouping: portfolio.sources, by: \.name)
    sourceNames = named.compactMapValues { $0.count == 1 ? $0.first?.id : nil }
  }

  /// Why a line is of another year, whatever days are imported; nil where it is of this one.
  func otherYear(_ line: LedgerLine) -> LedgerFate.Exclusion? {
    if let year = line.planYear, year != fiscalYear.year, !mapping.planYears.contains(year) { return .planYear(year) }
    if let year = line.budgetYear, year != fiscalYear.year { return .budgetYear(year) }
    return line.day < fiscalYear.firstDay || line.day > fiscalYear.cutOff ? .day : nil
  }

  func fate(of line: LedgerLine, days: ClosedRange<Day>) -> LedgerFate {
    if let exclusion = otherYear(line) { return .outside(exclusion) }
    if line.day < days.lowerBound { return .outside(.beforeFirst) }
    if line.day > days.upperBound { return .outside(.afterLast) }
    switch place(of: line) {
    case .failure(let mismatch): return .unmatched(mismatch)
    case .success(let place):
      return .imported(project: place.project, source: place.source, month: fiscalYear.month(of: line.day))
    }
  }

  private enum Found {
    case success((project: String, source: String))
    case failure(LedgerFate.Mismatch)
  }

  private func place(of line: LedgerLine) -> Found {
    guard !line.project.isEmpty else { return .failure(.noCode) }
    let target = mapping.codes[line.project] ?? LedgerMapping.Target(project: line.project)
    guard let own = allocations[target.project] else { return .failure(.unknownCode) }
    if line.amounts[.unknown] != nil { return .failure(line.kind.isEmpty ? .noKind : .unknownKind) }
    if line.source.isEmpty {
      if let source = target.source ?? (own.count == 1 ? own.first : nil) {
        return Self.place(target.project, source, of: own)
      }
      return .failure(.sourceNotNamed)
    }
    guard let source = source(named: line.source) else { return .failure(.unknownSource) }
    return Self.place(target.project, source, of: own)
  }

  private static func place(_ project: String, _ source: String, of own: [String]) -> Found {
    own.contains(source)
      ? .success((project, source)) : .failure(.noAllocation(project: project, source: source))
  }

  private func source(named text: String) -> String? {
    if let source = mapping.sources[text] { return source }
    return sources.contains(text) ? text : sourceNames[text]
  }
}

extension FiscalYear {
  /// 1 January … 12 December, 13 January of the next year; beyond these for days outside of the year.
  public func month(of day: Day) -> Int { (day.year - year) * 12 + day.month }
}
