public import Portfolio

/// The plan after a proposal in the layout of form 01.b/PB: the whole, groups, in each group its sources, in each source the projects.
///
/// Every amount of a line is the sum of the lines below it.
public struct AdjustedPlan: Sendable {
  public struct Line: Hashable, Sendable {
    /// A project stands for its allocation from the source above.
    public var subject: QuarterlyPlan.Subject
    public var plan: Money
    public var increase: Money
    public var decrease: Money

    public var planAfter: Money { plan + increase - decrease }
    public var isChanged: Bool { increase != .zero || decrease != .zero }
  }

  /// Headings before what they hold; projects are told by their place in the proposal.
  public var lines: [Line] = []

  /// `sources` are their ids in the order in which they stand.
  public init(_ proposal: ReallocationProposal, sources: [String]) {
    let parts = Self.parts(of: proposal)
    var whole = Line(subject: .whole)
    var body: [Line] = []
    for group in ProjectGroup.allCases {
      guard let members = parts[group] else { continue }
      var groupLine = Line(subject: .group(group))
      var groupBody: [Line] = []
      let used = Dictionary(grouping: members, by: \.sourceID)
      let listed = sources.filter { used[$0] != nil }
      for source in listed + Set(used.keys).subtracting(listed).sorted() {
        var sourceLine = Line(subject: .source(id: source))
        let projects = (used[source] ?? []).map { Line(subject: .project($0.project), $0.allocation) }
        for line in projects { sourceLine.add(line) }
        groupLine.add(sourceLine)
        groupBody.append(sourceLine)
        groupBody += projects
      }
      whole.add(groupLine)
      body.append(groupLine)
      body += groupBody
    }
    lines = [whole] + body
  }

  private struct Part {
    var project: Int
    var allocation: AllocationProposal

    var sourceID: String { allocation.sourceID }
  }

  private static func parts(of proposal: ReallocationProposal) -> [ProjectGroup: [Part]] {
    let places = Dictionary(proposal.projects.enumerated().map { ($1.id, $0) }) { first, _ in first }
    var parts: [ProjectGroup: [Part]] = [:]
    for allocation in proposal.allocations {
      guard let project = places[allocation.projectID] else { continue }
      parts[proposal.projects[project].group, default: []].append(Part(project: project, allocation: allocation))
    }
    return parts
  }
}

extension AdjustedPlan.Line {
  fileprivate init(subject: QuarterlyPlan.Subject) {
    self.init(subject: subject, plan: .zero, increase: .zero, decrease: .zero)
  }

  fileprivate init(subject: QuarterlyPlan.Subject, _ allocation: AllocationProposal) {
    self.init(
      subject: subject, plan: allocation.plan, increase: allocation.increase, decrease: allocation.decrease)
  }

  fileprivate mutating func add(_ line: AdjustedPlan.Line) {
    plan += line.plan
    increase += line.increase
    decrease += line.decrease
  }
}
