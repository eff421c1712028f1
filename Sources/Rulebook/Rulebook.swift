public import Portfolio

/// Where a rule is written, and how sure that is.
public struct Citation: Hashable, Sendable {
  public enum Status: String, CaseIterable, Hashable, Sendable {
    /// National law in force.
    case enacted
    /// A decision of the commune or province whose rulebook this is.
    case communeDecision = "commune-decision"
    /// Follows from other rules; no article says it.
    case inference
    /// Assumed for an example or a test; claims no law.
    case assumption
  }

  public var instrument: String
  public var article: String
  public var status: Status
  /// Where a reader finds the text: its address, or the document's full title; empty when none.
  public var source: String
  /// The words of the instrument that the rule rests on, as they stand there; empty when none are quoted.
  public var quote: String

  public init(instrument: String, article: String, status: Status, source: String = "", quote: String = "") {
    self.instrument = instrument
    self.article = article
    self.status = status
    self.source = source
    self.quote = quote
  }
}

/// One dated, cited statement of a rulebook.
public struct Rule: Hashable, Sendable {
  /// A named number or date of the law that the engine applies.
  public enum Cap: String, CaseIterable, Hashable, Sendable {
    /// Largest advance as a share of the contract value.
    case advanceCeiling = "advance-ceiling"
    /// Share of the contract value paid by which all advances are recovered.
    case advanceRecoveredBy = "advance-recovered-by"
    /// Working days of treasury control before a payment for volume.
    case treasuryPaymentDays = "treasury-payment-days"
    /// Working days of treasury control before an advance.
    case treasuryAdvanceDays = "treasury-advance-days"
    /// Years of capital arrangement by size class.
    case arrangementYearsA = "arrangement-years-a"
    case arrangementYearsB = "arrangement-years-b"
    case arrangementYearsC = "arrangement-years-c"
    /// Share of a plan that may be paid in the year.
    case paidOfPlan = "paid-of-plan"
    /// Share of the total investment that may ever be paid.
    case paidOfTotalInvestment = "paid-of-total-investment"
    /// Months after the day by which a contract has its advance recovered, from which it is overdue.
    case advanceGraceMonthsContract = "advance-grace-months-contract"
    /// Months after the payment of an advance without a contract, from which it is overdue.
    case advanceGraceMonthsOther = "advance-grace-months-other"
    /// Days after the payment of an advance for site clearance within which it is recovered.
    case advanceGraceDaysClearance = "advance-grace-days-clearance"
  }

  public enum Content: Hashable, Sendable {
    /// At least `share` of the plan of `group` disbursed by the end of `date`.
    case milestone(group: ProjectGroup, date: Day, share: Ratio)
    /// Construction of projects of `group` started by the end of `date`.
    case startDeadline(group: ProjectGroup, date: Day)
    /// `activity` of projects of `group` done by the end of `date`.
    case approvalDeadline(group: ProjectGroup, activity: String, date: Day)
    /// Proposals to move capital are taken until `date`.
    case adjustmentWindow(date: Day)
    case cap(Cap, value: Double)
    /// The order in which claims on a source short of cash are met: groups, key projects first within each.
    case paymentPriority([ProjectGroup])
    /// A date of the yearly calendar, named by the rule's id.
    case calendarDate(Day)
    /// Said for the reader; the engine computes nothing from it.
    case statement
  }

  public var id: String
  /// The rule of which this is a part, such as `G2`.
  public var family: String
  public var text: BilingualText
  public var citation: Citation
  /// First day on which it is in force.
  public var effective: Day
  /// Last day on which it is in force; nil while it has no end.
  public var expires: Day?
  public var content: Content

  public init(
    id: String, family: String, text: BilingualText, citation: Citation, effective: Day, expires: Day? = nil,
    content: Content
  ) {
    self.id = id
    self.family = family
    self.text = text
    self.citation = citation
    self.effective = effective
    self.expires = expires
    self.content = content
  }

  public func isInForce(on day: Day) -> Bool {
    guard day >= effective else { return false }
    guard let expires else { return true }
    return day <= expires
  }
}

/// The rules of one authority for one plan year, dated and cited.
public struct Rulebook: Hashable, Sendable {
  public let id: String
  public let title: BilingualText
  public let fiscalYear: FiscalYear
  public let rules: [Rule]

  /// Throws all problems at once.
  public init(
    id: String, title: BilingualText, fiscalYear: FiscalYear, rules: [Rule]
  ) throws(InvalidRulebook) {
    let problems = Self.problems(of: rules, fiscalYear: fiscalYear)
    guard problems.isEmpty else { throw InvalidRulebook(problems: problems) }
    self.id = id
    self.title = title
    self.fiscalYear = fiscalYear
    self.rules = rules
  }

  /// The first day on which anything in this book is in force.
  public var firstEffective: Day { rules.map(\.effective).min() ?? fiscalYear.firstDay }

  /// What is in force on a day, in the book's order.
  public func rules(inForceOn day: Day) throws(RulebookError) -> [Rule] {
    guard day >= firstEffective else { throw .beforeFirstEffective(day, first: firstEffective) }
    return rules.filter { $0.isInForce(on: day) }
  }
}

/// A question that a rulebook does not answer.
public enum RulebookError: Error, Hashable, Sendable {
  case beforeFirstEffective(Day, first: Day)
}

/// Everything that keeps a list of rules from being a rulebook.
public struct InvalidRulebook: Error, Hashable, Sendable {
  public struct Problem: Hashable, Sendable {
    public enum Defect: Hashable, Sendable {
      case noRules
      /// Two versions of one rule in force on the same day.
      case overlappingVersions(first: Day)
      /// Another rule sets the same cap, or also a payment priority, and both are in force from `first`.
      case sameQuestion(as: String, first: Day)
      case expiresBeforeEffective
      case dateOutsideYear(Day, first: Day, last: Day)
      case capOutside(Double, lower: Double, upper: Double)
      /// A later milestone of the group asks for less than an earlier one.
      case decreasingShare(group: ProjectGroup)
      case repeatedGroup(ProjectGroup)
    }

    /// Empty when the problem is the whole book's.
    public var ruleID: String
    public var defect: Defect

    public init(ruleID: String, defect: Defect) {
      self.ruleID = ruleID
      self.defect = defect
    }
  }

  public var problems: [Problem]

  public init(problems: [Problem]) { self.problems = problems }
}
