import Portfolio
import Rulebook
import Stochastics

/// What portfolios are paid under several rules about capital, on common random numbers; the first rule is what the others are compared with.
struct CapitalSimulation: Sendable {
  let claims: ClaimModel
  let directory: CapitalDirectory
  /// Nil is the present plan all year.
  let rules: [(any CapitalRule)?]
  /// Future checkpoints at which units are stated.
  let reported: [Int]
  /// The future checkpoint at which projects are compared; one of ``reported``.
  let date: Int
  /// Milestones of the groups after this future checkpoint count.
  let window: Int

  /// Most bytes for the columns of one worker.
  private static let workerMemory = 256 << 20

  /// Milestones of the rulebook that lie ahead after the window, of groups that have projects.
  var milestones: [(milestone: Milestone, group: Int, future: Int)] {
    let timeline = claims.model.timeline
    return claims.model.inputs.rulebook.milestones.compactMap { milestone in
      guard let index = timeline.index(of: milestone.date), index - timeline.past.count > window,
        let group = directory.groups.firstIndex(of: milestone.group)
      else { return nil }
      return (milestone, group, index - timeline.past.count)
    }
  }

  /// Where payments are asked for or plans may change; nil is anywhere.
  fileprivate var asked: [Int]? {
    var asked = reported + [date] + milestones.map(\.future)
    for rule in rules {
      guard let rule else { continue }
      guard let windows = rule.windows else { return nil }
      asked += windows
    }
    return asked
  }

  func run(_ replications: ClaimModel.Replications, threads: Int, progress: ProgressMeter? = nil) -> CapitalOutcome {
    let perLane = max(1, CapitalColumns.memory(claims, directory) + 16 * directory.projectCount)
    var lanes = Workspace.block
    while lanes > 16, lanes * perLane > Self.workerMemory { lanes /= 2 }
    let outcome = CapitalOutcome(self, replications)
    let size = lanes
    let workers = WorkQueue(count: replications.blocks(of: size)).run(threads: threads) {
      CapitalWorker(self, capacity: size)
    } body: { worker, number in
      let block = replications.block(number, of: size)
      worker.run(block, first: replications.first, outcome)
      progress?.add(block.count * directory.projectCount)
    }
    outcome.add(workers.map(\.projects))
    return outcome
  }
}

/// What a simulation of rules about capital found.
final class CapitalOutcome: @unchecked Sendable {
  let replications: Int
  let milestones: [(milestone: Milestone, group: Int, future: Int)]
  /// The whole, then the groups, then the sources.
  let unitCount: Int
  private let reported: [Int]
  private let rules: Int
  private let padded: Int
  /// By rule, unit, reported checkpoint and replication, dong; each block is written by one worker.
  private let amounts: UnsafeMutablePointer<Double>
  /// By rule, milestone and replication: whether the group as a whole meets it.
  private let met: UnsafeMutablePointer<Bool>
  /// By rule and replication: how many milestones of single projects are met.
  private let ownMet: UnsafeMutablePointer<Int32>
  /// By rule and project.
  private(set) var projects: [ProjectSums] = []
  private let projectCount: Int

  /// Exact sums over replications, of paid at the date and of own milestones met; differences are from the first rule.
  struct ProjectSums {
    var paid: Int128 = 0
    var difference: Int128 = 0
    var squaredDifference: Int128 = 0
    var met = 0
    var metDifference = 0
    var squaredMetDifference = 0
    /// Plan at the date.
    var plan: Int128 = 0

    static func += (sums: inout ProjectSums, other: ProjectSums) {
      sums.paid += other.paid
      sums.difference += other.difference
      sums.squaredDifference += other.squaredDifference
      sums.met += other.met
      sums.metDifference += other.metDifference
      sums.squaredMetDifference += other.squaredMetDifference
      sums.plan += other.plan
    }
  }

  fileprivate init(_ simulation: CapitalSimulation, _ replications: ClaimModel.Replications) {
    self.replications = replications.count
    milestones = simulation.milestones
    reported = simulation.reported
    rules = simulation.rules.count
    padded = Workspace.padded(replications.count)
    unitCount =
      1 + simulation.directory.groups.count + simulation.claims.model.inputs.portfolio.sources.count
    projectCount = simulation.directory.projectCount
    amounts = .allocate(capacity: max(1, rules * unitCount * reported.count * padded))
    amounts.initialize(repeating: 0, count: max(1, rules * unitCount * reported.count * padded))
    met = .allocate(capacity: max(1, rules * milestones.count * padded))
    met.initialize(repeating: false, count: max(1, rules * milestones.count * padded))
    ownMet = .allocate(capacity: max(1, rules * padded))
    ownMet.initialize(repeating: 0, count: max(1, rules * padded))
  }

  deinit {
    amounts.deallocate()
    met.deallocate()
    ownMet.deallocate()
  }

  fileprivate func column(_ rule: Int, _ unit: Int, _ position: Int) -> UnsafeMutablePointer<Double> {
    amounts + ((rule * unitCount + unit) * reported.count + position) * padded
  }

  fileprivate func metColumn(_ rule: Int, _ milestone: Int) -> UnsafeMutablePointer<Bool> {
    met + (rule * milestones.count + milestone) * padded
  }

  fileprivate func ownMetColumn(_ rule: Int) -> UnsafeMutablePointer<Int32> { ownMet + rule * padded }

  fileprivate func add(_ parts: [[ProjectSums]]) {
    projects = [ProjectSums](repeating: ProjectSums(), count: rules * projectCount)
    for part in parts {
      for index in projects.indices { projects[index] += part[index] }
    }
  }

  /// Paid under a rule by a reported checkpoint in each replication, dong.
  func amounts(rule: Int, unit: Int, at position: Int) -> UnsafeBufferPointer<Double> {
    UnsafeBufferPointer(start: column(rule, unit, position), count: replications)
  }

  /// Whether a group as a whole meets its milestone under a rule, in each replication.
  func isMet(rule: Int, milestone: Int) -> UnsafeBufferPointer<Bool> {
    UnsafeBufferPointer(start: metColumn(rule, milestone), count: replications)
  }

  /// How many milestones of single projects are met under a rule, in each replication.
  func ownMilestonesMet(rule: Int) -> UnsafeBufferPointer<Int32> {
    UnsafeBufferPointer(start: ownMetColumn(rule), count: replications)
  }

  func sums(rule: Int, project: Int) -> ProjectSums { projects[rule * projectCount + project] }
}

/// One worker: plays blocks under every rule and adds up what is asked.
private final class CapitalWorker {
  var projects: [CapitalOutcome.ProjectSums]
  private let simulation: CapitalSimulation
  private let columns: CapitalColumns
  private let milestones: [(milestone: Milestone, group: Int, future: Int)]
  /// Projects of each group.
  private let members: [[Int]]
  /// By project and lane, under the first rule: paid at the date, and how many own milestones are met; then the latter under the rule at work.
  private let firstPaid: CapitalColumns.Column
  private let firstMet: UnsafeMutablePointer<Int32>
  private let met: UnsafeMutablePointer<Int32>
  /// Of one project or group.
  private let plan: CapitalColumns.Column
  private let paid: CapitalColumns.Column
  private let groupPlan: CapitalColumns.Column
  private let groupPaid: CapitalColumns.Column

  private var capacity: Int { columns.capacity }
  private var directory: CapitalDirectory { simulation.directory }

  init(_ simulation: CapitalSimulation, capacity: Int) {
    self.simulation = simulation
    columns = CapitalColumns(
      simulation.claims, simulation.directory, capacity: capacity, asked: simulation.asked)
    milestones = simulation.milestones
    let directory = simulation.directory
    members = directory.groups.indices.map { group in
      (0..<directory.projectCount).filter { directory.groupOf[$0] == group }
    }
    let cells = max(1, directory.projectCount * capacity)
    projects = [CapitalOutcome.ProjectSums](
      repeating: CapitalOutcome.ProjectSums(), count: simulation.rules.count * directory.projectCount)
    firstPaid = .allocate(capacity: cells)
    firstMet = .allocate(capacity: cells)
    met = .allocate(capacity: cells)
    plan = .allocate(capacity: capacity)
    paid = .allocate(capacity: capacity)
    groupPlan = .allocate(capacity: capacity)
    groupPaid = .allocate(capacity: capacity)
  }

  deinit {
    for column in [firstPaid, plan, paid, groupPlan, groupPaid] { column.deallocate() }
    for column in [firstMet, met] { column.deallocate() }
  }

  func run(_ block: Block, first: Int, _ outcome: CapitalOutcome) {
    columns.draw(block)
    let count = max(0, min(block.count, outcome.replications - (block.first - first)))
    for (number, rule) in simulation.rules.enumerated() {
      met.update(repeating: 0, count: max(1, directory.projectCount * capacity))
      columns.play(rule) { future in
        addUnits(number, future, block.first - first, outcome)
        judgeMilestones(number, future, block.first - first, outcome)
        if future == simulation.date { keepPaid(number, count: count) }
      }
      addMilestones(number, count: count, block.first - first, outcome)
    }
  }

  private func addUnits(_ rule: Int, _ future: Int, _ offset: Int, _ outcome: CapitalOutcome) {
    guard let position = simulation.reported.firstIndex(of: future) else { return }
    let lanes = columns.lanes
    for (index, entry) in directory.entries.enumerated() {
      let paid = columns.paid(index)
      let whole = outcome.column(rule, 0, position) + offset
      let group = outcome.column(rule, 1 + directory.groupOf[entry.project], position) + offset
      let source = outcome.column(rule, 1 + directory.groups.count + entry.source, position) + offset
      for lane in 0..<lanes {
        whole[lane] += paid[lane]
        group[lane] += paid[lane]
        source[lane] += paid[lane]
      }
    }
  }

  /// A project's plan and payments over all its allocations.
  private func sum(_ project: Int) {
    let (plan, paid, lanes) = (plan, paid, columns.lanes)
    let own = directory.entries(of: project)
    plan.update(from: columns.plan(own.lowerBound), count: lanes)
    paid.update(from: columns.paid(own.lowerBound), count: lanes)
    for entry in own.dropFirst() {
      let (more, morePaid) = (columns.plan(entry), columns.paid(entry))
      for lane in 0..<lanes {
        plan[lane] += more[lane]
        paid[lane] += morePaid[lane]
      }
    }
  }

  /// The group's sum against the share of its plan as it then stands, and each project on its own plan.
  private func judgeMilestones(_ rule: Int, _ future: Int, _ offset: Int, _ outcome: CapitalOutcome) {
    let (plan, paid, groupPlan, groupPaid, lanes) = (plan, paid, groupPlan, groupPaid, columns.lanes)
    for (number, (milestone, group, day)) in milestones.enumerated() where day == future {
      let share = Double(milestone.share.millionths)
      groupPlan.update(repeating: 0, count: lanes)
      groupPaid.update(repeating: 0, count: lanes)
      for project in members[group] {
        sum(project)
        let met = met + project * capacity
        for lane in 0..<lanes {
          groupPlan[lane] += plan[lane]
          groupPaid[lane] += paid[lane]
          // Without capital a project has no milestones.
          met[lane] += plan[lane] > 0 && Self.reaches(paid[lane], share, of: plan[lane]) ? 1 : 0
        }
      }
      let column = outcome.metColumn(rule, number) + offset
      for lane in 0..<lanes { column[lane] = Self.reaches(groupPaid[lane], share, of: groupPlan[lane]) }
    }
  }

  /// The share in millionths. Amounts are whole dong but for what roundings of sources' shares leave.
  @inline(__always)
  private static func reaches(_ paid: Double, _ share: Double, of plan: Double) -> Bool {
    (paid + 0.5) * 1e6 >= plan * share
  }

  private func keepPaid(_ rule: Int, count: Int) {
    let (plan, paid) = (plan, paid)
    for project in 0..<directory.projectCount {
      self.sum(project)
      let before = firstPaid + project * capacity
      if rule == 0 { before.update(from: paid, count: columns.lanes) }
      var (sum, difference, squared, plans) = (0.0, 0.0, 0.0, 0.0)
      for lane in 0..<count {
        let more = paid[lane] - before[lane]
        sum += paid[lane]
        difference += more
        squared += more * more
        plans += plan[lane]
      }
      let place = rule * directory.projectCount + project
      projects[place].paid += Int128(sum.rounded())
      projects[place].difference += Int128(difference.rounded())
      projects[place].squaredDifference += Int128(squared.rounded())
      projects[place].plan += Int128(plans.rounded())
    }
  }

  private func addMilestones(_ rule: Int, count: Int, _ offset: Int, _ outcome: CapitalOutcome) {
    let total = outcome.ownMetColumn(rule) + offset
    for group in Set(milestones.map(\.group)) {
      for project in members[group] {
        let (before, now) = (firstMet + project * capacity, met + project * capacity)
        if rule == 0 { before.update(from: now, count: columns.lanes) }
        var (sum, difference, squared) = (0, 0, 0)
        for lane in 0..<count {
          let more = Int(now[lane] - before[lane])
          total[lane] += now[lane]
          sum += Int(now[lane])
          difference += more
          squared += more * more
        }
        let place = rule * directory.projectCount + project
        projects[place].met += sum
        projects[place].metDifference += difference
        projects[place].squaredMetDifference += squared
      }
    }
  }
}
