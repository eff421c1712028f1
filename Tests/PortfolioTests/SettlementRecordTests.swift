import Portfolio
import Testing

@Suite struct SettlementRecordTests {
  private func money(_ amount: Int64) -> Money { Money(dong: amount) }

  @Test func soundAmountsContradictNothing() {
    var record = SettlementRecord()
    (record.paidBefore, record.advanceBefore) = (money(100), money(100))
    (record.advanceReturned, record.oldAdvanceSettled) = (money(40), money(60))
    record.carriedPlan = money(50)
    (record.carriedPaidVolume, record.carriedPaidAdvance, record.carriedAgain) = (money(20), money(20), money(10))
    (record.paidVolume, record.paidAdvance, record.extended) = (money(300), money(100), money(600))
    (record.preAdvancedRecovery, record.arrears) = (money(500), money(500))
    #expect(record.contradictions(plan: money(1000), paid: money(400)).isEmpty)
  }

  @Test func partsAboveTheirWholeAreFound() {
    var record = SettlementRecord()
    (record.paidBefore, record.advanceBefore) = (money(100), money(101))
    (record.advanceReturned, record.oldAdvanceSettled) = (money(42), money(60))
    record.carriedPlan = money(50)
    (record.carriedPaidVolume, record.carriedPaidAdvance, record.carriedAgain) = (money(20), money(20), money(11))
    (record.paidVolume, record.paidAdvance, record.extended) = (money(300), money(101), money(601))
    (record.preAdvancedRecovery, record.arrears) = (money(500), money(501))
    #expect(
      record.contradictions(plan: money(1000), paid: money(400)) == [
        .exceeds(.advanceBefore, sum: money(101), whole: money(100), .field(.paidBefore)),
        .exceeds(.oldAdvanceSettled, sum: money(102), whole: money(101), .field(.advanceBefore)),
        .exceeds(.carriedAgain, sum: money(51), whole: money(50), .field(.carriedPlan)),
        .exceeds(.extended, sum: money(1001), whole: money(1000), .plan),
        .exceeds(.arrears, sum: money(1001), whole: money(1000), .plan),
        .unequal(sum: money(401), paid: money(400)),
      ])
  }

  @Test func whatIsNotStatedContradictsNothing() {
    var record = SettlementRecord()
    (record.advanceBefore, record.carriedPaidVolume, record.paidVolume) = (money(5), money(7), money(9))
    #expect(record.contradictions(plan: .zero, paid: .zero).isEmpty)
  }

  @Test func onlyWhatWasKnownIsKeptForAnEarlierDay() throws {
    let id = AllocationID(project: "A", source: "S")
    var records = FinanceRecords()
    var settlement = SettlementRecord()
    (settlement.paidBefore, settlement.returned, settlement.carriedPaidVolume) = (money(1), money(2), money(3))
    records.settlements[id] = settlement
    records.advances = [AdvanceRecord(projectID: "A", kind: .contract, outstanding: money(4))]
    records.paymentParts[id] = [
      2: PaymentParts(advance: money(5), recovered: .zero), 5: PaymentParts(advance: .zero, recovered: money(6)),
    ]
    #expect(records.hasAmountsOfYear)
    let year = try #require(FiscalYear(2026))
    let known = records.known(on: try #require(Day(iso: "2026-04-30")), of: year)
    #expect(known.settlements[id]?.paidBefore == money(1))
    #expect(known.settlements[id]?.returned == nil)
    #expect(known.settlements[id]?.carriedPaidVolume == nil)
    #expect(known.advances.isEmpty)
    #expect(known.paymentParts[id]?.keys.sorted() == [2])
    #expect(!known.hasAmountsOfYear)
  }
}

@Suite struct MonthArithmeticTests {
  @Test(arguments: [
    ("2025-12-31", 3, "2026-03-31"), ("2025-11-30", 3, "2026-02-28"), ("2023-11-30", 3, "2024-02-29"),
    ("2026-06-15", 6, "2026-12-15"), ("2026-08-31", 6, "2027-02-28"), ("2026-03-31", -1, "2026-02-28"),
    ("2026-01-31", 0, "2026-01-31"), ("2026-01-31", 12, "2027-01-31"),
  ])
  func monthsAreAdded(start: String, months: Int, end: String) throws {
    #expect(try #require(Day(iso: start)).adding(months: months) == Day(iso: end))
  }
}
