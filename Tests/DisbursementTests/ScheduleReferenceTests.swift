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

  @Test(.enabled(if: isRequired || python != nil, skipped), arguments: [false, true])
  func optimalValues(isContested: Bool) throws {
    let seeds = UInt64(1)...150
    let problems = try seeds.map { seed in
      var random = RandomInstance(seed: seed, isContested: isContested, mixesLastDays: false)
      return try random.problem()
    }
    let optima = try solve(problems)
    #expect(optima.count == problems.count)
    var infeasible = 0
    for ((seed, problem), optimum) in zip(zip(seeds, problems), optima) {
      let values = PlanValues(problem, PaymentPlanner(problem))
      for (level, value) in values.levels.enumerated() {
        #expect(abs(Double(value) - optimum[level]) < 0.01, "seed \(seed), level \(level), contested \(isContested)")
      }
      if values.levels[0] + values.levels[1] > 0 { infeasible += 1 }
      let ratio = optimum[5] > 0 ? values.peak / optimum[5] : 1
      if ratio > 1.0001 {
        print("\(isContested) seed \(seed) peak \(values.peak) optimum \(optimum[5]) ratio \(ratio)")
      }
    }
    print("infeasible", infeasible)
  }
}
