@testable import Disbursement
import Portfolio
import Testing

/// Large portfolios are simulated in other pieces than small ones, and give the same.
struct ScaleTests {
  @Test(arguments: 1...4 as ClosedRange<UInt64>) func memoryDoesNotMatter(seed: UInt64) throws {
    let inputs = try inputs(seed: seed)
    let whole = Forecast.run(inputs, settings: settings(openMemory: 1 << 40, threads: 1))
    for (memory, threads) in [(1, 1), (1, 3), (1_500_000, 2)] {
      let pieces = Forecast.run(inputs, settings: settings(openMemory: memory, threads: threads))
      #expect(text(of: pieces) == text(of: whole), "seed \(seed), \(memory) bytes, \(threads) threads")
    }
  }

  /// Without room for units, those of one dimension are each open in a batch of their own, and the others are simulated once more.
  @Test func unitsAreClosedWhereThereIsNoRoom() throws {
    let model = SimulationModel(inputs: try inputs(seed: 1), seed: 1)
    let directory = UnitDirectory(model: model)
    let futures = model.timeline.future.count
    let roomy = WorkPlan(directory, futures: futures, padded: 400, threads: 1, memory: 1 << 40)
    #expect(roomy.revisits.isEmpty && roomy.batches.allSatisfy(\.units.isEmpty))
    let tight = WorkPlan(directory, futures: futures, padded: 400, threads: 1, memory: 1)
    #expect(tight.batches.contains { !$0.units.isEmpty })
    #expect(tight.openColumns < roomy.openColumns)
    for plan in [roomy, tight] {
      #expect(plan.batches.flatMap(\.projects).sorted() == Array(0..<model.projectCount))
      let closed = plan.batches.flatMap(\.units) + plan.revisits.flatMap(\.units)
      #expect(Set(closed).count == closed.count)
      let open = plan.places.count { if case .open = $0 { true } else { false } }
      #expect(open + closed.count == directory.units.count)
    }
  }

  @Test func groupsAloneAreThoseOfTheForecast() throws {
    let inputs = try inputs(seed: 3)
    let forecast = Forecast.run(inputs, settings: settings(openMemory: 1 << 40, threads: 2))
    let totals = GroupTotals.simulate(inputs, seed: 11, replications: 400, threads: 2)
    #expect(!totals.milestones.isEmpty)
    for milestone in totals.milestones {
      let same = try present(
        forecast.milestones.first { $0.ruleID == milestone.ruleID && $0.date == milestone.date })
      #expect(same.probability == milestone.probability && same.standardError == milestone.standardError)
    }
    let groups = try present(forecast.units[.group])
    for (number, group) in totals.groups.enumerated() {
      let unit = try present(groups.first { $0.id == group.rawValue })
      #expect(unit.plan == totals.plans[number])
      for (checkpoint, day) in totals.checkpoints.enumerated() {
        let amounts = totals.amounts(group: number, checkpoint: checkpoint)
        let mean = amounts.reduce(0.0) { $0 + Double($1) } / Double(amounts.count)
        let point = try present(unit.path.first { $0.date == day })
        #expect(abs(Double(point.mean.dong) - mean) <= 1)
      }
    }
    for (project, mean) in zip(forecast.projects, totals.projectMeans) {
      let atYearEnd = project.plan - project.expectedShortfall
      #expect(abs(atYearEnd.dong - mean.dong) <= 1 + project.plan.dong / 1_000_000, "\(project.id)")
    }
  }

  @Test func theSearchForAPrecisionEndsWhenItIsReached() throws {
    let inputs = try inputs(seed: 4)
    let settings = settings(openMemory: 1 << 40, threads: 1)
    let search = Forecast.replications(untilError: 0.01, inputs, settings: settings)
    #expect(search.isReached && search.largestError <= 0.01 && search.rounds.count > 1)
    #expect(search.rounds.dropLast().allSatisfy { $0.largestError > 0.01 })
    let totals = GroupTotals.simulate(
      inputs, seed: settings.seed, replications: search.replications, threads: 3)
    #expect(totals.milestones.map(\.standardError).max() == search.largestError)
    let capped = Forecast.replications(untilError: 0.000_1, atMost: 1_500, inputs, settings: settings)
    #expect(!capped.isReached && capped.replications == 1_500)
  }

  @Test func shortPathsAreTheSameFigures() throws {
    let inputs = try inputs(seed: 5)
    var settings = settings(openMemory: 1 << 40, threads: 2)
    let full = Forecast.run(inputs, settings: settings)
    settings.projectPaths = .yearEnd
    let short = Forecast.run(inputs, settings: settings)
    #expect(full.checkpoints == short.checkpoints)
    for (project, brief) in zip(full.projects, short.projects) {
      #expect(brief.path.count == 2 && brief.nominalPath.count == 2)
      for (point, nominal) in zip(brief.path, brief.nominalPath) {
        let place = try present(project.path.firstIndex { $0.date == point.date })
        #expect(project.path[place] == point && project.nominalPath[place] == nominal)
      }
      #expect(project.milestones == brief.milestones && project.lapse == brief.lapse)
      #expect(project.startDeadline == brief.startDeadline && project.criticality == brief.criticality)
      #expect(project.expectedUnpaidClaims == brief.expectedUnpaidClaims)
    }
  }

  @Test func forecastsOfProjectsCanBeChanged() throws {
    var forecast = Forecast.run(try inputs(seed: 6), settings: settings(openMemory: 1 << 40, threads: 1))
    let before = Array(forecast.projects)
    forecast.projects[2].name = "another"
    #expect(forecast.projects[2].name == "another" && forecast.projects.count == before.count)
    #expect(forecast.projects[1].path == before[1].path)
    for index in before.indices {
      #expect(forecast.projects.expectedShortfall(at: index) == before[index].expectedShortfall)
    }
  }

  /// Nothing and everything are exact, decimal shares come out to the dong, and a cap is never exceeded.
  @Test func sharesBecomeWholeDong() {
    for remaining in [1, 7, 999, 123_456_789, 54_321_000_000_000, 1 << 50, 1 << 51, Int64.max / 2] as [Int64] {
      for roundsDown in [false, true] {
        let scale = AmountScale(paid: 5, remaining: remaining, roundsDown: roundsDown)
        #expect(scale.amount(0) == 5)
        var last: Int64 = 5
        for step in 0...1_000 {
          let share = Float(step) / 1_000
          let amount = scale.amount(share)
          #expect(amount >= last && amount <= 5 + remaining)
          if roundsDown { #expect(Double(amount - 5) <= Double(remaining) * Double(share) * (1 + 1e-7) + 0.01) }
          last = amount
        }
        if !roundsDown {
          #expect(scale.amount(1) == 5 + remaining || remaining > 1 << 53)
          let exact = 5 + Int64((Double(remaining) * 0.3).rounded(.toNearestOrEven))
          #expect(abs(scale.amount(0.3) - exact) <= max(1, remaining >> 50))
        }
      }
    }
    let column: [Float] = [0, 0.25, 0.3, 1]
    let scale = AmountScale(paid: 1, remaining: 1_000, roundsDown: false)
    var amounts = [Int64](repeating: 0, count: 4)
    scale.fill(&amounts, shares: column, count: 4)
    scale.add(column, to: &amounts, count: 4)
    #expect(amounts == [2, 502, 602, 2_002])
  }

  private func inputs(seed: UInt64) throws -> ForecastInputs {
    var random = RandomPortfolio(seed: seed)
    return try Samples.inputs(random.portfolio(projects: 40), assumptions: random.assumptions())
  }

  private func settings(openMemory: Int, threads: Int) -> ForecastSettings {
    var settings = ForecastSettings(replications: 400, seed: 11, threads: threads, driverReplications: 0)
    settings.openMemory = openMemory
    return settings
  }

  private func text(of forecast: Forecast) -> String {
    var text = ""
    dump(forecast.whole, to: &text)
    dump(Array(forecast.projects), to: &text)
    for dimension in Dimension.allCases { dump(forecast.units[dimension], to: &text) }
    return text
  }
}
