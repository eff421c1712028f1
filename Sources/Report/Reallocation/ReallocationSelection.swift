import Disbursement
import Portfolio
import Rulebook

/// What pages pick out of a proposal to move capital, in the order in which it is shown.
struct ReallocationSelection {
  let proposal: ReallocationProposal
  /// The names of sources by id, in the order in which they stand.
  let sources: [(id: String, name: String)]
  private let verdicts: [String: ProjectVerdict]

  init(_ proposal: ReallocationProposal, portfolio: Portfolio) {
    self.proposal = proposal
    sources = portfolio.sources.map { ($0.id, $0.name.isEmpty ? $0.id : $0.name) }
    verdicts = Dictionary(proposal.projects.map { ($0.id, $0) }) { first, _ in first }
  }

  var run: ReallocationHeader { proposal.run }
  var judgement: ReallocationJudgement? { proposal.judgement }
  var plan: Money { proposal.projects.reduce(.zero) { $0 + $1.plan } }

  func verdict(_ id: String) -> ProjectVerdict? { verdicts[id] }

  /// `CT-01 Đường liên thôn`.
  func projectName(_ id: String) -> String { verdicts[id].map { "\(id) \($0.name)" } ?? id }

  func sourceName(_ id: String) -> String { sources.first { $0.id == id }?.name ?? id }

  var givers: Set<String> { Set(proposal.moves.map(\.giverID)) }
  var receivers: Set<String> { Set(proposal.moves.map(\.receiverID)) }

  /// Projects whose capital changes; the largest change first, equal ones in order of their ids.
  var changed: [ProjectVerdict] {
    func size(_ verdict: ProjectVerdict) -> Int64 { (verdict.planAfter - verdict.plan).dong.magnitudeAsSigned }
    let moved = givers.union(receivers)
    return proposal.projects.filter { moved.contains($0.id) || $0.plan != $0.planAfter }.sorted {
      size($0) == size($1) ? $0.id < $1.id : size($0) > size($1)
    }
  }

  /// Projects whose capital stays; those that a rule keeps from receiving or giving first, then the largest plan.
  var staying: [(verdict: ProjectVerdict, stay: ProjectVerdict.Stay)] {
    let all = proposal.projects.compactMap { verdict -> (verdict: ProjectVerdict, stay: ProjectVerdict.Stay)? in
      guard case .stays(let stay) = verdict.outcome else { return nil }
      return (verdict, stay)
    }
    return all.sorted { first, second in
      let (left, right) = (first.stay.rank, second.stay.rank)
      if left != right { return left < right }
      if first.verdict.plan != second.verdict.plan { return first.verdict.plan > second.verdict.plan }
      return first.verdict.id < second.verdict.id
    }
  }

  func moves(of project: String) -> [CapitalMove] {
    proposal.moves.filter { $0.giverID == project || $0.receiverID == project }
  }

  func allocations(of project: String) -> [AllocationProposal] {
    proposal.allocations.filter { $0.projectID == project }
  }

  func pool(source: String, owner: String) -> CapitalPool? {
    proposal.pools.first { $0.sourceID == source && ($0.owner ?? owner) == owner }
  }

  /// Groups and sources whose plan or payments change, as judged.
  var judgedGroups: [(group: ProjectGroup, unit: JudgedUnit)] {
    (judgement?.groups ?? []).compactMap { unit in ProjectGroup(rawValue: unit.id).map { ($0, unit) } }
  }
}

extension ProjectVerdict.Stay {
  fileprivate var rank: Int {
    switch self {
    case .refused: 0
    case .protected: 1
    case .moveLimits: 2
    case .noGainFound: 3
    case .balanced: 4
    case .aloneInPool: 5
    case .fixed: 6
    }
  }
}

extension Int64 {
  fileprivate var magnitudeAsSigned: Int64 { self == .min ? .max : abs(self) }
}
