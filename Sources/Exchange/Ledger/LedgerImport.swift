import Disbursement
public import Portfolio
import Rulebook

/// What a ledger of payments makes of a scenario, before anything is written.
public struct LedgerImport: Sendable {
  public struct Options: Sendable {
    /// The first day whose payments are imported; nil takes the ledger's own.
    public var from: Day?
    /// The last day whose payments are imported; nil takes the ledger's own.
    public var through: Day?
    /// Adds to what the scenario records for the same months in place of replacing it.
    public var adds: Bool

    public init(from: Day? = nil, through: Day? = nil, adds: Bool = false) {
      self.from = from
      self.through = through
      self.adds = adds
    }
  }

  /// How an end of the days was chosen.
  public enum DayOrigin: String, Hashable, Sendable {
    case option
    /// Stated above the ledger's head.
    case title
    /// The first day of the month of the first payment, or the day of the last payment.
    case payment
  }

  /// What the scenario records for a month of an allocation, where it is not what the copy records.
  public struct Change: Hashable, Sendable {
    public var project: String
    public var source: String
    /// Nil where only the sum to date was recorded.
    public var month: Int?
    public var before: Money
    public var after: Money
  }

  public struct AdvanceChange: Hashable, Sendable {
    public var project: String
    public var before: Money
    public var after: Money
  }

  public let ledger: Ledger
  public let posting: LedgerPosting
  public let fromOrigin: DayOrigin
  public let throughOrigin: DayOrigin
  public let adds: Bool
  /// Of the copy.
  public let asOf: Day
  /// Every project as the copy states it, in order.
  public let projects: [Project]
  /// In order of project, source and month.
  public let changes: [Change]
  public let advances: [AdvanceChange]
  /// Of payments, what the copy states of advances, by month.
  let parts: [AllocationID: [Int: PaymentParts]]
  /// As it is.
  public let scenario: Scenario

  public var scenarioName: String { scenario.inputs.scenarioName }
  public var fiscalYear: FiscalYear { scenario.inputs.portfolio.fiscalYear }
  /// Of the scenario as it is.
  public var asOfBefore: Day { scenario.inputs.portfolio.asOf }

  /// Throws where the days cannot be chosen, or the scenario's own payments cannot be told from the ledger's.
  public init(
    _ ledger: Ledger, into scenario: Scenario, mapping: LedgerMapping = LedgerMapping(), options: Options = Options()
  ) throws(InvalidInput) {
    let portfolio = scenario.inputs.portfolio
    let days = try ImportDays(ledger, into: portfolio, mapping: mapping, options: options)
    posting = LedgerPosting(
      ledger.lines, to: portfolio, mapping: mapping, volume: ledger.volume, days: days.first...days.last)
    let parts = ImportedParts(posting: posting, ledger: ledger, scenario: scenario, adds: options.adds)
    var months = ImportedMonths(
      posting: posting, days: days, portfolio: portfolio, parts: parts, adds: options.adds, file: ledger.file)
    projects = try months.projects()
    changes = months.changes
    advances = months.advances
    self.parts = months.statedParts
    self.ledger = ledger
    self.scenario = scenario
    fromOrigin = days.firstOrigin
    throughOrigin = days.lastOrigin
    asOf = days.asOf
    adds = options.adds
  }

  /// Lines that belong to no allocation, as errors.
  public var unmatched: [Diagnostic] {
    let portfolio = scenario.inputs.portfolio
    let ids = portfolio.projects.map(\.id)
    // Looking for near codes takes long in large portfolios.
    let candidates = ids.count <= 5_000 ? ids : []
    var nearest: [String: String?] = [:]
    let sources = Dictionary(portfolio.projects.map { ($0.id, $0.allocations.map(\.sourceID)) }) { first, _ in first }
    return zip(posting.lines, posting.fates).compactMap { line, fate in
      guard case .unmatched(let mismatch) = fate else { return nil }
      if mismatch == .unknownCode, nearest[line.project] == nil {
        nearest[line.project] = .some(nearestWord(to: line.project, in: candidates))
      }
      let phrase = LedgerPhrases.phrase(
        of: mismatch, line, nearest: nearest[line.project] ?? nil, own: sources[line.project] ?? [],
        sources: portfolio.sources.map(\.id))
      return place(line, phrase.0, column: phrase.column)
    }
  }

  /// What the model refuses of the result, with the lines behind it.
  public var refusals: [Diagnostic] {
    let portfolio = scenario.inputs.portfolio
    do throws(InvalidPortfolio) {
      _ = try Portfolio(
        fiscalYear: portfolio.fiscalYear, asOf: asOf, sources: portfolio.sources, projects: projects)
      return []
    } catch {
      let doubled = Set(error.problems.filter { $0.field == .paidToDate }.map(\.subject))
      return error.problems.filter { $0.field != .paid || !doubled.contains($0.subject) }.map(refusal)
    }
  }

  private func refusal(_ problem: PortfolioProblem) -> Diagnostic {
    var phrase = PortfolioPhrases.phrase(of: problem.defect, field: problem.field, in: scenario.unit, asOf: asOf)
    if problem.field == .outstandingAdvance, case .negative(let amount) = problem.defect {
      phrase = LedgerPhrases.advanceBelowZero(amount, in: scenario.unit)
    }
    var lines: [LedgerLine] = []
    var name = ""
    switch problem.subject {
    case .allocation(let project, let source):
      lines = posting.lines(ofProject: project, source: source)
      name = "\(project), \(source)"
    case .project(let project), .activity(let project, _):
      lines = posting.lines(ofProject: project)
      name = project
    case .portfolio, .source: break
    }
    return place(
      lines.max { ($0.day, $0.row) < ($1.day, $1.row) }, LedgerPhrases.refused(phrase, name, rows: lines.map(\.row)),
      column: .project)
  }

  /// Doubtful, though the import can be made.
  public var warnings: [Diagnostic] {
    var warnings = posting.possibleDuplicates.compactMap { group in
      place(
        group.last, LedgerPhrases.possibleDuplicates(rows: group.map(\.row)), column: .number, severity: .warning)
    }
    if let total = ledger.statedTotal, total.paid != posting.whole.sums.paid {
      let phrase = LedgerPhrases.totalDiffers(stated: total.paid, lines: posting.whole.sums.paid)
      warnings.append(diagnostic(phrase, row: total.row, column: nil, found: nil, severity: .warning))
    }
    if ledger.columns.allSatisfy({ $0.column != .planYear }) {
      let january = posting.lines.filter { scenario.inputs.portfolio.fiscalYear.month(of: $0.day) == 1 }
      if let first = january.first {
        let sum = january.reduce(into: PaymentSums()) { $0 += $1.sums(volume: posting.volume) }.paid
        let phrase = LedgerPhrases.januaryOfUnknownYear(scenario.inputs.portfolio.fiscalYear, sum, january.count)
        warnings.append(diagnostic(phrase, row: first.row, column: ledger.dateColumn, found: nil, severity: .warning))
      }
    }
    if ledger.turnsRecoveries {
      let first = ledger.lines.first { $0.amounts[.recovery] != nil }
      warnings.append(
        diagnostic(LedgerPhrases.recoveriesTurned, row: first?.row, column: nil, found: nil, severity: .warning))
    }
    return warnings
  }

  private func place(
    _ line: LedgerLine?, _ phrase: Phrase, column: LedgerColumn, severity: Diagnostic.Severity = .error
  ) -> Diagnostic {
    let found: String? =
      switch column {
      case .project: line?.project
      case .source: line?.source
      case .kind: line?.kind
      case .number: line?.number
      default: nil
      }
    return diagnostic(
      phrase, row: line?.row, column: column, found: found.flatMap { $0.isEmpty ? nil : $0 }, severity: severity)
  }

  private func diagnostic(
    _ phrase: Phrase, row: Int?, column: LedgerColumn?, found: String?, severity: Diagnostic.Severity
  ) -> Diagnostic {
    let place = ledger.places[column ?? .project]
    var diagnostic = phrase.diagnostic(
      severity: severity, file: ledger.file, row: row, column: column == nil ? nil : place?.title, found: found)
    diagnostic.sheet = ledger.sheet
    if ledger.sheet != nil, let row, let place {
      diagnostic.cell = SheetGrid.reference(row: row, column: place.position)
    }
    return diagnostic
  }
}

/// The days whose payments are imported, and the as-of day that follows.
private struct ImportDays {
  let first: Day
  let last: Day
  let firstOrigin: LedgerImport.DayOrigin
  let lastOrigin: LedgerImport.DayOrigin
  let asOf: Day

  init(
    _ ledger: Ledger, into portfolio: Portfolio, mapping: LedgerMapping, options: LedgerImport.Options
  ) throws(InvalidInput) {
    let year = portfolio.fiscalYear
    let paid = LedgerPosting.daysOfYear(ledger.lines, of: portfolio, mapping: mapping)
    for (option, day) in [("--from", options.from), ("--through", options.through)] {
      guard let day, day < year.firstDay || day > year.cutOff else { continue }
      throw InvalidInput([LedgerPhrases.dayOutside(year).diagnostic(file: option, found: day.description)])
    }
    let stated = Self.within(year, ledger)
    guard let last = options.through ?? stated.last ?? paid.max() else {
      throw InvalidInput([LedgerPhrases.nothingOfYear(year).diagnostic(file: ledger.file)])
    }
    let start = paid.min() ?? last
    first = options.from ?? stated.first ?? Day(firstOfMonth: start.month, year: start.year)
    self.last = last
    firstOrigin = options.from != nil ? .option : stated.first != nil ? .title : .payment
    lastOrigin = options.through != nil ? .option : stated.last != nil ? .title : .payment
    guard first <= last else {
      throw InvalidInput([LedgerPhrases.daysDisordered(first, last).diagnostic(file: "--from")])
    }
    asOf = max(last, portfolio.asOf)
    guard last < portfolio.asOf, !options.adds else { return }
    // Later months stay as the scenario has them, which is right only where the ledger ends with a month and says so.
    if lastOrigin == .payment || last != Day(endOfMonth: last.month, year: last.year) {
      throw InvalidInput([
        LedgerPhrases.endsBefore(portfolio.asOf, last: last, isStated: lastOrigin != .payment).diagnostic(
          file: lastOrigin == .option ? "--through" : ledger.file, found: last.description)
      ])
    }
  }

  /// What the ledger says above its head, as far as it lies in the year.
  private static func within(_ year: FiscalYear, _ ledger: Ledger) -> (first: Day?, last: Day?) {
    guard let last = ledger.lastDay, last >= year.firstDay else { return (nil, nil) }
    let first = ledger.firstDay.map { max($0, year.firstDay) }
    return (first.flatMap { $0 <= last ? $0 : nil }, min(last, year.cutOff))
  }
}

/// The payments of every allocation by month, those of the ledger in place of the scenario's or added to them.
private struct ImportedMonths {
  let posting: LedgerPosting
  let days: ImportDays
  let portfolio: Portfolio
  let parts: ImportedParts
  let adds: Bool
  let file: String
  private(set) var statedParts: [AllocationID: [Int: PaymentParts]]
  private(set) var changes: [LedgerImport.Change] = []
  private(set) var advances: [LedgerImport.AdvanceChange] = []
  private let covered: ClosedRange<Int>
  private let paid: [AllocationID: [Int: Money]]
  private var defects: [Diagnostic] = []

  init(
    posting: LedgerPosting, days: ImportDays, portfolio: Portfolio, parts: ImportedParts, adds: Bool, file: String
  ) {
    self.posting = posting
    self.days = days
    self.portfolio = portfolio
    self.parts = parts
    self.adds = adds
    self.file = file
    statedParts = parts.recorded
    covered = portfolio.fiscalYear.month(of: days.first)...portfolio.fiscalYear.month(of: days.last)
    var paid: [AllocationID: [Int: Money]] = [:]
    for (place, sums) in posting.payments { paid[place.allocation, default: [:]][place.month] = sums.paid }
    self.paid = paid
  }

  mutating func projects() throws(InvalidInput) -> [Project] {
    let projects = portfolio.projects.map { project in
      var changed = project
      for index in changed.allocations.indices { change(&changed.allocations[index], of: project.id) }
      if let change = parts.advanceChanges[project.id], change != .zero {
        changed.outstandingAdvance += change
        advances.append(
          LedgerImport.AdvanceChange(
            project: project.id, before: project.outstandingAdvance, after: changed.outstandingAdvance))
      }
      return changed
    }
    guard defects.isEmpty else { throw InvalidInput(defects) }
    return projects
  }

  private mutating func change(_ allocation: inout Allocation, of project: String) {
    let new = paid[AllocationID(project: project, source: allocation.sourceID)] ?? [:]
    guard let recorded = allocation.paidByMonth else { return fill(&allocation, with: new, of: project) }
    checkFirstMonth(recorded, project, allocation.sourceID)
    var months = recorded
    for month in covered {
      let before = recorded[month]
      let after = (adds ? before ?? .zero : .zero) + (new[month] ?? .zero)
      if before != nil || new[month] != nil {
        months[month] = after
        state(LedgerPosting.Place(project: project, source: allocation.sourceID, month: month), before, after)
      }
      note(project, allocation.sourceID, month, before ?? .zero, after)
    }
    allocation.paidByMonth = months
    allocation.paidToDate = months.values.reduce(.zero, +)
  }

  /// An allocation of which at most a sum is recorded.
  private mutating func fill(_ allocation: inout Allocation, with new: [Int: Money], of project: String) {
    if allocation.paidToDate != .zero {
      guard !adds, covered.lowerBound == 1, days.last >= portfolio.asOf else {
        if new.isEmpty { return }
        defects.append(
          LedgerPhrases.onlySumKnown(portfolio.fiscalYear, adds: adds).diagnostic(
            file: file, found: "\(project), \(allocation.sourceID)"))
        return
      }
      let after = new.values.reduce(Money.zero, +)
      if after != allocation.paidToDate {
        changes.append(
          LedgerImport.Change(
            project: project, source: allocation.sourceID, month: nil, before: allocation.paidToDate, after: after))
      }
    }
    for (month, paid) in new {
      state(LedgerPosting.Place(project: project, source: allocation.sourceID, month: month), nil, paid)
    }
    allocation.paidByMonth = new.isEmpty ? nil : new
    allocation.paidToDate = new.values.reduce(.zero, +)
  }

  private mutating func state(_ place: LedgerPosting.Place, _ before: Money?, _ after: Money) {
    let stated = parts.stated(of: place, before: before, after: after)
    statedParts[place.allocation, default: [:]][place.month] = stated
    if statedParts[place.allocation]?.isEmpty ?? false { statedParts[place.allocation] = nil }
  }

  private mutating func note(_ project: String, _ source: String, _ month: Int, _ before: Money, _ after: Money) {
    // Months after the scenario's own day are new, not different.
    guard before != after, Day(firstOfMonth: month, year: portfolio.fiscalYear.year) <= portfolio.asOf else { return }
    changes.append(
      LedgerImport.Change(project: project, source: source, month: month, before: before, after: after))
  }

  /// A month of which the ledger covers a part cannot replace what is recorded of the whole.
  private mutating func checkFirstMonth(_ recorded: [Int: Money], _ project: String, _ source: String) {
    guard !adds, days.first.dayOfMonth > 1, recorded[covered.lowerBound] ?? .zero != .zero else { return }
    defects.append(
      LedgerPhrases.startsWithinMonth(days.first).diagnostic(
        file: days.firstOrigin == .option ? "--from" : file, found: "\(project), \(source)"))
  }
}
