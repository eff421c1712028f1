import Disbursement
import Portfolio
import Rulebook
import Testing

/// The engine's replications against the model written a second time.
struct ReferenceTests {
  /// Of a project's plan: what single precision leaves of rates and dates.
  private static let tolerance = 2e-5
  /// Project-replications that may hang on rounding and are left out.
  private static let largestShareLeftOut = 0.02

  @Test(arguments: [0, 1.5]) func randomPortfolios(treasuryDays: Double) throws {
    var comparison = Comparison()
    for seed in 1...20 as ClosedRange<UInt64> {
      for asOf in ["2025-12-31", "2026-06-30"] {
        var random = RandomPortfolio(seed: seed, asOf: asOf)
        let inputs = try Samples.inputs(
          random.portfolio(projects: 12), assumptions: random.assumptions(),
          rulebook: rulebook(treasuryDays: treasuryDays))
        try comparison.compare(inputs, seed: seed, "seed \(seed) as of \(asOf)")
      }
    }
    comparison.concludeWith(atMost: Self.largestShareLeftOut)
  }

  @Test func variedPortfolios() throws {
    var comparison = Comparison()
    for asOf in ["2025-12-31", "2026-03-13", "2026-06-26", "2026-10-09", "2026-12-30", "2027-01-08"] {
      for seed in 1...12 as ClosedRange<UInt64> {
        try comparison.compare(variedInputs(seed: seed, asOf: asOf), seed: seed, "seed \(seed) as of \(asOf)")
      }
    }
    comparison.concludeWith(atMost: Self.largestShareLeftOut)
  }

  /// Every replication has its own draws: the means of eight.
  @Test(arguments: 1...5 as ClosedRange<UInt64>) func meansOfReplications(seed: UInt64) throws {
    let inputs = try variedInputs(seed: seed, asOf: "2026-03-13")
    let settings = ForecastSettings(replications: 8, seed: seed, driverReplications: 0)
    let forecast = Forecast.run(inputs, settings: settings)
    let reference = ReferenceModel(inputs: inputs, seed: seed)
    let replications = (0..<8).map { reference.replication($0) }
    var compared = 0
    for (index, project) in forecast.projects.enumerated() {
      guard !replications.contains(where: { $0.isKnifeEdge[index] }) else { continue }
      compared += 1
      for (checkpoint, point) in project.path.filter({ !$0.isActual }).enumerated() {
        let mean = replications.reduce(0) { $0 + $1.total(of: index, at: checkpoint) } / 8
        let difference = abs(Double(point.mean.dong) - mean)
        #expect(difference <= Self.tolerance * Double(project.plan.dong) + 1, "\(project.id) \(point.date)")
      }
    }
    #expect(compared >= 4, "only \(compared) projects without a replication that hangs on rounding")
  }

  /// Counts what is compared and what is left out.
  private struct Comparison {
    private var compared = 0
    private var leftOut = 0

    mutating func compare(_ inputs: ForecastInputs, seed: UInt64, _ name: String) throws {
      let settings = ForecastSettings(replications: 1, seed: seed, driverReplications: 0)
      let forecast = Forecast.run(inputs, settings: settings)
      let reference = ReferenceModel(inputs: inputs, seed: seed)
      let replication = reference.replication(0)
      for (index, project) in forecast.projects.enumerated() {
        guard !replication.isKnifeEdge[index] else {
          leftOut += 1
          continue
        }
        compared += 1
        let ahead = project.path.filter { !$0.isActual }
        #expect(ahead.map(\.date) == reference.checkpoints.map(\.day), "\(name)")
        for (checkpoint, point) in ahead.enumerated() {
          let difference = Double(point.p50.dong) - replication.total(of: index, at: checkpoint)
          #expect(
            abs(difference) <= ReferenceTests.tolerance * Double(project.plan.dong) + 1,
            "\(name) \(project.id) \(project.group) \(point.date): \(difference) of \(project.plan.dong)")
        }
        if let end = project.networkEnd { compare(end.p50, replication.ends[index], inputs.portfolio.asOf, name) }
      }
      guard !replication.isKnifeEdge.contains(true) else { return }
      compare(try present(forecast.units[.source]), replication, inputs.portfolio, name)
    }

    /// An end within a hair's breadth of midnight may fall on either day.
    private func compare(_ day: Day, _ end: Double, _ asOf: Day, _ name: String) {
      let earliest = asOf + Int((end - KnifeEdges.day).rounded(.up))
      let latest = asOf + Int((end + KnifeEdges.day).rounded(.up))
      #expect(day == earliest || day == latest, "\(name): the network ends on \(day), not \(latest)")
    }

    private func compare(
      _ sources: [UnitForecast], _ replication: ReferenceModel.Replication, _ portfolio: Portfolio, _ name: String
    ) {
      for source in sources {
        for (checkpoint, point) in source.path.filter({ !$0.isActual }).enumerated() {
          var sum = 0.0
          for (project, amounts) in zip(portfolio.projects, replication.paid) {
            for (allocation, amount) in zip(project.allocations, amounts) where allocation.sourceID == source.id {
              sum += amount[checkpoint]
            }
          }
          let difference = Double(point.p50.dong) - sum
          #expect(
            abs(difference) <= ReferenceTests.tolerance * Double(source.plan.dong) + Double(source.projectCount),
            "\(name) \(source.id) \(point.date): \(difference)")
        }
      }
    }

    func concludeWith(atMost share: Double) {
      #expect(compared >= 200, "too little was compared: \(compared)")
      let left = Double(leftOut) / Double(compared + leftOut)
      #expect(left <= share, "\(leftOut) of \(compared + leftOut) project-replications hang on rounding")
    }
  }

  private func variedInputs(seed: UInt64, asOf: String) throws -> ForecastInputs {
    var random = RandomPortfolio(seed: seed, asOf: asOf)
    let portfolio = try random.portfolio(projects: 12)
    var variation = ReferenceVariation(seed: seed)
    return try variation.inputs(portfolio, random.assumptions(), rulebook(treasuryDays: 1.5))
  }

  private func rulebook(treasuryDays: Double) throws -> Rulebook {
    let plain = try Samples.rulebook()
    let rules = plain.rules.filter { $0.id != "treasury" }
    return try Rulebook(
      id: plain.id, title: plain.title, fiscalYear: plain.fiscalYear,
      rules: rules + [
        Samples.assumption("treasury", .cap(.treasuryPaymentDays, value: treasuryDays)),
        Samples.assumption("treasury-advance", .cap(.treasuryAdvanceDays, value: treasuryDays / 2)),
      ])
  }
}
