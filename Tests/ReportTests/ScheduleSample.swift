import Portfolio
import Rulebook

@testable import Disbursement
@testable import Report

/// A schedule made by arithmetic alone, with every kind of obstacle and remedy; it has the shape of a real one and no model behind it.
struct ScheduleSample {
  enum Moment {
    case plan
    case midYear
    /// Payments of the first half year are known as one sum.
    case midYearInOneSum
  }

  var schedule: PaymentSchedule
  var changes: ScheduleChange?
  var rulebook: Rulebook

  /// Hundredths of the plan that could be paid by each month's end, by the project's number.
  private static let ceilings = [
    [8, 16, 25, 35, 45, 55, 64, 73, 82, 90, 97, 100, 100], [0, 0, 5, 12, 20, 30, 42, 55, 68, 80, 90, 96, 96],
    [10, 20, 30, 50, 70, 100, 100, 100, 100, 100, 100, 100, 100], [0, 0, 0, 0, 5, 12, 20, 28, 36, 44, 52, 60, 62],
  ]

  init(projects count: Int, at moment: Moment = .plan, replications: Int = 2_000) throws {
    let rulebook = try SampleRulebook.make()
    self.rulebook = rulebook
    let year = rulebook.fiscalYear
    let june = Day(endOfMonth: 6, year: year.year)
    let asOf = moment == .plan ? year.eve : june
    let checkpoints = moment == .midYearInOneSum ? year.monthEnds.filter { $0 >= june } : year.monthEnds
    let past = checkpoints.count { $0 <= asOf }
    let days = (checkpoints, past)
    let projects = (0..<count).map {
      Self.project($0, days, asOf: asOf, rulebook: rulebook, isJudged: replications > 0)
    }
    schedule = PaymentSchedule(
      run: ScheduleHeader(
        engine: "0.2.0", scenario: "Xã Mẫu 2026 (dữ liệu thử)",
        inputDigest: "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        rulebook: rulebook.id, rulebookTitle: rulebook.title, assumptions: "sample-assumptions", fiscalYear: year,
        asOf: asOf, seed: 2026, replications: replications),
      checkpoints: checkpoints, pastCount: past, whole: Self.unit("", "", projects, days),
      groups: Self.groups(projects, days), sources: Self.sources(projects, days), projects: projects, milestones: [])
    schedule.milestones = milestones()
  }

  private static func project(
    _ index: Int, _ days: (checkpoints: [Day], past: Int), asOf: Day, rulebook: Rulebook, isJudged: Bool
  ) -> ScheduledProject {
    let groups: [ProjectGroup] = [.carryOver, .newStart, .completed, .carryOver, .preparationPriority]
    let group = groups[index % groups.count]
    let plan = Int64(600 + 317 * ((index * 7) % 11)) * 1_000_000 + Int64(index) * 123_456
    let ceiling = ceilings[index % ceilings.count]
    let places = days.checkpoints.map { ($0.year - 2026) * 12 + $0.month - 1 }
    let payable = places.map { Money(dong: plan / 100 * Int64(ceiling[$0])) }
    let planned = zip(places, payable).map { min($1, Money(dong: plan / 1_100 * Int64(min(11, $0 + 1) * 98))) }
    let nominal = planned.enumerated().map { $0 < days.past ? $1 : Money(dong: $1.dong / 10 * 8) }
    let paid = days.checkpoints.lastIndex { $0 <= asOf }.map { planned[$0] } ?? .zero
    let parts = index % 3 == 2 ? [("nsdp", 1)] : [("nsdp", 2), ("dat", 2)]
    let path = ScheduledPath(
      nominal: nominal, planned: planned, payable: payable,
      keeping: isJudged ? chances(days, first: 0.9 - 0.1 * Double(index % 4)) : [])
    var project = ScheduledProject(
      id: "DA\(100 + index)", name: "Công trình số \(index + 1), đoạn qua thôn Mẫu \(index % 9 + 1)", group: group,
      owner: index % 4 == 3 ? "" : "Ban QLDA đầu tư xây dựng", isKeyProject: index % 5 == 0, plan: Money(dong: plan),
      paidToDate: paid, path: path, allocations: [], activities: activities(index, asOf: asOf),
      construction: group == .carryOver || group == .newStart ? construction(index, asOf: asOf) : nil, milestones: [])
    project.allocations = parts.enumerated().map { position, part in
      func share(_ amount: Money) -> Money {
        let half = Money(dong: amount.dong / Int64(part.1))
        return position == 0 && part.1 == 2 ? amount - half : half
      }
      return ScheduledAllocation(
        sourceID: part.0, plan: share(project.plan), paidToDate: share(paid), nominal: nominal.map(share),
        planned: planned.map(share), payable: payable.map(share))
    }
    project.milestones = rulebook.milestones.filter { $0.group == group && $0.date > asOf }.compactMap { milestone in
      days.checkpoints.firstIndex(of: milestone.date).map {
        self.milestone(milestone, project, planned: planned[$0], index)
      }
    }
    return project
  }

  private static func milestone(
    _ milestone: Milestone, _ project: ScheduledProject, planned: Money, _ index: Int
  ) -> ProjectMilestonePlan {
    let required = project.plan.shareRoundedUp(milestone.share)
    var plan = ProjectMilestonePlan(
      ruleID: milestone.ruleID, date: milestone.date, requiredShare: milestone.share, required: required,
      planned: planned, obstacle: nil, remedies: [])
    guard plan.shortfall > .zero else { return plan }
    let day = milestone.date + -40
    let obstacles: [ProjectMilestonePlan.Obstacle] = [
      .startsTooLate(nominal: day), .worksTooSlowly, .tooLittleWork(value: planned), .ceiling(limit: planned),
      .cash(source: "dat"), .sourceClosed(source: "nsdp", lastDay: day),
    ]
    let remedies: [[ProjectMilestonePlan.Remedy]] = [
      [.startBy(day + -30), .pace(1.234)], [.pace(1.5)], [], [],
      [.cash(source: "dat", amount: plan.shortfall)], [],
    ]
    plan.obstacle = obstacles[index % 6]
    plan.remedies = remedies[index % 6]
    return plan
  }

  private static func activities(_ index: Int, asOf: Day) -> [ScheduledActivity] {
    let names = ["design", "contractor-selection", "site-clearance"]
    let start = Day(firstOfMonth: 1, year: 2026) + (index % 5) * 9
    return names.enumerated().map { position, name in
      let begin = start + (position == 2 ? 4 : position * 45)
      let end = begin + (position == 2 ? 80 : 45)
      return ScheduledActivity(name: name, start: begin, finish: end, isDone: end <= asOf)
    }
  }

  private static func construction(_ index: Int, asOf: Day) -> ScheduledActivity {
    let start = Day(firstOfMonth: 4, year: 2026) + (index % 5) * 9
    return ScheduledActivity(name: "construction", start: start, finish: start + 190 + index % 3 * 60, isDone: false)
  }

  private static func chances(_ days: (checkpoints: [Day], past: Int), first: Double) -> [ChanceOfKeeping] {
    (0..<days.checkpoints.count - days.past).map {
      ChanceOfKeeping(probability: max(0, first - 0.07 * Double($0)), standardError: 0.01)
    }
  }

  private static func unit(
    _ id: String, _ name: String, _ members: [ScheduledProject], _ days: (checkpoints: [Day], past: Int)
  ) -> ScheduledUnit {
    func sum(_ path: KeyPath<ScheduledProject, [Money]>) -> [Money] {
      days.checkpoints.indices.map { index in members.reduce(.zero) { $0 + $1[keyPath: path][index] } }
    }
    return ScheduledUnit(
      id: id, name: name, plan: members.reduce(.zero) { $0 + $1.plan },
      paidToDate: members.reduce(.zero) { $0 + $1.paidToDate }, projectCount: members.count,
      path: ScheduledPath(
        nominal: sum(\.path.nominal), planned: sum(\.path.planned), payable: sum(\.path.payable),
        keeping: members.first?.path.keeping.isEmpty == false ? chances(days, first: 0.95) : []))
  }

  private static func source(
    _ id: String, _ name: String, _ projects: [ScheduledProject], _ days: (checkpoints: [Day], past: Int)
  ) -> ScheduledUnit {
    let members = projects.compactMap { project -> ScheduledProject? in
      guard let part = project.allocations.first(where: { $0.sourceID == id }) else { return nil }
      var member = project
      (member.plan, member.paidToDate) = (part.plan, part.paidToDate)
      (member.path.nominal, member.path.planned) = (part.nominal, part.planned)
      member.path.payable = part.payable
      return member
    }
    return unit(id, name, members, days)
  }

  private static func groups(
    _ projects: [ScheduledProject], _ days: (checkpoints: [Day], past: Int)
  ) -> [ScheduledUnit] {
    ProjectGroup.allCases.compactMap { group in
      let members = projects.filter { $0.group == group }
      return members.isEmpty ? nil : unit(group.rawValue, "", members, days)
    }
  }

  private static func sources(
    _ projects: [ScheduledProject], _ days: (checkpoints: [Day], past: Int)
  ) -> [ScheduledUnit] {
    [("dat", "Nguồn thu tiền sử dụng đất"), ("nsdp", "Ngân sách địa phương")].map { source($0.0, $0.1, projects, days) }
  }

  private func milestones() -> [ScheduledMilestone] {
    rulebook.milestones.compactMap { milestone in
      guard let unit = schedule.groups.first(where: { $0.id == milestone.group.rawValue }),
        let planned = schedule.amount(unit.path.planned, on: milestone.date)
      else { return nil }
      let members = schedule.projects.filter { $0.group == milestone.group }
      let meeting = members.count {
        schedule.amount($0.path.planned, on: milestone.date).map { [plan = $0.plan] in
          $0 >= plan.shareRoundedUp(milestone.share)
        } == true
      }
      return ScheduledMilestone(
        ruleID: milestone.ruleID, group: milestone.group, date: milestone.date, requiredShare: milestone.share,
        plan: unit.plan, required: unit.plan.shareRoundedUp(milestone.share), planned: planned,
        projectCount: members.count, projectsMeeting: meeting)
    }
  }
}

extension ScheduleSample {
  /// Held against the plan of the year's beginning, of which one project is gone and one has another plan.
  func changed() throws -> ScheduleSample {
    var earlier = try ScheduleSample(projects: schedule.projects.count + 1).schedule
    earlier.projects[1].plan = Money(dong: earlier.projects[1].plan.dong / 2)
    earlier.projects[1].path.planned = earlier.projects[1].path.planned.map { Money(dong: $0.dong / 2) }
    earlier.projects.remove(at: 2)
    var copy = self
    copy.changes = ScheduleChange(from: EarlierSchedule(earlier), to: schedule)
    return copy
  }

  /// The same figures under names that would break a page or a terminal.
  func hostile() -> ScheduleSample {
    var copy = self
    copy.schedule.run.scenario = Sample.hostileText
    for index in copy.schedule.sources.indices { copy.schedule.sources[index].name = Sample.hostileText }
    for index in copy.schedule.projects.indices {
      copy.schedule.projects[index].id += Sample.hostileText
      copy.schedule.projects[index].name = Sample.hostileText
      copy.schedule.projects[index].owner = Sample.hostileText
      for activity in copy.schedule.projects[index].activities.indices {
        copy.schedule.projects[index].activities[activity].name = Sample.hostileText
      }
    }
    return copy
  }

  /// No milestones, and nothing in their way.
  func free() -> ScheduleSample {
    var copy = self
    copy.schedule.milestones = []
    for index in copy.schedule.projects.indices { copy.schedule.projects[index].milestones = [] }
    return copy
  }

  /// Everything that the rules ask is met.
  func feasible() -> ScheduleSample {
    var copy = self
    for index in copy.schedule.milestones.indices {
      copy.schedule.milestones[index].planned = copy.schedule.milestones[index].required
    }
    for index in copy.schedule.projects.indices {
      for place in copy.schedule.projects[index].milestones.indices {
        let required = copy.schedule.projects[index].milestones[place].required
        copy.schedule.projects[index].milestones[place].planned = required
        copy.schedule.projects[index].milestones[place].obstacle = nil
        copy.schedule.projects[index].milestones[place].remedies = []
      }
    }
    return copy
  }

  func terminal(_ language: Language, width: Int = 100, color: ColorMode = .none) -> String {
    ScheduleView.render(
      schedule, changes: changes, rulebook: rulebook, language: language, width: width, color: color)
  }

  func html(_ language: Language) -> String {
    ScheduleReport.render(schedule, changes: changes, rulebook: rulebook, language: language)
  }
}
