public import Stochastics

/// One step that a project still has to take, is taking, or has taken.
public struct Activity: Hashable, Sendable {
  /// Which days its duration counts.
  public enum DayKind: String, Hashable, Sendable {
    case calendar
    case working
  }

  public enum State: Hashable, Sendable {
    case todo
    /// Under way since the start of this day's successor: time counts from the end of this day.
    case active(since: Day)
    case done(on: Day)
  }

  public var name: String
  /// Names of the activities that must end before this one begins.
  public var predecessors: [String]
  /// Total duration in days, also when under way.
  public var duration: Distribution
  public var days: DayKind
  public var state: State
  /// Share of the year's construction that cannot start before this activity ends while the rest can; 1 holds back all.
  public var holdsBack: Ratio

  public init(
    name: String, predecessors: [String] = [], duration: Distribution, days: DayKind = .calendar,
    state: State = .todo, holdsBack: Ratio = .one
  ) {
    self.name = name
    self.predecessors = predecessors
    self.duration = duration
    self.days = days
    self.state = state
    self.holdsBack = holdsBack
  }
}

/// Why a list of activities is not a network.
public enum ActivityNetworkError: Error, Hashable, Sendable {
  case duplicateActivity(String)
  case unknownPredecessor(activity: String, predecessor: String)
  /// The activities that wait for one another, in order of their names.
  case cycle([String])
  case tooManyActivities(count: Int, limit: Int)
}

/// The remaining activities of a project: acyclic, names unique, every predecessor before its successors.
public struct ActivityNetwork: Hashable, Sendable {
  /// In an order in which predecessors come first.
  public let activities: [Activity]
  /// For each activity, the positions of its predecessors in ``activities``.
  public let predecessorIndices: [[Int]]

  public static let largestCount = 64

  public init(_ listed: [Activity]) throws(ActivityNetworkError) {
    guard listed.count <= Self.largestCount else {
      throw .tooManyActivities(count: listed.count, limit: Self.largestCount)
    }
    var positions: [String: Int] = [:]
    for (index, activity) in listed.enumerated() {
      guard positions.updateValue(index, forKey: activity.name) == nil else { throw .duplicateActivity(activity.name) }
    }
    for activity in listed {
      for name in activity.predecessors where positions[name] == nil {
        throw .unknownPredecessor(activity: activity.name, predecessor: name)
      }
    }
    // Kahn's algorithm, stable: at each turn the first listed activity whose predecessors are all placed.
    var placed: [String: Int] = [:]
    var ordered: [Activity] = []
    var waiting = listed
    while !waiting.isEmpty {
      guard let next = waiting.firstIndex(where: { $0.predecessors.allSatisfy { placed[$0] != nil } }) else {
        throw .cycle(Self.circle(in: waiting))
      }
      let activity = waiting.remove(at: next)
      placed[activity.name] = ordered.count
      ordered.append(activity)
    }
    activities = ordered
    predecessorIndices = ordered.map { activity in activity.predecessors.compactMap { placed[$0] } }
  }

  /// What is left of activities, none of which can begin, without those that only wait for the others.
  private static func circle(in waiting: [Activity]) -> [String] {
    var left = waiting
    while true {
      let awaited = Set(left.flatMap(\.predecessors))
      let kept = left.filter { awaited.contains($0.name) }
      guard kept.count < left.count else { return left.map(\.name).sorted() }
      left = kept
    }
  }
}
