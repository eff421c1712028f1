import Benchmark
import Foundation
import Workloads

/// Hardware counters of instructions; virtual machines often have none, and then the number would read 0.
private let hasInstructions: Bool = {
  #if os(Linux)
    let devices = (try? FileManager.default.contentsOfDirectory(atPath: "/sys/bus/event_source/devices")) ?? []
    return devices.contains { $0.hasPrefix("cpu") || $0.hasPrefix("armv") }
  #else
    return true
  #endif
}()

let benchmarks: @Sendable () -> Void = {
  Benchmark.defaultConfiguration.metrics =
    [.wallClock, .cpuTotal, .peakMemoryResident] + (hasInstructions ? [.instructions] : [])
  Benchmark.defaultConfiguration.maxDuration = .seconds(3)
  for workload in Workload.all {
    // Set and removed by the hooks of one benchmark, which run one after the other.
    nonisolated(unsafe) var folder: URL?
    Benchmark(
      workload.name,
      closure: { _, body in blackHole(try body()) },
      setup: {
        let new = try Workload.makeFolder()
        folder = new
        return try workload.prepare(new)
      },
      teardown: {
        if let folder { try FileManager.default.removeItem(at: folder) }
      })
  }
}
