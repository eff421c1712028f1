import Disbursement
import Exchange
import Portfolio
import Rulebook
import Testing

@Suite struct ScheduleTablesTests {
  private func table(_ table: ScheduleTables.Table) throws -> [[String: String]] {
    try CSVText.table(ScheduleTables.encode(table, of: try SampleSchedule.make(), byteOrderMark: .absent))
  }

  @Test func everyTableHasItsMarkWhereAskedFor() throws {
    let schedule = try SampleSchedule.make()
    for table in ScheduleTables.Table.allCases {
      let plain = ScheduleTables.encode(table, of: schedule, byteOrderMark: .absent)
      #expect(ScheduleTables.encode(table, of: schedule, byteOrderMark: .present) == [0xef, 0xbb, 0xbf] + plain)
      #expect(plain.suffix(2) == [13, 10])
    }
  }

  /// One row for each project, source and checkpoint; the rows of a day add up to the portfolio's.
  @Test func rowsOfTheScheduleAddUp() throws {
    let schedule = try SampleSchedule.make()
    let rows = try table(.schedule)
    let allocations = schedule.projects.reduce(0) { $0 + $1.allocations.count }
    #expect(rows.count == allocations * schedule.checkpoints.count)
    for (index, day) in schedule.checkpoints.enumerated() {
      let ofDay = rows.filter { $0["date"] == day.description }
      for (column, path) in [
        ("nominal", schedule.whole.path.nominal), ("planned", schedule.whole.path.planned),
        ("payable", schedule.whole.path.payable),
      ] {
        #expect(ofDay.compactMap { Int64($0[column] ?? "") }.reduce(0, +) == path[index].dong, "\(column) \(day)")
      }
    }
  }

  @Test func pathsAreThoseOfEveryPart() throws {
    let schedule = try SampleSchedule.make()
    let parts = 1 + schedule.groups.count + schedule.sources.count + schedule.projects.count
    let rows = try table(.paths)
    #expect(rows.count == parts * schedule.checkpoints.count)
    #expect(rows.first?["scope"] == "portfolio" && rows.last?["scope"] == "project")
  }

  @Test func milestonesSayWhyAndWhatToDo() throws {
    let rows = try table(.milestones).filter { $0["scope"] == "project" && ($0["rule"] ?? "").hasPrefix("R") }
    try #require(rows.count == 6)
    #expect(rows[0]["obstacle"] == "starts-too-late" && rows[0]["obstacle_date"] == "2026-09-30")
    #expect(rows[0]["start_by"] == "2026-09-30" && rows[0]["pace"] == "1.25")
    #expect(rows[0]["cash_source"] == "b" && rows[0]["cash_amount"] == "9")
    #expect(rows[0]["shortfall"] == "60" && rows[0]["met"] == "no")
    #expect(rows[2]["obstacle_amount"] == "5" && rows[2]["start_by"] == "")
    #expect(rows[4]["obstacle_source"] == "'=a")
  }

  @Test func activitiesEndWithConstruction() throws {
    let schedule = try SampleSchedule.make()
    let expected = schedule.projects.reduce(0) { $0 + $1.activities.count + ($1.construction == nil ? 0 : 1) }
    let rows = try table(.activities)
    #expect(rows.count == expected && expected > 0)
    #expect(rows.allSatisfy { ["yes", "no"].contains($0["done"] ?? "") })
  }

  /// In both languages the headings are the sums of their lines, in every column of amounts, and the numbers are the same.
  @Test func quarterlyPlanAddsUp() throws {
    let schedule = try SampleSchedule.make()
    let plan = QuarterlyPlan(schedule)
    let tables = try Language.allCases.map { language in
      try CSVText.rows(
        QuarterlyPlanTable.encode(plan, of: schedule, language: language, byteOrderMark: .absent))
    }
    for rows in tables {
      let header = try #require(rows.first)
      #expect(rows.allSatisfy { $0.count == header.count } && header.count == 25)
      #expect(rows.count == plan.lines.count + 1)
    }
    let (vi, en) = (tables[0], tables[1])
    #expect(vi[0][0] == "STT" && en[0][0] == "No." && vi[1][1] == "TỔNG SỐ" && vi[2][0] == "I")
    for (left, right) in zip(vi.dropFirst(), en.dropFirst()) { #expect(left[4...23] == right[4...23]) }
    for column in 4...23 {
      func sum(_ rows: some Sequence<[String]>) -> Int64 { rows.reduce(0) { $0 + (Int64($1[column]) ?? 0) } }
      let groups = vi.filter { ["I", "II", "III", "IV", "V", "VI"].contains($0[0]) }
      let projects = vi.filter { $0[0].contains(".") }
      let sources = vi.dropFirst(2).filter { Int($0[0]) != nil }
      #expect(sum(groups) == sum([vi[1]]) && sum(sources) == sum([vi[1]]) && sum(projects) == sum([vi[1]]))
    }
  }

  @Test func changesNameWhatWasThenAndIsNow() throws {
    let (schedule, changes) = try SampleSchedule.changes()
    let rows = try CSVText.table(ScheduleChangeTable.encode(changes, byteOrderMark: .absent))
    let whole = rows.filter { $0["scope"] == "portfolio" }
    #expect(whole.map { $0["kind"] } == ["plan"] + Array(repeating: "planned", count: changes.days.count))
    let gone = rows.filter { $0["unit_id"] == "'-gone" }
    #expect(gone.allSatisfy { $0["presence"] == "removed" } && gone.first?["then"] == "8")
    #expect(gone.last?["then"] == "2" && gone.last?["now"] == "")
    #expect(rows.count { $0["kind"] == "milestone" } >= schedule.milestones.count)
  }
}
