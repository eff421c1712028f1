import Foundation
import Testing

@testable import Disbursement

/// The planner's optimal values against those of HiGHS, the solver of linear programs in SciPy.
///
/// Skipped where python3 has no SciPy, unless GIAINGAN_REQUIRE_SCIPY is set.
@Suite struct ScheduleReferenceTests {
  static let isRequired = ProcessInfo.processInfo.environment["GIAINGAN_REQUIRE_SCIPY"] != nil
  /// The interpreter with SciPy, if there is one.
  static let python = ["/usr/bin/env", "/usr/bin/python3"].first { interpreter in
    (try? run(interpreter, ["-c", "import scipy.optimize"])) == 0
  }

  static func run(_ interpreter: String, _ arguments: [String]) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: interpreter)
    process.arguments = (interpreter.hasSuffix("env") ? ["python3"] : []) + arguments
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// Levels and peak of each instance.
  private func solve(_ problems: [PlanningProblem]) throws -> [[Double]] {
    let python = try #require(Self.python, "GIAINGAN_REQUIRE_SCIPY is set, but python3 has no SciPy")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("schedule-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (folder.appendingPathComponent("in.json"), folder.appendingPathComponent("out.json"))
    try JSONEncoder().encode(problems.map { WrittenInstance($0) }).write(to: input)
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("Reference/schedule_lp.py")
    #expect(try Self.run(python, [script.path, input.path, output.path]) == 0)
    return try JSONDecoder().decode([[Double]].self, from: Data(contentsOf: output))
  }

  private static var skipped: Comment { "python3 has no SciPy: optimal values of schedules are not checked" }

  struct Family: Sendable, CustomTestStringConvertible {
    var seeds: ClosedRange<UInt64>
    var isContested: Bool
    var mixesLastDays: Bool

    var testDescription: String { "contested \(isContested), mixed last days \(mixesLastDays)" }
    /// What the decision record says the least peak is surely reached for.
    var hasLeastPeak: Bool { !isContested && !mixesLastDays }
  }

  static let families = [
    Family(seeds: 1...120, isContested: false, mixesLastDays: false),
    Family(seeds: 1...120, isContested: true, mixesLastDays: false),
    Family(seeds: 121...180, isContested: true, mixesLastDays: true),
  ]

  @Test(.enabled(if: isRequired || python != nil, skipped), arguments: families)
  func optimalValues(family: Family) throws {
    let problems = try family.seeds.map { seed in
      var random = RandomInstance(
        seed: seed, isContested: family.isContested, mixesLastDays: family.mixesLastDays)
      return try random.problem()
    }
    let optima = try solve(problems)
    #expect(optima.count == problems.count)
    var (infeasible, uneven) = (0, 0)
    for ((seed, problem), optimum) in zip(zip(family.seeds, problems), optima) {
      let values = PlanValues(problem, PaymentPlanner(problem))
      for (level, value) in values.levels.enumerated() {
        #expect(abs(Double(value) - optimum[level]) < 0.01, "seed \(seed), level \(level), \(family.testDescription)")
      }
      // Whole dong: each allocation may be one off in the shortest slot.
      let allocations = problem.projects.reduce(0) { $0 + $1.allocations.count }
      let shortest = Double(problem.calendar.lengths.min() ?? 1) / Double(SlotCalendar.partsOfMonth)
      let rounding = Double(allocations) / shortest
      #expect(values.peak > optimum[5] - rounding, "seed \(seed), \(family.testDescription)")
      if family.hasLeastPeak {
        #expect(values.peak < optimum[5] + rounding, "seed \(seed), \(family.testDescription)")
      }
      infeasible += values.levels[0] + values.levels[1] > 0 ? 1 : 0
      uneven += values.peak > 1.01 * optimum[5] + rounding ? 1 : 0
    }
    #expect(infeasible > problems.count / 4 && infeasible < problems.count, "instances of both kinds")
    #expect(uneven <= problems.count / 8, "peaks more than 1 % above the least one")
  }
}
