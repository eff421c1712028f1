import Portfolio
import Stochastics
import Testing

@Suite struct ActivityNetworkTests {
  private static func activity(_ name: String, after predecessors: String...) throws -> Activity {
    Activity(name: name, predecessors: predecessors, duration: try Distribution(.fixed(10)))
  }

  @Test func predecessorsComeFirst() throws {
    let network = try ActivityNetwork([
      Self.activity("acceptance", after: "construction"),
      Self.activity("construction", after: "selection", "clearance"),
      Self.activity("selection", after: "design"), Self.activity("clearance"), Self.activity("design"),
    ])
    #expect(network.activities.map(\.name) == ["clearance", "design", "selection", "construction", "acceptance"])
    #expect(network.predecessorIndices == [[], [], [1], [2, 0], [3]])
  }

  @Test func theListedOrderIsKeptWhereItIsPossible() throws {
    let names = ["c", "a", "b"]
    #expect(try ActivityNetwork(names.map { try Self.activity($0) }).activities.map(\.name) == names)
  }

  @Test func mayBeEmpty() throws {
    #expect(try ActivityNetwork([]).activities.isEmpty)
  }

  @Test func duplicates() {
    #expect(throws: ActivityNetworkError.duplicateActivity("a")) {
      try ActivityNetwork([Self.activity("a"), Self.activity("b"), Self.activity("a")])
    }
  }

  @Test func unknownPredecessors() {
    #expect(throws: ActivityNetworkError.unknownPredecessor(activity: "b", predecessor: "x")) {
      try ActivityNetwork([Self.activity("a"), Self.activity("b", after: "a", "x")])
    }
  }

  @Test func cycles() {
    #expect(throws: ActivityNetworkError.cycle(["a"])) { try ActivityNetwork([Self.activity("a", after: "a")]) }
    #expect(throws: ActivityNetworkError.cycle(["b", "c", "d"])) {
      try ActivityNetwork([
        Self.activity("a"), Self.activity("d", after: "c"), Self.activity("b", after: "a", "d"),
        Self.activity("c", after: "b"),
      ])
    }
  }

  /// What waits for a circle without being in it is not named.
  @Test func onlyTheCircleIsNamed() {
    #expect(throws: ActivityNetworkError.cycle(["a", "b"])) {
      try ActivityNetwork([
        Self.activity("a", after: "b"), Self.activity("b", after: "a"), Self.activity("later", after: "a"),
      ])
    }
  }

  @Test func size() throws {
    let limit = ActivityNetwork.largestCount
    let activities = try (0...limit).map { try Self.activity("a\($0)") }
    #expect(try ActivityNetwork(Array(activities.dropLast())).activities.count == limit)
    #expect(throws: ActivityNetworkError.tooManyActivities(count: limit + 1, limit: limit)) {
      try ActivityNetwork(activities)
    }
  }
}
