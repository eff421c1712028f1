public import Rulebook

/// The tables of a scenario.
public enum ScenarioTable: String, CaseIterable, Hashable, Sendable {
  case projects
  case allocations
  /// Projects and allocations in one, a row for each project and source.
  case portfolio
  case sources
  case activities
  case drivers
  case actuals
  /// What official papers say of projects.
  case particulars
  /// Amounts of the annual settlement.
  case settlement
  /// Advances that are not fully recovered.
  case advances

  /// The name of its file in the scenario folder.
  public var fileName: String { "\(rawValue).csv" }
}

/// One column of a table as users may write it: what a reference page says about it.
public struct TableColumn: Hashable, Sendable {
  /// What its cells hold.
  public enum Content: Hashable, Sendable {
    /// A code that names a project, a source, an activity or a driver.
    case identifier
    case text
    /// Money in the scenario's unit; the sign tells whether it may be below zero.
    case amount(Sign)
    /// 0…1, or with a percent sign 0 %…100 %.
    case share
    /// A number of at least zero.
    case number
    case wholeNumber
    case year
    case date
    case month
    case yesNo
    /// Names separated by semicolons.
    case names
    case word([TableWord])
  }

  public enum Sign: Hashable, Sendable {
    case notNegative
    case any
  }

  /// The English key, the same in every language.
  public var key: String
  /// Accepted Vietnamese headers, the preferred one first.
  public var vietnamese: [String]
  public var content: Content
  public var isRequired: Bool
  public var meaning: BilingualText
  /// What an empty cell means; nil when it must not be empty or means nothing more than «not stated».
  public var whenEmpty: BilingualText?
}

/// One of the words that a cell may hold.
public struct TableWord: Hashable, Sendable {
  /// The English key.
  public var key: String
  /// Accepted in its place, the preferred one first.
  public var vietnamese: [String]
}

/// Every column of every table, once.
enum Column: Int, CaseIterable {
  case id, name, group, owner, locality, sector, contractor, sizeClass, totalInvestment, paidBeforeYear, contractValue,
    outstandingAdvance, firstYear, keyProject, weight, progress, constructionDays, absorbable, sCurve, sCurve1, sCurve2
  case curveM1, curveM2, curveM3, curveM4, curveM5, curveM6, curveM7, curveM8, curveM9, curveM10, curveM11, curveM12
  case projectID, sourceID, plan, paidToDate
  case kind, priority, revenueExpected, payUntil
  case inflowM1, inflowM2, inflowM3, inflowM4, inflowM5, inflowM6, inflowM7, inflowM8, inflowM9, inflowM10, inflowM11,
    inflowM12
  case activity, predecessors, days, state, date, holdsBack
  case driverID, scope, probability, effect, appliesTo
  case distribution, p1, p2, p3
  case month, paid, advance, recovered
  case accountPlace, sectorCode, constructionPeriod, decision, stateBudgetInvestment, mediumTermPlan, responsible
  case paidBefore, advanceBefore, advanceReturned, oldAdvanceSettled, carriedPlan, carriedPaidVolume,
    carriedPaidAdvance, carriedAgain, paidVolume, paidAdvance, extended, returned, preAdvancedRecovery, arrears
  case contract, outstanding, paidOn, due, deposited, cause, causeNote, remedy

  static let curveMonths = Array(allCases[curveM1.rawValue...curveM12.rawValue])
  static let inflowMonths = Array(allCases[inflowM1.rawValue...inflowM12.rawValue])
}
