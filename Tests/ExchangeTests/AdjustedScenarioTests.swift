import Disbursement
import Foundation
import Portfolio
import Rulebook
import Testing

@testable import Exchange

/// Copies of scenarios with capital moved: conserved to the dong, every other cell as it was.
@Suite struct AdjustedScenarioTests {
  /// Forms in which users keep a scenario's tables.
  enum Form: String, CaseIterable {
    case plain
    /// Without the column of what a project can absorb.
    case noColumn
    /// Semicolons, decimal commas, quoted cells, CR LF, a byte order mark, Vietnamese headers.
    case vietnamese
    case oneTable

    var files: [String: String?] {
      switch self {
      case .plain: [:]
      case .noColumn:
        [
          "projects.csv": """
          id,name,group,paid_before_year,total_investment
          DA-01,Village road A,completed,1500,2000
          DA-02,"Commune road B, second part",carry-over,3000,9000
          DA-03,School C,new-start
          DA-04,Water supply D,preparation-priority,,
          """, "activities.csv": nil, "drivers.csv": nil,
        ]
      case .vietnamese: Self.vietnameseFiles
      case .oneTable:
        [
          "projects.csv": nil, "allocations.csv": nil, "activities.csv": nil, "actuals.csv": nil,
          "portfolio.csv": """
          id,name,group,source_id,plan,paid_to_date,absorbable
          DA-01,Village road A,completed,provincial,400,380,
          DA-02,Commune road B,carry-over,provincial,2500,900.5,
          DA-02,,,land,1500,0,
          DA-03,School C,new-start,land,5000,0,6000
          DA-04,Water supply D,preparation-priority,provincial,120.25,0
          """,
        ]
      }
    }

    private static let vietnameseFiles: [String: String?] = [
      "scenario.yaml": """
      schema: 1
      name: Xã Mẫu
      fiscalYear: 2026
      asOf: 2026-06-30
      rulebook: chi-lang-2026
      unit: billion
      numberStyle: vietnamese
      """,
      "projects.csv":
        "\u{FEFF}Mã dự án;Tên dự án;Nhóm dự án\r\nDA-01;Đường A;hoàn thành\r\nDA-02;\"Đường \"\"B\"\"; nối dài\";chuyển tiếp\r\n"
        + "DA-03;Trường C;khởi công mới\r\nDA-04;Nước D;chuyển tiếp\r\n",
      "allocations.csv":
        "\u{FEFF}Mã dự án;Nguồn vốn;Kế hoạch vốn;Đã giải ngân\r\nDA-01;provincial;\" 0,4\";0,38\r\nDA-02;provincial;2,5;0,9005\r\n"
        + "DA-02;land;1,500;\r\nDA-03;land;5\r\nDA-04;provincial;0,12\r\n",
      "sources.csv": "Mã nguồn vốn;Tên nguồn vốn;Loại nguồn vốn\r\nprovincial;Tỉnh;transfer\r\nland;Đất;transfer\r\n",
      "activities.csv": nil, "actuals.csv": nil, "drivers.csv": nil,
    ]
  }

  /// The good scenario in a form, and a folder beside it that is not there yet.
  private func withScenario<Result>(
    _ form: Form, _ body: (_ folder: URL, _ scenario: Scenario) throws -> Result
  ) throws -> Result {
    try ScenarioFiles.withGood { folder in
      for (name, text) in form.files {
        let file = folder.appending(path: name)
        if let text { try Data(text.utf8).write(to: file) } else { try FileManager.default.removeItem(at: file) }
      }
      return try body(folder, try ScenarioReader.read(at: folder.path(percentEncoded: false)))
    }
  }

  private func write(
    _ proposal: ReallocationProposal, of scenario: Scenario, to target: URL,
    overrides: ScenarioOverrides = ScenarioOverrides()
  ) throws {
    let copy = try AdjustedScenario(of: scenario, overrides: overrides)
    let output = try AtomicOutput(.directory(target.path(percentEncoded: false), names: copy.names))
    try copy.write(proposal, to: output)
    try output.commit()
  }

  /// Transfers between projects of one source that leave every plan at or above what has been paid.
  private func transfers(of scenario: Scenario, seed: UInt64) -> [SampleReallocation.Transfer] {
    var state = seed
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let projects = scenario.inputs.portfolio.projects
    var transfers: [SampleReallocation.Transfer] = []
    for source in scenario.inputs.portfolio.sources.map(\.id) {
      let members = projects.filter { $0.allocations.contains { $0.sourceID == source } }
      guard members.count > 1 else { continue }
      // Of this one more has been paid by a month than to date.
      let givers = members.filter { $0.id != "DA-01" }
      let giver = givers[next(givers.count)]
      let receiver = members.filter { $0.id != giver.id }[next(members.count - 1)]
      guard let allocation = giver.allocations.first(where: { $0.sourceID == source }) else { continue }
      let most = Int((allocation.plan - allocation.paidToDate).dong)
      transfers.append(.init(source: source, giver: giver.id, receiver: receiver.id, dong: Int64(next(most) + 1)))
    }
    return transfers
  }

  @Test(arguments: Form.allCases) func conservesToTheDongAndReadsBack(_ form: Form) throws {
    for seed in UInt64(0)..<12 {
      try withScenario(form) { folder, scenario in
        let transfers = transfers(of: scenario, seed: seed)
        let proposal = try SampleReallocation.proposal(of: scenario, transfers)
        let before = try contents(of: folder)
        let target = folder.deletingLastPathComponent().appending(path: "adjusted")
        try write(proposal, of: scenario, to: target)
        #expect(try contents(of: folder) == before, "seed \(seed): the original was changed")
        let copy = try ScenarioReader.read(at: target.path(percentEncoded: false))
        let plans = copy.inputs.portfolio.projects.flatMap { project in
          project.allocations.map { "\(project.id) \($0.sourceID) \($0.plan.dong)" }
        }
        let expected = proposal.allocations.map { "\($0.projectID) \($0.sourceID) \($0.planAfter.dong)" }
        #expect(plans == expected, "seed \(seed)")
        let moved = Set(transfers.flatMap { [$0.giver, $0.receiver] })
        for (old, new) in zip(scenario.inputs.portfolio.projects, copy.inputs.portfolio.projects) {
          let absorbable = old.absorbable ?? (moved.contains(old.id) ? old.plan : nil)
          #expect(new.absorbable == absorbable, "seed \(seed): \(old.id)")
        }
        try compare(before, try contents(of: target), moved: moved, seed)
        #expect(copy.warnings == scenario.warnings, "seed \(seed)")
      }
    }
  }

  private func contents(of folder: URL) throws -> [String: [UInt8]] {
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path(percentEncoded: false))
    return try Dictionary(
      uniqueKeysWithValues: names.map { ($0, Array(try Data(contentsOf: folder.appending(path: $0)))) })
  }

  /// Every file is the same but for the cells that may change.
  private func compare(
    _ before: [String: [UInt8]], _ after: [String: [UInt8]], moved: Set<String>, _ seed: UInt64
  ) throws {
    #expect(before.keys.sorted() == after.keys.sorted())
    for (name, bytes) in before where after[name] != bytes {
      #expect(["allocations.csv", "projects.csv", "portfolio.csv"].contains(name), "seed \(seed)")
      let (old, new) = (try cells(bytes), try cells(after[name] ?? []))
      try #require(old.count == new.count)
      let header = new[0]
      for (first, second) in zip(old, new) {
        for (position, cell) in second.enumerated()
        where position >= first.count ? !cell.isEmpty : first[position] != cell {
          let mayChange = ["plan", "Kế hoạch vốn", "absorbable", "Khả năng hấp thụ"].contains(header[position])
          #expect(
            mayChange && (moved.contains(second[0]) || first == old[0]), "seed \(seed): \(second)")
        }
      }
    }
  }

  private func cells(_ bytes: [UInt8]) throws -> [[String]] {
    var table = try CSVTable(bytes)
    var rows: [[String]] = []
    while try table.advance() {
      rows.append(table.cells.map { String(decoding: table.contents($0), as: UTF8.self) })
    }
    return rows
  }

  @Test func cellsKeepTheirForm() throws {
    try withScenario(.vietnamese) { folder, scenario in
      let proposal = try SampleReallocation.proposal(
        of: scenario, [.init(source: "provincial", giver: "DA-02", receiver: "DA-01", dong: 123_456_789)])
      let target = folder.deletingLastPathComponent().appending(path: "adjusted")
      try write(proposal, of: scenario, to: target)
      let allocations = try String(contentsOf: target.appending(path: "allocations.csv"), encoding: .utf8)
      #expect(allocations.contains("DA-01;provincial;\"0,523456789\";0,38\r\n"))
      #expect(allocations.contains("DA-02;provincial;2,376543211;0,9005\r\n"))
      #expect(allocations.contains("DA-02;land;1,500;\r\n"))
      let projects = try String(contentsOf: target.appending(path: "projects.csv"), encoding: .utf8)
      #expect(projects.contains("Mã dự án;Tên dự án;Nhóm dự án;Khả năng hấp thụ\r\n"))
      #expect(projects.contains("DA-01;Đường A;hoàn thành;0,4\r\n") && projects.contains("nối dài\";chuyển tiếp;4\r\n"))
      #expect(projects.contains("DA-03;Trường C;khởi công mới;\r\n"))
    }
  }

  @Test func shortRowsAreMadeLongEnough() throws {
    try withScenario(.noColumn) { folder, scenario in
      let proposal = try SampleReallocation.proposal(
        of: scenario, [.init(source: "land", giver: "DA-03", receiver: "DA-02", dong: 1_000_000_000)])
      let target = folder.deletingLastPathComponent().appending(path: "adjusted")
      try write(proposal, of: scenario, to: target)
      let projects = try String(contentsOf: target.appending(path: "projects.csv"), encoding: .utf8)
      #expect(projects.contains("\nDA-03,School C,new-start,,,5000\n") && projects.contains("9000,4000\n"))
      #expect(projects.contains("total_investment,absorbable\n") && projects.hasSuffix("preparation-priority,,,"))
    }
  }

  @Test func aProposalThatLosesADongIsNotWritten() throws {
    try withScenario(.plain) { folder, scenario in
      var proposal = try SampleReallocation.proposal(
        of: scenario, [.init(source: "land", giver: "DA-03", receiver: "DA-02", dong: 1_000_000)])
      let index = try #require(proposal.allocations.firstIndex { $0.projectID == "DA-03" })
      proposal.allocations[index].decrease += Money(dong: 1)
      let target = folder.deletingLastPathComponent().appending(path: "adjusted")
      let error = #expect(throws: InvalidInput.self) {
        try write(proposal, of: scenario, to: target)
      }
      #expect(error?.diagnostics.map(\.found) == ["land"])
      let left = try FileManager.default.contentsOfDirectory(
        atPath: folder.deletingLastPathComponent().path(percentEncoded: false))
      #expect(left == ["scenario"])
    }
  }

  @Test func aFolderThatChangedMeanwhileIsNotWritten() throws {
    try withScenario(.plain) { folder, scenario in
      let proposal = try SampleReallocation.proposal(
        of: scenario, [.init(source: "land", giver: "DA-03", receiver: "DA-02", dong: 1_000_000)])
      let file = folder.appending(path: "projects.csv")
      let text = try String(contentsOf: file, encoding: .utf8).replacing("School C", with: "School D")
      try Data(text.utf8).write(to: file)
      let target = folder.deletingLastPathComponent().appending(path: "adjusted")
      let error = #expect(throws: InvalidInput.self) {
        try write(proposal, of: scenario, to: target)
      }
      #expect(error?.diagnostics.map(\.found) == ["DA-03"])
      #expect(!FileManager.default.fileExists(atPath: target.path(percentEncoded: false)))
    }
  }

  /// A plan below what had been paid in March, before it was corrected, can be proposed but not be read.
  @Test func aPlanThatPaymentsExceededIsNotWritten() throws {
    try withScenario(.plain) { folder, scenario in
      let proposal = try SampleReallocation.proposal(
        of: scenario, [.init(source: "provincial", giver: "DA-01", receiver: "DA-04", dong: 15_000_000)])
      let target = folder.deletingLastPathComponent().appending(path: "adjusted")
      #expect(throws: InvalidInput.self) { try write(proposal, of: scenario, to: target) }
      #expect(!FileManager.default.fileExists(atPath: target.path(percentEncoded: false)))
    }
  }

  @Test func filesOutsideTheFolderAreRefused() throws {
    try withScenario(.plain) { folder, _ in
      let rules = folder.deletingLastPathComponent().appending(path: "rules.yaml")
      try Data(BuiltInRulebook.chiLang2026.text.utf8).write(to: rules)
      let file = folder.appending(path: "scenario.yaml")
      let text = try String(contentsOf: file, encoding: .utf8)
      for (name, isRefused) in [("../rules.yaml", true), (rules.path(percentEncoded: false), false)] {
        try Data(text.replacing("rulebook: chi-lang-2026", with: "rulebook: \(name)").utf8).write(to: file)
        let scenario = try ScenarioReader.read(at: folder.path(percentEncoded: false))
        do throws(InvalidInput) {
          _ = try AdjustedScenario(of: scenario)
          #expect(!isRefused)
        } catch {
          #expect(isRefused && error.diagnostics.map(\.file) == ["../rules.yaml"])
        }
      }
    }
  }

  /// A run that is dated otherwise than its files writes a copy that can still be read as it stands.
  @Test func datedAnew() throws {
    try withScenario(.plain) { folder, _ in
      let overrides = ScenarioOverrides(asOf: Day(iso: "2026-07-31"))
      let scenario = try ScenarioReader.read(at: folder.path(percentEncoded: false), overrides: overrides)
      let target = folder.deletingLastPathComponent().appending(path: "adjusted")
      let proposal = try SampleReallocation.proposal(
        of: scenario, [.init(source: "land", giver: "DA-03", receiver: "DA-02", dong: 1_000_000_000)])
      try write(proposal, of: scenario, to: target, overrides: overrides)
      let copy = try ScenarioReader.read(at: target.path(percentEncoded: false))
      #expect(copy.inputs.portfolio.asOf.description == "2026-06-30")
    }
  }

  @Test func nothingMovedIsAnExactCopy() throws {
    try withScenario(.plain) { folder, scenario in
      let target = folder.deletingLastPathComponent().appending(path: "adjusted")
      try write(try SampleReallocation.proposal(of: scenario, []), of: scenario, to: target)
      #expect(try contents(of: target) == contents(of: folder))
    }
  }
}
