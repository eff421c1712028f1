@testable import Disbursement
import Exchange
import Portfolio
import Rulebook
import Stochastics

/// Years of plain projects of one group, drawn from the model as of the eve: what each had been paid by the end of every month.
struct PlayedYears {
  /// Cumulative, by project and month, dong.
  let paid: [[Int64]]
  /// When each activity of the group's template ended, by project.
  private let ends: [[Day]]
  private let template: ActivityNetwork?
  private let group: ProjectGroup

  /// Payments count in whole millionths of the plan.
  static let rounding: Int64 = 2_000
  private static let plan = Money(dong: 1_000_000_000)

  init(group: ProjectGroup, projects count: Int) throws {
    self.group = group
    let year = try Samples.year()
    let blank = try Self.portfolio(
      (0..<count).map { Project(id: "P\($0)", name: "", group: group, allocations: [Self.allocation()]) },
      asOf: year.eve)
    let model = SimulationModel(inputs: try Self.inputs(blank), seed: 17)
    let (kernel, compiler) = (Kernel(model: model), model.makeCompiler())
    let months = try year.monthEnds.map { day in try present(model.timeline.future.firstIndex { $0.day == day }) }
    var (paid, ends): ([[Int64]], [[Day]]) = ([], [])
    for index in 0..<count {
      let project = compiler.compile(at: index)
      let block = Block(first: index / Workspace.block * Workspace.block, count: Workspace.block)
      kernel.simulate(project, block)
      let lane = index % Workspace.block
      paid.append(months.map { project.total.amount(kernel.work.claimed[$0][lane]) })
      ends.append(project.activities.indices.map { year.eve.day(at: kernel.work.finish[$0][lane]) })
    }
    self.paid = paid
    self.ends = ends
    template = model.inputs.assumptions.templates[group]
  }

  /// The years as of the end of a month.
  func inputs(asOfMonth month: Int, _ statement: CalibrationTests.Statement) throws -> ForecastInputs {
    let year = try Samples.year()
    let asOf = Day(endOfMonth: month, year: year.year)
    let projects = try paid.indices.map { index in
      let amounts = Array(paid[index].prefix(month))
      var project = Project(
        id: "P\(index)", name: "", group: group,
        allocations: [Self.allocation(paid: amounts, isByMonth: statement != .sumOnly)])
      if statement == .withDates { project.network = try dated(index, asOf: asOf) }
      return project
    }
    return try Self.inputs(Self.portfolio(projects, asOf: asOf))
  }

  /// The template's activities with what is known of them: ended on a day, under way since one, or still to do.
  private func dated(_ index: Int, asOf: Day) throws -> ActivityNetwork? {
    guard let template else { return nil }
    return try ActivityNetwork(
      template.activities.enumerated().map { place, activity in
        var activity = activity
        let before = template.predecessorIndices[place].map { ends[index][$0] }
        let begun = try before.max() ?? Samples.year().eve
        if ends[index][place] <= asOf {
          activity.state = .done(on: ends[index][place])
        } else if begun <= asOf {
          activity.state = .active(since: begun)
        }
        return activity
      })
  }

  static func allocation(paid: [Int64] = [], isByMonth: Bool = true) -> Allocation {
    let months = paid.enumerated().map { ($0 + 1, Money(dong: $1 - ($0 > 0 ? paid[$0 - 1] : 0))) }
    return Allocation(
      sourceID: "S", plan: plan, paidToDate: Money(dong: paid.last ?? 0),
      paidByMonth: isByMonth && !paid.isEmpty ? Dictionary(uniqueKeysWithValues: months) : nil)
  }

  static func portfolio(_ projects: [Project], asOf: Day) throws -> Portfolio {
    try Portfolio(
      fiscalYear: Samples.year(), asOf: asOf, sources: [FundingSource(id: "S", name: "S", kind: .transfer)],
      projects: projects)
  }

  static func inputs(_ portfolio: Portfolio) throws -> ForecastInputs {
    try ForecastInputs(
      scenarioName: "played", portfolio: portfolio, rulebook: RulebookFile.builtIn(.chiLang2026),
      assumptions: AssumptionsFile.builtIn(.vietnam2026))
  }
}

/// Years of one portfolio of all groups, whose projects share localities, owners and contractors.
struct PlayedPortfolios {
  private let projects: [Project]
  /// By run, project and month.
  private let paid: [[[Int64]]]

  init(projects count: Int, runs: Int) throws {
    let groups: [ProjectGroup] = [.completed, .carryOver, .newStart, .carryOver, .newStart, .preparationNewStart]
    projects = (0..<count).map { index in
      Project(
        id: "P\(index)", name: "", group: groups[index % groups.count], owner: "owner \(index % 3)",
        locality: "locality \(index % 4)", contractor: "contractor \(index % 7)",
        allocations: [PlayedYears.allocation()])
    }
    let year = try Samples.year()
    let model = SimulationModel(
      inputs: try PlayedYears.inputs(PlayedYears.portfolio(projects, asOf: year.eve)), seed: 23)
    let (kernel, compiler) = (Kernel(model: model), model.makeCompiler())
    let ends = try year.monthEnds.map { day in try present(model.timeline.future.firstIndex { $0.day == day }) }
    let block = Block(first: 0, count: Workspace.padded(runs))
    var paid = [[[Int64]]](repeating: [], count: runs)
    for index in 0..<count {
      let project = compiler.compile(at: index)
      kernel.simulate(project, block)
      for run in 0..<runs { paid[run].append(ends.map { project.total.amount(kernel.work.claimed[$0][run]) }) }
    }
    self.paid = paid
  }

  func total(_ run: Int) -> Int64 { paid[run].reduce(0) { $0 + $1[11] } }

  func inputs(_ run: Int, asOfMonth month: Int) throws -> ForecastInputs {
    let now = projects.enumerated().map { index, project in
      var project = project
      project.allocations = [PlayedYears.allocation(paid: Array(paid[run][index].prefix(month)))]
      return project
    }
    return try PlayedYears.inputs(
      PlayedYears.portfolio(now, asOf: Day(endOfMonth: month, year: Samples.year().year)))
  }
}
