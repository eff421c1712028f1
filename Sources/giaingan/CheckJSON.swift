import Disbursement
import Exchange
import Portfolio
import Rulebook

/// What `check` found, schema `giaingan.check/1`.
enum CheckJSON {
  private static let schema = "giaingan.check/1"

  /// A scenario that can be used.
  static func encode(_ scenario: Scenario) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("schema", schema)
      $0.member("valid", true)
      $0.members(of: scenario)
      $0.member("errors", [])
      $0.member("warnings", scenario.warnings)
    }
    return writer.drain()
  }

  /// Input that cannot be used.
  static func encode(_ input: InvalidInput) -> [UInt8] {
    var writer = JSONWriter()
    writer.object {
      $0.member("schema", schema)
      $0.member("valid", false)
      $0.member("errors", input.diagnostics.filter { $0.severity == .error })
      $0.member("warnings", input.diagnostics.filter { $0.severity == .warning })
    }
    return writer.drain()
  }
}

extension JSONWriter {
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
    key("groups")
    object { writer in
      for group in ProjectGroup.allCases {
        let members = portfolio.projects.filter { $0.group == group }
        guard !members.isEmpty else { continue }
        writer.key(group.rawValue)
        writer.totals(members.count, of: members.map { ($0.plan, $0.paidToDate) })
      }
    }
    key("sources")
    object { writer in
      for source in portfolio.sources {
        let allocations = portfolio.projects.flatMap { $0.allocations.filter { $0.sourceID == source.id } }
        writer.key(source.id)
        writer.totals(allocations.count, of: allocations.map { ($0.plan, $0.paidToDate) })
      }
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

  private mutating func totals(_ count: Int, of amounts: [(plan: Money, paid: Money)]) {
    object {
      $0.member("projectCount", count)
      $0.member("plan", amounts.reduce(.zero) { $0 + $1.plan })
      $0.member("paidToDate", amounts.reduce(.zero) { $0 + $1.paid })
    }
  }

  fileprivate mutating func member(_ name: String, _ diagnostics: [Diagnostic]) {
    key(name)
    array(diagnostics) { writer, diagnostic in
      writer.object {
        $0.member("file", diagnostic.file)
        if let row = diagnostic.row { $0.member("row", row) }
        if let column = diagnostic.column { $0.member("column", column) }
        if let found = diagnostic.found { $0.member("found", found) }
        $0.member("problem", diagnostic.problem)
        $0.member("remedy", diagnostic.remedy)
      }
    }
  }
}
