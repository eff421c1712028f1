public import Portfolio
public import Rulebook

/// Advances not yet recovered on the last day of a period, and which of them are overdue.
public struct ReportedAdvances: Sendable {
  /// Of all projects: the advances that are listed, and of projects without any what they state as a sum.
  public var outstanding: Money
  /// The longest overdue first, then the largest.
  public var overdue: [OverdueAdvance] = []
  /// Listed and outstanding, but a date that decides is not stated.
  public var undecided = Money.zero
  /// Stated as a sum only, so that nobody knows what of it is overdue.
  public var unlisted = Money.zero

  public var overdueAmount: Money { overdue.reduce(.zero) { $0 + $1.record.outstanding } }

  public init(_ portfolio: Portfolio, records: FinanceRecords, rulebook: Rulebook) {
    let survey = AdvanceSurvey(portfolio, records: records, rulebook: rulebook)
    let listed = Set(records.advances.map(\.projectID))
    outstanding = survey.lines.first?.outstanding ?? .zero
    var project: Project?
    for line in survey.lines {
      switch line.subject {
      case .whole, .group: break
      case .project(let index):
        project = portfolio.projects[index]
        if !listed.contains(portfolio.projects[index].id) { unlisted += line.outstanding }
      case .advance(let index):
        if line.overdue == nil { undecided += line.outstanding }
        guard let project, let first = line.firstOverdueDay, let amount = line.overdue, amount > .zero else { continue }
        overdue.append(
          OverdueAdvance(
            record: records.advances[index], projectName: project.name, owner: project.owner, firstOverdueDay: first,
            days: survey.asOf - first + 1))
      }
    }
    overdue.sort {
      ($1.days, $1.record.outstanding, $0.record.projectID) < ($0.days, $0.record.outstanding, $1.record.projectID)
    }
  }
}

/// An advance that is overdue.
public struct OverdueAdvance: Hashable, Sendable {
  public var record: AdvanceRecord
  public var projectName: String
  public var owner: String
  public var firstOverdueDay: Day
  /// Overdue for so many days on the period's last day; 1 on the first.
  public var days: Int
}
