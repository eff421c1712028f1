public import Portfolio

/// What the file of a forecast states, as far as two of them can be compared.
public struct StatedForecast: Hashable, Sendable {
  /// The whole portfolio or a group of it.
  public struct Unit: Hashable, Sendable {
    /// Empty for the whole.
    public var id: String
    public var plan: Money
    public var paidToDate: Money
    /// Mean disbursed by each of ``StatedForecast/days``.
    public var means: [Money]

    public init(id: String, plan: Money, paidToDate: Money, means: [Money]) {
      self.id = id
      self.plan = plan
      self.paidToDate = paidToDate
      self.means = means
    }
  }

  public struct Project: Hashable, Sendable {
    public var id: String
    public var name: String
    public var group: ProjectGroup
    public var plan: Money
    public var paidToDate: Money
    /// Mean disbursed by each of ``StatedForecast/days``.
    public var means: [Money]

    public init(
      id: String, name: String, group: ProjectGroup, plan: Money, paidToDate: Money, means: [Money]
    ) {
      self.id = id
      self.name = name
      self.group = group
      self.plan = plan
      self.paidToDate = paidToDate
      self.means = means
    }
  }

  /// A milestone of a group as a whole.
  public struct Milestone: Hashable, Sendable {
    public var ruleID: String
    public var group: ProjectGroup
    public var date: Day
    public var requiredShare: Ratio
    public var probability: Ratio

    public init(ruleID: String, group: ProjectGroup, date: Day, requiredShare: Ratio, probability: Ratio) {
      self.ruleID = ruleID
      self.group = group
      self.date = date
      self.requiredShare = requiredShare
      self.probability = probability
    }
  }

  public struct TargetChance: Hashable, Sendable {
    public var target: Target
    public var probability: Ratio

    public init(target: Target, probability: Ratio) {
      self.target = target
      self.probability = probability
    }
  }

  public var run: RunHeader
  /// The year's end and the cut-off, or those of them at which it states amounts.
  public var days: [Day]
  public var whole: Unit
  public var groups: [Unit]
  public var projects: [Project]
  public var milestones: [Milestone]
  public var targets: [TargetChance]

  public init(
    run: RunHeader, days: [Day], whole: Unit, groups: [Unit], projects: [Project], milestones: [Milestone],
    targets: [TargetChance]
  ) {
    self.run = run
    self.days = days
    self.whole = whole
    self.groups = groups
    self.projects = projects
    self.milestones = milestones
    self.targets = targets
  }

  /// The days of a plan year at which two forecasts are compared.
  public static func days(of year: FiscalYear) -> [Day] { [year.lastDay, year.cutOff] }

  /// What the file of a forecast would state.
  public init(_ forecast: Forecast) {
    let stated = Set(forecast.whole.path.map(\.date))
    let days = Self.days(of: forecast.run.fiscalYear).filter(stated.contains)
    func means(_ path: [PathPoint]) -> [Money] {
      days.map { day in path.first { $0.date == day }?.mean ?? .zero }
    }
    func unit(_ unit: UnitForecast) -> Unit {
      Unit(id: unit.id, plan: unit.plan, paidToDate: unit.paidToDate, means: means(unit.path))
    }
    self.init(
      run: forecast.run, days: days, whole: unit(forecast.whole),
      groups: (forecast.units[.group] ?? []).map(unit),
      projects: forecast.projects.map {
        Project(
          id: $0.id, name: $0.name, group: $0.group, plan: $0.plan, paidToDate: $0.paidToDate, means: means($0.path))
      },
      milestones: forecast.milestones.map {
        Milestone(
          ruleID: $0.ruleID, group: $0.group, date: $0.date, requiredShare: $0.requiredShare,
          probability: Ratio($0.probability) ?? .zero)
      },
      targets: forecast.targets.map { TargetChance(target: $0.target, probability: Ratio($0.probability) ?? .zero) })
  }
}
