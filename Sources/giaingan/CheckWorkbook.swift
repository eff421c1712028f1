import Disbursement
import Exchange
import Portfolio
import Rulebook

/// What `check` found, as one .xlsx workbook.
enum CheckWorkbook {
  static let fileName = "check.xlsx"

  /// A scenario that can be used: what was understood, and the warnings.
  static func encode(_ scenario: Scenario) throws(OutputError) -> [UInt8] {
    let portfolio = scenario.inputs.portfolio
    let sums = PortfolioSums(portfolio)
    return try OutputWorkbook(
      fileName, run: facts(scenario),
      tables: [
        OutputTable("groups", ProjectGroup.allCases.filter { sums.groups[$0] != nil }, groupColumns(sums)),
        OutputTable("sources", portfolio.sources, sourceColumns(sums)),
        OutputTable("projects", portfolio.projects, projectColumns),
        OutputTable(
          "allocations", portfolio.projects.lazy.flatMap { project in project.allocations.map { (project, $0) } },
          allocationColumns),
        OutputTable("targets", scenario.targets, targetColumns),
        messages(scenario.warnings),
      ]
    ).encode()
  }

  /// Input that cannot be used: every error and warning.
  static func encode(_ input: InvalidInput) throws(OutputError) -> [UInt8] {
    let facts = [RunFact("engine", .word(Engine.version)), RunFact("valid", .flag(false))]
    return try OutputWorkbook(fileName, run: facts, tables: [messages(input.diagnostics)]).encode()
  }

  private static func facts(_ scenario: Scenario) -> [RunFact] {
    let inputs = scenario.inputs
    return [
      RunFact("engine", .word(Engine.version)),
      RunFact("valid", .flag(true)),
      RunFact("scenario", .text(inputs.scenarioName)),
      RunFact("inputDigest", .word(inputs.inputDigest)),
      RunFact("rulebook", .text(inputs.rulebook.id)),
      RunFact("rulebookTitle.vi", .text(inputs.rulebook.title.vi)),
      RunFact("rulebookTitle.en", .text(inputs.rulebook.title.en)),
      RunFact("assumptions", .text(inputs.assumptions.name)),
      RunFact("fiscalYear", .ordinal(inputs.portfolio.fiscalYear.year)),
      RunFact("asOf", .day(inputs.portfolio.asOf)),
      .seed(scenario.seed),
      .replications(scenario.replications),
    ]
  }

  private static func groupColumns(_ sums: PortfolioSums) -> [OutputColumn<ProjectGroup>] {
    [
      .word("group") { $0.rawValue },
      .name("name_vi") { $0.title.vi },
      .name("name_en") { $0.title.en },
      .count("project_count") { sums.groups[$0]?.projectCount },
      .amount("plan") { sums.groups[$0]?.plan },
      .amount("paid_to_date") { sums.groups[$0]?.paidToDate },
    ]
  }

  private static func sourceColumns(_ sums: PortfolioSums) -> [OutputColumn<FundingSource>] {
    func sum(_ source: FundingSource) -> PortfolioSum { sums.sources[source.id] ?? PortfolioSum() }
    func revenue(_ source: FundingSource) -> Money? {
      guard case .revenue(let revenue) = source.kind else { return nil }
      return revenue.expected
    }
    return [
      .id("id") { $0.id },
      .name("name") { $0.name },
      .word("kind") { $0.isRevenueLinked ? "revenue" : "transfer" },
      .count("priority") { $0.priority },
      .amount("revenue_expected", revenue),
      .day("pay_until") { $0.payUntil },
      .count("project_count") { sum($0).projectCount },
      .amount("plan") { sum($0).plan },
      .amount("paid_to_date") { sum($0).paidToDate },
    ]
  }

  private static var projectColumns: [OutputColumn<Project>] {
    [
      .id("id") { $0.id },
      .name("name") { $0.name },
      .word("group") { $0.group.rawValue },
      .name("owner") { $0.owner },
      .name("locality") { $0.locality },
      .name("sector") { $0.sector },
      .name("contractor") { $0.contractor },
      .word("size_class") { $0.sizeClass?.rawValue },
      .flag("key_project") { $0.isKeyProject },
      .count("weight") { $0.weight },
      .amount("total_investment") { $0.totalInvestment },
      .amount("contract_value") { $0.contractValue },
      .amount("paid_before_year") { $0.paidBeforeYear },
      .amount("outstanding_advance") { $0.outstandingAdvance },
      OutputColumn("first_year", .count) { $0.firstYear.map { .ordinal($0) } ?? .empty },
      .share("progress") { $0.progress },
      .number("construction_days", places: 0) { $0.constructionDays },
      .amount("absorbable") { $0.absorbable },
      .amount("plan") { $0.plan },
      .amount("paid_to_date") { $0.paidToDate },
    ]
  }

  private static var allocationColumns: [OutputColumn<(Project, Allocation)>] {
    [
      .id("project_id") { $0.0.id },
      .name("project_name") { $0.0.name },
      .id("source_id") { $0.1.sourceID },
      .amount("plan") { $0.1.plan },
      .amount("paid_to_date") { $0.1.paidToDate },
    ]
  }

  private static var targetColumns: [OutputColumn<Target>] {
    [
      .day("date") { $0.date },
      .share("rate") { $0.rate.value },
      .share("probability") { $0.probability },
    ]
  }

  private static func messages(_ diagnostics: [Diagnostic]) -> OutputTable {
    OutputTable(
      "messages", diagnostics,
      [
        .word("severity") { $0.severity.rawValue },
        .name("file") { $0.file },
        .name("sheet") { $0.sheet },
        .id("cell") { $0.cell },
        .count("row") { $0.row },
        .id("column") { $0.column },
        .name("found") { $0.found },
        .sentence("problem_vi") { $0.problem.vi },
        .sentence("remedy_vi") { $0.remedy.vi },
        .sentence("problem_en") { $0.problem.en },
        .sentence("remedy_en") { $0.remedy.en },
      ])
  }
}
