import Foundation
import Testing

@Suite struct MemoryTests {
  @Test func aRunThatNoMachineHoldsIsRefusedBeforeItBegins() throws {
    let scenario = CommandRun.checkout.appendingPathComponent("Scenarios/chi-lang-2026").path
    let run = try CommandRun(
      "forecast", scenario, "--replications", "10000000", "--threads", "256", "--lang", "en")
    #expect(run.status == 2)
    #expect(run.errorText.contains("GB of memory"))
    #expect(run.errorText.contains("Lower --replications or --threads."))
  }
}
