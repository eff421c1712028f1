public import Portfolio

/// A ledger of payments as read: its lines, and how they were understood.
public struct Ledger: Sendable {
  /// How something was found out.
  public enum Origin: String, Hashable, Sendable {
    /// The user says so.
    case option
    /// A title in the ledger says so.
    case title
    /// The amounts of the ledger add up only so.
    case amounts
    /// Nothing says otherwise.
    case assumed
  }

  /// A row below the head that is no line.
  public struct SkippedRow: Hashable, Sendable {
    public enum Reason: String, CaseIterable, Hashable, Sendable {
      case columnNumbers = "column-numbers"
      case repeatedHead = "repeated-head"
      /// It adds up others.
      case total
      /// It has no amount: a heading, a note, a signature.
      case note
    }

    public var row: Int
    public var reason: Reason
    /// What stands first in it.
    public var text: String
  }

  /// As the user knows it.
  public var file: String
  /// Nil for delimited text.
  public var sheet: String?
  /// A column that is read.
  public struct Column: Hashable, Sendable {
    public var column: LedgerColumn
    public var title: String
    /// Counted from 1.
    public var position: Int
  }

  /// In the order of ``LedgerColumn``.
  public var columns: [Column]
  /// Titles of the others.
  public var unreadTitles: [String]
  /// The column whose days count.
  public var dateColumn: LedgerColumn
  public var headRows: ClosedRange<Int>
  public var unit: MoneyUnit
  public var unitOrigin: Origin
  /// How amounts that are text are written.
  public var style: NumberStyle
  /// The days that a title above the head states.
  public var firstDay: Day?
  public var lastDay: Day?
  public var volume: VolumeMeaning
  public var volumeOrigin: Origin
  /// All recoveries are below zero and were taken as what they take from the advances.
  public var turnsRecoveries: Bool
  public var lines: [LedgerLine]
  public var skipped: [SkippedRow]
  /// Of the last row that adds up others, what is paid by it; nil where there is none.
  public var statedTotal: (row: Int, paid: Money)?

  var places: [LedgerColumn: Column] {
    Dictionary(columns.map { ($0.column, $0) }) { first, _ in first }
  }

  /// Whether it tells advances from other payments.
  public var marksAdvances: Bool {
    lines.contains { line in
      line.amounts.keys.contains { [.advance, .advanceReduction, .recovery].contains($0) }
    }
  }
}

/// What the user says of a ledger.
public struct LedgerReading: Sendable {
  /// Of the workbook; nil takes the first sheet with a ledger.
  public var sheet: String?
  public var unit: MoneyUnit?
  public var style: NumberStyle?
  public var volume: VolumeMeaning?
  /// Titles of columns, where they are none of those known.
  public var titles: [LedgerColumn: String]
  /// By the words of the ledger; the empty text stands for lines that name no kind.
  public var kinds: [String: PaymentKind]

  public init(
    sheet: String? = nil, unit: MoneyUnit? = nil, style: NumberStyle? = nil, volume: VolumeMeaning? = nil,
    titles: [LedgerColumn: String] = [:], kinds: [String: PaymentKind] = [:]
  ) {
    self.sheet = sheet
    self.unit = unit
    self.style = style
    self.volume = volume
    self.titles = titles
    self.kinds = kinds
  }
}
