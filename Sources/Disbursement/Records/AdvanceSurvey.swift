public import Portfolio
public import Rulebook

/// Advances not yet recovered, by group and project, as form 08.a/SDTƯ (Decree 254/2025/NĐ-CP) lists them.
///
/// Of a project whose advances are not listed the survey has what the project itself states, without contract, day or cause.
public struct AdvanceSurvey: Sendable {
  public enum Subject: Hashable, Sendable {
    case whole
    case group(ProjectGroup)
    /// By its place in the portfolio.
    case project(Int)
    /// By its place in the records.
    case advance(Int)
  }

  public struct Line: Sendable {
    public var subject: Subject
    public var outstanding: Money
    /// The sum of what is stated; nil when nothing is.
    public var deposited: Money?
    /// The sum of what is known to be overdue; nil when it is not known of any.
    public var overdue: Money?
    /// Of what is overdue.
    public var overdueByCause: [AdvanceRecord.Cause: Money]
    /// For an advance the first day on which it is overdue, where that is known.
    public var firstOverdueDay: Day?
  }

  /// Headings before what they hold; projects without advances are left out.
  public let lines: [Line]
  public let asOf: Day
  /// Listed advances of which a date that decides is missing.
  public let undecidedCount: Int
  /// Overdue advances whose cause is not stated.
  public let causelessCount: Int
  /// Projects that state advances which are not listed.
  public let unlistedCount: Int

  public init(_ portfolio: Portfolio, records: FinanceRecords, rulebook: Rulebook) {
    let listed = Dictionary(grouping: records.advances.indices) { records.advances[$0].projectID }
    let asOf = portfolio.asOf
    var counts = (undecided: 0, causeless: 0, unlisted: 0)
    var whole = Line(.whole)
    var body: [Line] = []
    for group in ProjectGroup.allCases {
      var groupLine = Line(.group(group))
      var groupBody: [Line] = []
      for (index, project) in portfolio.projects.enumerated() where project.group == group {
        var line = Line(.project(index))
        let advances = listed[project.id] ?? []
        let details = advances.map { Line(.advance($0), records.advances[$0], rulebook, asOf: asOf) }
        for (place, detail) in zip(advances, details) {
          line.add(detail)
          if detail.overdue == nil { counts.undecided += 1 }
          if let overdue = detail.overdue, overdue > .zero, records.advances[place].cause == nil {
            counts.causeless += 1
          }
        }
        if advances.isEmpty {
          line.outstanding = project.outstandingAdvance
          guard line.outstanding > .zero else { continue }
          counts.unlisted += 1
        }
        groupLine.add(line)
        groupBody.append(line)
        groupBody += details
      }
      guard !groupBody.isEmpty else { continue }
      whole.add(groupLine)
      body.append(groupLine)
      body += groupBody
    }
    lines = [whole] + body
    self.asOf = asOf
    (undecidedCount, causelessCount, unlistedCount) = counts
  }
}

extension AdvanceSurvey.Line {
  fileprivate init(_ subject: AdvanceSurvey.Subject) {
    self.init(subject: subject, outstanding: .zero, deposited: nil, overdue: nil, overdueByCause: [:])
  }

  fileprivate init(_ subject: AdvanceSurvey.Subject, _ advance: AdvanceRecord, _ rulebook: Rulebook, asOf: Day) {
    self.init(subject)
    outstanding = advance.outstanding
    deposited = advance.deposited
    firstOverdueDay = rulebook.firstOverdueDay(of: advance, on: asOf)
    // Nothing is overdue of what has been recovered.
    guard advance.outstanding > .zero else {
      overdue = .zero
      return
    }
    guard let first = firstOverdueDay else { return }
    overdue = asOf >= first ? advance.outstanding : .zero
    if let cause = advance.cause, asOf >= first { overdueByCause[cause] = advance.outstanding }
  }

  fileprivate mutating func add(_ line: Self) {
    outstanding += line.outstanding
    if let more = line.deposited { deposited = (deposited ?? .zero) + more }
    if let more = line.overdue { overdue = (overdue ?? .zero) + more }
    for (cause, amount) in line.overdueByCause { overdueByCause[cause, default: .zero] += amount }
  }
}
