import Disbursement
import Portfolio
import Testing

@Suite struct QuarterlyPlanTests {
  /// In every line months and what is paid before them, and quarters with January, add up to the total; every heading is the sum of its
  /// lines, in every column.
  @Test(arguments: ScheduleTests.cases) func everythingAddsUp(seed: UInt64, asOf: String) throws {
    let schedule = ScheduleTests.schedule(try ScheduleTests.inputs(seed: seed, asOf: asOf))
    let plan = QuarterlyPlan(schedule)
    for line in plan.lines {
      let payments = line.payments
      #expect(payments.months.count == 13 && payments.quarters.count == 4)
      let months = payments.months.compactMap { $0 }.reduce(payments.before, +)
      #expect(months == payments.total, "seed \(seed)")
      let quarters = payments.quarters.compactMap { $0 }.reduce(payments.before, +)
      #expect(quarters + (payments.months[12] ?? .zero) == payments.total, "seed \(seed)")
    }
    let whole = try #require(plan.lines.first)
    #expect(whole.payments.total == schedule.whole.path.planned.last)
    #expect(whole.plan == schedule.whole.plan && whole.paidToDate == schedule.whole.paidToDate)
    #expect(whole.projectCount == schedule.projects.count)
    for (heading, parts) in Self.sections(plan.lines) {
      #expect(
        columns(heading) == parts.map { columns($0) }.reduce([Int64](repeating: 0, count: 21), add), "seed \(seed)")
    }
  }

  /// One line for each allocation, in the group of its project and under its source.
  @Test(arguments: ScheduleTests.cases.prefix(4)) func everyAllocationStandsOnce(seed: UInt64, asOf: String) throws {
    let schedule = ScheduleTests.schedule(try ScheduleTests.inputs(seed: seed, asOf: asOf))
    var (group, source) = (ProjectGroup?.none, "")
    var found: [String] = []
    for line in QuarterlyPlan(schedule).lines {
      switch line.subject {
      case .whole: break
      case .group(let next): group = next
      case .source(let id): source = id
      case .project(let index):
        #expect(schedule.projects[index].group == group)
        found.append("\(schedule.projects[index].id) \(source)")
      }
    }
    let wanted = schedule.projects.flatMap { project in project.allocations.map { "\(project.id) \($0.sourceID)" } }
    #expect(found.sorted() == wanted.sorted(), "seed \(seed)")
  }

  @Test func linesAreNumbered() {
    var numbering = PlanNumbering()
    let subjects: [QuarterlyPlan.Subject] = [
      .whole, .group(.completed), .source(id: "a"), .project(0), .project(1), .source(id: "b"), .project(0),
      .group(.newStart), .source(id: "a"), .project(2),
    ]
    #expect(subjects.map { numbering.next($0) } == ["", "I", "1", "1.1", "1.2", "2", "2.1", "II", "1", "1.1"])
  }

  /// Payments of the months before the as-of day that are known only in one sum.
  @Test func paymentsInOneSumStandBeforeTheMonths() throws {
    var portfolio = RandomPortfolio(seed: 5, asOf: "2026-05-13")
    let assumptions = try portfolio.assumptions()
    var projects = try portfolio.portfolio(projects: 12).projects
    for project in projects.indices {
      for index in projects[project].allocations.indices { projects[project].allocations[index].paidByMonth = nil }
    }
    let stated = try portfolio.portfolio(projects: 1)
    let inputs = try Samples.inputs(
      Portfolio(
        fiscalYear: stated.fiscalYear, asOf: stated.asOf, sources: stated.sources, projects: projects),
      assumptions: assumptions)
    let schedule = ScheduleTests.schedule(inputs)
    let payments = PaymentCalendar(schedule).periods(
      of: schedule.whole.path.planned, paidToDate: schedule.whole.paidToDate)
    #expect(payments.before == schedule.whole.paidToDate && payments.before > .zero)
    #expect(payments.months[..<4].allSatisfy { $0 == nil })
    #expect(payments.months[4...].allSatisfy { $0 != nil })
    #expect(payments.quarters[0] == nil)
    #expect(payments.months.compactMap { $0 }.reduce(payments.before, +) == payments.total)
  }

  /// Each heading with the lines right below it.
  private static func sections(_ lines: [QuarterlyPlan.Line]) -> [(QuarterlyPlan.Line, [QuarterlyPlan.Line])] {
    lines.indices.compactMap { index in
      let depth = depth(lines[index])
      guard depth < 3 else { return nil }
      let held = lines[(index + 1)...].prefix { Self.depth($0) > depth }
      return (lines[index], held.filter { Self.depth($0) == depth + 1 })
    }
  }

  private static func depth(_ line: QuarterlyPlan.Line) -> Int {
    switch line.subject {
    case .whole: 0
    case .group: 1
    case .source: 2
    case .project: 3
    }
  }

  private func columns(_ line: QuarterlyPlan.Line) -> [Int64] {
    let amounts: [Money?] =
      [line.plan, line.paidToDate, line.payments.before] + line.payments.months + line.payments.quarters
      + [line.payments.total]
    return amounts.map { $0?.dong ?? 0 }
  }

  private func add(_ left: [Int64], _ right: [Int64]) -> [Int64] { zip(left, right).map(+) }
}
