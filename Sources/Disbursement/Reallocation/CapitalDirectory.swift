import Portfolio
import Rulebook

/// The allocations of a portfolio one after the other, with what says how each is paid.
struct CapitalDirectory: Sendable {
  struct Entry: Sendable {
    let project: Int
    let source: Int
    let plan: Double
    let paid: Double
    /// Future checkpoints after this one pay nothing more.
    let lastFuture: Int
    /// Among the revenue-linked sources; nil when cash is assured.
    let revenue: Int?
  }

  let entries: [Entry]
  /// Where each project's begin, and the end.
  let starts: [Int]
  /// For each project its allocations, as places in ``entries``, in the order in which they are drawn on; those of one level share.
  let levels: [[Range<Int>]]
  /// For each place of ``levels`` the entry.
  let order: [Int]
  let groups: [ProjectGroup]
  /// For each project its place in ``groups``, and in the order of payment.
  let groupOf: [Int]
  let ranks: [Int]
  let paidByProject: [Double]

  init(model: SimulationModel) {
    let portfolio = model.inputs.portfolio
    let compiler = model.makeCompiler()
    let sources = Dictionary(
      portfolio.sources.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let linked = Dictionary(uniqueKeysWithValues: model.revenueSources.enumerated().map { ($1.sourceIndex, $0) })
    let present = Set(portfolio.projects.lazy.map(\.group))
    groups = ProjectGroup.allCases.filter(present.contains)
    var entries: [Entry] = []
    var starts: [Int] = []
    var levels: [[Range<Int>]] = []
    var order: [Int] = []
    for (number, project) in portfolio.projects.enumerated() {
      starts.append(entries.count)
      for allocation in project.allocations {
        let source = sources[allocation.sourceID] ?? 0
        entries.append(
          Entry(
            project: number, source: source, plan: Double(allocation.plan.dong),
            paid: Double(allocation.paidToDate.dong), lastFuture: compiler.lastFuture(of: portfolio.sources[source]),
            revenue: linked[source]))
      }
      let own = starts[number]..<entries.count
      let byPriority = Dictionary(grouping: own) { portfolio.sources[entries[$0].source].priority }
      levels.append(
        byPriority.keys.sorted().map { priority in
          let first = order.count
          order += byPriority[priority] ?? []
          return first..<order.count
        })
    }
    starts.append(entries.count)
    (self.entries, self.starts, self.levels, self.order) = (entries, starts, levels, order)
    let groups = groups
    groupOf = portfolio.projects.map { project in groups.firstIndex(of: project.group) ?? 0 }
    ranks = portfolio.projects.map { compiler.paymentRank(of: $0) }
    paidByProject = portfolio.projects.map { Double($0.paidToDate.dong) }
  }

  var projectCount: Int { starts.count - 1 }

  func entries(of project: Int) -> Range<Int> { starts[project]..<starts[project + 1] }

  /// True when a project's payments are the smaller of plan and claims to the end.
  func isPlain(_ project: Int, futures: Int) -> Bool {
    let own = entries(of: project)
    return own.count == 1 && entries[own.lowerBound].revenue == nil && entries[own.lowerBound].lastFuture >= futures - 1
  }
}

extension CapitalDirectory {
  /// An allocation's part of what its project has claimed, under the present plan; both with what has been paid to date, dong.
  func part(of claim: Double, project: Int, position: Int) -> Double {
    let own = entries(of: project)
    var left = claim - paidByProject[project]
    let wanted = own.lowerBound + position
    for level in levels[project] {
      let room = order[level].reduce(0.0) { $0 + entries[$1].plan - entries[$1].paid }
      if order[level].contains(wanted) {
        let share = room > 0 ? max(0, min(1, left / room)) : 0
        return entries[wanted].paid + share * (entries[wanted].plan - entries[wanted].paid)
      }
      left -= room
    }
    return entries[wanted].paid
  }
}
