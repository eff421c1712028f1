import Disbursement
import Portfolio
import Rulebook

struct MoveRow {
  /// From 1.
  var number: Int
  var move: CapitalMove
  var reason: BilingualText?
}

/// One figure of the judgement.
struct JudgedRow {
  enum Scope: String {
    case objective, portfolio, group, source, milestone, project
  }

  enum Measure: String {
    case mean, probability, shortfall, milestones
    /// Mean disbursed at the date.
    case disbursed
  }

  var scope: Scope
  var id = ""
  var name = ""
  var measure: Measure
  var ruleID = ""
  var date: Day?
  var required: Double?
  var planBefore: Money?
  var planAfter: Money?
  var unit: FigureUnit
  var figures: JudgedFigures

  func cell(_ number: Double) -> OutputCell {
    switch (unit, measure) {
    case (.dong, _): .amount(Money(dong: Int64(number)))
    case (.plain, .probability): .fineShare(number)
    case (.plain, _): .number(number, places: 2)
    }
  }

  /// None when the proposal was not judged.
  static func all(of proposal: ReallocationProposal, _ names: UnitNames) -> [JudgedRow] {
    guard let judgement = proposal.judgement else { return [] }
    let date = proposal.run.date
    var rows = [
      JudgedRow(
        .objective, measure(of: proposal.value.objective), FigureUnit(proposal.value.present), judgement.objective),
      JudgedRow(.portfolio, .disbursed, .dong, judgement.whole),
    ]
    rows += judgement.groups.map { unit in
      JudgedRow(.group, unit, ProjectGroup(rawValue: unit.id)?.title.vi ?? "")
    }
    rows += judgement.sources.map { JudgedRow(.source, $0, names.source($0.id)) }
    for index in rows.indices { rows[index].date = date }
    rows += judgement.milestones.map { JudgedRow($0) }
    for project in judgement.projects {
      rows += JudgedRow.all(of: project, names.project(project.id), date)
    }
    return rows
  }

  private init(_ scope: Scope, _ measure: Measure, _ unit: FigureUnit, _ pair: PairedDifference) {
    (self.scope, self.measure, self.unit, figures) = (scope, measure, unit, JudgedFigures(pair, unit))
  }

  private init(_ scope: Scope, _ unit: JudgedUnit, _ name: String) {
    self.init(scope, .disbursed, .dong, unit.disbursed)
    (id, self.name, planBefore, planAfter) = (unit.id, name, unit.planBefore, unit.planAfter)
  }

  private init(_ milestone: JudgedMilestone) {
    self.init(.milestone, .probability, .plain, milestone.probability)
    (id, name) = (milestone.group.rawValue, milestone.group.title.vi)
    (ruleID, date, required) = (milestone.ruleID, milestone.date, milestone.requiredShare.value)
  }

  private static func all(of project: JudgedProject, _ name: String, _ date: Day) -> [JudgedRow] {
    var rows = [
      JudgedRow(.project, .milestones, .plain, project.milestones),
      JudgedRow(.project, .disbursed, .dong, project.disbursed),
    ]
    for index in rows.indices {
      (rows[index].id, rows[index].name) = (project.id, name)
      (rows[index].planBefore, rows[index].planAfter) = (project.planBefore, project.planAfter)
    }
    rows[1].date = date
    return rows
  }

  private static func measure(of objective: ReallocationObjective) -> Measure {
    switch objective.kind {
    case .mean: .mean
    case .probability: .probability
    case .shortfall: .shortfall
    case .milestones: .milestones
    }
  }
}

struct BoundRow {
  enum Side: String {
    case floor, ceiling
  }

  var project: String
  /// Nil for the plan of all its capital together.
  var source: String?
  var plan: Money
  var planAfter: Money
  var side: Side
  /// 1 binds first.
  var order: Int
  var terms: BoundTerms

  /// Those of one project at a time.
  static func all(of proposal: ReallocationProposal) -> some Sequence<BoundRow> {
    let allocations = Dictionary(grouping: proposal.allocations, by: \.projectID)
    return proposal.projects.lazy.flatMap { verdict in
      let whole = BoundRow.rows(verdict.id, nil, verdict.plan, verdict.planAfter, verdict.bounds)
      return (allocations[verdict.id] ?? []).reduce(into: whole) {
        $0 += BoundRow.rows(verdict.id, $1.sourceID, $1.plan, $1.planAfter, $1.bounds)
      }
    }
  }

  private static func rows(
    _ project: String, _ source: String?, _ plan: Money, _ planAfter: Money, _ bounds: CapitalBounds
  ) -> [BoundRow] {
    func rows(_ side: Side, _ bounds: [CapitalBound]) -> [BoundRow] {
      bounds.enumerated().map { index, bound in
        BoundRow(
          project: project, source: source, plan: plan, planAfter: planAfter, side: side, order: index + 1,
          terms: BoundTerms(bound))
      }
    }
    return rows(.floor, bounds.floors) + rows(.ceiling, bounds.ceilings)
  }
}
