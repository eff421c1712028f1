import Disbursement
import Foundation
import Portfolio
import Rulebook
import Testing

@testable import Exchange

@Suite struct GeneratedScenarioTests {
  private static func generated(
    _ count: Int, seed: UInt64 = 1, sources: GeneratedScenario.SourceChoice = .all
  ) throws -> GeneratedScenario {
    try #require(GeneratedScenario(projectCount: count, seed: seed, fiscalYear: 2026, sources: sources))
  }

  private static func bytes(
    _ scenario: GeneratedScenario, _ file: GeneratedScenario.File, language: Language = .en
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    scenario.write(file, language: language) { bytes.append(contentsOf: $0) }
    return bytes
  }

  private static func read(_ generated: GeneratedScenario, language: Language = .en) throws -> Scenario {
    try ScenarioFiles.withFolder { folder in
      for file in GeneratedScenario.File.allCases {
        try Data(bytes(generated, file, language: language)).write(to: folder.appending(path: file.rawValue))
      }
      return try ScenarioReader.read(at: folder.path(percentEncoded: false))
    }
  }

  @Test(arguments: [1, 2, 31, 61, 3_100], GeneratedScenario.SourceChoice.allCases)
  func isReadWithoutAWarning(count: Int, sources: GeneratedScenario.SourceChoice) throws {
    for seed in [1, 2, 18_446_744_073_709_551_615] as [UInt64] {
      let scenario = try Self.read(try Self.generated(count, seed: seed, sources: sources))
      #expect(scenario.warnings == [], "seed \(seed)")
      #expect(scenario.inputs.portfolio.projects.count == count, "seed \(seed)")
      #expect(scenario.inputs.portfolio.paidToDate == .zero)
      #expect(scenario.inputs.portfolio.asOf == scenario.inputs.portfolio.fiscalYear.eve)
    }
  }

  @Test func sameArgumentsGiveTheSameBytes() throws {
    for file in GeneratedScenario.File.allCases {
      let bytes = Self.bytes(try Self.generated(400), file)
      #expect(bytes == Self.bytes(try Self.generated(400), file), "\(file)")
      if file != .sources { #expect(bytes != Self.bytes(try Self.generated(400, seed: 2), file), "\(file)") }
    }
  }

  @Test(arguments: [GeneratedScenario.File.projects, .allocations])
  func moreProjectsLeaveTheEarlierOnes(file: GeneratedScenario.File) throws {
    let few = Self.bytes(try Self.generated(700), file)
    let many = Self.bytes(try Self.generated(4_000), file)
    #expect(many.count > few.count)
    #expect(many.starts(with: few))
  }

  @Test func tablesDoNotDependOnTheLanguage() throws {
    let scenario = try Self.generated(50)
    for file in [GeneratedScenario.File.projects, .allocations, .sources] {
      #expect(Self.bytes(scenario, file, language: .vi) == Self.bytes(scenario, file, language: .en))
    }
    #expect(try Self.read(scenario, language: .vi).warnings == [])
  }

  @Test func assuredSourcesChangeNothingElse() throws {
    let all = try Self.read(try Self.generated(2_000)).inputs.portfolio
    let assured = try Self.read(try Self.generated(2_000, sources: .assured)).inputs.portfolio
    #expect(all.sources.contains { $0.isRevenueLinked })
    #expect(!assured.sources.contains { $0.isRevenueLinked })
    #expect(all.projects.map(\.plan) == assured.projects.map(\.plan))
    #expect(all.projects.map(\.owner) == assured.projects.map(\.owner))
  }

  @Test func readmeSaysThatItIsConstructed() throws {
    let scenario = try Self.generated(77, seed: 9, sources: .assured)
    for (language, word) in [(Language.vi, "dữ liệu dựng"), (.en, "constructed")] {
      let text = String(decoding: Self.bytes(scenario, .readme, language: language), as: UTF8.self)
      #expect(text.contains(word))
      #expect(text.contains("giaingan generate FOLDER --projects 77 --seed 9 --year 2026 --sources assured\n"))
    }
  }

  @Test func rejectsWhatItCannotMake() {
    #expect(GeneratedScenario(projectCount: 0, seed: 1, fiscalYear: 2026, sources: .all) == nil)
    #expect(
      GeneratedScenario(
        projectCount: GeneratedScenario.largestProjectCount + 1, seed: 1, fiscalYear: 2026, sources: .all) == nil)
    #expect(GeneratedScenario(projectCount: 1, seed: 1, fiscalYear: 2027, sources: .all) == nil)
    #expect(GeneratedScenario.fiscalYears == [2026])
  }
}

/// Proportions and sizes over enough projects that only a change of the generator can move them out of these bounds.
@Suite struct GeneratedShapeTests {
  /// Read once for all tests.
  private static let sample = Result { try read(12_000) }

  private let portfolio: Portfolio

  init() throws { portfolio = try Self.sample.get() }

  private static func read(_ count: Int) throws -> Portfolio {
    let scenario = try #require(
      GeneratedScenario(projectCount: count, seed: 5, fiscalYear: 2026, sources: .all))
    return try ScenarioFiles.withFolder { folder in
      for file in GeneratedScenario.File.allCases {
        var bytes: [UInt8] = []
        scenario.write(file, language: .en) { bytes.append(contentsOf: $0) }
        try Data(bytes).write(to: folder.appending(path: file.rawValue))
      }
      return try ScenarioReader.read(at: folder.path(percentEncoded: false)).inputs.portfolio
    }
  }

  private func share(_ isMember: (Project) -> Bool) -> Double {
    Double(portfolio.projects.count(where: isMember)) / Double(portfolio.projects.count)
  }

  @Test(arguments: [
    (ProjectGroup.completed, 10.0), (.carryOver, 20), (.newStart, 17), (.preparationNewStart, 3),
    (.preparationPriority, 4), (.preparationOther, 6),
  ])
  func groupsAreThoseOfTheShippedScenario(group: ProjectGroup, ofSixty: Double) {
    #expect(abs(share { $0.group == group } - ofSixty / 60) < 0.02)
  }

  /// Of the fitted lognormal: standard deviation 1.66 of the logarithm, so 8.4 between P90 and the median.
  @Test func plansSpreadAsFitted() {
    let logarithms = portfolio.projects.map { log(Double($0.plan.dong)) }.sorted()
    func quantile(_ level: Double) -> Double { logarithms[Int(level * Double(logarithms.count - 1))] }
    let mean = logarithms.reduce(0, +) / Double(logarithms.count)
    let deviation = (logarithms.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(logarithms.count)).squareRoot()
    #expect((1.5...1.75).contains(deviation), "\(deviation)")
    #expect((1.7...2.4).contains(quantile(0.9) - quantile(0.5)))
    #expect((1.7...2.6).contains(quantile(0.5) - quantile(0.1)))
    #expect((1.7e9...2.8e9).contains(Double(portfolio.plan.dong) / Double(portfolio.projects.count)))
  }

  @Test func smallWorksAreMostOfThem() {
    #expect(share { $0.sizeClass == .c } > 0.95)
    #expect(share { $0.sizeClass == .b } > 0.001)
    for project in portfolio.projects where project.sizeClass == .b {
      #expect((project.totalInvestment ?? .zero) >= Money(dong: 90_000_000_000))
    }
  }

  @Test func communesFollowOneAnother() {
    var seen: [String] = []
    for project in portfolio.projects where seen.last != project.locality { seen.append(project.locality) }
    #expect(Set(seen).count == seen.count)
    #expect((380...420).contains(seen.count))
    let counts = Dictionary(grouping: portfolio.projects, by: \.locality).values.map(\.count)
    #expect((counts.min() ?? 0) < 24 && (counts.max() ?? 0) > 36)
  }

  @Test func ownersAndSources() {
    let provincial = share { $0.owner.contains("Tỉnh") }
    #expect((0.05...0.1).contains(provincial), "\(provincial)")
    let two = share { $0.allocations.count == 2 }
    #expect((0.1...0.15).contains(two), "\(two)")
    // Four hundred communes lie in five of the provinces.
    let provinces = Set(portfolio.sources.map { $0.id.prefix(3) }).count
    #expect(provinces == 5)
    #expect((4 * provinces...5 * provinces).contains(portfolio.sources.count))
    #expect(Set(portfolio.projects.map(\.sector)).count == 12)
  }

  @Test func revenueIsExpectedAsPlanned() {
    for source in portfolio.sources {
      guard case .revenue(let revenue) = source.kind else { continue }
      let plan = portfolio.projects.flatMap(\.allocations).filter { $0.sourceID == source.id }
        .reduce(Money.zero) { $0 + $1.plan }
      #expect(revenue.expected == plan)
    }
  }

  @Test func historiesFitTheirGroups() {
    for project in portfolio.projects {
      switch project.group {
      case .completed, .carryOver:
        #expect(!project.contractor.isEmpty)
        #expect((project.firstYear ?? 0) < 2026)
        #expect(project.outstandingAdvance <= project.paidBeforeYear)
      case .newStart:
        #expect(project.contractor.isEmpty)
        #expect(project.firstYear == 2026)
        #expect((45...240).contains(project.constructionDays ?? 0))
      case .preparationNewStart, .preparationPriority, .preparationOther:
        #expect(project.contractValue == nil)
        #expect(project.paidBeforeYear == .zero)
      }
      #expect(project.progress == nil || project.group == .carryOver)
    }
    let begun = portfolio.projects.count(where: { $0.progress != nil })
    #expect(begun > 0)
  }
}

@Suite struct GeneratedPlacesTests {
  /// Beyond thirty projects for each of the 3,321 communes, communes get more of them.
  @Test(arguments: [(99_630, 30), (99_631, 31), (1_000_000, 302), (2_000_000, 603)])
  func countryIsFilledBeforeCommunesGrow(count: Int, share: Int) {
    let places = GeneratedPlaces(projectCount: count, seed: 3)
    #expect(places.share == share)
    let (first, last) = (places.place(of: 1), places.place(of: count))
    #expect((first.locality, first.province) == (0, 0))
    #expect((32...33).contains(last.province))
    #expect((3_200...3_320).contains(last.locality))
    var previous = first.locality
    for number in stride(from: 1, through: count, by: 7) {
      let locality = places.place(of: number).locality
      #expect((previous...previous + 1).contains(locality))
      previous = locality
    }
  }
}
