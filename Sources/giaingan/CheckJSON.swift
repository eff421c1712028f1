import Disbursement
import Exchange
import Portfolio
import Rulebook

/// What `check` found, schema `giaingan.check/1`.
enum CheckJSON {
  private static let schema = "giaingan.check/1"

  /// A scenario that can be used.
  static func encode(_ scenario: Scenario, _ outline: WorkbookOutline?) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("schema", schema)
      $0.member("valid", true)
      $0.members(of: scenario)
      $0.reading(outline)
      $0.member("errors", [])
      $0.member("warnings", scenario.warnings)
    }
    return writer.drain()
  }

  /// Input that cannot be used.
  static func encode(_ input: InvalidInput, _ outline: WorkbookOutline?) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("schema", schema)
      $0.member("valid", false)
      $0.reading(outline)
      $0.member("errors", input.diagnostics.filter { $0.severity == .error })
      $0.member("warnings", input.diagnostics.filter { $0.severity == .warning })
    }
    return writer.drain()
  }
}

extension JSONWriter {
  /// What was understood of a workbook; nothing for a folder.
  fileprivate mutating func reading(_ outline: WorkbookOutline?) {
    guard let outline else { return }
    key("reading")
    outline.write(to: &self)
  }

  fileprivate mutating func members(of scenario: Scenario) {
    let portfolio = scenario.inputs.portfolio
    member("scenario", scenario.inputs.scenarioName)
    member("inputDigest", scenario.inputs.inputDigest)
    member("fiscalYear", portfolio.fiscalYear.year)
    member("asOf", portfolio.asOf)
    member("rulebook", scenario.inputs.rulebook.id)
    member("assumptions", scenario.inputs.assumptions.name)
    member("replications", scenario.replications)
    member("seed", scenario.seed)
    member("projectCount", portfolio.projects.count)
    member("plan", portfolio.plan)
    member("paidToDate", portfolio.paidToDate)
    let sums = PortfolioSums(portfolio)
    key("groups")
    object { writer in
      for group in ProjectGroup.allCases {
        guard let sum = sums.groups[group] else { continue }
        writer.key(group.rawValue)
        writer.write(sum)
      }
    }
    key("sources")
    object { writer in
      for source in portfolio.sources {
        writer.key(source.id)
        writer.write(sums.sources[source.id] ?? PortfolioSum())
      }
    }
    key("records")
    object {
      $0.member("particulars", scenario.records.particulars.count)
      $0.member("settlements", scenario.records.settlements.count)
      $0.member("advances", scenario.records.advances.count)
      $0.member("outstandingAdvances", scenario.records.advances.reduce(Money.zero) { $0 + $1.outstanding })
    }
    key("targets")
    array(scenario.targets) { writer, target in
      writer.object {
        $0.member("date", target.date)
        $0.member("rate", target.rate.value)
        $0.member("requiredProbability", target.probability)
      }
    }
  }

  private mutating func write(_ sum: PortfolioSum) {
    object {
      $0.member("projectCount", sum.projectCount)
      $0.member("plan", sum.plan)
      $0.member("paidToDate", sum.paidToDate)
    }
  }

  fileprivate mutating func member(_ name: String, _ diagnostics: [Diagnostic]) {
    key(name)
    array(diagnostics) { writer, diagnostic in
      writer.object {
        $0.member("file", diagnostic.file)
        if let sheet = diagnostic.sheet { $0.member("sheet", sheet) }
        if let cell = diagnostic.cell { $0.member("cell", cell) }
        if let row = diagnostic.row { $0.member("row", row) }
        if let column = diagnostic.column { $0.member("column", column) }
        if let found = diagnostic.found { $0.member("found", found) }
        $0.member("problem", diagnostic.problem)
        $0.member("remedy", diagnostic.remedy)
      }
    }
  }
}

/// What the projects of a group, or those with an allocation from a source, add up to.
struct PortfolioSum {
  var projectCount = 0
  var plan = Money.zero
  var paidToDate = Money.zero

  mutating func add(_ plan: Money, _ paidToDate: Money) {
    projectCount += 1
    self.plan += plan
    self.paidToDate += paidToDate
  }
}

/// All sums in one pass over the projects, whatever the number of sources.
struct PortfolioSums {
  private(set) var groups: [ProjectGroup: PortfolioSum] = [:]
  private(set) var sources: [String: PortfolioSum] = [:]

  init(_ portfolio: Portfolio) {
    for project in portfolio.projects {
      groups[project.group, default: PortfolioSum()].add(project.plan, project.paidToDate)
      for allocation in project.allocations {
        sources[allocation.sourceID, default: PortfolioSum()].add(allocation.plan, allocation.paidToDate)
      }
    }
  }
}
