import Portfolio
import Rulebook
import Stochastics

/// What every driver does to every project, added up over replications.
///
/// A project's row is written by the worker that has the project, block after block, so that it does not depend on the number of workers.
final class ProjectMoments: @unchecked Sendable {
  private let moments: UnsafeMutablePointer<SampleMoments>
  private let projects: Int
  private let drivers: Int

  init(projects: Int, drivers: Int) {
    self.projects = projects
    self.drivers = drivers
    moments = .allocate(capacity: max(1, projects * drivers))
    moments.initialize(repeating: SampleMoments(), count: max(1, projects * drivers))
  }

  deinit { moments.deallocate() }

  func add(_ difference: Double, project: Int, driver: Int) { moments[project * drivers + driver].add(difference) }

  /// By project in the order of the portfolio: drivers that change anything, the largest effect first, equal ones in order of their ids.
  func effects(_ risks: [RiskDriver]) -> [[ProjectDriverEffect]] {
    (0..<projects).map { project in
      risks.enumerated().compactMap { driver, risk in effect(of: risk, moments[project * drivers + driver]) }
        .sorted { ($1.meanEffect, $0.driverID) < ($0.meanEffect, $1.driverID) }
    }
  }

  private func effect(of driver: RiskDriver, _ moments: SampleMoments) -> ProjectDriverEffect? {
    let mean = Money(rounding: moments.mean)
    guard mean != .zero else { return nil }
    return ProjectDriverEffect(
      driverID: driver.id, name: driver.name, meanEffect: mean,
      meanEffectError: moments.count > 1 ? Money(rounding: moments.standardError) : .zero)
  }
}
