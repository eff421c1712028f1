import Portfolio
import Rulebook
import Stochastics

/// Reads `sources.csv`.
extension PortfolioDraft {
  mutating func readSources(_ file: inout TableFile) {
    shapes[.sources] = file.shape
    listsSources = true
    while var row = file.nextRow() {
      let id = row.identifier(.sourceID)
      let source = row.source(id: id ?? "")
      guard let id else {
        incomplete.insert(.sources)
        continue
      }
      if let first = sourcePosition(of: id) {
        row.report(RowPhrases.duplicate(first: sources[first].row ?? 0, of: RowPhrases.source), .sourceID)
      } else {
        add(SourceDraft(source: source, row: row.number, isSound: row.isSound))
      }
    }
    if !file.isComplete { incomplete.insert(.sources) }
  }

  /// Without a table of sources, each one used is an assured transfer.
  mutating func assumeSources() {
    for project in 0..<projectCount {
      for position in allocations.positions(of: project) {
        let id = allocations.elements[position].sourceID
        guard sourcePosition(of: id) == nil else { continue }
        add(SourceDraft(source: FundingSource(id: id, name: id, kind: .transfer), row: nil))
      }
    }
  }
}

extension TableRow {
  fileprivate mutating func source(id: String) -> FundingSource {
    let name = requiredText(.name)
    let kind = requiredWord(.kind, of: TableWords.sourceKind)
    let priority = value(.priority) { (reader, cell) throws(CellDefect) in
      try reader.wholeNumber(cell, in: 1...FundingSource.largestPriority)
    }
    let payUntil = date(.payUntil)
    let revenue = revenue()
    if kind == .transfer { reportRevenueOfTransfer() }
    if kind == .revenue, isBlank(.revenueExpected) { report(RowPhrases.revenueExpectedMissing, .revenueExpected) }
    return FundingSource(
      id: id, name: name ?? id, kind: kind == .revenue ? .revenue(revenue) : .transfer, priority: priority ?? 1,
      payUntil: payUntil)
  }

  private mutating func revenue() -> FundingSource.Revenue {
    var revenue = FundingSource.Revenue(expected: amount(.revenueExpected) ?? .zero)
    if case .value(let factor) = distribution() { revenue.factor = factor }
    if Column.inflowMonths.contains(where: { !isBlank($0) }) {
      let shares = Column.inflowMonths.map { isBlank($0) ? 0 : share($0) }
      if !shares.contains(nil) { revenue.monthlyShares = shares.compactMap(\.self) }
    }
    return revenue
  }

  private mutating func reportRevenueOfTransfer() {
    let columns = [Column.revenueExpected, .distribution] + Column.inflowMonths
    guard let column = columns.first(where: { !isBlank($0) }) else { return }
    report(RowPhrases.revenueOfTransfer, column)
  }
}
