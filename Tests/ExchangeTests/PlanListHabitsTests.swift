import Disbursement
import Foundation
import Portfolio
import Rulebook
import Testing
import Workbook

@testable import Exchange

/// Lists that combine the habits of offices at random are read to exactly the portfolio that they were written from, or asked about.
///
/// `PLAN_LISTS` is how many are made, `PLAN_LIST` the seed of a single one that is shown.
@Suite struct PlanListHabitsTests {
  private enum Outcome: String, CaseIterable { case right, asked, refused, wrong }

  @Test func listsAreReadRightOrAsked() throws {
    let environment = ProcessInfo.processInfo.environment
    if let seed = environment["PLAN_LIST"].flatMap({ UInt64($0) }) { return try show(seed) }
    let count = environment["PLAN_LISTS"].flatMap { UInt64($0) } ?? 150
    var counts: [String: [Outcome: Int]] = [:]
    var total: [Outcome: Int] = [:]
    for seed in 0..<count {
      let (habits, outcome, what) = try outcome(seed)
      total[outcome, default: 0] += 1
      if environment["PLAN_LISTS_ASKED"] != nil, outcome == .asked, habits.defect == .none {
        print("asked", seed, what)
      }
      if outcome == .asked {
        for question in Set(what.split(separator: "\n")) {
          counts["asked of \(question)", default: [:]][.asked, default: 0] += 1
        }
      }
      for name in habits.names { counts[name, default: [:]][outcome, default: 0] += 1 }
      #expect(outcome != .wrong, "list \(seed): \(what)")
      #expect(outcome != .refused, "list \(seed): \(what)")
      if habits.isOrdinary { #expect(outcome == .right, "list \(seed), ordinary: \(what)") }
    }
    print(Self.table(counts, total))
  }

  private func outcome(_ seed: UInt64) throws -> (habits: ListHabits, outcome: Outcome, what: String) {
    let list = Self.list(seed)
    let reading = PlanList(
      try list.workbook(), file: "list.xlsx", mapping: nil, mappingPath: "list.mapping.yaml"
    ).reading()
    var questions: [String] = []
    if case .planList(let read) = reading.form {
      questions = read.questions.map { question in
        if case .setting(let key) = question { key } else { String("\(question)".prefix { $0 != "(" }) }
      }
    }
    do throws(InvalidInput) {
      let scenario = try ScenarioReader.read(reading)
      let difference = Self.difference(scenario, list)
      return (list.habits, difference.isEmpty ? .right : .wrong, difference)
    } catch {
      let messages = error.diagnostics.filter { $0.severity == .error }.map { $0.message(in: .en) }
      return (
        list.habits, questions.isEmpty ? .refused : .asked,
        (questions.isEmpty ? messages : questions).joined(separator: "\n")
      )
    }
  }

  private static func list(_ seed: UInt64) -> HabitualList {
    var random = ListRandom(seed: seed)
    let habits = ListHabits(&random)
    let portfolio = KnownPortfolio(&random, sources: habits.sources)
    return HabitualList(portfolio, habits, random)
  }

  /// What is not as it was written; empty for nothing.
  private static func difference(_ scenario: Scenario, _ list: HabitualList) -> String {
    let (read, known) = (scenario.inputs.portfolio, list.portfolio)
    func text(_ plan: Int64, _ paid: Int64) -> String { "\(plan) \(paid)" }
    if read.projects.count != known.projects.count {
      return "\(read.projects.count) projects of \(known.projects.count)"
    }
    let plain = list.habits.isUnaccented
    func name(_ text: String) -> String { plain ? ListText.unaccented(text) : text }
    for project in known.projects {
      guard let own = read.projects.first(where: { $0.name == name(project.name) }) else { return "no \(project.name)" }
      if own.plan.dong != Int64(project.plan) * 1_000 || own.paidToDate.dong != Int64(project.paid) * 1_000 {
        return "\(project.name): \(text(own.plan.dong, own.paidToDate.dong)), not \(project.plan) \(project.paid)"
      }
      if own.group != project.group { return "\(project.name): group \(own.group)" }
      guard list.namesSources(of: project) else { continue }
      for allocation in project.allocations where allocation.plan > 0 {
        let part = own.allocations.first { $0.sourceID == name(allocation.source) }
        if part?.plan.dong != Int64(allocation.plan) * 1_000 {
          let found = part.map { "\($0.plan.dong)" } ?? "none"
          return "\(project.name), \(allocation.source): \(found), not \(allocation.plan)"
        }
      }
    }
    let asOf = Day(year: 2026, month: 6, day: 30)
    if known.paid > 0, read.asOf != asOf { return "as of \(read.asOf)" }
    return ""
  }

  private func show(_ seed: UInt64) throws {
    let list = Self.list(seed)
    print(list.habits.names.joined(separator: "; "))
    for sheet in try list.workbook().sheets {
      for row in SheetGrid(sheet, of: "").rows {
        print(row.number, row.cells.map { "\($0.column)=\($0.text(style: .plain))" }.joined(separator: " | "))
      }
    }
    let (_, outcome, what) = try outcome(seed)
    print(outcome, what)
  }

  private static func table(_ counts: [String: [Outcome: Int]], _ total: [Outcome: Int]) -> String {
    func row(_ name: String, _ counts: [Outcome: Int]) -> String {
      let cells = Outcome.allCases.map { "\(counts[$0] ?? 0)".padding(toLength: 8, withPad: " ", startingAt: 0) }
      return name.padding(toLength: 40, withPad: " ", startingAt: 0) + cells.joined()
    }
    let head =
      "kind".padding(toLength: 40, withPad: " ", startingAt: 0)
      + Outcome.allCases.map { $0.rawValue.padding(toLength: 8, withPad: " ", startingAt: 0) }.joined()
    return ([head] + counts.sorted { $0.key < $1.key }.map { row($0.key, $0.value) } + [row("all", total)])
      .joined(separator: "\n")
  }
}
