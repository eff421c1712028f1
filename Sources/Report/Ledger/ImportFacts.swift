public import Portfolio

/// What is said of an import besides its lines.
public struct ImportFacts: Sendable {
  /// A sum that was recorded before, and what stands in its place.
  public struct Change: Sendable {
    public var project: String
    /// Empty for what is of no source.
    public var source: String
    /// Nil for a sum that is not of a month.
    public var month: Int?
    public var before: Money
    public var after: Money

    public init(project: String, source: String = "", month: Int? = nil, before: Money, after: Money) {
      self.project = project
      self.source = source
      self.month = month
      self.before = before
      self.after = after
    }
  }

  /// A row of the ledger that is no line.
  public struct SkippedRow: Sendable {
    public var row: Int
    public var reason: String
    /// What stands in it.
    public var text: String

    public init(row: Int, reason: String, text: String) {
      self.row = row
      self.reason = reason
      self.text = text
    }
  }

  /// As the user knows it.
  public var ledger: String
  public var scenario: String
  public var fiscalYear: FiscalYear
  /// How the ledger was understood, in sentences.
  public var reading: [String]
  public var skipped: [SkippedRow]
  /// Payments that were recorded otherwise.
  public var changes: [Change]
  /// Outstanding advances.
  public var advances: [Change]
  /// What is doubtful.
  public var warnings: [String]
  /// What has to be done next, in sentences.
  public var next: [String]

  public init(
    ledger: String, scenario: String, fiscalYear: FiscalYear, reading: [String], skipped: [SkippedRow],
    changes: [Change], advances: [Change], warnings: [String], next: [String]
  ) {
    self.ledger = ledger
    self.scenario = scenario
    self.fiscalYear = fiscalYear
    self.reading = reading
    self.skipped = skipped
    self.changes = changes
    self.advances = advances
    self.warnings = warnings
    self.next = next
  }
}
