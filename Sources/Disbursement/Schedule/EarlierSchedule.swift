public import Portfolio

/// What a later schedule is compared with: the planned payments and milestones of one that was saved.
public struct EarlierSchedule: Hashable, Sendable {
  public var scenario: String
  public var inputDigest: String
  public var fiscalYear: FiscalYear
  public var asOf: Day
  /// Ascending.
  public var checkpoints: [Day]
  public var whole: Part
  public var groups: [Part]
  public var sources: [Part]
  public var projects: [Part]
  public var milestones: [PlannedMilestone]

  /// The whole, a group, a source or a project.
  public struct Part: Hashable, Sendable {
    public var id: String
    public var name: String
    public var plan: Money
    /// Cumulative, one amount for each checkpoint.
    public var planned: [Money]
    /// Those of a project's own plan; empty for others.
    public var milestones: [PlannedMilestone]

    public init(id: String, name: String, plan: Money, planned: [Money], milestones: [PlannedMilestone] = []) {
      self.id = id
      self.name = name
      self.plan = plan
      self.planned = planned
      self.milestones = milestones
    }
  }

  public struct PlannedMilestone: Hashable, Sendable {
    public var ruleID: String
    public var group: ProjectGroup
    public var date: Day
    public var requiredShare: Ratio
    public var required: Money
    public var planned: Money

    public init(
      ruleID: String, group: ProjectGroup, date: Day, requiredShare: Ratio, required: Money, planned: Money
    ) {
      self.ruleID = ruleID
      self.group = group
      self.date = date
      self.requiredShare = requiredShare
      self.required = required
      self.planned = planned
    }
  }

  public init(
    scenario: String, inputDigest: String, fiscalYear: FiscalYear, asOf: Day, checkpoints: [Day],
    whole: Part, groups: [Part], sources: [Part], projects: [Part], milestones: [PlannedMilestone]
  ) {
    self.scenario = scenario
    self.inputDigest = inputDigest
    self.fiscalYear = fiscalYear
    self.asOf = asOf
    self.checkpoints = checkpoints
    self.whole = whole
    self.groups = groups
    self.sources = sources
    self.projects = projects
    self.milestones = milestones
  }
}

extension EarlierSchedule {
  public init(_ schedule: PaymentSchedule) {
    self.init(
      scenario: schedule.run.scenario, inputDigest: schedule.run.inputDigest,
      fiscalYear: schedule.run.fiscalYear, asOf: schedule.run.asOf, checkpoints: schedule.checkpoints,
      whole: Part(schedule.whole), groups: schedule.groups.map { Part($0) }, sources: schedule.sources.map { Part($0) },
      projects: schedule.projects.map { Part($0) },
      milestones: schedule.milestones.map {
        PlannedMilestone(
          ruleID: $0.ruleID, group: $0.group, date: $0.date, requiredShare: $0.requiredShare, required: $0.required,
          planned: $0.planned)
      })
  }

  func planned(_ part: Part, on day: Day) -> Money? {
    guard let index = checkpoints.firstIndex(of: day), index < part.planned.count else { return nil }
    return part.planned[index]
  }
}

extension EarlierSchedule.Part {
  fileprivate init(_ unit: ScheduledUnit) {
    self.init(id: unit.id, name: unit.name, plan: unit.plan, planned: unit.path.planned)
  }

  fileprivate init(_ project: ScheduledProject) {
    self.init(
      id: project.id, name: project.name, plan: project.plan, planned: project.path.planned,
      milestones: project.milestones.map {
        EarlierSchedule.PlannedMilestone(
          ruleID: $0.ruleID, group: project.group, date: $0.date, requiredShare: $0.requiredShare,
          required: $0.required, planned: $0.planned)
      })
  }
}
