import Portfolio
import Rulebook

/// Reads `actuals.csv`.
extension PortfolioDraft {
  /// Months after `lastKnown` are errors; nil when a run is dated anew or the as-of day is not known.
  mutating func readActuals(
    _ file: inout TableFile, fiscalYear: FiscalYear?, lastKnown: Day?, into records: inout RecordsDraft
  ) {
    shapes[.actuals] = file.shape
    while var row = file.nextRow() {
      let id = row.identifier(.projectID)
      let sourceID = row.identifier(.sourceID)
      let month = row.month(in: fiscalYear, lastKnown: lastKnown)
      let paid = row.requiredAmount(.paid, sign: .any)
      let parts = row.paymentParts()
      guard let id else { continue }
      guard let position = position(of: id) else {
        reportUnknownProject(in: &row, .projectID)
        continue
      }
      if let sourceID, let month, let paid {
        add(paid, in: month, from: sourceID, of: position, &row)
        if let parts { records.note(parts, in: month, of: AllocationID(project: id, source: sourceID), file.shape) }
      }
      if !row.isSound { markUnsound(position) }
    }
    if !file.isComplete {
      incomplete.insert(.actuals)
      for position in 0..<projectCount { markUnsound(position) }
    }
  }

  private mutating func add(
    _ paid: Money, in month: Int, from sourceID: String, of position: Int, _ row: inout TableRow
  ) {
    guard let index = allocationPosition(of: sourceID, project: position) else {
      guard isSound(position), !incomplete.contains(allocationTable) else { return }
      return row.report(RowPhrases.noSuchAllocation, .sourceID)
    }
    // At most thirteen, because no month comes twice.
    if let first = payments.positions(of: index).first(where: { payments.elements[$0].month == month }) {
      return row.report(RowPhrases.duplicate(first: payments.elements[first].row, of: RowPhrases.month), .month)
    }
    add(PaymentDraft(month: month, paid: paid, row: row.number), allocation: index)
  }
}

extension TableRow {
  /// Nil where neither is stated.
  fileprivate mutating func paymentParts() -> PaymentParts? {
    let advance = amount(.advance, sign: .any)
    let recovered = amount(.recovered, sign: .any)
    guard advance != nil || recovered != nil else { return nil }
    return PaymentParts(advance: advance ?? .zero, recovered: recovered ?? .zero)
  }

  /// 1 January … 12 December, 13 January of the next year.
  fileprivate mutating func month(in year: FiscalYear?, lastKnown: Day?) -> Int? {
    let written = required(.month) { (reader, cell) throws(CellDefect) in try reader.month(cell) }
    guard let written, let year else { return nil }
    let month = (written.year - year.year) * 12 + written.month
    guard (1...13).contains(month) else {
      report(RowPhrases.monthOutside(year), .month)
      return nil
    }
    if let lastKnown, Day(firstOfMonth: month, year: year.year) > lastKnown {
      report(RowPhrases.monthAfter(lastKnown), .month)
    }
    return month
  }
}
