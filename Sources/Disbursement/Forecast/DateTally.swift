import Portfolio
import Rulebook
import Stochastics

/// Counts, over all replications, the days on which a project's activities end, and which of them were critical.
struct DateTally {
  /// Days after the as-of day that are told apart; later ones count as the last.
  private static let lastDay = WorkCalendar.horizon
  /// Days before the as-of day that are told apart: a start that nobody states may be past.
  private let pastDays: Int

  private enum Subject: Hashable {
    case start
    case end
    case activity(Int)
  }

  private let deadlines: [(deadline: Deadline, subject: Subject)]
  private let subjects: [Subject]
  /// For each subject the number of replications by day.
  private var counts: [[Int32]]
  private var criticalCounts: [Double]
  private var replications = 0
  private let remaining: [Int]
  private let startedAt: Float?
  /// Whether the project states which of its activities are done.
  private let statesActivities: Bool
  /// A payment proves that construction had begun by then.
  private let latestStart: Float
  private let doneAt: [Int: Float]

  init(project: ProjectModel, deadlines: [Deadline]) {
    pastDays = Int(max(0, -min(project.earliestStart, project.earliestActivity)))
    self.deadlines = deadlines.compactMap { deadline in
      guard let name = deadline.activity else { return (deadline, .start) }
      guard let position = project.activities.firstIndex(where: { $0.name == name }) else { return nil }
      return (deadline, .activity(position))
    }
    remaining = project.activities.indices.filter { project.activities[$0].doneAt == nil }
    criticalCounts = [Double](repeating: 0, count: project.activities.count)
    startedAt = project.startedAt
    statesActivities = project.statesActivities
    latestStart = project.latestStart
    doneAt = Dictionary(
      uniqueKeysWithValues: project.activities.enumerated().compactMap { position, activity in
        activity.doneAt.map { (position, $0) }
      })
    subjects = self.deadlines.map(\.subject) + (remaining.isEmpty ? [] : [.end])
    let days = pastDays + Self.lastDay + 1
    counts = subjects.map { _ in [Int32](repeating: 0, count: days) }
  }

  mutating func observe(_ project: ProjectModel, _ kernel: Kernel, _ block: Block, replications: Int) {
    let lanes = min(block.count, replications - block.first)
    guard lanes > 0 else { return }
    self.replications += lanes
    for position in subjects.indices { count(at: position, kernel, lanes) }
    guard remaining.count > 0 else { return }
    kernel.traceCriticality(project, block)
    for position in remaining {
      let column = kernel.work.critical[position]
      var sum: Float = 0
      for lane in 0..<lanes { sum += column[lane] }
      criticalCounts[position] += Double(sum)
    }
  }

  private mutating func count(at position: Int, _ kernel: Kernel, _ lanes: Int) {
    let column: UnsafeMutablePointer<Float>
    switch subjects[position] {
    case .start: column = kernel.work.start
    case .end: column = kernel.work.heldStart
    case .activity(let activity): column = kernel.work.finish[activity]
    }
    let past = Float(pastDays)
    counts[position].withUnsafeMutableBufferPointer { days in
      for lane in 0..<lanes {
        let time = max(0, min(column[lane], Float(Self.lastDay - 1)) + past)
        let whole = Int(time)
        days[Float(whole) < time ? whole + 1 : whole] += 1
      }
    }
  }

  func criticality(_ project: ProjectModel) -> [ActivityCriticality] {
    remaining.map { position in
      ActivityCriticality(
        activity: project.activities[position].name,
        probability: replications > 0 ? criticalCounts[position] / Double(replications) : 0)
    }
  }

  func networkEnd(_ timeline: Timeline, nominal: Float) -> DateQuantiles? {
    guard !remaining.isEmpty else { return nil }
    return DateQuantiles(
      nominal: Self.day(nominal, timeline), p10: quantile(0.1, .end, timeline), p50: quantile(0.5, .end, timeline),
      p90: quantile(0.9, .end, timeline))
  }

  func startDeadline(_ timeline: Timeline, _ thresholds: WarningThresholds) -> DeadlineForecast? {
    deadlines.first { $0.subject == .start }.map { forecast($0.deadline, $0.subject, timeline, thresholds) }
  }

  func approvalDeadlines(_ timeline: Timeline, _ thresholds: WarningThresholds) -> [DeadlineForecast] {
    deadlines.filter { $0.subject != .start }.map { forecast($0.deadline, $0.subject, timeline, thresholds) }
  }

  private func forecast(
    _ deadline: Deadline, _ subject: Subject, _ timeline: Timeline, _ thresholds: WarningThresholds
  ) -> DeadlineForecast {
    if let known = knownTime(of: subject) { return knownForecast(deadline, known, timeline) }
    let limit = deadline.date - timeline.asOf
    let days = tally(of: subject)
    var kept = 0
    var late = 0.0
    for (place, count) in days.enumerated() {
      let day = place - pastDays
      if day <= limit { kept += Int(count) } else { late += Double(count) * Double(day - limit) }
    }
    let probability = Double(kept) / Double(max(1, replications))
    return DeadlineForecast(
      ruleID: deadline.ruleID, activity: deadline.activity, date: deadline.date, probability: probability,
      standardError: StandardError.ofProportion(successes: kept, count: max(1, replications)),
      p10: quantile(0.1, subject, timeline), p50: quantile(0.5, subject, timeline),
      p90: quantile(0.9, subject, timeline), meanDaysLate: late / Double(max(1, replications)),
      level: level(of: subject, limit: limit) ?? thresholds.level(probability: probability, isMet: false))
  }

  /// Of a deadline that is past: kept where a payment proves the start, and not known where nothing is stated; else nil.
  private func level(of subject: Subject, limit: Int) -> WarningLevel? {
    guard limit <= 0, !statesActivities else { return nil }
    return subject == .start && latestStart <= Float(limit) ? .met : .unstated
  }

  private func knownForecast(_ deadline: Deadline, _ time: Float, _ timeline: Timeline) -> DeadlineForecast {
    let day = Self.day(time, timeline)
    let isKept = day <= deadline.date
    return DeadlineForecast(
      ruleID: deadline.ruleID, activity: deadline.activity, date: deadline.date, probability: isKept ? 1 : 0,
      standardError: 0, p10: day, p50: day, p90: day, meanDaysLate: Double(max(0, day - deadline.date)),
      level: isKept ? .met : .willMiss)
  }

  private func tally(of subject: Subject) -> [Int32] {
    subjects.firstIndex(of: subject).map { counts[$0] } ?? []
  }

  private func knownTime(of subject: Subject) -> Float? {
    switch subject {
    case .start: startedAt
    case .end: nil
    case .activity(let position): doneAt[position]
    }
  }

  private func quantile(_ level: Double, _ subject: Subject, _ timeline: Timeline) -> Day {
    if let known = knownTime(of: subject) { return Self.day(known, timeline) }
    let rank = OrderStatistics.rank(level: level, count: max(1, replications))
    var below = 0
    for (place, count) in tally(of: subject).enumerated() {
      below += Int(count)
      if below > rank { return timeline.asOf + (place - pastDays) }
    }
    return timeline.asOf + Self.lastDay
  }

  /// The day within which a time falls.
  private static func day(_ time: Float, _ timeline: Timeline) -> Day {
    let whole = Int(time)
    return timeline.asOf + (Float(whole) < time ? whole + 1 : whole)
  }
}
