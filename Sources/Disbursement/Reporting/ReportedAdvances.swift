public import Portfolio
public import Rulebook

/// Advances not yet recovered on the last day of a period, and which of them are overdue.
public struct ReportedAdvances: Sendable {
  /// Of all projects: the advances that are listed, and of projects without any what they state as a sum.
  public var outstanding: Money
  /// The longest overdue first, then the largest.
  public var overdue: [OverdueAdvance]
  /// Listed and outstanding, but a date that decides is not stated.
  public var undecided: Money
  /// Stated as a sum only, so that nobody knows what of it is overdue.
  public var unlisted: Money

  public var overdueAmount: Money { overdue.reduce(.zero) { $0 + $1.record.outstanding } }

  public init(_ portfolio: Portfolio, records: FinanceRecords, rulebook: Rulebook) {
    let asOf = portfolio.asOf
    let projects = Dictionary(portfolio.projects.map { ($0.id, $0) }) { first, _ in first }
    let listed = records.advances.filter { $0.outstanding > .zero && projects[$0.projectID] != nil }
    let named = Set(records.advances.map(\.projectID))
    unlisted = portfolio.projects.reduce(.zero) { named.contains($1.id) ? $0 : $0 + $1.outstandingAdvance }
    outstanding = listed.reduce(unlisted) { $0 + $1.outstanding }
    (overdue, undecided) = ([], .zero)
    for record in listed {
      guard let first = rulebook.firstOverdueDay(of: record, on: asOf) else {
        undecided += record.outstanding
        continue
      }
      guard first <= asOf, let project = projects[record.projectID] else { continue }
      overdue.append(
        OverdueAdvance(
          record: record, projectName: project.name, owner: project.owner, firstOverdueDay: first,
          days: asOf - first + 1))
    }
    overdue.sort {
      ($1.days, $1.record.outstanding, $0.record.projectID) < ($0.days, $0.record.outstanding, $1.record.projectID)
    }
  }
}

public struct OverdueAdvance: Hashable, Sendable {
  public var record: AdvanceRecord
  public var projectName: String
  public var owner: String
  public var firstOverdueDay: Day
  /// Overdue for so many days on the period's last day; 1 on the first.
  public var days: Int
}
