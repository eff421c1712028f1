import Portfolio
import Rulebook
import Testing

@testable import Disbursement

/// The amounts of official forms on constructed portfolios: identities on every line, headings as sums of what they hold.
@Suite struct PaperSumsTests {
  private typealias Settled = AnnualSettlement.Column

  /// A portfolio of June with records drawn by seed; `gaps` leaves some of them out.
  private static func draw(_ seed: UInt64, gaps: Bool) throws -> (portfolio: Portfolio, records: FinanceRecords) {
    var random = RandomPortfolio(seed: seed, asOf: "2026-06-30")
    let drawn = try random.portfolio(projects: 6 + Int(seed % 40))
    var generator = SplitMix(state: seed &* 977)
    func amount(_ limit: Int64) -> Money {
      Money(dong: Int64(generator.next(below: Int(min(max(limit, 0), 1 << 40)) + 1)))
    }
    func isLeftOut() -> Bool { gaps && generator.next(below: 4) == 0 }
    var records = FinanceRecords()
    var projects = drawn.projects
    for index in projects.indices {
      var past = projects[index].paidBeforeYear
      let isDivided = !isLeftOut()
      for place in projects[index].allocations.indices {
        var allocation = projects[index].allocations[place]
        let id = AllocationID(project: projects[index].id, source: allocation.sourceID)
        var record = SettlementRecord()
        let isLast = place == projects[index].allocations.count - 1
        let before = isLast ? past : amount(past.dong)
        past -= before
        if isDivided { record.paidBefore = before }
        if !isLeftOut() { record.advanceBefore = amount(before.dong) }
        if !isLeftOut() { record.advanceReturned = amount((record.advanceBefore ?? .zero).dong / 3) }
        if !isLeftOut() {
          let carried = generator.next(below: 3) == 0 ? amount(900_000_000) : .zero
          record.carriedPlan = carried
          record.carriedPaidVolume = amount(carried.dong / 3)
          record.carriedPaidAdvance = amount(carried.dong / 3)
          record.carriedAgain = amount(carried.dong / 3)
        }
        if !isLeftOut() { record.extended = amount((allocation.plan - allocation.paidToDate).dong) }
        if !isLeftOut() { record.returned = amount(1_000_000) }
        if !isLeftOut() { record.arrears = amount(allocation.plan.dong / 2) }
        records.settlements[id] = record
        if allocation.paidToDate > .zero, !isLeftOut() {
          let first = amount(allocation.paidToDate.dong)
          allocation.paidByMonth = [2: first, 5: allocation.paidToDate - first]
          projects[index].allocations[place] = allocation
          records.paymentParts[id] = [
            2: PaymentParts(advance: amount(first.dong), recovered: amount(100_000_000)),
            5: PaymentParts(advance: .zero, recovered: amount(100_000_000)),
          ]
        }
      }
    }
    let portfolio = try Portfolio(
      fiscalYear: drawn.fiscalYear, asOf: drawn.asOf, sources: drawn.sources, projects: projects)
    return (portfolio, records)
  }

  private func checkIdentities(
    _ line: OutlineSums<Settled>.Line, lacksPast: Bool, _ place: String
  ) {
    func equal(_ column: Settled, _ added: [Settled], less taken: [Settled] = []) {
      let amounts = (added + taken).map { $0 == .paidBefore && lacksPast ? .zero : line[$0] }
      guard let found = line[column] else {
        #expect(amounts.contains(nil), "\(place): \(column) is left out")
        return
      }
      let known = amounts.compactMap { $0 }
      #expect(known.count == amounts.count, "\(place): \(column) from what is not known")
      let sum = known.prefix(added.count).reduce(Money.zero, +) - known.dropFirst(added.count).reduce(.zero, +)
      #expect(found == sum, "\(place): \(column)")
    }
    equal(.carriedPaid, [.carriedPaidVolume, .carriedPaidAdvance])
    equal(.carriedCancelled, [.carriedPlan], less: [.carriedPaid, .carriedAgain])
    equal(.paid, [.paidVolume, .paidAdvance])
    equal(.cancelled, [.plan], less: [.paid, .extended])
    equal(.settledVolume, [.oldAdvanceSettled, .carriedPaidVolume, .paidVolume])
    equal(
      .advanceAfter, [.advanceBefore, .carriedPaidAdvance, .paidAdvance], less: [.advanceReturned, .oldAdvanceSettled])
    equal(.paidAfter, [.paidBefore, .carriedPaid, .paid], less: [.advanceReturned, .returned])
  }

  @Test(arguments: UInt64(1)...40) func settlementHoldsItsIdentitiesOnEveryLine(seed: UInt64) throws {
    let (portfolio, records) = try Self.draw(seed, gaps: false)
    let settlement = AnnualSettlement(portfolio, records: records)
    for line in settlement.sums.lines where line[.paidVolume] != nil {
      checkIdentities(line, lacksPast: false, "seed \(seed), line \(line.outline.number)")
    }
    #expect(settlement.sums.lines[0][.plan] == portfolio.plan)
    #expect(settlement.sums.lines[0][.paid] == portfolio.paidToDate)
  }

  @Test(arguments: UInt64(1)...40) func whatIsNotKnownIsLeftOutAndNothingElse(seed: UInt64) throws {
    let (portfolio, records) = try Self.draw(seed, gaps: true)
    let settlement = AnnualSettlement(portfolio, records: records)
    for line in settlement.sums.lines {
      guard case .project = line.outline.subject else { continue }
      // 17 is always known, so that its parts are checked only where both are.
      guard line[.paidVolume] != nil else { continue }
      checkIdentities(line, lacksPast: line[.paidBefore] == nil, "seed \(seed), line \(line.outline.number)")
    }
    let projectLines = settlement.sums.lines.filter { if case .project = $0.outline.subject { true } else { false } }
    for column in Settled.allCases where !settlement.sums.stated.contains(column) {
      #expect(
        projectLines.count { $0[column] == nil } == settlement.sums.missing[column] ?? 0, "seed \(seed) \(column)")
    }
  }

  @Test(arguments: UInt64(1)...25) func headingsAreTheSumsOfWhatTheyHold(seed: UInt64) throws {
    let (portfolio, records) = try Self.draw(seed, gaps: seed.isMultiple(of: 2))
    func check<Column: AmountColumn>(_ sums: OutlineSums<Column>) {
      var open: [Int: Int] = [:]
      var totals: [[Column: Money]] = []
      let levels = sums.lines.map { line in
        switch line.outline.subject {
        case .whole: 0
        case .group: 1
        case .source: 2
        case .project: 3
        }
      }
      for (index, line) in sums.lines.enumerated() {
        totals.append([:])
        open[levels[index]] = index
        guard levels[index] == 3 else { continue }
        for level in 0..<3 {
          guard let heading = open[level] else { continue }
          for column in Column.allCases {
            if let amount = line[column] { totals[heading][column, default: .zero] += amount }
          }
        }
      }
      for (index, line) in sums.lines.enumerated() where levels[index] < 3 {
        for column in Column.allCases {
          #expect(line[column] == totals[index][column], "seed \(seed) line \(index) \(column)")
        }
      }
    }
    check(AnnualSettlement(portfolio, records: records).sums)
    check(PlanAllocations(portfolio, records: records).sums)
    let schedule = PaymentSchedule.plan(
      ForecastInputs(
        scenarioName: "random", portfolio: portfolio, rulebook: try Samples.rulebook(),
        assumptions: try Samples.ideal()), settings: ScheduleSettings(replications: 0))
    check(PaymentProgress(portfolio, records: records, schedule: schedule).sums)
  }

  /// What is known of a whole project counts once, however many sources it has.
  @Test(arguments: UInt64(1)...25) func amountsOfProjectsAreNotCountedTwice(seed: UInt64) throws {
    let (portfolio, records) = try Self.draw(seed, gaps: true)
    let settlement = AnnualSettlement(portfolio, records: records)
    let past = portfolio.projects.reduce(Money.zero) { $0 + $1.paidBeforeYear }
    let investment = portfolio.projects.compactMap(\.totalInvestment).reduce(Money.zero, +)
    #expect(settlement.sums.lines[0][.paidBefore] == past)
    #expect(settlement.sums.lines[0][.totalInvestment] == investment)
    let plan = PlanAllocations(portfolio, records: records)
    #expect(plan.sums.lines[0][.paidBefore] == past)
    #expect(plan.sums.lines[0][.totalInvestment] == investment)
  }

  @Test(arguments: UInt64(1)...25) func adjustedPlansDifferByTheirIncreasesAndDecreases(seed: UInt64) throws {
    let (portfolio, records) = try Self.draw(seed, gaps: false)
    var generator = SplitMix(state: seed)
    var adjusted: [AllocationID: Money] = [:]
    for project in portfolio.projects where generator.next(below: 2) == 0 {
      for allocation in project.allocations {
        adjusted[AllocationID(project: project.id, source: allocation.sourceID)] =
          Money(dong: allocation.plan.dong / 10 * Int64(generator.next(below: 20)))
      }
    }
    let plan = PlanAllocations(portfolio, records: records, adjusted: adjusted)
    for line in plan.sums.lines {
      let (before, after) = (line[.plan] ?? .zero, line[.planAfter] ?? .zero)
      #expect(after == before + (line[.increase] ?? .zero) - (line[.decrease] ?? .zero))
    }
    #expect(plan.isAdjusted)
    #expect(!PlanAllocations(portfolio, records: records).isAdjusted)
  }

  /// Recoveries clear the advances of earlier years before those of the year.
  @Test(arguments: [
    (
      before: Int64(100), returned: Int64(0), advanced: Int64(50), recovered: Int64(30), old: Int64(30), left: Int64(50)
    ),
    (100, 0, 50, 100, 100, 50), (100, 0, 50, 120, 100, 30), (100, 40, 50, 70, 60, 40), (0, 0, 50, 20, 0, 30),
    (100, 0, 0, 0, 0, 0), (100, 0, 50, -10, 0, 60),
  ])
  func theOldestAdvanceIsClearedFirst(
    before: Int64, returned: Int64, advanced: Int64, recovered: Int64, old: Int64, left: Int64
  ) throws {
    let allocation = Allocation(
      sourceID: "S", plan: Money(dong: 1000), paidToDate: Money(dong: 400), paidByMonth: [3: Money(dong: 400)])
    var record = SettlementRecord()
    (record.advanceBefore, record.advanceReturned) = (Money(dong: before), Money(dong: returned))
    let split = PaymentSplit(
      allocation, [3: PaymentParts(advance: Money(dong: advanced), recovered: Money(dong: recovered))],
      isRecorded: true)
    var figures = SettlementFigures(allocation, record, parts: split)
    figures[.advanceBefore] = .known(Money(dong: before))
    figures.derive()
    #expect(figures[.oldAdvanceSettled] == .known(Money(dong: old)))
    #expect(figures[.paidAdvance] == .known(Money(dong: left)))
    #expect(figures[.paidVolume] == .known(Money(dong: 400 - left)))
  }

  @Test func paymentsThatAreNotSplitLeaveTheirPartsUnknown() {
    let allocation = Allocation(
      sourceID: "S", plan: Money(dong: 1000), paidToDate: Money(dong: 400),
      paidByMonth: [3: Money(dong: 300), 4: Money(dong: 100)])
    let parts = [3: PaymentParts(advance: Money(dong: 10), recovered: .zero)]
    #expect(PaymentSplit(allocation, parts, isRecorded: true).advanced == nil)
    let nothing = Allocation(sourceID: "S", plan: Money(dong: 1000))
    #expect(PaymentSplit(nothing, nil, isRecorded: true).advanced == .zero)
    #expect(PaymentSplit(nothing, nil, isRecorded: false).advanced == nil)
  }
}
