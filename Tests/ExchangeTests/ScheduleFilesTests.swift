import Exchange
import Foundation
import Portfolio
import Rulebook
import Testing

@testable import Disbursement

/// A schedule of the good scenario, with every kind of obstacle and remedy put into it.
enum SampleSchedule {
  static func make() throws -> PaymentSchedule {
    let scenario = try ScenarioFiles.read()
    var schedule = PaymentSchedule.plan(scenario.inputs, settings: ScheduleSettings(replications: 40, seed: 3))
    let day = try #require(Day(iso: "2026-09-30"))
    let obstacles: [ProjectMilestonePlan.Obstacle] = [
      .startsTooLate(nominal: day), .worksTooSlowly, .tooLittleWork(value: Money(dong: 5)),
      .ceiling(limit: Money(dong: 6)), .cash(source: "=a"), .sourceClosed(source: "b", lastDay: day),
    ]
    let project = try #require(schedule.projects.indices.first)
    schedule.projects[project].name = SampleForecast.awkwardName
    schedule.projects[project].milestones = try obstacles.enumerated().map { index, obstacle in
      ProjectMilestonePlan(
        ruleID: "R\(index)", date: day, requiredShare: try #require(Ratio(0.3)), required: Money(dong: 100),
        planned: Money(dong: 40 + Int64(index)), obstacle: obstacle,
        remedies: index == 0 ? [.startBy(day), .pace(1.25), .cash(source: "b", amount: Money(dong: 9))] : [])
    }
    return schedule
  }

  /// The sample and one of which a project was added, one removed, and one has another plan.
  static func changes() throws -> (schedule: PaymentSchedule, changes: ScheduleChange) {
    let schedule = try make()
    var earlier = EarlierSchedule(schedule)
    earlier.projects.removeFirst()
    earlier.projects[0].plan = earlier.projects[0].plan + Money(dong: 1)
    earlier.projects.append(
      EarlierSchedule.Part(
        id: "-gone", name: "Đã bỏ", plan: Money(dong: 8), planned: schedule.checkpoints.map { _ in Money(dong: 2) }))
    return (schedule, ScheduleChange(from: earlier, to: schedule))
  }
}

@Suite struct ScheduleJSONTests {
  private func text(_ schedule: PaymentSchedule) -> String {
    String(decoding: ScheduleJSON.encode(schedule), as: UTF8.self)
  }

  private func year() throws -> FiscalYear { try #require(FiscalYear(2026)) }

  @Test func readsBackWhatItIsComparedBy() throws {
    var schedule = try SampleSchedule.make()
    let read = try ScheduleJSON.decode(ScheduleJSON.encode(schedule), file: "x.json")
    schedule.sources.sort { $0.id < $1.id }
    #expect(read == EarlierSchedule(schedule))
    #expect(!read.milestones.isEmpty && read.projects[0].name == SampleForecast.awkwardName)
    #expect(read.projects[0].milestones.map(\.planned.dong) == [40, 41, 42, 43, 44, 45])
  }

  @Test func keysStandInTheStatedOrder() throws {
    let (schedule, changes) = try SampleSchedule.changes()
    let text = String(decoding: ScheduleJSON.encode(schedule, changes: changes), as: UTF8.self)
    let topLevel = text.split(separator: "\n").compactMap { line -> Substring? in
      guard line.hasPrefix("  \""), let end = line.dropFirst(3).firstIndex(of: "\"") else { return nil }
      return line[line.index(line.startIndex, offsetBy: 3)..<end]
    }
    #expect(
      topLevel == [
        "schema", "run", "checkpoints", "pastCount", "portfolio", "groups", "sources", "milestones", "projects",
        "changes",
      ])
    #expect(text.hasSuffix("\n}\n"))
    #expect(try ScheduleJSON.decode(Array(text.utf8), file: "x").projects.count == schedule.projects.count)
  }

  @Test func obstaclesRemediesAndChances() throws {
    let root = try JSONSerialization.jsonObject(with: Data(ScheduleJSON.encode(try SampleSchedule.make())))
    let projects = try #require((root as? [String: Any])?["projects"] as? [[String: Any]])
    let milestones = try #require(projects.first?["milestones"] as? [[String: Any]])
    #expect(
      milestones.map { ($0["obstacle"] as? [String: Any])?["kind"] as? String } == [
        "starts-too-late", "works-too-slowly", "too-little-work", "ceiling", "cash", "source-closed",
      ])
    let remedies = try #require(milestones[0]["remedies"] as? [[String: Any]])
    #expect(remedies.map { $0["kind"] as? String } == ["start-by", "pace", "cash"])
    #expect(remedies[1]["factor"] as? Double == 1.25 && milestones[0]["shortfall"] as? Int == 60)
    let whole = try #require((root as? [String: Any])?["portfolio"] as? [String: Any])
    let count = (whole["planned"] as? [Any])?.count
    for key in ["nominal", "payable"] { #expect((whole[key] as? [Any])?.count == count) }
  }

  @Test func changesAreWritten() throws {
    let (schedule, changes) = try SampleSchedule.changes()
    let root = try JSONSerialization.jsonObject(with: Data(ScheduleJSON.encode(schedule, changes: changes)))
    let written = try #require((root as? [String: Any])?["changes"] as? [String: Any])
    let projects = try #require(written["projects"] as? [[String: Any]])
    #expect(Set(projects.compactMap { $0["presence"] as? String }) == ["kept", "added", "removed"])
    #expect((written["days"] as? [String])?.last == "2027-01-31")
    #expect((written["milestones"] as? [Any])?.count == schedule.milestones.count)
  }

  @Test func piecesAreTheWhole() throws {
    var schedule = try SampleSchedule.make()
    let project = try #require(schedule.projects.first)
    schedule.projects = (0..<1_500).map {
      var copy = project
      copy.id = "P\($0)"
      return copy
    }
    var pieces: [[UInt8]] = []
    ScheduleJSON.write(schedule) { pieces.append($0) }
    #expect(pieces.count > 2 && pieces.allSatisfy { $0.count < 1_200_000 })
    #expect(Array(pieces.joined()) == ScheduleJSON.encode(schedule))
    #expect(try ScheduleJSON.decode(Array(pieces.joined()), file: "x").projects.count == 1_500)
  }

  private func problem(_ document: String) throws -> Diagnostic {
    do throws(InvalidInput) {
      _ = try ScheduleJSON.decode(Array(document.utf8), file: "old.json")
    } catch {
      #expect(error.diagnostics.count == 1)
      return try #require(error.diagnostics.first)
    }
    Issue.record("read without an error")
    throw InvalidInput([])
  }

  private static let defects: [(old: String, new: String, message: String, found: String?)] = [
    (
      "\"giaingan.schedule/1\"", "\"giaingan.forecast/1\"", "«schema»: «giaingan.schedule/1» is expected",
      "\"giaingan.forecast/1\""
    ),
    ("\"fiscalYear\": 2026", "\"fiscalYear\": 1999", "«run.fiscalYear»: a year from 2000", "1999"),
    ("\"fiscalYear\": 2026", "\"fiscalYear\": \"2026\"", "«run.fiscalYear»: a year from 2000", "\"2026\""),
    ("\"asOf\": \"2026-06-30\"", "\"asOf\": \"2026-02-30\"", "«run.asOf»: a date that exists", "\"2026-02-30\""),
    ("\"scenario\":", "\"scene\":", "«run.scenario»: this member is missing", nil),
    ("\"2026-02-28\",", "\"2026-01-30\",", "«checkpoints»: the dates must ascend", nil),
    ("\"group\":\"carry-over\",\"date\"", "\"group\":\"other\",\"date\"", "one of completed, carry-over", "\"other\""),
    ("\"required\":0.3,", "\"required\":1.3,", "a number from 0 to 1 is expected", "1.3"),
    ("\"required\":0.3,", "\"required\":null,", "a number from 0 to 1 is expected", "null"),
    ("\"requiredAmount\":100,", "\"requiredAmount\":1e30,", "whole dong are expected", nil),
    (
      "\"requiredAmount\":100,", "\"requiredAmount\":200000000000000000,", "whole dong are expected",
      "200000000000000000"
    ),
    ("\"requiredAmount\":100,", "\"requiredAmount\":{},", "whole dong are expected", "{…}"),
    ("\"milestones\": [", "\"milestones\": 5, \"m\": [", "«milestones»: a list […] is expected", "5"),
    ("\"carry-over\": {", "\"carried\": {", "«groups.carried»: one of completed", "{…}"),
  ]

  /// One defect each: what stands there in place of what, and the place that the message names.
  @Test(arguments: defects)
  func defectsAreNamed(old: String, new: String, message: String, found: String?) throws {
    let good = text(try SampleSchedule.make())
    let place = try #require(good.range(of: old), "\(old) is not in the document")
    let diagnostic = try problem(good.replacingCharacters(in: place, with: new))
    #expect(diagnostic.file == "old.json")
    #expect(diagnostic.problem.en.contains(message), "\(diagnostic.problem.en)")
    if let found { #expect(diagnostic.found == found) }
    #expect(!diagnostic.problem.vi.isEmpty && diagnostic.problem.vi != diagnostic.problem.en)
  }

  @Test func listsMustBeAsLongAsTheCheckpoints() throws {
    var schedule = try SampleSchedule.make()
    schedule.projects[1].path.planned.removeLast()
    let diagnostic = try problem(text(schedule))
    #expect(
      diagnostic.problem.en == "«projects[1].planned»: a list of \(schedule.checkpoints.count) elements is expected")
    #expect(diagnostic.found == "[…] × \(schedule.checkpoints.count - 1)")
  }

  @Test func projectsMustBeToldApart() throws {
    var schedule = try SampleSchedule.make()
    schedule.projects[1].id = schedule.projects[0].id
    #expect(try problem(text(schedule)).problem.en == "«projects[1].id»: this code occurs before")
  }

  @Test(arguments: [
    "", " ", "{", "null", "[]", "12", "\"x\"", "{}", "{\"schema\": 1}", "{\"schema\": \"giaingan.schedule/1\"}",
    "a,b\n1,2",
    String(repeating: "[", count: 200_000), String(repeating: "{\"a\":", count: 100_000), "{\"schema\": \"\u{0}\"}",
    "\u{FEFF}",
  ])
  func whatIsNoScheduleIsRefused(document: String) throws {
    #expect(try problem(document).severity == .error)
  }

  /// A cut or a changed byte anywhere is read or refused, never a trap.
  @Test func damagedDocumentsAreReadOrRefused() throws {
    let good = ScheduleJSON.encode(try SampleSchedule.make())
    var refused = 0
    for place in stride(from: 0, to: good.count, by: max(1, good.count / 150)) {
      var damaged = good
      damaged[place] = [UInt8(ascii: "9"), UInt8(ascii: "\""), 0xFF, UInt8(ascii: "}")][place % 4]
      for document in [damaged, Array(good[..<place])] {
        if (try? ScheduleJSON.decode(document, file: "x")) == nil { refused += 1 }
      }
    }
    #expect(refused > 150)
  }

  @Test func filesThatCannotBeRead() throws {
    try ScenarioFiles.withFolder { folder in
      func message(_ name: String) throws -> String {
        let path = folder.appending(path: name).path(percentEncoded: false)
        let year = try #require(FiscalYear(2027))
        do throws(InvalidInput) {
          _ = try ScheduleJSON.read(at: path, fiscalYear: year)
        } catch {
          return error.diagnostics.map { $0.message(in: .en) }.joined()
        }
        return ""
      }
      #expect(try message("none.json").contains("there is no such file"))
      #expect(try message(".").contains("this is a folder"))
      try Data(ScheduleJSON.encode(try SampleSchedule.make())).write(to: folder.appending(path: "a.json"))
      #expect(try message("a.json").contains("of another plan year, 2027 is needed (found «2026»)"))
    }
  }
}
