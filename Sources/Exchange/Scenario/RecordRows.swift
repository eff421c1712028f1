import Portfolio
import Rulebook

/// Records for official papers as the tables give them, with the rows they come from.
struct RecordsDraft {
  private struct SettlementRow {
    var id: AllocationID
    /// The place of its allocation among all.
    var allocation: Int
    var row: Int
  }

  private(set) var records = FinanceRecords()
  private var particularsRows: [String: Int] = [:]
  private var particularsShape: TableShape?
  private var actualsShape: TableShape?
  private var settlementRows: [SettlementRow] = []
  private var settlementShape: TableShape?
  private var advanceRows: [Int] = []
  private var advanceShape: TableShape?

  mutating func readParticulars(_ file: inout TableFile, of draft: PortfolioDraft) {
    particularsShape = file.shape
    while var row = file.nextRow() {
      let id = row.identifier(.projectID)
      let particulars = row.particulars()
      guard let id else { continue }
      guard draft.position(of: id) != nil else {
        draft.reportUnknownProject(in: &row, .projectID)
        continue
      }
      if let first = particularsRows[id] {
        row.report(RowPhrases.duplicate(first: first, of: RowPhrases.project), .projectID)
        continue
      }
      particularsRows[id] = row.number
      records.particulars[id] = particulars
    }
  }

  mutating func readSettlement(_ file: inout TableFile, of draft: PortfolioDraft) {
    settlementShape = file.shape
    var firstRows: [AllocationID: Int] = [:]
    while var row = file.nextRow() {
      let id = row.identifier(.projectID)
      let sourceID = row.identifier(.sourceID)
      let settlement = row.settlement()
      guard let id else { continue }
      guard let position = draft.position(of: id) else {
        draft.reportUnknownProject(in: &row, .projectID)
        continue
      }
      guard let sourceID else { continue }
      guard let allocation = draft.allocationPosition(of: sourceID, project: position) else {
        if draft.isSound(position), !draft.incomplete.contains(draft.allocationTable) {
          row.report(RowPhrases.noSuchAllocation, .sourceID)
        }
        continue
      }
      let key = AllocationID(project: id, source: sourceID)
      if let first = firstRows[key] {
        row.report(RowPhrases.duplicate(first: first, of: RowPhrases.settlement), .sourceID)
        continue
      }
      firstRows[key] = row.number
      records.settlements[key] = settlement
      if row.isSound, draft.isSound(position) {
        settlementRows.append(SettlementRow(id: key, allocation: allocation, row: row.number))
      }
    }
  }

  mutating func readAdvances(_ file: inout TableFile, of draft: PortfolioDraft, asOf: Day?) {
    advanceShape = file.shape
    while var row = file.nextRow() {
      let id = row.identifier(.projectID)
      let advance = row.advance(of: id ?? "", asOf: asOf)
      guard let id else { continue }
      guard draft.position(of: id) != nil else {
        draft.reportUnknownProject(in: &row, .projectID)
        continue
      }
      if let advance {
        records.advances.append(advance)
        advanceRows.append(row.number)
      }
    }
  }

  mutating func note(_ parts: PaymentParts, in month: Int, of id: AllocationID, _ shape: TableShape) {
    actualsShape = shape
    records.paymentParts[id, default: [:]][month] = parts
  }
}

/// What contradicts itself once all tables have been read.
extension RecordsDraft {
  /// `asOf` is the day on which the tables were drawn up.
  func reportContradictions(of draft: PortfolioDraft, fiscalYear: FiscalYear, asOf: Day) {
    reportTotals()
    for entry in settlementRows {
      guard let settlement = records.settlements[entry.id] else { continue }
      let allocation = draft.allocations.elements[entry.allocation]
      let paid = allocation.paidToDate ?? known(draft.payments.rows(of: entry.allocation), fiscalYear, asOf)
      for contradiction in settlement.contradictions(plan: allocation.plan, paid: paid) {
        report(contradiction, row: entry.row)
      }
    }
    reportPastPayments(of: draft)
    reportOutstandingAdvances(of: draft)
  }

  /// No column may add up to more than the amounts of a portfolio may.
  private func reportTotals() {
    for field in SettlementRecord.Field.allCases {
      check(records.settlements.values.lazy.compactMap { $0[field] }, settlementShape, key: field.rawValue)
    }
    check(records.advances.lazy.map(\.outstanding), advanceShape, key: "outstanding")
    check(records.advances.lazy.compactMap(\.deposited), advanceShape, key: "deposited")
    let particulars = records.particulars.values
    check(particulars.lazy.compactMap(\.stateBudgetInvestment), particularsShape, key: "state_budget_investment")
    check(particulars.lazy.compactMap(\.mediumTermPlan), particularsShape, key: "medium_term_plan")
    let parts = records.paymentParts.values.lazy.flatMap(\.values)
    check(parts.map(\.advance), actualsShape, key: "advance")
    check(parts.map(\.recovered), actualsShape, key: "recovered")
  }

  private func check(_ amounts: some Sequence<Money>, _ shape: TableShape?, key: String) {
    let sum = amounts.reduce(Money.zero) { $0.saturatingSum($1 < .zero ? -$1 : $1) }
    guard let shape, sum > Money.largestTotal else { return }
    shape.report(
      PortfolioPhrases.tooLarge(sum, limit: Money.largestTotal, in: shape.unit), row: nil,
      column: shape.column(keyed: key))
  }

  private func known(_ payments: [PortfolioDraft.PaymentDraft], _ fiscalYear: FiscalYear, _ asOf: Day) -> Money {
    payments.filter { Day(firstOfMonth: $0.month, year: fiscalYear.year) <= asOf }.reduce(.zero) { $0 + $1.paid }
  }

  private func report(_ contradiction: SettlementRecord.Contradiction, row: Int) {
    guard let shape = settlementShape else { return }
    switch contradiction {
    case .exceeds(let field, let sum, let whole, let bound):
      shape.report(
        RecordPhrases.exceeds(sum, whole, bound, in: shape.unit), row: row, column: shape.column(keyed: field.rawValue))
    case .unequal(let sum, let paid):
      shape.report(RecordPhrases.unequal(sum, paid: paid, in: shape.unit), row: row, column: .paidAdvance)
    }
  }

  /// What a project's sources paid before the year is at most what the project was paid, and just that where all of them say it.
  private func reportPastPayments(of draft: PortfolioDraft) {
    guard let shape = settlementShape else { return }
    let rows = Dictionary(grouping: settlementRows) { $0.id.project }
    for (id, entries) in rows.sorted(by: { ($0.value.first?.row ?? 0) < ($1.value.first?.row ?? 0) }) {
      guard let position = draft.position(of: id), draft.isSound(position) else { continue }
      let stated = entries.compactMap { entry in
        records.settlements[entry.id]?.paidBefore.map { (row: entry.row, amount: $0) }
      }
      guard let last = stated.last else { continue }
      let sum = stated.reduce(Money.zero) { $0.saturatingSum($1.amount) }
      let whole = draft.projects[position].paidBeforeYear
      let isComplete = stated.count == draft.allocations.positions(of: position).reduce(0) { count, _ in count + 1 }
      if sum > whole || (isComplete && sum != whole) {
        shape.report(
          RecordPhrases.pastPayments(sum, whole: whole, table: draft.projectTable.fileName, in: shape.unit),
          row: last.row, column: .paidBefore)
      }
    }
  }

  /// A list of advances that does not add up to what the project's row says is doubtful, not wrong: they may be of different days.
  private func reportOutstandingAdvances(of draft: PortfolioDraft) {
    guard let shape = advanceShape else { return }
    var sums: [String: (sum: Money, row: Int)] = [:]
    for (advance, row) in zip(records.advances, advanceRows) {
      let sum = sums[advance.projectID]?.sum ?? .zero
      sums[advance.projectID] = (sum.saturatingSum(advance.outstanding), row)
    }
    for (id, entry) in sums.sorted(by: { $0.value.row < $1.value.row }) {
      guard let position = draft.position(of: id), draft.isSound(position) else { continue }
      let stated = draft.projects[position].outstandingAdvance
      guard entry.sum != stated else { continue }
      let phrase = RecordPhrases.outstanding(
        entry.sum, stated: stated, table: draft.projectTable.fileName, in: shape.unit)
      shape.log.report(
        phrase.diagnostic(
          severity: .warning, file: shape.file, row: entry.row, column: shape.header(of: .outstanding)))
    }
  }
}

extension TableRow {
  fileprivate mutating func particulars() -> ProjectParticulars {
    var particulars = ProjectParticulars()
    particulars.accountPlace = repeatedText(.accountPlace)
    particulars.sectorCode = repeatedText(.sectorCode)
    particulars.constructionPeriod = repeatedText(.constructionPeriod)
    particulars.decision = text(.decision)
    particulars.stateBudgetInvestment = amount(.stateBudgetInvestment)
    particulars.mediumTermPlan = amount(.mediumTermPlan)
    particulars.responsible = repeatedText(.responsible)
    return particulars
  }

  fileprivate mutating func settlement() -> SettlementRecord {
    var settlement = SettlementRecord()
    settlement.paidBefore = amount(.paidBefore)
    settlement.advanceBefore = amount(.advanceBefore)
    settlement.advanceReturned = amount(.advanceReturned)
    settlement.oldAdvanceSettled = amount(.oldAdvanceSettled)
    settlement.carriedPlan = amount(.carriedPlan)
    settlement.carriedPaidVolume = amount(.carriedPaidVolume)
    settlement.carriedPaidAdvance = amount(.carriedPaidAdvance)
    settlement.carriedAgain = amount(.carriedAgain)
    settlement.paidVolume = amount(.paidVolume)
    settlement.paidAdvance = amount(.paidAdvance)
    settlement.extended = amount(.extended)
    settlement.returned = amount(.returned)
    settlement.preAdvancedRecovery = amount(.preAdvancedRecovery)
    settlement.arrears = amount(.arrears)
    return settlement
  }

  fileprivate mutating func advance(of project: String, asOf: Day?) -> AdvanceRecord? {
    let contract = text(.contract)
    let kind = word(.kind, of: TableWords.advanceKind) ?? .contract
    let outstanding = requiredAmount(.outstanding)
    let paidOn = date(.paidOn)
    let due = date(.due)
    let deposited = amount(.deposited)
    let cause = word(.cause, of: TableWords.advanceCause)
    let causeNote = text(.causeNote)
    let remedy = text(.remedy)
    if let paidOn, let asOf, paidOn > asOf { report(RecordPhrases.paidAfter(asOf), .paidOn) }
    if let due, let paidOn, due < paidOn { report(RecordPhrases.dueBeforePaid(paidOn), .due) }
    guard let outstanding else { return nil }
    if let deposited, deposited > outstanding {
      report(RecordPhrases.depositAbove(outstanding, in: shape.unit), .deposited)
    }
    return AdvanceRecord(
      projectID: project, contract: contract, kind: kind, outstanding: outstanding, paidOn: paidOn, due: due,
      deposited: deposited, cause: cause, causeNote: causeNote, remedy: remedy)
  }
}
