@testable import Disbursement
import Exchange
import Portfolio
import Rulebook
import Stochastics
import Testing

/// Simulation-based calibration (Talts et al. 2018, arXiv:1804.06788): years are drawn from the model, their payments until a day are handed over as
/// actuals, and the year is forecast again. The rank of what the year really came to is then uniform, and means obey total expectation.
///
/// Seeds are fixed; bounds are those of a chi-square at one in ten thousand and of four standard errors, so that the cases hold together.
struct CalibrationTests {
  private static let projects = 2_048
  private static let replications = 512
  private static let bins = 16
  /// Quantile of the chi-square distribution with 15 degrees of freedom at 0.9999.
  private static let largestChiSquare = 44.3

  enum Statement: String, CaseIterable, Sendable {
    case byMonth
    case sumOnly
    case withDates
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let group: ProjectGroup
    let month: Int
    let statement: Statement

    var testDescription: String { "\(group.rawValue) after month \(month), \(statement.rawValue)" }
  }

  private static let cases = [
    ProjectGroup.completed, .carryOver, .newStart, .preparationNewStart, .preparationPriority, .preparationOther,
  ].flatMap { group in
    [3, 6, 9, 11].flatMap { month in
      Statement.allCases.map { Case(group: group, month: month, statement: $0) }
    }
  }

  @Test(arguments: cases) func ranksAreUniform(_ wanted: Case) throws {
    let years = try PlayedYears(group: wanted.group, projects: Self.projects)
    let model = SimulationModel(
      inputs: try years.inputs(asOfMonth: wanted.month, wanted.statement), seed: 5)
    let yearEnd = model.timeline.yearEndFuture
    let (kernel, compiler) = (Kernel(model: model), model.makeCompiler())
    var counts = [Int](repeating: 0, count: Self.bins)
    var errors = SampleMoments()
    var breaker = SplitMix(state: 9)
    for index in 0..<Self.projects {
      let project = compiler.compile(at: index)
      guard !project.streams.isEmpty else { continue }
      let truth = years.paid[index][11]
      var (below, equal, sum) = (0, 0, 0.0)
      for number in 0..<Block.count(covering: Self.replications) {
        let block = Block(number: number, of: Self.replications)
        kernel.simulate(project, block)
        for lane in 0..<block.count {
          let amount = project.total.amount(kernel.work.claimed[yearEnd][lane])
          sum += Double(amount)
          if abs(amount - truth) <= PlayedYears.rounding { equal += 1 } else if amount < truth { below += 1 }
        }
      }
      errors.add(sum / Double(Self.replications) - Double(truth))
      // Ties, such as all paid, are broken by lot.
      let rank = below + breaker.next(below: equal + 1)
      counts[rank * Self.bins / (Self.replications + 1)] += 1
    }
    let expected = Double(counts.reduce(0, +)) / Double(Self.bins)
    let chiSquare = counts.reduce(0.0) { $0 + (Double($1) - expected) * (Double($1) - expected) / expected }
    #expect(chiSquare < Self.largestChiSquare, "\(counts)")
    let error = (errors.variance / Double(errors.count)).squareRoot()
    #expect(abs(errors.mean) < 4 * error, "mean of forecasts less mean of years \(errors.mean), error \(error)")
  }

  /// Carried over and new, each as on the eve, after half the year with and without payments: the forecasts' means are those of the years played.
  @Test(arguments: [ProjectGroup.carryOver, .newStart]) func unpaidProjectsKeepTheirLaw(group: ProjectGroup) throws {
    let years = try PlayedYears(group: group, projects: Self.projects)
    let inputs = try years.inputs(asOfMonth: 6, .byMonth)
    let forecast = Forecast.run(
      inputs, settings: ForecastSettings(replications: 512, seed: 3, threads: 2, driverReplications: 0))
    var errors = SampleMoments()
    for (index, project) in forecast.projects.enumerated() where project.paidToDate == .zero {
      let point = try present(project.path.first { $0.date == inputs.portfolio.fiscalYear.lastDay })
      errors.add(Double(point.mean.dong - years.paid[index][11]))
    }
    #expect(errors.count > 300)
    #expect(abs(errors.mean) < 4 * (errors.variance / Double(errors.count)).squareRoot())
  }

  /// What a whole portfolio comes to lies within its stated interval as often as it says, within four standard errors; its mean is not systematically off.
  @Test(arguments: [3, 6, 9, 11]) func portfoliosKeepTheirLaw(month: Int) throws {
    let runs = 240
    let played = try PlayedPortfolios(projects: 40, runs: runs)
    var (inside, errors) = (0, SampleMoments())
    for run in 0..<runs {
      let inputs = try played.inputs(run, asOfMonth: month)
      let forecast = Forecast.run(
        inputs, settings: ForecastSettings(replications: 256, seed: UInt64(run), threads: 2, driverReplications: 0))
      let point = try present(forecast.whole.path.first { $0.date == inputs.portfolio.fiscalYear.lastDay })
      let truth = Money(dong: played.total(run))
      if point.p10 <= truth, truth <= point.p90 { inside += 1 }
      errors.add(Double(point.mean.dong - truth.dong))
    }
    let share = Double(inside) / Double(runs)
    #expect(abs(share - 0.8) < 4 * (0.16 / Double(runs)).squareRoot(), "\(share) of outcomes inside")
    #expect(abs(errors.mean) < 4 * (errors.variance / Double(runs)).squareRoot())
  }
}
