/// A ledger of payments posted to the allocations of a portfolio: what becomes of each line, and what the lines come to.
///
/// Every line has one fate, so that the lines of all fates are those of the ledger, in number and to the dong.
public struct LedgerPosting: Hashable, Sendable {
  /// One month of one allocation.
  public struct Place: Hashable, Sendable {
    public var project: String
    public var source: String
    /// 1 January … 12 December, 13 January of the next year.
    public var month: Int

    public init(project: String, source: String, month: Int) {
      self.project = project
      self.source = source
      self.month = month
    }

    public var allocation: AllocationID { AllocationID(project: project, source: source) }
  }

  /// What some lines come to.
  public struct Totals: Hashable, Sendable {
    public var count = 0
    /// By kind, as read from the lines.
    public var amounts: [PaymentKind: Money] = [:]
    public var sums = PaymentSums()

    public init() {}

    mutating func add(_ line: LedgerLine, volume: VolumeMeaning) {
      count += 1
      for (kind, amount) in line.amounts { amounts[kind, default: .zero] += amount }
      sums += line.sums(volume: volume)
    }

    static func + (one: Totals, other: Totals) -> Totals {
      var totals = one
      totals.count += other.count
      for (kind, amount) in other.amounts { totals.amounts[kind, default: .zero] += amount }
      totals.sums += other.sums
      return totals
    }
  }

  /// In the order of the ledger.
  public let lines: [LedgerLine]
  /// One for each line.
  public let fates: [LedgerFate]
  public let volume: VolumeMeaning
  /// The days whose payments are imported.
  public let days: ClosedRange<Day>
  /// What is imported.
  public let payments: [Place: PaymentSums]

  /// Requires amounts that together stay within ``Money/largestTotal``.
  public init(
    _ lines: [LedgerLine], to portfolio: Portfolio, mapping: LedgerMapping, volume: VolumeMeaning,
    days: ClosedRange<Day>
  ) {
    let matching = LedgerMatching(portfolio, mapping: mapping)
    var payments: [Place: PaymentSums] = [:]
    let fates = lines.map { matching.fate(of: $0, days: days) }
    for (line, fate) in zip(lines, fates) {
      guard case .imported(let project, let source, let month) = fate else { continue }
      payments[Place(project: project, source: source, month: month), default: PaymentSums()] +=
        line.sums(volume: volume)
    }
    self.lines = lines
    self.fates = fates
    self.volume = volume
    self.days = days
    self.payments = payments
  }

  /// The days of the payments that are of the portfolio's year; empty when none is.
  public static func daysOfYear(
    _ lines: [LedgerLine], of portfolio: Portfolio, mapping: LedgerMapping
  ) -> [Day] {
    let matching = LedgerMatching(portfolio, mapping: mapping)
    return lines.lazy.filter { matching.otherYear($0) == nil }.map(\.day)
  }

  /// What all lines come to.
  public var whole: Totals { totals { _ in true } }

  /// What the lines of a class come to.
  public func totals(of wanted: LedgerFate.Class) -> Totals { totals { $0.class == wanted } }

  /// Whether the classes together are the ledger, in lines and to the dong of every kind.
  public var isComplete: Bool {
    LedgerFate.Class.allCases.reduce(Totals()) { $0 + totals(of: $1) } == whole
      && payments.values.reduce(into: PaymentSums()) { $0 += $1 } == totals(of: .imported).sums
  }

  private func totals(where isWanted: (LedgerFate) -> Bool) -> Totals {
    var totals = Totals()
    for (line, fate) in zip(lines, fates) where isWanted(fate) { totals.add(line, volume: volume) }
    return totals
  }

  /// The lines that are imported into an allocation, or into any of a project's where no source is given.
  public func lines(ofProject project: String, source: String? = nil) -> [LedgerLine] {
    zip(lines, fates).compactMap { line, fate in
      guard case .imported(let own, let ownSource, _) = fate, own == project, source == nil || source == ownSource
      else { return nil }
      return line
    }
  }

  /// Months of which some line does not say whether it is an advance.
  public var placesOfUnstatedKind: Set<Place> {
    var places: Set<Place> = []
    for (line, fate) in zip(lines, fates) {
      guard case .imported(let project, let source, let month) = fate,
        line.amounts[.payment] != nil || line.amounts[.unknown] != nil
      else { continue }
      places.insert(Place(project: project, source: source, month: month))
    }
    return places
  }

  /// Lines that say the same of day, document, project, source, kind and amounts: perhaps one payment written twice.
  ///
  /// In the order of the ledger, each group of two or more.
  public var possibleDuplicates: [[LedgerLine]] {
    var groups: [LedgerLine: [LedgerLine]] = [:]
    var order: [LedgerLine] = []
    for line in lines where line.amounts.values.contains(where: { $0 != .zero }) {
      var key = line
      key.row = 0
      key.projectName = ""
      key.content = ""
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(line)
    }
    return order.compactMap { key in groups[key].flatMap { $0.count > 1 ? $0 : nil } }
  }
}
