import Portfolio
import Stochastics
import Testing

/// Each invariant of a portfolio is violated alone and reported alone.
@Suite struct PortfolioAuditTests {
  private typealias Defect = PortfolioProblem.Defect

  private static let million: Int64 = 1_000_000

  private static func sources() -> [FundingSource] {
    [
      FundingSource(id: "province", name: "Province", kind: .transfer),
      FundingSource(
        id: "land", name: "Land", kind: .revenue(FundingSource.Revenue(expected: Money(dong: 500 * million)))),
    ]
  }

  private static func project() -> Project {
    Project(
      id: "P", name: "Road", group: .carryOver, totalInvestment: Money(dong: 900 * million),
      paidBeforeYear: Money(dong: 300 * million), outstandingAdvance: Money(dong: 50 * million), firstYear: 2025,
      progress: 0.4, constructionDays: 120, sCurve: .linear,
      allocations: [
        Allocation(
          sourceID: "province", plan: Money(dong: 200 * million), paidToDate: Money(dong: 80 * million),
          paidByMonth: [2: Money(dong: 90 * million), 5: Money(dong: -10 * million)]),
        Allocation(sourceID: "land", plan: Money(dong: 100 * million)),
      ])
  }

  private static func problems(
    asOf: String = "2026-06-30", sources changedSources: [FundingSource] = sources(), projects: [Project]
  ) throws -> [PortfolioProblem] {
    let year = try #require(FiscalYear(2026))
    let day = try #require(Day(iso: asOf))
    do throws(InvalidPortfolio) {
      _ = try Portfolio(fiscalYear: year, asOf: day, sources: changedSources, projects: projects)
      return []
    } catch {
      return error.problems
    }
  }

  private static func problems(_ change: (inout Project) throws -> Void) throws -> [PortfolioProblem] {
    var changed = project()
    try change(&changed)
    return try problems(projects: [changed])
  }

  private static func expect(
    _ field: PortfolioProblem.Field, _ defect: Defect, of subject: PortfolioProblem.Subject = .project("P"),
    sourceLocation: SourceLocation = #_sourceLocation, _ change: (inout Project) throws -> Void
  ) throws {
    let expected = [PortfolioProblem(subject: subject, field: field, defect: defect)]
    #expect(try problems(change) == expected, sourceLocation: sourceLocation)
  }

  private static let allocation = PortfolioProblem.Subject.allocation(project: "P", source: "province")

  @Test func soundPortfolio() throws {
    let year = try #require(FiscalYear(2026))
    let day = try #require(Day(iso: "2026-06-30"))
    let portfolio = try Portfolio(fiscalYear: year, asOf: day, sources: Self.sources(), projects: [Self.project()])
    #expect(portfolio.plan == Money(dong: 300 * Self.million))
    #expect(portfolio.paidToDate == Money(dong: 80 * Self.million))
    #expect(portfolio.hasMonthlyActuals)
    var unrecorded = Self.project()
    unrecorded.allocations[0].paidByMonth = nil
    #expect(
      !(try Portfolio(fiscalYear: year, asOf: day, sources: Self.sources(), projects: [unrecorded])).hasMonthlyActuals)
  }

  @Test(arguments: [("2025-12-30", false), ("2025-12-31", true), ("2027-01-31", true), ("2027-02-01", false)])
  func asOf(text: String, isSound: Bool) throws {
    var project = Self.project()
    project.allocations[0].paidToDate = .zero
    project.allocations[0].paidByMonth = nil
    let year = try #require(FiscalYear(2026))
    let day = try #require(Day(iso: text))
    let expected = PortfolioProblem(
      subject: .portfolio, field: .asOf, defect: .dateOutside(day, first: year.eve, last: year.cutOff))
    #expect(try Self.problems(asOf: text, projects: [project]) == (isSound ? [] : [expected]))
  }

  @Test func noProjects() throws {
    #expect(
      try Self.problems(projects: []) == [PortfolioProblem(subject: .portfolio, field: .id, defect: .empty)])
  }

  @Test func identifiers() throws {
    #expect(
      try Self.problems(projects: [Self.project(), Self.project()])
        == [PortfolioProblem(subject: .project("P"), field: .id, defect: .duplicate)])
    try Self.expect(.id, .empty, of: .project("")) { $0.id = "" }
    let doubled = Self.sources() + [Self.sources()[0]]
    #expect(
      try Self.problems(sources: doubled, projects: [Self.project()])
        == [PortfolioProblem(subject: .source("province"), field: .sourceID, defect: .duplicate)])
    let nameless = Self.sources() + [FundingSource(id: "", name: "", kind: .transfer)]
    #expect(
      try Self.problems(sources: nameless, projects: [Self.project()])
        == [PortfolioProblem(subject: .source(""), field: .id, defect: .empty)])
  }

  @Test func sourceFields() throws {
    func expect(
      _ field: PortfolioProblem.Field, _ defect: Defect, _ change: (inout FundingSource) throws -> Void
    ) throws {
      var sources = Self.sources()
      try change(&sources[1])
      #expect(
        try Self.problems(sources: sources, projects: [Self.project()])
          == [PortfolioProblem(subject: .source("land"), field: field, defect: defect)])
    }
    let year = try #require(FiscalYear(2026))
    for text in ["2025-12-31", "2027-02-01"] {
      let day = try #require(Day(iso: text))
      try expect(.payUntil, .dateOutside(day, first: year.firstDay, last: year.cutOff)) { $0.payUntil = day }
    }
    try expect(.priority, .outside(0, lower: 1, upper: 1_000)) { $0.priority = 0 }
    try expect(.priority, .outside(1_001, lower: 1, upper: 1_000)) { $0.priority = 1_001 }
    let negative = Money(dong: -1)
    try expect(.revenueExpected, .negative(negative)) { $0.kind = .revenue(FundingSource.Revenue(expected: negative)) }
    for shares in [[Double](repeating: 0.1, count: 10), [Double](repeating: 0.1, count: 12)] {
      try expect(.inflow, .sharesDoNotAddUp(shares.reduce(0, +))) {
        $0.kind = .revenue(FundingSource.Revenue(expected: .zero, monthlyShares: shares))
      }
    }
    var below = [Double](repeating: 0, count: 12)
    (below[0], below[1]) = (-0.5, 1.5)
    try expect(.inflow, .sharesDoNotAddUp(1)) {
      $0.kind = .revenue(FundingSource.Revenue(expected: .zero, monthlyShares: below))
    }
  }

  @Test func amounts() throws {
    let (negative, large) = (Money(dong: -1), Money.largestInput + Money(dong: 1))
    let tooLarge = Defect.tooLarge(large, limit: .largestInput)
    try Self.expect(.paidBeforeYear, .negative(negative)) { $0.paidBeforeYear = negative }
    try Self.expect(.outstandingAdvance, .negative(negative)) { $0.outstandingAdvance = negative }
    try Self.expect(.contractValue, .negative(negative)) { $0.contractValue = negative }
    try Self.expect(.absorbable, .negative(negative)) { $0.absorbable = negative }
    try Self.expect(.totalInvestment, .negative(negative)) { $0.totalInvestment = negative }
    try Self.expect(.plan, .negative(negative), of: Self.allocation) { project in
      project.allocations[0] = Allocation(sourceID: "province", plan: negative)
    }
    try Self.expect(.paidToDate, .negative(negative), of: Self.allocation) { project in
      project.allocations[0].paidToDate = negative
      project.allocations[0].paidByMonth = nil
    }
    try Self.expect(.contractValue, tooLarge) { $0.contractValue = large }
    try Self.expect(.absorbable, tooLarge) { $0.absorbable = large }
    try Self.expect(.totalInvestment, tooLarge) { $0.totalInvestment = large }
    try Self.expect(.plan, tooLarge, of: Self.allocation) {
      $0.totalInvestment = nil
      $0.allocations[0].plan = large
    }
  }

  /// The sum is taken without leaving 64 bits.
  @Test func totals() throws {
    var projects: [Project] = []
    for index in 0..<10_000 {
      projects.append(
        Project(
          id: "P\(index)", name: "Road", group: .newStart, paidBeforeYear: .largestInput,
          allocations: [Allocation(sourceID: "province", plan: .largestInput)]))
    }
    let limit = Int(Money.largestTotal.dong / Money.largestInput.dong)
    #expect(try Self.problems(projects: Array(projects.prefix(limit))) == [])
    let above = try Self.problems(projects: Array(projects.prefix(limit + 1)))
    let sum = Money.largestTotal + Money.largestInput
    #expect(
      above == [
        PortfolioProblem(subject: .portfolio, field: .plan, defect: .tooLarge(sum, limit: .largestTotal)),
        PortfolioProblem(subject: .portfolio, field: .paidBeforeYear, defect: .tooLarge(sum, limit: .largestTotal)),
      ])
    let most = Money(dong: .max)
    #expect(
      try Self.problems(projects: projects).map(\.defect)
        == [.tooLarge(most, limit: .largestTotal), .tooLarge(most, limit: .largestTotal)])
  }

  @Test func totalInvestmentBoundsPlanAndPayments() throws {
    let plan = Money(dong: 300 * Self.million)
    #expect(try Self.problems { $0.totalInvestment = Money(dong: 380 * Self.million) } == [])
    let total = Money(dong: 299 * Self.million)
    try Self.expect(.plan, .exceeds(plan, bound: total, boundField: .totalInvestment)) {
      $0.totalInvestment = total
      $0.paidBeforeYear = .zero
    }
    let paid = Money(dong: 380 * Self.million)
    let less = Money(dong: paid.dong - 1)
    try Self.expect(.paidBeforeYear, .exceeds(paid, bound: less, boundField: .totalInvestment)) {
      $0.totalInvestment = less
    }
  }

  @Test func advanceIsPartOfWhatHasBeenPaid() throws {
    let paid = Money(dong: 380 * Self.million)
    #expect(try Self.problems { $0.outstandingAdvance = paid } == [])
    let more = paid + Money(dong: 1)
    try Self.expect(.outstandingAdvance, .exceeds(more, bound: paid, boundField: .paidBeforeYear)) {
      $0.outstandingAdvance = more
    }
  }

  @Test func planBoundsPayments() throws {
    let paid = Money(dong: 200 * Self.million + 1)
    let defect = Defect.exceeds(paid, bound: Money(dong: 200 * Self.million), boundField: .plan)
    try Self.expect(.paidToDate, defect, of: Self.allocation) { project in
      project.allocations[0].paidToDate = paid
      project.allocations[0].paidByMonth = nil
    }
  }

  @Test func sourcesOfAllocations() throws {
    try Self.expect(.sourceID, .unknownSource("central"), of: .allocation(project: "P", source: "central")) {
      $0.allocations[1].sourceID = "central"
    }
    try Self.expect(.sourceID, .duplicate, of: Self.allocation) { $0.allocations[1].sourceID = "province" }
    try Self.expect(.plan, .noAllocation) { project in
      project.allocations = []
      project.outstandingAdvance = .zero
    }
  }

  @Test func months() throws {
    let sum = Money(dong: 85 * Self.million)
    try Self.expect(
      .paid, .unequalSum(sum, expected: Money(dong: 80 * Self.million)), of: Self.allocation
    ) { $0.allocations[0].paidByMonth?[5] = Money(dong: -5 * Self.million) }
    try Self.expect(.month, .monthAfterAsOf(7), of: Self.allocation) { project in
      project.allocations[0].paidByMonth = [2: Money(dong: 70 * Self.million), 7: Money(dong: 10 * Self.million)]
    }
    try Self.expect(.month, .outside(0, lower: 1, upper: 13), of: Self.allocation) { project in
      project.allocations[0].paidByMonth = [0: Money(dong: 80 * Self.million)]
    }
    try Self.expect(.paid, .negative(Money(dong: -1)), of: Self.allocation) { project in
      project.allocations[0].paidByMonth = [1: Money(dong: -1), 2: Money(dong: 80 * Self.million + 1)]
    }
    let above = Money(dong: 201 * Self.million)
    try Self.expect(
      .paid, .exceeds(above, bound: Money(dong: 200 * Self.million), boundField: .plan), of: Self.allocation
    ) { $0.allocations[0].paidByMonth = [1: above, 2: Money(dong: -121 * Self.million)] }
  }

  @Test(arguments: [(13, "2026-12-31"), (12, "2026-11-30"), (13, "2027-01-01")])
  func januaryAfterTheYear(month: Int, asOf: String) throws {
    var project = Self.project()
    project.allocations[0].paidByMonth = [month: Money(dong: 80 * Self.million)]
    let problems = try Self.problems(asOf: asOf, projects: [project])
    let expected = PortfolioProblem(subject: Self.allocation, field: .month, defect: .monthAfterAsOf(month))
    #expect(problems == (asOf == "2027-01-01" ? [] : [expected]))
  }

  @Test func numbers() throws {
    for (value, isSound) in [(0.0, true), (1, true), (-0.01, false), (1.01, false)] {
      let problems = try Self.problems { $0.progress = value }
      let expected = PortfolioProblem(
        subject: .project("P"), field: .progress, defect: .outside(value, lower: 0, upper: 1))
      #expect(problems == (isSound ? [] : [expected]))
    }
    try Self.expect(.progress, .notFinite) { $0.progress = .infinity }
    try Self.expect(.constructionDays, .notFinite) { $0.constructionDays = -.infinity }
    try Self.expect(.constructionDays, .outside(0.5, lower: 1, upper: 3_660)) { $0.constructionDays = 0.5 }
    try Self.expect(.constructionDays, .outside(3_661, lower: 1, upper: 3_660)) { $0.constructionDays = 3_661 }
    try Self.expect(.weight, .outside(0, lower: 1, upper: 100)) { $0.weight = 0 }
    try Self.expect(.weight, .outside(101, lower: 1, upper: 100)) { $0.weight = 101 }
    try Self.expect(.weight, .outside(-32_768, lower: 1, upper: 100)) { $0.weight = -1_000_000 }
    try Self.expect(.firstYear, .yearOutside(1_989, first: 1_990, last: 2_026)) { $0.firstYear = 1_989 }
    try Self.expect(.firstYear, .yearOutside(2_027, first: 1_990, last: 2_026)) { $0.firstYear = 2_027 }
  }

  @Test func notANumberIsFound() throws {
    let problems = try Self.problems { $0.progress = .nan }
    #expect(problems.map(\.defect) == [.notFinite])
  }

  @Test func curves() throws {
    try Self.expect(.sCurve2, .disordered(lower: 0.8, upper: 0.2)) { $0.sCurve = .cubic(c1: 0.8, c2: 0.2) }
    try Self.expect(.sCurve1, .outside(-0.1, lower: 0, upper: 1)) { $0.sCurve = .cubic(c1: -0.1, c2: 0.2) }
    try Self.expect(.sCurve2, .outside(1.1, lower: 0, upper: 1)) { $0.sCurve = .cubic(c1: 0.1, c2: 1.1) }
    try Self.expect(.sCurve1, .outside(0, lower: 0.1, upper: 20)) { $0.sCurve = .kumaraswamy(a: 0, b: 2) }
    try Self.expect(.sCurve2, .notFinite) { $0.sCurve = .kumaraswamy(a: 2, b: .infinity) }
    try Self.expect(.sCurve, .empty) { $0.sCurve = .monthly(cumulative: []) }
    try Self.expect(.sCurve, .disordered(lower: 0.5, upper: 0.4)) { $0.sCurve = .monthly(cumulative: [0.5, 0.4, 1]) }
    try Self.expect(.sCurve, .disordered(lower: 0, upper: -0.1)) { $0.sCurve = .monthly(cumulative: [-0.1, 1]) }
    try Self.expect(.sCurve, .sharesDoNotAddUp(0.9)) { $0.sCurve = .monthly(cumulative: [0.5, 0.9]) }
    #expect(try Self.problems { $0.sCurve = .monthly(cumulative: [0, 0.5, 0.5, 1]) } == [])
    #expect(try Self.problems { $0.sCurve = .monthly(cumulative: [0.5, .nan, 1]) }.count == 1)
    #expect(try Self.problems { $0.sCurve = .monthly(cumulative: [0.5, .infinity]) }.count == 1)
  }

  @Test(arguments: [("1989-12-31", false), ("1990-01-01", true), ("2026-06-30", true), ("2026-07-01", false)])
  func datesOfActivities(text: String, isSound: Bool) throws {
    let day = try #require(Day(iso: text))
    let first = try #require(Day(iso: "1990-01-01"))
    let last = try #require(Day(iso: "2026-06-30"))
    let expected = PortfolioProblem(
      subject: .activity(project: "P", name: "design"), field: .activityDate,
      defect: .dateOutside(day, first: first, last: last))
    for state in [Activity.State.done(on: day), .active(since: day)] {
      let network = try ActivityNetwork([
        Activity(name: "design", duration: try Distribution(.fixed(10)), state: state),
        Activity(name: "selection", duration: try Distribution(.fixed(10))),
      ])
      #expect(try Self.problems { $0.network = network } == (isSound ? [] : [expected]))
    }
  }

  @Test func allProblemsAreReportedAtOnce() throws {
    var (first, second) = (Self.project(), Self.project())
    first.progress = 2
    second.id = "Q"
    second.constructionDays = 0
    second.allocations[1].sourceID = "central"
    #expect(
      try Self.problems(projects: [first, second]).map(\.subject)
        == [.project("P"), .project("Q"), .allocation(project: "Q", source: "central")])
  }
}
