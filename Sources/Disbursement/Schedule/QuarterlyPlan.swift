public import Portfolio

/// The planned payments in the layout in which a commune submits them: the whole, groups, in each group its sources, in each source
/// the projects that it pays.
///
/// Every amount of a line is the sum of the lines below it.
public struct QuarterlyPlan: Sendable {
  public enum Subject: Hashable, Sendable {
    case whole
    case group(ProjectGroup)
    /// One source within the group above.
    case source(id: String)
    /// What one project is paid from the source above; `project` is its place in the schedule.
    case project(Int)
  }

  public struct Line: Sendable {
    public var subject: Subject
    public var plan: Money
    public var paidToDate: Money
    public var payments: PaymentPeriods
    public var projectCount: Int
  }

  /// Headings before what they hold.
  public var lines: [Line] = []

  public init(_ schedule: PaymentSchedule) {
    let calendar = PaymentCalendar(schedule)
    let parts = Part.all(of: schedule)
    var whole = Sum(checkpoints: schedule.checkpoints.count)
    var body: [Line] = []
    for group in ProjectGroup.allCases {
      guard let members = parts[group] else { continue }
      var groupSum = Sum(checkpoints: schedule.checkpoints.count)
      var groupBody: [Line] = []
      for source in Self.sources(of: members, in: schedule) {
        var sourceSum = Sum(checkpoints: schedule.checkpoints.count)
        var projectLines: [Line] = []
        for part in members where part.allocation.sourceID == source {
          sourceSum.add(part)
          projectLines.append(part.line(calendar))
        }
        groupSum.add(sourceSum)
        groupBody.append(sourceSum.line(.source(id: source), calendar))
        groupBody += projectLines
      }
      groupSum.projects = Set(members.map(\.project)).count
      whole.add(groupSum)
      body.append(groupSum.line(.group(group), calendar))
      body += groupBody
    }
    lines = [whole.line(.whole, calendar)] + body
  }

  /// The sources of some parts, in the order of the schedule.
  private static func sources(of parts: [Part], in schedule: PaymentSchedule) -> [String] {
    let used = Set(parts.map(\.allocation.sourceID))
    let listed = schedule.sources.map(\.id).filter(used.contains)
    return listed + used.subtracting(listed).sorted()
  }
}

/// What one project is paid from one source.
private struct Part {
  var project: Int
  var allocation: ScheduledAllocation

  static func all(of schedule: PaymentSchedule) -> [ProjectGroup: [Part]] {
    var parts: [ProjectGroup: [Part]] = [:]
    for (index, project) in schedule.projects.enumerated() {
      parts[project.group, default: []] += project.allocations.map { Part(project: index, allocation: $0) }
    }
    return parts
  }

  func line(_ calendar: PaymentCalendar) -> QuarterlyPlan.Line {
    QuarterlyPlan.Line(
      subject: .project(project), plan: allocation.plan, paidToDate: allocation.paidToDate,
      payments: calendar.periods(of: allocation.planned, paidToDate: allocation.paidToDate), projectCount: 1)
  }
}

private struct Sum {
  var plan = Money.zero
  var paidToDate = Money.zero
  var planned: [Money]
  var projects = 0

  init(checkpoints: Int) { planned = Array(repeating: .zero, count: checkpoints) }

  mutating func add(_ part: Part) {
    add(part.allocation.plan, part.allocation.paidToDate, part.allocation.planned, projects: 1)
  }

  mutating func add(_ other: Sum) { add(other.plan, other.paidToDate, other.planned, projects: other.projects) }

  private mutating func add(_ plan: Money, _ paidToDate: Money, _ planned: [Money], projects: Int) {
    self.plan += plan
    self.paidToDate += paidToDate
    for index in 0..<min(planned.count, self.planned.count) { self.planned[index] += planned[index] }
    self.projects += projects
  }

  func line(_ subject: QuarterlyPlan.Subject, _ calendar: PaymentCalendar) -> QuarterlyPlan.Line {
    QuarterlyPlan.Line(
      subject: subject, plan: plan, paidToDate: paidToDate,
      payments: calendar.periods(of: planned, paidToDate: paidToDate), projectCount: projects)
  }
}

/// The numbers that official tables give their lines: groups I, II, …; their sources 1, 2, …; the projects of each 1.1, 1.2, ….
public struct PlanNumbering: Sendable {
  private static let romans = ["I", "II", "III", "IV", "V", "VI"]

  private var group = 0
  private var source = 0
  private var project = 0

  public init() {}

  /// The number of the line that comes next; empty for the whole.
  public mutating func next(_ subject: QuarterlyPlan.Subject) -> String {
    switch subject {
    case .whole:
      return ""
    case .group:
      group += 1
      source = 0
      return group <= Self.romans.count ? Self.romans[group - 1] : "\(group)"
    case .source:
      source += 1
      project = 0
      return "\(source)"
    case .project:
      project += 1
      return "\(source).\(project)"
    }
  }
}
